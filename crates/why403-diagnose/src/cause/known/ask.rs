//! Commands that several causes ask AWS with, names filled in from the clues; what the answers
//! mean each cause says itself.

use alloc::format;
use alloc::string::{String, ToString};

use why403_model::known::{Need, Slot};
use why403_model::request::Principal;
use why403_model::shell::quoted;
use why403_model::world::percent;

use super::{Clues, Look};

/// Who asks: to be run as the process that fails
pub(super) fn caller() -> Look {
    Look::at("aws sts get-caller-identity")
}

/// Where the credentials come from
pub(super) fn source() -> Look {
    Look::at("aws configure list")
}

/// The managed policies of the caller
pub(super) fn identity(clues: &Clues<'_>) -> Look {
    Look::at(match clues.principal {
        Some(Principal::User { arn, .. }) => format!(
            "aws iam list-attached-user-policies --user-name {}",
            quoted(arn.name())
        ),
        Some(_) | None => format!(
            "aws iam list-attached-role-policies --role-name {}",
            clues.role_word()
        ),
    })
}

/// The inline policies of the caller
pub(super) fn inline(clues: &Clues<'_>) -> Look {
    Look::at(match clues.principal {
        Some(Principal::User { arn, .. }) => format!(
            "aws iam list-user-policies --user-name {}",
            quoted(arn.name())
        ),
        Some(_) | None => format!(
            "aws iam list-role-policies --role-name {}",
            clues.role_word()
        ),
    })
}

/// The role or user itself: trust, boundary, id
pub(super) fn entity(clues: &Clues<'_>) -> Look {
    Look::at(match clues.principal {
        Some(Principal::User { arn, .. }) => {
            format!("aws iam get-user --user-name {}", quoted(arn.name()))
        }
        Some(_) | None => format!("aws iam get-role --role-name {}", clues.role_word()),
    })
}

/// A setting of the bucket: `get-bucket-policy`, and where a world keeps it: `policy`
pub(super) fn bucket(clues: &Clues<'_>, call: &str, file: &str) -> Look {
    let command = format!("aws s3api {call} --bucket {}", clues.bucket_word());
    Look {
        slot: slot(clues, file),
        ..Look::at(command)
    }
}

/// The policy of the bucket
pub(super) fn bucket_policy(clues: &Clues<'_>) -> Look {
    bucket(clues, "get-bucket-policy", "policy")
}

/// Block Public Access of the bucket
pub(super) fn block_public_access(clues: &Clues<'_>) -> Look {
    bucket(clues, "get-public-access-block", "public-access-block")
}

/// A call about the object: `head-object`
pub(super) fn object(clues: &Clues<'_>, call: &str) -> Look {
    Look::at(format!("aws s3api {call} {}", clues.object_words()))
}

/// The same read as a GET of one byte, whose error has a text
pub(super) fn one_byte(clues: &Clues<'_>) -> Look {
    let object = clues.object_words();
    Look::at(format!(
        "aws s3api get-object {object} --range bytes=0-0 /dev/null"
    ))
}

/// What exists under the key's own name
pub(super) fn listed(clues: &Clues<'_>) -> Look {
    Look::at(format!(
        "aws s3api list-objects-v2 --bucket {} --prefix {} --max-items 5",
        clues.bucket_word(),
        clues.key_word()
    ))
}

/// The key of KMS, as the message or the object names it
pub(super) fn key(clues: &Clues<'_>, call: &str) -> Look {
    Look::at(format!("aws kms {call} --key-id {}", key_word(clues)))
}

/// The policy of the key
pub(super) fn key_policy(clues: &Clues<'_>) -> Look {
    Look::at(format!(
        "aws kms get-key-policy --policy-name default --key-id {}",
        key_word(clues)
    ))
}

fn key_word(clues: &Clues<'_>) -> String {
    let arn = clues.resource().filter(|it| it.service() == "kms");
    arn.map_or_else(|| "KEY-ARN".to_string(), |it| quoted(it.as_str()))
}

/// The endpoints of the network, with their policies
pub(super) fn endpoints() -> Look {
    Look::at(
        "aws ec2 describe-vpc-endpoints \
         --query 'VpcEndpoints[].[VpcEndpointId, ServiceName, PolicyDocument]'",
    )
}

/// The organization's policies on the caller's account; run in the management account
pub(super) fn organization(clues: &Clues<'_>, filter: &str) -> Look {
    Look::at(format!(
        "aws organizations list-policies-for-target --target-id {} --filter {filter}",
        clues.account_word()
    ))
}

/// Recorded calls of one name
pub(super) fn trail(event: &str) -> Look {
    Look::at(format!(
        "aws cloudtrail lookup-events \
         --lookup-attributes AttributeKey=EventName,AttributeValue={} --max-items 5",
        quoted(event)
    ))
}

/// The access point that the request names
pub(super) fn access_point(clues: &Clues<'_>, call: &str) -> Look {
    let arn = clues.resource();
    let name = arn.as_ref().and_then(|it| {
        let (kind, rest) = it.resource().split_once('/')?;
        (kind == "accesspoint").then(|| rest.split('/').next().unwrap_or(rest))
    });
    let owner = arn.as_ref().and_then(why403_model::arn::Arn::account_id);
    Look::at(format!(
        "aws s3control {call} --account-id {} --name {}",
        owner.map_or_else(|| "ACCOUNT".to_string(), |it| it.to_string()),
        name.map_or_else(|| "ACCESS-POINT".to_string(), quoted)
    ))
}

/// Where a world keeps a setting of the bucket, if the owner is known
fn slot(clues: &Clues<'_>, file: &str) -> Option<Slot> {
    let name = clues.bucket?;
    let owner = clues.owner()?;
    Some(Slot {
        file: format!(
            "accounts/{owner}/s3/buckets/{}/{file}.json",
            percent::encoded(name)
        ),
        member: None,
        console: None,
        need: Need::Core,
    })
}
