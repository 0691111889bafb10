//! wget.
//!
//! Source: GNU Wget `src/http.c`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "wget",
    own: &[],
    phrasings: &[
        "-- {url} Resolving ",
        "awaiting response... {status} Forbidden",
    ],
};
