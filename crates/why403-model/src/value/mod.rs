//! How texts become comparable values: numbers, instants, addresses, bytes.
//!
//! One reader serves the evaluator (request and policy side) and the validator, so that
//! "AWS would not store this literal" and "this literal never matches" cannot drift apart.
//! Source: `spec/iam.md` C.2 and C.3; corners observed on AWS 2026-09-12.

mod binary;
mod boolean;
mod case;
mod instant;
mod ip;
mod number;

pub use binary::decode_base64;
pub use boolean::is_true;
pub use case::lower_case;
pub use instant::{FourDigits, Instant};
pub use ip::{Address, BareV6, Network};
pub use number::Number;
