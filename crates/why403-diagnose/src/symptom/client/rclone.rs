//! rclone.
//!
//! Source: rclone `fs/operations`, `backend/s3/s3.go`; `spec/symptoms.md` 1.6 and 2, row 17.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "rclone",
    own: &[],
    phrasings: &[
        "ERROR : S3 bucket {bucket} path {prefix}: error reading source root directory: ",
        "ERROR : S3 bucket {bucket} path {prefix}: error reading destination root directory: ",
        "ERROR : S3 bucket {bucket}: ",
        "ERROR : {any}: Failed to copy: failed to prepare upload: ",
        "ERROR : {any}: Failed to copy: ",
        "ERROR : {any}: Failed to delete: ",
        "ERROR : {any}: error reading source directory: ",
    ],
};
