//! Any bytes in, a world or a clear error out: never a panic.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::fs;
use std::path::{Path, PathBuf};

use why403_model::world::{Branch, TreeProblem, World};
use why403_snapshot::{Form, SnapshotError, read, read_text};

/// A folder of its own for one test, empty at first and gone at its end
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("why403-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("accounts/111122223333/s3/buckets/logs")).unwrap();
        Self(path)
    }

    fn write(&self, file: &str, bytes: &[u8]) {
        fs::write(self.0.join(file), bytes).unwrap();
    }

    fn codes(&self) -> Vec<&'static str> {
        let world = World::build(&read(&self.0).unwrap());
        world.problems.iter().map(TreeProblem::code).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn texts() -> Vec<String> {
    let page = include_str!("../../../docs/world.md");
    let example = page
        .split_once("```yaml\n")
        .unwrap()
        .1
        .split_once("```")
        .unwrap()
        .0;
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/worlds/whole");
    let iam = fs::read_to_string(whole.join("accounts/012345678901/iam.json")).unwrap();
    let iam = format!(r#"{{"accounts": {{"012345678901": {{"iam": {iam}}}}}}}"#);
    vec![example.to_string(), iam]
}

/// The folder as one JSON text, files as they are and plain text as strings
fn one_text(branch: &Branch) -> String {
    match branch {
        Branch::Folder(members) => {
            let member = |(name, it): (&String, &Branch)| format!("{name:?}: {}", one_text(it));
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(",\n"))
        }
        Branch::Leaf(leaf) if leaf.node().is_some() => leaf.source().text().to_string(),
        Branch::Leaf(leaf) => format!("{:?}", leaf.source().text()),
    }
}

