//! Conditions: one value against one value, by a table of operators, and the algorithm around.
//!
//! A row compares and says whether either side could not be converted. Negation, the
//! statement's effect, absence, quantifiers and lists are applied in [`test`], once for all.

mod compare;
mod test;

use why403_model::pattern::{ArnPattern, Continues};
use why403_model::policy::{Family, OperatorName};
use why403_model::value::{Address, decode_base64, lower_case};

use crate::truth::Truth;

pub use compare::Wanted;
pub use test::{Outcome, Reason, evaluate};

use compare::{arn, binary, boolean, date, ip, numeric, text};

/// Which rules apply where AWS's simulator differs from enforcement
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// As services decide
    Enforcement,
    /// As the policy simulator answers (`spec/iam.md` G.3)
    Simulation,
}

/// What one policy value says about one request value
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The comparison holds
    Match,
    /// It does not
    NoMatch,
    /// The request's value could not be converted
    BadFound,
    /// The policy's value could not be converted
    BadWanted,
}

/// A row of the table: how an operator reads a policy's value and compares it
#[derive(Clone, Copy)]
pub struct Row {
    name: OperatorName,
    compile: fn(&[(char, bool)]) -> Wanted,
    compare: fn(&Wanted, &str) -> Comparison,
}

const fn row(
    name: OperatorName,
    compile: fn(&[(char, bool)]) -> Wanted,
    compare: fn(&Wanted, &str) -> Comparison,
) -> Row {
    Row {
        name,
        compile,
        compare,
    }
}

use OperatorName as N;

/// How every operator compares; negated operators have the comparison of their positive twin
#[rustfmt::skip] // One operator a row, in columns.
static ROWS: &[Row] = &[
    row(N::StringEquals,              text::exact,      text::equals),
    row(N::StringNotEquals,           text::exact,      text::equals),
    row(N::StringEqualsIgnoreCase,    text::lowered,    text::equals_ignoring_case),
    row(N::StringNotEqualsIgnoreCase, text::lowered,    text::equals_ignoring_case),
    row(N::StringLike,                text::glob,       text::like),
    row(N::StringNotLike,             text::glob,       text::like),
    row(N::NumericEquals,             numeric::compile, numeric::equals),
    row(N::NumericNotEquals,          numeric::compile, numeric::equals),
    row(N::NumericLessThan,           numeric::compile, numeric::less),
    row(N::NumericLessThanEquals,     numeric::compile, numeric::less_or_equal),
    row(N::NumericGreaterThan,        numeric::compile, numeric::greater),
    row(N::NumericGreaterThanEquals,  numeric::compile, numeric::greater_or_equal),
    row(N::DateEquals,                date::compile,    date::equals),
    row(N::DateNotEquals,             date::compile,    date::equals),
    row(N::DateLessThan,              date::compile,    date::less),
    row(N::DateLessThanEquals,        date::compile,    date::less_or_equal),
    row(N::DateGreaterThan,           date::compile,    date::greater),
    row(N::DateGreaterThanEquals,     date::compile,    date::greater_or_equal),
    row(N::Bool,                      boolean::compile, boolean::equals),
    row(N::BinaryEquals,              binary::compile,  binary::equals),
    row(N::IpAddress,                 ip::compile,      ip::contains),
    row(N::NotIpAddress,              ip::compile,      ip::contains),
    row(N::ArnEquals,                 arn::compile,     arn::like),
    row(N::ArnNotEquals,              arn::compile,     arn::like),
    row(N::ArnLike,                   arn::compile,     arn::like),
    row(N::ArnNotLike,                arn::compile,     arn::like),
    row(N::Null,                      boolean::compile, boolean::equals),
];

fn find(name: OperatorName) -> Option<&'static Row> {
    // The rows stand in the order of the names, so that the name is its row's place.
    ROWS.get(name as usize).filter(|row| row.name == name)
}

/// Reads a policy's value, variables filled in, as the operator needs it.
#[must_use]
pub fn compile(name: OperatorName, text: &[(char, bool)]) -> Wanted {
    find(name).map_or(Wanted::Unreadable, |row| (row.compile)(text))
}

/// Compares one value of a policy with one value of a request, negation left out.
#[must_use]
pub fn compare(name: OperatorName, wanted: &Wanted, found: &str) -> Comparison {
    find(name).map_or(Comparison::BadWanted, |row| (row.compare)(wanted, found))
}

/// What one value of a policy says of every text of a request that begins so, negation left out.
#[must_use]
pub fn continues(name: OperatorName, wanted: &Wanted, beginning: &str) -> Truth {
    let ignores_case = matches!(
        name,
        OperatorName::StringEqualsIgnoreCase | OperatorName::StringNotEqualsIgnoreCase
    );
    match wanted {
        Wanted::Glob(glob) => match glob.continues(beginning) {
            Continues::Always => Truth::Yes,
            Continues::Perhaps => Truth::Maybe,
            Continues::Never => Truth::No,
        },
        Wanted::Text(text) if ignores_case => could_be(text, &lower_case(beginning)),
        Wanted::Text(text) => could_be(text, beginning),
        Wanted::Number(_)
        | Wanted::Instant(_)
        | Wanted::Bool(_)
        | Wanted::Bytes(_)
        | Wanted::Network(_)
        | Wanted::Arn(_)
        | Wanted::Unreadable => Truth::Maybe,
    }
}

/// One text among those that begin so: it may be that one, where it begins so itself
fn could_be(text: &str, beginning: &str) -> Truth {
    if text.starts_with(beginning) {
        Truth::Maybe
    } else {
        Truth::No
    }
}

/// Whether a request's value is of the family's form, where that decides by itself.
#[must_use]
pub fn is_readable(family: Family, found: &str) -> bool {
    match family {
        Family::Arn => ArnPattern::Everything.matches(found).is_some(),
        Family::Ip => Address::parse(found).is_some(),
        Family::Binary => decode_base64(found).is_some(),
        Family::String | Family::Numeric | Family::Date | Family::Bool | Family::Null => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::policy::OPERATORS;

    #[test]
    fn every_operator_of_the_grammar_has_its_row() {
        assert_eq!(ROWS.len(), OPERATORS.len());
        for row in OPERATORS {
            assert_eq!(
                find(row.name).map(|it| it.name),
                Some(row.name),
                "{}",
                row.text
            );
        }
    }
}
