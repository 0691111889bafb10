//! What confirms a fix asks for every check that had denied: the printed commands are read again
//! by the reader of commands, which shares nothing with what chose them, and asked of the world.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::Path;

use why403_diagnose::command::{About, Local, answer, plan, words};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::change::Trouble;
use why403_diagnose::fix::confirm::denied;
use why403_diagnose::fix::{Confirmation, VerifiedFix, Wanted, changes, confirmation, plans};
use why403_diagnose::question::Flags;
use why403_diagnose::{Diagnosis, Question, diagnose};
use why403_engine::resolve::Assume;
use why403_model::operations::{self, Client, Part};
use why403_model::world::World;
use why403_report::patch::{self, probe};
use why403_snapshot::{Form, read_text};

/// What came of one plan
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// Commands that were held against what had denied
    Held,
    /// It says that it cannot be confirmed
    NotWithoutDoing,
    /// No command sends just that
    NoCommand,
}

#[track_caller]
fn hold(asked: &Flags, world: &World, assume: &Assume) -> Vec<Came> {
    let question = Question::new(asked, None, world).unwrap();
    let diagnosis = diagnose(question, world, assume);
    let found = plans(&diagnosis, world, assume, &Wanted::default());
    found
        .found
        .iter()
        .map(|it| one(&diagnosis, it, asked, world, assume))
        .collect()
}

#[track_caller]
fn one(
    diagnosis: &Diagnosis,
    plan: &VerifiedFix,
    asked: &Flags,
    world: &World,
    assume: &Assume,
) -> Came {
    let Confirmation::Send(probes) = confirmation(diagnosis, plan, world, assume) else {
        return Came::NotWithoutDoing;
    };
    let wanted = denied(diagnosis);
    assert!(!wanted.is_empty());
    let commands: Option<Vec<Vec<String>>> = probes.iter().map(probe::commands).collect();
    let Some(commands) = commands else {
        return Came::NoCommand;
    };
    let changes_request = plan.steps().iter().any(|it| !it.request.is_empty());
    let mut asks: Vec<(String, String)> = Vec::new();
    // A HEAD proves that the HEAD passes, and nothing of any other call.
    let is_head = asked.operation.as_deref() == Some("HeadObject");
    for command in commands.concat() {
        assert!(
            (is_head || !command.contains("head-object")) && !command.contains("--dryrun"),
            "{command}"
        );
        let command = command.strip_prefix("id=$(").unwrap_or(&command);
        let command = command.split(" --query UploadId").next().unwrap();
        let command = command.replace("\"$id\"", "ID");
        for told in read_again(&command, asked, world, assume) {
            // A changed request asks for the same, and is not denied any more.
            if changes_request {
                let checks = told.checks.iter().map(|it| &it.check.request);
                asks.extend(checks.map(|it| (it.action.to_string(), it.resource.clone())));
            } else {
                asks.extend(denied(&told));
            }
        }
    }
    for check in &wanted {
        assert!(
            asks.contains(check),
            "{check:?} had denied, and nothing of {commands:?} is denied for it: {asks:?}"
        );
    }
    Came::Held
}

/// The answers about the calls that a printed command sends
fn read_again(command: &str, asked: &Flags, world: &World, assume: &Assume) -> Vec<Diagnosis> {
    let words = words(command).unwrap();
    let local = Local {
        version: Some(2),
        ..Local::default()
    };
    let plan = plan(&words, &local, About::default()).unwrap();
    let caller = Flags {
        role: asked.role.clone(),
        principal: asked.principal.clone(),
        context: asked.context.clone(),
        context_absent: asked.context_absent.clone(),
        ..Flags::default()
    };
    let found = answer(plan, &caller, world, assume).unwrap();
    let told = found.calls.into_iter().filter_map(|it| it.told);
    told.map(|(_, it)| it).collect()
}

