//! A text read from left to right: AWS's own words are kept, names are mapped, the rest is signs.

use alloc::string::String;

use super::vocabulary;
use super::{Kind, Manner, Redactor};
use crate::facts;
use crate::value::Address;
use crate::world::percent;

impl Redactor {
    pub(super) fn scan(&mut self, text: &str, kind: Kind, manner: Manner) -> String {
        let mut mapped = String::with_capacity(text.len());
        let mut before = None;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_start = before.is_none_or(|it| !is_word(it));
            let kept = if is_start { own(rest, before) } else { 0 };
            let (taken, is_key) = match kept {
                0 => (0, false),
                length => (
                    length,
                    rest.get(..length).is_some_and(|it| it.ends_with('/')),
                ),
            };
            if let Some(own) = rest.get(..taken).filter(|it| !it.is_empty()) {
                mapped.push_str(own);
                before = own.chars().last();
                rest = rest.get(taken..).unwrap_or("");
                if is_key {
                    rest = self.tag(rest, &mut mapped, &mut before);
                }
                continue;
            }
            if is_start && let Some(length) = address(rest, before) {
                let found = rest.get(..length).unwrap_or("");
                mapped.push_str(&self.address(found));
                before = found.chars().last();
                rest = rest.get(length..).unwrap_or("");
                continue;
            }
            if is_word(first) {
                let word = word(rest);
                mapped.push_str(&self.word(word, kind, manner));
                before = word.chars().last();
                rest = rest.get(word.len()..).unwrap_or("");
            } else {
                mapped.push(first);
                before = Some(first);
                rest = rest.get(first.len_utf8()..).unwrap_or("");
            }
        }
        mapped
    }

    /// The tag behind `aws:ResourceTag/`: keys of tags compare without case, and traces have them
    /// in lower case
    fn tag<'t>(
        &mut self,
        rest: &'t str,
        mapped: &mut String,
        before: &mut Option<char>,
    ) -> &'t str {
        let word = word(rest);
        if !word.is_empty() {
            let lowered = word.to_lowercase();
            mapped.push_str(&self.word(&lowered, Kind::Tag, Manner::Written));
            *before = word.chars().last();
        }
        rest.get(word.len()..).unwrap_or("")
    }

    fn address(&mut self, found: &str) -> String {
        // What stands for every address or for the machine itself names nobody.
        if matches!(found, "0.0.0.0" | "127.0.0.1" | "::" | "::1") {
            return found.into();
        }
        self.pseudonym(Kind::Name, found)
    }

    /// A run of letters, digits and the signs that names have
    fn word(&mut self, word: &str, kind: Kind, manner: Manner) -> String {
        // Signs at the ends belong to the text around: `logs-*`, `--role-name`, a full stop.
        let core = word.trim_matches(['-', '.', '+', '_', '%']);
        let Some((head, tail)) = word.split_once(core).filter(|_| !core.is_empty()) else {
            return word.into();
        };
        alloc::format!("{head}{}{tail}", self.core(core, kind, manner))
    }

    fn core(&mut self, core: &str, kind: Kind, manner: Manner) -> String {
        if vocabulary::is_own(core) || self.kept.contains(core) {
            return core.into();
        }
        if let Some(known) = self.names.get(core) {
            return known.clone();
        }
        if manner == Manner::Prose && self.said.contains(core) {
            return core.into();
        }
        // Not with a number in it: `bucket-1` would be another's neutral name.
        let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        let compound = |it: &str| {
            it.split('-')
                .all(|it| vocabulary::is_own(it) && !is_number(it))
        };
        let is_plain = manner == Manner::Prose && (compound(core) || is_new_name(core));
        if is_plain || is_region(core) || is_service(core) {
            return core.into();
        }
        let file = core
            .rsplit_once('.')
            .filter(|(_, end)| matches!(*end, "json" | "yaml" | "yml" | "txt"));
        if let Some((name, end)) = file.filter(|_| manner == Manner::Prose || kind == Kind::File) {
            return alloc::format!("{}.{end}", self.core(name, Kind::File, manner));
        }
        // File names have the bytes of other names percent-encoded.
        if core.contains('%')
            && let Some(decoded) = percent::decoded(core).filter(|it| it != core)
        {
            return self.pseudonym(kind, &decoded);
        }
        self.pseudonym(kind, core)
    }
}

