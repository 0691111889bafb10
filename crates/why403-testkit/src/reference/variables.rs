//! Policy variables: from a policy's text to a pattern, the inserted text being literal: IAM B

use super::facts::Facts;
use super::glob::{self, Token};

/// The pattern of a policy text; none if a variable in it has no value.
pub(super) fn expand(text: &str, variables: bool, facts: &Facts) -> Option<Vec<Token>> {
    if !variables {
        return Some(glob::pattern(text)); // 2008: literal text
    }
    let Some((head, rest)) = text.split_once("${") else {
        return Some(glob::pattern(text));
    };
    // Unterminated: taken as literal text.
    let Some((variable, tail)) = rest.split_once('}') else {
        return Some(glob::pattern(text));
    };
    let inserted = value(variable, facts)?;
    let mut tokens = glob::pattern(head);
    tokens.extend(inserted.encode_utf16().map(Token::Unit));
    tokens.extend(expand(tail, variables, facts)?);
    Some(tokens)
}

/// The text that stands for `${variable}`
fn value(variable: &str, facts: &Facts) -> Option<String> {
    if ["*", "?", "$"].contains(&variable) {
        return Some(variable.to_owned());
    }
    let (key, default) = match variable.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim())),
        None => (variable.trim(), None),
    };
    // A multivalued key has no value here, however many it has, not even its default.
    if facts.is_multivalued(key) {
        return None;
    }
    match facts.found(key) {
        Some(values) => values.first().cloned(), // "" is a value: X2
        None => default?
            .strip_prefix('\'')?
            .strip_suffix('\'')
            .map(str::to_owned),
    }
}
