//! A line of S3's server access log: who asked for what, and the status; never a reason.
//!
//! Source: S3 User Guide, "Amazon S3 server access log format" (read 2026-09); `spec/s3.md` H.2.

mod line;
mod operations;

use alloc::string::{String, ToString};

use why403_model::arn::Arn;
use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::value::{FourDigits, Instant};
use why403_model::world::percent::decoded;

use super::super::{Source, Symptom};
use super::network::{self, one};
use super::{Record, answer, carried};
use line::Line;

/// The symptom of a line about a refused request; `None` for any other line.
#[must_use]
pub fn read(line: &str) -> Option<Symptom> {
    self::record(line)?.refusal()
}

/// Whatever a line tells, refused or not; `None` where it is no line of an access log.
#[must_use]
pub fn record(line: &str) -> Option<Record> {
    let line = Line::parse(line)?;
    let time = rfc3339(line.time)?;
    let status = line.status.and_then(|it| it.parse().ok());
    let answer = answer(line.code, status);
    let mut symptom = Symptom {
        source: Source::AccessLog,
        code: line.code.map(String::from),
        status,
        time: Some(time),
        request_id: line.request_id.map(String::from),
        host_id: line.host_id.map(String::from),
        region: line.host.and_then(region).map(String::from),
        ..Symptom::default()
    };
    say_caller(&line, &mut symptom);
    say_call(&line, &mut symptom);
    say_way(&line, &mut symptom);
    symptom.message = [Some(line.operation), line.status, line.code]
        .into_iter()
        .flatten()
        .collect::<alloc::vec::Vec<_>>()
        .join(" ");
    Some(Record { symptom, answer })
}

/// Whether a line looks like one of an access log, whatever became of the request
pub(in super::super) fn is_line(line: &str) -> bool {
    Line::parse(line).is_some()
}

/// The requester: an ARN, a service, `-` for nobody, or a canonical id
fn say_caller(line: &Line<'_>, symptom: &mut Symptom) {
    let Some(requester) = line.requester else {
        // Whose signature S3 does not accept is nobody to it, and did sign.
        if line.signature.is_some() || line.authentication.is_some() {
            let note = "the request was signed, and S3 did not accept who signed it";
            symptom.notes.push(note.to_string());
            return;
        }
        symptom.principal = Some("anonymous".to_string());
        for key in ["s3:authType", "s3:signatureversion"] {
            symptom.context.push((key.to_string(), Entry::Absent));
        }
        return;
    };
    let service = requester.strip_prefix("svc:");
    let is_service = service.is_some() || requester.ends_with(".amazonaws.com");
    if requester.starts_with("arn:") || is_service {
        symptom.principal = Some(service.unwrap_or(requester).to_string());
        return;
    }
    symptom.notes.push(
        "the line has the caller's canonical user id only: the root user of an account, or a \
         caller of another account"
            .to_string(),
    );
}

/// The operation, what it was called on, and what it carried
fn say_call(line: &Line<'_>, symptom: &mut Symptom) {
    let (path, query) = line.target();
    let key = line.key.map(|it| decoded_key(it, path));
    let partition = line.requester.and_then(|it| Arn::parse(it).ok());
    let partition = partition.map_or_else(
        || network::partition(symptom.region.as_deref().unwrap_or_default()).to_string(),
        |it| it.partition().to_string(),
    );
    let resource = match (line.access_point, &key) {
        (Some(point), Some(key)) => alloc::format!("{point}/object/{key}"),
        (Some(point), None) => point.to_string(),
        (None, Some(key)) => alloc::format!("arn:{partition}:s3:::{}/{key}", line.bucket),
        (None, None) => alloc::format!("arn:{partition}:s3:::{}", line.bucket),
    };
    let account = line.access_point.and_then(|it| Arn::parse(it).ok());
    let account = account.and_then(|it| it.account_id());
    symptom.resource_account = account.map(|it| it.to_string());
    for (name, value) in query.map(carried::pairs).into_iter().flatten() {
        if let Some((part, name)) = carried::place(&name) {
            let entry = Entry::One(value);
            symptom.sent.push((part, name.to_string(), entry));
        }
    }
    if let Some(version) = line.version
        && !symptom.sent.iter().any(|(_, name, _)| name == "versionId")
    {
        let entry = one(version);
        symptom
            .sent
            .push((Part::Query, "versionId".to_string(), entry));
    }
    let has_version = symptom.sent.iter().any(|(_, name, _)| name == "versionId");
    let is_v2 = symptom
        .sent
        .iter()
        .any(|(_, name, entry)| name == "list-type" && *entry == one("2"));
    let operation = operations::of(line.operation, is_v2, key.is_some());
    if path.is_some() {
        let is_listing = line.operation.ends_with(".GET.BUCKET")
            || line.operation.ends_with(".GET.BUCKETVERSIONS");
        carried::settle_parameters(&mut symptom.sent, is_listing, key.is_some());
    }
    symptom.operation = operation.name.map(String::from);
    symptom.resource = Some(resource.clone());
    match operation.action {
        Some(action) => {
            let suffix = if has_version { "Version" } else { "" };
            symptom.action = Some(alloc::format!("{action}{suffix}"));
        }
        None => symptom.target = Some(resource),
    }
    if let Some(note) = operation.note {
        symptom.notes.push(note.to_string());
    }
    if line.acl_required == Some("Yes") {
        let note = "the request needed an ACL to be authorized";
        symptom.notes.push(note.to_string());
    }
    let presigned = presigned(line, query, symptom.time.as_deref());
    symptom.notes.extend(presigned);
}

