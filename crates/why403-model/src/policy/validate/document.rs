//! The document as a whole: its size, its characters, its `Id`, and the elements its kind asks for.
//!
//! Source: `spec/iam.md` A.1, A.3 and A.7.

use alloc::collections::BTreeSet;
use alloc::string::String;

use super::{Review, shown};
use crate::policy::kind::Presence;
use crate::policy::{Effect, PolicyKind, Statement};
use crate::span::Span;

/// What is wrong with a document as a whole, or with the elements of a statement
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentProblem {
    /// Longer than its kind may be
    #[error("the document has {found} characters, {kind} may have {limit}")]
    TooLong {
        /// Characters, white space left out where AWS leaves it out
        found: usize,
        /// As many as there may be
        limit: usize,
        /// The kind in words
        kind: &'static str,
    },
    /// Longer than AWS takes unless a quota was raised, or for every kind of entity
    #[error("the document has {found} characters, {whose} may have {limit}")]
    OverQuota {
        /// Characters, white space left out where AWS leaves it out
        found: usize,
        /// As many as there may be
        limit: usize,
        /// Of whom this is the limit
        whose: &'static str,
    },
    /// A character that IAM's documents may not have
    #[error(
        "IAM's documents have no character `{}` (U+{:04X})",
        shown(character.encode_utf8(&mut [0; 4])),
        u32::from(*character)
    )]
    Character {
        /// The first of them
        character: char,
    },
    /// `Id` where there is none
    #[error("{kind} has no `Id`")]
    Id {
        /// The kind in words
        kind: &'static str,
    },
    /// A `Sid` with other characters than letters and digits
    #[error("`{sid}` has other characters than letters and digits")]
    SidCharacters {
        /// As written
        sid: String,
    },
    /// A `Sid` that an earlier statement has
    #[error("an earlier statement has the `Sid` `{sid}` as well")]
    SidTwice {
        /// As written
        sid: String,
    },
    /// An element that this kind of policy needs
    #[error("{kind} needs a `{element}` in every statement")]
    Missing {
        /// The element
        element: &'static str,
        /// The kind in words
        kind: &'static str,
    },
    /// An element that this kind of policy may not have
    #[error("{kind} has no `{element}`")]
    Forbidden {
        /// The element
        element: &'static str,
        /// The kind in words
        kind: &'static str,
    },
    /// A list without anything in it
    #[error("`{element}` is empty")]
    Empty {
        /// The element
        element: &'static str,
    },
    /// `Allow` in a resource control policy
    #[error("a resource control policy may only deny")]
    AllowInRcp,
}

impl DocumentProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "validate/too-long",
            Self::OverQuota { .. } => "validate/over-quota",
            Self::Character { .. } => "validate/character",
            Self::Id { .. } => "validate/id",
            Self::SidCharacters { .. } => "validate/sid-characters",
            Self::SidTwice { .. } => "validate/sid-twice",
            Self::Missing { .. } => "validate/missing-element",
            Self::Forbidden { .. } => "validate/forbidden-element",
            Self::Empty { .. } => "validate/empty",
            Self::AllowInRcp => "validate/allow-in-rcp",
        }
    }

    pub(super) fn help(&self) -> String {
        let advice = match self {
            Self::TooLong { .. } => {
                "join statements with equal conditions, shorten lists with wildcards, or split the policy"
            }
            Self::OverQuota { whose, .. } => {
                return alloc::format!(
                    "shorten it before it is used for {whose}, or see whether the quota was raised"
                );
            }
            Self::Character { .. } => "write only characters up to U+00FF",
            Self::Id { .. } => "remove `Id`; a `Sid` may name each statement",
            Self::SidCharacters { sid } => {
                let kept: String = sid.chars().filter(char::is_ascii_alphanumeric).collect();
                return alloc::format!("write `{kept}`");
            }
            Self::SidTwice { .. } => "give each statement a `Sid` of its own, or none",
            Self::Missing {
                element: "Principal",
                ..
            } => "add `Principal`, such as {\"AWS\": \"arn:aws:iam::111122223333:role/name\"}",
            Self::Missing { element, .. } => return alloc::format!("add `{element}`"),
            Self::Forbidden { element, .. } => return alloc::format!("remove `{element}`"),
            Self::Empty { element } => {
                return alloc::format!("write a value into `{element}`, or remove the statement");
            }
            Self::AllowInRcp => {
                "write `Deny` and turn the conditions round; RCPFullAWSAccess allows the rest"
            }
        };
        advice.into()
    }
}

/// A quota that is lower than the limit of the kind, for some who may hold the policy
struct Quota {
    kind: PolicyKind,
    limit: usize,
    whose: &'static str,
}

/// Source: "IAM and AWS STS quotas"; `spec/iam.md` A.7 and X10
#[rustfmt::skip] // One quota a row, in columns; the lowest last, it is the one that is told.
static QUOTAS: &[Quota] = &[
    Quota { kind: PolicyKind::IdentityInline, limit: 5_120, whose: "all inline policies of a group together" },
    Quota { kind: PolicyKind::IdentityInline, limit: 2_048, whose: "all inline policies of a user together" },
    Quota { kind: PolicyKind::Trust,          limit: 2_048, whose: "a role trust policy without a raised quota" },
];

