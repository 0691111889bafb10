//! No policy of the caller allows what it asks.
//!
//! Source: `spec/symptoms.md` 1.1, 2 row 1.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "identity-lacks-action",
    title: "no identity policy allows the action",
    refuses: None,
    explains: |cause, view| cause.is(Layer::Identity, Denial::Implicit) && view.service() != "kms",
    suspected: |clues| {
        // A web identity has no policies of its own.
        let is_web = clues.acts(&["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"]);
        if clues.service() == "kms" || is_web {
            return None;
        }
        let told = clues.says_of(Layer::Identity, Denial::Implicit);
        let head = || {
            clues.is_head().then(|| clues.bare(Likelihood::Likely, "a HEAD is refused without a reason, and it needs the same permission as a GET: s3:GetObject")).flatten()
        };
        told.or_else(head).or_else(|| clues.bare(Likelihood::Possible, "AWS gives no reason; the first candidate is always a missing permission of the caller"))
    },
    looks: |clues| {
        alloc::vec![
            ask::caller()
                .tells("the caller whose policies you look at", "go on")
                .tells("another one", "see wrong-identity"),
            ask::identity(clues)
                .tells(
                    "no policy that allows the action on this resource",
                    "this is it"
                )
                .tells("AdministratorAccess", "it is not the identity policy"),
            ask::inline(clues).tells("nothing", "there are no inline policies either"),
        ]
    },
};
