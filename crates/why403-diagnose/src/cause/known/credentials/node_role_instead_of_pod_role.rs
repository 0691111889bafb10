//! A program in a cluster falls back to the role of the machine that it runs on.
//!
//! Source: `spec/symptoms.md` 2, row 10.

use alloc::format;

use why403_engine::Layer;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::symptom::Denial;

/// A session that EC2 made for an instance, of a role that is named like a node's
fn is_node(role: &str, session: &str) -> bool {
    let lowered = role.to_ascii_lowercase();
    let is_instance = session.starts_with("i-");
    is_instance
        && ["node", "eks", "worker", "karpenter", "cluster"]
            .iter()
            .any(|it| lowered.contains(it))
}

pub(super) static KNOWN: Known = Known {
    id: "node-role-instead-of-pod-role",
    title: "the pod uses the node's role instead of its own",
    refuses: None,
    explains: |cause, view| {
        let Principal::RoleSession {
            role,
            session: Some(session),
            ..
        } = &view.request().principal
        else {
            return false;
        };
        cause.near_misses.is_empty()
            && cause.is(Layer::Identity, Denial::Implicit)
            && is_node(role, session)
    },
    suspected: |clues| {
        let Some(Principal::RoleSession {
            role,
            session: Some(session),
            ..
        }) = clues.principal
        else {
            return None;
        };
        is_node(role, session).then(|| Likelihood::Likely.since(format!(
            "the session {session} is named after an EC2 instance and role {role} after a node: a pod's own role has another session name"
        )))
    },
    looks: |_| {
        alloc::vec![
        Look::at("kubectl exec POD -- env | grep -E 'AWS_(ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_CREDENTIALS_FULL_URI)'")
            .tells("nothing", "the pod has no role of its own: no annotation or association, or the pod is older than it")
            .tells("AWS_ROLE_ARN", "the role is offered: the SDK in the image is too old to take it, or its trust policy refuses"),
        ask::caller().tells("…:assumed-role/…node…/i-…", "run inside the pod, this is the node's role"),
    ]
    },
};
