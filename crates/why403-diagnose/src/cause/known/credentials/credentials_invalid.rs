//! The session token or the credentials make no sense to AWS.
//!
//! Source: `spec/symptoms.md` 1.4, 1.5.

use why403_engine::Layer;

use crate::cause::known::{Known, Look, ask};

pub(super) static KNOWN: Known = Known {
    id: "credentials-invalid",
    title: "the token or the credentials are malformed",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[
                "InvalidToken",
                "InvalidSecurity",
                "InvalidClientTokenId",
                "UnrecognizedClientException",
            ],
            &[
                "provided token is malformed or otherwise invalid",
                "security token included in the request is invalid",
                "provided security credentials are not valid",
            ],
        )
    },
    looks: |_| {
        alloc::vec![
            Look::at("env | grep '^AWS_' | sed 's/=.*/=…/'")
                .tells(
                    "AWS_ACCESS_KEY_ID without AWS_SESSION_TOKEN, or the reverse",
                    "parts of two identities are mixed"
                )
                .tells(
                    "AWS_ENDPOINT_URL",
                    "the request goes to another service than AWS"
                ),
            ask::source().tells(
                "env",
                "what stands in the environment wins over the profile"
            ),
        ]
    },
};
