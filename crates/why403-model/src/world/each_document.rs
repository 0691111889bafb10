//! Every policy document of a world, to be looked at or replaced.

use alloc::sync::Arc;

use super::{Document, World};
use crate::known::Fact;

/// The walk for both kinds of borrow: a part of the world that gets documents is added here once.
macro_rules! walk {
    ($world:expr, $values:ident, $each:expr, $($borrow:tt)+) => {{
        let one = |found: $($borrow)+ Fact<Arc<Document>>, each: &mut dyn FnMut($($borrow)+ Arc<Document>)| {
            if let Fact::Known(document) = found {
                each(document);
            }
        };
        let optional = |found: $($borrow)+ Fact<Option<Arc<Document>>>, each: &mut dyn FnMut($($borrow)+ Arc<Document>)| {
            if let Fact::Known(Some(document)) = found {
                each(document);
            }
        };
        let list = |found: $($borrow)+ Fact<alloc::vec::Vec<Fact<Arc<Document>>>>, each: &mut dyn FnMut($($borrow)+ Arc<Document>)| {
            if let Fact::Known(all) = found {
                for document in all {
                    one(document, each);
                }
            }
        };
        let each = $each;
        if let Fact::Known(Some(organization)) = $($borrow)+ $world.organization {
            for levels in organization.levels.$values() {
                if let Fact::Known(levels) = levels {
                    for level in levels {
                        list($($borrow)+ level.scps, each);
                        list($($borrow)+ level.rcps, each);
                    }
                }
            }
        }
        for account in $world.accounts.$values() {
            for role in account.iam.roles.$values() {
                one($($borrow)+ role.trust, each);
                list($($borrow)+ role.policies, each);
                optional($($borrow)+ role.boundary, each);
            }
            for user in account.iam.users.$values() {
                list($($borrow)+ user.policies, each);
                optional($($borrow)+ user.boundary, each);
            }
            for group in account.iam.groups.$values() {
                list($($borrow)+ group.policies, each);
            }
            for bucket in account.buckets.$values() {
                optional($($borrow)+ bucket.policy, each);
            }
            for key in account.keys.$values() {
                one($($borrow)+ key.policy, each);
            }
            for point in account.access_points.$values() {
                optional($($borrow)+ point.policy, each);
            }
            for function in account.functions.$values() {
                optional($($borrow)+ function.policy, each);
                for policy in function.qualifiers.$values() {
                    optional(policy, each);
                }
            }
            for network in account.networks.$values() {
                if let Fact::Known(endpoints) = $($borrow)+ network.endpoints {
                    for endpoint in endpoints {
                        optional($($borrow)+ endpoint.policy, each);
                    }
                }
            }
        }
    }};
}

impl World {
    /// Calls `each` with every document of the world: once for each place where one stands, in the
    /// order of accounts and names; the organization's come first.
    pub fn for_each_document(&self, each: &mut dyn FnMut(&Arc<Document>)) {
        walk!(self, values, each, &);
    }

    /// As [`World::for_each_document`], and `each` may put another document in its place.
    pub fn for_each_document_mut(&mut self, each: &mut dyn FnMut(&mut Arc<Document>)) {
        walk!(self, values_mut, each, &mut);
    }
}
