//! Resource types: the form of their ARNs, and whether an ARN has it.

use super::generated::{HOLDS_COLON, HOLDS_SLASH};
use super::keys;
use super::template;

/// A kind of resource that a service authorizes
pub struct ResourceType {
    name: &'static str,
    arn_pattern: &'static str,
    /// Place in the lists of keys
    keys: u16,
}

impl ResourceType {
    /// Its name within the service, as AWS's tables have it: `bucket`, `object`
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The form of its ARNs: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`
    #[must_use]
    pub fn arn_pattern(&self) -> &'static str {
        self.arn_pattern
    }

    /// The condition keys that AWS lists for resources of this type
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static str> {
        keys::list(self.keys).map(|it| it.name)
    }

    /// Whether an ARN has the form of this type.
    ///
    /// - `arn`: one ARN, without wildcards; `*` is a character like any other here. `logs/*` has
    ///   the form of an object, `logs*` that of a bucket, though as a policy's pattern it matches
    ///   objects, too.
    /// - A placeholder stands for one character or more, never for a colon or a slash unless
    ///   names of its kind have them: a bucket's does not, an object's key does.
    /// - Cost: linear in the ARN × the placeholders of the form, one allocation.
    #[must_use]
    pub fn fits(&self, arn: &str) -> bool {
        template::is_filled(self.arn_pattern, arn, <[u8]>::eq, stops)
    }
}

impl core::fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("ResourceType")
            .field(&self.arn_pattern)
            .finish()
    }
}

/// The characters that a placeholder of an ARN cannot stand for
fn stops(placeholder: &str) -> &'static [u8] {
    match (
        HOLDS_COLON.contains(&placeholder),
        HOLDS_SLASH.contains(&placeholder),
    ) {
        (true, true) => b"",
        (true, false) => b"/",
        (false, true) => b":",
        (false, false) => b":/",
    }
}

/// A row of the table of resource types
pub(super) const fn resource(
    name: &'static str,
    arn_pattern: &'static str,
    keys: u16,
) -> ResourceType {
    ResourceType {
        name,
        arn_pattern,
        keys,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{action, service};
    use super::*;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[track_caller]
    fn check(of: &str, arn: &str, wanted: &[&str]) {
        let (prefix, name) = of.split_once(':').unwrap();
        let action = action(prefix, name).unwrap();
        let found = action.resource_types().filter(|it| it.fits(arn));
        assert_eq!(
            found.map(ResourceType::name).collect::<Vec<_>>(),
            wanted,
            "{of} {arn}"
        );
    }

    #[test]
    fn a_bucket_is_not_an_object() {
        check("s3:GetObject", "arn:aws:s3:::b/k", &["object"]);
        check("s3:GetObject", "arn:aws:s3:::b/a/b:c", &["object"]);
        check("s3:GetObject", "arn:aws-cn:s3:::b//k", &["object"]);
        check("s3:GetObject", "arn:aws:s3:::b", &[]);
        check("s3:GetObject", "arn:aws:s3:::b/", &[]);
        check("s3:ListBucket", "arn:aws:s3:::b", &["bucket"]);
        check("s3:ListBucket", "arn:aws:s3:::b/k", &[]);
        check("s3:ListBucket", "arn:aws:s3:::b/", &[]);
        check("s3:ListBucket", "arn:aws:s3:::", &[]);
        check("s3:ListBucket", "arn::s3:::b", &[]);
        check("s3:ListBucket", "", &[]);
        check("s3:ListBucket", "*", &[]);
    }

    #[test]
    fn an_access_point_is_not_what_is_behind_it() {
        let point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap";
        let object = "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/a/b";
        check("s3:ListBucket", point, &["accesspoint"]);
        check("s3:ListBucket", object, &[]);
        check("s3:GetObject", point, &[]);
        check("s3:GetObject", object, &["accesspointobject"]);
        check(
            "s3:GetObject",
            "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/a",
            &[],
        );
        let many = "arn:aws:s3::111122223333:accesspoint/m.mrap";
        check("s3:ListBucket", many, &["multiregionaccesspoint"]);
        check(
            "s3:PutObject",
            "arn:aws:s3::111122223333:accesspoint/m.mrap/object/k",
            &["multiregionaccesspointobject"],
        );
    }

    #[test]
    fn a_part_does_not_run_into_the_next() {
        check(
            "kms:Decrypt",
            "arn:aws:kms:eu-west-1:111122223333:key/k",
            &["key"],
        );
        check(
            "kms:Decrypt",
            "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3",
            &[],
        );
        check(
            "kms:Decrypt",
            "arn:aws:kms:a:b:eu-west-1:111122223333:key/k",
            &[],
        );
        check("kms:Decrypt", "arn:aws:kms::111122223333:key/k", &[]);
        let function = "arn:aws:lambda:eu-west-1:111122223333:function:f";
        check("lambda:InvokeFunction", function, &["function"]);
    }

    #[test]
    fn paths_belong_to_names_that_have_them() {
        check(
            "sts:AssumeRole",
            "arn:aws:iam::111122223333:role/team/x",
            &["role"],
        );
        check("iam:GetRole", "arn:aws:iam::111122223333:role/x", &["role"]);
        check(
            "logs:PutLogEvents",
            "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:log-stream:2026/09/26/[1]a",
            &["log-stream"],
        );
        check(
            "dynamodb:GetRecords",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/2026-09-26T04:46:59.905",
            &["stream"],
        );
        check(
            "dynamodb:GetItem",
            "arn:aws:dynamodb:eu-west-1:1:table/t/index/i",
            &[],
        );
    }

    /// In S3 it is also the only one that does; elsewhere an alias and a version look the same
    #[test]
    fn a_form_fits_its_own_examples() {
        for service in super::super::generated::SERVICES {
            for of in service.resource_types() {
                let arn: String = of.arn_pattern.replace("${", "").replace('}', "");
                assert!(of.fits(&arn), "{of:?} {arn}");
            }
        }
        let types: Vec<_> = service("s3").unwrap().resource_types().collect();
        for (at, of) in types.iter().enumerate() {
            let arn = of.arn_pattern.replace("${", "").replace('}', "");
            let fitting = types.iter().enumerate().filter(|(_, it)| it.fits(&arn));
            assert_eq!(fitting.map(|(at, _)| at).collect::<Vec<_>>(), [at], "{arn}");
        }
    }
}
