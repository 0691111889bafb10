//! Random cases of kind `decision`, over every layer and feature of the contract
//!
//! A seed gives the same case everywhere. Cases are drawn from small pools, so that names meet,
//! and from skeletons that lean to a decision: see [`case`].

mod bucket; // ACLs, Block Public Access, new policies
mod condition;
mod grants;
mod principal;
mod resource;
mod skeleton; // which layers there are, and what they lean to
mod statement; // statements that fit the request, or miss it
mod world; // who calls what, in which context

mod tree; // whole worlds

mod counts;
mod rng;
mod withhold;

pub use counts::Counts;
pub use rng::Rng;
pub use skeleton::case;
pub use tree::{Drawn, another_question, drop_members, tree};
pub use withhold::{Withheld, withhold};
