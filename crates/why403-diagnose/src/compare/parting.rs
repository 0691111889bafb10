//! Where two diagnoses part: the checks and layers of both, side by side.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_engine::condition::Reason;
use why403_engine::evaluate::Outcome as Decided;
use why403_engine::trace::LayerTrace;
use why403_engine::truth::Truth;
use why403_engine::verdict::{Verdict, Verdicts};
use why403_model::known::{Gap, Reason as Why};
use why403_model::operations::Effect;

use super::point::{self, Point, Says};
use super::requests::{self, Difference};
use super::{ChangedDocument, Pair, documents, statements, words};
use crate::cause::Certainty;
use crate::diagnosis::{Checked, Diagnosis, Overall};
use crate::joined;
use crate::operation::outcome::Outcome;

/// Where two requests part, and what they do not have in common
#[derive(Clone, Debug)]
pub struct Parting {
    /// Whether either is allowed, in its world
    pub decisions: Pair<Overall>,
    /// What either comes to
    pub outcomes: Pair<Outcome>,
    /// Where they part: certain ones first, then in the order of checks and layers; empty where
    /// nothing that is known tells them apart
    pub points: Vec<Point>,
    /// Layers that refuse both
    pub shared: Vec<Shared>,
    /// What differs in the requests themselves
    pub differences: Vec<Difference>,
    /// Policies that differ
    pub documents: Vec<ChangedDocument>,
}

/// A layer that refuses both sides
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The layer
    pub layer: Layer,
    /// The cause that either side's diagnosis names for it, by its place there from 0
    pub causes: Pair<Option<usize>>,
}

/// The same check on both sides; `None` where a side does not ask for it
type Checks<'d> = Pair<Option<(usize, &'d Checked)>>;

/// Compares two diagnoses.
///
/// - Checks are paired by their action, in order; a check that one side lacks passes there.
/// - A layer parts them where it refuses one side and not the other, or where the grant that one
///   side has is missing on the other.
/// - Cost: linear in checks × layers × statements.
#[must_use]
pub fn parting(works: &Diagnosis, fails: &Diagnosis) -> Parting {
    let diagnoses = Pair::new(works, fails);
    let pairs = pairs(diagnoses);
    let mut points: Vec<Point> = Vec::new();
    let mut shared: Vec<Shared> = Vec::new();
    for wanted in [Strictness::Decides, Strictness::Differs] {
        for pair in &pairs {
            for layer in Layer::ALL {
                points.extend(point(diagnoses, *pair, layer, wanted));
            }
        }
        if points.iter().any(|it| it.certainty == Certainty::Must) {
            break;
        }
    }
    // What is open on both sides alike parts them the least.
    points.sort_by_key(|it| (it.certainty, it.says.is_same()));
    points.dedup_by(|one, two| one.layer == two.layer && one.checks == two.checks);
    for pair in &pairs {
        shared.extend(
            Layer::ALL
                .into_iter()
                .filter_map(|it| both(diagnoses, *pair, it)),
        );
    }
    // What is open on both sides alike is named only where nothing certain is.
    if points.iter().any(|it| it.certainty == Certainty::Must) {
        points.retain(|it| it.certainty == Certainty::Must || !it.says.is_same());
    }
    let asked = diagnoses.map(|it| &it.question.request);
    let is_same_request = Pair::new(&asked.works.principal, &asked.fails.principal).is_same()
        && Pair::new(&asked.works.resource, &asked.fails.resource).is_same()
        && Pair::new(&asked.works.action, &asked.fails.action).is_same();
    let first = pairs.first().copied().unwrap_or_default();
    Parting {
        decisions: diagnoses.map(|it| it.decision),
        outcomes: diagnoses.map(|it| it.outcome),
        points,
        shared,
        differences: requests::differences(diagnoses, first.map(|it| it.map(|it| it.1))),
        documents: documents::changed(diagnoses, is_same_request),
    }
}

/// How much a layer has to differ
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// What it says differs, and that decides
    Decides,
    /// It is blamed on one side only, though it says the same on both
    Differs,
}

