//! What S3 adds: ACLs, ownership, Block Public Access, new ACLs and policies, expected owner, tags

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::skeleton::Lean;
use super::world::{ACCOUNTS, Service, World};

/// What the ACLs are to say
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    /// They grant the request, likely.
    Grant,
    /// Anything, if they are there
    Any,
}

/// Adds S3's members to `policies` and to the request.
pub(super) fn add(
    rng: &mut Rng,
    world: &mut World,
    policies: &mut Map<String, Value>,
    lean: Lean,
    refuse: bool,
    lists: Lists,
) {
    let careful = lean == Lean::Allow;
    // The contract does not say what ACLs do behind an access point.
    if lists == Lists::Grant || (rng.chance(28) && world.service != Service::AccessPoint) {
        policies.insert("acl".to_owned(), acl(rng, world, lists));
    }
    if rng.chance(45) {
        let settings = [
            "BucketOwnerEnforced",
            "BucketOwnerPreferred",
            "ObjectWriter",
        ];
        policies.insert("objectOwnership".to_owned(), json!(rng.text(&settings)));
    }
    if refuse || rng.chance(40) {
        let share = match (refuse, lists) {
            (true, _) => 85,
            (false, Lists::Any) if careful => 12,
            (false, _) => 35,
        };
        let names = [
            "BlockPublicAcls",
            "IgnorePublicAcls",
            "BlockPublicPolicy",
            "RestrictPublicBuckets",
        ];
        let flags: Map<String, Value> = names
            .iter()
            .map(|it| ((*it).to_owned(), json!(rng.chance(share))))
            .collect();
        policies.insert("publicAccessBlock".to_owned(), Value::Object(flags));
    }
    let puts_acl = [
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:PutObjectVersionAcl",
        "s3:PutBucketAcl",
    ];
    if puts_acl.contains(&world.action.as_str()) && rng.chance(if refuse { 90 } else { 40 }) {
        let acls = [
            "private",
            "public-read",
            "public-read-write",
            "authenticated-read",
            "bucket-owner-full-control",
        ];
        world.set("newAcl", json!(rng.text(&acls)));
    }
    if world.action == "s3:PutBucketPolicy" && rng.chance(85) {
        let policy = new_policy(rng);
        world.set("newPolicy", policy);
    }
    if rng.chance(8) {
        let owner = if careful {
            world.owner.clone()
        } else {
            rng.text(&ACCOUNTS)
        };
        world.set("expectedBucketOwner", json!(owner));
    }
    if rng.chance(25) {
        world.set("bucketTags", json!({"env": rng.text(&["dev", "prod"])}));
        world.set("bucketAbac", json!(rng.text(&["Enabled", "Disabled"])));
    }
}

fn acl(rng: &mut Rng, world: &World, lists: Lists) -> Value {
    let grantee = |rng: &mut Rng| {
        let groups = "http://acs.amazonaws.com/groups/";
        match rng.below(10) {
            0..3 if lists == Lists::Grant && !world.account.is_empty() => {
                format!("canonical:{}", world.account)
            }
            0..3 if lists == Lists::Grant => format!("{groups}global/AllUsers"),
            0..3 => "canonical:owner".to_owned(),
            3..6 => format!("canonical:{}", rng.text(&ACCOUNTS)),
            6..8 => format!("{groups}global/AllUsers"),
            8 => format!("{groups}global/AuthenticatedUsers"),
            _ => format!("{groups}s3/LogDelivery"),
        }
    };
    let permissions: &[&str] = match lists {
        Lists::Grant => &["READ", "FULL_CONTROL", "FULL_CONTROL"],
        Lists::Any => &[
            "READ",
            "READ",
            "WRITE",
            "READ_ACP",
            "WRITE_ACP",
            "FULL_CONTROL",
        ],
    };
    let mut acl = Map::new();
    for list in ["bucket", "object"] {
        if rng.chance(85) {
            let mut grants = Vec::new();
            for _ in 0..=rng.below(3) {
                grants.push(json!({"grantee": grantee(rng), "permission": rng.text(permissions)}));
            }
            acl.insert(list.to_owned(), Value::Array(grants));
        }
    }
    if rng.chance(80) {
        let other = format!("canonical:{}", rng.text(&ACCOUNTS));
        let owner = if rng.chance(60) {
            "canonical:owner".to_owned()
        } else {
            other
        };
        acl.insert("owner".to_owned(), json!(owner));
    }
    Value::Object(acl)
}

/// A bucket policy that is public, or is not by its principal or by a fixed value
fn new_policy(rng: &mut Rng) -> Value {
    let mut statements = vec![new_statement(rng)];
    if rng.chance(35) {
        statements.push(new_statement(rng));
    }
    if rng.chance(12) {
        // The Deny that takes a public Allow back, or does not quite
        let mut denied = statements.first().cloned().unwrap_or_default();
        if let Some(body) = denied.as_object_mut() {
            body.insert("Effect".to_owned(), json!("Deny"));
            if rng.chance(40) {
                body.insert("Action".to_owned(), json!("s3:PutObject"));
            }
        }
        statements.push(denied);
    }
    let policy = json!({"Version": "2012-10-17", "Statement": statements});
    if rng.chance(10) {
        json!(policy.to_string())
    } else {
        policy
    }
}

