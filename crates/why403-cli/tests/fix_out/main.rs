//! `why403 fix --out`: what is written runs in a real shell against a stand-in for the AWS CLI,
//! changes what it says, can be undone, and parses again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod acl;
mod added;
mod asked;
#[path = "../aws/mod.rs"]
mod aws;
mod cases;
mod edits;
mod forms;
mod hostile;
mod more;
mod several;
#[path = "../shown/mod.rs"]
#[expect(dead_code, reason = "pages are read here, and run elsewhere")]
mod shown;
mod stand;
mod typed;

use std::fs;
use std::path::PathBuf;

use asked::{documents, everything, example, folder, json, named, succeeds, why403, written};
use aws::Shapes;
use stand::Stand;

/// Examples whose first fix changes one place of AWS, and what is called to write it
const WRITTEN: &[(&str, &str)] = &[
    ("missing-get-object", "iam put-role-policy"),
    ("list-on-objects-arn", "iam put-role-policy"),
    ("kms-decrypt-missing", "iam put-role-policy"),
    ("boundary-leaves-out-put", "iam create-policy-version"),
    ("cross-account-only-role-allows", "s3api put-bucket-policy"),
    ("cross-account-only-bucket-allows", "iam put-role-policy"),
    ("key-policy-without-delegation", "kms put-key-policy"),
    (
        "endpoint-policy-lists-other-buckets",
        "ec2 modify-vpc-endpoint",
    ),
    (
        "not-principal-denies-its-own-role",
        "s3api put-bucket-policy",
    ),
    ("object-of-another-account", "s3api put-object-acl"),
    (
        "public-policy-blocked-for-partner",
        "s3api put-bucket-policy",
    ),
];

#[test]
fn a_fix_is_checked_made_and_undone() {
    let shapes = Shapes::read();
    for (name, call) in WRITTEN {
        let at = folder(name);
        let out = at.join("fix");
        written(name, &out, "cli");
        let script = fs::read_to_string(out.join("apply.sh")).unwrap();
        let account = script.split("\naccount ").nth(1).unwrap();
        let account = &account[..12];
        let before = documents(&out, ".before.json");
        let after = documents(&out, ".after.json");
        assert_eq!(after.len(), 1, "{name}");
        let stand = Stand::new(&at, account, before.first().map(PathBuf::as_path));
        let apply = out.join("apply.sh");

        // Looking changes nothing.
        let said = succeeds(&stand.run(&apply, &["--check"]), name);
        assert!(said.contains("ready to be written"), "{name}: {said}");
        let is_writing = |it: &Vec<String>| format!("{} {}", it[0], it[1]) == **call;
        assert!(!stand.calls().iter().any(is_writing), "{name}");
        assert_eq!(
            stand.calls()[0][..2],
            ["sts", "get-caller-identity"],
            "{name}"
        );

        let said = succeeds(&stand.run(&apply, &[]), name);
        assert!(said.contains(": done"), "{name}: {said}");
        assert_eq!(
            stand.calls().iter().filter(|it| is_writing(it)).count(),
            1,
            "{name}"
        );
        assert_eq!(named(&at.join("state")), json(&after[0]), "{name}");

        // A second time there is nothing to do.
        let said = succeeds(&stand.run(&apply, &[]), name);
        assert!(said.contains("it is so already"), "{name}: {said}");

        let said = succeeds(&stand.run(&out.join("undo.sh"), &[]), name);
        assert!(said.contains(": undone"), "{name}: {said}");
        match before.first() {
            Some(before) => assert_eq!(json(&at.join("state")), json(before), "{name}"),
            None => assert!(!at.join("state").exists(), "{name}"),
        }
        for call in stand.calls() {
            assert_eq!(shapes.wrong(&call), None, "{name}: {call:?}");
        }
    }
}