/// The checks of both sides that make the call fail, paired by action, the failing side's order
/// first
fn pairs(diagnoses: Pair<&Diagnosis>) -> Vec<Checks<'_>> {
    let counting = |it: &(usize, &Checked), of: &Diagnosis| {
        let plan = &it.1.check.plan;
        let is_missing = of.outcome == Outcome::AuthorizedButMissing;
        let counts = joined::counts(plan) || (plan.effect == Effect::OnMissing && is_missing);
        plan.needed != Truth::No && counts
    };
    let checks = diagnoses.map(|of| -> Vec<(usize, &Checked)> {
        let all = of.checks.iter().enumerate();
        all.filter(|it| counting(it, of)).collect()
    });
    // What works was not asked for what would have made it fail.
    let is_asked = |it: &(usize, &Checked)| {
        let is_denied = it.1.evaluation.outcome.is_denied() == Truth::Yes;
        !(is_denied && it.1.check.plan.needed == Truth::Maybe)
    };
    let mut left: Vec<(usize, &Checked)> = checks.works.into_iter().filter(is_asked).collect();
    let mut all: Vec<Checks<'_>> = Vec::new();
    for fails in checks.fails {
        let action = &fails.1.check.request.action;
        let twin = left
            .iter()
            .position(|it| it.1.check.request.action == *action);
        let works = twin.map(|it| left.remove(it));
        all.push(Pair::new(works, Some(fails)));
    }
    // Two calls that have no action in common are compared by what they ask first.
    let is_apart = all.iter().all(|it| it.works.is_none());
    if let (true, Some(first)) = (is_apart, all.first_mut()) {
        first.works = (!left.is_empty()).then(|| left.remove(0));
    }
    all.extend(left.into_iter().map(|it| Pair::new(Some(it), None)));
    all
}

fn point(
    diagnoses: Pair<&Diagnosis>,
    checks: Checks<'_>,
    layer: Layer,
    wanted: Strictness,
) -> Option<Point> {
    let checked = checks.map(|it| it.map(|it| it.1));
    let says = checked.map(|it| Says::of(it, layer));
    let certainty = certainty(checked, says, layer, wanted)?;
    let statements = statements::parting(checked, layer);
    let mut point = Point {
        action: checked
            .fails
            .or(checked.works)
            .map(|it| it.check.request.action.as_str().into())?,
        checks: checks.map(|it| it.map(|it| it.0)),
        layer,
        certainty,
        says,
        statements,
        causes: causes(diagnoses, checks, layer),
        gaps: gaps(checked, layer),
        message: String::new(),
    };
    point.message = words::message(&point, diagnoses);
    Some(point)
}

/// Whether two checks part in a layer; `None` where they do not
fn certainty(
    checked: Pair<Option<&Checked>>,
    says: Pair<Says>,
    layer: Layer,
    wanted: Strictness,
) -> Option<Certainty> {
    let verdicts = checked.map(|it| point::verdicts(it, layer));
    let refuses = says.map(Says::refuses);
    let is_needed = checked.both().into_iter().flatten().all(|it| {
        let plan = &it.check.plan;
        plan.needed == Truth::Yes && plan.on.gap().is_none()
    });
    let must = if is_needed {
        Certainty::Must
    } else {
        Certainty::May
    };
    match (refuses.works, refuses.fails) {
        (Truth::Yes, Truth::No) | (Truth::No, Truth::Yes) => {
            let says_else = !verdicts.is_same();
            (says_else || wanted == Strictness::Differs).then_some(must)
        }
        (Truth::Maybe, _) | (_, Truth::Maybe) => Some(Certainty::May),
        (Truth::No, Truth::No) | (Truth::Yes, Truth::Yes) => {
            grant_is_lost(checked, layer, wanted).then_some(must)
        }
    }
}

/// Layers of which one grant may be enough
const GRANTING: [Layer; 5] = [
    Layer::Resource,
    Layer::AccessPoint,
    Layer::Identity,
    Layer::Acl,
    Layer::KmsGrant,
];

