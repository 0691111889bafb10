//! `docs/schema/world-v1.json` is the table of calls as a JSON Schema, and worlds keep to it.
//!
//! With `WHY403_BLESS=1` in the environment the file is written anew.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value, json};
use why403_model::json::{Node, Value as Written};
use why403_model::world::{Branch, CALLS, Call, FORMAT, Tree};
use why403_snapshot::{Form, read, read_text};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

// The schema, from the table.

fn schema() -> Value {
    let paths: Vec<(Vec<&str>, &Call)> = CALLS
        .iter()
        .map(|call| (call.path.split('/').collect(), *call))
        .collect();
    let mut schema = branch(&paths);
    let members = schema["properties"].as_object_mut().unwrap();
    members.insert("schema".into(), json!({"const": FORMAT}));
    members.insert("taken-at".into(), json!({"type": "string"}));
    let top = schema.as_object_mut().unwrap();
    top.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    top.insert("title".into(), json!("A world of why403 in one file"));
    let answer = "An answer of AWS, the text of an error of AWS, or null where there is none";
    let error = "The error of a call in one of its forms, or null";
    let forms = ["Error", "ErrorResponse", "__type", "Code"].map(|it| json!({"required": [it]}));
    let error_object = json!({"type": "object", "anyOf": forms});
    let definitions = json!({
        "answer": {"description": answer, "type": ["object", "array", "string", "null"]},
        "error": {"description": error, "anyOf": [{"type": ["string", "null"]}, error_object]},
    });
    top.insert("$defs".into(), definitions);
    schema
}

/// What stands where these paths go on; one that ends here is an answer
fn branch(paths: &[(Vec<&str>, &Call)]) -> Value {
    let here = paths.iter().find(|(path, _)| path.is_empty());
    let below: Vec<_> = paths.iter().filter(|(path, _)| !path.is_empty()).collect();
    if let (Some((_, call)), true) = (here, below.is_empty()) {
        return leaf(call);
    }
    let names: BTreeSet<&str> = below.iter().map(|(path, _)| path[0]).collect();
    let mut members = Map::new();
    for name in names {
        let inside: Vec<_> = below
            .iter()
            .filter(|(path, _)| path[0] == name)
            .map(|(path, call)| (path[1..].to_vec(), *call))
            .collect();
        members.insert(name.into(), member(name, &inside));
    }
    let is_named = |(name, it): (&String, &Value)| name.starts_with('{').then(|| it.clone());
    let folder = match members.iter().find_map(is_named) {
        // A folder of named things; `[]` and null say that there are none.
        Some(each) => {
            let mut folder = json!({"type": ["object", "array", "null"], "maxItems": 0, "additionalProperties": each});
            if members.contains_key("{account}") {
                folder["propertyNames"] = json!({"pattern": ACCOUNT});
            }
            folder
        }
        None => json!({"type": "object", "additionalProperties": false, "properties": members}),
    };
    match here {
        // The users, groups and roles of an account in one answer.
        Some((_, call)) => {
            let lists = [
                "RoleDetailList",
                "UserDetailList",
                "GroupDetailList",
                "Policies",
            ];
            let lists = lists.map(|it| json!({"required": [it]}));
            let mut answer = leaf(call);
            answer["anyOf"] = json!(lists);
            json!({"anyOf": [folder, answer, {"$ref": "#/$defs/error"}]})
        }
        None => folder,
    }
}

/// A member in whose place something else may stand too
fn member(name: &str, paths: &[(Vec<&str>, &Call)]) -> Value {
    let inside = branch(paths);
    match name {
        // The error of one call, or null: there is no organization, there is no such bucket.
        "organization" | "{bucket}" if paths.iter().any(|(path, _)| !path.is_empty()) => {
            let error =
                json!({"description": "The text of an error, or null", "type": ["string", "null"]});
            json!({"anyOf": [inside, error]})
        }
        "objects" => {
            let mut entry = inside;
            let members = entry["properties"].as_object_mut().unwrap();
            members.insert("key".into(), json!({"type": "string"}));
            members.insert("versionId".into(), json!({"type": ["string", "null"]}));
            entry["required"] = json!(["key"]);
            json!({"type": ["array", "null"], "items": entry})
        }
        "{policy}" if paths.len() > 1 => {
            let any =
                ["Statement", "PolicyVersion", "Document"].map(|it| json!({"required": [it]}));
            let document =
                json!({"description": "The document itself", "type": "object", "anyOf": any});
            json!({"anyOf": [inside, document]})
        }
        _ => inside,
    }
}

fn leaf(call: &Call) -> Value {
    let mut words = vec![format!("{}: {}", shown(call.what), shown(call.command))];
    if !call.absent.is_empty() {
        words.push(format!("{}: {}", call.absent.join(", "), call.means));
    }
    json!({"$ref": "#/$defs/answer", "description": words.join("; ")})
}

/// `{bucket}` as `BUCKET`, and doubled braces as one
fn shown(template: &str) -> String {
    let halves = template.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut text = String::new();
    for (index, part) in halves.split(['{', '}']).enumerate() {
        let is_name = index % 2 == 1;
        text.push_str(&if is_name {
            part.to_uppercase()
        } else {
            part.to_string()
        });
    }
    text.replace('\u{1}', "{").replace('\u{2}', "}")
}

const ACCOUNT: &str = "^[0-9]{12}$";

// A checker of the few keywords that the schema uses.

