//! Layers, and what each can say about a request.

use core::fmt;

use crate::truth::Truth;

/// A layer of authorization, in the order of reports
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Who the caller is, and what its kind of credentials may call at all
    Authentication,
    /// Service control policies of the caller's account
    Scp,
    /// Resource control policies of the resource's account
    Rcp,
    /// The policy of the VPC endpoint
    Endpoint,
    /// Bucket, key, queue, function or trust policy
    Resource,
    /// The access point's policy
    AccessPoint,
    /// Identity policies
    Identity,
    /// The permissions boundary
    Boundary,
    /// Session policies
    Session,
    /// ACLs and Object Ownership
    Acl,
    /// Block Public Access
    BlockPublicAccess,
    /// KMS grants
    KmsGrant,
    /// S3's own refusals
    S3Gate,
}

impl Layer {
    /// Every layer, in the order of reports
    pub const ALL: [Self; 13] = [
        Self::Authentication,
        Self::Scp,
        Self::Rcp,
        Self::Endpoint,
        Self::Resource,
        Self::AccessPoint,
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::Acl,
        Self::BlockPublicAccess,
        Self::KmsGrant,
        Self::S3Gate,
    ];

    /// The id used in JSON, fixtures and documents
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::Endpoint => "endpoint",
            Self::Resource => "resource",
            Self::AccessPoint => "access-point",
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Acl => "acl",
            Self::BlockPublicAccess => "block-public-access",
            Self::KmsGrant => "kms-grant",
            Self::S3Gate => "s3-gate",
        }
    }

    /// The layer of an id
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.id() == id)
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Whom a resource-based Allow names; the strongest of several counts (`spec/iam.md` A.6.2)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// The caller's account: it may then delegate
    Account,
    /// The role of a session
    Entity,
    /// The caller itself, or everyone
    Direct,
}

/// What one layer says
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// There is no such layer for this request
    NotApplicable,
    /// Nothing in it speaks of this request
    Silent,
    /// It allows
    Allow(Strength),
    /// It denies explicitly
    Deny,
}

/// The verdicts a layer could have, given what is not known; never empty
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Verdicts(u8);

const EVERY: [Verdict; 6] = [
    Verdict::NotApplicable,
    Verdict::Silent,
    Verdict::Allow(Strength::Account),
    Verdict::Allow(Strength::Entity),
    Verdict::Allow(Strength::Direct),
    Verdict::Deny,
];

impl Verdicts {
    /// No verdict yet: the start of a fold
    pub const NONE: Self = Self(0);

    /// This verdict and no other
    #[must_use]
    pub const fn only(verdict: Verdict) -> Self {
        Self(Self::bit(verdict))
    }

    /// Any verdict: nothing is known of the layer
    #[must_use]
    pub const fn any() -> Self {
        Self(0b11_1111)
    }

    const fn bit(verdict: Verdict) -> u8 {
        match verdict {
            Verdict::NotApplicable => 1,
            Verdict::Silent => 2,
            Verdict::Allow(Strength::Account) => 4,
            Verdict::Allow(Strength::Entity) => 8,
            Verdict::Allow(Strength::Direct) => 16,
            Verdict::Deny => 32,
        }
    }

    /// These and that one
    #[must_use]
    pub const fn with(self, verdict: Verdict) -> Self {
        Self(self.0 | Self::bit(verdict))
    }

    /// These and those
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the verdict is possible
    #[must_use]
    pub const fn holds(self, verdict: Verdict) -> bool {
        self.0 & Self::bit(verdict) != 0
    }

    /// The possible verdicts, weakest first
    pub fn iter(self) -> impl Iterator<Item = Verdict> {
        EVERY
            .into_iter()
            .filter(move |verdict| self.holds(*verdict))
    }

    /// The one verdict, where only one is possible
    #[must_use]
    pub fn single(self) -> Option<Verdict> {
        self.0.is_power_of_two().then(|| self.iter().next())?
    }

    /// What a gate says that has to let two things pass: it denies if it denies either, and allows
    /// if it allows both
    #[must_use]
    pub fn of_both(self, other: Self) -> Self {
        let mut both = Self::NONE;
        for one in self.iter() {
            for two in other.iter() {
                both = both.with(match (one, two) {
                    (Verdict::Deny, _) | (_, Verdict::Deny) => Verdict::Deny,
                    (Verdict::Silent, _) | (_, Verdict::Silent) => Verdict::Silent,
                    (Verdict::NotApplicable, it) | (it, Verdict::NotApplicable) => it,
                    (Verdict::Allow(one), Verdict::Allow(two)) => Verdict::Allow(one.min(two)),
                });
            }
        }
        both
    }

    /// Whether the layer denies explicitly
    #[must_use]
    pub fn denies(self) -> Truth {
        match (self.holds(Verdict::Deny), self.0.count_ones()) {
            (true, 1) => Truth::Yes,
            (true, _) => Truth::Maybe,
            (false, _) => Truth::No,
        }
    }

    /// Whether a layer that has to allow, and does not deny, fails to
    #[must_use]
    pub fn withholds(self) -> Truth {
        let rest = Self(self.0 & !Self::bit(Verdict::Deny));
        match (rest.holds(Verdict::Silent), rest.0.count_ones()) {
            (true, 1) => Truth::Yes,
            (true, _) => Truth::Maybe,
            (false, _) => Truth::No,
        }
    }
}

impl fmt::Debug for Verdicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A set of layers
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct LayerSet(u16);

impl LayerSet {
    /// No layer
    pub const NONE: Self = Self(0);
    /// Every layer
    pub const ALL: Self = Self(0x1fff);

    /// This layer alone
    #[must_use]
    pub const fn only(layer: Layer) -> Self {
        Self(1 << layer as u16)
    }

    /// This layer alone, if the condition holds
    #[must_use]
    pub const fn only_if(layer: Layer, holds: bool) -> Self {
        if holds { Self::only(layer) } else { Self::NONE }
    }

    /// Both together
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both hold
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the layer is in it
    #[must_use]
    pub const fn holds(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u16) != 0
    }

    /// Whether there is none
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The layers, in the order of reports
    pub fn iter(self) -> impl Iterator<Item = Layer> {
        Layer::ALL
            .into_iter()
            .filter(move |layer| self.holds(*layer))
    }
}

impl fmt::Debug for LayerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