fn world(statements: &str, key_policy: &str) -> World {
    let text = format!(
        r#"
organization: {{organization: null}}
accounts:
  "111122223333":
    iam:
      roles:
        reader:
          role:
            AssumeRolePolicyDocument:
              Version: 2012-10-17
              Statement: {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: sts:AssumeRole}}
          attached-policies: []
          inline: {{own: {{Version: 2012-10-17, Statement: [{statements}]}}}}
    regions:
      eu-central-1:
        kms:
          1234abcd-12ab-34cd-56ef-1234567890ab:
            key: {{KeyManager: CUSTOMER, KeyState: Enabled}}
            policy: {{Version: 2012-10-17, Statement: [{key_policy}]}}
            grants: []
            tags: []
    s3:
      public-access-block: null
      buckets:
        logs:
          policy: null
          ownership-controls: BucketOwnerEnforced
          public-access-block: null
          encryption:
            Rules: [{{ApplyServerSideEncryptionByDefault: {{SSEAlgorithm: "aws:kms", KMSMasterKeyID: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}}}]
          location: eu-central-1
          tagging: []
          abac: Disabled
          versioning: {{}}
          object-lock: null
          request-payment: BucketOwner
          objects:
            - {{key: a/1, head-object: {{ServerSideEncryption: "aws:kms", SSEKMSKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}, get-object-tagging: {{TagSet: []}}}}
"#
    );
    let world = World::build(&read_text("world", &text, Form::Yaml));
    let errors: Vec<String> = world.problems.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:?}");
    world
}

const DELEGATES: &str =
    r#"{Effect: Allow, Principal: {AWS: "111122223333"}, Action: "kms:*", Resource: "*"}"#;

const NOTHING: &str = r#"{Effect: Allow, Action: "sns:Publish", Resource: "*"}"#;

const ALL_OF_S3: &str = r#"{Effect: Allow, Action: "s3:*", Resource: "*"}"#;

fn asked(operation: &str, resource: &str) -> Flags {
    Flags {
        role: Some("reader".into()),
        operation: Some(operation.into()),
        resource: Some(resource.into()),
        only_sent: true,
        context_absent: vec!["aws:SourceVpce".into()],
        ..Flags::default()
    }
}

/// Every operation of S3 that the table has, by a role that may do nothing
#[test]
fn no_operation_is_confirmed_by_less_than_was_denied() {
    let world = world(NOTHING, DELEGATES);
    let assume = Assume::default();
    let mut came: BTreeMap<Came, Vec<&str>> = BTreeMap::new();
    for operation in operations::all()
        .iter()
        .filter(|it| it.client == Client::S3)
    {
        let is_object = operation
            .http
            .as_ref()
            .is_some_and(|it| it.path.contains("{Key"));
        let resource = if is_object {
            "s3://logs/a/1"
        } else {
            "s3://logs"
        };
        let mut flags = asked(operation.name, resource);
        if operation.name.contains("Copy") {
            flags.source = Some("s3://logs/a/1".into());
            flags.resource = Some("s3://logs/a/2".into());
        }
        if Question::new(&flags, None, &world).is_err() {
            continue;
        }
        for found in hold(&flags, &world, &assume) {
            came.entry(found).or_default().push(operation.name);
        }
    }
    let held = came.get(&Came::Held).unwrap();
    for name in [
        "GetObject",
        "ListObjectsV2",
        "PutObject",
        "CopyObject",
        "GetBucketPolicy",
    ] {
        assert!(held.contains(&name), "{name} has no confirmation: {came:?}");
    }
    let not = came.get(&Came::NotWithoutDoing).unwrap();
    for name in ["DeleteObject", "PutBucketPolicy", "DeleteBucket"] {
        assert!(not.contains(&name), "{name}: {came:?}");
    }
}

/// The case for which guides are wrong: a HEAD asks for no key
#[test]
fn a_key_that_was_denied_is_asked_for() {
    let world = world(ALL_OF_S3, DELEGATES);
    for operation in ["GetObject", "PutObject"] {
        let flags = asked(operation, "s3://logs/a/1");
        let found = hold(&flags, &world, &Assume::default());
        assert!(!found.is_empty(), "{operation}");
        assert!(
            found.iter().all(|it| *it == Came::Held),
            "{operation}: {found:?}"
        );
    }
}

