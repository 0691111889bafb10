//! Two of a kind, side by side.

/// What the two sides have: `works` is said to work, `fails` is said to fail
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair<T> {
    /// The one that works
    pub works: T,
    /// The one that fails
    pub fails: T,
}

impl<T> Pair<T> {
    /// Both sides
    pub const fn new(works: T, fails: T) -> Self {
        Self { works, fails }
    }

    /// Both sides, by reference
    pub const fn as_ref(&self) -> Pair<&T> {
        Pair::new(&self.works, &self.fails)
    }

    /// The same of both sides
    pub fn map<U>(self, mut with: impl FnMut(T) -> U) -> Pair<U> {
        let works = with(self.works);
        Pair::new(works, with(self.fails))
    }

    /// Both sides, each beside its other
    pub fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair::new((self.works, other.works), (self.fails, other.fails))
    }

    /// What works, then what fails
    pub fn both(self) -> [T; 2] {
        [self.works, self.fails]
    }
}

impl<T: PartialEq> Pair<T> {
    /// Whether both sides are alike
    pub fn is_same(&self) -> bool {
        self.works == self.fails
    }
}
