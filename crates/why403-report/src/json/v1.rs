//! `why403/diagnosis/v1`: the answer to one question, for programs.
//!
//! A change that breaks readers is a `v2` beside this file. Engine types are not serialized; what
//! is written here is written on purpose.

use serde::Serialize;
use why403_diagnose::Triage;
use why403_diagnose::cause::Cause;
use why403_diagnose::diagnosis::{Checked, Diagnosis, Overall, Unknown};
use why403_diagnose::fix::VerifiedFix;
use why403_diagnose::idea::{Idea, Tried};
use why403_diagnose::near_miss::{Missed, NearMiss};
use why403_diagnose::operation::PlannedCheck;
use why403_diagnose::symptom::Symptom;
use why403_engine::evaluate::Decision;
use why403_engine::trace::{LayerTrace, PolicyTrace, StatementTrace};
use why403_engine::truth::Truth;
use why403_engine::verdict::{Layer, Strength, Verdict, Verdicts};
use why403_model::policy::Effect;
use why403_model::span::Position;
use why403_model::world::Document;

use super::fix::{StoppedJson, VerifiedJson, stopped, verified};
use super::simulate::{decision, layers};
use super::triage::{self, CandidateJson, LookJson, ProgressJson, StandingJson, SuspectJson};
use crate::groups::Log;
use crate::words;

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/diagnosis/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Root<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/diagnosis/v1"])))]
    schema: &'static str,
    symptom: Option<SymptomJson<'d>>,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    decision: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["allowed", "denied", "undetermined"])))]
    outcome: &'static str,
    operation: Option<&'d str>,
    /// Null where nobody told
    principal: Option<String>,
    /// What is asked about, or the permission that the text names; null where nobody told
    action: Option<&'d str>,
    /// Null where nobody told
    resource: Option<&'d str>,
    /// What nobody told of, where that keeps the question from being evaluated
    #[cfg_attr(test, schemars(extend("items" = {"type": "string", "enum": ["principal", "action", "resource"]})))]
    lacks: &'d [&'static str],
    /// Requests that can stand behind the text, where it does not tell; else empty
    candidates: Vec<CandidateJson<'d>>,
    /// Whether each layer can have refused, where nothing could be evaluated; else empty
    standings: Vec<StandingJson<'d>>,
    /// Known causes that the text speaks for, where nothing could be evaluated; else empty
    suspects: Vec<SuspectJson<'d>>,
    /// What to look at, first what settles most
    looks: Vec<LookJson<'d>>,
    /// What the world has settled, where the answer is still open and it has settled something
    progress: Option<ProgressJson>,
    checks: Vec<CheckJson<'d>>,
    causes: Vec<CauseJson<'d>>,
    /// Proven plans, the one that opens least first; where there is none, ideas
    fixes: Vec<Cure<'d>>,
    /// Causes that are not edited away
    stopped: Vec<StoppedJson<'d>>,
    unknowns: Vec<UnknownJson<'d>>,
    assumptions: Vec<AssumptionJson>,
    contradiction: Option<&'d str>,
    notes: &'d [String],
    /// The causes of a log that has several denials, most frequent first; else empty
    groups: Vec<GroupJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(super) struct GroupJson<'d> {
    /// What `--group` takes
    number: usize,
    /// Whether the answer is about this one
    explained: bool,
    count: u64,
    /// A role rather than its session
    principal: Option<String>,
    function: Option<&'d str>,
    action: Option<&'d str>,
    operation: Option<&'d str>,
    code: Option<&'d str>,
    policy: Option<&'d str>,
    bucket: Option<String>,
    /// Up to five of them
    resources: &'d [String],
    /// How many different resources there were, up to 1,024
    distinct_resources: u64,
    first: Option<String>,
    last: Option<String>,
    observed: Vec<Observed>,
    message: &'d str,
    /// Where the first ones stand, up to ten
    places: Vec<PlaceJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct PlaceJson<'d> {
    file: Option<&'d str>,
    line: u64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct SymptomJson<'d> {
    source: &'static str,
    client: Option<&'static str>,
    status: Option<u16>,
    time: Option<&'d str>,
    region: Option<&'d str>,
    host_id: Option<&'d str>,
    notes: &'d [String],
    code: Option<&'d str>,
    message: &'d str,
    policy: Option<&'d str>,
    request_id: Option<&'d str>,
    principal: Option<&'d str>,
    action: Option<&'d str>,
    resource: Option<&'d str>,
    operation: Option<&'d str>,
    observed: Vec<Observed>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Observed {
    #[cfg_attr(test, schemars(extend("enum" = layer_ids())))]
    layer: &'static str,
    effect: &'static str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct CheckJson<'d> {
    action: &'d str,
    /// Null where nobody knows what the check is about
    resource: Option<&'d str>,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "implicit-deny", "explicit-deny", "undetermined"])))]
    decision: &'static str,
    needed: &'static str,
    effect: &'static str,
    because: &'d str,
    blocked_by: Vec<&'static str>,
    rules: Vec<String>,
    layers: Vec<LayerJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct LayerJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = layer_ids())))]
    layer: &'static str,
    verdict: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<&'static str>,
    policies: Vec<PolicyJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct PolicyJson<'d> {
    policy: PolicyRef<'d>,
    statements: Vec<StatementJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct PolicyRef<'d> {
    label: &'d str,
    arn: Option<&'d str>,
    file: Option<&'d str>,
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'d str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct StatementJson<'d> {
    index: usize,
    sid: Option<&'d str>,
    effect: &'static str,
    outcome: &'static str,
    action: &'static str,
    principal: &'static str,
    resource: &'static str,
    conditions: Vec<ConditionJson<'d>>,
    start: [usize; 2],
    end: [usize; 2],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct ConditionJson<'d> {
    key: &'d str,
    outcome: &'static str,
    found: Option<&'d [String]>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(super) struct CauseJson<'d> {
    code: String,
    check: usize,
    #[cfg_attr(test, schemars(extend("enum" = layer_ids())))]
    layer: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["implicit", "explicit"])))]
    effect: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["must", "may"])))]
    certainty: &'static str,
    proven: bool,
    known: Option<&'static str>,
    policy: Option<PolicyRef<'d>>,
    statement: Option<Placed<'d>>,
    message: &'d str,
    because: &'d [String],
    near_misses: Vec<NearMissJson<'d>>,
    confirm: &'d [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct Placed<'d> {
    index: usize,
    sid: Option<&'d str>,
    start: [usize; 2],
    end: [usize; 2],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct NearMissJson<'d> {
    policy: PolicyRef<'d>,
    statement: Placed<'d>,
    element: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    written: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<&'d [String]>,
}

