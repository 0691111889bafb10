//! Layers as they would be if what is not known of their statements turned out one way.
//!
//! Two worlds that differ by an edit share everything that is not known of them. To ask both under
//! the same supposition tells them apart where each alone is undetermined.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::known::Fact;
use why403_model::policy::{PolicyKind, PrincipalKind, parse};
use why403_model::request::Request;
use why403_model::world::{Acl, Document, Grantee, ObjectOwnership, PublicAccessBlock};

use super::scenes::Scenes;
use crate::condition::Rules;
use crate::layers::{AclLayer, Exists, Grants, Layers, Policies};
use crate::matching::{
    Scene, action_matches, principal_matches, resource_matches, statement_matches,
};
use crate::prepare::{
    ActionPattern, Prepared, PreparedActions, PreparedPrincipals, PreparedStatement,
};
use crate::trace;
use crate::truth::Truth;
use crate::verdict::Layer;

/// One statement of a layer, as it stands to a request
#[derive(Clone, Copy, Debug)]
pub struct Standing<'l> {
    /// In which layer
    pub layer: Layer,
    /// In which of the layer's levels, root first; 0 where a layer has none
    pub level: usize,
    /// The policy it is of
    pub policy: &'l Arc<Prepared>,
    /// Which of the policy's statements, from 0
    pub index: usize,
    /// Whether it speaks of the request: action, resource and principal, without conditions
    pub speaks: Truth,
    /// Whether its principal element names the caller; yes where it has none
    pub names: Truth,
    /// Whether it takes effect
    pub truth: Truth,
}

/// What is supposed of a statement of which it is not known whether it takes effect, or of policies
/// that are not known
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supposed {
    /// It takes effect; unknown policies allow
    Yes,
    /// It takes effect; the unknown policy of a resource allows the user, or the role of a session,
    /// which a boundary and a session policy cap (`spec/iam.md` A.6.2)
    ByEntity,
    /// It does not; unknown policies say nothing
    No,
    /// It stays as it is
    Open,
}

/// Every statement of every layer, as it stands to a request.
#[must_use]
pub fn standings<'l>(layers: &'l Layers, request: &Request) -> Vec<Standing<'l>> {
    let scenes = Scenes::new(layers, request, Rules::Enforcement);
    let mut all = Vec::new();
    for layer in Layer::ALL {
        let scenes = trace::scenes_of(layers, &scenes, layer);
        for (level, policy) in trace::policies_by_level(layers, layer) {
            for (index, statement) in policy.statements.iter().enumerate() {
                let is_named = |scene: &Scene<'_>| {
                    let element = statement.principal.as_ref();
                    element.map_or(Truth::Yes, |it| {
                        principal_matches(it, statement.effect, scene).truth()
                    })
                };
                let names = Truth::any(scenes.iter().map(is_named));
                let speaks = Truth::any(scenes.iter().map(|scene| {
                    if !action_matches(&statement.action, scene.action) {
                        return Truth::No;
                    }
                    let resource = statement.resource.as_ref();
                    let about = resource.map_or(Truth::Yes, |it| resource_matches(it, scene).truth);
                    is_named(scene).and(about)
                }));
                let truth = match speaks {
                    Truth::No => Truth::No,
                    Truth::Yes | Truth::Maybe => Truth::any(
                        scenes
                            .iter()
                            .map(|scene| statement_matches(statement, scene).truth),
                    ),
                };
                all.push(Standing {
                    layer,
                    level,
                    policy,
                    index,
                    speaks,
                    names,
                    truth,
                });
            }
        }
    }
    all
}

