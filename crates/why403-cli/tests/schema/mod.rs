//! Answers held against a JSON Schema, of the words that our schemas and SARIF's use.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;

/// What of a value does not fit a schema, of the words that ours uses; others are refused
pub(crate) fn misfits(
    schema: &Value,
    whole: &Value,
    value: &Value,
    path: &str,
    found: &mut Vec<String>,
) {
    const PASSED_OVER: [&str; 10] = [
        "$schema",
        "$id",
        "title",
        "description",
        "format",
        "pattern",
        "default",
        "$defs",
        "definitions",
        "oneOf",
    ];
    for (word, wanted) in schema.as_object().unwrap() {
        let fits = match word.as_str() {
            "type" => {
                let names: Vec<&str> = match wanted {
                    Value::Array(all) => all.iter().map(|it| it.as_str().unwrap()).collect(),
                    one => vec![one.as_str().unwrap()],
                };
                names.contains(&type_of(value)) || names.contains(&"number") && value.is_number()
            }
            "enum" => wanted.as_array().unwrap().contains(value),
            "const" => wanted == value,
            "required" => {
                let mut names = wanted.as_array().unwrap().iter();
                value.is_null() || names.all(|it| value.get(it.as_str().unwrap()).is_some())
            }
            "properties" => {
                for (name, schema) in wanted.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        misfits(schema, whole, value, &format!("{path}/{name}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let members = value.as_object().into_iter().flatten();
                let mut others =
                    members.filter(|it| known.is_none_or(|known| !known.contains_key(it.0)));
                match wanted {
                    Value::Bool(may_be) => *may_be || others.next().is_none(),
                    schema => {
                        for (name, value) in others {
                            misfits(schema, whole, value, &format!("{path}/{name}"), found);
                        }
                        true
                    }
                }
            }
            "minimum" => value
                .as_i64()
                .is_none_or(|it| it >= wanted.as_i64().unwrap()),
            "maximum" => value
                .as_i64()
                .is_none_or(|it| it <= wanted.as_i64().unwrap()),
            "uniqueItems" => {
                let all = value.as_array().unwrap();
                let is_new = |(index, it): (usize, &Value)| !all.get(..index).unwrap().contains(it);
                wanted == &Value::Bool(false) || all.iter().enumerate().all(is_new)
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    misfits(wanted, whole, value, &format!("{path}/{index}"), found);
                }
                true
            }
            "minItems" => value.as_array().unwrap().len() as u64 >= wanted.as_u64().unwrap(),
            "maxItems" => value.as_array().unwrap().len() as u64 <= wanted.as_u64().unwrap(),
            "$ref" => {
                let pointer = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                misfits(whole.pointer(pointer).unwrap(), whole, value, path, found);
                true
            }
            "anyOf" => wanted.as_array().unwrap().iter().any(|schema| {
                let mut all = Vec::new();
                misfits(schema, whole, value, path, &mut all);
                all.is_empty()
            }),
            word => {
                assert!(PASSED_OVER.contains(&word), "no check for `{word}`");
                true
            }
        };
        if !fits {
            found.push(format!("{path}: {word} {wanted}, found {value}"));
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(it) if it.is_u64() || it.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
