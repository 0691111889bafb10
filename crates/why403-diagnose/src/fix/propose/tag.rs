//! Tags where an `Allow` asks for one: of the caller, or of the resource.
//!
//! Never for a Deny: a tag would only assert that somebody complies with it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::policy::{Operator, OperatorName};
use why403_model::request::{Entry, Principal};

use super::Scene;
use super::edited::keeper;
use crate::fix::edit::Edit;
use crate::fix::owner::{self, Owner};
use crate::fix::request::RequestEdit;
use crate::fix::setting::Tagged;
use crate::fix::verify::Fix;
use crate::near_miss::{Missed, NearMiss};

/// The tag that the first near miss on one asks for
pub(super) fn fix(scene: &Scene<'_>) -> Option<Fix> {
    let mut near = scene.cause.near_misses.iter();
    near.find_map(|it| asked_for(scene, it))
}

fn asked_for(scene: &Scene<'_>, near: &NearMiss) -> Option<Fix> {
    let Missed::Condition {
        operator,
        key,
        wanted,
        ..
    } = &near.missed
    else {
        return None;
    };
    let operator = Operator::parse(operator)?;
    let is_plain = matches!(
        operator.name,
        OperatorName::StringEquals | OperatorName::StringLike
    );
    let is_literal = |it: &&String| !it.is_empty() && !it.contains(['*', '?', '$']);
    let value = wanted.iter().find(is_literal).filter(|_| is_plain)?;
    let (begin, tag) = key.split_once('/')?;
    let (of, what, owner) = match begin.to_ascii_lowercase().as_str() {
        "aws:principaltag" => of_caller(scene)?,
        "aws:resourcetag" | "s3:existingobjecttag" | "s3:buckettag" => of_resource(scene, begin)?,
        _ => return None,
    };
    let is_callers = matches!(of, Tagged::Role { .. } | Tagged::User { .. });
    Some(Fix {
        kind: "tag/give",
        text: format!(
            "give {what} the tag {tag}={value}, which {} asks for",
            near.document.label
        ),
        owner,
        world: alloc::vec![Edit::Tag {
            of,
            key: tag.into(),
            value: value.clone(),
        }],
        // What was said of a session, and what a session may bring itself, no world tells.
        request: if is_callers {
            alloc::vec![RequestEdit::Context {
                key: key.clone(),
                entry: Entry::One(value.clone()),
            }]
        } else {
            Vec::new()
        },
        notes: alloc::vec![format!(
            "whoever may set this tag decides who gets in: give it only where {what} is what the \
             tag says"
        )],
    })
}

/// What bears a tag, in words too, and who gives it
type Bearer = (Tagged, String, Owner);

fn of_caller(scene: &Scene<'_>) -> Option<Bearer> {
    match &scene.request.principal {
        // Tags of a session of IAM Identity Center come from its directory.
        Principal::RoleSession { role, .. } if role.starts_with("AWSReservedSSO_") => None,
        Principal::RoleSession { account, role, .. } => Some((
            Tagged::Role {
                account: account.clone(),
                role: role.clone(),
            },
            format!("role {role}"),
            owner::of_caller(&scene.request.principal)?,
        )),
        Principal::User { arn, .. } => Some((
            Tagged::User {
                account: arn.account_id()?,
                user: arn.name().into(),
            },
            format!("user {}", arn.name()),
            owner::of_caller(&scene.request.principal)?,
        )),
        _ => None,
    }
}

fn of_resource(scene: &Scene<'_>, key: &str) -> Option<Bearer> {
    let arn = Arn::parse(&scene.request.resource).ok()?;
    if arn.service() == "kms" {
        let key = Tagged::Key(arn.as_str().into());
        return Some((key, "the key".into(), keeper(scene)));
    }
    let bucket = String::from(arn.s3_bucket()?);
    match arn.s3_key() {
        Some(key_of_object) if key.eq_ignore_ascii_case("s3:ExistingObjectTag") => {
            let object = Tagged::Object {
                bucket,
                key: key_of_object.into(),
            };
            Some((object, "the object".into(), keeper(scene)))
        }
        _ => {
            let what = format!("bucket {bucket}");
            Some((Tagged::Bucket(bucket), what, keeper(scene)))
        }
    }
}
