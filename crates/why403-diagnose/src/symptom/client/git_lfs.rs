//! Git LFS with a store on S3.
//!
//! Source: git-lfs `lfshttp/errors.go`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Git LFS",
    own: &[],
    phrasings: &[
        "LFS: Client error: {url} from HTTP {status}",
        "LFS: Authorization error: {url}",
    ],
};
