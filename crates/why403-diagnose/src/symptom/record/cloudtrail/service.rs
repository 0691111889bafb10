//! What the services' records have of their own: names of operations, targets, KMS and STS.
//!
//! Source: CloudTrail User Guide and S3 User Guide, "Amazon S3 CloudTrail events"; KMS Developer
//! Guide, "Logging AWS KMS API calls"; `spec/iam.md` D.4.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::arn::{Arn, is_account};
use why403_model::json::Node;
use why403_model::operations::Part;
use why403_model::request::Entry;

use super::super::network::{one, partition};
use super::{Event, Symptom, identity, scalar};

/// Events that are named otherwise than the operation in AWS's SDKs
#[rustfmt::skip] // One event a row, in columns.
static RENAMED: &[(&str, &str)] = &[
    ("DeleteAccountPublicAccessBlock",      "DeletePublicAccessBlock"),
    ("DeleteBucketPublicAccessBlock",       "DeletePublicAccessBlock"),
    ("GetAccelerateConfiguration",          "GetBucketAccelerateConfiguration"),
    ("GetAccountPublicAccessBlock",         "GetPublicAccessBlock"),
    ("GetBucketObjectLockConfiguration",    "GetObjectLockConfiguration"),
    ("GetBucketPublicAccessBlock",          "GetPublicAccessBlock"),
    ("GetObjectLockLegalHold",              "GetObjectLegalHold"),
    ("GetObjectLockRetention",              "GetObjectRetention"),
    ("InitiateMultipartUpload",             "CreateMultipartUpload"),
    ("PutAccelerateConfiguration",          "PutBucketAccelerateConfiguration"),
    ("PutAccountPublicAccessBlock",         "PutPublicAccessBlock"),
    ("PutBucketObjectLockConfiguration",    "PutObjectLockConfiguration"),
    ("PutBucketPublicAccessBlock",          "PutPublicAccessBlock"),
    ("PutObjectLockLegalHold",              "PutObjectLegalHold"),
    ("PutObjectLockRetention",              "PutObjectRetention"),
];

/// The operation as AWS's SDKs name it
pub(super) fn operation(event: &Event<'_>) -> String {
    let name = event.name;
    if event.service == "lambda" {
        // Lambda's names end in the version of the API: `GetFunction20150331v2`.
        let end = name.find("20").unwrap_or(name.len());
        return name.get(..end).unwrap_or(name).to_string();
    }
    if event.service != "s3" {
        return name.to_string();
    }
    let version = event.at(&["requestParameters", "list-type"]);
    if name == "ListObjects" && version.and_then(scalar) == Some("2") {
        return "ListObjectsV2".to_string();
    }
    let renamed = RENAMED.iter().find(|(it, _)| *it == name);
    renamed.map_or(name, |(_, it)| it).to_string()
}

/// Says on what it was called, and the service's own condition keys.
pub(super) fn say(event: &Event<'_>, symptom: &mut Symptom) {
    symptom.target = match event.service {
        "s3" => s3(event),
        "kms" => kms(event),
        "sts" => parameter(event, "roleArn").or_else(|| listed(event, "AWS::IAM::Role")),
        "lambda" => lambda(event),
        _ => listed(event, ""),
    };
    symptom.resource_account = owner(event, symptom.target.as_deref());
    match event.service {
        "kms" => say_kms(event, symptom),
        "sts" => say_sts(event, symptom),
        _ => {}
    }
}

fn parameter(event: &Event<'_>, name: &str) -> Option<String> {
    let found = event.at(&["requestParameters", name]).and_then(scalar);
    found.filter(|it| !it.is_empty()).map(String::from)
}

/// The ARNs of the record, each with the type of its resource
fn resources<'n>(event: &Event<'n>) -> impl Iterator<Item = (&'n str, &'n str)> {
    let all = event.node.get("resources");
    let all = all.into_iter().flat_map(Node::elements);
    all.filter_map(|it| {
        let text = |name: &str| it.get(name).and_then(Node::as_str);
        let arn = text("ARN").or_else(|| text("arn"))?;
        let kind = text("type").unwrap_or_default();
        Some((kind, arn)).filter(|_| arn.starts_with("arn:"))
    })
}

/// The first resource of a type; an empty type is any
fn listed(event: &Event<'_>, kind: &str) -> Option<String> {
    let mut all = resources(event);
    let found = all.find(|(it, _)| kind.is_empty() || *it == kind);
    found.map(|(_, arn)| arn.to_string())
}

/// The bucket or the object, or what stands for it behind an access point
fn s3(event: &Event<'_>) -> Option<String> {
    let bucket = parameter(event, "bucketName");
    let key = parameter(event, "key");
    let point = listed(event, "AWS::S3::AccessPoint")
        .or_else(|| bucket.clone().filter(|it| it.starts_with("arn:")));
    match (point, bucket, key) {
        (Some(point), _, Some(key)) => Some(format!("{point}/object/{key}")),
        (Some(point), _, None) => Some(point),
        (None, Some(bucket), key) => {
            let region = event.text("awsRegion").unwrap_or_default();
            let key = key.map_or(String::new(), |key| format!("/{key}"));
            Some(format!("arn:{}:s3:::{bucket}{key}", partition(region)))
        }
        (None, None, _) => {
            listed(event, "AWS::S3::Object").or_else(|| listed(event, "AWS::S3::Bucket"))
        }
    }
}

