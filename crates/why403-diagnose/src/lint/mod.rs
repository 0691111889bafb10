//! What of a policy document causes 403s, and what of it opens holes.
//!
//! Comes in: a document and what it is used as. Goes out: findings in the order of the text. What
//! AWS itself refuses or keeps in vain is told by [`why403_model::policy::validate`]; the rules
//! here are about documents that AWS takes without a word. Each is a file or shares one with its
//! kin, has a row in [`codes`] and a section in `docs/lint.md`. Nothing here is evaluated: a
//! finding says what a statement does to requests of a kind, not whether somebody sends one.

mod absent;
mod arns;
pub mod codes;
mod contradiction;
mod dead;
mod guess;
mod mfa;
mod negated;
mod public;
mod reviewed;
mod service;
mod values;
mod world;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::policy::{
    self, ConditionTest, Effect, OperatorName, Parsed, Policy, PolicyKind, PrincipalElement,
    PrincipalKind, Quantifier, Statement, validate,
};
use why403_model::span::Span;
use why403_model::value::is_true;

pub use self::codes::Code;
pub use self::guess::{Guess, guess};
pub use self::reviewed::{MOST, Reviewed, Told, WorldReview};
pub use self::world::{Placed, placed};

/// One thing in a document that a person should look at
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which
    pub code: &'static str,
    /// How bad
    pub severity: Severity,
    /// What is wrong: lower case, one line
    pub message: String,
    /// What to type, if it can be said
    pub help: Option<String>,
    /// Where in the document's text
    pub at: Span,
}

/// How bad a finding is, the worst last
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing need be wrong
    Note,
    /// A hole, a cause of denials, or something that does nothing
    Warning,
    /// AWS would not store the document
    Error,
}

impl Severity {
    /// The severity in one word
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// All findings of a document, by place.
///
/// - `parsed`: what was read of `text`, sound or not.
/// - `of`: the bucket, queue, topic, key or function that the policy is attached to, if known.
/// - Of a document that is not sound only that is told: what could not be read would seem to be
///   missing.
/// - One of more than 128 KiB, longer than any kind may be, is not held against the rules of this
///   module.
/// - Cost: linear in the document; comparisons of statements with each other are bounded.
#[must_use]
pub fn lint(parsed: &Parsed, text: &str, kind: PolicyKind, of: Option<&Arn>) -> Vec<Finding> {
    let mut found: Vec<Finding> = parsed
        .problems
        .iter()
        .map(|it| Finding {
            code: it.code(),
            severity: Severity::Error,
            message: it.to_string(),
            help: it.help(),
            at: it.at(),
        })
        .collect();
    if let Some(policy) = parsed.policy.as_ref().filter(|_| found.is_empty()) {
        found.extend(validate(policy, text, kind, of).iter().map(validated));
        if text.len() <= LONGEST {
            own(policy, kind, &mut found);
        }
    }
    found.sort_by_key(|it| (it.at, it.code));
    found
}

fn validated(it: &policy::Finding) -> Finding {
    Finding {
        code: it.code(),
        severity: match it.severity() {
            policy::Severity::Note => Severity::Note,
            policy::Severity::Pointless => Severity::Warning,
            policy::Severity::Refused => Severity::Error,
        },
        message: it.to_string(),
        help: it.help(),
        at: it.at(),
    }
}

/// The rules of this module
fn own(policy: &Policy, kind: PolicyKind, found: &mut Vec<Finding>) {
    let mut review = Review {
        policy,
        kind,
        budget: STEPS,
        found: Vec::new(),
    };
    for statement in &policy.statements {
        let is_misshapen = arns::review(&mut review, statement);
        if is_misshapen {
            // The same ARNs, told in general.
            found.retain(|it| {
                let is_general = it.severity < Severity::Error && arns::GENERAL.contains(&it.code);
                !is_general || !covers(statement.at, it.at)
            });
        }
        absent::review(&mut review, statement);
        mfa::review(&mut review, statement);
        negated::review(&mut review, statement);
        service::review(&mut review, statement);
        values::review(&mut review, statement);
        contradiction::review(&mut review, statement);
        dead::review(&mut review, statement);
    }
    public::review(&mut review);
    found.append(&mut review.found);
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Bytes of a document that the rules of this module look at: four times the longest that any kind
/// may have, for white space
const LONGEST: usize = 131_072;

/// Steps of all comparisons of one document's texts with each other; real documents need a few
/// thousand
const STEPS: usize = 4_000_000;

/// One review: what is held against the rules, and what was found
struct Review<'p> {
    policy: &'p Policy,
    kind: PolicyKind,
    /// Steps that are left for comparisons
    budget: usize,
    found: Vec<Finding>,
}

impl Review<'_> {
    fn find(&mut self, code: &'static Code, at: Span, message: String, help: impl Into<String>) {
        self.find_as(code, code.severity, at, message, help);
    }

