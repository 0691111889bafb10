//! The `object_store` crate, and what reads through it: Polars, delta-rs, `DataFusion`, Lance.
//!
//! Source: apache/arrow-rs-object-store `src/client/retry.rs`, `src/lib.rs`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "object_store",
    own: &[],
    phrasings: &[
        "Error performing {method} {url} in {any} - Server returned non-2xx status code: {status} Forbidden: <?xml",
        "Error performing {method} {url} in {any} - Server returned non-2xx status code: {status} Forbidden",
        "Error performing {method} {url} in {any}, after {any} retries",
        "Generic S3 error: Client error with status {status} Forbidden",
        "Generic S3 error: Error performing {any} request: {any} client error {status} Forbidden",
        "lacked the necessary privileges to complete for path {any}: ",
        "Generic S3 error: ",
    ],
};
