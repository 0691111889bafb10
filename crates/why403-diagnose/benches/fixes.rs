//! How long a plan takes that many layers ask for, in a world of 1,000 roles and 200 buckets.
//!
//! A session reads an object of another account, encrypted with a key there, through that account's
//! access point and a VPC endpoint. SCPs and RCPs of three levels let it pass; the role's policies,
//! its boundary, the endpoint, the access point, the bucket and the key do not. The baseline is one
//! answer to the question. Figures: `docs/performance.md`.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on panics")]

use divan::{Bencher, black_box};
use serde_json::{Map, Value, json};
use why403_diagnose::diagnosis::{Diagnosis, Overall};
use why403_diagnose::fix::{
    Edit, Place, Proof, Wanted, apply, between, exposure, of_statement, plans,
};
use why403_diagnose::question::Flags;
use why403_diagnose::{Question, diagnose};
use why403_engine::resolve::Assume;
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

fn main() {
    divan::main();
}

const HERE: &str = "111122223333";
const THERE: &str = "444455556666";
const ENDPOINT: &str = "vpce-0a1b2c3d";
const POINT: &str = "arn:aws:s3:eu-central-1:444455556666:accesspoint/feed";

/// The baseline: the question answered once
#[divan::bench(sample_count = 20)]
fn one_answer(bencher: Bencher) {
    let world = world();
    bencher.bench_local(|| asked(black_box(&world)));
}

/// Every plan for it, with what each opens and breaks
#[divan::bench(sample_count = 20)]
fn plans_over_all_layers(bencher: Bencher) {
    let world = world();
    let diagnosis = asked(&world);
    let wanted = Wanted::default();
    // What is timed is the search for what cures it all.
    let found = plans(&diagnosis, &world, &Assume::default(), &wanted).found;
    let first = found.first().unwrap();
    assert_eq!(first.proof(), &Proof::Succeeds);
    assert!(first.steps().len() >= 6, "{} steps", first.steps().len());
    bencher.bench_local(|| plans(black_box(&diagnosis), &world, &Assume::default(), &wanted));
}

