//! ACLs that are put, over worlds made of that of `object-of-another-account`.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::asked::{documents, folder, json, named, succeeds, why403};
use crate::aws::Shapes;
use crate::shown::root;
use crate::stand::{BUCKET_OWNER, Stand};

/// The canonical id of account 444455556666, which wrote the object
const WRITER: &str = "4d9a7b0c2e6f4f1d8b3a5c7e9f0a1b2c3d4e5f60718293a4b5c6d7e8f9012345";

/// Writes a way out of the denial of the example, in a world that is made of the example's
fn written(at: &Path, world: &str, more: &[&str]) {
    let path = at.join("world.yaml");
    fs::write(&path, world).unwrap();
    let (path, out) = (path.display().to_string(), at.join("fix"));
    let out = out.display().to_string();
    let asked = [
        "fix",
        "--world",
        &path,
        "--role",
        "intake-reader",
        "--action",
        "s3:GetObject",
        "--resource",
        "s3://acme-intake/from-supplier.csv",
        "--out",
        &out,
    ];
    let output = why403(&[&asked[..], more].concat());
    succeeds(&output, &out);
}

fn example() -> String {
    fs::read_to_string(root().join("examples/object-of-another-account/world.yaml")).unwrap()
}

/// The world in which the bucket's own ACL lets log delivery write and the supplier list
fn granted() -> String {
    let end = format!("ID: {BUCKET_OWNER}}}, Permission: FULL_CONTROL}}\n");
    let world = example();
    assert_eq!(world.matches(&end).count(), 1);
    let indent = "              ";
    let group = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    world.replace(
        &end,
        &format!(
            "{end}{indent}- {{Grantee: {{Type: Group, URI: \"{group}\"}}, Permission: WRITE}}\n\
             {indent}- {{Grantee: {{Type: CanonicalUser, ID: {WRITER}}}, Permission: READ}}\n"
        ),
    )
}

/// The world that does not tell the canonical id of the bucket's owner
fn nameless() -> String {
    let world = example();
    let (before, rest) = world.split_once("          acl:\n").unwrap();
    let (_, after) = rest.split_once("          encryption:").unwrap();
    let world = format!("{before}          encryption:{after}");
    let line = format!("    canonical-user: {BUCKET_OWNER}\n");
    assert!(world.contains(&line));
    world.replace(&line, "")
}

