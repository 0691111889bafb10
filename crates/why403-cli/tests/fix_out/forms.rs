//! One plan in every form: the same documents, and files that other tools take.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use why403_model::policy;

use crate::WRITTEN;
use crate::asked::{documents, everything, example, folder, json, succeeds, why403, written};
use crate::aws::Shapes;
use crate::hostile::{HOSTILE, hostile};
use crate::shown::root;

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

/// The one file below a folder that ends so
fn one(folder: &Path, end: &str) -> Option<Value> {
    let mut all = everything(folder);
    all.retain(|(path, _)| path.ends_with(end));
    assert!(all.len() < 2, "{end}");
    Some(serde_json::from_str(&all.pop()?.1).unwrap())
}

/// What the worlds of these examples have at the place that is changed, and what names it for
/// `CloudFormation`: written off `world.yaml`, and by the types' primary identifiers.
fn there() -> Vec<(&'static str, &'static str, Value, Value)> {
    let policy = |statement: Value| json!({"Version": "2012-10-17", "Statement": [statement]});
    vec![
        (
            "list-on-objects-arn",
            "AWS::IAM::RolePolicy",
            json!({"PolicyName": "sync-invoices", "RoleName": "nightly-sync"}),
            policy(json!({"Sid": "SyncInvoices", "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
                "Resource": "arn:aws:s3:::acme-invoices/*"})),
        ),
        (
            "boundary-leaves-out-put",
            "AWS::IAM::ManagedPolicy",
            json!({"PolicyArn": "arn:aws:iam::111122223333:policy/pipeline-boundary"}),
            policy(json!({"Sid": "PipelinesMayRead", "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"})),
        ),
        (
            "cross-account-only-role-allows",
            "AWS::S3::BucketPolicy",
            json!({"Bucket": "acme-shared"}),
            policy(json!({"Sid": "PartnerReads", "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::444455556666:role/partner-loader"},
                "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-shared/*"})),
        ),
    ]
}

/// An import takes over what is there, as it is; the update then changes its document alone.
#[test]
fn what_is_there_is_imported_as_it_is() {
    for (name, kind, identifier, before) in there() {
        let at = folder(&format!("import-{name}"));
        written(name, &at.join("json"), "json");
        let after = &json(&at.join("json/plan.json"))["changes"][0]["after"];
        let out = at.join("out");
        written(name, &out, "cloudformation");
        let import = one(&out, ".import.json").unwrap();
        let template = one(&out, ".template.json").unwrap();
        let own = |template: &Value| {
            let all = template["Resources"].as_object().unwrap();
            assert_eq!(all.len(), 1, "{name}");
            assert_eq!(all["Change1N1"]["Type"], kind, "{name}");
            assert_eq!(all["Change1N1"]["DeletionPolicy"], "Retain", "{name}");
            all["Change1N1"]["Properties"].clone()
        };
        let (mut old, mut new) = (own(&import), own(&template));
        assert_eq!(old["PolicyDocument"].take(), before, "{name}");
        assert_eq!(&new["PolicyDocument"].take(), after, "{name}");
        assert_eq!(old, new, "{name}: the update would change more");
        let found = one(&out, ".resources.json").unwrap();
        let wanted = json!([{"ResourceType": kind, "LogicalResourceId": "Change1N1",
            "ResourceIdentifier": identifier}]);
        assert_eq!(found, wanted, "{name}");
    }
}

/// The commands of a page, each on one line
fn typed(readme: &str) -> Vec<Vec<String>> {
    let whole = readme.replace("\\\n", " ");
    let lines = whole.lines().filter(|it| it.starts_with("aws "));
    lines
        .map(|it| {
            let words = why403_diagnose::command::words(it).unwrap();
            words.into_iter().skip(1).collect()
        })
        .collect()
}

/// An import is told exactly where something is there that a template holds whole, and every
/// command of a page names files that lie beside it.
#[test]
fn a_page_tells_the_commands_for_its_templates() {
    let shapes = Shapes::read();
    let (mut imported, mut made) = (0, 0);
    for (name, _) in WRITTEN {
        let at = folder(&format!("commands-{name}"));
        written(name, &at.join("cli"), "cli");
        let is_there = !documents(&at.join("cli"), ".before.json").is_empty();
        let out = at.join("out");
        written(name, &out, "cloudformation");
        let readme = fs::read_to_string(out.join("README.md")).unwrap();
        let all = typed(&readme);
        for words in &all {
            assert_eq!(shapes.wrong(words), None, "{name}: {words:?}");
            for file in words.iter().filter_map(|it| it.strip_prefix("file://")) {
                assert!(out.join(file).is_file(), "{name}: {file}");
            }
        }
        let has = |word: &str| all.iter().any(|it| it.iter().any(|it| it == word));
        let is_whole = one(&out, ".template.json").is_some();
        assert_eq!(all.is_empty(), !is_whole, "{name}: {readme}");
        assert_eq!(has("IMPORT"), is_whole && is_there, "{name}: {readme}");
        assert_eq!(has("CREATE"), is_whole && !is_there, "{name}: {readme}");
        // What was made is undone with its stack, what was there is written back.
        assert_eq!(has("delete-stack"), has("CREATE"), "{name}: {readme}");
        assert_eq!(has("undo"), has("IMPORT"), "{name}: {readme}");
        assert_eq!(one(&out, ".import.json").is_some(), has("IMPORT"), "{name}");
        imported += usize::from(has("IMPORT"));
        made += usize::from(has("CREATE"));
    }
    assert!(imported >= 4 && made >= 3, "{imported} and {made}");
}

/// A second stack cannot have what one has: its template is to be changed.
#[test]
fn what_a_stack_has_is_not_imported() {
    let at = folder("of-a-stack");
    let world = fs::read_to_string(root().join("examples/list-on-objects-arn/world.yaml")).unwrap();
    let role = "        nightly-sync:\n          role:\n";
    let tags = "            Tags: [{Key: 'aws:cloudformation:stack-name', Value: app-prod}]\n";
    let of_stack = world.replacen(role, &format!("{role}{tags}"), 1);
    assert_ne!(of_stack, world);
    let path = at.join("world.yaml");
    fs::write(&path, of_stack).unwrap();
    let mut words = example("list-on-objects-arn");
    let at_world = words.iter().position(|it| it == "--world").unwrap() + 1;
    words[at_world] = path.display().to_string();
    let out = at.join("out");
    // The stack alone decides the form.
    words.extend(["--out".into(), out.display().to_string()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    succeeds(&why403(&words), "of a stack");
    for end in [".import.json", ".resources.json", ".template.json"] {
        assert_eq!(one(&out, end), None, "{end}");
    }
    let pasted = json(&out.join("paste/1-inline-policy.json"));
    let own = &pasted["Resources"]["Change1N1"];
    assert_eq!(own["Type"], "AWS::IAM::RolePolicy");
    assert_eq!(own["Properties"]["RoleName"], "nightly-sync");
    assert_eq!(own.get("DeletionPolicy"), None);
    let readme = fs::read_to_string(out.join("README.md")).unwrap();
    assert!(
        readme.contains("stack app-prod: change its template"),
        "{readme}"
    );
    assert_eq!(typed(&readme), Vec::<Vec<String>>::new());
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
        .filter(|it| it.ends_with(".template.json") || it.ends_with(".import.json"))
        .collect();
    assert!(templates.len() > 5, "{templates:?}");
    let found = Command::new("cfn-lint").args(&templates).output().unwrap();
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(found.status.success(), "{said}");
}
