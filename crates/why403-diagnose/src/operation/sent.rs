//! What a request carries: headers, query parameters, members of the body, fields of a form.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use why403_engine::truth::Truth;
use why403_model::operations::Part;
use why403_model::request::{Context, Entry, Found, Others};

use super::keys;

/// What is known to be sent, not sent, or unknown; what nobody mentioned is as the maker said
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Invariant: names of headers are in lower case.
    said: BTreeMap<(Part, String), Entry>,
    others: Others,
}

impl Sent {
    /// A request of which nothing is said yet
    #[must_use]
    pub fn new(others: Others) -> Self {
        Self {
            said: BTreeMap::new(),
            others,
        }
    }

    /// Says something about a part of the request, in place of what was said before.
    pub fn say(&mut self, part: Part, name: &str, entry: Entry) {
        self.said.insert(place(part, name), entry);
    }

    /// Says what condition keys tell of the request: `s3:x-amz-acl` is a header, `s3:versionid` a
    /// parameter, a tag of the request means `x-amz-tagging`. What was said before stays.
    pub fn learn(&mut self, context: &Context) {
        for (key, entry) in context.entries() {
            if let Some((part, name)) = keys::sent_as(key) {
                self.said
                    .entry(place(part, name))
                    .or_insert_with(|| entry.clone());
            } else if keys::is_request_tag(key) && matches!(entry, Entry::One(_) | Entry::Many(_)) {
                // Which other tags were sent is not told: the header's text stays unknown.
                self.said
                    .entry(place(Part::Header, keys::TAGGING))
                    .or_insert_with(|| Entry::Many([String::new()].into()));
            }
        }
    }

    /// What is known of one thing
    #[must_use]
    pub fn find(&self, part: Part, name: &str) -> Found<'_> {
        Found::of(self.said.get(&place(part, name)), self.others)
    }

    /// Whatever was said of, in the order of parts and names; names of headers in lower case
    pub fn said(&self) -> impl Iterator<Item = (Part, &str)> {
        self.said.keys().map(|(part, name)| (*part, name.as_str()))
    }

    /// The one value of a thing that is sent once
    #[must_use]
    pub fn one(&self, part: Part, name: &str) -> Option<&str> {
        self.find(part, name).one()
    }

    /// Whether a thing is sent, with this value where one is given; values compare byte by byte
    #[must_use]
    pub fn has(&self, part: Part, name: &str, value: Option<&str>) -> Truth {
        match (self.find(part, name), value) {
            (Found::Unknown, _) => Truth::Maybe,
            (Found::Absent, _) => Truth::No,
            (Found::One(_) | Found::Many(_), None) => Truth::Yes,
            (Found::One(found), Some(wanted)) => Truth::of(found == wanted),
            (Found::Many(found), Some(wanted)) => Truth::of(found.iter().any(|it| it == wanted)),
        }
    }
}

fn place(part: Part, name: &str) -> (Part, String) {
    match part {
        Part::Header => (part, name.to_ascii_lowercase()),
        Part::Query | Part::Body | Part::Field => (part, name.to_string()),
    }
}
