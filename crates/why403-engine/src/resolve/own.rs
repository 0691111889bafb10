//! What the caller itself has: identity policies, the boundary, session policies.

use alloc::string::ToString;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::policy::PolicyKind;
use why403_model::request::{Principal, Request};
use why403_model::world::{Account, Role, User};

use super::{Assume, Library, SessionPolicies, many, not_collected, optional};
use crate::layers::{Exists, Policies};

/// The caller's own policies
pub(super) struct Own {
    pub(super) identity: Policies,
    pub(super) boundary: Policies,
}

impl Own {
    pub(super) fn of(library: &Library, request: &Request, account: Option<&Account>) -> Self {
        const NONE: &str = "this kind of caller has no policies of its own";
        match &request.principal {
            Principal::RoleSession {
                account: id, role, ..
            } => match account.and_then(|it| it.iam.roles.get(role)) {
                Some(role) => Self::of_role(library, role),
                None => Self::unseen(account, "role", role, id),
            },
            Principal::User { arn, .. } => {
                let name = arn.name();
                let user = account.and_then(|it| it.iam.users.get(name).map(|user| (it, user)));
                match (user, arn.account_id()) {
                    (Some((account, user)), _) => Self::of_user(library, account, user),
                    (None, Some(id)) => Self::unseen(account, "user", name, &id),
                    (None, None) => Self {
                        identity: Policies::none(NONE),
                        boundary: Policies::none(NONE),
                    },
                }
            }
            Principal::FederatedUser { arn } => {
                let gap = not_collected(alloc::format!("which user made the session {arn}"), None);
                Self {
                    identity: Policies::unknown(gap.clone()),
                    boundary: Policies::unknown(gap),
                }
            }
            Principal::Root { .. }
            | Principal::Anonymous
            | Principal::Service { .. }
            | Principal::Federated { .. }
            | Principal::Unstated => Self {
                identity: Policies::none(NONE),
                boundary: Policies::none(NONE),
            },
        }
    }

    fn of_role(library: &Library, role: &Role) -> Self {
        let is_service_linked = role.arn.resource().starts_with("role/aws-service-role/");
        Self {
            identity: many(library, &role.policies, PolicyKind::IdentityManaged),
            boundary: if is_service_linked {
                Policies::none("service-linked roles have no boundary")
            } else {
                optional(
                    library,
                    &role.boundary,
                    PolicyKind::Boundary,
                    "the role has no boundary",
                )
            },
        }
    }

    fn of_user(library: &Library, account: &Account, user: &User) -> Self {
        let mut identity = many(library, &user.policies, PolicyKind::IdentityManaged);
        match &user.groups {
            Fact::Unknown(gap) => identity.gaps.push(gap.clone()),
            Fact::Known(groups) => {
                for name in groups {
                    match account.iam.groups.get(name) {
                        Some(group) => {
                            let more = many(library, &group.policies, PolicyKind::IdentityManaged);
                            identity.known.extend(more.known);
                            identity.gaps.extend(more.gaps);
                        }
                        None => identity.gaps.push(not_collected(
                            alloc::format!("the policies of group {name}"),
                            Some(alloc::format!(
                                "aws iam list-attached-group-policies --group-name {name}"
                            )),
                        )),
                    }
                }
            }
        }
        let boundary = optional(
            library,
            &user.boundary,
            PolicyKind::Boundary,
            "the user has no boundary",
        );
        Self { identity, boundary }
    }

    /// An entity that the world does not have
    fn unseen(account: Option<&Account>, kind: &str, name: &str, id: &AccountId) -> Self {
        let is_gone = account.is_some_and(|it| match kind {
            "role" => matches!(it.iam.role(name), Fact::Known(None)),
            _ => matches!(it.iam.user(name), Fact::Known(None)),
        });
        if is_gone {
            // Whoever it was, it is gone: nothing is granted, nothing is capped.
            return Self {
                identity: Policies::known(Vec::new()),
                boundary: Policies::none("the caller does not exist in the account"),
            };
        }
        let gap = |what: &str, command: &str| {
            not_collected(
                alloc::format!("{what} of {kind} {name} in account {id}"),
                Some(alloc::format!("aws iam {command} --{kind}-name {name}")),
            )
        };
        Self {
            identity: Policies {
                exists: Exists::Yes,
                known: Vec::new(),
                gaps: alloc::vec![gap(
                    "the policies",
                    &alloc::format!("list-attached-{kind}-policies"),
                )],
            },
            boundary: Policies::unknown(gap(
                "the permissions boundary",
                &alloc::format!("get-{kind}"),
            )),
        }
    }
}

pub(super) fn session(library: &Library, principal: &Principal, assume: &Assume) -> Policies {
    let is_session = matches!(
        principal,
        Principal::RoleSession { .. } | Principal::FederatedUser { .. }
    );
    if !is_session {
        return Policies::none("the caller is no session");
    }
    match &assume.session {
        SessionPolicies::AssumedNone => Policies::none("assumed: no session policy"),
        SessionPolicies::Known(documents) => Policies::known(
            documents
                .iter()
                .map(|it| library.prepared(it, PolicyKind::Session))
                .collect(),
        ),
        SessionPolicies::Unknown => Policies::unknown(Gap {
            what: "the session policy, if the session was made with one".to_string(),
            why: Reason::NotGiven,
            command: None,
            slot: None,
        }),
    }
}