/// The key as it is: the log encodes it a second time, which the request's own path tells.
fn decoded_key(written: &str, path: Option<&str>) -> String {
    let once = decoded(written).unwrap_or_else(|| written.to_string());
    let twice = decoded(&once).unwrap_or_else(|| once.clone());
    let path = path.and_then(decoded).unwrap_or_default();
    if !path.ends_with(&twice) && path.ends_with(&once) {
        return once;
    }
    twice
}

/// That the request was signed in its URL, and for how long
fn presigned(line: &Line<'_>, query: Option<&str>, time: Option<&str>) -> Option<String> {
    if line.authentication != Some("QueryString") {
        return None;
    }
    let mut date = None;
    let mut seconds = None;
    for (name, value) in query.map(carried::pairs).into_iter().flatten() {
        match name.as_str() {
            "X-Amz-Date" => date = Some(value),
            "X-Amz-Expires" => seconds = Some(value),
            _ => {}
        }
    }
    Some(carried::presigned(
        date.as_deref(),
        seconds.as_deref(),
        time,
    ))
}

/// From where the request came, and how
fn say_way(line: &Line<'_>, symptom: &mut Symptom) {
    let context = &mut symptom.context;
    network::say(context, line.address.unwrap_or_default(), None);
    let mut say = |key: &str, entry: Entry| context.push((key.to_string(), entry));
    let is_request = ["REST.", "WEBSITE."]
        .iter()
        .any(|it| line.operation.starts_with(it));
    match line.tls {
        // The field is there and empty: TLS was not used.
        Some("-") if is_request && line.cipher.is_none() => {
            say("aws:SecureTransport", one("false"));
            say("s3:TlsVersion", Entry::Absent);
        }
        Some("-") | None => {}
        Some(version) => {
            say("aws:SecureTransport", one("true"));
            if let Some(version) = network::tls(version) {
                say("s3:TlsVersion", one(version));
            }
        }
    }
    if let Some(agent) = line.agent {
        say("aws:UserAgent", one(agent));
    }
    match line.referer {
        // What follows the question mark may be secret; without it the value is not the header's.
        Some(referer) if referer.contains('?') => {}
        Some(referer) => say("aws:referer", one(referer)),
        None if is_request => say("aws:referer", Entry::Absent),
        None => {}
    }
    if let Some(version) = line.signature.and_then(network::signature) {
        say("s3:signatureversion", one(version));
    }
    if let Some(method) = line.authentication.and_then(network::authentication) {
        say("s3:authType", one(method));
    }
}

/// The Region in a host such as `bucket.s3.eu-west-1.amazonaws.com`
fn region(host: &str) -> Option<&str> {
    let host = host.strip_suffix(".cn").unwrap_or(host);
    let labels = host.strip_suffix(".amazonaws.com")?;
    let last = labels.rsplit('.').next()?;
    let last = last.strip_prefix("s3-").unwrap_or(last);
    let last = last.strip_prefix("website-").unwrap_or(last);
    let is_region = last.split('-').count() >= 3 && last.ends_with(|it: char| it.is_ascii_digit());
    is_region.then_some(last)
}

/// `06/Feb/2019:00:00:38 +0000` as `2019-02-06T00:00:38Z`
fn rfc3339(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (moment, zone) = text.split_once(' ')?;
    let (date, clock) = moment.split_once(':')?;
    let mut fields = date.split('/');
    let (day, month, year) = (fields.next()?, fields.next()?, fields.next()?);
    let month = MONTHS.iter().position(|it| *it == month)? + 1;
    let time = alloc::format!("{year}-{month:02}-{day}T{clock}Z");
    // The log is in UTC by its format.
    let is_time = zone == "+0000" && Instant::parse(&time, FourDigits::Year).is_some();
    is_time.then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_become_rfc_3339() {
        let found = rfc3339("06/Feb/2019:00:00:38 +0000");
        assert_eq!(found.as_deref(), Some("2019-02-06T00:00:38Z"));
        for text in [
            "",
            "06/Fev/2019:00:00:38 +0000",
            "06/Feb/2019:00:00:38 +0100",
            "31/Feb/2019:00:00:38 +0000",
            "06/Feb/2019",
        ] {
            assert_eq!(rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn a_region_is_read_off_the_host() {
        #[track_caller]
        fn check(host: &str, wanted: Option<&str>) {
            assert_eq!(region(host), wanted, "{host}");
        }
        check("logs.s3.eu-west-1.amazonaws.com", Some("eu-west-1"));
        check("s3-us-west-2.amazonaws.com", Some("us-west-2"));
        check("logs.s3.cn-north-1.amazonaws.com.cn", Some("cn-north-1"));
        check("w.s3-website-eu-west-1.amazonaws.com", Some("eu-west-1"));
        check("logs.s3.amazonaws.com", None);
        check("cdn.example.com", None);
        check("", None);
    }

    /// The path as the client sent it is encoded once, the log's field once more.
    #[test]
    fn a_key_is_what_the_path_says() {
        #[track_caller]
        fn check(written: &str, path: Option<&str>, wanted: &str) {
            assert_eq!(decoded_key(written, path), wanted, "{written}");
        }
        check("a%2520b", Some("/logs/a%20b"), "a b");
        check("a%2520b", Some("/logs/a%2520b"), "a%20b");
        check("a%20b", Some("/logs/a%20b"), "a b");
        check("a%2520b", None, "a b");
        check("100%25", Some("/100%25"), "100%");
        check("%", None, "%");
    }
}
