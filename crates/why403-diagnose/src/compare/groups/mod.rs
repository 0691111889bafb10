//! Many requests that work and many that fail: the attribute that tells them apart best.
//!
//! For every attribute (source address, key, endpoint, session, …) the requests are split in two:
//! those *inside* have a value, a prefix or a network, or come from a moment on; the others are
//! *outside*. What counts is how much larger the share of failures is inside than outside. 100
//! percentage points separate perfectly: all that fail are inside, all that work are outside.
//! `docs/compare.md` tells the same to people.

mod attribute;
mod measure;
mod split;

use alloc::vec::Vec;

use crate::symptom::Symptom;

pub use attribute::Told;
pub use split::{Counts, Split, Test};

use attribute::ATTRIBUTES;

/// What separates failures from the rest
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separation {
    /// How many requests were compared
    pub total: Counts,
    /// Whether there are enough of both kinds to tell chance from cause: [`Separation::ENOUGH`]
    pub is_enough: bool,
    /// The best split of each attribute that separates, the best first; empty where nothing does
    pub splits: Vec<Split>,
    /// Names of attributes that are told of most requests on both sides, in the order of the table
    pub compared: Vec<&'static str>,
    /// Names of attributes of which too little is told to compare them
    pub untold: Vec<&'static str>,
}

impl Separation {
    /// Requests of a kind, and on a side of a split, below which nothing is concluded
    pub const ENOUGH: u64 = 3;
    /// Percentage points between the shares of failures below which a split is not told
    pub const POINTS: u64 = 50;
}

/// Finds what separates requests that fail from requests that work.
///
/// - Each symptom comes with how often it was seen.
/// - Perfect splits first, then the larger difference of shares, then fewer values, then the order
///   of the attributes.
/// - Cost: attributes × symptoms, times the logarithm of the distinct values.
#[must_use]
pub fn groups(works: &[(Symptom, u64)], fails: &[(Symptom, u64)]) -> Separation {
    let sum = |all: &[(Symptom, u64)]| all.iter().fold(0_u64, |sum, it| sum.saturating_add(it.1));
    let total = Counts {
        works: sum(works),
        fails: sum(fails),
    };
    let is_enough = total.works >= Separation::ENOUGH && total.fails >= Separation::ENOUGH;
    let (mut splits, mut compared, mut untold) = (Vec::new(), Vec::new(), Vec::new());
    for attribute in ATTRIBUTES {
        let tally = attribute.tally(works, fails);
        if !tally.is_told(total) {
            untold.push(attribute.name);
            continue;
        }
        compared.push(attribute.name);
        let best = measure::best(attribute, &tally);
        splits.extend(best.filter(|it| is_enough && it.points() >= Separation::POINTS));
    }
    splits.sort_by_key(Split::rank);
    Separation {
        total,
        is_enough,
        splits,
        compared,
        untold,
    }
}
