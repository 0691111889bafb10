//! From what the layers say to what may be decided: denials, gates, and the allow table.
//!
//! Source: `spec/iam.md` E.2, E.15.

use why403_model::request::Request;

use super::Outcome;
use super::ask::ask_table;
use super::judge::{Judged, of};
use crate::condition::Rules;
use crate::decide;
use crate::layer::authentication;
use crate::layers::Layers;
use crate::truth::Truth;
use crate::verdict::{Layer, LayerSet};

/// Layers that refuse by themselves, whatever the others say
pub(super) const GATES: [Layer; 6] = [
    Layer::Authentication,
    Layer::Scp,
    Layer::Rcp,
    Layer::Endpoint,
    Layer::BlockPublicAccess,
    Layer::S3Gate,
];

pub(super) fn combine(
    layers: &Layers,
    request: &Request,
    rules: Rules,
    judged: &Judged,
) -> Outcome {
    if authentication::is_always_allowed(&request.action) {
        return Outcome {
            may_allow: true,
            may_deny_implicitly: false,
            may_deny_explicitly: false,
            must: LayerSet::NONE,
            may: LayerSet::NONE,
            rules: decide::Rules::NONE,
        };
    }
    let (mut must, mut may) = (LayerSet::NONE, LayerSet::NONE);
    let mut denied = Truth::No;
    for layer in Layer::ALL {
        let refuses = match (layer, judged.identity_behind) {
            (Layer::Identity, Some(behind)) => {
                behind.denies().or(of(&judged.verdicts, layer).denies())
            }
            (_, _) => of(&judged.verdicts, layer).denies(),
        };
        denied = denied.or(refuses);
        (must, may) = noted(must, may, layer, refuses);
    }
    let mut withheld = Truth::No;
    for layer in GATES {
        let withholds = of(&judged.verdicts, layer).withholds();
        withheld = withheld.or(withholds);
        (must, may) = noted(must, may, layer, withholds);
    }
    let table = ask_table(layers, request, rules, judged);
    must = must.or(table.must);
    may = may.or(table.may);
    // Without an explicit denial, a gate that withholds or the table denies implicitly.
    let may_pass = denied != Truth::Yes;
    Outcome {
        may_allow: may_pass && withheld != Truth::Yes && table.may_allow,
        may_deny_implicitly: may_pass && (withheld != Truth::No || table.may_deny),
        may_deny_explicitly: denied != Truth::No,
        must,
        may: may.or(must),
        rules: table.rules,
    }
}

fn noted(must: LayerSet, may: LayerSet, layer: Layer, truth: Truth) -> (LayerSet, LayerSet) {
    match truth {
        Truth::No => (must, may),
        Truth::Maybe => (must, may.or(LayerSet::only(layer))),
        Truth::Yes => (
            must.or(LayerSet::only(layer)),
            may.or(LayerSet::only(layer)),
        ),
    }
}
