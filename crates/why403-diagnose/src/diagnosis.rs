//! The whole answer to one question: decision, causes, what is unknown, what to try.
//!
//! Diagnosis is conditioning. A symptom that names a layer proves that it denied; it clears no
//! other layer. Where the world cannot have produced the symptom, that is a contradiction, and no
//! cause is named.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::condition::{Reason as TestReason, Rules};
use why403_engine::evaluate::{Evaluation, evaluate};
use why403_engine::layers::Layers;
use why403_engine::resolve::{Assume, SessionPolicies, listed_object, resolve};
use why403_engine::trace::{LayerTrace, TestTrace};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_engine::{derive, keys, network, world_keys};
use why403_model::arn::Arn;
use why403_model::facts;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::nearest::nearest;
use why403_model::operations::Effect;
use why403_model::request::{Principal, Request};
use why403_model::world::World;

use crate::cause::known::{self, View};
use crate::cause::{self, Cause, Certainty};
use crate::checks::{self, Check};
use crate::fix::{self, Plans, Wanted};
use crate::idea::{self, Idea};
use crate::joined::{self, Joined};
use crate::operation::outcome::{ObjectState, Outcome, Seen};
use crate::operation::{self, On, PlannedCheck};
use crate::question::{Question, told};
use crate::refusal;
use crate::symptom::{Denial, Symptom};
use crate::triage::{self, Planned, Progress};

/// The answer to one question
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// What was asked
    pub question: Question,
    /// Whether the operation is allowed
    pub decision: Overall,
    /// What the operation comes to; says of an allowed one whether its object is missing
    pub outcome: Outcome,
    /// Every check behind it
    pub checks: Vec<Checked>,
    /// Checks that could not be evaluated, as nobody knows what they are about
    pub open: Vec<PlannedCheck>,
    /// Why it is denied, the most telling first; empty under a contradiction
    pub causes: Vec<Cause>,
    /// What to try, unproven
    pub ideas: Vec<Idea>,
    /// Plans that are proven, and what is not edited away; empty until [`Diagnosis::with_fixes`]
    /// looks for them
    pub fixes: Plans,
    /// What is not known, the most telling first
    pub unknowns: Vec<Unknown>,
    /// What to look at, first what settles most; empty where there is something to try
    pub looks: Vec<Planned>,
    /// What the world has settled, where the answer is still open and it has settled something
    pub progress: Option<Progress>,
    /// What was assumed because no world can tell
    pub assumptions: Vec<Assumption>,
    /// Why world and symptom cannot both be right
    pub contradiction: Option<String>,
    /// What else the person should know
    pub notes: Vec<String>,
}

/// What is decided about an operation: all of its checks together
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overall {
    /// Every check is allowed
    Allow,
    /// It depends on something unknown
    Undetermined,
    /// Some check is denied
    Deny,
}

impl Overall {
    /// The decision as a word in a sentence
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Allow => "allowed",
            Self::Undetermined => "not known",
            Self::Deny => "denied",
        }
    }
}

/// A check and what came of it
#[derive(Clone, Debug)]
pub struct Checked {
    /// The check
    pub check: Check,
    /// The layers it was evaluated with
    pub layers: Layers,
    /// What came of it
    pub evaluation: Evaluation,
}

/// Something that is not known
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What, why, and the command that tells
    pub gap: Gap,
    /// The layer that it concerns; `None` where it is about the call itself
    pub layer: Option<Layer>,
    /// Whether it can change the decision
    pub matters: bool,
}

/// Something taken for granted
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Which fact
    pub fact: &'static str,
    /// What was taken
    pub default: &'static str,
    /// The flag that says otherwise
    pub flag: &'static str,
}

/// Answers a question about a world.
///
/// Where the request can start in several subnets that part on the way, each is answered by
/// itself; where their answers differ, the request fails now and then, and the answer is that of
/// a subnet that is refused.
#[must_use]
pub fn diagnose(question: Question, world: &World, assume: &Assume) -> Diagnosis {
    let mut found = every_way(question, world, assume);
    found.looks = triage::for_diagnosis(&found, world);
    // Whoever looks on is told what the last looks have settled.
    if !found.looks.is_empty() && !triage::is_empty(world) {
        found.progress = Progress::of(&found, assume, every_way);
    }
    found
}

impl Diagnosis {
    /// The same with the plans that are proven to cure it.
    #[must_use]
    pub fn with_fixes(mut self, world: &World, assume: &Assume, wanted: &Wanted) -> Self {
        self.fixes = fix::plans(&self, world, assume, wanted);
        self
    }
}

