//! Service control policies: every level has to allow, and a Deny at any level denies.
//!
//! Source: `spec/iam.md` E.3. Whom they leave alone: services, unsigned and federated callers,
//! service-linked roles; the management account is left out when layers are resolved.

use why403_model::request::Principal;

use crate::layers::{Exists, Layers, Levels};
use crate::matching::Scene;
use crate::truth::Truth;
use crate::verdict::{Strength, Verdict, Verdicts};

use super::judge;

/// What the layer says: `Allow` where every level does.
#[must_use]
pub fn verdicts(layers: &Layers, scene: &Scene<'_>) -> Verdicts {
    let is_exempt = !scene.principal.is_iam() && *scene.principal != Principal::Unstated
        || scene.principal.is_service_linked();
    if is_exempt {
        return Verdicts::only(Verdict::NotApplicable);
    }
    across(&layers.scp, scene)
}

/// What the levels say; of levels that are known, and may not apply, also that they do not
pub(super) fn across(levels: &Levels, scene: &Scene<'_>) -> Verdicts {
    match levels.exists {
        Exists::No(_) => Verdicts::only(Verdict::NotApplicable),
        Exists::Unknown if levels.levels.is_empty() => Verdicts::any(),
        Exists::Unknown => intersected(levels, scene).with(Verdict::NotApplicable),
        Exists::Yes => intersected(levels, scene),
    }
}

/// Intersects the levels: who denies, who withholds
fn intersected(levels: &Levels, scene: &Scene<'_>) -> Verdicts {
    let (mut denies, mut withholds) = (Truth::No, Truth::No);
    for level in &levels.levels {
        let verdicts = judge(&level.policies, scene);
        denies = denies.or(verdicts.denies());
        withholds = withholds.or(verdicts.withholds());
    }
    let allowed = Verdict::Allow(Strength::Direct);
    let rest = match withholds {
        Truth::Yes => Verdicts::only(Verdict::Silent),
        Truth::Maybe => Verdicts::only(Verdict::Silent).with(allowed),
        Truth::No => Verdicts::only(allowed),
    };
    match denies {
        Truth::Yes => Verdicts::only(Verdict::Deny),
        Truth::Maybe => rest.with(Verdict::Deny),
        Truth::No => rest,
    }
}
