//! The machine that a command would run on: what its local paths are, and its environment.

use std::path::Path;

use why403_diagnose::command::{Local, Thing, local_paths};

/// Files of a folder that are looked at, and how deep
const FILES: usize = 2_000;
const DEPTH: usize = 32;

/// What a command's local paths are, and what the environment tells
pub(crate) fn look(words: &[String]) -> Local {
    let paths = local_paths(words).into_iter().filter_map(|name| {
        let thing = thing(Path::new(&name))?;
        Some((name, thing))
    });
    let region = ["AWS_REGION", "AWS_DEFAULT_REGION"]
        .into_iter()
        .find_map(|it| std::env::var(it).ok());
    Local {
        paths: paths.collect(),
        region: region.filter(|it| !it.is_empty()),
        version: None,
    }
}

/// What a path is; `None` where the system does not tell
fn thing(path: &Path) -> Option<Thing> {
    let found = match std::fs::metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Some(Thing::Missing),
        Err(_) => return None,
    };
    if found.is_file() {
        return Some(Thing::File { bytes: found.len() });
    }
    if !found.is_dir() {
        return None;
    }
    let mut files = Vec::new();
    let is_whole = walk(path, "", DEPTH, &mut files);
    files.sort();
    Some(Thing::Folder { files, is_whole })
}

/// Collects the files below a folder; whether these are all
fn walk(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<(String, u64)>) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    let mut is_whole = true;
    for entry in entries {
        if files.len() >= FILES {
            return false;
        }
        let Some(entry) = entry.ok() else {
            is_whole = false;
            continue;
        };
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        // Links are followed, as the AWS CLI does.
        match std::fs::metadata(entry.path()) {
            Ok(found) if found.is_file() => files.push((name, found.len())),
            Ok(found) if found.is_dir() && depth > 0 => {
                is_whole &= walk(&entry.path(), &format!("{name}/"), depth - 1, files);
            }
            Ok(_) | Err(_) => is_whole = false,
        }
    }
    is_whole
}