fn every_way(question: Question, world: &World, assume: &Assume) -> Diagnosis {
    if question.ways.len() < 2 || network::common(&question.ways).is_some() {
        return one_way(question, world, assume);
    }
    let each = question.ways.iter();
    let answers: Vec<(String, Diagnosis)> = each
        .map(|way| {
            let subnet = way.subnet.clone().unwrap_or_default();
            (subnet, one_way(question.by(way), world, assume))
        })
        .collect();
    let told: Vec<String> = answers
        .iter()
        .map(|(subnet, it)| format!("{} from {subnet}", it.decision.word()))
        .collect();
    let decisions = || answers.iter().map(|(_, it)| it.decision);
    let worst = decisions().max();
    let is_same = decisions().min() == worst;
    let found = answers
        .into_iter()
        .map(|(_, it)| it)
        .find(|it| Some(it.decision) == worst);
    let Some(mut found) = found else {
        return one_way(question, world, assume);
    };
    if !is_same {
        found
            .notes
            .insert(0, format!("it fails now and then: {}", told.join(", ")));
        if question.symptom.is_none() {
            found.decision = Overall::Undetermined;
            found.outcome = Outcome::Undetermined;
        }
    }
    found.question = question;
    found
}

/// Answers a question of which the way is one, or not known
fn one_way(question: Question, world: &World, assume: &Assume) -> Diagnosis {
    let assume = &as_told(&question, assume);
    let symptom = question.symptom.clone();
    let checks = checks::expand(world, &question);
    let mut checked = Vec::new();
    for mut check in checks.ready {
        let layers = resolve(world, &check.request, assume);
        let used = keys::used(&layers);
        world_keys::settle(world, &mut check.request, &used);
        if let Some(call) = &question.call {
            operation::context::settle_request_tags(call, &mut check.request, &used);
        }
        derive::settle(&mut check.request, &used);
        let evaluation = evaluate(&layers, &check.request, Rules::Enforcement);
        checked.push(Checked {
            check,
            layers,
            evaluation,
        });
    }
    let mut joined = Joined::of(world, &question, &checked, &checks.open);
    let refusal = refusal::of(&question, world, &checked);
    if refusal.is_some() {
        joined.denied = Truth::Yes;
    }
    let foreign = symptom.as_ref();
    let foreign = foreign.and_then(|it| told::foreign(&question.request, it));
    let mut contradiction = foreign.or_else(|| contradiction(symptom.as_ref()?, &checked));
    // Who is refused before the policies are asked is refused by the strictest world and the laxest.
    contradiction = contradiction.filter(|_| refusal.is_none());
    let seen = joined::seen(symptom.as_ref(), contradiction.is_some());
    let outcome = joined.outcome(seen);
    contradiction = contradiction.or_else(|| unexplained(&question, outcome));
    let mut causes = Vec::new();
    for (index, it) in checked.iter().enumerate() {
        let mut found = cause::find(
            index,
            &it.check.request,
            &it.layers,
            &it.evaluation,
            symptom.as_ref(),
        );
        let view = View {
            question: &question,
            world,
            checked: it,
            symptom: symptom.as_ref(),
        };
        for cause in &mut found {
            cause.known = known::of(cause, &view);
        }
        causes.extend(joined::counting(&it.check.plan, found, (outcome, seen)));
    }
    causes.extend(refusal);
    let mut causes = cause::ranked(causes, |cause| {
        let check = checked.get(cause.check);
        check.is_some_and(|it| it.check.plan.needed == Truth::Yes)
    });
    if contradiction.is_some() {
        causes.clear();
    }
    let decision = joined::decision(outcome);
    // What only may be a cause is to be looked at, not to be changed.
    let ideas = causes
        .iter()
        .filter(|it| it.certainty == Certainty::Must)
        .filter_map(|cause| checked.get(cause.check).map(|it| (cause, it)))
        .filter(|(cause, it)| is_seen(cause, it))
        .flat_map(|(cause, it)| {
            let ideas = idea::ideas(cause, &it.layers, &it.check.request);
            if it.check.plan.effect == Effect::OnMissing {
                return idea::instead_of_missing(cause, &question.request, world, ideas);
            }
            ideas
        })
        .collect();
    Diagnosis {
        decision,
        outcome,
        causes,
        ideas,
        fixes: Plans::default(),
        unknowns: unknowns(&checked, &checks.open, &joined, outcome),
        looks: Vec::new(),
        progress: None,
        assumptions: assumptions(&question.request, assume),
        contradiction,
        notes: notes(&question, world, &checked, &joined, outcome),
        checks: checked,
        open: checks.open,
        question,
    }
}

