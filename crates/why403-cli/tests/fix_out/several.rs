//! Several changes in one script, and a script an account where several have to act.

use std::fs;

use serde_json::{Value, json};
use why403_diagnose::fix::{Edit, Place, PublicAccessLevel, of_statement};
use why403_model::world::{PublicAccessBlock, World};
use why403_snapshot::{Form, read_text};

use crate::added::granted;
use crate::asked::succeeds;
use crate::cases::{call, function};
use crate::edits::{OWN, refused, scripts, shown, world};

const OTHER: &str = "444455556666";

fn block() -> Edit {
    Edit::PublicAccessBlock {
        of: PublicAccessLevel::Bucket("acme".into()),
        to: PublicAccessBlock {
            block_public_policy: true,
            ..PublicAccessBlock::default()
        },
    }
}

/// One after the other is made, and undone from the last to the first.
#[test]
fn several_changes_are_made_and_undone_in_one_run() {
    let mut edits = vec![block(), granted()];
    edits.extend(function().edits);
    let (at, out, stand) = scripts("several", &world(), &edits);
    let said = succeeds(&stand.run(&out.join("apply.sh"), &["--check"]), "check");
    assert_eq!(said.matches("ready to be").count(), 3, "{said}");
    let said = succeeds(&stand.run(&out.join("apply.sh"), &[]), "apply");
    assert_eq!(said.matches(": done").count(), 3, "{said}");
    let said = succeeds(&stand.run(&out.join("apply.sh"), &[]), "again");
    assert_eq!(said.matches("already").count(), 3, "{said}");
    assert_eq!(
        writes(&stand.calls()),
        ["put-public-access-block", "create-grant", "add-permission",]
    );
    let said = succeeds(&stand.run(&out.join("undo.sh"), &[]), "undo");
    assert_eq!(said.matches(": undone").count(), 3, "{said}");
    assert_eq!(
        writes(&stand.calls())[3..],
        [
            "remove-permission",
            "revoke-grant",
            "delete-public-access-block",
        ]
    );
    assert_eq!(fs::read_to_string(at.join("grants")).unwrap().trim(), "[]");
}

fn writes(calls: &[Vec<String>]) -> Vec<String> {
    let reads = ["get-", "list-"];
    let names = calls.iter().map(|it| it[1].clone());
    names
        .filter(|it| !reads.iter().any(|read| it.starts_with(read)))
        .collect()
}

/// What is looked at last keeps what comes first from being written.
#[test]
fn nothing_is_written_where_the_last_place_is_not_as_it_was() {
    let mut edits = vec![block(), granted()];
    edits.extend(function().edits);
    let (_, out, stand) = scripts("several-changed", &world(), &edits);
    succeeds(&stand.aws(&function().meanwhile), "somebody else");
    let start = stand.calls().len();
    refused(
        &stand.run(&out.join("apply.sh"), &[]),
        "another statement",
        "several",
    );
    assert_eq!(writes(&stand.calls()[start..]), Vec::<String>::new());
}

/// A role of one account, and a bucket and a key of another
fn two() -> World {
    let trust = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}});
    let text = json!({"schema": "why403/world/v1", "organization": null, "accounts": {
        OWN: {"s3": {"public-access-block": null, "buckets": {"acme": {
            "policy": null, "location": "eu-west-1", "public-access-block": null,
            "ownership-controls": "BucketOwnerEnforced"}}}},
        OTHER: {"iam": {"roles": {"app": {
            "role": {"AssumeRolePolicyDocument": trust}, "attached-policies": [], "inline": {}}}}},
    }});
    World::build(&read_text("world", &text.to_string(), Form::Json))
}

#[test]
fn each_account_has_a_script_and_runs_no_other() {
    let statement = |principal: Value| {
        let mut all = json!({"Effect": "Allow", "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::acme/a"});
        if !principal.is_null() {
            all["Principal"] = principal;
        }
        all
    };
    let of_role = statement(Value::Null);
    let of_bucket = statement(json!({"AWS": format!("arn:aws:iam::{OTHER}:role/app")}));
    let document = |label: &str, it: &Value| of_statement(label, &it.to_string()).unwrap();
    let role = Place::Role {
        account: crate::edits::account(OTHER),
        role: "app".into(),
    };
    let edits = [
        Edit::Write {
            place: role,
            document: document("inline policy why403-1 of role app", &of_role),
        },
        Edit::Write {
            place: Place::Bucket("acme".into()),
            document: document("bucket policy of acme", &of_bucket),
        },
        block(),
    ];
    let (_, out, stand) = scripts("two-accounts", &two(), &edits);
    let (first, second) = (stand.of(OTHER), stand);
    let one = out.join(format!("1-account-{OTHER}.sh"));
    let two = out.join(format!("2-account-{OWN}.sh"));
    refused(
        &second.run(&one, &[]),
        "it takes those of 444455556666",
        "one",
    );
    refused(
        &first.run(&two, &[]),
        "it takes those of 111122223333",
        "two",
    );
    let role = call(&[
        "iam",
        "get-role-policy",
        "--role-name",
        "app",
        "--policy-name",
        "why403-1",
    ]);
    let bucket = call(&["s3api", "get-bucket-policy", "--bucket", "acme"]);
    let none = Value::Null;
    assert_eq!(
        (shown(&first, &role), shown(&second, &bucket)),
        (none.clone(), none.clone())
    );

    let said = succeeds(&first.run(&one, &[]), "one");
    assert_eq!(said.matches(": done").count(), 1, "{said}");
    let said = succeeds(&second.run(&two, &[]), "two");
    assert_eq!(said.matches(": done").count(), 2, "{said}");
    assert_eq!(shown(&first, &role)["Statement"], json!([of_role]));
    assert_eq!(shown(&second, &bucket)["Statement"], json!([of_bucket]));

    let undo = |which: &str| out.join(format!("{which}.undo.sh"));
    succeeds(&second.run(&undo(&format!("2-account-{OWN}")), &[]), "two");
    succeeds(&first.run(&undo(&format!("1-account-{OTHER}")), &[]), "one");
    assert_eq!(
        (shown(&first, &role), shown(&second, &bucket)),
        (none.clone(), none)
    );
}
