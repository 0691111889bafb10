//! From rows of the table to the calls of one command.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};

use why403_model::commands::{Circumstance, Command, Count, Row, Sends, Target};
use why403_model::operations::Part;
use why403_model::request::Entry;

use super::uri::Place;
use super::why::why;
use super::{Certainty, PlannedCall, Spot, Ways};

/// The name of an object that stands for all below a prefix
pub(super) const EXAMPLE: &str = "an-object";

/// The operation that deletes several keys
const BATCH: &str = "DeleteObjects";

/// Objects that are treated alike: they are of one size, as far as the client looks at it
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// Their size in bytes, or that of one of them; `None` where it is not known
    pub(super) bytes: Option<u64>,
    /// Keys that are read and written, either side where there is one
    pub(super) keys: Vec<(String, String)>,
    /// Whether there are more, or others, than `keys` says
    pub(super) is_open: bool,
}

/// What a command is about, and how it was called
pub(super) struct Scene<'s> {
    /// The name of the command in the table: `sync upload`
    pub(super) name: &'s str,
    /// What is read, or the only place
    pub(super) source: Option<&'s Place>,
    /// What is written
    pub(super) destination: Option<&'s Place>,
    /// The objects
    pub(super) groups: &'s [Group],
    /// The ways that are open
    pub(super) ways: Ways,
    /// Whether the properties of a source are copied along
    pub(super) copies_properties: bool,
    /// Whether an option is given
    pub(super) has: &'s dyn Fn(&str) -> bool,
    /// What the options put into an operation
    pub(super) sends: &'s dyn Fn(&'static str) -> Vec<(Part, String, String)>,
}

/// The calls of these rows, merged where several rows say the same.
pub(super) fn calls(rows: &'static [Row], scene: &Scene<'_>) -> Vec<PlannedCall> {
    let mut all: Vec<PlannedCall> = Vec::new();
    for row in rows {
        for call in of_row(row, scene) {
            let same = all.iter_mut().find(|it| {
                it.operation == call.operation
                    && it.spots == call.spots
                    && it.certainty == call.certainty
                    && it.why == call.why
            });
            match same {
                // Small and large are told apart by the row, not by what is asked for.
                Some(same) => same.ways = same.ways.or(call.ways),
                None => all.push(call),
            }
        }
    }
    for call in &mut all {
        if call.ways.and(scene.ways) == scene.ways && call.certainty == Certainty::Sent {
            call.when.clear();
        }
    }
    all
}

/// Every row of a command
pub(super) fn of_command(command: &'static Command, scene: &Scene<'_>) -> Vec<PlannedCall> {
    let mut all = calls(command.calls, scene);
    let later = calls(command.later, scene)
        .into_iter()
        .map(|it| PlannedCall {
            certainty: Certainty::Later,
            ..it
        });
    all.extend(later);
    all
}

fn of_row(row: &'static Row, scene: &Scene<'_>) -> Vec<PlannedCall> {
    let is_object = matches!(
        row.on,
        Target::Object
            | Target::SourceObject
            | Target::SourceRange
            | Target::DestinationObject
            | Target::Copy
            | Target::State
            | Target::StateLock
    );
    let one = [Group::default()];
    let extra = [extra(scene)];
    let groups = match (row.count, is_object) {
        // Keys that the source lacks are none of those that are copied.
        (Count::PerExtraKey, _) => &extra,
        // Each key of a request to delete is judged alone.
        (_, false) if row.operation == BATCH && scene.groups.is_empty() => &extra,
        (_, false) if row.operation == BATCH => scene.groups,
        (_, true) => scene.groups,
        (_, false) => &one,
    };
    groups
        .iter()
        .filter_map(|group| of_group(row, group, scene))
        .collect()
}

/// Keys that are only where is written to
fn extra(scene: &Scene<'_>) -> Group {
    let below = scene.destination.map(|it| it.folder().key);
    let key = format!("{}{EXAMPLE}", below.unwrap_or_default());
    Group {
        bytes: None,
        keys: vec![(String::new(), key)],
        is_open: true,
    }
}

