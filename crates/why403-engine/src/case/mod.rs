//! Flat cases: a decision written down in one JSON object, without a world around it.
//!
//! The form of `why403 simulate --jsonl`, of `fixtures/observed/` and of decision fixtures:
//! [`Case::read`] takes one apart, [`Case::answer`] decides it. A policy given as text keeps its
//! places; a member left out means that the layer does not exist.

mod error;
mod policies;
mod read;
mod request;
mod simulator;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

pub use error::CaseError;
use why403_model::known::Fact;
use why403_model::policy::Effect;
use why403_model::request::{Found, Request};
use why403_model::span::Position;

use crate::condition;
use crate::decide::Rules;
use crate::evaluate::{self, Decision, Matched, Outcome};
use crate::layers::{Grants, Layers};
use crate::prepare::{PreparedResource, PreparedStatement, PreparedValue};
use crate::trace;
use crate::verdict::{Layer, LayerSet};

/// What a case asks for
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A decision, as services make it
    Decision,
    /// Whether one statement takes effect
    Statement,
    /// An answer of AWS's policy simulator
    Simulate,
}

/// One case, read and prepared
#[derive(Clone, Debug)]
pub struct Case {
    /// Its id, as it was given
    pub id: Option<String>,
    /// What it asks for
    pub kind: Kind,
    /// What is known of the layers
    pub layers: Layers,
    /// One request for each resource
    pub requests: Vec<Request>,
    /// Whether several resources were asked about
    pub has_list: bool,
    /// Condition keys that the case itself gives
    given: Vec<String>,
    /// For each layer and policy whether its text was given, so that places mean something
    texts: Vec<(Layer, usize)>,
    /// Grants with the key that each is on
    grants: policies::KeyedGrants,
}

/// What is decided of a case
#[derive(Clone, Debug)]
pub struct Answer {
    /// The decision; of several resources the most restrictive
    pub decision: Decision,
    /// All that is possible
    pub outcome: Outcome,
    /// Layers that denied for certain
    pub blocked_by: LayerSet,
    /// Every statement that took effect
    pub matched: Vec<Placed>,
    /// Condition keys that statements asked for and the request does not have
    pub missing_context: Vec<String>,
    /// For each resource its own decision, where several were asked about
    pub per_resource: Vec<(String, Decision, LayerSet)>,
}

/// A statement that took effect, and where it stands
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Layer, policy and statement
    pub matched: Matched,
    /// From its `{` to after its `}`, if the policy's text was given
    pub place: Option<(Position, Position)>,
}

impl Case {
    /// The rules that the case's kind follows
    #[must_use]
    pub fn rules(&self) -> condition::Rules {
        match self.kind {
            Kind::Decision | Kind::Statement => condition::Rules::Enforcement,
            Kind::Simulate => condition::Rules::Simulation,
        }
    }

