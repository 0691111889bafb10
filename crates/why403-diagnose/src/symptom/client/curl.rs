//! curl.
//!
//! Source: curl `src/tool_operate.c`, `lib/http.c`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "curl",
    own: &[],
    phrasings: &[
        "curl: (22) The requested URL returned error: {status}",
        "< HTTP/1.1 {status} Forbidden",
    ],
};