/// What a statement that lets everybody in opens: all 1,000 roles are asked about
#[divan::bench(sample_count = 20)]
fn statement_for_everybody(bencher: Bencher) {
    let world = world();
    let document = of_statement(
        "the new policy",
        r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::bucket-9/*"}"#,
    );
    let edits = [Edit::Write {
        place: Place::Bucket("bucket-9".into()),
        document: document.unwrap(),
    }];
    let after = apply(&world, &edits).unwrap();
    let exposure = || exposure::of(&world, &after, &between(&world, &after), &Assume::default());
    assert!(!exposure().opens.is_empty());
    bencher.bench_local(exposure);
}

fn asked(world: &World) -> Diagnosis {
    let question = question(world, &format!("{POINT}/object/day/1.json"), "GetObject");
    let found = diagnose(question, world, &Assume::default());
    assert_eq!(found.decision, Overall::Deny);
    found
}

fn question(world: &World, resource: &str, operation: &str) -> Question {
    let flags = Flags {
        principal: Some(format!("arn:aws:sts::{HERE}:assumed-role/role-5/session")),
        operation: Some(operation.into()),
        resource: Some(resource.into()),
        only_sent: true,
        context: vec![
            ("aws:SourceVpce".into(), ENDPOINT.into()),
            ("aws:SourceVpc".into(), "vpc-0a1b2c3d".into()),
            ("aws:SecureTransport".into(), "true".into()),
        ],
        ..Flags::default()
    };
    Question::new(&flags, None, world).unwrap()
}

fn world() -> World {
    let tree = json!({
        "schema": "why403/world/v1",
        "organization": organization(),
        "accounts": {HERE: callers(), THERE: resources()},
    });
    let world = World::build(&read_text("world.json", &tree.to_string(), Form::Json));
    assert!(world.problems.is_empty(), "{:?}", world.problems);
    world
}

fn policy(statements: &Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// Root, unit and account, with two SCPs and two RCPs each
fn organization() -> Value {
    let guard = |name: &str| {
        policy(&json!([
            {"Sid": name, "Effect": "Deny", "Action": ["s3:PutBucketPolicy", "s3:DeleteBucket", "kms:ScheduleKeyDeletion"],
                "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}},
            {"Effect": "Deny", "NotAction": ["iam:*", "s3:*", "kms:*", "sts:*"], "Resource": "*",
                "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]}}},
        ]))
    };
    let fence = policy(&json!([
        {"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "kms:*"], "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "kms:*"], "Resource": "*",
            "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1234567890"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}},
    ]));
    let target = |name: &str| {
        json!({
            "scp": ["p-FullAWSAccess", {"Name": format!("guard-{name}"), "Content": guard(name)}],
            "rcp": ["p-RCPFullAWSAccess", {"Name": format!("fence-{name}"), "Content": fence}],
        })
    };
    json!({
        "organization": {"Id": "o-1234567890", "MasterAccountId": "999999999999", "FeatureSet": "ALL"},
        "parents": {HERE: "ou-ab12-1", THERE: "ou-ab12-1", "ou-ab12-1": "r-ab12"},
        "targets": {"r-ab12": target("root"), "ou-ab12-1": target("unit"), HERE: target("here"), THERE: target("there")},
    })
}

/// 1,000 roles with an inline policy each, one of 100 managed ones and one boundary for all
fn callers() -> Value {
    let grant = |number: usize| {
        let bucket = format!("arn:aws:s3:::own-{}", number % 200);
        policy(&json!([
            {"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"], "Resource": [bucket, format!("{bucket}/*"), "arn:aws:s3:::bucket-7/*"]},
            {"Effect": "Allow", "Action": "kms:Describe*", "Resource": "*"},
            {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}},
        ]))
    };
    let trust = policy(
        &json!({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}),
    );
    let arn = |rest: String| format!("arn:aws:iam::{HERE}:{rest}");
    let managed = |name: String, document: Value| {
        json!({
            "PolicyName": name,
            "Arn": arn(format!("policy/{name}")),
            "DefaultVersionId": "v1",
            "PolicyVersionList": [{"Document": document, "VersionId": "v1", "IsDefaultVersion": true}],
        })
    };
    let roles = (0..1_000).map(|it| {
        let name = format!("m-{}", it % 100);
        json!({
            "Path": "/",
            "RoleName": format!("role-{it}"),
            "RoleId": format!("AROA{it:016}"),
            "Arn": arn(format!("role/role-{it}")),
            "AssumeRolePolicyDocument": trust,
            "RolePolicyList": [{"PolicyName": "inline", "PolicyDocument": grant(it)}],
            "AttachedManagedPolicies": [{"PolicyName": name, "PolicyArn": arn(format!("policy/{name}"))}],
            "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn("policy/boundary".into())},
            "Tags": [{"Key": "team", "Value": "data"}],
        })
    });
    let roles: Vec<Value> = roles.collect();
    let mut policies: Vec<Value> = (0..100)
        .map(|it| managed(format!("m-{it}"), grant(it)))
        .collect();
    let boundary = policy(
        &json!([{"Effect": "Allow", "Action": ["s3:List*", "kms:Describe*", "logs:*"], "Resource": "*"}]),
    );
    policies.push(managed("boundary".into(), boundary));
    let endpoint = policy(
        &json!([{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::own-1", "arn:aws:s3:::bucket-7/*"]}]),
    );
    json!({
        "canonical-user": "a".repeat(64),
        "iam": {"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": roles, "Policies": policies},
        "s3": {"public-access-block": null, "buckets": {}},
        "regions": {"eu-central-1": {"ec2": {"vpc-endpoints": [{
            "VpcEndpointId": ENDPOINT,
            "VpcEndpointType": "Interface",
            "VpcId": "vpc-0a1b2c3d",
            "ServiceName": "com.amazonaws.eu-central-1.s3",
            "State": "available",
            "PolicyDocument": endpoint,
        }]}}},
    })
}

/// 200 buckets with a policy each, an access point, a key
fn resources() -> Value {
    let key = format!("arn:aws:kms:eu-central-1:{THERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    let mut buckets = Map::new();
    for number in 0..200 {
        let bucket = format!("arn:aws:s3:::bucket-{number}");
        let statements = json!([
            {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [bucket, format!("{bucket}/*")],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {"Effect": "Allow", "Principal": {"AWS": format!("arn:aws:iam::{THERE}:root")}, "Action": "s3:Get*", "Resource": format!("{bucket}/*")},
        ]);
        let policy = match number {
            9 => Value::Null,
            _ => json!({"Policy": policy(&statements).to_string()}),
        };
        let objects = json!([{"key": "day/1.json", "head-object": {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}}]);
        let settings = json!({
            "policy": policy,
            "ownership-controls": "BucketOwnerEnforced",
            "public-access-block": null,
            "encryption": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
            "location": "eu-central-1",
            "tagging": [],
            "abac": "Disabled",
            "request-payment": "BucketOwner",
            "objects": if number == 7 { objects } else { json!([]) },
        });
        buckets.insert(format!("bucket-{number}"), settings);
    }
    let root = json!({"Effect": "Allow", "Principal": {"AWS": format!("arn:aws:iam::{THERE}:root")}, "Action": "kms:*", "Resource": "*"});
    let block = json!({"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true});
    json!({
        "canonical-user": "b".repeat(64),
        "iam": {"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []},
        "s3": {"public-access-block": null, "buckets": buckets},
        "regions": {"eu-central-1": {
            "kms": {"1234abcd-12ab-34cd-56ef-1234567890ab": {
                "key": {"KeyMetadata": {"Arn": key, "KeyManager": "CUSTOMER", "KeyState": "Enabled"}},
                "policy": {"Policy": policy(&json!([root])).to_string(), "PolicyName": "default"},
                "grants": [], "tags": [], "aliases": [],
            }},
            "s3": {"access-points": {"feed": {
                "access-point": {"Bucket": "bucket-7", "NetworkOrigin": "Internet", "BucketAccountId": THERE, "PublicAccessBlockConfiguration": block},
                "policy": policy(&json!([{"Effect": "Allow", "Principal": {"AWS": format!("arn:aws:iam::{THERE}:root")}, "Action": "s3:GetObject", "Resource": format!("{POINT}/object/*")}])),
            }}},
        }},
    })
}
