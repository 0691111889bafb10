//! Addresses of S3: the URL of a request, a `s3://` URI or an ARN, and what each names.
//!
//! One address comes in; bucket or access point, key, Region, endpoint and parameters go out.
//! Source: S3 User Guide, "Virtual hosting of general purpose buckets", "Website endpoints",
//! "AWS `PrivateLink` for Amazon S3", "Using an access point alias"; S3 API Reference,
//! "Authenticating Requests: Using Query Parameters" (read 2026-11).

mod host;
mod query;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::world::percent::decoded;

use super::Symptom;
use host::{Host, Named};
pub(crate) use query::{Signing, last_four};

/// What an address of S3 tells
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// By which door S3 is entered
    pub(crate) door: Door,
    /// The ARN of the bucket, object or access point; `None` for an address of S3 itself, and for
    /// a Multi-Region Access Point, whose account its host does not tell
    pub(crate) resource: Option<String>,
    /// The Region that the host or the signature names
    pub(crate) region: Option<String>,
    /// The account that the host names, of an access point or of S3 Control: twelve digits
    pub(crate) account: Option<String>,
    /// Condition keys that the address settles: `aws:SourceVpce`, `aws:SecureTransport`,
    /// `s3:authType`
    pub(crate) context: Vec<(String, Entry)>,
    /// Parameters of the query that name something, and headers that were signed into it
    pub(crate) sent: Vec<(Part, String, Entry)>,
    /// How a presigned URL is signed
    pub(crate) signing: Option<Signing>,
    /// What a person has to know of such an address, in sentences
    pub(crate) notes: Vec<String>,
}

/// What a website endpoint does that people do not expect
pub(super) const WEBSITE: &str = "a website endpoint takes every request as anonymous, without TLS, and serves GET and HEAD only";
/// What an address of a website that ends with a slash asks for
pub(super) const INDEX: &str = "the object asked for is the website's index document";

/// By which door a request comes to S3
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Door {
    /// The REST endpoint of a Region, or the global one
    #[default]
    Rest,
    /// Transfer Acceleration
    Accelerate,
    /// A website endpoint: anonymous and without TLS
    Website,
    /// An access point, by its own host or ARN
    AccessPoint,
    /// A Multi-Region Access Point
    MultiRegion,
    /// An Object Lambda access point
    ObjectLambda,
    /// S3 Control, where accounts and access points are configured
    Control,
    /// A directory bucket in one zone
    Directory,
    /// S3 on Outposts
    Outposts,
    /// A page of AWS's console
    Console,
    /// No endpoint: a URI of a client, or an ARN
    Name,
}

/// Reads one address: `https://…`, `s3://…` (also `s3a` and `s3n`), an ARN, or a host of S3 with
/// or without a path.
///
/// - `None` where it is no address of S3.
/// - Signature, security token and credential are read past; of an access key id, the last four
///   characters stay.
#[must_use]
pub(crate) fn read(text: &str) -> Option<Address> {
    let text = text.trim_matches(|it: char| it.is_whitespace() || "\"'`<>".contains(it));
    if text.starts_with("arn:") {
        return of_arn(text);
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return of_url(text, None);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "s3" | "s3a" | "s3n" => of_uri(rest),
        "https" => of_url(rest, Some("true")),
        "http" => of_url(rest, Some("false")),
        _ => None,
    }
}

/// The one address that a text has; `None` where it has none, or several that name different
/// things.
///
/// - `text`: on one line.
#[must_use]
pub(crate) fn only_one_in(text: &str) -> Option<Address> {
    const SCHEMES: &[&str] = &["s3", "s3a", "s3n", "http", "https"];
    let mut only: Option<Address> = None;
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("://") {
        // No address holds another: what follows the first white space is looked at next.
        let end = behind.find(|it: char| it.is_whitespace() || "\"'<>`|".contains(it));
        let (word, behind) = behind.split_at_checked(end.unwrap_or(behind.len()))?;
        rest = behind;
        let word = word.trim_end_matches(['.', ',', ';', ':', ')', ']', '}']);
        // No scheme is longer than `https`.
        let tail = before.as_bytes().iter().rev().take(6);
        let length = tail.take_while(|it| it.is_ascii_alphanumeric()).count();
        let scheme = before.len().checked_sub(length);
        let scheme = scheme.and_then(|at| before.get(at..)).unwrap_or_default();
        if !SCHEMES.contains(&scheme) {
            continue;
        }
        let found = read(&format!("{scheme}://{word}"));
        let Some(found) = found.filter(|it| it.resource.is_some()) else {
            continue;
        };
        match &only {
            Some(first) if first.resource != found.resource => return None,
            Some(_) => {}
            None => only = Some(found),
        }
    }
    only
}

