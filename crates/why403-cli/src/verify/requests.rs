//! A file of requests: who asks for what, and how it has to end.

use std::path::Path;

use why403_diagnose::fix::review::{Expect, Wish};
use why403_diagnose::question::Flags;
use why403_model::json::{Node, Value};
use why403_model::nearest::nearest;
use why403_model::operations::Part;
use why403_model::world::Leaf;
use why403_snapshot::Form;

use crate::failure::Failure;

/// Requests that one file may have
const MOST: usize = 10_000;

/// The members of a request
const MEMBERS: [&str; 13] = [
    "name",
    "expect",
    "principal",
    "role",
    "function",
    "operation",
    "action",
    "resource",
    "source",
    "context",
    "headers",
    "params",
    "exact",
];

/// Reads a list in YAML or JSON, or one JSON object a line.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Wish>, Failure> {
    let ending = Path::new(file).extension();
    let is_lines = ending.is_some_and(|it| it.eq_ignore_ascii_case("jsonl"));
    let mut wishes = Vec::new();
    if is_lines {
        for (index, line) in text
            .lines()
            .enumerate()
            .filter(|(_, it)| !it.trim().is_empty())
        {
            let leaf = Form::Json.leaf(file.to_string(), line.to_string());
            let place = format!("{file}:{}", index + 1);
            wishes.push(wish(&place, node(&place, &leaf)?)?);
        }
    } else {
        let form = Form::of_name(file).map_or(Form::Yaml, |(_, form)| form);
        let leaf = form.leaf(file.to_string(), text.to_string());
        let node = node(file, &leaf)?;
        let list = node.get("requests").unwrap_or(node);
        if !list.is_array() {
            let message = format!("{file}: expected a list of requests, found {}", list.kind());
            return Err(wrong(&message));
        }
        for (index, one) in list.elements().iter().enumerate() {
            wishes.push(wish(&format!("{file}: request {}", index + 1), one)?);
        }
    }
    if wishes.len() > MOST {
        return Err(wrong(&format!("{file}: more than {MOST} requests")));
    }
    Ok(wishes)
}

fn node<'l>(place: &str, leaf: &'l Leaf) -> Result<&'l Node, Failure> {
    if let Some(problem) = leaf.problems().first() {
        return Err(wrong(&format!("{place}: {problem}")));
    }
    leaf.node()
        .ok_or_else(|| wrong(&format!("{place}: there is no request in it")))
}

fn wish(place: &str, node: &Node) -> Result<Wish, Failure> {
    if !node.is_object() {
        let message = format!("{place}: expected an object, found {}", node.kind());
        return Err(wrong(&message));
    }
    for member in node.members() {
        let name = member.name.as_str();
        if !MEMBERS.contains(&name) {
            let help = nearest(name, MEMBERS).map(|it| format!("did you mean `{it}`?"));
            let help = help.unwrap_or_else(|| format!("it can have {}", MEMBERS.join(", ")));
            let message = format!("{place}: no request has a member `{name}`");
            return Err(Failure::new("verify/requests", &message, Some(help)));
        }
    }
    let text = |name: &str| match node.get(name).map(|it| (it, it.scalar())) {
        None => Ok(None),
        Some((_, Some(text))) => Ok(Some(text.to_string())),
        Some((it, None)) => {
            let message = format!("{place}: `{name}` is {}, not a text", it.kind());
            Err(wrong(&message))
        }
    };
    let expect = match text("expect")?.as_deref() {
        None | Some("allow") => Expect::Allow,
        Some("deny") => Expect::Deny,
        Some(other) => {
            let message = format!("{place}: `expect` is `{other}`");
            return Err(wrong(&message));
        }
    };
    let mut flags = Flags {
        principal: text("principal")?,
        role: text("role")?,
        function: text("function")?,
        operation: text("operation")?,
        action: text("action")?,
        resource: text("resource")?,
        source: text("source")?,
        only_sent: node.get("exact").and_then(Node::as_bool).unwrap_or(false),
        ..Flags::default()
    };
    if let Some(context) = node.get("context") {
        for (key, values) in pairs(place, "context", context)? {
            if values.is_empty() {
                flags.context_absent.push(key);
            } else {
                let values = values.into_iter();
                flags.context.extend(values.map(|it| (key.clone(), it)));
            }
        }
    }
    for (name, parts) in [
        ("headers", &[Part::Header][..]),
        ("params", &[Part::Query, Part::Body]),
    ] {
        let Some(sent) = node.get(name) else {
            continue;
        };
        for (key, values) in pairs(place, name, sent)? {
            for part in parts {
                let values = values.iter();
                flags
                    .sent
                    .extend(values.map(|it| (*part, key.clone(), it.clone())));
            }
        }
    }
    Ok(Wish {
        name: text("name")?.unwrap_or_default(),
        flags,
        symptom: None,
        expect,
    })
}

/// Keys with their values; none where `null` says that there is none
fn pairs(place: &str, name: &str, node: &Node) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let no_text = || wrong(&format!("{place}: a value of `{name}` is no text"));
    if !node.is_object() {
        return Err(wrong(&format!(
            "{place}: `{name}` is {}, not an object",
            node.kind()
        )));
    }
    let each = node.members().iter().map(|member| {
        let of = &member.value;
        let values = match &of.value {
            Value::Null => Vec::new(),
            Value::Array(all) => {
                let all = all.iter().map(|it| it.scalar().map(String::from));
                all.collect::<Option<Vec<_>>>().ok_or_else(no_text)?
            }
            _ => vec![of.scalar().map(String::from).ok_or_else(no_text)?],
        };
        Ok((member.name.clone(), values))
    });
    each.collect()
}

fn wrong(message: &str) -> Failure {
    let help = "write a list of {principal|role|function, operation|action, resource, context, \
                expect: allow|deny}: docs/verify.md";
    Failure::new("verify/requests", message, Some(help.into()))
}
