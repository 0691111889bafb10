//! Documents with what was found in them: of a file, or of a world.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Reverse;

use why403_model::arn::Arn;
use why403_model::policy::{Parsed, PolicyKind};
use why403_model::span::Span;
use why403_model::world::{Document, Draft, Origin, TreeProblem, World};

use super::{Finding, Severity, guess, is_everyone, lint, placed};

/// A document, what it was taken for, and what was found
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// What it is, in words: `inline policy read-logs of role reader`; empty for a file as a whole
    pub label: String,
    /// The file it stands in, as people name it
    pub file: Option<String>,
    /// The document's own text, to which the spans of the findings belong
    pub text: String,
    /// Where the text stands in the file
    pub origin: Option<Origin>,
    /// What it was taken for
    pub kind: PolicyKind,
    /// Who says so
    pub told: Told,
    /// By place; at most [`MOST`], the worst of them
    pub findings: Vec<Finding>,
    /// How many more there are
    pub left_out: usize,
}

/// Findings of one document that are kept; a document of a size that AWS takes has fewer
pub const MOST: usize = 1_000;

/// Who says what a document is used as
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The person
    Said,
    /// The place in a world, or the answer of AWS around it
    Place,
    /// Nobody: guessed, from this
    Guessed(&'static str),
}

/// All documents of a world that somebody of these accounts could edit
#[derive(Clone, Debug)]
pub struct WorldReview {
    /// In the order of the world; a document that is attached twice is here once
    pub documents: Vec<Reviewed>,
    /// How many places of documents were left out because AWS wrote them
    pub of_aws: usize,
}

impl Reviewed {
    /// The review of a document of a file.
    ///
    /// - `said`: what the person says that it is used as.
    #[must_use]
    pub fn of_draft(draft: &Draft, said: Option<PolicyKind>) -> Self {
        let (kind, told) = match (said, draft.kind) {
            (Some(kind), _) => (kind, Told::Said),
            (None, Some(kind)) => (kind, Told::Place),
            (None, None) => guessed(draft),
        };
        Self {
            label: draft.label.clone(),
            file: Some(draft.origin.source().file().to_string()),
            text: draft.text.clone(),
            origin: Some(draft.origin.clone()),
            kind,
            told,
            findings: lint(&draft.parsed, &draft.text, kind, None),
            left_out: 0,
        }
        .kept()
    }

    fn kept(mut self) -> Self {
        self.left_out = self.findings.len().saturating_sub(MOST);
        if self.left_out > 0 {
            self.findings.sort_by_key(|it| Reverse(it.severity));
            self.findings.truncate(MOST);
            self.findings.sort_by_key(|it| (it.at, it.code));
        }
        self
    }

    /// The worst of its findings
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|it| it.severity).max()
    }
}

impl WorldReview {
    /// The review of all documents of a world, those that could not be read among them.
    #[must_use]
    pub fn of(world: &World) -> Self {
        let mut seen: BTreeSet<(Option<String>, Span, PolicyKind)> = BTreeSet::new();
        let (mut documents, mut of_aws) = (Vec::new(), BTreeSet::new());
        for it in placed(world) {
            let document = &*it.document;
            // Those that stand in no file are AWS's too: worlds name them only, `p-FullAWSAccess`.
            let name = document.arn.as_ref().filter(|it| is_of_aws(it));
            let Some(origin) = document.origin.as_ref().filter(|_| name.is_none()) else {
                of_aws.insert(name.unwrap_or(&document.label).clone());
                continue;
            };
            if seen.insert((document.file.clone(), origin.whole(), it.kind)) {
                documents.push(of_document(document, it.kind, it.of.as_ref()));
            }
        }
        documents.extend(world.problems.iter().filter_map(unreadable));
        Self {
            documents,
            of_aws: of_aws.len(),
        }
    }
}

fn of_document(document: &Document, kind: PolicyKind, of: Option<&Arn>) -> Reviewed {
    let parsed = Parsed {
        policy: Some(document.policy.clone()),
        problems: Vec::new(),
    };
    Reviewed {
        label: document.label.clone(),
        file: document.file.clone(),
        text: document.text.clone(),
        origin: document.origin.clone(),
        kind,
        told: Told::Place,
        findings: lint(&parsed, &document.text, kind, of),
        left_out: 0,
    }
    .kept()
}

/// What a world leaves out because it is no policy
fn unreadable(problem: &TreeProblem) -> Option<Reviewed> {
    let TreeProblem::UnreadablePolicy {
        at,
        label,
        text,
        errors,
        origin,
    } = problem
    else {
        return None;
    };
    let parsed = Parsed {
        policy: None,
        problems: errors.clone(),
    };
    let reviewed = Reviewed {
        label: label.clone(),
        file: at.source.as_ref().map(|it| it.file().to_string()),
        text: text.to_string(),
        origin: Some((**origin).clone()),
        // Of an unsound document nothing is told that depends on its kind.
        kind: PolicyKind::Resource,
        told: Told::Place,
        findings: lint(&parsed, text, PolicyKind::Resource, None),
        left_out: 0,
    };
    Some(reviewed.kept())
}

/// Whether the policy is one of those that AWS makes for everybody
fn is_of_aws(arn: &str) -> bool {
    arn.contains("::aws:policy/")
}

/// Words in a file's name that say what its document is, where its elements do not
const NAMES: &[(&str, PolicyKind)] = &[
    ("scp", PolicyKind::Scp),
    ("rcp", PolicyKind::Rcp),
    ("boundary", PolicyKind::Boundary),
    ("session", PolicyKind::Session),
    ("endpoint", PolicyKind::Endpoint),
    ("vpce", PolicyKind::Endpoint),
    ("trust", PolicyKind::Trust),
];

fn guessed(draft: &Draft) -> (PolicyKind, Told) {
    let Some(policy) = &draft.parsed.policy else {
        return (PolicyKind::Resource, Told::Guessed("it cannot be read"));
    };
    let file = draft.origin.source().file().to_ascii_lowercase();
    let name = file.rsplit('/').next().unwrap_or_default();
    let mut words = name.split(|it: char| !it.is_ascii_alphanumeric());
    let named = words.find_map(|word| NAMES.iter().find(|it| it.0 == word));
    let guess = guess(policy);
    let statements = &policy.statements;
    let fits = |kind: PolicyKind| match kind {
        PolicyKind::Scp | PolicyKind::Boundary | PolicyKind::Session => {
            statements.iter().all(|it| it.principal.is_none())
        }
        PolicyKind::Trust => statements.iter().all(|it| it.resource.is_none()),
        PolicyKind::Rcp => statements
            .iter()
            .all(|it| it.principal.as_ref().is_some_and(is_everyone)),
        _ => statements.iter().any(|it| it.principal.is_some()),
    };
    match named.filter(|it| fits(it.1)) {
        Some((_, kind)) => (*kind, Told::Guessed("its file is named so")),
        None => (guess.kind, Told::Guessed(guess.because)),
    }
}