fn kms(event: &Event<'_>) -> Option<String> {
    if let Some(arn) = listed(event, "AWS::KMS::Key") {
        return Some(arn);
    }
    let key = parameter(event, "keyId")?;
    if key.starts_with("arn:") {
        return Some(key).filter(|it| it.contains(":key/"));
    }
    // A key id alone is looked up in the caller's account.
    let account = event.said(&["userIdentity", "accountId"]);
    let account = account.filter(|it| is_account(it))?;
    let region = event.text("awsRegion")?;
    let is_alias = key.starts_with("alias/");
    let arn = format!("arn:{}:kms:{region}:{account}:key/{key}", partition(region));
    (!is_alias).then_some(arn)
}

fn lambda(event: &Event<'_>) -> Option<String> {
    let named = parameter(event, "functionName").filter(|it| it.starts_with("arn:"));
    let arn = named.or_else(|| listed(event, "AWS::Lambda::Function"))?;
    let is_plain = Arn::parse(&arn).is_ok_and(|it| it.resource().matches(':').count() == 1);
    match parameter(event, "qualifier") {
        Some(qualifier) if is_plain => Some(format!("{arn}:{qualifier}")),
        Some(_) | None => Some(arn),
    }
}

/// The account that owns what was called
fn owner(event: &Event<'_>, target: Option<&str>) -> Option<String> {
    let of_arn = target.and_then(|it| Arn::parse(it).ok()?.account_id());
    if let Some(account) = of_arn {
        return Some(account.to_string());
    }
    let all = event.node.get("resources");
    let mut all = all.into_iter().flat_map(Node::elements);
    let account = all.find_map(|it| it.get("accountId").and_then(Node::as_str));
    account.filter(|it| is_account(it)).map(String::from)
}

/// The encryption context, and who asked KMS
fn say_kms(event: &Event<'_>, symptom: &mut Symptom) {
    let mut put = |key: &str, entry: Entry| symptom.context.push((key.to_string(), entry));
    let parameters = event.at(&["requestParameters"]).filter(|it| it.is_object());
    let context = parameters.and_then(|it| it.get("encryptionContext"));
    let mut names: Vec<String> = Vec::new();
    for pair in context.into_iter().flat_map(Node::members) {
        if let Some(value) = scalar(&pair.value) {
            put(&format!("kms:EncryptionContext:{}", pair.name), one(value));
            names.push(pair.name.clone());
        }
    }
    if !names.is_empty() {
        put("kms:EncryptionContextKeys", Entry::Many(names));
    } else if event.is_whole && parameters.is_some() {
        put("kms:EncryptionContextKeys", Entry::Absent);
    }
    if let Some(algorithm) = parameter(event, "encryptionAlgorithm") {
        put("kms:EncryptionAlgorithm", one(&algorithm));
    }
    let region = event.text("awsRegion").unwrap_or_default();
    if identity::is_of_s3(event) {
        put("kms:ViaService", one(&format!("s3.{region}.amazonaws.com")));
        let key = "aws:ViaAWSService".to_string();
        symptom.context.retain(|(it, _)| *it != key);
        symptom.context.push((key, one("true")));
        let object = context.and_then(|it| it.get("aws:s3:arn"));
        if let Some(object) = object.and_then(scalar) {
            symptom
                .notes
                .push(format!("S3 asked for the key to serve {object}"));
        }
    } else if event.is_whole && event.invoked_by().is_none() {
        put("kms:ViaService", Entry::Absent);
    }
}

/// What the trust policy of a role may ask for
#[rustfmt::skip] // One parameter a row, in columns.
static OF_STS: &[(&str, &str)] = &[
    ("roleSessionName", "sts:RoleSessionName"),
    ("externalId",      "sts:ExternalId"),
    ("sourceIdentity",  "sts:SourceIdentity"),
];

fn say_sts(event: &Event<'_>, symptom: &mut Symptom) {
    // A refused call often has `requestParameters: null`: then nothing is known.
    let parameters = event.at(&["requestParameters"]).filter(|it| it.is_object());
    let Some(parameters) = parameters else {
        return;
    };
    for (name, key) in OF_STS {
        let entry = match parameters.get(name).and_then(scalar) {
            Some(value) => one(value),
            None if event.is_whole => Entry::Absent,
            None => continue,
        };
        symptom.context.push(((*key).to_string(), entry));
    }
    #[rustfmt::skip] // One parameter a row, in columns.
    let asking = [
        ("tags",           "Tags"),
        ("sourceIdentity", "SourceIdentity"),
    ];
    for (name, member) in asking {
        let entry = match parameters.get(name) {
            Some(found) => Entry::One(found.scalar().unwrap_or_default().to_string()),
            None if event.is_whole => Entry::Absent,
            None => continue,
        };
        symptom.sent.push((Part::Body, member.to_string(), entry));
    }
}
