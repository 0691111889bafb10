//! What is asked: who, which action, on what; from flags and from a symptom, joined.
//!
//! Flags fill what the symptom lacks; where both speak and differ, that is an error.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::{AccountId, Arn};
use why403_model::facts;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::nearest::nearest;
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::world::World;

use crate::symptom::Symptom;

/// What the person says on the command line
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// An ARN
    pub principal: Option<String>,
    /// A role's name, looked up in the world
    pub role: Option<String>,
    /// An action
    pub action: Option<String>,
    /// An ARN or `s3://bucket/key`
    pub resource: Option<String>,
    /// Condition keys with their values; a key given twice is a list
    pub context: Vec<(String, String)>,
    /// Condition keys that the request does not have
    pub context_absent: Vec<String>,
}

/// A question that can be answered: the request, and what stands behind it
#[derive(Clone, Debug)]
pub struct Question {
    /// The request
    pub request: Request,
    /// The symptom, if there was one
    pub symptom: Option<Symptom>,
}

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
    /// An action that AWS does not have
    #[error("AWS has no action `{action}`")]
    NoSuchAction {
        /// As given
        action: String,
        /// The real action that is meant, if one is near
        meant: Option<String>,
    },
}

impl QuestionError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "question/missing",
            Self::Conflict { .. } => "question/conflict",
            Self::Malformed { .. } => "question/malformed",
            Self::NoSuchRole { .. } => "question/no-such-role",
            Self::AmbiguousRole { .. } => "question/ambiguous-role",
            Self::NoSuchAction { .. } => "question/no-such-action",
        }
    }

    /// What to type
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Missing { flag, .. } => alloc::format!("add {flag}"),
            Self::Conflict { flag, .. } => alloc::format!("leave {flag} out, or the symptom"),
            Self::Malformed { help, .. } => help.clone(),
            Self::NoSuchRole {
                nearest: Some(nearest),
                ..
            } => {
                alloc::format!("did you mean --role {nearest}?")
            }
            Self::NoSuchRole { nearest: None, .. } => {
                "use --principal with the role's ARN to ask about a role that was not collected"
                    .into()
            }
            Self::AmbiguousRole { found, .. } => {
                alloc::format!("use --principal with one of {}", found.join(", "))
            }
            Self::NoSuchAction {
                meant: Some(meant), ..
            } => {
                alloc::format!("did you mean {meant}?")
            }
            Self::NoSuchAction { meant: None, .. } => {
                "see the service's list in the Service Authorization Reference".into()
            }
        }
    }
}

impl Question {
    /// Joins flags and symptom into a request about this world.
    pub fn new(
        flags: &Flags,
        symptom: Option<Symptom>,
        world: &World,
    ) -> Result<Self, QuestionError> {
        let read = |of: fn(&Symptom) -> Option<&String>| symptom.as_ref().and_then(of).cloned();
        let said = match &flags.role {
            Some(name) => Some(find_role(world, name)?.to_string()),
            None => flags.principal.clone(),
        };
        let principal = joined(
            said,
            read(|it| it.principal.as_ref()),
            PRINCIPAL,
            same_principal,
        )?;
        let action = joined(
            flags.action.clone(),
            read(|it| it.action.as_ref()),
            ACTION,
            str::eq_ignore_ascii_case,
        )?;
        let resource = flags.resource.as_deref().map(arn_of).transpose()?;
        let resource = joined(
            resource,
            read(|it| it.resource.as_ref()),
            RESOURCE,
            |a, b| a == b,
        )?;
        let action = known_action(&action)?;
        let principal = known_principal(&principal, world)?;
        let mut request = Request {
            resource_owner: owner(world, &resource, &principal),
            principal,
            action,
            resource,
            context: Context::new(Others::Unknown),
            input: Input::unsaid(),
        };
        for (key, value) in &flags.context {
            let mut values: Vec<String> = Vec::new();
            values.extend(
                flags
                    .context
                    .iter()
                    .filter(|(it, _)| it == key)
                    .map(|(_, v)| v.clone()),
            );
            let entry = if values.len() > 1 {
                Entry::Many(values)
            } else {
                Entry::One(value.clone())
            };
            request.context.set(key, entry);
        }
        for key in &flags.context_absent {
            request.context.set(key, Entry::Absent);
        }
        Ok(Self { request, symptom })
    }
}

struct Field {
    what: &'static str,
    flag: &'static str,
}

const PRINCIPAL: Field = Field {
    what: "principal",
    flag: "--role NAME or --principal ARN",
};
const ACTION: Field = Field {
    what: "action",
    flag: "--action, such as --action s3:GetObject",
};
const RESOURCE: Field = Field {
    what: "resource",
    flag: "--resource, such as --resource s3://BUCKET/KEY",
};

fn joined(
    said: Option<String>,
    read: Option<String>,
    Field { what, flag }: Field,
    same: fn(&str, &str) -> bool,
) -> Result<String, QuestionError> {
    match (said, read) {
        (None, None) => Err(QuestionError::Missing { what, flag }),
        (Some(said), Some(read)) if !same(&said, &read) => {
            let flag = flag.split([' ', ',']).next().unwrap_or(flag);
            Err(QuestionError::Conflict { flag, said, read })
        }
        // The symptom's own words are the more exact: a session rather than its role.
        (_, Some(read)) => Ok(read),
        (Some(said), None) => Ok(said),
    }
}

