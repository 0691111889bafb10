//! Block Public Access, where the organization sets it for an account.
//!
//! Source: `spec/s3.md` C.4; AWS Organizations User Guide, "Amazon S3 policy syntax and
//! examples": `{"s3_attributes": {"public_access_block_configuration": {"@@assign": "all"}}}`,
//! and the effective policy without `@@assign`.

use super::attached::{Attachments, Type};
use crate::arn::AccountId;
use crate::json::{self, Node};
use crate::known::{Fact, Reason};
use crate::world::PublicAccessBlock;
use crate::world::build::Build;
use crate::world::build::answer::{required, unwrapped};
use crate::world::build::call::{ORGANIZATION_BLOCK, Scope};
use crate::world::tree::{Cursor, TreeProblem};

impl<'t> Build<'t> {
    /// What the organization's S3 policies set on an account: all four settings, or nothing
    pub(super) fn organization_block(
        &mut self,
        attachments: &Attachments<'t>,
        account: &AccountId,
    ) -> Fact<PublicAccessBlock> {
        let nothing = PublicAccessBlock::default();
        if attachments.enabled.is_off(Type::S3) {
            return Fact::Known(nothing);
        }
        let scope = Scope::default().with("node", account.as_str());
        let Some(place) = attachments.targets.get(account.as_str()) else {
            let why = Reason::NotCollected;
            return Fact::Unknown(scope.gap(&ORGANIZATION_BLOCK, why, attachments.folder));
        };
        self.fact(place, &ORGANIZATION_BLOCK, &scope, Some(nothing), block)
    }
}

/// The effective policy, whose content is JSON in a string
fn block(found: &Cursor<'_>) -> Result<PublicAccessBlock, TreeProblem> {
    let policy = unwrapped(found, "EffectivePolicy");
    let text = required(&policy, "PolicyContent")?;
    let content = json::read(text).node;
    let setting = content.as_ref().and_then(setting);
    match setting {
        Some("all") => Ok(PublicAccessBlock {
            block_public_acls: true,
            ignore_public_acls: true,
            block_public_policy: true,
            restrict_public_buckets: true,
        }),
        Some("none") => Ok(PublicAccessBlock::default()),
        Some(_) | None => Err(policy.bad_value("an S3 policy of an organization", text)),
    }
}

fn setting(content: &Node) -> Option<&str> {
    let attributes = content.get("s3_attributes")?;
    let setting = attributes.get("public_access_block_configuration")?;
    setting.get("@@assign").unwrap_or(setting).as_str()
}
