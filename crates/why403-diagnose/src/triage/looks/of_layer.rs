//! What to ask AWS about a layer, with the place of the answer in a world.
//!
//! Commands and places are those of the table of read calls in `why403_model::world`.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_engine::resolve::find_bucket;
use why403_model::arn::{AccountId, Arn};
use why403_model::operations;
use why403_model::world::{Bucket, Call};

use super::super::candidate::Candidate;
use super::super::told::Told;
use super::{Planned, is_kms_possible, of_caller};
use crate::cause::known::Look;

/// What to look at for one layer, the most telling first; empty where no command tells
pub(super) fn looks(layer: Layer, told: &Told<'_>, candidates: &[Candidate]) -> Vec<Planned> {
    let service = candidates
        .first()
        .and_then(|it| Some(it.action.split_once(':')?.0));
    match layer {
        Layer::Identity => of_caller::identity(told),
        Layer::Boundary => of_caller::boundary(told).into_iter().collect(),
        Layer::Resource if service == Some("kms") => key_policy(told).into_iter().collect(),
        Layer::Resource if service == Some("sts") => trust_policy(told).into_iter().collect(),
        Layer::Resource if service == Some("lambda") => function_policy(told).into_iter().collect(),
        Layer::Resource => alloc::vec![bucket(
            told,
            "policy",
            "what the bucket's policy says",
            |it| it.policy.known().is_some(),
            &[
                (
                    "a Deny",
                    "its conditions say whom it leaves out: compare them with the request"
                ),
                (
                    "NoSuchBucketPolicy",
                    "there is none: the caller's own policies must allow it"
                ),
                ("403", "the caller may not read it; ask one who may"),
            ],
        )],
        Layer::Acl => alloc::vec![bucket(
            told,
            "ownership-controls",
            "whether ACLs count",
            |it| it.ownership.known().is_some(),
            &[
                ("BucketOwnerEnforced", "ACLs do not count"),
                (
                    "another value",
                    "an object belongs to the account that uploaded it: see its ACL"
                ),
            ],
        )],
        Layer::BlockPublicAccess => alloc::vec![bucket(
            told,
            "public-access-block",
            "whether Block Public Access takes part",
            |it| it.public_access_block.known().is_some(),
            &[(
                "true",
                "it refuses what is public, or would be; the account's settings count, too",
            )],
        )],
        Layer::S3Gate => alloc::vec![bucket(
            told,
            "request-payment",
            "whether the requester has to pay",
            |it| it.requester_pays.known().is_some(),
            &[
                (
                    "Requester",
                    "the request must send x-amz-request-payer: requester"
                ),
                ("BucketOwner", "this is not the cause"),
            ],
        )],
        Layer::KmsGrant => kms(told, candidates),
        Layer::Scp => organization(told.account().as_ref().map(AccountId::as_str), true)
            .into_iter()
            .collect(),
        Layer::Rcp => organization(told.owner.as_ref().map(AccountId::as_str), false)
            .into_iter()
            .collect(),
        Layer::Endpoint => endpoint(told).into_iter().collect(),
        Layer::AccessPoint => access_point(told).into_iter().collect(),
        // Nobody can read a session policy but from the call that made the session.
        Layer::Session | Layer::Authentication => Vec::new(),
    }
}

