//! Texts that stand for patterns: one action for each set that no pattern tells apart, one
//! resource for each part of a pattern that another pattern speaks of.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layer::has_rules_of_its_own;
use why403_engine::prepare::next_variable;
use why403_model::facts::{self, AccessLevel, ActionFacts, condition_key};
use why403_model::pattern::Glob;
use why403_model::policy::Listed;
use why403_model::world::World;

use super::LOOKED_AT;
use super::glob::{generic, shared};

/// Every resource, and what an action is about that is about none
const ANY: &str = "*";

/// The pattern that is shown, and the ARN that is asked about; its variables still in it where it has
/// some: each caller has values of its own
pub(super) type Shown = (String, String);

/// Actions that nothing tells apart
#[derive(Clone)]
pub(super) struct Class {
    /// The one that is asked about
    pub(super) action: String,
    /// The others, in order
    pub(super) alike: Arc<[String]>,
    /// With which other classes it may be told in one entry
    pub(super) kin: Kin,
}

/// What classes have in common that are asked about apart: layers have rules for some actions by
/// name
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kin {
    /// None: a statement names the action
    Alone(String),
    /// By which patterns, keys and places all of them are told apart from others; what no statement
    /// has to speak of, by level of access too
    Alike(Arc<[bool]>, Option<AccessLevel>),
}

/// Actions that people know: the first of a class that has one stands for it
const WELL_KNOWN: [&str; 11] = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:ListBucket",
    "s3:GetObjectAcl",
    "s3:PutObjectAcl",
    "s3:GetBucketPolicy",
    "s3:PutBucketPolicy",
    "s3:GetBucketAcl",
    "s3:PutBucketAcl",
    "kms:Decrypt",
];

impl Class {
    /// A class of its own
    pub(super) fn of(action: String) -> Self {
        Self {
            kin: Kin::Alone(action.clone()),
            action,
            alike: Arc::default(),
        }
    }

    pub(super) fn of_many(mut all: Vec<String>, kin: Kin) -> Option<Self> {
        all.sort();
        let known = WELL_KNOWN.iter();
        let mut known = known.filter_map(|it| all.iter().position(|own| own == it));
        let index = known.next().unwrap_or_default();
        if index >= all.len() {
            return None;
        }
        let action = all.remove(index);
        Some(Self {
            action,
            alike: all.into(),
            kin,
        })
    }
}

/// Every pattern that the documents of both worlds have, and every bucket and key that they list
pub(super) struct Patterns {
    actions: Vec<Glob>,
    /// Condition keys, in lower case
    keys: BTreeSet<String>,
    resources: BTreeSet<String>,
}

impl Patterns {
    pub(super) fn of(before: &World, after: &World) -> Self {
        let mut actions = BTreeSet::new();
        let mut keys = BTreeSet::new();
        let mut resources = BTreeSet::new();
        for world in [before, after] {
            world.for_each_document(&mut |document| {
                for statement in &document.policy.statements {
                    let own = statement.action.values.iter();
                    actions.extend(own.map(|it| it.text.to_ascii_lowercase()));
                    let own = statement.resource.iter().flat_map(|it| &it.values);
                    resources.extend(own.map(|it| starred(&it.text)));
                    let own = statement.conditions.iter();
                    keys.extend(own.map(|it| it.key.text.to_ascii_lowercase()));
                }
            });
            for account in world.accounts.values() {
                for (name, bucket) in &account.buckets {
                    resources.extend(of_bucket(name));
                    // What is known of a listed object alone tells it apart.
                    let objects = bucket.objects.iter();
                    resources.extend(objects.map(|it| format!("arn:aws:s3:::{name}/{}", it.key)));
                }
                let grants = account.keys.values();
                let grants = grants.flat_map(|it| it.grants.known().into_iter().flatten());
                let operations = grants.flat_map(|it| &it.operations);
                actions.extend(operations.map(|it| format!("kms:{}", it.to_ascii_lowercase())));
                resources.extend(account.keys.keys().cloned());
                for arn in account.access_points.keys() {
                    resources.extend(of_access_point(arn));
                }
            }
        }
        // Whatever no pattern names.
        resources.extend(of_bucket("*"));
        for form in [
            "arn:aws:kms:*:*:key/*",
            "arn:aws:lambda:*:*:function:*",
            "arn:aws:logs:*:*:log-group:*",
            "arn:aws:logs:*:*:log-group:*:log-stream:*",
            "arn:aws:iam::*:role/*",
        ] {
            resources.insert(form.to_string());
        }
        Self {
            actions: actions.iter().map(|it| Glob::from_text(it)).collect(),
            keys,
            resources,
        }
    }

    /// One action for each set of actions that nothing tells apart, of those that an element is
    /// about: no pattern, no condition key that one carries and the other does not, none of the
    /// resources that are asked about.
    pub(super) fn actions(&self, element: &Listed, resources: &BTreeSet<Shown>) -> Vec<Class> {
        let literal = element.values.iter().map(|it| &it.text);
        let literal: Vec<String> = literal
            .filter(|it| !it.contains(['*', '?']))
            .cloned()
            .collect();
        if !element.negated && literal.len() == element.values.len() {
            let literal = literal.into_iter().filter(|it| is_action(it));
            return literal.map(Class::of).collect();
        }
        let lowered = element.values.iter().map(|it| it.text.to_ascii_lowercase());
        let lowered: Vec<String> = lowered.collect();
        let globs: Vec<Glob> = lowered.iter().map(|it| Glob::from_text(it)).collect();
        // What is about functions, logs and roles is asked where it is meant: where a pattern names
        // the service, or the resource is one of them; not where both name all.
        let names = |prefix: &str| {
            let mut own = lowered.iter().map(|it| it.split(':').next());
            let service = if prefix == "sts" { "iam" } else { prefix };
            let is_one = |place: &str| {
                !place.contains(['*', '?']) && place.split(':').nth(2) == Some(service)
            };
            own.any(|it| it == Some(prefix)) || resources.iter().any(|it| is_one(&it.0))
        };
        let services = LOOKED_AT.into_iter();
        let services = services.filter(|it| matches!(*it, "s3" | "kms") || names(it));
        let is_meant = |it: &str| globs.iter().any(|glob| glob.matches(it)) != element.negated;
        self.classes(services, resources, is_meant)
    }

