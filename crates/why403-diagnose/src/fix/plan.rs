//! Plans: the smallest sets of fixes that make an operation succeed, found by search with the
//! evaluator as judge.
//!
//! One step cures one cause, the first that is certain; then all is asked again on the copy, until
//! nothing denies for certain. A later step may cure what an earlier one did: a key policy that
//! names the caller needs no identity policy beside it. So each step is left out once, and stays
//! only where the plan does not cure as well without it.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::request::{Entry, Found};
use why403_model::world::{Document, World};

use super::edit::Edit;
use super::exposure::{ANY_SERVICE, Access, Who};
use super::owner::Owner;
use super::propose;
use super::request::RequestEdit;
use super::stop::Stop;
use super::verify::{Fix, Proof, VerifiedFix, tried, verify};
use super::wanted::{Publicness, Wanted};
use super::{intent, public, stopped};
use crate::cause::{Cause, Certainty};
use crate::diagnosis::{Diagnosis, Overall};
use crate::operation::outcome::Outcome;

/// Steps of the longest plan
const LONGEST: usize = 12;

/// Evaluations that a search may take
const TRIALS: usize = 200;

/// Plans that are proven and shown
const SHOWN: usize = 4;

/// Plans that are found before the search ends: some may open more than others
const FOUND: usize = 6;

/// What can be done about a denied operation, and what is not done
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// Proven plans, the one that opens least first; of those that open alike, the one for which
    /// the fewest have to act; those that touch a fence of the organization last
    pub found: Vec<VerifiedFix>,
    /// Causes that are not edited away, in the order of [`Diagnosis::causes`]
    pub stopped: Vec<Stopped>,
    /// What to do for an intent that no world can prove, in sentences, the best first
    pub advice: Vec<String>,
}

/// A cause that is not edited away
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// The cause, by its place in [`Diagnosis::causes`]; `None` where it is the whole operation
    pub cause: Option<usize>,
    /// The rule
    pub stop: Stop,
    /// What to do instead, in one sentence
    pub instead: String,
}

/// The plans for a denied operation.
///
/// Nothing is found where nothing denies for certain, where the symptom contradicts the world, or
/// where nothing may be edited; then [`Plans::stopped`] says why, and what to do instead.
#[must_use]
pub fn plans(diagnosis: &Diagnosis, world: &World, assume: &Assume, wanted: &Wanted) -> Plans {
    if diagnosis.contradiction.is_some() {
        return Plans::default();
    }
    // What is missing is not cured by a right to list: that shows 404 in place of 403.
    let is_missing = matches!(
        diagnosis.outcome,
        Outcome::AuthorizedButMissing | Outcome::Missing
    );
    if is_missing {
        return Plans {
            stopped: alloc::vec![stopped::missing_key(diagnosis, world)],
            ..Plans::default()
        };
    }
    // No policy lifts it, and no world tells whether the code was sent.
    if let Some(locked) = stopped::mfa_delete(diagnosis, world) {
        return Plans {
            stopped: alloc::vec![locked],
            ..Plans::default()
        };
    }
    if first(diagnosis).is_none() {
        return Plans::default();
    }
    let mut search = Search {
        diagnosis,
        world,
        assume,
        wanted,
        trials: 0,
        // A way of an intent asks another question: the step that says so stays.
        given: usize::from(wanted.intent.is_some()),
        found: Vec::new(),
    };
    let mut door = intent::Door::default();
    if wanted.intent.is_some() {
        door = intent::open(diagnosis, world, assume, wanted);
        for fix in &door.ways {
            search.after(fix);
        }
    } else {
        search.from(diagnosis, world, &mut Vec::new());
    }
    let mut found = Vec::new();
    let mut is_public = None;
    for steps in &search.found {
        let Ok(plan) = verify(steps, &diagnosis.question, world, assume) else {
            continue;
        };
        match public::refusal(&plan, world) {
            Some(why) if wanted.public == Publicness::Refused => is_public = Some(why),
            Some(_) | None => found.push(plan),
        }
    }
    // Ways of an intent come in the order in which they are to be tried.
    if wanted.intent.is_none() {
        found.sort_by_key(|it| (fences(it), weight(it), actors(it), it.steps().len()));
    }
    found.truncate(SHOWN);
    let mut all = stopped::all(diagnosis, world, wanted, found.is_empty());
    all.extend(door.stopped);
    all.extend(is_public.map(|why| stopped::public(&why)));
    Plans {
        found,
        stopped: all,
        advice: door.advice,
    }
}

