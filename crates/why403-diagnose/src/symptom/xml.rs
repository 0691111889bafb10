//! The document of an error as S3 sends it, and the page that a website endpoint makes of it.
//!
//! Members that decide something are read; what was signed, and by which key, is not.
//! Source: S3 API Reference, "Error responses"; `spec/symptoms.md` 1.3, 1.4; `spec/s3.md` C.5.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Source, Symptom, address, shortened};

/// Reads the document in a text on one line; `None` where there is none.
pub(super) fn read(line: &str) -> Option<Symptom> {
    let code = element(line, "Code");
    let item = code.is_none().then(|| item(line, "Code")).flatten();
    if code.is_none() && item.is_none() {
        return None;
    }
    let told = |name: &str| match item {
        Some(_) => self::item(line, name),
        None => element(line, name),
    };
    let owned = |name: &str| told(name).map(ToString::to_string);
    // An id is one word, also where the document was cut off behind it.
    let id = |name: &str| Some(told(name)?.split(' ').next()?.to_string());
    let message = owned("Message").unwrap_or_default();
    let region = owned("Region").or_else(|| expected(&message));
    Some(Symptom {
        source: Source::Xml,
        code: code.or(item).map(String::from),
        resource: resource(&told),
        request_id: id("RequestId"),
        host_id: id("HostId"),
        region,
        time: told("ServerTime")
            .filter(|it| is_time(it))
            .map(String::from),
        access_key: told("AWSAccessKeyId").and_then(address::last_four),
        notes: notes(&told, &message, item.is_some()),
        message: shortened(&message),
        ..Symptom::default()
    })
}

/// The text of an element; of one that was cut off, what is there
fn element<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let open = format!("<{name}>");
    let content = super::after(line, &open)?;
    // A document that was cut off in an element goes on with another text.
    let end = content.find('<');
    let content = content.get(..end.unwrap_or(content.len()))?.trim();
    (!content.is_empty() && content.len() <= 4_096).then_some(content)
}

/// The text of an item of a website's page: `<li>Code: AccessDenied</li>`
fn item<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let open = format!("<li>{name}: ");
    let content = super::after(line, &open)?;
    let content = content.split('<').next()?.trim();
    (!content.is_empty() && content.len() <= 4_096).then_some(content)
}

/// Bucket and key, or the path that S3's older answers name
fn resource<'t>(told: &dyn Fn(&str) -> Option<&'t str>) -> Option<String> {
    let bucket = told("BucketName").or_else(|| told("Bucket"));
    match (bucket, told("Key"), told("Resource")) {
        (Some(bucket), Some(key), _) => Some(format!("arn:aws:s3:::{bucket}/{key}")),
        (Some(bucket), None, _) => Some(format!("arn:aws:s3:::{bucket}")),
        (None, _, Some(path)) => {
            let path = path.strip_prefix('/')?.trim_end_matches('/');
            (!path.is_empty()).then(|| format!("arn:aws:s3:::{path}"))
        }
        (None, _, None) => None,
    }
}

/// The Region that a message says it expects: `expecting 'eu-west-1'`
fn expected(message: &str) -> Option<String> {
    let text = super::after(message, "expecting '")?;
    let region = text.split('\'').next()?;
    let is_name = region
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (is_name && (4..=32).contains(&region.len())).then(|| region.to_string())
}

/// Whether a text can be shown as a time, whatever its form
fn is_time(text: &str) -> bool {
    let is_part = |it: u8| it.is_ascii_alphanumeric() || b"-:,. +".contains(&it);
    (8..=40).contains(&text.len()) && text.bytes().all(is_part)
}

fn notes<'t>(
    told: &dyn Fn(&str) -> Option<&'t str>,
    message: &str,
    is_website: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    if is_website {
        notes.push(String::from(address::WEBSITE));
    }
    let time = |name: &str| told(name).filter(|it| is_time(it));
    if let (Some(client), Some(server)) = (time("RequestTime"), time("ServerTime")) {
        notes.push(format!(
            "the client's clock said {client}, AWS's said {server}"
        ));
    }
    if let (Some(ends), Some(server)) = (time("Expires"), time("ServerTime")) {
        let seconds = told("X-Amz-Expires").filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
        let long =
            seconds.map_or_else(String::new, |it| format!(", {it} seconds from its signing"));
        notes.push(format!(
            "it could be used until {ends}{long}; the request came at {server}"
        ));
    }
    if let Some(headers) = told("HeadersNotSigned") {
        notes.push(format!("not signed: {}", shortened(headers)));
    }
    if let Some(class) = told("StorageClass") {
        notes.push(format!("the object's storage class is {class}"));
    }
    if let Some(condition) = told("Condition") {
        notes.push(format!(
            "the condition that does not hold: {}",
            shortened(condition)
        ));
    }
    let signed = super::after(message, "the region '").and_then(|it| it.split('\'').next());
    if let (Some(signed), Some(wanted)) = (signed, expected(message)) {
        notes.push(format!(
            "the request is signed for {}, and the bucket is in {wanted}",
            shortened(signed)
        ));
    }
    notes
}
