//! The values of conditions: whether their operator can read them, and what it makes of them.
//!
//! Source: `spec/iam.md` C.2 and C.3. What IAM, STS and S3 keep was observed 2026-09-12.

use alloc::string::String;

use super::variables::Opened;
use super::{Review, shown};
use crate::pattern::ArnPattern;
use crate::policy::{ConditionTest, Family, OperatorName, Statement, Text};
use crate::value::{BareV6, FourDigits, Instant, Network, Number, decode_base64};

/// What is wrong with a value of a condition
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LiteralProblem {
    /// A value that its operator cannot read
    #[error("`{value}` is not {wanted}")]
    Unreadable {
        /// As written
        value: String,
        /// What it should be, in words
        wanted: &'static str,
    },
    /// An IPv6 network with bits behind its prefix
    #[error("`{value}` has bits set behind its prefix, so it matches no address, not even its own")]
    HostBits {
        /// As written
        value: String,
    },
    /// An IPv4 network in the clothes of IPv6
    #[error("`{value}` matches no request: AWS takes such addresses for IPv4")]
    MappedNetwork {
        /// As written
        value: String,
    },
    /// A private network as a public source
    #[error(
        "`{value}` is private, and `aws:SourceIp` is only there for calls over the public path"
    )]
    PrivateSource {
        /// As written
        value: String,
    },
    /// A value that is neither `true` nor `false`
    #[error("`{value}` counts as `false`")]
    NotBoolean {
        /// As written
        value: String,
    },
    /// A wildcard under an operator that has none
    #[error("`*` in `{value}` is a plain character to `{operator}`")]
    PlainStar {
        /// As written
        value: String,
        /// As written
        operator: String,
        /// The operator that has wildcards
        like: &'static str,
    },
}

impl LiteralProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "validate/literal",
            Self::HostBits { .. } => "validate/host-bits",
            Self::MappedNetwork { .. } => "validate/mapped-network",
            Self::PrivateSource { .. } => "validate/private-source",
            Self::NotBoolean { .. } => "validate/not-boolean",
            Self::PlainStar { .. } => "validate/plain-star",
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        let advice = match self {
            Self::Unreadable { wanted, .. } => match READERS.iter().find(|it| it.wanted == *wanted)
            {
                Some(reader) => reader.help,
                None => return None,
            },
            Self::HostBits { .. } => {
                "write the network's first address, such as `2001:db8::/64`, or `/128` for one address"
            }
            Self::MappedNetwork { .. } => "write the network as IPv4, such as `192.0.2.0/24`",
            Self::PrivateSource { .. } => {
                "write `aws:VpcSourceIp` for calls through a VPC endpoint, or the public address that the network has outside"
            }
            Self::NotBoolean { .. } => "write `true` or `false`",
            Self::PlainStar { like, .. } => {
                return Some(alloc::format!(
                    "write `{like}`, or `${{*}}` if a star is meant"
                ));
            }
        };
        Some(advice.into())
    }
}

/// How the values of one family of operators are read
struct Reader {
    family: Family,
    wanted: &'static str,
    reads: fn(&Opened, &str) -> bool,
    help: &'static str,
}

#[rustfmt::skip] // One family a row.
static READERS: &[Reader] = &[
    Reader { family: Family::Numeric, wanted: "a number",
             reads: |_, text| Number::parse(text).is_some(),
             help: "write a decimal number, such as `10` or `1.5`" },
    Reader { family: Family::Date,    wanted: "a date",
             reads: |_, text| Instant::parse(text, FourDigits::Year).is_some(),
             help: "write a date such as `2030-01-01T00:00:00Z`, or seconds since 1970" },
    Reader { family: Family::Binary,  wanted: "Base64",
             reads: |_, text| decode_base64(text).is_some(),
             help: "write the bytes in Base64, with padding" },
    Reader { family: Family::Ip,      wanted: "an address or a network",
             reads: |_, text| Network::parse(text, BareV6::Slash128).is_some(),
             help: "write an address or a CIDR network, such as `192.0.2.0/24`; IPv6 without dotted quads" },
    Reader { family: Family::Arn,     wanted: "an ARN or `*`",
             reads: |text, _| text.has_variable() || ArnPattern::compile(&text.marked()).is_some(),
             help: "write all six parts of an ARN, or use a `String` operator" },
];

/// An operator without wildcards, and its sibling with them
#[rustfmt::skip]
static SIBLINGS: &[(OperatorName, &str)] = &[
    (OperatorName::StringEquals,              "StringLike"),
    (OperatorName::StringNotEquals,           "StringNotLike"),
    (OperatorName::StringEqualsIgnoreCase,    "StringLike"),
    (OperatorName::StringNotEqualsIgnoreCase, "StringNotLike"),
];

pub(super) fn review(review: &mut Review<'_>, statement: &Statement) {
    for test in &statement.conditions {
        for value in &test.values {
            one(review, test, value);
        }
    }
}

fn one(review: &mut Review<'_>, test: &ConditionTest, Text { text, at }: &Text) {
    let family = test.operator.name.family();
    let opened = Opened::new(text, review.policy.version);
    let value = shown(text);
    let keeper = review.store.keeper;
    if let Some(reader) = READERS
        .iter()
        .find(|it| it.family == family && !(it.reads)(&opened, text))
    {
        let severity = if family == Family::Binary {
            keeper.binary
        } else {
            keeper.literal
        };
        review.find(
            severity,
            *at,
            LiteralProblem::Unreadable {
                value,
                wanted: reader.wanted,
            },
        );
        return;
    }
    match family {
        Family::Ip => network(
            review,
            test,
            Text {
                text: value,
                at: *at,
            },
        ),
        Family::Bool | Family::Null => {
            let is_boolean = ["true", "false"]
                .iter()
                .any(|it| it.eq_ignore_ascii_case(text));
            let may_be = family == Family::Bool && opened.has_variable();
            if !is_boolean && !may_be {
                review.pointless(*at, LiteralProblem::NotBoolean { value });
            }
        }
        Family::String => {
            let sibling = SIBLINGS.iter().find(|it| it.0 == test.operator.name);
            if let Some((_, like)) = sibling.filter(|_| opened.has_star()) {
                let operator = shown(&test.operator_text.text);
                review.pointless(
                    *at,
                    LiteralProblem::PlainStar {
                        value,
                        operator,
                        like,
                    },
                );
            }
        }
        Family::Numeric | Family::Date | Family::Binary | Family::Arn => {}
    }
}

fn network(review: &mut Review<'_>, test: &ConditionTest, Text { text: value, at }: Text) {
    let Some(network) = Network::parse(&value, BareV6::Slash128) else {
        return;
    };
    let is_mapped =
        matches!(network, Network::V6 { base, prefix } if prefix >= 96 && base >> 32 == 0xffff);
    let is_source = test.key.text.eq_ignore_ascii_case("aws:SourceIp");
    if network == Network::V6WithHostBits {
        review.find(
            review.store.keeper.literal,
            at,
            LiteralProblem::HostBits { value },
        );
    } else if is_mapped {
        review.pointless(at, LiteralProblem::MappedNetwork { value });
    } else if is_source && network.is_private() {
        review.pointless(at, LiteralProblem::PrivateSource { value });
    }
}
