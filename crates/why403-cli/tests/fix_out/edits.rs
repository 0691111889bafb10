//! Edits of tags, settings and functions: each is checked, made, made again and undone, with names
//! that try to be commands.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use why403_diagnose::fix::{Edit, Fix, Owner, changes};
use why403_engine::resolve::Assume;
use why403_model::arn::AccountId;
use why403_model::world::World;
use why403_report::patch::{self, Format, Plan};
use why403_snapshot::{Form, read_text};

use crate::asked::{folder, succeeds};
use crate::aws::Shapes;
use crate::cases::{Case, function, objects, settings, tags};
use crate::hostile::HOSTILE;
use crate::stand::Stand;

/// The account that has everything
pub(crate) const OWN: &str = "111122223333";
/// A key of that account
pub(crate) const KEY: &str =
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
pub(crate) const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:thumb";
/// A key of an object that the AWS CLI would take for the name of a file
pub(crate) const LIKE_A_FILE: &str = "file://documents/1-tags.after.json";

/// A text that tries to be a command, a file, and two lines
pub(crate) fn odd() -> String {
    format!("file://{HOSTILE}")
}

/// A world whose names are hostile where AWS takes any, and where it does not, too
pub(crate) fn world() -> World {
    let trust = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}});
    let bucket = json!({
        "policy": null, "ownership-controls": null, "location": "eu-west-1", "abac": "Enabled",
        "public-access-block": null, "tagging": [{"Key": "team", "Value": "red"}],
        "encryption": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
        "objects": [
            object(&odd()), object(LIKE_A_FILE), object("a?versionId=x"), object("a"),
        ],
    });
    let text = json!({"schema": "why403/world/v1", "organization": null, "accounts": {OWN: {
        "iam": {
            "roles": {HOSTILE: {
                "role": {"Arn": format!("arn:aws:iam::{OWN}:role/{HOSTILE}"),
                    "AssumeRolePolicyDocument": trust, "Tags": [{"Key": "team", "Value": "red"}]},
                "attached-policies": [], "inline": {}}},
            "users": {HOSTILE: {
                "user": {"Arn": format!("arn:aws:iam::{OWN}:user/{HOSTILE}"), "Tags": []},
                "attached-policies": [], "inline": {}, "groups": []}},
        },
        "s3": {"public-access-block": null, "buckets": {"acme": bucket}},
        "regions": {"eu-west-1": {
            "kms": {"1234abcd-12ab-34cd-56ef-1234567890ab": {
                "key": {"KeyManager": "CUSTOMER", "KeyState": "Enabled"},
                "policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                    "Principal": {"AWS": OWN}, "Action": "kms:*", "Resource": "*"}]},
                "grants": [], "tags": [{"TagKey": "kept", "TagValue": "as it is"}]}},
            "lambda": {"thumb": {
                "configuration": {"FunctionArn": FUNCTION, "VpcConfig": null,
                    "Role": format!("arn:aws:iam::{OWN}:role/x")},
                "policy": null}},
        }},
    }}});
    let world = World::build(&read_text("world", &text.to_string(), Form::Json));
    let errors: Vec<String> = world.problems.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:?}");
    world
}

fn object(key: &str) -> Value {
    json!({"key": key, "head-object": {"ServerSideEncryption": "AES256"},
        "get-object-tagging": {"TagSet": [{"Key": "kept", "Value": "as it is"}]}})
}

pub(crate) fn account(id: &str) -> AccountId {
    AccountId::parse(id).unwrap()
}

/// One step of a plan that makes these edits
pub(crate) fn step(edits: &[Edit]) -> Fix {
    Fix {
        kind: "test/edit",
        text: format!("make the edit {HOSTILE}"),
        owner: Owner::Account(account(OWN)),
        world: edits.to_vec(),
        request: Vec::new(),
        notes: Vec::new(),
    }
}

