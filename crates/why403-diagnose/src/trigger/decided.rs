//! One request of a trigger, decided with everything that speaks for it.

use alloc::vec::Vec;

use why403_engine::condition::{Reason as TestReason, Rules};
use why403_engine::evaluate::{Evaluation, evaluate};
use why403_engine::layers::Layers;
use why403_engine::resolve::{Assume, resolve};
use why403_engine::truth::Truth;
use why403_engine::{derive, keys, world_keys};
use why403_model::known::{Gap, Reason};
use why403_model::request::Request;
use why403_model::world::World;

use super::{TriggerCheck, Verdict};
use crate::cause::{self, Cause, Certainty};
use crate::idea::{self, Idea};

/// What to try for a cause
type Ideas = fn(&Cause, &Layers, &Request) -> Vec<Idea>;

/// A request and what came of it
pub(super) struct Decided {
    request: Request,
    layers: Layers,
    evaluation: Evaluation,
}

impl Decided {
    /// Decides a request.
    pub(super) fn of(world: &World, mut request: Request) -> Self {
        let layers = resolve(world, &request, &Assume::default());
        let used = keys::used(&layers);
        world_keys::settle(world, &mut request, &used);
        derive::settle(&mut request, &used);
        let evaluation = evaluate(&layers, &request, Rules::Enforcement);
        Self {
            request,
            layers,
            evaluation,
        }
    }

    /// Whether it is denied
    pub(super) fn is_denied(&self) -> Truth {
        self.evaluation.outcome.is_denied()
    }

    /// The check that this is, with the usual ideas
    pub(super) fn check(self, id: &'static str) -> TriggerCheck {
        self.check_with(id, idea::ideas)
    }

    /// The check that this is, with ideas of its own for what denies for certain
    pub(super) fn check_with(self, id: &'static str, ideas: Ideas) -> TriggerCheck {
        let verdict = match self.is_denied() {
            Truth::No => Verdict::Passes,
            Truth::Maybe => Verdict::Unknown,
            Truth::Yes => Verdict::Fails,
        };
        let mut check = TriggerCheck::new(id, verdict, "");
        if verdict != Verdict::Passes {
            check.causes = cause::find(0, &self.request, &self.layers, &self.evaluation, None);
            check.gaps = self.gaps();
        }
        let certain = check
            .causes
            .iter()
            .filter(|it| it.certainty == Certainty::Must);
        let ideas = certain.flat_map(|it| ideas(it, &self.layers, &self.request));
        check.ideas = ideas.collect();
        check.request = Some(self.request);
        check
    }

    /// What is not known of the layers that may deny: policies, and keys of the request
    fn gaps(&self) -> Vec<Gap> {
        let mut all: Vec<Gap> = Vec::new();
        let outcome = self.evaluation.outcome;
        let open = self.evaluation.layers.iter();
        for trace in open.filter(|it| outcome.may.holds(it.layer)) {
            let statements = trace.policies.iter().flat_map(|it| &it.statements);
            let tests = statements
                .filter(|it| it.outcome == Truth::Maybe)
                .flat_map(|it| &it.conditions);
            let keys = tests
                .filter(|it| it.reason == TestReason::KeyUnknown && it.outcome == Truth::Maybe)
                .map(|it| told_by(&it.key));
            for gap in trace.gaps.iter().cloned().chain(keys) {
                if !all.contains(&gap) {
                    all.push(gap);
                }
            }
        }
        all
    }
}

/// A key that nobody told, and the flag that tells it
fn told_by(key: &str) -> Gap {
    let (what, command) = match key {
        "aws:sourcearn" => (
            "which bucket, rule, topic or API calls the function".into(),
            "why403 explain --trigger … --source NAME".into(),
        ),
        "aws:sourceaccount" => (
            "which account owns what calls the function".into(),
            "why403 explain --trigger … --context aws:SourceAccount=ACCOUNT".into(),
        ),
        _ => (
            alloc::format!("{key} of the call"),
            alloc::format!("why403 explain --trigger … --context {key}=VALUE"),
        ),
    };
    Gap {
        what,
        why: Reason::NotGiven,
        command: Some(command),
        slot: None,
    }
}
