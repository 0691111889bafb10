//! Secrets that stand in answers of AWS are in nothing that a world says: not in its `Debug`,
//! not in its problems, not in its holes.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use why403_model::world::{TreeProblem, World};
use why403_snapshot::{Form, read_text};

/// No two answers share a canary, so that a failure names the field
const CANARIES: &[&str] = &[
    "canary-environment",
    "canary-environment-error",
    "canary-presigned",
    "canary-access-key",
    "canary-secret-key",
    "canary-description",
    "canary-input",
    "canary-header",
    "canary-pattern",
    "canary-metadata",
    "canary-customer-key",
    "canary-origin-header",
];

/// Answers as AWS gives them, with all that is not read
fn answers() -> String {
    r#"{"accounts": {"111122223333": {
    "iam": {"users": {"ann": {
        "user": {"User": {"UserName": "ann", "Path": "/"}, "AccessKey": {"AccessKeyId": "canary-access-key", "SecretAccessKey": "canary-secret-key"}},
        "attached-policies": [], "inline-policies": [], "groups": []}}},
    "s3": {"buckets": {"logs": {"objects": [{"key": "k", "head-object": {
        "Metadata": {"token": "canary-metadata"}, "SSECustomerAlgorithm": "AES256", "SSECustomerKeyMD5": "canary-customer-key"}}]}}},
    "regions": {"eu-central-1": {
        "lambda": {"f": {
            "configuration": {
                "Configuration": {
                    "FunctionArn": "arn:aws:lambda:eu-central-1:111122223333:function:f",
                    "Role": "arn:aws:iam::111122223333:role/f", "Version": "$LATEST", "Description": "canary-description",
                    "Environment": {"Variables": {"DB_PASSWORD": "canary-environment"}, "Error": {"ErrorCode": "AccessDenied", "Message": "canary-environment-error"}}},
                "Code": {"RepositoryType": "S3", "Location": "https://awslambda.s3.amazonaws.com/f?X-Amz-Signature=canary-presigned"}},
            "policy": null,
            "url": {"AuthType": "NONE", "Cors": {"AllowOrigins": ["canary-origin-header"]}}}},
        "events": {"rules": {"Rules": [{"Name": "r", "EventPattern": "canary-pattern", "Targets": [
            {"Id": "1", "Arn": "arn:aws:sqs:eu-central-1:111122223333:q", "Input": "canary-input", "HttpParameters": {"HeaderParameters": {"Authorization": "canary-header"}}}]}]}}
    }}}}}"#
        .to_string()
}

/// All that a world can say
fn said(world: &World) -> String {
    let problems: Vec<_> = world
        .problems
        .iter()
        .map(|it| format!("{it}\n{:?}\n{}", it.help(), it.at()))
        .collect();
    format!("{world:#?}\n{problems:#?}\n{:#?}", world.survey())
}

#[track_caller]
fn check(text: &str) -> World {
    let mut last = None;
    for form in [Form::Json, Form::Yaml] {
        let world = World::build(&read_text("world.yaml", text, form));
        let said = said(&world);
        for canary in CANARIES {
            assert!(!said.contains(canary), "{canary} is said");
        }
        last = Some(world);
    }
    last.unwrap()
}

fn codes(world: &World) -> Vec<&'static str> {
    world.problems.iter().map(TreeProblem::code).collect()
}

#[test]
fn what_is_not_read_is_not_said() {
    let text = answers();
    for canary in CANARIES {
        assert!(text.contains(canary), "{canary} is nowhere");
    }
    let world = check(&text);
    assert_eq!(codes(&world), [] as [&str; 0]);
    // The answers were read all the same.
    assert_eq!(world.survey().counts.functions, 1);
    assert_eq!(world.survey().counts.event_rules, 1);
}

#[test]
fn answers_in_the_wrong_place_are_not_said() {
    // The configuration, where policies are expected: no policy, and none of its text.
    let answers = answers();
    let (_, after) = answers.split_once("\"configuration\": ").unwrap();
    let (configuration, _) = after.split_once("\"policy\": null").unwrap();
    let configuration = configuration.trim_end().trim_end_matches(',');
    let (_, inner) = configuration.split_once("\"Configuration\": ").unwrap();
    let (inner, _) = inner.split_once(",\n                \"Code\"").unwrap();
    let places = ["policy", "configuration", "url", "qualifiers"]
        .into_iter()
        .flat_map(|member| [(member, configuration), (member, inner)]);
    for (member, configuration) in places {
        let text = format!(
            r#"{{"accounts": {{"111122223333": {{"regions": {{"eu-central-1": {{"lambda": {{"g": {{"{member}": {configuration}}}}}}}}}}}}}}}"#
        );
        let world = check(&text);
        let is_in_place = member == "configuration";
        assert!(!world.problems.is_empty() || is_in_place, "{member}");
    }
}

#[test]
fn text_where_a_configuration_is_expected_is_not_said() {
    // `--output text` prints the variables too.
    let text = r#"{"accounts": {"111122223333": {"regions": {"eu-central-1": {"lambda": {"f": {"configuration": "VARIABLES\tcanary-environment"}}}}}}}"#;
    let world = check(text);
    assert_eq!(codes(&world), ["world/wrong-type"]);
}

#[test]
fn a_file_of_plain_text_is_not_said() {
    use why403_model::world::{Branch, Leaf, Tree};
    let text = "2026-01-01\tcanary-environment\tcanary-secret-key\n";
    for place in [
        "lambda/f/configuration",
        "lambda/f/policy",
        "lambda/f/url",
        "events/rules",
    ] {
        let leaf = Leaf::json("answer.json".into(), text.into());
        let path = format!("accounts/111122223333/regions/eu-central-1/{place}");
        let folder = |inside, name: &str| Branch::Folder([(name.to_string(), inside)].into());
        let tree = Tree {
            root: path.rsplit('/').fold(Branch::Leaf(leaf), folder),
            folder: None,
            problems: Vec::new(),
        };
        let world = World::build(&tree);
        let said = said(&world);
        assert_eq!(codes(&world), ["world/not-an-answer"]);
        assert!(!said.contains("canary"), "{said}");
    }
}
