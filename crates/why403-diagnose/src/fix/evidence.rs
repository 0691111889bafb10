//! Turning on evidence: what records the next denial, as a plan of changes.
//!
//! Access logs tell who was refused what, and name no layer. Data events of `CloudTrail` hold AWS's
//! own message, which does. Source: S3 User Guide, "Enabling Amazon S3 server access logging" and
//! "Logging requests with server access logging" (source and destination are of one account and
//! Region); `CloudTrail` User Guide, "Logging data events", "Amazon S3 bucket policy for
//! `CloudTrail`" and "Receiving `CloudTrail` log files from multiple accounts".

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::{Assume, find_bucket};
use why403_model::known::Fact;
use why403_model::shell::quoted;
use why403_model::world::{Account, Bucket, Logging, World};

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
    /// What is changed, in the order in which it has to be
    pub changes: Changes,
    /// What that opens and breaks
    pub exposure: Exposure,
    /// What has to be done before what, and why, where that is in several accounts or Regions
    pub order: Option<String>,
    /// What AWS asks for beside, where the world does not tell whether it is so
    pub needs: Option<String>,
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
    /// A trail records the data events of its own Region only
    #[error("the Region of bucket `{name}` is not known")]
    UnknownRegion {
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
        /// What to do
        help: String,
    },
}

impl EvidenceError {
    /// The stable code
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoBucket { .. } => "evidence/no-bucket",
            Self::UnknownPolicy { .. } => "evidence/unknown-policy",
            Self::UnknownRegion { .. } => "evidence/unknown-region",
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
            Self::UnknownRegion { name } => format!(
                "put the answer of aws s3api get-bucket-location --bucket {} into the world: docs/world.md",
                quoted(name)
            ),
            Self::IsOn { .. } => "give the newest log to why403: docs/logs.md".to_string(),
            Self::Apart { help, .. } => help.clone(),
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
    let mut needs = None;
    let statements = match wanted.by {
        Recorder::AccessLogs => {
            needs = together(wanted, (account, bucket), (keeper, logs))?;
            alloc::vec![of_logs(wanted, owner)]
        }
        Recorder::DataEvents => {
            outside(wanted, owner)?;
            let unknown = || EvidenceError::UnknownRegion {
                name: wanted.bucket.clone(),
            };
            let region = region.as_deref().ok_or_else(unknown)?;
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
    let order = order(&found.all, wanted);
    Ok(Plan {
        changes: found,
        exposure,
        order,
        needs,
    })
}

/// What comes first, where no one script does all in its order
fn order(all: &[Change], wanted: &Wanted) -> Option<String> {
    let [first, second] = all else {
        return None;
    };
    let regions = first.at.region.as_ref().zip(second.at.region.as_ref());
    let is_one =
        first.at.account == second.at.account && regions.is_none_or(|(one, other)| one == other);
    let at = |it: &Change| {
        let account = it.at.account.as_ref().map(|it| format!("account {it}"));
        let parts: Vec<String> = account.into_iter().chain(it.at.region.clone()).collect();
        format!("{} ({})", words(&it.at.site), parts.join(", "))
    };
    let why = match wanted.by {
        Recorder::AccessLogs => "no log comes before its policy lets it in",
        // The error is InsufficientS3BucketPolicyException.
        Recorder::DataEvents => "CreateTrail fails before that policy lets its records in",
    };
    (!is_one).then(|| {
        format!(
            "{} first, then {}: {why}; off again the other way round",
            at(first),
            at(second)
        )
    })
}

/// The name of a trail for a bucket: letters, digits, `.`, `_`, `-`, 128 at most
fn trail(bucket: &str) -> String {
    let plain = |it: &char| it.is_ascii_alphanumeric() || "._-".contains(*it);
    let name: String = bucket.chars().filter(plain).take(100).collect();
    format!("why403-{name}")
}

fn apart(wanted: &Wanted, why: &'static str, help: &str) -> EvidenceError {
    EvidenceError::Apart {
        name: wanted.bucket.clone(),
        logs: wanted.logs.clone(),
        why,
        help: help.to_string(),
    }
}

/// A trail must not watch where its own records go: each would be recorded, endlessly
fn outside(wanted: &Wanted, owner: &str) -> Result<(), EvidenceError> {
    let records = records(owner);
    // Either watches all below the other.
    let overlaps = records.starts_with(&wanted.prefix) || wanted.prefix.starts_with(&records);
    if wanted.bucket == wanted.logs && overlaps {
        return Err(apart(wanted, "each record would be recorded", OTHER));
    }
    Ok(())
}

/// What the keys of a trail's records start with
fn records(owner: &str) -> String {
    format!("AWSLogs/{owner}/")
}

/// Access logs go to another bucket of the same account and Region, which S3 encrypts by itself;
/// returns what of that the world does not tell.
fn together(
    wanted: &Wanted,
    (account, bucket): (&Account, &Bucket),
    (keeper, logs): (&Account, &Bucket),
) -> Result<Option<String>, EvidenceError> {
    if wanted.bucket == wanted.logs {
        return Err(apart(wanted, "each log would be logged", OTHER));
    }
    if let Fact::Known(Some(on)) = &bucket.logging {
        return Err(EvidenceError::IsOn {
            name: wanted.bucket.clone(),
            logs: on.bucket.clone(),
        });
    }
    let regions = (bucket.region.known(), logs.region.known());
    let place = match regions.0 {
        Some(region) => format!("account {} in {region}", account.id),
        None => format!("account {} in the Region of {}", account.id, wanted.bucket),
    };
    let elsewhere = format!(
        "access logs stay in one account and Region: write --logs with a bucket of {place}, or \
         --by data-events, whose records may go elsewhere"
    );
    if keeper.id != account.id {
        return Err(apart(wanted, "it belongs to another account", &elsewhere));
    }
    if let (Some(one), Some(other)) = regions
        && one != other
    {
        return Err(apart(wanted, "it is in another Region", &elsewhere));
    }
    if let Fact::Known(Some(it)) = &logs.encryption
        && it.algorithm != "AES256"
    {
        let why = "its default encryption is by KMS, which log delivery cannot use";
        return Err(apart(wanted, why, OTHER));
    }
    let is_told = matches!(regions, (Some(_), Some(_)));
    Ok((!is_told).then(|| {
        format!(
            "{} and {} in one Region, which this world does not tell: S3 refuses it otherwise",
            wanted.bucket, wanted.logs
        )
    }))
}

/// What helps where a bucket cannot take its own records, or not under its key
const OTHER: &str = "name another bucket: --logs BUCKET";

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
