//! Apache Arrow for Python, R and C++, over the SDK for C++.
//!
//! Source: apache/arrow `cpp/src/arrow/filesystem/s3fs.cc`, `s3_internal.h`; `spec/symptoms.md` 1.6.

use super::Client;

pub(super) static CLIENT: Client = Client {
    name: "PyArrow",
    own: &[],
    phrasings: &[
        "under key '{prefix}' in bucket '{bucket}': AWS Error",
        "key '{key}' in bucket '{bucket}': AWS Error",
        "bucket '{bucket}': AWS Error",
        "AWS Error {code} (HTTP status {status}) during {operation} operation: {message}",
        "AWS Error {code} during {operation} operation: {message}",
        "AWS Error [code {any}]: {message}",
    ],
};
