//! The layers of one request: what stands between the caller and the resource, known or not.
//!
//! Made by [`resolve`](crate::resolve::resolve) from a world, or by [`case`](crate::case) from
//! a flat case. Nothing here decides.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::AccountId;
use why403_model::known::{Fact, Gap};
use why403_model::world::{Acl, Grant, ObjectOwnership, PublicAccessBlock};

use crate::prepare::Prepared;

/// Everything that is known of what decides one request
#[derive(Clone, Debug)]
pub struct Layers {
    /// Service control policies of the caller's account, root first
    pub scp: Levels,
    /// Resource control policies of the resource's account, root first
    pub rcp: Levels,
    /// The policy of the endpoint that the request goes through
    pub endpoint: Policies,
    /// Whether that endpoint is an interface, where an account named as principal means everybody
    /// in it; a gateway means its root user
    pub is_interface_endpoint: bool,
    /// The resource's own policy; behind an access point, the bucket's
    pub resource: Policies,
    /// The access point's policy, where the request names an access point
    pub access_point: Policies,
    /// Identity policies of the caller
    pub identity: Policies,
    /// The caller's permissions boundary
    pub boundary: Policies,
    /// The session policies of the caller's session
    pub session: Policies,
    /// ACLs and ownership
    pub acl: AclLayer,
    /// Block Public Access, all levels joined; `None` for what is no bucket
    pub public_access_block: Option<Fact<PublicAccessBlock>>,
    /// Grants on the key
    pub grants: Grants,
    /// What S3's own refusals depend on
    pub gates: GateFacts,
}

/// What S3's own refusals depend on, beyond the request
#[derive(Clone, Debug)]
pub struct GateFacts {
    /// The VPC that an access point takes requests from; `Known(None)` for any network
    pub network_origin: Fact<Option<String>>,
    /// Whether the bucket has its requesters pay
    pub requester_pays: Fact<bool>,
    /// Whether the bucket refuses writes with keys that the client holds
    pub blocks_client_keys: Fact<bool>,
    /// Whether the object is encrypted with a KMS key
    pub kms_encrypted: Fact<bool>,
    /// Whether the object is archived and not restored
    pub archived: Fact<bool>,
    /// What locks the version; `Known(None)` where nothing does
    pub lock: Fact<Option<Lock>>,
}

/// What locks a version of an object
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Retention that a permission and a header pass
    Governance,
    /// Retention that nobody passes
    Compliance,
    /// A legal hold: nobody passes it before it is removed
    LegalHold,
}

impl GateFacts {
    /// None of the refusals applies: no bucket, or a case that does not speak of them
    #[must_use]
    pub fn none() -> Self {
        Self {
            network_origin: Fact::Known(None),
            requester_pays: Fact::Known(false),
            blocks_client_keys: Fact::Known(false),
            kms_encrypted: Fact::Known(false),
            archived: Fact::Known(false),
            lock: Fact::Known(None),
        }
    }
}

/// The policies of one layer
#[derive(Clone, Debug)]
pub struct Policies {
    /// Whether the layer is there for this request
    pub exists: Exists,
    /// The known policies
    pub known: Vec<Arc<Prepared>>,
    /// Policies that may be there and are not known
    pub gaps: Vec<Gap>,
}

/// Whether a layer is there
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exists {
    /// It is
    Yes,
    /// It is not, or it does not apply to this caller or action: the reason in words
    No(&'static str),
    /// Nobody knows; the reason is among the layer's gaps
    Unknown,
}

/// The policies of an organization, level by level
#[derive(Clone, Debug)]
pub struct Levels {
    /// Whether the layer is there
    pub exists: Exists,
    /// Root first, the account last
    pub levels: Vec<LevelPolicies>,
    /// What is missing where the levels themselves are not known
    pub gaps: Vec<Gap>,
}

/// The policies of one level
#[derive(Clone, Debug)]
pub struct LevelPolicies {
    /// `r-…`, `ou-…` or an account id; empty where nobody told
    pub id: String,
    /// What is attached
    pub policies: Policies,
}

/// ACLs, and who owns what
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each request, and almost always the large one"
)]
pub enum AclLayer {
    /// No ACL has a say: another service, or ownership enforced
    None,
    /// The ACLs, as far as they are known
    Acls {
        /// Of the bucket; `None` where nobody gave one
        bucket: Option<Fact<Acl>>,
        /// Of the object; `None` where nobody gave one
        object: Option<Fact<Acl>>,
        /// Who owns new objects, and whether ACLs count at all
        ownership: Fact<ObjectOwnership>,
    },
}

/// KMS grants
#[derive(Clone, Debug)]
pub enum Grants {
    /// The action is none of KMS's
    None,
    /// The grants on the key, or the hole, and the account that owns the key
    On(Fact<Vec<Grant>>),
}

impl Policies {
    /// A layer that is not there
    #[must_use]
    pub fn none(why: &'static str) -> Self {
        Self {
            exists: Exists::No(why),
            known: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// A layer with these policies, all of them
    #[must_use]
    pub fn known(known: Vec<Arc<Prepared>>) -> Self {
        Self {
            exists: Exists::Yes,
            known,
            gaps: Vec::new(),
        }
    }

    /// A layer of which not even its existence is known
    #[must_use]
    pub fn unknown(gap: Gap) -> Self {
        Self {
            exists: Exists::Unknown,
            known: Vec::new(),
            gaps: alloc::vec![gap],
        }
    }
}

impl Levels {
    /// A layer that is not there
    #[must_use]
    pub fn none(why: &'static str) -> Self {
        Self {
            exists: Exists::No(why),
            levels: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// These levels, all of them; no level at all is no layer
    #[must_use]
    pub fn known(levels: Vec<LevelPolicies>) -> Self {
        if levels.is_empty() {
            return Self::none("no policy of this kind is attached at any level");
        }
        Self {
            exists: Exists::Yes,
            levels,
            gaps: Vec::new(),
        }
    }

    /// A layer of which nothing is known
    #[must_use]
    pub fn unknown(gap: Gap) -> Self {
        Self {
            exists: Exists::Unknown,
            levels: Vec::new(),
            gaps: alloc::vec![gap],
        }
    }
}

impl AclLayer {
    /// The account that owns the object or bucket, by its ACL, given the resource's owner
    #[must_use]
    pub fn account_of(
        owner: &why403_model::world::Grantee,
        resource_owner: Option<&AccountId>,
    ) -> Option<AccountId> {
        use why403_model::world::Grantee;
        match owner {
            Grantee::Account(account) => Some(account.clone()),
            Grantee::ResourceOwner => resource_owner.cloned(),
            Grantee::Canonical(_)
            | Grantee::AllUsers
            | Grantee::AuthenticatedUsers
            | Grantee::LogDelivery => None,
        }
    }
}
