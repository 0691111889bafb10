//! The request's context, and conditions on it: every operator, quantifier and suffix

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::statement::Layer;
use super::world::{Service, World};

/// What the values of a key are
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Sort {
    #[default]
    Text,
    Number,
    Date,
    Truth,
    Address,
    Arn,
    Binary,
}

/// A key that requests may have: (name, sort, multivalued, request values)
type Key = (&'static str, Sort, bool, &'static [&'static str]);

const PATHS: &[&str] = &[
    "o-1234567890/r-ab12/ou-ab12-1/",
    "o-1234567890/r-ab12/",
    "o-9999999999/r-zz99/",
];
const TIMES: &[&str] = &[
    "2026-10-01T00:00:00Z",
    "2026-10-01",
    "1790812800",
    "2026-10-01T02:00:00+02:00",
    "2026-10-01T00:00:00.0009Z",
    "2026-11-15T12:30:00Z",
    "2026",
    "2026-10-01T00:00:00",
    "yesterday",
];
const ADDRESSES: &[&str] = &[
    "192.0.2.1",
    "192.0.2.200",
    "203.0.113.9",
    "2001:db8::1",
    "::ffff:192.0.2.1",
    "2001:db8:0:0:0:0:0:5",
    "2001:db8::1:",
    "192.000.002.001",
    "10.1.2.3",
    "192.0.2.1/32",
];

#[rustfmt::skip] // One key a row, in columns.
const KEYS: &[Key] = &[
    ("aws:PrincipalTag/team",        Sort::Text,    false, &["red", "blue", "", "r*d", "Réd"]),
    ("aws:RequestTag/team",          Sort::Text,    false, &["red", "Red", "RED", "\u{212A}", "straße", "𐐀", "ΟΣ"]),
    ("aws:ResourceTag/env",          Sort::Text,    false, &["dev", "prod"]),
    ("aws:SourceVpc",                Sort::Text,    false, &["vpc-11111111", "vpc-22222222"]),
    ("aws:SourceVpce",               Sort::Text,    false, &["vpce-11111111"]),
    ("aws:PrincipalOrgID",           Sort::Text,    false, &["o-1234567890", "o-9999999999"]),
    ("aws:UserAgent",                Sort::Text,    false, &["aws-cli/2.0", "[Boto3]"]),
    ("aws:referer",                  Sort::Text,    false, &["https://example.com/a?b"]),
    ("s3:prefix",                    Sort::Text,    false, &["", "team/red/", "home/alice"]),
    ("s3:x-amz-acl",                 Sort::Text,    false, &["private", "bucket-owner-full-control"]),
    ("sts:ExternalId",               Sort::Text,    false, &["x-1", "x-2"]),
    ("kms:ViaService",               Sort::Text,    false, &["s3.us-east-1.amazonaws.com"]),
    ("app:tier",                     Sort::Text,    false, &["gold", "silver", "a.txt"]),
    ("s3:max-keys",                  Sort::Number,  false, &["10", "010", "1e1", "+10.0", "9.99", "1000", "-1", "many"]),
    ("aws:MultiFactorAuthAge",       Sort::Number,  false, &["300", "3600", "9007199254740993"]),
    ("aws:CurrentTime",              Sort::Date,    false, TIMES),
    ("aws:TokenIssueTime",           Sort::Date,    false, TIMES),
    ("aws:SecureTransport",          Sort::Truth,   false, &["true", "false"]),
    ("aws:MultiFactorAuthPresent",   Sort::Truth,   false, &["true", "false", "TRUE", "yes"]),
    ("aws:ViaAWSService",            Sort::Truth,   false, &["true", "false"]),
    ("aws:SourceIp",                 Sort::Address, false, ADDRESSES),
    ("aws:VpcSourceIp",              Sort::Address, false, ADDRESSES),
    ("aws:SourceArn",                Sort::Arn,     false, &["arn:aws:sns:us-east-1:111122223333:topic", "arn:aws:s3:::logs", "arn:aws:sns:eu-west-1:444455556666:a:b/c", "not-an-arn"]),
    ("aws:SourceAccount",            Sort::Text,    false, &["111122223333", "444455556666"]),
    ("app:blob",                     Sort::Binary,  false, &["YQ==", "Yg==", "YR==", "YQ"]),
    ("aws:TagKeys",                  Sort::Text,    true,  &["team", "env", "Team", "owner"]),
    ("aws:PrincipalOrgPaths",        Sort::Text,    true,  PATHS),
    ("aws:CalledVia",                Sort::Text,    true,  &["athena.amazonaws.com", "cloudformation.amazonaws.com"]),
    ("s3:RequestObjectTagKeys",      Sort::Text,    true,  &["team", "env"]),
    ("kms:EncryptionContextKeys",    Sort::Text,    true,  &["dept", "project"]),
    ("sts:TransitiveTagKeys",        Sort::Text,    true,  &["team", "env"]),
    ("dynamodb:LeadingKeys",         Sort::Text,    true,  &["alice", "bob"]),
    ("dynamodb:Attributes",          Sort::Text,    true,  &["name", "mail"]),
    ("app:labels",                   Sort::Text,    true,  &["gold", "silver", ""]),
    ("app:sizes",                    Sort::Number,  true,  &["1", "2.0", "1e1", "big"]),
    ("app:dates",                    Sort::Date,    true,  TIMES),
    ("app:flags",                    Sort::Truth,   true,  &["true", "false"]),
    ("app:networks",                 Sort::Address, true,  ADDRESSES),
    ("app:arns",                     Sort::Arn,     true,  &["arn:aws:iam::111122223333:role/reader", "arn:aws:s3:::logs", "not-an-arn"]),
    ("app:blobs",                    Sort::Binary,  true,  &["YQ==", "Yg=="]),
];

#[rustfmt::skip] // One key a row, in columns.
/// Keys that the request's other members determine; values are guesses at what they are.
const DERIVED: &[Key] = &[
    ("aws:PrincipalArn",             Sort::Arn,     false, &["arn:aws:iam::111122223333:role/reader", "arn:aws:iam::444455556666:user/alice", "arn:aws:iam::111122223333:root"]),
    ("aws:PrincipalAccount",         Sort::Text,    false, &["111122223333", "444455556666", "777788889999", "anonymous"]),
    ("aws:PrincipalType",            Sort::Text,    false, &["User", "AssumedRole", "Account", "Anonymous"]),
    ("aws:username",                 Sort::Text,    false, &["alice", "bob"]),
    ("aws:userid",                   Sort::Text,    false, &["AROAEXAMPLEREADER0000:ci", "AIDAEXAMPLEALICE00000", "111122223333"]),
    ("aws:PrincipalIsAWSService",    Sort::Truth,   false, &["true", "false"]),
    ("aws:PrincipalServiceName",     Sort::Text,    false, &["cloudtrail.amazonaws.com"]),
    ("aws:ResourceAccount",          Sort::Text,    false, &["111122223333", "444455556666", "777788889999"]),
    ("s3:ResourceAccount",           Sort::Text,    false, &["111122223333", "444455556666"]),
    ("kms:CallerAccount",            Sort::Text,    false, &["111122223333", "444455556666"]),
    ("s3:BucketTag/env",             Sort::Text,    false, &["dev", "prod"]),
    ("kms:EncryptionContext:dept",   Sort::Text,    false, &["it", "hr"]),
    ("aws:PrincipalTag/absent",      Sort::Text,    false, &["x"]),
];

/// The keys that contexts are drawn from
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(name, ..)| *name)
}

