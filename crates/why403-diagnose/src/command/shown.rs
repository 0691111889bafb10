//! A command as it may be shown: without the secrets that options carry.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::shell::quoted;

/// What stands in the place of a secret
const HIDDEN: &str = "…";

/// Parts of the names of options and settings whose values are secret
const SECRET: &[&str] = &[
    "access-key",
    "access_key",
    "copy-source-key",
    "customer-key",
    "mfa",
    "passw",
    "secret",
    "sse-c-key",
    "token",
];

/// A command as a shell reads it, the values of secret options left out.
///
/// A word that is one whole line is taken apart first; where that cannot be done, nothing of it is
/// shown but its first word.
#[must_use]
pub fn shown(words: &[String]) -> String {
    let split;
    let words = match words {
        [one] if one.contains(char::is_whitespace) => match super::words(one) {
            Ok(found) => {
                split = found;
                &split
            }
            Err(_) => return one.split_whitespace().next().unwrap_or("").to_string(),
        },
        several => several,
    };
    let mut all: Vec<String> = Vec::new();
    let mut is_secret = false;
    for word in words {
        let is_option = word.starts_with('-') && word.len() > 1;
        if is_secret && !is_option {
            all.push(HIDDEN.to_string());
            is_secret = false;
            continue;
        }
        is_secret = false;
        // A setting may stand inside an option: `-backend-config=secret_key=…`.
        let named = word.rsplit_once('=').filter(|(name, _)| hides(name));
        if let Some((name, _)) = named {
            all.push(quoted(name) + "=" + HIDDEN);
        } else {
            is_secret = is_option && hides(word);
            all.push(quoted(word));
        }
    }
    all.join(" ")
}

/// Whether what stands behind this name is secret
pub(super) fn hides(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_continued = ["starting-token", "next-token", "continuation-token"];
    !is_continued.iter().any(|it| name.ends_with(it)) && SECRET.iter().any(|it| name.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_left_out_and_nothing_else() {
        #[track_caller]
        fn check(command: &str, wanted: &str) {
            let words = super::super::words(command).unwrap();
            assert_eq!(shown(&words), wanted);
            assert_eq!(shown(&[command.to_string()]), wanted);
        }
        check("aws s3 cp a 's3://b/a b'", "aws s3 cp a 's3://b/a b'");
        check(
            "aws s3 cp a s3://b --sse-c AES256 --sse-c-key canary --acl private",
            "aws s3 cp a s3://b --sse-c AES256 --sse-c-key … --acl private",
        );
        check(
            "aws s3api get-object --sse-customer-key=canary --mfa 'arn canary' --key k o",
            "aws s3api get-object --sse-customer-key=… --mfa … --key k o",
        );
        check(
            "rclone ls r:b --s3-secret-access-key=canary --s3-access-key-id canary",
            "rclone ls r:b --s3-secret-access-key=… --s3-access-key-id …",
        );
        check(
            "terraform init -backend-config=secret_key=canary -backend-config=key=x",
            "terraform init -backend-config=secret_key=… -backend-config=key=x",
        );
        check(
            "aws s3api list-objects-v2 --starting-token abc --sse-kms-key-id id",
            "aws s3api list-objects-v2 --starting-token abc --sse-kms-key-id id",
        );
    }

    #[test]
    fn a_line_that_cannot_be_taken_apart_is_not_shown() {
        assert_eq!(shown(&["aws s3 --sse-c-key 'canary".to_string()]), "aws");
    }
}
