//! How an upload in parts was begun, for the calls that go on with it.
//!
//! Parts say nothing of encryption: what the first call asked for holds, or else the bucket's
//! default (`spec/s3.md` A.3, A.6). Of a part alone that is unknown; of a command it is known.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::Entry;
use why403_model::world::World;

use super::PlannedCall;
use super::keys::arn_text;

const SSE: &str = "x-amz-server-side-encryption";
const KEY: &str = "x-amz-server-side-encryption-aws-kms-key-id";
const BUCKET_KEY: &str = "x-amz-server-side-encryption-bucket-key-enabled";

/// Calls that go on with an upload
const LATER: &[&str] = &["CompleteMultipartUpload", "UploadPart", "UploadPartCopy"];

/// The headers of encryption that the upload of a call was begun with, or that the bucket's
/// default stands for; empty where neither is known, and for calls that go on with nothing
pub(super) fn begun(
    call: &PlannedCall,
    all: &[PlannedCall],
    world: &World,
) -> Vec<(String, String)> {
    let place = |it: &PlannedCall| it.spots.first().map(|spot| spot.resource.clone());
    let mut first = all
        .iter()
        .filter(|it| it.operation == "CreateMultipartUpload");
    let Some(first) = first.find(|it| place(it) == place(call)) else {
        return Vec::new();
    };
    if !LATER.contains(&call.operation) {
        return Vec::new();
    }
    let sent: Vec<(String, String)> = first
        .sent
        .iter()
        .filter(|(_, name, _)| name.starts_with(SSE))
        .filter_map(|(_, name, entry)| match entry {
            Entry::One(value) => Some((name.clone(), value.clone())),
            Entry::Many(_) | Entry::Absent | Entry::Unknown => None,
        })
        .collect();
    if sent.is_empty() {
        return place(call).map_or_else(Vec::new, |it| by_default(&it, world));
    }
    sent
}

/// The bucket's default encryption as headers
fn by_default(place: &str, world: &World) -> Vec<(String, String)> {
    let arn = Arn::parse(&arn_text(place)).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    let found = bucket.and_then(|it| find_bucket(world, it));
    let Some((_, bucket)) = found else {
        return Vec::new();
    };
    let pair = |name: &str, value: &str| (name.to_string(), value.to_string());
    match &bucket.encryption {
        Fact::Unknown(_) => Vec::new(),
        // Without a default S3 encrypts with keys of its own.
        Fact::Known(None) => [pair(SSE, "AES256")].into(),
        Fact::Known(Some(default)) => {
            let mut all = Vec::from([pair(SSE, &default.algorithm)]);
            all.extend(default.kms_key.iter().map(|it| pair(KEY, it)));
            if default.algorithm == "aws:kms" {
                let value = if default.bucket_key { "true" } else { "false" };
                all.push(pair(BUCKET_KEY, value));
            }
            all
        }
    }
}