/// A look at what a call of the table answers; its place is left out where a name in it is not
/// told
pub(super) fn ask(
    path: &str,
    names: &[(&'static str, Option<&str>)],
    why: &str,
) -> Option<Planned> {
    let filled: Vec<(&'static str, &str)> = names
        .iter()
        .map(|(placeholder, name)| (*placeholder, name.unwrap_or(capitals(placeholder))))
        .collect();
    let gap = Call::at(path)?.asked(&filled);
    let mut look = Look::at(gap.command?);
    let is_told = names.iter().all(|(_, name)| name.is_some());
    look.slot = gap.slot.filter(|_| is_told);
    Some(Planned {
        why: why.to_string(),
        look,
        is_answered: false,
    })
}

/// The word that stands for a name which nobody told
fn capitals(placeholder: &str) -> &'static str {
    match placeholder {
        "account" | "node" => "ACCOUNT",
        "bucket" => "BUCKET",
        "region" => "REGION",
        "role" => "ROLE",
        "user" => "USER",
        _ => "NAME",
    }
}

pub(super) fn telling(planned: Planned, meanings: &[(&str, &str)]) -> Planned {
    let Planned {
        why,
        look,
        is_answered,
    } = planned;
    let look = meanings
        .iter()
        .fold(look, |look, (answer, means)| look.tells(*answer, *means));
    Planned {
        why,
        look,
        is_answered,
    }
}

/// A look at one of the bucket's own answers
fn bucket(
    told: &Told<'_>,
    part: &str,
    why: &str,
    is_known: fn(&Bucket) -> bool,
    meanings: &[(&str, &str)],
) -> Planned {
    let owner = told.owner.as_ref().map(ToString::to_string);
    let names = [
        ("account", owner.as_deref()),
        ("bucket", told.bucket.as_deref()),
    ];
    let path = format!("accounts/{{account}}/s3/buckets/{{bucket}}/{part}");
    let planned = ask(&path, &names, why).unwrap_or_else(|| Planned {
        why: why.to_string(),
        look: Look::at(String::new()),
        is_answered: true,
    });
    let found = told.bucket.as_deref();
    let found = found.and_then(|it| find_bucket(told.world, it));
    let mut planned = telling(planned, meanings);
    planned.is_answered |= found.is_some_and(|(_, bucket)| is_known(bucket));
    planned
}

/// The role that is assumed
fn trust_policy(told: &Told<'_>) -> Option<Planned> {
    let arn = told.parts.resource.as_ref();
    let arn = arn.filter(|it| it.resource().starts_with("role/"));
    let account = arn.map(|it| it.account().to_string());
    let planned = ask(
        "accounts/{account}/iam/roles/{role}/role",
        &[
            ("account", account.as_deref()),
            ("role", arn.map(Arn::name)),
        ],
        "whom the role trusts",
    )?;
    let mut planned = telling(
        planned,
        &[
            (
                "the caller, or its account as root, in Principal",
                "it trusts the caller if the conditions fit; of another account both sides must allow",
            ),
            ("neither", "the role does not trust the caller"),
            ("NoSuchEntity", "there is no such role in this account"),
        ],
    );
    let account = arn.and_then(|it| told.world.accounts.get(&it.account_id()?));
    let role = account
        .zip(arn)
        .and_then(|(account, arn)| account.iam.roles.get(arn.name()));
    planned.is_answered = role.is_some_and(|it| it.trust.known().is_some());
    Some(planned)
}

/// The function that is called
fn function_policy(told: &Told<'_>) -> Option<Planned> {
    let arn = told.parts.resource.as_ref()?;
    let name = arn.resource().strip_prefix("function:")?;
    let planned = ask(
        "accounts/{account}/regions/{region}/lambda/{function}/policy",
        &[
            ("account", Some(arn.account())),
            ("region", Some(arn.region())),
            ("function", name.split(':').next()),
        ],
        "whom the function's policy lets in",
    )?;
    Some(telling(
        planned,
        &[
            (
                "no statement with the caller",
                "the function does not let it in",
            ),
            (
                "ResourceNotFoundException",
                "the function has no policy at all",
            ),
        ],
    ))
}

/// The key that is asked, where the resource is one
fn key_policy(told: &Told<'_>) -> Option<Planned> {
    let arn = told.parts.resource.as_ref();
    let arn = arn.filter(|it| it.service() == "kms");
    let key = arn.and_then(|it| it.resource().strip_prefix("key/"));
    let account = arn.map(|it| it.account().to_string());
    let region = arn.map(|it| it.region().to_string());
    let region = region.or_else(|| told.symptom.region.clone());
    let planned = ask(
        "accounts/{account}/regions/{region}/kms/{key}/policy",
        &[
            ("account", account.as_deref()),
            ("region", region.as_deref()),
            ("key", key),
        ],
        "what the key's policy says",
    )?;
    let mut planned = telling(
        planned,
        &[
            (
                "it names arn:aws:iam::ACCOUNT:root",
                "it leaves the caller's own policies to allow it",
            ),
            (
                "neither that nor the caller",
                "it does not let the caller in",
            ),
            ("AccessDeniedException", "ask one who may read it"),
        ],
    );
    let account = arn.and_then(|it| told.world.accounts.get(&it.account_id()?));
    let found = account.zip(arn);
    let found = found.and_then(|(account, arn)| account.keys.get(arn.as_str()));
    planned.is_answered = found.is_some_and(|it| it.policy.known().is_some());
    Some(planned)
}

/// Whether KMS refused behind S3: how the bucket encrypts, and what KMS recorded
fn kms(told: &Told<'_>, candidates: &[Candidate]) -> Vec<Planned> {
    if !is_kms_possible(candidates) {
        return Vec::new();
    }
    let mut all = Vec::new();
    let is_of_s3 = |it: &Candidate| {
        let operation = it.operation.and_then(|it| operations::named(it).next());
        operation.is_some_and(|it| it.client == operations::Client::S3)
    };
    if candidates.iter().any(is_of_s3) {
        all.push(bucket(
            told,
            "encryption",
            "whether a KMS key is behind the bucket",
            |it| it.encryption.known().is_some(),
            &[
                ("aws:kms", "the caller needs that key, too: kms:Decrypt to read, kms:GenerateDataKey to write"),
                ("AES256", "no key of KMS for new objects; old ones may differ"),
            ],
        ));
    }
    let actions = candidates.iter().map(|it| it.action.as_str());
    let asked = actions.filter_map(|it| it.strip_prefix("kms:"));
    let name = asked.min_by_key(|it| *it != "Decrypt").unwrap_or("Decrypt");
    let bucket = told.bucket.as_deref().unwrap_or("the bucket");
    all.push(Planned {
        why: "whether KMS refused it, in CloudTrail (it takes some minutes)".to_string(),
        look: Look::at(format!(
            "aws cloudtrail lookup-events --lookup-attributes \
             AttributeKey=EventName,AttributeValue={name} --max-items 20"
        ))
        .tells(
            format!("an errorCode, and {bucket} in encryptionContext"),
            "KMS refused it: the text says why",
        )
        .tells(
            "nothing about it",
            "KMS was not asked, or another account or Region keeps the record",
        ),
        is_answered: false,
    });
    all
}

/// The organization's policies above an account
fn organization(account: Option<&str>, is_caller: bool) -> Option<Planned> {
    let (part, why) = if is_caller {
        (
            "scp",
            "which service control policies stand above the caller",
        )
    } else {
        (
            "rcp",
            "which resource control policies stand above the bucket",
        )
    };
    let planned = ask(
        &format!("organization/targets/{{node}}/{part}"),
        &[("node", account)],
        why,
    )?;
    Some(telling(
        planned,
        &[
            (
                "FullAWSAccess only",
                "look at the units above it: list-parents tells them",
            ),
            (
                "AccessDeniedException",
                "only the organization's administrators may ask",
            ),
        ],
    ))
}

fn endpoint(told: &Told<'_>) -> Option<Planned> {
    let account = told.account().map(|it| it.to_string());
    let region = told.symptom.region.as_deref();
    let planned = ask(
        "accounts/{account}/regions/{region}/ec2/vpc-endpoints",
        &[("account", account.as_deref()), ("region", region)],
        "whether a VPC endpoint is in between",
    )?;
    Some(telling(
        planned,
        &[
            (
                "s3 with a PolicyDocument",
                "that policy must allow it, too, where the request passes it",
            ),
            (
                "none for s3",
                "the request passes none: --context-absent aws:SourceVpce",
            ),
        ],
    ))
}

fn access_point(told: &Told<'_>) -> Option<Planned> {
    let arn = told.parts.resource.as_ref()?;
    let name = arn.resource().strip_prefix("accesspoint/")?;
    let name = name.split('/').next()?;
    let planned = ask(
        "accounts/{account}/regions/{region}/s3/access-points/{access-point}/policy",
        &[
            ("account", Some(arn.account())),
            ("region", Some(arn.region())),
            ("access-point", Some(name)),
        ],
        "what the access point's policy says",
    )?;
    let mut planned = telling(
        planned,
        &[(
            "NoSuchAccessPointPolicy",
            "there is none: the bucket's policy must name the caller or leave it to access points",
        )],
    );
    let known = told.world.access_point(arn);
    planned.is_answered = known.is_some_and(|it| it.policy.known().is_some());
    Some(planned)
}
