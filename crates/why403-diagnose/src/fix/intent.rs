//! Public reading and sharing have a door of their own: nobody gets there by a missing Allow.
//!
//! Who is to read without credentials is served by `CloudFront`, then by a URL that somebody
//! signs; a public bucket comes last, and only where it was asked for.
//!
//! Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage" and "Sharing
//! objects with presigned URLs"; Amazon `CloudFront` Developer Guide, "Restrict access to an
//! Amazon S3 origin".

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layer::public::is_public;
use why403_engine::resolve::{Assume, find_bucket, find_object};
use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::request::{Entry, Principal};
use why403_model::shell::quoted;
use why403_model::world::{Account, Bucket, PublicAccessBlock, World};

use super::edit::{Edit, PublicAccessLevel};
use super::owner::Owner;
use super::plan::Stopped;
use super::request::RequestEdit;
use super::statement::{Allow, Named};
use super::stop::Stop;
use super::verify::{Fix, tried};
use super::wanted::{Intent, Publicness, Wanted};
use crate::cause::caller;
use crate::diagnosis::{Diagnosis, Overall};
use crate::idea::escaped;

/// What an intent leads to
#[derive(Default)]
pub(super) struct Door {
    /// First steps of plans, the way to try first at the front
    pub(super) ways: Vec<Fix>,
    /// What cannot be proven here, in sentences
    pub(super) advice: Vec<String>,
    /// Ways that are shut
    pub(super) stopped: Vec<Stopped>,
}

/// Callers that are tried for one who may read
const SIGNERS: usize = 60;

/// The ways of an intent; without any where the operation reads no object of a known bucket.
pub(super) fn open(diagnosis: &Diagnosis, world: &World, assume: &Assume, wanted: &Wanted) -> Door {
    let mut door = Door::default();
    let Some(scene) = Scene::of(diagnosis, world) else {
        door.advice.push(
            "an intent is about reading one object of a bucket that this world knows: ask for \
             s3:GetObject on it"
                .to_string(),
        );
        return door;
    };
    match &wanted.intent {
        Some(Intent::ShareWith(account)) => door.ways.extend(scene.share(account, diagnosis)),
        Some(Intent::PublicRead | Intent::PublicWebsite) => {
            match &wanted.distribution {
                Some(distribution) => door.ways.extend(scene.cloudfront(distribution)),
                None => door.advice.push(
                    "serve it through CloudFront with origin access control, and the bucket stays \
                     shut: name the distribution with --distribution ARN"
                        .to_string(),
                ),
            }
            match scene.presigned(diagnosis, world, assume) {
                Some(fix) => door.ways.push(fix),
                None => door.advice.push(format!(
                    "for a few readers, and for some time, let somebody who may read it sign a \
                     URL: aws s3 presign {} --expires-in 3600",
                    quoted(&scene.uri())
                )),
            }
            scene.public(diagnosis, world, assume, wanted, &mut door);
        }
        None => {}
    }
    door
}

/// The object that is to be read
struct Scene<'w> {
    account: &'w Account,
    bucket: &'w Bucket,
    key: String,
}

impl<'w> Scene<'w> {
    fn of(diagnosis: &Diagnosis, world: &'w World) -> Option<Self> {
        let mut requests = diagnosis.checks.iter().map(|it| &it.check.request);
        let request = requests.find(|it| it.action.is("s3:GetObject"))?;
        let arn = Arn::parse(&request.resource).ok()?;
        let (account, bucket) = find_bucket(world, arn.s3_bucket()?)?;
        Some(Self {
            account,
            bucket,
            key: arn.s3_key()?.to_string(),
        })
    }

    fn uri(&self) -> String {
        format!("s3://{}/{}", self.bucket.name, self.key)
    }

    /// The folder that the object is in, as a pattern; at the top of the bucket the object alone,
    /// since the pattern there would be everything
    fn prefix(&self) -> String {
        let folder = self.key.rsplit_once('/').map(|(folder, _)| folder);
        let path = match folder {
            Some(folder) => format!("{}/*", escaped(folder)),
            None => escaped(&self.key),
        };
        format!("arn:aws:s3:::{}/{path}", self.bucket.name)
    }

    fn widen(&self) -> String {
        format!(
            "it is for {} only; for more, write more of them into Resource, one by one",
            self.prefix()
        )
    }

    fn owner(&self) -> Owner {
        Owner::Account(self.account.id.clone())
    }

