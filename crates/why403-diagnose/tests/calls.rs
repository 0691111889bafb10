//! Questions about operations, from flags and symptom to the answer.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use why403_diagnose::cause::Certainty;
use why403_diagnose::diagnosis::{Checked, Overall};
use why403_diagnose::operation::outcome::Outcome;
use why403_diagnose::question::{Flags, QuestionError};
use why403_diagnose::{Diagnosis, Question, diagnose, symptom};
use why403_engine::resolve::Assume;
use why403_model::operations::Part;
use why403_model::request::{Context, Found};
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

/// One account without organization; `reader` has this one statement
fn world(statement: &str, objects: &str) -> World {
    let text = format!(
        r#"
organization: {{organization: "An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization."}}
accounts:
  "111122223333":
    iam:
      roles:
        reader:
          role: {{AssumeRolePolicyDocument: {{Version: 2012-10-17, Statement: {{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "sts:AssumeRole"}}}}}}
          attached-policies: []
          inline:
            p: {{Version: 2012-10-17, Statement: {statement}}}
    s3:
      public-access-block: null
      buckets:
        logs:
          policy: null
          ownership-controls: BucketOwnerEnforced
          public-access-block: {{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}}
          encryption: {{Rules: [{{ApplyServerSideEncryptionByDefault: {{SSEAlgorithm: AES256}}}}]}}
          location: eu-west-1
          tagging: []
          abac: Disabled
          request-payment: BucketOwner
          objects: {objects}
    regions:
      eu-west-1:
        kms:
          k1:
            key: {{KeyManager: CUSTOMER, KeyState: Enabled}}
            policy: {{Version: 2012-10-17, Statement: {{Effect: Allow, Principal: {{AWS: "arn:aws:iam::111122223333:root"}}, Action: "kms:*", Resource: "*"}}}}
            grants: []
            tags: []
"#
    );
    let world = World::build(&read_text("world", &text, Form::Yaml));
    let problems: Vec<_> = world.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, [] as [&str; 0]);
    world
}

fn flags(operation: &str, resource: &str) -> Flags {
    Flags {
        role: Some("reader".into()),
        operation: Some(operation.into()),
        resource: Some(resource.into()),
        context_absent: vec!["aws:SourceVpce".into()],
        only_sent: true,
        ..Flags::default()
    }
}

fn answer(flags: &Flags, text: Option<&str>, world: &World) -> Diagnosis {
    let symptom = text.map(|it| symptom::read(it).unwrap());
    let question = Question::new(flags, symptom, world).unwrap();
    diagnose(question, world, &Assume::default())
}

fn problem(flags: &Flags, world: &World) -> QuestionError {
    Question::new(flags, None, world).unwrap_err()
}

fn of<'d>(diagnosis: &'d Diagnosis, action: &str) -> &'d Checked {
    let mut found = diagnosis.checks.iter();
    found.find(|it| it.check.request.action.is(action)).unwrap()
}

fn context<'d>(diagnosis: &'d Diagnosis, action: &str) -> &'d Context {
    &of(diagnosis, action).check.request.context
}

const READ: &str = r#"{Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::logs/*"}"#;
const MISSING: &str = r#"[{key: a.txt, head-object: "An error occurred (404) when calling the HeadObject operation: Not Found"}]"#;
const PLAIN: &str = "[{key: a.txt, head-object: {ServerSideEncryption: AES256}}]";
const KMS: &str = r#"[{key: a.txt, head-object: {ServerSideEncryption: aws:kms, SSEKMSKeyId: "arn:aws:kms:eu-west-1:111122223333:key/k1"}}]"#;
const FORBIDDEN: &str = "An error occurred (403) when calling the HeadObject operation: Forbidden";
const OBJECT: &str = "s3://logs/a.txt";

/// `spec/s3.md` A.2: 404 with `s3:ListBucket`, else 403
#[test]
fn a_missing_object_shows_as_403_without_list_bucket() {
    let found = answer(&flags("GetObject", OBJECT), None, &world(READ, MISSING));
    assert_eq!(found.outcome, Outcome::AuthorizedButMissing);
    assert_eq!(found.decision, Overall::Allow);
    let cause = found.causes.first().unwrap();
    assert_eq!(cause.code(), "identity/no-allow");
    assert!(cause.message.contains("s3:ListBucket"), "{}", cause.message);

    let list = r#"{Effect: Allow, Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*"}"#;
    let found = answer(&flags("GetObject", OBJECT), None, &world(list, MISSING));
    assert_eq!(found.outcome, Outcome::Missing);
    assert_eq!(found.causes.len(), 0);
}

