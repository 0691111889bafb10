//! AWS's enhanced message: `User: … is not authorized to perform: … on resource: … because …`.
//!
//! Grammar: `spec/symptoms.md` 1.1. Quoted or not, with or without a resource or a reason, with a
//! policy's ARN or an encoded message behind it; and STS's short form, `Not authorized to perform
//! sts:AssumeRoleWithWebIdentity`.

use alloc::format;
use alloc::string::{String, ToString};

use why403_model::arn::Arn;

use super::{Source, Symptom, phrases, shortened, word};

const PERFORM: &str = "ot authorized to perform";
/// Bytes of a message; ARNs, keys and policies of the longest kind fit well
const LONGEST: usize = 16_384;
/// Where the reason starts
const REASONS: &[&str] = &[" because ", " with an explicit deny"];

/// Reads the first message of a text on one line.
pub(super) fn read(line: &str) -> Option<Symptom> {
    let mut places = line.match_indices(PERFORM);
    places.find_map(|(at, _)| at_place(line, at))
}

fn at_place(line: &str, at: usize) -> Option<Symptom> {
    let (before, behind) = line.split_at_checked(at)?;
    let behind = window(behind.strip_prefix(PERFORM)?);
    // A second message behind it is another denial.
    let end = behind.find(PERFORM).unwrap_or(behind.len());
    let behind = behind.get(..end)?.trim_start_matches([':', ' ', '"', '\'']);
    let action = action(behind)?;
    let principal = principal(before.strip_suffix(" is n"));
    let rest = behind.get(action.len()..)?;
    let start = REASONS.iter().filter_map(|it| reason_start(rest, it)).min();
    let (place, reason) = rest.split_at_checked(start.unwrap_or(rest.len()))?;
    let resource = resource(place, start.is_some(), principal);
    let phrase = phrases::first(&joined(reason, behind));
    let meaning = phrase.and_then(|it| it.meaning).map(String::from);
    let notes = resource.note.into_iter().chain(meaning);
    let notes = notes.chain(encoded(behind));
    let head = match principal {
        Some(_) => before.rfind("User: "),
        None => None,
    };
    // The sentence starts where its first word does.
    let head = head
        .or_else(|| before.rfind(' ').map(|it| it + 1))
        .unwrap_or(0);
    Some(Symptom {
        source: Source::AwsMessage,
        message: sentence(window(line.get(head..)?)),
        principal: principal.map(String::from),
        action: Some(action.to_string()),
        resource: resource.arn,
        policy: policy(reason),
        notes: notes.collect(),
        denied_by: phrase.map_or(&[][..], |it| it.from).to_vec(),
        ..Symptom::default()
    })
}

/// Where the reason starts; a quoted key may hold its words, and the reason stands behind the
/// quote that ends it
fn reason_start(rest: &str, reason: &str) -> Option<usize> {
    if rest.trim_start().starts_with("on resource: \"") {
        let quoted = format!("\"{reason}");
        if let Some(at) = rest.find(&quoted) {
            return Some(at + 1);
        }
    }
    rest.find(reason)
}

/// The reason in lower case, hyphens at which a line was wrapped closed again; where there is
/// none, STS's short sentence
fn joined(reason: &str, behind: &str) -> String {
    let text = match reason {
        "" => format!("not authorized to perform {behind}"),
        reason => reason.to_string(),
    };
    text.to_ascii_lowercase().replace("- ", "-")
}

/// `s3:GetObject`
fn action(text: &str) -> Option<&str> {
    let is_end = |it: char| !(it.is_ascii_alphanumeric() || ":-_*".contains(it));
    let action = text.split(is_end).next()?.trim_end_matches(':');
    let (service, name) = action.split_once(':')?;
    (!service.is_empty() && !name.is_empty()).then_some(action)
}

/// Who stands before the words: an ARN, `anonymous`, or what follows `User:`
fn principal(before: Option<&str>) -> Option<&str> {
    let before = before?.trim_end();
    let (front, last) = before.rsplit_once(' ').unwrap_or(("", before));
    let last = last.rsplit_once("User:").map_or(last, |(_, it)| it);
    let last = last.trim_matches(|it: char| "\"'`()[]<>{}".contains(it));
    // A quote or a member's name may stand directly before it.
    let last = last
        .find("arn:")
        .and_then(|at| last.get(at..))
        .unwrap_or(last);
    let is_named = front.ends_with("User:") || before.ends_with(&format!("User:{last}"));
    let is_arn = last.starts_with("arn:");
    (is_arn || is_named && !last.is_empty()).then_some(last)
}

