//! `why403 fix` over the shipped examples: those that must be refused are, and those that have a
//! cure get one that opens no more than it says.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod shown;

use std::collections::BTreeSet;

use shown::{Shown, commands, root, run};

/// Examples that no edit cures, and the stop rule or reason
const REFUSED: &[(&str, &str)] = &[
    (
        "archived-object",
        "an archived object is restored, not allowed",
    ),
    ("locked-version", "a lock ends by itself"),
    (
        "missing-key-looks-denied",
        "to list shows 404 in place of 403",
    ),
    (
        "event-key-is-url-encoded",
        "the key is wrong, not the rights",
    ),
    ("rcp-keeps-outsiders-out", "a fence of the organization"),
    (
        "scp-denies-untagged-keys",
        "a fence; a tag would only claim to comply",
    ),
    (
        "public-policy-blocked-on-bucket",
        "an unsigned request gets credentials",
    ),
    (
        "public-policy-blocked-on-account",
        "an unsigned request gets credentials",
    ),
    (
        "public-policy-blocked-on-organization",
        "an unsigned request gets credentials",
    ),
    (
        "public-acl-is-ignored",
        "an unsigned request gets credentials",
    ),
    (
        "group-denies-contractors",
        "a Deny without conditions is meant",
    ),
    (
        "aws-managed-key-across-accounts",
        "nobody can change the policy of aws/s3",
    ),
    ("world-contradicts-error", "what cannot be has no cause"),
    ("cross-account-both-allow", "nothing is denied"),
];

/// Examples that have a cure: what it is, in its own words, and whether it opens anything else
const CURED: &[(&str, &str, bool)] = &[
    (
        "missing-get-object",
        "allow s3:GetObject for role report-reader",
        false,
    ),
    (
        "list-on-objects-arn",
        "name the bucket for what lists it and its objects for the rest, in two statements",
        false,
    ),
    (
        "kms-decrypt-missing",
        "allow kms:Decrypt for role report-reader",
        false,
    ),
    (
        "boundary-leaves-out-put",
        "let s3:PutObject pass boundary",
        false,
    ),
    (
        "cross-account-only-role-allows",
        "in bucket policy of acme-shared, allow",
        false,
    ),
    (
        "cross-account-only-bucket-allows",
        "allow s3:GetObject for role partner-etl",
        false,
    ),
    ("bucket-needs-tls", "send the request over TLS", false),
    (
        "no-mfa-denies-all-else",
        "a session that was made with MFA",
        false,
    ),
    (
        "bucket-only-through-endpoint",
        "send the request through VPC endpoint",
        false,
    ),
    (
        "key-policy-without-delegation",
        "in the key's policy",
        false,
    ),
    (
        "endpoint-policy-lists-other-buckets",
        "let s3:GetObject through policy of VPC endpoint",
        false,
    ),
    (
        "not-principal-denies-its-own-role",
        "by aws:PrincipalArn in place of NotPrincipal",
        true,
    ),
    (
        "object-of-another-account",
        "which wrote it, hands from-supplier.csv over",
        true,
    ),
    (
        "vpc-access-point-from-outside",
        "through a VPC endpoint for S3",
        false,
    ),
    ("requester-pays", "--request-payer requester", false),
    (
        "scp-at-unit-allows-other-services",
        "in SCP SandboxServices at organizational unit ou-abcd-11111111, let role admin through",
        false,
    ),
    (
        "public-policy-blocked-for-partner",
        "in place of everybody",
        true,
    ),
    ("access-log-over-http", "send the request over TLS", false),
    (
        "access-point-policy-without-object",
        "in policy of access point reports, allow s3:GetObject",
        false,
    ),
    (
        "action-that-does-not-exist",
        "write s3:ListBucket instead of s3:ListObjectsV2",
        false,
    ),
    (
        "allow-depends-on-request",
        "ask for the encryption: add --sse aws:kms",
        false,
    ),
    (
        "bucket-does-not-delegate-to-access-point",
        "in bucket policy of acme-shared, allow s3:GetObject for role analyst",
        true,
    ),
    (
        "bucket-needs-encryption-header",
        "ask for the encryption: add --sse aws:kms",
        false,
    ),
    (
        "bucket-only-for-organization",
        "except role partner-reader from the Deny",
        true,
    ),
    (
        "bucket-only-from-office",
        "send the request from an address in 203.0.113.0/24",
        false,
    ),
    (
        "cloudtrail-tells-the-network",
        "send the request through VPC endpoint",
        false,
    ),
    (
        "event-rule-may-not-invoke",
        "allow lambda:InvokeFunction for events.amazonaws.com",
        false,
    ),
    (
        "function-log-with-403",
        "allow s3:GetObject for role thumbnails",
        false,
    ),
    (
        "kms-event-names-the-object",
        "let kms:EncryptionContext:aws:s3:arn be arn:aws:s3:::acme-claims/2026/c-77.pdf as well",
        false,
    ),
    (
        "object-action-on-bucket-arn",
        "allow s3:GetObject for role report-reader",
        false,
    ),
    (
        "one-object-under-another-key",
        "allow kms:Decrypt for role trend-reader",
        false,
    ),
    (
        "one-subnet-without-the-endpoint",
        "send the request through VPC endpoint",
        false,
    ),
    (
        "paginator-needs-list-bucket",
        "allow s3:ListBucket for role photo-index",
        false,
    ),
    (
        "prefix-condition-and-aws-s3-ls",
        "list below that prefix, slash included",
        false,
    ),
    (
        "replica-key-with-another-policy",
        "in the key's policy, allow kms:Decrypt",
        false,
    ),
    (
        "session-policy-of-another-tenant",
        "make the session again, with s3:GetObject in its session policy",
        false,
    ),
];