/// What is wrong, each with its path; a keyword that is not known here is a failure of the test
fn faults(schema: &Value, value: &Value, path: &str, root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, wanted) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let at = root.pointer(wanted.as_str().unwrap().trim_start_matches('#'));
                found.extend(faults(at.unwrap(), value, path, root));
            }
            "type" => {
                let kind = kind(value);
                let is_one = wanted.as_str() == Some(kind)
                    || wanted
                        .as_array()
                        .is_some_and(|all| all.contains(&json!(kind)));
                found.extend((!is_one).then(|| format!("{path}: {kind}, not {wanted}")));
            }
            "const" => {
                found.extend((value != wanted).then(|| format!("{path}: not {wanted}")));
            }
            "maxItems" => {
                let count = value.as_array().map_or(0, Vec::len) as u64;
                let is_over = count > wanted.as_u64().unwrap();
                found.extend(is_over.then(|| format!("{path}: {count} items")));
            }
            "required" => {
                for name in wanted.as_array().unwrap() {
                    let is_there = value.get(name.as_str().unwrap()).is_some();
                    found.extend((!is_there).then(|| format!("{path}: no {name}")));
                }
            }
            "properties" => {
                for (name, schema) in wanted.as_object().unwrap() {
                    if let Some(it) = value.get(name) {
                        found.extend(faults(schema, it, &format!("{path}/{name}"), root));
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                for (name, it) in value.as_object().into_iter().flatten() {
                    if known.is_some_and(|known| known.get(name).is_some()) {
                        continue;
                    }
                    if *wanted == json!(false) {
                        found.push(format!("{path}/{name}: unknown"));
                    } else {
                        found.extend(faults(wanted, it, &format!("{path}/{name}"), root));
                    }
                }
            }
            "propertyNames" => {
                assert_eq!(wanted["pattern"], json!(ACCOUNT));
                for (name, _) in value.as_object().into_iter().flatten() {
                    let is_account = name.len() == 12 && name.bytes().all(|it| it.is_ascii_digit());
                    found.extend((!is_account).then(|| format!("{path}/{name}: no account")));
                }
            }
            "items" => {
                for (index, it) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(wanted, it, &format!("{path}/{index}"), root));
                }
            }
            "anyOf" => {
                let all: Vec<_> = wanted
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|it| faults(it, value, path, root))
                    .collect();
                if !all.iter().any(Vec::is_empty) {
                    found.extend(all.into_iter().flatten());
                }
            }
            other => panic!("{other} is not checked"),
        }
    }
    found
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn value_of(branch: &Branch) -> Value {
    match branch {
        Branch::Folder(members) => members
            .iter()
            .map(|(name, it)| (name.clone(), value_of(it)))
            .collect(),
        Branch::Leaf(leaf) => match leaf.node() {
            Some(node) => value_of_node(node),
            None => Value::String(leaf.source().text().into()),
        },
    }
}

/// Scalars of YAML are text, and so is a number here
fn value_of_node(node: &Node) -> Value {
    match &node.value {
        Written::Null => Value::Null,
        Written::Bool(it) => Value::Bool(*it),
        Written::Number(it) | Written::String(it) => Value::String(it.clone()),
        Written::Array(all) => all.iter().map(value_of_node).collect(),
        Written::Object(all) => all
            .iter()
            .map(|it| (it.name.clone(), value_of_node(&it.value)))
            .collect(),
    }
}

fn faults_of(tree: &Tree) -> Vec<String> {
    let schema = schema();
    faults(&schema, &value_of(&tree.root), "", &schema)
}

#[test]
fn the_schema_is_the_table_of_calls() {
    let path = root().join("docs/schema/world-v1.json");
    let wanted = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if env::var_os("WHY403_BLESS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/schema/world-v1.json is not the table of calls: run again with WHY403_BLESS=1"
    );
}

#[test]
fn good_worlds_keep_to_the_schema() {
    let none = [] as [String; 0];
    let whole = read(&root().join("fixtures/worlds/whole")).unwrap();
    assert_eq!(faults_of(&whole), none);
    let page = fs::read_to_string(root().join("docs/world.md")).unwrap();
    let (_, after) = page.split_once("```yaml\n").unwrap();
    let (text, _) = after.split_once("```").unwrap();
    assert_eq!(faults_of(&read_text("w.yaml", text, Form::Yaml)), none);
    for example in fs::read_dir(root().join("examples")).unwrap() {
        let folder = example.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let path = folder.join("world.yaml");
        let found = faults_of(&read(&path).unwrap());
        assert_eq!(found, none, "{}", path.display());
    }
}

#[test]
fn what_a_world_does_not_have_is_a_fault_of_the_schema_too() {
    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let found = faults_of(&read_text("w.yaml", text, Form::Yaml));
        assert!(
            found.iter().any(|it| it.starts_with(wanted)),
            "{text}: {found:?}"
        );
    }
    check("account: {}", "/account: unknown");
    check("schema: why403/world/v2", "/schema: not");
    check("accounts: {1111: {}}", "/accounts/1111: no account");
    let in_account = |text: &str| format!("accounts: {{111122223333: {text}}}");
    check(
        &in_account("{s3: {buckets: {b: {polcy: x}}}}"),
        "/accounts/111122223333/s3/buckets/b/polcy: unknown",
    );
    check(
        &in_account("{iam: {roles: {r: {rol: x}}}}"),
        "/accounts/111122223333/iam/roles/r/rol: unknown",
    );
    check(
        &in_account("{s3: {buckets: {b: {objects: [{kee: x}]}}}}"),
        "/accounts/111122223333/s3/buckets/b/objects/0: no \"key\"",
    );
    check(
        &in_account("{regions: {r: {lambda: {f: {env: x}}}}}"),
        "/accounts/111122223333/regions/r/lambda/f/env: unknown",
    );
    check(
        &in_account("{regions: {r: {kms: [x]}}}"),
        "/accounts/111122223333/regions/r/kms: 1 items",
    );
}
