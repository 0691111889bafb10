//! The parts of `fixtures/worlds/whole` that decide more rarely: settings of buckets, locks of
//! objects, access points, networks, functions, event rules, and what is known not to exist.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::path::Path;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::{Fact, Reason};
use why403_model::value::Instant;
use why403_model::world::{
    Account, Archive, Bucket, Document, Endpoint, EndpointKind, Grantee, LockMode, Logging,
    NetworkOrigin, NotificationTarget, Object, ObjectLock, PublicAccessBlock,
    ReplicationDestination, Retention, UrlAuth, Versioning, VersioningStatus, World,
};
use why403_snapshot::{Form, read, read_text};

fn world() -> World {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/worlds/whole");
    let mut tree = read(&path).unwrap();
    tree.folder = Some("world".into());
    World::build(&tree)
}

fn id(text: &str) -> AccountId {
    AccountId::parse(text).unwrap()
}

fn data(world: &World) -> &Account {
    &world.accounts[&id("111122223333")]
}

fn bucket(name: &str) -> Bucket {
    data(&world()).buckets[name].clone()
}

fn object(key: &str) -> Object {
    let objects = bucket("logs").objects;
    objects.into_iter().find(|it| it.key == key).unwrap()
}

fn sid(document: &Document) -> Option<&str> {
    let statement = &document.policy.statements[0];
    statement.sid.as_ref().map(|it| it.text.as_str())
}

const ALL: PublicAccessBlock = PublicAccessBlock {
    block_public_acls: true,
    ignore_public_acls: true,
    block_public_policy: true,
    restrict_public_buckets: true,
};

#[test]
fn settings_that_are_on_are_read() {
    let logs = bucket("logs");
    let versioning = Versioning {
        status: VersioningStatus::Suspended,
        mfa_delete: true,
    };
    assert_eq!(logs.exists.known(), Some(&true));
    assert_eq!(logs.versioning.known(), Some(&versioning));
    let lock = ObjectLock {
        default_mode: Some(LockMode::Governance),
    };
    assert_eq!(logs.object_lock.known(), Some(&Some(lock)));
    let logging = Logging {
        bucket: "access-logs".into(),
        prefix: "logs/".into(),
    };
    assert_eq!(logs.logging.known(), Some(&Some(logging)));
    let website = logs.website.known().unwrap().as_ref().unwrap();
    assert_eq!(website.index.as_deref(), Some("index.html"));
    assert_eq!(website.error.as_deref(), Some("error.html"));
    let notifications = logs.notifications.known().unwrap();
    let target = |arn: &str, events: &[&str]| NotificationTarget {
        arn: arn.into(),
        events: events.iter().map(ToString::to_string).collect(),
    };
    let wanted = [
        target(
            "arn:aws:lambda:eu-central-1:111122223333:function:thumbnails:live",
            &["s3:ObjectCreated:Put", "s3:ObjectCreated:Copy"],
        ),
        target(
            "arn:aws:sns:eu-central-1:111122223333:news",
            &["s3:ObjectRemoved:*"],
        ),
    ];
    assert_eq!(notifications.targets, wanted);
    assert!(notifications.to_event_bridge);
    let replication = logs.replication.known().unwrap().as_ref().unwrap();
    assert_eq!(
        replication.role,
        "arn:aws:iam::111122223333:role/replicator"
    );
    let to = ReplicationDestination {
        bucket: "arn:aws:s3:::logs-copy".into(),
        account: Some(id("012345678901")),
        kms_key: Some(
            "arn:aws:kms:eu-west-1:012345678901:key/mrk-1234abcd12ab34cd56ef1234567890ab".into(),
        ),
        is_enabled: true,
    };
    assert_eq!(replication.destinations[0], to);
    assert!(!replication.destinations[1].is_enabled);
    assert_eq!(logs.policy_is_public.known(), Some(&false));
    assert_eq!(logs.blocks_sse_c.known(), Some(&true));
}

#[test]
fn settings_that_are_off_are_known_to_be() {
    let closed = bucket("closed");
    let never = Versioning {
        status: VersioningStatus::Off,
        mfa_delete: false,
    };
    assert_eq!(closed.versioning.known(), Some(&never));
    assert_eq!(closed.object_lock.known(), Some(&None));
    assert_eq!(closed.logging.known(), Some(&None));
    assert_eq!(closed.website.known(), Some(&None));
    assert_eq!(closed.replication.known(), Some(&None));
    let notifications = closed.notifications.known().unwrap();
    assert!(notifications.targets.is_empty() && !notifications.to_event_bridge);
    assert_eq!(closed.policy_is_public.known(), Some(&false));
    assert_eq!(closed.blocks_sse_c.known(), Some(&false));
}