impl Address {
    /// Fills what the symptom does not know yet.
    pub(crate) fn tell(self, symptom: &mut Symptom) {
        symptom.resource = symptom.resource.take().or(self.resource);
        symptom.region = symptom.region.take().or(self.region);
        let is_new = |key: &String, known: &[(String, Entry)]| !known.iter().any(|it| it.0 == *key);
        for (key, entry) in self.context {
            if is_new(&key, &symptom.context) {
                symptom.context.push((key, entry));
            }
        }
        for (part, name, entry) in self.sent {
            let mut known = symptom.sent.iter();
            if !known.any(|it| it.0 == part && it.1 == name) {
                symptom.sent.push((part, name, entry));
            }
        }
        if let Some(signing) = self.signing {
            symptom.access_key = symptom.access_key.take().or(signing.access_key);
        }
        symptom.notes.extend(self.notes);
    }
}

/// What an ARN of S3 names, as it is written
fn of_arn(text: &str) -> Option<Address> {
    let arn = why403_model::arn::Arn::parse(text).ok()?;
    let door = match arn.service() {
        "s3" if arn.resource().starts_with("accesspoint/") && arn.region().is_empty() => {
            Door::MultiRegion
        }
        "s3" if arn.resource().starts_with("accesspoint/") => Door::AccessPoint,
        "s3" => Door::Name,
        "s3-object-lambda" => Door::ObjectLambda,
        "s3-outposts" => Door::Outposts,
        "s3express" => Door::Directory,
        _ => return None,
    };
    let told = |part: &str| (!part.is_empty()).then(|| part.to_string());
    Some(Address {
        door,
        resource: Some(text.to_string()),
        region: told(arn.region()),
        account: arn.account_id().map(|it| it.as_str().to_string()),
        ..Address::default()
    })
}

/// What stands behind `s3://`: bucket and key as they are, or the ARN of an access point and a key
fn of_uri(path: &str) -> Option<Address> {
    if path.starts_with("arn:") {
        let mut address = of_arn(path)?;
        address.resource = Some(with_object(path));
        return Some(address);
    }
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    let is_name = |it: char| it.is_ascii_alphanumeric() || "-._".contains(it);
    if bucket.is_empty() || !bucket.chars().all(is_name) {
        return None;
    }
    Some(Address {
        door: Door::Name,
        resource: Some(object("aws", bucket, key)),
        ..Address::default()
    })
}

/// An access point's ARN with a key behind its name, in the form that policies name objects:
/// `…:accesspoint/NAME/object/KEY`
fn with_object(text: &str) -> String {
    let Some((front, behind)) = text.split_once("accesspoint/") else {
        return text.to_string();
    };
    match behind.split_once('/') {
        None => text.to_string(),
        Some((name, "")) => format!("{front}accesspoint/{name}"),
        Some((name, key)) => {
            let key = key.strip_prefix("object/").unwrap_or(key);
            format!("{front}accesspoint/{name}/object/{key}")
        }
    }
}

/// The ARN of an object, or of a bucket where there is no key
fn object(partition: &str, bucket: &str, key: &str) -> String {
    match key {
        "" => format!("arn:{partition}:s3:::{bucket}"),
        key => format!("arn:{partition}:s3:::{bucket}/{key}"),
    }
}

