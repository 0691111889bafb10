//! What must come out nowhere, taken out of a text before anything else reads it.
//!
//! Signatures, tokens, secret keys and what was signed become `***`; of an access key id the last
//! four characters stay, behind as many stars as it had. A few passes over the text, each linear.

use alloc::string::String;
use alloc::vec::Vec;

/// Names before a value that is secret: `X-Amz-Signature=…`, `"SessionToken": "…"`
static LABELS: &[&str] = &[
    "signature",
    "security-token",
    "security_token",
    "securitytoken",
    "session_token",
    "session-token",
    "sessiontoken",
    "secretaccesskey",
    "secret_access_key",
    "secret-access-key",
    "secretkey",
    "secret_key",
    "secret-key",
    "secret.key",
    "session.token",
    "customer-key",
    "authorizationtoken",
    "webidentitytoken",
    "samlassertion",
    "password",
    "authorization: bearer",
    "authorization: aws",
    // Encoded, and of no use but to who may decode it
    "encoded authorization failure message",
];

/// Elements of S3's and STS's documents that hold secrets, or what a signature is made from
static ELEMENTS: &[&str] = &[
    "stringtosign",
    "stringtosignbytes",
    "canonicalrequest",
    "canonicalrequestbytes",
    "signatureprovided",
    "secretaccesskey",
    "sessiontoken",
];

/// What `aws --debug` writes before what it signs, and what it writes next
static SIGNED: &[(&str, &str)] = &[
    ("canonicalrequest:", "stringtosign:"),
    ("stringtosign:", "signature:"),
];

/// Bytes of a text that is signed; the rest of a log is not taken for one
const LONGEST_SIGNED: usize = 8_192;

/// Prefixes of access key ids: of users, of sessions, of service bearer tokens
static KEYS: &[&str] = &["akia", "asia", "abia", "acca"];

/// A place of a text, and what is put there
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    start: usize,
    end: usize,
    fill: Fill,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fill {
    /// `***`, whatever stood there
    Three,
    /// A star a character, so that what stands behind is known for the end of a key id
    Each,
}

/// The text, on one line, without its secrets
pub(super) fn scrubbed(line: &str) -> String {
    // ASCII only changes case, so that places are the same in both.
    let lowered = line.to_ascii_lowercase();
    let mut cuts: Vec<Cut> = Vec::new();
    for element in ELEMENTS {
        elements(&lowered, element, &mut cuts);
    }
    for (from, to) in SIGNED {
        each(&lowered, from, &mut cuts, |at| signed(&lowered, at, to));
    }
    for label in LABELS {
        each(&lowered, label, &mut cuts, |at| value(&lowered, at));
    }
    for prefix in KEYS {
        let places = lowered.match_indices(prefix);
        cuts.extend(places.filter_map(|(at, _)| key_id(line, at)));
    }
    without(line, cuts)
}

/// The cuts behind each place of a label; a label within a cut is part of it
fn each(
    lowered: &str,
    label: &str,
    cuts: &mut Vec<Cut>,
    cut: impl Fn(usize) -> Option<(usize, usize)>,
) {
    let mut from = 0;
    while let Some(found) = lowered.get(from..).and_then(|it| it.find(label)) {
        from += found + label.len();
        if let Some((start, end)) = cut(from) {
            let fill = Fill::Three;
            cuts.push(Cut { start, end, fill });
            from = end;
        }
    }
}

/// The contents of an element, also where one of its tags was cut off
fn elements(lowered: &str, name: &str, cuts: &mut Vec<Cut>) {
    let fill = Fill::Three;
    let mut is_opened = false;
    let mut from = 0;
    while let Some(found) = lowered.get(from..).and_then(|it| it.find(name)) {
        let at = from + found;
        from = at + name.len();
        let before = lowered.get(..at).unwrap_or_default();
        let Some(content) = lowered.get(from..).and_then(|it| it.strip_prefix('>')) else {
            continue;
        };
        if let Some(before) = before.strip_suffix("</") {
            // Its opening tag was not there: all that stands before is its content.
            if !is_opened {
                let end = before.len();
                cuts.push(Cut {
                    start: 0,
                    end,
                    fill,
                });
            }
        } else if before.ends_with('<') {
            let start = lowered.len() - content.len();
            let end = start + content.find("</").unwrap_or(content.len());
            cuts.push(Cut { start, end, fill });
            from = end;
        } else {
            continue;
        }
        is_opened = true;
    }
}

/// What stands between a place and a label
fn signed(lowered: &str, start: usize, to: &str) -> Option<(usize, usize)> {
    let mut end = lowered.len().min(start + LONGEST_SIGNED);
    while !lowered.is_char_boundary(end) {
        end -= 1;
    }
    let within = lowered.get(start..end)?;
    let length = within.find(to).unwrap_or(within.len());
    Some((start, start + length))
}