#[test]
fn a_bucket_that_does_not_exist_is_known_to_be_missing() {
    // `NoSuchBucket` in one of its files, and the 404 of head-bucket in place of its folder.
    for name in ["gone", "lost"] {
        let missing = bucket(name);
        assert_eq!(missing.exists.known(), Some(&false), "{name}");
        assert!(missing.policy.gap().is_some(), "{name}");
    }
}

#[test]
fn whether_a_bucket_exists_follows_from_answers_alone() {
    #[track_caller]
    fn check(members: &str, wanted: Option<bool>) {
        let text = format!("accounts: {{111122223333: {{s3: {{buckets: {{b: {members}}}}}}}}}");
        let world = World::build(&read_text("w.yaml", &text, Form::Yaml));
        let found = data(&world).buckets["b"].exists.known().copied();
        assert_eq!(found, wanted, "{members}");
    }
    let error = |code: &str| {
        format!("\"An error occurred ({code}) when calling the GetBucketAcl operation: x\"")
    };
    check("{policy: null}", Some(true));
    check(
        &format!("{{tagging: {}}}", error("NoSuchTagSet")),
        Some(true),
    );
    check(&format!("{{acl: {}}}", error("NoSuchBucket")), Some(false));
    check(&error("NoSuchBucket"), Some(false));
    // A refusal, another failure and a file that is no answer leave it open.
    check(&format!("{{acl: {}}}", error("AccessDenied")), None);
    check(&format!("{{acl: {}}}", error("SlowDown")), None);
    check("{objects: []}", None);
    check("{}", None);
    // One answer is older than the other.
    let both = format!("{{policy: null, acl: {}}}", error("NoSuchBucket"));
    check(&both, None);
}

#[test]
fn objects_tell_where_they_are_kept_and_whether_they_are_locked() {
    let archive = |key: &str| object(key).storage.known().map(|it| it.archive);
    assert_eq!(archive("../../x"), Some(Archive::No));
    assert_eq!(archive("A"), Some(Archive::Restoring));
    assert_eq!(archive("held"), Some(Archive::Archived));
    let instant = &bucket("closed").objects[0];
    let storage = instant.storage.known().unwrap();
    assert_eq!(
        (storage.class.as_str(), storage.archive),
        ("GLACIER_IR", Archive::No)
    );

    // From head-object: 2030-01-01 is 21915 days after 1970-01-01.
    let locked = object("../../x");
    let until = |mode, milliseconds| {
        Some(Retention {
            mode,
            until: Instant::from_milliseconds(milliseconds),
        })
    };
    let wanted = until(LockMode::Compliance, 21_915 * 86_400_000);
    assert_eq!(locked.retention.known(), Some(&wanted));
    assert_eq!(locked.legal_hold.known(), Some(&true));
    assert_eq!(
        locked.found_version.as_deref(),
        Some("3HL4kqtJvjVBH40Nrjfkd")
    );

    // From calls of their own: 2027-05-01 is 20939 days after 1970-01-01.
    let held = object("held");
    let wanted = until(LockMode::Governance, 20_939 * 86_400_000);
    assert_eq!(held.retention.known(), Some(&wanted));
    assert_eq!(held.legal_hold.known(), Some(&false));
    assert_eq!(held.is_sse_c.known(), Some(&true));
    assert_eq!(held.encryption.known(), Some(&None));
    let owner = &held.acl.known().unwrap().owner;
    assert!(matches!(owner, Grantee::Canonical(id) if id.starts_with("1111")));

    // head-object leaves locks out for callers who may not see them.
    let silent = object("A");
    let gap = silent.retention.gap().unwrap();
    assert_eq!(
        gap.command.as_deref(),
        Some("aws s3api get-object-retention --bucket logs --key A")
    );
    let slot = gap.slot.as_ref().unwrap();
    assert_eq!(slot.member, Some("get-object-retention"));
    assert_eq!(
        slot.file,
        "accounts/111122223333/s3/buckets/logs/objects.json"
    );
    // Where the bucket has no Object Lock, nothing is locked.
    assert_eq!(instant.retention.known(), Some(&None));
    assert_eq!(instant.legal_hold.known(), Some(&false));
}

