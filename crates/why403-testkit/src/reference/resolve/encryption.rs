//! The call to KMS that S3 makes for the caller: S3 A.6, E

use serde_json::{Map, Value, json};

use super::answer::{Known, answer, list, text, unwrapped};
use super::bucket::Bucket;
use super::{World, action_is};

/// How an object is, or will be, encrypted under a KMS key
struct Encryption {
    /// An ARN, or the id of a key of the bucket's account and Region
    key: String,
    has_bucket_key: bool,
}

/// The question that KMS is asked; none where it is not.
pub(super) fn call_behind(world: &World, question: &Value) -> Known<Option<Value>> {
    let reads = ["s3:GetObject", "s3:GetObjectVersion"];
    let reads = reads.iter().any(|it| action_is(question, it));
    let writes = action_is(question, "s3:PutObject");
    if !reads && !writes {
        return Ok(None);
    }
    let resource = text(question, "resource").unwrap_or_default();
    let name = resource.splitn(6, ':').nth(5).unwrap_or_default();
    let bucket = world.bucket(name)?;
    let encryption = match bucket.object()? {
        Some(object) if reads => of_object(object)?,
        // An object of which nothing is told was written under the default, as it seems.
        _ => of_bucket(&bucket)?,
    };
    let Some(encryption) = encryption else {
        return Ok(None);
    };
    let region = bucket.region()?;
    let key = if encryption.key.starts_with("arn:") {
        encryption.key.clone()
    } else {
        let account = &bucket.account;
        format!("arn:aws:kms:{region}:{account}:key/{}", encryption.key)
    };
    let object = if encryption.has_bucket_key {
        format!("arn:aws:s3:::{}", bucket.name)
    } else {
        resource.to_owned()
    };
    let mut context = forwarded(question);
    let added = [
        (
            "kms:ViaService",
            json!(format!("s3.{region}.amazonaws.com")),
        ),
        ("kms:EncryptionContext:aws:s3:arn", json!(object)),
        ("kms:EncryptionContextKeys", json!(["aws:s3:arn"])),
        ("aws:ViaAWSService", json!("true")),
    ];
    context.extend(added.map(|(key, value)| (key.to_owned(), value)));
    let action = if reads {
        "kms:Decrypt"
    } else {
        "kms:GenerateDataKey"
    };
    let principal = question.get("principal");
    Ok(Some(
        json!({"principal": principal, "action": action, "resource": key, "context": context}),
    ))
}

fn of_object(object: &Value) -> Known<Option<Encryption>> {
    let codes = ["404", "NoSuchKey", "NotFound", "NoSuchVersion"];
    let Some(head) = answer(object, "head-object", &codes)? else {
        return Ok(None);
    };
    let key = text(head, "SSEKMSKeyId");
    of(text(head, "ServerSideEncryption"), key, head)
}

fn of_bucket(bucket: &Bucket) -> Known<Option<Encryption>> {
    let codes = ["ServerSideEncryptionConfigurationNotFoundError"];
    let Some(found) = answer(bucket.place, "encryption", &codes)? else {
        return Ok(None);
    };
    let rules = list(
        unwrapped(found, "ServerSideEncryptionConfiguration"),
        "Rules",
    )?;
    let Some(rule) = rules.first() else {
        return Ok(None);
    };
    let default = rule.get("ApplyServerSideEncryptionByDefault");
    let default = default.unwrap_or(&Value::Null);
    let key = text(default, "KMSMasterKeyID");
    of(text(default, "SSEAlgorithm"), key, rule)
}

fn of(algorithm: Option<&str>, key: Option<&str>, flags: &Value) -> Known<Option<Encryption>> {
    if !algorithm.is_some_and(|it| it.starts_with("aws:kms")) {
        return Ok(None);
    }
    Ok(Some(Encryption {
        key: key.ok_or("`aws/s3` is in no tree by name")?.to_owned(),
        has_bucket_key: flags.get("BucketKeyEnabled").and_then(Value::as_bool) == Some(true),
    }))
}

/// What KMS sees of the outer request: the caller's own keys and the time, not the network of the
/// client (IAM X5), not the keys of S3, no tags, since this call passes none (IAM D.1).
/// `aws:SourceIp` is said in two ways; it is left out here.
fn forwarded(question: &Value) -> Map<String, Value> {
    let hidden = [
        "aws:sourceip",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:vpcsourceip",
        "aws:tagkeys",
        "aws:viaawsservice", // it is said anew
    ];
    let given = question.get("context").and_then(Value::as_object);
    let given = given.into_iter().flatten();
    let kept = given.filter(|(key, _)| {
        let key = key.to_lowercase();
        let is_tag = key.starts_with("aws:requesttag/");
        key.starts_with("aws:") && !is_tag && !hidden.contains(&key.as_str())
    });
    kept.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
