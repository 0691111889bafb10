//! Secrets by label, by form, and what only speaks of them.

use super::*;

#[track_caller]
fn check(text: &str, wanted: &str) {
    assert_eq!(hidden(text), wanted);
    assert_eq!(hidden(wanted), wanted, "once hidden, nothing is left");
}

#[test]
fn secrets_are_found_by_their_label() {
    check(
        "?X-Amz-Security-Token=IQoJ%2Fab&X-Amz-Signature=0abc&x-id=GetObject",
        "?X-Amz-Security-Token=***&X-Amz-Signature=***&x-id=GetObject",
    );
    check(
        "AWS_SECRET_ACCESS_KEY=wJalr/K7 x",
        "AWS_SECRET_ACCESS_KEY=*** x",
    );
    check(
        r#"{\"SecretAccessKey\": \"wJalr\"}"#,
        r#"{\"SecretAccessKey\": \"***\"}"#,
    );
    check(
        "'X-Amz-Security-Token': b'abc', 'x': 1",
        "'X-Amz-Security-Token': b'***', 'x': 1",
    );
    check("Signature\\u003dabc\\u0026", "Signature\\u003d***\\u0026");
    check("fs.s3a.secret.key=canary", "fs.s3a.secret.key=***");
    check(
        "Encoded authorization failure message: 4GIOHlTkIaWHQD",
        "Encoded authorization failure message: ***",
    );
    check("(KEY_ID 'x', SECRET 'abc')", "(KEY_ID 'x', SECRET '***')");
    check("- Signature:\n0abc\nnext", "- Signature:\n***\nnext");
    check("<Token-0>abc</Token-0>", "<Token-0>***</Token-0>");
    check(
        "x-amz-server-side-encryption-customer-key: abc=\nx",
        "x-amz-server-side-encryption-customer-key: ***\nx",
    );
}

#[test]
fn what_was_signed_is_hidden() {
    check(
        "<StringToSign>AWS4-HMAC-SHA256\n2026\nx</StringToSign><HostId>y",
        "<StringToSign>***</StringToSign><HostId>y",
    );
    check(
        "- DEBUG - CanonicalRequest:\nGET\n/\nhost:x\n2026-11-20 - y",
        "- DEBUG - CanonicalRequest:\n***\n2026-11-20 - y",
    );
}

#[test]
fn an_authorization_keeps_the_scope_and_nothing_of_its_signature() {
    check(
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261120/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0abc",
        "Authorization: AWS4-HMAC-SHA256 Credential=****************MPLE/20261120/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=***",
    );
    check(
        "authorization: AWS AKIAIOSFODNN7EXAMPLE:abc=\nhost",
        "authorization: ***\nhost",
    );
    check("'Authorization': 'Bearer abc'", "'Authorization': '***'");
}

#[test]
fn secrets_are_found_by_their_form() {
    check("key AKIAIOSFODNN7EXAMPLE.", "key ****************MPLE.");
    check(
        "<AWSAccessKeyId>0PN5J17HBGZHT7JJ3X82<",
        "<AWSAccessKeyId>****************3X82<",
    );
    let token = format!("IQoJb3JpZ2lu{}", "a/b+".repeat(20));
    check(&format!("x {token} y"), "x *** y");
}

#[test]
fn what_only_speaks_of_secrets_stays() {
    for text in [
        "ExpiredToken: The provided token has expired.",
        "InvalidToken: The provided token is malformed or otherwise invalid.",
        "The request signature we calculated does not match the signature you provided.",
        "SignatureDoesNotMatch: no",
        "is not authorized to perform: secretsmanager:GetSecretValue",
        "the access key: none",
        "Signature expired: 20170103T233357Z is now earlier than 20170104T042623Z",
        "SignedHeaders=host;x-amz-security-token, a",
        "arn:aws:s3:::akia/ASIAN-markets.csv AKIA",
        "AROAIOSFODNN7EXAMPLE:session",
        "é<StringToSigné",
    ] {
        check(text, text);
    }
}

#[test]
fn an_element_that_was_cut_off_in_front_is_hidden() {
    check(
        "canary</StringToSign><RequestId>x",
        "***</StringToSign><RequestId>x",
    );
    check(
        "<StringToSign></StringToSign>x",
        "<StringToSign></StringToSign>x",
    );
}

#[test]
fn hostile_texts_end() {
    for part in [
        "token=",
        "Signature:\n",
        "StringToSign:",
        "AKIA",
        "é=",
        "%3D",
        "\\u003d",
    ] {
        let text = part.repeat(50_000);
        let shown = hidden(&text);
        assert!(shown.len() <= 3 * text.len());
    }
}
