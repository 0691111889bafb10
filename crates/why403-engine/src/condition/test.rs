//! The algorithm around one condition test: presence, quantifiers, lists, negation.
//!
//! Source: `spec/iam.md` C.1 and the table "Values that cannot be converted"; observed on AWS
//! 2026-09-11 and 2026-09-12 where it differs from the documentation.

use why403_model::policy::{Effect, Family, Quantifier};
use why403_model::request::{Context, Found};

use super::{Comparison, Rules, Wanted, compare, compile, continues, is_readable};
use crate::prepare::{Expanded, PreparedTest, PreparedValue};
use crate::truth::Truth;

/// Whether a test passes, and the reason that people need
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it passes
    pub truth: Truth,
    /// Why
    pub reason: Reason,
}

/// Why a test passes, fails or is open
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The values were compared
    Compared,
    /// The request does not have the key
    KeyAbsent,
    /// Nobody knows whether the request has the key
    KeyUnknown,
    /// The key holds a list, and the operator has no `ForAllValues` or `ForAnyValue`
    ListWithoutQuantifier,
    /// `Null` asks for presence only
    Presence,
    /// The request's value could not be converted
    RequestValueUnreadable,
    /// A value of the policy could not be converted
    PolicyValueUnreadable,
}

/// What a whole list of policy values says about one request value
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hit {
    /// Whether any value matches; negation turns it round
    Is(Truth),
    /// False, negated or not
    Refused(Reason),
    /// A malformed literal: an Allow does not match, a Deny does, negated or not
    Malformed,
}

/// Whether the request passes the test of a statement with this effect.
#[must_use]
pub fn evaluate(test: &PreparedTest, context: &Context, effect: Effect, rules: Rules) -> Outcome {
    let found = context.find(&test.key);
    if test.operator.name.family() == Family::Null {
        return presence(test, context);
    }
    let negated = test.operator.name.is_negated();
    match (test.operator.quantifier, found) {
        (_, Found::Unknown) => unknown(test, context),
        (None, Found::Absent) => {
            // An empty list of values is matched by IfExists only (C.1).
            let passes = test.operator.if_exists || (negated && !test.values.is_empty());
            Outcome {
                truth: Truth::of(passes),
                reason: Reason::KeyAbsent,
            }
        }
        (Some(Quantifier::ForAllValues), Found::Absent) => Outcome {
            truth: Truth::Yes,
            reason: Reason::KeyAbsent,
        },
        (Some(Quantifier::ForAnyValue), Found::Absent) => Outcome {
            truth: Truth::No,
            reason: Reason::KeyAbsent,
        },
        (None, Found::Many(_)) => Outcome {
            truth: Truth::No,
            reason: Reason::ListWithoutQuantifier,
        },
        (None | Some(_), Found::One(value)) => one(test, value, context, effect, rules),
        (Some(quantifier), Found::Many(values)) => {
            let mut reason = Reason::Compared;
            let each = values.iter().map(|value| {
                let outcome = one(test, value, context, effect, rules);
                reason = reason.max(outcome.reason);
                outcome.truth
            });
            let truth = match quantifier {
                Quantifier::ForAllValues => Truth::all(each),
                Quantifier::ForAnyValue => Truth::any(each),
            };
            Outcome { truth, reason }
        }
    }
}

/// A value that nobody knows: open, but for what its beginning tells where that is known
fn unknown(test: &PreparedTest, context: &Context) -> Outcome {
    let beginning = context.beginning(&test.key);
    let truth = beginning.map_or(Truth::Maybe, |it| begun(test, it));
    let reason = match truth {
        Truth::Maybe => Reason::KeyUnknown,
        Truth::Yes | Truth::No => Reason::Compared,
    };
    Outcome { truth, reason }
}

