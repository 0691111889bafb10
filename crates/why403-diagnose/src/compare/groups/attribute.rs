//! The attributes of a request that are compared: what each is, and where a symptom tells it.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use why403_model::arn::Arn;
use why403_model::operations::Part;
use why403_model::request::{Entry, Principal};

use super::Counts;
use crate::symptom::Symptom;

/// What a symptom tells of an attribute
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// The request has none
    Absent,
    /// It has this
    Value(String),
}

/// How values of an attribute are put together
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A value is itself
    Value,
    /// A path: what starts alike belongs together
    Path,
    /// An address: networks belong together
    Address,
    /// A moment or a number: what comes after belongs together
    Order,
}

/// One attribute
pub(super) struct Attribute {
    /// Its name, as people read it
    pub(super) name: &'static str,
    pub(super) form: Form,
    read: fn(&Symptom) -> Option<Told>,
}

const fn row(name: &'static str, form: Form, read: fn(&Symptom) -> Option<Told>) -> Attribute {
    Attribute { name, form, read }
}

/// What is compared, the likelier cause first
#[rustfmt::skip] // One attribute a row, in columns.
pub(super) static ATTRIBUTES: &[Attribute] = &[
    //  name                     form           where a symptom tells it
    row("source address",        Form::Address, |it| key(it, "aws:SourceIp")),
    row("VPC endpoint",          Form::Value,   |it| key(it, "aws:SourceVpce")),
    row("VPC",                   Form::Value,   |it| key(it, "aws:SourceVpc")),
    row("key",                   Form::Path,    |it| object(it).map(|it| it.1)),
    row("file ending",           Form::Value,   ending),
    row("bucket",                Form::Value,   |it| bucket(it).map(Told::Value)),
    row("principal",             Form::Value,   principal),
    row("session",               Form::Value,   session),
    row("access key",            Form::Value,   |it| text(it.access_key.as_ref())),
    row("encryption header",     Form::Value,   |it| header(it, "x-amz-server-side-encryption")),
    row("encryption key header", Form::Value,   |it| header(it, "x-amz-server-side-encryption-aws-kms-key-id")),
    row("ACL header",            Form::Value,   |it| header(it, "x-amz-acl")),
    row("version id",            Form::Value,   version),
    row("TLS",                   Form::Value,   |it| key(it, "aws:SecureTransport")),
    row("TLS version",           Form::Value,   |it| key(it, "s3:TlsVersion")),
    row("signature version",     Form::Value,   |it| key(it, "s3:signatureversion")),
    row("authentication type",   Form::Value,   |it| key(it, "s3:authType")),
    row("user agent",            Form::Value,   agent),
    row("operation",             Form::Value,   |it| text(it.operation.as_ref().or(it.action.as_ref()))),
    row("Region",                Form::Value,   |it| text(it.region.as_ref())),
    row("account of the bucket", Form::Value,   |it| text(it.resource_account.as_ref())),
    row("size",                  Form::Order,   |it| header(it, "content-length")),
    row("time",                  Form::Order,   |it| text(it.time.as_ref())),
];

/// How often each value of an attribute was seen, and how often it was not told
pub(super) struct Tally {
    pub(super) told: BTreeMap<Told, Counts>,
    pub(super) untold: Counts,
}

impl Attribute {
    pub(super) fn tally(&self, works: &[(Symptom, u64)], fails: &[(Symptom, u64)]) -> Tally {
        let mut tally = Tally {
            told: BTreeMap::new(),
            untold: Counts::default(),
        };
        let works = works.iter().map(|(it, count)| {
            let counts = Counts {
                works: *count,
                fails: 0,
            };
            (it, counts)
        });
        let fails = fails.iter().map(|(it, count)| {
            let counts = Counts {
                works: 0,
                fails: *count,
            };
            (it, counts)
        });
        for (symptom, counts) in works.chain(fails) {
            match (self.read)(symptom) {
                Some(told) => {
                    let place = tally.told.entry(told).or_default();
                    *place = place.and(counts);
                }
                None => tally.untold = tally.untold.and(counts),
            }
        }
        tally
    }
}

