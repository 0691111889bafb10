//! Who can still edit a policy once it is written: a policy that nobody can change back is never
//! proposed.
//!
//! Source: S3 User Guide, "Bucket policies" (the owner's root user reaches the policy whatever it
//! says); KMS Developer Guide, "Default key policy" (a key policy that names nobody leaves a key
//! that nobody manages). KMS has a check of its own, which is never passed by.

use alloc::format;
use alloc::string::String;

use why403_engine::condition::Rules;
use why403_engine::evaluate::decide;
use why403_engine::resolve::{self, Assume, resolve};
use why403_engine::truth::Truth;
use why403_engine::{derive, keys, world_keys};
use why403_model::arn::{AccountId, Arn};
use why403_model::request::{Action, Context, Input, Others, Principal, Request};
use why403_model::world::World;

use super::site::{Located, Site};
use crate::question::owner;

/// Who can edit a policy
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeper {
    /// This one certainly can, by ARN
    Someone(String),
    /// The root user of the account, and nobody else for certain
    Root,
    /// Perhaps somebody: it depends on what is not known
    Perhaps,
    /// Nobody
    Nobody,
}

/// Who can edit what stands at a place of this world; `None` where no policy keeps itself.
///
/// Asked of every user and role of the owning account until one certainly can, then of its root
/// user. Cost: an evaluation for each of them.
#[must_use]
pub fn keeper(world: &World, located: &Located, assume: &Assume) -> Option<Keeper> {
    let (action, resource) = match &located.site {
        Site::BucketPolicy(name) => ("s3:PutBucketPolicy", format!("arn:aws:s3:::{name}")),
        Site::KeyPolicy(arn) => ("kms:PutKeyPolicy", arn.clone()),
        Site::Inline { .. }
        | Site::PermissionSet(_)
        | Site::Managed { .. }
        | Site::Trust(_)
        | Site::AccessPointPolicy(_)
        | Site::FunctionPolicy { .. }
        | Site::EndpointPolicy(_)
        | Site::OrganizationPolicy { .. }
        | Site::PublicAccessBlock(_)
        | Site::Ownership(_)
        | Site::Acl(_)
        | Site::Grants(_)
        | Site::Tags(_)
        | Site::Encryption(_)
        | Site::Logging(_)
        | Site::Trail(_)
        | Site::Object { .. } => return None,
    };
    let account = located.account.as_ref()?;
    let found = world.accounts.get(account)?;
    let mut is_open = found.iam.incomplete.is_some();
    let roles = found.iam.roles.values().map(|it| &it.arn);
    let users = found.iam.users.values().map(|it| &it.arn);
    for arn in users.chain(roles) {
        let Some(principal) = Principal::from_arn(arn) else {
            continue;
        };
        match may(world, &principal, action, &resource, assume) {
            Truth::Yes => return Some(Keeper::Someone(arn.as_str().into())),
            Truth::Maybe => is_open = true,
            Truth::No => {}
        }
    }
    Some(match root(world, account, action, &resource, assume) {
        Truth::Yes => Keeper::Root,
        _ if is_open => Keeper::Perhaps,
        Truth::Maybe => Keeper::Perhaps,
        Truth::No => Keeper::Nobody,
    })
}

fn root(
    world: &World,
    account: &AccountId,
    action: &str,
    resource: &str,
    assume: &Assume,
) -> Truth {
    let arn = Arn::parse(&format!("arn:aws:iam::{account}:root")).ok();
    let principal = arn.as_ref().and_then(Principal::from_arn);
    principal.map_or(Truth::No, |it| may(world, &it, action, resource, assume))
}

/// Whether a caller may do something, over requests of which nothing else is known
fn may(
    world: &World,
    principal: &Principal,
    action: &str,
    resource: &str,
    assume: &Assume,
) -> Truth {
    let Some(action) = Action::parse(action) else {
        return Truth::No;
    };
    let mut request = Request {
        resource_owner: owner(world, resource, principal),
        principal: principal.clone(),
        action,
        resource: resource.into(),
        context: Context::new(Others::Unknown),
        input: Input::unsaid(),
    };
    resolve::complete(world, &mut request);
    let layers = resolve(world, &request, assume);
    let used = keys::used(&layers);
    world_keys::settle(world, &mut request, &used);
    derive::settle(&mut request, &used);
    let outcome = decide(&layers, &request, Rules::Enforcement);
    match outcome.is_denied() {
        Truth::No => Truth::Yes,
        Truth::Maybe => Truth::Maybe,
        Truth::Yes => Truth::No,
    }
}