/// `spec/s3.md` A.2: the lookup of a missing object carries no prefix
#[test]
fn list_bucket_for_a_prefix_does_not_help_a_missing_object() {
    let list = r#"[{Effect: Allow, Action: "s3:GetObject", Resource: "*"}, {Effect: Allow, Action: "s3:ListBucket", Resource: "*", Condition: {StringLike: {"s3:prefix": "*"}}}]"#;
    let mut flags = flags("GetObject", OBJECT);
    flags.only_sent = false;
    let found = answer(&flags, None, &world(list, MISSING));
    assert_eq!(found.outcome, Outcome::AuthorizedButMissing);
}

#[test]
fn a_denied_action_is_a_denial_though_the_object_is_missing() {
    let other = r#"{Effect: Allow, Action: "s3:PutObject", Resource: "*"}"#;
    let found = answer(&flags("GetObject", OBJECT), None, &world(other, MISSING));
    assert_eq!(found.outcome, Outcome::Denied);
    let cause = found.causes.first().unwrap();
    assert!(cause.message.contains("s3:GetObject"), "{}", cause.message);
    assert!(
        found
            .causes
            .iter()
            .all(|it| !it.message.contains("s3:ListBucket"))
    );
}

#[test]
fn a_bare_403_of_head_object_that_nothing_denies_is_a_missing_object() {
    let mut flags = flags("HeadObject", OBJECT);
    flags.operation = None;
    let found = answer(&flags, Some(FORBIDDEN), &world(READ, "[]"));
    assert_eq!(found.outcome, Outcome::AuthorizedButMissing);
    assert_eq!(found.contradiction, None);
    let found = answer(&flags, Some(FORBIDDEN), &world(READ, PLAIN));
    assert!(found.contradiction.is_some());
    assert_eq!(found.causes.len(), 0);
}

#[test]
fn without_a_symptom_an_object_that_may_be_missing_is_a_note() {
    let found = answer(
        &flags("GetObjectTagging", OBJECT),
        None,
        &world(
            r#"{Effect: Allow, Action: "s3:GetObjectTagging", Resource: "*"}"#,
            "[]",
        ),
    );
    assert_eq!(found.outcome, Outcome::Allowed);
    let note = "if the object does not exist, S3 says 403 rather than 404";
    assert!(
        found.notes.iter().any(|it| it.starts_with(note)),
        "{:?}",
        found.notes
    );
}

#[test]
fn every_check_that_is_denied_is_a_cause() {
    let mut flags = flags("PutObject", OBJECT);
    flags.sent = vec![(Part::Header, "x-amz-tagging".into(), "team=data".into())];
    let put = r#"{Effect: Allow, Action: "s3:PutObject", Resource: "*"}"#;
    let found = answer(&flags, None, &world(put, "[]"));
    assert_eq!(found.outcome, Outcome::Denied);
    let messages: Vec<_> = found.causes.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages.iter().all(|it| it.contains("s3:PutObjectTagging")));
    // The same call without tags passes.
    flags.sent.clear();
    let found = answer(&flags, None, &world(put, "[]"));
    assert_eq!(found.outcome, Outcome::Allowed);
    // Nobody says what it sends: both may be.
    flags.only_sent = false;
    let found = answer(&flags, None, &world(put, "[]"));
    assert_eq!(found.outcome, Outcome::Undetermined);
    let tells = |it: &why403_diagnose::diagnosis::Unknown| {
        it.matters && it.gap.what == "whether the request sends x-amz-tagging"
    };
    assert!(found.unknowns.iter().any(tells), "{:?}", found.unknowns);
    let certain = found.causes.iter().map(|it| it.certainty);
    let certain: Vec<_> = certain.collect();
    assert!(!certain.is_empty() && certain.iter().all(|it| *it == Certainty::May));
}

