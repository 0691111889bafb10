//! Addresses, a line a case; what each names is AWS's documentation of its endpoint.

use super::*;

const POINT: &str = "arn:aws:s3:eu-west-1:111122223333:accesspoint/reports";

#[track_caller]
fn check(text: &str, door: Door, resource: Option<&str>, region: Option<&str>) {
    let found = read(text).unwrap_or_else(|| panic!("{text} is read"));
    assert_eq!(found.door, door, "{text}");
    assert_eq!(found.resource.as_deref(), resource, "{text}");
    assert_eq!(found.region.as_deref(), region, "{text}");
}

#[track_caller]
fn says(text: &str, key: &str, wanted: &str) {
    let found = read(text).unwrap();
    let mut context = found.context.iter();
    let entry = context.find(|it| it.0 == key).map(|it| &it.1);
    assert_eq!(entry, Some(&Entry::One(wanted.into())), "{text}");
}

#[test]
fn a_bucket_stands_in_the_host_or_in_the_path() {
    let region = Some("eu-west-1");
    let object = Some("arn:aws:s3:::logs/a/b.txt");
    for host in [
        "logs.s3.eu-west-1.amazonaws.com",
        "logs.s3.dualstack.eu-west-1.amazonaws.com",
        "logs.s3-eu-west-1.amazonaws.com",
        "logs.s3-fips.eu-west-1.amazonaws.com",
        "LOGS.S3.eu-west-1.amazonaws.com:443",
    ] {
        check(
            &format!("https://{host}/a/b.txt"),
            Door::Rest,
            object,
            region,
        );
    }
    for host in ["s3.eu-west-1.amazonaws.com", "s3-eu-west-1.amazonaws.com"] {
        check(
            &format!("https://{host}/logs/a/b.txt"),
            Door::Rest,
            object,
            region,
        );
    }
    check(
        "https://logs.s3.amazonaws.com/a/b.txt",
        Door::Rest,
        object,
        None,
    );
    check(
        "logs.s3.amazonaws.com",
        Door::Rest,
        Some("arn:aws:s3:::logs"),
        None,
    );
    check("https://s3.amazonaws.com/", Door::Rest, None, None);
    check(
        "https://logs.s3-accelerate.amazonaws.com/a/b.txt",
        Door::Accelerate,
        object,
        None,
    );
    check(
        "https://logs.s3-accelerate.dualstack.amazonaws.com/a/b.txt",
        Door::Accelerate,
        object,
        None,
    );
}

#[test]
fn a_name_may_hold_dots_and_even_s3() {
    let check = |host: &str, bucket: &str| {
        let wanted = format!("arn:aws:s3:::{bucket}/k");
        check(
            &format!("https://{host}/k"),
            Door::Rest,
            Some(&wanted),
            Some("eu-west-1"),
        );
    };
    check(
        "www.example.com.s3.eu-west-1.amazonaws.com",
        "www.example.com",
    );
    check("my.s3.logs.s3.eu-west-1.amazonaws.com", "my.s3.logs");
    check("s3.s3.eu-west-1.amazonaws.com", "s3");
}

#[test]
fn other_partitions_have_their_own_arns() {
    check(
        "https://logs.s3.cn-north-1.amazonaws.com.cn/k",
        Door::Rest,
        Some("arn:aws-cn:s3:::logs/k"),
        Some("cn-north-1"),
    );
    check(
        "https://logs.s3-fips.us-gov-west-1.amazonaws.com/k",
        Door::Rest,
        Some("arn:aws-us-gov:s3:::logs/k"),
        Some("us-gov-west-1"),
    );
}

#[test]
fn a_website_serves_objects_and_index_documents() {
    let object = Some("arn:aws:s3:::www.example.com/a.html");
    for host in ["s3-website-eu-west-1", "s3-website.eu-west-1"] {
        let url = format!("http://www.example.com.{host}.amazonaws.com/a.html");
        check(&url, Door::Website, object, Some("eu-west-1"));
        says(&url, "aws:SecureTransport", "false");
    }
    let index = "http://www.example.com.s3-website.eu-west-1.amazonaws.com/docs/";
    check(
        index,
        Door::Website,
        Some("arn:aws:s3:::www.example.com"),
        Some("eu-west-1"),
    );
    assert!(
        read(index)
            .unwrap()
            .notes
            .iter()
            .any(|it| it.contains("index document"))
    );
}

