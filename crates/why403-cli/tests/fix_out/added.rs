//! What is added and replaces nothing: statements of functions, grants, objects under another key.

use std::fs;

use serde_json::{Value, json};
use why403_diagnose::fix::Edit;
use why403_model::request::Constraint;
use why403_model::world::{Encryption, Grant};

use crate::asked::succeeds;
use crate::aws::Shapes;
use crate::cases::{call, function};
use crate::edits::{FUNCTION, KEY, LIKE_A_FILE, OWN, odd, refused, scripts, shown, sorted, world};
use crate::hostile::HOSTILE;

/// A Sid that is a word of every policy is not there before it is added, and others stay.
#[test]
fn statements_of_others_stay_when_one_is_taken_away() {
    let case = function();
    let (_, out, stand) = scripts("function-others", &world(), &case.edits);
    let other = [
        "lambda",
        "add-permission",
        "--function-name",
        FUNCTION,
        "--statement-id",
        "theirs",
        "--action",
        "lambda:InvokeFunction",
        "--principal",
        "sns.amazonaws.com",
    ];
    succeeds(&stand.aws(&call(&other)), "theirs");
    let before = shown(&stand, &case.look);
    let said = succeeds(&stand.run(&out.join("apply.sh"), &[]), "apply");
    assert!(said.contains(": done"), "{said}");
    let sids = |it: &Value| -> Vec<String> {
        let all = it["Statement"].as_array().unwrap().iter();
        let mut all: Vec<String> = all
            .map(|it| it["Sid"].as_str().unwrap().to_string())
            .collect();
        all.sort();
        all
    };
    assert_eq!(sids(&shown(&stand, &case.look)), ["Allow", "theirs"]);

    // Another folder finds it made, and has nothing to undo.
    let (_, again, _) = scripts("function-again", &world(), &case.edits);
    let said = succeeds(&stand.run(&again.join("apply.sh"), &[]), "again");
    assert!(said.contains("Allow is there already"), "{said}");
    let said = succeeds(&stand.run(&again.join("undo.sh"), &[]), "again");
    assert!(said.contains("nothing was changed"), "{said}");

    succeeds(&stand.run(&out.join("undo.sh"), &[]), "undo");
    assert_eq!(shown(&stand, &case.look), before);
    // Somebody was faster.
    succeeds(&stand.run(&out.join("apply.sh"), &[]), "apply");
    let taken = [
        "lambda",
        "remove-permission",
        "--function-name",
        FUNCTION,
        "--statement-id",
        "Allow",
    ];
    succeeds(&stand.aws(&call(&taken)), "taken");
    let said = succeeds(&stand.run(&out.join("undo.sh"), &[]), "undo");
    assert!(said.contains("taken Allow away already"), "{said}");
}

/// Sources differ on the operator by which Lambda shows a source's ARN: either is what was added.
#[test]
fn a_statement_is_known_again_by_either_operator() {
    let case = function();
    for operator in ["ArnLike", "StringLike"] {
        let name = format!("function-{operator}");
        let (at, out, stand) = scripts(&name, &world(), &case.edits);
        fs::write(at.join("source-operator"), operator).unwrap();
        succeeds(&stand.run(&out.join("apply.sh"), &[]), operator);
        let made = shown(&stand, &case.look);
        let shows = &made["Statement"][0]["Condition"][operator]["AWS:SourceArn"];
        assert_eq!(shows, "arn:aws:s3:::acme", "{operator}");
        let (_, again, _) = scripts(&format!("{name}-again"), &world(), &case.edits);
        let said = succeeds(&stand.run(&again.join("apply.sh"), &[]), operator);
        assert!(said.contains("Allow is there already"), "{said}");
        succeeds(&stand.run(&out.join("undo.sh"), &[]), operator);
        assert_eq!(shown(&stand, &case.look), case.before, "{operator}");
    }
}

pub(crate) fn granted() -> Edit {
    let pairs = [(
        "aws:s3:arn".to_string(),
        format!("arn:aws:s3:::acme/{}", odd()),
    )];
    Edit::Grant {
        key: KEY.into(),
        grant: Grant {
            grantee: format!("arn:aws:iam::{OWN}:role/{HOSTILE}"),
            grantee_role_id: None,
            retiring: None,
            operations: vec!["Decrypt".into(), "GenerateDataKey".into()],
            constraint: Some(Constraint::Subset(pairs.into_iter().collect())),
            issuer: None,
        },
    }
}