/// The value behind a label that ends at a place, if one is there
fn value(lowered: &str, at: usize) -> Option<(usize, usize)> {
    let (label, rest) = lowered.split_at_checked(at)?;
    let is_quote = |it: char| "\"' ".contains(it);
    let sign = rest.trim_start_matches(is_quote);
    let is_near = rest.len() - sign.len() <= 2;
    // `Authorization: AWS KEY:SIGNATURE` has no sign behind the label.
    let is_header = label.ends_with(": aws") || label.ends_with("bearer");
    let value = match sign.strip_prefix(['=', ':']) {
        Some(value) if is_near => value.trim_start_matches(is_quote),
        Some(_) | None if is_header && rest.starts_with(' ') => sign,
        Some(_) | None => return None,
    };
    // Bytes of Python: `b'…'`
    let bytes = value.strip_prefix("b'").or(value.strip_prefix("b\""));
    let value = bytes.unwrap_or(value);
    let start = lowered.len() - value.len();
    let is_end = |it: char| it.is_whitespace() || "&\"'<>,;)}]".contains(it);
    let length = value.find(is_end).unwrap_or(value.len());
    (length > 0).then_some((start, start + length))
}

/// All but the last four characters of the access key id at a place, if one is there
fn key_id(line: &str, start: usize) -> Option<Cut> {
    const LONGEST: usize = 128;
    let (before, from) = line.split_at_checked(start)?;
    let is_word = before.ends_with(|it: char| it.is_ascii_alphanumeric());
    // In a URL it may stand behind an escape.
    let is_escaped = ["%3D", "%22", "%3d"].iter().any(|it| before.ends_with(it));
    if is_word && !is_escaped {
        return None;
    }
    let is_of_id = |it: &u8| it.is_ascii_uppercase() || it.is_ascii_digit();
    let letters = from.bytes().take(LONGEST + 1);
    let length = letters.take_while(is_of_id).count();
    let end = (start + length).checked_sub(4)?;
    let fill = Fill::Each;
    (16..=LONGEST)
        .contains(&length)
        .then_some(Cut { start, end, fill })
}

fn without(line: &str, mut cuts: Vec<Cut>) -> String {
    cuts.sort_unstable();
    let mut text = String::with_capacity(line.len());
    let mut from = 0;
    for Cut { start, end, fill } in cuts {
        if end <= from {
            continue;
        }
        let start = start.max(from);
        text.push_str(line.get(from..start).unwrap_or_default());
        match fill {
            Fill::Three => text.push_str("***"),
            Fill::Each => text.extend((start..end).map(|_| '*')),
        }
        from = end;
    }
    text.push_str(line.get(from..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn values_of_secret_names_are_taken_out() {
        for text in [
            "x?X-Amz-Signature=canary&a=b",
            "X-Amz-Security-Token=canary%2B",
            "'X-Amz-Security-Token': b'canary/+==', 'a': 'b'",
            "{\"SecretAccessKey\": \"canary\", \"SessionToken\":\"canary\"}",
            "aws_secret_access_key = canary",
            "AWS_SESSION_TOKEN=canary",
            "Authorization: AWS ********MPLE:canary=",
            "Authorization: AWS4-HMAC-SHA256 Credential=x/20261120/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=canary",
            "authorization: Bearer canary",
            "<StringToSign>AWS4 canary</StringToSign>",
            "<CanonicalRequest>GET canary",
            "canary</StringToSign><RequestId>x",
            "<SignatureProvided>canary</SignatureProvided>",
            "DEBUG - StringToSign: AWS4-HMAC-SHA256 canary 12 - DEBUG - Signature: canary",
            "DEBUG - CanonicalRequest: GET / canary",
            "x-amz-server-side-encryption-customer-key: canary",
            "fs.s3a.secret.key=canary",
        ] {
            let found = scrubbed(text);
            assert!(!found.contains("canary"), "{found}");
            assert!(found.contains("***"), "{found}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your key and signing method.",
            "Signature expired: 20170103T233357Z is now earlier than 20170104T042623Z",
            "The security token included in the request is invalid",
            "SignedHeaders=host;x-amz-security-token, a",
            "arn:aws:s3:::akia/ASIAN-markets.csv AKIA",
            "AROAIOSFODNN7EXAMPLE:session",
            "é<StringToSigné",
        ] {
            assert_eq!(scrubbed(text), text);
        }
    }

    #[test]
    fn of_a_key_id_the_last_four_stay() {
        let stars = "*".repeat(16);
        let check = |text: &str, wanted: &str| assert_eq!(scrubbed(text), wanted);
        check("(AKIAIOSFODNN7EXAMPLE)", &format!("({stars}MPLE)"));
        check(
            "Credential=ASIAIOSFODNN7EXAMPLE/20261120",
            &format!("Credential={stars}MPLE/20261120"),
        );
    }
}