/// The layers with what is not known of them supposed to be one way.
///
/// - `standings`: what [`standings`](standings()) tells of the same layers and request.
/// - `statement`: asked about each statement of which it is not known whether it takes effect.
/// - `gaps`: asked about each layer, and level of it, of which policies are not known; of the layers
///   without policies, [`Supposed::No`] makes what is not known grant and refuse nothing.
#[must_use]
pub fn suppose(
    layers: &Layers,
    request: &Request,
    standings: &[Standing<'_>],
    statement: impl Fn(&Standing<'_>) -> Supposed,
    gaps: impl Fn(Layer, usize) -> Supposed,
) -> Layers {
    let open: Vec<(&Standing<'_>, Supposed)> = standings
        .iter()
        .filter(|it| it.truth == Truth::Maybe)
        .map(|it| (it, statement(it)))
        .filter(|(_, it)| *it != Supposed::Open)
        .collect();
    let mut copy = layers.clone();
    let change = |layer: Layer, level: usize, policies: &mut Policies| {
        for policy in &mut policies.known {
            let is_it = |it: &Standing<'_>| {
                (it.layer, it.level) == (layer, level) && Arc::ptr_eq(it.policy, policy)
            };
            let own = open.iter().filter(|(it, _)| is_it(it));
            let own: Vec<(&Standing<'_>, Supposed)> =
                own.map(|(it, supposed)| (*it, *supposed)).collect();
            if !own.is_empty() {
                *policy = Arc::new(changed(policy, &own));
            }
        }
        fill(policies, layer, request, gaps(layer, level));
    };
    for (layer, levels) in [(Layer::Scp, &mut copy.scp), (Layer::Rcp, &mut copy.rcp)] {
        for (number, level) in levels.levels.iter_mut().enumerate() {
            change(layer, number, &mut level.policies);
        }
        if gaps(layer, levels.levels.len()) != Supposed::Open && !levels.gaps.is_empty() {
            levels.gaps.clear();
            if levels.exists == Exists::Unknown {
                levels.exists = Exists::No(SUPPOSED);
            }
        }
    }
    change(Layer::Endpoint, 0, &mut copy.endpoint);
    change(Layer::Resource, 0, &mut copy.resource);
    change(Layer::AccessPoint, 0, &mut copy.access_point);
    change(Layer::Identity, 0, &mut copy.identity);
    change(Layer::Boundary, 0, &mut copy.boundary);
    change(Layer::Session, 0, &mut copy.session);
    if gaps(Layer::Acl, 0) == Supposed::No {
        without_grants(&mut copy.acl);
    }
    if let (Supposed::No, Grants::On(grants)) = (gaps(Layer::KmsGrant, 0), &mut copy.grants) {
        told(grants, Vec::new());
    }
    if let (Supposed::No, Some(block)) = (
        gaps(Layer::BlockPublicAccess, 0),
        &mut copy.public_access_block,
    ) {
        told(block, PublicAccessBlock::default());
    }
    if gaps(Layer::S3Gate, 0) == Supposed::No {
        let gates = &mut copy.gates;
        told(&mut gates.network_origin, None);
        told(&mut gates.requester_pays, false);
        told(&mut gates.blocks_client_keys, false);
        told(&mut gates.kms_encrypted, false);
        told(&mut gates.archived, false);
        told(&mut gates.lock, None);
    }
    copy
}

/// What is not known is this.
fn told<T>(fact: &mut Fact<T>, supposed: T) {
    if fact.known().is_none() {
        *fact = Fact::Known(supposed);
    }
}

/// ACLs that are not known grant nothing, and whoever owns the bucket owns the object.
fn without_grants(acl: &mut AclLayer) {
    let AclLayer::Acls {
        bucket,
        object,
        ownership,
    } = acl
    else {
        return;
    };
    let none = Acl {
        owner: Grantee::ResourceOwner,
        grants: Vec::new(),
    };
    for acl in [bucket, object].into_iter().flatten() {
        told(acl, none.clone());
    }
    told(ownership, ObjectOwnership::BucketOwnerEnforced);
}

/// Why a layer is not there
const SUPPOSED: &str = "it is supposed to be none";

fn changed(policy: &Arc<Prepared>, own: &[(&Standing<'_>, Supposed)]) -> Prepared {
    let mut statements = Vec::new();
    for (index, statement) in policy.statements.iter().enumerate() {
        match own.iter().find(|(it, _)| it.index == index) {
            None | Some((_, Supposed::Open)) => statements.push(statement.clone()),
            Some((_, Supposed::No)) => {}
            Some((it, Supposed::Yes | Supposed::ByEntity)) => {
                statements.push(everything(statement, it.names));
            }
        }
    }
    Prepared {
        document: policy.document.clone(),
        statements,
        keys: policy.keys.clone(),
    }
}

/// The statement, taking effect on every request; how directly it names the caller stays
fn everything(of: &PreparedStatement, names: Truth) -> PreparedStatement {
    let everybody = |_: &PreparedPrincipals| PreparedPrincipals {
        negated: false,
        named: alloc::vec![(PrincipalKind::Everyone, "*".into())],
    };
    PreparedStatement {
        effect: of.effect,
        action: PreparedActions {
            negated: false,
            patterns: alloc::vec![ActionPattern::Everything],
        },
        resource: None,
        principal: match names {
            Truth::Yes => of.principal.clone(),
            Truth::Maybe | Truth::No => of.principal.as_ref().map(everybody),
        },
        conditions: Vec::new(),
    }
}

/// Takes the gaps of a layer away: what they hide allows, or is nothing.
fn fill(policies: &mut Policies, layer: Layer, request: &Request, supposed: Supposed) {
    if supposed == Supposed::Open || policies.gaps.is_empty() {
        return;
    }
    policies.gaps.clear();
    match (supposed, &policies.exists) {
        // A fence that is not there lets pass; the policy of a resource has to be there for that.
        (Supposed::ByEntity, Exists::Yes | Exists::Unknown) if layer == Layer::Resource => {
            policies.exists = Exists::Yes;
            let entity = request.principal.principal_arn();
            policies.known.extend(entity.and_then(|it| naming(&it)));
        }
        (Supposed::Yes, Exists::Unknown) if layer == Layer::Resource => {
            policies.exists = Exists::Yes;
            policies.known.extend(allowing());
        }
        (Supposed::Yes | Supposed::ByEntity, Exists::Yes) => policies.known.extend(allowing()),
        (_, Exists::Unknown) => policies.exists = Exists::No(SUPPOSED),
        (_, _) => {}
    }
}

/// A policy that allows everything
fn allowing() -> Option<Arc<Prepared>> {
    let text = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
    written(text.into(), PolicyKind::IdentityInline)
}

/// A bucket policy that allows everything to one caller
fn naming(arn: &str) -> Option<Arc<Prepared>> {
    let text = alloc::format!(
        r#"{{"Statement": {{"Effect": "Allow", "Principal": {{"AWS": "{arn}"}}, "Action": "*", "Resource": "*"}}}}"#
    );
    written(text, PolicyKind::Bucket)
}

fn written(text: String, kind: PolicyKind) -> Option<Arc<Prepared>> {
    let document = Document {
        label: SUPPOSED.into(),
        arn: None,
        file: None,
        line: None,
        policy: parse(&text).sound().ok()?,
        text,
        origin: None,
    };
    Some(Arc::new(Prepared::new(Arc::new(document), kind)))
}
