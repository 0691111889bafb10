//! Who the caller is: what its kind of credentials may not call, whatever policies say.
//!
//! Source: `spec/iam.md` E.6 "Kinds of session", E.8. Wrong keys and signatures come as a
//! symptom and never reach an evaluation.

use why403_model::request::{Action, Principal};

use crate::verdict::{Strength, Verdict, Verdicts};

/// What the layer says: `Deny`, or nothing to say.
#[must_use]
pub fn verdicts(principal: &Principal, action: &Action) -> Verdicts {
    let is_refused = match principal {
        Principal::Root { .. } => action.is("sts:AssumeRole"),
        Principal::FederatedUser { .. } => action.service() == "iam" || action.service() == "sts",
        Principal::User { .. }
        | Principal::RoleSession { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => false,
    };
    Verdicts::only(if is_refused {
        Verdict::Deny
    } else {
        Verdict::Allow(Strength::Direct)
    })
}

/// Whether the action succeeds for every caller, also where it is denied explicitly
#[must_use]
pub fn is_always_allowed(action: &Action) -> bool {
    action.is("sts:GetCallerIdentity")
}
