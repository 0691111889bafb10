//! What AWS would refuse to store, and what it stores although it cannot do what it says.
//!
//! Comes in: a policy that was read without problems, the text it was read from, and what the
//! policy is used as. Goes out: findings in the order of the text. What is no policy at all (a
//! lost comma, a member twice, `"Effect": "allow"`) is found earlier, by [`super::parse`].
//! Sources: `spec/iam.md` A, B, C.2, C.3 and C.7; the acceptances and refusals of real AWS in
//! `fixtures/observed/validation.jsonl`. `docs/validation.md` lists every code with its source.

mod actions;
mod conditions;
mod document;
mod form;
mod keys;
mod literals;
mod named;
mod operators;
mod principals;
mod reach;
mod resources;
mod store;
mod trust;
mod variables;

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use self::actions::ActionProblem;
use self::conditions::ConditionProblem;
use self::document::DocumentProblem;
use self::keys::KeyProblem;
use self::literals::LiteralProblem;
use self::named::NamedActions;
use self::operators::OperatorProblem;
use self::principals::PrincipalProblem;
use self::reach::ReachProblem;
use self::resources::ResourceProblem;
use self::store::Store;
use self::variables::VariableProblem;
use super::{Policy, PolicyKind};
use crate::arn::Arn;
use crate::shown::shown;
use crate::span::Span;

/// Holds a policy against the rules of its kind.
///
/// - `text`: what the policy was read from, so that its spans are of this text. Only the document
///   itself is measured, not what stands around it.
/// - `of`: the bucket, queue, topic, key or function that the policy is attached to, if known;
///   without it nothing is said about policies that name another one.
/// - Returns the findings by place; none says that nothing wrong is known. A policy whose parsing
///   had problems may lack statements, and then also their findings.
/// - Cost: linear in the document, times the actions of the services it names.
#[must_use]
pub fn validate(policy: &Policy, text: &str, kind: PolicyKind, of: Option<&Arn>) -> Vec<Finding> {
    let mut review = Review {
        policy,
        text,
        kind,
        store: store::of(kind),
        of,
        unknown_services: BTreeSet::new(),
        found: Vec::new(),
    };
    document::review(&mut review);
    for statement in &policy.statements {
        let named = NamedActions::of(statement);
        principals::review(&mut review, statement);
        actions::review(&mut review, statement);
        resources::review(&mut review, statement);
        reach::review(&mut review, statement, &named);
        conditions::review(&mut review, statement);
        keys::review(&mut review, statement, &named);
        operators::review(&mut review, statement);
        literals::review(&mut review, statement);
        variables::review(&mut review, statement, &named);
    }
    review.found.sort_by_key(|it| it.at);
    review.found
}

/// One thing that is wrong with a policy
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    severity: Severity,
    problem: Problem,
    at: Span,
}

/// What a finding means for the document, the worst last
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing need be wrong
    Note,
    /// AWS stores it, but it does not do what it says
    Pointless,
    /// AWS would not store the document for this use
    Refused,
}

/// What is wrong, by the part of the document that it is about
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The document as a whole, or which elements it has
    #[error(transparent)]
    Document(#[from] DocumentProblem),
    /// `Principal` or `NotPrincipal`
    #[error(transparent)]
    Principal(#[from] PrincipalProblem),
    /// `Action` or `NotAction`
    #[error(transparent)]
    Action(#[from] ActionProblem),
    /// `Resource` or `NotResource`
    #[error(transparent)]
    Resource(#[from] ResourceProblem),
    /// Actions against resources
    #[error(transparent)]
    Reach(#[from] ReachProblem),
    /// The shape of `Condition`
    #[error(transparent)]
    Condition(#[from] ConditionProblem),
    /// A condition key
    #[error(transparent)]
    Key(#[from] KeyProblem),
    /// The operator that tests a key
    #[error(transparent)]
    Operator(#[from] OperatorProblem),
    /// A value of a condition
    #[error(transparent)]
    Literal(#[from] LiteralProblem),
    /// A policy variable
    #[error(transparent)]
    Variable(#[from] VariableProblem),
}

impl Finding {
    /// What it means for the document
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong; its [`fmt::Display`] is the message
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Where it is written
    #[must_use]
    pub fn at(&self) -> Span {
        self.at
    }

    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.problem.help()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl Severity {
    /// The severity in one word, as JSON and fixtures have it
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Pointless => "pointless",
            Self::Refused => "refused",
        }
    }
}

impl Problem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Document(it) => it.code(),
            Self::Principal(it) => it.code(),
            Self::Action(it) => it.code(),
            Self::Resource(it) => it.code(),
            Self::Reach(it) => it.code(),
            Self::Condition(it) => it.code(),
            Self::Key(it) => it.code(),
            Self::Operator(it) => it.code(),
            Self::Literal(it) => it.code(),
            Self::Variable(it) => it.code(),
        }
    }

    /// What to type instead, where that can be said
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Document(it) => Some(it.help()),
            Self::Principal(it) => it.help(),
            Self::Action(it) => it.help(),
            Self::Resource(it) => it.help(),
            Self::Reach(it) => Some(it.help()),
            Self::Condition(it) => Some(it.help()),
            Self::Key(it) => it.help(),
            Self::Operator(it) => Some(it.help()),
            Self::Literal(it) => it.help(),
            Self::Variable(it) => it.help(),
        }
    }
}

/// One review: what is held against which rules, and what was found
struct Review<'p> {
    policy: &'p Policy,
    text: &'p str,
    kind: PolicyKind,
    store: Store,
    of: Option<&'p Arn>,
    /// The prefixes that were told to be unknown, in lower case
    unknown_services: BTreeSet<String>,
    found: Vec<Finding>,
}

impl Review<'_> {
    /// Notes a finding; no severity says that it is none for this kind of policy
    fn find(&mut self, severity: Option<Severity>, at: Span, problem: impl Into<Problem>) {
        if let Some(severity) = severity {
            self.found.push(Finding {
                severity,
                problem: problem.into(),
                at,
            });
        }
    }

    fn refuse(&mut self, at: Span, problem: impl Into<Problem>) {
        self.find(Some(Severity::Refused), at, problem);
    }

    fn pointless(&mut self, at: Span, problem: impl Into<Problem>) {
        self.find(Some(Severity::Pointless), at, problem);
    }

    fn note(&mut self, at: Span, problem: impl Into<Problem>) {
        self.find(Some(Severity::Note), at, problem);
    }
}