/// Draws the context: each key is there or not.
pub(super) fn context(rng: &mut Rng, world: &World) -> Value {
    let mut context = Map::new();
    let share = rng.pick(&[10, 35, 60]);
    for (name, _, many, values) in KEYS {
        if !rng.chance(share) {
            continue;
        }
        let count = rng.pick(&[0, 1, 1, 1, 2, 2, 3]);
        let list: Vec<String> = (0..count).map(|_| rng.text(values)).collect();
        let empty = list.is_empty() && !rng.chance(15); // an empty list is seldom
        let value = match many {
            true if empty => continue,
            true => json!(list),
            false => json!(rng.text(values)),
        };
        context.insert(cased(rng, name, 4), value);
    }
    if world.service == Service::Key {
        for (name, values) in [("dept", ["it", "hr"]), ("project", ["x", "y"])] {
            if rng.chance(55) {
                context.insert(
                    format!("kms:EncryptionContext:{name}"),
                    json!(rng.text(&values)),
                );
            }
        }
    }
    if rng.chance(5) && !world.account.is_empty() {
        // What a real request would have, with the role's path
        let arn = format!("arn:aws:iam::{}:role/team/reader", world.account);
        context.insert("aws:PrincipalArn".to_owned(), json!(arn));
    }
    Value::Object(context)
}

