//! `DuckDB`: httpfs.
//!
//! Source: duckdb/duckdb-httpfs `src/s3fs.cpp`, `src/httpfs.cpp`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "DuckDB",
    own: &[],
    phrasings: &[
        "HTTP {method} error on '{url}' (HTTP {status})",
        "HTTP {method} error on '{url}' (HTTP {status} Forbidden)",
        "HTTP {method} error reading '{url}' in region '{region}' (HTTP {status} Forbidden)",
        "Unable to connect to URL \"{url}\": {status} (Forbidden)",
    ],
};
