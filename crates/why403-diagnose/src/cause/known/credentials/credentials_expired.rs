//! A session's token has ended.
//!
//! Source: `spec/symptoms.md` 1.4; `spec/s3.md` I.2.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};

pub(super) static KNOWN: Known = Known {
    id: "credentials-expired",
    title: "the credentials have expired",
    refuses: Some(Layer::Authentication),
    explains: |_, _| false,
    suspected: |clues| {
        clues.proven(
            &[
                "ExpiredToken",
                "ExpiredTokenException",
                "TokenRefreshRequired",
                "RequestExpired",
            ],
            &[
                "the provided token has expired",
                "security token included in the request is expired",
            ],
        )
    },
    looks: |_| {
        alloc::vec![
            ask::caller()
                .tells(
                    "ExpiredToken",
                    "the session has ended: sign in again, or let the client fetch new credentials"
                )
                .tells(
                    "an ARN",
                    "this process has fresh credentials; the one that failed holds old ones"
                ),
            ask::source().tells(
                "env",
                "a token in the environment is never renewed by itself"
            ),
        ]
    },
};
