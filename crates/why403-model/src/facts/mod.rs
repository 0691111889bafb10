//! What AWS publishes about its services: actions, resource types, condition keys.
//!
//! A name comes in, in any ASCII case; a row of a static table goes out, or nothing. The tables
//! are generated from `data/iam/facts.json`, which tells where they come from and of which day;
//! AWS adds rows every week, so a name that is missing here is *not known*, rather than wrong.
//! Some services are known in part only ([`Service::is_complete`]), most not at all.
//!
//! ```
//! use why403_model::facts;
//!
//! let action = facts::action("s3", "getobject").expect("an action of S3");
//! assert_eq!(action.name(), "GetObject");
//! assert!(action.resource_types().any(|it| it.fits("arn:aws:s3:::logs/a.txt")));
//! assert!(!action.may_carry("s3:prefix"));
//! assert_eq!(facts::nearest_action("s3", "ListObjects"), Some("ListBucket"));
//! ```

mod actions;
mod generated;
mod keys;
mod names;
mod nearest;
mod resources;
mod template;

pub use actions::{AccessLevel, ActionFacts, Service, action, service, wildcard_matches_any};
pub use keys::{Cardinality, KeyFacts, KeyType, Scope, condition_key};
pub use nearest::{meant_action, nearest_action};
pub use resources::ResourceType;
