//! What is wrong with a world is told with its place, and what depends on it is unknown.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::path::{Path, PathBuf};

use why403_model::arn::AccountId;
use why403_model::known::{Fact, Reason};
use why403_model::world::{Account, Severity, TreeProblem, World};
use why403_snapshot::{Form, SnapshotError, read, read_text};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/worlds")
        .join(name)
}

fn yaml(text: &str) -> World {
    World::build(&read_text("world.yaml", text, Form::Yaml))
}

fn codes(world: &World) -> Vec<&'static str> {
    world.problems.iter().map(TreeProblem::code).collect()
}

fn account(world: &World) -> &Account {
    &world.accounts[&AccountId::parse("111122223333").unwrap()]
}

/// The problems of `fixtures/worlds/faults`, in the order of their paths
#[rustfmt::skip] // One problem a row.
const FAULTS: &[(&str, &str, Severity)] = &[
    ("world/bad-value",         "accounts/1111",                                                         Severity::Error),
    ("world/assumed-arn",       "…/iam/roles/reader",                                                    Severity::Warning),
    ("world/strange-file",      "…/iam/roles/reader/inline/read%zz.json",                                Severity::Warning),
    ("world/cut-list",          "…/regions/eu-central-1/ec2/route-tables.json:1:1",                      Severity::Error),
    ("world/missing",           "…/regions/eu-central-1/events/rules.json:1:12",                         Severity::Error),
    ("world/misfiled",          "…/regions/eu-central-1/lambda/thumbnails/configuration.json:1:1",       Severity::Error),
    ("world/unknown-member",    "…/regions/eu-central-1/lambda/thumbnails/enviroment.json:1:1",          Severity::Warning),
    ("world/bad-value",         "…/regions/eu-central-1/s3/access-points/reports/access-point.json:1:1", Severity::Error),
    ("world/empty-file",        "…/s3/buckets/logs/acl.json",                                            Severity::Warning),
    ("world/strange-file",      "…/s3/buckets/logs/encryption.txt",                                      Severity::Warning),
    ("json/unexpected",         "…/s3/buckets/logs/location.json:1:39",                                  Severity::Error),
    ("world/unknown-member",    "…/s3/buckets/logs/ownership-control.json:1:1",                          Severity::Warning),
    ("world/two-forms",         "…/s3/buckets/logs/policy",                                              Severity::Error),
    ("world/not-an-answer",     "…/s3/buckets/logs/tagging.json:1:1",                                    Severity::Warning),
    ("world/unreadable-policy", "…/s3/buckets/other/policy.yaml:1:1",                                    Severity::Error),
    ("world/bad-value",         "…/s3/buckets/torn/encryption.json:1:77",                                Severity::Error),
    ("world/bad-value",         "…/s3/buckets/torn/object-lock.json:1:91",                               Severity::Error),
    ("world/empty-file",        "…/s3/buckets/torn/versioning.json",                                     Severity::Warning),
    ("world/contradiction",     "…/s3/buckets/torn/website.json:1:1",                                    Severity::Error),
];

