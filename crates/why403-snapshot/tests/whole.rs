//! The world `fixtures/worlds/whole`: every form of answer, as facts.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::path::{Path, PathBuf};

use why403_model::arn::AccountId;
use why403_model::known::{Fact, Reason};
use why403_model::request::Constraint;
use why403_model::world::{Branch, Document, Grantee, KeyManager, ObjectOwnership, Tree, World};
use why403_snapshot::{Form, read, read_text};

const KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/worlds")
        .join(name)
}

fn tree() -> Tree {
    let mut tree = read(&fixture("whole")).unwrap();
    tree.folder = Some("world".into());
    tree
}

fn world() -> World {
    World::build(&tree())
}

fn account(id: &str) -> AccountId {
    AccountId::parse(id).unwrap()
}

fn command<T>(fact: &Fact<T>) -> &str {
    fact.gap().unwrap().command.as_deref().unwrap()
}

/// The first effect as the document's own text has it, which proves that spans fit
fn effect(document: &Document) -> &str {
    document.policy.statements[0].effect_at.of(&document.text)
}

#[test]
fn a_good_world_has_no_problems() {
    let found: Vec<_> = world()
        .problems
        .iter()
        .map(|it| format!("{}: {it}", it.at()))
        .collect();
    // The role's policies live elsewhere; only the group has no list of inline policies.
    assert_eq!(found, [] as [&str; 0]);
    assert_eq!(world().taken_at.as_deref(), Some("2026-11-23T09:00:00Z"));
}

#[test]
fn a_leading_zero_survives() {
    let world = world();
    let ids: Vec<_> = world.accounts.keys().map(AccountId::as_str).collect();
    assert_eq!(ids, ["012345678901", "111122223333"]);
}