#[test]
fn a_grant_is_made_once_and_revoked() {
    let world = world();
    let (at, out, stand) = scripts("grant", &world, &[granted()]);
    let (apply, undo) = (out.join("apply.sh"), out.join("undo.sh"));
    let grants = || -> Vec<Value> {
        let text = fs::read_to_string(at.join("grants"));
        text.map_or(Vec::new(), |it| serde_json::from_str(&it).unwrap())
    };
    refused(
        &stand.of("999988887777").run(&apply, &[]),
        "it takes those of",
        "grant",
    );
    let said = succeeds(&stand.run(&apply, &["--check"]), "check");
    assert!(said.contains("ready to be made"), "{said}");
    assert_eq!(grants(), Vec::<Value>::new());

    let said = succeeds(&stand.run(&apply, &[]), "apply");
    assert!(said.contains(": done"), "{said}");
    let wanted = json!({"KeyId": KEY, "GrantId": "grant-1", "Name": "why403",
        "GranteePrincipal": format!("arn:aws:iam::{OWN}:role/{HOSTILE}"),
        "Operations": ["Decrypt", "GenerateDataKey"],
        "Constraints": {"EncryptionContextSubset": {"aws:s3:arn": format!("arn:aws:s3:::acme/{}", odd())}}});
    assert_eq!(grants(), [wanted]);
    let said = succeeds(&stand.run(&apply, &[]), "again");
    assert!(said.contains("it is so already"), "{said}");

    // Without what was kept, and in another folder, AWS makes no second one.
    let (_, again, _) = scripts("grant-again", &world, &[granted()]);
    succeeds(&stand.run(&again.join("apply.sh"), &[]), "another folder");
    assert_eq!(grants().len(), 1);

    let said = succeeds(&stand.run(&undo, &[]), "undo");
    assert!(said.contains(": undone"), "{said}");
    assert_eq!(grants(), Vec::<Value>::new());
    let said = succeeds(&stand.run(&undo, &[]), "undo");
    assert!(said.contains("nothing was changed"), "{said}");

    // The other folder's has been revoked by somebody else: it is made anew, or left.
    let said = succeeds(&stand.run(&again.join("apply.sh"), &["--check"]), "check");
    assert!(said.contains("ready to be made"), "{said}");
    let said = succeeds(&stand.run(&again.join("undo.sh"), &[]), "undo");
    assert!(said.contains("somebody has revoked it already"), "{said}");
    let shapes = Shapes::read();
    for call in stand.calls() {
        assert_eq!(shapes.wrong(&call), None, "{call:?}");
    }
    for place in [&at, &out] {
        assert!(!place.join("pwned").exists());
    }
}

#[test]
fn an_object_is_copied_once_whatever_its_key_looks_like() {
    let world = world();
    for (name, key) in [
        ("a", "a"),
        ("odd", &odd()),
        ("file", LIKE_A_FILE),
        ("version", "a?versionId=x"),
    ] {
        let to = Encryption {
            algorithm: "aws:kms".into(),
            kms_key: Some(KEY.into()),
            bucket_key: true,
        };
        let edit = Edit::Reencrypt {
            bucket: "acme".into(),
            key: key.into(),
            to,
        };
        let (at, out, stand) = scripts(&format!("copy-{name}"), &world, &[edit]);
        let (apply, undo) = (out.join("apply.sh"), out.join("undo.sh"));
        let input = json!({"Key": key}).to_string();
        let on = |command: &str, more: &[&str]| {
            call(
                &[
                    &[
                        "s3api",
                        command,
                        "--bucket",
                        "acme",
                        "--cli-input-json",
                        &input,
                    ],
                    more,
                ]
                .concat(),
            )
        };
        // There is nothing to copy yet.
        refused(&stand.run(&apply, &[]), "cannot be read", name);
        succeeds(
            &stand.aws(&on("put-object", &["--server-side-encryption", "AES256"])),
            name,
        );
        let start = stand.calls().len();
        refused(
            &stand.of("999988887777").run(&apply, &[]),
            "it takes those of",
            name,
        );
        let said = succeeds(&stand.run(&apply, &["--check"]), name);
        assert!(said.contains("ready to be copied"), "{said}");
        assert_eq!(
            shown(&stand, &on("head-object", &[])),
            sorted(json!(["AES256", null]))
        );
        succeeds(&stand.run(&undo, &[]), name);
        let said = succeeds(&stand.run(&apply, &[]), name);
        assert!(said.contains(": done"), "{said}");
        assert_eq!(
            shown(&stand, &on("head-object", &[])),
            sorted(json!(["aws:kms", KEY]))
        );
        let said = succeeds(&stand.run(&apply, &[]), name);
        assert!(said.contains("it is so already"), "{said}");
        let copies = |it: &&Vec<String>| it[1] == "copy-object";
        assert_eq!(stand.calls().iter().filter(copies).count(), 1, "{name}");
        let said = succeeds(&stand.run(&undo, &[]), name);
        assert!(said.contains("a copy is not undone"), "{said}");
        let shapes = Shapes::read();
        for call in &stand.calls()[start..] {
            assert_eq!(shapes.wrong(call), None, "{call:?}");
        }
        for place in [&at, &out] {
            assert!(!place.join("pwned").exists(), "{name}");
        }
    }
}
