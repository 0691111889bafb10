//! A folder as a tree: a folder is an object, and a file `name.json` or `name.yaml` is the
//! member `name`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use why403_model::span::Span;
use why403_model::world::{
    Branch, Leaf, LeafProblem, Place, ROOT_MEMBERS, Tree, TreeProblem, percent,
};

use crate::error::{SHOWN, SnapshotError};
use crate::leaf::{self, Form};

/// The tree of a folder
pub(crate) fn read(path: &Path) -> Result<Tree, SnapshotError> {
    let name = path.to_string_lossy().into_owned();
    let mut reader = Reader {
        world: name.clone(),
        files: 0,
        bytes: 0,
        above: Vec::new(),
        problems: Vec::new(),
    };
    let shown = name.trim_end_matches('/');
    let shown = if shown.is_empty() { "/" } else { shown };
    let members = reader.folder(path, shown, "")?;
    if !ROOT_MEMBERS
        .iter()
        .any(|member| members.contains_key(*member))
    {
        let found = members.into_keys().take(SHOWN).collect();
        return Err(SnapshotError::NotAWorld { path: name, found });
    }
    let (root, problems) = (Branch::Folder(members), reader.problems);
    Ok(Tree {
        root,
        folder: Some(shown.to_string()),
        problems,
    })
}

struct Reader {
    world: String,
    files: usize,
    bytes: u64,
    /// The real paths of the folders that contain the one that is read
    above: Vec<PathBuf>,
    problems: Vec<TreeProblem>,
}

/// A file or folder of a folder that is read
struct Entry {
    path: PathBuf,
    /// Its path as people name it
    file: String,
    /// The path of the member in the tree
    member: String,
}

impl Reader {
    fn folder(
        &mut self,
        path: &Path,
        file: &str,
        member: &str,
    ) -> Result<BTreeMap<String, Branch>, SnapshotError> {
        let no_access = |why: &std::io::Error| SnapshotError::of_path(path, why);
        let real = fs::canonicalize(path).map_err(|why| no_access(&why))?;
        if self.above.contains(&real) {
            return Err(SnapshotError::Ring {
                path: file.to_string(),
            });
        }
        if self.above.len() >= MAX_FOLDERS {
            return Err(SnapshotError::TooDeep {
                path: file.to_string(),
                limit: MAX_FOLDERS,
            });
        }
        self.above.push(real);
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(|why| no_access(&why))? {
            self.count_entry()?;
            names.push(entry.map_err(|why| no_access(&why))?.file_name());
        }
        names.sort();
        let mut found: BTreeMap<String, Vec<(String, Branch)>> = BTreeMap::new();
        for name in names {
            let shown = name.to_string_lossy().into_owned();
            let entry = Entry {
                path: path.join(&name),
                file: format!("{file}/{shown}"),
                member: member.to_string(),
            };
            if let Some((name, branch)) = self.entry(entry, &shown, name.to_str().is_some())? {
                found.entry(name).or_default().push((shown, branch));
            }
        }
        self.above.pop();
        Ok(found
            .into_iter()
            .map(|(name, forms)| one_form(file, name, forms))
            .collect())
    }

    /// The member that an entry of a folder is; nothing where it is none
    fn entry(
        &mut self,
        mut entry: Entry,
        name: &str,
        is_text: bool,
    ) -> Result<Option<(String, Branch)>, SnapshotError> {
        let unreadable = |file: String, why: String| {
            Branch::Leaf(Leaf::unreadable(file, LeafProblem::NoAccess { why }))
        };
        let metadata = fs::metadata(&entry.path);
        let is_folder = metadata.as_ref().is_ok_and(fs::Metadata::is_dir);
        let form = Form::of_name(name);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let is_note = form.is_none() && (name.starts_with("README") || ending == Some("md"));
        if name.starts_with('.') || (is_note && !is_folder) {
            return Ok(None);
        }
        let encoded = match form {
            _ if is_folder => Some(name),
            Some((stem, _)) => Some(stem),
            None => None,
        };
        let Some(decoded) = encoded.filter(|_| is_text).and_then(percent::decoded) else {
            let source = None;
            let at = Place {
                path: join(&entry.member, name),
                source,
                span: Span::default(),
            };
            self.problems.push(TreeProblem::StrangeFile {
                at,
                name: name.to_string(),
            });
            return Ok(None);
        };
        entry.member = join(&entry.member, &decoded);
        let branch = match (metadata, form) {
            (Err(why), _) => unreadable(entry.file, why.to_string()),
            (Ok(_), _) if is_folder => self.branch(&entry)?,
            (Ok(data), Some((_, form))) if data.is_file() => {
                self.count_bytes(data.len())?;
                Branch::Leaf(leaf::read(&entry.path, entry.file, form))
            }
            (Ok(_), _) => unreadable(entry.file, "it is no ordinary file".into()),
        };
        Ok(Some((decoded, branch)))
    }

    /// A folder inside the world; one that no world has at its root is not looked into
    fn branch(&mut self, entry: &Entry) -> Result<Branch, SnapshotError> {
        let is_at_root = self.above.len() == 1;
        if is_at_root && !ROOT_MEMBERS.contains(&entry.member.as_str()) {
            return Ok(Branch::Folder(BTreeMap::new()));
        }
        self.folder(&entry.path, &entry.file, &entry.member)
            .map(Branch::Folder)
    }

    fn count_entry(&mut self) -> Result<(), SnapshotError> {
        self.files += 1;
        if self.files > MAX_FILES {
            let (path, limit) = (self.world.clone(), MAX_FILES);
            return Err(SnapshotError::TooManyFiles { path, limit });
        }
        Ok(())
    }

    fn count_bytes(&mut self, bytes: u64) -> Result<(), SnapshotError> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MAX_BYTES {
            let (path, limit) = (self.world.clone(), MAX_BYTES);
            return Err(SnapshotError::TooManyBytes { path, limit });
        }
        Ok(())
    }
}

/// The one form of a member; `name.json` beside `name.yaml` or `name/` is an error, not a merge
fn one_form(folder: &str, name: String, mut forms: Vec<(String, Branch)>) -> (String, Branch) {
    if forms.len() > 1 {
        let forms = forms
            .into_iter()
            .map(|(form, _)| format!("{folder}/{form}"))
            .collect();
        let file = format!("{folder}/{}", percent::encoded(&name));
        return (
            name,
            Branch::Leaf(Leaf::unreadable(file, LeafProblem::TwoForms { forms })),
        );
    }
    let branch = forms
        .pop()
        .map_or_else(|| Branch::Folder(BTreeMap::new()), |(_, branch)| branch);
    (name, branch)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_string()
    } else {
        format!("{path}/{name}")
    }
}

/// Folders that may stand inside each other; the format needs ten
const MAX_FOLDERS: usize = 16;

/// Files and folders of one world
const MAX_FILES: usize = 100_000;

/// Bytes of one world: 1 GiB
const MAX_BYTES: u64 = 1024 * 1024 * 1024;
