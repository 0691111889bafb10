//! A browser upload (POST) breaks a condition of the policy document that was signed with its form.
//!
//! Source: `spec/symptoms.md` 1.3.

use why403_engine::Layer;

use crate::cause::known::{Known, Look};

pub(super) static KNOWN: Known = Known {
    id: "post-policy-failed",
    title: "the form does not fit its own signed policy",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| clues.proven(&[], &["invalid according to policy:"]),
    looks: |_| {
        alloc::vec![
            Look::at("printf '%s' POLICY-FIELD | base64 -d")
                .tells(
                    "the condition that the message quotes",
                    "the form's field has to fit it"
                )
                .tells(
                    "an expiration that is past",
                    "the form was open for too long"
                )
        ]
    },
};
