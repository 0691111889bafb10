//! AWS's enhanced message: `User: … is not authorized to perform: … on resource: … because …`.
//!
//! Read wherever it stands in a text: quoted or not, wrapped over lines, escaped inside JSON,
//! behind a client's prefix, with a policy ARN or a request id behind it.
//! Grammar: `spec/symptoms.md` 1.1.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::phrases::PHRASES;
use super::{Source, Symptom, SymptomError, client, record};

const PERFORM: &str = "is not authorized to perform: ";
/// Characters that end an ARN or an action in running text
const ENDS: &[char] = &[' ', '"', '\'', ',', ')', '<', '>', '}', ']'];

/// Words that say a request was refused, where the message says no more
const BARE: &[&str] = &[
    "accessdenied",
    "access denied",
    "403",
    "forbidden",
    "not authorized",
    "invalidobjectstate",
];

/// Reads a text: records of AWS, else the first message in it.
pub fn read(text: &str) -> Result<Symptom, SymptomError> {
    if let Some(found) = record::first_refusal(text) {
        return found;
    }
    of_text(text)
}

/// Reads the first message of a text
pub(super) fn of_text(text: &str) -> Result<Symptom, SymptomError> {
    let line = flattened(text);
    let told = client::read(&line).unwrap_or_default();
    let mut symptom = of_line(&line)?;
    symptom.client = told.client;
    symptom.status = told.status;
    symptom.host_id = told.host_id;
    symptom.region = told.region;
    symptom.code = symptom.code.or(told.code);
    symptom.operation = symptom.operation.or(told.operation);
    symptom.resource = symptom.resource.or(told.resource);
    symptom.request_id = symptom.request_id.or(told.request_id);
    if symptom.source == Source::Bare && told.client.is_some() {
        symptom.source = Source::Client;
        symptom.message = told.message.unwrap_or(symptom.message);
    }
    Ok(symptom)
}

/// AWS's message on one line, or what is left where there is none
fn of_line(line: &str) -> Result<Symptom, SymptomError> {
    let lowered = line.to_ascii_lowercase();
    let operation = after(line, "when calling the ").map(|it| word(it).to_string());
    let code = error_code(line);
    let request_id = ["RequestId: ", "Request ID: ", "RequestID: ", "<RequestId>"]
        .iter()
        .find_map(|label| after(line, label))
        .map(|it| word(it).to_string());
    let Some(start) = line.find(PERFORM) else {
        if !BARE.iter().any(|it| lowered.contains(it)) {
            return Err(SymptomError::Unrecognized);
        }
        let (source, message) = (Source::Bare, shortened(line));
        return Ok(Symptom {
            source,
            code,
            message,
            operation,
            request_id,
            denied_by: phrase(&lowered).to_vec(),
            ..Symptom::default()
        });
    };
    let (before, behind) = line.split_at_checked(start).unwrap_or(("", line));
    let behind = behind.strip_prefix(PERFORM).unwrap_or(behind);
    let principal = before
        .rsplit("User: ")
        .next()
        .map(str::trim)
        .filter(|it| !it.is_empty());
    let action = word(behind).to_string();
    let resource = after(behind, "on resource: ").map(|it| {
        let it = it.strip_prefix('"').unwrap_or(it);
        // A key may hold spaces: inside quotes the closing quote ends it, else the reason does.
        let quoted = behind.contains("on resource: \"");
        let end = if quoted {
            it.find('"')
        } else {
            [" because ", " with an explicit deny"]
                .iter()
                .filter_map(|stop| it.find(stop))
                .min()
        };
        end.and_then(|end| it.get(..end))
            .unwrap_or_else(|| word(it))
            .to_string()
    });
    let policy = ["policy: ", "boundary: "]
        .iter()
        .filter_map(|label| after(behind, label))
        .map(|it| word(it).trim_end_matches('.'))
        .find(|it| it.starts_with("arn:"))
        .map(ToString::to_string);
    let message = before
        .rfind("User: ")
        .and_then(|at| line.get(at..))
        .unwrap_or(line);
    Ok(Symptom {
        source: Source::AwsMessage,
        code,
        message: sentence(message),
        principal: principal.map(|it| word(it).to_string()),
        action: Some(action),
        resource: resource.filter(|it| it.starts_with("arn:") || it == "*"),
        operation,
        policy,
        request_id,
        denied_by: phrase(&behind.to_ascii_lowercase()).to_vec(),
        ..Symptom::default()
    })
}

fn phrase(lowered: &str) -> &'static [(why403_engine::Layer, super::Denial)] {
    PHRASES
        .iter()
        .find(|row| lowered.contains(row.text))
        .map_or(&[], |row| row.from)
}

