//! `Resource` and `NotResource`: the shape of each ARN, and whose resource it names.
//!
//! Source: `spec/iam.md` A.5 and A.7. How short ARNs are taken is from a peer; which partitions
//! IAM knows is from our own knowledge.

use alloc::string::{String, ToString};

use super::store::Services;
use super::variables::{ArnPart, Opened};
use super::{Review, form, shown};
use crate::pattern::{ResourcePattern, ShortArns};
use crate::policy::{PolicyKind, Statement, Text};

/// What is wrong with a resource
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResourceProblem {
    /// Not `*` and no ARN
    #[error("`{resource}` is neither an ARN nor `*`")]
    NoArn {
        /// As written
        resource: String,
    },
    /// A partition that AWS does not have
    #[error("there is no partition `{partition}`")]
    Partition {
        /// As written
        partition: String,
    },
    /// A wildcard in the third part
    #[error("`{resource}` has a wildcard in the place of its service")]
    ServiceWildcard {
        /// As written
        resource: String,
    },
    /// Fewer than six parts
    #[error("`{resource}` has {found} of the six parts of an ARN and {read}")]
    Short {
        /// As written
        resource: String,
        /// As many as there are
        found: usize,
        /// What becomes of it
        read: ShortRead,
    },
    /// `*` where the bucket has to be named
    #[error("a bucket policy names its bucket in every resource, and `*` does not")]
    Star,
    /// A resource that the policy is not attached to
    #[error("`{resource}` is not {of}, and {kind} reaches nothing else")]
    Other {
        /// As written
        resource: String,
        /// What it should be, or be of
        of: String,
        /// The kind in words
        kind: &'static str,
    },
    /// An account with digits and wildcards
    #[error("`{resource}` has an account that is partly a wildcard")]
    PartialAccount {
        /// As written
        resource: String,
    },
}

/// What becomes of an ARN with fewer than six parts
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortRead {
    /// A star is read in the place of each missing part
    Padded,
    /// It matches nothing
    Nothing,
    /// It is no ARN here
    Invalid,
}

impl core::fmt::Display for ShortRead {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Padded => "stands for all that begins so",
            Self::Nothing => "matches nothing",
            Self::Invalid => "may not be shortened here",
        })
    }
}

impl ResourceProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoArn { .. } => "validate/resource-no-arn",
            Self::Partition { .. } => "validate/resource-partition",
            Self::ServiceWildcard { .. } => "validate/resource-service-wildcard",
            Self::Short { .. } => "validate/resource-short",
            Self::Star => "validate/resource-star",
            Self::Other { .. } => "validate/resource-other",
            Self::PartialAccount { .. } => "validate/resource-partial-account",
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::NoArn { resource } if is_bucket_name(resource) => Some(alloc::format!(
                "write `arn:aws:s3:::{resource}` if it is a bucket"
            )),
            Self::NoArn { .. } => {
                Some("write `*` or an ARN, `arn:partition:service:region:account:resource`".into())
            }
            Self::Partition { .. } => {
                Some(alloc::format!("write one of: {}", PARTITIONS.join(", ")))
            }
            Self::ServiceWildcard { .. } => Some("write one ARN for each service, or `*`".into()),
            Self::Short {
                resource, found, ..
            } => {
                let missing = ":*".repeat(6usize.saturating_sub(*found));
                Some(alloc::format!(
                    "write `{resource}{missing}` if all of that is meant"
                ))
            }
            Self::Star => Some("write `arn:aws:s3:::bucket` and `arn:aws:s3:::bucket/*`".into()),
            Self::Other { of, .. } if of.starts_with("arn:") => {
                Some(alloc::format!("write `{of}`"))
            }
            Self::Other { .. } => None,
            Self::PartialAccount { .. } => Some("write the account's twelve digits, or `*`".into()),
        }
    }
}

static PARTITIONS: &[&str] = &[
    "aws",
    "aws-cn",
    "aws-us-gov",
    "aws-iso",
    "aws-iso-b",
    "aws-iso-e",
    "aws-iso-f",
    "aws-eusc",
];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    for value in statement.resource.iter().flat_map(|it| &it.values) {
        one(review, value);
    }
}

