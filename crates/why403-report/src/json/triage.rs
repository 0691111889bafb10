//! What `why403/diagnosis/v1` says of requests that may be meant, suspects, and what to look at.

use serde::Serialize;
use why403_diagnose::triage::{Candidate, Planned, Progress, Ranked, Suspect};
use why403_engine::verdict::Layer;

/// A request that can stand behind the text
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct CandidateJson<'d> {
    operation: Option<&'d str>,
    action: &'d str,
    /// Null where the names in it are not told
    resource: Option<&'d str>,
    #[cfg_attr(test, schemars(extend("enum" = ["certain", "likely", "possible"])))]
    certainty: &'static str,
    why: &'d str,
}

/// A known cause that the text speaks for
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct SuspectJson<'d> {
    id: &'static str,
    title: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["proven", "likely", "possible"])))]
    likelihood: &'static str,
    evidence: &'d str,
    page: String,
}

/// Whether a layer can have refused
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct StandingJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = super::v1::layer_ids())))]
    layer: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["denied", "likely", "possible", "unlikely", "out"])))]
    standing: &'static str,
    why: &'d str,
}

/// A read-only command and what its answers mean
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct LookJson<'d> {
    why: &'d str,
    command: &'d str,
    meanings: Vec<MeaningJson<'d>>,
    /// The file of a world that the answer belongs in
    file: Option<&'d str>,
    /// Whether the world has the answer
    answered: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct MeaningJson<'d> {
    answer: &'d str,
    means: &'d str,
}

/// What the world has settled, against no world at all
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct ProgressJson {
    cleared: Vec<&'static str>,
    denies: Vec<&'static str>,
    left: Vec<&'static str>,
}

pub(super) fn candidate(found: &Candidate) -> CandidateJson<'_> {
    CandidateJson {
        operation: found.operation,
        action: &found.action,
        resource: found.resource.as_deref(),
        certainty: found.certainty.id(),
        why: &found.why,
    }
}

pub(super) fn suspect(found: &Suspect) -> SuspectJson<'_> {
    SuspectJson {
        id: found.known.id,
        title: found.known.title,
        likelihood: found.likelihood.id(),
        evidence: &found.evidence,
        page: found.known.page(),
    }
}

pub(super) fn standing(found: &Ranked) -> StandingJson<'_> {
    StandingJson {
        layer: found.layer.id(),
        standing: found.standing.id(),
        why: &found.why,
    }
}

pub(super) fn look(found: &Planned) -> LookJson<'_> {
    let slot = found.look.slot.as_ref();
    let meanings = found.look.meanings.iter();
    LookJson {
        why: &found.why,
        command: &found.look.command,
        meanings: meanings
            .map(|it| MeaningJson {
                answer: &it.answer,
                means: &it.means,
            })
            .collect(),
        file: slot.map(|it| it.file.as_str()),
        answered: found.is_answered,
    }
}

pub(super) fn progress(found: &Progress) -> ProgressJson {
    let ids = |layers: &[Layer]| layers.iter().map(|it| it.id()).collect();
    ProgressJson {
        cleared: ids(&found.cleared),
        denies: ids(&found.denies),
        left: ids(&found.left),
    }
}
