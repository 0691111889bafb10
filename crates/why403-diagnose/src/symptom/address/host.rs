//! Hosts of S3's endpoints: which door, which Region, and what the host's own labels name.
//!
//! A bucket's name may hold dots, and even `s3`: the endpoint's own label is the rightmost one
//! behind which nothing but `dualstack` and a Region stand.

use alloc::format;
use alloc::string::String;

use super::Door;

/// A host of S3
pub(super) struct Host<'t> {
    pub(super) door: Door,
    /// `aws`, `aws-cn`, `aws-us-gov`, …
    pub(super) partition: &'static str,
    pub(super) region: Option<&'t str>,
    /// The id of the interface endpoint that the host belongs to: `vpce-1a2b3c4d`
    pub(super) endpoint: Option<String>,
    pub(super) named: Named<'t>,
}

/// What the labels in front of an endpoint name
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named<'t> {
    /// A bucket, or an alias that stands for one
    Bucket(&'t str),
    /// Nothing: the path names the bucket
    Path,
    AccessPoint {
        name: &'t str,
        account: &'t str,
    },
    Outpost {
        name: &'t str,
        account: &'t str,
        outpost: &'t str,
    },
    /// `ALIAS.mrap`
    MultiRegion(&'t str),
    /// The account of a call to S3 Control
    Account(&'t str),
    Nothing,
}

impl<'t> Host<'t> {
    /// The account that the host names
    pub(super) fn account(&self) -> Option<&'t str> {
        match self.named {
            Named::AccessPoint { account, .. }
            | Named::Outpost { account, .. }
            | Named::Account(account) => Some(account),
            Named::Bucket(_) | Named::Path | Named::MultiRegion(_) | Named::Nothing => None,
        }
    }
}

#[rustfmt::skip] // One partition a row, in columns.
static SUFFIXES: &[(&str, &str)] = &[
    (".amazonaws.com.cn",  "aws-cn"),
    (".amazonaws.com",     "aws"),
    (".amazonaws.eu",      "aws-eusc"),
    (".c2s.ic.gov",        "aws-iso"),
    (".sc2s.sgov.gov",     "aws-iso-b"),
];

#[rustfmt::skip] // One endpoint a row, in columns.
static ENDPOINTS: &[(&str, Door)] = &[
    ("s3",                      Door::Rest),
    ("s3-fips",                 Door::Rest),
    ("s3-external-1",           Door::Rest),
    ("s3-accelerate",           Door::Accelerate),
    ("s3-website",              Door::Website),
    ("s3-accesspoint",          Door::AccessPoint),
    ("s3-accesspoint-fips",     Door::AccessPoint),
    ("s3-global",               Door::MultiRegion),
    ("s3-object-lambda",        Door::ObjectLambda),
    ("s3-object-lambda-fips",   Door::ObjectLambda),
    ("s3-control",              Door::Control),
    ("s3-control-fips",         Door::Control),
    ("s3express-control",       Door::Rest),
    ("s3express-control-fips",  Door::Rest),
    ("s3-outposts",             Door::Outposts),
    ("s3-outposts-fips",        Door::Outposts),
];

/// Reads a host, in lower case and without a port; `None` where it is none of S3's.
pub(super) fn read(host: &str) -> Option<Host<'_>> {
    let host = host.trim_end_matches('.');
    let (rest, partition) = SUFFIXES
        .iter()
        .find_map(|(suffix, partition)| Some((host.strip_suffix(suffix)?, *partition)))?;
    let (rest, is_endpoint) = match rest.strip_suffix(".vpce") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let (front, door, region) = split(rest)?;
    let partition = match region {
        Some(region) if region.starts_with("us-gov-") => "aws-us-gov",
        Some(_) | None => partition,
    };
    let host = Host {
        door,
        partition,
        region,
        endpoint: None,
        named: Named::Nothing,
    };
    if is_endpoint {
        return behind_endpoint(front, &host);
    }
    let named = named(front, door)?;
    Some(Host { named, ..host })
}