#[test]
fn a_resource_that_nobody_knows_leaves_the_answer_open() {
    let all = r#"{Effect: Allow, Action: "*", Resource: "*"}"#;
    let found = answer(
        &flags("PutBucketReplication", "s3://logs"),
        None,
        &world(all, "[]"),
    );
    assert_eq!(found.outcome, Outcome::Undetermined);
    let open: Vec<_> = found.open.iter().map(|it| it.action.as_str()).collect();
    assert_eq!(open, ["iam:PassRole"]);
}

#[test]
fn only_a_deny_counts_where_no_allow_is_needed() {
    let delete = r#"{Effect: Allow, Action: "s3:DeleteObject", Resource: "*"}"#;
    let found = answer(&flags("DeleteObject", OBJECT), None, &world(delete, "[]"));
    assert_eq!(found.outcome, Outcome::Allowed);
    let denied = r#"[{Effect: Allow, Action: "s3:DeleteObject", Resource: "*"}, {Effect: Deny, Action: "s3:DeleteObjectVersion", Resource: "*"}]"#;
    let found = answer(&flags("DeleteObject", OBJECT), None, &world(denied, "[]"));
    // Whether the bucket was ever versioned is not known.
    assert_eq!(found.outcome, Outcome::Undetermined);
}

/// `spec/s3.md` A.6: KMS sees the caller, S3's network and the encryption context
#[test]
fn kms_sees_the_caller_through_s3() {
    let all = r#"{Effect: Allow, Action: "*", Resource: "*"}"#;
    let mut flags = flags("GetObject", OBJECT);
    let said = [
        ("aws:SourceVpce", "vpce-1"),
        ("aws:SourceIp", "203.0.113.7"),
        ("aws:PrincipalOrgID", "o-1"),
        ("aws:ResourceTag/team", "data"),
        ("s3:TlsVersion", "1.3"),
    ];
    flags.context_absent.clear();
    flags.context = said.map(|(key, value)| (key.into(), value.into())).to_vec();
    let found = answer(&flags, None, &world(all, KMS));
    let kms = context(&found, "kms:Decrypt");
    #[rustfmt::skip] // One key a row, in columns.
    let wanted = [
        ("kms:viaservice",                    Found::One("s3.eu-west-1.amazonaws.com")),
        ("kms:calleraccount",                 Found::One("111122223333")),
        ("kms:encryptioncontext:aws:s3:arn",  Found::One("arn:aws:s3:::logs/a.txt")),
        ("aws:viaawsservice",                 Found::One("true")),
        ("aws:principalorgid",                Found::One("o-1")),
        ("aws:sourcevpce",                    Found::Absent),
        ("aws:sourceip",                      Found::Unknown),
        ("aws:resourcetag/team",              Found::Unknown),
        ("s3:tlsversion",                     Found::Unknown),
    ];
    for (key, value) in wanted {
        assert_eq!(kms.find(key), value, "{key}");
    }
    let own = context(&found, "s3:GetObject");
    assert_eq!(own.find("aws:sourcevpce"), Found::One("vpce-1"));
    assert_eq!(own.find("aws:resourcetag/team"), Found::One("data"));
    assert_eq!(
        of(&found, "kms:Decrypt")
            .check
            .request
            .resource_owner
            .known()
            .unwrap()
            .as_str(),
        "111122223333"
    );
}

/// `spec/s3.md` G, and the note on `UploadPart`
#[test]
fn headers_become_condition_keys_of_the_actions_that_carry_them() {
    let all = r#"{Effect: Allow, Action: "*", Resource: "*", Condition: {StringEquals: {"s3:RequestObjectTag/owner": x}}}"#;
    let mut flags = flags("PutObject", OBJECT);
    let header = |name: &str, value: &str| (Part::Header, name.to_string(), value.to_string());
    flags.sent = vec![
        header("X-Amz-Acl", "private"),
        header("x-amz-tagging", "team=data&n+m=%C3%A9"),
        header("x-amz-server-side-encryption", "AES256"),
    ];
    let found = answer(&flags, None, &world(all, "[]"));
    let put = context(&found, "s3:PutObject");
    assert_eq!(put.find("s3:x-amz-acl"), Found::One("private"));
    assert_eq!(
        put.find("s3:x-amz-server-side-encryption"),
        Found::One("AES256")
    );
    assert_eq!(put.find("s3:requestobjecttag/team"), Found::One("data"));
    assert_eq!(put.find("s3:requestobjecttag/n m"), Found::One("é"));
    assert_eq!(put.find("s3:requestobjecttag/owner"), Found::Absent);
    assert_eq!(put.find("s3:x-amz-grant-read"), Found::Absent);
    assert_eq!(put.find("s3:objectcreationoperation"), Found::One("true"));
    assert_eq!(put.find("s3:x-amz-copy-source"), Found::Absent);
    let acl = context(&found, "s3:PutObjectAcl");
    assert_eq!(acl.find("s3:x-amz-acl"), Found::One("private"));
    assert_eq!(
        of(&found, "s3:PutObject")
            .check
            .request
            .input
            .new_acl
            .as_deref(),
        Some("private")
    );

    flags.operation = Some("UploadPart".into());
    let found = answer(&flags, None, &world(all, "[]"));
    let part = context(&found, "s3:PutObject");
    assert_eq!(part.find("s3:x-amz-server-side-encryption"), Found::Absent);
    assert_eq!(part.find("s3:objectcreationoperation"), Found::One("false"));
}

