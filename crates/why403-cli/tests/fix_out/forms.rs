//! One plan in every form: the same documents, and files that other tools take.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use why403_model::policy;

use crate::WRITTEN;
use crate::asked::{documents, everything, folder, json, why403, written};
use crate::hostile::{HOSTILE, hostile};

#[test]
fn what_is_written_is_the_same_policy_in_every_form() {
    for (name, _) in WRITTEN {
        let at = folder(&format!("forms-{name}"));
        for format in ["cli", "json", "terraform", "cloudformation"] {
            written(name, &at.join(format), format);
        }
        let after = documents(&at.join("cli"), ".after.json");
        let wanted = json(&after[0]);
        if wanted.get("Statement").is_some() {
            let text = fs::read_to_string(&after[0]).unwrap();
            assert!(policy::parse(&text).sound().is_ok(), "{name}");
        }
        let plan = json(&at.join("json/plan.json"));
        assert_eq!(plan["schema"], "why403/patch/v1", "{name}");
        assert_eq!(plan["changes"][0]["after"], wanted, "{name}");
        let same = fs::read_dir(at.join("terraform"))
            .unwrap()
            .map(|it| it.unwrap().path())
            .find(|it| it.is_dir())
            .unwrap();
        assert_eq!(json(&documents(&same, ".after.json")[0]), wanted, "{name}");
        let texts = everything(&at.join("cloudformation"));
        // Templates have nothing for the ACL of an object, whose writer runs the command.
        let is_told = |text: &str| {
            *name == "object-of-another-account"
                && text.ends_with(
                    "have it run by account 444455556666: aws s3api put-object-acl --acl \
                     bucket-owner-full-control --bucket acme-intake --key from-supplier.csv\n",
                )
        };
        let is_there = texts.iter().any(|(path, text)| {
            let is_json = Path::new(path).extension().is_some_and(|it| it == "json");
            is_told(text) || is_json && holds(&serde_json::from_str(text).unwrap(), &wanted)
        });
        assert!(is_there, "{name}");
    }
}

/// Whether a value is somewhere in another
fn holds(whole: &Value, part: &Value) -> bool {
    whole == part
        || match whole {
            Value::Array(all) => all.iter().any(|it| holds(it, part)),
            Value::Object(all) => all.values().any(|it| holds(it, part)),
            _ => false,
        }
}

/// A tool of this machine; said aloud where it is missing
fn tool(name: &str, arguments: &[&str]) -> Option<()> {
    let found = Command::new(name).args(arguments).output();
    if found.is_ok_and(|it| it.status.success()) {
        return Some(());
    }
    eprintln!("SKIPPED: {name} is not on this machine, so its files were not checked by it");
    None
}

#[test]
fn terraform_finds_nothing_to_format() {
    if tool("terraform", &["version"]).is_none() {
        return;
    }
    for (name, _) in WRITTEN {
        let out = folder(&format!("terraform-{name}"));
        fs::remove_dir(&out).unwrap();
        written(name, &out, "terraform");
        let found = Command::new("terraform")
            .args(["fmt", "-check", "-diff", "-recursive"])
            .arg(&out)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&found.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&found.stderr).into_owned();
        assert!(found.status.success(), "{name}: {said}{complaint}");
    }
    // Names that would be templates, or end a string, are read as they are.
    let at = folder("terraform-hostile");
    let world = at.join("world.json");
    fs::write(&world, hostile("plain")).unwrap();
    let out = at.join("out").display().to_string();
    let world = world.display().to_string();
    let output = why403(&[
        "fix",
        "--world",
        &world,
        "--role",
        HOSTILE,
        "--operation",
        "GetObject",
        "--resource",
        "s3://acme/a",
        "--out",
        &out,
        "--format",
        "terraform",
    ]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let found = Command::new("terraform")
        .args(["fmt", "-check", "-recursive", &out])
        .output()
        .unwrap();
    assert!(
        found.status.success(),
        "{}",
        String::from_utf8_lossy(&found.stderr)
    );
}

#[test]
fn cfn_lint_finds_nothing_wrong() {
    if tool("cfn-lint", &["--version"]).is_none() {
        return;
    }
    let at = folder("cfn");
    for (name, _) in WRITTEN {
        written(name, &at.join(name), "cloudformation");
    }
    let templates: Vec<String> = everything(&at)
        .into_iter()
        .map(|(path, _)| path)
        .filter(|it| it.ends_with(".template.json"))
        .collect();
    assert!(templates.len() > 5, "{templates:?}");
    let found = Command::new("cfn-lint").args(&templates).output().unwrap();
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(found.status.success(), "{said}");
}
