//! Two of a kind of which one works and one fails: where they part.
//!
//! Two requests, two times or two worlds are compared by their [`Diagnosis`](crate::Diagnosis):
//! [`parting`] names the first layer and statement that says yes to one and no to the other. Many
//! recorded requests are compared by what they have in common: [`groups`].
//!
//! Nothing is decided here; what is not known is named as a place where they may part.

mod documents;
pub mod groups;
mod had;
mod lines;
mod pair;
mod parting;
mod point;
pub mod records;
mod requests;
mod statements;
mod subnets;
mod words;

pub use documents::{ChangedDocument, ChangedStatement, DocumentChange};
pub use groups::groups;
pub use had::Had;
pub use lines::Line;
pub use pair::Pair;
pub use parting::{Parting, Shared, parting};
pub use point::{Point, Says};
pub use requests::Difference;
pub use statements::{Element, StatementPart};
pub use subnets::{BySubnet, by_subnet};
