//! What changes a world and no answer: each change is made to random worlds, and every check of
//! the question must come out as before, with the same layers.
//!
//! `WHY403_CASES=100000 cargo test -p why403-engine --test world_properties` runs any number.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod asked;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use why403_model::world::World;
use why403_testkit::generate::{self, Drawn, Rng};

use asked::{blocked_by, engine, name, number, over, world_of};

const CASES: u64 = 1_200;

type Answers = Vec<(String, &'static str, Vec<&'static str>)>;

fn answers(world: &World, question: &Value) -> Answers {
    let checks = engine(world, question);
    let answer = checks.iter().map(|it| {
        let decision = it.evaluation.outcome.decision();
        (
            it.check.request.action.to_string(),
            name(decision),
            blocked_by(it),
        )
    });
    answer.collect()
}

/// Holds that a change changes no answer, and that it could be made to one world in ten at least.
fn changes_nothing(change: impl Fn(&Drawn) -> Option<Drawn> + Sync) {
    let cases = number("WHY403_CASES", CASES);
    let found = over(cases, |seed| {
        let drawn = generate::tree(seed);
        let changed = change(&drawn)?;
        let before = answers(&world_of(&drawn.tree), &drawn.question);
        let after = answers(&world_of(&changed.tree), &changed.question);
        Some((before != after).then(|| {
            format!(
                "seed {seed}: {before:?} became {after:?}\nquestion: {}\nfrom {}\nto {}",
                drawn.question, drawn.tree, changed.tree
            )
        }))
    });
    let made: Vec<_> = found.into_iter().flatten().collect();
    assert!(
        made.len() as u64 >= cases / 10,
        "made {} times only",
        made.len()
    );
    let wrong: Vec<String> = made.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} changed\n{}", wrong.len(), wrong[0]);
}

/// The same with one text in the place of another, wherever it stands in tree and question
fn renamed(drawn: &Drawn, from: &str, to: &str) -> Option<Drawn> {
    let text = drawn.tree.to_string();
    if !text.contains(from) || !drawn.question.to_string().contains(from) {
        return None;
    }
    let change = |it: &Value| serde_json::from_str(&it.to_string().replace(from, to)).unwrap();
    Some(Drawn {
        tree: change(&drawn.tree),
        question: change(&drawn.question),
    })
}

/// The same with another tree, if it is another one
fn with(drawn: &Drawn, change: impl Fn(&mut Value)) -> Option<Drawn> {
    let mut tree = drawn.tree.clone();
    change(&mut tree);
    let question = drawn.question.clone();
    (tree != drawn.tree).then_some(Drawn { tree, question })
}

fn members(place: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    place.as_object_mut().into_iter().flatten()
}

/// The document of a policy in whatever form
fn document(written: &Value) -> Option<Value> {
    match written {
        Value::String(text) => serde_json::from_str(text).ok(),
        other => Some(other.clone()),
    }
}

// Patterns are made of the names: `?ogs`, `log*`, `LOGS`. Letters inside are changed, so that
// whatever matched the old name matches the new one.

#[test]
fn the_name_of_a_bucket_is_nothing_to_the_answer() {
    changes_nothing(|drawn| {
        let resource = drawn.question["resource"].as_str().unwrap();
        let (from, to) = [("ogs", "oqs"), ("edia", "edja"), ("ackup", "ackqp")]
            .into_iter()
            .find(|(name, _)| resource.contains(name))?;
        let lower = renamed(drawn, from, to)?;
        let upper = renamed(&lower, &from.to_uppercase(), &to.to_uppercase());
        Some(upper.unwrap_or(lower))
    });
}

#[test]
fn the_name_of_a_role_is_nothing_to_the_answer() {
    changes_nothing(|drawn| renamed(drawn, "eader", "eadex"));
}

#[test]
fn an_account_that_has_no_part_in_it_is_nothing_to_the_answer() {
    let deny = json!({"Version": "2012-10-17", "Statement":
        {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}});
    changes_nothing(|drawn| {
        with(drawn, |tree| {
            tree["accounts"]["555566667777"] = json!({
                "canonical-user": "5".repeat(64),
                "iam": {"roles": {"reader": {"role": {"RoleName": "reader"}, "inline": {}}}},
                "s3": {"buckets": {"unasked": {"policy": deny}}},
                "regions": {"us-east-1": {"kms": {"mrk-5555": {"policy": deny}}}},
            });
        })
    });
}