struct Search<'s> {
    diagnosis: &'s Diagnosis,
    world: &'s World,
    assume: &'s Assume,
    wanted: &'s Wanted,
    trials: usize,
    /// First steps that no search found, and that stay
    given: usize,
    found: Vec<Vec<Fix>>,
}

impl Search<'_> {
    /// Looks for plans that begin with a step
    fn after(&mut self, fix: &Fix) {
        let mut steps = alloc::vec![fix.clone()];
        self.trials += 1;
        if let Ok((edited, next)) = tried(&steps, &self.diagnosis.question, self.world, self.assume)
        {
            self.from(&next, &edited, &mut steps);
        }
    }

    /// The steps without those that the others make needless, the first of them first.
    ///
    /// - `cured`: the answer where all are made. The last is needed: before it something denied.
    fn least(&mut self, mut steps: Vec<Fix>, cured: &Diagnosis) -> Vec<Fix> {
        let mut index = self.given;
        while index + 1 < steps.len() {
            let mut fewer = steps.clone();
            let left = fewer.remove(index);
            if stays(&left, &fewer) {
                index += 1;
                continue;
            }
            self.trials += 1;
            let again = tried(&fewer, &self.diagnosis.question, self.world, self.assume);
            match again {
                Ok((_, again)) if is_as_good(&again, cured) => steps = fewer,
                Ok(_) | Err(_) => index += 1,
            }
        }
        steps
    }

    /// Whether a step sends again what an earlier one changed: an Allow asks for what a Deny is
    /// for, and no way leads on from there
    fn takes_back(&self, fix: &Fix, steps: &[Fix]) -> bool {
        let asked = &self.diagnosis.question.request.context;
        let was = |key: &str, entry: &Entry| match asked.find(key) {
            Found::One(value) => *entry == Entry::One(value.to_string()),
            Found::Many(values) => *entry == Entry::Many(values.to_vec()),
            Found::Absent => *entry == Entry::Absent,
            Found::Unknown => false,
        };
        sent(fix).any(|(key, entry)| {
            let earlier = steps.iter().flat_map(sent);
            let earlier: Vec<&Entry> = earlier
                .filter(|(it, _)| it.eq_ignore_ascii_case(key))
                .map(|(_, entry)| entry)
                .collect();
            !earlier.is_empty() && (was(key, entry) || earlier.contains(&entry))
        })
    }

    /// Looks for plans that go on from here
    fn from(&mut self, at: &Diagnosis, edited: &World, steps: &mut Vec<Fix>) {
        let Some(cause) = first(at) else {
            if at.decision != Overall::Deny {
                let least = self.least(steps.clone(), at);
                // The same steps in another order are the same plan.
                let is_it = |it: &Vec<Fix>| {
                    it.len() == least.len() && least.iter().all(|step| it.contains(step))
                };
                if !self.found.iter().any(is_it) {
                    self.found.push(least);
                }
            }
            return;
        };
        let Some(checked) = at.checks.get(cause.check).filter(|_| steps.len() < LONGEST) else {
            return;
        };
        for fix in propose::fixes(cause, checked, edited, self.wanted) {
            if self.takes_back(&fix, steps) {
                continue;
            }
            if self.trials >= TRIALS || self.found.len() >= FOUND {
                return;
            }
            self.trials += 1;
            steps.push(fix);
            let question = &self.diagnosis.question;
            if let Ok((edited, next)) = tried(steps, question, self.world, self.assume)
                && !next
                    .causes
                    .iter()
                    .any(|it| is_same(it, cause) && asked(&next, it) == asked(at, cause))
            {
                self.from(&next, &edited, steps);
            }
            steps.pop();
        }
    }
}

/// The condition keys that a step changes in the request
fn sent(fix: &Fix) -> impl Iterator<Item = (&str, &Entry)> {
    fix.request.iter().filter_map(|it| match it {
        RequestEdit::Context { key, entry } => Some((key.as_str(), entry)),
        RequestEdit::Sent { .. }
        | RequestEdit::Again
        | RequestEdit::By(_)
        | RequestEdit::Session { .. } => None,
    })
}

/// Whether a step is not tried without: what refused before any policy, no policy cures; and a
/// document that another step goes on from has both changes in it
fn stays(step: &Fix, others: &[Fix]) -> bool {
    let made: Vec<_> = step.world.iter().filter_map(|it| documents(it).1).collect();
    let mut gone_on_from = others.iter().flat_map(|it| &it.world);
    let is_built_on = gone_on_from.any(|it| documents(it).0.is_some_and(|old| made.contains(&old)));
    is_built_on || step.request.contains(&RequestEdit::Again)
}