/// Why a refusal that says no more cannot be of this world: everything passes, and the object is
/// there or would have been missed aloud
fn unexplained(question: &Question, outcome: Outcome) -> Option<String> {
    let call = question.call.as_ref()?;
    let seen = joined::seen(question.symptom.as_ref(), false);
    let is_unexplained = seen == Seen::Refused && outcome == Outcome::Allowed;
    let name = call.operation.name;
    is_unexplained.then(|| format!("AWS refused {name}, and this world allows it"))
}

/// Why this world cannot have produced the symptom, if it cannot
fn contradiction(symptom: &Symptom, checked: &[Checked]) -> Option<String> {
    let action = symptom.action.as_deref();
    let about = checked
        .iter()
        .find(|it| action.is_some_and(|action| it.check.request.action.is(action)))?;
    let outcome = about.evaluation.outcome;
    if outcome.is_denied() == Truth::No {
        return Some(format!(
            "AWS refused {}, and this world allows it",
            about.check.request.action
        ));
    }
    if symptom.denied_by.is_empty() {
        return None;
    }
    let is_possible = symptom.denied_by.iter().any(|(layer, denial)| {
        let verdicts = about.evaluation.verdicts.get(*layer as usize);
        match denial {
            Denial::Explicit => verdicts.is_some_and(|it| it.denies() != Truth::No),
            Denial::Implicit => outcome.may.holds(*layer),
        }
    });
    if is_possible {
        return None;
    }
    let told: Vec<String> = symptom
        .denied_by
        .iter()
        .map(|(layer, denial)| match denial {
            Denial::Implicit => format!("the {layer} layer lacks an Allow"),
            Denial::Explicit => format!("the {layer} layer has a Deny"),
        })
        .collect();
    Some(format!(
        "AWS says that {}; this world shows nothing of the kind",
        told.join(", or ")
    ))
}

fn unknowns(
    checked: &[Checked],
    open: &[PlannedCheck],
    joined: &Joined,
    outcome: Outcome,
) -> Vec<Unknown> {
    let decision = joined::decision(outcome);
    // What is denied for certain can only get more reasons.
    let is_open = joined.denied != Truth::Yes && outcome != Outcome::Allowed;
    let mut all: Vec<Unknown> = Vec::new();
    let mut add = |gap: Gap, layer: Option<Layer>, matters: bool| match all
        .iter_mut()
        .find(|it| it.gap == gap)
    {
        Some(same) => same.matters |= matters,
        None => all.push(Unknown {
            gap,
            layer,
            matters,
        }),
    };
    for it in checked {
        let plan = &it.check.plan;
        let counts = joined::counts(plan) || plan.effect == Effect::OnMissing;
        let matters = is_open && counts && joined::denied(it) != Truth::No;
        for gap in plan.gaps.iter().chain(plan.on.gap()) {
            add(gap.clone(), None, matters);
        }
    }
    for plan in open {
        let matters = is_open && joined::counts(plan);
        for gap in plan.gaps.iter().chain(plan.on.gap()) {
            add(gap.clone(), None, matters);
        }
    }
    for it in checked {
        let is_settled = it.evaluation.outcome.is_denied() != Truth::Maybe;
        let counts = joined::counts(&it.check.plan) || decision == Overall::Undetermined;
        // Where all that may deny is known, it is open whether another layer allows: an ACL.
        let is_open_denial = |trace: &LayerTrace| {
            it.evaluation.outcome.may.holds(trace.layer)
                && (!trace.gaps.is_empty() || open_tests(trace).next().is_some())
        };
        let is_of_deniers = it.evaluation.layers.iter().any(is_open_denial);
        for trace in &it.evaluation.layers {
            // A denial that is certain already can only get more reasons.
            let can_deny = it.evaluation.outcome.may.holds(trace.layer) || !is_of_deniers;
            let matters =
                is_open && !is_settled && can_deny && counts && decision != Overall::Allow;
            let gaps = trace.gaps.iter().cloned();
            let keys = open_tests(trace).map(|test| Gap {
                what: format!("{} of the request", test.key),
                why: Reason::NotGiven,
                command: Some(format!("why403 … --context {}=VALUE", test.key)),
                slot: None,
            });
            for gap in gaps.chain(keys) {
                add(gap, Some(trace.layer), matters);
            }
        }
    }
    all.sort_by_key(|it| !it.matters);
    all
}

/// Tests of statements that are open since nobody tells the key
fn open_tests(trace: &LayerTrace) -> impl Iterator<Item = &TestTrace> {
    let all = trace.policies.iter().flat_map(|policy| &policy.statements);
    all.filter(|statement| statement.outcome == Truth::Maybe)
        .flat_map(|statement| &statement.conditions)
        .filter(|test| test.reason == TestReason::KeyUnknown && test.outcome == Truth::Maybe)
}

