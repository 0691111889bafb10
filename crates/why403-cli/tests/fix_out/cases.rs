//! Edits with what stands at their places before and after, and what others may do in between.

use serde_json::{Value, json};
use why403_diagnose::fix::{Edit, Place, PublicAccessLevel, Tagged, of_statement};
use why403_model::world::{Encryption, ObjectOwnership, PublicAccessBlock};

use crate::edits::{FUNCTION, KEY, LIKE_A_FILE, OWN, account, odd};
use crate::hostile::HOSTILE;

/// An edit, what stands there before and after, and what somebody else may do in between
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) edits: Vec<Edit>,
    /// Calls that make AWS as the world is
    pub(crate) first: Vec<Vec<String>>,
    /// The call whose answer shows it
    pub(crate) look: Vec<String>,
    pub(crate) before: Value,
    pub(crate) after: Value,
    /// A call of somebody else after the world was taken, or after the change was made
    pub(crate) meanwhile: Vec<String>,
    /// Whether that keeps the change from being made; it always keeps it from being undone
    pub(crate) stops: bool,
}

pub(crate) fn call(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

fn member(key: &str, name: &str, value: &str) -> String {
    json!([{key: name, value_of(key): value}]).to_string()
}

/// The member that stands beside one that names a tag
fn value_of(key: &str) -> &'static str {
    if key == "TagKey" { "TagValue" } else { "Value" }
}

/// One tag of something, whose commands are these
fn tag(name: &'static str, of: Tagged, [list, give]: [&str; 2], place: &[&str], key: &str) -> Case {
    let (service, list) = list.split_once(' ').unwrap();
    let on = |command: &str, more: &[&str]| call(&[&[service, command], place, more].concat());
    let red = member(key, "team", "red");
    let (odd, value) = (odd(), value_of(key));
    let kept = json!({key: "kept", value: "as it is"});
    Case {
        name,
        edits: vec![
            Edit::Tag {
                of: of.clone(),
                key: "team".into(),
                value: odd.clone(),
            },
            Edit::Tag {
                of,
                key: odd.clone(),
                value: "blue".into(),
            },
        ],
        first: vec![
            on(give, &["--tags", &red]),
            on(give, &["--tags", &json!([kept]).to_string()]),
        ],
        look: on(list, &[]),
        before: json!([{key: "team", value: "red"}, kept]),
        after: json!([kept, {key: "team", value: odd}, {key: odd, value: "blue"}]),
        meanwhile: on(give, &["--tags", &member(key, "team", "green")]),
        stops: true,
    }
}

pub(crate) fn tags() -> Vec<Case> {
    let (account_id, arn) = (account(OWN), "arn:aws:s3:::acme");
    let role = Tagged::Role {
        account: account_id.clone(),
        role: HOSTILE.into(),
    };
    let user = Tagged::User {
        account: account_id,
        user: HOSTILE.into(),
    };
    vec![
        tag(
            "role",
            role,
            ["iam list-role-tags", "tag-role"],
            &["--role-name", HOSTILE],
            "Key",
        ),
        tag(
            "user",
            user,
            ["iam list-user-tags", "tag-user"],
            &["--user-name", HOSTILE],
            "Key",
        ),
        tag(
            "bucket",
            Tagged::Bucket("acme".into()),
            ["s3control list-tags-for-resource", "tag-resource"],
            &["--account-id", OWN, "--resource-arn", arn],
            "Key",
        ),
        tag(
            "key",
            Tagged::Key(KEY.into()),
            ["kms list-resource-tags", "tag-resource"],
            &["--key-id", KEY],
            "TagKey",
        ),
    ]
}