#[test]
fn roles_have_their_policies_trust_and_boundary() {
    let world = world();
    let role = &world.accounts[&account("111122223333")].iam.roles["reader"];
    assert_eq!(
        role.arn.as_str(),
        "arn:aws:iam::111122223333:role/team/reader"
    );
    assert_eq!(role.id.as_deref(), Some("AROAEXAMPLEREADER0001"));
    assert_eq!(role.tags.known().unwrap()["team"], "data");
    let trust = role.trust.known().unwrap();
    assert_eq!(trust.label, "trust policy of role reader");
    assert_eq!(trust.line, Some(8));
    let boundary = role.boundary.known().unwrap().as_ref().unwrap();
    assert_eq!(boundary.label, "boundary TeamBoundary of role reader");
    assert_eq!(effect(boundary), r#""Effect": "Allow""#);

    let [inline, other, attached, of_aws] = role.policies.known().unwrap().as_slice() else {
        panic!("{:?}", role.policies)
    };
    let inline = inline.known().unwrap();
    assert_eq!(inline.label, "inline policy decrypt+read of role reader");
    assert_eq!(effect(inline), r#""Effect": "Allow""#);
    assert_eq!(
        command(other),
        "aws iam get-role-policy --role-name reader --policy-name other > world/accounts/111122223333/iam/roles/reader/inline/other.json 2>&1"
    );
    let attached = attached.known().unwrap();
    assert_eq!(attached.label, "attached policy ReadLogs of role reader");
    assert_eq!(
        attached.arn.as_deref(),
        Some("arn:aws:iam::111122223333:policy/ReadLogs")
    );
    assert_eq!(
        command(of_aws),
        "aws iam get-policy-version --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess --version-id \"$(aws iam get-policy --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess --query Policy.DefaultVersionId --output text)\" > world/accounts/111122223333/iam/policies/AmazonS3ReadOnlyAccess/version.json 2>&1"
    );
}

#[test]
fn users_and_groups_are_read_in_pieces() {
    let world = world();
    let iam = &world.accounts[&account("111122223333")].iam;
    assert_eq!(iam.users["ann"].groups.known().unwrap(), &["analysts"]);
    assert!(iam.users["ann"].policies.known().unwrap().is_empty());
    assert!(matches!(iam.users["ann"].boundary, Fact::Known(None)));
    let [inline, attached] = iam.groups["analysts"].policies.known().unwrap().as_slice() else {
        panic!()
    };
    assert_eq!(
        inline.gap().unwrap().what,
        "the inline policies of group analysts"
    );
    assert!(attached.known().is_some());
    assert!(iam.incomplete.is_some());
}

#[test]
fn one_answer_with_all_of_iam_is_complete() {
    let world = world();
    let iam = &world.accounts[&account("012345678901")].iam;
    assert_eq!(iam.incomplete, None);
    let [inline, attached] = iam.roles["auditor"].policies.known().unwrap().as_slice() else {
        panic!()
    };
    assert_eq!(
        inline.known().unwrap().label,
        "inline policy list of role auditor"
    );
    let attached = attached.known().unwrap();
    let action = &attached.policy.statements[0].action.values[0].text;
    assert_eq!(
        (attached.label.as_str(), action.as_str()),
        ("attached policy SecurityAudit of role auditor", "s3:Get*")
    );
    assert_eq!(iam.users["bob"].groups.known().unwrap(), &["auditors"]);
}

#[test]
fn error_texts_are_answers() {
    let world = world();
    let account = &world.accounts[&account("111122223333")];
    assert!(
        !account
            .public_access_block
            .known()
            .unwrap()
            .block_public_policy
    );
    let logs = &account.buckets["logs"];
    assert_eq!(logs.ownership.known(), Some(&ObjectOwnership::ObjectWriter));
    assert!(logs.tags.known().unwrap().is_empty());
    let closed = &account.buckets["closed"];
    assert!(
        matches!(&closed.policy.gap().unwrap().why, Reason::Refused(text) if text.contains("ann"))
    );
    assert!(closed.public_access_block.known().is_some());
    assert!(matches!(closed.encryption, Fact::Known(None)));
    assert_eq!(closed.region.known().unwrap(), "us-east-1");
    assert_eq!(closed.acl.gap().unwrap().why, Reason::NotCollected);
    let key = &account.keys[KEY];
    assert!(matches!(key.aliases.gap().unwrap().why, Reason::Refused(_)));
}

#[test]
fn buckets_have_their_settings() {
    let world = world();
    let logs = &world.accounts[&account("111122223333")].buckets["logs"];
    let policy = logs.policy.known().unwrap().as_ref().unwrap();
    assert_eq!(policy.label, "bucket policy of logs");
    assert_eq!(policy.line, Some(2));
    assert!(
        policy.text.lines().count() > 10,
        "one long line is written anew"
    );
    assert_eq!(effect(policy), r#""Effect": "Allow""#);
    let acl = logs.acl.known().unwrap();
    assert_eq!(acl.owner, Grantee::Account(account("111122223333")));
    assert_eq!(acl.grants[1].grantee, Grantee::LogDelivery);
    let encryption = logs.encryption.known().unwrap().as_ref().unwrap();
    assert_eq!(
        (encryption.algorithm.as_str(), encryption.bucket_key),
        ("aws:kms", true)
    );
    assert_eq!(logs.region.known().unwrap(), "eu-central-1");
    assert_eq!(logs.abac_enabled.known(), Some(&false));
    assert_eq!(logs.requester_pays.known(), Some(&false));
}

#[test]
fn object_keys_are_text() {
    let world = world();
    let objects = &world.accounts[&account("111122223333")].buckets["logs"].objects;
    let keys: Vec<_> = objects.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["../../x", "A", "a", "old", "held", "plain"]);
    assert!(
        objects[0]
            .encryption
            .known()
            .unwrap()
            .as_ref()
            .unwrap()
            .kms_key
            .is_some()
    );
    assert_eq!(
        command(&objects[0].acl),
        "aws s3api get-object-acl --bucket logs --key ../../x"
    );
    assert_eq!(objects[1].tags.known().unwrap()["case"], "upper");
    assert_eq!(objects[2].exists.known(), Some(&false));
    assert_eq!(
        command(&objects[2].tags),
        "aws s3api get-object-tagging --bucket logs --key a --version-id 'v1;id'"
    );
}

#[test]
fn keys_have_policies_and_grants() {
    let world = world();
    let keys = &world.accounts[&account("111122223333")].keys;
    let key = &keys[KEY];
    assert_eq!(key.manager.known(), Some(&KeyManager::Customer));
    assert_eq!(key.state.known().unwrap(), "Enabled");
    assert_eq!(
        key.policy.known().unwrap().label,
        "key policy of 1234abcd-12ab-34cd-56ef-1234567890ab"
    );
    let [grant] = key.grants.known().unwrap().as_slice() else {
        panic!()
    };
    assert_eq!(grant.issuer, Some(account("111122223333")));
    assert!(matches!(&grant.constraint, Some(Constraint::Subset(pairs)) if pairs.len() == 1));
    assert_eq!(key.tags.known().unwrap()["team"], "data");
}

#[test]
fn accounts_have_the_levels_above_them() {
    let world = world();
    let organization = world.organization.known().unwrap().as_ref().unwrap();
    assert_eq!(organization.id.known().unwrap(), "o-a1b2c3d4e5");
    assert_eq!(
        organization.management_account.known(),
        Some(&account("999988887777"))
    );
    let levels = organization.levels[&account("111122223333")]
        .known()
        .unwrap();
    let ids: Vec<_> = levels
        .iter()
        .map(|it| (it.id.as_str(), it.name.as_deref()))
        .collect();
    assert_eq!(
        ids,
        [
            ("r-abcd", Some("Root")),
            ("ou-abcd-11111111", None),
            ("111122223333", Some("data"))
        ]
    );
    let labels: Vec<_> = levels
        .iter()
        .flat_map(|it| it.scps.known().unwrap())
        .map(|it| it.known().map_or("unknown", |it| it.label.as_str()))
        .collect();
    assert_eq!(
        labels,
        [
            "SCP FullAWSAccess at root r-abcd",
            "SCP DenyUntaggedKeys at root r-abcd",
            "SCP FullAWSAccess at organizational unit ou-abcd-11111111",
            "SCP FullAWSAccess at account 111122223333",
            "unknown",
        ]
    );
    // The root says that resource control policies are not on.
    assert!(
        levels
            .iter()
            .all(|it| it.rcps.known().is_some_and(Vec::is_empty))
    );
    let audit = organization.levels[&account("012345678901")].gap().unwrap();
    assert_eq!(
        audit.command.as_deref(),
        Some(
            "aws organizations list-parents --child-id 012345678901 > world/organization/parents/012345678901.json 2>&1"
        )
    );
}

/// The folder as one JSON text, files as they are and plain text as strings
fn one_text(branch: &Branch) -> String {
    match branch {
        Branch::Folder(members) => {
            let member = |(name, it): (&String, &Branch)| format!("{name:?}: {}", one_text(it));
            format!(
                "{{{}}}",
                members.iter().map(member).collect::<Vec<_>>().join(",\n")
            )
        }
        Branch::Leaf(leaf) if leaf.node().is_some() => leaf.source().text().to_string(),
        Branch::Leaf(leaf) => format!("{:?}", leaf.source().text()),
    }
}

/// A world without what tells the two forms apart: files, lines and where a file would go
fn without_places(world: &World) -> String {
    let text = format!("{world:#?}");
    let mut kept = String::new();
    let mut in_place = false;
    for line in text.lines() {
        let shown = line.trim();
        in_place |= shown.starts_with("file: ") || shown.starts_with("line: ");
        if !in_place {
            kept.push_str(
                line.split(" > world/")
                    .next()
                    .unwrap_or(line)
                    .trim_end_matches("\","),
            );
            kept.push('\n');
        }
        in_place &= shown != ")," && shown != "None,";
    }
    kept
}

#[test]
fn a_folder_and_one_file_give_the_same_world() {
    let tree = tree();
    let text = one_text(&tree.root);
    let folder = without_places(&World::build(&tree));
    let json = without_places(&World::build(&read_text("world.json", &text, Form::Json)));
    assert!(folder == json, "{}", first_difference(&folder, &json));
    // Documents from YAML have another text, and so other spans.
    let yaml = World::build(&read_text("world.yaml", &text, Form::Yaml));
    assert_eq!(yaml.problems, []);
    let count = |text: &str, word: &str| text.matches(word).count();
    let yaml = without_places(&yaml);
    for word in [
        "Statement {",
        "Known(",
        "Unknown(",
        "ConditionTest {",
        "PrincipalValue {",
    ] {
        assert_eq!(count(&folder, word), count(&yaml, word), "{word}");
    }
}

fn first_difference(one: &str, other: &str) -> String {
    let mut lines = one.lines().zip(other.lines()).enumerate();
    let found = lines.find(|(_, (one, other))| one != other);
    format!("{found:?}")
}
