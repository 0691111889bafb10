//! The condition keys of a request: present, absent or unknown, which are three things.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::facts::{self, Cardinality};

/// What is said about one key
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// One value; the empty text is a value
    One(String),
    /// A list of values; an empty one counts as absent
    Many(Vec<String>),
    /// The request does not have the key
    Absent,
    /// Nobody knows
    Unknown,
}

/// How keys that nobody mentioned are taken
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// As absent: a simulation says all there is
    Absent,
    /// As unknown: a symptom says what it happens to say
    Unknown,
}

/// What a look-up gives
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'c> {
    /// The value of a single-valued key
    One(&'c str),
    /// The values of a multivalued key, at least one
    Many(&'c [String]),
    /// Not in the request
    Absent,
    /// Nobody knows
    Unknown,
}

/// All that is said about a request's condition keys; names compare without case
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Invariant: names are in lower case.
    entries: BTreeMap<String, Entry>,
    /// What values begin with that are not known, by name in lower case
    beginnings: BTreeMap<String, String>,
    others: Others,
}

impl<'c> Found<'c> {
    /// What an entry says; without one, what is taken of everything that nobody mentioned.
    ///
    /// A list of no values is an absent key.
    #[must_use]
    pub fn of(entry: Option<&'c Entry>, others: Others) -> Self {
        match entry {
            Some(Entry::One(value)) => Self::One(value),
            Some(Entry::Many(values)) if values.is_empty() => Self::Absent,
            Some(Entry::Many(values)) => Self::Many(values),
            Some(Entry::Absent) => Self::Absent,
            Some(Entry::Unknown) => Self::Unknown,
            None => match others {
                Others::Absent => Self::Absent,
                Others::Unknown => Self::Unknown,
            },
        }
    }

    /// The one value, where there is one
    #[must_use]
    pub fn one(self) -> Option<&'c str> {
        match self {
            Self::One(value) => Some(value),
            Self::Many(_) | Self::Absent | Self::Unknown => None,
        }
    }
}

impl Context {
    /// A context without any entry
    #[must_use]
    pub fn new(others: Others) -> Self {
        Self {
            entries: BTreeMap::new(),
            beginnings: BTreeMap::new(),
            others,
        }
    }

    /// Says something about a key, in place of what was said before.
    ///
    /// Whether a key holds a list is AWS's declaration, not the number of values: one value of
    /// `aws:TagKeys` becomes a list; keys that are in no table keep the shape they come in.
    pub fn set(&mut self, key: &str, entry: Entry) {
        let is_one = match &entry {
            Entry::One(_) => true,
            Entry::Many(values) => values.len() == 1,
            Entry::Absent | Entry::Unknown => false,
        };
        let declared = || facts::condition_key(key).map(|it| it.cardinality);
        let declared = is_one.then(declared).flatten();
        let entry = match (declared, entry) {
            (Some(Cardinality::Multi), Entry::One(value)) => Entry::Many(alloc::vec![value]),
            (Some(Cardinality::Single), Entry::Many(mut values)) if values.len() == 1 => {
                values.pop().map_or(Entry::Absent, Entry::One)
            }
            (_, entry) => entry,
        };
        self.entries.insert(key.to_ascii_lowercase(), entry);
    }

    /// Says something about a key of which nothing was said yet
    pub fn set_if_unsaid(&mut self, key: &str, entry: Entry) {
        if !self.is_said(key) {
            self.set(key, entry);
        }
    }

    /// Says what another context says, of those keys that are meant and of which nothing was said
    /// yet here.
    ///
    /// - `is_meant` gets names in lower case.
    pub fn add_unsaid(&mut self, other: &Self, is_meant: impl Fn(&str) -> bool) {
        for (key, entry) in other.entries.iter().filter(|(key, _)| is_meant(key)) {
            if !self.entries.contains_key(key) {
                self.entries.insert(key.clone(), entry.clone());
            }
        }
    }

    /// The same without the keys that are not meant.
    ///
    /// - `is_meant` gets names in lower case.
    #[must_use]
    pub fn only(&self, mut is_meant: impl FnMut(&str, &Entry) -> bool) -> Self {
        let own = self.entries.iter().filter(|(key, it)| is_meant(key, it));
        Self {
            entries: own.map(|(key, it)| (key.clone(), it.clone())).collect(),
            beginnings: BTreeMap::new(),
            others: self.others,
        }
    }

    /// Whether anything was said about the key, be it that it is absent or unknown
    #[must_use]
    pub fn is_said(&self, key: &str) -> bool {
        self.entries.contains_key(&key.to_ascii_lowercase())
    }

    /// Says what the one value of a key begins with, whatever else is in it: the request has the
    /// key. What is said of the value as a whole counts before that.
    pub fn say_beginning(&mut self, key: &str, text: String) {
        self.beginnings.insert(key.to_ascii_lowercase(), text);
    }

    /// What the value of a key begins with that is not known as a whole, by its name in lower case
    #[must_use]
    pub fn beginning(&self, lowered: &str) -> Option<&str> {
        let text = self.beginnings.get(lowered)?;
        (self.find(lowered) == Found::Unknown).then_some(text)
    }

    /// How keys that nobody mentioned are taken
    #[must_use]
    pub fn others(&self) -> Others {
        self.others
    }

    /// Looks a key up by its name in lower case
    #[must_use]
    pub fn find(&self, lowered: &str) -> Found<'_> {
        Found::of(self.entries.get(lowered), self.others)
    }

    /// The one value of a key, where it has one
    #[must_use]
    pub fn one(&self, lowered: &str) -> Option<&str> {
        self.find(lowered).one()
    }

    /// All that was said, by name in lower case
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .map(|(key, entry)| (key.as_str(), entry))
    }
}
