//! What an answer of AWS's policy simulator weighs: not all that it says holds in S3.
//!
//! A denial by the organization is strong: it is the organization's own policies. "Allowed" clears
//! no layer that the simulator does not ask. Source: `spec/iam.md` G.3.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::facts;

use super::layers::{Says, Standing};
use crate::symptom::simulator::{Decision, Simulated};

/// Layers that the simulator does not ask
const UNASKED: &[Layer] = &[
    Layer::Rcp,
    Layer::Endpoint,
    Layer::Resource,
    Layer::AccessPoint,
    Layer::Session,
    Layer::Acl,
    Layer::BlockPublicAccess,
    Layer::KmsGrant,
    Layer::S3Gate,
];

/// Whether a result is about one of these actions
pub(super) fn is_about(it: &Simulated, actions: &[&str]) -> bool {
    actions.is_empty()
        || actions
            .iter()
            .any(|action| it.action.eq_ignore_ascii_case(action))
}

/// What a result says of the layers
pub(super) fn weighed(it: &Simulated) -> Vec<Says> {
    let says = |layer: Layer, standing: Standing, why: &str| (layer, standing, why.to_string());
    if it.by_organization == Some(false) {
        return alloc::vec![says(
            Layer::Scp,
            Standing::Likely,
            "the policy simulator says that the organization denies it",
        )];
    }
    if it.by_boundary == Some(false) {
        return alloc::vec![says(
            Layer::Boundary,
            Standing::Likely,
            "the policy simulator says that the permissions boundary does not allow it",
        )];
    }
    let policies: Vec<&str> = it.matched.iter().map(|it| it.policy.as_str()).collect();
    match it.decision {
        Decision::ExplicitDeny => {
            let by = if policies.is_empty() {
                String::new()
            } else {
                format!(" by {}", policies.join(", "))
            };
            alloc::vec![(
                Layer::Identity,
                Standing::Likely,
                format!("the policy simulator finds a Deny{by}"),
            )]
        }
        Decision::ImplicitDeny => alloc::vec![says(
            Layer::Identity,
            Standing::Likely,
            "the policy simulator finds no Allow in the caller's policies",
        )],
        Decision::Allowed => {
            let own = "the policy simulator finds an Allow and no Deny";
            let mut all = alloc::vec![
                says(Layer::Identity, Standing::Unlikely, own),
                says(Layer::Boundary, Standing::Unlikely, own),
            ];
            if it.by_organization == Some(true) {
                all.push(says(
                    Layer::Scp,
                    Standing::Unlikely,
                    "the policy simulator says that the organization allows it",
                ));
            }
            all
        }
    }
}

/// Layers that an answer leaves open, where it finds nothing against the request
pub(super) fn unasked(it: &Simulated) -> Vec<Says> {
    if it.decision != Decision::Allowed {
        return Vec::new();
    }
    let why = "the policy simulator does not ask it";
    let open = UNASKED.iter();
    open.map(|it| (*it, Standing::Possible, why.to_string()))
        .collect()
}

/// What to know of the simulator's answer, in sentences; empty where there was none.
///
/// - `actions`: what the question is about; empty where nobody knows.
#[must_use]
pub fn notes(simulated: &[Simulated], actions: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !all.contains(&text) {
            all.push(text);
        }
    };
    let about: Vec<&Simulated> = simulated
        .iter()
        .filter(|it| is_about(it, actions))
        .collect();
    if let (true, Some(other), Some(wanted)) =
        (about.is_empty(), simulated.first(), actions.first())
    {
        add(format!(
            "the policy simulator was asked about {}, and {wanted} is what matters here",
            other.action
        ));
    }
    for it in simulated {
        let name = it.action.split_once(':');
        let known = name.and_then(|(service, name)| facts::action(service, name));
        let is_listed = name.and_then(|(service, _)| facts::service(service));
        if known.is_none() && is_listed.is_some_and(facts::Service::is_complete) {
            add(format!(
                "AWS has no action {}: the policy simulator decides on any name",
                it.action
            ));
        }
    }
    for it in about {
        let what = &it.action;
        match it.decision {
            _ if it.by_organization == Some(false) => add(format!(
                "the policy simulator says that the organization denies {what}: look at the \
                 service control policies above the account"
            )),
            _ if it.by_boundary == Some(false) => add(format!(
                "the policy simulator says that the permissions boundary does not allow {what}"
            )),
            Decision::Allowed => add(
                "the policy simulator says allowed where S3 says 403: it asks no RCP, VPC endpoint \
                 policy, session policy, ACL, KMS grant or Block Public Access, and reads no \
                 bucket policy by itself"
                    .to_string(),
            ),
            Decision::ExplicitDeny => {
                let by: Vec<&str> = it.matched.iter().map(|it| it.policy.as_str()).collect();
                if !by.is_empty() {
                    add(format!(
                        "the policy simulator says that {} denies {what}",
                        by.join(", ")
                    ));
                }
            }
            Decision::ImplicitDeny => add(format!(
                "the policy simulator finds no Allow for {what}; in the same account a bucket \
                 policy may allow it all the same"
            )),
        }
        if !it.missing.is_empty() {
            add(format!(
                "the policy simulator was not told {}: it takes them as absent",
                it.missing.join(", ")
            ));
        }
    }
    all
}
