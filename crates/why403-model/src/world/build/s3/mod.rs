//! Buckets, their settings, and the account's Block Public Access.

mod object;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::acl::{Canonicals, acl};
use super::answer::{end_of, field, list, owned, required, scalar, unwrapped};
use super::call::{
    ABAC, ACCOUNT_BLOCK, BUCKET_ACL, BUCKET_BLOCK, BUCKET_POLICY, BUCKET_TAGS, ENCRYPTION,
    LOCATION, OWNERSHIP, REQUEST_PAYMENT, Scope,
};
use super::document::{document, inside};
use super::{Build, Cursor};
use crate::arn::AccountId;
use crate::json::Node;
use crate::known::{Fact, Reason};
use crate::nearest::nearest;
use crate::world::tree::TreeProblem;
use crate::world::{Bucket, Encryption, ObjectOwnership, PublicAccessBlock};

impl<'t> Build<'t> {
    /// The account's own Block Public Access, and its buckets by name
    pub(super) fn s3(
        &mut self,
        account: &AccountId,
        place: &Cursor<'t>,
        scope: &Scope,
        canonicals: &Canonicals,
    ) -> (Fact<PublicAccessBlock>, BTreeMap<String, Bucket>) {
        let Some(s3) = place.get("s3") else {
            let folder = self.folder_of(place);
            let gap = scope.gap(&ACCOUNT_BLOCK, Reason::NotCollected, folder);
            return (Fact::Unknown(gap), BTreeMap::new());
        };
        self.check_members(&s3, "accounts/{account}/s3");
        let block = self.public_access_block(&s3, &ACCOUNT_BLOCK, scope);
        let mut buckets = BTreeMap::new();
        for (name, place) in self.members(&s3, "buckets") {
            let scope = scope.with("bucket", name);
            buckets.insert(
                name.to_string(),
                self.bucket(account, &place, &scope, canonicals),
            );
        }
        (block, buckets)
    }

    fn bucket(
        &mut self,
        account: &AccountId,
        place: &Cursor<'t>,
        scope: &Scope,
        canonicals: &Canonicals,
    ) -> Bucket {
        self.check_members(place, "accounts/{account}/s3/buckets/{bucket}");
        let name = scope.name("bucket").to_string();
        let policy = self.fact(place, &BUCKET_POLICY, scope, Some(None), |it| {
            let label = alloc::format!("bucket policy of {name}");
            document(&inside(it, &[&["Policy"]]), label, None).map(|it| Some(it.into()))
        });
        Bucket {
            region: self.fact(place, &LOCATION, scope, Some(US_EAST_1.into()), region),
            policy,
            public_access_block: self.public_access_block(place, &BUCKET_BLOCK, scope),
            ownership: self.fact(
                place,
                &OWNERSHIP,
                scope,
                Some(ObjectOwnership::ObjectWriter),
                ownership,
            ),
            acl: self.fact(place, &BUCKET_ACL, scope, None, |it| acl(it, canonicals)),
            encryption: self.fact(place, &ENCRYPTION, scope, Some(None), encryption),
            tags: self.fact(place, &BUCKET_TAGS, scope, Some(BTreeMap::new()), |it| {
                tags(it, "TagSet", ["Key", "Value"])
            }),
            abac_enabled: self.fact(place, &ABAC, scope, None, abac_enabled),
            requester_pays: self.fact(place, &REQUEST_PAYMENT, scope, None, requester_pays),
            objects: self.objects(place, scope, canonicals),
            owner: account.clone(),
            name,
        }
    }

    fn public_access_block(
        &mut self,
        parent: &Cursor<'t>,
        call: &super::call::Call,
        scope: &Scope,
    ) -> Fact<PublicAccessBlock> {
        let mut unknown = Vec::new();
        let absent = Some(PublicAccessBlock::default());
        let block = self.fact(parent, call, scope, absent, |it| {
            let flags = unwrapped(it, "PublicAccessBlockConfiguration");
            unknown = unknown_flags(&flags);
            public_access_block(&flags)
        });
        self.problems.extend(unknown);
        block
    }
}

/// Pairs of tags: `[{Key, Value}]` in S3 and IAM, `[{TagKey, TagValue}]` in KMS
pub(super) fn tags(
    found: &Cursor<'_>,
    name: &'static str,
    [key, value]: [&'static str; 2],
) -> Result<BTreeMap<String, String>, TreeProblem> {
    let pairs = list(found, name)?.whole(found)?;
    let pair = |it: &Cursor<'_>| {
        Ok((
            required(it, key)?.to_string(),
            field(it, value)?.unwrap_or("").to_string(),
        ))
    };
    pairs.iter().map(pair).collect()
}