/// Visits the entities of every account: the account, its `iam`, the entity.
fn for_each_entity(tree: &mut Value, visit: impl Fn(&str, &mut Map<String, Value>, &mut Value)) {
    for (account, folder) in members(&mut tree["accounts"]) {
        let iam = folder["iam"].as_object_mut().unwrap();
        for list in ["users", "groups", "roles"] {
            let Some(mut entities) = iam.remove(list) else {
                continue;
            };
            for (_, entity) in members(&mut entities) {
                visit(account, iam, entity);
            }
            iam.insert(list.to_owned(), entities);
        }
    }
}

#[test]
fn an_inline_policy_says_the_same_as_an_attached_one() {
    changes_nothing(|drawn| {
        with(drawn, |tree| {
            for_each_entity(tree, |account, iam, entity| {
                let Some(inline) = entity.as_object_mut().unwrap().remove("inline") else {
                    return;
                };
                entity["inline-policies"] = json!({"PolicyNames": []});
                for policy in inline.as_object().unwrap().values() {
                    let policies = iam["policies"].as_object_mut().unwrap();
                    let name = format!("moved-{}", policies.len());
                    let arn = format!("arn:aws:iam::{account}:policy/{name}");
                    let place = json!({
                        "policy": {"Arn": arn, "DefaultVersionId": "v1"},
                        "version": {"VersionId": "v1", "Document": policy["PolicyDocument"]},
                    });
                    policies.insert(name, place);
                    let attached = &mut entity["attached-policies"];
                    let list = if attached.is_array() {
                        attached
                    } else {
                        &mut attached["AttachedPolicies"]
                    };
                    list.as_array_mut().unwrap().push(json!({"PolicyArn": arn}));
                }
            });
        })
    });
}

#[test]
fn a_policy_of_a_user_says_the_same_in_a_group_of_the_user() {
    changes_nothing(|drawn| {
        with(drawn, |tree| {
            for (_, folder) in members(&mut tree["accounts"]) {
                let Some(mut users) = folder["iam"].get("users").cloned() else {
                    continue;
                };
                for (name, user) in members(&mut users) {
                    let Some(inline) = user.as_object_mut().unwrap().remove("inline") else {
                        continue;
                    };
                    user["inline-policies"] = json!({"PolicyNames": []});
                    let group = format!("of-{name}");
                    let groups = &mut user["groups"];
                    let list = if groups.is_array() {
                        groups
                    } else {
                        &mut groups["Groups"]
                    };
                    list.as_array_mut()
                        .unwrap()
                        .push(json!({"GroupName": group}));
                    folder["iam"]["groups"][&group] = json!({
                        "group": {"GroupName": group},
                        "attached-policies": [],
                        "inline": inline,
                    });
                }
                folder["iam"]["users"] = users;
            }
        })
    });
}

/// The list of a node's attached SCPs
fn scps(target: &mut Value) -> Option<&mut Vec<Value>> {
    let list = target.get_mut("scp")?;
    if list.is_array() {
        list.as_array_mut()
    } else {
        list["Policies"].as_array_mut()
    }
}

fn id(entry: &Value) -> Option<&str> {
    entry.as_str().or_else(|| entry["Id"].as_str())
}

#[test]
fn an_scp_of_the_root_says_no_more_further_down() {
    changes_nothing(|drawn| {
        with(drawn, |tree| {
            let Some(targets) = tree["organization"].get_mut("targets") else {
                return;
            };
            let of_root = scps(&mut targets["r-ab12"]).unwrap().clone();
            for (node, target) in members(targets) {
                let list = scps(target).unwrap();
                // Where all is allowed, it cannot allow more.
                let is_full = list.iter().any(|it| id(it) == Some("p-FullAWSAccess"));
                if node != "r-ab12" && is_full {
                    list.extend(of_root.clone());
                }
            }
        })
    });
}

#[test]
fn a_unit_that_allows_everything_is_nothing_to_the_answer() {
    changes_nothing(|drawn| {
        // What asks for the path in the organization sees the difference.
        if drawn.tree.to_string().to_lowercase().contains("orgpaths") {
            return None;
        }
        with(drawn, |tree| {
            let place = &mut tree["organization"];
            if place.get("targets").is_none() {
                return;
            }
            let is_off = |list: &Value| list == &json!([]) || list == &json!({"Policies": []});
            let mut target = json!({"scp": ["p-FullAWSAccess"], "rcp": ["p-RCPFullAWSAccess"]});
            for kind in ["scp", "rcp"] {
                if is_off(&place["targets"]["r-ab12"][kind]) {
                    target[kind] = json!([]);
                }
            }
            place["targets"]["ou-ab12-9"] = target;
            if let Some(children) = place.get_mut("children") {
                children["ou-ab12-9"] = children["r-ab12"].take();
                children["r-ab12"] = json!(["ou-ab12-9"]);
            }
            if let Some(parents) = place.get_mut("parents") {
                for (_, told) in members(parents) {
                    let is_root = told.to_string().contains("r-ab12");
                    if is_root {
                        *told = json!("ou-ab12-9");
                    }
                }
                parents["ou-ab12-9"] = json!("r-ab12");
            }
        })
    });
}

