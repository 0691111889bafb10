//! Permission sets, managed policies and evidence, over a world that has what the examples lack.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use why403_model::policy;

use crate::asked::{documents, folder, json, succeeds, why403, written};
use crate::aws::Shapes;
use crate::stand::Stand;

/// A world with what the examples lack: a permission set, a function, a shared policy, tags
const MORE: &str = r#"
organization: {organization: null}
accounts:
  "111122223333":
    iam:
      roles:
        AWSReservedSSO_Analysts_0123456789abcdef:
          role:
            AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}}
          attached-policies: []
          inline: {AwsSSOInlinePolicy: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "sns:Publish", Resource: "*"}]}}
    s3:
      public-access-block: null
      buckets:
        acme:
          policy: null
          ownership-controls: BucketOwnerEnforced
          public-access-block: null
          encryption: {Rules: [{ApplyServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
          location: eu-central-1
          logging: {}
        acme-logs:
          policy: {Version: "2012-10-17", Statement: [{Effect: Deny, Principal: "*", Action: "s3:*", Resource: ["arn:aws:s3:::acme-logs", "arn:aws:s3:::acme-logs/*"], Condition: {Bool: {"aws:SecureTransport": "false"}}}]}
          ownership-controls: BucketOwnerEnforced
          public-access-block: null
          encryption: {Rules: [{ApplyServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]}
          location: eu-central-1
"#;

/// A folder with that world, and what `fix` writes there
fn more(test: &str, asked: &[&str], format: &str) -> (PathBuf, PathBuf) {
    let at = folder(test);
    let world = at.join("world.yaml");
    fs::write(&world, MORE).unwrap();
    let out = at.join("fix");
    let (world, path) = (world.display().to_string(), out.display().to_string());
    let own = ["fix", "--world", &world, "--out", &path, "--format", format];
    let output = why403(&[&own, asked].concat());
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    (at, out)
}

#[test]
fn a_permission_set_keeps_what_it_has_and_is_provisioned() {
    let role = "AWSReservedSSO_Analysts_0123456789abcdef";
    let asked = [
        "--role",
        role,
        "--action",
        "s3:GetObject",
        "--resource",
        "s3://acme/a",
    ];
    let (at, out) = more("permission-set", &asked, "cli");
    let before = documents(&out, ".before.json");
    let stand = Stand::new(&at, "999988887777", Some(&before[0]));
    // Nobody knows from which account Identity Center is administered: it has to be said.
    let apply = out.join("apply.sh");
    let output = stand.run(&apply, &[]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("--account"), "{complaint}");
    let said = Command::new("bash")
        .arg(&apply)
        .args(["--account", "999988887777"])
        .current_dir(&at)
        .env_clear()
        .env(
            "PATH",
            format!("{}:/usr/bin:/bin", at.join("bin").display()),
        )
        .env("FAKE", &at)
        .env("FAKE_ACCOUNT", "999988887777")
        .env("FAKE_SET", "Analysts")
        .output()
        .unwrap();
    succeeds(&said, "permission set");
    let calls = stand.calls();
    let put = calls
        .iter()
        .position(|it| it[1] == "put-inline-policy-to-permission-set");
    let provision = calls
        .iter()
        .position(|it| it[1] == "provision-permission-set");
    assert!(put.is_some() && put < provision, "{calls:?}");
    let statements = json(&at.join("state"));
    let actions: Vec<&str> = statements["Statement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["Action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["sns:Publish", "s3:GetObject"]);
    let shapes = Shapes::read();
    for call in calls {
        assert_eq!(shapes.wrong(&call), None, "{call:?}");
    }
}

/// Sharing lets in callers of the other account and nobody else: the role that was denied is of
/// the bucket's own account, and stays denied.
#[test]
fn sharing_is_confirmed_by_the_other_account() {
    let asked = [
        "--role",
        "AWSReservedSSO_Analysts_0123456789abcdef",
        "--action",
        "s3:GetObject",
        "--resource",
        "s3://acme/a",
        "--intent",
        "share-with",
        "444455556666",
    ];
    let (at, out) = more("share-with", &asked, "cli");
    assert!(out.join("apply.sh").exists());
    assert!(!out.join("confirm.sh").exists());
    let readme = fs::read_to_string(out.join("README.md")).unwrap();
    assert!(!readme.contains("confirm.sh"), "{readme}");
    let wanted = "a caller of account 444455556666: the caller that was denied stays denied";
    assert!(readme.contains(wanted), "{readme}");

    let world = at.join("world.yaml").display().to_string();
    let said = succeeds(
        &why403(&[&["fix", "--world", &world][..], &asked].concat()),
        "text",
    );
    let words: Vec<&str> = said.split_whitespace().collect();
    let said = words.join(" ");
    assert!(
        said.contains(&format!("then confirm it as {wanted}")),
        "{said}"
    );
    assert!(!said.contains("get-object"), "{said}");
}

/// The page sends nobody to a script that is not there: `confirm.sh` is one of `--format cli`.
#[test]
fn the_page_tells_of_what_is_there() {
    let at = folder("page");
    for (format, told) in [
        ("cli", "denied, by `confirm.sh`"),
        ("json", "denied, by what `plan.json` has in `confirm`"),
        ("terraform", "by the requests that `why403 fix` prints"),
        ("cloudformation", "by the requests that `why403 fix` prints"),
    ] {
        let out = at.join(format);
        written("missing-get-object", &out, format);
        let readme = fs::read_to_string(out.join("README.md")).unwrap();
        assert!(readme.contains(told), "{format}: {readme}");
        let is_there = out.join("confirm.sh").exists();
        assert_eq!(readme.contains("confirm.sh"), is_there, "{format}");
    }
}

#[test]
fn a_managed_policy_of_five_versions_is_left_to_people() {
    let name = "boundary-leaves-out-put";
    let at = folder("five-versions");
    let out = at.join("fix");
    written(name, &out, "cli");
    let before = documents(&out, ".before.json");
    let stand = Stand::new(&at, "111122223333", Some(&before[0]));
    fs::write(at.join("versions"), "5").unwrap();
    let output = stand.run(&out.join("apply.sh"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(
        complaint.contains("aws iam delete-policy-version"),
        "{complaint}"
    );
    assert!(!stand.calls().iter().any(|it| it[1].starts_with("create-")));
}

#[test]
fn evidence_is_turned_on_and_off_by_both_recorders() {
    let shapes = Shapes::read();
    for (by, call) in [
        ("access-logs", "put-bucket-logging"),
        ("data-events", "put-event-selectors"),
    ] {
        let asked = [
            "--evidence",
            "s3://acme/in/",
            "--logs",
            "acme-logs",
            "--by",
            by,
        ];
        let (at, out) = more(&format!("evidence-{by}"), &asked, "cli");
        let after = documents(&out, "bucket-policy.after.json");
        let text = fs::read_to_string(&after[0]).unwrap();
        assert!(policy::parse(&text).sound().is_ok(), "{by}");
        assert!(text.contains("aws:SourceArn"), "{by}");
        // The two places have a state of their own each: the functions are run one by one.
        let script = fs::read_to_string(out.join("apply.sh")).unwrap();
        let of_policy = script
            .lines()
            .find(|it| it.starts_with("  change 1 "))
            .unwrap();
        let second = script.replace(&format!("{of_policy}\n"), "");
        let second = second.replace("  undo 1 1-bucket-policy NoSuchBucketPolicy\n", "");
        fs::write(out.join("second.sh"), second).unwrap();
        let stand = Stand::new(&at, "111122223333", None);
        succeeds(&stand.run(&out.join("second.sh"), &[]), by);
        assert!(
            stand.calls().iter().any(|it| it[1] == call),
            "{by}: {:?}",
            stand.calls()
        );
        succeeds(&stand.run(&out.join("second.sh"), &["--undo"]), by);
        let undone = ["put-bucket-logging", "delete-trail"];
        assert!(
            undone.contains(&stand.calls().last().unwrap()[1].as_str()),
            "{by}"
        );
        for call in stand.calls() {
            assert_eq!(shapes.wrong(&call), None, "{call:?}");
        }
        for format in ["terraform", "cloudformation", "json"] {
            more(&format!("evidence-{by}-{format}"), &asked, format);
        }
    }
    let at = folder("evidence-same");
    let world = at.join("world.yaml");
    fs::write(&world, MORE).unwrap();
    let world = world.display().to_string();
    let output = why403(&[
        "fix",
        "--world",
        &world,
        "--evidence",
        "s3://acme",
        "--logs",
        "acme",
        "--by",
        "access-logs",
    ]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("evidence/apart"), "{complaint}");
}

#[test]
fn a_trail_does_not_watch_its_own_records() {
    let at = folder("evidence-own-records");
    let world = at.join("world.yaml");
    fs::write(&world, MORE).unwrap();
    let world = world.display().to_string();
    // The records of the account go below AWSLogs/111122223333/ of the bucket.
    for (place, is_refused) in [
        ("s3://acme-logs", true),
        ("s3://acme-logs/AWS", true),
        ("s3://acme-logs/AWSLogs/111122223333/", true),
        ("s3://acme-logs/AWSLogs/111122223333/CloudTrail/", true),
        ("s3://acme-logs/AWSLogs/222233334444/", false),
        ("s3://acme-logs/in/", false),
        ("s3://acme/AWSLogs/", false),
    ] {
        let output = why403(&[
            "fix",
            "--world",
            &world,
            "--evidence",
            place,
            "--logs",
            "acme-logs",
        ]);
        let complaint = String::from_utf8(output.stderr).unwrap();
        let code = if is_refused { 2 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{place}: {complaint}");
        assert_eq!(complaint.contains("evidence/apart"), is_refused, "{place}");
        assert_eq!(complaint.contains("--logs BUCKET"), is_refused, "{place}");
    }
}

#[test]
fn a_trail_is_made_after_the_policy_that_lets_its_records_in() {
    // CreateTrail tries to write, and fails with InsufficientS3BucketPolicyException before.
    let asked = ["--evidence", "s3://acme/in/", "--logs", "acme-logs"];
    let (_, out) = more("trail-after-terraform", &asked, "terraform");
    let file = out.join("account-111122223333-eu-central-1/main.tf");
    let text = fs::read_to_string(file).unwrap();
    let (before, trail) = text
        .split_once("resource \"aws_cloudtrail\" \"change_2\"")
        .unwrap();
    assert!(before.contains("resource \"aws_s3_bucket_policy\" \"change_1\""));
    let names = trail.split_whitespace().collect::<Vec<_>>().join(" ");
    let waits = "depends_on = [aws_s3_bucket_policy.change_1]";
    assert!(names.contains(waits), "{text}");
    let (_, out) = more("trail-after-cloudformation", &asked, "cloudformation");
    let file = out.join("account-111122223333-eu-central-1.template.json");
    let found = &json(&file)["Resources"];
    assert_eq!(found["Change1N1"]["Type"], "AWS::S3::BucketPolicy");
    assert_eq!(found["Change1N1"].get("DependsOn"), None);
    assert_eq!(found["Change2N1"]["Type"], "AWS::CloudTrail::Trail");
    assert_eq!(found["Change2N1"]["DependsOn"][0], "Change1N1");
    // The policy is there already, the trail is made: it is not imported, and goes when it is undone.
    let import = json(&out.join("account-111122223333-eu-central-1.import.json"));
    let import = import["Resources"].as_object().unwrap();
    assert_eq!(import.keys().collect::<Vec<_>>(), ["Change1N1"]);
    assert_eq!(found["Change1N1"]["DeletionPolicy"], "Retain");
    assert_eq!(found["Change2N1"].get("DeletionPolicy"), None);
    let readme = fs::read_to_string(out.join("README.md")).unwrap();
    assert!(readme.contains("and takes away what was made"), "{readme}");
}

/// The world with the bucket for records in another Region or account
fn elsewhere(test: &str, place: &str) -> (PathBuf, String) {
    let (before, logs) = MORE.split_once("        acme-logs:\n").unwrap();
    let world = match place {
        "region" => MORE.replacen(
            "location: eu-central-1\n          logging: {}",
            "location: eu-west-1\n          logging: {}",
            1,
        ),
        "account" => format!(
            "{before}  \"444455556666\":\n    iam: {{roles: {{}}}}\n    s3:\n      public-access-block: null\n      buckets:\n        acme-logs:\n{logs}"
        ),
        _ => MORE.replacen(
            "          location: eu-central-1\n          logging",
            "          logging",
            1,
        ),
    };
    assert_ne!(world, MORE, "{place}");
    let at = folder(test);
    let path = at.join("world.yaml");
    fs::write(&path, world).unwrap();
    (at, path.display().to_string())
}

/// S3 User Guide, "Logging requests with server access logging": both buckets are of one account
/// and Region. A trail's bucket may be in any ("Receiving `CloudTrail` log files from multiple
/// accounts").
#[test]
fn access_logs_stay_in_their_account_and_region_and_trails_need_not() {
    for (place, why) in [
        ("region", "it is in another Region"),
        ("account", "it belongs to another account"),
    ] {
        let (_, world) = elsewhere(&format!("evidence-apart-{place}"), place);
        let asked = ["--evidence", "s3://acme", "--logs", "acme-logs"];
        let of = |by| why403(&[&["fix", "--world", &world, "--by", by], &asked[..]].concat());
        let output = of("access-logs");
        assert_eq!(output.status.code(), Some(2), "{place}");
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.contains(why), "{complaint}");
        let region = if place == "region" {
            "eu-west-1"
        } else {
            "eu-central-1"
        };
        let wanted = format!("a bucket of account 111122223333 in {region}");
        assert!(complaint.contains(&wanted), "{complaint}");
        assert!(complaint.contains("--by data-events"), "{complaint}");
        let output = of("data-events");
        assert!(output.status.success(), "{place}");
        let page = String::from_utf8(output.stdout).unwrap();
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains("order bucket policy of acme-logs"), "{page}");
        assert!(page.contains("CreateTrail fails before"), "{page}");
    }
    // In one place a script does all in its order.
    let (_, world) = elsewhere("evidence-apart-unknown", "unknown");
    let asked = [
        "fix",
        "--world",
        &world,
        "--evidence",
        "s3://acme",
        "--logs",
        "acme-logs",
    ];
    let output = why403(&[&asked[..], &["--by", "access-logs"]].concat());
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(
        page.contains("needs acme and acme-logs in one Region"),
        "{page}"
    );
    assert!(!page.contains("order "), "{page}");
    // A trail records its own Region, and its name is in the policy.
    let output = why403(&asked);
    assert_eq!(output.status.code(), Some(2));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("evidence/unknown-region"), "{complaint}");
    assert!(
        complaint.contains("get-bucket-location --bucket acme"),
        "{complaint}"
    );
}

#[test]
fn what_lies_in_several_accounts_says_in_which_order_it_is_made() {
    for (format, names) in [
        (
            "cli",
            ["1-account-444455556666.sh", "2-account-111122223333.sh"],
        ),
        (
            "terraform",
            [
                "account-444455556666-eu-central-1/main.tf",
                "account-111122223333-eu-central-1/main.tf",
            ],
        ),
        (
            "cloudformation",
            [
                "account-444455556666-eu-central-1.template.json",
                "account-111122223333-eu-central-1.template.json",
            ],
        ),
    ] {
        let (at, world) = elsewhere(&format!("evidence-order-{format}"), "account");
        let out = at.join("fix");
        let asked = ["--evidence", "s3://acme/in/", "--logs", "acme-logs"];
        let path = out.display().to_string();
        let own = ["fix", "--world", &world, "--out", &path, "--format", format];
        succeeds(&why403(&[&own[..], &asked].concat()), format);
        for name in names {
            assert!(out.join(name).exists(), "{format}: {name}");
        }
        let readme = fs::read_to_string(out.join("README.md")).unwrap();
        let readme = readme
            .replace('\\', "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            readme.contains("order bucket policy of acme-logs (account 444455556666"),
            "{readme}"
        );
        let [first, second] = names.map(|it| it.trim_end_matches("main.tf"));
        let told = if format == "cli" {
            "run them by their numbers".to_string()
        } else {
            format!("the other way round: `{first}`, `{second}`.")
        };
        assert!(readme.contains(&told), "{readme}");
    }
}

#[test]
fn evidence_is_data_for_programs() {
    let (_, world) = elsewhere("evidence-json", "account");
    let asked = [
        "fix",
        "--world",
        &world,
        "--evidence",
        "s3://acme/in/",
        "--logs",
        "acme-logs",
    ];
    let output = why403(&[&asked[..], &["--format", "json"]].concat());
    succeeds(&output, "json");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["schema"], "why403/evidence/v1");
    assert_eq!(found["by"], "data-events");
    let places: Vec<_> = found["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["kind"], &it["account"]))
        .collect();
    let wanted = [("bucket-policy", "444455556666"), ("trail", "111122223333")];
    for ((kind, account), wanted) in places.into_iter().zip(wanted) {
        assert_eq!((kind.as_str().unwrap(), account.as_str().unwrap()), wanted);
    }
    assert!(found["order"].is_string(), "{found}");
    // CloudTrail itself is let in, and nobody else.
    let opens = found["opens"].as_array().unwrap();
    assert!(
        opens
            .iter()
            .all(|it| it["id"] == "cloudtrail.amazonaws.com"),
        "{opens:?}"
    );
    assert!(
        opens.iter().any(|it| it["action"] == "s3:PutObject"),
        "{opens:?}"
    );
    // A message for its owner, or a cause of a log, is about a fix.
    for other in [&["--ask"][..], &["--group", "2"]] {
        let output = why403(&[&asked[..], other].concat());
        assert_eq!(output.status.code(), Some(2), "{other:?}");
    }
}