/// Whether both name one caller; a role and a session of it do
fn same_principal(said: &str, read: &str) -> bool {
    let parsed = |text: &str| {
        Arn::parse(text)
            .ok()
            .and_then(|arn| Principal::from_arn(&arn))
    };
    match (parsed(said), parsed(read)) {
        (
            Some(Principal::RoleSession {
                account,
                role,
                session,
                ..
            }),
            Some(Principal::RoleSession {
                account: other_account,
                role: other_role,
                session: other_session,
                ..
            }),
        ) => {
            account == other_account
                && role == other_role
                && (session.is_none() || other_session.is_none() || session == other_session)
        }
        (_, _) => said == read,
    }
}

fn find_role<'w>(world: &'w World, name: &str) -> Result<&'w Arn, QuestionError> {
    let roles = || {
        world
            .accounts
            .values()
            .flat_map(|account| account.iam.roles.iter())
    };
    let found: Vec<&Arn> = roles()
        .filter(|(role, _)| *role == name)
        .map(|(_, role)| &role.arn)
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let names = roles().map(|(name, _)| name.as_str());
            let nearest = nearest(name, names).map(String::from);
            Err(QuestionError::NoSuchRole {
                name: name.to_string(),
                nearest,
            })
        }
        several => Err(QuestionError::AmbiguousRole {
            name: name.to_string(),
            found: several.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// `s3://bucket/key` as an ARN; an ARN as it is
fn arn_of(text: &str) -> Result<String, QuestionError> {
    if let Some(path) = text.strip_prefix("s3://") {
        if path.is_empty() || path.starts_with('/') {
            return Err(malformed(
                text,
                "S3 URI",
                "write s3://BUCKET or s3://BUCKET/KEY",
            ));
        }
        // `s3://bucket/` is the bucket: an object's key is never empty.
        let path = match path.split_once('/') {
            Some((bucket, "")) => bucket,
            Some(_) | None => path,
        };
        return Ok(alloc::format!("arn:aws:s3:::{path}"));
    }
    if text == "*" {
        return Ok(text.to_string());
    }
    match Arn::parse(text) {
        Ok(arn) => Ok(arn.to_string()),
        Err(error) => Err(QuestionError::Malformed {
            found: text.to_string(),
            wanted: "ARN or S3 URI",
            help: alloc::format!(
                "{error}; write s3://BUCKET/KEY, or an ARN such as arn:aws:s3:::BUCKET/KEY"
            ),
        }),
    }
}

fn malformed(found: &str, wanted: &'static str, help: &str) -> QuestionError {
    QuestionError::Malformed {
        found: found.to_string(),
        wanted,
        help: help.to_string(),
    }
}

fn known_action(text: &str) -> Result<Action, QuestionError> {
    let action = Action::parse(text).ok_or_else(|| {
        malformed(
            text,
            "action",
            "write the service and the name, such as s3:GetObject",
        )
    })?;
    let service = facts::service(action.service());
    let is_known = facts::action(action.service(), action.name()).is_some();
    match service {
        Some(service) if service.is_complete() && !is_known => {
            let meant = facts::meant_action(action.service(), action.name());
            Err(QuestionError::NoSuchAction {
                action: text.to_string(),
                meant: meant.map(|it| alloc::format!("{}:{}", it.service().prefix(), it.name())),
            })
        }
        Some(_) | None => Ok(action),
    }
}

fn known_principal(text: &str, world: &World) -> Result<Principal, QuestionError> {
    if text == "anonymous" {
        return Ok(Principal::Anonymous);
    }
    let help = "write the ARN of a user, role, assumed-role session or root, or `anonymous`";
    let wrong = || malformed(text, "principal", help);
    let arn = Arn::parse(text).map_err(|_| wrong())?;
    let principal = Principal::from_arn(&arn).ok_or_else(wrong)?;
    Ok(completed(principal, world))
}

/// What the world adds to a caller: its path and its immutable id
fn completed(principal: Principal, world: &World) -> Principal {
    match principal {
        Principal::RoleSession {
            partition,
            account,
            role,
            role_arn,
            session,
            id,
        } => {
            let found = world
                .accounts
                .get(&account)
                .and_then(|it| it.iam.roles.get(&role));
            let role_arn = found.map(|it| it.arn.clone()).or(role_arn);
            let id = id.or_else(|| found.and_then(|it| it.id.clone()));
            Principal::RoleSession {
                partition,
                account,
                role,
                role_arn,
                session,
                id,
            }
        }
        Principal::User { arn, id } => {
            let name = arn.resource().rsplit('/').next().unwrap_or("").to_string();
            let account = arn.account_id().and_then(|it| world.accounts.get(&it));
            let found = account.and_then(|it| it.iam.users.get(&name));
            Principal::User {
                id: id.or_else(|| found.and_then(|it| it.id.clone())),
                arn,
            }
        }
        other => other,
    }
}

/// The account that owns the resource: by its ARN, by the bucket in the world
fn owner(world: &World, resource: &str, principal: &Principal) -> Fact<AccountId> {
    let arn = Arn::parse(resource).ok();
    if let Some(account) = arn.as_ref().and_then(Arn::account_id) {
        return Fact::Known(account);
    }
    match arn.as_ref().and_then(Arn::s3_bucket) {
        Some(bucket) => match find_bucket(world, bucket) {
            Some((account, _)) => Fact::Known(account.id.clone()),
            None => Fact::Unknown(Gap {
                what: alloc::format!("which account owns bucket {bucket}"),
                why: Reason::NotCollected,
                command: Some(alloc::format!("aws s3api head-bucket --bucket {bucket}")),
                slot: None,
            }),
        },
        // An action without a resource is decided in the caller's own account.
        None => match principal.account() {
            Some(account) => Fact::Known(account),
            None => Fact::Unknown(Gap {
                what: "which account the request is about".to_string(),
                why: Reason::NotGiven,
                command: None,
                slot: None,
            }),
        },
    }
}