#[test]
fn what_is_said_of_the_target_is_not_said_of_the_source() {
    let mut flags = flags("CopyObject", OBJECT);
    flags.source = Some("s3://logs/in.txt?versionId=3".into());
    flags.context = vec![("s3:ExistingObjectTag/team".into(), "data".into())];
    flags.sent = vec![(
        Part::Header,
        "x-amz-source-expected-bucket-owner".into(),
        "444455556666".into(),
    )];
    let found = answer(&flags, None, &world(READ, "[]"));
    let source = of(&found, "s3:GetObjectVersion");
    assert_eq!(source.check.request.resource, "arn:aws:s3:::logs/in.txt");
    assert_eq!(
        source
            .check
            .request
            .context
            .find("s3:existingobjecttag/team"),
        Found::Unknown
    );
    let owner = |it: &Checked| it.check.request.input.expected_bucket_owner.clone();
    assert_eq!(owner(source).as_deref(), Some("444455556666"));
    let target = of(&found, "s3:PutObject");
    assert_eq!(owner(target), None);
    assert_eq!(
        target.check.request.context.find("s3:x-amz-copy-source"),
        Found::One("logs/in.txt")
    );
}

#[test]
fn the_header_of_a_copy_names_its_source() {
    let mut flags = flags("CopyObject", OBJECT);
    let value = "/logs/in%20x.txt?versionId=3";
    flags.sent = vec![(Part::Header, "x-amz-copy-source".into(), value.into())];
    let found = answer(&flags, None, &world(READ, "[]"));
    let source = of(&found, "s3:GetObjectVersion");
    assert_eq!(source.check.request.resource, "arn:aws:s3:::logs/in x.txt");
}

#[test]
fn a_version_in_the_uri_asks_for_the_version() {
    let found = answer(
        &flags("getobject", "s3://logs/a.txt?versionId=3"),
        None,
        &world(READ, "[]"),
    );
    let check = of(&found, "s3:GetObjectVersion");
    assert_eq!(check.check.request.resource, "arn:aws:s3:::logs/a.txt");
    assert_eq!(
        check.check.request.context.find("s3:versionid"),
        Found::One("3")
    );
}

#[test]
fn a_message_that_names_an_action_is_about_that_action() {
    let text = "An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::111122223333:assumed-role/reader/x is not authorized to perform: s3:PutObjectTagging on resource: \"arn:aws:s3:::logs/a.txt\" because no identity-based policy allows the s3:PutObjectTagging action";
    let found = answer(&Flags::default(), Some(text), &world(READ, "[]"));
    assert!(found.question.call.is_none());
    assert_eq!(found.checks.len(), 1);
    // Told the operation, it looks at all of it.
    let flags = Flags {
        operation: Some("PutObject".into()),
        ..Flags::default()
    };
    let found = answer(&flags, Some(text), &world(READ, "[]"));
    assert_eq!(found.outcome, Outcome::Denied);
    let cause = found.causes.first().unwrap();
    assert!(cause.proven && cause.message.contains("s3:PutObjectTagging"));
}

#[test]
fn the_settings_of_the_account_need_no_bucket() {
    let mut flags = flags("GetPublicAccessBlock", "s3://logs");
    let found = answer(&flags, None, &world(READ, "[]"));
    assert_eq!(found.checks.len(), 1);
    of(&found, "s3:GetBucketPublicAccessBlock");
    flags.resource = None;
    let found = answer(&flags, None, &world(READ, "[]"));
    of(&found, "s3:GetAccountPublicAccessBlock");
}