/// The denied check of a HEAD is `s3:GetObject`, without the key: one byte of a GET would ask for
/// `kms:Decrypt` too, which this role has not, so it would fail though the fix works. The HEAD
/// itself is the check that was denied, and says that it shows nothing of reading.
#[test]
fn a_head_of_an_encrypted_object_is_confirmed_by_a_head() {
    let flags = asked("HeadObject", "s3://logs/a/1");
    let command = |statements: &str| {
        let world = world(statements, DELEGATES);
        assert_eq!(hold(&flags, &world, &Assume::default()), [Came::Held]);
        let question = Question::new(&flags, None, &world).unwrap();
        let diagnosis = diagnose(question, &world, &Assume::default());
        let plan = plans(&diagnosis, &world, &Assume::default(), &Wanted::default());
        let plan = plan.found.first().unwrap();
        match confirmation(&diagnosis, plan, &world, &Assume::default()) {
            Confirmation::Send(probes) => probe::commands(probes.first().unwrap()).unwrap(),
            other => unreachable!("it was sent above: {other:?}"),
        }
    };
    assert_eq!(
        command(NOTHING),
        ["aws s3api head-object --bucket logs --key a/1"]
    );
    // Whoever may use the key gets a byte, which shows more.
    let decrypts = r#"{Effect: Allow, Action: "kms:Decrypt", Resource: "*"}"#;
    assert_eq!(
        command(decrypts),
        ["aws s3api get-object --bucket logs --key a/1 --range bytes=0-0 /dev/null"]
    );
}

#[test]
fn the_prefix_of_a_listing_is_the_real_one() {
    let world = world(NOTHING, DELEGATES);
    let mut flags = asked("ListObjectsV2", "s3://logs");
    flags.sent = vec![(Part::Query, "prefix".into(), "a/ b'".into())];
    assert_eq!(hold(&flags, &world, &Assume::default()), [Came::Held]);
    let question = Question::new(&flags, None, &world).unwrap();
    let diagnosis = diagnose(question, &world, &Assume::default());
    assert_eq!(diagnosis.decision, Overall::Deny);
    let plan = plans(&diagnosis, &world, &Assume::default(), &Wanted::default());
    let plan = plan.found.first().unwrap();
    let Confirmation::Send(probes) = confirmation(&diagnosis, plan, &world, &Assume::default())
    else {
        unreachable!("it was sent above");
    };
    let commands = probe::commands(probes.first().unwrap()).unwrap();
    let wanted = r"aws s3api list-objects-v2 --bucket logs --max-keys 1 --prefix 'a/ b'\'''";
    assert_eq!(commands, [wanted]);
}

/// Fixtures of plans: whatever is proposed there
#[test]
fn plans_of_the_fixtures_are_confirmed_by_what_was_denied() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans");
    let mut held = 0;
    for path in std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let fixture: toml::Table = toml::from_str(&text).unwrap();
        let question = fixture.get("question").unwrap().as_table().unwrap();
        // What a session was made with is not printed, nor passed on by a command.
        if question.contains_key("session") {
            continue;
        }
        let world = fixture.get("world").unwrap().as_str().unwrap();
        let world = World::build(&read_text("world", world, Form::Yaml));
        let found = hold(&flags_of(question), &world, &Assume::default());
        held += found.iter().filter(|it| **it == Came::Held).count();
    }
    assert!(held > 0);
}