/// A compiled pattern, with whatever a variable may become in its place
pub(super) fn compiled(review: &Review<'_>, text: &str) -> ResourcePattern {
    let opened = Opened::new(text, review.policy.version);
    let short = review.kind.short_arns();
    ResourcePattern::compile(&opened.marked(), short, opened.has_variable())
}

fn one(review: &mut Review<'_>, value: &Text) {
    let Text { text, at } = value;
    let resource = shown(text);
    if text == "*" {
        if review.kind == PolicyKind::Bucket {
            review.refuse(*at, ResourceProblem::Star);
        }
        return;
    }
    let opened = Opened::new(text, review.policy.version);
    let parts = opened.parts();
    if !is_arn(&opened) {
        review.find(
            review.store.no_arn,
            *at,
            ResourceProblem::NoArn { resource },
        );
        return;
    }
    if let Some(partition) = parts.get(1).and_then(ArnPart::fixed)
        && !PARTITIONS.contains(&partition.as_str())
    {
        let problem = ResourceProblem::Partition {
            partition: shown(&partition),
        };
        review.find(review.store.keeper.partition, *at, problem);
    }
    if parts.get(2).is_some_and(ArnPart::has_wildcard) {
        review.refuse(*at, ResourceProblem::ServiceWildcard { resource });
        return;
    }
    if parts.len() < 6 && !opened.has_variable() {
        short(review, value, &parts);
        return;
    }
    if review.kind == PolicyKind::Endpoint && parts.get(4).is_some_and(is_partial) {
        review.refuse(*at, ResourceProblem::PartialAccount { resource });
        return;
    }
    other(review, value, &parts);
}

/// Whether it begins as an ARN does, or with a variable that may
pub(super) fn is_arn(resource: &Opened) -> bool {
    let parts = resource.parts();
    parts.first().is_some_and(|it| {
        it.has_variable() || it.fixed().is_some_and(|it| it == "arn" && parts.len() > 1)
    })
}

/// Whether an account is neither an id nor one wildcard
pub(super) fn is_partial(account: &ArnPart<'_>) -> bool {
    account.has_wildcard() && !account.is_star()
}

fn short(review: &mut Review<'_>, Text { text, at }: &Text, parts: &[ArnPart<'_>]) {
    let is_open = parts.last().is_some_and(ArnPart::ends_in_star);
    let has_wildcard = parts.iter().any(ArnPart::has_wildcard);
    let problem = |read| ResourceProblem::Short {
        resource: shown(text),
        found: parts.len(),
        read,
    };
    match review.kind.short_arns() {
        ShortArns::PaddedIfWildcard if !has_wildcard => {
            review.pointless(*at, problem(ShortRead::Nothing));
        }
        ShortArns::PaddedIfOpenEnded if !is_open => review.refuse(*at, problem(ShortRead::Invalid)),
        ShortArns::Nothing => review.refuse(*at, problem(ShortRead::Invalid)),
        ShortArns::Padded | ShortArns::PaddedIfWildcard | ShortArns::PaddedIfOpenEnded => {
            review.note(*at, problem(ShortRead::Padded));
        }
    }
}

/// A policy of one resource that names another one.
///
/// Observed: S3 refuses a bucket policy with another bucket. That other services keep such a
/// policy, in vain, is from our own knowledge.
fn other(review: &mut Review<'_>, Text { text, at }: &Text, parts: &[ArnPart<'_>]) {
    let (kind, resource) = (review.kind.name(), shown(text));
    let service = parts.get(2).and_then(ArnPart::fixed);
    if let (Services::Only(services), Some(service)) = (review.store.services, service)
        && !review.store.services.have(&service)
    {
        let of = alloc::format!("of {}", services.join(", "));
        let problem = ResourceProblem::Other { resource, of, kind };
        review.find(review.store.keeper.other, *at, problem);
        return;
    }
    let Some(of) = review.of else { return };
    let ResourcePattern::Arn(pattern) = compiled(review, text) else {
        return;
    };
    let pattern = form::of_pattern(pattern.parts());
    if !form::of_arn(of).iter().any(|it| form::meets(&pattern, it)) {
        let problem = ResourceProblem::Other {
            resource,
            of: of.to_string(),
            kind,
        };
        review.find(review.store.keeper.other, *at, problem);
    }
}

fn is_bucket_name(text: &str) -> bool {
    let is_part =
        |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'.');
    (3..=63).contains(&text.len()) && text.bytes().all(is_part)
}
