//! The one command that an answer prints beside `--out`: a shell runs it, and it makes the change.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use why403_diagnose::command::words;

use crate::asked::{example, folder, succeeds, why403};
use crate::aws::Shapes;
use crate::cases::call;
use crate::edits::{KEY, shown};
use crate::shown::root;
use crate::stand::Stand;

/// The question of a fixture over plans, in words, over its world
fn planned(name: &str, at: &Path) -> Vec<String> {
    let path = root().join("fixtures/plans").join(name);
    let fixture: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let world = at.join("world.yaml");
    fs::write(&world, fixture["world"].as_str().unwrap()).unwrap();
    let mut words = vec!["fix".to_string(), "--all".into(), "--world".into()];
    words.push(world.display().to_string());
    for (name, value) in fixture["question"].as_table().unwrap() {
        match value {
            toml::Value::String(text) => words.extend([format!("--{name}"), text.clone()]),
            toml::Value::Table(context) => {
                for (key, value) in context {
                    let value = value.as_str().unwrap();
                    words.extend(["--context".into(), format!("{key}={value}")]);
                }
            }
            toml::Value::Array(absent) => {
                let absent = absent.iter().map(|it| it.as_str().unwrap().to_string());
                words.extend(absent.flat_map(|it| ["--context-absent".into(), it]));
            }
            other => panic!("{other}"),
        }
    }
    words
}

/// The commands that an answer prints below `how`
fn commands(words: &[String]) -> Vec<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let said = succeeds(&why403(&words), &words.join(" "));
    let mut found = Vec::new();
    for rest in said.split("\n  how   ").skip(1) {
        let ends = |line: &&str| !line.is_empty() && !line.starts_with("  then");
        let lines = rest.lines().take_while(ends);
        let lines: Vec<&str> = lines.skip_while(|it| !it.starts_with("aws ")).collect();
        if !lines.is_empty() {
            assert!(rest.contains("--out fix/"), "{rest}");
            found.push(lines.join("\n"));
        }
    }
    found
}

/// Runs it once, and holds what stands there afterwards
fn makes(at: &Path, command: &str, look: &[&str], wanted: &Value) {
    fs::create_dir_all(at.join("places")).unwrap();
    let stand = Stand::new(at, "111122223333", None);
    succeeds(&stand.types(command), command);
    let calls = stand.calls();
    assert_eq!(calls.len(), 1, "{command}");
    assert_eq!(Shapes::read().wrong(&calls[0]), None, "{command}");
    assert_eq!(
        words(command).unwrap()[1..],
        calls[0],
        "the shell reads it otherwise"
    );
    assert_eq!(shown(&stand, &call(look)), *wanted, "{command}");
}

#[test]
fn a_tag_is_given_by_one_command() {
    let at = folder("typed-tag");
    let found = commands(&planned("a-tag-that-an-identity-policy-asks-for.toml", &at));
    let look = ["iam", "list-role-tags", "--role-name", "reader"];
    makes(
        &at,
        &found[0],
        &look,
        &json!([{"Key": "team", "Value": "blue"}]),
    );
}

#[test]
fn a_new_inline_policy_is_put_by_one_command() {
    let at = folder("typed-inline");
    let found = commands(&example("missing-get-object"));
    let look = [
        "iam",
        "get-role-policy",
        "--role-name",
        "report-reader",
        "--policy-name",
        "why403-1",
    ];
    let name = words(&found[0]).unwrap();
    let name = &name[name.iter().position(|it| it == "--policy-name").unwrap() + 1];
    let look = look.map(|it| if it == "why403-1" { name.as_str() } else { it });
    let wanted = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::acme-reports/2026/q3.csv"}});
    makes(&at, &found[0], &look, &wanted);
}

#[test]
fn a_grant_is_made_by_one_command() {
    let at = folder("typed-grant");
    let found = commands(&planned("a-key-that-the-role-may-not-use.toml", &at));
    let command = found.iter().find(|it| it.contains("create-grant")).unwrap();
    let look = [
        "kms",
        "get-key-policy",
        "--key-id",
        KEY,
        "--policy-name",
        "default",
    ];
    makes(&at, command, &look, &Value::Null);
    let made: Value =
        serde_json::from_str(&fs::read_to_string(at.join("grants")).unwrap()).unwrap();
    assert_eq!(made[0]["Operations"], json!(["Decrypt"]));
    assert_eq!(
        made[0]["GranteePrincipal"],
        "arn:aws:iam::111122223333:role/reader"
    );
    assert_eq!(
        made[0]["Constraints"],
        json!({"EncryptionContextSubset": {"aws:s3:arn": "arn:aws:s3:::logs/a/1"}})
    );
}

#[test]
fn a_function_is_opened_by_one_command() {
    let at = folder("typed-function");
    let found = commands(&planned("s3-may-not-call-a-function.toml", &at));
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:thumb";
    fs::create_dir_all(at.join("places")).unwrap();
    let stand = Stand::new(&at, "111122223333", None);
    succeeds(&stand.types(&found[0]), &found[0]);
    let policy = shown(
        &stand,
        &call(&["lambda", "get-policy", "--function-name", function]),
    );
    let one = &policy["Statement"][0];
    assert_eq!(one["Principal"], json!({"Service": "s3.amazonaws.com"}));
    assert_eq!(
        one["Condition"],
        json!({"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::logs"},
            "StringEquals": {"AWS:SourceAccount": "111122223333"}})
    );
}

/// The writer of an object says whose bucket it is in.
#[test]
fn an_acl_is_put_by_one_command() {
    let found = commands(&example("object-of-another-account"));
    let wanted = "aws s3api put-object-acl --bucket acme-intake --key from-supplier.csv \
                  --expected-bucket-owner 111122223333 --acl bucket-owner-full-control \
                  --region eu-central-1";
    assert_eq!(words(&found[0]).unwrap(), words(wanted).unwrap());
}

/// What replaces a policy compares first, which no single command does.
#[test]
fn a_policy_that_is_replaced_is_left_to_scripts() {
    for name in [
        "cross-account-only-role-allows",
        "boundary-leaves-out-put",
        "key-policy-without-delegation",
    ] {
        assert_eq!(commands(&example(name)), Vec::<String>::new(), "{name}");
    }
}

/// A message shows what becomes of a setting line by line, and has the commands for it.
#[test]
fn a_message_about_tags_shows_lines_and_commands() {
    let at = folder("asked-tag");
    let mut words = planned("a-tag-that-an-identity-policy-asks-for.toml", &at);
    words[1] = "--ask".to_string();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let message = succeeds(&why403(&words), "ask");
    let lines: Vec<&str> = message.lines().collect();
    assert!(lines.contains(&"+     \"Key\": \"team\","), "{message}");
    assert!(lines.contains(&"+     \"Value\": \"blue\""), "{message}");
    assert!(
        message.contains("if it is not what the lines above show"),
        "{message}"
    );
    let (_, script) = message.rsplit_once("\n```sh\n").unwrap();
    let (script, _) = script.split_once("\n```").unwrap();
    fs::create_dir_all(at.join("places")).unwrap();
    let stand = Stand::new(&at, "111122223333", None);
    succeeds(&stand.types(script), script);
    let look = ["iam", "list-role-tags", "--role-name", "reader"];
    let wanted = json!([{"Key": "team", "Value": "blue"}]);
    assert_eq!(shown(&stand, &call(&look)), wanted);
    // With other credentials nothing is written.
    let other = stand.of("999988887777");
    let count = stand.calls().len();
    assert!(!other.types(script).status.success());
    assert_eq!(stand.calls().len(), count + 1);
}
