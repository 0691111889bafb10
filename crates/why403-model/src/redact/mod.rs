//! Redaction: names become neutral ones, the same name always the same, so that an answer can be
//! shown in public.
//!
//! What is not known to be AWS's own word, or a plain word of this program, counts as a name: a
//! new sentence or a new field can come out clumsy, and not tell anything. Kept are actions,
//! condition keys, service principals, managed policies of AWS, Regions, operators, numbers of
//! up to four digits, and words that name nothing by themselves, such as a role called `role`.
//!
//! - [`Redactor`]: learns names, and maps texts
//! - [`Edits`]: carries spans of a document over

mod document;
mod learn;
mod scan;
mod shape;
mod vocabulary;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use document::Edits;
pub use shape::Kind;

use crate::arn::Arn;
use crate::value::{FourDigits, Instant};
use crate::world::Source;

/// Names and what they become
///
/// - Two names never become one, and one name becomes the same everywhere.
/// - Numbers are given in the order in which names are met: the same input gives the same output.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    names: BTreeMap<String, String>,
    /// Names of AWS's own that no table has, such as its managed policies
    kept: BTreeSet<String>,
    /// Words of sentences without names; they stay where nothing is named so
    said: BTreeSet<String>,
    counts: BTreeMap<&'static str, usize>,
    /// Sources that were met, and what is left of them
    blanks: Vec<(Arc<Source>, Arc<Source>)>,
}

/// Whether words that are put together with hyphens may be plain words
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// A sentence or a command of this program or of AWS, with names in it
    Prose,
    /// What somebody wrote: a name, a pattern, a value
    Written,
}

impl Redactor {
    /// Nothing learned yet
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A sentence or a command, with every name in it mapped.
    #[must_use]
    pub fn text(&mut self, text: &str) -> String {
        self.scan(text, Kind::Name, Manner::Prose)
    }

    /// Takes in the words of a sentence in which nothing is named: they stay where they come again,
    /// but for those that are names by then.
    pub fn keep(&mut self, text: &str) {
        for it in scan::words(text) {
            self.said.insert(it.into());
        }
    }

    /// A name, pattern or value that somebody wrote, mapped piece by piece: wildcards, variables
    /// and the parts of an ARN stay.
    #[must_use]
    pub fn written(&mut self, kind: Kind, text: &str) -> String {
        let is_moment = text.starts_with(|it: char| it.is_ascii_digit())
            && text.contains('T')
            && Instant::parse(text, FourDigits::Year).is_some();
        if is_moment {
            return text.to_string();
        }
        self.learn(kind, text);
        self.scan(text, kind, Manner::Written)
    }

    /// An ARN, mapped; itself where the mapped text is none
    #[must_use]
    pub fn arn(&mut self, arn: &Arn) -> Arn {
        let mapped = self.written(Kind::Name, arn.as_str());
        Arn::parse(&mapped).unwrap_or_else(|_| arn.clone())
    }

    /// What a name becomes
    fn pseudonym(&mut self, kind: Kind, name: &str) -> String {
        if let Some(known) = self.names.get(name) {
            return known.clone();
        }
        let shape = shape::of(name, kind);
        let count = self.counts.entry(shape.series()).or_insert(0);
        *count += 1;
        let pseudonym = shape.write(*count);
        self.names.insert(name.to_string(), pseudonym.clone());
        pseudonym
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::vec::Vec;

    use super::*;

    /// Names of every form, those among them that look like neutral ones
    fn names() -> Vec<String> {
        let mut all: Vec<String> = [
            "zebra",
            "Zebra",
            "zebra.csv",
            "bucket-zebra",
            "o-zebra12345",
            "ou-ab12-zebra123",
            "Sid1",
            "AROAZEBRAZEBRAZEBRA12",
            "AIDAZEBRAZEBRAZEBRA12",
            "fe80::1",
            "2001:db8::1",
            "99991111-2222-3333-4444-555566667777",
            "00000000-0000-0000-0000-000000000001",
        ]
        .map(String::from)
        .into();
        for number in 1..=9 {
            for word in ["bucket", "key", "role", "name", "value", "file", "r", "vpc"] {
                all.push(format!("{word}-{number}"));
            }
            all.push(format!("203.0.113.{number}"));
            all.push(format!("{number}111222233334"));
        }
        all.extend(["111122223333", "444455556666"].map(String::from));
        all
    }

    #[test]
    fn two_names_never_become_one() {
        for kind in [Kind::Name, Kind::Bucket, Kind::Role, Kind::Value, Kind::Key] {
            let (mut written, mut prose) = (Redactor::new(), Redactor::new());
            let all = names();
            let unique = |mapped: Vec<String>| mapped.into_iter().collect::<BTreeSet<_>>().len();
            assert_eq!(
                unique(all.iter().map(|it| written.written(kind, it)).collect()),
                all.len()
            );
            assert_eq!(
                unique(all.iter().map(|it| prose.text(it)).collect()),
                all.len()
            );
        }
    }

    #[test]
    fn a_name_becomes_the_same_in_every_place() {
        let mut redactor = Redactor::new();
        redactor.learn(
            Kind::Name,
            "arn:aws:sts::999988887777:assumed-role/zebra/stripes",
        );
        let texts = [
            "arn:aws:iam::999988887777:role/zebra",
            "role zebra, session stripes (account 999988887777)",
            "aws iam get-role --role-name zebra > w/zebra.json",
        ];
        let mapped = texts.map(|it| redactor.text(it));
        assert_eq!(mapped[0], "arn:aws:iam::111122223333:role/role-1");
        assert_eq!(
            mapped[1],
            "role role-1, session session-1 (account 111122223333)"
        );
        assert_eq!(
            mapped[2],
            "aws iam get-role --role-name role-1 > name-1/role-1.json"
        );
    }
}
