//! Each call of a plan, asked of a world; and what all of them come to.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::operations::Part;
use why403_model::request::{Entry, Principal};
use why403_model::world::World;

use super::{Certainty, Plan, PlannedCall, Spot, Ways, keys, upload};
use crate::diagnosis::{Diagnosis, Overall, diagnose};
use crate::question::{Flags, Question, QuestionError};

/// A command, answered before it runs
#[derive(Debug)]
pub struct Preflight {
    /// What it sends
    pub plan: Plan,
    /// Who asks
    pub principal: Principal,
    /// The answers, one a call of the plan and in its order
    pub calls: Vec<Answered>,
    /// Whether all of it is allowed
    pub decision: Overall,
    /// Condition keys that the command settles and that nobody else told
    pub context: Vec<(String, String)>,
    /// On what the decision depends that the command does not tell: `how large it is`
    pub depends: Vec<&'static str>,
}

/// The answer to one call
#[derive(Debug)]
pub struct Answered {
    /// Whether it is allowed
    pub decision: Overall,
    /// What was asked, each with its decision
    pub asked: Vec<(Spot, Overall)>,
    /// The spot and the diagnosis that tell most: of what is denied, else of what is open
    pub told: Option<(Spot, Diagnosis)>,
    /// How the upload that it belongs to was begun: headers that the call itself does not send
    pub begun: Vec<(String, String)>,
    /// Why it could not be asked
    pub problem: Option<String>,
    /// Whether the keys below the prefix are not all treated alike
    pub is_split: bool,
}

impl Preflight {
    /// Whether the answer to a call counts for the whole
    #[must_use]
    pub fn counts(call: &PlannedCall) -> bool {
        call.certainty != Certainty::Fallback
    }
}

/// Asks each call of a plan of a world.
///
/// `asker` says who asks and what is known of the requests; what it says of operations and
/// resources is not read. The error is about the asker; a call that cannot be asked is a
/// [`Answered::problem`].
pub fn answer(
    plan: Plan,
    asker: &Flags,
    world: &World,
    assume: &Assume,
) -> Result<Preflight, QuestionError> {
    let told = asker.context.len();
    let asker = asker_of(&plan, asker);
    // Whoever asks is known, or nothing is asked.
    let whose = Question::new(
        &Flags {
            action: Some("s3:ListAllMyBuckets".to_string()),
            resource: Some("*".to_string()),
            ..asker.clone()
        },
        None,
        world,
    )?;
    let calls: Vec<Answered> = plan
        .calls
        .iter()
        .map(|call| {
            let begun = upload::begun(call, &plan.calls, world);
            of_call(call, begun, &asker, world, assume)
        })
        .collect();
    let decisions: Vec<(Ways, Overall)> = plan
        .ways
        .each()
        .map(|way| (way, in_way(&plan, &calls, way)))
        .collect();
    let first = decisions.first().map_or(Overall::Allow, |(_, it)| *it);
    let is_one = decisions.iter().all(|(_, it)| *it == first);
    let depends = if is_one {
        Vec::new()
    } else {
        parts(&decisions)
    };
    Ok(Preflight {
        decision: if is_one { first } else { Overall::Undetermined },
        principal: whose.request.principal,
        context: asker.context.into_iter().skip(told).collect(),
        depends,
        calls,
        plan,
    })
}

/// Who asks, and what the command settles
fn asker_of(plan: &Plan, asker: &Flags) -> Flags {
    let mut asker = Flags {
        action: None,
        operation: None,
        resource: None,
        source: None,
        sent: Vec::new(),
        only_sent: true,
        ..asker.clone()
    };
    if plan.is_anonymous {
        asker.principal = Some("anonymous".to_string());
        asker.role = None;
        asker.function = None;
    }
    for (key, value) in &plan.context {
        let is_said = asker
            .context
            .iter()
            .any(|(it, _)| it.eq_ignore_ascii_case(key))
            || asker
                .context_absent
                .iter()
                .any(|it| it.eq_ignore_ascii_case(key));
        if !is_said {
            asker.context.push((key.clone(), value.clone()));
        }
    }
    asker
}

/// What all calls of one way come to
fn in_way(plan: &Plan, calls: &[Answered], way: Ways) -> Overall {
    let both = plan.calls.iter().zip(calls);
    let sent = both.filter(|(call, _)| !call.ways.and(way).is_empty() && Preflight::counts(call));
    sent.map(|(call, found)| match (call.certainty, found.decision) {
        // What may not be sent at all denies nothing for certain.
        (Certainty::Perhaps, Overall::Deny) => Overall::Undetermined,
        (_, decision) => decision,
    })
    .max()
    .unwrap_or(Overall::Allow)
}

