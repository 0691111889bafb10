//! Which layers a case has, and what each is to say: the bias of the cases

use serde_json::{Map, Value, json};

use super::rng::Rng;
use super::statement::{Layer, Wish, documents};
use super::world::{Caller, Service, World};
use super::{bucket, grants};

/// The decision that a case leans to
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    /// Every layer that must allow likely does.
    Allow,
    /// The same, and one or two layers deny.
    Deny,
    /// The same, and one or two layers are silent.
    Silent,
    /// Every layer says anything.
    Any,
}

/// What the layers are to say; none for a member that is left out
#[derive(Clone, Debug, Default)]
struct Plan {
    scp: Option<Wish>,
    rcp: Option<Wish>,
    endpoint: Option<Wish>,
    resource: Option<Wish>,
    access_point: Option<Wish>,
    identity: Option<Wish>,
    boundary: Option<Wish>,
    session: Option<Wish>,
    /// Block Public Access refuses, as far as it can
    refuse: bool,
    /// The ACL grants what nothing else does
    by_acl: bool,
    /// A KMS grant does
    by_grant: bool,
}

/// Draws the case of that seed: valid, of kind `decision`, with complete facts.
///
/// About 45 % of the cases are allowed, 35 % explicitly denied, and the rest implicitly.
#[must_use]
pub fn case(seed: u64) -> Value {
    let rng = &mut Rng::new(seed);
    let mut world = World::of(rng);
    let lean = match rng.below(100) {
        0..53 => Lean::Allow,
        53..85 => Lean::Deny,
        85..92 => Lean::Silent,
        _ => Lean::Any,
    };
    let plan = plan(rng, &world, lean);
    let mut policies = Map::new();
    if world.is_s3() {
        let lists = if plan.by_acl {
            bucket::Lists::Grant
        } else {
            bucket::Lists::Any
        };
        bucket::add(rng, &mut world, &mut policies, lean, plan.refuse, lists);
    }
    if world.service == Service::Key {
        grants::add(rng, &mut world, &mut policies, plan.by_grant);
    }
    put_documents(rng, &world, &plan, &mut policies);
    if world.service == Service::Object && rng.chance(2) {
        let other = rng.text(&["arn:aws:s3:::logs/b.txt", "arn:aws:s3:::data/a.txt"]);
        let both = json!([world.resource, other]);
        world.set("resource", both);
    }
    json!({"id": format!("random-{seed}"), "kind": "decision", "policies": policies, "request": world.request})
}

fn plan(rng: &mut Rng, world: &World, lean: Lean) -> Plan {
    if lean == Lean::Any {
        return any_plan(rng, world);
    }
    let mut plan = allowing_plan(rng, world);
    plan.by_acl = matches!(world.service, Service::Object | Service::Bucket) && rng.chance(14);
    plan.by_grant =
        world.service == Service::Key && (world.action == "kms:RetireGrant" || rng.chance(35));
    if plan.by_acl || plan.by_grant {
        plan.resource = rng.pick(&[None, Some(Wish::Silent), Some(Wish::Any)]);
        plan.identity = plan
            .identity
            .map(|_| rng.pick(&[Wish::Allow, Wish::Silent]));
    }
    for _ in 0..rng.pick(&[1, 1, 1, 2]) {
        match lean {
            Lean::Deny => deny(rng, world, &mut plan),
            Lean::Silent => silence(rng, world, &mut plan),
            Lean::Allow | Lean::Any => {}
        }
    }
    // Layers that do not apply to the caller are there all the same, now and then.
    let stray = !world.has_identity() && world.caller != Caller::Federated && rng.chance(12);
    if stray {
        plan.identity = Some(Wish::Any);
        plan.boundary = Some(Wish::Any);
        plan.session = rng.chance(50).then_some(Wish::Deny);
    }
    plan
}

/// Everything that must allow does; some layers are there for nothing.
fn allowing_plan(rng: &mut Rng, world: &World) -> Plan {
    let mut plan = Plan::default();
    let maybe = |rng: &mut Rng, percent| rng.chance(percent).then_some(Wish::Allow);
    plan.scp = maybe(rng, 30);
    plan.rcp = maybe(rng, 25);
    plan.endpoint = maybe(rng, 22);
    if world.has_identity() {
        plan.identity = Some(rng.pick(&[
            Wish::Allow,
            Wish::Allow,
            Wish::Allow,
            Wish::Allow,
            Wish::Silent,
        ]));
        plan.boundary = maybe(rng, 25);
        plan.session = match world.caller {
            Caller::User => None,
            Caller::FederatedUser => maybe(rng, 92),
            _ => maybe(rng, 28),
        };
    }
    let other = [Wish::Allow, Wish::Allow, Wish::Silent, Wish::Any];
    plan.resource = if world.needs_resource_side() {
        Some(Wish::Allow)
    } else {
        rng.chance(50).then(|| rng.pick(&other))
    };
    if world.service == Service::Plain {
        plan.resource = None;
    }
    if world.service == Service::AccessPoint {
        plan.access_point = Some(rng.pick(&[Wish::Allow, Wish::Allow, Wish::Allow, Wish::Silent]));
        plan.resource = plan.resource.or_else(|| maybe(rng, 60));
    }
    if plan.identity == Some(Wish::Silent) && plan.resource.is_some() {
        plan.resource = Some(Wish::Allow);
    }
    plan
}