pub(super) fn review(review: &mut Review<'_>) {
    size(review);
    characters(review);
    let kind = review.kind.name();
    if let Some(id) = &review.policy.id {
        review.find(review.store.id, id.at, DocumentProblem::Id { kind });
    }
    sids(review);
    for statement in &review.policy.statements {
        elements(review, statement);
    }
}

fn size(review: &mut Review<'_>) {
    let at = review.policy.at;
    let Some(limit) = review.kind.rules().limit else {
        return;
    };
    let document = at.of(review.text);
    let counts = |it: &char| limit.counts_space || !matches!(it, ' ' | '\t' | '\n' | '\r');
    let found = document.chars().filter(counts).count();
    let first = Span::new(at.start, at.start.saturating_add(1));
    if found > limit.characters {
        let (kind, limit) = (review.kind.name(), limit.characters);
        review.refuse(first, DocumentProblem::TooLong { found, limit, kind });
        return;
    }
    let over = QUOTAS
        .iter()
        .rfind(|it| it.kind == review.kind && found > it.limit);
    if let Some(Quota { limit, whose, .. }) = over {
        review.note(
            first,
            DocumentProblem::OverQuota {
                found,
                limit: *limit,
                whose,
            },
        );
    }
}

fn characters(review: &mut Review<'_>) {
    let at = review.policy.at;
    let is_latin = |it: char| matches!(it, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
    let foreign = at
        .of(review.text)
        .char_indices()
        .find(|(_, it)| !is_latin(*it));
    if let Some((offset, character)) = foreign {
        let start = at.start.saturating_add(offset);
        let at = Span::new(start, start.saturating_add(character.len_utf8()));
        review.find(
            review.store.keeper.script,
            at,
            DocumentProblem::Character { character },
        );
    }
}

/// An empty `Sid` is one that was left out, for IAM as well (from a peer, unconfirmed)
fn sids(review: &mut Review<'_>) {
    let mut seen = BTreeSet::new();
    let keeper = review.store.keeper;
    for sid in review
        .policy
        .statements
        .iter()
        .filter_map(|it| it.sid.as_ref())
    {
        if !sid.text.bytes().all(|it| it.is_ascii_alphanumeric()) {
            let problem = DocumentProblem::SidCharacters {
                sid: shown(&sid.text),
            };
            review.find(keeper.sid, sid.at, problem);
        }
        if !sid.text.is_empty() && !seen.insert(sid.text.as_str()) {
            let problem = DocumentProblem::SidTwice {
                sid: shown(&sid.text),
            };
            review.find(keeper.sid_twice, sid.at, problem);
        }
    }
}

/// `Principal` and `Resource` as the kind asks for them, and no empty list in the place of either
fn elements(review: &mut Review<'_>, statement: &Statement) {
    let rules = review.kind.rules();
    let principal = statement.principal.as_ref().map(|it| {
        (
            if it.negated {
                "NotPrincipal"
            } else {
                "Principal"
            },
            it.at,
            it.values.is_empty(),
        )
    });
    let resource = statement.resource.as_ref().map(|it| {
        (
            if it.negated {
                "NotResource"
            } else {
                "Resource"
            },
            it.at,
            it.values.is_empty(),
        )
    });
    element(
        review,
        rules.principal,
        "Principal",
        principal,
        statement.at,
    );
    element(review, rules.resource, "Resource", resource, statement.at);
    let action = &statement.action;
    if action.values.is_empty() {
        let element = if action.negated {
            "NotAction"
        } else {
            "Action"
        };
        review.refuse(action.at, DocumentProblem::Empty { element });
    }
    if review.kind == PolicyKind::Rcp {
        if statement.effect == Effect::Allow {
            review.refuse(statement.effect_at, DocumentProblem::AllowInRcp);
        }
        if action.negated {
            let kind = review.kind.name();
            review.refuse(
                action.at,
                DocumentProblem::Forbidden {
                    element: "NotAction",
                    kind,
                },
            );
        }
    }
}

/// One element: its name as written, where, and whether it is empty
fn element(
    review: &mut Review<'_>,
    wanted: Presence,
    name: &'static str,
    found: Option<(&'static str, Span, bool)>,
    statement: Span,
) {
    let kind = review.kind.name();
    match (wanted, found) {
        (Presence::Required, None) => {
            review.refuse(
                statement,
                DocumentProblem::Missing {
                    element: name,
                    kind,
                },
            );
        }
        (Presence::Forbidden, Some((element, at, _))) => {
            review.refuse(at, DocumentProblem::Forbidden { element, kind });
        }
        (Presence::Required, Some((element, at, true))) => {
            review.refuse(at, DocumentProblem::Empty { element });
        }
        (Presence::Required, Some((_, _, false))) | (Presence::Forbidden, None) => {}
    }
}
