//! Answers for programs, versioned: `why403/diagnosis/v1`, and the lines of `simulate`.

pub mod preflight;
pub mod simulate;
pub mod v1;