fn answer(example: &str, options: &str) -> String {
    let page = root().join("examples").join(example).join("README.md");
    let page = std::fs::read_to_string(page).unwrap();
    let first = commands(&page).into_iter().next().unwrap();
    let command = first
        .command
        .replacen("why403 ", &format!("why403 fix {options}"), 1);
    run(&Shown::of(&command))
}

fn fixed(example: &str) -> String {
    let text = answer(example, "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_must_not_be_edited_away_gets_no_fix() {
    for (example, why) in REFUSED {
        let answer = fixed(example);
        assert!(answer.contains("no fix:"), "{example}: {why}\n{answer}");
    }
}

#[test]
fn what_can_be_cured_is_with_all_that_it_opens() {
    for (example, words, opens_more) in CURED {
        let answer = fixed(example);
        assert!(answer.contains(" fix: "), "{example}\n{answer}");
        assert!(answer.contains(words), "{example}: {words}\n{answer}");
        let opens_nothing = answer.contains("opens nothing");
        assert_eq!(!opens_nothing, *opens_more, "{example}\n{answer}");
        assert!(answer.contains(" proof "), "{example}\n{answer}");
    }
}

/// The same as data: a verified fix where there is one, none where there is none.
#[test]
fn data_says_what_the_text_says() {
    let cured = CURED.iter().map(|(example, ..)| (*example, true));
    let refused = REFUSED.iter().map(|(example, _)| (*example, false));
    for (example, is_cured) in cured.chain(refused) {
        let text = answer(example, "--format json ");
        let data: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(data["schema"], "why403/fix/v1", "{example}");
        let fixes = data["fixes"].as_array().unwrap();
        assert_eq!(!fixes.is_empty(), is_cured, "{example}: {text}");
        for fix in fixes {
            assert_eq!(fix["kind"], "verified", "{example}");
            let steps = fix["steps"].as_array().unwrap();
            assert!(!steps.is_empty(), "{example}");
            for step in steps {
                let changes = [&step["edits"], &step["request"]];
                let count: usize = changes.iter().map(|it| it.as_array().unwrap().len()).sum();
                assert!(count > 0, "{example}: a step that changes nothing: {step}");
            }
        }
    }
}

/// Owners of the first fix, but for whoever sends the request
fn owners(example: &str) -> BTreeSet<String> {
    let data: serde_json::Value = serde_json::from_str(&answer(example, "--format json ")).unwrap();
    let steps = data["fixes"][0]["steps"].as_array().cloned();
    let by = steps.into_iter().flatten().map(|it| it["by"].to_string());
    by.filter(|it| !it.contains("\"caller\"")).collect()
}

/// Blocks of commands in a message
fn scripts(messages: &str) -> Vec<String> {
    let blocks = messages.split("\n```sh\n").skip(1);
    blocks
        .map(|it| it.split("\n```").next().unwrap().to_string())
        .collect()
}

/// One message an owner, whose commands a shell reads; who alone can act asks nobody.
#[test]
fn everybody_who_has_to_act_gets_a_message() {
    let mut written = 0;
    for (example, ..) in CURED {
        let messages = answer(example, "--ask ");
        let count = messages.matches("**To:** ").count();
        assert_eq!(count, owners(example).len(), "{example}\n{messages}");
        let needed = [
            "### Why it is denied",
            "### What to change",
            "- It opens",
            "- It breaks",
        ];
        for part in needed.iter().filter(|_| count > 0) {
            assert!(messages.matches(part).count() >= count, "{example}: {part}");
        }
        for script in scripts(&messages) {
            let read = std::process::Command::new("bash")
                .args(["-n", "-c", &script])
                .output()
                .unwrap();
            assert!(read.status.success(), "{example}\n{script}");
            written += usize::from(script.contains("get-caller-identity"));
        }
    }
    assert!(written >= 10, "only {written} messages have commands");
}

/// What the organization fenced off is asked for with its policies at every level.
#[test]
fn who_keeps_a_guardrail_is_asked_without_a_change() {
    for example in ["scp-denies-untagged-keys", "rcp-keeps-outsiders-out"] {
        let message = answer(example, "--ask ");
        assert!(
            message.contains("who administers the organization"),
            "{message}"
        );
        assert!(message.contains("list-policies-for-target"), "{message}");
        assert!(!message.contains("### What to change"), "{message}");
    }
}

#[test]
fn turning_the_settings_off_opens_all_that_a_public_policy_names() {
    // The policy lets everybody read acme-site/* already, index.html and all the rest.
    let asked = "--intent public-website --allow-public --all ";
    let page = answer("public-policy-blocked-on-bucket", asked);
    let text = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, public) = text
        .split_once("fix: let the policy of bucket acme-site count, which is public")
        .unwrap_or_else(|| panic!("{page}"));
    let told = "all that the policy of bucket acme-site grants to the public counts: read it first";
    assert!(public.contains(told), "{page}");
    let opens = "opens everybody, without signing: s3:GetObject on arn:aws:s3:::acme-site/*";
    assert!(public.contains(opens), "{page}");
    assert!(!public.contains("index.html only"), "{page}");
}

/// An exception lets the caller in from every address; to come from the office opens nothing.
#[test]
fn a_condition_that_counts_no_more_is_told_in_every_form() {
    let page = answer("bucket-only-from-office", "--all ");
    let text = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let (first, exception) = text.split_once(" or: ").unwrap_or_else(|| panic!("{page}"));
    let told = "opens the caller, whatever aws:SourceIp is: s3:GetObject on \
                arn:aws:s3:::acme-finance/2026/08.csv";
    assert!(exception.contains(told), "{page}");
    assert!(!first.contains("whatever aws:SourceIp"), "{page}");
    let data = answer("bucket-only-from-office", "--all --format json ");
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["fixes"][0]["widened"], serde_json::json!([]));
    let widened = serde_json::json!([{
        "action": "s3:GetObject",
        "resource": "arn:aws:s3:::acme-finance/2026/08.csv",
        "key": "aws:SourceIp",
        "to": [{"kind": "whatever", "value": null}],
    }]);
    assert_eq!(data["fixes"][1]["widened"], widened);
}
