//! The action that someone meant who wrote the name of none.

use alloc::vec::Vec;

use super::actions::{ActionFacts, action, service};
use super::generated::MISNOMERS;
use super::names;

/// The name of the action of the same service that was meant: `s3`, `ListObjects` → `ListBucket`.
///
/// As [`meant_action`], less the actions of other services.
#[must_use]
pub fn nearest_action(service: &str, name: &str) -> Option<&'static str> {
    meant_action(service, name)
        .filter(|it| names::same(it.service().prefix(), service))
        .map(ActionFacts::name)
}

/// The action that was meant, of whatever service: `s3`, `CreateSession` → `s3express:CreateSession`.
///
/// - The name of an action means that action.
/// - The name of an operation means the action that the operation needs: `HeadObject` →
///   `s3:GetObject`. Source: `data/s3-operations.json`, by way of `data/iam/facts.json`.
/// - Else the nearest name, if it is near: one edit for each four letters, six at most, and the
///   same verb. `GetBucketLocation` is not what `PutBucketLocation` means.
/// - `None` for services that are unknown or known in part: another name may be right there.
#[must_use]
pub fn meant_action(service: &str, name: &str) -> Option<ActionFacts> {
    action(service, name)
        .or_else(|| misnomer(service, name))
        .or_else(|| similar(service, name))
}

/// A name that looks like an action, and the action that it stands for
pub(super) struct Misnomer {
    wrong: (&'static str, &'static str),
    right: (&'static str, &'static str),
}

/// A row of the table of misnomers: service and name, wrong and right
pub(super) const fn misnomer_row(
    wrong: (&'static str, &'static str),
    right: (&'static str, &'static str),
) -> Misnomer {
    Misnomer { wrong, right }
}

fn misnomer(service: &str, name: &str) -> Option<ActionFacts> {
    let found = MISNOMERS
        .binary_search_by(|it| {
            names::order(it.wrong.0, service).then_with(|| names::order(it.wrong.1, name))
        })
        .ok()
        .and_then(|at| MISNOMERS.get(at))?;
    action(found.right.0, found.right.1)
}

fn similar(prefix: &str, name: &str) -> Option<ActionFacts> {
    let service = service(prefix).filter(|it| it.is_complete())?;
    let limit = (name.len() / 4).clamp(1, 6);
    let has_verb_of = |it: &ActionFacts| names::begins(name, verb(it.name()));
    let verb_is_known = service.actions().any(|it| has_verb_of(&it));
    service
        .actions()
        .filter(|it| it.name().len().abs_diff(name.len()) <= limit)
        .filter(|it| !verb_is_known || has_verb_of(it))
        .map(|it| (edits(it.name(), name), it))
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, it)| it)
}

/// The first word of a name in camel case: `Get` of `GetObject`
fn verb(name: &str) -> &str {
    let end = name.bytes().skip(1).position(|it| it.is_ascii_uppercase());
    end.and_then(|at| name.get(..=at)).unwrap_or(name)
}

/// How many bytes must be put in, taken out or changed to make one name of the other, ASCII case
/// apart.
///
/// Cost: the product of the lengths.
fn edits(wanted: &str, found: &str) -> usize {
    // One row of the usual matrix: the edits from the letters so far to each beginning of `found`.
    let mut row: Vec<usize> = (0..=found.len()).collect();
    for (done, letter) in wanted.bytes().enumerate() {
        let mut diagonal = done;
        let mut left = done + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, other) in cells.zip(found.bytes()) {
            let above = *cell;
            left = if letter.eq_ignore_ascii_case(&other) {
                diagonal
            } else {
                1 + diagonal.min(above).min(left)
            };
            (*cell, diagonal) = (left, above);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[track_caller]
    fn check(written: &str, meant: Option<&str>) {
        let (service, name) = written.split_once(':').unwrap();
        let found = meant_action(service, name).map(|it| it.to_string());
        assert_eq!(found.as_deref(), meant, "{written}");
    }

    #[test]
    fn an_operation_means_the_action_it_needs() {
        check("s3:ListObjects", Some("s3:ListBucket"));
        check("S3:listobjectsv2", Some("s3:ListBucket"));
        check("s3:HeadObject", Some("s3:GetObject"));
        check("s3:HeadBucket", Some("s3:ListBucket"));
        check("s3:ListBuckets", Some("s3:ListAllMyBuckets"));
        check("s3:CopyObject", Some("s3:PutObject"));
        check("s3:CreateMultipartUpload", Some("s3:PutObject"));
        check("s3:UploadPart", Some("s3:PutObject"));
        check("s3:UploadPartCopy", Some("s3:PutObject"));
        check("s3:CompleteMultipartUpload", Some("s3:PutObject"));
        check("s3:ListParts", Some("s3:ListMultipartUploadParts"));
        check("s3:DeleteObjects", Some("s3:DeleteObject"));
        check(
            "s3:GetBucketEncryption",
            Some("s3:GetEncryptionConfiguration"),
        );
        check(
            "s3:PutBucketEncryption",
            Some("s3:PutEncryptionConfiguration"),
        );
        check(
            "s3:GetBucketReplication",
            Some("s3:GetReplicationConfiguration"),
        );
        check(
            "s3:GetBucketLifecycle",
            Some("s3:GetLifecycleConfiguration"),
        );
        check(
            "s3:DeleteBucketLifecycle",
            Some("s3:PutLifecycleConfiguration"),
        );
        check("s3:CreateSession", Some("s3express:CreateSession"));
        check("lambda:Invoke", Some("lambda:InvokeFunction"));
    }

    #[test]
    fn a_slip_of_the_pen_means_the_nearest_name() {
        check("s3:GetObject", Some("s3:GetObject"));
        check("s3:GetObjcet", Some("s3:GetObject"));
        check("s3:GetObjects", Some("s3:GetObject"));
        check("s3:GtObject", Some("s3:GetObject"));
        check("s3:GetBucketPolicies", Some("s3:GetBucketPolicy"));
        check("kms:GenerateDataKeys", Some("kms:GenerateDataKey"));
        check("iam:ListRole", Some("iam:ListRoles"));
    }

    #[test]
    fn what_is_far_means_nothing() {
        check("s3:PutBucketLocation", None);
        check("s3:Frobnicate", None);
        check("s3:", None);
        check("ec2:DescribeVpcEndpoint", None);
        check("no-such-service:GetObject", None);
        check(&alloc::format!("s3:Get{}", "Object".repeat(10_000)), None);
    }

    #[test]
    fn the_nearest_action_is_of_the_same_service() {
        assert_eq!(nearest_action("s3", "ListObjects"), Some("ListBucket"));
        assert_eq!(nearest_action("S3", "ListObjects"), Some("ListBucket"));
        assert_eq!(nearest_action("s3", "CreateSession"), None);
    }

    #[test]
    fn a_misnomer_is_found_is_no_action_and_means_one() {
        for it in MISNOMERS {
            assert!(action(it.wrong.0, it.wrong.1).is_none(), "{:?}", it.wrong);
            let found = misnomer(&it.wrong.0.to_uppercase(), &it.wrong.1.to_lowercase());
            assert_eq!(
                found.map(ActionFacts::name),
                Some(it.right.1),
                "{:?}",
                it.wrong
            );
        }
    }

    #[test]
    fn edits_are_counted() {
        for (a, b, wanted) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "", 2),
            ("GetX", "getx", 0),
        ] {
            assert_eq!(edits(a, b), wanted);
        }
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("GetObject", "PutObject"), 2);
    }
}
