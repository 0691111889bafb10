//! Who asks: the kinds of callers that AWS tells apart.
//!
//! Source: `spec/iam.md` A.6 and D.2.

use alloc::format;
use alloc::string::{String, ToString};

use crate::arn::{AccountId, Arn};

/// A caller
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// An IAM user
    User {
        /// With its path
        arn: Arn,
        /// `AIDA…`, where it is known
        id: Option<String>,
    },
    /// The root user of an account
    Root {
        /// `arn:aws:iam::111122223333:root`
        arn: Arn,
    },
    /// A session of a role
    RoleSession {
        /// The partition of its ARN
        partition: String,
        /// The account of the role
        account: AccountId,
        /// The role's name, without path
        role: String,
        /// The role's ARN with its path, where it is known
        role_arn: Option<Arn>,
        /// The session's name; `None` where only the role is known
        session: Option<String>,
        /// `AROA…`, where it is known
        id: Option<String>,
    },
    /// A session of `GetFederationToken`
    FederatedUser {
        /// `arn:aws:sts::111122223333:federated-user/name`
        arn: Arn,
    },
    /// Nobody: an unsigned request
    Anonymous,
    /// An AWS service in its own name
    Service {
        /// `cloudtrail.amazonaws.com`
        name: String,
    },
    /// An identity of an OIDC or SAML provider that assumes a role
    Federated {
        /// The provider: an ARN, or a name such as `cognito-identity.amazonaws.com`
        provider: String,
    },
    /// Nobody was named: the simulator without a caller
    Unstated,
}

impl Principal {
    /// The principal of an ARN: user, role, role session, federated user or root.
    ///
    /// A role's ARN means some session of it whose name is not known. `None` for any other ARN.
    #[must_use]
    pub fn from_arn(arn: &Arn) -> Option<Self> {
        let account = arn.account_id()?;
        let resource = arn.resource();
        let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
        match (arn.service(), kind) {
            ("iam", "root") if name.is_empty() => Some(Self::Root { arn: arn.clone() }),
            ("iam", "user") if !name.is_empty() => Some(Self::User {
                arn: arn.clone(),
                id: None,
            }),
            ("iam", "role") if !name.is_empty() => Some(Self::RoleSession {
                partition: arn.partition().to_string(),
                account,
                role: name.rsplit('/').next().unwrap_or(name).to_string(),
                role_arn: Some(arn.clone()),
                session: None,
                id: None,
            }),
            ("sts", "assumed-role") => {
                let (role, session) = name.split_once('/').unwrap_or((name, ""));
                (!role.is_empty()).then(|| Self::RoleSession {
                    partition: arn.partition().to_string(),
                    account,
                    role: role.to_string(),
                    role_arn: None,
                    session: (!session.is_empty()).then(|| session.to_string()),
                    id: None,
                })
            }
            ("sts", "federated-user") if !name.is_empty() => {
                Some(Self::FederatedUser { arn: arn.clone() })
            }
            _ => None,
        }
    }

    /// The account that the caller acts in
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::User { arn, .. } | Self::Root { arn } | Self::FederatedUser { arn } => {
                arn.account_id()
            }
            Self::RoleSession { account, .. } => Some(account.clone()),
            Self::Anonymous | Self::Service { .. } | Self::Federated { .. } | Self::Unstated => {
                None
            }
        }
    }

    /// The value of `aws:PrincipalArn`: for a session the role, with its path where it is known
    #[must_use]
    pub fn principal_arn(&self) -> Option<String> {
        match self {
            Self::User { arn, .. } | Self::Root { arn } | Self::FederatedUser { arn } => {
                Some(arn.to_string())
            }
            Self::RoleSession {
                role_arn: Some(arn),
                ..
            } => Some(arn.to_string()),
            Self::RoleSession {
                partition,
                account,
                role,
                role_arn: None,
                ..
            } => Some(format!("arn:{partition}:iam::{account}:role/{role}")),
            Self::Anonymous | Self::Service { .. } | Self::Federated { .. } | Self::Unstated => {
                None
            }
        }
    }

    /// The ARN of a role session, where its name is known
    #[must_use]
    pub fn session_arn(&self) -> Option<String> {
        match self {
            Self::RoleSession {
                partition,
                account,
                role,
                session: Some(session),
                ..
            } => Some(format!(
                "arn:{partition}:sts::{account}:assumed-role/{role}/{session}"
            )),
            Self::RoleSession { session: None, .. }
            | Self::User { .. }
            | Self::Root { .. }
            | Self::FederatedUser { .. }
            | Self::Anonymous
            | Self::Service { .. }
            | Self::Federated { .. }
            | Self::Unstated => None,
        }
    }

    /// The place of its immutable id, `AROA…` or `AIDA…`; `None` for callers that have none
    pub fn id_mut(&mut self) -> Option<&mut Option<String>> {
        match self {
            Self::User { id, .. } | Self::RoleSession { id, .. } => Some(id),
            Self::Root { .. }
            | Self::FederatedUser { .. }
            | Self::Anonymous
            | Self::Service { .. }
            | Self::Federated { .. }
            | Self::Unstated => None,
        }
    }

    /// Whether the caller signs its requests with credentials of an account
    #[must_use]
    pub fn is_iam(&self) -> bool {
        self.account().is_some()
    }

    /// Whether the caller signs its requests: users, sessions, root, and AWS's services
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.is_iam() || matches!(self, Self::Service { .. })
    }

    /// Whether this is a role that AWS made for a service, exempt from SCPs and RCPs
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        match self {
            Self::RoleSession { role, role_arn, .. } => {
                role.starts_with("AWSServiceRoleFor")
                    || role_arn
                        .as_ref()
                        .is_some_and(|arn| arn.resource().starts_with("role/aws-service-role/"))
            }
            Self::User { .. }
            | Self::Root { .. }
            | Self::FederatedUser { .. }
            | Self::Anonymous
            | Self::Service { .. }
            | Self::Federated { .. }
            | Self::Unstated => false,
        }
    }
}

impl core::fmt::Display for Principal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::User { arn, .. } | Self::Root { arn } | Self::FederatedUser { arn } => {
                f.write_str(arn.as_str())
            }
            Self::RoleSession { .. } => {
                let arn = self.session_arn().or_else(|| self.principal_arn());
                f.write_str(&arn.unwrap_or_default())
            }
            Self::Anonymous => f.write_str("anonymous"),
            Self::Service { name } => f.write_str(name),
            Self::Federated { provider } => f.write_str(provider),
            Self::Unstated => f.write_str("nobody"),
        }
    }
}
