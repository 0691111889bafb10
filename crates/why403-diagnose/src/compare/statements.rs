//! Statements that take effect on one side only, and which element of them tells the sides apart.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_engine::condition::Reason;
use why403_engine::trace::{LayerTrace, PolicyTrace, StatementTrace, TestTrace};
use why403_engine::truth::Truth;
use why403_model::policy::{ConditionTest, Effect, Statement};
use why403_model::request::Request;
use why403_model::span::Span;
use why403_model::world::Document;

use super::{Had, Pair};
use crate::cause;
use crate::diagnosis::Checked;

/// A statement that takes effect on one side and not, or not for certain, on the other
#[derive(Clone, Debug)]
pub struct StatementPart {
    /// Its document: that of the failing side, where that side has it
    pub document: Arc<Document>,
    /// The organization's node it is attached to, for SCPs and RCPs
    pub level: Option<String>,
    /// Its place in the document, from 0
    pub statement: usize,
    /// Allow or Deny
    pub effect: Effect,
    /// Whether it takes effect; `None` where that side has no such statement
    pub outcomes: Pair<Option<Truth>>,
    /// The elements that tell the sides apart, in the order of the statement
    pub elements: Vec<Element>,
}

/// One element of a statement that holds on one side only
#[derive(Clone, Debug)]
pub struct Element {
    /// `Principal`, `Action`, `Resource` or `Condition`
    pub name: &'static str,
    /// The operator and key of a condition, as written
    pub test: Option<(String, String)>,
    /// What the policy wants on either side, variables filled in
    pub wanted: Pair<Vec<String>>,
    /// What the request has on either side
    pub found: Pair<Had>,
    /// Whether it holds on either side
    pub holds: Pair<Truth>,
    /// Where it is written in the part's document
    pub at: Span,
}

/// A statement, its trace and its document
#[derive(Clone, Copy)]
struct Traced<'d> {
    policy: &'d PolicyTrace,
    trace: &'d StatementTrace,
    source: &'d Statement,
}

impl Traced<'_> {
    /// Whether both are the same statement of the same document, on two sides
    fn is_twin(&self, other: &Self) -> bool {
        let (one, two) = (&self.policy.policy.document, &other.policy.policy.document);
        let is_document = is_same_document(one, two) && self.policy.level == other.policy.level;
        let sid = |it: &Self| it.source.sid.as_ref().map(|it| it.text.clone());
        let is_named = match (sid(self), sid(other)) {
            (Some(one), Some(two)) => one == two,
            (None, None) => self.trace.index == other.trace.index,
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_document && is_named
    }
}