/// What a test of texts says of every value that begins so, negation applied
fn begun(test: &PreparedTest, beginning: &str) -> Truth {
    let name = test.operator.name;
    if name.family() != Family::String || test.values.is_empty() {
        return Truth::Maybe;
    }
    let each = test.values.iter().map(|value| match value {
        PreparedValue::Fixed(wanted) => continues(name, wanted, beginning),
        PreparedValue::Template(_) => Truth::Maybe,
    });
    Truth::any(each).negated_if(name.is_negated())
}

fn presence(test: &PreparedTest, context: &Context) -> Outcome {
    let found = context.find(&test.key);
    let is_begun = context.beginning(&test.key).is_some();
    let is_absent = match found {
        Found::Absent => Truth::Yes,
        Found::Unknown if !is_begun => Truth::Maybe,
        Found::Unknown | Found::One(_) | Found::Many(_) => Truth::No,
    };
    let truth = Truth::any(test.values.iter().map(|value| match value {
        PreparedValue::Fixed(Wanted::Bool(true)) => is_absent,
        // What is not `true` acts as `false`; variables are not expanded here.
        PreparedValue::Fixed(_) | PreparedValue::Template(_) => is_absent.negated_if(true),
    }));
    let reason = if is_absent == Truth::Maybe {
        Reason::KeyUnknown
    } else {
        Reason::Presence
    };
    Outcome { truth, reason }
}

/// One request value against the list, negation and effect applied
fn one(
    test: &PreparedTest,
    found: &str,
    context: &Context,
    effect: Effect,
    rules: Rules,
) -> Outcome {
    if test.values.is_empty() {
        return Outcome {
            truth: Truth::No,
            reason: Reason::Compared,
        };
    }
    match any_value(test, found, context, rules) {
        Hit::Is(truth) => {
            let truth = truth.negated_if(test.operator.name.is_negated());
            Outcome {
                truth,
                reason: Reason::Compared,
            }
        }
        Hit::Refused(reason) => Outcome {
            truth: Truth::No,
            reason,
        },
        Hit::Malformed => {
            let truth = Truth::of(effect == Effect::Deny);
            Outcome {
                truth,
                reason: Reason::PolicyValueUnreadable,
            }
        }
    }
}

fn any_value(test: &PreparedTest, found: &str, context: &Context, rules: Rules) -> Hit {
    let name = test.operator.name;
    let family = name.family();
    let mut any = Truth::No;
    // A value that is no ARN, address or base64 fails both forms of the operator, whatever the
    // policy's values are, unresolved variables included.
    if !is_readable(family, found) {
        return Hit::Refused(Reason::RequestValueUnreadable);
    }
    for value in &test.values {
        let compiled;
        let wanted = match value {
            PreparedValue::Fixed(wanted) => wanted,
            PreparedValue::Template(template) => match template.expand(context) {
                Expanded::Text(resolved) => {
                    compiled = compile(name, &resolved);
                    &compiled
                }
                // It equals nothing; the other values of the list still count.
                Expanded::Unresolved { .. } => continue,
                Expanded::Unknown { .. } => {
                    any = any.or(Truth::Maybe);
                    continue;
                }
            },
        };
        match (compare(name, wanted, found), family, rules) {
            (Comparison::Match, _, _) => return Hit::Is(Truth::Yes),
            (Comparison::BadFound, Family::Numeric, Rules::Simulation) => {
                return Hit::Refused(Reason::RequestValueUnreadable);
            }
            (Comparison::BadWanted, Family::Ip, Rules::Simulation) => {
                return Hit::Refused(Reason::PolicyValueUnreadable);
            }
            // A match before the malformed literal has won already, if it was certain.
            (Comparison::BadWanted, Family::Arn, _) => {
                return if any == Truth::Maybe {
                    Hit::Is(Truth::Maybe)
                } else {
                    Hit::Malformed
                };
            }
            // What cannot be converted matches nothing, so the negated operator holds.
            (Comparison::NoMatch | Comparison::BadFound | Comparison::BadWanted, _, _) => {}
        }
    }
    Hit::Is(any)
}
