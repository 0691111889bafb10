//! View: what evaluation saw of a cause, and what can be asked of it.

use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::policy::Statement;
use why403_model::request::Request;
use why403_model::world::World;

use crate::cause::{Cause, foreign};
use crate::diagnosis::Checked;
use crate::near_miss::Missed;
use crate::question::Question;
use crate::symptom::{Denial, Symptom};

/// What evaluation saw of a cause
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What was asked
    pub question: &'a Question,
    /// What is known of AWS
    pub world: &'a World,
    /// The check that the cause stops
    pub checked: &'a Checked,
    /// What the person has
    pub symptom: Option<&'a Symptom>,
}

impl View<'_> {
    /// The request of the check
    pub(crate) fn request(&self) -> &Request {
        &self.checked.check.request
    }

    /// The service of the action that was refused
    pub(crate) fn service(&self) -> &str {
        self.request().action.service()
    }

    /// Whether the action that was refused is one of these
    pub(crate) fn acts(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.request().action.is(name))
    }

    /// Whether the operation that was called is one of these
    pub(crate) fn calls(&self, names: &[&str]) -> bool {
        let called = self.question.call.as_ref().map(|it| it.operation.name);
        let told = self.symptom.and_then(|it| it.operation.as_deref());
        let found = called.or(told);
        found.is_some_and(|it| names.iter().any(|name| name.eq_ignore_ascii_case(it)))
    }

    /// Whether the caller belongs to another account than the resource
    pub(crate) fn is_foreign(&self) -> bool {
        foreign(self.request()).is_some()
    }
}

impl Cause {
    /// Whether it is this layer, and this kind of denial
    pub(crate) fn is(&self, layer: Layer, effect: Denial) -> bool {
        self.layer == layer && self.effect == effect
    }

    /// How the statement that was most likely meant to allow missed
    pub(crate) fn missed(&self) -> Option<&Missed> {
        self.near_misses.first().map(|it| &it.missed)
    }

    /// The statement that denies, where one does
    pub(crate) fn denying(&self) -> Option<&Statement> {
        let decider = self.decider.as_ref()?;
        decider.document.policy.statements.get(decider.statement)
    }

    /// The condition keys, in lower case, that the denial turns on: those of the condition that
    /// let a Deny take effect, or that kept an Allow from it
    pub(crate) fn keys(&self) -> Vec<String> {
        if let (Some(statement), Some(decider)) = (self.denying(), &self.decider) {
            let tests = statement.conditions.iter();
            let deciding = tests.filter(|it| it.at == decider.at);
            return deciding
                .map(|it| it.key.text.to_ascii_lowercase())
                .collect();
        }
        match self.missed() {
            Some(Missed::Condition { key, .. }) => alloc::vec![key.to_ascii_lowercase()],
            Some(Missed::Open { keys }) => keys.iter().map(|it| it.to_ascii_lowercase()).collect(),
            Some(_) | None => Vec::new(),
        }
    }

    /// Whether it turns on one of these keys, in lower case; a `/` at the end stands for any rest
    pub(crate) fn turns_on(&self, wanted: &[&str]) -> bool {
        let fits = |key: &String| {
            let mut wanted = wanted.iter();
            wanted.any(|it| key == it || it.ends_with('/') && key.starts_with(it))
        };
        self.keys().iter().any(fits)
    }
}
