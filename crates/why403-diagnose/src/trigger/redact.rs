//! The answer with neutral names.

use alloc::boxed::Box;

use why403_model::redact::{Kind, Redactor};

use super::{Trigger, TriggerCheck};
use crate::redact::Pass;

impl Trigger {
    /// The answer with every name mapped; verdicts stay as they are.
    ///
    /// `redactor`: what it has learned keeps its names.
    #[must_use]
    pub fn redacted(&self, redactor: &mut Redactor) -> Self {
        let function = redactor.arn(&self.function);
        let source = self.source.as_ref();
        let source = source.map(|it| redactor.written(Kind::Name, it));
        let kind = match &self.kind {
            super::Kind::Account(account) => {
                let mapped = redactor.written(Kind::Name, account.as_str());
                super::Kind::parse(&mapped).unwrap_or_else(|| self.kind.clone())
            }
            other => other.clone(),
        };
        let mut pass = Pass::new(redactor);
        let checks = self.checks.iter().map(|it| TriggerCheck {
            id: it.id,
            verdict: it.verdict,
            request: it.request.as_ref().map(|it| pass.request(it)),
            // Its fixes were looked for before, and nothing of it is shown.
            call: None,
            causes: it.causes.iter().map(|it| pass.cause(it)).collect(),
            ideas: it.ideas.iter().map(|it| pass.idea(it)).collect(),
            cure: it.cure.as_ref().map(|it| Box::new(pass.diagnosis(it))),
            gaps: it.gaps.iter().map(|it| pass.gap(it)).collect(),
            message: pass.text(&it.message),
            look: it.look.as_deref().map(|it| pass.text(it)),
        });
        let checks = checks.collect();
        Self {
            kind,
            function,
            source,
            decision: self.decision,
            checks,
        }
    }
}
