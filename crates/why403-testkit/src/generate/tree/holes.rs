//! From a tree to one that knows less

use serde_json::{Value, json};

use crate::generate::rng::Rng;

/// Places whose member may be missing: `*` is any name.
///
/// Inline policies are not among them: without one of several, the folder would say that there
/// are only the others. Nor is what stands inside an answer.
const PLACES: [&str; 33] = [
    "organization",
    "organization/organization",
    "organization/parents",
    "organization/parents/*",
    "organization/children",
    "organization/children/*",
    "organization/targets",
    "organization/targets/*",
    "organization/targets/*/scp",
    "organization/targets/*/rcp",
    "organization/policies/*",
    "accounts/*",
    "accounts/*/canonical-user",
    "accounts/*/iam",
    "accounts/*/iam/roles/*",
    "accounts/*/iam/roles/*/*",
    "accounts/*/iam/users/*",
    "accounts/*/iam/users/*/*",
    "accounts/*/iam/groups/*",
    "accounts/*/iam/groups/*/*",
    "accounts/*/iam/policies/*",
    "accounts/*/iam/policies/*/*",
    "accounts/*/s3",
    "accounts/*/s3/public-access-block",
    "accounts/*/s3/buckets",
    "accounts/*/s3/buckets/*",
    "accounts/*/s3/buckets/*/*",
    "accounts/*/s3/buckets/*/*",
    "accounts/*/s3/buckets/*/*",
    "accounts/*/regions",
    "accounts/*/regions/*/kms/*",
    "accounts/*/regions/*/kms/*/*",
    "accounts/*/regions/*/kms/*/*",
];

/// Drops one to four members, or puts a refusal or nothing in their place.
///
/// - Returns the places, such as `accounts/111122223333/iam`: one that two draws name is twice
///   there.
#[must_use]
pub fn drop_members(tree: &Value, rng: &mut Rng) -> (Value, Vec<String>) {
    let mut tree = tree.clone();
    let mut dropped = Vec::new();
    for _ in 0..rng.pick(&[1, 1, 2, 4]) {
        let place = rng.text(&PLACES);
        let mut all = Vec::new();
        let words: Vec<&str> = place.split('/').collect();
        paths(&tree, &words, &mut Vec::new(), &mut all);
        let Some(path) = all.get(rng.below(all.len())) else {
            continue;
        };
        drop_at(&mut tree, path, rng);
        dropped.push(path.join("/"));
    }
    (tree, dropped)
}

/// All paths of the tree that fit a place
fn paths(node: &Value, place: &[&str], so_far: &mut Vec<String>, all: &mut Vec<Vec<String>>) {
    let (Some((word, rest)), Some(members)) = (place.split_first(), node.as_object()) else {
        if place.is_empty() {
            all.push(so_far.clone());
        }
        return;
    };
    for (name, member) in members {
        if *word == "*" || *word == name {
            so_far.push(name.clone());
            paths(member, rest, so_far, all);
            so_far.pop();
        }
    }
}

fn drop_at(tree: &mut Value, path: &[String], rng: &mut Rng) {
    let Some((name, above)) = path.split_last() else {
        return;
    };
    let mut node = tree;
    for word in above {
        let Some(next) = node.get_mut(word) else {
            return;
        };
        node = next;
    }
    let Some(members) = node.as_object_mut() else {
        return;
    };
    // Folders are missing; answers may also be refused, or empty.
    let is_answer = !matches!(
        name.as_str(),
        "organization"
            | "parents"
            | "children"
            | "targets"
            | "s3"
            | "buckets"
            | "regions"
            | "inline"
    ) && above.len() > 1;
    let refusal = "\nAn error occurred (AccessDenied) when calling the operation: not authorized";
    match rng.below(4) {
        0 if is_answer && !is_folder(path) => members.insert(name.clone(), json!(refusal)),
        1 if is_answer && !is_folder(path) => members.insert(name.clone(), json!("")),
        _ => members.remove(name),
    };
}

/// Whether names of things end the path, so that what stands there is a folder
fn is_folder(path: &[String]) -> bool {
    let above = path.len().checked_sub(2).and_then(|it| path.get(it));
    let above = above.map_or("", String::as_str);
    let folders = [
        "accounts", "targets", "roles", "users", "groups", "buckets", "kms",
    ];
    folders.contains(&above)
        || (above == "policies" && path.first().is_some_and(|it| it == "accounts"))
}
