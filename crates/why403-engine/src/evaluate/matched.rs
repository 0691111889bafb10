//! Every statement that takes effect, in whatever layer and whatever the decision.

use alloc::vec::Vec;

use why403_model::request::Request;

use super::judge::{judge_all, of};
use super::scenes::Scenes;
use crate::condition::Rules;
use crate::layers::Layers;
use crate::matching::statement_matches;
use crate::trace;
use crate::truth::Truth;
use crate::verdict::{Layer, Verdict, Verdicts};

/// One statement that takes effect: layer, policy and statement by their places from 0
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matched {
    /// In which layer
    pub layer: Layer,
    /// Which of the layer's policies; through levels, root first
    pub policy: usize,
    /// Which of its statements
    pub statement: usize,
}

/// Every statement that takes effect, in whatever layer and whatever the decision.
#[must_use]
pub fn matched(layers: &Layers, request: &Request, rules: Rules) -> Vec<Matched> {
    let scenes = Scenes::new(layers, request, rules);
    let verdicts = judge_all(layers, request, rules).verdicts;
    let mut all = Vec::new();
    for layer in Layer::ALL {
        if of(&verdicts, layer) == Verdicts::only(Verdict::NotApplicable) {
            continue;
        }
        let policies = trace::policies(layers, layer);
        for (policy, prepared) in policies.iter().enumerate() {
            for (index, statement) in prepared.statements.iter().enumerate() {
                let takes_effect = trace::scenes_of(layers, &scenes, layer)
                    .iter()
                    .any(|scene| statement_matches(statement, scene).truth == Truth::Yes);
                if takes_effect {
                    all.push(Matched {
                        layer,
                        policy,
                        statement: index,
                    });
                }
            }
        }
    }
    all
}
