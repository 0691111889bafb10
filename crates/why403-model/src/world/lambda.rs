//! Lambda functions: who they are, and who may call them. Never what they hold.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::document::Document;
use crate::arn::Arn;
use crate::known::Fact;

/// What is known of one function
#[derive(Clone, Debug)]
pub struct Function {
    /// Its ARN, without a version or alias
    pub arn: Arn,
    /// How it runs; `Known(None)` where there is no such function
    pub configuration: Fact<Option<FunctionConfiguration>>,
    /// The policy of the function without a version or alias; `Known(None)` where it has none
    pub policy: Fact<Option<Arc<Document>>>,
    /// The policies of versions and aliases, by qualifier. They are apart: what one allows, the
    /// others do not. One that is not here is not known.
    pub qualifiers: BTreeMap<String, Fact<Option<Arc<Document>>>>,
    /// Its URL; `Known(None)` where it has none
    pub url: Fact<Option<FunctionUrl>>,
}

/// How a function runs.
///
/// Its environment, code and layers are not read: they may hold secrets and decide nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionConfiguration {
    /// The role that its code has
    pub role: Arn,
    /// `$LATEST`, or a number; where the answer says so
    pub version: Option<String>,
    /// `Active`, `Inactive`, `Failed`, …; where the answer says so
    pub state: Option<String>,
    /// Its network; `None` where it is in no VPC of the account
    pub vpc: Option<FunctionVpc>,
    /// The stack of `CloudFormation` that it is of, as its tags tell, which `get-function` has;
    /// `None` where it is of none, or the answer has no tags
    pub stack: Option<String>,
}

/// The network of a function
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionVpc {
    /// `vpc-…`, where the answer says so
    pub id: Option<String>,
    /// `subnet-…`, at least one
    pub subnets: Vec<String>,
}

/// The URL of a function
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionUrl {
    /// Who is asked for a signature
    pub auth: UrlAuth,
    /// `https://….lambda-url.eu-central-1.on.aws/`, where the answer says so
    pub url: Option<String>,
}

/// Who is asked for a signature at a function's URL
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlAuth {
    /// Nobody; the function's policy still has to allow everybody
    None,
    /// Everybody
    AwsIam,
}
