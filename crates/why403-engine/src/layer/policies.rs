//! What a layer of policies says: any Deny that takes effect denies, else any Allow allows.
//!
//! Source: `spec/iam.md` E.1 and E.2; documents of one layer are a union.

use why403_model::policy::Effect;

use crate::layers::{Exists, Policies};
use crate::matching::{Scene, statement_matches};
use crate::prepare::PreparedStatement;
use crate::truth::Truth;
use crate::verdict::{Strength, Verdict, Verdicts};

/// Whether statements of an effect count in a layer
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denies {
    /// As they should
    Count,
    /// They are passed over, as for the root user that repairs its own bucket policy
    PassedOver,
}

/// The verdicts that a layer of policies could have on the scene.
#[must_use]
pub fn judge(policies: &Policies, scene: &Scene<'_>) -> Verdicts {
    judge_with(policies, scene, Denies::Count)
}

pub(super) fn judge_with(policies: &Policies, scene: &Scene<'_>, denies: Denies) -> Verdicts {
    let start = match policies.exists {
        Exists::No(_) => return Verdicts::only(Verdict::NotApplicable),
        Exists::Unknown => return Verdicts::any(),
        Exists::Yes => Tally::new(),
    };
    let statements = policies.known.iter().flat_map(|policy| &policy.statements);
    let tally = statements.fold(start, |tally, it| tally.add(it, scene, denies));
    let verdicts = tally.verdicts();
    if policies.gaps.is_empty() || verdicts == Verdicts::only(Verdict::Deny) {
        return verdicts;
    }
    // A policy that is not known can deny, or allow what the known ones do not.
    [Strength::Account, Strength::Entity, Strength::Direct]
        .into_iter()
        .filter(|strength| Some(*strength) > tally.certain)
        .fold(verdicts.with(Verdict::Deny), |all, it| {
            all.with(Verdict::Allow(it))
        })
}

/// What the statements so far amount to
#[derive(Clone, Copy)]
struct Tally {
    deny: Truth,
    certain: Option<Strength>,
    /// Allows that may take effect, by how directly they name the caller
    possible: Verdicts,
}

impl Tally {
    const fn new() -> Self {
        Self {
            deny: Truth::No,
            certain: None,
            possible: Verdicts::NONE,
        }
    }

    fn add(self, statement: &PreparedStatement, scene: &Scene<'_>, denies: Denies) -> Self {
        if statement.effect == Effect::Deny && denies == Denies::PassedOver {
            return self;
        }
        let found = statement_matches(statement, scene);
        match (found.truth, statement.effect) {
            (Truth::No, _) => self,
            (truth, Effect::Deny) => Self {
                deny: self.deny.or(truth),
                ..self
            },
            (Truth::Yes, Effect::Allow) => Self {
                certain: self.certain.max(found.certain),
                possible: self.with_possible(found.possible),
                ..self
            },
            (Truth::Maybe, Effect::Allow) => {
                let possible = self.with_possible(found.possible);
                Self {
                    possible: Self { possible, ..self }.with_possible(found.certain),
                    ..self
                }
            }
        }
    }

    fn with_possible(self, strength: Option<Strength>) -> Verdicts {
        strength.map_or(self.possible, |it| self.possible.with(Verdict::Allow(it)))
    }

    fn verdicts(self) -> Verdicts {
        if self.deny == Truth::Yes {
            return Verdicts::only(Verdict::Deny);
        }
        let least = self.certain.map_or(Verdict::Silent, Verdict::Allow);
        let stronger = self.possible.iter().filter(|verdict| *verdict > least);
        let allowed = stronger.fold(Verdicts::only(least), Verdicts::with);
        if self.deny == Truth::Maybe {
            allowed.with(Verdict::Deny)
        } else {
            allowed
        }
    }
}