#[test]
fn objects_that_are_not_there_are_told_from_those_that_are_hidden() {
    let marker = object("old");
    assert_eq!(marker.exists.known(), Some(&false));
    assert!(marker.is_delete_marker);
    let missing = object("a");
    assert_eq!(missing.exists.known(), Some(&false));
    assert!(!missing.is_delete_marker);
    let hidden = object("plain");
    assert!(matches!(
        hidden.exists.gap().unwrap().why,
        Reason::Refused(_)
    ));
    assert_eq!(hidden.retention.known(), Some(&None));
}

#[test]
fn an_answer_about_another_version_is_not_used() {
    let text = "accounts: {111122223333: {s3: {buckets: {b: {objects: [{key: k, versionId: v1, head-object: {VersionId: v2}}]}}}}}";
    let world = World::build(&read_text("w.yaml", text, Form::Yaml));
    assert_eq!(world.problems[0].code(), "world/misfiled");
    assert!(data(&world).buckets["b"].objects[0].exists.gap().is_some());
}

#[test]
fn access_points_have_a_bucket_an_origin_and_a_policy() {
    let world = world();
    let arn = |name: &str| {
        Arn::parse(&format!(
            "arn:aws:s3:eu-central-1:111122223333:accesspoint/{name}"
        ))
        .unwrap()
    };
    let reports = world.access_point(&arn("reports")).unwrap();
    let settings = reports.settings.known().unwrap().as_ref().unwrap();
    assert_eq!(settings.bucket, "logs");
    assert_eq!(settings.bucket_account, Some(id("111122223333")));
    assert_eq!(
        settings.origin,
        NetworkOrigin::Vpc(Some("vpc-1a2b3c4d".into()))
    );
    assert_eq!(reports.public_access_block.known(), Some(&ALL));
    let policy = reports.policy.known().unwrap().as_ref().unwrap();
    assert_eq!(policy.label, "policy of access point reports");
    let alias = settings.alias.as_deref().unwrap();
    let by_alias = world.access_point_by_alias(alias).unwrap();
    assert_eq!(by_alias.arn, reports.arn);
    assert!(world.access_point_by_alias("reports").is_none());

    let shared = world.access_point(&arn("shared")).unwrap();
    let settings = shared.settings.known().unwrap().as_ref().unwrap();
    assert_eq!(settings.bucket_account, Some(id("999988887777")));
    assert_eq!(settings.origin, NetworkOrigin::Internet);
    assert_eq!(shared.policy.known(), Some(&None));
    let block = shared.public_access_block.known().unwrap();
    assert!(!block.block_public_acls && block.restrict_public_buckets);

    let gone = world.access_point(&arn("gone")).unwrap();
    assert_eq!(gone.settings.known(), Some(&None));
}

#[test]
fn networks_tell_which_endpoint_a_subnet_reaches() {
    let world = world();
    let network = &data(&world).networks["eu-central-1"];
    let endpoints = network.endpoints.known().unwrap();
    let kinds: Vec<_> = endpoints.iter().map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        [
            EndpointKind::Gateway,
            EndpointKind::Interface,
            EndpointKind::GatewayLoadBalancer
        ]
    );
    let (region, gateway) = world.endpoint("vpce-0a1b2c3d").unwrap();
    assert_eq!(region, "eu-central-1");
    assert_eq!(gateway.service, "com.amazonaws.eu-central-1.s3");
    assert_eq!(gateway.vpc, "vpc-1a2b3c4d");
    assert_eq!(gateway.route_tables, ["rtb-11111111"]);
    let policy = |it: &Endpoint| it.policy.known().unwrap().clone();
    assert_eq!(
        policy(gateway).unwrap().label,
        "policy of VPC endpoint vpce-0a1b2c3d"
    );
    assert!(!gateway.private_dns);
    let (_, interface) = world.endpoint("vpce-0e0f0a0b").unwrap();
    assert_eq!(interface.state.as_deref(), Some("available"));
    assert_eq!(interface.subnets, ["subnet-11111111"]);
    assert!(interface.private_dns);
    assert_eq!(
        interface.dns_names,
        ["*.vpce-0e0f0a0b-1a2b3c4d.s3.eu-central-1.vpce.amazonaws.com"]
    );
    assert!(policy(&endpoints[2]).is_none());

    let tables = network.route_tables.known().unwrap();
    assert_eq!(
        tables[0].subnets,
        ["subnet-11111111"],
        "one was taken off the table"
    );
    assert!(!tables[0].is_main && tables[1].is_main);
    let routes: Vec<_> = tables[0]
        .routes
        .iter()
        .map(|it| (it.destination.as_str(), it.target.as_deref(), it.is_active))
        .collect();
    assert_eq!(
        routes,
        [
            ("10.0.0.0/16", Some("local"), true),
            ("pl-6ea54007", Some("vpce-0a1b2c3d"), true),
            ("0.0.0.0/0", Some("nat-1"), false),
        ]
    );
    let subnets = network.subnets.known().unwrap();
    assert_eq!(subnets.len(), 2);
    assert_eq!(subnets[1].vpc, "vpc-1a2b3c4d");
}

