//! The circumstances under which an operation asks for an action, as an expression.

use super::State;

/// A circumstance; it holds, it does not, or it is not known
#[derive(Debug, PartialEq, Eq)]
pub enum When {
    /// Always
    Always,
    /// The request carries this, with this value where one is given
    Sent(Part, &'static str, Option<&'static str>),
    /// The world is in this state
    State(State),
    /// The other does not hold
    Not(&'static When),
    /// All of these hold
    All(&'static [When]),
    /// One of these holds at least
    Any(&'static [When]),
}

/// The part of a request where something is sent
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// An HTTP header; names have no case
    Header,
    /// A parameter of the query
    Query,
    /// A member of the body
    Body,
    /// A field of a browser's form
    Field,
}

impl When {
    /// Its leaves, from left to right: [`When::Always`], [`When::Sent`] and [`When::State`]
    pub fn for_each_leaf(&'static self, mut each: impl FnMut(&'static When)) {
        fn walk(it: &'static When, each: &mut dyn FnMut(&'static When)) {
            match it {
                When::Always | When::Sent(..) | When::State(_) => each(it),
                When::Not(inner) => walk(inner, each),
                When::All(list) | When::Any(list) => list.iter().for_each(|it| walk(it, each)),
            }
        }
        walk(self, &mut each);
    }
}
