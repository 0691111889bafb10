//! One value against one value, for each family of operators.
//!
//! Source: `spec/iam.md` C.2–C.4; conversions are those of [`why403_model::value`].

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::pattern::{ArnPattern, Glob};
use why403_model::value::{Instant, Network, Number};

/// A policy's value, read as its operator needs it
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text, compared as it is or in lower case
    Text(String),
    /// A pattern
    Glob(Glob),
    /// A number
    Number(Number),
    /// An instant
    Instant(Instant),
    /// A boolean
    Bool(bool),
    /// Bytes
    Bytes(Vec<u8>),
    /// A network
    Network(Network),
    /// An ARN pattern
    Arn(ArnPattern),
    /// It could not be converted
    Unreadable,
}

fn plain(text: &[(char, bool)]) -> String {
    text.iter().map(|(character, _)| *character).collect()
}

/// `String…`
pub(super) mod text {
    use why403_model::pattern::{Glob, Part};
    use why403_model::value::lower_case;

    use super::super::Comparison;
    use super::{Wanted, plain};
    use alloc::vec::Vec;

    pub(in super::super) fn exact(text: &[(char, bool)]) -> Wanted {
        Wanted::Text(plain(text))
    }

    pub(in super::super) fn lowered(text: &[(char, bool)]) -> Wanted {
        Wanted::Text(lower_case(&plain(text)))
    }

    pub(in super::super) fn glob(text: &[(char, bool)]) -> Wanted {
        let mut parts = Vec::with_capacity(text.len());
        let mut units = [0; 2];
        for (character, literal) in text {
            match (character, literal) {
                ('*', false) => parts.push(Part::Any { crosses: true }),
                ('?', false) => parts.push(Part::One { crosses: true }),
                _ => parts.extend(
                    character
                        .encode_utf16(&mut units)
                        .iter()
                        .map(|it| Part::Unit(*it)),
                ),
            }
        }
        Wanted::Glob(Glob::new(parts))
    }

    pub(in super::super) fn equals(wanted: &Wanted, found: &str) -> Comparison {
        match wanted {
            Wanted::Text(text) if text == found => Comparison::Match,
            _ => Comparison::NoMatch,
        }
    }

    pub(in super::super) fn equals_ignoring_case(wanted: &Wanted, found: &str) -> Comparison {
        equals(wanted, &lower_case(found))
    }

    pub(in super::super) fn like(wanted: &Wanted, found: &str) -> Comparison {
        match wanted {
            Wanted::Glob(glob) if glob.matches(found) => Comparison::Match,
            _ => Comparison::NoMatch,
        }
    }
}

/// Defines the five comparisons of a family with an order
macro_rules! ordered {
    ($module:ident, $variant:ident, $parse:expr, $doc:literal) => {
        #[doc = $doc]
        pub(super) mod $module {
            use super::super::Comparison;
            use super::{Wanted, plain};
            use core::cmp::Ordering;

            pub(in super::super) fn compile(text: &[(char, bool)]) -> Wanted {
                $parse(&plain(text)).map_or(Wanted::Unreadable, Wanted::$variant)
            }

            /// The request's value against the policy's
            fn order(wanted: &Wanted, found: &str, holds: fn(Ordering) -> bool) -> Comparison {
                match ($parse(found), wanted) {
                    (None, _) => Comparison::BadFound,
                    (Some(found), Wanted::$variant(wanted)) => {
                        if holds(found.cmp(wanted)) {
                            Comparison::Match
                        } else {
                            Comparison::NoMatch
                        }
                    }
                    (Some(_), _) => Comparison::BadWanted,
                }
            }

            pub(in super::super) fn equals(wanted: &Wanted, found: &str) -> Comparison {
                order(wanted, found, Ordering::is_eq)
            }

            pub(in super::super) fn less(wanted: &Wanted, found: &str) -> Comparison {
                order(wanted, found, Ordering::is_lt)
            }

            pub(in super::super) fn less_or_equal(wanted: &Wanted, found: &str) -> Comparison {
                order(wanted, found, Ordering::is_le)
            }

            pub(in super::super) fn greater(wanted: &Wanted, found: &str) -> Comparison {
                order(wanted, found, Ordering::is_gt)
            }

            pub(in super::super) fn greater_or_equal(wanted: &Wanted, found: &str) -> Comparison {
                order(wanted, found, Ordering::is_ge)
            }
        }
    };
}

