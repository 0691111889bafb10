//! What tests need and programs do not: the independent reference evaluator, a generator of cases,
//! the reading of what tables are made from, and pages that tests write.
//!
//! The reference was written from the specification alone, by somebody who had not seen the
//! engine; it shares no code with it, not even the reading of policies. Never published.

pub mod commands;
pub mod generate;
pub mod operations;
pub mod page;
pub mod reference;
