//! The condition keys that the policies of a request use, each with what AWS says about it: found
//! once for a policy, however many requests it is asked about.

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::facts::{self, KeyFacts};
use why403_model::policy::{Policy, Statement};

use crate::layers::Layers;
use crate::prepare::next_variable;
use crate::trace;
use crate::verdict::Layer;

/// A key of a condition or of a variable
#[derive(Clone, Debug)]
pub struct UsedKey {
    /// In lower case
    pub name: String,
    /// What AWS says about it; `None` where the tables do not have it
    pub facts: Option<KeyFacts>,
}

impl UsedKey {
    /// A key by its name in lower case
    #[must_use]
    pub fn new(name: String) -> Self {
        Self {
            facts: facts::condition_key(&name),
            name,
        }
    }
}

/// The keys of one policy, each once, by name
#[must_use]
pub fn of_policy(policy: &Policy) -> Vec<UsedKey> {
    let mut names: Vec<String> = policy.statements.iter().flat_map(names).collect();
    names.sort();
    names.dedup();
    names.into_iter().map(UsedKey::new).collect()
}

/// The keys of all policies of a request, each once, by name
#[must_use]
pub fn used(layers: &Layers) -> Vec<&UsedKey> {
    let all = Layer::ALL.into_iter();
    let policies = all.flat_map(|layer| trace::policies(layers, layer));
    let mut keys: Vec<&UsedKey> = policies.flat_map(|policy| policy.keys.iter()).collect();
    keys.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    keys.dedup_by(|a, b| a.name == b.name);
    keys
}

fn names(statement: &Statement) -> Vec<String> {
    let tests = statement.conditions.iter();
    let mut names: Vec<String> = tests.map(|it| it.key.text.to_ascii_lowercase()).collect();
    let resources = statement.resource.iter().flat_map(|it| &it.values);
    let values = statement.conditions.iter().flat_map(|test| &test.values);
    for text in resources.chain(values) {
        names.extend(variables(&text.text));
    }
    names
}

/// The keys of `${…}` in a text, in lower case
fn variables(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = text;
    let inside = core::iter::from_fn(move || {
        let (_, inside, after) = next_variable(rest)?;
        rest = after;
        Some(inside)
    });
    inside.filter_map(|inside| {
        let key = inside.split(',').next()?.trim();
        key.contains(':').then(|| key.to_ascii_lowercase())
    })
}
