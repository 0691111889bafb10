//! The stand-in for the AWS CLI, and what runs scripts against it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A stand-in for the AWS CLI: it keeps what is written, and writes down what it is called with
pub(crate) struct Stand {
    folder: PathBuf,
    account: String,
}

impl Stand {
    pub(crate) fn new(folder: &Path, account: &str, before: Option<&Path>) -> Self {
        let bin = folder.join("bin");
        fs::create_dir_all(&bin).unwrap();
        fs::create_dir_all(folder.join("calls")).unwrap();
        let path = bin.join("aws");
        fs::write(&path, include_str!("stand_in.sh")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        if let Some(before) = before.filter(|it| it.exists()) {
            fs::copy(before, folder.join("state")).unwrap();
        }
        Self {
            folder: folder.to_path_buf(),
            account: account.to_string(),
        }
    }

    pub(crate) fn run(&self, script: &Path, arguments: &[&str]) -> Output {
        self.run_as(script, arguments, "arn:aws:iam::111122223333:user/nobody")
    }

    pub(crate) fn run_as(&self, script: &Path, arguments: &[&str], arn: &str) -> Output {
        let mut command = Command::new("bash");
        command.arg(script).args(arguments);
        self.begin(command, arn)
    }

    /// The same AWS with the credentials of another account
    pub(crate) fn of(&self, account: &str) -> Self {
        Self {
            folder: self.folder.clone(),
            account: account.to_string(),
        }
    }

    /// One call of somebody else: the words behind `aws`
    pub(crate) fn aws(&self, words: &[String]) -> Output {
        let mut command = Command::new(self.folder.join("bin/aws"));
        command.args(words);
        self.begin(command, "arn:aws:iam::111122223333:user/somebody")
    }

    /// What a person types into a shell
    pub(crate) fn types(&self, line: &str) -> Output {
        let mut command = Command::new("bash");
        command.args(["-c", line]);
        self.begin(command, "arn:aws:iam::111122223333:user/somebody")
    }

    fn begin(&self, mut command: Command, arn: &str) -> Output {
        command
            .current_dir(&self.folder)
            .env_clear()
            .env(
                "PATH",
                format!("{}:/usr/bin:/bin", self.folder.join("bin").display()),
            )
            .env("FAKE", &self.folder)
            .env("FAKE_ACCOUNT", &self.account)
            .env("FAKE_ARN", arn)
            .env("FAKE_BUCKET_OWNER", BUCKET_OWNER)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// The words of every call, in order
    pub(crate) fn calls(&self) -> Vec<Vec<String>> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.folder.join("calls"))
            .unwrap()
            .map(|it| it.unwrap().path())
            .collect();
        files.sort();
        let words = |path: &PathBuf| {
            let text = String::from_utf8(fs::read(path).unwrap()).unwrap();
            let text = text.strip_suffix('\0').unwrap().to_string();
            text.split('\0').map(String::from).collect()
        };
        files.iter().map(words).collect()
    }
}

/// The canonical id of account 111122223333, who owns the bucket of `object-of-another-account`
pub(crate) const BUCKET_OWNER: &str =
    "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

/// What a call has for an option, wherever it says it
pub(crate) fn value(call: &[String], option: &str) -> Option<String> {
    let behind = |name: &str| {
        let at = call.iter().position(|it| *it == format!("--{name}"))?;
        call.get(at + 1)
    };
    if let Some(value) = behind(option) {
        return Some(value.clone());
    }
    let input: serde_json::Value = serde_json::from_str(behind("cli-input-json")?).unwrap();
    let mut members = input.as_object().unwrap().iter();
    let own = option.replace('-', "");
    let found = members.find(|(name, _)| name.eq_ignore_ascii_case(&own));
    found.map(|(_, value)| value.as_str().unwrap().to_string())
}
