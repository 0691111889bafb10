//! Container runtimes that pull from Amazon ECR, whose layers are objects of S3.
//!
//! Source: containerd `remotes/docker/fetcher.go`, `httpreadseeker.go`; Amazon ECR User Guide, "Troubleshooting".

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "container runtime",
    own: &[
        own(
            "no basic auth credentials",
            "",
            "no login of ECR was sent: aws ecr get-login-password",
        ),
        own(
            "denied: Your authorization token has expired. Reauthenticate and try again.",
            "",
            "the login of ECR is older than twelve hours: aws ecr get-login-password",
        ),
    ],
    phrasings: &[
        "unexpected status code {url}: {status} Forbidden",
        "unexpected status from {method} request to {url}: {status} Forbidden",
    ],
};
