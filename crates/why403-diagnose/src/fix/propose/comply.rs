//! Requests that meet a condition, in place of a change of it.

use alloc::vec::Vec;

use why403_engine::truth::Truth;

use super::Scene;
use crate::fix::owner::Owner;
use crate::fix::request::RequestEdit;
use crate::fix::verify::Fix;
use crate::idea::complying;

/// One fix for each condition key of the deciding statement that a client can change
pub(super) fn fixes(scene: &Scene<'_>) -> Vec<Fix> {
    let all = complying(scene.cause, scene.request);
    // What a resource is tagged with is no part of a request.
    let is_sent = |key: &str| !key.to_ascii_lowercase().starts_with("aws:resourcetag/");
    all.into_iter()
        .filter(|it| is_sent(&it.key))
        .map(|it| Fix {
            kind: match it.wanted {
                Truth::No => "request/meet-deny",
                Truth::Yes | Truth::Maybe => "request/meet-allow",
            },
            text: it.text,
            owner: Owner::Caller,
            world: Vec::new(),
            request: alloc::vec![RequestEdit::Context {
                key: it.key,
                entry: it.entry,
            }],
            notes: Vec::new(),
        })
        .collect()
}
