//! Where in AWS an edit of a world is made.

use why403_model::world::World;

use super::edit::Edit;
use super::site::{self, Located, Site};

/// Where an edit is made; `None` where the world does not tell
#[must_use]
pub(super) fn of_edit(edit: &Edit, world: &World) -> Option<Located> {
    let site = match edit {
        Edit::Rewrite { old, .. } => return site::of_document(world, old),
        Edit::Write { place, document } => return site::of_place(world, place, &document.label),
        Edit::PublicAccessBlock { of, .. } => Site::PublicAccessBlock(of.clone()),
        Edit::Ownership { bucket, .. } => Site::Ownership(bucket.clone()),
        Edit::Acl { of, .. } => Site::Acl(of.clone()),
        Edit::Grant { key, .. } => Site::Grants(key.clone()),
        Edit::Tag { of, .. } => Site::Tags(of.clone()),
        Edit::Encryption { bucket, .. } => Site::Encryption(bucket.clone()),
        Edit::Reencrypt { bucket, key, .. } => {
            let (bucket, key) = (bucket.clone(), key.clone());
            Site::Object { bucket, key }
        }
    };
    site::of_setting(world, site)
}
