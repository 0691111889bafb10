//! What a name is, as far as its form tells, and how its neutral one is written.
//!
//! Source: IAM User Guide, "IAM identifiers" (prefixes of unique ids); AWS Organizations API
//! Reference (ids); RFC 5737 and RFC 3849 (addresses for documentation).

use alloc::format;
use alloc::string::{String, ToString};

use crate::arn::is_account;
use crate::value::Address;

/// What a name is a name of
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A bucket
    Bucket,
    /// A part of an object's key
    Key,
    /// A role
    Role,
    /// A user
    User,
    /// A group
    Group,
    /// A part of the path of an entity
    Path,
    /// A session of a role
    Session,
    /// A policy
    Policy,
    /// An organizational unit or the like
    Unit,
    /// A statement's `Sid`
    Sid,
    /// The key of a tag
    Tag,
    /// A value of a tag or of a condition
    Value,
    /// An access point
    AccessPoint,
    /// A Lambda function
    Function,
    /// A rule of `EventBridge`
    Rule,
    /// A file or folder
    File,
    /// Something else
    Name,
}

/// How a neutral name is written
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Twelve digits
    Account,
    V4,
    V6,
    /// `AROA…`
    Unique(&'static str),
    /// `vpce-…`
    Id(&'static str),
    /// A key's id
    Uuid,
    /// `bucket-1`
    Plain(Kind),
}

const UNIQUE: &[&str] = &[
    "ABIA", "ACCA", "AGPA", "AIDA", "AIPA", "AKIA", "ANPA", "ANVA", "APKA", "AROA", "ASCA", "ASIA",
];

const IDS: &[&str] = &[
    "eni-", "i-", "o-", "ou-", "p-", "r-", "sg-", "subnet-", "vpc-", "vpce-",
];

/// The shape of a name by its form, else by what it is taken for
pub(super) fn of(name: &str, kind: Kind) -> Shape {
    if is_account(name) {
        return Shape::Account;
    }
    match Address::parse(name) {
        Some(Address::V4(_)) => return Shape::V4,
        Some(Address::V6(_)) => return Shape::V6,
        None => {}
    }
    if is_uuid(name) {
        return Shape::Uuid;
    }
    let is_id = |text: &str| {
        text.len() >= 16
            && text
                .bytes()
                .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
    };
    let unique = UNIQUE
        .iter()
        .find(|it| name.starts_with(**it) && is_id(name));
    if let Some(prefix) = unique {
        return Shape::Unique(prefix);
    }
    let rest_is_id = |rest: &str| {
        rest.len() >= 4
            && (rest.bytes().any(|it| it.is_ascii_digit()) || !rest.contains('-'))
            && rest
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    };
    let id = IDS
        .iter()
        .find(|it| name.strip_prefix(**it).is_some_and(rest_is_id));
    // A name that was given by people is one, even where it looks like an id.
    match id {
        Some(prefix) if kind == Kind::Name || kind == Kind::Value => Shape::Id(prefix),
        Some(_) | None => Shape::Plain(kind),
    }
}

fn is_uuid(name: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    let is_hex = |it: &str| it.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_plain = name.split('-').map(str::len).eq(lengths);
    let multi = name.strip_prefix("mrk-").is_some_and(|it| it.len() == 32);
    (is_plain || multi) && name.trim_start_matches("mrk-").split('-').all(is_hex)
}

impl Shape {
    /// Which names are numbered together
    pub(super) fn series(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::V4 => "v4",
            Self::V6 => "v6",
            Self::Uuid => "uuid",
            Self::Unique(prefix) | Self::Id(prefix) => prefix,
            Self::Plain(kind) => kind.word(),
        }
    }

    /// The neutral name of a number, from 1
    pub(super) fn write(self, number: usize) -> String {
        match self {
            // As AWS's own pages have them.
            Self::Account => match number {
                1 => "111122223333".to_string(),
                2 => "444455556666".to_string(),
                3 => "777788889999".to_string(),
                _ => format!("1{number:011}"),
            },
            Self::V4 => match number {
                0..=254 => format!("203.0.113.{number}"),
                255..=508 => format!("198.51.100.{}", number - 254),
                _ => format!("address-{number}"),
            },
            Self::V6 => format!("2001:db8::{number:x}"),
            Self::Uuid => format!("00000000-0000-0000-0000-{number:012}"),
            Self::Unique(prefix) => format!("{prefix}EXAMPLE{number:09}"),
            Self::Id(prefix) => format!("{prefix}{number}"),
            // IAM takes letters and digits only.
            Self::Plain(Kind::Sid) => format!("Sid{number}"),
            Self::Plain(kind) => format!("{}-{number}", kind.word()),
        }
    }
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Key => "key",
            Self::Role => "role",
            Self::User => "user",
            Self::Group => "group",
            Self::Path => "path",
            Self::Session => "session",
            Self::Policy => "policy",
            Self::Unit => "unit",
            Self::Sid => "sid",
            Self::Tag => "tag",
            Self::Value => "value",
            Self::AccessPoint => "access-point",
            Self::Function => "function",
            Self::Rule => "rule",
            Self::File => "file",
            Self::Name => "name",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        #[track_caller]
        fn check(name: &str, wanted: Shape) {
            assert_eq!(of(name, Kind::Name), wanted, "{name}");
        }
        check("999988887777", Shape::Account);
        check("10.0.0.7", Shape::V4);
        check("fe80::1", Shape::V6);
        check("1234abcd-12ab-34cd-56ef-1234567890ab", Shape::Uuid);
        check("mrk-1234abcd12ab34cd56ef1234567890ab", Shape::Uuid);
        check("AROADBQP57FF2AEXAMPLE", Shape::Unique("AROA"));
        check("AROAMING", Shape::Plain(Kind::Name));
        check("o-a1b2c3d4e5", Shape::Id("o-"));
        check("ou-ab12-11111111", Shape::Id("ou-"));
        check("vpce-1a2b3c4d", Shape::Id("vpce-"));
        check("r-abcd", Shape::Id("r-"));
        check("report-reader", Shape::Plain(Kind::Name));
    }

    #[test]
    fn numbers_never_give_one_name_twice() {
        for shape in [Shape::Account, Shape::V4, Shape::V6, Shape::Uuid] {
            let names: alloc::collections::BTreeSet<_> =
                (1..1000).map(|it| shape.write(it)).collect();
            assert_eq!(names.len(), 999, "{shape:?}");
        }
    }
}
