//! Every row is sound, and some fixture has its words.

#[cfg(test)]
extern crate std;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::fs;
use std::path::{Path, PathBuf};

use why403_model::operations;

use super::*;
use crate::symptom::read as read_symptom;
use crate::symptom::read::prepared;

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    CLIENTS.iter().flat_map(|client| {
        let own = client.own.iter().map(|it| it.phrasing);
        let all = own.chain(client.phrasings.iter().copied());
        all.map(|it| (client.name, it))
    })
}

/// Texts of the fixtures by path
fn fixtures() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/symptoms");
    let mut found = BTreeMap::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let fixture: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
            let text = fixture["text"].as_str().unwrap().into();
            found.insert(path, text);
        }
    }
    found
}

#[test]
fn every_phrasing_can_be_found() {
    for (client, phrasing) in rows() {
        assert!(pattern::is_sound(phrasing), "{client}: {phrasing}");
    }
}

#[test]
fn every_operation_of_a_row_is_one() {
    for client in CLIENTS {
        for row in client.own.iter().filter(|it| !it.operation.is_empty()) {
            let mut named = operations::named(row.operation);
            let spelt = named.next().map(|it| it.name);
            assert_eq!(spelt, Some(row.operation), "{}", client.name);
        }
    }
}

#[test]
fn some_fixture_has_the_words_of_each_row() {
    let texts: Vec<String> = fixtures().values().map(|it| prepared(it)).collect();
    let is_found = |row: &str| texts.iter().any(|it| pattern::find(row, it).is_some());
    let missing: Vec<_> = rows().filter(|(_, row)| !is_found(row)).collect();
    assert!(missing.is_empty(), "no fixture has {missing:#?}");
}

#[test]
fn every_client_is_read_in_some_fixture_and_no_row_stands_twice() {
    let read: BTreeSet<_> = fixtures()
        .values()
        .filter_map(|it| read_symptom(it).ok()?.client)
        .collect();
    let mut seen = BTreeSet::new();
    for client in CLIENTS {
        assert!(read.contains(client.name), "{}", client.name);
        for row in client.phrasings {
            assert!(seen.insert((client.name, *row)), "{row}");
        }
    }
}

#[test]
fn a_hostile_text_of_many_beginnings_ends() {
    let starts: Vec<&str> = rows()
        .map(|(_, row)| row.split('{').next().unwrap_or(row))
        .filter(|it| !it.is_empty())
        .collect();
    let text = starts.join(" ").repeat(20);
    let _ = read(&text);
    let _ = read(&format!("{}{text}", "é".repeat(10_000)));
}

#[test]
fn no_secret_around_a_text_comes_out_of_it() {
    const BEFORE: &str = "GET /a?X-Amz-Credential=AKIACANARYCANARY1234%2F20261120%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Security-Token=canary%2Bcanary&X-Amz-Signature=canary\n\
        authorization: AWS AKIACANARYCANARY1234:canary=\n\
        Cookie: x\nAuthorization: Bearer canary\n\
        AWS_SECRET_ACCESS_KEY=canary AWS_SESSION_TOKEN='canary'\n";
    const BEHIND: &str = "\n{\"SecretAccessKey\": \"canary\", \\\"SessionToken\\\":\\\"canary\\\"}\n\
        <AWSAccessKeyId>AKIACANARYCANARY1234</AWSAccessKeyId><StringToSign>canary\ncanary</StringToSign><CanonicalRequest>canary</CanonicalRequest><SignatureProvided>canary</SignatureProvided>";
    for (path, text) in fixtures() {
        for text in [format!("{BEFORE}{text}"), format!("{text}{BEHIND}")] {
            let Ok(found) = read_symptom(&text) else {
                continue;
            };
            let shown = format!("{found:?}").to_ascii_lowercase();
            assert!(!shown.contains("canary"), "{}: {shown}", path.display());
        }
    }
}

#[test]
fn what_refuses_nobody_is_no_symptom() {
    for text in [
        "fatal error: An error occurred (404) when calling the HeadObject operation: Not Found",
        "botocore.exceptions.ClientError: An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.",
        "Error: reading S3 Bucket (acme-logs): operation error S3: HeadBucket, https response error StatusCode: 404, RequestID: A, HostID: B, api error NotFound: Not Found",
        "Error: waiting for S3 Bucket (acme-logs) create: timeout while waiting for state to become 'ready'",
        "HTTP Error: HTTP GET error on 'https://acme-lake.s3.eu-west-1.amazonaws.com/a.parquet' (HTTP 404)",
        "OSError: When reading information for key 'a' in bucket 'acme-lake': AWS Error NETWORK_CONNECTION during HeadObject operation: curlCode: 28, Timeout was reached",
        "ERROR : probe.txt: Failed to copy: NoSuchBucket: The specified bucket does not exist",
        "GET https://acme-media.s3.eu-west-1.amazonaws.com/a.jpg 404 (Not Found)",
    ] {
        assert!(read_symptom(text).is_err(), "{text}");
    }
}

#[test]
fn notes_are_plain_words_where_names_are_hidden() {
    let own = CLIENTS.iter().flat_map(|it| it.own);
    let notes: BTreeSet<_> = own.map(|it| it.note).collect();
    let is_changed = |it: &&str| why403_model::redact::Redactor::new().text(it) != *it;
    let changed: Vec<_> = notes.into_iter().filter(is_changed).collect();
    assert!(changed.is_empty(), "{changed:#?}");
}
