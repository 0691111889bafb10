//! One file: its bytes, its text, and what it holds.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use why403_model::world::{Leaf, LeafProblem, Source, Syntax};

use crate::yaml;

/// Bytes that one file may have: 256 MiB
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// How a file is written
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `….json`
    Json,
    /// `….yaml`, `….yml`
    Yaml,
}

impl Form {
    /// The name without its ending, and the form that the ending tells
    #[must_use]
    pub fn of_name(name: &str) -> Option<(&str, Self)> {
        let (stem, ending) = name.rsplit_once('.')?;
        let form = match ending {
            "json" => Self::Json,
            "yaml" | "yml" => Self::Yaml,
            _ => return None,
        };
        (!stem.is_empty()).then_some((stem, form))
    }

    /// The leaf that a text is
    #[must_use]
    pub fn leaf(self, file: String, text: String) -> Leaf {
        match self {
            Self::Json => Leaf::json(file, text),
            Self::Yaml => yaml::leaf(file, text),
        }
    }
}

/// The leaf that a file is; one that cannot be read is a leaf with a problem
pub(crate) fn read(path: &Path, file: String, form: Form) -> Leaf {
    match bytes(path).map(String::from_utf8) {
        Ok(Ok(text)) => form.leaf(file, text),
        Ok(Err(error)) => {
            let offset = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(offset);
            // The text up to there gives the problem its line and column.
            let source = Source::new(file, String::from_utf8_lossy(&bytes).into_owned());
            let problem = LeafProblem::NotUtf8 { offset };
            Leaf::new(Arc::new(source), Syntax::Json, None, vec![problem])
        }
        Err(problem) => Leaf::unreadable(file, problem),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, LeafProblem> {
    let no_access = |why: std::io::Error| LeafProblem::NoAccess {
        why: why.to_string(),
    };
    let too_large = |found| LeafProblem::TooLarge {
        found,
        limit: MAX_FILE_BYTES,
    };
    let file = File::open(path).map_err(no_access)?;
    let length = file.metadata().map_err(no_access)?.len();
    if length > MAX_FILE_BYTES {
        return Err(too_large(length));
    }
    // The length is what the system said a moment ago: the reading is bounded by itself.
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(no_access)?;
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if found > MAX_FILE_BYTES {
        Err(too_large(found))
    } else {
        Ok(bytes)
    }
}
