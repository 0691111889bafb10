//! Where a command reads from: the disk, or the examples inside the program.

use std::fs::File;
use std::path::Path;

use include_dir::{Dir, include_dir};
use why403_model::world::Tree;
use why403_snapshot::Form;

use crate::failure::Failure;
use crate::input;

/// The folder `examples/` as it was when the program was built
pub(crate) static EXAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// Where to read from
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Files {
    /// The disk
    Disk,
    /// The examples: `examples/NAME/FILE`
    Shipped,
}

impl Files {
    /// Whether there is a file of this name
    pub(crate) fn has(self, path: &str) -> bool {
        match self {
            Self::Disk => Path::new(path).is_file(),
            Self::Shipped => shipped(path).is_some(),
        }
    }

    /// The text of a file
    pub(crate) fn text(self, path: &str) -> Result<String, Failure> {
        match self {
            Self::Disk => {
                std::fs::read_to_string(path).map_err(|it| Failure::unreadable(path, &it))
            }
            Self::Shipped => shipped(path).map(String::from).ok_or_else(|| missing(path)),
        }
    }

    /// Whether there is a folder of this name
    pub(crate) fn has_folder(self, path: &str) -> bool {
        self == Self::Disk && Path::new(path).is_dir()
    }

    /// The text of a file that a person gives as a symptom, packed or not, piece by piece
    pub(crate) fn pieces(self, path: &str, take: &mut dyn FnMut(&str)) -> Result<(), Failure> {
        match self {
            Self::Disk => {
                let file = File::open(path).map_err(|it| Failure::unreadable(path, &it))?;
                input::pieces(path, file, take)
            }
            Self::Shipped => self.text(path).map(|it| take(&it)),
        }
    }

    /// The files of a folder and of the folders in it, in the order of their names; what is hidden
    /// is left out
    pub(crate) fn inside(self, folder: &str) -> Result<Vec<String>, Failure> {
        let mut found = Vec::new();
        match self {
            Self::Disk => inside(Path::new(folder), 0, &mut found)?,
            Self::Shipped => {}
        }
        Ok(found)
    }

    /// A world: a folder or a file of the disk, a file of the examples
    pub(crate) fn tree(self, path: &Path) -> Result<Tree, Failure> {
        match self {
            Self::Disk => {
                why403_snapshot::read(path).map_err(|it| Failure::new(it.code(), &it, it.help()))
            }
            Self::Shipped => {
                let name = path.display().to_string();
                let text = self.text(&name)?;
                let (_, form) = Form::of_name(&name).ok_or_else(|| missing(&name))?;
                Ok(why403_snapshot::read_text(&name, &text, form))
            }
        }
    }
}

/// Folders inside each other at most: a trail's are ten
const DEEPEST: usize = 32;

fn inside(folder: &Path, depth: usize, found: &mut Vec<String>) -> Result<(), Failure> {
    let name = folder.display().to_string();
    let unreadable = |it: std::io::Error| Failure::unreadable(&name, &it);
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        // A link to a folder could lead around in circles: only links to files are followed.
        let kind = entry.file_type().map_err(unreadable)?;
        if is_hidden {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            inside(&path, depth + 1, found)?;
        } else if path.is_file() {
            found.push(path.display().to_string());
        }
    }
    Ok(())
}

fn shipped(path: &str) -> Option<&'static str> {
    let inside = path.strip_prefix("examples/")?;
    EXAMPLES.get_file(inside)?.contents_utf8()
}

fn missing(path: &str) -> Failure {
    Failure::new("file/missing", &format!("there is no file `{path}`"), None)
}
