//! `--terraform-state`: what a state has is named and changed there, what it has not is not named,
//! and no secret of a state comes out.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[expect(dead_code, reason = "pages are read here, and run elsewhere")]
mod shown;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use shown::root;
use why403_model::terraform;

/// A folder of the test's own, made anew
fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("terraform-state-{test}"));
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

#[track_caller]
fn answer(arguments: &[&str]) -> String {
    let output = why403(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}\n{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

/// A plan fixture's world and the flags of its question
fn plan(name: &str, at: &Path) -> Vec<String> {
    let path = root().join("fixtures/plans").join(name);
    let text = fs::read_to_string(path.with_extension("toml")).unwrap();
    let fixture: toml::Table = toml::from_str(&text).unwrap();
    let world = at.join("world.yaml");
    fs::write(&world, fixture["world"].as_str().unwrap()).unwrap();
    let mut all = vec!["--world".to_string(), world.display().to_string()];
    for (name, value) in fixture["question"].as_table().unwrap() {
        let value = value.as_str();
        match name.as_str() {
            "context" | "absent" => {}
            "public" => all.push("--allow-public".to_string()),
            other => all.extend([format!("--{other}"), value.unwrap().to_string()]),
        }
    }
    all
}

/// A resource of a state
fn resource(kind: &str, name: &str, attributes: &str) -> String {
    format!(
        r#"{{"mode": "managed", "type": "{kind}", "name": "{name}", "provider": "p",
            "instances": [{{"attributes": {attributes}}}]}}"#
    )
}