#[test]
fn every_fault_of_a_folder_has_its_place() {
    let world = World::build(&read(&fixture("faults")).unwrap());
    let found: Vec<_> = world
        .problems
        .iter()
        .map(|it| {
            let place = it.at().to_string();
            let place = place
                .split_once("worlds/faults/")
                .map_or(it.at().path.as_str(), |it| it.1);
            (
                it.code(),
                place.replace("accounts/111122223333/", "…/"),
                it.severity(),
            )
        })
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|(code, at, weight)| (*code, at.as_str(), *weight))
        .collect();
    assert_eq!(found, FAULTS);

    let help = |code: &str, file: &str| {
        let mut all = world.problems.iter();
        let problem = all.find(|it| it.code() == code && it.at().path.ends_with(file));
        problem.unwrap().help().unwrap()
    };
    assert_eq!(
        help("world/unknown-member", "ownership-control"),
        "write `ownership-controls`"
    );
    assert!(help("world/empty-file", "acl").contains("2>&1"));

    let torn = &account(&world).buckets["torn"];
    assert!(torn.exists.gap().is_some() && torn.versioning.gap().is_some());
    assert!(torn.object_lock.gap().is_some() && torn.blocks_sse_c.gap().is_some());
    let network = &account(&world).networks["eu-central-1"];
    assert!(network.route_tables.gap().is_some());
    assert!(account(&world).event_rules["eu-central-1"].gap().is_some());
    let mut functions = account(&world).functions.values();
    assert!(functions.all(|it| it.configuration.gap().is_some()));
    let mut points = account(&world).access_points.values();
    assert!(points.all(|it| it.settings.gap().is_some()));

    let logs = &account(&world).buckets["logs"];
    assert!(
        matches!(&logs.policy.gap().unwrap().why, Reason::Unreadable(why) if why.contains("policy.yaml"))
    );
    assert_eq!(logs.acl.gap().unwrap().why, Reason::NotCollected);
    assert!(matches!(logs.tags.gap().unwrap().why, Reason::Failed(_)));
    assert!(matches!(
        logs.region.gap().unwrap().why,
        Reason::Unreadable(_)
    ));
    assert!(account(&world).buckets["other"].policy.gap().is_some());
    // A file of `inline/` that nobody can name may be a policy.
    let policies = account(&world).iam.roles["reader"]
        .policies
        .known()
        .unwrap();
    assert_eq!(policies.len(), 2);
    assert!(policies.iter().all(|it| it.gap().is_some()));
}