/// A plan that is proven, or a change that is not
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Cure<'d> {
    Verified(VerifiedJson<'d>),
    Idea(FixJson<'d>),
}

/// A change that is not proven
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct FixJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["idea"])))]
    kind: &'static str,
    check: usize,
    #[cfg_attr(test, schemars(extend("enum" = layer_ids())))]
    layer: &'static str,
    text: &'d str,
    statement: Option<&'d str>,
    command: Option<&'d str>,
    #[cfg_attr(test, schemars(extend("enum" = ["allowed", "still-open", "not-tried"])))]
    tried: &'static str,
    #[serde(rename = "stillBlockedBy")]
    still_blocked_by: Vec<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct UnknownJson<'d> {
    fact: &'d str,
    /// Null where it is about the call itself
    #[cfg_attr(test, schemars(extend("enum" = layer_ids_or_null())))]
    layer: Option<&'static str>,
    why: String,
    command: Option<&'d str>,
    matters: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct AssumptionJson {
    fact: &'static str,
    default: &'static str,
    flag: &'static str,
}

/// The answer as indented JSON, with a line break at the end.
#[must_use]
pub fn render(diagnosis: &Diagnosis) -> String {
    render_of_log(diagnosis, None)
}

/// The same, with the causes of the log that it is about.
#[must_use]
pub fn render_of_log(diagnosis: &Diagnosis, log: Option<Log<'_>>) -> String {
    let root = Root {
        schema: SCHEMA,
        symptom: diagnosis.question.symptom.as_ref().map(symptom),
        decision: match diagnosis.decision {
            Overall::Allow => "allow",
            Overall::Deny => "deny",
            Overall::Undetermined => "undetermined",
        },
        outcome: diagnosis.outcome.id(),
        operation: operation(diagnosis),
        principal: Some(diagnosis.question.request.principal.to_string()),
        action: Some(diagnosis.question.request.action.as_str()),
        resource: Some(&diagnosis.question.request.resource),
        lacks: &[],
        candidates: Vec::new(),
        standings: Vec::new(),
        suspects: Vec::new(),
        looks: diagnosis.looks.iter().map(triage::look).collect(),
        progress: diagnosis.progress.as_ref().map(triage::progress),
        checks: diagnosis
            .checks
            .iter()
            .map(check)
            .chain(diagnosis.open.iter().map(open))
            .collect(),
        causes: diagnosis.causes.iter().map(cause).collect(),
        fixes: cures(&diagnosis.fixes.found, &diagnosis.ideas),
        stopped: diagnosis.fixes.stopped.iter().map(stopped).collect(),
        unknowns: diagnosis.unknowns.iter().map(unknown).collect(),
        assumptions: diagnosis
            .assumptions
            .iter()
            .map(|it| AssumptionJson {
                fact: it.fact,
                default: it.default,
                flag: it.flag,
            })
            .collect(),
        contradiction: diagnosis.contradiction.as_deref(),
        notes: &diagnosis.notes,
        groups: log.as_ref().map(groups).unwrap_or_default(),
    };
    written(&root)
}

