//! Identity policies: inline, attached and those of groups, as one union.
//!
//! Source: `spec/iam.md` E.5, E.6.

use crate::layers::Layers;
use crate::matching::Scene;
use crate::verdict::Verdicts;

use super::judge;

/// What the layer says.
#[must_use]
pub fn verdicts(layers: &Layers, scene: &Scene<'_>) -> Verdicts {
    judge(&layers.identity, scene)
}