/// The labels before the endpoint's own, the door, and the Region
fn split(rest: &str) -> Option<(&str, Door, Option<&str>)> {
    let mut right = rest;
    let mut region = None;
    // At most a Region and `dualstack` stand behind the label.
    for _ in 0..3 {
        let (front, label) = right.rsplit_once('.').unwrap_or(("", right));
        if let Some((door, own)) = door(label) {
            return Some((front, door, region.or(own)));
        }
        if region.is_none() && is_region(label) {
            region = Some(label);
        } else if label != "dualstack" {
            return None;
        }
        right = front;
    }
    None
}

/// The door of an endpoint's label, and the Region that older forms have in it: `s3-eu-west-1`,
/// `s3-website-eu-west-1`
fn door(label: &str) -> Option<(Door, Option<&str>)> {
    let mut rows = ENDPOINTS.iter();
    if let Some((_, door)) = rows.find(|(it, _)| *it == label) {
        return Some((*door, None));
    }
    if label.starts_with("s3express-") {
        return Some((Door::Directory, None));
    }
    let website = label.strip_prefix("s3-website-");
    if let Some(region) = website.filter(|it| is_region(it)) {
        return Some((Door::Website, Some(region)));
    }
    let region = label.strip_prefix("s3-").filter(|it| is_region(it))?;
    Some((Door::Rest, Some(region)))
}

/// Whether a text has the form of a Region: `eu-west-1`, `us-gov-west-1`
fn is_region(text: &str) -> bool {
    let Some((front, number)) = text.rsplit_once('-') else {
        return false;
    };
    let is_number = number.len() == 1 && number.bytes().all(|it| it.is_ascii_digit());
    let mut words = front.split('-');
    let is_word = |it: &str| it.len() >= 2 && it.bytes().all(|it| it.is_ascii_lowercase());
    is_number && front.contains('-') && words.all(is_word)
}

fn named(front: &str, door: Door) -> Option<Named<'_>> {
    Some(match door {
        Door::AccessPoint | Door::ObjectLambda => point(front)?,
        Door::MultiRegion => Named::MultiRegion(front.strip_suffix(".accesspoint")?),
        Door::Control => account(front).map_or(Named::Nothing, Named::Account),
        Door::Outposts => {
            let (point, outpost) = front.rsplit_once('.')?;
            let (name, account) = owned(point)?;
            Named::Outpost {
                name,
                account,
                outpost,
            }
        }
        Door::Rest
        | Door::Accelerate
        | Door::Website
        | Door::Directory
        | Door::Console
        | Door::Name => match front {
            "" => Named::Path,
            bucket => Named::Bucket(bucket),
        },
    })
}

/// A host of an interface endpoint: `BUCKET.bucket.vpce-ID-SUFFIX`, `bucket.vpce-…` with the
/// bucket in the path, `NAME-ACCOUNT.accesspoint.vpce-…`, `ACCOUNT.control.vpce-…`
fn behind_endpoint<'t>(front: &'t str, host: &Host<'t>) -> Option<Host<'t>> {
    let (front, label) = front.rsplit_once('.').unwrap_or(("", front));
    let mut parts = label.strip_prefix("vpce-")?.split('-');
    let id = parts.next().filter(|it| !it.is_empty())?;
    let (front, kind) = front.rsplit_once('.').unwrap_or(("", front));
    let (door, named) = match kind {
        "bucket" if front.is_empty() => (Door::Rest, Named::Path),
        "bucket" => (Door::Rest, Named::Bucket(front)),
        "accesspoint" => (Door::AccessPoint, point(front)?),
        "control" => {
            let account = account(front).map_or(Named::Nothing, Named::Account);
            (Door::Control, account)
        }
        _ => return None,
    };
    Some(Host {
        door,
        partition: host.partition,
        region: host.region,
        endpoint: Some(format!("vpce-{id}")),
        named,
    })
}

/// `NAME-ACCOUNT`
fn point(text: &str) -> Option<Named<'_>> {
    let (name, account) = owned(text)?;
    Some(Named::AccessPoint { name, account })
}

fn owned(text: &str) -> Option<(&str, &str)> {
    let (name, owner) = text.rsplit_once('-')?;
    Some((name, account(owner)?)).filter(|(name, _)| !name.is_empty())
}

fn account(text: &str) -> Option<&str> {
    why403_model::arn::is_account(text).then_some(text)
}