/// What is assumed, but for what AWS says: whom a session policy denied has one, which nobody gave
fn as_told(question: &Question, assume: &Assume) -> Assume {
    let told = question.symptom.iter().flat_map(|it| &it.denied_by);
    let mut told = told.map(|(layer, _)| *layer).peekable();
    let is_told = told.peek().is_some() && told.all(|it| it == Layer::Session);
    let mut assume = assume.clone();
    if is_told && matches!(assume.session, SessionPolicies::AssumedNone) {
        assume.session = SessionPolicies::Unknown;
    }
    assume
}

fn assumptions(request: &Request, assume: &Assume) -> Vec<Assumption> {
    let is_session = matches!(
        request.principal,
        Principal::RoleSession { .. } | Principal::FederatedUser { .. }
    );
    match assume.session {
        SessionPolicies::AssumedNone if is_session => alloc::vec![Assumption {
            fact: "session policy",
            default: "none was passed when the session was made",
            flag: "--session-policy FILE|unknown",
        }],
        SessionPolicies::AssumedNone | SessionPolicies::Known(_) | SessionPolicies::Unknown => {
            Vec::new()
        }
    }
}

/// Whether enough of a cause's layer is known to propose a change of it: where policies are
/// missing and nothing of what is there was meant, a new one may be there already
fn is_seen(cause: &Cause, of: &Checked) -> bool {
    let is_guardrail = matches!(cause.layer, Layer::Scp | Layer::Rcp);
    let is_pointed = cause.decider.is_some() || !cause.near_misses.is_empty();
    let mut traces = of.evaluation.layers.iter();
    let trace = traces.find(|it| it.layer == cause.layer);
    let is_whole = trace.is_none_or(|it| it.gaps.is_empty());
    is_guardrail || is_pointed || is_whole
}

/// A bucket of the world that may be meant, where the world does not have the one asked about
fn meant_bucket(question: &Question, world: &World) -> Option<String> {
    let arn = Arn::parse(&question.request.resource).ok()?;
    let name = arn.s3_bucket()?;
    let all = || world.accounts.values().flat_map(|it| it.buckets.keys());
    if all().any(|it| it == name) {
        return None;
    }
    let near = nearest(name, all().map(String::as_str))?;
    Some(format!("the world has no bucket {name}; is {near} meant?"))
}

/// Whether an action on one object is asked about that is known not to exist
fn is_missing(question: &Question, world: &World) -> bool {
    let action = &question.request.action;
    let reads = action.is("s3:GetObject") || action.is("s3:GetObjectVersion");
    let found = listed_object(world, &question.request);
    let is_gone = found.is_some_and(|it| it.exists == Fact::Known(false));
    question.call.is_none() && reads && is_gone
}

fn notes(
    question: &Question,
    world: &World,
    checked: &[Checked],
    joined: &Joined,
    outcome: Outcome,
) -> Vec<String> {
    let mut all = Vec::new();
    for it in checked {
        let (plan, action) = (&it.check.plan, &it.check.request.action);
        let counts = joined::counts(plan);
        if let (On::Likely(key, gap), true) = (&plan.on, counts) {
            all.push(format!(
                "{}: not known; {action} is tried on the bucket's default key {key}",
                gap.what
            ));
        }
        if let (Effect::Advised, Some(note)) = (plan.effect, plan.note)
            && joined::denied(it) == Truth::Yes
            && plan.needed == Truth::Yes
        {
            all.push(format!("{action} does not pass: {note}"));
        }
    }
    let action = &question.request.action;
    if facts::service(action.service()).is_none() {
        all.push(format!(
            "service {} is not in the tables: nobody checked that AWS has {action}",
            action.service()
        ));
    }
    if let Some(symptom) = &question.symptom {
        all.extend(symptom.notes.iter().cloned());
        all.extend(told::recreated(symptom, &question.request.principal, world));
    }
    all.extend(meant_bucket(question, world));
    if is_missing(question, world) {
        all.push(
            "this object does not exist in the world: S3 says 404, or 403 to who may not \
             s3:ListBucket; --operation GetObject tells which"
                .to_string(),
        );
    }
    let is_masked = joined.cannot_list != Truth::No && joined.object == ObjectState::Unknown;
    if outcome == Outcome::Allowed && is_masked {
        all.push(
            "if the object does not exist, S3 says 403 rather than 404, as s3:ListBucket is not allowed"
                .to_string(),
        );
    }
    all
}
