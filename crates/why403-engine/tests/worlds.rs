//! The engine against the reference evaluator, over whole worlds.
//!
//! `WHY403_CASES=1000000 cargo test -p why403-engine --test worlds` runs any number;
//! `WHY403_SEED=n` starts at another one. A difference is printed with its tree and question:
//! what stands in the tree is all that either side knows.
//!
//! The engine's side is the whole way of `why403 explain`: text, tree, world, question, checks.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod asked;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use why403_diagnose::diagnosis::Checked;
use why403_engine::evaluate::Decision;
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_testkit::generate::{self, Counts, Drawn, Rng};
use why403_testkit::reference::{Verdict, resolve};

use asked::{blocked_by, engine, name, number, over, world_of};

const CASES: u64 = 30_000;

/// The same, in the reference
fn reference(Drawn { tree, question }: &Drawn) -> Vec<(Value, Verdict)> {
    let shown = || format!("{question}\n{tree}");
    let checks = resolve::checks(tree, question);
    let checks =
        checks.unwrap_or_else(|why| panic!("the reference cannot read it: {why}\n{}", shown()));
    let decided = checks.into_iter().map(|it| {
        let verdict = it.decide();
        let verdict = verdict.unwrap_or_else(|why| panic!("{why}\n{}\n{}", it.case, shown()));
        (it.case, verdict)
    });
    decided.collect()
}

/// Condition keys that the engine does not know, where a statement hangs on them
fn unknown_keys(checked: &Checked) -> BTreeSet<String> {
    let layers = checked.evaluation.layers.iter();
    let tests = layers
        .flat_map(|layer| &layer.policies)
        .flat_map(|policy| &policy.statements)
        .filter(|it| it.outcome == Truth::Maybe)
        .flat_map(|it| &it.conditions)
        .filter(|it| it.outcome == Truth::Maybe);
    tests.map(|it| it.key.clone()).collect()
}

/// What else the engine does not know
fn gaps(checked: &Checked) -> Vec<&str> {
    let gaps = checked.evaluation.layers.iter().flat_map(|it| &it.gaps);
    gaps.map(|it| it.what.as_str()).collect()
}

/// The engine's check of a case. The engine may have more: what a missing object would show.
fn check_of<'c>(all: &'c [Checked], case: &Value) -> Option<&'c Checked> {
    let request = &case["request"];
    all.iter().find(|it| {
        let found = &it.check.request;
        let is_action = request["action"]
            .as_str()
            .is_some_and(|wanted| found.action.is(wanted));
        is_action && request["resource"] == found.resource.as_str()
    })
}

/// What differs for one world, if anything
fn difference(drawn: &Drawn) -> Option<String> {
    let wanted = reference(drawn);
    let all = engine(&world_of(&drawn.tree), &drawn.question);
    for (index, (case, wanted)) in wanted.iter().enumerate() {
        let Some(found) = check_of(&all, case) else {
            return Some(format!(
                "check {index}: the engine has none\nas a case: {case}"
            ));
        };
        let outcome = found.evaluation.outcome;
        let decision = name(outcome.decision());
        // Whether KMS sees the address of the client is told in two ways: so it is unknown, and
        // the reference leaves it out.
        let is_open = index > 0 && unknown_keys(found).contains("aws:sourceip");
        let blocked = blocked_by(found);
        let agrees = if is_open {
            let is_known = blocked.iter().all(|it| wanted.blocked_by.contains(it));
            outcome.admits(decision_of(wanted)) && (is_known || wanted.blocked_by.is_empty())
        } else {
            decision == wanted.decision.name() && blocked == wanted.blocked_by
        };
        if !agrees {
            return Some(format!(
                "check {index}: reference {} {:?}, engine {decision} {:?} of {:?}, {} keys unknown {:?}, gaps {:?}\nas a case: {case}",
                wanted.decision.name(),
                wanted.blocked_by,
                blocked_by(found),
                outcome.may,
                if outcome.admits(decision_of(wanted)) {
                    "open:"
                } else {
                    "WRONG:"
                },
                unknown_keys(found),
                gaps(found),
            ));
        }
    }
    None
}

fn decision_of(verdict: &Verdict) -> Decision {
    match verdict.decision.name() {
        "allow" => Decision::Allow,
        "implicit-deny" => Decision::ImplicitDeny,
        _ => Decision::ExplicitDeny,
    }
}

