//! The access point that a request names: its policy, its bucket, its network.

use alloc::format;
use alloc::string::{String, ToString};

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::policy::PolicyKind;
use why403_model::request::{Entry, Request};
use why403_model::world::{AccessPoint, AccessPointSettings, NetworkOrigin, World};

use super::{Library, find_bucket, not_collected, optional};
use crate::layers::Policies;

/// The ARN of the access point that a resource names, and the key of the object behind it
pub(super) fn named(resource: &str) -> Option<(Arn, Option<String>)> {
    let arn = Arn::parse(resource)
        .ok()
        .filter(|arn| arn.service() == "s3")?;
    let rest = arn.resource().strip_prefix("accesspoint/")?;
    let (name, key) = match rest.split_once("/object/") {
        Some((name, key)) => (name, Some(key.to_string())),
        None => (rest, None),
    };
    let text = format!(
        "arn:{}:s3:{}:{}:accesspoint/{name}",
        arn.partition(),
        arn.region(),
        arn.account_id()?
    );
    Some((Arn::parse(&text).ok()?, key))
}

fn settings(found: &AccessPoint) -> Option<&AccessPointSettings> {
    found.settings.known()?.as_ref()
}

/// Says the bucket behind an access point, its owner, and the keys that such requests have.
///
/// Source: `spec/s3.md` C.7; Service Authorization Reference, keys of Amazon S3.
pub(super) fn complete(world: &World, request: &mut Request) {
    let Some((arn, _)) = named(&request.resource) else {
        return;
    };
    let context = &mut request.context;
    context.set_if_unsaid("s3:DataAccessPointArn", Entry::One(arn.to_string()));
    if let Some(account) = arn.account_id() {
        context.set_if_unsaid("s3:DataAccessPointAccount", Entry::One(account.to_string()));
    }
    let Some(settings) = world.access_point(&arn).and_then(settings) else {
        return;
    };
    let origin = match settings.origin {
        NetworkOrigin::Internet => "Internet",
        NetworkOrigin::Vpc(_) => "VPC",
    };
    context.set_if_unsaid(
        "s3:AccessPointNetworkOrigin",
        Entry::One(origin.to_string()),
    );
    request.input.bucket.get_or_insert(settings.bucket.clone());
    let owner = find_bucket(world, &settings.bucket).map(|(account, _)| account.id.clone());
    if let Some(owner) = owner.or_else(|| settings.bucket_account.clone()) {
        request.resource_owner = Fact::Known(owner);
    }
}

/// The access point's policy
pub(super) fn access_point(library: &Library, world: &World, request: &Request) -> Policies {
    let Some((arn, _)) = named(&request.resource) else {
        return Policies::none("the request names no access point");
    };
    match world.access_point(&arn) {
        Some(found) => optional(
            library,
            &found.policy,
            PolicyKind::AccessPoint,
            "the access point has no policy",
        ),
        None => Policies::unknown(not_collected(
            format!("the policy of {arn}"),
            command("get-access-point-policy", &arn),
        )),
    }
}

/// The VPC that an access point takes requests from; `Known(None)` for any network
pub(super) fn origin(world: &World, request: &Request) -> Fact<Option<String>> {
    let Some((arn, _)) = named(&request.resource) else {
        return Fact::Known(None);
    };
    let unknown = || {
        Fact::Unknown(not_collected(
            format!("from which network {arn} takes requests"),
            command("get-access-point", &arn),
        ))
    };
    match world.access_point(&arn).map(|it| &it.settings) {
        None | Some(Fact::Known(None)) => unknown(),
        Some(Fact::Unknown(gap)) => Fact::Unknown(gap.clone()),
        Some(Fact::Known(Some(settings))) => match &settings.origin {
            NetworkOrigin::Internet => Fact::Known(None),
            NetworkOrigin::Vpc(Some(vpc)) => Fact::Known(Some(vpc.clone())),
            NetworkOrigin::Vpc(None) => unknown(),
        },
    }
}

fn command(call: &str, arn: &Arn) -> Option<String> {
    let name = arn.resource().strip_prefix("accesspoint/")?;
    let account = arn.account_id()?;
    Some(format!(
        "aws s3control {call} --account-id {account} --name {name} --region {}",
        arn.region()
    ))
}