    /// Decides the case.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let rules = self.rules();
        let mut outcomes = Vec::new();
        let mut matched: Vec<Matched> = Vec::new();
        for request in &self.requests {
            let layers = self.layers_for(request);
            outcomes.push((
                request.resource.clone(),
                evaluate::decide(&layers, request, rules),
            ));
            for found in evaluate::matched(&layers, request, rules) {
                if !matched.contains(&found) {
                    matched.push(found);
                }
            }
        }
        matched.sort_unstable();
        let outcome = most_restrictive(outcomes.iter().map(|(_, outcome)| *outcome));
        let decision = outcome.decision();
        let per_resource = outcomes
            .into_iter()
            .map(|(resource, outcome)| (resource, outcome.decision(), outcome.must));
        Answer {
            decision,
            outcome,
            blocked_by: outcome.must,
            matched: matched.into_iter().map(|it| self.placed(it)).collect(),
            missing_context: self.missing(decision),
            per_resource: if self.has_list {
                per_resource.collect()
            } else {
                Vec::new()
            },
        }
    }

    /// The layers as one resource has them: only the grants on this key
    fn layers_for(&self, request: &Request) -> Cow<'_, Layers> {
        let mut layers = simulator::layers_for(self.kind, &self.layers, request);
        let is_on = |key: &Option<String>| key.as_ref().is_none_or(|it| *it == request.resource);
        let has_others = self.grants.iter().any(|(key, _)| !is_on(key));
        if has_others && matches!(layers.grants, Grants::On(Fact::Known(_))) {
            let own = self.grants.iter().filter(|(key, _)| is_on(key));
            let own = own.map(|(_, grant)| grant.clone()).collect();
            layers.to_mut().grants = Grants::On(Fact::Known(own));
        }
        layers
    }

    fn placed(&self, matched: Matched) -> Placed {
        let place = || {
            let policy = *trace::policies(&self.layers, matched.layer).get(matched.policy)?;
            self.texts
                .contains(&(matched.layer, matched.policy))
                .then_some(())?;
            let statement = policy.document.policy.statements.get(matched.statement)?;
            let text = &policy.document.text;
            Some((
                Position::of(text, statement.at.start),
                Position::of(text, statement.at.end),
            ))
        };
        Placed {
            place: place(),
            matched,
        }
    }

    /// Keys that statements ask for and the request lacks, in order and once each.
    ///
    /// Of a simulation all, if it ends in an implicit denial (observed 2026-09-11); of a decision
    /// those of statements that speak of the action, unless it is allowed.
    fn missing(&self, decision: Decision) -> Vec<String> {
        let is_listed = match self.kind {
            Kind::Simulate => decision == Decision::ImplicitDeny,
            Kind::Decision | Kind::Statement => decision != Decision::Allow,
        };
        let Some(request) = self.requests.first().filter(|_| is_listed) else {
            return Vec::new();
        };
        let mut keys: Vec<String> = Vec::new();
        let policies = Layer::ALL
            .iter()
            .flat_map(|it| trace::policies(&self.layers, *it));
        for policy in policies {
            let sources = policy.document.policy.statements.iter();
            for (statement, source) in policy.statements.iter().zip(sources) {
                let is_relevant = self.kind == Kind::Simulate
                    || crate::matching::action_matches(&statement.action, &request.action);
                if is_relevant {
                    let named: Vec<&str> = source
                        .conditions
                        .iter()
                        .map(|test| test.key.text.as_str())
                        .collect();
                    let all = named.into_iter().chain(variables(statement));
                    keys.extend(all.filter(|key| self.lacks(request, key)).map(String::from));
                }
            }
        }
        let mut seen: Vec<String> = Vec::new();
        keys.retain(|key| {
            let lowered = key.to_ascii_lowercase();
            let is_new = !seen.contains(&lowered);
            seen.push(lowered);
            is_new
        });
        keys.sort();
        keys
    }

    fn lacks(&self, request: &Request, key: &str) -> bool {
        let lowered = key.to_ascii_lowercase();
        match self.kind {
            // What the simulator fills in itself it still calls missing.
            Kind::Simulate => !self.given.contains(&lowered),
            Kind::Decision | Kind::Statement => {
                matches!(
                    request.context.find(&lowered),
                    Found::Absent | Found::Unknown
                )
            }
        }
    }
}

fn variables(statement: &PreparedStatement) -> impl Iterator<Item = &str> {
    let resources = statement.resource.iter().flat_map(|it| &it.patterns);
    let of_resources = resources.filter_map(|pattern| match pattern {
        PreparedResource::Template(template) => Some(template),
        PreparedResource::Fixed(_) => None,
    });
    let values = statement.conditions.iter().flat_map(|it| &it.values);
    let of_values = values.filter_map(|value| match value {
        PreparedValue::Template(template) => Some(template),
        PreparedValue::Fixed(_) => None,
    });
    of_resources
        .chain(of_values)
        .flat_map(crate::prepare::Template::keys)
}

/// Of several resources the most restrictive decision, over all ways they may turn out.
///
/// Its layers are those of every resource that has it; while it is open, none is certain.
fn most_restrictive(outcomes: impl Iterator<Item = Outcome> + Clone) -> Outcome {
    let all = |holds: fn(Outcome) -> bool| outcomes.clone().all(holds);
    let any = |holds: fn(Outcome) -> bool| outcomes.clone().any(holds);
    let folded = Outcome {
        may_allow: all(|it| it.may_allow),
        may_deny_implicitly: any(|it| it.may_deny_implicitly)
            && all(|it| it.may_allow || it.may_deny_implicitly),
        may_deny_explicitly: any(|it| it.may_deny_explicitly),
        must: LayerSet::NONE,
        may: outcomes
            .clone()
            .fold(LayerSet::NONE, |layers, it| layers.or(it.may)),
        rules: outcomes
            .clone()
            .fold(Rules::NONE, |rules, it| rules.or(it.rules)),
    };
    let decision = folded.decision();
    let is_one = outcomes.clone().count() == 1;
    let worst = outcomes
        .filter(|it| it.decision() == decision && (decision != Decision::Undetermined || is_one));
    Outcome {
        must: worst.fold(LayerSet::NONE, |layers, it| layers.or(it.must)),
        ..folded
    }
}

/// The effect of a statement that took effect
#[must_use]
pub fn effect_of(layers: &Layers, matched: Matched) -> Option<Effect> {
    let policies = trace::policies(layers, matched.layer);
    let statement = policies
        .get(matched.policy)?
        .statements
        .get(matched.statement)?;
    Some(statement.effect)
}
