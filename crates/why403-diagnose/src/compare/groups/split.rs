//! One way to split requests in two, and how well it separates.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::attribute::Told;

/// How many requests work and fail
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests that work
    pub works: u64,
    /// Requests that fail
    pub fails: u64,
}

impl Counts {
    /// Both kinds
    #[must_use]
    pub fn all(self) -> u64 {
        self.works.saturating_add(self.fails)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            works: self.works.saturating_add(other.works),
            fails: self.fails.saturating_add(other.fails),
        }
    }

    /// What is left without those, which are among these
    pub(super) fn without(self, those: Self) -> Self {
        Self {
            works: self.works.saturating_sub(those.works),
            fails: self.fails.saturating_sub(those.fails),
        }
    }

    /// The share that fails, in percent, rounded down; 0 where there is nothing
    #[must_use]
    pub fn share(self) -> u64 {
        let all = u128::from(self.all()).max(1);
        u64::try_from(u128::from(self.fails) * 100 / all).unwrap_or(100)
    }
}

/// What puts a request inside
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// It has one of these values; [`Told::Absent`] is having none
    Is(Vec<Told>),
    /// Its value starts so
    StartsWith(String),
    /// Its address is in this network
    In(String),
    /// Its value is this or greater, or from this moment on
    From(String),
    /// Its value is less than this, or from before this moment
    Before(String),
}

impl Test {
    /// Puts another text in the place of every name; moments and numbers stay
    pub fn map(&mut self, mut with: impl FnMut(&str) -> String) {
        match self {
            Self::Is(values) => {
                for value in values {
                    if let Told::Value(text) = value {
                        *text = with(text);
                    }
                }
            }
            Self::StartsWith(text) | Self::In(text) => *text = with(text),
            Self::From(_) | Self::Before(_) => {}
        }
    }
}

/// A split of the requests by one attribute
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The attribute's name: `source address`
    pub attribute: &'static str,
    /// Its place among the attributes
    pub(super) order: usize,
    /// What puts a request inside
    pub test: Test,
    /// Requests inside
    pub inside: Counts,
    /// Requests outside
    pub outside: Counts,
    /// Requests of which the attribute is not told; they are on neither side
    pub untold: Counts,
}

impl Split {
    /// How many percentage points the share of failures is larger inside; 0 where it is not
    #[must_use]
    pub fn points(&self) -> u64 {
        self.inside.share().saturating_sub(self.outside.share())
    }

    /// Whether all that fail are inside, and all that work are outside
    #[must_use]
    pub fn is_perfect(&self) -> bool {
        self.inside.works == 0 && self.outside.fails == 0
    }

    /// How many values the test names
    fn values(&self) -> usize {
        match &self.test {
            Test::Is(values) => values.len(),
            Test::StartsWith(_) | Test::In(_) | Test::From(_) | Test::Before(_) => 1,
        }
    }

    /// The less, the better it separates
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (
            !self.is_perfect(),
            Reverse(self.points()),
            self.untold.all(),
            self.values(),
            self.order,
            Reverse(self.inside.all()),
            self.test.clone(),
        )
    }
}