#[test]
fn what_is_no_operation_says_what_to_type() {
    #[track_caller]
    fn check(operation: &str, resource: &str, code: &str, help: &str) {
        let problem = problem(&flags(operation, resource), &world(READ, "[]"));
        assert_eq!(problem.code(), code);
        assert_eq!(problem.help(), help);
    }
    check(
        "s3:GetObject",
        OBJECT,
        "question/action-for-operation",
        "use --action s3:GetObject, or --operation GetObject",
    );
    check(
        "s3:ListBucket",
        "s3://logs",
        "question/action-for-operation",
        "use --action s3:ListBucket, or --operation ListObjects",
    );
    check(
        "s3:GetObjectVersion",
        OBJECT,
        "question/action-for-operation",
        "use --action s3:GetObjectVersion, or --operation GetObject",
    );
    check(
        "GetObjects",
        OBJECT,
        "question/no-such-operation",
        "did you mean --operation GetObject?",
    );
    check(
        "GetObject",
        "s3://logs",
        "question/malformed",
        "GetObject is called on an object: write s3://BUCKET/KEY",
    );
    check(
        "PutObjectAcl",
        "s3://fast--euw1-az1--x-s3/k",
        "question/nothing-authorized",
        "S3 has no such operation on this kind of bucket",
    );
    // A name that is none is told before anything of the world is missed.
    let mut unknown = flags("s3:GetObject", OBJECT);
    unknown.role = Some("nobody".into());
    let found = problem(&unknown, &world(READ, "[]"));
    assert_eq!(found.code(), "question/action-for-operation");
    for (action, help) in [
        ("GetObject", "write --action s3:GetObject"),
        ("ListObjectsV2", "use --operation ListObjectsV2"),
        (
            "read",
            "write the service and the name, such as s3:GetObject",
        ),
    ] {
        let mut bare = flags("GetObject", OBJECT);
        (bare.operation, bare.action) = (None, Some(action.into()));
        assert_eq!(problem(&bare, &world(READ, "[]")).help(), help);
    }
    let mut copied = flags("GetObject", OBJECT);
    copied.source = Some(OBJECT.into());
    assert_eq!(
        problem(&copied, &world(READ, "[]")).help(),
        "GetObject copies nothing: leave --source out"
    );
    let mut unplaced = flags("GetObject", OBJECT);
    unplaced.resource = None;
    assert_eq!(
        problem(&unplaced, &world(READ, "[]")).code(),
        "question/missing"
    );
}

/// `spec/symptoms.md` 1.4: credentials, signature and clock come before any policy: they are why,
/// and contradict no policy that allows.
#[test]
fn a_refusal_before_policies_contradicts_no_world_that_allows() {
    let check = |text: &str, wanted: Outcome| {
        let diagnosis = answer(&flags("GetObject", OBJECT), Some(text), &world(READ, PLAIN));
        assert_eq!(diagnosis.outcome, wanted, "{text}");
        let is_contradicted = diagnosis.contradiction.is_some();
        assert_eq!(
            is_contradicted,
            text.contains("AccessDenied: Access"),
            "{text}"
        );
    };
    check(
        "ExpiredToken: The provided token has expired.",
        Outcome::Denied,
    );
    check(
        "SignatureDoesNotMatch: The request signature",
        Outcome::Denied,
    );
    check("AccessDenied: Request has expired", Outcome::Denied);
    check("AccessDenied: Access Denied", Outcome::Allowed);
    // It is denied for that reason, whatever a world leaves open.
    let unknown = answer(
        &flags("GetObject", OBJECT),
        Some("ExpiredToken: The provided token has expired."),
        &world(READ, "[]"),
    );
    assert_eq!(unknown.outcome, Outcome::Denied);
    assert_eq!(unknown.contradiction, None);
}

#[test]
fn a_flag_against_the_symptom_is_an_error() {
    let symptom = symptom::read(FORBIDDEN).unwrap();
    let problem = Question::new(
        &flags("PutObject", OBJECT),
        Some(symptom),
        &world(READ, "[]"),
    );
    assert_eq!(problem.unwrap_err().code(), "question/conflict");
}
