//! AWS's own answers as they stand in a tree: docs/world.md, "What a missing answer means"

use std::collections::BTreeMap;

use serde_json::Value;

use crate::reference::document::texts;

/// What is known; the error is a sentence about what is not
pub(super) type Known<T> = Result<T, String>;

/// The answer at a place: none if AWS said, with one of `codes`, that there is none.
///
/// No member, empty text, a refusal and other errors are not known.
pub(super) fn answer<'v>(
    place: &'v Value,
    member: &str,
    codes: &[&str],
) -> Known<Option<&'v Value>> {
    let found = place.get(member);
    let found = found.ok_or_else(|| format!("`{member}` is not in the tree"))?;
    let code = match found {
        Value::Null => return Ok(None),
        Value::String(text) if text.trim().is_empty() => {
            return Err(format!("`{member}` is empty"));
        }
        // An error occurred (CODE) when calling …
        Value::String(text) => text
            .split_once("An error occurred (")
            .and_then(|(_, rest)| Some(rest.split_once(')')?.0)),
        Value::Object(_) => found.pointer("/Error/Code").and_then(Value::as_str),
        _ => None,
    };
    match code {
        None => Ok(Some(found)),
        Some(code) if codes.contains(&code) => Ok(None),
        Some(code) => Err(format!("`{member}` is an error: {code}")),
    }
}

/// The answer at a place, of which there always is one
pub(super) fn required<'v>(place: &'v Value, member: &str) -> Known<&'v Value> {
    answer(place, member, &[])?.ok_or_else(|| format!("`{member}` is null"))
}

/// What stands in AWS's outer wrapper, which may be left out
pub(super) fn unwrapped<'v>(answer: &'v Value, wrapper: &str) -> &'v Value {
    answer.get(wrapper).unwrap_or(answer)
}

/// A list in its wrapper, or a plain one
pub(super) fn list<'v>(answer: &'v Value, wrapper: &str) -> Known<Vec<&'v Value>> {
    let found = unwrapped(answer, wrapper).as_array();
    let found = found.ok_or_else(|| format!("`{wrapper}` is no list"))?;
    Ok(found.iter().collect())
}

/// A text member of an object
pub(super) fn text<'v>(object: &'v Value, member: &str) -> Option<&'v str> {
    object.get(member).and_then(Value::as_str)
}

/// A policy: the document itself, its text, plain or URL-encoded, or in one of the wrappers
pub(super) fn document(found: &Value, wrappers: &[&str]) -> Known<Value> {
    match found {
        Value::Object(body) if body.contains_key("Statement") => Ok(found.clone()),
        Value::Object(body) => {
            let inside = wrappers.iter().find_map(|it| body.get(*it));
            document(inside.ok_or("a policy without Statement")?, wrappers)
        }
        Value::String(text) if text.starts_with('%') => parsed(&decoded(text)),
        Value::String(text) => parsed(text),
        _ => Err("no policy".into()),
    }
}

fn parsed(text: &str) -> Known<Value> {
    serde_json::from_str(text).map_err(|why| format!("unreadable policy: {why}"))
}

/// `%XX` to bytes
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes: Vec<u8> = parts.next().unwrap_or_default().bytes().collect();
    for part in parts {
        let (code, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        bytes.extend(u8::from_str_radix(code, 16));
        bytes.extend(rest.bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Tags of a list of pairs
pub(super) fn tags(list: &[&Value], [key, value]: [&str; 2]) -> BTreeMap<String, String> {
    let pair = |it: &&Value| Some((text(it, key)?.to_owned(), text(it, value)?.to_owned()));
    list.iter().filter_map(pair).collect()
}

/// A list of ids: texts, or objects with this member
pub(super) fn ids(list: &[&Value], member: &str) -> Vec<String> {
    let ids = list
        .iter()
        .flat_map(|it| texts(Some(it.get(member).unwrap_or(it))));
    ids.collect()
}