/// A `Condition`: operator → key → values
pub(super) fn condition(
    rng: &mut Rng,
    world: &World,
    layer: Layer,
    version: Option<&str>,
) -> Value {
    let mut operators: Map<String, Value> = Map::new();
    for _ in 0..rng.pick(&[1, 1, 2]) {
        let (key, sort, many, values) = draw_key(rng, world);
        let operator = draw_operator(rng, sort, many);
        let is_pair = !operator.contains("Null") && rng.chance(4);
        let value = if operator == "Null" {
            rng.pick(&[
                json!("true"),
                json!("false"),
                json!("TRUE"),
                json!(true),
                json!(["false"]),
            ])
        } else if is_pair && matches!(layer, Layer::Resource | Layer::AccessPoint) {
            json!([]) // S3 stores an empty list.
        } else {
            wanted_values(rng, sort, values, world, &key, layer, version)
        };
        let keys = operators.entry(operator).or_insert_with(|| json!({}));
        if let Some(keys) = keys.as_object_mut() {
            keys.insert(key, value);
        }
    }
    Value::Object(operators)
}

/// A key of the request in two cases of three, so that conditions have something to say
fn draw_key(rng: &mut Rng, world: &World) -> (String, Sort, bool, &'static [&'static str]) {
    let context = world.request.get("context").and_then(Value::as_object);
    let is_present = |it: &&Key| context.is_some_and(|keys| keys.contains_key(it.0));
    let present: Vec<Key> = KEYS.iter().filter(is_present).copied().collect();
    if world.request.contains_key("bucketTags") && rng.chance(18) {
        let name = rng.text(&["s3:BucketTag/env", "aws:ResourceTag/env"]);
        return (name, Sort::Text, false, &["dev", "prod"]);
    }
    let (name, sort, many, values) = match rng.below(10) {
        0..6 if !present.is_empty() => rng.pick(&present),
        0..8 => rng.pick(KEYS),
        _ => rng.pick(DERIVED),
    };
    (cased(rng, name, 6), sort, many, values)
}

/// Every operator for the sort, with text operators for all
fn draw_operator(rng: &mut Rng, sort: Sort, many: bool) -> String {
    if rng.chance(7) {
        return "Null".to_owned();
    }
    let text = [
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringNotEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
    ];
    let numeric = [
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
    ];
    let date = [
        "DateEquals",
        "DateNotEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
    ];
    let own: &[&str] = match sort {
        Sort::Text => &text,
        Sort::Number => &numeric,
        Sort::Date => &date,
        Sort::Truth => &["Bool"],
        Sort::Address => &["IpAddress", "NotIpAddress"],
        Sort::Arn => &[
            "ArnEquals",
            "ArnLike",
            "ArnNotEquals",
            "ArnNotLike",
            "StringLike",
            "StringEquals",
        ],
        Sort::Binary => &["BinaryEquals"],
    };
    let base = rng.text(own);
    let quantifier = match (many, rng.below(10)) {
        (true, 0..4) | (false, 1) => "ForAnyValue:",
        (true, 4..8) | (false, 0) => "ForAllValues:",
        _ => "",
    };
    let suffix = if rng.chance(18) { "IfExists" } else { "" };
    format!("{quantifier}{base}{suffix}")
}

fn wanted_values(
    rng: &mut Rng,
    sort: Sort,
    values: &[&str],
    world: &World,
    key: &str,
    layer: Layer,
    version: Option<&str>,
) -> Value {
    let mut list = Vec::new();
    for _ in 0..rng.pick(&[1, 1, 1, 2, 3]) {
        list.push(wanted(rng, sort, values, world, key, layer, version));
    }
    match (list.as_slice(), rng.chance(75)) {
        ([one], true) => one.clone(),
        _ => Value::Array(list),
    }
}

