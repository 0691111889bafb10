//! The engine against the reference evaluator, on random cases.
//!
//! `WHY403_CASES=1000000 cargo test -p why403-engine --test differential` runs any number;
//! `WHY403_SEED=n` starts at another one. A difference is printed as a case, ready to become a
//! fixture under `fixtures/decisions/`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use serde_json::Value;
use why403_engine::case::Case;
use why403_engine::evaluate::Decision;
use why403_testkit::generate::{self, Counts, Rng};
use why403_testkit::reference;

const CASES: u64 = 200_000;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(default)
}

fn decision(found: Decision) -> &'static str {
    match found {
        Decision::Allow => "allow",
        Decision::ImplicitDeny => "implicit-deny",
        Decision::ExplicitDeny => "explicit-deny",
        Decision::Undetermined => "undetermined",
    }
}

/// Runs `check` over all seeds on two threads and gathers what it returns
fn over<T: Send>(seeds: u64, check: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let first = number("WHY403_SEED", 0);
    let check = &check;
    std::thread::scope(|scope| {
        let halves: Vec<_> = [0, 1]
            .into_iter()
            .map(|half| {
                scope.spawn(move || {
                    (first..first + seeds)
                        .filter(|it| it % 2 == half)
                        .map(check)
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        halves
            .into_iter()
            .flat_map(|half| half.join().unwrap())
            .collect()
    })
}

/// What differs for one case, if anything
fn difference(case: &Value) -> Option<String> {
    let wanted = match reference::decide(case) {
        Ok(wanted) => wanted,
        Err(problem) => return Some(format!("the reference cannot read it: {problem}\n{case}")),
    };
    let read = match Case::read(&case.to_string()) {
        Ok(read) => read,
        Err(problem) => return Some(format!("the engine cannot read it: {problem}\n{case}")),
    };
    let answer = read.answer();
    let found: Vec<&str> = answer
        .blocked_by
        .iter()
        .map(why403_engine::Layer::id)
        .collect();
    let agrees = decision(answer.decision) == wanted.decision.name() && found == wanted.blocked_by;
    (!agrees).then(|| {
        format!(
            "reference {} {:?}, engine {} {found:?}\n{}",
            wanted.decision.name(),
            wanted.blocked_by,
            decision(answer.decision),
            serde_json::to_string(case).unwrap_or_default()
        )
    })
}

#[test]
fn engine_and_reference_agree_on_random_cases() {
    let cases = number("WHY403_CASES", CASES);
    let found = over(cases, |seed| {
        let case = generate::case(seed);
        difference(&case).map(|what| (seed, what))
    });
    assert_eq!(found.len() as u64, cases);
    let differences: Vec<_> = found.into_iter().flatten().collect();
    let shown: Vec<String> = differences
        .iter()
        .take(5)
        .map(|(seed, what)| format!("seed {seed}: {what}"))
        .collect();
    assert!(
        differences.is_empty(),
        "{} differ\n{}",
        differences.len(),
        shown.join("\n\n")
    );
}

/// The cases reach what they are meant to reach; the counts are printed with `--nocapture`.
#[test]
fn random_cases_reach_every_kind_of_decision() {
    let cases = number("WHY403_CASES", 20_000).min(20_000);
    let mut counts = Counts::default();
    let mut decided: BTreeMap<&str, u64> = BTreeMap::new();
    for seed in 0..cases {
        let case = generate::case(seed);
        let verdict = reference::decide(&case).unwrap();
        *decided.entry(verdict.decision.name()).or_default() += 1;
        counts.add(&case, &verdict);
    }
    println!("{counts}");
    for (name, at_least) in [("allow", 30), ("explicit-deny", 30), ("implicit-deny", 10)] {
        let share = decided.get(name).copied().unwrap_or(0) * 100 / cases;
        assert!(share >= at_least, "{share} % {name}: {decided:?}");
    }
}

/// With facts withheld, the answer is the true one or undetermined.
#[test]
fn what_is_withheld_never_makes_a_wrong_answer() {
    let found = over(number("WHY403_CASES", CASES) / 4, |seed| {
        let case = generate::case(seed);
        let mut rng = Rng::new(seed);
        let (less, withheld) = generate::withhold(&case, &mut rng);
        let full = Case::read(&case.to_string()).unwrap().answer();
        let open = Case::read(&less.to_string()).unwrap().answer();
        let is_admitted = open.outcome.admits(full.decision);
        // What must deny whatever the unknowns are denies now.
        let is_blocked = full.decision == Decision::Allow
            || open
                .blocked_by
                .iter()
                .all(|layer| full.blocked_by.holds(layer));
        let is_open = open.decision == Decision::Undetermined;
        let wrong = !(is_admitted && is_blocked);
        (
            is_open,
            wrong.then(|| {
                format!(
                    "seed {seed}, withheld {withheld:?}: full {} {:?}, open {:?}\n{less}",
                    decision(full.decision),
                    full.blocked_by,
                    open.outcome
                )
            }),
        )
    });
    let wrong: Vec<&String> = found
        .iter()
        .filter_map(|(_, wrong)| wrong.as_ref())
        .collect();
    let shown: Vec<String> = wrong.iter().take(3).map(|it| (*it).clone()).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        shown.join("\n\n")
    );
    let open = found.iter().filter(|(is_open, _)| *is_open).count();
    assert!(
        open * 100 / found.len() >= 5,
        "only {open} of {} are open",
        found.len()
    );
}