fn of_group(row: &'static Row, group: &Group, scene: &Scene<'_>) -> Option<PlannedCall> {
    let found: Vec<(Ways, Reading)> = scene
        .ways
        .each()
        .map(|way| (way, reading(row.when, group, way, scene)))
        .collect();
    let sent = found.iter().filter(|(_, it)| it.holds);
    let ways = sent.clone().fold(Ways::NONE, |all, (way, _)| all.or(*way));
    let certainty = sent.clone().map(|(_, it)| it.certainty).max()?;
    let (spots, below) = spots(row.on, group, scene);
    let mut when = Vec::new();
    clauses(row.when, group, scene, &mut when);
    Some(PlannedCall {
        operation: row.operation,
        client: "s3",
        spots,
        below,
        sent: sends(row, scene),
        why: why(scene.name, row),
        count: row.count,
        certainty,
        ways,
        when,
        in_dry_run: matches!(row.operation, "ListObjectsV2" | "HeadObject")
            && *row.when == Circumstance::Always,
        evidence: row.evidence,
    })
}

/// What a circumstance comes to in one way
struct Reading {
    holds: bool,
    certainty: Certainty,
}

fn reading(when: &Circumstance, group: &Group, way: Ways, scene: &Scene<'_>) -> Reading {
    let plain = |holds| Reading {
        holds,
        certainty: Certainty::Sent,
    };
    match when {
        Circumstance::Always | Circumstance::Then(_) => plain(true),
        Circumstance::AtLeast(bytes) => plain(is_large(*bytes, group, way)),
        Circumstance::SecondVersion => plain(way.is_second()),
        Circumstance::Given(option) => plain((scene.has)(option)),
        Circumstance::CopiesProperties => plain(scene.copies_properties),
        Circumstance::After(_) | Circumstance::Rarely(_) => Reading {
            holds: true,
            certainty: Certainty::Fallback,
        },
        Circumstance::Perhaps(_) => Reading {
            holds: true,
            certainty: Certainty::Perhaps,
        },
        Circumstance::Not(inner) => {
            let inner = reading(inner, group, way, scene);
            Reading {
                holds: !inner.holds || inner.certainty != Certainty::Sent,
                certainty: inner.certainty,
            }
        }
        Circumstance::All(all) => {
            all.iter()
                .map(|it| reading(it, group, way, scene))
                .fold(plain(true), |whole, it| Reading {
                    holds: whole.holds && it.holds,
                    certainty: whole.certainty.max(it.certainty),
                })
        }
    }
}

fn is_large(bytes: u64, group: &Group, way: Ways) -> bool {
    group.bytes.map_or_else(|| way.is_large(), |it| it >= bytes)
}

/// What of a circumstance a person has to know: what is settled is left out
fn clauses(when: &Circumstance, group: &Group, scene: &Scene<'_>, out: &mut Vec<String>) {
    let is_version_open =
        scene.ways.each().any(Ways::is_second) && scene.ways.each().any(|it| !it.is_second());
    match when {
        Circumstance::AtLeast(bytes) => {
            if group.bytes.is_none() {
                out.push(format!("from {} on", size(*bytes)));
            }
        }
        Circumstance::Not(Circumstance::AtLeast(bytes)) => {
            if group.bytes.is_none() {
                out.push(format!("below {}", size(*bytes)));
            }
        }
        Circumstance::Always
        | Circumstance::Given(_)
        | Circumstance::CopiesProperties
        | Circumstance::Not(_) => {}
        Circumstance::SecondVersion => {
            if is_version_open {
                out.push("by version 2 of the AWS CLI".to_string());
            }
        }
        Circumstance::Then(what) => out.push(format!("once {what}")),
        Circumstance::After(what) => out.push(format!("only if {what}")),
        Circumstance::Rarely(what) | Circumstance::Perhaps(what) => {
            out.push(format!("if {what}"));
        }
        Circumstance::All(all) => all.iter().for_each(|it| clauses(it, group, scene, out)),
    }
}

