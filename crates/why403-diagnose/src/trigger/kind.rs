//! Who can call a function without anybody seeing an error.

use alloc::string::{String, ToString};

use why403_model::arn::AccountId;

/// Who should call the function
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// S3, for events of a bucket
    S3,
    /// `EventBridge`, for a rule
    Events,
    /// SNS, for a topic
    Sns,
    /// API Gateway, for a method or route
    ApiGateway,
    /// Callers of another account
    Account(AccountId),
}

impl Kind {
    /// What `--trigger` takes: a service, or the twelve digits of an account
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "s3" => Some(Self::S3),
            "events" => Some(Self::Events),
            "sns" => Some(Self::Sns),
            "apigateway" => Some(Self::ApiGateway),
            _ => AccountId::parse(text).map(Self::Account),
        }
    }

    /// The id used in JSON: as it is typed
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::S3 => "s3".to_string(),
            Self::Events => "events".to_string(),
            Self::Sns => "sns".to_string(),
            Self::ApiGateway => "apigateway".to_string(),
            Self::Account(account) => account.to_string(),
        }
    }

    /// The service's principal, such as `s3.amazonaws.com`; `None` for an account
    #[must_use]
    pub fn service(&self) -> Option<&'static str> {
        match self {
            Self::S3 => Some("s3.amazonaws.com"),
            Self::Events => Some("events.amazonaws.com"),
            Self::Sns => Some("sns.amazonaws.com"),
            Self::ApiGateway => Some("apigateway.amazonaws.com"),
            Self::Account(_) => None,
        }
    }

    /// What calls the function: `the bucket`
    #[must_use]
    pub fn caller(&self) -> &'static str {
        match self {
            Self::S3 => "the bucket",
            Self::Events => "the rule",
            Self::Sns => "the topic",
            Self::ApiGateway => "the API",
            Self::Account(_) => "the account",
        }
    }
}
