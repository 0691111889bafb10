//! The account is closed, suspended, unpaid or not signed up.
//!
//! Source: `spec/s3.md` I.1.

use why403_engine::Layer;

use crate::cause::known::{Known, Look};

pub(super) static KNOWN: Known = Known {
    id: "account-problem",
    title: "something is wrong with the AWS account",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[
                "AccountProblem",
                "NotSignedUp",
                "AllAccessDisabled",
                "OptInRequired",
            ],
            &[
                "all access to this object has been disabled",
                "account is not signed up",
            ],
        )
    },
    looks: |_| {
        alloc::vec![
            Look::at("aws organizations describe-account --account-id ACCOUNT")
                .tells("SUSPENDED", "the account is closed or suspended")
                .tells("ACTIVE", "look at billing, and at mail of AWS about abuse"),
        ]
    },
};
