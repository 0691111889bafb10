//! A condition that leaves out what the client really sends: one more value in its list.
//!
//! Only for keys of which a value says what is asked for, not who asks: prefixes, what a key is
//! used for, access points, subjects and audiences of identity tokens.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::layer::resource::assumes_role;
use why403_engine::verdict::Layer;
use why403_model::policy::{ConditionTest, Family, OperatorName, Statement};
use why403_model::request::Found;

use super::Scene;
use super::edited::{self, How};
use crate::fix::insert::with_value;
use crate::fix::verify::Fix;
use crate::idea::escaped;
use crate::near_miss::{Missed, NearMiss};

/// The value that the request has, added to those that the failed test wants
pub(super) fn fix(scene: &Scene<'_>, near: &NearMiss, source: &Statement) -> Option<Fix> {
    let Missed::Condition {
        operator,
        key,
        found: Some(found),
        ..
    } = &near.missed
    else {
        return None;
    };
    let [found] = found.as_slice() else {
        return None;
    };
    let mut tests = source.conditions.iter();
    let test = tests.find(|it| it.operator_text.text == *operator && it.key.text == *key)?;
    let lowered = key.to_ascii_lowercase();
    let is_asked_for = KEYS.contains(&lowered.as_str());
    if !(is_asked_for || is_of_token(scene, &lowered)) || near.layer == Layer::Endpoint {
        return None;
    }
    let value = written(test, found)?;
    let new = with_value(&near.document, &test.values, &value)?;
    let place = if scene.request.action.service() == "kms" && near.layer == Layer::Resource {
        "the key's policy"
    } else {
        &near.document.label
    };
    let sentence = format!(
        "in {}, let {key} be {} as well",
        place,
        if found.is_empty() {
            "empty"
        } else {
            found.as_str()
        }
    );
    let mut fix = edited::fix(
        scene,
        near.layer,
        How::Condition,
        (&near.document, new),
        sentence,
    )?;
    fix.notes.extend(note(&lowered, found));
    Some(fix)
}

/// Whether a key is the subject of an identity token, or the audience of one whose subject is
/// known: for whichever subject, a provider serves strangers too
fn is_of_token(scene: &Scene<'_>, key: &str) -> bool {
    let is_known = |provider: &str| {
        let subject = scene.request.context.find(&format!("{provider}:sub"));
        matches!(subject, Found::One(_))
    };
    let provider = key.strip_suffix(":sub").or(key.strip_suffix(":aud"));
    assumes_role(&scene.request.action) && provider.is_some_and(is_known)
}

/// Keys whose value says what is asked for, in lower case
static KEYS: [&str; 3] = [
    "s3:prefix",
    "kms:encryptioncontext:aws:s3:arn",
    "s3:dataaccesspointaccount",
];

/// A value as the test has to have it to match that value and no other; `None` where the test is
/// not of that kind
fn written(test: &ConditionTest, found: &str) -> Option<String> {
    let name = test.operator.name;
    let is_plain = test.operator.quantifier.is_none() && !name.is_negated();
    if !is_plain || name == OperatorName::Null {
        return None;
    }
    match name.family() {
        Family::String | Family::Arn if name == OperatorName::StringEquals => {
            // A variable would stand for something else.
            (!found.contains("${")).then(|| found.to_string())
        }
        Family::String | Family::Arn => Some(escaped(found)),
        _ => None,
    }
}

/// What to know beside it
fn note(key: &str, found: &str) -> Option<String> {
    match key {
        "s3:prefix" if found.is_empty() => Some(
            "a listing without prefix shows every name in the bucket; to list below one prefix \
             only, the client sends it"
                .to_string(),
        ),
        "s3:prefix" => Some(format!(
            "wider, if it is needed: with StringLike, {} stands for all below it",
            quoted_prefix(found)
        )),
        "kms:encryptioncontext:aws:s3:arn" if !found.trim_start_matches("arn:").contains('/') => {
            Some(
                "with a bucket key S3 names the bucket, without one the object: objects written \
                 before the bucket key keep theirs, so both forms have to be in the list"
                    .to_string(),
            )
        }
        "s3:dataaccesspointaccount" => Some(format!(
            "from then on access points of account {found} decide who gets at the bucket"
        )),
        _ if key.ends_with(":sub") => Some(format!(
            "every token with this sub can take on the role: {found}"
        )),
        _ if key.ends_with(":aud") => Some(format!(
            "the identity provider in IAM has to list this audience, too; or the program asks for \
             a token with the audience that is there, in place of {found}"
        )),
        _ => None,
    }
}

fn quoted_prefix(found: &str) -> String {
    let end = found.rfind('/').map_or(0, |it| it + 1);
    let folder = found.get(..end).filter(|it| !it.is_empty());
    format!("\"{}*\"", folder.unwrap_or(found))
}