pub(crate) fn settings() -> Vec<Case> {
    let off = PublicAccessBlock::default();
    let on = PublicAccessBlock {
        block_public_policy: true,
        ..off
    };
    let block = |policy: bool, acls: bool| {
        json!({"BlockPublicAcls": acls, "IgnorePublicAcls": false, "BlockPublicPolicy": policy,
            "RestrictPublicBuckets": false})
    };
    let of_bucket = |verb: &str, what: &str, more: &[&str]| {
        let command = format!("{verb}-{what}");
        call(&[&["s3api", &command, "--bucket", "acme"], more].concat())
    };
    let of_account = |verb: &str, more: &[&str]| {
        let command = format!("{verb}-public-access-block");
        call(&[&["s3control", &command, "--account-id", OWN], more].concat())
    };
    let theirs = block(false, true).to_string();
    let theirs = ["--public-access-block-configuration", theirs.as_str()];
    let owned = |by: &str| json!({"Rules": [{"ObjectOwnership": by}]});
    let preferred = owned("BucketOwnerPreferred").to_string();
    let default = |key: Option<&str>| {
        let mut own = json!({"SSEAlgorithm": if key.is_some() { "aws:kms" } else { "AES256" }});
        if let Some(key) = key {
            own["KMSMasterKeyID"] = key.into();
        }
        json!({"Rules": [{"ApplyServerSideEncryptionByDefault": own, "BucketKeyEnabled": key.is_some()}]})
    };
    let other = default(Some("arn:aws:kms:eu-west-1:111122223333:key/other")).to_string();
    let first = default(None).to_string();
    let encryption = "--server-side-encryption-configuration";
    vec![
        Case {
            name: "block-of-bucket",
            edits: vec![Edit::PublicAccessBlock {
                of: PublicAccessLevel::Bucket("acme".into()),
                to: on,
            }],
            first: Vec::new(),
            look: of_bucket("get", "public-access-block", &[]),
            before: Value::Null,
            after: block(true, false),
            meanwhile: of_bucket("put", "public-access-block", &theirs),
            stops: true,
        },
        Case {
            name: "block-of-account",
            edits: vec![Edit::PublicAccessBlock {
                of: PublicAccessLevel::Account(account(OWN)),
                to: on,
            }],
            first: Vec::new(),
            look: of_account("get", &[]),
            before: Value::Null,
            after: block(true, false),
            meanwhile: of_account("put", &theirs),
            stops: true,
        },
        Case {
            name: "ownership",
            edits: vec![Edit::Ownership {
                bucket: "acme".into(),
                to: ObjectOwnership::BucketOwnerEnforced,
            }],
            first: Vec::new(),
            look: of_bucket("get", "bucket-ownership-controls", &[]),
            before: Value::Null,
            after: owned("BucketOwnerEnforced"),
            meanwhile: of_bucket(
                "put",
                "bucket-ownership-controls",
                &["--ownership-controls", &preferred],
            ),
            stops: true,
        },
        Case {
            name: "encryption",
            edits: vec![Edit::Encryption {
                bucket: "acme".into(),
                to: Encryption {
                    algorithm: "aws:kms".into(),
                    kms_key: Some(KEY.into()),
                    bucket_key: true,
                },
            }],
            first: vec![of_bucket("put", "bucket-encryption", &[encryption, &first])],
            look: of_bucket("get", "bucket-encryption", &[]),
            before: default(None),
            after: default(Some(KEY)),
            meanwhile: of_bucket("put", "bucket-encryption", &[encryption, &other]),
            stops: true,
        },
    ]
}

/// Objects whose keys are read as something else by a careless command
pub(crate) fn objects() -> Vec<Case> {
    let named = [
        ("odd", odd()),
        ("like-a-file", LIKE_A_FILE.into()),
        ("a", "a".into()),
    ];
    let all = named.into_iter().map(|(name, key)| {
        let input = json!({"Key": key}).to_string();
        let on = |command: &str, more: &[&str]| {
            let place = [
                "s3api",
                command,
                "--bucket",
                "acme",
                "--cli-input-json",
                &input,
            ];
            call(&[&place, more].concat())
        };
        let set = |all: Value| json!({"TagSet": all});
        let kept = json!({"Key": "kept", "Value": "as it is"});
        let first = set(json!([kept])).to_string();
        let theirs = set(json!([])).to_string();
        let of = Tagged::Object {
            bucket: "acme".into(),
            key: key.clone(),
        };
        Case {
            name: ["tag-odd", "tag-like-a-file", "tag-a"][["odd", "like-a-file", "a"]
                .iter()
                .position(|it| *it == name)
                .unwrap()],
            edits: vec![Edit::Tag {
                of,
                key: "team".into(),
                value: odd(),
            }],
            first: vec![on("put-object-tagging", &["--tagging", &first])],
            look: on("get-object-tagging", &[]),
            before: set(json!([kept])),
            after: set(json!([kept, {"Key": "team", "Value": odd()}])),
            meanwhile: on("put-object-tagging", &["--tagging", &theirs]),
            stops: true,
        }
    });
    all.collect()
}

pub(crate) fn function() -> Case {
    let statement = |who: &str, sid: &str| {
        json!({"Sid": sid, "Effect": "Allow", "Principal": {"Service": who},
            "Action": "lambda:InvokeFunction", "Resource": FUNCTION,
            "Condition": {"StringEquals": {"AWS:SourceAccount": OWN},
                "ArnLike": {"AWS:SourceArn": "arn:aws:s3:::acme"}}})
    };
    let text =
        json!({"Version": "2012-10-17", "Statement": [statement("s3.amazonaws.com", "Allow")]});
    let label = "policy of function thumb";
    let document = of_statement(label, &text["Statement"][0].to_string());
    let on = |command: &str, more: &[&str]| {
        call(&[&["lambda", command, "--function-name", FUNCTION], more].concat())
    };
    Case {
        name: "function",
        edits: vec![Edit::Write {
            place: Place::Function {
                arn: FUNCTION.into(),
                qualifier: None,
            },
            document: document.unwrap(),
        }],
        first: Vec::new(),
        look: on("get-policy", &[]),
        before: Value::Null,
        after: json!({"Version": "2012-10-17", "Id": "default",
            "Statement": [statement("s3.amazonaws.com", "Allow")]}),
        meanwhile: on(
            "add-permission",
            &[
                "--statement-id",
                "Allow",
                "--action",
                "lambda:InvokeFunction",
                "--principal",
                "sns.amazonaws.com",
            ],
        ),
        stops: true,
    }
}
