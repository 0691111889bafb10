//! Records and what they become: what passes, what is no record, hostile texts; and questions
//! that are asked with a record as symptom.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

mod built;

use std::fmt::Write as _;
use std::ops::ControlFlow;

use why403_diagnose::cause::Cause;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::question::{Flags, QuestionError};
use why403_diagnose::symptom::record::{Answer, access_log, cloudtrail, envelope, row};
use why403_diagnose::symptom::{self, Symptom, SymptomError};
use why403_diagnose::{Diagnosis, Question, diagnose};
use why403_engine::Layer;
use why403_engine::resolve::Assume;
use why403_model::json;
use why403_model::known::Fact;
use why403_model::operations::Part;
use why403_model::redact::Redactor;
use why403_model::request::{Found, Principal};
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

/// One account; role `app` under a path, bucket `logs`, both with these policies
fn world(identity: &str, bucket: &str) -> World {
    let text = format!(
        r#"
organization: {{organization: "An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization."}}
taken-at: 2026-11-23T07:00:00Z
accounts:
  "111122223333":
    iam:
      roles:
        app:
          role: {{Arn: "arn:aws:iam::111122223333:role/path/app", RoleId: AROAEXAMPLEAPP0000001, AssumeRolePolicyDocument: {{Version: 2012-10-17, Statement: {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "sts:AssumeRole"}}}}}}
          attached-policies: []
          inline:
            p: {{Version: 2012-10-17, Statement: {identity}}}
    s3:
      public-access-block: null
      buckets:
        logs:
          policy: {bucket}
          ownership-controls: BucketOwnerEnforced
          public-access-block: {{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}}
          encryption: {{Rules: [{{ApplyServerSideEncryptionByDefault: {{SSEAlgorithm: AES256}}}}]}}
          location: eu-west-1
          tagging: []
          abac: Disabled
          request-payment: BucketOwner
          objects: [{{key: a.txt, head-object: {{ServerSideEncryption: AES256}}}}, {{key: gone.txt, head-object: "An error occurred (404) when calling the HeadObject operation: Not Found"}}]
"#
    );
    built::world(&text)
}

const ALL: &str = r#"{Effect: Allow, Action: "s3:*", Resource: "*"}"#;
const LIST: &str = r#"{Effect: Allow, Action: "s3:ListBucket", Resource: "*"}"#;

/// A record of a session of `app`; `more` are members in front of the others
fn record(event: &str, more: &str) -> String {
    record_of(
        event,
        more,
        r#"{"type":"AssumedRole","principalId":"AROAEXAMPLEAPP0000001:s","arn":"arn:aws:sts::111122223333:assumed-role/app/s","accountId":"111122223333","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/path/app"},"attributes":{"creationDate":"2026-11-23T06:00:00Z","mfaAuthenticated":"false"}}}"#,
    )
}

fn record_of(event: &str, more: &str, identity: &str) -> String {
    format!(
        r#"{{{more}"eventVersion":"1.11","userIdentity":{identity},"eventTime":"2026-11-23T06:31:00Z","eventSource":"s3.amazonaws.com","eventName":"{event}","awsRegion":"eu-west-1","errorCode":"AccessDenied","requestParameters":{{"bucketName":"logs","key":"a.txt"}},"eventID":"1","eventType":"AwsApiCall","resources":[{{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::logs/a.txt"}},{{"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::logs"}}]}}"#
    )
}

const PUBLIC: &str = r#""errorMessage":"Access Denied","sourceIPAddress":"203.0.113.7","#;
const THROUGH: &str = r#""errorMessage":"Access Denied","sourceIPAddress":"10.0.1.5","vpcEndpointId":"vpce-0abc1234def567890","#;

fn asked(flags: &Flags, text: &str, world: &World) -> Result<Question, QuestionError> {
    Question::new(flags, Some(symptom::read(text).unwrap()), world)
}

fn answer(text: &str, world: &World) -> Diagnosis {
    let question = asked(&Flags::default(), text, world).unwrap();
    diagnose(question, world, &Assume::default())
}

fn codes(found: &Diagnosis) -> Vec<String> {
    found.causes.iter().map(Cause::code).collect()
}

/// `spec/s3.md` D: a Deny unless the request comes through the endpoint
fn only_through(endpoint: &str) -> String {
    format!(
        r#"{{Version: 2012-10-17, Statement: {{Sid: OnlyEndpoint, Effect: Deny, Principal: "*", Action: "s3:*", Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"], Condition: {{StringNotEquals: {{"aws:SourceVpce": {endpoint}}}}}}}}}"#
    )
}

