//! The request behind one planned check: its owner, its condition keys, its input.
//!
//! Source: `spec/s3.md` A.2, A.6, G. Each check of a call is a request of its own. It keeps what
//! was said of caller and network, has the keys that its action carries, and what was said of the
//! resource only where it is about that resource.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::derive;
use why403_engine::keys::UsedKey;
use why403_engine::resolve::{self, find_bucket};
use why403_model::arn::Arn;
use why403_model::facts::{self, Scope};
use why403_model::known::Fact;
use why403_model::operations::{Client, Effect, Part, When};
use why403_model::request::{Action, Context, Entry, Found, Input, Request};
use why403_model::world::World;
use why403_model::world::percent::decoded;

use super::{Call, KeyUse, PlannedCheck, Side, keys};
use crate::question::owner;

/// The request of a planned check; `None` where nobody knows what it is about.
///
/// `call` is the call that planned it; without one, `asked` is the only action that is known.
pub(crate) fn request(
    asked: &Request,
    call: Option<&Call>,
    check: &PlannedCheck,
    world: &World,
) -> Option<Request> {
    let resource = check.on.arn()?.to_string();
    let is_target = check.side == Side::Target;
    let is_own = is_target && check.key.is_none();
    let mut context = Context::new(asked.context.others());
    let keeps_all = call.is_none() && is_own;
    for (key, entry) in asked.context.entries() {
        let is_kept =
            keeps_all || carries(&check.action, key) && (is_own || !keys::is_of_resource(key));
        if is_kept {
            context.set(key, entry.clone());
        }
    }
    let mut made = Request {
        principal: asked.principal.clone(),
        action: check.action.clone(),
        resource_owner: if is_own && resource == asked.resource {
            asked.resource_owner.clone()
        } else {
            owner(world, &resource, &asked.principal)
        },
        resource,
        context,
        input: if is_target {
            asked.input.clone()
        } else {
            Input::none()
        },
    };
    if let Some(call) = call {
        say_what_was_sent(&mut made, call, check);
        say_what_the_operation_settles(&mut made, call, check);
        say_input(&mut made, call, check);
    }
    if let Some(used) = &check.key {
        pass_through_s3(&mut made, used);
    }
    say_what_follows(&mut made, world);
    Some(made)
}

/// Says what follows from who asks, from the resource and from the world; what was said stays.
pub(crate) fn say_what_follows(made: &mut Request, world: &World) {
    if let (true, Some(bucket)) = (is_s3(made), bucket_of(made))
        && let Some((_, bucket)) = find_bucket(world, &bucket)
        && let (Fact::Known(true), Fact::Known(tags)) = (&bucket.abac_enabled, &bucket.tags)
    {
        derive::fill_bucket_tags(made, tags);
    }
    say_no_access_point(made);
    resolve::complete(world, made);
    derive::fill(made);
}

fn is_s3(request: &Request) -> bool {
    request.action.service() == "s3"
}

fn bucket_of(request: &Request) -> Option<String> {
    let arn = Arn::parse(&request.resource).ok()?;
    arn.s3_bucket().map(String::from)
}

/// A request for a bucket by its own name has none of the keys of access points.
///
/// Source: `spec/s3.md` G. An alias of an access point stands where a bucket's name does.
fn say_no_access_point(made: &mut Request) {
    let is_direct = bucket_of(made).is_some_and(|it| !it.ends_with("-s3alias"));
    if !is_s3(made) || !is_direct {
        return;
    }
    for key in [
        "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn",
        "s3:AccessPointNetworkOrigin",
    ] {
        made.context.set_if_unsaid(key, Entry::Absent);
    }
}

/// Whether a request for the action can have the key, as far as AWS's lists tell
fn carries(action: &Action, key: &str) -> bool {
    let known = facts::action(action.service(), action.name());
    match (facts::condition_key(key), known) {
        (Some(found), Some(action)) => found.scope == Scope::AnyRequest || action.may_carry(key),
        (_, _) => true,
    }
}