    /// One action of S3 for each set of actions that nothing tells apart
    pub(super) fn of_s3(&self, resources: &BTreeSet<Shown>) -> Vec<Class> {
        let mut all = self.classes(["s3"].into_iter(), resources, |_| true);
        all.retain(|it| {
            let mut places = resources.iter();
            places.any(|(_, place)| is_about(&it.action, place))
        });
        for class in &mut all {
            let of = class.action.split_once(':');
            let level = of.and_then(|(service, name)| facts::action(service, name));
            if let Kin::Alike(_, own) = &mut class.kin {
                *own = level.map(ActionFacts::level);
            }
        }
        all
    }

    /// `is_meant` gets actions in lower case
    fn classes(
        &self,
        services: impl Iterator<Item = &'static str>,
        resources: &BTreeSet<Shown>,
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<Class> {
        let mut classes: BTreeMap<_, Vec<String>> = BTreeMap::new();
        let keys: Vec<_> = self.keys.iter().map(|it| condition_key(it)).collect();
        for service in services.filter_map(facts::service) {
            for action in service.actions() {
                let name = format!("{}:{}", service.prefix(), action.name());
                let lowered = name.to_ascii_lowercase();
                if !is_meant(&lowered) {
                    continue;
                }
                let by_name = self.actions.iter().map(|it| it.matches(&lowered));
                let by_key = keys.iter().flatten();
                let by_key = by_key.map(|it| action.may_carry_key(it));
                let by_place = resources.iter().map(|(_, it)| fits(action, it));
                let class: Arc<[bool]> = by_name.chain(by_key).chain(by_place).collect();
                let alone = has_rules_of_its_own(&lowered).then_some(lowered);
                classes.entry((class, alone)).or_default().push(name);
            }
        }
        let classes = classes.into_iter();
        classes
            .filter_map(|((class, _), all)| Class::of_many(all, Kin::Alike(class, None)))
            .collect()
    }

    /// The resources that stand for those that an element is about
    pub(super) fn resources(&self, element: &Listed) -> BTreeSet<Shown> {
        if !element.negated {
            let own = element.values.iter();
            return own.flat_map(|it| self.within(&it.text)).collect();
        }
        // All but what it names: whatever any pattern speaks of. Whether one of its own matches is
        // for the evaluator to say: they match ARNs part by part.
        self.within(ANY)
    }

    /// The resource that a pattern stands for, and one for each other pattern that shares some of
    /// it
    pub(super) fn within(&self, own: &str) -> BTreeSet<Shown> {
        let mut all = self.overlapping(own);
        if own.contains("${") {
            all.insert((own.to_string(), own.to_string()));
        }
        all
    }

    fn overlapping(&self, own: &str) -> BTreeSet<Shown> {
        let own = starred(own);
        let own = own.as_str();
        if !own.contains(['*', '?']) {
            return BTreeSet::from([(own.to_string(), own.to_string())]);
        }
        // What is about no resource is asked as AWS asks: about `*`.
        let whole = if own == ANY {
            own.to_string()
        } else {
            generic(own)
        };
        let mut all = BTreeSet::from([(own.to_string(), whole.clone())]);
        let glob = Glob::from_text(own);
        for other in self.resources.iter().filter(|it| *it != own) {
            // What is wider tells nothing apart within.
            if Glob::from_text(other).matches(&whole) {
                continue;
            }
            if glob.matches(other) {
                all.insert((other.clone(), generic(other)));
            } else if let Some(witness) = shared(own, other) {
                all.insert((witness.clone(), witness));
            }
        }
        all
    }
}

/// A pattern with a star for each of its variables, whose values are not known; never two in a row
fn starred(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, _, after)) = next_variable(rest) {
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

/// The two patterns of a bucket: itself, and what is in it
pub(super) fn of_bucket(name: &str) -> [String; 2] {
    [
        format!("arn:aws:s3:::{name}"),
        format!("arn:aws:s3:::{name}/*"),
    ]
}

/// The two patterns of an access point: itself, and what is behind it
pub(super) fn of_access_point(arn: &str) -> [String; 2] {
    [arn.to_string(), format!("{arn}/object/*")]
}

/// Whether AWS has an action; of services that nobody listed whole, every name may be one
fn is_action(name: &str) -> bool {
    let Some((prefix, name)) = name.split_once(':') else {
        return false;
    };
    let is_whole = facts::service(prefix).is_some_and(facts::Service::is_complete);
    !is_whole || facts::action(prefix, name).is_some()
}

/// Whether an action can be about a resource
pub(super) fn is_about(action: &str, resource: &str) -> bool {
    let found = action.split_once(':');
    let found = found.and_then(|(prefix, name)| facts::action(prefix, name));
    found.is_none_or(|it| fits(it, resource))
}

fn fits(action: ActionFacts, resource: &str) -> bool {
    if action.has_resource_types() {
        let mut types = action.resource_types();
        types.any(|it| it.fits(resource))
    } else {
        resource == ANY
    }
}
