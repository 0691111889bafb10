//! Logs that tell of requests that passed as well: both sides are counted, where it is asked for.

use why403_diagnose::symptom::log::{Scan, Scanned};

/// A line of S3's access log, at a minute
fn line(minute: u32, key: &str, status: u16) -> String {
    let owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    let code = if status == 403 { "AccessDenied" } else { "-" };
    format!(
        "{owner} photos [20/Nov/2026:09:{minute:02}:00 +0000] 192.0.2.7 arn:aws:sts::111122223333:assumed-role/r/s ID{minute}{key} REST.GET.OBJECT {key} \"GET /{key} HTTP/1.1\" {status} {code} 1 1 1 1 \"-\" \"aws-cli/2\" - x= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader photos.s3.eu-west-1.amazonaws.com TLSv1.3 - -\n"
    )
}

/// A record of `CloudTrail`, at a minute
fn record(minute: u32, error: Option<&str>) -> String {
    let error = error
        .map(|it| format!("\"errorCode\":\"{it}\","))
        .unwrap_or_default();
    format!(
        "{{\"eventVersion\":\"1.11\",\"userIdentity\":{{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::111122223333:user/u\",\"accountId\":\"111122223333\",\"userName\":\"u\"}},\"eventTime\":\"2026-11-20T09:{minute:02}:00Z\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"awsRegion\":\"eu-west-1\",\"sourceIPAddress\":\"192.0.2.7\",{error}\"requestParameters\":{{\"bucketName\":\"photos\",\"key\":\"a\"}},\"requestID\":\"R{minute}\",\"eventID\":\"e{minute}\",\"eventType\":\"AwsApiCall\"}}"
    )
}

fn scanned(mut scan: Scan, log: &str) -> Scanned {
    scan.push(log);
    scan.scanned()
}

/// How often something passed, and how often it was refused
fn counts(found: &Scanned) -> [u64; 2] {
    [&found.passed, &found.groups].map(|it| it.iter().map(|it| it.count).sum())
}

#[test]
fn both_sides_of_an_access_log_are_counted() {
    // The two of the first minute are one case but for their keys; a 404 is on neither side.
    let log = [
        line(1, "a", 200),
        line(1, "b", 206),
        line(2, "a", 200),
        line(3, "a", 403),
        line(4, "a", 403),
        line(5, "gone", 404),
    ]
    .concat();
    let found = scanned(Scan::with_passed(), &log);
    assert_eq!(counts(&found), [3, 2]);
    let times = found.groups[0].cases.iter().map(|it| it.0.time.as_deref());
    let wanted = ["2026-11-20T09:03:00Z", "2026-11-20T09:04:00Z"].map(Some);
    assert_eq!(times.collect::<Vec<_>>(), wanted);
    assert_eq!(counts(&scanned(Scan::new(), &log)), [0, 2]);
}

#[test]
fn both_sides_of_a_trail_are_counted() {
    let all = [
        record(1, None),
        record(2, None),
        record(3, Some("AccessDenied")),
        record(4, Some("NoSuchKey")),
    ];
    let found = scanned(
        Scan::with_passed(),
        &format!("{{\"Records\":[{}]}}", all.join(",")),
    );
    assert_eq!(counts(&found), [2, 1]);
    let found = scanned(Scan::with_passed(), &all.join("\n"));
    assert_eq!(counts(&found), [2, 1]);
    assert_eq!(counts(&scanned(Scan::new(), &all.join("\n"))), [0, 1]);
}
