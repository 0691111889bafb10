//! What a call comes to: allowed, denied, or authorized for an object that is not there.
//!
//! Source: `spec/s3.md` A.2. S3 authorizes the action on the object first; only then does it find
//! that the object is missing, and says 404 to callers who may list the bucket, 403 to others.

use why403_engine::truth::Truth;

/// Whether the object that a call reads exists
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectState {
    /// It does, or the call needs none
    Exists,
    /// It does not, or its current version is a delete marker
    Missing,
    /// Nobody knows
    Unknown,
}

/// What a person has seen of the call
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: the call is only thought of
    Nothing,
    /// A 403 that says no more
    Refused,
    /// A denial that names its action: S3 does not word a missing object so
    Named,
}

/// What a call comes to
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every check passes
    Allowed,
    /// A check is denied
    Denied,
    /// Every check passes and the object does not exist, which the caller may not know: 403
    AuthorizedButMissing,
    /// Every check passes and the object does not exist: 404
    Missing,
    /// It depends on something unknown
    Undetermined,
}

impl Outcome {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::AuthorizedButMissing => "authorized-but-missing",
            Self::Missing => "missing",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Joins what the checks say with what is known of the object and of the answer.
///
/// - `denied`: whether a check that counts is denied.
/// - `cannot_list`: whether the caller is denied `s3:ListBucket`, as it is asked for missing
///   objects.
#[must_use]
#[expect(
    clippy::match_same_arms,
    reason = "each row is a case of the rule, in the order in which S3 decides"
)]
pub fn settle(denied: Truth, object: ObjectState, cannot_list: Truth, seen: Seen) -> Outcome {
    use {ObjectState as O, Outcome as To, Seen as S, Truth as T};
    #[rustfmt::skip] // One case a row, in columns.
    let outcome = match (denied, object, cannot_list, seen) {
        // denied  object      cannot list         seen            comes to
        (T::Yes,   _,          _,                  _)           => To::Denied,
        // A refusal that cannot be a missing object is a denial.
        (T::Maybe, _,          _,                  S::Named)    => To::Denied,
        (T::Maybe, O::Exists,  _,                  S::Refused)  => To::Denied,
        (T::Maybe, _,          T::No,              S::Refused)  => To::Denied,
        (T::Maybe, _,          _,                  _)           => To::Undetermined,
        (T::No,    O::Exists,  _,                  _)           => To::Allowed,
        (T::No,    _,          T::No,              S::Refused | S::Named) => To::Allowed,
        (T::No,    O::Missing, T::No,              S::Nothing)  => To::Missing,
        (T::No,    O::Missing, T::Yes,             _)           => To::AuthorizedButMissing,
        // What was refused though nothing denies was missing, and could not be listed.
        (T::No,    _,          T::Yes | T::Maybe,  S::Refused)  => To::AuthorizedButMissing,
        (T::No,    O::Missing, T::Maybe,           _)           => To::Undetermined,
        (T::No,    O::Unknown, _,                  _)           => To::Allowed,
    };
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use ObjectState::{Exists, Missing, Unknown};
    use Truth::{Maybe, No, Yes};

    #[track_caller]
    fn check(denied: Truth, object: ObjectState, cannot_list: Truth, seen: Seen, wanted: Outcome) {
        assert_eq!(settle(denied, object, cannot_list, seen), wanted);
    }

    #[test]
    fn a_missing_object_is_403_only_to_who_may_not_list() {
        check(
            No,
            Missing,
            Yes,
            Seen::Nothing,
            Outcome::AuthorizedButMissing,
        );
        check(No, Missing, No, Seen::Nothing, Outcome::Missing);
        check(No, Missing, Maybe, Seen::Nothing, Outcome::Undetermined);
        check(No, Exists, Yes, Seen::Nothing, Outcome::Allowed);
    }

    #[test]
    fn a_denied_action_is_403_whether_the_object_exists_or_not() {
        for object in [Exists, Missing, Unknown] {
            for cannot_list in [Yes, Maybe, No] {
                check(Yes, object, cannot_list, Seen::Nothing, Outcome::Denied);
            }
        }
    }

    #[test]
    fn a_refusal_that_nothing_explains_is_a_missing_object() {
        check(
            No,
            Unknown,
            Yes,
            Seen::Refused,
            Outcome::AuthorizedButMissing,
        );
        check(
            No,
            Unknown,
            Maybe,
            Seen::Refused,
            Outcome::AuthorizedButMissing,
        );
        // The caller may list: a missing object would have been 404. Nothing explains it.
        check(No, Unknown, No, Seen::Refused, Outcome::Allowed);
        check(No, Unknown, Yes, Seen::Nothing, Outcome::Allowed);
    }

    #[test]
    fn a_refusal_with_open_checks_may_be_either() {
        check(Maybe, Unknown, Yes, Seen::Refused, Outcome::Undetermined);
        check(Maybe, Unknown, No, Seen::Refused, Outcome::Denied);
        check(Maybe, Exists, Yes, Seen::Refused, Outcome::Denied);
        check(Maybe, Unknown, Yes, Seen::Named, Outcome::Denied);
        check(Maybe, Exists, No, Seen::Nothing, Outcome::Undetermined);
    }
}
