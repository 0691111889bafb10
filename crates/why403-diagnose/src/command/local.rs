//! What is known of the machine that a command would run on. This crate reads no file: whoever
//! calls it looks, and says what was found.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// What was found where the command would run
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Local {
    /// Paths as the command writes them; one that is not in here is unknown
    pub paths: BTreeMap<String, Thing>,
    /// The Region of the environment, such as `AWS_REGION`
    pub region: Option<String>,
    /// The first number of the client's version: 1 or 2 for the AWS CLI
    pub version: Option<u32>,
}

/// What a local path is
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A file of so many bytes
    File {
        /// Its size in bytes
        bytes: u64,
    },
    /// A folder
    Folder {
        /// Names of the files below it, with `/` between folders, and their sizes in bytes
        files: Vec<(String, u64)>,
        /// Whether these are all
        is_whole: bool,
    },
    /// Nothing is there
    Missing,
}

impl Local {
    /// What is known of a path
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Thing> {
        self.paths.get(path)
    }
}