/// The document that an edit goes on from, and the one that it leaves
fn documents(edit: &Edit) -> (Option<&Arc<Document>>, Option<&Arc<Document>>) {
    match edit {
        Edit::Rewrite { old, new } => (Some(old), Some(new)),
        Edit::Write { document, .. } => (None, Some(document)),
        Edit::PublicAccessBlock { .. }
        | Edit::Ownership { .. }
        | Edit::Acl { .. }
        | Edit::Grant { .. }
        | Edit::Tag { .. }
        | Edit::Encryption { .. }
        | Edit::Reencrypt { .. } => (None, None),
    }
}

/// Whether what one answer leaves open, another does: never a denial, and no fact more
fn is_as_good(one: &Diagnosis, other: &Diagnosis) -> bool {
    match one.decision {
        Overall::Allow => true,
        Overall::Deny => false,
        Overall::Undetermined => {
            let open = other.unknowns.iter().filter(|it| it.matters);
            let open: Vec<_> = open.collect();
            let mut depends = one.unknowns.iter().filter(|it| it.matters);
            other.decision == Overall::Undetermined && depends.all(|it| open.contains(&it))
        }
    }
}

/// The first cause that denies whatever is unknown
fn first(diagnosis: &Diagnosis) -> Option<&Cause> {
    let mut causes = diagnosis.causes.iter();
    causes.find(|it| it.certainty == Certainty::Must)
}

/// What the check of a cause is about: another key than before is another cause
fn asked<'d>(diagnosis: &'d Diagnosis, cause: &Cause) -> Option<&'d str> {
    let checked = diagnosis.checks.get(cause.check)?;
    Some(checked.check.request.resource.as_str())
}

/// Whether a cause is still there after a step that was to cure it
fn is_same(one: &Cause, other: &Cause) -> bool {
    let statement = |it: &Cause| {
        let decider = it.decider.as_ref()?;
        Some((decider.document.label.clone(), decider.statement))
    };
    (one.check, one.layer, one.effect, one.gate)
        == (other.check, other.layer, other.effect, other.gate)
        && one.certainty == Certainty::Must
        && statement(one) == statement(other)
}

/// Whether a plan touches what the organization set up: never the first way
fn fences(fix: &VerifiedFix) -> bool {
    fix.steps()
        .iter()
        .any(|it| it.owner == Owner::Organization && !it.world.is_empty())
}

/// How much a plan opens, the widest first: to anybody, to some whom the world does not list, to
/// those that it names, for each of them on patterns before single resources; last, whether its
/// proof depends on anything. What only may be open in buckets and keys that nobody lists counts
/// for nothing. Last but one come conditions that the change does not put on what was asked for.
fn weight(fix: &VerifiedFix) -> ([usize; 6], usize, bool) {
    let is_elsewhere = |it: &&Access| {
        let begins = ["arn:aws:s3:::*", "arn:aws:kms:*"];
        it.certainty == Certainty::May && begins.iter().any(|begin| it.resource.starts_with(begin))
    };
    let opens = || fix.exposure().opens.iter().filter(|it| !is_elsewhere(it));
    let all = [Reach::Anybody, Reach::Some, Reach::Named]
        .into_iter()
        .flat_map(|reach| [true, false].map(|is_pattern| (reach, is_pattern)));
    let mut weights = [0; 6];
    for (weight, (reach, is_pattern)) in weights.iter_mut().zip(all) {
        let is_it =
            |it: &&Access| reach_of(&it.who) == reach && it.resource.contains('*') == is_pattern;
        *weight = actions(opens().filter(is_it));
    }
    let depends = matches!(fix.proof(), Proof::Depends(_));
    (weights, fix.widened().len(), depends)
}

/// How many may be behind a caller
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Whoever likes to
    Anybody,
    /// An account, an organization, those of an identity provider, services: nobody lists them
    Some,
    /// One that is named
    Named,
}

fn reach_of(who: &Who) -> Reach {
    match who {
        Who::Anonymous | Who::AnyAccount => Reach::Anybody,
        Who::Unlisted(_) | Who::Organization(_) | Who::Federated(_) => Reach::Some,
        Who::Service(name) if name == ANY_SERVICE => Reach::Some,
        Who::Service(_) | Who::Principal(_) => Reach::Named,
    }
}

/// How many actions, those that nothing tells apart among them
fn actions<'a>(all: impl Iterator<Item = &'a Access>) -> usize {
    all.map(|it| 1 + it.alike.len()).sum()
}

/// How many have to act
fn actors(fix: &VerifiedFix) -> usize {
    let mut all: Vec<_> = fix.steps().iter().map(|it| &it.owner).collect();
    all.sort();
    all.dedup();
    all.len()
}
