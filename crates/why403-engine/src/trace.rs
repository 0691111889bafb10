//! The trace: of every statement in every layer, which element matched or failed, and why.
//!
//! Built by the same functions that decide; it adds words and values, no verdict.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::known::{Fact, Gap};
use why403_model::policy::Effect;
use why403_model::request::Found;
use why403_model::world::ObjectOwnership;

use crate::condition::{self, Reason};
use crate::evaluate::Scenes;
use crate::layer::{endpoint, s3_gate};
use crate::layers::{AclLayer, Exists, Grants, Layers, Levels};
use crate::matching::{PrincipalMatch, Scene, action_matches, principal_matches, resource_matches};
use crate::prepare::{
    Expanded, Prepared, PreparedResource, PreparedStatement, PreparedTest, PreparedValue,
};
use crate::truth::Truth;
use crate::verdict::{Layer, Strength};

/// What happened in one layer
#[derive(Clone, Debug)]
pub struct LayerTrace {
    /// Which layer
    pub layer: Layer,
    /// Why it is not there, where it is not
    pub absent: Option<&'static str>,
    /// Its known policies, in their order
    pub policies: Vec<PolicyTrace>,
    /// What is not known of it
    pub gaps: Vec<Gap>,
}

/// What happened in one policy
#[derive(Clone, Debug)]
pub struct PolicyTrace {
    /// The policy
    pub policy: Arc<Prepared>,
    /// The organization's node it is attached to, for SCPs and RCPs
    pub level: Option<String>,
    /// Its statements, in their order
    pub statements: Vec<StatementTrace>,
}

/// What happened to one statement
#[derive(Clone, Debug)]
pub struct StatementTrace {
    /// Its place in the document, from 0
    pub index: usize,
    /// Allow or Deny
    pub effect: Effect,
    /// Whether it takes effect
    pub outcome: Truth,
    /// How directly it names the caller, where it has a principal
    pub strength: Option<Strength>,
    /// Whether `Action` covers the action
    pub action: bool,
    /// Whether `Principal` names the caller; yes where there is none
    pub principal: Truth,
    /// Whether `Resource` covers the resource; yes where there is none
    pub resource: Truth,
    /// For each `Resource` pattern with variables what it became; `None` for one without
    pub resources: Vec<Option<Resolved>>,
    /// The tests of `Condition`, in their order
    pub conditions: Vec<TestTrace>,
}

/// A text of the policy with its variables filled in
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// As it was compared
    Text(String),
    /// A variable has no value: it matches nothing
    Unresolved {
        /// The variable's key
        key: String,
    },
    /// A variable's value is not known
    Unknown {
        /// The variable's key
        key: String,
    },
}

/// What happened to one condition test
#[derive(Clone, Debug)]
pub struct TestTrace {
    /// Its place among the statement's tests, from 0
    pub index: usize,
    /// The key in lower case
    pub key: String,
    /// Whether it passes
    pub outcome: Truth,
    /// Why
    pub reason: Reason,
    /// The request's values; `None` where the key is absent or unknown
    pub found: Option<Vec<String>>,
    /// For each of the policy's values with variables what it became; `None` for one without
    pub wanted: Vec<Option<Resolved>>,
}

impl StatementTrace {
    /// How many elements fail for certain: 1 is a near miss
    #[must_use]
    pub fn misses(&self) -> usize {
        usize::from(!self.action)
            + usize::from(self.principal == Truth::No)
            + usize::from(self.resource == Truth::No)
            + usize::from(self.conditions.iter().any(|test| test.outcome == Truth::No))
    }
}

/// The known policies of a layer, in the order in which they are numbered: root first
#[must_use]
pub fn policies(layers: &Layers, layer: Layer) -> Vec<&Arc<Prepared>> {
    let all = policies_by_level(layers, layer).into_iter();
    all.map(|(_, policy)| policy).collect()
}