/// Source: S3 API Reference, "GetBucketLocation": `null` is us-east-1, and `EU` is eu-west-1
fn region(found: &Cursor<'_>) -> Result<String, TreeProblem> {
    let location = unwrapped(found, "LocationConstraint");
    if location.is_null() {
        return Ok(US_EAST_1.into());
    }
    Ok(match scalar(&location, "the name of a Region")? {
        "" => US_EAST_1,
        "EU" => "eu-west-1",
        region => region,
    }
    .into())
}

fn ownership(found: &Cursor<'_>) -> Result<ObjectOwnership, TreeProblem> {
    let wanted = "`BucketOwnerEnforced`, `BucketOwnerPreferred` or `ObjectWriter`";
    let text = if found.has_members() {
        let rules = list(&unwrapped(found, "OwnershipControls"), "Rules")?.elements;
        let Some(rule) = rules.first() else {
            return Ok(ObjectOwnership::ObjectWriter);
        };
        required(rule, "ObjectOwnership")?
    } else {
        scalar(found, wanted)?
    };
    ObjectOwnership::parse(text).ok_or_else(|| found.bad_value(wanted, text))
}

/// The four flags; one that is left out is off, as in `put-public-access-block`
fn public_access_block(flags: &Cursor<'_>) -> Result<PublicAccessBlock, TreeProblem> {
    if !flags.has_members() {
        return Err(flags.wrong_type(end_of(flags.path()), "an object with the four settings"));
    }
    let flag = |name: &str| match flags.get(name) {
        None => Ok(false),
        Some(it) => {
            let value = it.node().and_then(Node::as_bool);
            value.ok_or_else(|| it.wrong_type(name, "true or false"))
        }
    };
    Ok(PublicAccessBlock {
        block_public_acls: flag("BlockPublicAcls")?,
        ignore_public_acls: flag("IgnorePublicAcls")?,
        block_public_policy: flag("BlockPublicPolicy")?,
        restrict_public_buckets: flag("RestrictPublicBuckets")?,
    })
}

/// A misspelt flag would read as off, so here unknown names are noted
fn unknown_flags(flags: &Cursor<'_>) -> Vec<TreeProblem> {
    let known = [
        "BlockPublicAcls",
        "IgnorePublicAcls",
        "BlockPublicPolicy",
        "RestrictPublicBuckets",
    ];
    let unknown = flags
        .members()
        .into_iter()
        .filter(|(name, _)| !known.contains(name));
    let problem = |(name, _): (&str, Cursor<'_>)| TreeProblem::UnknownMember {
        at: flags.place_of_name(name),
        name: name.to_string(),
        nearest: nearest(name, known),
    };
    unknown.map(problem).collect()
}

fn encryption(found: &Cursor<'_>) -> Result<Option<Encryption>, TreeProblem> {
    let configuration = unwrapped(found, "ServerSideEncryptionConfiguration");
    let rules = list(&configuration, "Rules")?.elements;
    let Some(rule) = rules.first() else {
        return Ok(None);
    };
    let Some(by_default) = rule.get("ApplyServerSideEncryptionByDefault") else {
        return Ok(None);
    };
    let bucket_key = rule.get("BucketKeyEnabled");
    Ok(Some(Encryption {
        algorithm: required(&by_default, "SSEAlgorithm")?.to_string(),
        kms_key: owned(field(&by_default, "KMSMasterKeyID")?),
        bucket_key: bucket_key
            .and_then(|it| it.node()?.as_bool())
            .unwrap_or(false),
    }))
}

fn abac_enabled(found: &Cursor<'_>) -> Result<bool, TreeProblem> {
    let status = unwrapped(&unwrapped(found, "AbacStatus"), "Status");
    one_of(&status, ["Enabled", "Disabled"], "`Enabled` or `Disabled`")
}

fn requester_pays(found: &Cursor<'_>) -> Result<bool, TreeProblem> {
    let payer = unwrapped(found, "Payer");
    one_of(
        &payer,
        ["Requester", "BucketOwner"],
        "`Requester` or `BucketOwner`",
    )
}

/// Whether the text is the first of two words
fn one_of(
    found: &Cursor<'_>,
    [yes, no]: [&str; 2],
    wanted: &'static str,
) -> Result<bool, TreeProblem> {
    let text = scalar(found, wanted)?;
    if text == yes || text == no {
        Ok(text == yes)
    } else {
        Err(found.bad_value(wanted, text))
    }
}

/// The Region that has no name in locations
const US_EAST_1: &str = "us-east-1";