    /// Origin access control: the one distribution reads, whoever asks it
    fn cloudfront(&self, distribution: &str) -> Option<Fix> {
        const NAME: &str = "cloudfront.amazonaws.com";
        let arn = Arn::parse(distribution).ok()?;
        if arn.service() != "cloudfront" || distribution.contains(['*', '?', '$']) {
            return None;
        }
        let statement = Allow {
            action: "s3:GetObject".into(),
            resource: self.prefix(),
            principal: Some(Named::Service(NAME)),
            conditions: alloc::vec![(
                "StringEquals",
                "AWS:SourceArn".to_string(),
                distribution.to_string()
            )],
        };
        let mut request = alloc::vec![
            RequestEdit::By(Principal::Service { name: NAME.into() }),
            RequestEdit::Context {
                key: "aws:SourceArn".into(),
                entry: Entry::One(distribution.into()),
            },
        ];
        request.extend(arn.account_id().map(|it| RequestEdit::Context {
            key: "aws:SourceAccount".into(),
            entry: Entry::One(it.to_string()),
        }));
        Some(Fix {
            kind: "intent/cloudfront",
            text: format!(
                "let CloudFront distribution {} read it, and give its readers that address",
                arn.name()
            ),
            owner: self.owner(),
            world: alloc::vec![Edit::in_bucket_policy(self.bucket, &statement.json())?],
            request,
            notes: alloc::vec![
                "the distribution needs an origin access control that signs, on the origin of \
                 this bucket (its REST endpoint, not the website endpoint)"
                    .to_string(),
                self.widen(),
            ],
        })
    }

    /// A URL that somebody signs who may read already
    fn presigned(&self, diagnosis: &Diagnosis, world: &World, assume: &Assume) -> Option<Fix> {
        let iam = &self.account.iam;
        let roles = iam.roles.values().map(|it| &it.arn);
        let all = roles.chain(iam.users.values().map(|it| &it.arn));
        let signers = all.filter_map(Principal::from_arn).take(SIGNERS);
        for signer in signers {
            if signer.is_service_linked() {
                continue;
            }
            let fix = Fix {
                kind: "intent/presign",
                text: format!(
                    "give out a URL that {} signs and that ends by itself: aws s3 presign {} \
                     --expires-in 3600",
                    caller(&signer),
                    quoted(&self.uri())
                ),
                owner: self.owner(),
                world: Vec::new(),
                request: alloc::vec![RequestEdit::By(signer)],
                notes: alloc::vec![
                    "whoever has the URL can read until it ends, and it ends with the session \
                     that signed it at the latest"
                        .to_string()
                ],
            };
            let steps = core::slice::from_ref(&fix);
            let again = tried(steps, &diagnosis.question, world, assume);
            if again.is_ok_and(|(_, it)| it.decision == Overall::Allow) {
                return Some(fix);
            }
        }
        None
    }

    /// A statement for everybody, and the two settings off that keep it from counting, wherever
    /// they are on
    fn public(
        &self,
        diagnosis: &Diagnosis,
        world: &World,
        assume: &Assume,
        wanted: &Wanted,
        door: &mut Door,
    ) {
        if wanted.public == Publicness::Refused {
            door.advice
                .push("to make it public in spite of that, say so: --allow-public".to_string());
            return;
        }
        let decision = |fix: &Fix| {
            let again = tried(
                core::slice::from_ref(fix),
                &diagnosis.question,
                world,
                assume,
            );
            again.map(|(_, it)| it.decision)
        };
        match self.opened(world) {
            Ok(fix) => {
                // What the policy grants to everybody already needs no second statement.
                let bare = self.uncovered(&fix);
                let is_enough = |it: &Fix| {
                    let found = decision(it);
                    found.as_ref().is_ok_and(|it| *it != Overall::Deny) && found == decision(&fix)
                };
                door.ways.push(bare.filter(is_enough).unwrap_or(fix));
            }
            Err(instead) => door.stopped.push(Stopped {
                cause: None,
                stop: Stop::Public,
                instead,
            }),
        }
    }

    /// The same without a statement, where the policy has some for the public that the settings
    /// keep from counting
    fn uncovered(&self, fix: &Fix) -> Option<Fix> {
        let is_setting = |it: &&Edit| matches!(it, Edit::PublicAccessBlock { .. });
        let world: Vec<Edit> = fix.world.iter().filter(is_setting).cloned().collect();
        (self.is_public_by_policy() && !world.is_empty()).then(|| Fix {
            text: format!(
                "let the policy of bucket {} count, which is public",
                self.bucket.name
            ),
            world,
            ..fix.clone()
        })
    }

