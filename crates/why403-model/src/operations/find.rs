//! Operations by name.

use super::Operation;
use super::generated::OPERATIONS;
use crate::nearest::nearest;

/// Every operation: those of S3 first, then S3 Control, what is none, and other services
#[must_use]
pub fn all() -> &'static [Operation] {
    OPERATIONS
}

/// The operations of this name, without regard to case: `GetBucketPolicy` is one of S3 and one of
/// S3 Control; empty where AWS has none
pub fn named(name: &str) -> impl Iterator<Item = &'static Operation> {
    OPERATIONS
        .iter()
        .filter(move |it| it.name.eq_ignore_ascii_case(name))
}

/// The operation that someone meant who wrote the name of none, if one is near
#[must_use]
pub fn nearest_operation(name: &str) -> Option<&'static str> {
    nearest(name, OPERATIONS.iter().map(|it| it.name))
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    use super::super::{Client, Effect, State, When};
    use super::*;
    use crate::facts;

    /// AWS's authorization tables are not loaded for these; the names are those of the API
    /// reference of S3 Access Grants.
    const NOT_IN_TABLES: &[&str] = &[
        "sso:CreateApplication",
        "sso:DeleteApplication",
        "sso:DescribeInstance",
        "sso:PutApplicationAuthenticationMethod",
        "sso:PutApplicationGrant",
    ];

    #[test]
    fn every_action_exists() {
        let mut missing = BTreeSet::new();
        for it in all() {
            let actions = it.actions.iter().map(|row| row.action);
            let kms = it.kms.iter().map(|row| row.action);
            let directory = it.directory.iter().map(|row| row.action);
            for name in actions.chain(kms).chain(directory) {
                let (service, action) = name.split_once(':').unwrap();
                match facts::action(service, action) {
                    Some(found) => assert_eq!(found.name(), action, "in AWS's spelling"),
                    None => _ = missing.insert(name),
                }
            }
        }
        assert_eq!(missing.into_iter().collect::<Vec<_>>(), NOT_IN_TABLES);
    }

    #[test]
    fn every_state_is_asked_for_and_has_one_name() {
        let mut asked = BTreeSet::new();
        for it in all() {
            let whens = it.actions.iter().map(|row| row.when);
            for when in whens.chain(it.kms.iter().map(|row| row.when)) {
                when.for_each_leaf(|leaf| {
                    if let When::State(state) = leaf {
                        asked.insert(state.name());
                    }
                });
            }
        }
        let known: BTreeSet<_> = State::ALL.iter().map(|(name, _)| *name).collect();
        assert_eq!(asked, known);
        for (name, state) in State::ALL {
            assert_eq!(State::parse(name), Some(state));
            assert_eq!(state.name(), name);
        }
    }

    /// `data/operations.md`: 116 operations of S3, 97 of S3 Control, 8 that are none
    #[test]
    fn no_operation_was_lost() {
        let count = |client| all().iter().filter(|it| it.client == client).count();
        assert_eq!(count(Client::S3), 116);
        assert_eq!(count(Client::S3Control), 97);
        assert_eq!(count(Client::Pseudo), 8);
        let names: BTreeSet<_> = all().iter().map(|it| (it.client.id(), it.name)).collect();
        assert_eq!(names.len(), all().len(), "one name a client");
    }

    #[test]
    fn names_have_no_case_and_typos_are_near() {
        let found: Vec<_> = named("getobject").map(|it| it.name).collect();
        assert_eq!(found, ["GetObject"]);
        let found: Vec<_> = named("GetBucketPolicy").map(|it| it.client).collect();
        assert_eq!(found, [Client::S3, Client::S3Control]);
        assert_eq!(named("GetObjects").count(), 0);
        assert_eq!(nearest_operation("GetObjects"), Some("GetObject"));
        assert_eq!(nearest_operation("Frobnicate"), None);
    }

    #[test]
    fn only_an_uncounted_row_is_advised() {
        for it in all() {
            for row in it.actions {
                assert_ne!(row.effect, Effect::Advised, "{}", it.name);
            }
        }
    }
}