/// Whatever is proposed there can be written in every form, as scripts that a shell can read
#[test]
fn plans_of_the_fixtures_are_written_in_every_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans");
    let assume = Assume::default();
    let (mut written, mut bare, mut kinds) = (0, 0, std::collections::BTreeSet::new());
    for path in std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let fixture: toml::Table = toml::from_str(&text).unwrap();
        let question = fixture.get("question").unwrap().as_table().unwrap();
        let world = fixture.get("world").unwrap().as_str().unwrap();
        let world = World::build(&read_text("world", world, Form::Yaml));
        let question = Question::new(&flags_of(question), None, &world).unwrap();
        let diagnosis = diagnose(question, &world, &assume);
        for plan in plans(&diagnosis, &world, &assume, &Wanted::default()).found {
            let changes = changes(plan.steps(), &world, &assume);
            // A policy of the organization that the world has without its id is nowhere.
            let is_without_id = |it: &Trouble| match it {
                Trouble::Nowhere { what } => what.starts_with("SCP ") || what.starts_with("RCP "),
                _ => false,
            };
            if changes.troubles.iter().any(is_without_id) {
                continue;
            }
            assert_eq!(changes.troubles, [], "{}", path.display());
            let about = patch::about(&plan);
            let confirmation = confirmation(&diagnosis, &plan, &world, &assume);
            let principal = &diagnosis.question.request.principal;
            let whole = patch::Plan {
                title: "a fixture",
                about: &about,
                changes: &changes,
                confirm: Some((&confirmation, principal)),
            };
            for format in FORMATS {
                let files = patch::write(&whole, format);
                bare += usize::from(files.len() == 1);
                tells_of_what_is_there(&files, &path);
                for file in files {
                    written += 1;
                    kinds.insert(file.path.rsplit('/').next().unwrap().to_string());
                    if file.is_executable {
                        is_shell(&file, &path);
                    } else if file.path.ends_with("json") {
                        let found: Result<serde_json::Value, _> = serde_json::from_str(&file.text);
                        assert!(found.is_ok(), "{}: {}", path.display(), file.path);
                    }
                }
            }
        }
    }
    assert!(written > 100, "{written} files: {kinds:?}");
    // Where only the request is changed, Terraform has nothing to write.
    assert!(bare > 0);
}

const FORMATS: [patch::Format; 4] = [
    patch::Format::Cli,
    patch::Format::Json,
    patch::Format::Terraform,
    patch::Format::CloudFormation,
];

/// The page beside the files sends nobody to a file that was not written
fn tells_of_what_is_there(files: &[patch::File], path: &Path) {
    let readme = files.first().unwrap();
    let any = |is_it: fn(&str) -> bool| files.iter().any(|it| is_it(&it.path));
    let scripts = any(|it| it.ends_with("sh") && it != "confirm.sh");
    for (word, is_there) in [
        ("confirm.sh", any(|it| it == "confirm.sh")),
        ("plan.json", any(|it| it == "plan.json")),
        ("Run a script", scripts),
        ("saved/", scripts),
        ("terraform plan", any(|it| it.ends_with("/main.tf"))),
        (
            "A template an account",
            any(|it| it.ends_with(".template.json")),
        ),
        ("under `paste/`", any(|it| it.starts_with("paste/"))),
        ("Files:", files.len() > 1),
    ] {
        let is_told = readme.text.contains(word);
        // Of what a state has there is nothing to plan.
        assert!(
            is_there || !is_told,
            "{}: {word}: {}",
            path.display(),
            readme.text
        );
    }
}

/// A shell reads the script to its end
fn is_shell(file: &patch::File, path: &Path) {
    let output = std::process::Command::new("bash")
        .args(["-n", "-c", &file.text])
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", path.display());
}

fn flags_of(question: &toml::Table) -> Flags {
    let text = |name: &str| {
        question
            .get(name)
            .and_then(|it| it.as_str())
            .map(String::from)
    };
    let context = question.get("context").and_then(|it| it.as_table());
    let context = context.into_iter().flatten();
    let absent = question.get("absent").and_then(|it| it.as_array());
    let absent = absent.into_iter().flatten();
    Flags {
        role: text("role"),
        principal: text("principal"),
        operation: text("operation"),
        action: text("action"),
        resource: text("resource"),
        only_sent: question.get("exact").and_then(toml::Value::as_bool) == Some(true),
        context: context
            .map(|(key, value)| (key.clone(), value.as_str().unwrap().to_string()))
            .collect(),
        context_absent: absent.map(|it| it.as_str().unwrap().to_string()).collect(),
        ..Flags::default()
    }
}
