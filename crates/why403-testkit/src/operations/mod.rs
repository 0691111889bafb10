//! What the generator of the operations' table needs beyond JSON.

pub mod when;
