//! What a person asks a search for fixes to take into account, beyond the least change.

use alloc::string::String;

use why403_model::arn::AccountId;

/// What may be proposed that is not proposed by itself; the default is the careful one
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Whether deliberate guardrails of the organization may be edited
    pub guardrails: Guardrails,
    /// What the access is for, where it is more than the one request
    pub intent: Option<Intent>,
    /// The ARN of the `CloudFront` distribution that is to serve the objects
    pub distribution: Option<String>,
    /// Whether something may become public
    pub public: Publicness,
}

/// Whether deliberate guardrails of the organization may be edited
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guardrails {
    /// They stay as they are
    #[default]
    Kept,
    /// A caller may be excepted from them
    Included,
}

/// Whether something may become public
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Publicness {
    /// What makes anything public is refused
    #[default]
    Refused,
    /// Somebody said that it is to be public
    AskedFor,
}

/// What an access is for
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A website that everybody reads
    PublicWebsite,
    /// Objects that everybody reads
    PublicRead,
    /// Another account reads
    ShareWith(AccountId),
}

impl Intent {
    /// Reads what stands behind `--intent`: `public-website`, `public-read`, or `share-with` and
    /// an account
    #[must_use]
    pub fn parse(word: &str, account: Option<&str>) -> Option<Self> {
        match (word, account) {
            ("public-website", None) => Some(Self::PublicWebsite),
            ("public-read", None) => Some(Self::PublicRead),
            ("share-with", Some(account)) => AccountId::parse(account).map(Self::ShareWith),
            (_, _) => None,
        }
    }

    /// The word of `--intent`
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::PublicWebsite => "public-website",
            Self::PublicRead => "public-read",
            Self::ShareWith(_) => "share-with",
        }
    }
}