/// The text on one line: white space joined, JSON's escapes of quotes and line breaks undone
fn flattened(text: &str) -> String {
    let text = text
        .replace("\\\"", "\"")
        .replace("\\n", " ")
        .replace("\\r", " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn after<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.find(label).and_then(|at| text.get(at + label.len()..))
}

/// The text up to a character that cannot be in an ARN or action
fn word(text: &str) -> &str {
    text.split(ENDS)
        .next()
        .unwrap_or("")
        .trim_end_matches(['.', ';', ':'])
}

/// The code of `An error occurred (AccessDenied)` or `<Code>AccessDenied</Code>`
fn error_code(line: &str) -> Option<String> {
    [
        "An error occurred (",
        "Error Code: ",
        "<Code>",
        "api error ",
    ]
    .iter()
    .find_map(|label| after(line, label))
    .map(|it| word(it).to_string())
    .filter(|it| !it.is_empty())
}

/// The message up to the end of its sentence, so that what a client appends is left out
fn sentence(message: &str) -> String {
    let stops = [" (Service:", "</Message>", " status code:", "\", \"", "\","];
    let end = stops.iter().filter_map(|stop| message.find(stop)).min();
    let text = end.and_then(|end| message.get(..end)).unwrap_or(message);
    shortened(text.trim_end_matches(['"', '}']))
}

/// At most 2,000 characters
fn shortened(text: &str) -> String {
    text.chars().take(2_000).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Denial::{Explicit, Implicit};
    use super::*;
    use why403_engine::Layer;

    #[track_caller]
    fn check(
        text: &str,
        action: &str,
        resource: Option<&str>,
        first: (Layer, super::super::Denial),
    ) {
        let symptom = read(text).unwrap();
        assert_eq!(symptom.action.as_deref(), Some(action));
        assert_eq!(symptom.resource.as_deref(), resource);
        assert_eq!(symptom.denied_by.first(), Some(&first));
        let principal = symptom.principal.unwrap();
        assert!(principal.starts_with("arn:aws:"), "{principal}");
    }

    #[test]
    fn messages_are_read_in_every_wrapping() {
        let plain = "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a b.txt\" because no identity-based policy allows the s3:GetObject action";
        let key = Some("arn:aws:s3:::logs/a b.txt");
        check(plain, "s3:GetObject", key, (Layer::Identity, Implicit));
        let cli = alloc::format!(
            "An error occurred (AccessDenied) when calling the GetObject operation: {plain}"
        );
        check(&cli, "s3:GetObject", key, (Layer::Identity, Implicit));
        let symptom = read(&cli).unwrap();
        assert_eq!(symptom.code.as_deref(), Some("AccessDenied"));
        assert_eq!(symptom.operation.as_deref(), Some("GetObject"));
        let json = alloc::format!("{{\"errorMessage\": \"{}\"}}", plain.replace('"', "\\\""));
        check(&json, "s3:GetObject", key, (Layer::Identity, Implicit));
        let wrapped = plain.replace(" is not", "\n    is not");
        check(&wrapped, "s3:GetObject", key, (Layer::Identity, Implicit));
        let java = alloc::format!(
            "{plain} (Service: S3, Status Code: 403, Request ID: ABC, Extended Request ID: D=)"
        );
        check(&java, "s3:GetObject", key, (Layer::Identity, Implicit));
        assert_eq!(read(&java).unwrap().request_id.as_deref(), Some("ABC"));
        assert_eq!(read(&java).unwrap().message, plain);
    }

    #[test]
    fn unquoted_resources_and_policy_arns_are_read() {
        let text = "User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key/1 with an explicit deny in a service control policy: arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd.";
        check(
            text,
            "kms:Decrypt",
            Some("arn:aws:kms:us-east-1:111122223333:key/1"),
            (Layer::Scp, Explicit),
        );
        assert_eq!(
            read(text).unwrap().policy.as_deref(),
            Some(
                "arn:aws:organizations::987654321098:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd"
            )
        );
        let text = "User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";
        check(text, "kms:Decrypt", None, (Layer::Resource, Implicit));
    }

    #[test]
    fn bare_texts_say_no_more_than_they_know() {
        let symptom = read(
            "fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden",
        )
        .unwrap();
        assert_eq!(symptom.source, Source::Client);
        assert_eq!(symptom.operation.as_deref(), Some("HeadObject"));
        assert!(symptom.denied_by.is_empty());
        let symptom = read(
            "An error occurred (InvalidObjectState) when calling the GetObject operation: The operation is not valid for the object's storage class",
        )
        .unwrap();
        assert_eq!(symptom.denied_by, [(Layer::S3Gate, Explicit)]);
        assert_eq!(symptom.action, None);
        assert_eq!(read("hello").unwrap_err().code(), "symptom/unrecognized");
    }

    #[test]
    fn a_listing_that_a_read_lacks_tells_of_a_missing_object() {
        #[track_caller]
        fn check(operation: &str, action: &str, tells: bool) {
            let text = alloc::format!(
                "An error occurred (AccessDenied) when calling the {operation} operation: User: arn:aws:iam::111122223333:user/x is not authorized to perform: {action} on resource: \"arn:aws:s3:::logs\" because no identity-based policy allows the {action} action"
            );
            assert_eq!(read(&text).unwrap().tells_of_missing(), tells, "{text}");
        }
        check("GetObject", "s3:ListBucket", true);
        check("ListObjectsV2", "s3:ListBucket", false);
        check("GetObject", "s3:GetObject", false);
        // A delete of a missing object succeeds: nothing is listed for it.
        check("DeleteObject", "s3:ListBucket", false);
    }

    #[test]
    fn cut_texts_never_panic() {
        let text = "é An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::1:x is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::é/\\\" because no";
        for (at, _) in text.char_indices() {
            let _ = read(&text[..at]);
            let _ = read(&text[at..]);
        }
    }
}
