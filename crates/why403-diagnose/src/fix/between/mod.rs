//! What two worlds have differently, as far as it can decide who may do what.
//!
//! Policies are compared by their place and text, wherever they were read from; settings by their
//! value. What decides nothing about requests, such as where logs go, is no difference. What may
//! decide and is not followed is a difference all the same: [`Difference::Unseen`].

mod callers;
mod settings;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::world::{Document, Grant, World};

use super::spot::{self, Bearer, Holder, Spot, Standing, id};

/// One thing that two worlds have differently
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A policy was written, rewritten, removed, attached or detached
    Policy(PolicyChange),
    /// A user or role that one of the worlds does not have
    Caller {
        /// Its ARN
        arn: Arn,
        /// Whether it is the second world that has it
        is_new: bool,
    },
    /// Something that is no policy
    Setting(SettingChange),
    /// Something that may decide, and that nothing here follows: a phrase such as `default
    /// encryption of bucket logs`
    Unseen(String),
}

/// A policy that differs
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyChange {
    /// Everywhere it stands, in order; at least one
    pub spots: Vec<Spot>,
    /// As it was; `None` where none was
    pub old: Option<Arc<Document>>,
    /// As it is; `None` where none is
    pub new: Option<Arc<Document>>,
}

/// A setting that differs
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// What, as a phrase: `Object Ownership of bucket logs`
    pub what: String,
    /// What it is about
    pub of: Thing,
    /// Keys of the tags that differ, in lower case
    pub tags: Vec<String>,
    /// Grants of a key that only one of the worlds has
    pub grants: Vec<Grant>,
}

/// What a setting is about
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// Buckets, by name
    Buckets(Vec<String>),
    /// One object
    Object {
        /// The bucket's name
        bucket: String,
        /// Its key
        key: String,
    },
    /// How objects are encrypted: what is written from then on, or one object
    Encryption {
        /// The bucket's name
        bucket: String,
        /// The object's key; `None` for the default of the bucket
        key: Option<String>,
    },
    /// A key, by ARN
    Key(String),
    /// An access point, by ARN
    AccessPoint(String),
    /// A user or role, with other tags or in other groups
    Caller {
        /// The ARN
        arn: Arn,
        /// The groups that a user has joined or left
        groups: Vec<(AccountId, String)>,
    },
}

impl Difference {
    /// What differs, as a phrase
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::Policy(change) => change.what(),
            Self::Caller { arn, is_new: true } => format!("{arn} is new"),
            Self::Caller { arn, is_new: false } => format!("{arn} is gone"),
            Self::Setting(change) => change.what.clone(),
            Self::Unseen(what) => what.clone(),
        }
    }
}

impl PolicyChange {
    /// The policy as it is, else as it was
    #[must_use]
    pub fn document(&self) -> Option<&Arc<Document>> {
        self.new.as_ref().or(self.old.as_ref())
    }

    pub(super) fn what(&self) -> String {
        let label = self.document().map_or("", |it| it.label.as_str());
        let change = match (&self.old, &self.new) {
            (None, Some(_)) => "is new",
            (Some(_), None) => "is gone",
            (_, _) => "is another",
        };
        format!("{label} {change}")
    }
}

/// What the second world has otherwise than the first, in a fixed order: policies, callers,
/// settings, what is not followed.
#[must_use]
pub fn between(before: &World, after: &World) -> Vec<Difference> {
    let mut found = Vec::new();
    policies(before, after, &mut found);
    for (account, was) in &before.accounts {
        match after.accounts.get(account) {
            Some(is) => {
                callers::of(was, is, &mut found);
                settings::of(was, is, &mut found);
            }
            None => found.push(half(&format!("account {account}"))),
        }
    }
    let new = after.accounts.keys();
    let new = new.filter(|it| !before.accounts.contains_key(*it));
    found.extend(new.map(|it| half(&format!("account {it}"))));
    settings::of_organization(before, after, &mut found);
    found.sort_by_key(|it| match it {
        Difference::Policy(_) => 0,
        Difference::Caller { .. } => 1,
        Difference::Setting(_) => 2,
        Difference::Unseen(_) => 3,
    });
    found
}

/// A part of which only one of the worlds tells
fn half(what: &str) -> Difference {
    Difference::Unseen(format!("{what}, of which only one of the worlds tells"))
}

/// Policies by what they are: the same change at several places is one
type Changes<'w> = BTreeMap<[Option<(&'w str, &'w str)>; 2], PolicyChange>;

