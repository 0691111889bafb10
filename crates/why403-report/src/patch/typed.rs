//! Changes as a person types them, without a script around them.

use serde_json::Value;
use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::Site;
use why403_model::world::PublicAccessBlock;

use super::call::{Call, Line};
use super::{File, Numbered, cli, content, file, place};
use crate::change;

/// One change as commands, with the files that they read
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    /// What shows what stands there, and changes nothing; empty where the console alone tells
    pub(crate) read: Vec<String>,
    /// What makes the change; empty where the console alone does
    pub(crate) put: Vec<String>,
    /// The files that the commands read
    pub(crate) files: Vec<File>,
}

/// The commands of a change, for somebody who has no script; its number tells its files apart.
#[must_use]
pub(crate) fn typed(number: usize, change: &Change) -> Typed {
    let it = Numbered { number, change };
    let stem = file::stem(it);
    let (read, put) = lines(it);
    let plain = |lines: &[Line]| -> Vec<String> {
        let calls = lines.iter().filter_map(Line::call);
        let named = |part: &str| Some(format!("file://{stem}.{part}.json"));
        let typed = calls.filter_map(|call| call.typed(&named));
        typed.map(|pieces| pieces.join(" ")).collect()
    };
    let put = plain(&put);
    let files = content::files(it).into_iter().chain(cli::added_file(it));
    let files = files.filter_map(|mut file| {
        file.path = file.path.strip_prefix("documents/")?.to_string();
        let is_read = put.iter().any(|line| line.contains(&file.path));
        is_read.then_some(file)
    });
    Typed {
        files: files.collect(),
        read: plain(&read),
        put,
    }
}

/// The one command that makes a change, whole in itself; `None` where it takes several, where a
/// document that stands there would have to be compared first, or where it is long.
///
/// - `width`: columns after which it goes on in another line, if a value does not forbid it.
#[must_use]
pub(crate) fn short(change: &Change, width: usize) -> Option<String> {
    let it = Numbered { number: 1, change };
    let (_, put) = lines(it);
    let [Line::Call(call)] = put.as_slice() else {
        return None;
    };
    let pieces = call.typed(&|part| inline(change, part))?;
    let command = broken(&pieces, width);
    (command.lines().count() <= LONGEST).then_some(command)
}

/// Lines of a command that somebody would still copy from a terminal
const LONGEST: usize = 12;

/// What reads a place, and what writes it
fn lines(it: Numbered<'_>) -> (Vec<Line>, Vec<Line>) {
    if let Some(calls) = place::of(it.change) {
        return (calls.read, calls.put);
    }
    let added: Vec<Call> = cli::calls(it);
    (Vec::new(), added.into_iter().map(Line::Call).collect())
}

/// What a file of the change would hold, as a value; `None` for what replaces a document of many
fn inline(change: &Change, part: &str) -> Option<String> {
    match (&change.to, part) {
        (
            To::Document {
                before: None,
                after,
            },
            "after",
        ) => {
            let is_own = matches!(change.at.site, Site::Inline { .. });
            change::compact(after).filter(|_| is_own)
        }
        (To::PublicAccessBlock { after, .. }, "after") => Some(settings(*after)),
        (To::Ownership { after, .. }, "after") => {
            let own = content::ownership(*after);
            Some(format!("Rules=[{{ObjectOwnership={own}}}]"))
        }
        (To::Encryption { .. }, "after") | (To::Tag { .. }, "put") | (To::Grant(_), _) => {
            let it = Numbered { number: 1, change };
            let end = format!(".{part}.json");
            let files = content::files(it).into_iter().chain(cli::added_file(it));
            let text = files.into_iter().find(|it| it.path.ends_with(&end))?.text;
            let value: Value = serde_json::from_str(&text).ok()?;
            Some(value.to_string())
        }
        (_, _) => None,
    }
}

/// The settings as the CLI's own short form
fn settings(to: PublicAccessBlock) -> String {
    format!(
        "BlockPublicAcls={},IgnorePublicAcls={},BlockPublicPolicy={},RestrictPublicBuckets={}",
        to.block_public_acls,
        to.ignore_public_acls,
        to.block_public_policy,
        to.restrict_public_buckets
    )
}

/// Pieces on lines that end in a backslash, none longer than `width` where it can be helped
pub(super) fn broken(pieces: &[String], width: usize) -> String {
    let mut command = String::new();
    let mut used = 0;
    for piece in pieces {
        let length = |line: Option<&str>| line.map_or(0, |it| it.chars().count());
        // A space and a backslash may follow.
        let has_room = used + 1 + length(piece.lines().next()) + 2 <= width;
        if command.is_empty() {
            used = 0;
        } else if has_room {
            command.push(' ');
            used += 1;
        } else {
            command.push_str(" \\\n  ");
            used = 2;
        }
        command.push_str(piece);
        let is_one = piece.lines().count() < 2;
        used = length(piece.lines().last()) + if is_one { used } else { 0 };
    }
    command
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_command_goes_on_in_another_line_between_its_options() {
        let pieces = [
            "aws iam tag-role",
            "--role-name app",
            "--tags '[1,\n2]'",
            "--x y",
        ];
        let pieces = pieces.map(String::from);
        let wanted = "aws iam tag-role \\\n  --role-name app \\\n  --tags '[1,\n2]' --x y";
        assert_eq!(broken(&pieces, 24), wanted);
        let wanted = "aws iam tag-role --role-name app --tags '[1,\n2]' --x y";
        assert_eq!(broken(&pieces, 80), wanted);
    }
}
