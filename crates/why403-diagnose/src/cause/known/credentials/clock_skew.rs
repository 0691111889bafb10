//! The caller's clock is more than fifteen minutes off, so AWS takes the signature as stale.
//!
//! Source: `spec/symptoms.md` 1.4, 1.5.

use why403_engine::Layer;

use crate::cause::known::{Known, Look};

pub(super) static KNOWN: Known = Known {
    id: "clock-skew",
    title: "the clock of the caller is wrong",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &["RequestTimeTooSkewed"],
            &[
                "difference between the request time and the current time is too large",
                "signature expired: ",
                "signature not yet current: ",
                "requires a valid date or x-amz-date header",
            ],
        )
    },
    looks: |_| {
        alloc::vec![
            Look::at("date -u; curl -sI https://s3.amazonaws.com | grep -i '^date:'")
                .tells("minutes apart", "this clock is wrong")
                .tells(
                    "alike",
                    "the clock is right by now: it was wrong then, or another machine signed"
                )
        ]
    },
};
