//! `Principal` and `NotPrincipal`: whether a statement names the caller, and how directly.
//!
//! Source: `spec/iam.md` A.6, E.6, E.12.

use why403_model::arn::is_account;
use why403_model::policy::{Effect, PrincipalKind};
use why403_model::request::{Others, Principal};

use super::{Accounts, Scene};
use crate::prepare::PreparedPrincipals;
use crate::switches::{self, NotPrincipal};
use crate::truth::Truth;
use crate::verdict::Strength;

/// How a statement's principal element names the caller
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrincipalMatch {
    /// The strongest name that is certain; `None` where none is
    pub certain: Option<Strength>,
    /// The strongest name that is possible
    pub possible: Option<Strength>,
}

/// How one name of the element stands to the caller
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Whether it names the caller
    pub truth: Truth,
    /// How directly
    pub strength: Strength,
}

impl PrincipalMatch {
    /// A policy without principals speaks to whoever it is attached to
    pub const EVERYONE: Self = Self {
        certain: Some(Strength::Direct),
        possible: Some(Strength::Direct),
    };
    const NOBODY: Self = Self {
        certain: None,
        possible: None,
    };

    /// Whether the caller is named at all
    #[must_use]
    pub fn truth(self) -> Truth {
        match (self.certain, self.possible) {
            (Some(_), _) => Truth::Yes,
            (None, Some(_)) => Truth::Maybe,
            (None, None) => Truth::No,
        }
    }

    fn add(self, named: Named) -> Self {
        match named.truth {
            Truth::No => self,
            Truth::Maybe => Self {
                possible: self.possible.max(Some(named.strength)),
                ..self
            },
            Truth::Yes => Self {
                certain: self.certain.max(Some(named.strength)),
                possible: self.possible.max(Some(named.strength)),
            },
        }
    }
}

/// How the element names the caller; `NotPrincipal` counts with Deny only.
#[must_use]
pub fn principal_matches(
    principals: &PreparedPrincipals,
    effect: Effect,
    scene: &Scene<'_>,
) -> PrincipalMatch {
    if principals.negated {
        return match (effect, not_principal_hits(principals, scene)) {
            (Effect::Allow, _) | (Effect::Deny, Truth::No) => PrincipalMatch::NOBODY,
            (Effect::Deny, Truth::Maybe) => PrincipalMatch {
                possible: Some(Strength::Direct),
                ..PrincipalMatch::NOBODY
            },
            (Effect::Deny, Truth::Yes) => PrincipalMatch::EVERYONE,
        };
    }
    let names = principals
        .named
        .iter()
        .map(|(kind, name)| named(*kind, name, scene));
    names.fold(PrincipalMatch::NOBODY, PrincipalMatch::add)
}

/// Whether one name of the element is the caller's.
#[must_use]
pub fn named(kind: PrincipalKind, name: &str, scene: &Scene<'_>) -> Named {
    match kind {
        PrincipalKind::Everyone => yes(Strength::Direct),
        PrincipalKind::Aws if name == "*" => yes(Strength::Direct),
        PrincipalKind::Aws => aws(name, scene),
        PrincipalKind::Service => match scene.principal {
            Principal::Service { name: found } => when(found == name, Strength::Direct),
            _ => no(),
        },
        PrincipalKind::Federated => match scene.principal {
            Principal::Federated { provider } => when(provider == name, Strength::Direct),
            _ => no(),
        },
        // A canonical id names an account; which one, a policy alone does not tell.
        PrincipalKind::CanonicalUser => match scene.principal.account() {
            Some(_) if scene.context.others() == Others::Unknown => Named {
                truth: Truth::Maybe,
                strength: Strength::Account,
            },
            Some(_) | None => no(),
        },
    }
}

fn yes(strength: Strength) -> Named {
    Named {
        truth: Truth::Yes,
        strength,
    }
}

fn no() -> Named {
    Named {
        truth: Truth::No,
        strength: Strength::Account,
    }
}

fn when(holds: bool, strength: Strength) -> Named {
    Named {
        truth: Truth::of(holds),
        strength,
    }
}

fn aws(name: &str, scene: &Scene<'_>) -> Named {
    if let Some(account) = account_of(name) {
        let is_own = scene
            .principal
            .account()
            .is_some_and(|own| own.as_str() == account);
        let is_root = matches!(scene.principal, Principal::Root { .. });
        return match (is_root, scene.accounts) {
            (true, _) => when(is_own, Strength::Direct),
            (false, Accounts::Delegate) => when(is_own, Strength::Account),
            (false, Accounts::RootOnly) => no(),
        };
    }
    if !name.starts_with("arn:") {
        return unique_id(name, scene);
    }
    match scene.principal {
        Principal::User { arn, .. }
        | Principal::FederatedUser { arn }
        | Principal::Root { arn } => when(arn.as_str() == name, Strength::Direct),
        Principal::RoleSession { .. } => role_session(name, scene.principal),
        Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => no(),
    }
}

