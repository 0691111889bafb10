//! Points where AWS's behaviour is not confirmed: each a named choice, all in this one place.
//!
//! The default follows the recommendation of the specification; `docs/switches.md` tells what
//! speaks for either side. Changing one here changes it everywhere.

use why403_model::value::{BareV6, FourDigits};

/// X1: a bare IPv6 address in a policy is one address (observed), not a /32 (documented).
pub const BARE_IPV6: BareV6 = BareV6::Slash128;

/// C.2: a date of four digits is a year; AWS's pages leave it open, peers differ.
pub const FOUR_DIGITS: FourDigits = FourDigits::Year;

/// X8: whether a role trust policy that names the caller is limited by the caller's boundary.
///
/// The role trust page says it is, the general rule says it is not.
pub const BOUNDARY_LIMITS_ASSUME_ROLE: bool = true;

/// X9: whether a resource policy that names the session itself passes a session policy that is
/// silent. The documentation says so, and KMS grants to sessions were observed to.
pub const SESSION_GRANT_PASSES_SESSION_POLICY: bool = true;

/// H.8.2: which names in a `NotPrincipal` exempt a caller.
pub const NOT_PRINCIPAL: NotPrincipal = NotPrincipal::EveryLevel;

/// How a `NotPrincipal` of a Deny exempts a caller
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPrincipal {
    /// Session, role and account must all be listed, as AWS tells authors to do
    EveryLevel,
    /// Any one of them suffices, as two other evaluators have it
    AnyLevel,
}

/// H.8.3: a variable whose key is present and empty expands to nothing, not to its default.
pub const EMPTY_VALUE_TAKES_DEFAULT: bool = false;

/// D.2 against `spec/s3.md` C.5: unsigned requests have `aws:PrincipalAccount` and `aws:userid`
/// with the value `anonymous` (the key's own page), rather than lacking them (the S3 guide).
pub const ANONYMOUS_HAS_PRINCIPAL_KEYS: bool = true;

/// E.4: whether a level of resource control policies without any Allow denies. AWS attaches
/// `RCPFullAWSAccess` everywhere and lets nobody detach it, so a world that lacks it is not whole.
pub const RCP_NEEDS_ALLOW: bool = false;

/// U5: whether keys that a peer accepts, beyond AWS's list, make a bucket policy non-public.
pub const PEER_KEYS_MAKE_POLICY_FIXED: bool = true;

/// U6: whether `aws:userid` of the form `AROA…:*` makes a policy non-public.
pub const USERID_PATTERN_IS_FIXED: bool = false;
