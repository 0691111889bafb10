//! A point of parting in one sentence.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::policy::Effect;

use super::documents;
use super::point::{Point, Says};
use super::statements::{Element, StatementPart};
use super::{Had, Pair};
use crate::cause::{self, Certainty};
use crate::diagnosis::Diagnosis;

/// What parts the two, in one sentence without a full stop.
pub(super) fn message(point: &Point, diagnoses: Pair<&Diagnosis>) -> String {
    let told = diagnoses.zip(point.causes).map(|(diagnosis, cause)| {
        let cause = diagnosis.causes.get(cause?)?;
        Some(cause.message.clone())
    });
    let reason = reason(point, told);
    match (point.says.works, point.says.fails) {
        (Says::NotAsked, _) => format!(
            "only the one that fails asks for {}: {reason}",
            point.action
        ),
        (_, Says::NotAsked) => format!(
            "only the one that works asks for {}: {reason}",
            point.action
        ),
        (_, _) => reason,
    }
}

fn reason(point: &Point, told: Pair<Option<String>>) -> String {
    if let Some(part) = point.statements.first() {
        return of_statement(point, part);
    }
    let is_open = point.says.both().contains(&Says::Open);
    if is_open && point.certainty == Certainty::May {
        return format!(
            "not all of the {} layer is known: it may refuse {}",
            point.layer, point.action
        );
    }
    let is_reversed = point.says.works.refuses() == Truth::Yes;
    let message = if is_reversed { told.works } else { told.fails };
    message.unwrap_or_else(|| format!("the {} layer refuses {}", point.layer, point.action))
}

/// Which statement takes effect where, and which element tells the two apart
fn of_statement(point: &Point, part: &StatementPart) -> String {
    let statement = part.document.policy.statements.get(part.statement);
    let name = statement.map_or_else(String::new, |it| documents::name(it, part.statement));
    let does = match (
        part.effect,
        part.outcomes.map(|it| it == Some(Truth::Maybe)).both(),
    ) {
        (Effect::Allow, [false, false]) => "allows",
        (Effect::Deny, [false, false]) => "denies",
        (Effect::Allow, _) => "may allow",
        (Effect::Deny, _) => "may deny",
    };
    let order = |it: Option<Truth>| it.unwrap_or(Truth::No);
    let place = if order(part.outcomes.works) > order(part.outcomes.fails) {
        "only where it works"
    } else {
        "only where it fails"
    };
    let start = format!(
        "{} {does} {} {place} ({name})",
        part.document.label, point.action
    );
    let elements: Vec<String> = part.elements.iter().map(of_element).collect();
    if elements.is_empty() {
        return start;
    }
    format!("{start}: {}", elements.join("; "))
}

/// What either side has, and what the policy wants
fn of_element(element: &Element) -> String {
    let what = match &element.test {
        Some((_, key)) => key.as_str(),
        None => element.name,
    };
    let wanted = element.wanted.as_ref().map(|it| cause::values(it));
    let wanted = if wanted.is_same() {
        format!("wanted {}", wanted.fails)
    } else {
        format!(
            "wanted {} where it works and {} where it fails",
            wanted.works, wanted.fails
        )
    };
    let found = element.found.as_ref().map(Had::in_words);
    if found.is_same() {
        return format!("{what} is {} in both, {wanted}", found.fails);
    }
    format!(
        "{what} is {} where it works and {} where it fails, {wanted}",
        found.works, found.fails
    )
}