#[test]
fn access_points_are_named_by_host_alias_or_arn() {
    let region = Some("eu-west-1");
    let object = format!("{POINT}/object/a b/c");
    for host in [
        "s3-accesspoint",
        "s3-accesspoint-fips",
        "s3-accesspoint.dualstack",
    ] {
        let url = format!("https://reports-111122223333.{host}.eu-west-1.amazonaws.com/a%20b/c");
        check(&url, Door::AccessPoint, Some(&object), region);
        assert_eq!(read(&url).unwrap().account.as_deref(), Some("111122223333"));
    }
    // A name may have dashes of its own.
    check(
        "https://team-reports-111122223333.s3-accesspoint.eu-west-1.amazonaws.com/",
        Door::AccessPoint,
        Some("arn:aws:s3:eu-west-1:111122223333:accesspoint/team-reports"),
        region,
    );
    check(
        "https://reports-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias.s3.eu-west-1.amazonaws.com/k",
        Door::Rest,
        Some("arn:aws:s3:::reports-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias/k"),
        region,
    );
    check(POINT, Door::AccessPoint, Some(POINT), region);
    check(
        &format!("s3://{POINT}/a b/c"),
        Door::AccessPoint,
        Some(&object),
        region,
    );
    check(
        &format!("s3://{object}"),
        Door::AccessPoint,
        Some(&object),
        region,
    );
    check(
        "https://resize-111122223333.s3-object-lambda.eu-west-1.amazonaws.com/k",
        Door::ObjectLambda,
        Some("arn:aws:s3-object-lambda:eu-west-1:111122223333:accesspoint/resize/object/k"),
        region,
    );
    let many = "https://mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com/k";
    check(many, Door::MultiRegion, None, None);
    assert!(
        read(many)
            .unwrap()
            .notes
            .iter()
            .any(|it| it.contains("mfzwi23gnjvgw.mrap"))
    );
    check(
        "https://ap-111122223333.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com/k",
        Door::Outposts,
        Some(
            "arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-01ac5d28a6a232904/accesspoint/ap/object/k",
        ),
        Some("us-east-1"),
    );
}

#[test]
fn control_directory_buckets_and_the_console_are_known() {
    let control = "https://111122223333.s3-control.eu-west-1.amazonaws.com";
    let url = format!("{control}/v20180820/accesspoint/reports/policy");
    check(&url, Door::Control, Some(POINT), Some("eu-west-1"));
    let url = format!("{control}/v20180820/configuration/publicAccessBlock");
    check(&url, Door::Control, None, Some("eu-west-1"));
    assert_eq!(read(&url).unwrap().account.as_deref(), Some("111122223333"));
    check(
        "https://fast--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k",
        Door::Directory,
        Some("arn:aws:s3:::fast--use1-az4--x-s3/k"),
        Some("us-east-1"),
    );
    check(
        "https://eu-west-1.console.aws.amazon.com/s3/object/logs?region=eu-west-1&prefix=a/b%20c.txt",
        Door::Console,
        Some("arn:aws:s3:::logs/a/b c.txt"),
        Some("eu-west-1"),
    );
}

#[test]
fn a_host_of_an_endpoint_names_the_endpoint() {
    let zone = "vpce-1a2b3c4d-5e6f7g8h-us-east-1a.s3.us-east-1.vpce.amazonaws.com";
    let object = Some("arn:aws:s3:::logs/k");
    for url in [
        format!("https://logs.bucket.{zone}/k"),
        format!("https://bucket.{zone}/logs/k"),
    ] {
        check(&url, Door::Rest, object, Some("us-east-1"));
        says(&url, "aws:SourceVpce", "vpce-1a2b3c4d");
        says(&url, "aws:SecureTransport", "true");
    }
    check(
        "https://reports-111122223333.accesspoint.vpce-1a2b3c4d-5e6f.s3.eu-west-1.vpce.amazonaws.com/k",
        Door::AccessPoint,
        Some(&format!("{POINT}/object/k")),
        Some("eu-west-1"),
    );
    let control = "https://111122223333.control.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com/v20180820/x";
    check(control, Door::Control, None, Some("us-east-1"));
}

