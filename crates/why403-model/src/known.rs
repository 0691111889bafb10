//! What is known and what is not: a hole is a value of its own, never a guess.

use alloc::string::String;

/// A part of the world that was seen, or a hole with the way to close it.
///
/// *Known to be absent* is `Known(None)` of an optional part, not a hole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact<T> {
    /// Seen, as it was when the world was taken
    Known(T),
    /// Not seen
    Unknown(Gap),
}

/// A hole in what is known: why it is there, and what would close it
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// What is missing, as a phrase: `the policy of bucket logs`
    pub what: String,
    /// Why it is missing
    pub why: Reason,
    /// The read-only AWS command that closes it, names filled in, if one does
    pub command: Option<String>,
    /// Where the answer goes; `None` where no one answer of AWS closes it
    pub slot: Option<Slot>,
}

/// The place of one answer of AWS: in a world, and in AWS's console
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The file under the world's folder: `accounts/111122223333/iam.json`; in a world of one
    /// file, the member of that path
    pub file: String,
    /// The member of the object's entry in that file, for an answer about one object
    pub member: Option<&'static str>,
    /// Where the console shows the same: `IAM > Roles > reader > Permissions`
    pub console: Option<String>,
    /// How many questions depend on it
    pub need: Need,
}

/// How many questions depend on an answer
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Most requests about the thing
    Core,
    /// Only some: deliveries, locks, websites, owners of objects
    Special,
}

/// Why something is not known
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Nobody asked AWS for it
    NotCollected,
    /// AWS was asked and refused, with this text
    Refused(String),
    /// AWS was asked and answered with this other error
    Failed(String),
    /// This account cannot see it
    NotVisible,
    /// The symptom or the command line does not say it
    NotGiven,
    /// What was given could not be read
    Unreadable(String),
}

impl<T> Fact<T> {
    /// The value, where it is known
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// The hole, where there is one
    pub fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(gap) => Some(gap),
        }
    }

    /// The same fact with another value
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Known(value) => Fact::Known(with(value)),
            Self::Unknown(gap) => Fact::Unknown(gap),
        }
    }

    /// A fact about what is inside, by reference
    pub fn as_ref(&self) -> Fact<&T> {
        match self {
            Self::Known(value) => Fact::Known(value),
            Self::Unknown(gap) => Fact::Unknown(gap.clone()),
        }
    }
}