/// The words of a text, as a scan takes them
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let all = text.split(|it| !is_word(it));
    let all = all.map(|it| it.trim_matches(['-', '.', '+', '_', '%']));
    all.filter(|it| !it.is_empty())
}

/// Bytes at the start that are AWS's own by their structure; 0 if none
fn own(rest: &str, before: Option<char>) -> usize {
    if before == Some(':') {
        return 0;
    }
    let rest = head(rest, LONGEST);
    // `arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`
    if let Some(partition) = rest.strip_prefix("arn:") {
        let partition = partition.split(':').next().unwrap_or("");
        let prefix = alloc::format!("arn:{partition}:iam::aws:policy/");
        if partition.starts_with("aws") && rest.starts_with(&prefix) {
            let is_part = |it: char| it.is_ascii_alphanumeric() || "_-/+=.@".contains(it);
            let name = rest.get(prefix.len()..).unwrap_or("");
            let name = name.split(|it| !is_part(it)).next().unwrap_or("");
            return prefix.len() + name.trim_end_matches('.').len();
        }
    }
    let is_part = |it: char| it.is_ascii_alphanumeric() || ":/-_.*?".contains(it);
    let unit = rest.split(|it| !is_part(it)).next().unwrap_or("");
    let Some((prefix, name)) = unit.split_once(':') else {
        return 0;
    };
    if name.is_empty() || name.starts_with(':') {
        return 0;
    }
    let trimmed = unit.trim_end_matches(['.', ':', '/']);
    if let Some(key) = facts::condition_key(trimmed) {
        return match key.name.split_once("${") {
            Some((general, _)) => general.len(),
            None => trimmed.len(),
        };
    }
    // `aws:PrincipalTag/${…}` and the like without a name that can be read
    let general = unit.find('/').map(|at| (at + 1, unit.get(..=at)));
    if let Some((length, Some(general))) = general {
        let example = alloc::format!("{general}x");
        let is_general = facts::condition_key(&example).is_some_and(|it| it.name.contains("${"));
        if is_general {
            return length;
        }
    }
    let name = name.split([':', '/']).next().unwrap_or("");
    let name = name.trim_end_matches('.');
    let has_wildcard = name.contains(['*', '?']);
    let is_action = if has_wildcard {
        facts::service(prefix).is_some()
            && facts::wildcard_matches_any(&alloc::format!("{prefix}:{name}")) != Some(false)
    } else {
        facts::meant_action(prefix, name).is_some()
    };
    if is_action {
        prefix.len() + 1 + name.len()
    } else {
        0
    }
}

/// The length of an IPv4 or IPv6 address at the start
fn address(rest: &str, before: Option<char>) -> Option<usize> {
    let rest = head(rest, LONGEST);
    let run = |is_part: fn(char) -> bool| rest.split(|it| !is_part(it)).next().unwrap_or("");
    let v6 = run(|it| it.is_ascii_hexdigit() || matches!(it, ':' | '.'));
    let v4 = run(|it| it.is_ascii_digit() || it == '.');
    let v6 = v6.trim_end_matches('.');
    let v4 = v4.trim_end_matches('.');
    let is_whole = |found: &str| {
        let after = rest.get(found.len()..).and_then(|it| it.chars().next());
        after.is_none_or(|it| !is_word(it) || it == '.') && Address::parse(found).is_some()
    };
    if before != Some(':') && v6.matches(':').count() >= 2 && is_whole(v6) {
        return Some(v6.len());
    }
    (v4.contains('.') && is_whole(v4)).then_some(v4.len())
}