/// Headers and parameters as the condition keys that repeat them
fn say_what_was_sent(made: &mut Request, call: &Call, check: &PlannedCheck) {
    if check.side == Side::Source {
        say_source_version(made, call);
        return;
    }
    if check.side != Side::Target {
        return;
    }
    for (key, part, name) in keys::sent() {
        if !carries(&made.action, key) {
            continue;
        }
        let entry = match call.sent.find(part, name) {
            Found::One(value) => Entry::One(value.to_string()),
            Found::Many(values) => Entry::Many(values.to_vec()),
            Found::Absent => Entry::Absent,
            Found::Unknown => continue,
        };
        made.context.set_if_unsaid(key, entry);
    }
    if !sends_tags(call) || !carries(&made.action, "s3:RequestObjectTagKeys") {
        return;
    }
    match call.sent.find(Part::Header, keys::TAGGING) {
        Found::One(text) => {
            let tags = tags(text);
            let names = tags.iter().map(|(key, _)| key.clone()).collect();
            for (key, value) in tags {
                let key = format!("s3:RequestObjectTag/{key}");
                made.context.set_if_unsaid(&key, Entry::One(value));
            }
            made.context
                .set_if_unsaid("s3:RequestObjectTagKeys", Entry::Many(names));
        }
        Found::Absent => made
            .context
            .set_if_unsaid("s3:RequestObjectTagKeys", Entry::Absent),
        Found::Many(_) | Found::Unknown => {}
    }
}

/// The version that a copy reads, or that it reads the current one
fn say_source_version(made: &mut Request, call: &Call) {
    let Some(source) = &call.source else {
        return;
    };
    let version = source.version_id.clone();
    let entry = version.map_or(Entry::Absent, Entry::One);
    made.context.set("s3:VersionId", entry);
}

/// Whether the operation takes the tags of a new object in a header
fn sends_tags(call: &Call) -> bool {
    let rows = call.operation.actions.iter();
    let mut asks = rows.map(|row| {
        let mut found = false;
        row.when.for_each_leaf(|leaf| {
            found |= matches!(leaf, When::Sent(Part::Header, name, _) if *name == keys::TAGGING);
        });
        found
    });
    asks.any(|it| it)
}

/// The pairs of `x-amz-tagging`: a query string, where `+` is a space
fn tags(text: &str) -> alloc::vec::Vec<(String, String)> {
    let word = |it: &str| {
        let it = it.replace('+', " ");
        decoded(&it).unwrap_or(it)
    };
    text.split('&')
        .filter(|it| !it.is_empty())
        .map(|it| it.split_once('=').unwrap_or((it, "")))
        .map(|(key, value)| (word(key), word(value)))
        .collect()
}

/// Keys whose value, or absence, follows from which operation it is
fn say_what_the_operation_settles(made: &mut Request, call: &Call, check: &PlannedCheck) {
    let name = call.operation.name;
    // A missing object is looked up without any parameter of a listing; so is a bucket.
    if check.effect == Effect::OnMissing || name == "HeadBucket" {
        for key in ["s3:prefix", "s3:delimiter", "s3:max-keys"] {
            made.context.set(key, Entry::Absent);
        }
    }
    if name == "InvokeFunctionUrl" && made.action.is("lambda:InvokeFunction") {
        let key = "lambda:InvokedViaFunctionUrl";
        made.context
            .set_if_unsaid(key, Entry::One("true".to_string()));
    }
    if !made.action.is("s3:PutObject") {
        return;
    }
    if keys::LATER_IN_UPLOAD.contains(&name) {
        for key in keys::FIXED_BY_CREATE {
            made.context.set(key, Entry::Absent);
        }
    }
    if let Some((_, value)) = keys::CREATES_OBJECT.iter().find(|(it, _)| *it == name) {
        let entry = Entry::One((*value).to_string());
        made.context
            .set_if_unsaid("s3:ObjectCreationOperation", entry);
    }
    let copies = matches!(name, "CopyObject" | "UploadPartCopy");
    match (&call.source, copies) {
        (Some(source), true) => {
            let entry = Entry::One(source.object.resource().to_string());
            made.context.set_if_unsaid("s3:x-amz-copy-source", entry);
        }
        (None, true) => {}
        (_, false) => made
            .context
            .set_if_unsaid("s3:x-amz-copy-source", Entry::Absent),
    }
}

