//! The least that could be called an evaluation: a loop over statements.
//!
//! Globs and equal texts, Deny first, and nothing else: no trace, nothing unknown, no principals,
//! variables, quantifiers, absent keys or ARN parts, two-valued conditions of three operators. Here
//! as a measure of what the rules cost; its answers are not to be trusted.

use std::collections::BTreeMap;

use serde_json::Value;

/// The layers that the walk tells apart, each of which allows or not
const CEILINGS: [&str; 3] = ["scp 0", "scp 1", "boundary"];

pub(crate) struct Statement {
    layer: String,
    is_deny: bool,
    /// In lower case
    actions: Vec<String>,
    resources: Vec<String>,
    /// Operator, key in lower case, values
    conditions: Vec<(String, String, Vec<String>)>,
}

pub(crate) struct Request {
    /// In lower case
    action: String,
    resource: String,
    context: BTreeMap<String, String>,
}

/// The statements and the request of a case as `simulate` reads it
pub(crate) fn read(line: &Value) -> (Vec<Statement>, Request) {
    let policies = &line["policies"];
    let documents = [
        ("identity", &policies["identity"][0]),
        ("boundary", &policies["boundary"]),
        ("resource", &policies["resource"]),
        ("scp 0", &policies["scp"][0][0]),
        ("scp 1", &policies["scp"][1][0]),
    ];
    let statements = documents.iter().flat_map(|(layer, document)| {
        let all = document["Statement"].as_array().unwrap();
        all.iter().map(|it| statement(layer, it))
    });
    let request = &line["request"];
    let context = request["context"].as_object().unwrap();
    let context = context
        .iter()
        .map(|(key, value)| (key.to_ascii_lowercase(), text(value)));
    let request = Request {
        action: text(&request["action"]).to_ascii_lowercase(),
        resource: text(&request["resource"]),
        context: context.collect(),
    };
    (statements.collect(), request)
}

fn statement(layer: &str, found: &Value) -> Statement {
    let mut conditions = Vec::new();
    for (operator, tests) in found["Condition"].as_object().into_iter().flatten() {
        for (key, values) in tests.as_object().unwrap() {
            conditions.push((operator.clone(), key.to_ascii_lowercase(), texts(values)));
        }
    }
    let actions = texts(&found["Action"]);
    Statement {
        layer: layer.to_string(),
        is_deny: found["Effect"] == "Deny",
        actions: actions.iter().map(|it| it.to_ascii_lowercase()).collect(),
        resources: texts(&found["Resource"]),
        conditions,
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_string()
}

fn texts(value: &Value) -> Vec<String> {
    match value.as_array() {
        Some(all) => all.iter().map(text).collect(),
        None => vec![text(value)],
    }
}

/// Walks all statements once; the first Deny that takes effect ends it
pub(crate) fn is_allowed(statements: &[Statement], request: &Request) -> bool {
    let (mut is_granted, mut open) = (false, [false; CEILINGS.len()]);
    for statement in statements {
        let ceiling = CEILINGS.iter().position(|it| *it == statement.layer);
        // Another Allow of a layer that allows already adds nothing.
        let is_settled = ceiling.map_or(is_granted, |at| open[at]);
        if (is_settled && !statement.is_deny) || !takes_effect(statement, request) {
            continue;
        }
        if statement.is_deny {
            return false;
        }
        match ceiling {
            Some(at) => open[at] = true,
            None => is_granted = true,
        }
    }
    is_granted && open.iter().all(|it| *it)
}

fn takes_effect(statement: &Statement, request: &Request) -> bool {
    let any = |patterns: &[String], text: &str| patterns.iter().any(|it| matches(it, text));
    any(&statement.actions, &request.action)
        && any(&statement.resources, &request.resource)
        && statement.conditions.iter().all(|(operator, key, wanted)| {
            let found = request.context.get(key);
            let is_equal = found.is_some_and(|it| wanted.contains(it));
            if operator == "StringNotEquals" {
                !is_equal
            } else {
                is_equal
            }
        })
}

/// `*` is any run of bytes, everything else itself
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut from) = (0, 0);
    let mut star = None;
    while from < text.len() {
        if pattern.get(at) == Some(&b'*') {
            star = Some((at, from));
            at += 1;
        } else if pattern.get(at) == Some(&text[from]) {
            at += 1;
            from += 1;
        } else if let Some((place, taken)) = star {
            star = Some((place, taken + 1));
            at = place + 1;
            from = taken + 1;
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|it| *it == b'*')
}
