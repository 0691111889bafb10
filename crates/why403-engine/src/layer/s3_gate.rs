//! S3's own refusals, which no policy lifts.
//!
//! Each gate is asked by itself, so that a diagnosis can name it. A missing key that shows as
//! 403 is no gate: it is a second check (`s3:ListBucket`), asked by whoever knows the key.
//! Source: `spec/s3.md` C.0, C.5 to C.7, A.4, A.6.

use alloc::vec::Vec;

use why403_model::known::{Fact, Gap};
use why403_model::request::{Found, Principal, Request};

use crate::layers::{Layers, Lock};
use crate::truth::Truth;
use crate::verdict::{Strength, Verdict, Verdicts};

/// One of S3's own refusals
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// `x-amz-expected-bucket-owner` names another account
    ExpectedOwner,
    /// The access point takes requests from its VPC only
    NetworkOrigin,
    /// The requester pays, and the request does not say that it will
    RequesterPays,
    /// An unsigned request for what only signed ones may do
    Unsigned,
    /// The bucket refuses writes with keys that the client holds
    BlockedEncryption,
    /// The object has to be restored before it can be read
    Archived,
    /// The version is locked
    ObjectLock,
}

impl Gate {
    /// Every gate, in the order in which S3 asks
    pub const ALL: [Self; 7] = [
        Self::ExpectedOwner,
        Self::NetworkOrigin,
        Self::RequesterPays,
        Self::Unsigned,
        Self::BlockedEncryption,
        Self::Archived,
        Self::ObjectLock,
    ];

    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ExpectedOwner => "expected-bucket-owner",
            Self::NetworkOrigin => "network-origin",
            Self::RequesterPays => "requester-pays",
            Self::Unsigned => "unsigned",
            Self::BlockedEncryption => "blocked-encryption",
            Self::Archived => "archived",
            Self::ObjectLock => "object-lock",
        }
    }
}

/// What the layer says: it denies if any gate does.
#[must_use]
pub fn verdicts(layers: &Layers, request: &Request) -> Verdicts {
    let passes = Verdicts::only(Verdict::Allow(Strength::Direct));
    match Truth::any(Gate::ALL.map(|gate| refuses(gate, layers, request))) {
        Truth::Yes => Verdicts::only(Verdict::Deny),
        Truth::Maybe => passes.with(Verdict::Deny),
        Truth::No => passes,
    }
}

/// Whether one gate refuses the request.
#[must_use]
pub fn refuses(gate: Gate, layers: &Layers, request: &Request) -> Truth {
    if request.action.service() != "s3" {
        return Truth::No;
    }
    match gate {
        Gate::ExpectedOwner => expected_owner(request),
        Gate::NetworkOrigin => network_origin(layers, request),
        Gate::RequesterPays => requester_pays(layers, request),
        Gate::Unsigned => unsigned(layers, request),
        Gate::BlockedEncryption => blocked_encryption(layers, request),
        Gate::Archived => archived(layers, request),
        Gate::ObjectLock => object_lock(layers, request),
    }
}

/// The facts that a gate would need, and that are not known
#[must_use]
pub fn gaps(layers: &Layers, request: &Request) -> Vec<Gap> {
    let facts = &layers.gates;
    let gap = |gate: Gate| match gate {
        Gate::ExpectedOwner => request.resource_owner.gap(),
        Gate::NetworkOrigin => facts.network_origin.gap(),
        Gate::RequesterPays => facts.requester_pays.gap(),
        Gate::Unsigned => facts.kms_encrypted.gap(),
        Gate::BlockedEncryption => facts.blocks_client_keys.gap(),
        Gate::Archived => facts.archived.gap(),
        Gate::ObjectLock => facts.lock.gap(),
    };
    let open = Gate::ALL.into_iter();
    let open = open.filter(|gate| refuses(*gate, layers, request) == Truth::Maybe);
    open.filter_map(gap).cloned().collect()
}

fn truth(fact: &Fact<bool>) -> Truth {
    match fact {
        Fact::Known(value) => Truth::of(*value),
        Fact::Unknown(_) => Truth::Maybe,
    }
}

