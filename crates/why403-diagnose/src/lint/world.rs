//! Every policy document of a world with its place, which says what it is used as.

use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::policy::PolicyKind;
use why403_model::world::{Account, Bucket, Document, World};

/// A document and its place
#[derive(Clone, Debug)]
pub struct Placed {
    /// The document
    pub document: Arc<Document>,
    /// What it is used as there
    pub kind: PolicyKind,
    /// What it is attached to, where it speaks of that only
    pub of: Option<Arn>,
}

/// All documents, once for each place, in the order of [`World::for_each_document`].
#[must_use]
pub fn placed(world: &World) -> Vec<Placed> {
    let mut found = Places(Vec::new());
    if let Fact::Known(Some(organization)) = &world.organization {
        let levels = organization.levels.values().filter_map(|it| it.known());
        for level in levels.flatten() {
            found.list(&level.scps, PolicyKind::Scp);
            found.list(&level.rcps, PolicyKind::Rcp);
        }
    }
    for account in world.accounts.values() {
        of_account(&mut found, account);
    }
    found.0
}

fn of_account(found: &mut Places, account: &Account) {
    use PolicyKind::IdentityManaged;
    for role in account.iam.roles.values() {
        found.one(&role.trust, PolicyKind::Trust, None);
        found.list(&role.policies, IdentityManaged);
        found.optional(&role.boundary, PolicyKind::Boundary, None);
    }
    for user in account.iam.users.values() {
        found.list(&user.policies, IdentityManaged);
        found.optional(&user.boundary, PolicyKind::Boundary, None);
    }
    for group in account.iam.groups.values() {
        found.list(&group.policies, IdentityManaged);
    }
    for bucket in account.buckets.values() {
        found.optional(&bucket.policy, PolicyKind::Bucket, arn(bucket));
    }
    for key in account.keys.values() {
        found.one(&key.policy, PolicyKind::Key, Some(key.arn.clone()));
    }
    for (arn, point) in &account.access_points {
        let of = Arn::parse(arn).ok();
        found.optional(&point.policy, PolicyKind::AccessPoint, of);
    }
    for (arn, function) in &account.functions {
        found.optional(&function.policy, PolicyKind::Function, Arn::parse(arn).ok());
        for (qualifier, policy) in &function.qualifiers {
            let of = Arn::parse(&alloc::format!("{arn}:{qualifier}")).ok();
            found.optional(policy, PolicyKind::Function, of);
        }
    }
    for network in account.networks.values() {
        for endpoint in network.endpoints.known().into_iter().flatten() {
            found.optional(&endpoint.policy, PolicyKind::Endpoint, None);
        }
    }
}

fn arn(bucket: &Bucket) -> Option<Arn> {
    let region = bucket.region.known().map_or("", |it| it.as_str());
    let partition = match region {
        it if it.starts_with("cn-") => "aws-cn",
        it if it.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    };
    Arn::parse(&alloc::format!("arn:{partition}:s3:::{}", bucket.name)).ok()
}

struct Places(Vec<Placed>);

impl Places {
    fn add(&mut self, document: &Arc<Document>, kind: PolicyKind, of: Option<Arn>) {
        // A policy without an ARN of its own is written into its user, group or role.
        let is_inline = kind == PolicyKind::IdentityManaged && document.arn.is_none();
        self.0.push(Placed {
            document: document.clone(),
            kind: if is_inline {
                PolicyKind::IdentityInline
            } else {
                kind
            },
            of,
        });
    }

    fn one(&mut self, found: &Fact<Arc<Document>>, kind: PolicyKind, of: Option<Arn>) {
        if let Fact::Known(document) = found {
            self.add(document, kind, of);
        }
    }

    fn optional(&mut self, found: &Fact<Option<Arc<Document>>>, kind: PolicyKind, of: Option<Arn>) {
        if let Fact::Known(Some(document)) = found {
            self.add(document, kind, of);
        }
    }

    fn list(&mut self, found: &Fact<Vec<Fact<Arc<Document>>>>, kind: PolicyKind) {
        for document in found.known().into_iter().flatten() {
            self.one(document, kind, None);
        }
    }
}
