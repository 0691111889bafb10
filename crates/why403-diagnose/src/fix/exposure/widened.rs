//! Under which other circumstances the same may be done then: conditions that statements put on
//! what was asked for, and that the change does not.
//!
//! One key at a time is given another value, the rest of the request stays as it was: where that
//! was denied and is let pass then, the change does not ask for the value.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::derive;
use why403_engine::evaluate::{Outcome, decide, standings};
use why403_engine::keys::UsedKey;
use why403_engine::layers::Layers;
use why403_engine::resolve::{Library, resolve_with};
use why403_engine::truth::Truth;
use why403_model::policy::{ConditionTest, Effect, Family};
use why403_model::request::{Entry, Found, Request};
use why403_model::value::{Address, BareV6, Network};

use super::ask::{grown, is_of_way, is_told};
use super::contexts::{OF_CALLERS, any_value, each_alone, truth};
use super::{Change, scope};
use crate::diagnosis::Diagnosis;
use crate::fix::between::Difference;
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
    /// Whatever it likes, as far as it was tried
    Whatever,
    /// Nothing
    Without,
    /// What the request does not say, and no statement either; of numbers and dates, more or less
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
/// - `differences`: what `between` finds.
/// - `again`: the operation, asked in the second world.
/// - Cost: for each check, the condition keys of the statements that speak of it, times their values.
pub(in crate::fix) fn of(
    change: &Change<'_>,
    differences: &[Difference],
    again: &Diagnosis,
) -> Vec<Widened> {
    let library = Library::new();
    let changed = scope::changed(change, differences);
    let mut found = Vec::new();
    for checked in &again.checks {
        let request = &checked.check.request;
        let both = Both {
            change,
            library: &library,
            request,
            layers: resolved(change, &library, request),
        };
        for (lowered, tests) in both.tests(&changed) {
            let to = both.circumstances(&lowered, &tests);
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
const SETTLED: [&str; 10] = [
    "aws:principalisawsservice",
    "aws:requestedregion",
    "aws:resourceaccount",
    "aws:userid",
    "ec2:sourceinstancearn",
    "kms:calleraccount",
    "lambda:sourcefunctionarn",
    "s3:accessgrantsinstancearn",
    "s3:accesspointnetworkorigin",
    "s3:resourceaccount",
];

/// The same by their beginnings: which service asks, which access point it is, and what a key is
const SETTLED_KINDS: [&str; 5] = [
    "kms:key",
    "kms:multiregion",
    "kms:resourcealiases",
    "s3:dataaccesspoint",
    "aws:principalservicename",
];

/// Keys that every request has. Source: `spec/iam.md` D.1.
const ALWAYS: [&str; 5] = [
    "aws:currenttime",
    "aws:epochtime",
    "aws:securetransport",
    "aws:useragent",
    "aws:viaawsservice",
];

/// Whether a request of this caller may say one thing or another
fn is_free(key: &str, request: &Request) -> bool {
    !SETTLED.contains(&key)
        && !SETTLED_KINDS.iter().any(|it| key.starts_with(it))
        && !OF_CALLERS.contains(&key)
        && !is_told(key)
        && !derive::cannot_carry(request, &UsedKey::new(key.to_string()))
}

/// The layers that a request meets in each world
fn resolved(change: &Change<'_>, library: &Library, request: &Request) -> (Layers, Layers) {
    let of = |world, assume| resolve_with(library, world, request, assume);
    let (worlds, assume) = (change.worlds, change.assume);
    (of(worlds.0, assume.0), of(worlds.1, assume.1))
}

impl Both<'_> {
    /// The tests of all statements that speak of the request, by key in lower case, where one of
    /// them decides what the change does: an Allow, or a Deny that changes
    fn tests(&self, changed: &BTreeSet<String>) -> BTreeMap<String, Vec<&ConditionTest>> {
        let mut all: BTreeMap<String, Vec<&ConditionTest>> = BTreeMap::new();
        let mut deciding = BTreeSet::new();
        for layers in [&self.layers.0, &self.layers.1] {
            for standing in standings(layers, self.request) {
                let document = &standing.policy.document;
                let statement = document.policy.statements.get(standing.index);
                let Some(statement) = statement.filter(|_| standing.speaks != Truth::No) else {
                    continue;
                };
                let decides = statement.effect == Effect::Allow
                    || changed.contains(statement.at.of(&document.text));
                for test in &statement.conditions {
                    let key = test.key.text.to_ascii_lowercase();
                    if decides && is_free(&key, self.request) {
                        deciding.insert(key.clone());
                    }
                    all.entry(key).or_default().push(test);
                }
            }
        }
        all.retain(|key, _| deciding.contains(key));
        all
    }

    /// Under which values of their key the tests tell that more passes than did
    fn circumstances(&self, lowered: &str, tests: &[&ConditionTest]) -> Vec<Circumstance> {
        let mut all = Vec::new();
        let mut is_bound = false;
        for (circumstance, entry) in candidates(lowered, tests) {
            if self.is_own(lowered, &entry) {
                continue;
            }
            let (was, is) = self.under(lowered, entry);
            // What is not known, such as an endpoint's policy, binds no more than it did.
            is_bound |= is.is_denied() == Truth::Yes;
            if grown(Some(was), Some(is)).is_some() {
                all.push(circumstance);
            }
        }
        all.sort();
        all.dedup();
        let mut families = tests.iter().map(|it| it.operator.name.family());
        let is_bool = families.all(|it| matches!(it, Family::Bool | Family::Null));
        let is_any = all.contains(&Circumstance::Others) || is_bool && !all.is_empty();
        if is_any && !is_bound {
            return alloc::vec![Circumstance::Whatever];
        }
        // What nobody tells of the request may be just the value that the change asks for.
        if self.request.context.find(lowered) == Found::Unknown {
            all.retain(|it| !matches!(it, Circumstance::Value(_)));
        }
        all
    }

    /// Whether the request says that itself
    fn is_own(&self, lowered: &str, entry: &Entry) -> bool {
        match (self.request.context.find(lowered), entry) {
            (Found::One(own), Entry::One(it)) => own == it,
            (Found::Many([own]), Entry::One(it)) => own == it,
            (Found::Absent, Entry::Absent) => true,
            _ => false,
        }
    }

    fn under(&self, lowered: &str, entry: Entry) -> (Outcome, Outcome) {
        let mut request = self.request.clone();
        request.context.set(lowered, entry);
        let of = |it: &Layers| decide(it, &request, Rules::Enforcement);
        if is_of_way(lowered) {
            let layers = resolved(self.change, self.library, &request);
            return (of(&layers.0), of(&layers.1));
        }
        (of(&self.layers.0), of(&self.layers.1))
    }
}

/// What the key of some tests may say: each of the values that they name, none, and another
fn candidates(lowered: &str, tests: &[&ConditionTest]) -> Vec<(Circumstance, Entry)> {
    let others = |it: &str| (Circumstance::Others, Entry::One(it.to_string()));
    let mut all = Vec::new();
    if !ALWAYS.contains(&lowered) {
        all.push((Circumstance::Without, Entry::Absent));
    }
    for test in tests {
        let name = test.operator.name;
        match name.family() {
            Family::String | Family::Arn | Family::Ip => {
                all.extend(fresh(name.family(), tests).map(others));
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
            // On both sides of every bound, and on each.
            Family::Numeric | Family::Date => {
                let ends = match name.family() {
                    Family::Numeric => ["0", "999999999"],
                    _ => ["1971-01-01T00:00:00Z", "2999-01-01T00:00:00Z"],
                };
                let bounds = test.values.iter().map(|it| it.text.as_str());
                all.extend(bounds.chain(ends).map(others));
            }
            Family::Binary | Family::Null => {}
        }
    }
    all
}

/// A value that no statement names, where there is one
fn fresh(family: Family, tests: &[&ConditionTest]) -> Option<&'static str> {
    let values = || tests.iter().flat_map(|it| &it.values);
    match family {
        Family::Arn => Some("arn:aws:any-other:::any-other"),
        Family::Ip => [
            "198.51.100.77",
            "203.0.113.77",
            "192.0.2.77",
            "8.8.8.8",
            "2001:db8::77",
        ]
        .into_iter()
        .find(|it| {
            let address = Address::parse(it);
            let mut networks = values().filter_map(|it| Network::parse(&it.text, BareV6::Slash128));
            address.is_some_and(|it| !networks.any(|own| own.contains(it)))
        }),
        _ => Some("any-other"),
    }
}