/// A URL without its scheme; `tls` is what `aws:SecureTransport` is
fn of_url(rest: &str, tls: Option<&str>) -> Option<Address> {
    let rest = rest.split('#').next().unwrap_or(rest);
    let (front, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = front.split_once('/').unwrap_or((front, ""));
    // What stands before an `@` is a password.
    let name = authority.rsplit('@').next().unwrap_or(authority);
    let name = name.split(':').next().unwrap_or(name).to_ascii_lowercase();
    let query = query::read(query);
    if name.ends_with("console.aws.amazon.com") {
        return of_console(path, &query);
    }
    let host = host::read(&name)?;
    let path = decoded(path).unwrap_or_else(|| path.to_string());
    let mut address = Address {
        door: host.door,
        resource: resource(&host, &path),
        region: host.region.map(String::from),
        account: host.account().map(String::from),
        context: Vec::new(),
        sent: query.sent,
        notes: notes(&host, &path),
        signing: query.signing,
    };
    if let Some(id) = host.endpoint {
        let key = String::from("aws:SourceVpce");
        address.context.push((key, Entry::One(id)));
    }
    if let Some(tls) = tls {
        let key = String::from("aws:SecureTransport");
        address.context.push((key, Entry::One(tls.to_string())));
    }
    if let Some(signing) = &address.signing {
        address.context.extend(signing.context());
        address.region = address.region.take().or_else(|| signing.region.clone());
        address.notes.extend(signing.note());
    }
    Some(address)
}

/// The ARN of what host and path name together
fn resource(host: &Host<'_>, path: &str) -> Option<String> {
    let partition = host.partition;
    let region = host.region.unwrap_or_default();
    let behind = |name: &str| match path {
        "" => name.to_string(),
        key => format!("{name}/object/{key}"),
    };
    match host.named {
        // A page of a website has a name that only its configuration tells.
        Named::Bucket(bucket) if host.door == Door::Website && path.ends_with('/') => {
            Some(object(partition, bucket, ""))
        }
        Named::Bucket(bucket) => Some(object(partition, bucket, path)),
        Named::Path => {
            let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
            (!bucket.is_empty()).then(|| object(partition, bucket, key))
        }
        Named::AccessPoint { name, account } => {
            let service = match host.door {
                Door::ObjectLambda => "s3-object-lambda",
                _ => "s3",
            };
            let place = behind(name);
            Some(format!(
                "arn:{partition}:{service}:{region}:{account}:accesspoint/{place}"
            ))
        }
        Named::Outpost {
            name,
            account,
            outpost,
        } => {
            let place = behind(name);
            Some(format!(
                "arn:{partition}:s3-outposts:{region}:{account}:outpost/{outpost}/accesspoint/{place}"
            ))
        }
        Named::Account(account) => {
            let (_version, path) = path.split_once('/')?;
            let point = path.strip_prefix("accesspoint/")?.split('/').next()?;
            (!point.is_empty())
                .then(|| format!("arn:{partition}:s3:{region}:{account}:accesspoint/{point}"))
        }
        Named::MultiRegion(_) | Named::Nothing => None,
    }
}

/// A page of the console: `…/s3/buckets/NAME?prefix=…`, `…/s3/object/NAME?prefix=KEY`
fn of_console(path: &str, query: &query::Query) -> Option<Address> {
    let mut parts = path.strip_prefix("s3/")?.split('/');
    let kind = parts.next()?;
    let bucket = parts.next().filter(|it| !it.is_empty())?;
    let told = |wanted: &str| {
        let mut sent = query.sent.iter();
        sent.find_map(|(_, name, entry)| match entry {
            Entry::One(value) if name == wanted => Some(value.clone()),
            _ => None,
        })
    };
    let key = match kind {
        "object" => told("prefix").unwrap_or_default(),
        "buckets" => String::new(),
        _ => return None,
    };
    Some(Address {
        door: Door::Console,
        resource: Some(object("aws", bucket, &key)),
        region: query.region.clone(),
        ..Address::default()
    })
}

/// What the door itself means for a request, where people do not expect it
fn notes(host: &Host<'_>, path: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if host.door == Door::Website {
        notes.push(String::from(WEBSITE));
        if path.is_empty() || path.ends_with('/') {
            notes.push(String::from(INDEX));
        }
    }
    if let Named::MultiRegion(alias) = host.named {
        notes.push(format!(
            "the request is to the Multi-Region Access Point {alias}; its account is not in the address"
        ));
    }
    notes
}

#[cfg(test)]
mod tests;
