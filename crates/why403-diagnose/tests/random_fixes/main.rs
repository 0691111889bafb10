//! Fixes of random denials: each that is called verified makes the request pass in the reference
//! evaluator, and changes nothing outside of what it says it opens and breaks.
//!
//! `WHY403_DENIALS=100000 cargo test -p why403-diagnose --test random_fixes -- --nocapture` takes
//! that many denials, `.ci/run` 30,000, and prints which got a fix; `WHY403_SEED=n` starts at
//! another world.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "../../../why403-engine/tests/asked/mod.rs"]
#[expect(dead_code, reason = "tests of the engine use the rest")]
mod asked;
mod sample;
mod tree;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;
use why403_diagnose::cause::{Cause, Certainty};
use why403_diagnose::diagnose;
use why403_diagnose::diagnosis::{Diagnosis, Overall};
use why403_diagnose::fix::{Access, Edit, Proof, VerifiedFix, Wanted, plans};
use why403_engine::resolve::Assume;
use why403_model::pattern::Glob;
use why403_model::world::World;
use why403_testkit::generate::{self, Drawn, Rng};
use why403_testkit::reference::{Decision, resolve};

use asked::{number, over, question_of, world_of};
use sample::{Pool, Sample};

/// Denials of a usual run
const DENIALS: u64 = 10_000;

/// By what alone denies: how many of a hundred such denials get a fix, at least.
///
/// A user or role can be allowed what it lacks, but for roles that a service keeps; a boundary is
/// widened where its policy can be edited; of keys and buckets some are AWS's own, and unsigned
/// callers get nothing.
const FLOORS: [(&str, u64); 3] = [
    ("identity implicit", 95),
    ("boundary implicit", 95),
    ("resource implicit", 60),
];

/// Questions to one world: drawing it takes longer than asking.
const QUESTIONS: u64 = 3;

/// Worlds that are drawn at once
const BLOCK: u64 = 2_000;

/// Other requests that are asked about each fix
const SAMPLES: usize = 16;

/// What is counted
#[derive(Default)]
struct Counts {
    denials: u64,
    /// By what denies: denials, and those that got a fix
    by_cause: BTreeMap<String, (u64, u64)>,
    /// By the kinds of its steps
    by_kind: BTreeMap<String, u64>,
    fixed: u64,
    fixes: u64,
    succeed: u64,
    depend: u64,
    /// Other requests that were asked about, and those to which the fix made a difference
    samples: u64,
    changed: u64,
    wrong: Vec<String>,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.denials += other.denials;
        self.fixed += other.fixed;
        self.fixes += other.fixes;
        self.succeed += other.succeed;
        self.depend += other.depend;
        self.samples += other.samples;
        self.changed += other.changed;
        self.wrong.extend(other.wrong);
        for (cause, (all, fixed)) in other.by_cause {
            let entry = self.by_cause.entry(cause).or_default();
            entry.0 += all;
            entry.1 += fixed;
        }
        for (kind, count) in other.by_kind {
            *self.by_kind.entry(kind).or_default() += count;
        }
    }

    fn shown(&self) -> String {
        let mut out = format!(
            "{} denials, {} got a fix; {} fixes: {} succeed, {} depend; {} other requests, {} changed\n",
            self.denials,
            self.fixed,
            self.fixes,
            self.succeed,
            self.depend,
            self.samples,
            self.changed
        );
        for (cause, (all, fixed)) in &self.by_cause {
            writeln!(out, "{fixed:>7} of {all:>7}  {cause}").unwrap();
        }
        for (kind, count) in &self.by_kind {
            writeln!(out, "{count:>7} {kind}").unwrap();
        }
        out
    }
}

/// What denies for certain: `identity implicit + scp explicit`
fn cause_of(diagnosis: &Diagnosis) -> String {
    let must = |it: &&Cause| it.certainty == Certainty::Must;
    let all = diagnosis.causes.iter().filter(must);
    let mut all: Vec<String> = all
        .map(|it| format!("{} {:?}", it.layer.id(), it.effect).to_lowercase())
        .collect();
    all.sort();
    all.dedup();
    all.join(" + ")
}