/// The answer to a text of which not enough is known, in the same form.
#[must_use]
pub fn render_triage(found: &Triage) -> String {
    render_triage_of_log(found, None)
}

/// The same, with the causes of the log that it is about.
#[must_use]
pub fn render_triage_of_log(found: &Triage, log: Option<Log<'_>>) -> String {
    let refused = found.refused.iter();
    let root = Root {
        schema: SCHEMA,
        symptom: Some(symptom(&found.symptom)),
        decision: match found.decision() {
            Overall::Allow => "allow",
            Overall::Deny => "deny",
            Overall::Undetermined => "undetermined",
        },
        outcome: match found.decision() {
            Overall::Allow => "allowed",
            Overall::Deny => "denied",
            Overall::Undetermined => "undetermined",
        },
        operation: found.operation.as_deref(),
        principal: found.principal.as_ref().map(ToString::to_string),
        action: found.action.as_deref(),
        resource: found.resource.as_deref(),
        lacks: &found.lacks,
        candidates: found.candidates.iter().map(triage::candidate).collect(),
        standings: found.layers.iter().map(triage::standing).collect(),
        suspects: refused
            .chain(&found.suspects)
            .map(triage::suspect)
            .collect(),
        looks: found.looks.iter().map(triage::look).collect(),
        progress: None,
        checks: Vec::new(),
        causes: Vec::new(),
        fixes: Vec::new(),
        stopped: Vec::new(),
        unknowns: Vec::new(),
        assumptions: Vec::new(),
        contradiction: None,
        notes: &found.notes,
        groups: log.as_ref().map(groups).unwrap_or_default(),
    };
    written(&root)
}

fn written(root: &Root<'_>) -> String {
    let mut text = serde_json::to_string_pretty(root).unwrap_or_default();
    text.push('\n');
    text
}

/// The operation that was asked about, else the one that the symptom's client named
fn operation(diagnosis: &Diagnosis) -> Option<&str> {
    let asked = diagnosis.question.call.as_ref();
    let told = diagnosis.question.symptom.as_ref();
    asked
        .map(|it| it.operation.name)
        .or_else(|| told.and_then(|it| it.operation.as_deref()))
}

pub(super) fn groups<'l>(log: &Log<'l>) -> Vec<GroupJson<'l>> {
    let all = log.groups.iter().enumerate();
    all.map(|(index, group)| GroupJson {
        number: index + 1,
        explained: index == log.picked,
        count: group.count,
        principal: group.who(),
        function: group.function.as_deref(),
        action: group.symptom.action.as_deref(),
        operation: group.symptom.operation.as_deref(),
        code: group.symptom.code.as_deref(),
        policy: group.symptom.policy.as_deref(),
        bucket: group.bucket(),
        resources: &group.resources,
        distinct_resources: group.distinct,
        first: group.first_time(),
        last: group.last_time(),
        observed: observed(&group.symptom),
        message: &group.symptom.message,
        places: group
            .places
            .iter()
            .map(|it| PlaceJson {
                file: it.file.as_deref(),
                line: it.line,
            })
            .collect(),
    })
    .collect()
}

fn observed(found: &Symptom) -> Vec<Observed> {
    let all = found.denied_by.iter();
    all.map(|(layer, effect)| Observed {
        layer: layer.id(),
        effect: effect.id(),
    })
    .collect()
}