/// Bytes in the unit that people write them in
fn size(bytes: u64) -> String {
    const MEBIBYTE: u64 = 1 << 20;
    format!("{} MiB", bytes / MEBIBYTE)
}

fn spots(on: Target, group: &Group, scene: &Scene<'_>) -> (Vec<Spot>, Option<String>) {
    let source = scene.source.or(scene.destination);
    let destination = scene.destination.or(scene.source);
    let plain = |resource: Option<String>| {
        let spot = resource.map(|resource| Spot {
            resource,
            source: None,
        });
        (spot.into_iter().collect(), None)
    };
    let below = |place: Option<&Place>| {
        let folder = place.filter(|_| group.is_open).map(Place::folder);
        folder.map(|it| {
            if it.key.is_empty() {
                it.object("")
            } else {
                it.own()
            }
        })
    };
    let each = |read: bool, ending: &str| {
        // Without a source, what is read is where it will be written.
        let read = read && scene.source.is_some();
        let place = if read { source } else { destination };
        let keys = group
            .keys
            .iter()
            .map(|(from, to)| if read { from } else { to });
        let spots = keys.filter_map(|key| {
            Some(Spot {
                resource: place?.object(&format!("{key}{ending}")),
                source: None,
            })
        });
        (spots.collect(), below(place))
    };
    match on {
        Target::Every => (
            vec![Spot {
                resource: "*".to_string(),
                source: None,
            }],
            None,
        ),
        Target::Bucket if !group.keys.is_empty() => each(false, ""),
        Target::Bucket | Target::SourceBucket => plain(source.map(Place::bucket)),
        Target::DestinationBucket => plain(destination.map(Place::bucket)),
        Target::Object | Target::SourceObject | Target::SourceRange => each(true, ""),
        Target::DestinationObject | Target::State => each(false, ""),
        Target::StateLock => each(false, ".tflock"),
        Target::Copy => {
            let pairs = group.keys.iter().filter_map(|(from, to)| {
                Some(Spot {
                    resource: destination?.object(to),
                    source: Some(source?.object(from)),
                })
            });
            (pairs.collect(), below(destination))
        }
    }
}

/// What a call carries: by the row, and by the options
fn sends(row: &'static Row, scene: &Scene<'_>) -> Vec<(Part, String, Entry)> {
    let place = match row.on {
        Target::DestinationBucket | Target::DestinationObject => scene.destination.or(scene.source),
        _ => scene.source.or(scene.destination),
    };
    let key = |of: fn(&Place) -> String| place.map(of).unwrap_or_default();
    let mut all: Vec<(Part, String, Entry)> = Vec::new();
    let mut say = |part: Part, name: &str, value: String| {
        all.push((part, name.to_string(), Entry::One(value)));
    };
    for it in row.sends {
        match it {
            Sends::EmptyPrefix => say(Part::Query, "prefix", String::new()),
            Sends::TypedPrefix => say(Part::Query, "prefix", key(|it| it.key.clone())),
            Sends::FolderPrefix => say(Part::Query, "prefix", key(|it| it.folder().key)),
            Sends::WorkspacePrefix => say(Part::Query, "prefix", "env:/".to_string()),
            Sends::Slash => say(Part::Query, "delimiter", "/".to_string()),
            Sends::SlashUnlessRecursive => {
                let options = ["recursive", "R", "fast-list"];
                if !options.iter().any(|it| (scene.has)(it)) {
                    say(Part::Query, "delimiter", "/".to_string());
                }
            }
            Sends::OneKey => say(Part::Query, "max-keys", "1".to_string()),
            Sends::IfNoneMatch => say(Part::Header, "If-None-Match", "*".to_string()),
        }
    }
    for (part, name, value) in (scene.sends)(row.operation) {
        say(part, &name, value);
    }
    all
}
