//! What the resource itself has: bucket, key and trust policies, and the grants on a key.

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::policy::PolicyKind;
use why403_model::request::{Principal, Request};
use why403_model::world::{Key, KeyManager, World};

use super::{Library, find_bucket, not_collected, optional};
use crate::layer::resource::assumes_role;
use crate::layers::{Grants, Policies};

pub(super) fn resource(library: &Library, world: &World, request: &Request) -> Policies {
    let Ok(arn) = Arn::parse(&request.resource) else {
        return Policies::none("the action has no resource");
    };
    if assumes_role(&request.action) {
        return trust(library, world, &arn);
    }
    if makes_bucket(request) {
        return Policies::none("the bucket does not exist yet");
    }
    match arn.service() {
        "s3" => match arn.s3_bucket().or(request.input.bucket.as_deref()) {
            Some(name) => bucket_policy(library, world, name),
            None if arn.resource().starts_with("accesspoint/") => Policies::unknown(not_collected(
                alloc::format!("which bucket is behind {arn}, and its policy"),
                None,
            )),
            None => Policies::none("the action has no bucket"),
        },
        "kms" => key_policy(library, world, &arn),
        "lambda" => function_policy(library, world, &arn),
        "iam" => Policies::none("IAM entities have no resource policy"),
        // Source: CloudWatch Logs API Reference, "PutResourcePolicy": they let services write logs.
        "logs" if !matches!(request.principal, Principal::Service { .. }) => {
            Policies::none("policies of log groups let services in, not callers")
        }
        _ => Policies::unknown(not_collected(alloc::format!("the policy of {arn}"), None)),
    }
}

/// Whether the call makes the bucket that it names, which has nothing of its own before
pub(super) fn makes_bucket(request: &Request) -> bool {
    request.action.is("s3:CreateBucket")
}

fn bucket_policy(library: &Library, world: &World, name: &str) -> Policies {
    match find_bucket(world, name) {
        Some((_, bucket)) => optional(
            library,
            &bucket.policy,
            PolicyKind::Bucket,
            "the bucket has no policy",
        ),
        None => Policies::unknown(not_collected(
            alloc::format!("the policy of bucket {name}"),
            Some(alloc::format!(
                "aws s3api get-bucket-policy --bucket {name}"
            )),
        )),
    }
}

fn trust(library: &Library, world: &World, arn: &Arn) -> Policies {
    let name = arn.name();
    let role = arn
        .account_id()
        .and_then(|id| world.accounts.get(&id))
        .and_then(|account| account.iam.roles.get(name));
    match role.map(|role| &role.trust) {
        Some(Fact::Known(document)) => {
            Policies::known(alloc::vec![library.prepared(document, PolicyKind::Trust)])
        }
        Some(Fact::Unknown(gap)) => Policies::unknown(gap.clone()),
        None => Policies::unknown(not_collected(
            alloc::format!("the trust policy of {arn}"),
            Some(alloc::format!("aws iam get-role --role-name {name}")),
        )),
    }
}

fn find_key<'w>(world: &'w World, arn: &Arn) -> Option<&'w Key> {
    world
        .accounts
        .get(&arn.account_id()?)?
        .keys
        .get(arn.as_str())
}

/// Who manages the key that is asked about; `None` where it is no key
pub(super) fn manager(world: &World, request: &Request) -> Option<Fact<KeyManager>> {
    let arn = Arn::parse(&request.resource).ok()?;
    if arn.service() != "kms" || !arn.resource().starts_with("key/") {
        return None;
    }
    Some(match find_key(world, &arn) {
        Some(key) => key.manager.clone(),
        None => Fact::Unknown(not_collected(
            alloc::format!("whether AWS manages key {arn}"),
            Some(alloc::format!("aws kms describe-key --key-id {arn}")),
        )),
    })
}

fn key_policy(library: &Library, world: &World, arn: &Arn) -> Policies {
    match find_key(world, arn).map(|key| (&key.policy, &key.manager)) {
        Some((Fact::Known(document), _)) => {
            Policies::known(alloc::vec![library.prepared(document, PolicyKind::Key)])
        }
        Some((Fact::Unknown(gap), manager)) => {
            let mut gap = gap.clone();
            if manager.known() == Some(&KeyManager::Aws) {
                gap.what = alloc::format!("{} (managed by AWS)", gap.what);
            }
            Policies::unknown(gap)
        }
        None => Policies::unknown(not_collected(
            alloc::format!("the policy of key {arn}"),
            Some(alloc::format!(
                "aws kms get-key-policy --policy-name default --key-id {arn}"
            )),
        )),
    }
}

/// The policy of a function, or of the version or alias that the ARN names: they are apart
fn function_policy(library: &Library, world: &World, arn: &Arn) -> Policies {
    let mut parts = arn.resource().split(':').skip(1);
    let (name, qualifier) = (parts.next().unwrap_or(""), parts.next());
    let unknown = || {
        let what = match qualifier {
            Some(qualifier) => {
                alloc::format!("the policy of function {name}, qualifier {qualifier}")
            }
            None => alloc::format!("the policy of function {name}"),
        };
        let more = qualifier.map_or(alloc::string::String::new(), |it| {
            alloc::format!(" --qualifier {it}")
        });
        let command = alloc::format!(
            "aws lambda get-policy --function-name {name}{more} --region {}",
            arn.region()
        );
        Policies::unknown(not_collected(what, Some(command)))
    };
    let found = arn.account_id().and_then(|id| {
        let base = alloc::format!(
            "arn:{}:lambda:{}:{id}:function:{name}",
            arn.partition(),
            arn.region()
        );
        world.accounts.get(&id)?.functions.get(&base)
    });
    let Some(function) = found else {
        return unknown();
    };
    let policy = match qualifier {
        None => Some(&function.policy),
        Some(qualifier) => function.qualifiers.get(qualifier),
    };
    match policy {
        Some(policy) => optional(
            library,
            policy,
            PolicyKind::Resource,
            "the function (or this version or alias of it) has no policy",
        ),
        None => unknown(),
    }
}

pub(super) fn grants(world: &World, request: &Request) -> Grants {
    let arn = match Arn::parse(&request.resource) {
        Ok(arn) if request.action.service() == "kms" && arn.resource().starts_with("key/") => arn,
        Ok(_) | Err(_) => return Grants::None,
    };
    Grants::On(match find_key(world, &arn) {
        Some(key) => key.grants.clone(),
        None => Fact::Unknown(not_collected(
            alloc::format!("the grants on key {arn}"),
            Some(alloc::format!("aws kms list-grants --key-id {arn}")),
        )),
    })
}
