//! What the bucket has beyond its policy: ACLs and ownership, Block Public Access, and the facts
//! that S3's own refusals depend on.

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::Request;
use why403_model::world::{Account, Bucket, PublicAccessBlock, World};

use super::{find_bucket, not_collected, quoted};
use crate::layers::{AclLayer, GateFacts};

pub(super) fn acl(world: &World, request: &Request) -> AclLayer {
    let Some(arn) = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3")
    else {
        return AclLayer::None;
    };
    let Some((_, bucket)) = request_bucket(world, request) else {
        let gap = |what: &str| not_collected(alloc::format!("{what} {}", request.resource), None);
        return match arn.s3_bucket() {
            None => AclLayer::None,
            Some(_) => AclLayer::Acls {
                bucket: Some(Fact::Unknown(gap("the bucket ACL for"))),
                object: arn.s3_key().map(|_| Fact::Unknown(gap("the ACL of"))),
                ownership: Fact::Unknown(gap("Object Ownership for")),
            },
        };
    };
    let object = arn.s3_key().map(|key| {
        let known = bucket.objects.iter().find(|it| it.key == key);
        known.map_or_else(
            || {
                let (name, gap) = (
                    &bucket.name,
                    alloc::format!("the ACL of {}", request.resource),
                );
                Fact::Unknown(not_collected(
                    gap,
                    Some(alloc::format!(
                        "aws s3api get-object-acl --bucket {name} --key {}",
                        quoted(key)
                    )),
                ))
            },
            |it| it.acl.clone(),
        )
    });
    AclLayer::Acls {
        bucket: Some(bucket.acl.clone()),
        object,
        ownership: bucket.ownership.clone(),
    }
}

pub(super) fn public_access_block(
    world: &World,
    request: &Request,
) -> Option<Fact<PublicAccessBlock>> {
    let arn = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3")?;
    let Some((account, bucket)) = request_bucket(world, request) else {
        let name = arn.s3_bucket()?;
        return Some(Fact::Unknown(not_collected(
            alloc::format!("the Block Public Access settings of bucket {name}"),
            Some(alloc::format!(
                "aws s3api get-public-access-block --bucket {name}"
            )),
        )));
    };
    Some(
        match (&account.public_access_block, &bucket.public_access_block) {
            (Fact::Known(account), Fact::Known(bucket)) => Fact::Known(account.or(*bucket)),
            (Fact::Unknown(gap), _) | (_, Fact::Unknown(gap)) => Fact::Unknown(gap.clone()),
        },
    )
}

/// What S3's own refusals depend on
pub(super) fn gates(world: &World, request: &Request) -> GateFacts {
    let Some((_, bucket)) = request_bucket(world, request) else {
        return GateFacts::none();
    };
    GateFacts {
        requester_pays: bucket.requester_pays.clone(),
        ..GateFacts::none()
    }
}

fn request_bucket<'w>(world: &'w World, request: &Request) -> Option<(&'w Account, &'w Bucket)> {
    let arn = Arn::parse(&request.resource).ok()?;
    let name = arn.s3_bucket().or(request.input.bucket.as_deref())?;
    find_bucket(world, name)
}
