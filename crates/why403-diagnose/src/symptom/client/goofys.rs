//! goofys.
//!
//! Source: kahing/goofys `internal/backend_s3.go`, `api/api.go`.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "goofys",
    own: &[own(
        "Unable to access '{bucket}': permission denied",
        "HeadBucket",
        "",
    )],
    phrasings: &["s3.ERROR code={code} msg={message}, err="],
};
