//! An object that is copied onto itself, to be under another key.

use serde_json::{Value, json};
use why403_model::shell;
use why403_model::world::Encryption;

use super::super::super::call::{Call, Word};
use super::super::super::file::stem;
use super::super::{Numbered, Step, define};

/// What scripts do with an object that is copied
pub(super) const MEANS: &str = include_str!("copy.sh");

/// The part that the file with what AWS shows of the copy is called by
pub(super) const SHOWN: &str = "shown";

pub(super) fn step(
    out: &mut String,
    it: Numbered<'_>,
    (bucket, key): (&str, &str),
    to: &Encryption,
) -> Step {
    let (number, stem) = (it.number, stem(it));
    let look = Call::in_region("s3api head-object", it.change.at.region.as_deref())
        .text("bucket", bucket)
        .text("key", key)
        .answer("[ServerSideEncryption, SSEKMSKeyId]", "json");
    define(out, &format!("look_{number}"), &look);
    define(out, &format!("copy_{number}"), &copy(it, (bucket, key), to));
    Step {
        apply: format!("copy {number} {stem}"),
        undo: format!("uncopy {number} {stem}"),
    }
}

/// The call that copies it
pub(super) fn copy(it: Numbered<'_>, (bucket, key): (&str, &str), to: &Encryption) -> Call {
    let call = Call::in_region("s3api copy-object", it.change.at.region.as_deref())
        .text("bucket", bucket)
        .text("key", key);
    let whole = format!("{bucket}/{key}");
    // The CLI encodes a text, and takes its end for a version if it looks like one: then the object
    // would be overwritten with another. Members of its own are taken as they are.
    let call = if whole.contains("?versionId=") || shell::is_read_otherwise(&whole) {
        let (bucket, key) = (shell::json(bucket), shell::json(key));
        let members = format!("{{\"Bucket\": {bucket}, \"Key\": {key}}}");
        call.with("copy-source", Word::Json(members))
    } else {
        call.text("copy-source", whole)
    };
    let call = call.text("server-side-encryption", to.algorithm.clone());
    let call = match &to.kms_key {
        Some(key) => call.text("ssekms-key-id", key.clone()),
        None => call,
    };
    if to.bucket_key {
        return call.with("bucket-key-enabled", Word::None);
    }
    call
}

/// What AWS shows of the copy; `None` where the key's ARN is not known before
pub(super) fn shown(to: &Encryption) -> Option<Value> {
    let is_known = match &to.kms_key {
        Some(key) => key.starts_with("arn:") && key.contains(":key/"),
        None => to.algorithm == "AES256",
    };
    is_known.then(|| json!([to.algorithm, to.kms_key]))
}