fn new_statement(rng: &mut Rng) -> Value {
    let mut body = Map::from_iter([
        (
            "Effect".to_owned(),
            json!(if rng.chance(85) { "Allow" } else { "Deny" }),
        ),
        ("Action".to_owned(), json!("s3:GetObject")),
        ("Resource".to_owned(), json!("arn:aws:s3:::logs/*")),
    ]);
    let principals = [
        json!("*"),
        json!("*"),
        json!({"AWS": "*"}),
        json!({"AWS": ["arn:aws:iam::111122223333:root", "*"]}),
        json!({"AWS": "111122223333"}),
        json!({"Service": "cloudtrail.amazonaws.com"}),
    ];
    body.insert("Principal".to_owned(), rng.pick(&principals));
    if rng.chance(75) {
        let mut operators: Map<String, Value> = Map::new();
        let (operators_of_key, key, values) = rng.pick(LIMITS);
        let base = rng.text(operators_of_key);
        let prefix = rng.text(&["", "", "", "ForAnyValue:", "ForAllValues:"]);
        let suffix = rng.text(&["", "", "", "IfExists"]);
        // What ForAnyValue with IfExists limits is told by nobody.
        let prefix = if suffix.is_empty() {
            prefix
        } else {
            String::new()
        };
        let value = match rng.below(10) {
            0 => json!([rng.text(values), rng.text(values)]),
            1 if key != "aws:SourceIp" => json!([]),
            _ => json!(rng.text(values)),
        };
        operators.insert(format!("{prefix}{base}{suffix}"), json!({key: value}));
        if rng.chance(30) {
            operators.insert(
                "Null".to_owned(),
                json!({key: rng.text(&["false", "true"])}),
            );
        }
        body.insert("Condition".to_owned(), Value::Object(operators));
    }
    Value::Object(body)
}

type Limit = (
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
);

const TEXT: &[&str] = &[
    "StringEquals",
    "StringLike",
    "StringEqualsIgnoreCase",
    "StringNotEquals",
    "StringNotLike",
];
const ARN: &[&str] = &[
    "ArnEquals",
    "ArnLike",
    "StringLike",
    "StringEquals",
    "ArnNotLike",
];
const ADDRESS: &[&str] = &["IpAddress", "IpAddress", "NotIpAddress"];

#[rustfmt::skip] // One key a row, in columns.
const LIMITS: &[Limit] = &[
    (ADDRESS, "aws:SourceIp",            &["0.0.0.0/0", "11.0.0.0/8", "10.0.0.0/7", "192.0.2.1", "2001:db8::/32", "2001::/16", "172.16.0.0/12"]),
    (TEXT,    "aws:SourceVpc",           &["vpc-1", "vpc-*", "vpc-?", "${aws:SourceVpc}"]),
    (TEXT,    "aws:SourceVpce",          &["vpce-1", "vpce-*"]),
    (TEXT,    "aws:SourceAccount",       &["111122223333", "1111*", "${aws:PrincipalAccount}"]),
    (TEXT,    "aws:SourceOwner",         &["111122223333"]),
    (TEXT,    "aws:userid",              &["AIDAEXAMPLE", "AROAEXAMPLE:*"]),
    (TEXT,    "aws:PrincipalOrgID",      &["o-1234567890", "o-*"]),
    (TEXT,    "aws:PrincipalAccount",    &["111122223333", "*"]),
    (TEXT,    "aws:SourceOrgID",         &["o-1234567890", "o-*"]),
    (TEXT,    "s3:DataAccessPointAccount", &["111122223333", "*"]),
    (ARN,     "s3:DataAccessPointArn",   &["arn:aws:s3:us-east-1:111122223333:accesspoint/*", "arn:aws:s3:us-east-1:*:accesspoint/web"]),
    (ARN,     "aws:PrincipalArn",        &["arn:aws:iam::111122223333:role/*", "arn:aws:iam::*:role/reader", "arn:aws:iam::111122223333:user/${aws:username}"]),
    (ARN,     "aws:SourceArn",           &["arn:aws:sns:*:111122223333:*", "arn:aws:sns:us-east-1:*:topic", "arn:aws:s3:::logs"]),
    (TEXT,    "aws:Referer",             &["https://example.com"]),
    (TEXT,    "aws:PrincipalTag/team",   &["red"]),
    (&["Bool"], "aws:SecureTransport",   &["true"]),
    (&["Bool"], "aws:PrincipalIsAWSService", &["true", "false"]),
];
