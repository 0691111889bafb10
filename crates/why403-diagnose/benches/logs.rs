//! How fast a log goes through: bytes a second, on one core, against counting its lines.
//!
//! Each log has 16 MiB, of which one line or record in a hundred is a denial. Counting line breaks
//! with `memchr` is the least that anything can do that looks at every byte. Figures:
//! `docs/performance.md`.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on panics")]

use std::fmt::Write;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use why403_diagnose::symptom;
use why403_diagnose::symptom::log::Scan;

fn main() {
    divan::main();
}

/// Bytes of each log
const SIZE: usize = 16 << 20;
/// Bytes of a piece, as the command line reads them
const PIECE: usize = 1 << 18;

/// The denial's message for the nth line
fn message(number: usize) -> String {
    let (role, key) = (number / 100 % 7, number % 1_000);
    format!(
        "User: arn:aws:sts::111122223333:assumed-role/role-{role}/session is not authorized to \
         perform: s3:GetObject on resource: \"arn:aws:s3:::photos/2026/{key}.jpg\" because no \
         identity-based policy allows the s3:GetObject action"
    )
}

/// Lines of an application, with their times; errors have a stack trace
fn application() -> String {
    let mut log = String::new();
    for number in 0.. {
        let second = number % 60;
        writeln!(log, "2026-11-20T09:15:{second:02}.{:03}Z INFO  [worker-{}] com.acme.photos.Reader - read object 2026/{number}.jpg of {} bytes in {} ms", number % 1_000, number % 16, number * 37 % 90_000, number % 400).unwrap();
        if number % 100 == 0 {
            writeln!(log, "2026-11-20T09:15:{second:02}.999Z ERROR [worker-1] com.acme.photos.Reader - cannot read\nsoftware.amazon.awssdk.services.s3.model.S3Exception: {} (Service: S3, Status Code: 403, Request ID: {number:016}, Extended Request ID: x=)\n\tat com.acme.photos.Reader.read(Reader.java:41)\n\tat com.acme.photos.Main.main(Main.java:12)", message(number)).unwrap();
        }
        if log.len() >= SIZE {
            break;
        }
    }
    log
}

/// S3's server access log
fn access_log() -> String {
    let mut log = String::new();
    let owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    for number in 0.. {
        let (status, code) = if number % 100 == 0 {
            (403, "AccessDenied")
        } else {
            (200, "-")
        };
        writeln!(log, "{owner} photos [20/Nov/2026:09:15:{:02} +0000] 192.0.2.{} arn:aws:sts::111122223333:assumed-role/role-{}/session {number:016X} REST.GET.OBJECT 2026/{number}.jpg \"GET /2026/{number}.jpg HTTP/1.1\" {status} {code} {} 90000 41 28 \"-\" \"aws-cli/2.30.0 md/awscrt#0.27\" - Ke1bUcazaN1jWuUlPJaxF64cQVpUEhoZKEG/hmy/gijN/I1DeWqDfFvnpybfEseEME/u7ME1234= SigV4 TLS_AES_128_GCM_SHA256 AuthHeader photos.s3.eu-west-1.amazonaws.com TLSv1.3 - -", number % 60, number % 250, number / 100 % 7, number * 37 % 90_000).unwrap();
        if log.len() >= SIZE {
            break;
        }
    }
    log
}

/// A file of `CloudTrail`: one line
fn cloud_trail() -> String {
    let mut log = String::from("{\"Records\":[");
    for number in 0.. {
        if number > 0 {
            log.push(',');
        }
        let error = if number % 100 == 0 {
            format!(
                "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"{}\",",
                message(number).replace('"', "\\\"")
            )
        } else {
            String::new()
        };
        let role = number / 100 % 7;
        write!(log, "{{\"eventVersion\":\"1.11\",\"userIdentity\":{{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:session\",\"arn\":\"arn:aws:sts::111122223333:assumed-role/role-{role}/session\",\"accountId\":\"111122223333\",\"accessKeyId\":\"ASIAEXAMPLE\",\"sessionContext\":{{\"sessionIssuer\":{{\"type\":\"Role\",\"principalId\":\"AROAEXAMPLE\",\"arn\":\"arn:aws:iam::111122223333:role/role-{role}\",\"accountId\":\"111122223333\",\"userName\":\"role-{role}\"}},\"attributes\":{{\"creationDate\":\"2026-11-20T09:00:00Z\",\"mfaAuthenticated\":\"false\"}}}}}},\"eventTime\":\"2026-11-20T09:15:{:02}Z\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"awsRegion\":\"eu-west-1\",\"sourceIPAddress\":\"192.0.2.{}\",\"userAgent\":\"[aws-cli/2.30.0]\",{error}\"requestParameters\":{{\"bucketName\":\"photos\",\"Host\":\"photos.s3.eu-west-1.amazonaws.com\",\"key\":\"2026/{number}.jpg\"}},\"responseElements\":null,\"additionalEventData\":{{\"SignatureVersion\":\"SigV4\",\"CipherSuite\":\"TLS_AES_128_GCM_SHA256\",\"bytesTransferredIn\":0,\"AuthenticationMethod\":\"AuthHeader\",\"x-amz-id-2\":\"abc=\",\"bytesTransferredOut\":243}},\"requestID\":\"{number:016X}\",\"eventID\":\"11112222-3333-4444-5555-{number:012}\",\"readOnly\":true,\"resources\":[{{\"type\":\"AWS::S3::Object\",\"ARN\":\"arn:aws:s3:::photos/2026/{number}.jpg\"}},{{\"accountId\":\"111122223333\",\"type\":\"AWS::S3::Bucket\",\"ARN\":\"arn:aws:s3:::photos\"}}],\"eventType\":\"AwsApiCall\",\"managementEvent\":false,\"recipientAccountId\":\"111122223333\",\"eventCategory\":\"Data\"}}", number % 60, number % 250).unwrap();
        if log.len() >= SIZE {
            break;
        }
    }
    log.push_str("]}");
    log
}

fn scanned(log: &str) -> u64 {
    let mut scan = Scan::new();
    let mut rest = log;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.len().min(PIECE));
        scan.push(piece);
        rest = behind;
    }
    scan.finish().iter().map(|it| it.count).sum()
}

fn measure(bencher: Bencher, log: &str) {
    // What is timed finds what there is: a fast scan that finds nothing would be no scan.
    assert!(scanned(log) > 0);
    bencher
        .counter(BytesCount::of_str(log))
        .bench_local(|| scanned(black_box(log)));
}

#[divan::bench(sample_count = 10)]
fn application_log(bencher: Bencher) {
    measure(bencher, &application());
}

#[divan::bench(sample_count = 10)]
fn server_access_log(bencher: Bencher) {
    measure(bencher, &access_log());
}

#[divan::bench(sample_count = 10)]
fn cloud_trail_in_one_line(bencher: Bencher) {
    measure(bencher, &cloud_trail());
}

/// The baseline: line breaks of the application's log, counted
#[divan::bench(sample_count = 10)]
fn lines_counted(bencher: Bencher) {
    let log = application();
    bencher
        .counter(BytesCount::of_str(&log))
        .bench_local(|| memchr::memchr_iter(b'\n', black_box(&log).as_bytes()).count());
}

/// One message of AWS: what a person pastes
#[divan::bench(sample_size = 100)]
fn one_message(bencher: Bencher) {
    let text = format!(
        "An error occurred (AccessDenied) when calling the GetObject operation: {}",
        message(1)
    );
    bencher.bench_local(|| {
        let mut scan = Scan::new();
        scan.push(black_box(&text));
        (scan.finish(), symptom::read(&text).unwrap())
    });
}