#[test]
fn an_unreadable_policy_keeps_its_text_and_all_reasons() {
    let world = World::build(&read(&fixture("faults")).unwrap());
    let problem = world
        .problems
        .iter()
        .find(|it| it.code() == "world/unreadable-policy");
    let Some(TreeProblem::UnreadablePolicy {
        label,
        text,
        errors,
        ..
    }) = problem
    else {
        panic!()
    };
    assert_eq!(label, "bucket policy of other");
    assert_eq!(errors[0].at().of(text), r#""Efect""#);
}

#[test]
fn a_member_that_is_told_twice_is_unknown() {
    let world = yaml(
        "accounts:\n  111122223333:\n    s3:\n      buckets:\n        logs:\n          policy: null\n          abac: Enabled\n          policy: null\n",
    );
    assert_eq!(codes(&world), ["json/duplicate-member"]);
    assert!(account(&world).buckets["logs"].policy.gap().is_some());
    assert_eq!(
        account(&world).buckets["logs"].abac_enabled.known(),
        Some(&true)
    );
}

#[test]
fn keys_that_differ_in_case_are_two() {
    let world = yaml(
        "accounts:\n  111122223333:\n    s3:\n      buckets:\n        logs:\n          objects: [{key: A}, {key: a}, {kee: b}]\n",
    );
    let keys: Vec<_> = account(&world).buckets["logs"]
        .objects
        .iter()
        .map(|it| &it.key)
        .collect();
    assert_eq!(keys, ["A", "a"]);
    assert_eq!(codes(&world), ["world/missing"]);
}

#[test]
fn an_organization_that_is_not_in_use_is_known_to_be_none() {
    #[track_caller]
    fn check(text: &str, is_known: bool) {
        let world = yaml(text);
        assert_eq!(
            matches!(world.organization, Fact::Known(None)),
            is_known,
            "{text}"
        );
        assert_eq!(codes(&world), [] as [&str; 0], "{text}");
    }
    let error = "An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization.";
    check("organization: null\n", true);
    check(&format!("organization: \"{error}\"\n"), true);
    check(
        &format!("organization: {{organization: \"{error}\"}}\n"),
        true,
    );
    check("accounts: {}\n", false);
    let refused = error.replace("AWSOrganizationsNotInUseException", "AccessDeniedException");
    check(
        &format!("organization: {{organization: \"{refused}\"}}\n"),
        false,
    );
}

#[test]
fn parents_that_contradict_or_form_a_ring_are_unknown() {
    #[track_caller]
    fn check(text: &str, wanted: &[&str]) {
        let world = yaml(text);
        let organization = world.organization.known().unwrap().as_ref().unwrap();
        let id = AccountId::parse("111122223333").unwrap();
        assert!(matches!(
            organization.levels[&id].gap().unwrap().why,
            Reason::Unreadable(_)
        ));
        assert_eq!(codes(&world), wanted, "{text}");
    }
    check(
        "organization:\n  parents: {111122223333: ou-a, ou-a: ou-b, ou-b: ou-a}\n",
        &[],
    );
    check(
        "organization:\n  parents: {111122223333: ou-a}\n  children: {r-a: [111122223333]}\n",
        &["world/contradiction"],
    );
}

#[test]
fn an_inline_policy_is_lost_by_no_fault() {
    #[track_caller]
    fn check(inline: &str, wanted: usize) {
        let world = yaml(&format!(
            "accounts:\n  111122223333:\n    iam:\n      roles:\n        r:\n          role: {{}}\n          attached-policies: []\n          inline: {inline}\n"
        ));
        let policies = account(&world).iam.roles["r"].policies.known().unwrap();
        let unknown = policies.iter().filter(|it| it.gap().is_some()).count();
        assert_eq!(unknown, wanted, "{inline}: {policies:?}");
    }
    check("{}", 0);
    check("[]", 0);
    check("null", 0);
    check("[x]", 1);
    check("some text", 1);
    check("{a: 1, a: 2}", 2);
    check("{a: {Statement: []}}", 1);
    check("{a: !Sub x}", 2);
    check("{? [a] : b}", 1);
}

#[test]
fn answers_about_something_else_are_not_used() {
    let world = yaml(
        "accounts:\n  111122223333:\n    iam:\n      roles:\n        reader:\n          role: {Arn: 'arn:aws:iam::111122223333:role/writer'}\n    regions:\n      eu-central-1:\n        kms:\n          k:\n            key: {Arn: 'arn:aws:kms:eu-central-1:999988887777:key/k', KeyManager: AWS}\n",
    );
    assert_eq!(
        codes(&world),
        ["world/assumed-arn", "world/misfiled", "world/misfiled"]
    );
    assert!(account(&world).iam.roles["reader"].trust.gap().is_some());
    assert!(
        account(&world)
            .keys
            .values()
            .all(|key| key.manager.gap().is_some())
    );
}

#[test]
fn a_version_that_is_not_in_force_is_not_used() {
    let world = yaml(
        "accounts:\n  111122223333:\n    iam:\n      policies:\n        P:\n          policy: {Arn: 'arn:aws:iam::111122223333:policy/P', DefaultVersionId: v2}\n          version: {VersionId: v1, Document: {Statement: {Effect: Allow, Action: '*', Resource: '*'}}}\n      roles:\n        r: {role: {}, inline: {}, attached-policies: [P]}\n",
    );
    assert_eq!(codes(&world), ["world/not-default-version"]);
    let policies = account(&world).iam.roles["r"].policies.known().unwrap();
    let command = policies[0].gap().unwrap().command.as_deref();
    assert_eq!(
        command,
        Some(
            "aws iam get-policy-version --policy-arn arn:aws:iam::111122223333:policy/P --version-id v2"
        )
    );
}

#[test]
fn a_cut_list_is_not_all_there_is() {
    let world = yaml(
        "accounts:\n  111122223333:\n    iam: {UserDetailList: [], GroupDetailList: [], RoleDetailList: [], IsTruncated: true}\n    regions:\n      eu-central-1:\n        kms:\n          k:\n            grants: {Grants: [], Truncated: true}\n",
    );
    assert!(account(&world).iam.incomplete.is_some());
    assert!(
        account(&world)
            .keys
            .values()
            .all(|key| key.grants.gap().is_some())
    );
    assert_eq!(codes(&world), ["world/cut-list"]);
}

#[test]
fn paths_that_are_no_world_say_what_is_there() {
    let missing = read(&fixture("whloe")).unwrap_err();
    assert_eq!(missing.code(), "snapshot/not-found");
    assert!(missing.help().unwrap().contains("whole/"));
    let other = read(&fixture("whole/accounts")).unwrap_err();
    assert_eq!(other.code(), "snapshot/not-a-world");
    assert!(other.help().unwrap().contains("012345678901"));
    let file = read(&fixture("whole/README.md")).unwrap_err();
    assert!(matches!(file, SnapshotError::NotAWorld { .. }));
}
