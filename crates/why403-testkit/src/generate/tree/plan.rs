//! What the layers between caller and resource are to say

use super::question::Asked;
use crate::generate::rng::Rng;
use crate::generate::skeleton::Lean;
use crate::generate::statement::Wish;
use crate::generate::world::{Caller, Service};

/// What each layer is to say; none where it is not there
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub lean: Lean,
    pub scp: Wish,
    pub rcp: Wish,
    pub resource: Option<Wish>,
    pub identity: Option<Wish>,
    pub boundary: Option<Wish>,
    /// Block Public Access refuses, as far as it can
    pub refuses: bool,
    /// The ACL grants what nothing else does
    pub by_acl: bool,
    /// A KMS grant does
    pub by_grant: bool,
    /// What the layers of the KMS call behind are to say: everything passes, or one fails
    pub inner: Inner,
}

/// What is to become of the KMS call behind
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Inner {
    #[default]
    Passes,
    /// The key policy is silent, or denies
    Fails(Wish),
}

impl Plan {
    pub(super) fn of(rng: &mut Rng, asked: &Asked) -> Self {
        let lean = match rng.below(100) {
            0..50 => Lean::Allow,
            50..86 => Lean::Deny,
            86..93 => Lean::Silent,
            _ => Lean::Any,
        };
        let mut plan = Self::allowing(rng, asked, lean);
        if lean == Lean::Any {
            plan.scp = Wish::Any;
            plan.rcp = Wish::Any;
            plan.resource = plan.resource.map(|_| Wish::Any);
            plan.identity = plan.identity.map(|_| Wish::Any);
            plan.boundary = plan.boundary.map(|_| Wish::Any);
        }
        for _ in 0..rng.pick(&[1, 1, 1, 2]) {
            match lean {
                Lean::Deny => plan.deny(rng, asked),
                Lean::Silent => plan.silence(rng, asked),
                Lean::Allow | Lean::Any => {}
            }
        }
        plan
    }

    /// Everything that must allow does; some layers are there for nothing.
    fn allowing(rng: &mut Rng, asked: &Asked, lean: Lean) -> Self {
        let world = &asked.world;
        let has_policies = world.has_identity();
        let by_acl = world.is_s3() && rng.chance(14);
        let by_grant = world.service == Service::Key && rng.chance(30);
        let other = [Wish::Allow, Wish::Allow, Wish::Silent, Wish::Any];
        let mut resource = if by_acl || by_grant {
            rng.pick(&[None, Some(Wish::Silent), Some(Wish::Any)])
        } else if world.needs_resource_side() {
            Some(Wish::Allow)
        } else {
            rng.chance(50).then(|| rng.pick(&other))
        };
        if world.service == Service::Plain {
            resource = None;
        }
        let mut identity = has_policies.then_some(Wish::Allow);
        let is_granted = resource == Some(Wish::Allow) && world.is_same_account();
        if has_policies && is_granted && rng.chance(25) {
            identity = Some(Wish::Silent);
        }
        let has_boundary = has_policies && world.caller != Caller::LinkedRole;
        Self {
            lean,
            scp: Wish::Allow,
            rcp: Wish::Silent,
            resource,
            identity,
            boundary: (has_boundary && rng.chance(30)).then_some(Wish::Allow),
            refuses: false,
            by_acl,
            by_grant,
            inner: Inner::Passes,
        }
    }

    /// Makes one layer deny.
    fn deny(&mut self, rng: &mut Rng, asked: &Asked) {
        let world = &asked.world;
        let has_policies = world.has_identity();
        match rng.below(9) {
            0 | 1 if has_policies => self.identity = Some(Wish::Deny),
            2 if has_policies && world.caller != Caller::LinkedRole => {
                self.boundary = Some(Wish::Deny);
            }
            3 | 4 if asked.has_scps => self.scp = Wish::Deny,
            5 if asked.has_rcps && world.service != Service::Plain => self.rcp = Wish::Deny,
            6 if world.is_s3() && !world.is_same_account() => self.refuses = true,
            7 if asked.inner.is_some() => self.inner = Inner::Fails(Wish::Deny),
            _ if world.service == Service::Plain => self.identity = Some(Wish::Deny),
            _ => self.resource = Some(Wish::Deny),
        }
    }

    /// Makes one layer silent.
    fn silence(&mut self, rng: &mut Rng, asked: &Asked) {
        let has_policies = asked.world.has_identity();
        match rng.below(5) {
            0 if has_policies => self.identity = Some(Wish::Silent),
            1 if has_policies && asked.world.caller != Caller::LinkedRole => {
                self.boundary = Some(Wish::Silent);
            }
            2 => self.scp = Wish::Silent,
            3 if asked.inner.is_some() => self.inner = Inner::Fails(Wish::Silent),
            _ => self.resource = Some(Wish::Silent),
        }
    }
}
