//! Three-valued truth: what is unknown is neither true nor false.

/// Whether something holds
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not
    No,
    /// It depends on something unknown
    Maybe,
    /// It does
    Yes,
}

impl Truth {
    /// Yes or no
    #[must_use]
    pub const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Whether both hold
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Whether either holds
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Turned round when `negated`; unknown stays unknown
    #[must_use]
    pub fn negated_if(self, negated: bool) -> Self {
        match (negated, self) {
            (false, it) => it,
            (true, Self::No) => Self::Yes,
            (true, Self::Maybe) => Self::Maybe,
            (true, Self::Yes) => Self::No,
        }
    }

    /// Whether all hold; stops at the first that does not
    pub fn all(of: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::Yes;
        for it in of {
            all = all.and(it);
            if all == Self::No {
                break;
            }
        }
        all
    }

    /// Whether any holds; stops at the first that does
    pub fn any(of: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Self::No;
        for it in of {
            any = any.or(it);
            if any == Self::Yes {
                break;
            }
        }
        any
    }
}
