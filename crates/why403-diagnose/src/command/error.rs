//! Why a command line is none that can be taken apart, and what to type instead.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The clients whose commands are known, as they are typed
pub const CLIENTS: &[&str] = &[
    "aws",
    "boto3",
    "console",
    "hadoop",
    "hdfs",
    "rclone",
    "s3fs",
    "terraform",
];

/// Why a command line cannot be taken apart
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// There is no word at all
    #[error("there is no command")]
    Empty,
    /// A program of which nothing is known
    #[error("`{name}` is no client whose calls are known")]
    UnknownClient {
        /// As given
        name: String,
        /// The client that is meant, if one is near
        nearest: Option<&'static str>,
    },
    /// A client of which this command is not known
    #[error("`{client}` has no command `{name}` whose calls are known")]
    UnknownCommand {
        /// The client
        client: String,
        /// As given
        name: String,
        /// What is known, or what is near
        known: Vec<&'static str>,
    },
    /// An option that the command does not have
    #[error("`{command}` has no option `{option}`")]
    UnknownOption {
        /// The command
        command: String,
        /// As given
        option: String,
        /// The option that is meant, if one is near
        nearest: Option<&'static str>,
    },
    /// An option without the value that it takes
    #[error("`{option}` has no value")]
    NoValue {
        /// As given
        option: String,
    },
    /// Too few words beside the options, too many, or of the wrong kind
    #[error("`{command}` takes {usage}")]
    WrongPaths {
        /// The command
        command: String,
        /// What it takes
        usage: &'static str,
    },
    /// A word that is no place in S3
    #[error("`{found}` is no place in S3")]
    NoPlace {
        /// As given
        found: String,
        /// What to write
        help: &'static str,
    },
    /// A client whose command does not say which bucket it is about
    #[error("`{command}` does not say which bucket it is about")]
    NoResource {
        /// The command
        command: String,
    },
    /// A parameter of an operation that the command leaves out
    #[error("`{command}` lacks `--{option}`")]
    NoParameter {
        /// The command
        command: String,
        /// The option, without its dashes
        option: &'static str,
    },
    /// Something that only a shell can do
    #[error("`{found}` is for a shell")]
    Shell {
        /// The sign
        found: String,
    },
    /// A word that would change the terminal where it is shown
    #[error("a word of the command holds the control character U+{code:04X}")]
    ControlCharacter {
        /// The character's number
        code: u32,
    },
    /// A quote that never ends
    #[error("a quote `{quote}` never ends")]
    OpenQuote {
        /// `'` or `"`
        quote: char,
    },
}

impl CommandError {
    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "command/empty",
            Self::UnknownClient { .. } => "command/unknown-client",
            Self::UnknownCommand { .. } => "command/unknown-command",
            Self::UnknownOption { .. } => "command/unknown-option",
            Self::NoValue { .. } => "command/no-value",
            Self::WrongPaths { .. } => "command/wrong-paths",
            Self::NoPlace { .. } => "command/no-place",
            Self::NoResource { .. } => "command/no-resource",
            Self::NoParameter { .. } => "command/no-parameter",
            Self::Shell { .. } => "command/shell",
            Self::ControlCharacter { .. } => "command/control-character",
            Self::OpenQuote { .. } => "command/open-quote",
        }
    }

    /// What to type
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Empty => {
                "write it behind `--`: why403 preflight -- aws s3 sync ./site s3://BUCKET/site"
                    .to_string()
            }
            Self::UnknownClient {
                nearest: Some(near),
                ..
            } => alloc::format!("did you mean `{near}`?"),
            Self::UnknownClient { nearest: None, .. } => alloc::format!(
                "known are {}; of other programs ask each operation with why403 --operation NAME",
                CLIENTS.join(", ")
            ),
            Self::UnknownCommand { known, .. } => match known.as_slice() {
                [one] => alloc::format!("did you mean `{one}`?"),
                [] => "see `why403 preflight --help`".to_string(),
                several => alloc::format!("known are {}", several.join(", ")),
            },
            Self::UnknownOption {
                nearest: Some(near),
                ..
            } => alloc::format!("did you mean --{near}?"),
            Self::UnknownOption { nearest: None, .. } => {
                "leave it out: what it adds is not known".to_string()
            }
            Self::NoValue { .. } => "write the value behind the option".to_string(),
            Self::WrongPaths { .. } => "quote names that have spaces in them".to_string(),
            Self::NoPlace { help, .. } => (*help).to_string(),
            Self::NoResource { .. } => {
                "add it before the `--`: --resource s3://BUCKET/KEY".to_string()
            }
            Self::NoParameter { option, .. } => alloc::format!("add --{option} and its value"),
            Self::Shell { .. } => {
                "give one command without pipes, redirections and variables, or quote the sign"
                    .to_string()
            }
            Self::ControlCharacter { .. } => {
                "no client sends it as it is: write the command without it".to_string()
            }
            Self::OpenQuote { .. } => "close it".to_string(),
        }
    }
}
