//! Package managers: dnf and yum, whose repositories for Amazon Linux are buckets of AWS, apt and pip.
//!
//! Source: dnf and librepo `lrerror`; yum `urlgrabber`; pip `network/utils.py`; AWS Knowledge Center, "yum 403 with a VPC endpoint".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "package manager",
    own: &[
        own(
            "Errors during downloading metadata for repository '{any}': - Status code: {status} for {url}",
            "GetObject",
            "the repositories of Amazon Linux are buckets of AWS: a VPC endpoint policy has to let them pass",
        ),
        own(
            "[Errno 256] No more mirrors to try. {url}: [Errno 14] HTTPS Error {status} - Forbidden",
            "GetObject",
            "the repositories of Amazon Linux are buckets of AWS: a VPC endpoint policy has to let them pass",
        ),
    ],
    phrasings: &[
        "- Status code: {status} for {url} ",
        "[Errno 14] HTTPS Error {status} - Forbidden",
        "ERROR: HTTP error {status} while getting {url}",
        "Err:{any} {url} {any} Release {status} Forbidden",
    ],
};
