//! Turning on evidence: what records the next denial, as a plan of changes.
//!
//! Access logs tell who was refused what, and name no layer. Data events of `CloudTrail` hold AWS's
//! own message, which does. Source: S3 User Guide, "Enabling Amazon S3 server access logging";
//! `CloudTrail` User Guide, "Logging data events" and "Amazon S3 bucket policy for `CloudTrail`".

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::{Assume, find_bucket};
use why403_model::known::Fact;
use why403_model::shell::quoted;
use why403_model::world::{Bucket, Logging, World};

use super::between::between;
use super::care::TakesEffect;
use super::change::{Change, Changes, To, changes, words};
use super::document::{of_statement, with_statement};
use super::edit::{Edit, Place, apply};
use super::exposure::{self, Exposure};
use super::owner::{Managed, Owner};
use super::site::{Located, Site};
use super::statement::{Allow, Named};
use super::terraform;
use super::verify::Fix;

/// What is to be recorded, and how
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The bucket about which nothing is recorded yet
    pub bucket: String,
    /// What the keys start with; empty means all
    pub prefix: String,
    /// The bucket that takes the records
    pub logs: String,
    /// By what
    pub by: Recorder,
}

/// What records
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorder {
    /// Server access logs: of the whole bucket, whatever the prefix
    AccessLogs,
    /// Data events of `CloudTrail`, in a trail of their own
    DataEvents,
}

/// The plan, and what its policies let in
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is changed
    pub changes: Changes,
    /// What that opens and breaks
    pub exposure: Exposure,
}

/// Why there is no plan
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// The world does not have a bucket
    #[error("the world has no bucket `{name}`")]
    NoBucket {
        /// Its name
        name: String,
    },
    /// What stands in the way of a policy is not known
    #[error("the policy of bucket `{name}` is not known")]
    UnknownPolicy {
        /// The bucket's name
        name: String,
    },
    /// Access logs are on
    #[error("access logs of bucket `{name}` go to `{logs}` already")]
    IsOn {
        /// The bucket's name
        name: String,
        /// Where they go
        logs: String,
    },
    /// Records cannot go there
    #[error("bucket `{logs}` cannot take records of bucket `{name}`: {why}")]
    Apart {
        /// The bucket's name
        name: String,
        /// The bucket that was to take the records
        logs: String,
        /// Why
        why: &'static str,
    },
}

impl EvidenceError {
    /// The stable code
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoBucket { .. } => "evidence/no-bucket",
            Self::UnknownPolicy { .. } => "evidence/unknown-policy",
            Self::IsOn { .. } => "evidence/is-on",
            Self::Apart { .. } => "evidence/apart",
        }
    }

    /// What to do
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NoBucket { name } | Self::UnknownPolicy { name } => format!(
                "put the answer of aws s3api get-bucket-policy --bucket {} into the world: docs/world.md",
                quoted(name)
            ),
            Self::IsOn { .. } => "give the newest log to why403: docs/logs.md".to_string(),
            Self::Apart { .. } => "name another bucket: --logs BUCKET".to_string(),
        }
    }
}

/// What is changed so that the next denial is recorded.
pub fn plan(wanted: &Wanted, world: &World, assume: &Assume) -> Result<Plan, EvidenceError> {
    let no = |name: &str| EvidenceError::NoBucket { name: name.into() };
    let (account, bucket) = find_bucket(world, &wanted.bucket).ok_or_else(|| no(&wanted.bucket))?;
    let (keeper, logs) = find_bucket(world, &wanted.logs).ok_or_else(|| no(&wanted.logs))?;
    let trail = trail(&wanted.bucket);
    let region = bucket.region.known().cloned();
    let owner = account.id.as_str();
    let statements = match wanted.by {
        Recorder::AccessLogs => {
            together(wanted, bucket, logs)?;
            if keeper.id != account.id {
                return Err(apart(wanted, "it belongs to another account"));
            }
            alloc::vec![of_logs(wanted, owner)]
        }
        Recorder::DataEvents => {
            outside(wanted, owner)?;
            let region = region.as_deref().unwrap_or("us-east-1");
            let arn = format!("arn:aws:cloudtrail:{region}:{owner}:trail/{trail}");
            of_trail(wanted, owner, &arn)
        }
    };
    let edit = policy(logs, &statements)?;
    let fix = Fix {
        kind: "evidence/deliver",
        text: format!("let the records into bucket {}", wanted.logs),
        owner: Owner::Account(keeper.id.clone()),
        world: alloc::vec![edit],
        request: Vec::new(),
        notes: Vec::new(),
    };
    let mut found = changes(core::slice::from_ref(&fix), world, assume);
    let (site, to, why) = match wanted.by {
        Recorder::AccessLogs => (
            Site::Logging(wanted.bucket.clone()),
            To::Logging(Logging {
                bucket: wanted.logs.clone(),
                prefix: format!("{}/", wanted.bucket),
            }),
            format!("write access logs of bucket {}", wanted.bucket),
        ),
        Recorder::DataEvents => (
            Site::Trail(trail),
            To::Trail {
                logs: wanted.logs.clone(),
                below: format!("arn:aws:s3:::{}/{}", wanted.bucket, wanted.prefix),
            },
            format!("record what is done to objects of bucket {}", wanted.bucket),
        ),
    };
    let at = Located {
        site,
        account: Some(account.id.clone()),
        region,
    };
    let kept = terraform::of_site(&at, &[], &world.declared).into_iter();
    found.all.push(Change {
        managed: kept
            .map(|it| (words(&at.site), Managed::Terraform(it)))
            .collect(),
        at,
        why: alloc::vec![why],
        owner: Owner::Account(account.id.clone()),
        to,
        takes_effect: TakesEffect::Minutes,
        keeper: None,
    });
    let exposure = apply(world, &fix.world).map_or_else(
        |_| Exposure::default(),
        |edited| exposure::of(world, &edited, &between(world, &edited), assume),
    );
    Ok(Plan {
        changes: found,
        exposure,
    })
}

