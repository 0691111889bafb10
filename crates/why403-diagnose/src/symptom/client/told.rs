//! What the phrasings of a text tell, put together: which operation, on which resource, with what.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::operations::{self, Part};
use why403_model::request::Entry;

use super::Own;
use super::http;
use super::operation;
use crate::symptom::address::{self, Address};
use crate::symptom::pattern::{self, Field, Found};
use crate::symptom::{Source, Symptom, codes};

/// What a client's text tells
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Which client it is
    pub(crate) client: Option<&'static str>,
    /// Whether the client says in its own words that something was refused
    pub(crate) is_refusal: bool,
    pub(crate) code: Option<String>,
    pub(crate) operation: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) host_id: Option<String>,
    pub(crate) region: Option<String>,
    /// RFC 3339 in UTC
    pub(crate) time: Option<String>,
    /// An ARN
    pub(crate) principal: Option<String>,
    /// An ARN
    pub(crate) resource: Option<String>,
    /// The service's message
    pub(crate) message: Option<String>,
    /// What the first URL of S3 names
    pub(crate) address: Option<Address>,
    pub(crate) sent: Vec<(Part, String, Entry)>,
    /// Sentences
    pub(crate) notes: Vec<String>,
}

impl Told {
    /// Takes in what one phrasing of a client found.
    pub(super) fn add(&mut self, client: &'static str, found: &Found<'_>) {
        self.client.get_or_insert(client);
        let fill = |place: &mut Option<String>, field: Field| {
            if place.is_none() {
                *place = pattern::owned(found, field).filter(|it| it != "null");
            }
        };
        fill(&mut self.request_id, Field::RequestId);
        fill(&mut self.host_id, Field::HostId);
        fill(&mut self.region, Field::Region);
        fill(&mut self.operation, Field::Operation);
        let status = pattern::told(found, Field::Status);
        self.status = self.status.or_else(|| status?.parse().ok());
        self.code = self.code.take().or_else(|| code(found));
        self.time = self.time.take().or_else(|| time(found));
        self.message = self.message.take().or_else(|| message(found));
        let principal = pattern::told(found, Field::Principal).filter(|it| it.starts_with("arn:"));
        self.principal = self.principal.take().or(principal.map(String::from));
        let call = pattern::told(found, Field::Call).and_then(operation::of_call);
        let request = || {
            let (method, url) = (Field::Method, Field::Url);
            http::operation(pattern::told(found, method)?, pattern::told(found, url)?)
        };
        let called = call.or_else(request).map(String::from);
        self.operation = self.operation.take().or(called);
        if self.resource.is_none() {
            self.place(found);
        }
        if let Some(prefix) = pattern::told(found, Field::Prefix) {
            self.send(Part::Query, "prefix", prefix);
        }
    }

    /// Notes what the call carried, once.
    fn send(&mut self, part: Part, name: &str, value: &str) {
        if !self.sent.iter().any(|it| it.0 == part && it.1 == name) {
            let value = Entry::One(value.to_string());
            self.sent.push((part, name.to_string(), value));
        }
    }

    /// Takes in what a client says in its own words, where a status beside it says nothing else.
    pub(super) fn add_own(&mut self, row: &Own, found: &Found<'_>) {
        let status = pattern::told(found, Field::Status);
        if status.is_some_and(|it| it != "403" && it != "401") {
            return;
        }
        self.is_refusal = true;
        if self.operation.is_none() && !row.operation.is_empty() {
            self.operation = Some(row.operation.to_string());
        }
        if !row.note.is_empty() && !self.notes.iter().any(|it| it == row.note) {
            self.notes.push(row.note.to_string());
        }
    }

    /// The resource that a phrasing names
    fn place(&mut self, found: &Found<'_>) {
        let said = |field| pattern::told(found, field);
        let of_arn = said(Field::Arn).filter(|it| it.starts_with("arn:"));
        let uri = said(Field::Uri).and_then(of_uri);
        let of_path = said(Field::Path).and_then(named);
        let of_names = said(Field::Bucket).and_then(|bucket| match said(Field::Key) {
            Some(key) => named(&format!("{bucket}/{key}")),
            None => named(bucket),
        });
        let resource = of_arn.map(String::from).or(uri).or(of_path).or(of_names);
        self.resource = resource.or_else(|| self.way(said(Field::From)?, said(Field::To)?));
        let of_url = said(Field::Url).and_then(address::read);
        self.address = self.address.take().or(of_url);
        let named = self.address.as_ref().and_then(|it| it.resource.clone());
        self.resource = self.resource.take().or(named);
    }

    /// The end of a copy's way that the call was about; the other end is what the copy sent
    fn way(&mut self, from: &str, to: &str) -> Option<String> {
        /// Calls of a copy or move between buckets that are about where it comes from
        const OF_SOURCE: &[&str] = &[
            "HeadObject",
            "GetObject",
            "GetObjectTagging",
            "GetObjectAnnotation",
            "ListObjectAnnotations",
            "DeleteObject",
        ];
        let (source, target) = (of_uri(from), of_uri(to));
        let is_of = |it: &String| OF_SOURCE.contains(&it.as_str());
        match (source, target) {
            (Some(source), Some(target)) => {
                if self.operation.as_ref().is_some_and(is_of) {
                    return Some(source);
                }
                if let Some(place) = source.strip_prefix("arn:aws:s3:::") {
                    self.send(Part::Header, "x-amz-copy-source", place);
                }
                Some(target)
            }
            (source, target) => source.or(target),
        }
    }