    /// As [`Self::find`], with another severity than usual
    fn find_as(
        &mut self,
        code: &'static Code,
        severity: Severity,
        at: Span,
        message: String,
        help: impl Into<String>,
    ) {
        self.found.push(Finding {
            code: code.id,
            severity,
            message,
            help: Some(help.into()),
            at,
        });
    }

    /// Takes steps off the budget; false where it is used up
    fn spend(&mut self, steps: usize) -> bool {
        let left = self.budget.checked_sub(steps);
        self.budget = left.unwrap_or(0);
        left.is_some()
    }

    /// Whether the policy is attached to a resource, so that it is asked about every caller
    fn is_of_resource(&self) -> bool {
        match self.kind {
            PolicyKind::Bucket
            | PolicyKind::AccessPoint
            | PolicyKind::Key
            | PolicyKind::Queue
            | PolicyKind::Topic
            | PolicyKind::Function
            | PolicyKind::Resource
            | PolicyKind::Rcp => true,
            PolicyKind::IdentityManaged
            | PolicyKind::IdentityInline
            | PolicyKind::Boundary
            | PolicyKind::Session
            | PolicyKind::Trust
            | PolicyKind::Endpoint
            | PolicyKind::Scp => false,
        }
    }

    /// Whether the policy grants: boundaries, session policies and SCPs only say what at most
    fn grants(&self) -> bool {
        match self.kind {
            PolicyKind::Boundary
            | PolicyKind::Session
            | PolicyKind::Scp
            | PolicyKind::Rcp
            | PolicyKind::Endpoint => false,
            PolicyKind::IdentityManaged
            | PolicyKind::IdentityInline
            | PolicyKind::Trust
            | PolicyKind::Bucket
            | PolicyKind::AccessPoint
            | PolicyKind::Key
            | PolicyKind::Queue
            | PolicyKind::Topic
            | PolicyKind::Function
            | PolicyKind::Resource => true,
        }
    }

    /// The tests of all Denies on a key
    fn denying(&self, key: &str) -> impl Iterator<Item = &ConditionTest> {
        let denies = self.policy.statements.iter();
        let denies = denies.filter(|it| it.effect == Effect::Deny);
        denies
            .flat_map(|it| &it.conditions)
            .filter(move |it| is_key(it, key))
    }
}

/// Whether a test is on this key
fn is_key(test: &ConditionTest, key: &str) -> bool {
    test.key.text.eq_ignore_ascii_case(key)
}

/// Whether a test holds for requests without its key
fn holds_without_key(test: &ConditionTest) -> bool {
    match test.operator.quantifier {
        _ if test.operator.name == OperatorName::Null => asks_absence(test),
        Some(Quantifier::ForAllValues) => true,
        Some(Quantifier::ForAnyValue) => false,
        None => test.operator.if_exists || test.operator.name.is_negated(),
    }
}

/// `Null` with `true`: holds for requests without the key only
fn asks_absence(test: &ConditionTest) -> bool {
    test.operator.name == OperatorName::Null && test.values.iter().any(|it| is_true(&it.text))
}

/// `Null` with `false`: holds for requests with the key only
fn asks_presence(test: &ConditionTest) -> bool {
    test.operator.name == OperatorName::Null && !asks_absence(test)
}

/// Whether another test of the statement makes sure that the key is there
fn is_ensured(statement: &Statement, key: &str) -> bool {
    let mut tests = statement.conditions.iter().filter(|it| is_key(it, key));
    tests.any(|it| !holds_without_key(it))
}

/// Whether the element names everybody
fn is_everyone(element: &PrincipalElement) -> bool {
    let is_open = |kind, text: &str| match kind {
        PrincipalKind::Everyone => true,
        PrincipalKind::Aws => text == "*",
        PrincipalKind::Service | PrincipalKind::Federated | PrincipalKind::CanonicalUser => false,
    };
    let mut values = element.values.iter();
    element.negated || values.any(|it| is_open(it.kind, &it.value.text))
}
