//! Under which circumstances a command sends an operation, and how often.

/// A circumstance; it holds, it does not, or it is not known
#[derive(Debug, PartialEq, Eq)]
pub enum Circumstance {
    /// Always
    Always,
    /// What is sent has at least so many bytes
    AtLeast(u64),
    /// The client is of version 2 or later
    SecondVersion,
    /// The option is given, without its dashes
    Given(&'static str),
    /// The properties of the source are copied along: `--copy-props default` or `all`
    CopiesProperties,
    /// Only after what comes before has worked
    Then(&'static str),
    /// Only after something has failed
    After(&'static str),
    /// Hardly ever, in a clause
    Rarely(&'static str),
    /// It depends on what the command does not tell, in a clause
    Perhaps(&'static str),
    /// The other does not hold
    Not(&'static Circumstance),
    /// All of these hold
    All(&'static [Circumstance]),
}

/// How often a command sends an operation
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Once
    Once,
    /// Once a part of the file or object
    PerPart,
    /// Once a file
    PerFile,
    /// Once a key
    PerKey,
    /// Once a file that has changed
    PerChangedFile,
    /// Once a key that has changed
    PerChangedKey,
    /// Once a key that the source does not have
    PerExtraKey,
    /// Once for up to 1000 keys
    PerThousandKeys,
    /// Once a block of the file
    PerBlock,
    /// Again and again until it is so
    Polling,
}

impl Count {
    /// How often, in words; empty for once
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Once => "",
            Self::PerPart => "once a part",
            Self::PerFile => "once a file",
            Self::PerKey => "once a key",
            Self::PerChangedFile => "once a file that has changed",
            Self::PerChangedKey => "once a key that has changed",
            Self::PerExtraKey => "once a key that the source lacks",
            Self::PerThousandKeys => "once for up to 1000 keys",
            Self::PerBlock => "once a block",
            Self::Polling => "again and again until it is so",
        }
    }

    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::PerPart => "per-part",
            Self::PerFile => "per-file",
            Self::PerKey => "per-key",
            Self::PerChangedFile => "per-changed-file",
            Self::PerChangedKey => "per-changed-key",
            Self::PerExtraKey => "per-extra-key",
            Self::PerThousandKeys => "per-thousand-keys",
            Self::PerBlock => "per-block",
            Self::Polling => "polling",
        }
    }
}