fn symptom(found: &Symptom) -> SymptomJson<'_> {
    SymptomJson {
        source: found.source.id(),
        client: found.client,
        status: found.status,
        time: found.time.as_deref(),
        region: found.region.as_deref(),
        host_id: found.host_id.as_deref(),
        notes: &found.notes,
        code: found.code.as_deref(),
        message: &found.message,
        policy: found.policy.as_deref(),
        request_id: found.request_id.as_deref(),
        principal: found.principal.as_deref(),
        action: found.action.as_deref(),
        resource: found.resource.as_deref(),
        operation: found.operation.as_deref(),
        observed: observed(found),
    }
}

fn check(found: &Checked) -> CheckJson<'_> {
    let evaluation = &found.evaluation;
    let pairs = evaluation.layers.iter().zip(evaluation.verdicts);
    CheckJson {
        action: found.check.request.action.as_str(),
        resource: Some(&found.check.request.resource),
        decision: decision(evaluation.outcome.decision()),
        needed: needed(&found.check.plan),
        effect: found.check.plan.effect.id(),
        because: &found.check.plan.because,
        blocked_by: layers(evaluation.outcome.must),
        rules: evaluation
            .outcome
            .rules
            .iter()
            .map(|it| it.to_string())
            .collect(),
        layers: pairs
            .map(|(trace, verdicts)| layer(trace, verdicts))
            .collect(),
    }
}

/// A check that could not be evaluated
fn open(plan: &PlannedCheck) -> CheckJson<'_> {
    CheckJson {
        action: plan.action.as_str(),
        resource: None,
        decision: decision(Decision::Undetermined),
        needed: needed(plan),
        effect: plan.effect.id(),
        because: &plan.because,
        blocked_by: Vec::new(),
        rules: Vec::new(),
        layers: Vec::new(),
    }
}

fn needed(plan: &PlannedCheck) -> &'static str {
    match plan.needed {
        Truth::Yes => "yes",
        Truth::Maybe => "maybe",
        Truth::No => "no",
    }
}

fn layer(trace: &LayerTrace, verdicts: Verdicts) -> LayerJson<'_> {
    let name = |verdict: Verdict| match verdict {
        Verdict::NotApplicable => "not-applicable",
        Verdict::Silent => "silent",
        Verdict::Allow(Strength::Account) => "allow-account",
        Verdict::Allow(Strength::Entity) => "allow-entity",
        Verdict::Allow(Strength::Direct) => "allow",
        Verdict::Deny => "deny",
    };
    let verdict = match verdicts.single() {
        Some(verdict) => name(verdict).to_string(),
        None if verdicts == Verdicts::any() => "unknown".to_string(),
        None => verdicts.iter().map(name).collect::<Vec<_>>().join("|"),
    };
    LayerJson {
        layer: trace.layer.id(),
        verdict,
        absent: trace.absent,
        policies: trace.policies.iter().map(policy).collect(),
    }
}

pub(super) fn reference<'d>(document: &'d Document, level: Option<&'d str>) -> PolicyRef<'d> {
    PolicyRef {
        label: &document.label,
        arn: document.arn.as_deref(),
        file: document.file.as_deref(),
        line: document.line,
        level,
    }
}

pub(super) fn truth(found: Truth) -> &'static str {
    match found {
        Truth::Yes => "match",
        Truth::Maybe => "unknown",
        Truth::No => "no-match",
    }
}

fn policy(trace: &PolicyTrace) -> PolicyJson<'_> {
    let document = &trace.policy.document;
    PolicyJson {
        policy: reference(document, trace.level.as_deref()),
        statements: trace
            .statements
            .iter()
            .map(|it| statement(it, document))
            .collect(),
    }
}

fn statement<'d>(trace: &'d StatementTrace, document: &'d Document) -> StatementJson<'d> {
    let placed = placed(trace.index, document);
    StatementJson {
        index: trace.index,
        sid: placed.sid,
        effect: match trace.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        },
        outcome: truth(trace.outcome),
        action: truth(Truth::of(trace.action)),
        principal: truth(trace.principal),
        resource: truth(trace.resource),
        conditions: trace
            .conditions
            .iter()
            .map(|it| ConditionJson {
                key: &it.key,
                outcome: truth(it.outcome),
                found: it.found.as_deref(),
            })
            .collect(),
        start: placed.start,
        end: placed.end,
    }
}

