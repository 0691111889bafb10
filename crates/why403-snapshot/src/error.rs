//! Why there is no world at a path.

use std::fs;
use std::io;
use std::path::Path;

use why403_model::world::LeafProblem;

/// Why nothing could be read at a path
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// There is nothing at the path
    #[error("`{path}` does not exist")]
    NotFound {
        /// As given
        path: String,
        /// Worlds that are beside it: folders, and files of JSON or YAML
        nearby: Vec<String>,
    },
    /// What is there is neither a world's folder nor a file of JSON or YAML
    #[error("`{path}` is no world")]
    NotAWorld {
        /// As given
        path: String,
        /// What a folder holds instead
        found: Vec<String>,
    },
    /// The system did not give the file or folder
    #[error("`{path}` cannot be read: {why}")]
    NoAccess {
        /// Of the file or folder
        path: String,
        /// In the words of the system
        why: String,
    },
    /// The file is there, and nothing of it could be read
    #[error("`{path}` cannot be read: {problem}")]
    Unreadable {
        /// Of the file
        path: String,
        /// Why
        problem: LeafProblem,
    },
    /// A folder that contains itself, by way of a symbolic link
    #[error("`{path}` leads back to a folder that contains it")]
    Ring {
        /// Of the link
        path: String,
    },
    /// More folders inside each other than a world has
    #[error("`{path}` is more than {limit} folders deep")]
    TooDeep {
        /// Of the folder that is one too many
        path: String,
        /// Folders that may stand inside each other
        limit: usize,
    },
    /// More files than a world may have
    #[error("`{path}` has more than {limit} files")]
    TooManyFiles {
        /// Of the world
        path: String,
        /// Files that may be read
        limit: usize,
    },
    /// More bytes than a world may have
    #[error("`{path}` has more than {limit} bytes")]
    TooManyBytes {
        /// Of the world
        path: String,
        /// Bytes that may be read
        limit: u64,
    },
}

impl SnapshotError {
    /// Why a path could not be opened
    pub(crate) fn of_path(path: &Path, why: &io::Error) -> Self {
        let name = path.to_string_lossy().into_owned();
        match why.kind() {
            io::ErrorKind::NotFound => Self::NotFound {
                path: name,
                nearby: nearby(path),
            },
            _ => Self::NoAccess {
                path: name,
                why: why.to_string(),
            },
        }
    }

    /// The stable code of the error
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "snapshot/not-found",
            Self::NotAWorld { .. } => "snapshot/not-a-world",
            Self::NoAccess { .. } => "snapshot/no-access",
            Self::Unreadable { problem, .. } => problem.code(),
            Self::Ring { .. } => "snapshot/ring",
            Self::TooDeep { .. } => "snapshot/too-deep",
            Self::TooManyFiles { .. } => "snapshot/too-many-files",
            Self::TooManyBytes { .. } => "snapshot/too-many-bytes",
        }
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotFound { nearby, .. } if nearby.is_empty() => {
                Some("give the path of a world; docs/world.md shows how to make one".into())
            }
            Self::NotFound { nearby, .. } => Some(format!("there is: {}", nearby.join(", "))),
            Self::NotAWorld { found, .. } if found.is_empty() => Some(
                "a world is a folder with `accounts/` in it, or a file `….json`, `….yaml` or `….yml`"
                    .into(),
            ),
            Self::NotAWorld { found, .. } => Some(format!(
                "a world's folder has `accounts/` or `organization/` in it; this one has: {}",
                found.join(", ")
            )),
            Self::NoAccess { .. } => None,
            Self::Unreadable { problem, .. } => problem.help(),
            Self::Ring { .. } => Some("remove the symbolic link".into()),
            Self::TooDeep { .. } | Self::TooManyFiles { .. } | Self::TooManyBytes { .. } => {
                Some("see whether the path is that of the world and not of something around it".into())
            }
        }
    }
}

/// What is beside a path that does not exist, in the order of names, at most [`SHOWN`]
fn nearby(path: &Path) -> Vec<String> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(parent.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .take(1_000)
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.path().is_dir();
            let is_world = is_folder || crate::Form::of_name(&name).is_some();
            let shown = if is_folder { format!("{name}/") } else { name };
            (is_world && !shown.starts_with('.')).then_some(shown)
        })
        .collect();
    names.sort();
    names.truncate(SHOWN);
    names
}

/// Names that a help text lists at most
pub(crate) const SHOWN: usize = 12;
