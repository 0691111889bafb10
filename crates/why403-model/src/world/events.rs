//! Rules of `EventBridge` and whom they call. What they send is not read.

use alloc::string::String;
use alloc::vec::Vec;

use crate::arn::Arn;
use crate::known::Fact;

/// One rule
#[derive(Clone, Debug)]
pub struct EventRule {
    /// Its name, which is unique on its bus
    pub name: String,
    /// `arn:aws:events:eu-central-1:111122223333:rule/[BUS/]NAME`
    pub arn: Arn,
    /// The bus it listens to: `default`
    pub bus: String,
    /// Whether it is on
    pub is_enabled: bool,
    /// Whom it calls
    pub targets: Fact<Vec<EventTarget>>,
}

/// Whom a rule calls
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTarget {
    /// Its id inside the rule
    pub id: String,
    /// The ARN of the function, queue, …
    pub arn: String,
    /// The role that `EventBridge` takes on; without one, the target's own policy decides
    pub role: Option<String>,
}
