//! What `CloudFormation` takes over that is there already, and what names it.

use serde_json::{Map, Value};
use why403_diagnose::fix::site::Site;

/// What names a resource: properties by their names
pub(super) type Identifier = Map<String, Value>;

/// A type that can be imported, and the properties that name one of it
struct Importable {
    kind: &'static str,
    identifier: &'static [&'static str],
}

/// The types of this module's templates that can be there before.
///
/// Source: the schemas of the `CloudFormation` registry as cfn-lint 1.58.0 has them: each of these
/// has a `read` and an `update` handler, and `primaryIdentifier` as here. `get-template-summary`
/// says `ResourceIdentifierSummaries` of what can be imported (botocore 1.43.11, `cloudformation`
/// 2010-05-15), and is asked first by what the page tells to type. Unconfirmed: no import was tried
/// on AWS, and the page "Resource type support for imports and drift detection" was not read. Not
/// here: `AWS::Lambda::Permission`, whose id is `CloudFormation`'s own, and `AWS::CloudTrail::Trail`,
/// since both are only ever made.
#[rustfmt::skip] // One type a row, in columns.
static IMPORTABLE: &[Importable] = &[
    //  type                      primary identifier
    row("AWS::IAM::GroupPolicy",   &["PolicyName", "GroupName"]),
    row("AWS::IAM::ManagedPolicy", &["PolicyArn"]),
    row("AWS::IAM::RolePolicy",    &["PolicyName", "RoleName"]),
    row("AWS::IAM::UserPolicy",    &["PolicyName", "UserName"]),
    row("AWS::S3::BucketPolicy",   &["Bucket"]),
];

const fn row(kind: &'static str, identifier: &'static [&'static str]) -> Importable {
    Importable { kind, identifier }
}

/// What names a resource of this type; `None` where it is not known to be importable.
///
/// - `properties`: as the template has them.
/// - `site`: has what only AWS's answers tell, the ARN of a policy.
pub(super) fn identifier(kind: &str, properties: &Value, site: &Site) -> Option<Identifier> {
    let row = IMPORTABLE.iter().find(|it| it.kind == kind)?;
    let value = |name: &str| match (name, site) {
        ("PolicyArn", Site::Managed { arn, .. }) => Some(Value::from(arn.as_str())),
        _ => properties.get(name).cloned(),
    };
    let all = row.identifier.iter();
    all.map(|name| Some(((*name).to_string(), value(name)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use why403_diagnose::fix::site::Site;

    use super::identifier;

    #[test]
    fn what_is_not_known_to_be_importable_has_no_identifier() {
        let site = Site::BucketPolicy("acme".into());
        let bucket = json!({"Bucket": "acme"});
        let found = identifier("AWS::S3::BucketPolicy", &bucket, &site);
        assert_eq!(found.as_ref(), bucket.as_object());
        for other in ["AWS::Lambda::Permission", "AWS::CloudTrail::Trail", ""] {
            assert_eq!(identifier(other, &bucket, &site), None, "{other}");
        }
        // Half a name names nothing.
        assert_eq!(identifier("AWS::IAM::RolePolicy", &bucket, &site), None);
    }
}
