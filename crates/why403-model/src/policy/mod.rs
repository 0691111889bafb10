//! Policy documents: what one says, and where each of its words stands.
//!
//! [`parse`] takes any text and returns what it could read *and* every problem, with place
//! and help.

mod error;
mod kind;
mod operator;
mod parse;
mod validate;

use alloc::string::String;
use alloc::vec::Vec;

pub use error::PolicyError;
pub use kind::PolicyKind;
pub use operator::{Family, OPERATORS, Operator, OperatorName, Quantifier};
pub use parse::{Parsed, parse, parse_node};
pub use validate::{Finding, Severity, validate};

use crate::span::Span;

/// A text of the document and where it is written
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, escapes resolved
    pub text: String,
    /// Where, quotes included
    pub at: Span,
}

/// One policy document
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Which version of the language; variables exist in the later one only
    pub version: Version,
    /// Where the version is written; `None` where it is left out
    pub version_at: Option<Span>,
    /// The document's `Id`
    pub id: Option<Text>,
    /// In the order written
    pub statements: Vec<Statement>,
    /// The whole document
    pub at: Span,
}

/// A version of the policy language
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, also where no version is given: `${…}` is plain text
    V2008,
    /// `2012-10-17`: `${…}` is a policy variable
    V2012,
}

/// `Allow` or `Deny`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Grants, unless anything denies
    Allow,
    /// Denies, whatever grants
    Deny,
}

/// One statement
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its `Sid`
    pub sid: Option<Text>,
    /// Its `Effect`
    pub effect: Effect,
    /// Where the effect is written, member name included
    pub effect_at: Span,
    /// `Principal` or `NotPrincipal`
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`
    pub action: Listed,
    /// `Resource` or `NotResource`
    pub resource: Option<Listed>,
    /// The tests of `Condition`, one for each operator and key
    pub conditions: Vec<ConditionTest>,
    /// Where `Condition` is written
    pub condition_at: Option<Span>,
    /// From its `{` to after its `}`
    pub at: Span,
}

/// A list of patterns that must, or with `Not…` must not, match
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Whether it is the `Not…` form
    pub negated: bool,
    /// The patterns
    pub values: Vec<Text>,
    /// The element, member name included
    pub at: Span,
}

/// `Principal` or `NotPrincipal`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalElement {
    /// Whether it is `NotPrincipal`
    pub negated: bool,
    /// Who is named
    pub values: Vec<PrincipalValue>,
    /// The element, member name included
    pub at: Span,
}

/// One principal that a statement names
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalValue {
    /// Under which kind it is named
    pub kind: PrincipalKind,
    /// As written
    pub value: Text,
}

/// The kinds of a principal map; `"*"` alone is [`PrincipalKind::Everyone`]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrincipalKind {
    /// `"*"` in place of a map
    Everyone,
    /// `AWS`
    Aws,
    /// `Service`
    Service,
    /// `Federated`
    Federated,
    /// `CanonicalUser`
    CanonicalUser,
}

/// One operator applied to one key
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionTest {
    /// The operator, taken apart
    pub operator: Operator,
    /// The operator as written
    pub operator_text: Text,
    /// The key as written; keys compare without case
    pub key: Text,
    /// The values, in textual form
    pub values: Vec<Text>,
    /// Key and values
    pub at: Span,
}