#[test]
fn an_endpoint_without_its_policy_is_unknown_in_that_alone() {
    let text = "accounts: {111122223333: {regions: {eu-central-1: {ec2: {vpc-endpoints: [{VpcEndpointId: vpce-1, VpcEndpointType: Gateway, ServiceName: s, PolicyDocument: x}]}}}}}";
    let world = World::build(&read_text("w.yaml", text, Form::Yaml));
    let (_, endpoint) = world.endpoint("vpce-1").unwrap();
    let gap = endpoint.policy.gap().unwrap();
    assert_eq!(gap.what, "the policy of VPC endpoint vpce-1");
    let without = text.replace(", PolicyDocument: x", "");
    let world = World::build(&read_text("w.yaml", &without, Form::Yaml));
    let (_, endpoint) = world.endpoint("vpce-1").unwrap();
    assert_eq!(endpoint.policy.gap().unwrap().why, Reason::NotCollected);
}

#[test]
fn functions_have_a_role_a_network_and_policies_by_qualifier() {
    let world = world();
    let functions = &data(&world).functions;
    let function = &functions["arn:aws:lambda:eu-central-1:111122223333:function:thumbnails"];
    let found = function.configuration.known().unwrap().as_ref().unwrap();
    assert_eq!(
        found.role.as_str(),
        "arn:aws:iam::111122223333:role/service-role/thumbnails"
    );
    assert_eq!(found.version.as_deref(), Some("$LATEST"));
    assert_eq!(found.state.as_deref(), Some("Active"));
    let vpc = found.vpc.as_ref().unwrap();
    assert_eq!(vpc.id.as_deref(), Some("vpc-1a2b3c4d"));
    assert_eq!(vpc.subnets, ["subnet-11111111", "subnet-22222222"]);
    assert_eq!(function.policy.known(), Some(&None));
    let live = function.qualifiers["live"].known().unwrap();
    assert_eq!(
        live.as_ref().unwrap().label,
        "policy of function thumbnails:live"
    );
    assert_eq!(function.qualifiers["7"].known(), Some(&None));
    let url = function.url.known().unwrap().as_ref().unwrap();
    assert_eq!(url.auth, UrlAuth::AwsIam);
    let gone = &functions["arn:aws:lambda:eu-central-1:111122223333:function:gone"];
    assert_eq!(gone.configuration.known(), Some(&None));
    let gap = gone.policy.gap().unwrap();
    assert_eq!(
        gap.command.as_deref(),
        Some(
            "aws lambda get-policy --region eu-central-1 --function-name gone > world/accounts/111122223333/regions/eu-central-1/lambda/gone/policy.json 2>&1"
        )
    );
}

#[test]
fn event_rules_have_targets_inside_or_beside_them() {
    let world = world();
    let rules = data(&world).event_rules["eu-central-1"].known().unwrap();
    let [nightly, uploads, orphan] = rules.as_slice() else {
        panic!("{rules:?}")
    };
    let targets = nightly.targets.known().unwrap();
    assert_eq!(targets[0].role, None);
    assert_eq!(
        targets[1].role.as_deref(),
        Some("arn:aws:iam::111122223333:role/events")
    );
    assert!(nightly.is_enabled && !uploads.is_enabled);
    assert_eq!(uploads.bus, "partners");
    assert_eq!(
        uploads.targets.known().unwrap()[0].arn,
        "arn:aws:sqs:eu-central-1:111122223333:uploads"
    );
    assert_eq!(
        orphan.targets.gap().unwrap().command.as_deref(),
        Some(
            "aws events list-targets-by-rule --region eu-central-1 --rule orphan > world/accounts/111122223333/regions/eu-central-1/events/targets/orphan.json 2>&1"
        )
    );
}

#[test]
fn log_groups_are_known_where_the_list_is_whole() {
    let groups = |answer: &str| {
        let text = format!(
            "accounts: {{\"111122223333\": {{regions: {{eu-central-1: {{logs: {{log-groups: {answer}}}}}}}}}}}"
        );
        let world = World::build(&read_text("world.yaml", &text, Form::Yaml));
        data(&world).log_groups["eu-central-1"].clone()
    };
    let whole = groups("{logGroups: [{logGroupName: /aws/lambda/f, storedBytes: 0}]}");
    assert_eq!(whole.known().unwrap(), &["/aws/lambda/f"]);
    assert!(groups("{logGroups: []}").known().unwrap().is_empty());
    let cut = groups("{logGroups: [{logGroupName: a}], nextToken: t}");
    assert!(matches!(cut.gap().unwrap().why, Reason::Unreadable(_)));
}

