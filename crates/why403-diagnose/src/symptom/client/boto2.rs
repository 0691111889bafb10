//! boto, the first library of Python, which old tools still carry.
//!
//! Source: boto `exception.py`; `spec/symptoms.md` 1.6.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "boto",
    own: &[],
    phrasings: &["S3ResponseError: {status} Forbidden"],
};
