//! Who calls, and how strongly a `Principal` element names the caller: IAM A.6, contract "Principal"

use serde_json::Value;

use super::document::texts;
use super::facts::is_account;

/// How strongly an Allow names the caller, the weakest first: IAM A.6.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// The caller's account: delegation
    Account,
    /// The role of a session
    Entity,
    /// The caller itself, or everybody
    Direct,
}

/// The sort of caller, with the names that tell it apart
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    User { name: String },
    Root,
    Session { role: String, session: String },
    FederatedUser { name: String },
    Anonymous,
    Service { name: String },
    Federated { provider: String },
}

/// The caller of the request
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub kind: Kind,
    arn: String,
    /// None for anonymous, service and federated callers
    pub account: Option<String>,
}

impl Caller {
    /// Reads `request.principal` in the forms of the contract.
    pub(super) fn of(principal: &Value) -> Result<Self, String> {
        let without_account = |kind| {
            Ok(Self {
                kind,
                arn: String::new(),
                account: None,
            })
        };
        match principal {
            Value::String(text) if text == "anonymous" => without_account(Kind::Anonymous),
            Value::String(arn) => Self::of_arn(arn).ok_or_else(|| format!("no caller: {arn}")),
            Value::Object(map) => match (map.get("service"), map.get("federated")) {
                (Some(Value::String(name)), None) => {
                    without_account(Kind::Service { name: name.clone() })
                }
                (None, Some(Value::String(it))) => without_account(Kind::Federated {
                    provider: it.clone(),
                }),
                _ => Err("a principal is a service or a federated provider".to_owned()),
            },
            _ => Err("the request has no caller".to_owned()),
        }
    }

