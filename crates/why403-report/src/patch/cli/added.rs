//! What is added to a place and replaces nothing there: statements of a function, grants of a key,
//! a trail, an object under another key.
//!
//! Each has a few functions of its own in a script; what is done with them stands in `added/*.sh`.

mod copy;
mod grant;
mod permission;
mod trail;

use why403_diagnose::fix::change::To;
use why403_diagnose::fix::site::Site;

use super::super::call::Call;
use super::super::content::pretty;
use super::super::file::{plain, stem};
use super::{File, Numbered, Step};

/// The functions of a change, and the lines that call them
pub(super) fn step(out: &mut String, it: Numbered<'_>) -> Step {
    match (&it.change.at.site, &it.change.to) {
        (Site::Grants(key), To::Grant(grant)) => grant::step(out, it, key, grant),
        (Site::Trail(name), To::Trail { logs, .. }) => trail::step(out, it, name, logs),
        (Site::Object { bucket, key }, To::Copy(to)) => copy::step(out, it, (bucket, key), to),
        (_, _) => permission::step(out, it),
    }
}

/// The calls that add; none for a trail, which takes several that depend on each other
pub(in crate::patch) fn calls(it: Numbered<'_>) -> Vec<Call> {
    match (&it.change.at.site, &it.change.to) {
        (Site::Grants(key), To::Grant(grant)) => vec![grant::create(it, key, grant)],
        (Site::Object { bucket, key }, To::Copy(to)) => vec![copy::copy(it, (bucket, key), to)],
        (_, _) => permission::calls(it),
    }
}

/// What scripts do with those functions, for the changes of one script
pub(super) fn means(changes: &[Numbered<'_>]) -> Vec<&'static str> {
    let all = changes.iter().map(|it| match &it.change.to {
        To::Grant(_) => Some(grant::MEANS),
        To::Copy(_) => Some(copy::MEANS),
        To::Document { .. } if matches!(it.change.at.site, Site::FunctionPolicy { .. }) => {
            Some(permission::MEANS)
        }
        To::Document { .. }
        | To::PublicAccessBlock { .. }
        | To::Ownership { .. }
        | To::Acl { .. }
        | To::Tag { .. }
        | To::Encryption { .. }
        | To::Logging(_)
        | To::Trail { .. } => None,
    });
    let mut all: Vec<&str> = all.flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The file that a change has beside those of its place: the constraint of a grant, what AWS shows
/// of a copy or of statements of a function
pub(in crate::patch) fn file(it: Numbered<'_>) -> Option<File> {
    let (part, value) = match &it.change.to {
        To::Grant(grant) => (grant::CONSTRAINTS, grant::constraint(grant)?),
        To::Copy(to) => (copy::SHOWN, copy::shown(to)?),
        To::Document { .. } => (permission::ADDED, permission::added(it)?),
        To::PublicAccessBlock { .. }
        | To::Ownership { .. }
        | To::Acl { .. }
        | To::Tag { .. }
        | To::Encryption { .. }
        | To::Logging(_)
        | To::Trail { .. } => return None,
    };
    let path = format!("documents/{}.{part}.json", stem(it));
    Some(plain(path, pretty(&value)))
}