#[test]
fn the_network_of_a_record_decides() {
    let world = world(ALL, &only_through("vpce-0abc1234def567890"));
    let found = answer(&record("GetObject", PUBLIC), &world);
    assert_eq!(found.decision, Overall::Deny);
    assert_eq!(codes(&found), ["resource/explicit-deny"]);
    let through = answer(&record("GetObject", THROUGH), &world);
    // Through that endpoint the bucket's policy lets it pass; what refused is the endpoint's
    // policy, which this world does not have.
    assert_eq!(codes(&through), [] as [&str; 0]);
    let unknown = through.unknowns.iter().filter(|it| it.matters);
    let layers: Vec<_> = unknown.filter_map(|it| it.layer).collect();
    assert!(layers.contains(&Layer::Endpoint), "{layers:?}");
}

#[test]
fn a_record_asks_for_the_whole_call() {
    let found = answer(&record("GetObject", PUBLIC), &world(LIST, "null"));
    assert_eq!(found.decision, Overall::Deny);
    let call = found.question.call.as_ref().unwrap();
    assert_eq!(call.operation.name, "GetObject");
    assert_eq!(call.request.resource, "arn:aws:s3:::logs/a.txt");
    assert_eq!(call.sent.find(Part::Query, "versionId"), Found::Absent);
    assert_eq!(call.sent.find(Part::Header, "x-amz-acl"), Found::Absent);
    let context = &found.question.request.context;
    assert_eq!(context.one("aws:currenttime"), Some("2026-11-23T06:31:00Z"));
    // 2026-11-23T06:31:00Z in seconds since 1970
    assert_eq!(context.one("aws:epochtime"), Some("1795415460"));
    assert_eq!(context.one("aws:sourceip"), Some("203.0.113.7"));
}

#[test]
fn what_a_put_carried_decides() {
    let deny = r#"{Version: 2012-10-17, Statement: {Effect: Deny, Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::logs/*", Condition: {"Null": {"s3:x-amz-server-side-encryption": "true"}}}}"#;
    let world = world(ALL, deny);
    let found = answer(&record("PutObject", PUBLIC), &world);
    assert_eq!(found.decision, Overall::Deny);
    let codes = codes(&found);
    assert_eq!(
        codes.first().map(String::as_str),
        Some("resource/explicit-deny")
    );
}

#[test]
fn the_role_of_a_record_has_its_path_where_the_world_lacks_the_role() {
    let empty = World::build(&read_text("world", "{}", Form::Yaml));
    let question = asked(&Flags::default(), &record("GetObject", PUBLIC), &empty).unwrap();
    let Principal::RoleSession { role_arn, id, .. } = &question.request.principal else {
        unreachable!("a session");
    };
    let arn = role_arn.as_ref().map(ToString::to_string);
    assert_eq!(
        arn.as_deref(),
        Some("arn:aws:iam::111122223333:role/path/app")
    );
    assert_eq!(id.as_deref(), Some("AROAEXAMPLEAPP0000001"));
    // Nothing tells whose the bucket is but the record.
    let owner = question.request.resource_owner.known();
    assert_eq!(
        owner.map(ToString::to_string).as_deref(),
        Some("111122223333")
    );
}

#[test]
fn a_bucket_of_another_owner_is_a_contradiction() {
    let text = record("GetObject", PUBLIC).replace(
        r#""accountId":"111122223333","type""#,
        r#""accountId":"999988887777","type""#,
    );
    let found = answer(&text, &world(LIST, "null"));
    let why = found.contradiction.unwrap();
    assert!(
        why.contains("999988887777") && why.contains("111122223333"),
        "{why}"
    );
    assert_eq!(found.causes.len(), 0);
}

#[test]
fn a_role_that_was_made_again_is_told_of() {
    let text =
        record("GetObject", PUBLIC).replace("AROAEXAMPLEAPP0000001", "AROAEXAMPLEOLD0000009");
    let found = answer(&text, &world(LIST, "null"));
    assert!(
        found
            .notes
            .iter()
            .any(|it| it.contains("deleted and made again")),
        "{:?}",
        found.notes
    );
    let same = answer(&record("GetObject", PUBLIC), &world(LIST, "null"));
    assert!(same.notes.iter().all(|it| !it.contains("made again")));
}