#[test]
fn nothing_is_written_where_something_is_not_as_it_was() {
    let name = "cross-account-only-role-allows";
    let at = folder("changed");
    let out = at.join("fix");
    written(name, &out, "cli");
    let before = documents(&out, ".before.json");
    let stand = Stand::new(&at, "111122223333", Some(&before[0]));
    let is_put = |it: &Vec<String>| it[1].starts_with("put-");

    // Another account.
    let other = Stand::new(&at, "999988887777", None);
    let output = other.run(&out.join("apply.sh"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.contains("it takes those of 111122223333"),
        "{complaint}"
    );

    // The same policy in another order and formatting is the same.
    let mut value = json(&before[0]);
    let statements = value["Statement"].as_array_mut().unwrap();
    statements.reverse();
    fs::write(at.join("state"), value.to_string()).unwrap();
    succeeds(
        &stand.run(&out.join("apply.sh"), &["--check"]),
        "in another order",
    );

    // Another policy is not.
    value["Statement"][0]["Effect"] = "Deny".into();
    fs::write(at.join("state"), value.to_string()).unwrap();
    let output = stand.run(&out.join("apply.sh"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("collect the world again"), "{complaint}");

    // None at all is not, and a text that is no JSON is not.
    for text in ["", "<html>", "{"] {
        fs::write(at.join("state"), text).unwrap();
        let output = stand.run(&out.join("apply.sh"), &[]);
        assert_eq!(output.status.code(), Some(1), "{text}");
    }
    assert!(!stand.calls().iter().any(is_put));
}

#[test]
fn a_policy_is_not_written_over_one_that_came_since() {
    let at = folder("came-since");
    let out = at.join("fix");
    written("missing-get-object", &out, "cli");
    let stand = Stand::new(&at, "111122223333", None);
    fs::write(at.join("state"), r#"{"Statement": []}"#).unwrap();
    let output = stand.run(&out.join("apply.sh"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!stand.calls().iter().any(|it| it[1].starts_with("put-")));
}

#[test]
fn the_denied_caller_confirms_and_nobody_else() {
    let at = folder("confirm");
    let out = at.join("fix");
    written("missing-get-object", &out, "cli");
    let stand = Stand::new(&at, "111122223333", None);
    let confirm = out.join("confirm.sh");
    let session = "arn:aws:sts::111122223333:assumed-role/report-reader/x";
    succeeds(&stand.run_as(&confirm, &[], session), "as the role");
    let last = stand.calls().pop().unwrap();
    let wanted = [
        "s3api",
        "get-object",
        "--bucket",
        "acme-reports",
        "--key",
        "2026/q3.csv",
        "--range",
        "bytes=0-0",
        "/dev/null",
    ];
    assert_eq!(last, wanted);
    // Another role, a role of the same name in another account or partition, and names that only
    // end or go on like it.
    for other in [
        "arn:aws:sts::111122223333:assumed-role/report-reader-2/x",
        "arn:aws:sts::999988887777:assumed-role/report-reader/x",
        "arn:aws-cn:sts::111122223333:assumed-role/report-reader/x",
        "arn:aws:sts::999988887777:assumed-role/x/arn:aws:sts::111122223333:assumed-role/report-reader/x",
        "arn:aws:iam::111122223333:user/report-reader",
        "arn:aws:iam::111122223333:root",
    ] {
        let sent = stand.calls().len();
        let output = stand.run_as(&confirm, &[], other);
        assert_eq!(output.status.code(), Some(1), "{other}");
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.contains("111122223333"), "{complaint}");
        // It asks who it is, and sends nothing else.
        assert_eq!(stand.calls().len(), sent + 1, "{other}");
    }
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let at = folder("full");
    fs::write(at.join("apply.sh"), "mine").unwrap();
    let mut words = example("missing-get-object");
    words.extend(["--out".into(), at.display().to_string()]);
    let asked: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = why403(&asked);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("out/not-empty"), "{complaint}");
    assert!(complaint.contains("--force"), "{complaint}");
    assert_eq!(fs::read_to_string(at.join("apply.sh")).unwrap(), "mine");
    let forced = [&asked[..], &["--force"]].concat();
    assert!(why403(&forced).status.success());
    assert_ne!(fs::read_to_string(at.join("apply.sh")).unwrap(), "mine");
}

/// What an earlier fix saved is what its own undo puts back: a second fix in the same folder would
/// put back the first one's document under its own name.
#[test]
fn a_folder_that_another_fix_has_used_is_left_alone() {
    let at = folder("used");
    let out = at.join("fix");
    let name = "cross-account-only-role-allows";
    written(name, &out, "cli");
    let before = documents(&out, ".before.json");
    let stand = Stand::new(&at, "111122223333", Some(&before[0]));
    succeeds(&stand.run(&out.join("apply.sh"), &[]), name);
    let files = everything(&out);
    assert!(files.iter().any(|(path, _)| path.contains("/saved/")));
    for other in ["missing-get-object", name] {
        let mut words = example(other);
        words.extend(["--out".into(), out.display().to_string(), "--force".into()]);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = why403(&words);
        assert_eq!(output.status.code(), Some(2), "{other}");
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.contains("out/not-empty"), "{complaint}");
        assert!(complaint.contains("name another folder"), "{complaint}");
        assert_eq!(everything(&out), files, "{other}");
    }
}

/// A file of another fix would be run beside those of this one.
#[test]
fn force_overwrites_nothing_beside_other_files() {
    let at = folder("beside");
    fs::write(at.join("1-account-111122223333.sh"), "of another fix").unwrap();
    let mut words = example("missing-get-object");
    words.extend(["--out".into(), at.display().to_string(), "--force".into()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = why403(&words);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.contains("1-account-111122223333.sh"),
        "{complaint}"
    );
    assert!(!at.join("apply.sh").exists());
}
