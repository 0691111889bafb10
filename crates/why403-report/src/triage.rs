//! The phrases of a triage that every form of the answer shares.

use why403_diagnose::Triage;
use why403_diagnose::triage::{Candidate, Standing, Suspect};
use why403_engine::verdict::Layer;

use crate::words;

/// What the decision rests on, in one sentence
pub(crate) fn because(found: &Triage) -> String {
    if let Some(refused) = &found.refused {
        return format!("{} ({})", refused.known.title, refused.evidence);
    }
    let named = found
        .layers
        .iter()
        .filter(|it| it.standing == Standing::Denied);
    let named: Vec<&str> = named.map(|it| name(it.layer, found)).collect();
    let lacks: Vec<&str> = found
        .lacks
        .iter()
        .map(|it| match *it {
            "principal" => "who asked",
            "action" => "what was called",
            _ => "on what",
        })
        .collect();
    let lacks = match lacks.split_last() {
        None => return "what the text names cannot be evaluated".to_string(),
        Some((one, [])) => (*one).to_string(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    };
    if named.is_empty() {
        format!("the text does not say {lacks}")
    } else {
        format!(
            "AWS names the layer {}; the text does not say {lacks}",
            named.join(", ")
        )
    }
}

/// Who asked
pub(crate) fn who(found: &Triage) -> String {
    let told = found.principal.as_ref();
    told.map_or_else(|| "not told".to_string(), words::who)
}

/// What was called, on what; of an action behind an operation both
pub(crate) fn what(found: &Triage) -> String {
    let called = match (found.operation.as_deref(), found.action.as_deref()) {
        (Some(operation), Some(action)) => Some(format!("{action} in {operation}")),
        (one, other) => one.or(other).map(ToString::to_string),
    };
    let on = found.resource.as_deref().map(words::place);
    match (called, on) {
        (Some(called), Some(on)) => format!("{called} on {on}"),
        (Some(called), None) => called,
        (None, Some(on)) => format!("something on {on}"),
        (None, None) => "not told".to_string(),
    }
}

/// The request of a candidate
pub(crate) fn request(found: &Candidate) -> String {
    match &found.resource {
        Some(resource) => format!("{} on {}", found.action, words::place(resource)),
        None => found.action.clone(),
    }
}

/// A known cause, and the page that tells more
pub(crate) fn suspect(found: &Suspect) -> String {
    let (title, likelihood) = (found.known.title, found.likelihood.id());
    format!("{title} ({likelihood}; {})", found.known.page())
}

/// The same with its evidence
pub(crate) fn suspect_with_evidence(found: &Suspect) -> String {
    format!("{}: {}", suspect(found), found.evidence)
}

/// A layer as people call it for the requests that may be meant
pub(crate) fn name(layer: Layer, found: &Triage) -> &'static str {
    let mut services = found
        .candidates
        .iter()
        .map(|it| it.action.split(':').next());
    let first = services.next().flatten();
    match (layer, first) {
        (Layer::Resource, Some(service)) if services.all(|it| it == first) => match service {
            "kms" => "key policy",
            "sts" => "trust policy",
            "lambda" => "function policy",
            "s3" => "bucket policy",
            _ => layer.id(),
        },
        (Layer::Resource, Some("s3")) => "bucket policy",
        (_, _) => layer.id(),
    }
}

/// The standings with the layers that have them, the likeliest first
pub(crate) fn standings(found: &Triage) -> Vec<(&'static str, Vec<&'static str>)> {
    let all = [
        (Standing::Denied, "denied by:"),
        (Standing::Likely, "likely:"),
        (Standing::Possible, "possible:"),
        (Standing::Unlikely, "unlikely:"),
        (Standing::Out, "cannot be:"),
    ];
    let named = |standing: Standing| {
        let layers = found.layers.iter().filter(|it| it.standing == standing);
        layers.map(|it| name(it.layer, found)).collect::<Vec<_>>()
    };
    let all = all.map(|(standing, words)| (words, named(standing)));
    all.into_iter().filter(|(_, it)| !it.is_empty()).collect()
}

/// What AWS has told already, by the world: what the looks would find out
pub(crate) fn answered(found: &Triage) -> Vec<&str> {
    let known = found.looks.iter().filter(|it| it.is_answered);
    known.map(|it| it.why.as_str()).collect()
}
