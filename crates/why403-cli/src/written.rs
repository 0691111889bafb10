//! A folder of files: new or empty, and nothing in it overwritten without being asked.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use why403_report::patch::File;

use crate::failure::Failure;

/// Whether files that are there may be overwritten
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overwrite {
    /// They may: it was asked for
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
    if overwrite == Overwrite::No && !is_free(folder)? {
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
