//! The policy of the VPC endpoint lists other buckets, actions or callers.
//!
//! Source: `spec/symptoms.md` 1.1, 2 row 13.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "endpoint-policy-leaves-out",
    title: "the VPC endpoint's policy does not allow it",
    refuses: None,
    explains: |cause, _| cause.is(Layer::Endpoint, Denial::Implicit),
    suspected: |clues| {
        let told = clues.says_of(Layer::Endpoint, Denial::Implicit);
        let passes = clues.context("aws:SourceVpce").is_some();
        told.or_else(|| passes.then(|| clues.bare(Likelihood::Likely, "the request passed a VPC endpoint, and AWS does not name endpoint policies to other accounts")).flatten())
    },
    looks: |_| {
        alloc::vec![
            ask::endpoints()
                .tells(
                    "a policy that does not list this bucket, action or caller",
                    "this is it"
                )
                .tells(
                    "Action * on Resource *",
                    "the endpoint lets everything pass"
                ),
        ]
    },
};
