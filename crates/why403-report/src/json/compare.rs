//! `why403/compare/v1`: where two requests part, or what separates many, for programs.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use why403_diagnose::cause::Certainty;
use why403_diagnose::compare::groups::{Counts, Separation, Split, Test, Told};
use why403_diagnose::compare::{
    ChangedDocument, ChangedStatement, Difference, DocumentChange, Element, Had, Line, Pair,
    Parting, Point, Says, StatementPart,
};
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::operation::outcome::Outcome;
use why403_model::known::Gap;
use why403_model::policy::Effect;

use super::v1::{Placed, PolicyRef, placed, reference, truth};
use crate::words;

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/compare/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Root<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/compare/v1"])))]
    schema: &'static str,
    /// Null where logs are compared
    parting: Option<PartingJson<'d>>,
    /// Null where two requests are compared
    separation: Option<SeparationJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct Sides<T> {
    works: T,
    fails: T,
}

impl<T> Sides<T> {
    fn of(pair: Pair<T>) -> Self {
        Self {
            works: pair.works,
            fails: pair.fails,
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct PartingJson<'d> {
    /// Whether they part: for certain, perhaps, or not as far as is known
    #[cfg_attr(test, schemars(extend("enum" = ["must", "may", "no"])))]
    parts: &'static str,
    decisions: Sides<&'static str>,
    outcomes: Sides<&'static str>,
    /// The first is where they part
    points: Vec<PointJson<'d>>,
    /// Layers that refuse both
    shared: Vec<&'static str>,
    differences: Vec<DifferenceJson<'d>>,
    documents: Vec<DocumentJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct PointJson<'d> {
    action: &'d str,
    #[cfg_attr(test, schemars(extend("enum" = super::v1::layer_ids())))]
    layer: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["must", "may"])))]
    certainty: &'static str,
    says: Sides<&'static str>,
    message: &'d str,
    statements: Vec<StatementJson<'d>>,
    unknowns: Vec<UnknownJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct StatementJson<'d> {
    policy: PolicyRef<'d>,
    statement: Placed<'d>,
    #[cfg_attr(test, schemars(extend("enum" = ["Allow", "Deny"])))]
    effect: &'static str,
    /// `match`, `no-match` or `unknown`; null where that side has no such statement
    outcomes: Sides<Option<&'static str>>,
    elements: Vec<ElementJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct ElementJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["Principal", "Action", "Resource", "Condition"])))]
    element: &'static str,
    operator: Option<&'d str>,
    key: Option<&'d str>,
    wanted: Sides<&'d [String]>,
    found: Sides<HadJson<'d>>,
    holds: Sides<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct HadJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["present", "absent", "unknown"])))]
    state: &'static str,
    values: &'d [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct UnknownJson<'d> {
    fact: &'d str,
    why: String,
    command: Option<&'d str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct DifferenceJson<'d> {
    what: &'d str,
    found: Sides<HadJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct DocumentJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = super::v1::layer_ids())))]
    layer: &'static str,
    policy: PolicyRef<'d>,
    #[cfg_attr(test, schemars(extend("enum" = ["only-works", "only-fails", "statements"])))]
    change: &'static str,
    statements: Vec<ChangedJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct ChangedJson<'d> {
    name: &'d str,
    /// Places from 0; null where that side lacks the statement
    places: Sides<Option<usize>>,
    lines: Vec<LineJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct LineJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["both", "works", "fails"])))]
    side: &'static str,
    text: &'d str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SeparationJson<'d> {
    total: CountsJson,
    /// Whether there are enough requests of both kinds to conclude anything
    enough: bool,
    /// The best split of each attribute that separates, the best first
    splits: Vec<SplitJson<'d>>,
    compared: &'d [&'static str],
    untold: &'d [&'static str],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct CountsJson {
    works: u64,
    fails: u64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SplitJson<'d> {
    attribute: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["is", "starts-with", "in", "from", "before"])))]
    test: &'static str,
    /// Null is having none
    values: Vec<Option<&'d str>>,
    perfect: bool,
    /// How many percentage points the share of failures is larger inside
    points: u64,
    inside: CountsJson,
    outside: CountsJson,
    untold: CountsJson,
}

/// The comparison of two requests as indented JSON, with a line break at the end.
#[must_use]
pub fn render(parting: &Parting) -> String {
    written(&Root {
        schema: SCHEMA,
        parting: Some(self::parting(parting)),
        separation: None,
    })
}

/// What separates many requests as indented JSON, with a line break at the end.
#[must_use]
pub fn render_groups(found: &Separation) -> String {
    written(&Root {
        schema: SCHEMA,
        parting: None,
        separation: Some(SeparationJson {
            total: counts(found.total),
            enough: found.is_enough,
            splits: found.splits.iter().map(split).collect(),
            compared: &found.compared,
            untold: &found.untold,
        }),
    })
}

