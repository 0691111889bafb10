//! Values that their key never has, and tests that are the wrong way round.
//!
//! Source: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference for
//! S3 and KMS; `spec/iam.md` D.1 (`aws:PrincipalArn` has the role, never its session).

use alloc::format;
use alloc::string::String;

use why403_model::arn::{Arn, is_account};
use why403_model::policy::{ConditionTest, Effect, Family, OperatorName, Statement, Text};
use why403_model::shown::shown;
use why403_model::value::is_true;

use super::{Review, codes, is_key};

/// What all values of some keys look like
enum Shape {
    Prefix(&'static str),
    Account,
    /// `s3.eu-central-1.amazonaws.com`
    RegionalService,
    OneOf(&'static [&'static str]),
}

struct Row {
    keys: &'static [&'static str],
    shape: Shape,
}

static SHAPES: &[Row] = &[
    Row {
        keys: &["aws:SourceVpc"],
        shape: Shape::Prefix("vpc-"),
    },
    Row {
        keys: &["aws:SourceVpce"],
        shape: Shape::Prefix("vpce-"),
    },
    Row {
        keys: &[
            "aws:PrincipalOrgID",
            "aws:PrincipalOrgPaths",
            "aws:ResourceOrgID",
            "aws:ResourceOrgPaths",
            "aws:SourceOrgID",
            "aws:SourceOrgPaths",
            "aws:VpceOrgID",
            "aws:VpceOrgPaths",
        ],
        shape: Shape::Prefix("o-"),
    },
    Row {
        keys: &["aws:PrincipalArn", "aws:SourceArn", "aws:SourceVpcArn"],
        shape: Shape::Prefix("arn:"),
    },
    Row {
        keys: &[
            "aws:PrincipalAccount",
            "aws:ResourceAccount",
            "aws:SourceAccount",
            "aws:VpceAccount",
            "kms:CallerAccount",
            "s3:DataAccessPointAccount",
            "s3:ResourceAccount",
        ],
        shape: Shape::Account,
    },
    Row {
        keys: &["kms:ViaService"],
        shape: Shape::RegionalService,
    },
    Row {
        keys: &["s3:x-amz-server-side-encryption"],
        shape: Shape::OneOf(&["AES256", "aws:kms", "aws:kms:dsse", "aws:fsx"]),
    },
    Row {
        keys: &["s3:x-amz-acl"],
        shape: Shape::OneOf(&[
            "private",
            "public-read",
            "public-read-write",
            "authenticated-read",
            "aws-exec-read",
            "bucket-owner-read",
            "bucket-owner-full-control",
            "log-delivery-write",
        ]),
    },
];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    for test in &statement.conditions {
        if is_key(test, "aws:SecureTransport") {
            transport(review, statement.effect, test);
        }
        match test.operator.name.family() {
            Family::String | Family::Arn => {}
            Family::Numeric
            | Family::Date
            | Family::Bool
            | Family::Binary
            | Family::Ip
            | Family::Null => continue,
        }
        let row = SHAPES
            .iter()
            .find(|it| it.keys.iter().any(|key| is_key(test, key)));
        for value in &test.values {
            if let Some(row) = row {
                shape(review, test, value, &row.shape);
            }
            arn(review, test, value);
        }
    }
}

