//! What the documents of two worlds tell apart: one action stands for all that nothing tells apart,
//! one text for each part of a pattern.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layer::has_rules_of_its_own;
use why403_model::facts::{self, ResourceType, Scope};
use why403_model::pattern::Glob;
use why403_model::policy::Statement;
use why403_model::world::{Document, World};

use super::glob::{generic, shared};

/// By what the documents of both worlds tell requests apart
pub(super) struct Told {
    /// Patterns of actions, in lower case; what grants name is among them
    actions: BTreeSet<String>,
    resources: BTreeSet<String>,
    /// Condition keys that not every request has
    keys: BTreeSet<String>,
    /// Patterns of the places that there are
    places: Vec<String>,
}

impl Told {
    pub(super) fn of(before: &World, after: &World) -> Self {
        let mut all = Self {
            actions: BTreeSet::new(),
            resources: BTreeSet::new(),
            keys: BTreeSet::new(),
            places: places(before),
        };
        for world in [before, after] {
            world.for_each_document(&mut |document| all.add(document));
            // What is known of a listed object alone tells it apart.
            let buckets = world.accounts.values().flat_map(|it| it.buckets.values());
            all.resources.extend(buckets.flat_map(|bucket| {
                let objects = bucket.objects.iter();
                objects.map(|it| format!("arn:aws:s3:::{}/{}", bucket.name, it.key))
            }));
            let keys = world.accounts.values().flat_map(|it| it.keys.values());
            let grants = keys.flat_map(|it| it.grants.known().into_iter().flatten());
            let operations = grants.flat_map(|it| &it.operations);
            all.actions
                .extend(operations.map(|it| format!("kms:{}", it.to_ascii_lowercase())));
        }
        all
    }

    fn add(&mut self, document: &Document) {
        for statement in &document.policy.statements {
            let actions = statement.action.values.iter();
            self.actions
                .extend(actions.map(|it| it.text.to_ascii_lowercase()));
            let resources = statement.resource.iter().flat_map(|it| &it.values);
            self.resources.extend(resources.map(|it| starred(&it.text)));
            let tests = statement.conditions.iter();
            let keys = tests.map(|it| it.key.text.to_ascii_lowercase());
            let is_listed = |key: &String| {
                facts::condition_key(key).is_some_and(|it| it.scope == Scope::WhereListed)
            };
            self.keys.extend(keys.filter(is_listed));
        }
    }

    /// One action for each set of actions that nothing tells apart, of those that fit; `fits` gets
    /// them in lower case
    pub(super) fn classes(&self, fits: impl Fn(&str) -> bool) -> Vec<String> {
        let globs: Vec<Glob> = self.actions.iter().map(|it| Glob::from_text(it)).collect();
        let mut classes: BTreeMap<_, String> = BTreeMap::new();
        for service in ["s3", "kms"].into_iter().filter_map(facts::service) {
            for action in service.actions() {
                let name = format!("{}:{}", service.prefix(), action.name());
                let lowered = name.to_ascii_lowercase();
                if !fits(&lowered) {
                    continue;
                }
                let matched: Vec<bool> = globs.iter().map(|it| it.matches(&lowered)).collect();
                let carried: Vec<bool> = self.keys.iter().map(|it| action.may_carry(it)).collect();
                let types: Vec<&str> = action.resource_types().map(ResourceType::name).collect();
                let alone = has_rules_of_its_own(&lowered).then(|| lowered.clone());
                let class = (matched, carried, types, alone);
                classes.entry(class).or_insert(name);
            }
        }
        classes.into_values().collect()
    }
}

/// One action for each set of actions that nothing tells apart, of those that a statement is about
pub(super) fn actions_of(statement: &Statement, told: &Told) -> Vec<String> {
    let element = &statement.action;
    let globs: Vec<Glob> = element
        .values
        .iter()
        .map(|it| Glob::from_text(&it.text.to_ascii_lowercase()))
        .collect();
    let literal = element.values.iter().map(|it| &it.text);
    let literal: Vec<String> = literal
        .filter(|it| !it.contains(['*', '?']))
        .cloned()
        .collect();
    if !element.negated && literal.len() == element.values.len() {
        return literal;
    }
    told.classes(|action| globs.iter().any(|it| it.matches(action)) != element.negated)
}

/// The resource that a pattern stands for, and one for each other pattern that shares some of it
pub(super) fn resources_of(own: &str, told: &Told) -> Vec<(String, String)> {
    if !own.contains(['*', '?']) {
        return alloc::vec![(own.to_string(), own.to_string())];
    }
    let glob = Glob::from_text(own);
    let mut all = Vec::new();
    if names_bucket(own) {
        all.push((own.to_string(), generic(own)));
    } else {
        // What no real ARN looks like stands for nothing: it is asked about each place there is.
        all.extend(told.places.iter().filter_map(|place| {
            let shown = glob.matches(place).then(|| place.clone());
            let witness = match &shown {
                // What has no resource is asked about by the same star.
                Some(place) if place == "*" => place.clone(),
                Some(place) => generic(place),
                None => shared(own, place)?,
            };
            Some((shown.unwrap_or_else(|| witness.clone()), witness))
        }));
    }
    for other in told.resources.iter().filter(|it| *it != own) {
        // What is wider tells nothing apart within.
        if Glob::from_text(other).matches(&generic(own)) {
            continue;
        }
        if let Some(witness) = shared(own, other) {
            let shown = if glob.matches(other) {
                other.clone()
            } else {
                witness.clone()
            };
            all.push((shown, witness));
        }
    }
    all
}

/// A pattern with a star for each of its variables, whose values are not known; never two in a row
pub(super) fn starred(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once("${") {
        let Some((_, after)) = behind.split_once('}') else {
            break;
        };
        out.push_str(before);
        out.push('*');
        rest = after;
    }
    out.push_str(rest);
    while out.contains("**") {
        out = out.replace("**", "*");
    }
    out
}

/// Whether a pattern begins with the ARN of one bucket, so that a text that it matches is a real one
fn names_bucket(pattern: &str) -> bool {
    let rest = pattern.splitn(6, ':').nth(5);
    let name = rest.and_then(|it| it.split('/').next());
    pattern.starts_with("arn:aws:s3:::") && name.is_some_and(|it| !it.contains(['*', '?']))
}

/// Patterns of all places that the world has, and of those that it does not list
fn places(world: &World) -> Vec<String> {
    let mut all = alloc::vec![
        "arn:aws:s3:::*".to_string(),
        "arn:aws:s3:::*/*".to_string(),
        "*".to_string(),
    ];
    for account in world.accounts.values() {
        for name in account.buckets.keys() {
            all.push(format!("arn:aws:s3:::{name}"));
            all.push(format!("arn:aws:s3:::{name}/*"));
        }
        all.extend(account.keys.keys().cloned());
        for arn in account.access_points.keys() {
            all.push(arn.clone());
            all.push(format!("{arn}/object/*"));
        }
    }
    all
}