fn any_plan(rng: &mut Rng, world: &World) -> Plan {
    let any = |rng: &mut Rng, percent| rng.chance(percent).then_some(Wish::Any);
    Plan {
        scp: any(rng, 30),
        rcp: any(rng, 30),
        endpoint: any(rng, 30),
        resource: any(rng, 60),
        access_point: any(rng, 70).filter(|_| world.service == Service::AccessPoint),
        identity: any(rng, 80).filter(|_| world.has_identity()),
        boundary: any(rng, 30).filter(|_| world.has_identity()),
        session: any(rng, 30).filter(|_| world.has_identity()),
        refuse: rng.chance(20),
        by_acl: false,
        by_grant: false,
    }
}

/// Makes one layer deny.
fn deny(rng: &mut Rng, world: &World, plan: &mut Plan) {
    let deny = Some(Wish::Deny);
    let own = world.has_identity();
    match rng.below(8) {
        0 if own => plan.identity = deny,
        1 if own => plan.boundary = deny,
        2 if own && world.caller != Caller::User => plan.session = deny,
        3 if !world.account.is_empty() => plan.scp = deny,
        4 if !world.action.starts_with("iam:") && !world.action.starts_with("ec2:") => {
            plan.rcp = deny;
        }
        5 => plan.endpoint = deny,
        6 if world.is_s3() => plan.refuse = true,
        _ if world.service == Service::AccessPoint && rng.chance(50) => plan.access_point = deny,
        _ => plan.resource = deny,
    }
}

/// Makes one layer silent.
fn silence(rng: &mut Rng, world: &World, plan: &mut Plan) {
    let silent = Some(Wish::Silent);
    match rng.below(7) {
        0 if world.has_identity() => plan.identity = rng.pick(&[silent, None]),
        1 if world.has_identity() => plan.boundary = silent,
        2 if world.has_identity() => plan.session = silent,
        3 => plan.scp = silent,
        4 => plan.endpoint = silent,
        5 if world.service == Service::AccessPoint => plan.access_point = silent,
        _ => plan.resource = rng.pick(&[silent, None]),
    }
}

/// Writes the planned policies.
fn put_documents(rng: &mut Rng, world: &World, plan: &Plan, policies: &mut Map<String, Value>) {
    let resource_layer = match world.service {
        Service::Key => Layer::Key,
        Service::Trust => Layer::Trust,
        _ => Layer::Resource,
    };
    let members = [
        ("endpoint", Layer::Endpoint, plan.endpoint, &world.resource),
        ("resource", resource_layer, plan.resource, &world.behind),
        (
            "accessPoint",
            Layer::AccessPoint,
            plan.access_point,
            &world.resource,
        ),
        ("identity", Layer::Identity, plan.identity, &world.resource),
        ("boundary", Layer::Boundary, plan.boundary, &world.resource),
        ("session", Layer::Session, plan.session, &world.resource),
    ];
    for (name, layer, wish, arn) in members {
        if let Some(wish) = wish {
            policies.insert(name.to_owned(), documents(rng, world, layer, wish, arn));
        }
    }
    if let (Service::AccessPoint, Some(Wish::Allow)) = (world.service, plan.identity) {
        // Identity policies are asked on the bucket's ARN as well.
        let behind = documents(rng, world, Layer::Identity, Wish::Allow, &world.behind);
        if let Some(list) = policies.get_mut("identity").and_then(Value::as_array_mut) {
            match behind {
                Value::Array(documents) => list.extend(documents),
                document => list.push(document),
            }
        }
    }
    if plan.identity.is_none() && world.has_identity() && rng.chance(50) {
        policies.insert("identity".to_owned(), json!([]));
    }
    for (name, layer, wish) in [("scp", Layer::Scp, plan.scp), ("rcp", Layer::Rcp, plan.rcp)] {
        if let Some(wish) = wish {
            policies.insert(name.to_owned(), levels(rng, world, layer, wish));
        } else if rng.chance(8) {
            policies.insert(name.to_owned(), json!([]));
        }
    }
}

/// One to three levels, of which one says what is wished and the others allow
fn levels(rng: &mut Rng, world: &World, layer: Layer, wish: Wish) -> Value {
    let count = 1 + rng.below(3);
    let special = rng.below(count);
    let mut levels = Vec::new();
    for index in 0..count {
        let wish = if index == special { wish } else { Wish::Allow };
        let mut level = Vec::new();
        if layer == Layer::Rcp {
            level.push(json!({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}));
        } else if wish == Wish::Allow && rng.chance(50) {
            level.push(json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}));
        }
        let wish = if layer == Layer::Rcp && wish == Wish::Allow {
            Wish::Silent
        } else {
            wish
        };
        if level.is_empty() || layer == Layer::Rcp || rng.chance(30) {
            let document = documents(rng, world, layer, wish, &world.resource);
            match document {
                Value::Array(list) => level.extend(list),
                one => level.push(one),
            }
        }
        levels.push(Value::Array(level));
    }
    Value::Array(levels)
}