/// What one account has in one Region, and its buckets, as a world of their own
fn parts() -> Vec<String> {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/worlds/whole");
    let tree = read(&whole).unwrap();
    let inside = |branch: &Branch, name: &str| match branch {
        Branch::Folder(members) => members.get(name).cloned().unwrap(),
        Branch::Leaf(_) => panic!("{name} is in no file"),
    };
    let account = inside(&inside(&tree.root, "accounts"), "111122223333");
    let part = |name: &str| {
        let text = one_text(&inside(&account, name));
        format!(r#"{{"accounts": {{"111122223333": {{"{name}": {text}}}}}}}"#)
    };
    vec![part("regions"), part("s3")]
}

#[test]
fn changed_parts_never_panic() {
    for text in parts() {
        for (index, at) in (0..text.len()).step_by(31).enumerate() {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = b"\"{}[]:,0"[index % 8];
            let changed = String::from_utf8_lossy(&bytes);
            let _ = World::build(&read_text("w", &changed, Form::Json)).survey();
        }
    }
}

#[test]
fn parts_of_any_type_never_panic() {
    for text in parts() {
        let members: Vec<_> = text.match_indices("\": ").map(|(at, _)| at + 3).collect();
        for (index, at) in members.into_iter().enumerate() {
            let values = ["null", "[]", "{}", "7", "\"x\"", "[[null]]", "[{}]", "true"];
            let value = values[index % values.len()];
            // A second member of another name takes the old value.
            let changed = format!("{}{value}, \"other\": {}", &text[..at], &text[at..]);
            let _ = World::build(&read_text("w", &changed, Form::Json)).survey();
            let _ = World::build(&read_text("w", &changed, Form::Yaml)).survey();
        }
    }
}

#[test]
fn changed_worlds_never_panic() {
    for text in texts() {
        for (index, at) in (0..text.len()).step_by(7).enumerate() {
            let byte = b"\"{}[]:,\\-&*!\n #|\0\xff'"[index % 19];
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = byte;
            let changed = String::from_utf8_lossy(&bytes);
            for form in [Form::Json, Form::Yaml] {
                let _ = World::build(&read_text("w", &changed, form));
            }
        }
    }
}

#[test]
fn values_of_any_type_anywhere_never_panic() {
    let text = texts().swap_remove(1);
    let words: Vec<_> = text
        .match_indices(['"', '{', '['])
        .map(|(at, _)| at)
        .collect();
    for at in words {
        for value in [
            "null",
            "[]",
            "{}",
            "7",
            "\"\"",
            "[[null]]",
            "{\"Error\": {\"Code\": \"X\", \"Message\": \"y\"}}",
        ] {
            let changed = format!("{}{value},{}", &text[..at], &text[at..]);
            let _ = World::build(&read_text("w", &changed, Form::Json));
            let _ = World::build(&read_text("w", &changed, Form::Yaml));
        }
    }
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    let scratch = Scratch::new("bytes");
    scratch.write(
        "accounts/111122223333/s3/buckets/logs/policy.json",
        b"{\n\"\xff\xfe\"}",
    );
    let world = World::build(&read(&scratch.0).unwrap());
    let [problem] = world.problems.as_slice() else {
        panic!("{:?}", world.problems)
    };
    assert_eq!(problem.code(), "world/not-utf8");
    assert!(
        problem.at().to_string().ends_with("policy.json:2:2"),
        "{}",
        problem.at()
    );
}

#[test]
fn names_and_contents_of_any_kind_are_problems_at_most() {
    let scratch = Scratch::new("names");
    let bucket = "accounts/111122223333/s3/buckets";
    fs::create_dir_all(scratch.0.join(bucket).join("%2E.%2F..%2Fx")).unwrap();
    scratch.write(&format!("{bucket}/%2E.%2F..%2Fx/policy.json"), b"null");
    scratch.write(&format!("{bucket}/logs/policy.JSON"), b"null");
    scratch.write(&format!("{bucket}/logs/.json"), b"null");
    scratch.write(&format!("{bucket}/logs/ac%6C.json"), b"");
    scratch.write(&format!("{bucket}/logs/acl.json"), b"");
    let world = World::build(&read(&scratch.0).unwrap());
    assert!(
        world
            .accounts
            .values()
            .next()
            .unwrap()
            .buckets
            .contains_key("../../x")
    );
    assert_eq!(scratch.codes(), ["world/two-forms", "world/strange-file"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_rings_are_errors() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new("links");
    let account = scratch.0.join("accounts/111122223333");
    scratch.write("policy.data", b"{}");
    scratch.write("accounts/111122223333/s3/buckets/logs/real.yaml", b"null");
    fs::rename(
        account.join("s3/buckets/logs/real.yaml"),
        scratch.0.join(".real.yaml"),
    )
    .unwrap();
    symlink(
        scratch.0.join(".real.yaml"),
        account.join("s3/buckets/logs/policy.yaml"),
    )
    .unwrap();
    symlink(
        scratch.0.join("nowhere"),
        account.join("s3/buckets/logs/acl.json"),
    )
    .unwrap();
    symlink("/dev/zero", account.join("s3/buckets/logs/location.json")).unwrap();
    assert_eq!(
        scratch.codes(),
        ["world/no-access", "world/no-access", "world/strange-file"]
    );
    let world = World::build(&read(&scratch.0).unwrap());
    let logs = &world.accounts.values().next().unwrap().buckets["logs"];
    assert!(matches!(
        logs.policy,
        why403_model::known::Fact::Known(None)
    ));
    symlink(&scratch.0, account.join("iam")).unwrap();
    assert!(matches!(read(&scratch.0), Err(SnapshotError::Ring { .. })));
}

#[test]
fn folders_that_no_world_has_are_not_looked_into() {
    let scratch = Scratch::new("beside");
    fs::create_dir_all(scratch.0.join("target/deep")).unwrap();
    scratch.write("target/deep/x.json", b"{");
    assert_eq!(scratch.codes(), ["world/unknown-member"]);
}

#[test]
fn a_file_in_the_place_of_the_world_is_one() {
    let scratch = Scratch::new("file");
    scratch.write("w.yml", b"accounts: {}\n");
    scratch.write("broken.json", b"\xff");
    assert!(read(&scratch.0.join("w.yml")).is_ok());
    let error = read(&scratch.0.join("broken.json")).unwrap_err();
    assert_eq!(error.code(), "world/not-utf8");
}
