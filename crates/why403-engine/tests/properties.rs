//! What must hold of every evaluation, on random cases of the testkit's generator.
//!
//! Order and monotonicity alone do not catch an evaluator that always allows; the comparison with
//! the reference in `differential.rs` does. These catch what two evaluators could share.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};
use why403_engine::case::{Answer, Case};
use why403_engine::evaluate::Decision;
use why403_engine::layer::public::is_public;
use why403_model::policy::parse;
use why403_testkit::generate::{self, Rng};

const CASES: u64 = 6_000;

fn answer(case: &Value) -> Answer {
    Case::read(&case.to_string())
        .unwrap_or_else(|error| panic!("{error}\n{case}"))
        .answer()
}

fn is_denied(answer: &Answer) -> bool {
    matches!(
        answer.decision,
        Decision::ImplicitDeny | Decision::ExplicitDeny
    )
}

/// The documents of a member, wherever they stand; texts are turned into objects first
fn documents<'v>(policies: &'v mut Value, member: &str) -> Vec<&'v mut Value> {
    fn gather<'v>(node: &'v mut Value, found: &mut Vec<&'v mut Value>) {
        if let Value::String(text) = node {
            *node = serde_json::from_str(text).unwrap();
        }
        match node {
            Value::Array(all) => all.iter_mut().for_each(|it| gather(it, found)),
            Value::Object(_) => found.push(node),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Some(node) = policies.get_mut(member) {
        gather(node, &mut found);
    }
    found
}

fn statements(document: &mut Value) -> &mut Vec<Value> {
    if document["Statement"].is_object() {
        document["Statement"] = json!([document["Statement"].take()]);
    }
    document["Statement"].as_array_mut().unwrap()
}

const MEMBERS: [&str; 8] = [
    "identity",
    "session",
    "boundary",
    "resource",
    "accessPoint",
    "endpoint",
    "scp",
    "rcp",
];

fn has_principal(member: &str) -> bool {
    matches!(member, "resource" | "accessPoint" | "endpoint" | "rcp")
}

fn everything(member: &str, effect: &str) -> Value {
    let mut statement = json!({"Effect": effect, "Action": "*", "Resource": "*"});
    if has_principal(member) {
        statement["Principal"] = json!("*");
    }
    statement
}

/// A statement of this effect that a policy of some other case has in the same member
fn borrowed(member: &str, effect: &str, rng: &mut Rng) -> Option<Value> {
    for _ in 0..8 {
        let mut other = generate::case(rng.bits() % 1_000_000);
        for document in documents(&mut other["policies"], member) {
            let all = statements(document);
            if let Some(found) = all.iter().find(|it| it["Effect"] == effect) {
                return Some(found.clone());
            }
        }
    }
    None
}

/// Adds a statement to every document of a member; whether there was one
fn add(case: &Value, member: &str, statement: &Value) -> Option<Value> {
    let mut changed = case.clone();
    let mut count = 0;
    for document in documents(&mut changed["policies"], member) {
        statements(document).push(statement.clone());
        count += 1;
    }
    (count > 0).then_some(changed)
}

#[test]
fn an_explicit_deny_always_wins() {
    let mut tried = 0;
    for seed in 0..CASES {
        let case = generate::case(seed);
        let mut rng = Rng::new(seed);
        let member = MEMBERS[usize::try_from(rng.bits() % 8).unwrap()];
        let Some(changed) = add(&case, member, &everything(member, "Deny")) else {
            continue;
        };
        let after = answer(&changed);
        // A layer that does not apply to this caller or action takes no effect.
        let layer = match member {
            "accessPoint" => "access-point",
            other => other,
        };
        let applies = after
            .matched
            .iter()
            .any(|it| it.matched.layer.id() == layer);
        // What AWS lets pass whatever is denied: repairing a bucket policy, and asking who one is.
        let action = case["request"]["action"]
            .as_str()
            .unwrap_or("")
            .to_ascii_lowercase();
        let is_exempt = action.ends_with("bucketpolicy") || action == "sts:getcalleridentity";
        if applies && !is_exempt {
            assert_eq!(
                after.decision,
                Decision::ExplicitDeny,
                "{member}\n{changed}"
            );
            assert!(after.blocked_by.iter().any(|it| it.id() == layer));
            tried += 1;
        }
    }
    assert!(tried > CASES / 10, "only {tried} cases say anything");
}

#[test]
fn adding_a_deny_never_turns_a_denial_into_an_allow() {
    let mut tried = 0;
    for seed in 0..CASES {
        let case = generate::case(seed);
        let mut rng = Rng::new(seed);
        let member = MEMBERS[usize::try_from(rng.bits() % 8).unwrap()];
        let Some(deny) = borrowed(member, "Deny", &mut rng) else {
            continue;
        };
        let Some(changed) = add(&case, member, &deny) else {
            continue;
        };
        if is_denied(&answer(&case)) {
            assert!(is_denied(&answer(&changed)), "{changed}");
            tried += 1;
        }
    }
    assert!(tried > CASES / 20, "only {tried} cases say anything");
}

