//! Which operation an HTTP request is: method and address tell.

use why403_model::operations::{self, Client};

use crate::symptom::address;

/// The operation of a request: `GET` of `https://logs.s3.eu-west-1.amazonaws.com/?list-type=2` is
/// `ListObjectsV2`; `None` where it may be several, or the address is not S3's.
pub(crate) fn operation(method: &str, url: &str) -> Option<&'static str> {
    let place = address::read(url)?.resource?;
    let name = place.rsplit(":::").next().unwrap_or(&place);
    // An access point's object is `…:accesspoint/NAME/object/KEY`.
    let has_key = match name.split_once("accesspoint/") {
        Some((_, rest)) => rest.contains("/object/"),
        None => name.split_once('/').is_some_and(|(_, key)| !key.is_empty()),
    };
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or(query);
    let has = |name: &str| query.split('&').any(|it| parameter(it) == name);
    let row = REQUESTS.iter().find(|(it, key, marked, _)| {
        *it == method && *key == has_key && (marked.is_empty() || has(marked))
    });
    let of_subresource = query
        .split('&')
        .find_map(|it| subresource(method, has_key, parameter(it)));
    match row {
        Some((_, _, marked, name)) if !marked.is_empty() => Some(name),
        row => of_subresource.or(row.map(|it| it.3)),
    }
}

/// What stands before the value
fn parameter(pair: &str) -> &str {
    pair.split('=').next().unwrap_or(pair)
}

/// The operation on a part of a bucket or object, as `?policy`, from the table of operations; `None`
/// where several share it
fn subresource(method: &str, has_key: bool, name: &str) -> Option<&'static str> {
    let start = if has_key {
        "/{Bucket}/{Key+}?"
    } else {
        "/{Bucket}?"
    };
    let mut all = operations::all().iter().filter(|it| {
        let rest = it.http.as_ref().and_then(|http| {
            let is_so = it.client == Client::S3 && http.method == method;
            http.path.strip_prefix(start).filter(|_| is_so)
        });
        rest.is_some_and(|rest| rest == name)
    });
    let found = all.next()?;
    all.next().is_none().then_some(found.name)
}

/// A row without a parameter stands behind those with one.
///
/// Source: Amazon S3 API Reference, "Request Syntax" of each operation.
#[rustfmt::skip] // One kind of request a row, in columns.
static REQUESTS: &[(&str, bool, &str, &str)] = &[
    ("GET",    false, "list-type",  "ListObjectsV2"),
    ("GET",    false, "",           "ListObjects"),
    ("HEAD",   false, "",           "HeadBucket"),
    ("PUT",    false, "",           "CreateBucket"),
    ("DELETE", false, "",           "DeleteBucket"),
    ("POST",   false, "delete",     "DeleteObjects"),
    ("POST",   false, "",           "PostObject"),
    ("GET",    true,  "uploadId",   "ListParts"),
    ("GET",    true,  "",           "GetObject"),
    ("HEAD",   true,  "",           "HeadObject"),
    ("PUT",    true,  "partNumber", "UploadPart"),
    ("PUT",    true,  "",           "PutObject"),
    ("POST",   true,  "uploads",    "CreateMultipartUpload"),
    ("POST",   true,  "uploadId",   "CompleteMultipartUpload"),
    ("DELETE", true,  "uploadId",   "AbortMultipartUpload"),
    ("DELETE", true,  "",           "DeleteObject"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn method_and_address_tell_the_operation() {
        #[track_caller]
        fn check(method: &str, place: &str, wanted: Option<&str>) {
            let url = alloc::format!("https://logs.s3.eu-west-1.amazonaws.com{place}");
            assert_eq!(operation(method, &url), wanted, "{method} {url}");
        }
        check("GET", "/?list-type=2&prefix=a%2F", Some("ListObjectsV2"));
        check("GET", "/a.txt?versionId=1", Some("GetObject"));
        check("GET", "/?policy", Some("GetBucketPolicy"));
        check("PUT", "/?policy=", Some("PutBucketPolicy"));
        check("GET", "/a.txt?tagging", Some("GetObjectTagging"));
        check("PUT", "/a?partNumber=2&uploadId=x", Some("UploadPart"));
        check("POST", "/a?uploads", Some("CreateMultipartUpload"));
        check("PATCH", "/a", None);
        assert_eq!(operation("GET", "https://example.com/a"), None);
    }
}
