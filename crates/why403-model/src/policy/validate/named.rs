//! The actions that a statement names, against the tables: which they are and what they carry.
//!
//! Comes in: a statement. Goes out: for each pattern of `Action` the actions it stands for, and for
//! all of them together the condition keys that a request may have. A statement may name the same
//! actions a hundred thousand times, so what is asked of all of them is asked once.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::cell::OnceCell;

use super::actions::is_pattern;
use crate::facts::{self, ActionFacts, KeyFacts, ResourceType, Scope, Service};
use crate::pattern::Glob;
use crate::policy::{Statement, Text};

/// The patterns of `Action`, each once in any case; none for `NotAction`, which stands for all others
pub(super) struct NamedActions<'s> {
    all: Vec<Named<'s>>,
    keys: OnceCell<Option<BTreeSet<&'static str>>>,
    written_out: OnceCell<Vec<ActionFacts>>,
}

/// One pattern of a statement
pub(super) struct Named<'s> {
    /// As written
    pub(super) action: &'s Text,
    known: Known<'s>,
}

enum Known<'s> {
    /// The tables cannot tell, as for `*` and for services that are not known
    Unknown,
    /// A name that its service does not have
    Nothing,
    One(ActionFacts),
    /// Those whose names match
    Like(&'static Service, &'s str),
}

impl<'s> NamedActions<'s> {
    pub(super) fn of(statement: &'s Statement) -> Self {
        let values = if statement.action.negated {
            &[]
        } else {
            statement.action.values.as_slice()
        };
        let mut seen = BTreeSet::new();
        let all = values
            .iter()
            .filter(|it| seen.insert(it.text.to_ascii_lowercase()))
            .map(|action| Named {
                action,
                known: known(&action.text),
            });
        Self {
            all: all.collect(),
            keys: OnceCell::new(),
            written_out: OnceCell::new(),
        }
    }

    pub(super) fn as_slice(&self) -> &[Named<'s>] {
        &self.all
    }

    /// Each action that is written out, once, by name
    pub(super) fn written_out(&self) -> &[ActionFacts] {
        self.written_out.get_or_init(|| {
            let each = self.all.iter().filter_map(|it| match it.known {
                Known::One(action) => Some((name(action), action)),
                Known::Unknown | Known::Nothing | Known::Like(..) => None,
            });
            let each: BTreeMap<_, _> = each.collect();
            each.into_values().collect()
        })
    }

    /// Whether the actions are all known and none of them carries the key
    pub(super) fn none_carries(&self, key: KeyFacts) -> bool {
        let keys = self.keys.get_or_init(|| self.keys());
        match key.scope {
            Scope::AnyRequest => false,
            Scope::WhereListed => keys.as_ref().is_some_and(|it| !it.contains(key.name)),
        }
    }

    /// The keys listed for any of the actions; `None` if not all of them are known
    fn keys(&self) -> Option<BTreeSet<&'static str>> {
        let mut actions = BTreeMap::new();
        for named in &self.all {
            let found = named.facts().filter(|it| !it.is_empty())?;
            actions.extend(found.into_iter().map(|it| (name(it), it)));
        }
        let of_action = |it: ActionFacts| {
            let of_resources = it.resource_types().flat_map(ResourceType::condition_keys);
            it.condition_keys().chain(of_resources)
        };
        let is_named = !actions.is_empty();
        is_named.then(|| actions.into_values().flat_map(of_action).collect())
    }
}

impl Named<'_> {
    /// The actions that the pattern stands for; `None` where the tables cannot tell
    pub(super) fn facts(&self) -> Option<Vec<ActionFacts>> {
        match self.known {
            Known::Unknown => None,
            Known::Nothing => Some(Vec::new()),
            Known::One(action) => Some(alloc::vec![action]),
            Known::Like(service, wanted) => {
                let wanted = Glob::from_text(&wanted.to_ascii_lowercase());
                let is_meant = |it: &ActionFacts| wanted.matches(&it.name().to_ascii_lowercase());
                Some(service.actions().filter(is_meant).collect())
            }
        }
    }
}

fn known(pattern: &str) -> Known<'_> {
    let Some((prefix, wanted)) = pattern.split_once(':') else {
        return Known::Unknown;
    };
    let complete = facts::service(prefix).filter(|it| it.is_complete());
    if is_pattern(wanted) {
        return complete.map_or(Known::Unknown, |it| Known::Like(it, wanted));
    }
    match (facts::action(prefix, wanted), complete) {
        (Some(action), _) => Known::One(action),
        (None, Some(_)) => Known::Nothing,
        (None, None) => Known::Unknown,
    }
}

/// What tells one action from another
fn name(action: ActionFacts) -> (&'static str, &'static str) {
    (action.service().prefix(), action.name())
}