fn written(root: &Root<'_>) -> String {
    let mut text = serde_json::to_string_pretty(root).unwrap_or_default();
    text.push('\n');
    text
}

fn parting(found: &Parting) -> PartingJson<'_> {
    let decision = |it: Overall| match it {
        Overall::Allow => "allow",
        Overall::Deny => "deny",
        Overall::Undetermined => "undetermined",
    };
    PartingJson {
        parts: match found.points.first().map(|it| it.certainty) {
            Some(Certainty::Must) => "must",
            Some(Certainty::May) => "may",
            None => "no",
        },
        decisions: Sides::of(found.decisions.map(decision)),
        outcomes: Sides::of(found.outcomes.map(Outcome::id)),
        points: found.points.iter().map(point).collect(),
        shared: found.shared.iter().map(|it| it.layer.id()).collect(),
        differences: found.differences.iter().map(difference).collect(),
        documents: found.documents.iter().map(document).collect(),
    }
}

fn point(found: &Point) -> PointJson<'_> {
    PointJson {
        action: &found.action,
        layer: found.layer.id(),
        certainty: found.certainty.id(),
        says: Sides::of(found.says.map(Says::id)),
        message: &found.message,
        statements: found.statements.iter().map(statement).collect(),
        unknowns: found.gaps.iter().map(unknown).collect(),
    }
}

fn statement(found: &StatementPart) -> StatementJson<'_> {
    StatementJson {
        policy: reference(&found.document, found.level.as_deref()),
        statement: placed(found.statement, &found.document),
        effect: match found.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        },
        outcomes: Sides::of(found.outcomes.map(|it| it.map(truth))),
        elements: found.elements.iter().map(element).collect(),
    }
}

fn element(found: &Element) -> ElementJson<'_> {
    let test = found.test.as_ref();
    ElementJson {
        element: found.name,
        operator: test.map(|(operator, _)| operator.as_str()),
        key: test.map(|(_, key)| key.as_str()),
        wanted: Sides::of(found.wanted.as_ref().map(Vec::as_slice)),
        found: Sides::of(found.found.as_ref().map(had)),
        holds: Sides::of(found.holds.map(truth)),
    }
}

fn had(found: &Had) -> HadJson<'_> {
    let (state, values) = match found {
        Had::Values(values) => ("present", values.as_slice()),
        Had::Absent => ("absent", &[][..]),
        Had::Unknown => ("unknown", &[][..]),
    };
    HadJson { state, values }
}

fn unknown(gap: &Gap) -> UnknownJson<'_> {
    UnknownJson {
        fact: &gap.what,
        why: words::reason(gap),
        command: gap.command.as_deref(),
    }
}

fn difference(found: &Difference) -> DifferenceJson<'_> {
    DifferenceJson {
        what: &found.what,
        found: Sides::of(found.found.as_ref().map(had)),
    }
}

fn document(found: &ChangedDocument) -> DocumentJson<'_> {
    let (change, statements) = match &found.change {
        DocumentChange::OnlyWorks => ("only-works", Vec::new()),
        DocumentChange::OnlyFails => ("only-fails", Vec::new()),
        DocumentChange::Statements(all) => ("statements", all.iter().map(changed).collect()),
    };
    DocumentJson {
        layer: found.layer.id(),
        policy: reference(&found.document, None),
        change,
        statements,
    }
}

fn changed(found: &ChangedStatement) -> ChangedJson<'_> {
    let lines = found.lines.iter().map(|it| match it {
        Line::Same(text) => LineJson { side: "both", text },
        Line::Works(text) => LineJson {
            side: "works",
            text,
        },
        Line::Fails(text) => LineJson {
            side: "fails",
            text,
        },
    });
    ChangedJson {
        name: &found.name,
        places: Sides::of(found.places),
        lines: lines.collect(),
    }
}

fn counts(found: Counts) -> CountsJson {
    CountsJson {
        works: found.works,
        fails: found.fails,
    }
}

fn split(found: &Split) -> SplitJson<'_> {
    let (test, values) = match &found.test {
        Test::Is(values) => {
            let values = values.iter().map(|it| match it {
                Told::Value(text) => Some(text.as_str()),
                Told::Absent => None,
            });
            ("is", values.collect())
        }
        Test::StartsWith(text) => ("starts-with", vec![Some(text.as_str())]),
        Test::In(text) => ("in", vec![Some(text.as_str())]),
        Test::From(text) => ("from", vec![Some(text.as_str())]),
        Test::Before(text) => ("before", vec![Some(text.as_str())]),
    };
    SplitJson {
        attribute: found.attribute,
        test,
        values,
        perfect: found.is_perfect(),
        points: found.points(),
        inside: counts(found.inside),
        outside: counts(found.outside),
        untold: counts(found.untold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_on_disk_is_that_of_the_structs() {
        super::super::schema::hold::<Root<'static>>(SCHEMA);
    }
}
