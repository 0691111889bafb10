#![doc = include_str!("../README.md")]

mod error;
mod folder;
mod leaf;
mod yaml;

use std::fs;
use std::path::Path;

use why403_model::world::Tree;

pub use error::SnapshotError;
pub use leaf::{Form, MAX_FILE_BYTES};

/// Reads the world at a path: a folder, or a file `….json`, `….yaml` or `….yml`.
///
/// - Symbolic links are followed; a folder that contains itself is an error.
/// - At most [`MAX_FILE_BYTES`] bytes a file; 100,000 files and 1 GiB together.
/// - Problems of single files inside a folder are in the tree, not errors.
pub fn read(path: &Path) -> Result<Tree, SnapshotError> {
    let metadata = fs::metadata(path).map_err(|why| SnapshotError::of_path(path, &why))?;
    if metadata.is_dir() {
        return folder::read(path);
    }
    let name = path.to_string_lossy();
    let Some((_, form)) = Form::of_name(&name).filter(|_| metadata.is_file()) else {
        return Err(SnapshotError::NotAWorld {
            path: name.into_owned(),
            found: Vec::new(),
        });
    };
    let leaf = leaf::read(path, name.to_string(), form);
    match leaf.problems().first().filter(|_| leaf.node().is_none()) {
        Some(problem) => {
            let (path, problem) = (name.into_owned(), problem.clone());
            Err(SnapshotError::Unreadable { path, problem })
        }
        None => Ok(Tree::of_leaf(leaf)),
    }
}

/// Reads a world from a text, as if it were one file of this name
#[must_use]
pub fn read_text(file: &str, text: &str, form: Form) -> Tree {
    Tree::of_leaf(form.leaf(file.to_string(), text.to_string()))
}
