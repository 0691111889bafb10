//! A request to a requester pays bucket does not say that it will pay.
//!
//! Source: `spec/s3.md` C.6.

use why403_engine::layer::s3_gate::Gate;

use crate::cause::known::{Known, Likelihood, ask};

pub(super) static KNOWN: Known = Known {
    id: "requester-pays",
    title: "the bucket has its requesters pay, and the request does not agree",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::RequesterPays),
    suspected: |clues| {
        let named = clues.proven(&["InvalidPayer"], &[]);
        let is_s3 = clues.service() == "s3"
            && clues.is_foreign() != Some(false)
            && (clues.reads()
                || clues.acts(&["s3:ListBucket"])
                || clues.calls(&["ListObjectsV2", "ListObjects"]));
        let pays = clues.sends(&["x-amz-request-payer", "request-payer"]);
        named.or_else(|| (is_s3 && !pays).then(|| clues.bare(Likelihood::Possible, "public data sets often have whoever reads pay, and refuse who does not say so")).flatten())
    },
    looks: |clues| {
        alloc::vec![
            ask::bucket(clues, "get-bucket-request-payment", "request-payment")
                .tells(
                    "Requester",
                    "every request of another account has to say that it pays"
                )
                .tells("BucketOwner", "it is another cause")
                .tells(
                    "AccessDenied",
                    "only the owner may ask: just try with --request-payer requester"
                ),
        ]
    },
};
