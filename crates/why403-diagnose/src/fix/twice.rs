//! Two changes of one place as one, so that each place is read, compared and written once.

use alloc::sync::Arc;

use why403_model::world::Document;

use super::change::To;
use super::document::with_statement;

/// Whether what becomes of a place is one thing, which a second change replaces or adds to; grants,
/// trails and copies stand beside each other
pub(super) fn is_one(to: &To) -> bool {
    match to {
        To::Document { .. }
        | To::PublicAccessBlock { .. }
        | To::Ownership { .. }
        | To::Acl { .. }
        | To::Tag { .. }
        | To::Encryption { .. }
        | To::Logging(_) => true,
        To::Grant(_) | To::Copy(_) | To::Trail { .. } => false,
    }
}

/// Goes on from a change to a later one of the same place: what stood there first, and what will
/// in the end.
pub(super) fn goes_on(first: &mut To, later: To) {
    match (first, later) {
        (
            To::Document { after, .. },
            To::Document {
                after: last,
                before,
            },
        ) => {
            // Written twice: the statements of both.
            let both = before.is_none().then(|| joined(after, &last));
            match both {
                Some(Some(both)) => *after = both,
                Some(None) => {}
                None => *after = last,
            }
        }
        (To::Tag { given, .. }, To::Tag { given: more, .. }) => given.extend(more),
        (To::PublicAccessBlock { after, .. }, To::PublicAccessBlock { after: last, .. }) => {
            *after = last;
        }
        (To::Ownership { after, .. }, To::Ownership { after: last, .. }) => *after = last,
        (To::Encryption { after, .. }, To::Encryption { after: last, .. }) => *after = last,
        (
            To::Acl { canned, after, .. },
            To::Acl {
                canned: last_canned,
                after: last,
                ..
            },
        ) => (*canned, *after) = (last_canned, last),
        (To::Logging(to), To::Logging(last)) => *to = last,
        // One place holds one kind of thing.
        (_, _) => {}
    }
}

/// A document with the statements of another behind its own
pub(super) fn joined(before: &Arc<Document>, more: &Arc<Document>) -> Option<Arc<Document>> {
    let mut statements = more.policy.statements.iter();
    statements.try_fold(before.clone(), |all, it| {
        with_statement(&all, it.at.of(&more.text))
    })
}
