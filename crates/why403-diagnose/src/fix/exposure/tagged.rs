//! What a tag decides: every statement that asks for it, of its bearer as caller or as resource.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::policy::Statement;
use why403_model::request::{Context, Entry, Principal};
use why403_model::world::World;

use super::Change;
use super::reach::bucket_and_objects;
use crate::fix::edit::Edit;
use crate::fix::setting::Tagged;

/// Condition keys that tags of callers become, in lower case
const OF_CALLERS: [&str; 1] = ["aws:principaltag/"];

/// Condition keys that tags of resources become, in lower case
const OF_RESOURCES: [&str; 4] = [
    "aws:resourcetag/",
    "s3:existingobjecttag/",
    "s3:buckettag/",
    "iam:resourcetag/",
];

/// Whether an edit tags a resource, so that only that resource is concerned
pub(super) fn is_of_resource(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Tag {
            of: Tagged::Bucket(_) | Tagged::Object { .. } | Tagged::Key(_),
            ..
        }
    )
}

/// The caller that bears a tag; `None` where it is a resource that does
pub(super) fn principal<'w>(world: &'w World, of: &Tagged) -> Option<&'w Arn> {
    match of {
        Tagged::Role { account, role } => {
            Some(&world.accounts.get(account)?.iam.roles.get(role)?.arn)
        }
        Tagged::User { account, user } => {
            Some(&world.accounts.get(account)?.iam.users.get(user)?.arn)
        }
        Tagged::Bucket(_) | Tagged::Object { .. } | Tagged::Key(_) => None,
    }
}

/// Whether a tag is given yet
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Before,
    After,
}

/// Says the tags of a role's sessions: no world settles them, since a session may bring its own.
pub(super) fn tell(change: &Change<'_>, principal: &Principal, tag: Tag, context: &mut Context) {
    let Principal::RoleSession { account, role, .. } = principal else {
        return;
    };
    for edit in change.edits {
        let Edit::Tag { of, key, value } = edit else {
            continue;
        };
        let is_own =
            matches!(of, Tagged::Role { account: a, role: r } if a == account && r == role);
        if !is_own {
            continue;
        }
        let roles = change
            .worlds
            .0
            .accounts
            .get(account)
            .map(|it| &it.iam.roles);
        let tags = roles.and_then(|it| it.get(role)?.tags.known());
        let before = tags.and_then(|it| it.get(key));
        let entry = match tag {
            Tag::Before => before.map_or(Entry::Absent, |it| Entry::One(it.clone())),
            Tag::After => Entry::One(value.clone()),
        };
        context.set(&format!("aws:PrincipalTag/{key}"), entry);
    }
}

/// The statements of the world that ask for a tag, in a condition or by a variable
pub(super) fn statements(world: &World, of: &Tagged, tag: &str) -> Vec<Statement> {
    let begins: &[&str] = match of {
        Tagged::Role { .. } | Tagged::User { .. } => &OF_CALLERS,
        Tagged::Bucket(_) | Tagged::Object { .. } | Tagged::Key(_) => &OF_RESOURCES,
    };
    let keys: Vec<String> = begins
        .iter()
        .map(|it| format!("{it}{}", tag.to_ascii_lowercase()))
        .collect();
    let mut found = Vec::new();
    world.for_each_document(&mut |document| {
        for statement in &document.policy.statements {
            let is_new = || !found.contains(statement);
            if asks(statement, &keys) && is_new() {
                found.push(statement.clone());
            }
        }
    });
    found
}

fn asks(statement: &Statement, keys: &[String]) -> bool {
    let has_variable = |text: &str| {
        let text = text.to_ascii_lowercase();
        keys.iter().any(|key| text.contains(&format!("${{{key}")))
    };
    let tests = &statement.conditions;
    let by_key = tests.iter().any(|it| {
        let key = it.key.text.to_ascii_lowercase();
        keys.contains(&key) || it.values.iter().any(|it| has_variable(&it.text))
    });
    let mut resources = statement.resource.iter().flat_map(|it| &it.values);
    by_key || resources.any(|it| has_variable(&it.text))
}

/// The resources that bear a tag, as shown and as asked about
pub(super) fn places(world: &World, of: &Tagged) -> Vec<(String, String)> {
    match of {
        Tagged::Role { .. } | Tagged::User { .. } => Vec::new(),
        Tagged::Bucket(name) => bucket_and_objects(world, name),
        Tagged::Object { bucket, key } => {
            let arn = format!("arn:aws:s3:::{bucket}/{key}");
            alloc::vec![(arn.clone(), arn)]
        }
        Tagged::Key(arn) => alloc::vec![(arn.clone(), arn.clone())],
    }
}
