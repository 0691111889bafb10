//! The VPC endpoint policy: a gate that has to allow, and grants nothing.
//!
//! Source: `spec/iam.md` E.11, `spec/s3.md` D. On a gateway endpoint an account named as
//! principal admits its root user only.

use crate::layers::Layers;
use crate::matching::{Accounts, Scene};
use crate::verdict::Verdicts;

use super::judge;

/// What the layer says.
#[must_use]
pub fn verdicts(layers: &Layers, scene: &Scene<'_>) -> Verdicts {
    judge(
        &layers.endpoint,
        &Scene {
            accounts: accounts(layers),
            ..*scene
        },
    )
}

/// Whom an account named as principal means
#[must_use]
pub fn accounts(layers: &Layers) -> Accounts {
    if layers.is_interface_endpoint {
        Accounts::Delegate
    } else {
        Accounts::RootOnly
    }
}
