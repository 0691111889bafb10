//! What one decision costs: an `s3:GetObject` over 31 statements, that no Deny stops.
//!
//! Ten statements of identity, five of the bucket policy with conditions, two SCPs of six, four of
//! a boundary. The last line of comparison is a plain walk over the same statements, written here,
//! which knows nothing of what makes AWS's rules long. Figures: `docs/performance.md`.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on panics"
)]

mod plain;

use std::sync::Arc;

use divan::{Bencher, black_box};
use serde_json::{Value, json};
use why403_engine::case::Case;
use why403_engine::{Decision, Layers, Prepared, decide, evaluate};
use why403_model::policy::{PolicyKind, parse};
use why403_model::world::Document;

fn main() {
    divan::main();
}

fn statement(effect: &str, actions: &Value, resources: &Value, condition: Option<Value>) -> Value {
    let mut all = json!({"Effect": effect, "Action": actions, "Resource": resources});
    if let Some(condition) = condition {
        all["Condition"] = condition;
    }
    all
}

fn document(statements: &[Value]) -> Value {
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// Ten statements; the ninth allows
fn identity() -> Value {
    let allow = |action: Value, resource: Value| statement("Allow", &action, &resource, None);
    document(&[
        allow(json!(["ec2:Describe*", "ec2:Get*"]), json!("*")),
        allow(
            json!("dynamodb:GetItem"),
            json!("arn:aws:dynamodb:*:111122223333:table/reports-*"),
        ),
        allow(
            json!(["logs:CreateLogStream", "logs:PutLogEvents"]),
            json!("*"),
        ),
        allow(
            json!("kms:Decrypt"),
            json!("arn:aws:kms:*:111122223333:key/*"),
        ),
        allow(json!("s3:ListAllMyBuckets"), json!("*")),
        allow(json!("s3:ListBucket"), json!("arn:aws:s3:::acme-reports")),
        allow(
            json!(["s3:GetObject", "s3:PutObject"]),
            json!("arn:aws:s3:::acme-scratch/*"),
        ),
        allow(
            json!("s3:Get*"),
            json!(["arn:aws:s3:::acme-public/*", "arn:aws:s3:::acme-web/*"]),
        ),
        allow(
            json!(["s3:GetObject", "s3:GetObjectVersion"]),
            json!("arn:aws:s3:::acme-reports/2026/*"),
        ),
        statement(
            "Deny",
            &json!("s3:Delete*"),
            &json!("arn:aws:s3:::acme-*"),
            None,
        ),
    ])
}

/// Five statements, each with conditions that are asked
fn bucket() -> Value {
    let objects = json!("arn:aws:s3:::acme-reports/*");
    let both = json!(["arn:aws:s3:::acme-reports", "arn:aws:s3:::acme-reports/*"]);
    let mut all = vec![
        statement(
            "Deny",
            &json!("s3:*"),
            &both,
            Some(json!({"Bool": {"aws:SecureTransport": "false"}})),
        ),
        statement(
            "Deny",
            &json!("s3:*"),
            &both,
            Some(json!({"StringNotEquals": {"aws:PrincipalOrgID": "o-acme123456"}})),
        ),
        statement(
            "Deny",
            &json!("s3:GetObject"),
            &objects,
            Some(json!({"StringEquals": {"aws:SourceVpce": ["vpce-0a", "vpce-0b"]}})),
        ),
        statement(
            "Allow",
            &json!(["s3:GetObject", "s3:GetObjectTagging"]),
            &objects,
            Some(
                json!({"StringEquals": {"aws:PrincipalAccount": ["444455556666", "777788889999"]}}),
            ),
        ),
        statement(
            "Allow",
            &json!("s3:GetObject"),
            &objects,
            Some(json!({"StringEquals": {"aws:PrincipalTag/team": "finance",
                "aws:PrincipalAccount": "444455556666"}})),
        ),
    ];
    for statement in &mut all {
        statement["Principal"] = json!("*");
    }
    document(&all)
}

/// Six statements; the first allows everything, the others deny what is not asked for
fn scp(regions: &[&str]) -> Value {
    let deny = |action: Value, condition| statement("Deny", &action, &json!("*"), condition);
    document(&[
        statement("Allow", &json!("*"), &json!("*"), None),
        deny(json!("organizations:LeaveOrganization"), None),
        deny(
            json!(["cloudtrail:StopLogging", "cloudtrail:Delete*"]),
            None,
        ),
        deny(
            json!(["s3:PutBucketPolicy", "s3:PutBucketAcl"]),
            Some(json!({"StringNotEquals": {"aws:PrincipalTag/team": "platform"}})),
        ),
        deny(
            json!("s3:*"),
            Some(json!({"StringNotEquals": {"aws:RequestedRegion": regions}})),
        ),
        deny(json!("iam:CreateUser"), None),
    ])
}

/// Four statements; the second allows
fn boundary() -> Value {
    let all = json!("*");
    document(&[
        statement("Allow", &json!("ec2:*"), &all, None),
        statement("Allow", &json!("s3:*"), &json!("arn:aws:s3:::acme-*"), None),
        statement("Allow", &json!(["logs:*", "dynamodb:*"]), &all, None),
        statement("Deny", &json!("iam:*"), &all, None),
    ])
}

/// The case as a line of `why403 simulate --jsonl`
fn line() -> Value {
    json!({
        "id": "one-decision",
        "policies": {
            "identity": [identity()],
            "boundary": boundary(),
            "resource": bucket(),
            "scp": [[scp(&["eu-central-1", "us-east-1"])], [scp(&["us-east-1"])]],
        },
        "request": {
            "principal": "arn:aws:sts::111122223333:assumed-role/report-reader/daily",
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::acme-reports/2026/q3.csv",
            "resourceOwner": "111122223333",
            "context": {
                "aws:SecureTransport": "true",
                "aws:PrincipalOrgID": "o-acme123456",
                "aws:PrincipalAccount": "111122223333",
                "aws:PrincipalTag/team": "finance",
                "aws:RequestedRegion": "us-east-1",
                "aws:SourceVpce": "vpce-0c",
            },
        },
    })
}

/// The five documents as text, and the kind that each is used as
fn texts() -> Vec<(String, PolicyKind)> {
    let pretty = |it: &Value| serde_json::to_string_pretty(it).unwrap();
    vec![
        (pretty(&identity()), PolicyKind::IdentityInline),
        (pretty(&bucket()), PolicyKind::Bucket),
        (
            pretty(&scp(&["eu-central-1", "us-east-1"])),
            PolicyKind::Scp,
        ),
        (pretty(&scp(&["us-east-1"])), PolicyKind::Scp),
        (pretty(&boundary()), PolicyKind::Boundary),
    ]
}

/// The case, read; that it is what it says is asserted once, outside of what is timed
fn case() -> Case {
    let case = Case::read(&line().to_string()).unwrap();
    assert_eq!(case.answer().decision, Decision::Allow);
    assert_eq!(statements(&case.layers), 31);
    case
}

fn statements(layers: &Layers) -> usize {
    let levels = layers.scp.levels.iter().map(|it| &it.policies);
    let all = [&layers.identity, &layers.resource, &layers.boundary];
    let policies = all.into_iter().chain(levels).flat_map(|it| &it.known);
    policies.map(|it| it.statements.len()).sum()
}

/// Every layer, and of every statement which element matched or failed
#[divan::bench(sample_size = 100)]
fn evaluation_with_trace(bencher: Bencher) {
    let case = case();
    bencher.bench_local(|| {
        let request = black_box(&case.requests[0]);
        evaluate(black_box(&case.layers), request, case.rules())
    });
}

/// Every layer, without the trace
#[divan::bench(sample_size = 100)]
fn decision_only(bencher: Bencher) {
    let case = case();
    bencher.bench_local(|| {
        let request = black_box(&case.requests[0]);
        decide(black_box(&case.layers), request, case.rules())
    });
}

/// The plain walk over the same statements
#[divan::bench(sample_size = 100)]
fn plain_walk(bencher: Bencher) {
    let line = line();
    let (policies, request) = plain::read(&line);
    assert_eq!(policies.len(), 31);
    assert!(plain::is_allowed(&policies, &request));
    bencher.bench_local(|| plain::is_allowed(black_box(&policies), black_box(&request)));
}

/// The five documents from text to what is evaluated
#[divan::bench(sample_size = 100)]
fn parsing_and_preparing(bencher: Bencher) {
    let texts = texts();
    bencher.bench_local(|| -> Vec<Prepared> {
        let prepare = |(text, kind): &(String, PolicyKind)| {
            let document = Document {
                origin: None,
                label: String::new(),
                arn: None,
                file: None,
                line: None,
                text: text.clone(),
                policy: parse(text).sound().unwrap(),
            };
            Prepared::new(Arc::new(document), *kind)
        };
        black_box(&texts).iter().map(prepare).collect()
    });
}

/// A line of `simulate`: read, decided, with matched statements and missing keys
#[divan::bench(sample_size = 100)]
fn simulated_line(bencher: Bencher) {
    let line = line().to_string();
    case();
    bencher.bench_local(|| Case::read(black_box(&line)).unwrap().answer());
}
