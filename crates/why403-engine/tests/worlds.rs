//! The engine against the reference evaluator, over whole worlds.
//!
//! `WHY403_CASES=1000000 cargo test -p why403-engine --test worlds` runs any number;
//! `WHY403_SEED=n` starts at another one. A difference is printed with its tree and question,
//! ready to be cut down to a fixture under `fixtures/questions/`.
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
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use why403_diagnose::diagnosis::Checked;
use why403_engine::evaluate::Decision;
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::world::World;
use why403_testkit::generate::{self, Counts, Drawn, Rng};
use why403_testkit::reference::{Verdict, resolve};

use asked::{blocked_by, engine, name, number, over, world_of};

/// Worlds times questions
const CASES: u64 = 30_000;

/// Questions to one world: drawing it takes longer than asking.
const QUESTIONS: u64 = 3;

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
fn difference(drawn: &Drawn, world: &World) -> Option<String> {
    let wanted = reference(drawn);
    let all = engine(world, &drawn.question);
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
    let worlds = number("WHY403_CASES", CASES).div_ceil(QUESTIONS);
    let found = over(worlds, |seed| {
        let mut rng = Rng::new(seed);
        let mut drawn = generate::tree(seed);
        let world = world_of(&drawn.tree);
        let first = drawn.question.clone();
        let mut differences = Vec::new();
        for _ in 0..QUESTIONS {
            if let Some(what) = difference(&drawn, &world) {
                differences.push(format!(
                    "seed {seed}: {what}\nquestion: {}\ntree: {}",
                    drawn.question, drawn.tree
                ));
            }
            drawn.question = generate::another_question(&first, &mut rng);
        }
        differences
    });
    assert_eq!(found.len() as u64, worlds);
    let differences: Vec<String> = found.into_iter().flatten().collect();
    let shown = differences.get(..3.min(differences.len())).unwrap();
    assert!(
        differences.is_empty(),
        "{} differ\n{}",
        differences.len(),
        shown.join("\n\n")
    );
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: String,
    /// The JSON of a world of one file
    world: String,
    /// In the form of the generator
    question: String,
    want: Want,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Want {
    decision: String,
    /// The layers that deny for certain
    blocked_by: Vec<String>,
    /// Layers that are to be among those that may deny
    #[serde(default)]
    may: Vec<String>,
}

/// What once differed, and what differs by one fact: `fixtures/questions/`
#[test]
fn the_first_check_of_every_question_comes_out_as_its_fixture_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/questions");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The folders are those of a runner of its own, with `[question]` as flags.
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        let fixture: Fixture = toml::from_str(&text).unwrap();
        let Fixture {
            note, source, want, ..
        } = &fixture;
        assert!(["observed", "documented", "inferred"].contains(&fixture.evidence.as_str()));
        let drawn = Drawn {
            tree: serde_json::from_str(&fixture.world).unwrap(),
            question: serde_json::from_str(&fixture.question).unwrap(),
        };
        let world = world_of(&drawn.tree);
        let is_whole = want.decision != "undetermined";
        let problems = &world.problems;
        assert!(problems.is_empty() || !is_whole, "{note}: {problems:?}");
        let found = &engine(&world, &drawn.question)[0];
        let outcome = found.evaluation.outcome;
        let shown = (name(outcome.decision()), blocked_by(found));
        assert_eq!(
            shown.0, want.decision,
            "{note}\nsource: {source}\n{outcome:?}"
        );
        assert_eq!(shown.1, want.blocked_by, "{note}\nsource: {source}");
        for layer in Layer::ALL {
            let may = !want.may.iter().any(|it| it == layer.id()) || outcome.may.holds(layer);
            assert!(may, "{note}: {layer} may deny\nsource: {source}");
        }
        if want.decision == "undetermined" {
            assert!(
                resolve::checks(&drawn.tree, &drawn.question).is_err(),
                "{note}"
            );
        } else {
            let (_, verdict) = &reference(&drawn)[0];
            let shown = (verdict.decision.name(), &verdict.blocked_by);
            assert_eq!(shown.0, want.decision, "{note}: the reference");
            assert_eq!(shown.1, &want.blocked_by, "{note}: the reference");
        }
        count += 1;
    }
    assert!(count > 0);
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
    let worlds = number("WHY403_CASES", 2_000).min(2_000);
    let mut all = Vec::new();
    let mut counts = Counts::default();
    let mut decided: BTreeMap<&str, u64> = BTreeMap::new();
    let mut relations: BTreeMap<(&str, String), u64> = BTreeMap::new();
    for seed in 0..worlds {
        let mut rng = Rng::new(seed);
        let mut drawn = generate::tree(seed);
        let mut checks = reference(&drawn);
        let first = drawn.question.clone();
        for _ in 0..QUESTIONS {
            let worst = checks.iter().map(|it| it.1.decision).max().unwrap();
            *decided.entry(worst.name()).or_default() += 1;
            drawn.question = generate::another_question(&first, &mut rng);
            all.append(&mut checks);
            checks = reference(&drawn);
        }
        for (case, verdict) in all.drain(..) {
            counts.add(&case, &verdict);
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
        let share = decided.get(name).copied().unwrap_or(0) * 100 / (worlds * QUESTIONS);
        assert!(share >= at_least, "{share} % {name}: {decided:?}");
    }
}

/// With members missing, the answer is the true one or undetermined, and what truly denied is
/// among what may.
#[test]
fn what_is_missing_never_makes_a_wrong_answer() {
    let found = over(number("WHY403_CASES", CASES) / 6, |seed| {
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
            let may = |it: &&'static str| {
                let layer = Layer::ALL.into_iter().find(|layer| layer.id() == *it);
                outcome.may.holds(layer.unwrap())
            };
            let is_right = outcome.admits(decision_of(wanted)) && wanted.blocked_by.iter().all(may);
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
