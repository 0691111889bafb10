//! The trust policy of a role does not admit the caller.
//!
//! Source: `spec/symptoms.md` 1.1, 1.5.

use alloc::format;

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "role-trust-policy",
    title: "the role does not let this caller take it on",
    refuses: None,
    explains: |cause, view| cause.layer == Layer::Resource && view.service() == "sts",
    suspected: |clues| {
        let is_assume = clues.service() == "sts"
            || clues.calls(&[
                "AssumeRole",
                "AssumeRoleWithWebIdentity",
                "AssumeRoleWithSAML",
            ]);
        if !is_assume {
            return None;
        }
        let is_web = clues.says(&["not authorized to perform sts:assumerolewithwebidentity"]);
        if is_web {
            return Some(Likelihood::Proven.since("AWS says: not authorized to perform sts:AssumeRoleWithWebIdentity, which only the trust policy decides"));
        }
        let told = clues
            .says_of(Layer::Resource, Denial::Implicit)
            .or_else(|| clues.says_of(Layer::Resource, Denial::Explicit));
        told.or_else(|| {
            Some(Likelihood::Likely.since("taking on a role asks its trust policy first"))
        })
    },
    looks: |clues| {
        let arn = clues.resource();
        let name = arn
            .as_ref()
            .filter(|it| it.service() == "iam")
            .map_or("ROLE", |it| it.name());
        alloc::vec![
            Look::at(format!(
                "aws iam get-role --role-name {}",
                why403_model::shell::quoted(name)
            ))
            .tells(
                "AssumeRolePolicyDocument does not name the caller",
                "the trust policy has to"
            )
            .tells(
                "it names the caller under a condition",
                "compare external id, sub, aud and tags with the caller's"
            )
            .tells(
                "it names the account only",
                "then the caller needs sts:AssumeRole in its own policies too"
            ),
            ask::caller().tells(
                "another ARN than the trust policy names",
                "the wrong identity tries"
            ),
        ]
    },
};
