//! One line of S3's server access log.
//!
//! Source: S3 User Guide, "Amazon S3 server access log format"; `spec/s3.md` H.2. Fields are split
//! by their position, as quotes inside of quotes are not escaped.

use alloc::string::{String, ToString};

use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::world::percent::decoded;

use super::{Came, key};
use crate::symptom::{Source, Symptom};

/// Reads a line; `None` where it is none of the log.
pub(super) fn read(line: &str) -> Option<(Symptom, Came)> {
    let (head, rest) = line.split_once(" [")?;
    let (time, rest) = rest.split_once("] ")?;
    let (_, bucket) = head.split_once(' ')?;
    let mut fields = rest.splitn(6, ' ');
    let (address, requester) = (fields.next()?, fields.next()?);
    let (_, operation, object) = (fields.next()?, fields.next()?, fields.next()?);
    let (status, rest) = after_uri(fields.next()?)?;
    let came = match status {
        200..=399 => Came::Worked,
        403 => Came::Refused,
        _ => Came::Failed,
    };
    let told = |it: &str| (it != "-").then(|| it.to_string());
    let object = told(object).map(|it| decoded(&it).unwrap_or(it));
    let resource = match object {
        Some(object) => alloc::format!("arn:aws:s3:::{bucket}/{object}"),
        None => alloc::format!("arn:aws:s3:::{bucket}"),
    };
    let (agent, last) = after_agent(rest)?;
    let mut last = last.split(' ');
    let version = last.next()?;
    let signature = last.nth(1);
    let (authentication, tls) = (last.nth(1), last.nth(1));
    let mut symptom = Symptom {
        source: Source::AccessLog,
        principal: told(requester),
        resource: Some(resource),
        operation: Some(operation.to_string()),
        status: Some(status),
        time: moment(time),
        ..Symptom::default()
    };
    let context = &mut symptom.context;
    context.push(key("aws:SourceIp", told(address).as_deref()));
    context.push(key("aws:UserAgent", told(agent).as_deref()));
    for (name, value) in [
        ("s3:signatureversion", signature),
        ("s3:authType", authentication),
        ("s3:TlsVersion", tls),
    ] {
        if let Some(value) = value {
            context.push(key(name, told(value).as_deref()));
        }
    }
    if tls.is_some() {
        let is_tls = if tls == Some("-") { "false" } else { "true" };
        context.push(key("aws:SecureTransport", Some(is_tls)));
    }
    let version = told(version).map_or(Entry::Absent, Entry::One);
    symptom
        .sent
        .push((Part::Query, "versionId".into(), version));
    Some((symptom, came))
}

/// The status, and what stands behind it; the URI before it may hold quotes
fn after_uri(rest: &str) -> Option<(u16, &str)> {
    if let Some(rest) = rest.strip_prefix("- ") {
        return status(rest);
    }
    let rest = rest.strip_prefix('"')?;
    let mut ends = rest.match_indices("\" ");
    ends.find_map(|(at, end)| status(rest.get(at + end.len()..)?))
}

fn status(rest: &str) -> Option<(u16, &str)> {
    let (status, rest) = rest.split_once(' ')?;
    let is_status = status.len() == 3;
    status
        .parse()
        .ok()
        .filter(|_| is_status)
        .map(|it| (it, rest))
}

/// The user agent, and what stands behind it: error code and four numbers come first, then the
/// referrer in quotes
fn after_agent(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.splitn(6, ' ').nth(5)?;
    let rest = match rest.strip_prefix("- ") {
        Some(rest) => rest,
        None => rest.strip_prefix('"')?.split_once("\" ")?.1,
    };
    if let Some(rest) = rest.strip_prefix("- ") {
        return Some(("-", rest));
    }
    rest.strip_prefix('"')?.rsplit_once("\" ")
}

/// `06/Feb/2026:00:00:38 +0000` as RFC 3339
fn moment(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (date, time) = text.strip_suffix(" +0000")?.split_once(':')?;
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|it| *it == month)? + 1;
    Some(alloc::format!("{year}-{month:02}-{day}T{time}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The line of the S3 User Guide, its owner shortened.
    const LINE: &str = r#"79a5 amzn-s3-demo-bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 arn:aws:sts::111122223333:assumed-role/reader/s 3E57427F3EXAMPLE REST.GET.OBJECT logs/a%20b.txt "GET /amzn-s3-demo-bucket/logs/a%20b.txt HTTP/1.1" 403 AccessDenied 243 - 7 - "-" "S3Console/0.4 (say "x")" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket.s3.us-west-1.amazonaws.com TLSV1.2 - -"#;

    #[test]
    fn a_line_is_split_by_its_positions() {
        let (symptom, came) = read(LINE).unwrap();
        assert_eq!(came, Came::Refused);
        let resource = symptom.resource.unwrap();
        assert_eq!(resource, "arn:aws:s3:::amzn-s3-demo-bucket/logs/a b.txt");
        assert_eq!(symptom.time.unwrap(), "2019-02-06T00:00:38Z");
        let told = |name: &str| {
            let found = symptom.context.iter().find(|it| it.0 == name);
            found.map(|it| it.1.clone())
        };
        let one = |text: &str| Some(Entry::One(text.to_string()));
        assert_eq!(told("aws:SourceIp"), one("192.0.2.3"));
        assert_eq!(told("aws:UserAgent"), one("S3Console/0.4 (say \"x\")"));
        assert_eq!(told("s3:signatureversion"), one("SigV4"));
        assert_eq!(told("s3:authType"), one("AuthHeader"));
        assert_eq!(told("s3:TlsVersion"), one("TLSV1.2"));
        assert_eq!(told("aws:SecureTransport"), one("true"));
    }

    #[test]
    fn what_is_no_line_is_none() {
        for text in [
            "",
            "a b [c] d",
            "GET / HTTP/1.1",
            "[ ] \" \" \"",
            LINE.get(..120).unwrap(),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