fn policies(before: &World, after: &World, found: &mut Vec<Difference>) {
    let was: BTreeMap<Spot, Standing<'_>> = spot::all(before).into_iter().collect();
    let is: BTreeMap<Spot, Standing<'_>> = spot::all(after).into_iter().collect();
    let mut changes = Changes::new();
    let spots = was
        .keys()
        .chain(is.keys().filter(|it| !was.contains_key(*it)));
    for spot in spots {
        // Of an account that one world lacks nothing can be compared.
        if !before.accounts.contains_key(&spot.account)
            || !after.accounts.contains_key(&spot.account)
        {
            continue;
        }
        if let Some(holder) = holder(spot)
            && is_half(&holder, &spot.account, [before, after])
        {
            continue;
        }
        match (standing(&was, spot), standing(&is, spot)) {
            // What neither tells is no difference.
            (Standing::Untold(_), Standing::Untold(_)) => {}
            (Standing::Untold(gap), _) | (_, Standing::Untold(gap)) => {
                let what = half(&gap.what);
                if !found.contains(&what) {
                    found.push(what);
                }
            }
            (old, new) => {
                let (old, new) = (old.policy(), new.policy());
                if is_alike(old, new) {
                    continue;
                }
                let key = [old, new].map(|it| it.map(|it| (id(it), it.text.as_str())));
                let change = changes.entry(key).or_insert_with(|| PolicyChange {
                    spots: Vec::new(),
                    old: old.cloned(),
                    new: new.cloned(),
                });
                change.spots.push(spot.clone());
            }
        }
    }
    found.extend(changes.into_values().map(Difference::Policy));
}

/// The user, role or group whose policy stands at a place
fn holder(spot: &Spot) -> Option<Holder> {
    match &spot.bearer {
        Bearer::Identity { of, .. } | Bearer::Boundary(of) => Some(of.clone()),
        Bearer::Trust(role) => Some(Holder::Role(role.clone())),
        Bearer::Bucket(_)
        | Bearer::Key(_)
        | Bearer::AccessPoint(_)
        | Bearer::Function { .. }
        | Bearer::Endpoint(_)
        | Bearer::Scp { .. }
        | Bearer::Rcp { .. } => None,
    }
}

/// Whether one of the worlds does not tell if it has an entity
fn is_half(holder: &Holder, account: &AccountId, worlds: [&World; 2]) -> bool {
    let is_untold = |world: &World| {
        let iam = world.accounts.get(account).map(|it| &it.iam);
        iam.is_some_and(|iam| match holder {
            Holder::Role(name) => iam.role(name).gap().is_some(),
            Holder::User(name) => iam.user(name).gap().is_some(),
            Holder::Group(name) => iam.group(name).gap().is_some(),
        })
    };
    worlds.iter().any(|it| is_untold(it))
}

fn is_alike(old: Option<&Arc<Document>>, new: Option<&Arc<Document>>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => Arc::ptr_eq(old, new) || old.text == new.text,
        (None, None) => true,
        (_, _) => false,
    }
}

/// What stands at a place
fn standing<'w>(all: &BTreeMap<Spot, Standing<'w>>, spot: &Spot) -> Standing<'w> {
    match (all.get(spot), all.get(&list_of(spot))) {
        (Some(it), _) => *it,
        // A list that is not known may have it.
        (None, Some(untold @ Standing::Untold(_))) => *untold,
        (None, _) => Standing::Nothing,
    }
}

/// The place of the list that a policy is in
fn list_of(spot: &Spot) -> Spot {
    let mut list = spot.clone();
    match &mut list.bearer {
        Bearer::Identity { policy, .. }
        | Bearer::Scp { policy, .. }
        | Bearer::Rcp { policy, .. } => {
            policy.clear();
        }
        Bearer::Boundary(_)
        | Bearer::Trust(_)
        | Bearer::Bucket(_)
        | Bearer::Key(_)
        | Bearer::AccessPoint(_)
        | Bearer::Function { .. }
        | Bearer::Endpoint(_) => {}
    }
    list
}

/// How two facts compare
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    /// Alike, or told by neither
    No,
    /// Both are told, and differ
    Yes,
    /// Only one is told
    Half,
}

fn part<T: PartialEq>(was: &Fact<T>, is: &Fact<T>) -> Parted {
    match (was, is) {
        (Fact::Known(was), Fact::Known(is)) if was == is => Parted::No,
        (Fact::Known(_), Fact::Known(_)) => Parted::Yes,
        (Fact::Unknown(_), Fact::Unknown(_)) => Parted::No,
        (_, _) => Parted::Half,
    }
}

/// A setting that is followed
fn setting(what: String, of: Thing) -> SettingChange {
    SettingChange {
        what,
        of,
        tags: Vec::new(),
        grants: Vec::new(),
    }
}

/// Compares one fact and says what of it differs
fn note<T: PartialEq>(
    (was, is): (&Fact<T>, &Fact<T>),
    what: &dyn Fn() -> String,
    of: Option<&dyn Fn() -> Thing>,
    found: &mut Vec<Difference>,
) {
    match (part(was, is), of) {
        (Parted::No, _) => {}
        (Parted::Yes, Some(of)) => found.push(Difference::Setting(setting(what(), of()))),
        (Parted::Yes, None) => found.push(Difference::Unseen(what())),
        (Parted::Half, _) => found.push(half(&what())),
    }
}

/// The keys of tags that differ, in lower case
fn tags_apart(was: &BTreeMap<String, String>, is: &BTreeMap<String, String>) -> Vec<String> {
    let keys = was.keys().chain(is.keys());
    let mut apart: Vec<String> = keys
        .filter(|it| was.get(*it) != is.get(*it))
        .map(|it| it.to_ascii_lowercase())
        .collect();
    apart.sort();
    apart.dedup();
    apart
}