fn shape(review: &mut Review<'_>, test: &ConditionTest, Text { text, at }: &Text, shape: &Shape) {
    let has_wildcards = match test.operator.name {
        OperatorName::StringLike | OperatorName::StringNotLike => true,
        other => other.family() == Family::Arn,
    };
    if text.contains("${") {
        return;
    }
    let open = text.find(['*', '?']).filter(|_| has_wildcards);
    // What stands before the first wildcard has to be the beginning of a value.
    let head = open.and_then(|it| text.get(..it)).unwrap_or(text);
    let is_open = open.is_some();
    let fits = match shape {
        Shape::Prefix(prefix) => head.starts_with(prefix) || (is_open && prefix.starts_with(head)),
        // Unsigned requests have `anonymous` in the place of an account.
        Shape::Account if is_open => head.bytes().all(|it| it.is_ascii_digit()),
        Shape::Account => is_account(text) || text == "anonymous",
        Shape::RegionalService => is_open || text.split('.').count() > 3,
        Shape::OneOf(all) if is_open => all.iter().any(|it| it.starts_with(head)),
        Shape::OneOf(all) => match test.operator.name {
            OperatorName::StringEqualsIgnoreCase | OperatorName::StringNotEqualsIgnoreCase => {
                all.iter().any(|it| it.eq_ignore_ascii_case(text))
            }
            _ => all.contains(&text.as_str()),
        },
    };
    if fits {
        return;
    }
    let message = format!("`{}` is never `{}`", shown(&test.key.text), shown(text));
    let help = match shape {
        Shape::Prefix("vpc-") if head.starts_with("vpce-") => {
            "test `aws:SourceVpce`, or write the VPC's id, `vpc-…`".into()
        }
        Shape::Prefix("vpce-") if head.starts_with("vpc-") => {
            "test `aws:SourceVpc`, or write the endpoint's id, `vpce-…`".into()
        }
        Shape::Prefix(prefix) => format!("write a value that begins with `{prefix}`"),
        Shape::Account => "write the account's twelve digits, in quotes".into(),
        Shape::RegionalService => {
            "write the service with its Region, such as `s3.us-east-1.amazonaws.com`, or `s3.*.amazonaws.com` with `StringLike`".into()
        }
        Shape::OneOf(all) => format!("write one of: {}", all.join(", ")),
    };
    review.find(&codes::VALUE_SHAPE, *at, message, help);
}

fn arn(review: &mut Review<'_>, test: &ConditionTest, Text { text, at }: &Text) {
    let Ok(arn) = Arn::parse(text) else {
        return;
    };
    if is_key(test, "aws:PrincipalArn")
        && let Some(rest) = arn.resource().strip_prefix("assumed-role/")
    {
        let role = rest.split('/').next().unwrap_or_default();
        let message = format!(
            "`aws:PrincipalArn` is the role of a session, never the session: `{}` matches nothing",
            shown(text)
        );
        let meant = format!("arn:{}:iam::{}:role/{role}", arn.partition(), arn.account());
        let help = format!(
            "write `{}`, with the role's path if it has one",
            shown(&meant)
        );
        review.find(&codes::PRINCIPAL_ARN_SESSION, *at, message, help);
    }
    if is_key(test, "aws:SourceArn")
        && let (Some(bucket), Some(_)) = (arn.s3_bucket(), arn.s3_key())
    {
        let message = format!(
            "`aws:SourceArn` is the bucket, never an object: `{}` matches nothing",
            shown(text)
        );
        let meant = format!("arn:{}:s3:::{bucket}", arn.partition());
        let help = format!("write `{}`", shown(&meant));
        review.find(&codes::VALUE_SHAPE, *at, message, help);
    }
}

/// A Deny is for requests without TLS, an Allow for those with it
fn transport(review: &mut Review<'_>, effect: Effect, test: &ConditionTest) {
    if test.operator.name != OperatorName::Bool || test.values.is_empty() {
        return;
    }
    let wanted = effect == Effect::Deny;
    if test.values.iter().any(|it| is_true(&it.text) != wanted) {
        return;
    }
    let (message, value) = match effect {
        Effect::Deny => (
            "this Deny refuses requests over TLS and lets plain HTTP pass",
            "false",
        ),
        Effect::Allow => ("this Allow is for plain HTTP only", "true"),
    };
    let help: String = format!("write `\"aws:SecureTransport\": \"{value}\"`");
    review.find(&codes::TLS_INVERTED, test.at, message.into(), help);
}