fn expected_owner(request: &Request) -> Truth {
    let Some(expected) = &request.input.expected_bucket_owner else {
        return Truth::No;
    };
    match &request.resource_owner {
        Fact::Known(owner) => Truth::of(owner.as_str() != expected),
        Fact::Unknown(_) => Truth::Maybe,
    }
}

fn network_origin(layers: &Layers, request: &Request) -> Truth {
    match &layers.gates.network_origin {
        Fact::Known(None) => Truth::No,
        Fact::Known(Some(vpc)) => match request.context.find("aws:sourcevpc") {
            Found::One(found) => Truth::of(found != vpc),
            Found::Many(_) | Found::Unknown => Truth::Maybe,
            Found::Absent => Truth::Yes,
        },
        Fact::Unknown(_) => Truth::Maybe,
    }
}

/// Everybody but the owner's own account has to say that it pays; who is unsigned cannot
fn requester_pays(layers: &Layers, request: &Request) -> Truth {
    let has_bucket = request.resource.contains(":::") || request.input.bucket.is_some();
    if !has_bucket {
        return Truth::No;
    }
    let pays = truth(&layers.gates.requester_pays);
    let is_stranger = match (request.principal.account(), &request.resource_owner) {
        (Some(caller), Fact::Known(owner)) => Truth::of(caller != *owner),
        (Some(_), Fact::Unknown(_)) => Truth::Maybe,
        // AWS's own services are not asked.
        (None, _) => Truth::of(request.principal == Principal::Anonymous),
    };
    let says_nothing = if request.principal == Principal::Anonymous {
        Truth::Yes
    } else {
        truth(&request.input.request_payer).negated_if(true)
    };
    pays.and(is_stranger).and(says_nothing)
}

/// Unsigned requests neither use a KMS key nor write in parts
fn unsigned(layers: &Layers, request: &Request) -> Truth {
    if request.principal != Principal::Anonymous {
        return Truth::No;
    }
    if reads_content(request) {
        return truth(&layers.gates.kms_encrypted);
    }
    // Only the calls of an upload in parts write without making the object.
    let in_parts = request.context.find("s3:objectcreationoperation") == Found::One("false");
    if !request.action.is("s3:PutObject") {
        return Truth::No;
    }
    Truth::of(in_parts).or(truth(&layers.gates.kms_encrypted))
}

/// Only where a write brings its own key
fn blocked_encryption(layers: &Layers, request: &Request) -> Truth {
    if !request.action.is("s3:PutObject") {
        return Truth::No;
    }
    let key = "s3:x-amz-server-side-encryption-customer-algorithm";
    let brings_key = match request.context.find(key) {
        Found::One(_) | Found::Many(_) => Truth::Yes,
        Found::Absent => Truth::No,
        Found::Unknown => Truth::Maybe,
    };
    brings_key.and(truth(&layers.gates.blocks_client_keys))
}

fn archived(layers: &Layers, request: &Request) -> Truth {
    Truth::of(reads_content(request)).and(truth(&layers.gates.archived))
}

/// A HEAD needs the same action and reads no content
fn reads_content(request: &Request) -> bool {
    let is_read = request.action.is("s3:GetObject") || request.action.is("s3:GetObjectVersion");
    is_read && !request.input.reads_metadata_only
}

/// Only the deletion of a version is refused: without a version a marker is written
fn object_lock(layers: &Layers, request: &Request) -> Truth {
    let names_version = request.context.find("s3:versionid") != Found::Absent;
    if !request.action.is("s3:DeleteObjectVersion") || !names_version {
        return Truth::No;
    }
    match &layers.gates.lock {
        Fact::Known(None) => Truth::No,
        Fact::Known(Some(Lock::Compliance | Lock::LegalHold)) => Truth::Yes,
        // The header alone does not do: `s3:BypassGovernanceRetention` is a check of its own.
        Fact::Known(Some(Lock::Governance)) => {
            truth(&request.input.bypass_governance).negated_if(true)
        }
        Fact::Unknown(_) => Truth::Maybe,
    }
}
