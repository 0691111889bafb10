//! KMS grants: permissions on one key that stand outside policies.
//!
//! Source: `spec/iam.md` E.9 (observed on AWS 2026-09-12), `spec/s3.md` E.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::policy::PrincipalKind;
use why403_model::request::{Constraint, Entry, Found, GrantRequest, Others, Request};
use why403_model::world::Grant;

use crate::layers::Grants;
use crate::matching::Scene;
use crate::truth::Truth;
use crate::verdict::{Strength, Verdict, Verdicts};

/// How far a grant carries
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carries {
    /// There is none, or none that fits
    Nothing,
    /// It stands for the key policy's Allow; the caller's own account must allow as well
    KeySide,
    /// It allows within boundary and session policy
    WithinCeilings,
    /// It allows, whatever policies leave unsaid
    Alone,
}

/// What the grants amount to: the certain part, and all that is possible
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The strongest that is certain
    pub certain: Carries,
    /// The strongest that is possible
    pub possible: Carries,
}

impl Reach {
    /// No grant
    pub const NOTHING: Self = Self {
        certain: Carries::Nothing,
        possible: Carries::Nothing,
    };

    /// Every way the grants may turn out
    pub fn each(self) -> impl Iterator<Item = Carries> {
        use Carries::{Alone, KeySide, Nothing, WithinCeilings};
        [Nothing, KeySide, WithinCeilings, Alone]
            .into_iter()
            .filter(move |it| (self.certain..=self.possible).contains(it))
    }

    /// As the verdicts of a layer
    #[must_use]
    pub fn verdicts(self, exists: bool) -> Verdicts {
        if !exists {
            return Verdicts::only(Verdict::NotApplicable);
        }
        self.each().fold(Verdicts::NONE, |all, carries| {
            all.with(match carries {
                Carries::Nothing => Verdict::Silent,
                Carries::KeySide => Verdict::Allow(Strength::Account),
                Carries::WithinCeilings => Verdict::Allow(Strength::Entity),
                Carries::Alone => Verdict::Allow(Strength::Direct),
            })
        })
    }
}

/// How far the grants on the key carry this request.
#[must_use]
pub fn reach(grants: &Grants, request: &Request, scene: &Scene<'_>) -> Reach {
    let grants = match grants {
        Grants::None => return Reach::NOTHING,
        Grants::On(Fact::Unknown(_)) => {
            return Reach {
                certain: Carries::Nothing,
                possible: Carries::Alone,
            };
        }
        Grants::On(Fact::Known(grants)) => grants,
    };
    grants.iter().fold(Reach::NOTHING, |reach, grant| {
        let (truth, carries) = fits(grant, request, scene);
        match truth {
            Truth::No => reach,
            Truth::Maybe => Reach {
                possible: reach.possible.max(carries),
                ..reach
            },
            Truth::Yes => Reach {
                certain: reach.certain.max(carries),
                possible: reach.possible.max(carries),
            },
        }
    })
}

fn fits(grant: &Grant, request: &Request, scene: &Scene<'_>) -> (Truth, Carries) {
    let operation = request.action.name();
    let is_retiring = request.action.is("kms:RetireGrant");
    let covers = grant
        .operations
        .iter()
        .any(|it| it.eq_ignore_ascii_case(operation));
    let granted_to = grant.grantee_role_id.as_deref();
    let by_grantee = if covers {
        named(&grant.grantee, granted_to, scene)
    } else {
        NOBODY
    };
    let by_retiring = match &grant.retiring {
        Some(retiring) if is_retiring => named(retiring, None, scene),
        Some(_) | None => NOBODY,
    };
    let (is_named, strength) = by_grantee.max(by_retiring);
    let constraint = if request.action.is("kms:CreateGrant") {
        delegates(grant, request)
    } else if carries_context(operation) {
        grant
            .constraint
            .as_ref()
            .map_or(Truth::Yes, |it| constrains(it, request))
    } else {
        Truth::Yes
    };
    let own = scene.principal.account();
    let owner = request.resource_owner.known();
    let issuer = grant.issuer.as_ref().or(owner);
    let is_own = is_own_side(own.as_ref(), owner, issuer) || own.is_none();
    let carries = match (is_own, strength) {
        (false, _) => Carries::KeySide,
        (true, Strength::Direct) => Carries::Alone,
        (true, Strength::Entity | Strength::Account) => Carries::WithinCeilings,
    };
    (is_named.and(constraint), carries)
}

/// Whether the caller's own account speaks for the grant: it owns the key, or issued the grant.
/// A service has no account whose policies would have to allow.
fn is_own_side(
    own: Option<&AccountId>,
    owner: Option<&AccountId>,
    issuer: Option<&AccountId>,
) -> bool {
    own.is_some() && (own == owner || own == issuer)
}

const NOBODY: (Truth, Strength) = (Truth::No, Strength::Account);

