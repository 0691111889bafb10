//! Answers for programs, versioned: `why403/diagnosis/v1`, `why403/compare/v1`, and the lines of `simulate`.

pub mod compare;
pub mod simulate;
pub mod v1;
