//! Names that a careless script would run.

use std::fs;

use serde_json::Value;

use crate::asked::{documents, folder, json, succeeds, why403};
use crate::aws::Shapes;
use crate::stand::{Stand, value};

/// A name that a careless script would run
pub(crate) const HOSTILE: &str = "x'$(touch pwned)`touch pwned`\"; touch pwned; #\n touch pwned\\";

/// A world whose names are hostile: the role lacks an Allow
pub(crate) fn hostile(sid: &str) -> String {
    let name = serde_json::to_string(HOSTILE).unwrap();
    let sid = serde_json::to_string(sid).unwrap();
    let arn = format!("arn:aws:iam::111122223333:role/{HOSTILE}");
    let arn = serde_json::to_string(&arn).unwrap();
    format!(
        r#"{{"schema": "why403/world/v1", "organization": null, "accounts": {{"111122223333": {{
  "iam": {{"roles": {{{name}: {{
    "role": {{"Arn": {arn}, "AssumeRolePolicyDocument": {{"Version": "2012-10-17", "Statement":
      {{"Sid": {sid}, "Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "sts:AssumeRole"}}}}}},
    "attached-policies": [], "inline": {{}}
  }}}}}},
  "s3": {{"public-access-block": null, "buckets": {{"acme": {{"policy": null,
    "ownership-controls": "BucketOwnerEnforced", "public-access-block": null,
    "encryption": {{"Rules": [{{"ApplyServerSideEncryptionByDefault": {{"SSEAlgorithm": "AES256"}}}}]}},
    "location": "eu-central-1"}}}}}}
}}}}}}"#
    )
}

#[test]
fn hostile_names_reach_the_cli_as_they_are() {
    let at = folder("hostile");
    let out = at.join("fix");
    let world = at.join("world.json");
    fs::write(&world, hostile("plain")).unwrap();
    let key = format!("s3://acme/{HOSTILE}");
    let world = world.display().to_string();
    let out_text = out.display().to_string();
    let asked = [
        "fix",
        "--world",
        &world,
        "--role",
        HOSTILE,
        "--operation",
        "GetObject",
        "--resource",
        &key,
        "--exact",
        "--context-absent",
        "aws:SourceVpce",
    ];
    for format in ["terraform", "cloudformation", "json"] {
        let other = at.join(format).display().to_string();
        let words = [&asked[..], &["--out", &other, "--format", format]].concat();
        let output = why403(&words);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let words = [&asked[..], &["--out", &out_text]].concat();
    let output = why403(&words);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let stand = Stand::new(&at, "111122223333", None);
    succeeds(&stand.run(&out.join("apply.sh"), &[]), "apply");
    let put = stand
        .calls()
        .into_iter()
        .find(|it| it[1] == "put-role-policy")
        .unwrap();
    assert_eq!(value(&put, "role-name").as_deref(), Some(HOSTILE));
    let session = format!("arn:aws:sts::111122223333:assumed-role/{HOSTILE}/x");
    succeeds(
        &stand.run_as(&out.join("confirm.sh"), &[], &session),
        "confirm",
    );
    let get = stand.calls().pop().unwrap();
    assert_eq!(get[4..6], ["--key", HOSTILE]);
    succeeds(&stand.run(&out.join("undo.sh"), &[]), "undo");
    let shapes = Shapes::read();
    for call in stand.calls() {
        assert_eq!(shapes.wrong(&call), None, "{call:?}");
    }
    for folder in [&at, &out] {
        assert!(!folder.join("pwned").exists());
    }
    let parsed: Value = json(&documents(&out, ".after.json")[0]);
    let resource = parsed["Statement"][0]["Resource"].as_str().unwrap();
    // A dollar would begin a variable of the policy.
    let wanted = format!("arn:aws:s3:::acme/{}", HOSTILE.replace('$', "${$}"));
    assert_eq!(resource, wanted);
}

/// What is printed about an object whose key the AWS CLI would take for the name of a file
fn about_a_file(at: &std::path::Path, operation: &str, resource: &str) -> String {
    let world = at.join("world.json");
    fs::write(&world, hostile("plain")).unwrap();
    let world = world.display().to_string();
    let output = why403(&[
        "fix",
        "--all",
        "--world",
        &world,
        "--role",
        HOSTILE,
        "--operation",
        operation,
        "--resource",
        resource,
        "--exact",
        "--context-absent",
        "aws:SourceVpce",
    ]);
    succeeds(&output, operation)
}

#[test]
fn a_key_like_a_file_is_confirmed_as_it_is_or_not_at_all() {
    let at = folder("hostile-file");
    // A command that writes what it gets to a file takes no document, so nothing sends just that.
    let said = about_a_file(&at, "GetObject", "s3://acme/file:///etc/hostname");
    assert!(!said.contains("--key file:"), "{said}");
    let words: Vec<&str> = said.split_whitespace().collect();
    let said = words.join(" ");
    assert!(said.contains("no command sends just that"), "{said}");

    let said = about_a_file(
        &at,
        "CreateMultipartUpload",
        "s3://acme/file:///etc/hostname",
    );
    assert!(!said.contains("--key file:"), "{said}");
    let lines = said
        .lines()
        .map(str::trim)
        .filter(|it| it.contains("multipart-upload"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 2, "{said}");
    let stand = Stand::new(&at, "111122223333", None);
    succeeds(&stand.types(&lines.join("\n")), "confirm");
    let shapes = Shapes::read();
    for call in stand.calls() {
        assert_eq!(value(&call, "key").as_deref(), Some("file:///etc/hostname"));
        assert_eq!(shapes.wrong(&call), None, "{call:?}");
    }
    assert_eq!(stand.calls().len(), 2);
}
