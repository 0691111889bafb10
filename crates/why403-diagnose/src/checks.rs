//! The checks behind one question: the action itself, and KMS where the object is encrypted.
//!
//! One operation can be several checks, and it is allowed when every one is. Here a single action
//! is asked about; what S3 asks of KMS on the caller's behalf is added from what is known of the
//! object. Source: `spec/s3.md` A.6, E.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::derive;
use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::policy::Statement;
use why403_model::request::{Action, Entry, Input, Request};
use why403_model::world::{Bucket, Encryption, World};

/// One authorization that has to pass
#[derive(Clone, Debug)]
pub struct Check {
    /// The request as AWS authorizes it
    pub request: Request,
    /// Why it is asked
    pub why: Why,
}

/// Why a check is asked
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the question itself
    Asked,
    /// The object is encrypted with this key
    ObjectKey,
    /// The bucket's default encryption uses this key; the object's own was not collected
    BucketDefaultKey,
}

/// S3 actions that make S3 call KMS for the caller, and the action KMS sees
#[rustfmt::skip] // One action a row, in columns.
static KMS_BEHIND: &[(&str, &str, Reads)] = &[
    ("s3:getobject",        "kms:Decrypt",         Reads::Object),
    ("s3:getobjectversion", "kms:Decrypt",         Reads::Object),
    ("s3:putobject",        "kms:GenerateDataKey", Reads::BucketDefault),
];

/// Whose encryption decides which key is used
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Object,
    BucketDefault,
}

/// The checks of a request, itself first, with every key said that can be said.
#[must_use]
pub fn expand(world: &World, request: &Request) -> Vec<Check> {
    let mut asked = request.clone();
    if let Some((_, bucket)) = bucket_of(world, request)
        && let (Fact::Known(true), Fact::Known(tags)) = (&bucket.abac_enabled, &bucket.tags)
    {
        derive::fill_bucket_tags(&mut asked, tags);
    }
    derive::fill(&mut asked);
    let mut all = alloc::vec![Check {
        request: asked,
        why: Why::Asked
    }];
    all.extend(kms_check(world, request));
    all
}

fn bucket_of<'w>(world: &'w World, request: &Request) -> Option<(Option<String>, &'w Bucket)> {
    let arn = Arn::parse(&request.resource).ok()?;
    let (_, bucket) = find_bucket(world, arn.s3_bucket()?)?;
    Some((arn.s3_key().map(String::from), bucket))
}

fn kms_check(world: &World, request: &Request) -> Option<Check> {
    let row = KMS_BEHIND
        .iter()
        .find(|(action, _, _)| *action == request.action.lowered())?;
    let (_, kms_action, reads) = row;
    let (key, bucket) = bucket_of(world, request)?;
    let object = bucket
        .objects
        .iter()
        .find(|it| Some(&it.key) == key.as_ref());
    let (encryption, why) = match (reads, object.map(|it| &it.encryption)) {
        (Reads::Object, Some(Fact::Known(found))) => (found.as_ref()?, Why::ObjectKey),
        (_, _) => (bucket.encryption.known()?.as_ref()?, Why::BucketDefaultKey),
    };
    let arn = key_arn(world, bucket, encryption)?;
    Some(Check {
        request: through_s3(request, bucket, encryption, &arn, kms_action)?,
        why,
    })
}

/// The key's ARN, where the encryption settings and the world tell it
fn key_arn(world: &World, bucket: &Bucket, encryption: &Encryption) -> Option<Arn> {
    if !encryption.algorithm.starts_with("aws:kms") {
        return None;
    }
    let name = encryption.kms_key.as_deref()?;
    let keys = || {
        world
            .accounts
            .values()
            .flat_map(|account| account.keys.values())
    };
    let by_arn = Arn::parse(name)
        .ok()
        .filter(|arn| arn.resource().starts_with("key/"));
    let by_id = || {
        let id = alloc::format!("key/{name}");
        let in_region = |arn: &Arn| bucket.region.known().is_none_or(|it| it == arn.region());
        keys()
            .map(|key| &key.arn)
            .find(|arn| arn.resource() == id && in_region(arn))
            .cloned()
    };
    let by_alias = || {
        let is_named = |it: &String| it == name || name.ends_with(&alloc::format!(":{it}"));
        keys()
            .find(|key| {
                key.aliases
                    .known()
                    .is_some_and(|all| all.iter().any(is_named))
            })
            .map(|key| key.arn.clone())
    };
    by_arn.or_else(by_id).or_else(by_alias).or_else(|| {
        let region = bucket.region.known()?;
        let is_id = !name.contains([':', '/']);
        let arn = alloc::format!("arn:aws:kms:{region}:{}:key/{name}", bucket.owner);
        is_id.then(|| Arn::parse(&arn).ok())?
    })
}

/// The call that S3 makes to KMS: the caller's session, S3's network, the encryption context
fn through_s3(
    request: &Request,
    bucket: &Bucket,
    encryption: &Encryption,
    key: &Arn,
    action: &str,
) -> Option<Request> {
    let mut context = request.context.clone();
    let region = bucket.region.known().map_or(key.region(), String::as_str);
    let object = if encryption.bucket_key {
        alloc::format!("arn:{}:s3:::{}", key.partition(), bucket.name)
    } else {
        request.resource.clone()
    };
    context.set(
        "kms:ViaService",
        Entry::One(alloc::format!("s3.{region}.amazonaws.com")),
    );
    context.set("kms:EncryptionContext:aws:s3:arn", Entry::One(object));
    context.set(
        "kms:EncryptionContextKeys",
        Entry::Many(alloc::vec!["aws:s3:arn".to_string()]),
    );
    context.set("aws:ViaAWSService", Entry::One("true".to_string()));
    // The inner call does not pass the client's network.
    for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] {
        context.set(key, Entry::Absent);
    }
    context.set("aws:SourceIp", Entry::Unknown);
    let mut inner = Request {
        principal: request.principal.clone(),
        action: Action::parse(action)?,
        resource: key.to_string(),
        resource_owner: Fact::Known(key.account_id()?),
        context,
        input: Input::none(),
    };
    derive::fill(&mut inner);
    Some(inner)
}

/// Says the tags of a key that was collected, and that it has no others of those asked for.
pub fn settle_key_tags<'s>(
    world: &World,
    request: &mut Request,
    statements: impl IntoIterator<Item = &'s Statement>,
) {
    const PREFIX: &str = "aws:ResourceTag/";
    let Ok(arn) = Arn::parse(&request.resource) else {
        return;
    };
    let account = arn.account_id().and_then(|id| world.accounts.get(&id));
    let key = account.and_then(|account| account.keys.get(arn.as_str()));
    let Some(tags) = key.and_then(|key| key.tags.known()) else {
        return;
    };
    for (name, value) in tags {
        request
            .context
            .set_if_unsaid(&alloc::format!("{PREFIX}{name}"), Entry::One(value.clone()));
    }
    for test in statements.into_iter().flat_map(|it| &it.conditions) {
        let is_tag = test
            .key
            .text
            .get(..PREFIX.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(PREFIX));
        if is_tag {
            request.context.set_if_unsaid(&test.key.text, Entry::Absent);
        }
    }
}
