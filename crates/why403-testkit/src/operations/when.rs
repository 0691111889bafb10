//! The language of `when` in `data/*-operations.json`, turned into the Rust of its expression.
//!
//! ```text
//! expr = and ("or" and)*
//! and  = prim ("and" prim)*
//! prim = "not" prim | "(" expr ")" | atom
//! atom = "always" | PART "(" NAME ")" [("=" | "!=") VALUE] | "state(" NAME ")"
//! ```

/// The Rust expression of a `when`; `Err` says what cannot be read.
pub fn rust(text: &str) -> Result<String, String> {
    let words = words(text)?;
    let mut rest = words.as_slice();
    let found = any(&mut rest, 0)?;
    match rest.first() {
        None => Ok(found),
        Some(word) => Err(format!("`{text}`: `{word}` is one too many")),
    }
}

const DEEPEST: usize = 20;

fn any(rest: &mut &[String], depth: usize) -> Result<String, String> {
    joined(rest, "or", "Any", |rest| {
        joined(rest, "and", "All", |rest| one(rest, depth))
    })
}

/// Parts with a word between them; one alone stands for itself
fn joined(
    rest: &mut &[String],
    between: &str,
    variant: &str,
    mut part: impl FnMut(&mut &[String]) -> Result<String, String>,
) -> Result<String, String> {
    let mut parts = vec![part(rest)?];
    while let Some((word, behind)) = rest.split_first()
        && word == between
    {
        *rest = behind;
        parts.push(part(rest)?);
    }
    match parts.as_slice() {
        [single] => Ok(single.clone()),
        several => Ok(format!("{variant}(&[{}])", several.join(", "))),
    }
}

fn one(rest: &mut &[String], depth: usize) -> Result<String, String> {
    if depth > DEEPEST {
        return Err("nested too deep".into());
    }
    let Some((word, behind)) = rest.split_first() else {
        return Err("ends where something is wanted".into());
    };
    *rest = behind;
    match word.as_str() {
        "not" => Ok(format!("Not(&{})", one(rest, depth + 1)?)),
        "(" => {
            let inner = any(rest, depth + 1)?;
            match rest.split_first() {
                Some((word, behind)) if word == ")" => {
                    *rest = behind;
                    Ok(inner)
                }
                _ => Err("a bracket is not closed".into()),
            }
        }
        "always" => Ok("Always".into()),
        "and" | "or" | ")" => Err(format!("`{word}` stands where something is wanted")),
        atom => self::atom(atom),
    }
}

fn atom(word: &str) -> Result<String, String> {
    let unknown = || format!("`{word}` is no circumstance");
    let (part, rest) = word.split_once('(').ok_or_else(unknown)?;
    let (name, behind) = rest.split_once(')').ok_or_else(unknown)?;
    if name.is_empty() {
        return Err(unknown());
    }
    let part = match part {
        "hdr" => "Header",
        "qs" => "Query",
        "body" => "Body",
        "field" => "Field",
        "state" if behind.is_empty() => return Ok(format!("State(S::{})", camel(name))),
        _ => return Err(unknown()),
    };
    // A value that is empty would be a slip of the pen.
    let sent = |value: &str| match value {
        "" => Err(unknown()),
        value => Ok(format!("Sent({part}, {name:?}, Some({value:?}))")),
    };
    match (behind, behind.strip_prefix("!="), behind.strip_prefix('=')) {
        ("", _, _) => Ok(format!("Sent({part}, {name:?}, None)")),
        // Also true where nothing was sent.
        (_, Some(value), _) => Ok(format!("Not(&{})", sent(value)?)),
        (_, None, Some(value)) => sent(value),
        (_, None, None) => Err(unknown()),
    }
}

/// `obj_sse_kms` → `ObjSseKms`; the compiler knows whether there is one
fn camel(name: &str) -> String {
    let word = |it: &str| {
        let mut letters = it.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    name.split('_').map(word).collect()
}

/// Brackets of their own, and words with those brackets that belong to them
fn words(text: &str) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    let mut word = String::new();
    let mut is_inside = false;
    for letter in text.chars() {
        match letter {
            '(' if word.is_empty() => all.push("(".to_owned()),
            '(' => {
                is_inside = true;
                word.push(letter);
            }
            ')' if is_inside => {
                is_inside = false;
                word.push(letter);
            }
            ')' => {
                all.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                all.push(")".to_owned());
            }
            ' ' if is_inside => return Err(format!("`{text}`: a name has no spaces")),
            ' ' => all.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            other => word.push(other),
        }
    }
    all.extend((!word.is_empty()).then_some(word));
    if is_inside {
        return Err(format!("`{text}`: a bracket is not closed"));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::rust;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(rust(text).as_deref(), Ok(wanted), "{text}");
    }

    #[test]
    fn or_binds_less_than_and() {
        check("always", "Always");
        check("hdr(a)", r#"Sent(Header, "a", None)"#);
        check("not qs(v)", r#"Not(&Sent(Query, "v", None))"#);
        check(
            "hdr(a) and hdr(b) or state(obj_sse_kms)",
            r#"Any(&[All(&[Sent(Header, "a", None), Sent(Header, "b", None)]), State(S::ObjSseKms)])"#,
        );
        check(
            "hdr(a) and (body(b) or field(c))",
            r#"All(&[Sent(Header, "a", None), Any(&[Sent(Body, "b", None), Sent(Field, "c", None)])])"#,
        );
        check(
            "(hdr(a)=1 and hdr(a)!=*)",
            r#"All(&[Sent(Header, "a", Some("1")), Not(&Sent(Header, "a", Some("*")))])"#,
        );
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        for text in [
            "",
            "and",
            "hdr(a) and",
            "hdr(a) hdr(b)",
            "(hdr(a)",
            "hdr(a))",
            "hdr(a",
            "hdr()",
            "head(a)",
            "hdr(a)=",
            "hdr(a)~b",
            "state(a)=b",
            "not",
            "sometimes",
            &"(".repeat(100_000),
            &"not ".repeat(100_000),
        ] {
            assert!(rust(text).is_err(), "{text:.20}");
        }
    }
}