#[test]
fn a_caller_by_id_is_found_in_the_world_and_is_asked_for_elsewhere() {
    let world = world(LIST, "null");
    let other = |id: &str| {
        let identity =
            format!(r#"{{"type":"AWSAccount","principalId":"{id}","accountId":"111122223333"}}"#);
        record_of("GetObject", PUBLIC, &identity)
    };
    let found = asked(
        &Flags::default(),
        &other("AROAEXAMPLEAPP0000001:job"),
        &world,
    )
    .unwrap();
    let caller = found.request.principal.to_string();
    assert_eq!(caller, "arn:aws:sts::111122223333:assumed-role/app/job");
    let nobody = asked(
        &Flags::default(),
        &other("AROAEXAMPLENOBODY0001:job"),
        &world,
    );
    assert_eq!(
        nobody.unwrap_err(),
        QuestionError::CallerOfAccount {
            account: "111122223333".into()
        }
    );
    let flags = Flags {
        principal: Some("arn:aws:iam::111122223333:role/path/app".into()),
        ..Flags::default()
    };
    assert!(asked(&flags, &other("AROAEXAMPLENOBODY0001:job"), &world).is_ok());
    let flags = Flags {
        principal: Some("arn:aws:iam::222233334444:role/app".into()),
        ..Flags::default()
    };
    let wrong = asked(&flags, &other("AROAEXAMPLENOBODY0001:job"), &world);
    assert_eq!(wrong.unwrap_err().code(), "question/conflict");
}

#[test]
fn flags_fill_what_a_record_lacks_and_may_not_contradict_it() {
    let world = world(LIST, "null");
    let text = record("GetObject", PUBLIC);
    let check = |flags: Flags, flag: Option<&str>| match (asked(&flags, &text, &world), flag) {
        (Ok(_), None) => {}
        (Err(QuestionError::Conflict { flag: found, .. }), Some(flag)) => assert_eq!(found, flag),
        (found, wanted) => unreachable!("{wanted:?}: {:?}", found.err()),
    };
    let none = Flags::default;
    let pair = |key: &str, value: &str| vec![(key.to_string(), value.to_string())];
    check(
        Flags {
            context: pair("aws:SourceIp", "203.0.113.7"),
            ..none()
        },
        None,
    );
    check(
        Flags {
            context: pair("aws:SourceIp", "203.0.113.8"),
            ..none()
        },
        Some("--context"),
    );
    check(
        Flags {
            context: pair("aws:SourceVpce", "vpce-1"),
            ..none()
        },
        Some("--context"),
    );
    check(
        Flags {
            context_absent: vec!["aws:SourceIp".into()],
            ..none()
        },
        Some("--context"),
    );
    // The same moment, said in another way.
    check(
        Flags {
            context: pair("aws:CurrentTime", "2026-11-23T07:31:00+01:00"),
            ..none()
        },
        None,
    );
    check(
        Flags {
            context: pair("aws:PrincipalTag/team", "data"),
            ..none()
        },
        None,
    );
    check(
        Flags {
            resource: Some("s3://logs/a.txt".into()),
            ..none()
        },
        None,
    );
    check(
        Flags {
            resource: Some("s3://logs/b.txt".into()),
            ..none()
        },
        Some("--resource"),
    );
    check(
        Flags {
            resource: Some("s3://logs/a.txt?versionId=1".into()),
            ..none()
        },
        Some("--param"),
    );
    let header = |value: &str| vec![(Part::Header, "x-amz-acl".to_string(), value.to_string())];
    check(
        Flags {
            sent: header("private"),
            ..none()
        },
        Some("--header"),
    );
    check(
        Flags {
            operation: Some("PutObject".into()),
            ..none()
        },
        Some("--operation"),
    );
    check(
        Flags {
            role: Some("app".into()),
            ..none()
        },
        None,
    );
}

/// The message is about the key: the inner call has the caller's session, not its network.
#[test]
fn a_key_that_s3_asked_for_is_asked_about_as_s3_did() {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/k1";
    let message = format!(
        r#""errorMessage":"User: arn:aws:sts::111122223333:assumed-role/app/s is not authorized to perform: kms:Decrypt on resource: {key} because no identity-based policy allows the kms:Decrypt action","sourceIPAddress":"10.0.1.5","vpcEndpointId":"vpce-0abc1234def567890","#
    );
    let text = record("GetObject", &message);
    let question = asked(&Flags::default(), &text, &world(ALL, "null")).unwrap();
    assert!(question.request.action.is("kms:Decrypt"));
    assert_eq!(question.request.resource, key);
    let context = &question.request.context;
    assert_eq!(context.find("aws:sourcevpce"), Found::Absent);
    assert_eq!(context.find("aws:sourceip"), Found::Unknown);
    assert_eq!(context.one("aws:viaawsservice"), Some("true"));
    assert_eq!(
        context.one("kms:viaservice"),
        Some("s3.eu-west-1.amazonaws.com")
    );
    assert_eq!(context.find("s3:authtype"), Found::Unknown);
    assert!(matches!(&question.request.resource_owner, Fact::Known(_)));
}

/// `spec/s3.md` H.1: the record has bucket in the message and the key in the call.
#[test]
fn a_missing_key_needs_no_flag() {
    let message = r#""errorMessage":"User: arn:aws:sts::111122223333:assumed-role/app/s is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::logs\" because no identity-based policy allows the s3:ListBucket action","sourceIPAddress":"203.0.113.7","#;
    let text = record("GetObject", message).replace("a.txt", "gone.txt");
    let get = r#"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#;
    let found = answer(&text, &world(get, "null"));
    assert_eq!(found.outcome.id(), "authorized-but-missing");
    assert_eq!(found.contradiction, None);
}

#[test]
fn the_call_of_a_line_is_asked_about() {
    let line = "79a59df900b949e5 logs [23/Nov/2026:06:31:00 +0000] 203.0.113.7 arn:aws:sts::111122223333:assumed-role/app/s 3E57 REST.GET.OBJECT a.txt \"GET /logs/a.txt HTTP/1.1\" 403 AccessDenied 243 - 7 - \"-\" \"curl/8\" - h= SigV4 - AuthHeader logs.s3.eu-west-1.amazonaws.com - - -";
    let deny = r#"{Version: 2012-10-17, Statement: {Effect: Deny, Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::logs/*", Condition: {Bool: {"aws:SecureTransport": "false"}}}}"#;
    let found = answer(line, &world(ALL, deny));
    assert_eq!(found.decision, Overall::Deny);
    assert_eq!(codes(&found), ["resource/explicit-deny"]);
}

#[test]
fn a_record_of_a_success_is_no_symptom_and_still_a_record() {
    let passed = record("GetObject", PUBLIC).replace(r#""errorCode":"AccessDenied","#, "");
    let node = json::read(&passed).node.unwrap();
    assert_eq!(cloudtrail::read(&node), None);
    let found = cloudtrail::record(&node).unwrap();
    assert_eq!(found.answer, Answer::Passed);
    let operation = found.symptom.operation.as_deref();
    assert_eq!(operation, Some("GetObject"));
    let text = format!("{passed}\n{passed}");
    let records = SymptomError::NoRefusal { records: 2 };
    assert_eq!(symptom::read(&text), Err(records));
    let line = "o logs [23/Nov/2026:06:31:00 +0000] 203.0.113.7 - 3E57 REST.GET.OBJECT a.txt \"GET /logs/a.txt HTTP/1.1\" 200 - 243 - 7 - \"-\" \"curl/8\" -";
    assert_eq!(access_log::read(line), None);
    assert_eq!(access_log::record(line).unwrap().answer, Answer::Passed);
    assert_eq!(
        symptom::read(line).unwrap_err().code(),
        "symptom/no-refusal"
    );
}

/// An envelope repeats name and source of its record: each record is met once.
#[test]
fn every_record_is_met_once() {
    let inner = json::quoted(&record("GetObject", PUBLIC));
    let event = format!(
        r#"{{"EventName":"GetObject","EventSource":"s3.amazonaws.com","CloudTrailEvent":{inner}}}"#
    );
    let row = format!(
        r#"[{{"field":"eventName","value":"GetObject"}},{{"field":"eventSource","value":"s3.amazonaws.com"}},{{"field":"@message","value":{inner}}}]"#
    );
    for text in [
        format!(r#"{{"Events":[{event},{event}]}}"#),
        format!(r#"{{"results":[{row},{row}]}}"#),
        format!("[{inner},{inner}]"),
        format!("[{event},{event}]"),
        format!(r#"[{{"CloudTrailEvent":{inner}}},{{"CloudTrailEvent":{inner}}}]"#),
    ] {
        let mut refused = 0;
        let _ = envelope::each_in_text(&text, &mut |node| {
            refused += usize::from(cloudtrail::read(node).is_some());
            ControlFlow::Continue(())
        });
        assert_eq!(refused, 2, "{text}");
    }
}

#[test]
fn what_is_no_record_is_none() {
    for text in [
        "{}",
        "[]",
        "null",
        r#"{"eventName":"GetObject"}"#,
        // S3's notification of an event
        r#"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{}}]}"#,
        r#"{"Records":[]}"#,
        r#"{"Records":["#,
        r#"{"errorMessage":"x","errorType":"y"}"#,
    ] {
        let mut count = 0;
        let _ = envelope::each_in_text(text, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert_eq!(count, 0, "{text}");
    }
    for line in ["", "a b c", "GET / 403", "o b [x] a - r REST.GET.OBJECT k"] {
        assert_eq!(access_log::record(line), None, "{line}");
    }
    assert_eq!(row::record([("eventName", "GetObject")]), None);
}

/// A log function's error that starts with a brace is still read as a message.
#[test]
fn other_json_is_read_as_before() {
    let text = r#"{"errorMessage": "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied", "errorType": "ClientError"}"#;
    let found: Symptom = symptom::read(text).unwrap();
    assert_eq!(found.operation.as_deref(), Some("GetObject"));
}

/// Sentences about a record hold no word that a redactor takes for a name.
#[test]
fn notes_can_be_redacted() {
    let mut count = 0;
    for folder in ["cloudtrail", "access-log"] {
        let folder = format!("../../fixtures/symptoms/{folder}");
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let fixture: toml::Table = text.parse().unwrap();
            let found = symptom::read(fixture["text"].as_str().unwrap()).unwrap();
            for note in &found.notes {
                let own = note.split(' ').filter(|it| !it.starts_with("arn:"));
                let own: Vec<&str> = own.collect();
                let shown = Redactor::new().text(&own.join(" "));
                assert!(!shown.contains("name-"), "{note}: {shown}");
                count += 1;
            }
        }
    }
    assert!(count > 10, "{count} notes");
}

#[test]
fn hostile_texts_never_panic() {
    let text = record("GetObject", PUBLIC);
    let wrapped = format!(r#"{{"Records":[{text}, {text}]}}"#);
    for (at, _) in wrapped.char_indices().step_by(3) {
        let _ = symptom::read(&wrapped[..at]);
        let _ = symptom::read(&wrapped[at..]);
    }
    let line = "o logs [23/Nov/2026:06:31:00 +0000] 203.0.113.7 - 3E57 REST.GET.OBJECT %é \"GET /\" 2\" HTTP/1.1\" 403 AccessDenied 243 - 7 - \"-\" \"\" \" -";
    for (at, _) in line.char_indices() {
        let _ = access_log::record(&line[..at]);
        let _ = access_log::record(&line[at..]);
    }
    // Members of the wrong kind
    for odd in ["1", "[]", "{}", "null", "true", r#""""#, "[[[[]]]]"] {
        for name in [
            "userIdentity",
            "requestParameters",
            "resources",
            "additionalEventData",
            "tlsDetails",
            "eventTime",
            "errorMessage",
            "eventName",
        ] {
            let text = format!(
                r#"{{"{name}":{odd},"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied"}}"#
            );
            let _ = symptom::read(&text);
        }
    }
    let odd = "é".repeat(40);
    let key = format!(
        r#"{{"userIdentity":{{"type":"IAMUser","accessKeyId":"{odd}"}},"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied"}}"#
    );
    let _ = symptom::read(&key);
}

/// Texts inside texts grow by their escapes: depth is bounded before that
#[test]
fn texts_inside_texts_end() {
    let mut text = record("GetObject", PUBLIC);
    for _ in 0..8 {
        text = format!(r#"{{"Message":{}}}"#, json::quoted(&text));
    }
    let _ = symptom::read(&text);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let _ = symptom::read(&deep);
    let mut quotes =
        String::from("o logs [23/Nov/2026:06:31:00 +0000] 1.2.3.4 - 3E57 REST.GET.OBJECT k \"GET ");
    for _ in 0..100_000 {
        let _ = write!(quotes, "\" x ");
    }
    assert_eq!(access_log::record(&quotes), None);
    let presto = "{a=".repeat(100_000);
    assert_eq!(row::record([("userIdentity", presto.as_str())]), None);
}
