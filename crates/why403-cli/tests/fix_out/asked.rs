//! What the tests ask of why403, and what they find written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::shown::{commands, root};

/// A folder of the test's own, made anew
pub(crate) fn folder(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fix-out-{test}"));
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

pub(crate) fn why403(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_why403"))
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The first command of an example's page, asked as `fix`, in words
pub(crate) fn example(name: &str) -> Vec<String> {
    let page = root().join("examples").join(name).join("README.md");
    let page = fs::read_to_string(page).unwrap();
    let first = commands(&page).into_iter().next().unwrap();
    let words = why403_diagnose::command::words(&first.command).unwrap();
    let mut words: Vec<String> = words.into_iter().skip(1).collect();
    words.retain(|it| it != "explain");
    words.insert(0, "fix".to_string());
    words
}

/// Writes the fix of an example
pub(crate) fn written(name: &str, out: &Path, format: &str) {
    let mut words = example(name);
    words.extend(["--out".into(), out.display().to_string()]);
    words.extend(["--format".into(), format.into()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = why403(&words);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{name}: {complaint}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("nothing was run"), "{name}: {said}");
}

#[track_caller]
pub(crate) fn succeeds(output: &Output, what: &str) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{what}: {said}{complaint}");
    said
}

pub(crate) fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What stands there, without the names that S3 tells beside canonical ids
pub(crate) fn named(path: &Path) -> Value {
    fn plain(value: &mut Value) {
        match value {
            Value::Array(all) => all.iter_mut().for_each(plain),
            Value::Object(all) => {
                all.remove("DisplayName");
                all.values_mut().for_each(plain);
            }
            _ => {}
        }
    }
    let mut value = json(path);
    plain(&mut value);
    value
}

/// The documents of a folder that end so
pub(crate) fn documents(out: &Path, end: &str) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(out.join("documents")) else {
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = found.map(|it| it.unwrap().path()).collect();
    all.retain(|it| it.to_string_lossy().ends_with(end));
    all.sort();
    all
}

/// Every file below a folder, with its text
pub(crate) fn everything(folder: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut left = vec![folder.to_path_buf()];
    while let Some(next) = left.pop() {
        for path in fs::read_dir(next).unwrap().map(|it| it.unwrap().path()) {
            if path.is_dir() {
                left.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                all.push((path.display().to_string(), text));
            }
        }
    }
    all
}
