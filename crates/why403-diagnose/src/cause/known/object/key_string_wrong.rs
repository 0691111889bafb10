//! The object exists under a key that differs in encoding, case or a slash.
//!
//! Source: `spec/s3.md` F.3; issue list.

use alloc::format;

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::operations::Effect;
use why403_model::world::percent;

use crate::cause::known::{Known, Likelihood, ask};
use crate::symptom::Denial;

/// What is odd about a key, in words: signs of an encoding or of a path that was joined wrongly
fn oddity(key: &str) -> Option<&'static str> {
    let mut bytes = key.as_bytes().windows(3);
    let is_encoded = bytes.any(
        |it| matches!(it, [b'%', one, two] if one.is_ascii_hexdigit() && two.is_ascii_hexdigit()),
    );
    if is_encoded {
        Some("holds %XX, so it may be URL-encoded still")
    } else if key.starts_with('/') {
        Some("begins with a slash, which is a part of the key")
    } else if key.contains("//") {
        Some("has two slashes in a row")
    } else if key.contains('+') {
        Some("holds +, which stands for a space in keys of S3 events")
    } else if key.trim() != key {
        Some("begins or ends with a blank")
    } else {
        None
    }
}

/// Whether two keys are one but for encoding, case and slashes
fn is_same(one: &str, two: &str) -> bool {
    let plain = |key: &str| {
        let spaced = key.replace('+', " ");
        let decoded = percent::decoded(&spaced).unwrap_or(spaced);
        decoded.trim_matches('/').to_lowercase()
    };
    one != two && plain(one) == plain(two)
}

pub(super) static KNOWN: Known = Known {
    id: "key-string-wrong",
    title: "the key is spelled another way than the object's",
    refuses: None,
    explains: |cause, view| {
        let is_missing = view.checked.check.plan.effect == Effect::OnMissing;
        let asked = Arn::parse(&view.question.request.resource).ok();
        let key = asked.as_ref().and_then(|it| it.s3_key());
        let bucket = asked.as_ref().and_then(|it| it.s3_bucket());
        let Some((key, bucket)) = key
            .zip(bucket)
            .filter(|_| is_missing && cause.effect == Denial::Implicit)
        else {
            return false;
        };
        let listed = find_bucket(view.world, bucket).map_or(&[][..], |(_, it)| &it.objects);
        oddity(key).is_some()
            || listed
                .iter()
                .any(|it| it.exists == Fact::Known(true) && is_same(&it.key, key))
    },
    suspected: |clues| {
        let odd = clues.key.and_then(oddity).filter(|_| clues.reads())?;
        let told = clues.symptom.tells_of_missing();
        let likelihood = if told {
            Likelihood::Likely
        } else {
            Likelihood::Possible
        };
        (told || clues.is_bare()).then(|| likelihood.since(format!("the key {odd}")))
    },
    looks: |clues| {
        alloc::vec![
            ask::listed(clues)
                .tells("the key, letter by letter", "the key is right")
                .tells(
                    "nothing",
                    "list with the first letters only and compare: case, +, %20, a slash in front"
                ),
        ]
    },
};