/// What the ways differ in where their decisions do
fn parts(decisions: &[(Ways, Overall)]) -> Vec<&'static str> {
    let differ = |same: fn(Ways, Ways) -> bool| {
        decisions.iter().any(|(way, decision)| {
            let mut others = decisions.iter();
            others.any(|(other, found)| same(*way, *other) && found != decision)
        })
    };
    let mut all = Vec::new();
    if differ(|way, other| way.is_second() == other.is_second()) {
        all.push("how large it is");
    }
    if differ(|way, other| way.is_large() == other.is_large()) {
        all.push("which version of the client it is");
    }
    all
}

fn of_call(
    call: &PlannedCall,
    begun: Vec<(String, String)>,
    asker: &Flags,
    world: &World,
    assume: &Assume,
) -> Answered {
    let mut found = Answered {
        decision: Overall::Undetermined,
        asked: Vec::new(),
        begun,
        told: None,
        problem: None,
        is_split: false,
    };
    let mut names = Vec::new();
    for spot in &call.spots {
        if let Some(diagnosis) = ask(call, spot, asker, world, assume, &mut found)
            && call.below.is_some()
            && names.is_empty()
        {
            names = keys::others(call, spot, world, &diagnosis);
            keep(spot, diagnosis, &mut found);
        }
    }
    for spot in names {
        ask(call, &spot, asker, world, assume, &mut found);
    }
    let decisions = || found.asked.iter().map(|(_, it)| *it);
    let (Some(least), Some(most)) = (decisions().min(), decisions().max()) else {
        return found;
    };
    found.is_split = call.below.is_some() && least != most;
    found.decision = if found.is_split {
        Overall::Undetermined
    } else {
        most
    };
    found
}

/// Asks about one spot; hands the diagnosis back where it is not kept
fn ask(
    call: &PlannedCall,
    spot: &Spot,
    asker: &Flags,
    world: &World,
    assume: &Assume,
    found: &mut Answered,
) -> Option<Diagnosis> {
    match question(call, &found.begun, spot, asker, world) {
        Ok(question) => {
            let diagnosis = diagnose(question, world, assume);
            let decision = diagnosis.decision;
            found.asked.push((spot.clone(), decision));
            if call.below.is_some() && found.told.is_none() {
                return Some(diagnosis);
            }
            keep(spot, diagnosis, found);
        }
        Err(problem) => {
            found.problem.get_or_insert_with(|| problem.to_string());
        }
    }
    None
}

/// Keeps the diagnosis that tells more
fn keep(spot: &Spot, diagnosis: Diagnosis, found: &mut Answered) {
    let is_worse = found
        .told
        .as_ref()
        .is_none_or(|(_, kept)| kept.decision < diagnosis.decision);
    if is_worse {
        found.told = Some((spot.clone(), diagnosis));
    }
}

/// The question that a call is
fn question(
    call: &PlannedCall,
    begun: &[(String, String)],
    spot: &Spot,
    asker: &Flags,
    world: &World,
) -> Result<Question, QuestionError> {
    let said = call
        .sent
        .iter()
        .filter_map(|(part, name, entry)| match entry {
            Entry::One(value) => Some((*part, name.clone(), value.clone())),
            Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
        });
    let flags = Flags {
        operation: Some(operation(call)),
        resource: Some(spot.resource.clone()),
        source: spot.source.clone(),
        sent: said.collect(),
        ..asker.clone()
    };
    let mut question = Question::new(&flags, None, world)?;
    if let Some(made) = &mut question.call {
        for (part, name, entry) in &call.sent {
            if matches!(entry, Entry::Unknown) {
                made.sent.say(*part, name, Entry::Unknown);
            }
        }
        for (name, value) in begun {
            made.sent.say(Part::Header, name, Entry::One(value.clone()));
        }
        // How a client signs the body is not in any table.
        made.sent
            .say(Part::Header, "x-amz-content-sha256", Entry::Unknown);
    }
    Ok(question)
}

/// The operation as `--operation` takes it
fn operation(call: &PlannedCall) -> String {
    if call.client == "s3control" {
        format!("s3control:{}", call.operation)
    } else {
        call.operation.to_string()
    }
}