ordered!(
    numeric,
    Number,
    why403_model::value::Number::parse,
    "`Numeric…`"
);
ordered!(
    date,
    Instant,
    |text: &str| why403_model::value::Instant::parse(text, crate::switches::FOUR_DIGITS),
    "`Date…`"
);

/// `Bool`, and the wanted side of `Null`
pub(super) mod boolean {
    use why403_model::value::is_true;

    use super::super::Comparison;
    use super::{Wanted, plain};

    pub(in super::super) fn compile(text: &[(char, bool)]) -> Wanted {
        Wanted::Bool(is_true(&plain(text)))
    }

    pub(in super::super) fn equals(wanted: &Wanted, found: &str) -> Comparison {
        match wanted {
            Wanted::Bool(wanted) if *wanted == is_true(found) => Comparison::Match,
            _ => Comparison::NoMatch,
        }
    }
}

/// `BinaryEquals`
pub(super) mod binary {
    use why403_model::value::decode_base64;

    use super::super::Comparison;
    use super::{Wanted, plain};

    pub(in super::super) fn compile(text: &[(char, bool)]) -> Wanted {
        decode_base64(&plain(text)).map_or(Wanted::Unreadable, Wanted::Bytes)
    }

    pub(in super::super) fn equals(wanted: &Wanted, found: &str) -> Comparison {
        match (decode_base64(found), wanted) {
            (None, _) => Comparison::BadFound,
            (Some(found), Wanted::Bytes(wanted)) if found == *wanted => Comparison::Match,
            (Some(_), Wanted::Bytes(_)) => Comparison::NoMatch,
            (Some(_), _) => Comparison::BadWanted,
        }
    }
}

/// `IpAddress`
pub(super) mod ip {
    use why403_model::value::{Address, Network};

    use super::super::Comparison;
    use super::{Wanted, plain};
    use crate::switches;

    pub(in super::super) fn compile(text: &[(char, bool)]) -> Wanted {
        Network::parse(&plain(text), switches::BARE_IPV6)
            .map_or(Wanted::Unreadable, Wanted::Network)
    }

    pub(in super::super) fn contains(wanted: &Wanted, found: &str) -> Comparison {
        match (Address::parse(found), wanted) {
            (None, _) => Comparison::BadFound,
            // It matches nothing, and the simulator calls it malformed (observed 2026-09-12).
            (Some(_), Wanted::Network(Network::V6WithHostBits)) => Comparison::BadWanted,
            (Some(found), Wanted::Network(network)) if network.contains(found) => Comparison::Match,
            (Some(_), Wanted::Network(_)) => Comparison::NoMatch,
            (Some(_), _) => Comparison::BadWanted,
        }
    }
}

/// `ArnLike`, of which `ArnEquals` is another spelling
pub(super) mod arn {
    use why403_model::pattern::ArnPattern;

    use super::super::Comparison;
    use super::Wanted;

    pub(in super::super) fn compile(text: &[(char, bool)]) -> Wanted {
        ArnPattern::compile(text).map_or(Wanted::Unreadable, Wanted::Arn)
    }

    pub(in super::super) fn like(wanted: &Wanted, found: &str) -> Comparison {
        let any = ArnPattern::Everything;
        let (pattern, is_readable) = match wanted {
            Wanted::Arn(pattern) => (pattern, true),
            _ => (&any, false),
        };
        match (pattern.matches(found), is_readable) {
            (None, _) => Comparison::BadFound,
            (Some(_), false) => Comparison::BadWanted,
            (Some(true), true) => Comparison::Match,
            (Some(false), true) => Comparison::NoMatch,
        }
    }
}
