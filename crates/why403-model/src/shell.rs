//! Words of commands that people paste into a shell: the names of a world may hold anything.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write as _;

/// A word as a POSIX shell reads it back, in quotes where it needs them
#[must_use]
pub fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Options of the AWS CLI with their values, a piece of a command each.
///
/// - `all`: the option without its hyphens (`key`), and the value as it is.
/// - Values that [`is_read_otherwise`] stand in one last piece, [`input`].
#[must_use]
pub fn options(all: &[(&str, &str)]) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut members = Vec::new();
    for (name, value) in all {
        if is_read_otherwise(value) {
            members.push((*name, json(value)));
        } else {
            pieces.push(option(name, value));
        }
    }
    pieces.extend(input(&members));
    pieces
}

/// An option and its value; one that looks like an option itself is joined to it: `--key=-x`
#[must_use]
pub fn option(name: &str, value: &str) -> String {
    if value.starts_with('-') {
        return quoted(&format!("--{name}={value}"));
    }
    format!("--{name} {}", quoted(value))
}

/// The option that takes the others' values as they are, `--cli-input-json`; `None` for none.
///
/// - `members`: options without hyphens, each with its value as JSON.
/// - Commands that write what they get to a file, such as `s3api get-object`, do not have it.
/// - Source: awscli 1.45.11, `paramfile.py` and `customizations/cliinputjson.py`; tried with it.
#[must_use]
pub fn input(members: &[(&str, String)]) -> Option<String> {
    let all = members.iter();
    let all: Vec<String> = all
        .map(|(name, value)| format!("\"{}\": {value}", member(name)))
        .collect();
    let document = format!("{{{}}}", all.join(", "));
    (!all.is_empty()).then(|| format!("--cli-input-json {}", quoted(&document)))
}

/// Whether the CLI would read what a value names, a file or an address, in its place
#[must_use]
pub fn is_read(value: &str) -> bool {
    READ.iter().any(|it| value.starts_with(it))
}

/// Whether the CLI, a terminal or a reader would take a value for something else than it is
#[must_use]
pub fn is_read_otherwise(value: &str) -> bool {
    is_read(value) || value.chars().any(is_unseen)
}

/// Characters that end a line, control a terminal, or turn the direction of a text
#[must_use]
pub fn is_unseen(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as a JSON string on one line, all of it to be seen
#[must_use]
pub fn json(text: &str) -> String {
    let mut all = String::from("\"");
    for it in text.chars() {
        match it {
            '"' | '\\' => all.extend(['\\', it]),
            it if is_unseen(it) => {
                // Writing to a `String` cannot fail.
                let _ = write!(all, "\\u{:04x}", u32::from(it));
            }
            it => all.push(it),
        }
    }
    all.push('"');
    all
}

/// The member of the API's input that an option sets: `RoleName` of `role-name`
fn member(option: &str) -> String {
    if let Some((_, own)) = SPELT.iter().find(|(it, _)| *it == option) {
        return (*own).to_string();
    }
    let mut name = String::new();
    for word in option.split('-') {
        let capitals = CAPITALS.iter().find(|it| it.eq_ignore_ascii_case(word));
        let mut letters = capitals.copied().unwrap_or(word).chars();
        name.extend(letters.next().map(|it| it.to_ascii_uppercase()));
        name.extend(letters);
    }
    name
}

/// What the CLI reads in place of a value that begins so; version 2 leaves the last two alone
const READ: [&str; 4] = ["file://", "fileb://", "http://", "https://"];

/// Words that members have in capitals; by the API models of botocore 1.43.11
const CAPITALS: [&str; 16] = [
    "ACL",
    "ACP",
    "SSE",
    "SSEKMS",
    "MD5",
    "CRC32",
    "CRC32C",
    "CRC64NVME",
    "SHA1",
    "SHA256",
    "SHA512",
    "XXHASH3",
    "XXHASH64",
    "XXHASH128",
    "ARN",
    "ARNs",
];

/// Options whose members are spelt in a way of their own; from the same models
const SPELT: [(&str, &str); 3] = [
    ("principal-org-id", "PrincipalOrgID"),
    ("role-arn", "RoleArn"),
    ("checksum-crc32-c", "ChecksumCRC32C"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(option: &str, value: &str, wanted: &str) {
        assert_eq!(options(&[(option, value)]), [wanted]);
    }

    #[test]
    fn values_are_what_the_cli_takes_them_for() {
        check("key", "a b", "--key 'a b'");
        check("key", "it's", r"--key 'it'\''s'");
        check("key", "-x y", "'--key=-x y'");
        // A prefix inside a value is none.
        check("key", "a/file://b", "--key a/file://b");
    }

    #[test]
    fn values_that_would_be_read_as_something_else_stand_in_a_document() {
        check(
            "key",
            "file://x",
            r#"--cli-input-json '{"Key": "file://x"}'"#,
        );
        check(
            "key",
            "fileb://x",
            r#"--cli-input-json '{"Key": "fileb://x"}'"#,
        );
        check(
            "key",
            "http://h/x",
            r#"--cli-input-json '{"Key": "http://h/x"}'"#,
        );
        check(
            "key",
            "https://h",
            r#"--cli-input-json '{"Key": "https://h"}'"#,
        );
        check(
            "role-name",
            "a\nb",
            r#"--cli-input-json '{"RoleName": "a\u000ab"}'"#,
        );
        check(
            "ssekms-key-id",
            "file://x",
            r#"--cli-input-json '{"SSEKMSKeyId": "file://x"}'"#,
        );
        check(
            "key",
            "file://'\"\\",
            r#"--cli-input-json '{"Key": "file://'\''\"\\"}'"#,
        );
    }

    #[test]
    fn several_stand_in_one_document_behind_the_others() {
        let all = options(&[
            ("bucket", "file://b"),
            ("acl", "private"),
            ("key", "\u{202e}k"),
        ]);
        let document = r#"--cli-input-json '{"Bucket": "file://b", "Key": "\u202ek"}'"#;
        assert_eq!(all, ["--acl private", document]);
    }
}
