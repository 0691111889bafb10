//! `why403 fix --out`: what is written runs in a real shell against a stand-in for the AWS CLI,
//! changes what it says, can be undone, and parses again.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod acl;
mod aws;
#[expect(dead_code, reason = "pages are read here, and run elsewhere")]
mod shown;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use aws::Shapes;
use serde_json::Value;
use shown::{commands, root};
use why403_model::policy;

/// A folder of the test's own, made anew
fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fix-out-{test}"));
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

fn why403(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The first command of an example's page, asked as `fix`, in words
fn example(name: &str) -> Vec<String> {
    let page = root().join("examples").join(name).join("README.md");
    let page = fs::read_to_string(page).unwrap();
    let first = commands(&page).into_iter().next().unwrap();
    let words = why403_diagnose::command::words(&first.command).unwrap();
    let mut words: Vec<String> = words.into_iter().skip(1).collect();
    words.retain(|it| it != "explain");
    words.insert(0, "fix".to_string());
    words
}

/// Writes the fix of an example
fn written(name: &str, out: &Path, format: &str) {
    let mut words = example(name);
    words.extend(["--out".into(), out.display().to_string()]);
    words.extend(["--format".into(), format.into()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = why403(&words);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{name}: {complaint}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("nothing was run"), "{name}: {said}");
}

/// A stand-in for the AWS CLI: it keeps one document, and writes down what it is called with
struct Stand {
    folder: PathBuf,
    account: String,
}

impl Stand {
    fn new(folder: &Path, account: &str, before: Option<&Path>) -> Self {
        let bin = folder.join("bin");
        fs::create_dir_all(&bin).unwrap();
        fs::create_dir_all(folder.join("calls")).unwrap();
        let path = bin.join("aws");
        fs::write(&path, include_str!("aws/stand_in.sh")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        if let Some(before) = before.filter(|it| it.exists()) {
            fs::copy(before, folder.join("state")).unwrap();
            fs::copy(before, folder.join("first")).unwrap();
        }
        Self {
            folder: folder.to_path_buf(),
            account: account.to_string(),
        }
    }

    fn run(&self, script: &Path, arguments: &[&str]) -> Output {
        self.run_as(script, arguments, "arn:aws:iam::111122223333:user/nobody")
    }

    fn run_as(&self, script: &Path, arguments: &[&str], arn: &str) -> Output {
        Command::new("bash")
            .arg(script)
            .args(arguments)
            .current_dir(&self.folder)
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.folder.join("bin").display()),
            )
            .env("FAKE", &self.folder)
            .env("FAKE_ACCOUNT", &self.account)
            .env("FAKE_ARN", arn)
            .env("FAKE_BUCKET_OWNER", BUCKET_OWNER)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// The words of every call, in order
    fn calls(&self) -> Vec<Vec<String>> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder.join("calls"))
            .unwrap()
            .map(|it| it.unwrap().path())
            .collect();
        files.sort();
        let words = |path: &PathBuf| {
            let text = String::from_utf8(fs::read(path).unwrap()).unwrap();
            let text = text.strip_suffix('\0').unwrap().to_string();
            text.split('\0').map(String::from).collect()
        };
        files.iter().map(words).collect()
    }
}

/// The canonical id of account 111122223333, who owns the bucket of `object-of-another-account`
const BUCKET_OWNER: &str = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

#[track_caller]
fn succeeds(output: &Output, what: &str) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{what}: {said}{complaint}");
    said
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What stands there, without the names that S3 tells beside canonical ids
fn named(path: &Path) -> Value {
    fn plain(value: &mut Value) {
        match value {
            Value::Array(all) => all.iter_mut().for_each(plain),
            Value::Object(all) => {
                all.remove("DisplayName");
                all.values_mut().for_each(plain);
            }
            _ => {}
        }
    }
    let mut value = json(path);
    plain(&mut value);
    value
}

/// The documents of a folder that end so
fn documents(out: &Path, end: &str) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(out.join("documents")) else {
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = found.map(|it| it.unwrap().path()).collect();
    all.retain(|it| it.to_string_lossy().ends_with(end));
    all.sort();
    all
}

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
    let other = "arn:aws:sts::111122223333:assumed-role/report-reader-2/x";
    assert_eq!(stand.run_as(&confirm, &[], other).status.code(), Some(1));
}

/// A name that a careless script would run
const HOSTILE: &str = "x'$(touch pwned)`touch pwned`\"; touch pwned; #\n touch pwned\\";

/// A world whose names are hostile: the role lacks an Allow
fn hostile(sid: &str) -> String {
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
    assert_eq!(put[2..4], ["--role-name", HOSTILE]);
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

/// Every file below a folder, with its text
fn everything(folder: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(next) = left.pop() {
        for path in fs::read_dir(next).unwrap().map(|it| it.unwrap().path()) {
            if path.is_dir() {
                left.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                all.push((path.display().to_string(), text));
            }
        }
    }
    all
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

#[test]
fn a_managed_policy_of_five_versions_is_left_to_people() {
    let name = "boundary-leaves-out-put";
    let at = folder("five-versions");
    let out = at.join("fix");
    written(name, &out, "cli");
    let before = documents(&out, ".before.json");
    let stand = Stand::new(&at, "111122223333", Some(&before[0]));
    let text = fs::read_to_string(at.join("bin/aws")).unwrap();
    let text = text.replace("${FAKE_VERSIONS:-3}", "5");
    fs::write(at.join("bin/aws"), text).unwrap();
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
