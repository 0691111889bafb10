//! x-amz-expected-bucket-owner names another account.
//!
//! Source: `spec/s3.md` C.6.

use why403_engine::layer::s3_gate::Gate;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "expected-bucket-owner",
    title: "the bucket does not belong to the account that the request expects",
    refuses: None,
    explains: |cause, _| cause.gate == Some(Gate::ExpectedOwner),
    suspected: |clues| {
        let sends = clues.sends(&[
            "x-amz-expected-bucket-owner",
            "ExpectedBucketOwner",
            "x-amz-source-expected-bucket-owner",
        ]);
        sends
            .then(|| clues.gate("the request says which account it expects to own the bucket"))
            .flatten()
    },
    looks: |clues| {
        alloc::vec![ask::bucket(clues, "head-bucket", "policy").tells(
            "no error without the expected owner",
            "the bucket belongs to another account than the request says"
        ),]
    },
};
