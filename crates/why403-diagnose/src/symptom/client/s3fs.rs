//! s3fs of fsspec, and what opens files through it, as pandas and Dask do.
//!
//! Source: fsspec/s3fs `s3fs/errors.py`, `s3fs/core.py`; `spec/symptoms.md` 1.6.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "s3fs",
    own: &[],
    phrasings: &[
        "PermissionError: {message}, Request ID: {request_id}, HTTP Status code: {status}",
        "PermissionError: {code=Forbidden}",
        "PermissionError: {message=Access Denied}",
        "s3fs/core.py\", line",
    ],
};