/// Whether a layer allows one side for certain, the other not at all, and the other is refused for
/// lack of an Allow
fn grant_is_lost(checked: Pair<Option<&Checked>>, layer: Layer, wanted: Strictness) -> bool {
    let (Some(works), Some(fails)) = (checked.works, checked.fails) else {
        return false;
    };
    let allows = |it: &Checked| {
        let verdict = point::verdicts(Some(it), layer).and_then(Verdicts::single);
        matches!(verdict, Some(Verdict::Allow(_)))
    };
    let says_nothing = |it: &Checked| {
        let verdict = point::verdicts(Some(it), layer).and_then(Verdicts::single);
        matches!(verdict, Some(Verdict::Silent | Verdict::NotApplicable))
    };
    let lacks_grant = |it: &Checked| {
        let outcome: Decided = it.evaluation.outcome;
        let is_blamed = GRANTING.iter().any(|it| outcome.must.holds(*it));
        let is_refused = outcome.is_denied() == Truth::Yes && !outcome.may_deny_explicitly;
        is_refused && (is_blamed || wanted == Strictness::Differs)
    };
    let is_lost = |has: &Checked, lacks: &Checked| {
        has.evaluation.outcome.may_allow && allows(has) && says_nothing(lacks) && lacks_grant(lacks)
    };
    GRANTING.contains(&layer) && (is_lost(works, fails) || is_lost(fails, works))
}

/// The cause that either diagnosis has for a layer of a check
fn causes(diagnoses: Pair<&Diagnosis>, checks: Checks<'_>, layer: Layer) -> Pair<Option<usize>> {
    diagnoses.zip(checks).map(|(diagnosis, check)| {
        let (index, _) = check?;
        let mut all = diagnosis.causes.iter();
        all.position(|it| it.check == index && it.layer == layer)
    })
}

fn both(diagnoses: Pair<&Diagnosis>, checks: Checks<'_>, layer: Layer) -> Option<Shared> {
    let refuses = checks.map(|it| Says::of(it.map(|it| it.1), layer).refuses());
    let is_both = refuses == Pair::new(Truth::Yes, Truth::Yes);
    is_both.then(|| Shared {
        layer,
        causes: causes(diagnoses, checks, layer),
    })
}

/// What is not known of a layer on either side: whole policies, and keys of the requests
fn gaps(checked: Pair<Option<&Checked>>, layer: Layer) -> Vec<Gap> {
    let mut all: Vec<Gap> = Vec::new();
    let traces = checked.map(|it| {
        let layers = it.map(|it| it.evaluation.layers.iter());
        layers
            .into_iter()
            .flatten()
            .filter(move |it| it.layer == layer)
    });
    let [works, fails] = traces.map(Iterator::collect::<Vec<_>>).both();
    for gap in works.iter().chain(&fails).flat_map(|it| &it.gaps) {
        if !all.contains(gap) {
            all.push(gap.clone());
        }
    }
    let keys = Pair::new(open_keys(&works), open_keys(&fails));
    let names: BTreeSet<&str> = keys.works.union(&keys.fails).copied().collect();
    all.extend(names.into_iter().map(|key| {
        let name = requests::named(key);
        let flags = [("--works", &keys.works), ("--fails", &keys.fails)];
        let flags = flags.into_iter().filter(|(_, open)| open.contains(key));
        let flags = flags.map(|(flag, _)| alloc::format!(" {flag} {name}=VALUE"));
        Gap {
            what: alloc::format!("{name} of the request"),
            why: Why::NotGiven,
            command: Some(flags.fold(String::from("why403 compare …"), |all, it| all + &it)),
            slot: None,
        }
    }));
    all
}

/// The condition keys of which a statement waits to be told
fn open_keys<'d>(traces: &[&'d LayerTrace]) -> BTreeSet<&'d str> {
    let policies = traces.iter().flat_map(|it| &it.policies);
    let statements = policies.flat_map(|it| &it.statements);
    let open = statements.filter(|it| it.outcome == Truth::Maybe);
    let tests = open.flat_map(|it| &it.conditions);
    let open = tests.filter(|it| it.reason == Reason::KeyUnknown && it.outcome == Truth::Maybe);
    open.map(|it| it.key.as_str()).collect()
}
