//! A statement whose actions are about buckets and about objects, and whose `Resource` names one of
//! them: two statements, each with the ARN that its actions need.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::facts;
use why403_model::json::quoted;
use why403_model::policy::{Effect, Statement};
use why403_model::world::Document;

use super::Scene;
use super::edited::{self, How};
use crate::fix::insert::with_statements;
use crate::fix::statement::one_or_list;
use crate::fix::verify::Fix;
use crate::near_miss::NearMiss;

/// What an action or a pattern is about
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Bucket,
    Objects,
}

/// The statement taken apart; `None` where its actions are of one kind, or of both at once.
///
/// What worked stays as it was, its `Sid` too.
pub(super) fn fix(
    scene: &Scene<'_>,
    near: &NearMiss,
    source: &Statement,
    needed: &str,
) -> Option<Fix> {
    let resource = source.resource.as_ref().filter(|it| !it.negated)?;
    if source.action.negated || source.effect != Effect::Allow {
        return None;
    }
    let actions = source.action.values.iter();
    let actions: Option<Vec<(About, &str)>> = actions
        .map(|it| Some((about_of(&it.text)?, it.text.as_str())))
        .collect();
    let actions = actions?;
    let written = resource.values.iter().map(|it| it.text.as_str());
    let resources: Option<Vec<(About, &str)>> = written
        .chain(core::iter::once(needed))
        .map(|it| Some((named(it)?, it)))
        .collect();
    let resources = resources?;
    let half = |about: About, sid: Option<&str>| {
        let of = |all: &[(About, &str)]| {
            let own = all.iter().filter(|(it, _)| *it == about);
            own.map(|(_, text)| quoted(text)).collect::<Vec<String>>()
        };
        let (actions, resources) = (of(&actions), of(&resources));
        let is_whole = !actions.is_empty() && !resources.is_empty();
        is_whole.then(|| statement(&near.document, source, sid, &actions, &resources))
    };
    // What is needed is new: the other half is the one that worked.
    let (worked, new) = match named(needed)? {
        About::Objects => (About::Bucket, About::Objects),
        About::Bucket => (About::Objects, About::Bucket),
    };
    let sid = source.sid.as_ref().map(|it| it.text.as_str());
    let halves = [half(worked, sid)?, half(new, None)?];
    let document = with_statements(&near.document, near.statement, &halves)?;
    let text = format!(
        "in {}, name the bucket for what lists it and its objects for the rest, in two statements",
        near.document.label
    );
    edited::fix(
        scene,
        near.layer,
        How::Split,
        (&near.document, document),
        text,
    )
}

/// Whether an action of S3 is about buckets or about objects; `None` for both, neither, patterns
fn about_of(action: &str) -> Option<About> {
    let (service, name) = action.split_once(':')?;
    let found = facts::action(service, name)?;
    let fits = |arn: &str| found.resource_types().any(|it| it.fits(arn));
    match (fits("arn:aws:s3:::b"), fits("arn:aws:s3:::b/k")) {
        (true, false) => Some(About::Bucket),
        (false, true) => Some(About::Objects),
        (true, true) | (false, false) => None,
    }
}

/// Whether a pattern names buckets or objects of S3
fn named(pattern: &str) -> Option<About> {
    let name = pattern.split(":s3:::").nth(1)?;
    match name.split_once('/') {
        Some(_) => Some(About::Objects),
        // `b*` may be either.
        None => (!name.contains('*')).then_some(About::Bucket),
    }
}

fn statement(
    document: &Document,
    source: &Statement,
    sid: Option<&str>,
    actions: &[String],
    resources: &[String],
) -> String {
    let mut members = Vec::new();
    members.extend(sid.map(|it| format!("\"Sid\": {}", quoted(it))));
    members.push("\"Effect\": \"Allow\"".to_string());
    let principal = source.principal.as_ref().map(|it| it.at);
    members.extend(principal.map(|it| it.of(&document.text).to_string()));
    members.push(format!("\"Action\": {}", one_or_list(actions)));
    members.push(format!("\"Resource\": {}", one_or_list(resources)));
    members.extend(
        source
            .condition_at
            .map(|it| it.of(&document.text).to_string()),
    );
    format!("{{{}}}", members.join(", "))
}
