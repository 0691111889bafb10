//! One read call of AWS, and how its row is filled in for one thing of the world.
//!
//! - [`table`]: the rows

mod table;

use alloc::string::String;
use alloc::vec::Vec;

pub use self::table::CALLS;
pub(super) use self::table::*;
use crate::known::{Gap, Need, Reason, Slot};
use crate::shell::quoted;
use crate::world::percent;

/// One read call of AWS
///
/// In `path`, `what`, `command` and `console`, `{bucket}` and its like are filled in, and `{{`
/// and `}}` stand for braces.
#[derive(Debug)]
pub struct Call {
    /// Where the answer stands in the tree
    pub path: &'static str,
    /// What it tells, as a phrase
    pub what: &'static str,
    /// The AWS CLI command that asks for it
    pub command: &'static str,
    /// The codes with which AWS says that there is none
    pub absent: &'static [&'static str],
    /// What these codes mean, in words; empty where there are none.
    /// The reader of the answer says the same as a value.
    pub means: &'static str,
    /// How many questions depend on it
    pub need: Need,
    /// Where the console of AWS shows it; empty where it does not
    pub console: &'static str,
}

impl Call {
    /// The call whose answer stands at a path: `accounts/{account}/iam`
    #[must_use]
    pub fn at(path: &str) -> Option<&'static Self> {
        CALLS.iter().copied().find(|it| it.path == path)
    }

    /// The hole that its missing answer leaves for one thing: names stand for `{…}` in the row.
    ///
    /// The command has no file to write to; the slot says which it would be.
    #[must_use]
    pub fn asked(&self, names: &[(&'static str, &str)]) -> Gap {
        let none = Scope::default();
        let scope = names.iter().fold(none, |scope, (placeholder, name)| {
            scope.with(placeholder, name)
        });
        scope.gap(self, Reason::NotCollected, None)
    }

    /// Whether the service answers with things that may be secrets, such as environment
    /// variables and the input of targets, so that a text in the answer's place is not shown
    pub(super) fn may_hold_secrets(&self) -> bool {
        self.path.contains("/lambda/") || self.path.contains("/events/")
    }
}

/// The names that stand for `{…}` in a row, for one thing of the world
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    names: Vec<(&'static str, Name)>,
}

#[derive(Clone, Debug)]
enum Name {
    /// A name of the world, quoted where a shell reads it
    Plain(String),
    /// A piece of shell, put together here
    Shell(String),
}

impl Scope {
    /// The same scope and one more name
    pub(super) fn with(&self, placeholder: &'static str, name: &str) -> Self {
        let mut scope = self.clone();
        scope.names.push((placeholder, Name::Plain(name.into())));
        scope
    }

    /// The same scope and one more name, which is written into commands as it is
    pub(super) fn with_shell(&self, placeholder: &'static str, text: String) -> Self {
        let mut scope = self.clone();
        scope.names.push((placeholder, Name::Shell(text)));
        scope
    }

    /// The name that stands for a placeholder, if it is a plain one
    pub(super) fn name(&self, placeholder: &str) -> &str {
        match self.names.iter().rev().find(|(it, _)| *it == placeholder) {
            Some((_, Name::Plain(name) | Name::Shell(name))) => name,
            None => "",
        }
    }

    /// The gap that a missing answer leaves; `folder` is where a file of it would be read
    pub(super) fn gap(&self, call: &Call, why: Reason, folder: Option<&str>) -> Gap {
        Gap {
            what: self.what(call),
            why,
            command: Some(self.command(call, folder)),
            slot: Some(self.slot(call)),
        }
    }

    /// Where the answer to the call goes
    fn slot(&self, call: &Call) -> Slot {
        let (path, member) = match call.path.split_once(OBJECT_MEMBER) {
            Some((bucket, member)) => (bucket, Some(member)),
            None => (call.path, None),
        };
        let mut file = self.file(path);
        file.push_str(if member.is_some() {
            "/objects.json"
        } else {
            ".json"
        });
        let console = self.plain(call.console);
        Slot {
            file,
            member,
            console: Some(console).filter(|it| !it.is_empty()),
            need: call.need,
        }
    }

    /// A path of the tree as the path of a file, without its ending
    fn file(&self, path: &str) -> String {
        self.filled(path, |name| match name {
            Name::Plain(name) | Name::Shell(name) => percent::encoded(name),
        })
    }

    fn plain(&self, template: &str) -> String {
        self.filled(template, |name| match name {
            Name::Plain(name) | Name::Shell(name) => name.clone(),
        })
    }

    /// What the call tells, in words
    pub(super) fn what(&self, call: &Call) -> String {
        self.plain(call.what)
    }

    /// The command of the call, with the file to write where there is a folder to write it to
    pub(super) fn command(&self, call: &Call, folder: Option<&str>) -> String {
        let mut command = self.filled(call.command, |name| match name {
            Name::Plain(name) => quoted(name),
            Name::Shell(text) => text.clone(),
        });
        if let Some(folder) = folder {
            let file = self.file(call.path);
            let file = quoted(&alloc::format!(
                "{}/{file}.json",
                folder.trim_end_matches('/')
            ));
            command.extend([" > ", &file, " 2>&1"]);
        }
        command
    }

    fn filled(&self, template: &str, write: impl Fn(&Name) -> String) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(at);
            text.push_str(before);
            let doubled = ["{{", "}}"].into_iter().find(|it| after.starts_with(it));
            if let Some(brace) = doubled {
                text.extend(brace.chars().take(1));
                rest = after.get(brace.len()..).unwrap_or("");
                continue;
            }
            let after = after.get(1..).unwrap_or("");
            let (placeholder, after) = after.split_once('}').unwrap_or((after, ""));
            let name = self.names.iter().rev().find(|(it, _)| *it == placeholder);
            text.push_str(&name.map_or_else(String::new, |(_, name)| write(name)));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// The names that may stand in the folder of a path pattern; `None` where any name may
pub(super) fn known_members(pattern: &str) -> Option<Vec<&'static str>> {
    let mut names = Vec::new();
    let paths = CALLS
        .iter()
        .map(|call| call.path)
        .chain(RESERVED.iter().copied());
    for path in paths {
        let rest = match (pattern, path.strip_prefix(pattern)) {
            ("", _) => path,
            (_, Some(rest)) => match rest.strip_prefix('/') {
                Some(rest) => rest,
                None => continue,
            },
            (_, None) => continue,
        };
        let name = rest.split('/').next().unwrap_or(rest);
        if name.starts_with('{') {
            return None;
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names)
}

/// What stands between a bucket and the answers about one of its objects, in a path
const OBJECT_MEMBER: &str = "/objects/";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::ROOT_MEMBERS;

    #[test]
    fn commands_are_filled_in_and_safe_to_paste() {
        let scope = Scope::default()
            .with("account", "111122223333")
            .with("bucket", "logs");
        let gap = scope.gap(&BUCKET_POLICY, Reason::NotCollected, Some("world"));
        assert_eq!(gap.what, "the policy of bucket logs");
        assert_eq!(
            gap.command.unwrap(),
            "aws s3api get-bucket-policy --bucket logs > world/accounts/111122223333/s3/buckets/logs/policy.json 2>&1"
        );
        let hostile = scope.with("key", "a'; rm -rf ~ #$(x)");
        assert_eq!(
            hostile.command(&OBJECT_ACL, None),
            r"aws s3api get-object-acl --bucket logs --key 'a'\''; rm -rf ~ #$(x)'"
        );
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn known_members_come_from_the_table() {
        assert_eq!(known_members("accounts"), None);
        assert_eq!(known_members("").unwrap(), ROOT_MEMBERS);
        let role = known_members("accounts/{account}/iam/roles/{role}").unwrap();
        assert_eq!(
            role,
            ["role", "attached-policies", "inline-policies", "inline"]
        );
        assert_eq!(
            known_members("accounts/{account}/iam/roles/{role}/inline"),
            None
        );
    }

    /// `{bucket}` is written `BUCKET` on the page
    fn shown(template: &str) -> String {
        let mut scope = Scope::default();
        for part in template.split(['{', '}']) {
            let is_name = part.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
            if let (true, false) = (is_name, part.is_empty()) {
                let name: &'static str = String::from(part).leak();
                scope = scope.with_shell(name, part.to_uppercase());
            }
        }
        scope.filled(template, |name| match name {
            Name::Plain(name) | Name::Shell(name) => name.clone(),
        })
    }

    #[test]
    fn the_page_about_worlds_shows_every_row() {
        let page = include_str!("../../../../../../docs/world.md");
        for call in CALLS {
            let command = alloc::format!("`{}`", shown(call.command));
            let row = page
                .lines()
                .find(|line| line.starts_with('|') && line.contains(&command));
            let row = row.unwrap_or_else(|| panic!("docs/world.md lacks {command}"));
            let (folder, file) = call.path.rsplit_once('/').unwrap();
            assert!(
                page.contains(&alloc::format!("`{}", shown(folder))),
                "{folder}"
            );
            assert!(
                row.contains(&alloc::format!("| `{}", shown(file))),
                "{row} lacks {file}"
            );
            for word in call.absent.iter().copied().chain([call.means]) {
                assert!(row.contains(word), "{row} lacks {word}");
            }
        }
    }
}
