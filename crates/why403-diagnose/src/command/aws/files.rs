//! Which objects a command of `aws s3` writes and reads: names of files, filters, sizes.
//!
//! Source: `awscli/customizations/s3/{fileformat,filters,utils}.py` of version 1.46.3, read
//! 2026-11-23.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::commands::{Circumstance, Row};
use why403_model::pattern::Glob;

use super::super::options::Given;
use super::super::rows::{EXAMPLE, Group};
use super::super::uri::Place;
use super::super::{Local, Thing};

/// Keys that are asked about one by one; more are counted
const SHOWN: usize = 50;

/// `--exclude` and `--include` in the order given: the last that matches counts
pub(super) struct Filters<'g> {
    rules: Vec<(bool, &'g str)>,
}

impl<'g> Filters<'g> {
    pub(super) fn of(given: &'g Given) -> Self {
        let rules = given.all().filter_map(|(option, values)| {
            let pattern = values.first()?.as_str();
            match option.name {
                "include" => Some((true, pattern)),
                "exclude" => Some((false, pattern)),
                _ => None,
            }
        });
        Self {
            rules: rules.collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether a file of this name is taken. A pattern with `[` is not read: it takes all.
    fn takes(&self, name: &str) -> bool {
        let mut taken = true;
        for (includes, pattern) in &self.rules {
            let is_read = !pattern.contains('[');
            if is_read && Glob::from_text(pattern).matches(name) {
                taken = *includes;
            }
        }
        taken
    }

    /// A name that stands for all that are taken
    fn example(&self) -> String {
        let last = self.rules.iter().rev().find(|(includes, _)| *includes);
        let made = last.map(|(_, pattern)| pattern.replace('*', EXAMPLE).replace('?', "x"));
        made.filter(|it| self.takes(it))
            .unwrap_or_else(|| EXAMPLE.to_string())
    }
}

/// What is uploaded: one file
pub(super) fn file(path: &str, to: &Place, local: &Local) -> Group {
    let bytes = match local.find(path) {
        Some(Thing::File { bytes }) => Some(*bytes),
        Some(Thing::Folder { .. } | Thing::Missing) | None => None,
    };
    let key = key_for(
        to,
        path.trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(path),
    );
    Group {
        bytes,
        keys: [(String::new(), key)].into(),
        is_open: false,
    }
}

/// The key that an object gets: a place that is a folder keeps the name
pub(super) fn key_for(to: &Place, name: &str) -> String {
    if to.key.is_empty() || to.key.ends_with('/') {
        format!("{}{name}", to.key)
    } else {
        to.key.clone()
    }
}

/// What is uploaded: a folder, its files grouped by what the sizes mean to the rows
pub(super) fn folder(
    path: &str,
    to: &Place,
    local: &Local,
    filters: &Filters<'_>,
    rows: &[Row],
) -> Vec<Group> {
    let below = to.folder().key;
    let Some(Thing::Folder { files, is_whole }) = local.find(path) else {
        return [anything(&below, &below, filters)].into();
    };
    let limits = limits(rows);
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| filters.takes(name)) {
        let class = limits.iter().filter(|it| *it <= bytes).count();
        let key = format!("{below}{name}");
        match groups.iter_mut().find(|(it, _)| *it == class) {
            Some((_, group)) if group.keys.len() >= SHOWN => group.is_open = true,
            Some((_, group)) => group.keys.push((String::new(), key)),
            None => groups.push((
                class,
                Group {
                    bytes: Some(*bytes),
                    keys: [(String::new(), key)].into(),
                    is_open: false,
                },
            )),
        }
    }
    groups.sort_by_key(|(class, _)| *class);
    let mut found: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    if !is_whole {
        found.push(anything(&below, &below, filters));
    }
    found
}

/// Objects below a prefix of which nobody knows the names
pub(super) fn anything(from: &str, to: &str, filters: &Filters<'_>) -> Group {
    let name = filters.example();
    Group {
        bytes: None,
        keys: [(format!("{from}{name}"), format!("{to}{name}"))].into(),
        is_open: true,
    }
}

/// Sizes at which rows part
fn limits(rows: &[Row]) -> Vec<u64> {
    let mut all = Vec::new();
    for row in rows {
        collect(row.when, &mut all);
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn collect(when: &Circumstance, all: &mut Vec<u64>) {
    match when {
        Circumstance::AtLeast(bytes) => all.push(*bytes),
        Circumstance::Not(inner) => collect(inner, all),
        Circumstance::All(list) => list.iter().for_each(|it| collect(it, all)),
        Circumstance::Always
        | Circumstance::SecondVersion
        | Circumstance::Given(_)
        | Circumstance::CopiesProperties
        | Circumstance::Then(_)
        | Circumstance::After(_)
        | Circumstance::Rarely(_)
        | Circumstance::Perhaps(_) => {}
    }
}