/// The name of a trail for a bucket: letters, digits, `.`, `_`, `-`, 128 at most
fn trail(bucket: &str) -> String {
    let plain = |it: &char| it.is_ascii_alphanumeric() || "._-".contains(*it);
    let name: String = bucket.chars().filter(plain).take(100).collect();
    format!("why403-{name}")
}

fn apart(wanted: &Wanted, why: &'static str) -> EvidenceError {
    EvidenceError::Apart {
        name: wanted.bucket.clone(),
        logs: wanted.logs.clone(),
        why,
    }
}

/// A trail must not watch where its own records go: each would be recorded, endlessly
fn outside(wanted: &Wanted, owner: &str) -> Result<(), EvidenceError> {
    let records = records(owner);
    // Either watches all below the other.
    let overlaps = records.starts_with(&wanted.prefix) || wanted.prefix.starts_with(&records);
    if wanted.bucket == wanted.logs && overlaps {
        return Err(apart(wanted, "each record would be recorded"));
    }
    Ok(())
}

/// What the keys of a trail's records start with
fn records(owner: &str) -> String {
    format!("AWSLogs/{owner}/")
}

/// Access logs go to a bucket of the same Region, which S3 encrypts by itself
fn together(wanted: &Wanted, bucket: &Bucket, logs: &Bucket) -> Result<(), EvidenceError> {
    if wanted.bucket == wanted.logs {
        return Err(apart(wanted, "each log would be logged"));
    }
    if let Fact::Known(Some(on)) = &bucket.logging {
        return Err(EvidenceError::IsOn {
            name: wanted.bucket.clone(),
            logs: on.bucket.clone(),
        });
    }
    if let (Some(one), Some(other)) = (bucket.region.known(), logs.region.known())
        && one != other
    {
        return Err(apart(wanted, "it is in another Region"));
    }
    match &logs.encryption {
        Fact::Known(Some(it)) if it.algorithm != "AES256" => Err(apart(
            wanted,
            "its default encryption is by KMS, which log delivery cannot use",
        )),
        Fact::Known(_) | Fact::Unknown(_) => Ok(()),
    }
}

/// One more statement in the policy of the bucket that takes the records, or its first policy
fn policy(logs: &Bucket, statements: &[String]) -> Result<Edit, EvidenceError> {
    let unknown = || EvidenceError::UnknownPolicy {
        name: logs.name.clone(),
    };
    match &logs.policy {
        Fact::Known(Some(old)) => {
            let mut new = old.clone();
            for statement in statements {
                new = with_statement(&new, statement).ok_or_else(unknown)?;
            }
            Ok(Edit::Rewrite {
                old: old.clone(),
                new,
            })
        }
        Fact::Known(None) => {
            let (first, rest) = statements.split_first().ok_or_else(unknown)?;
            let label = format!("bucket policy of {}", logs.name);
            let mut document = of_statement(&label, first).ok_or_else(unknown)?;
            for statement in rest {
                document = with_statement(&document, statement).ok_or_else(unknown)?;
            }
            Ok(Edit::Write {
                place: Place::Bucket(logs.name.clone()),
                document,
            })
        }
        Fact::Unknown(_) => Err(unknown()),
    }
}

fn of_logs(wanted: &Wanted, owner: &str) -> String {
    Allow {
        action: "s3:PutObject".to_string(),
        resource: format!("arn:aws:s3:::{}/{}/*", wanted.logs, wanted.bucket),
        principal: Some(Named::Service("logging.s3.amazonaws.com")),
        conditions: alloc::vec![
            (
                "ArnLike",
                "aws:SourceArn".to_string(),
                format!("arn:aws:s3:::{}", wanted.bucket)
            ),
            (
                "StringEquals",
                "aws:SourceAccount".to_string(),
                owner.to_string()
            ),
        ],
    }
    .json()
}

fn of_trail(wanted: &Wanted, owner: &str, trail: &str) -> Vec<String> {
    let service = || Some(Named::Service("cloudtrail.amazonaws.com"));
    let source = || ("ArnEquals", "aws:SourceArn".to_string(), trail.to_string());
    let look = Allow {
        action: "s3:GetBucketAcl".to_string(),
        resource: format!("arn:aws:s3:::{}", wanted.logs),
        principal: service(),
        conditions: alloc::vec![source()],
    };
    let write = Allow {
        action: "s3:PutObject".to_string(),
        resource: format!("arn:aws:s3:::{}/{}*", wanted.logs, records(owner)),
        principal: service(),
        conditions: alloc::vec![
            source(),
            (
                "StringEquals",
                "s3:x-amz-acl".to_string(),
                "bucket-owner-full-control".to_string()
            ),
        ],
    };
    alloc::vec![look.json(), write.json()]
}
