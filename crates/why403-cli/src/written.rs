//! A folder of files: new or empty, or with nothing but the same files, which are overwritten only
//! where that is asked for.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use why403_report::patch::File;

use crate::failure::Failure;

/// Whether files that are there may be overwritten
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overwrite {
    /// They may: it was asked for. Anything else in the folder keeps it from being written
    Yes,
    /// The folder has to be new or empty
    No,
}

/// Writes files below a folder, which is made if it is not there; returns their paths, in order.
pub(crate) fn write(
    folder: &Path,
    files: &[File],
    overwrite: Overwrite,
) -> Result<Vec<PathBuf>, Failure> {
    let own: BTreeSet<PathBuf> = files.iter().map(|it| folder.join(&it.path)).collect();
    let is_free = is_free(folder)?;
    if !is_free && let Some(other) = other(folder, &own)? {
        let message = format!("`{}` is there, which this does not write", other.display());
        let help = "name another folder, new or empty, also with --force: what an earlier fix has \
                    left, such as its saved/, would be run or put back as if it were of this one";
        return Err(Failure::new("out/not-empty", &message, Some(help.into())));
    }
    if overwrite == Overwrite::No && !is_free {
        let message = format!("`{}` is there and not empty", folder.display());
        let help = "name another folder, or add --force to overwrite what has the same name";
        return Err(Failure::new("out/not-empty", &message, Some(help.into())));
    }
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        one(&path, file).map_err(|it| {
            let message = format!("{}: {it}", path.display());
            Failure::new("out/unwritable", &message, None)
        })?;
        written.push(path);
    }
    Ok(written)
}

/// A file below a folder that is none of these: scripts of an earlier fix, what they saved, and
/// Terraform of somebody else would count beside what is written
fn other(folder: &Path, own: &BTreeSet<PathBuf>) -> Result<Option<PathBuf>, Failure> {
    let unreadable = |path: &Path, error: &io::Error| {
        let message = format!("{}: {error}", path.display());
        let help = "name a folder that is new or empty".to_string();
        Failure::new("out/no-folder", &message, Some(help))
    };
    let mut left = vec![folder.to_path_buf()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(&next).map_err(|it| unreadable(&next, &it))? {
            let entry = entry.map_err(|it| unreadable(&next, &it))?;
            let kind = entry
                .file_type()
                .map_err(|it| unreadable(&entry.path(), &it))?;
            if kind.is_dir() {
                left.push(entry.path());
            } else if !own.contains(&entry.path()) {
                return Ok(Some(entry.path()));
            }
        }
    }
    Ok(None)
}

/// Whether nothing is there, or an empty folder
fn is_free(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => {
            let message = format!("{}: {error}", folder.display());
            let help = "name a folder that is new or empty".to_string();
            Err(Failure::new("out/no-folder", &message, Some(help)))
        }
    }
}

fn one(path: &Path, file: &File) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, &file.text)?;
    if file.is_executable {
        executable(path)?;
    }
    Ok(())
}

#[cfg(unix)]
fn executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> io::Result<()> {
    Ok(())
}