impl Tally {
    /// Whether the attribute is told of more than half of either kind
    pub(super) fn is_told(&self, total: Counts) -> bool {
        let most = |untold: u64, all: u64| untold.saturating_mul(2) < all;
        most(self.untold.works, total.works) && most(self.untold.fails, total.fails)
    }

    /// All requests of which the attribute is told
    pub(super) fn all(&self) -> Counts {
        self.told
            .values()
            .fold(Counts::default(), |sum, it| sum.and(*it))
    }
}

fn text(found: Option<&String>) -> Option<Told> {
    found.map(|it| Told::Value(it.clone()))
}

fn entry(found: &Entry) -> Option<Told> {
    match found {
        Entry::One(value) => Some(Told::Value(value.clone())),
        Entry::Many(values) if values.is_empty() => Some(Told::Absent),
        Entry::Many(values) => Some(Told::Value(values.join(", "))),
        Entry::Absent => Some(Told::Absent),
        Entry::Unknown => None,
    }
}

fn key(symptom: &Symptom, name: &str) -> Option<Told> {
    let mut all = symptom.context.iter();
    let found = all.find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.and_then(|(_, it)| entry(it))
}

/// A header, or the condition key that tells of it
fn header(symptom: &Symptom, name: &str) -> Option<Told> {
    let mut all = symptom.sent.iter();
    let found = all.find(|(_, it, _)| it.eq_ignore_ascii_case(name));
    let told = found.and_then(|(_, _, it)| entry(it));
    told.or_else(|| key(symptom, &alloc::format!("s3:{name}")))
}

/// Bucket and key of the object
fn object(symptom: &Symptom) -> Option<(String, Told)> {
    let arn = Arn::parse(symptom.resource.as_ref()?).ok()?;
    let (bucket, key) = (arn.s3_bucket()?, arn.s3_key()?);
    (!key.is_empty()).then(|| (bucket.to_string(), Told::Value(key.to_string())))
}

fn bucket(symptom: &Symptom) -> Option<String> {
    let arn = Arn::parse(symptom.resource.as_ref()?).ok()?;
    arn.s3_bucket().map(ToString::to_string)
}

/// What stands behind the last dot of the key's last part
fn ending(symptom: &Symptom) -> Option<Told> {
    let (_, Told::Value(key)) = object(symptom)? else {
        return None;
    };
    let name = key.rsplit('/').next().unwrap_or_default();
    Some(match name.rsplit_once('.') {
        Some((_, ending)) => Told::Value(alloc::format!(".{ending}")),
        None => Told::Absent,
    })
}

fn caller(symptom: &Symptom) -> Option<Principal> {
    let arn = Arn::parse(symptom.principal.as_ref()?).ok()?;
    Principal::from_arn(&arn)
}

/// Who asks, a session's name left out
fn principal(symptom: &Symptom) -> Option<Told> {
    match caller(symptom) {
        Some(caller) => caller.principal_arn().map(Told::Value),
        None => text(symptom.principal.as_ref()),
    }
}

fn session(symptom: &Symptom) -> Option<Told> {
    match caller(symptom)? {
        Principal::RoleSession { session, .. } => session.map(Told::Value),
        _ => Some(Told::Absent),
    }
}

/// Whether a version is named: which one is the object's own
fn version(symptom: &Symptom) -> Option<Told> {
    let mut all = symptom.sent.iter();
    let found = all.find(|(part, it, _)| *part != Part::Header && it == "versionId");
    let told = found.and_then(|(_, _, it)| entry(it));
    let told = told.or_else(|| key(symptom, "s3:VersionId"))?;
    Some(match told {
        Told::Absent => Told::Absent,
        Told::Value(_) => Told::Value("given".to_string()),
    })
}

/// The client, as the first product of the user agent: `aws-cli/2.15.0`
fn agent(symptom: &Symptom) -> Option<Told> {
    Some(match key(symptom, "aws:UserAgent")? {
        Told::Absent => Told::Absent,
        Told::Value(text) => {
            let text = text.trim_matches(['[', ']', '"']);
            let first = text.split(' ').next().unwrap_or_default();
            Told::Value(first.to_string())
        }
    })
}
