//! s3fs-fuse, which mounts a bucket.
//!
//! Source: s3fs-fuse/s3fs-fuse `src/curl.cpp`, `src/s3fs.cpp`.

use super::{Client, own};

pub(super) static CLIENT: Client = Client {
    name: "s3fs-fuse",
    own: &[own(
        "invalid credentials(host={url}) - result of checking service.",
        "",
        "",
    )],
    phrasings: &[
        "HTTP response code {status}, returning EPERM. Body Text:",
        "HTTP response code {status}, returning EPERM.",
        "s3fs_check_service({any}): Check bucket failed, S3 response:",
    ],
};