#[test]
fn engine_and_reference_agree_on_random_worlds() {
    let cases = number("WHY403_CASES", CASES);
    let found = over(cases, |seed| {
        let drawn = generate::tree(seed);
        let what = difference(&drawn)?;
        Some(format!(
            "seed {seed}: {what}\nquestion: {}\ntree: {}",
            drawn.question, drawn.tree
        ))
    });
    assert_eq!(found.len() as u64, cases);
    let differences: Vec<String> = found.into_iter().flatten().collect();
    let shown = differences.get(..3.min(differences.len())).unwrap();
    assert!(
        differences.is_empty(),
        "{} differ\n{}",
        differences.len(),
        shown.join("\n\n")
    );
}

/// Nothing in the trees is passed over: every document is one that AWS would store.
#[test]
fn random_worlds_are_read_without_a_problem() {
    for seed in 0..number("WHY403_CASES", 500).min(500) {
        let world = world_of(&generate::tree(seed).tree);
        assert!(
            world.problems.is_empty(),
            "seed {seed}: {:?}",
            world.problems
        );
    }
}

/// The worlds reach what they are meant to reach; the counts are printed with `--nocapture`.
#[test]
fn random_worlds_reach_every_kind_of_decision() {
    let worlds = number("WHY403_CASES", 6_000).min(6_000);
    let mut counts = Counts::default();
    let mut decided: BTreeMap<&str, u64> = BTreeMap::new();
    let mut relations: BTreeMap<(&str, String), u64> = BTreeMap::new();
    for seed in 0..worlds {
        let checks = reference(&generate::tree(seed));
        let worst = checks.iter().map(|it| it.1.decision).max().unwrap();
        *decided.entry(worst.name()).or_default() += 1;
        for (case, verdict) in &checks {
            counts.add(case, verdict);
            let request = &case["request"];
            let account = request["principal"]
                .as_str()
                .and_then(|it| it.split(':').nth(4));
            let relation = match account {
                None => "no account",
                Some(it) if request["resourceOwner"] == it => "same account",
                Some(_) => "cross account",
            };
            let action = request["action"].as_str().unwrap();
            *relations.entry((relation, action.to_owned())).or_default() += 1;
        }
    }
    println!("{counts}\n{decided:?}\n{relations:?}");
    for (name, at_least) in [("allow", 30), ("explicit-deny", 30), ("implicit-deny", 10)] {
        let share = decided.get(name).copied().unwrap_or(0) * 100 / worlds;
        assert!(share >= at_least, "{share} % {name}: {decided:?}");
    }
}

/// With members missing, the answer is the true one or undetermined, and what truly denied is
/// among what may.
#[test]
fn what_is_missing_never_makes_a_wrong_answer() {
    let found = over(number("WHY403_CASES", CASES) / 3, |seed| {
        let drawn = generate::tree(seed);
        let (less, dropped) = generate::drop_members(&drawn.tree, &mut Rng::new(seed));
        let wanted = reference(&drawn);
        let found = engine(&world_of(&less), &drawn.question);
        let open = found
            .iter()
            .any(|it| it.evaluation.outcome.decision() == Decision::Undetermined);
        // A call behind that nobody knows of is a hole of its own.
        for (case, wanted) in &wanted {
            let Some(found) = check_of(&found, case) else {
                continue;
            };
            let outcome = found.evaluation.outcome;
            let may = |it: &&str| {
                let layer = Layer::ALL.into_iter().find(|layer| layer.id() == *it);
                outcome.may.holds(layer.unwrap())
            };
            let is_right =
                outcome.admits(decision_of(wanted)) && wanted.blocked_by.iter().all(|it| may(it));
            if !is_right {
                return (
                    open,
                    Some(format!(
                        "seed {seed}, without {dropped:?}: reference {} {:?}, engine {outcome:?}\nas a case: {case}\nquestion: {}\ntree: {less}",
                        wanted.decision.name(),
                        wanted.blocked_by,
                        drawn.question,
                    )),
                );
            }
        }
        (open, None)
    });
    let wrong: Vec<&String> = found.iter().filter_map(|it| it.1.as_ref()).collect();
    let shown: Vec<String> = wrong.iter().take(3).map(|it| (*it).clone()).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        shown.join("\n\n")
    );
    let open = found.iter().filter(|it| it.0).count();
    println!("{open} of {} are open", found.len());
    assert!(
        open * 100 / found.len() >= 5,
        "only {open} of {} are open",
        found.len()
    );
}