/// But for a bucket or access point policy that becomes public under `RestrictPublicBuckets`:
/// that is a property of its own.
#[test]
fn adding_an_allow_never_turns_an_allow_into_a_denial() {
    let (mut tried, mut restricted) = (0, 0);
    for seed in 0..CASES {
        let case = generate::case(seed);
        if answer(&case).decision != Decision::Allow {
            continue;
        }
        let mut rng = Rng::new(seed);
        for member in MEMBERS {
            let Some(allow) = borrowed(member, "Allow", &mut rng) else {
                continue;
            };
            let Some(mut changed) = add(&case, member, &allow) else {
                continue;
            };
            let after = answer(&changed);
            let restricts = case["policies"]["publicAccessBlock"]["RestrictPublicBuckets"] == true;
            let became_public = documents(&mut changed["policies"], member)
                .iter()
                .any(|it| is_public(&parse(&it.to_string()).sound().unwrap()));
            if restricts && became_public && matches!(member, "resource" | "accessPoint") {
                restricted += 1;
                continue;
            }
            assert_eq!(after.decision, Decision::Allow, "{member}\n{changed}");
            tried += 1;
        }
    }
    assert!(tried > CASES / 4, "only {tried} cases say anything");
    println!("{tried} tried, {restricted} left to RestrictPublicBuckets");
}

#[test]
fn a_policy_that_becomes_public_cuts_other_accounts_off() {
    let bucket = "arn:aws:s3:::logs/a.txt";
    let grant = json!({"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                       "Action": "s3:GetObject", "Resource": bucket});
    let public = json!({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                        "Resource": "arn:aws:s3:::logs/public/*"});
    let case = |statements: &[&Value], account: &str, restrict: bool| {
        answer(&json!({
            "policies": {
                "identity": [{"Statement": everything("identity", "Allow")}],
                "resource": {"Statement": statements},
                "publicAccessBlock": {"RestrictPublicBuckets": restrict},
            },
            "request": {"principal": format!("arn:aws:iam::{account}:user/a"),
                        "action": "s3:GetObject", "resource": bucket,
                        "resourceOwner": "111122223333"},
        }))
    };
    for (statements, account, restrict, wanted) in [
        (vec![&grant], "444455556666", true, Decision::Allow),
        (
            vec![&grant, &public],
            "444455556666",
            false,
            Decision::Allow,
        ),
        (
            vec![&grant, &public],
            "444455556666",
            true,
            Decision::ExplicitDeny,
        ),
        (vec![&grant, &public], "111122223333", true, Decision::Allow),
    ] {
        let found = case(&statements, account, restrict);
        assert_eq!(
            found.decision, wanted,
            "{statements:?} {account} {restrict}"
        );
        let blamed: Vec<_> = found
            .blocked_by
            .iter()
            .map(why403_engine::Layer::id)
            .collect();
        let expected: &[&str] = if wanted == Decision::Allow {
            &[]
        } else {
            &["block-public-access"]
        };
        assert_eq!(blamed, expected);
    }
}

#[test]
fn a_new_ceiling_never_opens() {
    let mut tried = 0;
    for seed in 0..CASES {
        let case = generate::case(seed);
        let mut rng = Rng::new(seed);
        let before = answer(&case);
        if !is_denied(&before) {
            continue;
        }
        // A federated user without a session policy has an empty one: a new one may open.
        let is_federated = case["request"]["principal"]
            .as_str()
            .is_some_and(|it| it.contains(":federated-user/"));
        for member in ["session", "boundary", "endpoint", "scp", "rcp"] {
            if !case["policies"][member].is_null() || (member == "session" && is_federated) {
                continue;
            }
            let statement = match rng.bits() % 3 {
                0 => everything(member, "Allow"),
                1 => everything(member, "Deny"),
                _ => borrowed(member, "Allow", &mut rng).unwrap_or(everything(member, "Allow")),
            };
            let document = json!({"Version": "2012-10-17", "Statement": [statement]});
            let mut changed = case.clone();
            changed["policies"][member] = match member {
                "scp" | "rcp" => json!([[document]]),
                _ => document,
            };
            assert!(is_denied(&answer(&changed)), "{member}\n{changed}");
            tried += 1;
        }
    }
    assert!(tried > CASES / 4, "only {tried} cases say anything");
}

#[test]
fn order_and_duplicates_of_statements_do_not_matter() {
    for seed in 0..CASES {
        let case = generate::case(seed);
        let mut changed = case.clone();
        for member in MEMBERS {
            for document in documents(&mut changed["policies"], member) {
                let all = statements(document);
                all.reverse();
                let again = all.clone();
                all.extend(again);
            }
        }
        let (before, after) = (answer(&case), answer(&changed));
        assert_eq!(before.decision, after.decision, "{case}");
        assert_eq!(before.blocked_by, after.blocked_by, "{case}");
    }
}
