//! Commands of clients: which API operations each sends, on what, and under which circumstances.
//!
//! A command is what a person types (`aws s3 sync`), an operation is what the client then calls
//! (`ListObjectsV2`). Facts only: which command a line of words is, and what holds, is for others
//! to find out. Source: `data/commands.md`.

mod circumstance;
mod find;
mod generated;

pub use circumstance::{Circumstance, Count};
pub use find::{all, api, aws_s3, common_options, global_options, of_client, s3_options};

/// A command of a client
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    /// The client, as the data names it: `aws-cli`, `boto3`
    pub client: &'static str,
    /// The command as the data writes it, for people
    pub form: &'static str,
    /// What finds it: words of the client that mean it
    pub names: &'static [&'static str],
    /// What it sends, in the order of sending
    pub calls: &'static [Row],
    /// What someone else sends later with what it made
    pub later: &'static [Row],
    /// Whether it also sends what copying a folder does, in the place of its first row
    pub as_copy: bool,
    /// How it is known
    pub evidence: Evidence,
    /// Actions of other services that it needs
    pub other_actions: &'static [&'static str],
    /// What else is to be known of it, in sentences
    pub notes: &'static [&'static str],
}

/// One operation that a command sends
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As AWS writes it
    pub operation: &'static str,
    /// On what
    pub on: Target,
    /// Under which circumstances
    pub when: &'static Circumstance,
    /// How often
    pub count: Count,
    /// Parameters and headers that the client adds by itself
    pub sends: &'static [Sends],
    /// How it is known
    pub evidence: Evidence,
}

/// What an operation of a command is called on
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// No resource of its own
    Every,
    /// The bucket
    Bucket,
    /// The bucket that is read
    SourceBucket,
    /// The bucket that is written
    DestinationBucket,
    /// The object
    Object,
    /// The object that is read
    SourceObject,
    /// The same, a range of bytes at a time
    SourceRange,
    /// The object that is written
    DestinationObject,
    /// The object that is written, from the one that is read
    Copy,
    /// The object that a Terraform state is in
    State,
    /// The object beside it that locks it
    StateLock,
}

/// What a client adds to a request by itself
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sends {
    /// `prefix`, which is empty
    EmptyPrefix,
    /// `prefix` as it was typed
    TypedPrefix,
    /// `prefix`, to which a `/` is appended unless it is empty
    FolderPrefix,
    /// `prefix` of Terraform's workspaces: `env:/`
    WorkspacePrefix,
    /// `delimiter`, which is `/`
    Slash,
    /// `delimiter`, which is `/`, unless the listing is recursive
    SlashUnlessRecursive,
    /// `max-keys`, which is 1
    OneKey,
    /// The header `If-None-Match: *`
    IfNoneMatch,
}

/// How a row is known
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Seen on the wire
    Traced,
    /// The client's own documentation
    Documented,
    /// The client's source, read
    Peer,
    /// General knowledge, not confirmed
    Known,
}

/// A command of `aws s3api` or `aws s3control`: one operation
#[derive(Debug, PartialEq, Eq)]
pub struct Api {
    /// `s3` or `s3control`
    pub client: &'static str,
    /// As it is typed: `get-object`
    pub command: &'static str,
    /// The operation: `GetObject`
    pub operation: &'static str,
    /// How many words stand beside the options: a file to write to
    pub positionals: usize,
    /// Its options
    pub options: &'static [CliOption],
}

/// An option of the AWS CLI
#[derive(Debug, PartialEq, Eq)]
pub struct CliOption {
    /// Without its dashes
    pub name: &'static str,
    /// How many words follow
    pub takes: Takes,
    /// What it puts into the request
    pub place: Place,
}

/// How many words follow an option
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// None
    Nothing,
    /// One
    One,
    /// Two
    Two,
    /// One or none
    Perhaps,
    /// One or more, up to the next option
    Many,
}

/// What an option puts into a request
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing by itself: what it means is told elsewhere
    Own,
    /// A part of the address: `Bucket`, `Key`
    Path(&'static str),
    /// A parameter of the query
    Query(&'static str),
    /// A header
    Header(&'static str),
    /// Headers that all begin so
    Headers(&'static str),
    /// A member of the body, as it is
    Body(&'static str),
    /// A member of the body that holds others
    Members(&'static str),
}

impl Evidence {
    /// How it is known, in a few words
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Traced => "seen on the wire",
            Self::Documented => "the client's documentation",
            Self::Peer => "the client's source",
            Self::Known => "general knowledge",
        }
    }
}
