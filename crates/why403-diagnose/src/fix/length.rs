//! How long a document may be: what AWS counts, and for which of them together.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::Fact;
use why403_model::world::{Document, World};

use super::change::{Change, To, Trouble};
use super::site::{Entity, Site, words};

/// Whether AWS would refuse a document for its length
pub(super) fn too_long(change: &Change, world: &World) -> Option<Trouble> {
    let To::Document { after, .. } = &change.to else {
        return None;
    };
    let rules = change.at.site.kind()?.rules();
    let limit = rules.limit?;
    let count = |text: &str| {
        let counted = |it: &char| limit.counts_space || !it.is_whitespace();
        text.chars().filter(counted).count()
    };
    let (found, limit) = match &change.at.site {
        // All inline policies of one entity count together.
        Site::Inline { of, name, policy } => {
            let all = inline(world, change.at.account.as_ref(), *of, name);
            let own = format!("inline policy {policy} of {} {name}", of.word());
            let others = all.iter().filter(|it| it.label != own);
            let sum = others.map(|it| count(&it.text)).sum::<usize>() + count(&after.text);
            (sum, of.quota())
        }
        // The length that a trust policy may have without a raised quota.
        Site::Trust(_) => (count(&after.text), 2_048),
        _ => (count(&after.text), limit.characters),
    };
    (found > limit).then(|| Trouble::TooLong {
        what: words(&change.at.site),
        found,
        limit,
    })
}

impl Entity {
    /// Characters that all inline policies of one have at most, white space left out.
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    fn quota(self) -> usize {
        match self {
            Self::Role => 10_240,
            Self::User => 2_048,
            Self::Group => 5_120,
        }
    }
}

/// The known inline policies of an entity
fn inline(
    world: &World,
    account: Option<&AccountId>,
    of: Entity,
    name: &str,
) -> Vec<Arc<Document>> {
    let Some(iam) = account
        .and_then(|it| world.accounts.get(it))
        .map(|it| &it.iam)
    else {
        return Vec::new();
    };
    let policies = match of {
        Entity::Role => iam.roles.get(name).map(|it| &it.policies),
        Entity::User => iam.users.get(name).map(|it| &it.policies),
        Entity::Group => iam.groups.get(name).map(|it| &it.policies),
    };
    let all = policies.and_then(Fact::known).into_iter().flatten();
    let inline = all.filter_map(Fact::known).filter(|it| it.arn.is_none());
    inline.cloned().collect()
}