/// Bytes that are looked at for what is AWS's own, so that the cost stays linear in the text
const LONGEST: usize = 300;

/// The first bytes of a text, at most so many
fn head(text: &str, length: usize) -> &str {
    let fits = |end: &usize| text.is_char_boundary(*end);
    let end = (0..=length.min(text.len())).rev().find(fits);
    text.get(..end.unwrap_or(0)).unwrap_or("")
}

/// Whether the character is one of a name
fn is_word(it: char) -> bool {
    if it.is_ascii() {
        return it.is_ascii_alphanumeric() || "_.-@+%".contains(it);
    }
    // Signs that this program writes itself
    !"…–✓✗·→×".contains(it)
}

/// The word at the start; empty where there is none
fn word(rest: &str) -> &str {
    rest.split(|it| !is_word(it)).next().unwrap_or("")
}

/// The name that a new policy gets: `allow-s3-GetObject`
fn is_new_name(core: &str) -> bool {
    let action = core
        .strip_prefix("allow-")
        .and_then(|it| it.split_once('-'));
    action.is_some_and(|(service, name)| {
        let name = name.trim_end_matches(|it: char| it.is_ascii_digit() || it == '-');
        facts::action(service, name).is_some()
    })
}

/// `eu-central-1`
pub(super) fn is_region(core: &str) -> bool {
    const PARTS: &[&str] = &[
        "central",
        "east",
        "gov",
        "iso",
        "isob",
        "north",
        "northeast",
        "northwest",
        "south",
        "southeast",
        "southwest",
        "west",
    ];
    let mut parts = core.split('-');
    let (area, number) = (parts.next(), parts.next_back());
    let is_area =
        area.is_some_and(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_lowercase()));
    let is_number =
        number.is_some_and(|it| it.len() == 1 && it.bytes().all(|it| it.is_ascii_digit()));
    let middle: alloc::vec::Vec<&str> = parts.collect();
    is_area && is_number && !middle.is_empty() && middle.iter().all(|it| PARTS.contains(it))
}

/// `lambda.amazonaws.com`, `s3.eu-central-1.amazonaws.com`; not the host of a bucket
fn is_service(core: &str) -> bool {
    let front = core
        .strip_suffix(".amazonaws.com")
        .or_else(|| core.strip_suffix(".amazonaws.com.cn"));
    front.is_some_and(|front| {
        let mut labels = front.split('.');
        let is_one = !front.contains('.');
        is_one
            || labels
                .all(|it| is_region(it) || vocabulary::is_own(it) || facts::service(it).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let mut redactor = Redactor::new();
        let mapped = redactor.text(text);
        assert_eq!(mapped, wanted, "{text}");
    }

    #[test]
    fn what_is_awss_own_stays() {
        for text in [
            "s3:GetObject, kms:Decrypt*, s3:*",
            "aws:SourceIp and s3:prefix and kms:ViaService",
            "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
            "lambda.amazonaws.com, s3.eu-central-1.amazonaws.com",
            "us-gov-west-1",
            "s3:ListBuckets2",
            "0.0.0.0/0",
            "${aws:username}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn names_are_mapped_piece_by_piece() {
        check("arn:aws:s3:::zebra-*", "arn:aws:s3:::name-1-*");
        check("zebra.s3.amazonaws.com", "name-1");
        check(
            "arn:aws:iam::999988887777:role/zebra/reader",
            "arn:aws:iam::111122223333:role/name-1/name-2",
        );
        check(
            "aws:ResourceTag/Zebra ${aws:PrincipalTag/zebra}",
            "aws:ResourceTag/tag-1 ${aws:PrincipalTag/tag-1}",
        );
        check(
            "10.1.2.0/24 and fe80::7, 10.1.2.0",
            "203.0.113.1/24 and 2001:db8::1, 203.0.113.1",
        );
        check("zebra🦓 Zébra", "name-1 name-2");
        check(
            "s3://zebra/a%20b.json a+b",
            "s3://name-1/file-1.json name-2",
        );
    }
}
