//! The names of condition operators: prefix, base and `IfExists`.
//!
//! Source: IAM User Guide, "Condition operators"; `spec/iam.md` C.2.

/// A condition operator as a statement writes it
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`
    pub quantifier: Option<Quantifier>,
    /// What is compared, and whether the result is turned round
    pub name: OperatorName,
    /// The suffix `IfExists`
    pub if_exists: bool,
}

/// How many of a request's values have to pass
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantifier {
    /// All of them; true for none
    ForAllValues,
    /// At least one; false for none
    ForAnyValue,
}

/// The base name of an operator
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "the names are the documentation; see `OPERATORS`"
)]
pub enum OperatorName {
    StringEquals,
    StringNotEquals,
    StringEqualsIgnoreCase,
    StringNotEqualsIgnoreCase,
    StringLike,
    StringNotLike,
    NumericEquals,
    NumericNotEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateNotEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    NotIpAddress,
    ArnEquals,
    ArnNotEquals,
    ArnLike,
    ArnNotLike,
    Null,
}

/// What an operator compares
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Texts
    String,
    /// Numbers
    Numeric,
    /// Instants
    Date,
    /// Booleans
    Bool,
    /// Bytes
    Binary,
    /// Addresses
    Ip,
    /// ARNs
    Arn,
    /// Presence
    Null,
}

/// A row of the operator table
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The name as statements write it
    pub text: &'static str,
    /// The operator
    pub name: OperatorName,
    /// What it compares
    pub family: Family,
    /// Whether it is true where its positive twin finds nothing
    pub negated: bool,
}

const fn row(text: &'static str, name: OperatorName, family: Family, negated: bool) -> Row {
    Row {
        text,
        name,
        family,
        negated,
    }
}

use Family as F;
use OperatorName as N;

/// Every operator of the language
#[rustfmt::skip] // One operator a row, in columns.
pub static OPERATORS: &[Row] = &[
    row("StringEquals",              N::StringEquals,              F::String,  false),
    row("StringNotEquals",           N::StringNotEquals,           F::String,  true),
    row("StringEqualsIgnoreCase",    N::StringEqualsIgnoreCase,    F::String,  false),
    row("StringNotEqualsIgnoreCase", N::StringNotEqualsIgnoreCase, F::String,  true),
    row("StringLike",                N::StringLike,                F::String,  false),
    row("StringNotLike",             N::StringNotLike,             F::String,  true),
    row("NumericEquals",             N::NumericEquals,             F::Numeric, false),
    row("NumericNotEquals",          N::NumericNotEquals,          F::Numeric, true),
    row("NumericLessThan",           N::NumericLessThan,           F::Numeric, false),
    row("NumericLessThanEquals",     N::NumericLessThanEquals,     F::Numeric, false),
    row("NumericGreaterThan",        N::NumericGreaterThan,        F::Numeric, false),
    row("NumericGreaterThanEquals",  N::NumericGreaterThanEquals,  F::Numeric, false),
    row("DateEquals",                N::DateEquals,                F::Date,    false),
    row("DateNotEquals",             N::DateNotEquals,             F::Date,    true),
    row("DateLessThan",              N::DateLessThan,              F::Date,    false),
    row("DateLessThanEquals",        N::DateLessThanEquals,        F::Date,    false),
    row("DateGreaterThan",           N::DateGreaterThan,           F::Date,    false),
    row("DateGreaterThanEquals",     N::DateGreaterThanEquals,     F::Date,    false),
    row("Bool",                      N::Bool,                      F::Bool,    false),
    row("BinaryEquals",              N::BinaryEquals,              F::Binary,  false),
    row("IpAddress",                 N::IpAddress,                 F::Ip,      false),
    row("NotIpAddress",              N::NotIpAddress,              F::Ip,      true),
    row("ArnEquals",                 N::ArnEquals,                 F::Arn,     false),
    row("ArnNotEquals",              N::ArnNotEquals,              F::Arn,     true),
    row("ArnLike",                   N::ArnLike,                   F::Arn,     false),
    row("ArnNotLike",                N::ArnNotLike,                F::Arn,     true),
    row("Null",                      N::Null,                      F::Null,    false),
];

impl OperatorName {
    /// The operator's row; every name has one, which a test checks
    fn row(self) -> Option<&'static Row> {
        OPERATORS.iter().find(|row| row.name == self)
    }

    /// What the operator compares
    #[must_use]
    pub fn family(self) -> Family {
        self.row().map_or(Family::String, |row| row.family)
    }

    /// Whether the operator is a `Not…`
    #[must_use]
    pub fn is_negated(self) -> bool {
        self.row().is_some_and(|row| row.negated)
    }
}

impl Operator {
    /// Takes an operator's text apart; `None` where no operator has this name.
    ///
    /// Names are compared with case. `Null` takes no `IfExists`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (quantifier, rest) = match text.split_once(':') {
            Some(("ForAllValues", rest)) => (Some(Quantifier::ForAllValues), rest),
            Some(("ForAnyValue", rest)) => (Some(Quantifier::ForAnyValue), rest),
            Some(_) => return None,
            None => (None, text),
        };
        let (base, if_exists) = match rest.strip_suffix("IfExists") {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let row = OPERATORS.iter().find(|row| row.text == base)?;
        (row.family != Family::Null || !if_exists).then_some(Self {
            quantifier,
            name: row.name,
            if_exists,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_is_read_with_its_prefixes_and_suffix() {
        for row in OPERATORS {
            assert_eq!(row.name.family(), row.family);
            assert_eq!(row.name.is_negated(), row.negated);
            for (prefix, quantifier) in [
                ("", None),
                ("ForAllValues:", Some(Quantifier::ForAllValues)),
                ("ForAnyValue:", Some(Quantifier::ForAnyValue)),
            ] {
                let plain = alloc::format!("{prefix}{}", row.text);
                let wanted = Operator {
                    quantifier,
                    name: row.name,
                    if_exists: false,
                };
                assert_eq!(Operator::parse(&plain), Some(wanted));
                let suffixed = Operator::parse(&alloc::format!("{plain}IfExists"));
                assert_eq!(suffixed.is_some(), row.family != Family::Null, "{plain}");
            }
        }
        for bad in [
            "stringEquals",
            "ForSomeValues:StringEquals",
            "IfExists",
            "",
            "StringEqual",
        ] {
            assert_eq!(Operator::parse(bad), None, "{bad}");
        }
    }
}
