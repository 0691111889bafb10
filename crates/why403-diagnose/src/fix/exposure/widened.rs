//! Under which other circumstances the same may be done then: conditions that statements put on
//! what was asked for, and that the change does not.
//!
//! One key at a time is given another value, the rest of the request stays as it was: where that
//! was denied and is let pass then, the change does not ask for the value.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::{Outcome, decide, standings};
use why403_engine::layers::Layers;
use why403_engine::resolve::{Library, resolve_with};
use why403_engine::truth::Truth;
use why403_model::policy::{ConditionTest, Family};
use why403_model::request::{Entry, Found, Request};

use super::Change;
use super::ask::{grown, is_of_way, is_told};
use super::contexts::{OF_CALLERS, any_value, each_alone, truth};
use crate::diagnosis::Diagnosis;
use crate::idea::value_for;

/// What the caller may do then whatever a condition key says, or under more of its values
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Widened {
    /// What was asked for
    pub action: String,
    /// On what, an ARN
    pub resource: String,
    /// The condition key, as a statement writes it
    pub key: String,
    /// Under which values of it, in order
    pub to: Vec<Circumstance>,
}

/// What a condition key says
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circumstance {
    /// Whatever it likes
    Whatever,
    /// Nothing
    Without,
    /// What no statement names
    Others,
    /// What matches a value as a statement writes it
    Value(String),
}

/// The same request in both worlds
struct Both<'b> {
    change: &'b Change<'b>,
    library: &'b Library,
    request: &'b Request,
    layers: (Layers, Layers),
}

/// What else a change lets the caller of an operation do of what it asks for.
///
/// - `again`: the operation, asked in the second world.
/// - Cost: for each check, the condition keys of the statements that speak of it, times their values.
pub(in crate::fix) fn of(change: &Change<'_>, again: &Diagnosis) -> Vec<Widened> {
    let library = Library::new();
    let mut found = Vec::new();
    for checked in &again.checks {
        let request = &checked.check.request;
        let both = Both {
            change,
            library: &library,
            request,
            layers: resolved(change, &library, request),
        };
        for tests in both.tests().values() {
            let to = both.circumstances(tests);
            let Some(first) = tests.first().filter(|_| !to.is_empty()) else {
                continue;
            };
            found.push(Widened {
                action: request.action.as_str().to_string(),
                resource: request.resource.clone(),
                key: first.key.text.clone(),
                to,
            });
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Keys that whoever asks, or what is asked for, settles: no request chooses them
fn is_settled(key: &str) -> bool {
    const OF_RESOURCES: [&str; 5] = [
        "aws:requestedregion",
        "aws:resourceaccount",
        "aws:userid",
        "kms:calleraccount",
        "s3:resourceaccount",
    ];
    OF_CALLERS.contains(&key) || OF_RESOURCES.contains(&key) || is_told(key)
}

/// The layers that a request meets in each world
fn resolved(change: &Change<'_>, library: &Library, request: &Request) -> (Layers, Layers) {
    let of = |world, assume| resolve_with(library, world, request, assume);
    let (worlds, assume) = (change.worlds, change.assume);
    (of(worlds.0, assume.0), of(worlds.1, assume.1))
}

impl Both<'_> {
    /// The tests of all statements that speak of the request, by key in lower case
    fn tests(&self) -> BTreeMap<String, Vec<&ConditionTest>> {
        let mut all: BTreeMap<String, Vec<&ConditionTest>> = BTreeMap::new();
        for layers in [&self.layers.0, &self.layers.1] {
            for standing in standings(layers, self.request) {
                let statements = &standing.policy.document.policy.statements;
                let statement = statements.get(standing.index);
                let spoken = statement.filter(|_| standing.speaks != Truth::No);
                for test in spoken.into_iter().flat_map(|it| &it.conditions) {
                    let key = test.key.text.to_ascii_lowercase();
                    if !is_settled(&key) {
                        all.entry(key).or_default().push(test);
                    }
                }
            }
        }
        all
    }

    /// Under which values of their key the tests tell that more passes than did
    fn circumstances(&self, tests: &[&ConditionTest]) -> Vec<Circumstance> {
        let Some(key) = tests.first().map(|it| it.key.text.as_str()) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        let mut is_bound = false;
        for (circumstance, entry) in candidates(tests) {
            if self.is_own(key, &entry) {
                continue;
            }
            let (was, is) = self.under(key, entry);
            is_bound |= is.is_denied() == Truth::Yes;
            if grown(Some(was), Some(is)).is_some() {
                all.push(circumstance);
            }
        }
        all.sort();
        all.dedup();
        let is_free = all
            .iter()
            .any(|it| matches!(it, Circumstance::Without | Circumstance::Others));
        if is_free && !is_bound {
            return alloc::vec![Circumstance::Whatever];
        }
        // What nobody tells of the request may be just what the change asks for.
        if self.request.context.find(&key.to_ascii_lowercase()) == Found::Unknown {
            all.clear();
        }
        all
    }

    /// Whether the request says that itself
    fn is_own(&self, key: &str, entry: &Entry) -> bool {
        match (self.request.context.find(&key.to_ascii_lowercase()), entry) {
            (Found::One(own), Entry::One(it)) => own == it,
            (Found::Many([own]), Entry::One(it)) => own == it,
            (Found::Absent, Entry::Absent) => true,
            _ => false,
        }
    }

    fn under(&self, key: &str, entry: Entry) -> (Outcome, Outcome) {
        let mut request = self.request.clone();
        request.context.set(key, entry);
        let of = |it: &Layers| decide(it, &request, Rules::Enforcement);
        if is_of_way(&key.to_ascii_lowercase()) {
            let layers = resolved(self.change, self.library, &request);
            return (of(&layers.0), of(&layers.1));
        }
        (of(&self.layers.0), of(&self.layers.1))
    }
}

/// What the key of some tests may say: each of the values that they name, none, and another
fn candidates(tests: &[&ConditionTest]) -> Vec<(Circumstance, Entry)> {
    let mut all = alloc::vec![(Circumstance::Without, Entry::Absent)];
    for test in tests {
        let name = test.operator.name;
        match name.family() {
            Family::String | Family::Arn | Family::Ip => {
                let fresh = Entry::One(fresh(name.family()).to_string());
                all.push((Circumstance::Others, fresh));
                for alone in each_alone(test) {
                    // Whether that meets the test or misses it, it is the value that is written.
                    let wanted = truth(!name.is_negated());
                    let entry = any_value(&alone, wanted).or_else(|| value_for(&alone, wanted));
                    let written = alone.values.first().map(|it| it.text.clone());
                    all.extend(written.map(Circumstance::Value).zip(entry));
                }
            }
            Family::Bool => all.extend(["true", "false"].map(|it| {
                let text = it.to_string();
                (Circumstance::Value(text.clone()), Entry::One(text))
            })),
            Family::Numeric | Family::Date | Family::Binary | Family::Null => {
                let either = [Truth::Yes, Truth::No].into_iter();
                let entries = either.filter_map(|it| value_for(test, it));
                let said = entries.filter(|it| *it != Entry::Absent);
                all.extend(said.map(|it| (Circumstance::Others, it)));
            }
        }
    }
    all
}

/// A value that no statement names
fn fresh(family: Family) -> &'static str {
    match family {
        Family::Arn => "arn:aws:any-other:::any-other",
        Family::Ip => "198.51.100.77",
        _ => "any-other",
    }
}
