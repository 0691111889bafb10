//! Log groups: whether the one that an ARN names is there, and what would tell.

use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap};
use why403_model::world::{Call, World};

/// Whether the log group of an ARN is missing; the ARN is its own, or that of a stream in it
pub(crate) fn is_missing(world: &World, arn: &Arn) -> Truth {
    match groups(world, arn) {
        Some(Fact::Known(all)) => Truth::of(!all.iter().any(|it| name(arn) == Some(it))),
        Some(Fact::Unknown(_)) | None => Truth::Maybe,
    }
}

/// What would tell it; `None` where the world tells
pub(crate) fn gap(world: &World, arn: &Arn) -> Option<Gap> {
    match groups(world, arn) {
        Some(Fact::Known(_)) => None,
        Some(Fact::Unknown(gap)) => Some(gap.clone()),
        None => {
            let call = Call::at("accounts/{account}/regions/{region}/logs/log-groups")?;
            Some(call.asked(&[("account", arn.account()), ("region", arn.region())]))
        }
    }
}

/// The name of the log group that an ARN is about: `/aws/lambda/thumbnails`
pub(crate) fn name(arn: &Arn) -> Option<&str> {
    let name = arn.resource().strip_prefix("log-group:")?;
    let name = name.split(':').next()?;
    (arn.service() == "logs" && !name.is_empty()).then_some(name)
}

fn groups<'w>(world: &'w World, arn: &Arn) -> Option<&'w Fact<Vec<alloc::string::String>>> {
    let account = world.accounts.get(&arn.account_id()?)?;
    account.log_groups.get(arn.region())
}