/// Whether every check of a question passes, in the reference
fn passes(tree: &Value, question: &Value) -> Result<bool, String> {
    for check in resolve::checks(tree, question)? {
        if check.decide()?.decision != Decision::Allow {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether one of what is declared speaks of a request
fn is_declared(all: &[Access], sample: &Sample) -> bool {
    let is_action = |it: &Access| {
        let mut named = it.actions();
        named.any(|it| it.eq_ignore_ascii_case(&sample.action))
    };
    all.iter().any(|it| {
        sample.who.contains(&it.who)
            && Glob::from_text(&it.resource).matches(&sample.resource)
            && is_action(it)
    })
}

/// What a fix says of itself, over lines
fn told(fix: &VerifiedFix, of: Option<&Sample>) -> String {
    let mut out = String::new();
    for step in fix.steps() {
        writeln!(out, "step: {} {:?}", step.text, step.request).unwrap();
        for edit in &step.world {
            match edit {
                Edit::Rewrite { old, new } => {
                    writeln!(out, "  from {}\n  to {}", old.text, new.text).unwrap();
                }
                Edit::Write { place, document } => {
                    writeln!(out, "  at {place:?} {}", document.text).unwrap();
                }
                other => writeln!(out, "  {other:?}").unwrap(),
            }
        }
    }
    let found = fix.exposure();
    for (word, all) in [("opens", &found.opens), ("breaks", &found.breaks)] {
        let is_of = |it: &&Access| of.is_none_or(|of| of.who.contains(&it.who));
        writeln!(out, "{word} {} things", all.len()).unwrap();
        for it in all.iter().filter(is_of) {
            let (who, action, resource) = (&it.who, &it.action, &it.resource);
            writeln!(out, "{word} {:?} {who:?} {action} {resource}", it.certainty).unwrap();
        }
    }
    out
}

fn check(drawn: &Drawn, world: &World, fix: &VerifiedFix, rng: &mut Rng, counts: &mut Counts) {
    let (tree, question) = (&drawn.tree, &drawn.question);
    let mut wrong = |what: String, of: Option<&Sample>| {
        let question = format!("question: {question}");
        counts
            .wrong
            .push([what, told(fix, of), question].join("\n"));
    };
    let edited = match (
        tree::edited(tree, fix.steps()),
        tree::changed(question, fix.steps()),
    ) {
        (Ok(tree), Ok(question)) => (tree, question),
        (Err(why), _) | (_, Err(why)) => return wrong(format!("it cannot be made: {why}"), None),
    };
    let (after, asked) = edited;
    match (fix.proof(), passes(&after, &asked)) {
        (Proof::Succeeds, Ok(true)) => counts.succeed += 1,
        (Proof::Succeeds, found) => return wrong(format!("it does not succeed: {found:?}"), None),
        (Proof::Depends(gaps), _) if gaps.is_empty() => {
            return wrong("it depends on nothing that is told".to_owned(), None);
        }
        (Proof::Depends(_), _) => counts.depend += 1,
    }
    if fix.steps().iter().all(|it| it.world.is_empty()) {
        return;
    }
    let pool = Pool::new(world, question, fix.steps());
    for _ in 0..SAMPLES {
        let sample = pool.draw(rng);
        let (Ok(was), Ok(is)) = (sample.passes(tree), sample.passes(&after)) else {
            continue;
        };
        counts.samples += 1;
        if was == is {
            continue;
        }
        counts.changed += 1;
        let (verb, declared) = if is {
            ("opens", &fix.exposure().opens)
        } else {
            ("breaks", &fix.exposure().breaks)
        };
        if !is_declared(declared, &sample) {
            let what = format!("it {verb} what it does not tell: {}", sample.shown());
            wrong(what, Some(&sample));
        }
    }
}

fn ask(drawn: &Drawn, world: &World, rng: &mut Rng) -> Counts {
    let mut counts = Counts::default();
    let assume = Assume::default();
    let diagnosis = diagnose(question_of(&drawn.question, world), world, &assume);
    if diagnosis.decision != Overall::Deny {
        return counts;
    }
    counts.denials = 1;
    let found = plans(&diagnosis, world, &assume, &Wanted::default()).found;
    counts.fixed = u64::from(!found.is_empty());
    counts
        .by_cause
        .insert(cause_of(&diagnosis), (1, counts.fixed));
    for fix in &found {
        counts.fixes += 1;
        let kinds: Vec<&str> = fix.steps().iter().map(|it| it.kind).collect();
        *counts.by_kind.entry(kinds.join(" + ")).or_default() += 1;
        check(drawn, world, fix, rng, &mut counts);
    }
    counts
}

#[test]
fn every_fix_of_a_random_denial_cures_it_and_does_only_what_it_tells() {
    let wanted = number("WHY403_DENIALS", DENIALS);
    let size = number("WHY403_BLOCK", BLOCK);
    let mut all = Counts::default();
    let mut block = 0;
    while all.denials < wanted {
        let found = over(size, |seed| {
            let seed = seed + block * size;
            let mut rng = Rng::new(seed);
            let mut drawn = generate::tree(seed);
            let world = world_of(&drawn.tree);
            let first = drawn.question.clone();
            let mut counts = Counts::default();
            for _ in 0..QUESTIONS {
                counts.add(ask(&drawn, &world, &mut rng));
                drawn.question = generate::another_question(&first, &mut rng);
            }
            for wrong in &mut counts.wrong {
                *wrong = format!("seed {seed}: {wrong}");
            }
            counts
        });
        for counts in found {
            all.add(counts);
        }
        block += 1;
    }
    println!("{}", all.shown());
    // Who proposes nothing is never wrong.
    for (cause, floor) in FLOORS {
        let (denials, fixed) = all.by_cause.get(cause).copied().unwrap_or_default();
        assert!(
            denials > 0 && fixed * 100 >= denials * floor,
            "{fixed} of {denials}: {cause}"
        );
    }
    let shown: Vec<&str> = all
        .wrong
        .iter()
        .take(usize::try_from(number("WHY403_SHOWN", 12)).unwrap())
        .map(String::as_str)
        .collect();
    assert!(
        all.wrong.is_empty(),
        "{} are wrong\n{}",
        all.wrong.len(),
        shown.join("\n\n")
    );
}
