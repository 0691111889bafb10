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

    /// The text of a file that a person gives as a symptom, packed or not
    pub(crate) fn symptom(self, path: &str) -> Result<String, Failure> {
        match self {
            Self::Disk => {
                let file = File::open(path).map_err(|it| Failure::unreadable(path, &it))?;
                input::text(path, file)
            }
            Self::Shipped => self.text(path),
        }
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

fn shipped(path: &str) -> Option<&'static str> {
    let inside = path.strip_prefix("examples/")?;
    EXAMPLES.get_file(inside)?.contents_utf8()
}

fn missing(path: &str) -> Failure {
    Failure::new("file/missing", &format!("there is no file `{path}`"), None)
}