#[test]
fn a_multi_region_key_has_a_policy_in_each_region() {
    let world = world();
    let keys = &data(&world).keys;
    let policy = |region: &str| {
        let arn =
            format!("arn:aws:kms:{region}:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
        let document = keys[&arn].policy.known().unwrap();
        sid(document).unwrap().to_string()
    };
    assert_eq!(policy("eu-central-1"), "PrimaryPolicy");
    assert_eq!(policy("eu-west-1"), "ReplicaPolicy");
    let none =
        &keys["arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000"];
    assert_eq!(none.exists.known(), Some(&false));
    assert!(none.state.gap().is_some());
}

#[test]
fn entities_that_do_not_exist_are_known_to_be_missing() {
    let world = world();
    let iam = &data(&world).iam;
    assert!(matches!(iam.role("reader"), Fact::Known(Some(_))));
    assert!(matches!(iam.role("writer"), Fact::Known(None)));
    assert!(matches!(iam.role("stranger"), Fact::Unknown(_)));
    assert!(matches!(iam.user("zoe"), Fact::Known(None)));
    assert!(matches!(iam.group("ghosts"), Fact::Known(None)));
    // `iam.json` lists all there are.
    let all = &world.accounts[&id("012345678901")].iam;
    assert!(matches!(all.role("auditor"), Fact::Known(Some(_))));
    assert!(matches!(all.role("reader"), Fact::Known(None)));
}

#[test]
fn encoded_names_and_documents_are_read() {
    let world = world();
    let role = &data(&world).iam.roles["ci+deploy@prod"];
    let trust = role.trust.known().unwrap();
    let effect = trust.policy.statements[0].effect_at;
    // Its one line has more than 100 characters, so it is written anew.
    assert_eq!(effect.of(&trust.text), r#""Effect": "Allow""#);
}

#[test]
fn the_organization_may_block_public_access_of_an_account() {
    let world = world();
    let organization = world.organization.known().unwrap().as_ref().unwrap();
    let block = |account: &str| &organization.public_access_blocks[&id(account)];
    assert_eq!(block("111122223333").known(), Some(&ALL));
    assert_eq!(
        block("999988887777").known(),
        Some(&PublicAccessBlock::default())
    );
    assert_eq!(
        block("012345678901").gap().unwrap().command.as_deref(),
        Some(
            "aws organizations describe-effective-policy --policy-type S3_POLICY --target-id 012345678901 > world/organization/targets/012345678901/s3.json 2>&1"
        )
    );
}

#[test]
fn an_s3_policy_of_another_form_is_not_guessed() {
    #[track_caller]
    fn check(content: &str, wanted: Option<bool>) {
        let text = format!(
            "organization: {{organization: {{Id: o-a, MasterAccountId: 999988887777}}, targets: {{111122223333: {{s3: {{PolicyContent: '{content}'}}}}}}}}\naccounts: {{111122223333: {{}}}}"
        );
        let world = World::build(&read_text("w.yaml", &text, Form::Yaml));
        let organization = world.organization.known().unwrap().as_ref().unwrap();
        let found = &organization.public_access_blocks[&id("111122223333")];
        let found = found.known().map(|it| it.restrict_public_buckets);
        assert_eq!(found, wanted, "{content}");
    }
    let policy = |setting: &str| {
        format!(r#"{{"s3_attributes": {{"public_access_block_configuration": {setting}}}}}"#)
    };
    check(&policy(r#""all""#), Some(true));
    check(&policy(r#"{"@@assign": "all"}"#), Some(true));
    check(&policy(r#""none""#), Some(false));
    check(&policy(r#""some""#), None);
    check("{}", None);
    check("", None);
}

#[test]
fn a_type_of_policy_that_is_off_sets_nothing() {
    let text = "organization: {organization: {Id: o-a, MasterAccountId: 999988887777}, roots: [{Id: r-a, PolicyTypes: []}]}\naccounts: {111122223333: {}}";
    let world = World::build(&read_text("w.yaml", text, Form::Yaml));
    let organization = world.organization.known().unwrap().as_ref().unwrap();
    let block = &organization.public_access_blocks[&id("111122223333")];
    assert_eq!(block.known(), Some(&PublicAccessBlock::default()));
}
