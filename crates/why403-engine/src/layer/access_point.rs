//! The access point's policy, matched against the access point's own ARN.
//!
//! Source: `spec/s3.md` C.7.

use crate::layers::Layers;
use crate::matching::Scene;
use crate::verdict::Verdicts;

use super::judge;

/// What the layer says.
#[must_use]
pub fn verdicts(layers: &Layers, scene: &Scene<'_>) -> Verdicts {
    judge(&layers.access_point, scene)
}