/// What a call carries that decides and is no condition key
fn say_input(made: &mut Request, call: &Call, check: &PlannedCheck) {
    // Source: `spec/s3.md` C.0: these ignore the header.
    let ignores = call.operation.client != Client::S3
        || matches!(call.operation.name, "CreateBucket" | "ListBuckets");
    let header = |name| call.sent.one(Part::Header, name).map(String::from);
    let expected = match check.side {
        Side::Target => header("x-amz-expected-bucket-owner"),
        Side::Source => header("x-amz-source-expected-bucket-owner"),
        Side::Beside => return,
    };
    if !ignores && expected.is_some() {
        made.input.expected_bucket_owner = expected;
    }
    let says =
        |name: &str, wanted: &str, before: &Fact<bool>| match call.sent.find(Part::Header, name) {
            Found::One(value) => Fact::Known(value.eq_ignore_ascii_case(wanted)),
            Found::Absent => Fact::Known(false),
            Found::Many(_) | Found::Unknown => before.clone(),
        };
    let input = &made.input;
    let request_payer = says("x-amz-request-payer", "requester", &input.request_payer);
    let bypass = says(
        "x-amz-bypass-governance-retention",
        "true",
        &input.bypass_governance,
    );
    made.input.request_payer = request_payer;
    made.input.bypass_governance = bypass;
    // Only these read what an object holds; others ask for the same action and do not.
    let reads = matches!(call.operation.name, "GetObject" | "SelectObjectContent")
        || check.side == Side::Source;
    made.input.reads_metadata_only = !reads;
    if check.side == Side::Target
        && let Some(acl) = header("x-amz-acl")
    {
        made.input.new_acl = Some(acl);
    }
}

/// The call that S3 makes to KMS: the caller's session, S3's network, the encryption context
fn pass_through_s3(made: &mut Request, used: &KeyUse) {
    let via = used.via.clone().map_or(Entry::Unknown, Entry::One);
    made.context.set("kms:ViaService", via);
    let object = match &used.context {
        Fact::Known(arn) => Entry::One(arn.clone()),
        Fact::Unknown(_) => Entry::Unknown,
    };
    made.context.set("kms:EncryptionContext:aws:s3:arn", object);
    made.context.set(
        "kms:EncryptionContextKeys",
        Entry::Many(alloc::vec!["aws:s3:arn".to_string()]),
    );
    made.context
        .set("aws:ViaAWSService", Entry::One("true".to_string()));
    // The inner call does not pass the client's network.
    for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] {
        made.context.set(key, Entry::Absent);
    }
    made.context.set("aws:SourceIp", Entry::Unknown);
}

/// Says of the tags of a new object that it has no others than those that were sent.
pub(crate) fn settle_request_tags(call: &Call, request: &mut Request, used: &[&UsedKey]) {
    const PREFIX: &str = "s3:requestobjecttag/";
    let is_told = match call.sent.find(Part::Header, keys::TAGGING) {
        Found::One(text) => !text.is_empty(),
        Found::Absent => true,
        Found::Many(_) | Found::Unknown => false,
    };
    let is_later = keys::LATER_IN_UPLOAD.contains(&call.operation.name);
    if !request.action.is("s3:PutObject") || !(is_later || is_told && sends_tags(call)) {
        return;
    }
    for key in used.iter().filter(|it| it.name.starts_with(PREFIX)) {
        request.context.set_if_unsaid(&key.name, Entry::Absent);
    }
}
