//! Each call of a plan, asked of a world; and what all of them come to.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::{Assume, find_bucket};
use why403_engine::{Layer, trace};
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::operations::Part;
use why403_model::pattern::Glob;
use why403_model::request::{Entry, Principal};
use why403_model::world::World;

use super::rows::EXAMPLE;
use super::{Certainty, Plan, PlannedCall, Spot, Ways, upload};
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
            names = others(call, spot, world, &diagnosis);
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

/// Other keys below the prefix that policies may treat otherwise, and those that the world lists.
///
/// A pattern that covers the whole prefix treats all alike; one that could match some keys and not
/// others is tried with a key that it matches.
fn others(call: &PlannedCall, spot: &Spot, world: &World, diagnosis: &Diagnosis) -> Vec<Spot> {
    const MOST: usize = 24;
    let Some(below) = &call.below else {
        return Vec::new();
    };
    let Some(name) = spot.resource.strip_prefix(below.as_str()) else {
        return Vec::new();
    };
    let source = spot.source.as_ref().and_then(|it| it.strip_suffix(name));
    let mut names: Vec<String> = listed(source.unwrap_or(below), world);
    for prefix in [Some(below.as_str()), source].into_iter().flatten() {
        let prefix = arn_text(prefix);
        for pattern in patterns(diagnosis) {
            names.extend(example_of(pattern, &prefix));
        }
    }
    names.sort();
    names.dedup();
    names.retain(|it| it != name);
    let spots = names.into_iter().take(MOST).map(|it| Spot {
        resource: format!("{below}{it}"),
        source: source.map(|from| format!("{from}{it}")),
    });
    spots.collect()
}

/// A place as policies name it
pub(super) fn arn_text(place: &str) -> String {
    match place.strip_prefix("s3://") {
        Some(path) => format!("arn:aws:s3:::{path}"),
        None => place.to_string(),
    }
}

/// Names of objects that the world lists below a prefix
fn listed(prefix: &str, world: &World) -> Vec<String> {
    let arn = Arn::parse(&arn_text(prefix)).ok();
    let place = arn
        .as_ref()
        .and_then(|it| Some((it.s3_bucket()?, it.s3_key()?)));
    let Some((bucket, key)) = place else {
        return Vec::new();
    };
    let Some((_, found)) = find_bucket(world, bucket) else {
        return Vec::new();
    };
    let there = found
        .objects
        .iter()
        .filter(|it| it.exists != Fact::Known(false));
    there
        .filter_map(|it| it.key.strip_prefix(key))
        .filter(|it| !it.is_empty())
        .map(ToString::to_string)
        .collect()
}

/// Every resource that a statement names behind this diagnosis
fn patterns(diagnosis: &Diagnosis) -> impl Iterator<Item = &str> {
    let policies = diagnosis.checks.iter().flat_map(|it| {
        let layers = Layer::ALL.into_iter();
        layers.flat_map(|layer| trace::policies(&it.layers, layer))
    });
    policies
        .flat_map(|it| &it.document.policy.statements)
        .filter_map(|it| it.resource.as_ref())
        .flat_map(|it| &it.values)
        .map(|it| it.text.as_str())
}

/// The rest of a key that a pattern matches where it does not match every key below the prefix
fn example_of(pattern: &str, prefix: &str) -> Option<String> {
    let literal = pattern.split(['*', '?', '$']).next().unwrap_or("");
    let glob = Glob::from_text(pattern);
    if pattern.ends_with('*') && glob.matches(prefix) {
        return None;
    }
    let filled = |text: &str| text.replace('*', EXAMPLE).replace('?', "x");
    let name = if let Some(rest) = literal.strip_prefix(prefix) {
        let behind = pattern.get(literal.len()..).unwrap_or("");
        filled(&format!("{rest}{behind}"))
    } else if prefix.starts_with(literal) {
        let behind = pattern.get(literal.len()..).unwrap_or("");
        filled(behind)
    } else {
        return None;
    };
    glob.matches(&format!("{prefix}{name}")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The patterns are of resources; the key has to be matched by the pattern where there is one
    #[test]
    fn a_pattern_that_parts_the_keys_below_a_prefix_is_tried() {
        #[track_caller]
        fn check(pattern: &str, wanted: Option<&str>) {
            let found = example_of(pattern, "arn:aws:s3:::b/p/");
            assert_eq!(found.as_deref(), wanted, "{pattern}");
        }
        check("*", None);
        check("arn:aws:s3:::b/*", None);
        check("arn:aws:s3:::b/p/*", None);
        check("arn:aws:s3:::b*", None);
        check("arn:aws:s3:::b", None);
        check("arn:aws:s3:::b/q/*", None);
        check("arn:aws:s3:::other/*", None);
        check("arn:aws:s3:::b/p/secret/*", Some("secret/an-object"));
        check("arn:aws:s3:::b/p/one.txt", Some("one.txt"));
        check("arn:aws:s3:::b/*.csv", Some("an-object.csv"));
        check("arn:aws:s3:::b/p/?.csv", Some("x.csv"));
    }
}
