//! One request from several subnets, of which some lead to an endpoint and others do not.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::world::World;

use super::Pair;
use crate::diagnosis::{Diagnosis, diagnose};
use crate::question::Question;

/// Two of the subnets that a request can start from, and the answer from either
#[derive(Clone, Debug)]
pub struct BySubnet {
    /// `subnet-…`
    pub subnets: Pair<String>,
    /// The answer from it
    pub diagnoses: Pair<Diagnosis>,
}

/// The subnet from which a request passes best and the one from which it passes worst; `None`
/// where it starts from one subnet only, or all answer alike.
#[must_use]
pub fn by_subnet(question: &Question, world: &World, assume: &Assume) -> Option<BySubnet> {
    let ways = question.ways.iter();
    let answers: Vec<(String, Diagnosis)> = ways
        .filter_map(|way| {
            let subnet = way.subnet.clone()?;
            Some((subnet, diagnose(question.by(way), world, assume)))
        })
        .collect();
    let best = answers.iter().min_by_key(|(_, it)| it.decision)?;
    let worst = answers.iter().max_by_key(|(_, it)| it.decision)?;
    (best.1.decision != worst.1.decision).then(|| BySubnet {
        subnets: Pair::new(best.0.clone(), worst.0.clone()),
        diagnoses: Pair::new(best.1.clone(), worst.1.clone()),
    })
}
