//! What a change of policies is about beside the services that exposure asks about.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::between::{Difference, PolicyChange};
use super::document;
use super::exposure::LOOKED_AT;
use super::spot::Bearer;

/// For each policy of callers or of the organization that differs: the services that its statements
/// name and nothing here asks about, as a phrase.
pub(super) fn services(differences: &[Difference]) -> Vec<String> {
    let changes = differences.iter().filter_map(|it| match it {
        Difference::Policy(change) => Some(change),
        Difference::Caller { .. } | Difference::Setting(_) | Difference::Unseen(_) => None,
    });
    changes.filter_map(of).collect()
}

fn of(change: &PolicyChange) -> Option<String> {
    // The policy of a resource decides about its own service only.
    let is_of_callers = change.spots.iter().any(|it| {
        matches!(
            it.bearer,
            Bearer::Identity { .. } | Bearer::Boundary(_) | Bearer::Scp { .. } | Bearer::Rcp { .. }
        )
    });
    if !is_of_callers {
        return None;
    }
    let (old, new) = (change.old.as_deref(), change.new.as_deref());
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (_, statement) in document::apart(old, new) {
        for action in &statement.action.values {
            let service = action.text.split(':').next().unwrap_or_default();
            let service = service.to_ascii_lowercase();
            if service == "*" || statement.action.negated {
                found.insert("other services".to_string());
            } else if !LOOKED_AT.contains(&service.as_str()) {
                found.insert(service);
            }
        }
    }
    let services: Vec<String> = found.into_iter().collect();
    let all = services.join(", ");
    (!services.is_empty()).then(|| format!("actions of {all}, since {}", change.what()))
}
