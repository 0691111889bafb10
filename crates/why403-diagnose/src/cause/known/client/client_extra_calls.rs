//! A tool probes or reads settings beside what people asked of it.
//!
//! Source: `spec/symptoms.md` 2, row 17; `spec/s3.md` B.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "client-extra-calls",
    title: "the tool makes a call that nobody asked for",
    refuses: None,
    explains: |_, _| false,
    suspected: |clues| {
        const PROBES: &[&str] = &[
            "CreateBucket",
            "HeadBucket",
            "ListBuckets",
            "GetBucketLocation",
        ];
        if clues.calls(PROBES) {
            let call = clues.symptom.operation.as_deref().unwrap_or_default();
            return (clues.is_bare() || clues.told(Layer::Identity, Denial::Implicit).is_some())
                .then(|| {
                    Likelihood::Possible.since(format!(
                        "{call} is a call that tools make by themselves before they work"
                    ))
                });
        }
        let client = clues.symptom.client?;
        let is_terraform = client.starts_with("Terraform")
            && clues
                .symptom
                .operation
                .as_deref()
                .is_some_and(|it| it.starts_with("Get"));
        is_terraform.then(|| Likelihood::Likely.since("Terraform reads every setting of a bucket when it refreshes, each with a permission of its own"))
    },
    looks: |clues| {
        let called = clues.symptom.operation.as_deref();
        alloc::vec![
            ask::trail(called.unwrap_or("CreateBucket"))
                .tells("the tool's user agent", "the tool made this call by itself")
                .tells(
                    "none",
                    "object calls are not in this list: look at the tool's own log"
                ),
        ]
    },
};
