//! Why flags and symptom make no question, and what to type instead.

use alloc::string::String;
use alloc::vec::Vec;

/// Why no question comes out
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// Neither flags nor symptom say it
    #[error("nothing says which {what} is asked about")]
    Missing {
        /// `principal`, `action` or `resource`
        what: &'static str,
        /// The flag that says it
        flag: &'static str,
    },
    /// A record that tells only the account of a caller
    #[error("of the caller the record tells only account `{account}`")]
    CallerOfAccount {
        /// Twelve digits
        account: String,
    },
    /// Flag and symptom differ
    #[error("{flag} says `{said}`, the symptom says `{read}`")]
    Conflict {
        /// The flag
        flag: &'static str,
        /// What the flag says
        said: String,
        /// What the symptom says
        read: String,
    },
    /// A text that is not what the flag takes
    #[error("`{found}` is no {wanted}")]
    Malformed {
        /// As given
        found: String,
        /// What is taken
        wanted: &'static str,
        /// What to type
        help: String,
    },
    /// A role that the world does not have
    #[error("the world has no role `{name}`")]
    NoSuchRole {
        /// As given
        name: String,
        /// The nearest role that it has
        nearest: Option<String>,
    },
    /// A role name that several accounts have
    #[error("several accounts have a role `{name}`")]
    AmbiguousRole {
        /// As given
        name: String,
        /// Their ARNs
        found: Vec<String>,
    },
    /// A function that the world does not have
    #[error("the world has no function `{name}`")]
    NoSuchFunction {
        /// As given
        name: String,
        /// The nearest function that it has
        nearest: Option<String>,
    },
    /// A function name that several accounts or Regions have
    #[error("there are several functions `{name}`")]
    AmbiguousFunction {
        /// As given
        name: String,
        /// Their ARNs
        found: Vec<String>,
    },
    /// A function of which nobody knows the execution role
    #[error("the execution role of function `{name}` is not known")]
    UnknownRole {
        /// The function
        name: String,
        /// The command that tells it
        command: Option<String>,
    },
    /// A subnet that no network of the world has
    #[error("the world has no subnet `{name}`")]
    NoSuchSubnet {
        /// As given
        name: String,
    },
    /// An action that AWS does not have
    #[error("AWS has no action `{action}`")]
    NoSuchAction {
        /// As given
        action: String,
        /// The real action that is meant, if one is near
        meant: Option<String>,
    },
    /// An operation that AWS does not have
    #[error("AWS has no operation `{name}`")]
    NoSuchOperation {
        /// As given
        name: String,
        /// The operation that is meant, if one is near
        nearest: Option<&'static str>,
    },
    /// An action where an operation is wanted
    #[error("`{action}` is an action, not an operation")]
    ActionForOperation {
        /// The action
        action: String,
        /// An operation that asks for it
        operation: Option<&'static str>,
    },
    /// An operation that asks IAM for nothing, or nothing on such a resource
    #[error("{operation} on `{resource}` is not authorized by IAM")]
    NothingAuthorized {
        /// The operation
        operation: &'static str,
        /// What it was to be called on
        resource: String,
        /// What is known of the operation, in a sentence
        note: Option<&'static str>,
    },
}

impl QuestionError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "question/missing",
            Self::CallerOfAccount { .. } => "question/caller-of-account",
            Self::Conflict { .. } => "question/conflict",
            Self::Malformed { .. } => "question/malformed",
            Self::NoSuchRole { .. } => "question/no-such-role",
            Self::AmbiguousRole { .. } => "question/ambiguous-role",
            Self::NoSuchFunction { .. } => "question/no-such-function",
            Self::AmbiguousFunction { .. } => "question/ambiguous-function",
            Self::UnknownRole { .. } => "question/unknown-role",
            Self::NoSuchSubnet { .. } => "question/no-such-subnet",
            Self::NoSuchAction { .. } => "question/no-such-action",
            Self::NoSuchOperation { .. } => "question/no-such-operation",
            Self::ActionForOperation { .. } => "question/action-for-operation",
            Self::NothingAuthorized { .. } => "question/nothing-authorized",
        }
    }

    /// What to type
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Missing { flag, .. } => alloc::format!("add {flag}"),
            Self::CallerOfAccount { account } => alloc::format!(
                "the trail of account {account} has its ARN, under the same sharedEventID: add \
                 --principal ARN; the caller's policies are in that account too"
            ),
            Self::Conflict { flag, .. } => alloc::format!("leave {flag} out, or the symptom"),
            Self::Malformed { help, .. } => help.clone(),
            Self::NoSuchRole {
                nearest: Some(nearest),
                ..
            } => {
                alloc::format!("did you mean --role {nearest}?")
            }
            Self::NoSuchRole { nearest: None, .. } => {
                "give a world that has it with --world, or ask with --principal and the role's ARN"
                    .into()
            }
            Self::AmbiguousRole { found, .. } => {
                alloc::format!("use --principal with one of {}", found.join(", "))
            }
            Self::NoSuchFunction {
                nearest: Some(nearest),
                ..
            } => alloc::format!("did you mean --function {nearest}?"),
            Self::NoSuchFunction { nearest: None, .. } => {
                "put its get-function-configuration into the world, or use --role NAME".into()
            }
            Self::AmbiguousFunction { found, .. } => {
                alloc::format!("use --function with one of {}", found.join(", "))
            }
            Self::UnknownRole { command, .. } => command.clone().map_or_else(
                || "use --role with the role's name".into(),
                |it| alloc::format!("run {it}"),
            ),
            Self::NoSuchSubnet { .. } => {
                "put describe-subnets and describe-route-tables of its Region into the world; or \
                 say what is known: --context aws:SourceVpce=ENDPOINT, or --context-absent aws:SourceVpce"
                    .into()
            }
            Self::NoSuchAction {
                meant: Some(meant), ..
            } => {
                alloc::format!("did you mean {meant}?")
            }
            Self::NoSuchAction { meant: None, .. } => {
                "see the service's list in the Service Authorization Reference".into()
            }
            Self::NoSuchOperation {
                nearest: Some(nearest),
                ..
            } => alloc::format!("did you mean --operation {nearest}?"),
            Self::NoSuchOperation { nearest: None, .. } => {
                "write it as AWS does, such as --operation GetObject; for other services ask with --action".into()
            }
            Self::ActionForOperation {
                action,
                operation: Some(operation),
            } => alloc::format!("use --action {action}, or --operation {operation}"),
            Self::ActionForOperation {
                action,
                operation: None,
            } => alloc::format!("use --action {action}"),
            Self::NothingAuthorized { note, .. } => note
                .unwrap_or("S3 has no such operation on this kind of bucket")
                .into(),
        }
    }
}
