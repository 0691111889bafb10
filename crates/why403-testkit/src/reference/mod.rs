//! From a case, as JSON, to its decision: the flow of the reference evaluator
//!
//! Written from `spec/iam.md` (marked IAM below), `spec/s3.md` (S3) and the contract of the
//! case form (contract), in their order. Everything is read straight from the JSON, and every
//! layer gives its verdict on its own. Only complete facts are accepted.

mod access_point;
mod layers; // one verdict a layer
mod table; // the allow table // the same for requests through an access point

mod condition;
mod document; // policies as JSON
mod facts; // the request and its context
mod matching; // `Action`, `Resource`
mod principal; // callers and `Principal` // `Condition`

mod acl;
mod grants;
mod public;

pub mod resolve; // from whole worlds to cases

mod address;
mod compare;
mod date;
mod decimal;
mod glob;
mod variables;

use serde_json::Value;

use facts::Facts;

/// Layer ids in report order (contract)
const ORDER: [&str; 13] = [
    "authentication",
    "scp",
    "rcp",
    "endpoint",
    "resource",
    "access-point",
    "identity",
    "boundary",
    "session",
    "acl",
    "block-public-access",
    "kms-grant",
    "s3-gate",
];

/// What becomes of the request, the most restrictive last
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// It is allowed
    Allow,
    /// Some layer that must allow it is silent
    ImplicitDeny,
    /// Some layer denies it by a statement, a flag or a fixed rule
    ExplicitDeny,
}

impl Decision {
    /// The word of the contract, such as `implicit-deny`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::ImplicitDeny => "implicit-deny",
            Self::ExplicitDeny => "explicit-deny",
        }
    }
}

/// The decision and the layers that denied, in report order; none of them for an allow
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What becomes of the request
    pub decision: Decision,
    /// Ids of the layers that denied, explicitly or by silence
    pub blocked_by: Vec<&'static str>,
}

/// Decides a case of kind `decision`.
///
/// - A list of resources gets the most restrictive decision, with the layers of every resource
///   that has it.
///
/// # Errors
/// A sentence for a case that is incomplete (`contextUnknown`, `policies.unknown`), of another
/// kind, or unreadable.
pub fn decide(case: &Value) -> Result<Verdict, String> {
    if !matches!(
        case.get("kind").and_then(Value::as_str),
        None | Some("decision")
    ) {
        return Err("only cases of kind `decision` are decided".to_owned());
    }
    let verdicts = document::texts(case.pointer("/request/resource"))
        .iter()
        .map(|resource| Facts::of(case, resource).and_then(|facts| decide_one(&facts)))
        .collect::<Result<Vec<_>, _>>()?;
    let decision = verdicts
        .iter()
        .map(|it| it.decision)
        .max()
        .ok_or("the request has no resource")?;
    let worst = verdicts.iter().filter(|it| it.decision == decision);
    let layers: Vec<_> = worst.flat_map(|it| it.blocked_by.iter().copied()).collect();
    Ok(Verdict {
        decision,
        blocked_by: in_order(&layers),
    })
}

/// Says whether the statement in `policies.session` takes effect: kind `statement`.
///
/// # Errors
/// As for [`decide`].
pub fn statement_matches(case: &Value) -> Result<bool, String> {
    let resource = document::texts(case.pointer("/request/resource"));
    let facts = Facts::of(case, resource.first().ok_or("the request has no resource")?)?;
    let session = facts
        .statements("session")?
        .ok_or("there is no session policy")?;
    let view = matching::View {
        facts: &facts,
        resource: &facts.resource,
        kind: matching::PolicyKind::Identity,
    };
    Ok(session
        .iter()
        .any(|statement| view.effect_of(statement).is_some()))
}

/// Says whether a bucket policy (a document, its text, or a list) is public: S3 C.4.
#[must_use]
pub fn is_public(policy: &Value) -> bool {
    document::statements(policy).is_ok_and(|statements| public::is_public(&statements))
}

/// Decides for one resource: IAM E.2 and E.15, in the words of the contract.
fn decide_one(facts: &Facts) -> Result<Verdict, String> {
    if facts.action_is("sts:GetCallerIdentity") {
        return Ok(Verdict {
            decision: Decision::Allow,
            blocked_by: Vec::new(),
        });
    }
    let found = layers::Found::of(facts)?;
    let explicit = found.explicit();
    let mut silent = found.silent_gates();
    silent.extend(found.failing(found.acl));
    // IgnorePublicAcls is named where the dropped grants would have made the difference.
    let public_grants_would_do =
        !found.failing(found.acl).is_empty() && found.failing(found.acl_before_bpa).is_empty();
    if public_grants_would_do {
        silent.push("block-public-access");
    }
    // An identity layer that was left out is named only where no other layer would be.
    let named_elsewhere = explicit.iter().chain(&silent).any(|it| *it != "identity");
    if facts.policy("identity").is_none() && named_elsewhere {
        silent.retain(|it| *it != "identity");
    }
    let decision = match (explicit.is_empty(), silent.is_empty()) {
        (false, _) => Decision::ExplicitDeny,
        (true, false) => Decision::ImplicitDeny,
        (true, true) => Decision::Allow,
    };
    let layers: Vec<_> = explicit.into_iter().chain(silent).collect();
    Ok(Verdict {
        decision,
        blocked_by: in_order(&layers),
    })
}

/// The given layers, each once, in report order
fn in_order(layers: &[&str]) -> Vec<&'static str> {
    ORDER.into_iter().filter(|it| layers.contains(it)).collect()
}