/// On what, as far as it is told
struct Place {
    arn: Option<String>,
    note: Option<String>,
}

fn resource(place: &str, has_reason: bool, principal: Option<&str>) -> Place {
    let none = Place {
        arn: None,
        note: None,
    };
    let Some(text) = [
        "on resource: ",
        "on resources: ",
        "on resource ",
        "on the resource: ",
    ]
    .iter()
    .find_map(|it| super::after(place, it)) else {
        return none;
    };
    let text = text.trim_start();
    if let Some(quoted) = text.strip_prefix('"') {
        // A key may hold quotes: where a reason follows, the last one ends it.
        let end = if has_reason {
            quoted.rfind('"')
        } else {
            quoted.find('"')
        };
        let name = end
            .and_then(|end| quoted.get(..end))
            .unwrap_or_else(|| word(quoted));
        return Place {
            arn: arn(name),
            note: None,
        };
    }
    let (kind, name) = text.split_once(' ').unwrap_or((text, ""));
    match kind {
        "policy" if name.starts_with("arn:") => Place {
            arn: arn(word(name)),
            note: None,
        },
        "role" | "user" | "group" | "policy" | "instance-profile" if !name.is_empty() => {
            named(kind, word(name), principal)
        }
        // An object's key may hold spaces; what follows it has to be known to end it.
        _ if has_reason && is_object(text) => Place {
            arn: arn(text.trim_end()),
            note: None,
        },
        _ => Place {
            arn: arn(word(text)),
            note: None,
        },
    }
}

fn is_object(text: &str) -> bool {
    let arn = Arn::parse(text).ok();
    arn.is_some_and(|it| it.service().starts_with("s3")) && !text.contains([';', '{', '<'])
}

fn arn(text: &str) -> Option<String> {
    let is_known = text.starts_with("arn:") && text.len() > 8 || text == "*";
    is_known.then(|| text.to_string())
}

/// IAM names its own things by kind and name; they are always of the caller's account
fn named(kind: &str, name: &str, principal: Option<&str>) -> Place {
    let caller = principal.and_then(|it| Arn::parse(it).ok());
    let arn = caller.filter(|it| it.account_id().is_some()).map(|it| {
        let (partition, account) = (it.partition(), it.account());
        format!("arn:{partition}:iam::{account}:{kind}/{name}")
    });
    let note =
        format!("the message names the {kind} by its name: a path, if it has one, is missing");
    Place {
        note: arn.is_some().then_some(note),
        arn,
    }
}

/// The policy that AWS appends to the reason since 2026
fn policy(reason: &str) -> Option<String> {
    let labels = ["policy: ", "boundary: ", "ARN: ", "arn: "];
    let mut texts = labels.iter().filter_map(|it| super::after(reason, it));
    let policy = texts.find(|it| it.starts_with("arn:"))?;
    let policy = word(policy).trim_end_matches('.');
    policy.contains(":policy/").then(|| policy.to_string())
}

/// What can be done with an encoded message that stands behind
pub(super) const ENCODED: &str =
    "the encoded message says more: aws sts decode-authorization-message --encoded-message TEXT";

/// The note about an encoded message, where a text has one
pub(super) fn encoded(text: &str) -> Option<String> {
    let has_one = text.contains("Encoded authorization failure message");
    has_one.then(|| String::from(ENCODED))
}

/// The message up to the end of its sentence, so that what a client appends is left out
fn sentence(message: &str) -> String {
    const STOPS: &[&str] = &[
        " (Service:",
        " (RequestToken:",
        "</Message>",
        "</li>",
        " status code:",
        "\", \"",
        "\",",
        " Encoded authorization",
        " Request ID:",
        ", Request ID:",
        " (SDK Attempt",
        "\" (",
        "\"}",
        " User: ",
    ];
    let ends = STOPS.iter().filter_map(|it| message.find(it));
    let end = ends.filter(|it| *it > 0).min();
    let text = end.and_then(|end| message.get(..end)).unwrap_or(message);
    let text = text.trim_end_matches(['"', '}']);
    // A quote that ends the resource belongs to the sentence.
    let quotes = text.matches('"').count();
    let text = message.get(..text.len() + quotes % 2).unwrap_or(text);
    shortened(text)
}

/// As much of a text as a message can be long
fn window(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
