//! What a world holds and lacks, each hole with the command and the place that close it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::collections::BTreeSet;
use std::path::Path;

use why403_model::known::{Gap, Need, Reason};
use why403_model::world::{CALLS, Counts, World};
use why403_snapshot::{Form, read, read_text};

fn yaml(text: &str) -> World {
    World::build(&read_text("world.yaml", text, Form::Yaml))
}

fn whole() -> World {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/worlds/whole");
    let mut tree = read(&path).unwrap();
    tree.folder = Some("world".into());
    World::build(&tree)
}

fn hole<'w>(holes: &'w [Gap], what: &str) -> &'w Gap {
    let found = holes.iter().find(|it| it.what == what);
    found.unwrap_or_else(|| panic!("no hole {what:?} among {holes:#?}"))
}

#[test]
fn everything_that_exists_is_counted() {
    // Two accounts: reader, ci+deploy@prod and auditor; ann and bob; analysts and auditors;
    // logs and closed; `../../x`, A, held, plain and `a b.txt`; one key and a pair of replicas;
    // reports and shared; three endpoints; thumbnails; three rules.
    let counts = Counts {
        accounts: 2,
        roles: 3,
        users: 2,
        groups: 2,
        buckets: 2,
        objects: 5,
        keys: 3,
        access_points: 2,
        endpoints: 3,
        functions: 1,
        event_rules: 3,
    };
    assert_eq!(whole().survey().counts, counts);
}

#[test]
fn a_hole_has_a_reason_a_command_a_file_and_a_place_in_the_console() {
    let holes = whole().survey().holes;
    let acl = hole(&holes, "the ACL of bucket closed");
    assert_eq!(acl.why, Reason::NotCollected);
    let file = "accounts/111122223333/s3/buckets/closed/acl.json";
    assert_eq!(
        acl.command,
        Some(format!(
            "aws s3api get-bucket-acl --bucket closed > world/{file} 2>&1"
        ))
    );
    let slot = acl.slot.as_ref().unwrap();
    assert_eq!(slot.file, file);
    assert_eq!(slot.member, None);
    assert_eq!(
        slot.console.as_deref(),
        Some("S3 > closed > Permissions > Access control list (ACL)")
    );
    assert_eq!(slot.need, Need::Core);
    let policy = hole(&holes, "the policy of bucket closed");
    assert!(matches!(&policy.why, Reason::Refused(text) if text.contains("ann")));
    let tags = hole(&holes, "the tags of object ../../x of bucket logs");
    let slot = tags.slot.as_ref().unwrap();
    assert_eq!(slot.member, Some("get-object-tagging"));
}

#[test]
fn what_does_not_exist_has_no_holes() {
    let holes = whole().survey().holes;
    let about = |word: &str| holes.iter().any(|it| it.what.contains(word));
    for word in [
        "gone",
        "lost",
        "00000000",
        "writer",
        "object old of",
        "object a of",
    ] {
        assert!(!about(word), "{word}");
    }
}

#[test]
fn every_hole_is_listed_once() {
    let holes = whole().survey().holes;
    let all: BTreeSet<_> = holes.iter().collect();
    assert_eq!(all.len(), holes.len());
}

#[test]
fn closing_the_holes_closes_them() {
    // Each answer, put where the hole says, is read: the hole is gone.
    let before = "accounts: {111122223333: {s3: {buckets: {b: {policy: null}}}}}";
    let holes = yaml(before).survey().holes;
    let acl = hole(&holes, "the ACL of bucket b");
    assert_eq!(
        acl.slot.as_ref().unwrap().file,
        "accounts/111122223333/s3/buckets/b/acl.json"
    );
    let after = before.replace(
        "policy: null",
        "policy: null, acl: {Owner: {ID: x}, Grants: []}",
    );
    let holes = yaml(&after).survey().holes;
    assert!(holes.iter().all(|it| it.what != "the ACL of bucket b"));
}

#[test]
fn each_call_leaves_a_hole_with_its_own_file() {
    // A world that names one thing of each kind and tells nothing about any.
    let text = "
organization: {organization: {Id: o-a, MasterAccountId: 999988887777}, parents: {111122223333: r-a}, targets: {r-a: {scp: [p-x]}}}
accounts:
  111122223333:
    iam: {roles: {r: {}}, users: {u: {}}, groups: {g: {}}}
    s3: {buckets: {b: {objects: [{key: k}]}}}
    regions:
      eu-central-1:
        kms: {k: {}}
        s3: {access-points: {p: {}}}
        lambda: {f: {qualifiers: {q: {}}}}
        ec2: {}
        events: {rules: [{Name: e}]}
        logs: {}
";
    let holes = yaml(text).survey().holes;
    let files: BTreeSet<_> = holes
        .iter()
        .filter_map(|it| it.slot.as_ref())
        .map(|it| (it.file.clone(), it.member))
        .collect();
    let names = [
        ("account", "111122223333"),
        ("bucket", "b"),
        ("role", "r"),
        ("user", "u"),
        ("group", "g"),
        ("key", "k"),
        ("region", "eu-central-1"),
        ("access-point", "p"),
        ("function", "f"),
        ("qualifier", "q"),
        ("rule", "e"),
    ];
    for call in CALLS {
        let mut path = call.path.to_string();
        for (placeholder, name) in names {
            path = path.replace(&format!("{{{placeholder}}}"), name);
        }
        let wanted = match path.split_once("/objects/") {
            Some((bucket, _)) => (format!("{bucket}/objects.json"), path.rsplit('/').next()),
            None => (format!("{path}.json"), None),
        };
        let nodes = ["r-a", "111122223333"];
        let is_there = files.contains(&wanted)
            || nodes.iter().any(|it| {
                let file = wanted.0.replace("{node}", it).replace("{policy}", "p-x");
                files.contains(&(file, None))
            });
        // Told above, or only asked for once something else is known.
        let exceptions = [
            "organization/organization",
            "organization/children/{node}",
            "organization/parents/{node}",
            "accounts/{account}/iam",
            "accounts/{account}/iam/roles/{role}/inline/{policy}",
            "accounts/{account}/iam/users/{user}/inline/{policy}",
            "accounts/{account}/iam/groups/{group}/inline/{policy}",
            "accounts/{account}/iam/groups/{group}/group",
            "accounts/{account}/iam/policies/{policy}/policy",
            "accounts/{account}/iam/policies/{policy}/version",
            "accounts/{account}/regions/{region}/events/rules",
            "organization/roots",
            "organization/accounts",
        ];
        assert_eq!(
            is_there,
            !exceptions.contains(&call.path),
            "{}: {files:#?}",
            call.path
        );
    }
}