pub(super) fn placed(index: usize, document: &Document) -> Placed<'_> {
    let source = document.policy.statements.get(index);
    let at = source.map(|it| it.at).unwrap_or_default();
    let place = |offset: usize| {
        let position = Position::of(&document.text, offset);
        [position.line, position.column]
    };
    let sid = source.and_then(|it| it.sid.as_ref());
    Placed {
        index,
        sid: sid.map(|it| it.text.as_str()),
        start: place(at.start),
        end: place(at.end),
    }
}

pub(super) fn cause(found: &Cause) -> CauseJson<'_> {
    let decider = found.decider.as_ref();
    CauseJson {
        code: found.code(),
        check: found.check,
        layer: found.layer.id(),
        effect: found.effect.id(),
        certainty: found.certainty.id(),
        proven: found.proven,
        known: found.known.map(|it| it.id),
        policy: decider.map(|it| reference(&it.document, it.level.as_deref())),
        statement: decider.map(|it| placed(it.statement, &it.document)),
        message: &found.message,
        because: decider.map_or(&[], |it| it.because.as_slice()),
        near_misses: found.near_misses.iter().map(near_miss).collect(),
        confirm: &found.confirm,
    }
}

fn near_miss(found: &NearMiss) -> NearMissJson<'_> {
    let one = |text: &String| vec![text.clone()];
    let (element, written, needed, key, values) = match &found.missed {
        Missed::BucketForObject { written, needed }
        | Missed::ObjectsForBucket { written, needed } => {
            ("Resource", one(written), Some(needed.as_str()), None, None)
        }
        Missed::OtherResource { written } => ("Resource", written.clone(), None, None, None),
        Missed::NoValue { key } => ("Resource", Vec::new(), None, Some(key.as_str()), None),
        Missed::NoSuchAction { written } => ("Action", one(written), None, None, None),
        Missed::OtherAction { written } => ("Action", written.clone(), None, None, None),
        Missed::OtherPrincipal { written } => ("Principal", written.clone(), None, None, None),
        Missed::Delegates => ("Principal", Vec::new(), None, None, None),
        Missed::Open { keys } => {
            let statement = found.document.policy.statements.get(found.statement);
            let mut tests = statement.iter().flat_map(|it| &it.conditions);
            let element = if tests.any(|it| it.at == found.at) {
                "Condition"
            } else {
                "Resource"
            };
            let first = keys.first().map(String::as_str);
            (element, keys.clone(), None, first, None)
        }
        Missed::Condition {
            key, wanted, found, ..
        } => (
            "Condition",
            wanted.clone(),
            None,
            Some(key.as_str()),
            found.as_deref(),
        ),
    };
    NearMissJson {
        policy: reference(&found.document, None),
        statement: placed(found.statement, &found.document),
        element,
        written,
        needed,
        key,
        found: values,
    }
}

/// Proven plans; ideas where there are none
pub(super) fn cures<'d>(proven: &'d [VerifiedFix], ideas: &'d [Idea]) -> Vec<Cure<'d>> {
    if proven.is_empty() {
        return ideas.iter().map(|it| Cure::Idea(fix(it))).collect();
    }
    let proven = proven.iter();
    proven.map(|it| Cure::Verified(verified(it))).collect()
}

pub(super) fn fix(found: &Idea) -> FixJson<'_> {
    let (tried, still) = match found.tried {
        Tried::Allowed => ("allowed", Vec::new()),
        Tried::StillOpen { may, .. } => ("still-open", layers(may)),
        Tried::Advice => ("not-tried", Vec::new()),
    };
    FixJson {
        kind: "idea",
        check: found.check,
        layer: found.layer.id(),
        text: &found.text,
        statement: found.statement.as_deref(),
        command: found.command.as_deref(),
        tried,
        still_blocked_by: still,
    }
}

fn unknown(found: &Unknown) -> UnknownJson<'_> {
    UnknownJson {
        fact: &found.gap.what,
        layer: found.layer.map(Layer::id),
        why: words::reason(&found.gap),
        command: found.gap.command.as_deref(),
        matters: found.matters,
    }
}

/// The layers that the schema knows, for its documentation
#[must_use]
pub fn layer_ids() -> Vec<&'static str> {
    Layer::ALL.into_iter().map(Layer::id).collect()
}

/// The same, for a member that may be null
#[cfg(test)]
fn layer_ids_or_null() -> Vec<Option<&'static str>> {
    layer_ids().into_iter().map(Some).chain([None]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_on_disk_is_that_of_the_structs() {
        super::super::schema::hold::<Root<'static>>(SCHEMA);
    }
}