    /// The fix that makes it public, or why there is none
    fn opened(&self, world: &World) -> Result<Fix, String> {
        let object = find_object(self.bucket, &self.key, None);
        let encryption = object.and_then(|it| it.encryption.known());
        let is_kms = |it: &why403_model::world::Encryption| it.algorithm.starts_with("aws:kms");
        if encryption.is_some_and(|it| it.as_ref().is_some_and(is_kms)) {
            return Err(
                "a KMS key encrypts it, and S3 uses none for unsigned requests: CloudFront can \
                 read it for them"
                    .to_string(),
            );
        }
        if let Fact::Known(Some(organization)) = &world.organization {
            let found = organization.public_access_blocks.get(&self.account.id);
            if found.and_then(Fact::known).is_some_and(|it| shuts(*it)) {
                return Err(
                    "the organization keeps Block Public Access on for this account, and nobody \
                     in the account can turn it off: ask who administers the organization"
                        .to_string(),
                );
            }
        }
        let mut edits = Vec::new();
        let levels = [
            (
                PublicAccessLevel::Account(self.account.id.clone()),
                &self.account.public_access_block,
            ),
            (
                PublicAccessLevel::Bucket(self.bucket.name.clone()),
                &self.bucket.public_access_block,
            ),
        ];
        for (of, settings) in levels {
            match settings.known() {
                Some(now) if shuts(*now) => edits.push(Edit::PublicAccessBlock {
                    of,
                    to: PublicAccessBlock {
                        block_public_policy: false,
                        restrict_public_buckets: false,
                        ..*now
                    },
                }),
                Some(_) | None => {}
            }
        }
        let is_account = edits.len() == 2
            || matches!(
                edits.first(),
                Some(Edit::PublicAccessBlock {
                    of: PublicAccessLevel::Account(_),
                    ..
                })
            );
        let is_shut = !edits.is_empty();
        let statement = Allow {
            action: "s3:GetObject".into(),
            resource: self.prefix(),
            principal: Some(Named::Everyone),
            conditions: Vec::new(),
        };
        let policy = Edit::in_bucket_policy(self.bucket, &statement.json());
        edits.push(policy.ok_or("what the bucket's policy is now is not known")?);
        let mut notes = alloc::vec![
            "what was public once may be cached and copied for good: to shut it again does not \
             take it back"
                .to_string(),
            if is_shut && self.is_public_by_policy() {
                format!(
                    "with the settings off, all that the policy of bucket {} grants to the public \
                     counts: read it first",
                    self.bucket.name
                )
            } else {
                self.widen()
            },
            "the two settings for ACLs stay on".to_string(),
        ];
        if is_account {
            notes.push(format!(
                "the account's settings cover every bucket of {}: another that has a public \
                 policy opens too",
                self.account.id
            ));
        }
        Ok(Fix {
            kind: "intent/public",
            text: format!("let everybody read {}", self.prefix()),
            owner: self.owner(),
            world: edits,
            request: Vec::new(),
            notes,
        })
    }

    /// Whether statements of the bucket's policy are for everybody already, and count once the
    /// settings are off
    fn is_public_by_policy(&self) -> bool {
        let policy = self.bucket.policy.known().and_then(Option::as_ref);
        policy.is_some_and(|it| is_public(&it.policy))
    }

    /// The other account as a whole: it says itself who of it may
    fn share(&self, with: &AccountId, diagnosis: &Diagnosis) -> Option<Fix> {
        let root = format!("arn:aws:iam::{with}:root");
        let statement = Allow {
            action: "s3:GetObject".into(),
            resource: format!("arn:aws:s3:::{}/{}", self.bucket.name, escaped(&self.key)),
            principal: Some(Named::Aws(&root)),
            conditions: Vec::new(),
        };
        let asked_by = diagnosis.question.request.principal.account();
        // Who is of that account asks again, anybody else is no measure of it.
        let request = if asked_by.as_ref() == Some(with) {
            Vec::new()
        } else {
            let root = Principal::from_arn(&Arn::parse(&root).ok()?)?;
            alloc::vec![RequestEdit::By(root)]
        };
        Some(Fix {
            kind: "intent/share",
            text: format!("let account {with} read {}", self.uri()),
            owner: self.owner(),
            world: alloc::vec![Edit::in_bucket_policy(self.bucket, &statement.json())?],
            request,
            notes: alloc::vec![
                format!(
                    "account {with} then lets its own callers read it, with an Allow for \
                     s3:GetObject in their identity policies"
                ),
                "it is for this object only; for a folder, end Resource with the folder's name \
                 and /*"
                    .to_string(),
            ],
        })
    }
}

/// Whether settings keep a public policy from being written or from counting
fn shuts(it: PublicAccessBlock) -> bool {
    it.block_public_policy || it.restrict_public_buckets
}
