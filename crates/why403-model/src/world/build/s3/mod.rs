//! Buckets, their settings, and the account's Block Public Access.

//!
//! - [`settings`]: the settings that decide more rarely
//! - [`object`]: objects that matter

mod object;
mod settings;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use self::settings as read;
use super::acl::{Canonicals, acl};
use super::answer::{
    Answer, end_of, error_at, field, flag, list, owned, required, scalar, texts, unwrapped,
};
use super::call::{
    ABAC, ACCOUNT_BLOCK, BUCKET_ACL, BUCKET_BLOCK, BUCKET_POLICY, BUCKET_TAGS, CALLS, Call,
    ENCRYPTION, LOCATION, LOGGING, NOTIFICATION, OBJECT_LOCK, OWNERSHIP, POLICY_STATUS,
    REPLICATION, REQUEST_PAYMENT, Scope, VERSIONING, WEBSITE,
};
use super::document::{document, inside};
use super::{Build, Cursor};
use crate::arn::AccountId;
use crate::known::{Fact, Gap, Reason};
use crate::nearest::nearest;
use crate::world::tree::TreeProblem;
use crate::world::{Bucket, Encryption, Notifications, ObjectOwnership, PublicAccessBlock};

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
        let exists = self.bucket_exists(place, scope);
        if error_at(place).is_none() {
            self.check_members(place, BUCKET);
        }
        let name = scope.name("bucket").to_string();
        let policy = self.fact(place, &BUCKET_POLICY, scope, Some(None), |it| {
            let label = alloc::format!("bucket policy of {name}");
            document(&inside(it, &[&["Policy"]]), label, None).map(|it| Some(it.into()))
        });
        let (encryption, blocks_sse_c) = self.default_encryption(place, scope);
        let object_lock = self.fact(place, &OBJECT_LOCK, scope, Some(None), read::object_lock);
        Bucket {
            exists,
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
            encryption,
            blocks_sse_c,
            tags: self.fact(place, &BUCKET_TAGS, scope, Some(BTreeMap::new()), |it| {
                tags(it, "TagSet", ["Key", "Value"])
            }),
            abac_enabled: self.fact(place, &ABAC, scope, None, abac_enabled),
            versioning: self.fact(
                place,
                &VERSIONING,
                scope,
                Some(read::NO_VERSIONS),
                read::versioning,
            ),
            requester_pays: self.fact(place, &REQUEST_PAYMENT, scope, None, requester_pays),
            logging: self.fact(place, &LOGGING, scope, Some(None), read::logging),
            website: self.fact(place, &WEBSITE, scope, Some(None), read::website),
            notifications: self.fact(
                place,
                &NOTIFICATION,
                scope,
                Some(Notifications::default()),
                read::notifications,
            ),
            replication: self.fact(place, &REPLICATION, scope, Some(None), read::replication),
            policy_is_public: self.fact(
                place,
                &POLICY_STATUS,
                scope,
                Some(false),
                read::policy_is_public,
            ),
            objects: self.objects(place, scope, canonicals, &object_lock),
            object_lock,
            owner: account.clone(),
            name,
        }
    }

    /// Whether there is such a bucket: some answer about it says so.
    ///
    /// A bucket that does not exist is `NoSuchBucket` to every caller; a refusal says nothing.
    /// The error may also stand in the place of the bucket's folder.
    fn bucket_exists(&mut self, place: &Cursor<'t>, scope: &Scope) -> Fact<bool> {
        let missing = |code: &str| code == "NoSuchBucket";
        let mut why = Reason::NotCollected;
        match error_at(place) {
            Some(error) if missing(&error.code) || error.code == "404" => {
                return Fact::Known(false);
            }
            Some(error) if error.is_refusal() => why = Reason::Refused(error.text),
            Some(error) => why = Reason::Failed(error.text),
            None => {}
        }
        let (mut there, mut gone) = (None, None);
        for (name, it) in place.members() {
            let path = alloc::format!("{BUCKET}/{name}");
            let call = CALLS.iter().find(|call| call.path == path);
            let Some(call) = call.filter(|_| it.problem().is_none()) else {
                continue;
            };
            match error_at(&it) {
                Some(error) if missing(&error.code) => gone = gone.or(Some((name, it))),
                Some(error) if call.absent.contains(&error.code.as_str()) => {
                    there = there.or(Some(name));
                }
                None if it.node().is_some() || it.is_folder() => there = there.or(Some(name)),
                Some(_) | None => {}
            }
        }
        match (there, gone) {
            (Some(_), None) => return Fact::Known(true),
            (None, Some(_)) => return Fact::Known(false),
            (Some(first), Some((name, second))) => {
                why = self.unreadable(TreeProblem::Contradiction {
                    at: second.place(),
                    what: alloc::format!("bucket {}", scope.name("bucket")),
                    first: alloc::format!("there, by `{first}`"),
                    second: alloc::format!("missing, by `{name}`"),
                });
            }
            (None, None) => {}
        }
        let what = alloc::format!("whether bucket {} exists", scope.name("bucket"));
        let gap = self.gap(place, &LOCATION, scope, why);
        Fact::Unknown(Gap { what, ..gap })
    }

    /// Default encryption, and whether SSE-C is refused: both from one answer
    fn default_encryption(
        &mut self,
        place: &Cursor<'t>,
        scope: &Scope,
    ) -> (Fact<Option<Encryption>>, Fact<bool>) {
        let answer = self.answer(place, &ENCRYPTION);
        let both = self.settled(answer, Some((None, false)), |it| {
            let rule = encryption_rule(it)?;
            let blocks = rule.as_ref().map(blocks_sse_c).transpose()?;
            let encryption = rule.as_ref().map(encryption).transpose()?;
            Ok((encryption.flatten(), blocks.unwrap_or(false)))
        });
        match both {
            Ok((encryption, blocks)) => (Fact::Known(encryption), Fact::Known(blocks)),
            Err(why) => {
                let gap = self.gap(place, &ENCRYPTION, scope, why);
                (Fact::Unknown(gap.clone()), Fact::Unknown(gap))
            }
        }
    }

    /// The settings that stand in an answer, which is in a member of `parent`
    pub(super) fn public_access_block(
        &mut self,
        parent: &Cursor<'t>,
        call: &Call,
        scope: &Scope,
    ) -> Fact<PublicAccessBlock> {
        let answer = self.answer(parent, call);
        match self.four_settings(answer) {
            Ok(block) => Fact::Known(block),
            Err(why) => Fact::Unknown(self.gap(parent, call, scope, why)),
        }
    }

    /// The four settings of an answer; without a configuration all are off
    pub(super) fn four_settings(
        &mut self,
        answer: Answer<'t>,
    ) -> Result<PublicAccessBlock, Reason> {
        let mut unknown = Vec::new();
        let block = self.settled(answer, Some(PublicAccessBlock::default()), |it| {
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
    let is_on = |name| flag(flags, name).map(|it| it.unwrap_or(false));
    Ok(PublicAccessBlock {
        block_public_acls: is_on("BlockPublicAcls")?,
        ignore_public_acls: is_on("IgnorePublicAcls")?,
        block_public_policy: is_on("BlockPublicPolicy")?,
        restrict_public_buckets: is_on("RestrictPublicBuckets")?,
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

/// The rule of default encryption; AWS allows one
fn encryption_rule<'t>(found: &Cursor<'t>) -> Result<Option<Cursor<'t>>, TreeProblem> {
    let configuration = unwrapped(found, "ServerSideEncryptionConfiguration");
    Ok(list(&configuration, "Rules")?.elements.into_iter().next())
}

fn encryption(rule: &Cursor<'_>) -> Result<Option<Encryption>, TreeProblem> {
    let Some(by_default) = rule.get("ApplyServerSideEncryptionByDefault") else {
        return Ok(None);
    };
    Ok(Some(Encryption {
        algorithm: required(&by_default, "SSEAlgorithm")?.to_string(),
        kms_key: owned(field(&by_default, "KMSMasterKeyID")?),
        bucket_key: flag(rule, "BucketKeyEnabled")?.unwrap_or(false),
    }))
}

/// A rule without `BlockedEncryptionTypes`, or with `NONE` in it, blocks nothing
fn blocks_sse_c(rule: &Cursor<'_>) -> Result<bool, TreeProblem> {
    let Some(blocked) = rule
        .get("BlockedEncryptionTypes")
        .filter(|it| !it.is_null())
    else {
        return Ok(false);
    };
    let types = texts(&blocked, "EncryptionType")?;
    match types.iter().find(|it| *it != "NONE" && *it != "SSE-C") {
        Some(other) => Err(blocked.bad_value("`NONE` or `SSE-C`", other)),
        None => Ok(types.iter().any(|it| it == "SSE-C")),
    }
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
pub(super) fn one_of(
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

/// Where buckets stand in the tree
const BUCKET: &str = "accounts/{account}/s3/buckets/{bucket}";

/// The Region that has no name in locations
const US_EAST_1: &str = "us-east-1";
