//! Looks: read-only commands, and what each answer would mean.

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::known::Slot;

/// A command that tells something, and what its answers mean
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The command, ready to be pasted; it changes nothing. Words in capitals, such as `BUCKET`,
    /// stand for names that nobody told
    pub command: String,
    /// What the answers mean, the likeliest first; at least one
    pub meanings: Vec<Meaning>,
    /// Where a world keeps the answer; `None` where it does not
    pub slot: Option<Slot>,
}

/// One answer of a command
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What the answer looks like
    pub answer: String,
    /// What it means
    pub means: String,
}

impl Look {
    /// A command without meanings yet
    pub(crate) fn at(command: impl Into<String>) -> Self {
        Self {
            command: command.into(),
            meanings: Vec::new(),
            slot: None,
        }
    }

    /// With what one answer means
    pub(crate) fn tells(mut self, answer: impl Into<String>, means: impl Into<String>) -> Self {
        self.meanings.push(Meaning {
            answer: answer.into(),
            means: means.into(),
        });
        self
    }
}