/// Whether the name is the caller's, and how directly; a role's immutable id must agree too
fn named(name: &str, role_id: Option<&str>, scene: &Scene<'_>) -> (Truth, Strength) {
    use why403_model::request::Principal;
    let is_service = matches!(scene.principal, Principal::Service { name: found } if found == name);
    if is_service {
        return (Truth::Yes, Strength::Direct);
    }
    if name == "*" || !name.starts_with("arn:") {
        return NOBODY;
    }
    let found = crate::matching::named(PrincipalKind::Aws, name, scene);
    // An account names its root user only: a grant delegates nothing.
    if found.strength == Strength::Account {
        return NOBODY;
    }
    let id = match scene.principal {
        Principal::RoleSession { id, .. } | Principal::User { id, .. } => id.as_ref(),
        Principal::Root { .. }
        | Principal::FederatedUser { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => None,
    };
    // A grant binds the role's immutable id: a role of the same name made later lacks it.
    let is_same_entity = match (id, role_id) {
        (Some(id), Some(granted)) => Truth::of(id == granted),
        (None, Some(_)) if scene.context.others() == Others::Unknown => Truth::Maybe,
        (_, _) => Truth::Yes,
    };
    (found.truth.and(is_same_entity), found.strength)
}

/// Operations whose encryption context a constraint tests
fn carries_context(operation: &str) -> bool {
    ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo"]
        .iter()
        .any(|it| it.eq_ignore_ascii_case(operation))
        || operation
            .to_ascii_lowercase()
            .starts_with("generatedatakey")
}

/// Whether a rule here names the action, given in lower case, beside those that grants name
pub(super) fn names(action: &str) -> bool {
    ["kms:retiregrant", "kms:creategrant"].contains(&action)
}

const CONTEXT: &str = "kms:encryptioncontext:";

fn constrains(constraint: &Constraint, request: &Request) -> Truth {
    let (Constraint::Equals(pairs) | Constraint::Subset(pairs)) = constraint;
    // Keys of an encryption context have case, condition keys do not: compared without.
    let has = |(key, value): (&alloc::string::String, &alloc::string::String)| {
        let key = alloc::format!("{CONTEXT}{}", key.to_ascii_lowercase());
        match request.context.find(&key) {
            Found::One(found) => Truth::of(found == value),
            Found::Unknown => Truth::Maybe,
            Found::Many(_) | Found::Absent => Truth::No,
        }
    };
    let all = Truth::all(pairs.iter().map(has));
    match constraint {
        Constraint::Subset(_) => all,
        Constraint::Equals(_) => all.and(nothing_else(pairs, request)),
    }
}

fn nothing_else(
    pairs: &BTreeMap<alloc::string::String, alloc::string::String>,
    request: &Request,
) -> Truth {
    let is_listed = |name: &str| pairs.keys().any(|key| key.eq_ignore_ascii_case(name));
    // Of a context that is not told in full, this key names every pair.
    let names = request.context.find("kms:encryptioncontextkeys");
    let mut more = match (request.context.others(), names) {
        (Others::Absent, _) => Truth::No,
        (Others::Unknown, Found::One(name)) => Truth::of(!is_listed(name)),
        (Others::Unknown, Found::Many(names)) => Truth::of(names.iter().any(|it| !is_listed(it))),
        (Others::Unknown, Found::Absent | Found::Unknown) => Truth::Maybe,
    };
    for (key, entry) in request.context.entries() {
        if let Some(name) = key.strip_prefix(CONTEXT)
            && !is_listed(name)
        {
            more = more.or(match entry {
                Entry::One(_) | Entry::Many(_) => Truth::Yes,
                Entry::Unknown => Truth::Maybe,
                Entry::Absent => Truth::No,
            });
        }
    }
    more.negated_if(true)
}

/// Whether one grant covers all of a new grant, with the same constraint or a tighter one
fn delegates(grant: &Grant, request: &Request) -> Truth {
    let nothing = GrantRequest {
        operations: Vec::new(),
        constraint: None,
    };
    let wanted = match (&request.input.grant_request, request.context.others()) {
        (Some(wanted), _) => wanted,
        (None, Others::Absent) => &nothing,
        (None, Others::Unknown) => return Truth::Maybe,
    };
    let covers = wanted.operations.iter().all(|it| {
        grant
            .operations
            .iter()
            .any(|own| own.eq_ignore_ascii_case(it))
    });
    let tightens = match (&grant.constraint, &wanted.constraint) {
        (None, _) => true,
        (Some(Constraint::Equals(own)), Some(Constraint::Equals(new))) => own == new,
        (
            Some(Constraint::Subset(own)),
            Some(Constraint::Equals(new) | Constraint::Subset(new)),
        ) => own.iter().all(|(key, value)| new.get(key) == Some(value)),
        (Some(Constraint::Equals(_)), Some(Constraint::Subset(_))) | (Some(_), None) => false,
    };
    Truth::of(covers && tightens)
}