/// The same, each with the level that it is of: root first, 0 where a layer has no levels
#[must_use]
pub fn policies_by_level(layers: &Layers, layer: Layer) -> Vec<(usize, &Arc<Prepared>)> {
    let only = match layer {
        Layer::Scp => return of_levels(&layers.scp),
        Layer::Rcp => return of_levels(&layers.rcp),
        Layer::Endpoint => &layers.endpoint,
        Layer::Resource => &layers.resource,
        Layer::AccessPoint => &layers.access_point,
        Layer::Identity => &layers.identity,
        Layer::Boundary => &layers.boundary,
        Layer::Session => &layers.session,
        Layer::Authentication
        | Layer::Acl
        | Layer::BlockPublicAccess
        | Layer::KmsGrant
        | Layer::S3Gate => return Vec::new(),
    };
    only.known.iter().map(|it| (0, it)).collect()
}

fn of_levels(levels: &Levels) -> Vec<(usize, &Arc<Prepared>)> {
    let each = levels.levels.iter().map(|it| &it.policies.known);
    let each = each.enumerate();
    each.flat_map(|(level, known)| known.iter().map(move |it| (level, it)))
        .collect()
}

/// The scenes that statements of a layer are matched against; identity has two at an access point
pub(crate) fn scenes_of<'s>(
    layers: &Layers,
    scenes: &'s Scenes<'_>,
    layer: Layer,
) -> Vec<Scene<'s>> {
    match layer {
        Layer::Endpoint => {
            let names = if scenes.behind.is_some() {
                alloc::vec![scenes.front, scenes.resource()]
            } else {
                alloc::vec![scenes.front]
            };
            let accounts = endpoint::accounts(layers);
            names
                .into_iter()
                .map(|it| Scene { accounts, ..it })
                .collect()
        }
        Layer::Resource => alloc::vec![scenes.resource()],
        Layer::Identity if scenes.behind.is_some() => {
            alloc::vec![scenes.front, scenes.resource()]
        }
        Layer::Authentication
        | Layer::Scp
        | Layer::Rcp
        | Layer::AccessPoint
        | Layer::Identity
        | Layer::Boundary
        | Layer::Session
        | Layer::Acl
        | Layer::BlockPublicAccess
        | Layer::KmsGrant
        | Layer::S3Gate => alloc::vec![scenes.front],
    }
}

/// The trace of every layer, in the order of [`Layer::ALL`]
pub(crate) fn layers(layers: &Layers, scenes: &Scenes<'_>) -> Vec<LayerTrace> {
    Layer::ALL
        .into_iter()
        .map(|layer| one(layers, scenes, layer))
        .collect()
}

fn one(layers: &Layers, scenes: &Scenes<'_>, layer: Layer) -> LayerTrace {
    let (exists, gaps, levels) = match layer {
        Layer::Scp => leveled(&layers.scp),
        Layer::Rcp => leveled(&layers.rcp),
        Layer::Endpoint => plain(&layers.endpoint),
        Layer::Resource => plain(&layers.resource),
        Layer::AccessPoint => plain(&layers.access_point),
        Layer::Identity => plain(&layers.identity),
        Layer::Boundary => plain(&layers.boundary),
        Layer::Session => plain(&layers.session),
        Layer::Acl => (&Exists::Yes, acl_gaps(layers), Vec::new()),
        Layer::BlockPublicAccess => {
            let gap = layers.public_access_block.as_ref().and_then(Fact::gap);
            (&Exists::Yes, gap.cloned().into_iter().collect(), Vec::new())
        }
        Layer::KmsGrant => (&Exists::Yes, grant_gaps(layers), Vec::new()),
        Layer::S3Gate => (
            &Exists::Yes,
            s3_gate::gaps(layers, scenes.request),
            Vec::new(),
        ),
        Layer::Authentication => (&Exists::Yes, Vec::new(), Vec::new()),
    };
    let absent = match exists {
        Exists::No(why) => Some(*why),
        Exists::Yes | Exists::Unknown => None,
    };
    let seen = scenes_of(layers, scenes, layer);
    let policies = policies(layers, layer)
        .into_iter()
        .enumerate()
        .map(|(index, policy)| PolicyTrace {
            policy: policy.clone(),
            level: levels.get(index).cloned(),
            statements: policy
                .statements
                .iter()
                .enumerate()
                .filter_map(|(index, it)| {
                    // The scene in which the statement came furthest tells the story.
                    seen.iter()
                        .map(|scene| statement(index, it, scene))
                        .min_by_key(|it| (it.outcome != Truth::Yes, it.misses()))
                })
                .collect(),
        })
        .collect();
    LayerTrace {
        layer,
        absent,
        policies,
        gaps,
    }
}