/// Whether two documents are one, at two times: by ARN, else by what they are
pub(super) fn is_same_document(one: &Document, two: &Document) -> bool {
    match (&one.arn, &two.arn) {
        (Some(one), Some(two)) => one == two,
        (None, None) => one.label == two.label,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The statements of a layer that part two checks, Denies first where a Deny refuses.
pub(super) fn parting(checks: Pair<Option<&Checked>>, layer: Layer) -> Vec<StatementPart> {
    let traced = checks.map(|it| it.map(|it| statements(it, layer)).unwrap_or_default());
    let requests = checks.map(|it| it.map(|it| &it.check.request));
    let mut all: Vec<StatementPart> = Vec::new();
    for fails in &traced.fails {
        let works = traced.works.iter().find(|it| it.is_twin(fails));
        all.extend(part(Pair::new(works, Some(fails)), requests));
    }
    for works in &traced.works {
        if !traced.fails.iter().any(|it| it.is_twin(works)) {
            all.extend(part(Pair::new(Some(works), None), requests));
        }
    }
    // A Deny decides alone; of an Allow there may be another one.
    all.sort_by_key(|it| it.effect == Effect::Allow);
    all
}

fn statements(checked: &Checked, layer: Layer) -> Vec<Traced<'_>> {
    let layers = checked.evaluation.layers.iter();
    let of_layer: Vec<&LayerTrace> = layers.filter(|it| it.layer == layer).collect();
    let policies = of_layer.into_iter().flat_map(|it| &it.policies);
    let statements = policies.flat_map(|policy| {
        let sources = &policy.policy.document.policy.statements;
        let traced = policy.statements.iter();
        traced.filter_map(move |trace| {
            let source = sources.get(trace.index)?;
            Some(Traced {
                policy,
                trace,
                source,
            })
        })
    });
    statements.collect()
}

fn part(
    found: Pair<Option<&Traced<'_>>>,
    requests: Pair<Option<&Request>>,
) -> Option<StatementPart> {
    let outcomes = found.map(|it| it.map(|it| it.trace.outcome));
    let effects = outcomes.map(|it| it.unwrap_or(Truth::No));
    if effects.is_same() {
        return None;
    }
    let shown = found.fails.or(found.works)?;
    let elements = match found {
        Pair {
            works: Some(works),
            fails: Some(fails),
        } => elements(Pair::new(works, fails), requests),
        _ => Vec::new(),
    };
    Some(StatementPart {
        document: shown.policy.policy.document.clone(),
        level: shown.policy.level.clone(),
        statement: shown.trace.index,
        effect: shown.trace.effect,
        outcomes,
        elements,
    })
}

/// The elements whose answer differs
fn elements(found: Pair<&Traced<'_>>, requests: Pair<Option<&Request>>) -> Vec<Element> {
    let mut all = Vec::new();
    let shown = found.fails.source;
    let had = |of: fn(&Request) -> String| {
        requests.map(|it| it.map_or(Had::Unknown, |it| Had::one(of(it))))
    };
    let mut add = |name, holds: Pair<Truth>, wanted, found, at| {
        if !holds.is_same() {
            all.push(Element {
                name,
                test: None,
                wanted,
                found,
                holds,
                at,
            });
        }
    };
    let principals = found.map(|it| {
        let element = it.source.principal.iter();
        let values = element.flat_map(|it| &it.values);
        values.map(|it| it.value.text.clone()).collect()
    });
    add(
        "Principal",
        found.map(|it| it.trace.principal),
        principals,
        had(|it| it.principal.to_string()),
        shown.principal.as_ref().map_or(shown.at, |it| it.at),
    );
    let listed = |it: &Statement| it.action.values.iter().map(|it| it.text.clone()).collect();
    add(
        "Action",
        found.map(|it| Truth::of(it.trace.action)),
        found.map(|it| listed(it.source)),
        had(|it| it.action.to_string()),
        shown.action.at,
    );
    let resources = found.map(|it| {
        let element = it.source.resource.iter();
        let values = element.flat_map(|it| &it.values);
        values.map(|it| it.text.clone()).collect()
    });
    add(
        "Resource",
        found.map(|it| it.trace.resource),
        resources,
        had(|it| it.resource.clone()),
        shown.resource.as_ref().map_or(shown.at, |it| it.at),
    );
    all.extend(tests(found));
    all
}

/// The tests of a condition whose answer differs; a changed statement's are found by their key
fn tests(found: Pair<&Traced<'_>>) -> Vec<Element> {
    let of = |it: &Traced<'_>| -> Vec<(TestTrace, ConditionTest)> {
        let traces = it.trace.conditions.iter();
        let written = |trace: &TestTrace| it.source.conditions.get(trace.index).cloned();
        let pairs = traces.filter_map(|trace| Some((trace.clone(), written(trace)?)));
        pairs.collect()
    };
    let works = of(found.works);
    let mut all = Vec::new();
    for (trace, written) in of(found.fails) {
        let is_twin = |(other, _): &&(TestTrace, ConditionTest)| other.key == trace.key;
        let same_place = works.iter().find(|(other, it)| {
            other.key == trace.key && it.operator_text.text == written.operator_text.text
        });
        let Some((other, other_written)) = same_place.or_else(|| works.iter().find(is_twin)) else {
            continue;
        };
        let holds = Pair::new(other.outcome, trace.outcome);
        if holds.is_same() {
            continue;
        }
        all.push(Element {
            name: "Condition",
            test: Some((written.operator_text.text.clone(), written.key.text.clone())),
            wanted: Pair::new(
                cause::wanted(other, other_written),
                cause::wanted(&trace, &written),
            ),
            found: Pair::new(had(other), had(&trace)),
            holds,
            at: written.at,
        });
    }
    all
}

fn had(test: &TestTrace) -> Had {
    match (&test.found, test.reason) {
        (_, Reason::KeyUnknown) => Had::Unknown,
        (Some(values), _) => Had::Values(values.clone()),
        (None, _) => Had::Absent,
    }
}
