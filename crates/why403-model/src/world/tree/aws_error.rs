//! The error texts of AWS: what the CLI prints, XML, and the two forms of JSON.

use alloc::string::{String, ToString};

use crate::json::Node;

/// A refusal or failure that stands where an answer was expected
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AwsError {
    /// `NoSuchBucketPolicy`, `AccessDenied`, `404`
    pub(crate) code: String,
    /// The whole text, on one line and cut to [`SHOWN`] characters
    pub(crate) text: String,
}

/// Whether a text is what a failed call prints, and so neither JSON nor YAML.
///
/// The text has to start like one: a file of YAML may well hold such a text as a value.
#[must_use]
pub fn is_error_text(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    STARTS.iter().any(|it| start.starts_with(it)) && AwsError::of_text(text).is_some()
}

impl AwsError {
    /// The error in plain text: `An error occurred (CODE) when calling the …`, or XML.
    ///
    /// The CLI puts a blank line in front, newer releases `aws: [ERROR]:`, Python the name of
    /// its exception; so the phrase may stand anywhere in the beginning of the text.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with(['{', '[', '"']) {
            return None;
        }
        let code = if text.starts_with('<') {
            xml_code(text)?
        } else {
            cli_code(text)?
        };
        Some(Self {
            code: code.to_string(),
            text: one_line(text),
        })
    }

    /// The error as JSON: `{"Error": {"Code", "Message"}}`, `{"Code", "Message"}` or
    /// `{"__type", "message"}`
    pub(crate) fn of_node(node: &Node) -> Option<Self> {
        if let Some(text) = node.as_str() {
            return Self::of_text(text);
        }
        if let Some(response) = node.get("ErrorResponse").or_else(|| node.get("Error")) {
            return Self::of_node(response);
        }
        let (code, message) = match node.get("__type").and_then(Node::as_str) {
            // `com.amazonaws.kms#NotFoundException`
            Some(kind) => (
                kind.rsplit('#').next().unwrap_or(kind),
                message(node).unwrap_or(""),
            ),
            None => (node.get("Code").and_then(Node::as_str)?, message(node)?),
        };
        let text = if message.is_empty() {
            code.to_string()
        } else {
            alloc::format!("{code}: {message}")
        };
        Some(Self {
            code: code.to_string(),
            text: one_line(&text),
        })
    }

    /// Whether AWS refused, rather than failed or said that there is nothing
    pub(crate) fn is_refusal(&self) -> bool {
        REFUSALS.contains(&self.code.as_str())
    }
}

/// The text on one line, without control characters, cut to [`SHOWN`] characters
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut is_gap = false;
    for (count, character) in text.trim().chars().enumerate() {
        if count == SHOWN {
            line.push('…');
            break;
        }
        if character.is_whitespace() || character.is_control() {
            is_gap = true;
            continue;
        }
        if is_gap && !line.is_empty() {
            line.push(' ');
        }
        is_gap = false;
        line.push(character);
    }
    line
}

fn message(node: &Node) -> Option<&str> {
    node.get("message")
        .or_else(|| node.get("Message"))
        .and_then(Node::as_str)
}

fn cli_code(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once("An error occurred (")?;
    let (code, rest) = rest.split_once(')')?;
    let is_code = !code.is_empty()
        && code
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'.' || it == b'_');
    let is_ours = rest.starts_with(" when calling the ") && before.len() <= FRONT;
    (is_code && is_ours).then_some(code)
}

fn xml_code(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    (before.contains("<Error>") && !code.contains('<')).then_some(code.trim())
}

/// Codes with which AWS refuses to answer.
///
/// `403` and `404` are what HEAD requests say, which have no body. `MethodNotAllowed` is what
/// S3 says when another account than the bucket's asks for the policy (`spec/s3.md` I.2).
const REFUSALS: &[&str] = &[
    "403",
    "AccessDenied",
    "AccessDeniedException",
    "AccountNotAuthorized",
    "AuthorizationError",
    "Forbidden",
    "MethodNotAllowed",
    "UnauthorizedOperation",
];

/// How clients start the text of an error
const STARTS: &[&str] = &[
    "An error occurred (",
    "aws: [ERROR]:",
    "fatal error:",
    "botocore.exceptions.",
    "Traceback (most recent call last):",
    "<",
];

/// Characters of an error text that are kept
const SHOWN: usize = 600;

/// Bytes that may stand before the phrase of the CLI
const FRONT: usize = 2_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[track_caller]
    fn check(text: &str, code: Option<&str>) {
        let found = match json::read(text).node {
            Some(node) => AwsError::of_node(&node),
            None => AwsError::of_text(text),
        };
        assert_eq!(found.as_ref().map(|it| it.code.as_str()), code, "{text}");
    }

    #[test]
    fn every_form_of_an_error_is_read() {
        let cli = "\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist\n";
        check(cli, Some("NoSuchBucketPolicy"));
        check(
            "\naws: [ERROR]: An error occurred (AccessDenied) when calling the GetRole operation: no",
            Some("AccessDenied"),
        );
        check(
            "An error occurred (404) when calling the HeadObject operation: Not Found",
            Some("404"),
        );
        check(
            "botocore.exceptions.ClientError: An error occurred (Throttling) when calling the X operation (reached max retries: 4): Rate exceeded",
            Some("Throttling"),
        );
        check(
            "<?xml version=\"1.0\"?>\n<Error><Code>NoSuchTagSet</Code><Message>m</Message></Error>",
            Some("NoSuchTagSet"),
        );
        check(
            "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code></Error></ErrorResponse>",
            Some("NoSuchEntity"),
        );
        check(
            r#"{"Error": {"Code": "NoSuchEntity", "Message": "m"}}"#,
            Some("NoSuchEntity"),
        );
        check(
            r#"{"__type": "com.amazonaws.kms#NotFoundException", "message": "m"}"#,
            Some("NotFoundException"),
        );
        check(
            r#"{"__type": "AccessDeniedException"}"#,
            Some("AccessDeniedException"),
        );
        check(
            r#""An error occurred (NoSuchTagSet) when calling the GetBucketTagging operation: x""#,
            Some("NoSuchTagSet"),
        );
    }

    #[test]
    fn other_texts_are_no_errors() {
        check("Unable to locate credentials", None);
        assert!(!is_error_text(
            "policy: An error occurred (X) when calling the Y operation: z"
        ));
        check("<html><Code>x</Code></html>", None);
        check(r#"{"Code": "x"}"#, None);
        check(
            r#"{"Policy": "An error occurred (X) when calling the Y operation"}"#,
            None,
        );
        check(
            "An error occurred (two words) when calling the X operation",
            None,
        );
    }

    #[test]
    fn kept_texts_are_one_short_line() {
        assert_eq!(one_line("\n a\n\n b\u{1b}[0m "), "a b [0m");
        assert_eq!(one_line(&"x".repeat(10_000)).chars().count(), SHOWN + 1);
    }
}