/// One value that a policy wants; malformed literals are for session policies only.
fn wanted(
    rng: &mut Rng,
    sort: Sort,
    values: &[&str],
    world: &World,
    key: &str,
    layer: Layer,
    version: Option<&str>,
) -> Value {
    let malformed = layer == Layer::Session && rng.chance(12);
    let found = world
        .request
        .get("context")
        .and_then(|it| it.get(key))
        .and_then(Value::as_str);
    let text = match sort {
        Sort::Text => return json!(wanted_text(rng, found, values, layer, version)),
        Sort::Number if malformed => rng.text(&["NaN", "no-number", ""]),
        Sort::Number if rng.chance(12) => return rng.pick(&[json!(10), json!(300), json!(1)]),
        Sort::Number => rng.text(&[
            "10",
            "10.0",
            "1e1",
            "300",
            "3600",
            "1",
            "2",
            "9007199254740992",
            "0.5",
            "-1",
            "+300",
        ]),
        Sort::Date if malformed => rng.text(&["not-a-date", "2026-13-01", "2026-10-01T25:00:00Z"]),
        Sort::Date => rng.text(&[
            "2026-10-01T00:00:00Z",
            "2026-10-01",
            "2026-10",
            "1790812800",
            "2026-10-01T00:00:00.000Z",
            "2027",
            "2026",
            "2026-10-01T01:00:00+01:00",
            "2026-11-15T12:30Z",
        ]),
        Sort::Truth if rng.chance(15) => return rng.pick(&[json!(true), json!(false)]),
        Sort::Truth if malformed => rng.text(&["yes", "", "TRUE"]),
        Sort::Truth => rng.text(&["true", "false"]),
        Sort::Address if malformed => rng.text(&[
            "not-an-ip",
            "2001:db8::5/64",
            "192.0.2.0/33",
            "::ffff:192.0.2.0/120",
        ]),
        Sort::Address => rng.text(&[
            "192.0.2.0/24",
            "192.0.2.5/24",
            "192.0.2.1",
            "0.0.0.0/0",
            "0.0.0.0/1",
            "203.0.113.0/25",
            "2001:db8::/64",
            "2001:db8::/32",
            "::/0",
            "2001:db8::1",
            "192.000.002.0/024",
            "10.0.0.0/8",
            "2001:db8::4/126",
        ]),
        Sort::Arn if malformed => rng.text(&["not-an-arn", "arn:aws:s3"]),
        Sort::Arn => return json!(wanted_arn(rng, values, version)),
        Sort::Binary => rng.text(&["YQ==", "Yg==", "YWI="]),
    };
    json!(text)
}

fn wanted_text(
    rng: &mut Rng,
    found: Option<&str>,
    values: &[&str],
    layer: Layer,
    version: Option<&str>,
) -> String {
    let base = match found {
        Some(found) if rng.chance(55) => found.to_owned(),
        _ => rng.text(values),
    };
    // IAM and STS store no letter beyond Latin-1: iam.md A.1.
    let is_stored_by_iam = matches!(
        layer,
        Layer::Identity | Layer::Boundary | Layer::Session | Layer::Scp | Layer::Rcp
    );
    let base = if is_stored_by_iam && base.chars().any(|it| it > '\u{FF}') {
        "k".to_owned()
    } else {
        base
    };
    match rng.below(20) {
        0..10 => base,
        10..12 => format!("{}*", base.chars().take(3).collect::<String>()),
        12 => format!("*{}", base.chars().skip(1).collect::<String>()),
        13 => format!("?{}", base.chars().skip(1).collect::<String>()),
        14 => base.to_uppercase(),
        15 => rng.text(&["*", "?", "k", "ß", "a[b]"]),
        // Variables are literal text in 2008; there they would be stored as well.
        _ if version.is_some() || rng.chance(20) => rng.text(&[
            "${aws:PrincipalTag/team}",
            "${aws:PrincipalTag/team, 'red'}",
            "${aws:username}",
            "${aws:PrincipalAccount}",
            "${aws:TagKeys}",
            "${aws:TagKeys, 'team'}",
            "${aws:PrincipalTag/absent}",
            "r${*}d",
            "${app:tier}*",
            "${aws:PrincipalTag/absent, 'gold'}",
        ]),
        _ => base,
    }
}

fn wanted_arn(rng: &mut Rng, values: &[&str], version: Option<&str>) -> String {
    let base = rng.text(values);
    let base = if base.starts_with("arn:") {
        base
    } else {
        "arn:aws:s3:::logs".to_owned()
    };
    let variable = "arn:aws:iam::${aws:PrincipalAccount}:role/*";
    match rng.below(8) {
        0..3 => base,
        3 => rng.text(&[
            "arn:aws:sns:*:111122223333:*",
            "arn:aws:iam::*:role/*",
            "arn:aws:s3:::l*",
        ]),
        4 => "arn:aws:iam::111122223333:*".to_owned(),
        5 => "arn:aws:*:*:*:*".to_owned(),
        6 if version.is_some() => variable.to_owned(),
        _ => rng.text(&[
            "arn:aws:iam::444455556666:user/*",
            "arn:aws:sns:?u-west-1:444455556666:a:*",
        ]),
    }
}

/// The name, in another case in a few cases
fn cased(rng: &mut Rng, name: &str, percent: usize) -> String {
    if rng.chance(percent) {
        rng.pick(&[name.to_lowercase(), name.to_uppercase()])
    } else {
        name.to_owned()
    }
}