#[test]
fn keys_are_decoded_as_s3_does() {
    let check = |path: &str, key: &str| {
        let wanted = format!("arn:aws:s3:::logs/{key}");
        check(
            &format!("https://logs.s3.amazonaws.com/{path}"),
            Door::Rest,
            Some(&wanted),
            None,
        );
    };
    check("a%20b%2Bc+d", "a b+c+d");
    check("%C3%BCber", "über");
    check("/leading", "/leading");
    check("dir/", "dir/");
    // What is not encoded rightly stays as it is.
    check("50%", "50%");
    check("a?prefix=x#y", "a");
}

#[test]
fn uris_of_clients_are_not_decoded() {
    for scheme in ["s3", "s3a", "s3n", "S3"] {
        check(
            &format!("{scheme}://logs/a%20b"),
            Door::Name,
            Some("arn:aws:s3:::logs/a%20b"),
            None,
        );
    }
    check("s3://logs/", Door::Name, Some("arn:aws:s3:::logs"), None);
    check("'s3://logs'", Door::Name, Some("arn:aws:s3:::logs"), None);
    check(
        "arn:aws:s3:::logs/a b",
        Door::Name,
        Some("arn:aws:s3:::logs/a b"),
        None,
    );
}

#[test]
fn of_a_presigned_url_only_what_is_no_secret_stays() {
    let url = "https://logs.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20261120%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20261120T091500Z&X-Amz-Expires=3600&X-Amz-Security-Token=canaryTOKEN&X-Amz-SignedHeaders=host&x-amz-request-payer=requester&x-amz-server-side-encryption-customer-key=canaryKEY&versionId=3sL4k&X-Amz-Signature=canarySIGNATURE";
    let found = read(url).unwrap();
    assert_eq!(
        found.signing,
        Some(Signing {
            version: "AWS4-HMAC-SHA256".into(),
            at: Some("2026-11-20T09:15:00Z".into()),
            seconds: Some(3600),
            region: Some("eu-west-1".into()),
            access_key: Some("MPLE".into()),
            is_temporary: true,
        })
    );
    assert_eq!(found.region.as_deref(), Some("eu-west-1"));
    let one = |value: &str| Entry::One(value.into());
    assert_eq!(
        found.sent,
        [
            (Part::Header, "x-amz-request-payer".into(), one("requester")),
            (Part::Query, "versionId".into(), one("3sL4k")),
        ]
    );
    says(url, "s3:authType", "REST-QUERY-STRING");
    says(url, "s3:signatureversion", "AWS4-HMAC-SHA256");
    let all = format!("{found:?}");
    assert!(
        !all.contains("canary") && !all.contains("IOSFODNN"),
        "{all}"
    );
    let old = "https://logs.s3.amazonaws.com/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1141889120&Signature=canary";
    let found = read(old).unwrap();
    let signing = found.signing.clone().unwrap();
    assert_eq!(
        (signing.version.as_str(), signing.access_key.as_deref()),
        ("AWS", Some("MPLE"))
    );
    assert!(!format!("{found:?}").contains("canary"));
}

#[test]
fn what_is_no_address_of_s3_is_none() {
    for text in [
        "",
        "https://",
        "https://example.com/logs/k",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
        "https://sts.eu-west-1.amazonaws.com/",
        "https://amazonaws.com",
        "https://logs.s3.eu-west-1.example.amazonaws.com/k",
        "https://nothing.s3-accesspoint.eu-west-1.amazonaws.com/k",
        "ftp://logs.s3.amazonaws.com/k",
        "s3:///k",
        "s3://{bucket}/k",
        "arn:aws:iam::111122223333:role/x",
        "logs/k",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_text_with_one_address_tells_it() {
    let of = |text: &str| only_one_in(text).and_then(|it| it.resource);
    let object = Some("arn:aws:s3:::logs/k".to_string());
    assert_eq!(
        of("GET https://logs.s3.amazonaws.com/k: 403; see https://aws.amazon.com/s3"),
        object
    );
    assert_eq!(
        of("s3://logs/k and (https://logs.s3.amazonaws.com/k)."),
        object
    );
    assert_eq!(of("copy failed: s3://a/k to s3://b/k"), None);
    assert_eq!(of("é://logs/k ://x s3:// "), None);
}
