//! Makes the Rust table of operations from `data/s3-operations.json` and
//! `data/other-operations.json`.
//!
//! ```text
//! generate_operations            writes crates/why403-model/src/operations/generated.rs
//! generate_operations --check    writes nothing; exit 1 and the first line that differs
//! ```
//!
//! Exit 2 if the data cannot be read: a member that is unknown, a `when` that does not parse.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::{Map, Value};
use why403_testkit::operations::when;

const FILES: [&str; 2] = ["s3-operations.json", "other-operations.json"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(),
        ["--check"] => check(),
        _ => Err("usage: generate_operations [--check]".into()),
    };
    match outcome {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(stale)) => {
            eprintln!("{stale}");
            ExitCode::from(1)
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn write() -> Result<Option<String>, String> {
    let path = root().join("crates/why403-model/src/operations/generated.rs");
    fs::write(&path, table()?).map_err(|it| format!("{}: {it}", path.display()))?;
    Ok(None)
}

/// The first line that differs, if one does
fn check() -> Result<Option<String>, String> {
    let wanted = table()?;
    let path = root().join("crates/why403-model/src/operations/generated.rs");
    let found = fs::read_to_string(&path).map_err(|it| format!("{}: {it}", path.display()))?;
    if found == wanted {
        return Ok(None);
    }
    let same = wanted.lines().zip(found.lines());
    let at = same.take_while(|(wanted, found)| wanted == found).count();
    Ok(Some(format!(
        "{}:{}: stale, run generate_operations\n  wanted: {}\n  found:  {}",
        path.display(),
        at + 1,
        wanted.lines().nth(at).unwrap_or("(end of file)"),
        found.lines().nth(at).unwrap_or("(end of file)"),
    )))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const HEAD: &str = "\
// Generated from data/s3-operations.json and data/other-operations.json by generate_operations,
// do not edit.

//! The table of operations, in the order of the data.

use super::Client::{Kms, Lambda, Pseudo, S3, S3Control, Sts};
use super::Effect::{Advised, DenyOnly, OnMissing, Required, ResponseOnly};
use super::Evidence::{Documented, Known, Peer};
use super::Part::{Body, Field, Header, Query};
use super::When::{All, Always, Any, Not, Sent};
use super::{ActionRow, DirectoryRow, Http, KeyRole, KmsRow, Operation, ResourceKind as On};
use super::{State as S, When::State};

/// Every operation
#[rustfmt::skip]
pub(super) static OPERATIONS: &[Operation] = &[";

fn table() -> Result<String, String> {
    let mut out = vec![HEAD.to_owned()];
    for file in FILES {
        let path = root().join("data").join(file);
        let problem = |it: &dyn std::fmt::Display| format!("{}: {it}", path.display());
        let text = fs::read_to_string(&path).map_err(|it| problem(&it))?;
        let records: Vec<Map<String, Value>> =
            serde_json::from_str(&text).map_err(|it| problem(&it))?;
        for record in &records {
            let name = record.get("operation").and_then(Value::as_str);
            let rows = operation(record)
                .map_err(|it| problem(&format!("{}: {it}", name.unwrap_or("?"))))?;
            out.extend(rows);
        }
    }
    out.push("];\n".to_owned());
    Ok(out.join("\n"))
}

fn operation(it: &Map<String, Value>) -> Result<Vec<String>, String> {
    let members = [
        "client",
        "operation",
        "http",
        "actions",
        "kms",
        "directory_bucket",
        "notes",
    ];
    only(it, &members)?;
    let client = match text(it, "client")? {
        "s3" => "S3",
        "s3control" => "S3Control",
        "pseudo" => "Pseudo",
        "lambda" => "Lambda",
        "sts" => "Sts",
        "kms" => "Kms",
        other => return Err(format!("unknown client `{other}`")),
    };
    let http = match it.get("http").and_then(Value::as_str) {
        None => "None".to_owned(),
        Some(http) => {
            let (method, path) = http.split_once(' ').ok_or("`http` has no space")?;
            format!("Some(Http {{ method: {method:?}, path: {path:?} }})")
        }
    };
    let has_source = list(it, "actions")?
        .iter()
        .any(|row| matches!(row.get("resource_kind"), Some(Value::String(kind)) if kind.starts_with("source_")));
    let mut out = vec![format!(
        "    Operation {{ client: {client}, name: {:?}, http: {http}, actions: &[",
        text(it, "operation")?
    )];
    for row in list(it, "actions")? {
        out.push(format!("        {}", action(row)?));
    }
    out.push("    ], kms: &[".to_owned());
    for row in list(it, "kms")? {
        out.push(format!("        {}", kms(row, has_source)?));
    }
    out.push("    ], directory: &[".to_owned());
    for row in list(it, "directory_bucket")? {
        out.push(format!("        {}", directory(row)?));
    }
    out.push("    ], notes: &[".to_owned());
    for note in it
        .get("notes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let note = note.as_str().ok_or("a note is no text")?;
        out.push(format!("        {:?},", unmarked(note)));
    }
    out.push("    ] },".to_owned());
    Ok(out)
}

fn action(it: &Map<String, Value>) -> Result<String, String> {
    let members = [
        "action",
        "resource_kind",
        "when",
        "effect",
        "src",
        "note",
        "scope",
    ];
    only(it, &members)?;
    let per_key = match it.get("scope").map(Value::as_str) {
        None => false,
        Some(Some("per key")) => true,
        Some(_) => return Err("unknown `scope`".into()),
    };
    Ok(format!(
        "ActionRow {{ action: {:?}, on: On::{}, when: &{}, effect: {}, source: {}, per_key: {per_key}, note: {} }},",
        text(it, "action")?,
        kind(text(it, "resource_kind")?)?,
        when::rust(text(it, "when")?)?,
        effect(text(it, "effect")?)?,
        source(text(it, "src")?)?,
        optional(it, "note"),
    ))
}

fn kms(it: &Map<String, Value>, has_source: bool) -> Result<String, String> {
    only(it, &["action", "key", "when", "effect", "src", "note"])?;
    let condition = text(it, "when")?;
    // The data says `object_key` for the key of what is read and of what is written, and
    // `source_key` also where an object is encrypted anew in its place.
    let of_object = condition.contains("state(obj_sse_kms)");
    let role = match text(it, "key")? {
        "source_key" if has_source => "Source",
        "source_key" | "object_key" if of_object => "Object",
        "object_key" | "dest_key" => "Written",
        "table_key" => "Table",
        "bucket_key_directory" => "DirectoryBucket",
        other => return Err(format!("unknown key `{other}`")),
    };
    let effect = match it.get("effect").and_then(Value::as_str) {
        None => "Required",
        Some(name) => effect(name)?,
    };
    Ok(format!(
        "KmsRow {{ action: {:?}, key: KeyRole::{role}, when: &{}, effect: {effect}, source: {}, note: {} }},",
        text(it, "action")?,
        when::rust(condition)?,
        source(text(it, "src")?)?,
        optional(it, "note"),
    ))
}

fn directory(it: &Map<String, Value>) -> Result<String, String> {
    only(it, &["action", "resource_kind", "session_mode", "note"])?;
    Ok(format!(
        "DirectoryRow {{ action: {:?}, on: On::{}, session_mode: {}, note: {} }},",
        text(it, "action")?,
        kind(text(it, "resource_kind")?)?,
        optional(it, "session_mode"),
        optional(it, "note"),
    ))
}

/// The variant of a kind of resource
fn kind(name: &str) -> Result<&'static str, String> {
    let found = KINDS.iter().find(|(it, _)| *it == name);
    let variant = found.map(|(_, variant)| *variant);
    variant.ok_or_else(|| format!("unknown resource kind `{name}`"))
}

#[rustfmt::skip] // One kind a row, in columns.
const KINDS: &[(&str, &str)] = &[
    ("*",                          "Any"),
    ("access_grants_role",         "AccessGrantsRole"),
    ("accessgrant",                "AccessGrant"),
    ("accessgrantsinstance",       "AccessGrantsInstance"),
    ("accessgrantslocation",       "AccessGrantsLocation"),
    ("accesspoint",                "AccessPoint"),
    ("annotation_role",            "AnnotationRole"),
    ("bucket",                     "Bucket"),
    ("dest_object",                "DestObject"),
    ("directory_access_point",     "DirectoryAccessPoint"),
    ("directory_bucket",           "DirectoryBucket"),
    ("function",                   "Function"),
    ("job",                        "Job"),
    ("job_role",                   "JobRole"),
    ("key",                        "Key"),
    ("log_group",                  "LogGroup"),
    ("log_stream",                 "LogStream"),
    ("log_streams",                "LogStreams"),
    ("mrap_async_request",         "MrapAsyncRequest"),
    ("multiregionaccesspoint",     "MultiRegionAccessPoint"),
    ("object",                     "Object"),
    ("object_lambda_access_point", "ObjectLambdaAccessPoint"),
    ("outposts_bucket",            "OutpostsBucket"),
    ("replication_role",           "ReplicationRole"),
    ("restore_output_object",      "RestoreOutputObject"),
    ("role",                       "Role"),
    ("source_bucket",              "SourceBucket"),
    ("source_object",              "SourceObject"),
    ("storagelensconfiguration",   "StorageLensConfiguration"),
    ("storagelensgroup",           "StorageLensGroup"),
    ("table_bucket_or_table",      "TableBucketOrTable"),
    ("tagged_resource",            "TaggedResource"),
];

fn effect(name: &str) -> Result<&'static str, String> {
    Ok(match name {
        "required" => "Required",
        "on_missing" => "OnMissing",
        "response_only" => "ResponseOnly",
        "deny_only" => "DenyOnly",
        "advised" => "Advised",
        other => return Err(format!("unknown effect `{other}`")),
    })
}

fn source(name: &str) -> Result<&'static str, String> {
    Ok(match name {
        "doc" => "Documented",
        "peer" => "Peer",
        "know" => "Known",
        other => return Err(format!("unknown src `{other}`")),
    })
}

fn only(it: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    match it.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("unknown member `{name}`")),
        None => Ok(()),
    }
}

fn text<'a>(it: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    let found = it.get(name).and_then(Value::as_str);
    found.ok_or_else(|| format!("no text `{name}`"))
}

fn optional(it: &Map<String, Value>, name: &str) -> String {
    match it.get(name).and_then(Value::as_str) {
        Some(value) => format!("Some({:?})", unmarked(value)),
        None => "None".to_owned(),
    }
}

/// A sentence without the marks that tell authors how it is known
fn unmarked(text: &str) -> String {
    let marks = [" [doc]", " [peer]", " [know]"];
    marks
        .iter()
        .fold(text.to_owned(), |text, mark| text.replace(mark, ""))
}

/// The records of a list; empty where the member is left out
fn list<'a>(it: &'a Map<String, Value>, name: &str) -> Result<Vec<&'a Map<String, Value>>, String> {
    let found = match it.get(name) {
        None => return Ok(Vec::new()),
        Some(found) => found
            .as_array()
            .ok_or_else(|| format!("`{name}` is no list"))?,
    };
    let record = |it: &'a Value| {
        it.as_object()
            .ok_or_else(|| format!("`{name}` holds no record"))
    };
    found.iter().map(record).collect()
}
