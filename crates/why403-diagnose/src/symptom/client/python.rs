//! Python without an SDK: requests, and urllib as pandas uses it for addresses.
//!
//! Source: psf/requests `models.py`; `CPython` `urllib/error.py`.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "Python",
    own: &[],
    phrasings: &[
        "requests.exceptions.HTTPError: {status} Client Error: Forbidden for url: {url}",
        "urllib.error.HTTPError: HTTP Error {status}: Forbidden",
    ],
};
