//! Answers for programs, versioned: `why403/diagnosis/v1`, `why403/compare/v1`,
//! `why403/fix/v1`, `why403/evidence/v1`, `why403/lint/v1`, `why403/trigger/v1`, `why403/preflight/v1`,
//! `why403/verify/v1`, and the lines of `simulate`.

pub mod compare;
pub mod evidence;
pub mod fix;
pub mod lint;
pub mod preflight;
pub mod simulate;
mod triage;
pub mod trigger;
pub mod v1;
pub mod verify;

#[cfg(test)]
pub(crate) mod schema;