/// The account of `111122223333` or `arn:aws:iam::111122223333:root`
fn account_of(name: &str) -> Option<&str> {
    if is_account(name) {
        return Some(name);
    }
    let account = name
        .strip_prefix("arn:")?
        .split_once(":iam::")?
        .1
        .strip_suffix(":root")?;
    is_account(account).then_some(account)
}

/// A session ARN has no path, so a role's names are compared without theirs
fn role_session(name: &str, principal: &Principal) -> Named {
    let Principal::RoleSession {
        partition,
        account,
        role,
        session,
        ..
    } = principal
    else {
        return no();
    };
    let mut parts = name.splitn(6, ':').skip(1);
    let (found_partition, service) = (parts.next(), parts.next());
    let (found_account, resource) = (parts.nth(1), parts.next().unwrap_or(""));
    if found_partition != Some(partition) || found_account != Some(account.as_str()) {
        return no();
    }
    match (service, resource.split_once('/')) {
        (Some("iam"), Some(("role", path))) => {
            when(path.rsplit('/').next() == Some(role), Strength::Entity)
        }
        (Some("sts"), Some(("assumed-role", rest))) => match (rest.split_once('/'), session) {
            (Some((found, name)), Some(session)) => {
                when(found == role && name == session, Strength::Direct)
            }
            (Some((found, _)), None) if found == role => Named {
                truth: Truth::Maybe,
                strength: Strength::Direct,
            },
            (Some(_) | None, _) => no(),
        },
        _ => no(),
    }
}

/// `AIDA…`, `AROA…` and `AROA…:session`: what AWS shows once the named entity is deleted
fn unique_id(name: &str, scene: &Scene<'_>) -> Named {
    let unsaid = match scene.context.others() {
        Others::Absent => Truth::No,
        Others::Unknown => Truth::Maybe,
    };
    match scene.principal {
        Principal::User { id, .. } if name.starts_with("AIDA") => Named {
            truth: id.as_ref().map_or(unsaid, |id| Truth::of(id == name)),
            strength: Strength::Direct,
        },
        Principal::RoleSession { id, session, .. } if name.starts_with("AROA") => {
            let (role, wanted) = match name.split_once(':') {
                Some((role, session)) => (role, Some(session)),
                None => (name, None),
            };
            let is_role = id.as_ref().map_or(unsaid, |id| Truth::of(id == role));
            match wanted {
                None => Named {
                    truth: is_role,
                    strength: Strength::Entity,
                },
                Some(wanted) => {
                    let is_session = session
                        .as_ref()
                        .map_or(Truth::Maybe, |it| Truth::of(it == wanted));
                    Named {
                        truth: is_role.and(is_session),
                        strength: Strength::Direct,
                    }
                }
            }
        }
        Principal::User { .. }
        | Principal::RoleSession { .. }
        | Principal::Root { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => no(),
    }
}

/// Whether a `NotPrincipal` fails to exempt the caller (A.6.3)
fn not_principal_hits(principals: &PreparedPrincipals, scene: &Scene<'_>) -> Truth {
    let listed = |strength: Strength| {
        Truth::any(
            principals
                .named
                .iter()
                .map(|(kind, name)| named(*kind, name, scene))
                .filter(|named| named.strength == strength)
                .map(|named| named.truth),
        )
    };
    let (account, entity, direct) = (
        listed(Strength::Account),
        listed(Strength::Entity),
        listed(Strength::Direct),
    );
    let exempt = match switches::NOT_PRINCIPAL {
        NotPrincipal::AnyLevel => account.or(entity).or(direct),
        NotPrincipal::EveryLevel => match scene.principal {
            Principal::RoleSession { .. } if !lists_everyone(principals) => {
                account.and(entity).and(direct)
            }
            Principal::User { .. } if !lists_everyone(principals) => account.and(direct),
            Principal::RoleSession { .. }
            | Principal::User { .. }
            | Principal::FederatedUser { .. }
            | Principal::Root { .. }
            | Principal::Anonymous
            | Principal::Service { .. }
            | Principal::Federated { .. }
            | Principal::Unstated => direct,
        },
    };
    exempt.negated_if(true).or(scene.has_boundary)
}

fn lists_everyone(principals: &PreparedPrincipals) -> bool {
    principals.named.iter().any(|(kind, name)| match kind {
        PrincipalKind::Everyone => true,
        PrincipalKind::Aws => name == "*",
        PrincipalKind::Service | PrincipalKind::Federated | PrincipalKind::CanonicalUser => false,
    })
}
