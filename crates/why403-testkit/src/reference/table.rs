//! The allow table: which silent layers stop a request that nothing denies: contract; IAM E.5 to E.9

use super::principal::{Kind, Strength};

/// What the sides of the request allow; a boundary or session policy that is not there allows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a layer or a fact of its own"
)]
pub(super) struct Sides {
    pub is_same_account: bool,
    /// The strongest allow of the resource side: policy, ACL, a grant of the key's account
    pub resource: Option<Strength>,
    /// The strongest grant that the caller's own account gave, or any for a caller of the key's account
    pub own_grant: Option<Strength>,
    pub identity: bool,
    pub boundary: bool,
    pub session: bool,
    /// A KMS action on a key: its policy must allow even in the same account
    pub is_key: bool,
    /// Assuming a role: its trust policy must allow even in the same account
    pub is_trust: bool,
    /// What to name where the resource side is missing
    pub missing: &'static str,
}

/// The layers that fail; none if the request passes. Rows are read top down.
pub(super) fn failing(caller: &Kind, it: &Sides) -> Vec<&'static str> {
    let own_side = [
        ("identity", it.identity),
        ("boundary", it.boundary),
        ("session", it.session),
    ];
    let silent = |needed: &[&str]| {
        let failing = own_side
            .into_iter()
            .filter(|(name, allows)| needed.contains(name) && !allows);
        failing.map(|(name, _)| name).collect::<Vec<_>>()
    };
    let granted = it.resource.max(it.own_grant);
    let is_required = it.is_key || it.is_trust;
    match (caller, it.is_same_account) {
        // IAM E.12
        (Kind::Service { .. } | Kind::Anonymous | Kind::Federated { .. }, _) => {
            if it.resource == Some(Strength::Direct) {
                Vec::new()
            } else {
                vec![it.missing]
            }
        }
        (Kind::Root, true) => {
            if is_required && granted.is_none() {
                vec![it.missing]
            } else {
                Vec::new()
            }
        }
        // IAM E.5, E.6, E.8, E.9
        (_, true) => match granted {
            None if is_required => vec![it.missing],
            Some(Strength::Direct) if it.is_trust => silent(&["boundary"]), // X8
            Some(Strength::Direct) => Vec::new(),
            Some(Strength::Entity) => silent(&["boundary", "session"]),
            Some(Strength::Account) | None => silent(&["identity", "boundary", "session"]),
        },
        // IAM E.7, E.9
        (caller, false) => match it.own_grant {
            Some(Strength::Direct) => Vec::new(),
            Some(Strength::Entity | Strength::Account) => silent(&["boundary", "session"]),
            None => {
                let resource = it.resource.is_none().then_some(it.missing);
                let own = if *caller == Kind::Root {
                    Vec::new()
                } else {
                    silent(&["identity", "boundary", "session"])
                };
                resource.into_iter().chain(own).collect()
            }
        },
    }
}
