//! Texts that speak of no refusal: what is said instead.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use why403_diagnose::symptom;

#[track_caller]
fn check(text: &str, code: &str, words: &str, help: &str) {
    let error = symptom::read(text).unwrap_err();
    assert_eq!(error.code(), code, "{text}");
    assert!(error.to_string().contains(words), "{text}: {error}");
    assert!(error.help().contains(help), "{text}: {}", error.help());
}

/// S3 API Reference, "Error responses": these codes have other statuses than 403, and other causes
#[test]
fn codes_outside_access_are_known() {
    const NOT: &str = "symptom/not-denied";
    let check = |text: &str, words: &str, help: &str| check(text, NOT, words, help);
    check(
        "An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
        "`NoSuchKey` is no refusal: the key does not exist",
        "list-objects-v2",
    );
    check(
        "fatal error: An error occurred (404) when calling the HeadObject operation: Key \"a.txt\" does not exist",
        "`404` is no refusal",
        "list-objects-v2",
    );
    check(
        "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>acme-logs</BucketName><RequestId>4442587FB7D0A2F9</RequestId></Error>",
        "`NoSuchBucket`",
        "check name",
    );
    check(
        "SlowDown: Please reduce your request rate.",
        "asks the client to send less",
        "fewer requests",
    );
    check(
        "botocore.exceptions.ClientError: An error occurred (PermanentRedirect) when calling the ListObjectsV2 operation: The bucket you are attempting to access must be addressed using the specified endpoint.",
        "another Region than the endpoint",
        "get-bucket-location",
    );
    check(
        "ThrottlingException: Rate exceeded",
        "too many requests",
        "nothing is denied",
    );
    check("<Code>InternalError</Code>", "S3 failed", "try again");
    check(
        "An error occurred (BucketAlreadyExists) when calling the CreateBucket operation: x",
        "another account owns",
        "nothing is denied",
    );
}

#[test]
fn texts_that_are_nothing_stay_unrecognized() {
    for text in [
        "",
        "\u{0}",
        "the weather is fine",
        "hello s3://logs/a.txt",
        "took 4030 ms",
        "request 1403a",
        "<html><body>hi</body></html>",
        "{\"a\": 1}",
    ] {
        let code = "symptom/unrecognized";
        check(text, code, "does not look like", "paste the whole error");
    }
}

/// Where a refusal stands beside another error, the refusal is what was asked about
#[test]
fn a_refusal_among_other_errors_counts() {
    for (text, code) in [
        ("NoSuchKey: x\nAccessDenied: Access Denied", "AccessDenied"),
        (
            "retry after SlowDown; An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.",
            "ExpiredToken",
        ),
    ] {
        assert_eq!(symptom::read(text).unwrap().code.as_deref(), Some(code));
    }
}