/// A folder with the scripts of these edits, and a stand-in that keeps each place by itself
pub(crate) fn scripts(test: &str, world: &World, edits: &[Edit]) -> (PathBuf, PathBuf, Stand) {
    let at = folder(test);
    fs::create_dir(at.join("places")).unwrap();
    let out = at.join("fix");
    for file in files(test, world, edits, Format::Cli) {
        let path = out.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
    let stand = Stand::new(&at, OWN, None);
    (at, out, stand)
}

/// What is written of edits
fn files(test: &str, world: &World, edits: &[Edit], format: Format) -> Vec<patch::File> {
    let changes = changes(&[step(edits)], world, &Assume::default());
    assert_eq!(changes.troubles, [], "{test}");
    let plan = Plan {
        title: HOSTILE,
        about: &[],
        changes: &changes,
        confirm: None,
    };
    patch::write(&plan, format)
}

/// Registry schema of `AWS::S3::Bucket` (as cfn-lint 1.58.0 has it): its names for default
/// encryption are other ones than those of the API.
#[test]
fn a_template_has_its_own_names_for_default_encryption() {
    let all = settings();
    let case = all.iter().find(|it| it.name == "encryption").unwrap();
    let written = files(case.name, &world(), &case.edits, Format::CloudFormation);
    let pasted = written.iter().find(|it| it.path.starts_with("paste/"));
    let found: Value = serde_json::from_str(&pasted.unwrap().text).unwrap();
    let rule = json!({"BucketKeyEnabled": true,
        "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}});
    let wanted = json!({"BucketEncryption": {"ServerSideEncryptionConfiguration": [rule]}});
    assert_eq!(found["Type"], "AWS::S3::Bucket");
    assert_eq!(found["Properties"], wanted);
}

/// The tags in the world that a case of [`tags`] begins with
fn tagged(mut world: World) -> World {
    let both = [
        ("team".to_string(), "red".to_string()),
        ("kept".into(), "as it is".into()),
    ];
    let own = world.accounts.get_mut(&account(OWN)).unwrap();
    let fact = || why403_model::known::Fact::Known(both.iter().cloned().collect());
    own.iam.roles.get_mut(HOSTILE).unwrap().tags = fact();
    own.iam.users.get_mut(HOSTILE).unwrap().tags = fact();
    own.keys.get_mut(KEY).unwrap().tags = fact();
    own.buckets.get_mut("acme").unwrap().tags = fact();
    world
}

/// What an answer shows; nothing where nothing stands there
pub(crate) fn shown(stand: &Stand, look: &[String]) -> Value {
    let output = stand.aws(look);
    if !output.status.success() {
        return Value::Null;
    }
    sorted(serde_json::from_slice(&output.stdout).unwrap())
}

/// Lists in one order: that of tags means nothing
pub(crate) fn sorted(value: Value) -> Value {
    match value {
        Value::Array(all) => {
            let mut all: Vec<Value> = all.into_iter().map(sorted).collect();
            all.sort_by_key(ToString::to_string);
            Value::Array(all)
        }
        Value::Object(all) => all
            .into_iter()
            .map(|(name, it)| (name, sorted(it)))
            .collect(),
        other => other,
    }
}

pub(crate) fn refused(output: &std::process::Output, why: &str, name: &str) {
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{name}: {complaint}");
    assert!(complaint.contains(why), "{name}: {complaint}");
}

#[track_caller]
fn hold(case: &Case, world: &World) {
    let Case {
        name,
        edits,
        first,
        look,
        before,
        after,
        meanwhile,
        stops,
    } = case;
    let (before, after) = (&sorted(before.clone()), &sorted(after.clone()));
    let seeded = |test: &str| {
        let (at, out, stand) = scripts(test, world, edits);
        for words in first {
            succeeds(&stand.aws(words), name);
        }
        assert_eq!(shown(&stand, look), *before, "{name}");
        (at, out, stand)
    };
    let (at, out, stand) = seeded(&format!("edit-{name}"));
    let (apply, undo) = (out.join("apply.sh"), out.join("undo.sh"));
    let start = stand.calls().len();

    refused(
        &stand.of("999988887777").run(&apply, &[]),
        "it takes those of",
        name,
    );
    let said = succeeds(&stand.run(&apply, &["--check"]), name);
    assert!(said.contains("ready to be"), "{name}: {said}");
    assert_eq!(shown(&stand, look), *before, "{name}");

    let said = succeeds(&stand.run(&apply, &[]), name);
    assert!(said.contains(": done"), "{name}: {said}");
    assert_eq!(shown(&stand, look), *after, "{name}");

    let is_write = |it: &&Vec<String>| {
        let reads = ["get", "list", "describe", "head"];
        !reads.iter().any(|verb| it[1].starts_with(verb))
    };
    let writes = |stand: &Stand| stand.calls()[start..].iter().filter(is_write).count();
    let made = writes(&stand);
    let said = succeeds(&stand.run(&apply, &[]), name);
    assert!(said.contains("already"), "{name}: {said}");
    assert_eq!(writes(&stand), made, "{name}: nothing is written twice");

    let said = succeeds(&stand.run(&undo, &[]), name);
    assert!(said.contains(": undone"), "{name}: {said}");
    assert_eq!(shown(&stand, look), *before, "{name}");
    let said = succeeds(&stand.run(&undo, &[]), name);
    assert!(said.contains("nothing was changed"), "{name}: {said}");

    let shapes = Shapes::read();
    for call in &stand.calls()[start..] {
        assert_eq!(shapes.wrong(call), None, "{name}: {call:?}");
    }
    for place in [&at, &out] {
        assert!(!place.join("pwned").exists(), "{name}");
    }

    // Somebody else was there after the world was taken: nothing is written.
    let (_, out, stand) = seeded(&format!("edit-{name}-came"));
    succeeds(&stand.aws(meanwhile), name);
    let theirs = shown(&stand, look);
    let output = stand.run(&out.join("apply.sh"), &[]);
    assert_eq!(output.status.success(), !stops, "{name}");
    if *stops {
        assert_eq!(shown(&stand, look), theirs, "{name}");
    }

    // Somebody else was there after it was made: it is not undone.
    let (_, out, stand) = seeded(&format!("edit-{name}-since"));
    succeeds(&stand.run(&out.join("apply.sh"), &[]), name);
    let is_added = stand.aws(meanwhile).status.success();
    if is_added {
        let theirs = shown(&stand, look);
        refused(
            &stand.run(&out.join("undo.sh"), &[]),
            "somebody has changed it",
            name,
        );
        assert_eq!(shown(&stand, look), theirs, "{name}");
    }
}

#[test]
fn tags_are_given_beside_those_that_are_there() {
    let world = tagged(world());
    for case in tags() {
        hold(&case, &world);
    }
}

#[test]
fn tags_of_an_object_are_written_whole() {
    let world = world();
    for case in objects() {
        hold(&case, &world);
    }
}

#[test]
fn settings_are_made_and_undone() {
    let world = world();
    for case in settings() {
        hold(&case, &world);
    }
}

#[test]
fn a_function_gets_one_more_statement() {
    hold(&function(), &world());
}