#[test]
fn an_acl_is_not_compared_where_an_id_is_not_known() {
    let at = folder("acl-nameless");
    written(&at, &nameless(), &[]);
    let out = at.join("fix");
    let before = documents(&out, ".before.json");
    assert!(documents(&out, ".after.json").is_empty());
    let stand = Stand::new(&at, "444455556666", Some(&before[0]));
    let apply = out.join("apply.sh");
    succeeds(&stand.run(&apply, &["--check"]), "check");
    let said = succeeds(&stand.run(&apply, &[]), "apply");
    assert!(said.contains("it is not compared"), "{said}");
    let full = |id: &str| json!({"Grantee": {"ID": id, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"});
    let wanted = json!({"Owner": {"ID": WRITER}, "Grants": [full(WRITER), full(BUCKET_OWNER)]});
    assert_eq!(named(&at.join("state")), wanted);
    let said = succeeds(&stand.run(&apply, &[]), "again");
    assert!(said.contains("it is so already"), "{said}");

    // What somebody has made of it since is theirs.
    let mut changed = wanted.clone();
    changed["Grants"] = json!([]);
    fs::write(at.join("state"), changed.to_string()).unwrap();
    let output = stand.run(&out.join("undo.sh"), &[]);
    assert_eq!(output.status.code(), Some(1));
    fs::write(at.join("state"), wanted.to_string()).unwrap();
    succeeds(&stand.run(&out.join("undo.sh"), &[]), "undo");
    assert_eq!(json(&at.join("state")), json(&before[0]));
}

#[test]
fn an_acl_that_was_changed_since_is_left_alone() {
    let at = folder("acl-changed");
    written(&at, &example(), &[]);
    let out = at.join("fix");
    let before = documents(&out, ".before.json");
    let stand = Stand::new(&at, "444455556666", Some(&before[0]));
    // Another account has full control by now.
    let text = fs::read_to_string(&documents(&out, ".after.json")[0]).unwrap();
    fs::write(
        at.join("state"),
        text.replace(BUCKET_OWNER, &"0".repeat(64)),
    )
    .unwrap();
    let output = stand.run(&out.join("apply.sh"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("collect the world again"), "{complaint}");
    // The bucket's owner cannot do it for the writer.
    let other = Stand::new(&at, "111122223333", Some(&before[0]));
    assert_eq!(other.run(&out.join("apply.sh"), &[]).status.code(), Some(1));
    let is_put = |it: &Vec<String>| it[1] == "put-object-acl";
    assert!(!stand.calls().iter().any(is_put));
}

#[test]
fn a_buckets_acl_is_private_before_acls_are_off_and_comes_back_after_they_are_on() {
    let at = folder("acl-bucket");
    written(&at, &granted(), &["--choose", "2"]);
    let out = at.join("fix");
    let before = documents(&out, ".before.json");
    assert!(before[0].ends_with("2-acl.before.json"), "{before:?}");
    fs::create_dir(at.join("places")).unwrap();
    let stand = Stand::new(&at, "111122223333", None);
    let call = |text: &str| -> Vec<String> { text.split(' ').map(String::from).collect() };
    let acl = call("s3api get-bucket-acl --bucket acme-intake");
    let file = |index: usize| format!("file://{}", before[index].display());
    let put = format!(
        "s3api put-bucket-acl --bucket acme-intake --access-control-policy {}",
        file(0)
    );
    succeeds(&stand.aws(&call(&put)), "acl");
    let put = format!(
        "s3api put-bucket-ownership-controls --bucket acme-intake --ownership-controls {}",
        file(1)
    );
    succeeds(&stand.aws(&call(&put)), "ownership");
    let shown = |stand: &Stand| {
        fs::write(at.join("shown"), stand.aws(&acl).stdout).unwrap();
        named(&at.join("shown"))
    };
    let start = stand.calls().len();

    let apply = out.join("apply.sh");
    succeeds(&stand.run(&apply, &["--check"]), "check");
    succeeds(&stand.run(&apply, &[]), "apply");
    let full = json!({"Grantee": {"ID": BUCKET_OWNER, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"});
    let wanted = json!({"Owner": {"ID": BUCKET_OWNER}, "Grants": [full]});
    assert_eq!(shown(&stand), wanted);
    succeeds(&stand.run(&out.join("undo.sh"), &[]), "undo");
    assert_eq!(shown(&stand), json(&before[0]));

    let writes = stand.calls();
    let writes = writes[start..].iter().map(|it| it[1].as_str());
    let writes: Vec<&str> = writes.filter(|it| !it.starts_with("get-")).collect();
    let wanted = [
        "put-bucket-policy",
        "put-bucket-acl",
        "put-bucket-ownership-controls",
        // S3 takes no ACL while they are off.
        "put-bucket-ownership-controls",
        "put-bucket-acl",
        "delete-bucket-policy",
    ];
    assert_eq!(writes, wanted);
    let shapes = Shapes::read();
    for call in stand.calls() {
        assert_eq!(shapes.wrong(&call), None, "{call:?}");
    }
}

#[test]
fn terraform_makes_it_private_before_acls_are_off() {
    let at = folder("acl-terraform");
    written(&at, &granted(), &["--choose", "2", "--format", "terraform"]);
    let main = at.join("fix/account-111122223333-eu-central-1/main.tf");
    let main = fs::read_to_string(main).unwrap();
    for wanted in [
        "resource \"aws_s3_bucket_acl\" \"change_2\" {\n  bucket     = \"acme-intake\"\n  acl        = \"private\"\n  depends_on = [aws_s3_bucket_policy.change_1]\n",
        "  depends_on = [aws_s3_bucket_acl.change_2]\n",
    ] {
        assert!(main.contains(wanted), "{main}");
    }
}