/// What is not known of ACLs and ownership
fn acl_gaps(layers: &Layers) -> Vec<Gap> {
    match &layers.acl {
        AclLayer::None
        | AclLayer::Acls {
            ownership: Fact::Known(ObjectOwnership::BucketOwnerEnforced),
            ..
        } => Vec::new(),
        AclLayer::Acls {
            bucket,
            object,
            ownership,
        } => {
            let acls = [bucket, object].into_iter().flatten().filter_map(Fact::gap);
            ownership.gap().into_iter().chain(acls).cloned().collect()
        }
    }
}

fn grant_gaps(layers: &Layers) -> Vec<Gap> {
    match &layers.grants {
        Grants::None => Vec::new(),
        Grants::On(grants) => grants.gap().cloned().into_iter().collect(),
    }
}

fn plain(policies: &crate::layers::Policies) -> (&Exists, Vec<Gap>, Vec<String>) {
    (&policies.exists, policies.gaps.clone(), Vec::new())
}

fn leveled(levels: &crate::layers::Levels) -> (&Exists, Vec<Gap>, Vec<String>) {
    let mut gaps = levels.gaps.clone();
    let mut ids = Vec::new();
    for level in &levels.levels {
        gaps.extend(level.policies.gaps.iter().cloned());
        ids.extend(level.policies.known.iter().map(|_| level.id.clone()));
    }
    (&levels.exists, gaps, ids)
}

fn statement(index: usize, it: &PreparedStatement, scene: &Scene<'_>) -> StatementTrace {
    let named = match &it.principal {
        None => PrincipalMatch::EVERYONE,
        Some(principals) => principal_matches(principals, it.effect, scene),
    };
    let action = action_matches(&it.action, scene.action);
    let resource = it
        .resource
        .as_ref()
        .map_or(Truth::Yes, |all| resource_matches(all, scene).truth);
    let conditions: Vec<TestTrace> = it
        .conditions
        .iter()
        .enumerate()
        .map(|(index, test)| trace_test(index, test, it.effect, scene))
        .collect();
    let all = conditions.iter().map(|test| test.outcome);
    let outcome = Truth::of(action)
        .and(named.truth())
        .and(resource)
        .and(Truth::all(all));
    StatementTrace {
        index,
        effect: it.effect,
        outcome,
        strength: it.principal.as_ref().and(named.possible),
        action,
        principal: named.truth(),
        resource,
        resources: it.resource.as_ref().map_or_else(Vec::new, |all| {
            all.patterns
                .iter()
                .map(|pattern| resolved_resource(pattern, scene))
                .collect()
        }),
        conditions,
    }
}

fn trace_test(index: usize, test: &PreparedTest, effect: Effect, scene: &Scene<'_>) -> TestTrace {
    let outcome = condition::evaluate(test, scene.context, effect, scene.rules);
    let found = match scene.context.find(&test.key) {
        Found::One(value) => Some(alloc::vec![value.to_string()]),
        Found::Many(values) => Some(values.to_vec()),
        // Whatever comes behind the beginning was compared.
        Found::Unknown if outcome.truth != Truth::Maybe => {
            let beginning = scene.context.beginning(&test.key);
            beginning.map(|it| alloc::vec![alloc::format!("{it}*")])
        }
        Found::Absent | Found::Unknown => None,
    };
    let wanted = test.values.iter().map(|value| match value {
        PreparedValue::Fixed(_) => None,
        PreparedValue::Template(template) => Some(resolved(&template.expand(scene.context))),
    });
    TestTrace {
        index,
        key: test.key.clone(),
        outcome: outcome.truth,
        reason: outcome.reason,
        found,
        wanted: wanted.collect(),
    }
}

fn resolved_resource(pattern: &PreparedResource, scene: &Scene<'_>) -> Option<Resolved> {
    match pattern {
        PreparedResource::Fixed(_) => None,
        PreparedResource::Template(template) => Some(resolved(&template.expand(scene.context))),
    }
}

fn resolved(expanded: &Expanded) -> Resolved {
    match expanded {
        Expanded::Text(text) => Resolved::Text(text.iter().map(|(c, _)| *c).collect()),
        Expanded::Unresolved { key } => Resolved::Unresolved { key: key.clone() },
        Expanded::Unknown { key } => Resolved::Unknown { key: key.clone() },
    }
}