fn state(at: &Path, resources: &[String]) -> String {
    let path = at.join("prod.tfstate");
    let resources = resources.join(", ");
    let outputs = r#"{"password": {"value": "hunter2"}}"#;
    let text = format!(r#"{{"version": 4, "outputs": {outputs}, "resources": [{resources}]}}"#);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// What is said and written without `--format`: standard output, and every file but documents
fn written(plan: &[String], states: &[&str], at: &Path, more: &[&str]) -> (String, String) {
    let out = at.join("out").display().to_string();
    let mut all = vec!["fix", "--out", &out];
    all.extend(plan.iter().map(String::as_str));
    all.extend(states.iter().flat_map(|it| ["--terraform-state", it]));
    all.extend(more);
    let said = answer(&all);
    let mut text = String::new();
    let mut folders = vec![PathBuf::from(&out)];
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if !path.display().to_string().contains("/documents/") {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(!said.contains("hunter2") && !text.contains("hunter2"));
    formatted(Path::new(&out));
    (said, text)
}

/// `terraform fmt` finds nothing to do, where there is one
fn formatted(out: &Path) {
    let found = Command::new("terraform")
        .args(["fmt", "-check", "-diff", "-recursive"])
        .arg(out)
        .output();
    let Ok(found) = found else {
        eprintln!("SKIPPED: terraform is not on this machine, so its files were not checked by it");
        return;
    };
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(found.status.success(), "{said}");
}

#[track_caller]
fn has(text: &str, wanted: &[&str], lacks: &[&str]) {
    for it in wanted {
        assert!(text.contains(it), "no `{it}` in:\n{text}");
    }
    for it in lacks {
        assert!(!text.contains(it), "`{it}` in:\n{text}");
    }
}

const GUEST: &str = "the-bucket-lets-another-account-in";

#[test]
fn what_a_state_has_is_changed_there_and_not_imported() {
    let at = folder("kept");
    let plan = plan("what-a-bucket-policy-means-throughout", &at);
    let policy = resource(
        "aws_s3_bucket_policy",
        "data",
        r#"{"bucket": "logs", "policy": "hunter2"}"#,
    );
    let state = state(&at, &[policy]);
    let (said, text) = written(&plan, &[&state], &at, &[]);
    has(
        &said,
        &["written as terraform (bucket policy of logs: Terraform, aws_s3_bucket_policy.data"],
        &["providers.tf"],
    );
    has(
        &text,
        &[
            "#   aws_s3_bucket_policy.data\n",
            "# A second resource would fight with it. Change that one to:\n#\n",
            "#   policy = file(\"${path.module}/documents/1-bucket-policy.after.json\")\n",
            "beware: bucket policy of logs is managed by Terraform",
        ],
        &["import {", "resource \"aws_s3_bucket_policy\""],
    );
    // The commands are there for those who want them, with the same warning.
    let other = at.join("commands");
    fs::create_dir_all(&other).unwrap();
    let (said, text) = written(&plan, &[&state], &other, &["--format", "cli"]);
    has(&said, &["apply.sh"], &["written as"]);
    has(
        &text,
        &["beware: bucket policy of logs is managed by Terraform"],
        &[],
    );
    fs::remove_dir_all(at.join("out")).unwrap();
    written(&plan, &[&state], &at, &["--format", "json"]);
    let patch: Value =
        serde_json::from_str(&fs::read_to_string(at.join("out/plan.json")).unwrap()).unwrap();
    let change = &patch["changes"][0];
    assert_eq!(
        change["terraform"][0]["address"],
        "aws_s3_bucket_policy.data"
    );
    assert_eq!(change["terraform"][0]["argument"], "policy");
    assert_eq!(change["terraform"][0]["apply"], "sets-back");
    assert_eq!(change["managedBy"].as_array().unwrap().len(), 1);
}

#[test]
fn what_a_state_does_not_have_is_as_before() {
    let at = folder("other");
    let plan = plan("what-a-bucket-policy-means-throughout", &at);
    let policy = resource(
        "aws_s3_bucket_policy",
        "data",
        r#"{"bucket": "logs-archive"}"#,
    );
    let state = state(&at, &[policy]);
    let (said, text) = written(&plan, &[&state], &at, &[]);
    has(&said, &["apply.sh"], &["written as"]);
    has(&text, &[], &["managed by", "Terraform"]);
}

#[test]
fn what_stands_alone_is_written_beside_what_a_state_has() {
    let at = folder("beside");
    let plan = plan("identity-lacks-an-allow", &at);
    let role = r#"{"name": "reader", "arn": "arn:aws:iam::111122223333:role/reader", "inline_policy": []}"#;
    let role = resource("aws_iam_role", "reader", role);
    let alone = state(&at, std::slice::from_ref(&role));
    let (_, text) = written(&plan, &[&alone], &at, &[]);
    let wanted = [
        "resource \"aws_iam_role_policy\" \"change_1\"",
        "# It belongs beside aws_iam_role.reader, which ",
    ];
    has(&text, &wanted, &["beware", "import {"]);
    fs::remove_dir_all(at.join("out")).unwrap();
    let list = r#"{"role_name": "reader", "policy_names": ["p"]}"#;
    let list = resource("aws_iam_role_policies_exclusive", "own", list);
    let listed = state(&at, &[role, list]);
    let (_, text) = written(&plan, &[&listed], &at, &[]);
    has(
        &text,
        &[
            "resource \"aws_iam_role_policy\" \"change_1\"",
            "# Its name has to be in policy_names of aws_iam_role_policies_exclusive.own, which ",
            "removes every policy that policy\\_names does not list",
        ],
        &["import {"],
    );
}

#[test]
fn an_argument_that_may_be_aws_s_own_is_told_to_be_unsure() {
    let at = folder("perhaps");
    let plan = plan("a-key-without-delegation", &at);
    let key = r#"{"arn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", "policy": "{}"}"#;
    let state = state(&at, &[resource("aws_kms_key", "main", key)]);
    let (_, text) = written(&plan, &[&state], &at, &[]);
    has(
        &text,
        &[
            "#   aws_kms_key.main\n",
            "# key policy of 1234abcd-12ab-34cd-56ef-1234567890ab may be kept by",
            "if its configuration has policy, an edit by hand is set back",
        ],
        &["import {", "aws_kms_key_policy"],
    );
}

#[test]
fn settings_are_told_argument_by_argument() {
    let at = folder("settings");
    let plan = plan("intent-public-read-allowed", &at);
    let of_account = r#"{"account_id": "111122223333", "id": "111122223333"}"#;
    let of_account = resource("aws_s3_account_public_access_block", "all", of_account);
    let of_bucket = resource(
        "aws_s3_bucket_public_access_block",
        "logs",
        r#"{"bucket": "logs"}"#,
    );
    let state = state(&at, &[of_account, of_bucket]);
    let (_, text) = written(&plan, &[&state], &at, &[]);
    has(
        &text,
        &[
            "#   aws_s3_account_public_access_block.all\n",
            "#   aws_s3_bucket_public_access_block.logs\n",
            "#   block_public_policy     = false\n#   restrict_public_buckets = false\n",
            // No state has the policy: it is a resource of its own.
            "resource \"aws_s3_bucket_policy\" \"change_3\"",
            "provider \"aws\"",
        ],
        &["import {", "#   bucket"],
    );
}

#[test]
fn what_a_stack_keeps_is_written_as_a_template() {
    let at = folder("stack");
    let plan = plan("managed-bucket-of-a-stack", &at);
    let (said, text) = written(&plan, &[], &at, &[]);
    has(
        &said,
        &["written as cloudformation (bucket logs: CloudFormation stack app-prod)"],
        &[],
    );
    has(
        &text,
        &["AWS::S3::BucketPolicy", "change its template"],
        &[],
    );
}

#[test]
fn explain_fix_and_messages_tell_of_it() {
    let at = folder("told");
    let plan = plan(GUEST, &at);
    let policy = resource(
        "aws_s3_bucket_policy",
        "secret-project",
        r#"{"bucket": "logs"}"#,
    );
    let state = state(&at, &[policy]);
    let ask = |first: &[&str]| {
        let mut all = first.to_vec();
        all.extend(plan.iter().map(String::as_str));
        all.extend(["--terraform-state", &state]);
        answer(&all)
    };
    let words_of = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "bucket policy of logs is managed by Terraform";
    has(
        &words_of(ask(&["explain"])),
        &[told, "aws_s3_bucket_policy.secret-project"],
        &[],
    );
    has(
        &words_of(ask(&["explain", "--format", "markdown"])),
        &[told],
        &[],
    );
    let fix = words_of(ask(&["fix"]));
    has(
        &fix,
        &[told, "--out fix/ writes it for Terraform"],
        &["hunter2"],
    );
    has(
        &ask(&["fix", "--ask"]),
        &["**Beware:** bucket policy of logs is managed by"],
        &[],
    );
    let redacted = words_of(ask(&["explain", "--redact"]));
    let own = ["secret-project", "prod.tfstate"];
    has(
        &redacted,
        &["is managed by Terraform (aws_s3_bucket_policy."],
        &own,
    );
    let json: Value = serde_json::from_str(&ask(&["fix", "--format", "json"])).unwrap();
    let step = &json["fixes"][0]["steps"][0];
    assert_eq!(step["terraform"][0]["state"], state.as_str());
    let managed =
        format!("bucket policy of logs: Terraform, aws_s3_bucket_policy.secret-project in {state}");
    assert_eq!(step["managedBy"][0], managed);
}

#[test]
fn what_is_no_state_is_refused_and_keeps_its_secrets() {
    let at = folder("hostile");
    let plan = plan(GUEST, &at);
    let refuses = |file: &str, said: &[&str]| {
        let mut all = vec!["fix", "--terraform-state", file];
        all.extend(plan.iter().map(String::as_str));
        let output = why403(&all);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(output.stdout.is_empty());
        has(&complaint, said, &["hunter2", "panicked", "\u{1b}"]);
    };
    let file = |name: &str, bytes: &[u8]| {
        let path = at.join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    refuses("no/such.tfstate", &["file/unreadable", "no/such.tfstate"]);
    refuses(&at.display().to_string(), &["file/unreadable"]);
    refuses(
        &file("bytes", b"hunter2\xff"),
        &["terraform/not-utf8", "byte 7", "terraform state pull"],
    );
    refuses(&file("empty", b""), &["terraform/not-json", "line 1"]);
    let deep = format!("{{\"version\": 4, \"hunter2\": {}", "[".repeat(1_000_000));
    refuses(&file("deep", deep.as_bytes()), &["json/too-deep"]);
    refuses(
        &file("cut", b"{\"version\": 4, \"a\": \"hunter2"),
        &["terraform/not-json", "help"],
    );
    // A file of holes: 64 MiB and a byte are refused before they are read as text.
    let large = file("large", b"");
    let handle = fs::File::options().write(true).open(&large).unwrap();
    handle.set_len(64 * 1024 * 1024 + 1).unwrap();
    refuses(&large, &["terraform/too-large"]);
    // Every state that the reader refuses is refused by the program, with what to type.
    for it in fs::read_dir(root().join("fixtures/terraform")).unwrap() {
        let text = fs::read_to_string(it.unwrap().path()).unwrap();
        let fixture: toml::Table = toml::from_str(&text).unwrap();
        if let Some(code) = fixture["want"].get("error") {
            let path = file("case", fixture["state"].as_str().unwrap().as_bytes());
            refuses(&path, &[code.as_str().unwrap(), "help"]);
        }
    }
}

#[test]
fn terraform_names_resources_alike() {
    let at = folder("names");
    let mut named = 0;
    for it in fs::read_dir(root().join("fixtures/terraform")).unwrap() {
        let text = fs::read_to_string(it.unwrap().path()).unwrap();
        let fixture: toml::Table = toml::from_str(&text).unwrap();
        let text = fixture["state"].as_str().unwrap();
        // Data sources and other types are listed, too, and not read.
        let is_listed = text.contains("index_key") && text.contains("\"version\": 4");
        if !is_listed {
            continue;
        }
        let path = at.join("s.tfstate");
        fs::write(&path, text).unwrap();
        let found = Command::new("terraform")
            .args(["state", "list"])
            .arg(format!("-state={}", path.display()))
            .current_dir(&at)
            .output();
        let Ok(found) = found else {
            eprintln!("SKIPPED: terraform is not on this machine, so addresses were not checked");
            return;
        };
        assert!(found.status.success());
        let listed = String::from_utf8(found.stdout).unwrap();
        let mut listed: Vec<&str> = listed.lines().collect();
        listed.sort_unstable();
        let own = terraform::read("s", text).unwrap();
        let mut own: Vec<String> = own.iter().map(terraform::Declared::address).collect();
        own.sort_unstable();
        assert_eq!(own, listed);
        named += own.len();
    }
    assert!(named >= 3, "{named}");
}