#[test]
fn statements_say_the_same_in_two_scps_of_one_node() {
    changes_nothing(|drawn| {
        with(drawn, |tree| {
            let Some(mut targets) = tree["organization"].get("targets").cloned() else {
                return;
            };
            let policies = &mut tree["organization"]["policies"];
            for (_, target) in members(&mut targets) {
                let list = scps(target).unwrap();
                for entry in list.clone() {
                    let name = id(&entry).unwrap_or_default().to_owned();
                    let content = policies[&name].pointer("/Policy/Content").cloned();
                    let Some(first) = content.as_ref().and_then(document) else {
                        continue;
                    };
                    let mut halves = [first.clone(), first];
                    let statements = halves[0]["Statement"].as_array().cloned();
                    let Some(statements) = statements.filter(|it| it.len() > 1) else {
                        continue;
                    };
                    let (left, right) = statements.split_at(1);
                    halves[0]["Statement"] = json!(left);
                    halves[1]["Statement"] = json!(right);
                    let other = format!("{name}b");
                    policies[&name]["Policy"]["Content"] = halves[0].clone();
                    policies[&other] = json!({"Policy": {"Content": halves[1]}});
                    list.push(json!(other));
                }
            }
            tree["organization"]["targets"] = targets;
        })
    });
}

/// Places that are folders where a world is one: `*` is any name
const FOLDERS: [&str; 21] = [
    "organization",
    "organization/parents",
    "organization/children",
    "organization/policies",
    "organization/targets",
    "organization/targets/*",
    "accounts",
    "accounts/*",
    "accounts/*/s3",
    "accounts/*/s3/buckets",
    "accounts/*/s3/buckets/*",
    "accounts/*/regions",
    "accounts/*/regions/*",
    "accounts/*/regions/*/kms",
    "accounts/*/regions/*/kms/*",
    "accounts/*/iam",
    "accounts/*/iam/*",
    "accounts/*/iam/roles/*",
    "accounts/*/iam/users/*",
    "accounts/*/iam/groups/*",
    "accounts/*/iam/*/*/inline",
];

fn is_folder(path: &[&str], node: &Value) -> bool {
    let fits = |place: &&str| {
        let words: Vec<&str> = place.split('/').collect();
        let mut pairs = words.iter().zip(path);
        words.len() == path.len() && pairs.all(|(wanted, found)| *wanted == "*" || wanted == found)
    };
    let is_details = node.get("RoleDetailList").is_some();
    node.is_object() && !is_details && FOLDERS.iter().any(fits)
}

/// Writes a tree as people have it: an answer a file, an error as the CLI prints it; here and
/// there a file holds what could be a folder.
fn write(node: &Value, place: &Path, path: &[&str], rng: &mut Rng) {
    fs::create_dir_all(place).unwrap();
    for (name, member) in node.as_object().unwrap() {
        let name: &str = name.as_str();
        let inner = [path, &[name]].concat();
        if is_folder(&inner, member) && rng.chance(70) {
            write(member, &place.join(name), &inner, rng);
            continue;
        }
        let text = match member {
            Value::String(text) if text.contains("An error occurred") => text.clone(),
            other => serde_json::to_string_pretty(other).unwrap(),
        };
        fs::write(place.join(format!("{name}.json")), text).unwrap();
    }
}

#[test]
fn a_folder_says_the_same_as_one_file() {
    let root = std::env::temp_dir().join(format!("why403-worlds-{}", std::process::id()));
    let cases = number("WHY403_CASES", 500).min(500);
    let found = over(cases, |seed| {
        let mut drawn = generate::tree(seed);
        // Said of the whole, in no file of its own.
        drawn.tree.as_object_mut().unwrap().remove("schema");
        let place = root.join(seed.to_string());
        write(&drawn.tree, &place, &[], &mut Rng::new(seed));
        let world = World::build(&why403_snapshot::read(&place).unwrap());
        fs::remove_dir_all(&place).unwrap();
        let problems = world.problems.clone();
        let before = answers(&world_of(&drawn.tree), &drawn.question);
        let after = answers(&world, &drawn.question);
        (before != after || !problems.is_empty())
            .then(|| format!("seed {seed}: {before:?}, in a folder {after:?}, {problems:?}"))
    });
    fs::remove_dir_all(&root).unwrap();
    let wrong: Vec<String> = found.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong[0]);
}