    /// What was told, as a symptom
    pub(crate) fn symptom(self) -> Symptom {
        let mut symptom = Symptom {
            source: Source::Client,
            client: self.client,
            code: self.code,
            message: self.message.unwrap_or_default(),
            principal: self.principal,
            resource: self.resource,
            operation: self.operation,
            request_id: self.request_id,
            host_id: self.host_id,
            status: self.status,
            region: self.region,
            time: self.time,
            sent: self.sent,
            notes: self.notes,
            ..Symptom::default()
        };
        if let Some(address) = self.address {
            address.tell(&mut symptom);
        }
        symptom
    }

    /// What was told, joined: the operation says whether the resource is a bucket, the Region which
    /// partition it is in.
    pub(super) fn settled(mut self) -> Self {
        let found = self.operation.clone().unwrap_or_default();
        let mut operations = operations::named(&found);
        let is_of_bucket = operations.next().is_some_and(|it| {
            let path = it.http.as_ref().map_or("", |it| it.path);
            let is_per_key = it.actions.iter().any(|row| row.per_key);
            (path == "/{Bucket}" || path.starts_with("/{Bucket}?")) && !is_per_key
        });
        let of_address = self.address.as_ref().and_then(|it| it.region.clone());
        self.region = self.region.take().or(of_address);
        let partition = match self.region.as_deref() {
            Some(it) if it.starts_with("cn-") => "aws-cn",
            Some(it) if it.starts_with("us-gov-") => "aws-us-gov",
            Some(_) | None => "aws",
        };
        self.resource = self
            .resource
            .map(|it| match it.strip_prefix("arn:aws:s3:::") {
                Some(place) => {
                    let bucket = place.split('/').next().unwrap_or(place);
                    let place = if is_of_bucket { bucket } else { place };
                    format!("arn:{partition}:s3:::{place}")
                }
                None => it,
            });
        self
    }
}

/// The ARN of `s3://bucket/key`, or of one of Hadoop's URIs; `None` of a file's name
fn of_uri(uri: &str) -> Option<String> {
    let uri = uri.trim_matches(['"', '\'']);
    let is_name = uri.get(..2).is_some_and(|it| it.eq_ignore_ascii_case("s3"));
    address::read(uri).filter(|_| is_name)?.resource
}

/// The ARN of `bucket/key`
fn named(path: &str) -> Option<String> {
    of_uri(&format!("s3://{path}"))
}

/// AWS's code; C++ clients print it in capitals: `ACCESS_DENIED`
fn code(found: &Found<'_>) -> Option<String> {
    let said = pattern::told(found, Field::Code).filter(|it| *it != "null")?;
    let is_shouted = said.len() > 3 && said.bytes().all(|it| it.is_ascii_uppercase() || it == b'_');
    if !is_shouted {
        return Some(said.to_string());
    }
    let words = said.split('_').filter(|it| !it.is_empty());
    let words = words.map(|word| {
        let (first, rest) = word.split_at(1);
        format!("{first}{}", rest.to_ascii_lowercase())
    });
    // Its other words are of failures of its own: `NETWORK_CONNECTION`.
    let code: String = words.collect();
    codes::known(&code).is_some().then_some(code)
}

/// A time in RFC 3339 without parts of a second: `2026-11-20T09:15:00.000Z`
fn time(found: &Found<'_>) -> Option<String> {
    let said = pattern::told(found, Field::Time)?;
    let (second, rest) = said.split_at_checked("2026-11-20T09:15:00".len())?;
    let is_utc = rest.ends_with('Z');
    let is_time = second.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    (is_utc && is_time).then(|| format!("{second}Z"))
}

/// The service's message, without what a client writes behind it
fn message(found: &Found<'_>) -> Option<String> {
    /// What starts behind a message
    const ENDS: &[&str] = &[
        " (Service:",
        " (SDK Attempt",
        " (Status Code:",
        " status code: ",
        "</Message>",
        " Traceback (most recent",
        " During handling of",
        " The above exception",
        " Caused by:",
        " ---> ",
        " at com.",
        " at org.",
        " at java.",
        " at sun.",
        " at software.",
        " at Amazon.",
        " at async ",
        " at process",
        " at Request.",
        " at throwDefault",
        " at de_",
        " with aws_",
        " with data.aws_",
        "\", \"",
        "\",",
        "', '",
    ];
    /// Characters of a message that are of use to somebody
    const LONGEST: usize = 500;
    let said = pattern::told(found, Field::Message)?;
    let end = ENDS.iter().filter_map(|it| said.find(it)).min();
    let said = end.and_then(|end| said.get(..end)).unwrap_or(said).trim();
    // Java and JavaScript say so where the answer had no body.
    let is_said = !said.is_empty() && !["null", "None", "UnknownError"].contains(&said);
    is_said.then(|| said.chars().take(LONGEST).collect())
}