    fn of_arn(arn: &str) -> Option<Self> {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", _, service, "", account, name] = *parts.as_slice() else {
            return None;
        };
        let words: Vec<&str> = name.split('/').collect();
        let kind = match (service, words.as_slice()) {
            ("iam", ["root"]) => Kind::Root,
            ("iam", ["user", .., last]) => Kind::User {
                name: (*last).to_owned(),
            },
            ("sts", ["assumed-role", role, session]) => Kind::Session {
                role: (*role).to_owned(),
                session: (*session).to_owned(),
            },
            ("sts", ["federated-user", name]) => Kind::FederatedUser {
                name: (*name).to_owned(),
            },
            _ => return None,
        };
        Some(Self {
            kind,
            arn: arn.to_owned(),
            account: Some(account.to_owned()),
        })
    }

    /// Whether the caller has identity policies, and may have a boundary and a session policy
    pub(super) fn has_identity(&self) -> bool {
        matches!(
            self.kind,
            Kind::User { .. } | Kind::Session { .. } | Kind::FederatedUser { .. }
        )
    }

    pub(super) fn role_starts_with(&self, prefix: &str) -> bool {
        matches!(&self.kind, Kind::Session { role, .. } if role.starts_with(prefix))
    }

    pub(super) fn if_anonymous(&self, value: &str) -> Option<String> {
        (self.kind == Kind::Anonymous).then(|| value.to_owned())
    }

    /// `aws:PrincipalArn`: a role session has its role's ARN, never its own: IAM D.1.
    pub(super) fn principal_arn(&self) -> Option<String> {
        self.account.as_ref()?;
        self.role_arn().or(Some(self.arn.clone()))
    }

    /// `aws:PrincipalType`: IAM D.2
    pub(super) fn principal_type(&self) -> Option<String> {
        let text = match self.kind {
            Kind::User { .. } => "User",
            Kind::Root => "Account",
            Kind::Session { .. } => "AssumedRole",
            Kind::FederatedUser { .. } => "FederatedUser",
            Kind::Anonymous => "Anonymous",
            Kind::Service { .. } | Kind::Federated { .. } => return None,
        };
        Some(text.to_owned())
    }

    /// `aws:username`: of users only: IAM D.1
    pub(super) fn user_name(&self) -> Option<String> {
        match &self.kind {
            Kind::User { name } => Some(name.clone()),
            _ => None,
        }
    }

    /// `aws:userid`: IAM D.3
    pub(super) fn user_id(&self, role_id: Option<&str>) -> Option<String> {
        let account = self.account.clone().unwrap_or_default();
        match &self.kind {
            Kind::Root => Some(account),
            Kind::FederatedUser { name } => Some(format!("{account}:{name}")),
            Kind::User { .. } => role_id.map(str::to_owned),
            Kind::Session { session, .. } => role_id.map(|id| format!("{id}:{session}")),
            Kind::Anonymous => self.if_anonymous("anonymous"),
            Kind::Service { .. } | Kind::Federated { .. } => None,
        }
    }

    /// `aws:PrincipalIsAWSService`: of signed callers; one with a provider's token is not signed.
    pub(super) fn is_service_text(&self) -> Option<String> {
        match self.kind {
            Kind::Anonymous | Kind::Federated { .. } => None,
            Kind::Service { .. } => Some("true".to_owned()),
            _ => Some("false".to_owned()),
        }
    }

    /// `aws:PrincipalServiceName`: IAM D.1
    pub(super) fn service_name(&self) -> Option<String> {
        match &self.kind {
            Kind::Service { name } => Some(name.clone()),
            _ => None,
        }
    }

    /// The role's ARN, without the path that a session ARN does not tell
    fn role_arn(&self) -> Option<String> {
        let partition = self.arn.split(':').nth(1)?;
        match (&self.kind, &self.account) {
            (Kind::Session { role, .. }, Some(account)) => {
                Some(format!("arn:{partition}:iam::{account}:role/{role}"))
            }
            _ => None,
        }
    }

    /// How the caller is named by one ARN or id, as `Principal` or as grantee: IAM A.6.1
    pub(super) fn strength_in(&self, text: &str, role_id: Option<&str>) -> Option<Strength> {
        let is_session_id = match (&self.kind, role_id) {
            (Kind::Session { session, .. }, Some(id)) => text == format!("{id}:{session}"),
            _ => false,
        };
        if text == "*" || is_session_id || (self.has_identity() && text == self.arn) {
            return Some(Strength::Direct);
        }
        if role_id == Some(text) {
            return match self.kind {
                Kind::Session { .. } => Some(Strength::Entity),
                Kind::User { .. } => Some(Strength::Direct),
                _ => None,
            };
        }
        if self
            .role_arn()
            .is_some_and(|it| without_role_path(text) == it)
        {
            return Some(Strength::Entity);
        }
        let root = |account: &String| {
            format!(
                "arn:{}:iam::{account}:root",
                self.arn.split(':').nth(1).unwrap_or("")
            )
        };
        let names_account = |it: &String| (is_account(text) && text == it) || text == root(it);
        let own = self.account.as_ref().is_some_and(names_account);
        own.then_some(if self.kind == Kind::Root {
            Strength::Direct
        } else {
            Strength::Account
        })
    }

    /// How the caller is named by a `Principal` element: its strongest value counts: IAM A.6.2
    pub(super) fn strength(&self, principal: &Value, role_id: Option<&str>) -> Option<Strength> {
        values(principal)
            .iter()
            .filter_map(|(kind, text)| self.strength_of_value(kind, text, role_id))
            .max()
    }

    fn strength_of_value(&self, kind: &str, text: &str, role_id: Option<&str>) -> Option<Strength> {
        let exactly = |it: &str| (text == it).then_some(Strength::Direct);
        match (kind, &self.kind) {
            ("AWS", _) => self.strength_in(text, role_id),
            ("Service", Kind::Service { name }) => exactly(name),
            ("Federated", Kind::Federated { provider }) => exactly(provider),
            _ => None,
        }
    }

    /// Whether a `NotPrincipal` lists every level of the caller: IAM A.6.3, strict model
    pub(super) fn is_exempt(&self, not_principal: &Value, role_id: Option<&str>) -> bool {
        let listed = values(not_principal);
        let lists = |level| {
            listed.iter().any(|(kind, it)| {
                it == "*" && kind == "AWS"
                    || self.strength_of_value(kind, it, role_id) == Some(level)
            })
        };
        match self.kind {
            Kind::User { .. } => lists(Strength::Direct) && lists(Strength::Account),
            Kind::Session { .. } => {
                lists(Strength::Direct) && lists(Strength::Entity) && lists(Strength::Account)
            }
            _ => lists(Strength::Direct),
        }
    }
}

/// The (kind, value) pairs of a `Principal` element; `"*"` is `{"AWS": "*"}`: IAM A.6.1
pub(super) fn values(principal: &Value) -> Vec<(String, String)> {
    match principal {
        Value::String(text) if text == "*" => vec![("AWS".to_owned(), "*".to_owned())],
        Value::Object(map) => map
            .iter()
            .flat_map(|(kind, list)| texts(Some(list)).into_iter().map(|it| (kind.clone(), it)))
            .collect(),
        _ => Vec::new(),
    }
}

/// A role ARN without the role's path: IAM A.6.1, "compare role names without path"
fn without_role_path(arn: &str) -> String {
    match arn.split_once(":role/") {
        Some((head, name)) => format!(
            "{head}:role/{}",
            name.rsplit('/').next().unwrap_or_default()
        ),
        None => arn.to_owned(),
    }
}
