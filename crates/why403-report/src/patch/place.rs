//! Commands of the AWS CLI for each place: how it is read, written, and put back.

use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::{Entity, Site};
use why403_diagnose::fix::{AclOf, Canned, Tagged};
use why403_model::arn::{AccountId, Arn};
use why403_model::shell::quoted;

use super::call::{Call, Line, Word};

/// The commands of a place
pub(super) struct Calls {
    /// Lines that come before any of the others: they fill variables
    pub(super) prepare: Vec<String>,
    /// Prints what stands there
    pub(super) read: Vec<Line>,
    /// Writes a file there
    pub(super) put: Vec<Line>,
    /// Puts back what was there, where writing it again does not do that
    pub(super) restore: Option<Vec<Line>>,
    /// Takes away what was written where nothing stood
    pub(super) remove: Option<Vec<Line>>,
    /// The error that says that nothing stands there
    pub(super) absent: &'static str,
}

/// The commands of a place that holds one document or setting; `None` for what is added to
pub(super) fn of(change: &Change) -> Option<Calls> {
    let region = change.at.region.as_deref();
    if let (Site::Tags(of), To::Tag { before, given }) = (&change.at.site, &change.to) {
        let (old, new): (Vec<String>, Vec<String>) = given
            .keys()
            .cloned()
            .partition(|it| before.contains_key(it));
        return Some(tags(of, &old, &new, change));
    }
    Some(match &change.at.site {
        Site::Inline { of, name, policy } => inline(*of, name, policy),
        Site::PermissionSet(set) => permission_set(set),
        Site::Managed { arn, .. } => managed(arn),
        Site::Trust(role) => Calls::new(
            Call::global("iam get-role")
                .text("role-name", role)
                .answer("Role.AssumeRolePolicyDocument", "json"),
            Call::global("iam update-assume-role-policy")
                .text("role-name", role)
                .with("policy-document", Word::File),
            "NoSuchEntity",
        ),
        Site::BucketPolicy(name) => {
            let call = |verb: &str| {
                Call::in_region(&format!("s3api {verb}-bucket-policy"), region).text("bucket", name)
            };
            Calls::new(
                call("get").answer("Policy", "text"),
                call("put").with("policy", Word::File),
                "NoSuchBucketPolicy",
            )
            .removed(call("delete"))
        }
        Site::AccessPointPolicy(arn) => access_point(arn, region),
        Site::KeyPolicy(arn) => {
            let call = |verb: &str| {
                Call::in_region(&format!("kms {verb}-key-policy"), region)
                    .text("key-id", arn)
                    .text("policy-name", "default")
            };
            Calls::new(
                call("get").answer("Policy", "text"),
                call("put").with("policy", Word::File),
                "NotFoundException",
            )
        }
        Site::EndpointPolicy(id) => Calls::new(
            Call::in_region("ec2 describe-vpc-endpoints", region)
                .with("vpc-endpoint-ids", Word::Many(vec![id.clone()]))
                .answer("VpcEndpoints[0].PolicyDocument", "text"),
            Call::in_region("ec2 modify-vpc-endpoint", region)
                .text("vpc-endpoint-id", id)
                .with("policy-document", Word::File),
            "InvalidVpcEndpointId.NotFound",
        ),
        Site::OrganizationPolicy { id, .. } => Calls::new(
            Call::global("organizations describe-policy")
                .text("policy-id", id)
                .answer("Policy.Content", "text"),
            Call::global("organizations update-policy")
                .text("policy-id", id)
                .with("content", Word::File),
            "PolicyNotFoundException",
        ),
        Site::PublicAccessBlock(of) => public_access_block(of, region),
        Site::Acl(of) => match &change.to {
            To::Acl { canned, keeper, .. } => acl(of, *canned, keeper, region),
            _ => return None,
        },
        Site::Ownership(name) | Site::Encryption(name) | Site::Logging(name) => {
            setting(&change.at.site, name, region)
        }
        Site::FunctionPolicy { .. }
        | Site::Grants(_)
        | Site::Tags(_)
        | Site::Trail(_)
        | Site::Object { .. } => return None,
    })
}

impl Calls {
    fn new(read: Call, put: Call, absent: &'static str) -> Self {
        Self {
            prepare: Vec::new(),
            read: vec![Line::Call(read)],
            put: vec![Line::Call(put)],
            restore: None,
            remove: None,
            absent,
        }
    }

    fn removed(mut self, by: Call) -> Self {
        self.remove = Some(vec![Line::Call(by)]);
        self
    }
}

/// A setting of a bucket, which is read and written as one
fn setting(site: &Site, name: &str, region: Option<&str>) -> Calls {
    let call = |verb: &str, what: &str| {
        Call::in_region(&format!("s3api {verb}-bucket-{what}"), region).text("bucket", name)
    };
    match site {
        Site::Encryption(_) => Calls::new(
            call("get", "encryption").answer("ServerSideEncryptionConfiguration", "json"),
            call("put", "encryption").with("server-side-encryption-configuration", Word::File),
            "ServerSideEncryptionConfigurationNotFoundError",
        ),
        Site::Logging(_) => {
            let query = "LoggingEnabled && {LoggingEnabled: LoggingEnabled}";
            let put = |word| call("put", "logging").with("bucket-logging-status", word);
            let read = call("get", "logging").answer(query, "json");
            let calls = Calls::new(read, put(Word::File), "NoSuchBucket");
            calls.removed(put(Word::Part("undo")))
        }
        _ => Calls::new(
            call("get", "ownership-controls").answer("OwnershipControls", "json"),
            call("put", "ownership-controls").with("ownership-controls", Word::File),
            "OwnershipControlsNotFoundError",
        )
        .removed(call("delete", "ownership-controls")),
    }
}

fn inline(of: Entity, name: &str, policy: &str) -> Calls {
    let word = of.word();
    let option = match of {
        Entity::Role => "role-name",
        Entity::User => "user-name",
        Entity::Group => "group-name",
    };
    let call = |verb: &str| {
        Call::global(&format!("iam {verb}-{word}-policy"))
            .text(option, name)
            .text("policy-name", policy)
    };
    Calls::new(
        call("get").answer("PolicyDocument", "json"),
        call("put").with("policy-document", Word::File),
        "NoSuchEntity",
    )
    .removed(call("delete"))
}

fn managed(arn: &str) -> Calls {
    let version = Call::global("iam get-policy")
        .text("policy-arn", arn)
        .answer("Policy.DefaultVersionId", "text")
        .line();
    let document = Call::global("iam get-policy-version")
        .text("policy-arn", arn)
        .with("version-id", Word::Held("version"))
        .answer("PolicyVersion.Document", "json")
        .line();
    let put = Call::global("iam create-policy-version")
        .text("policy-arn", arn)
        .with("policy-document", Word::File)
        .with("set-as-default", Word::None);
    let mut calls = Calls::new(put.clone(), put.clone(), "NoSuchEntity");
    calls.read = vec![
        Line::Shell(format!("version=$({version}) &&")),
        Line::Shell(format!("  {document}")),
    ];
    calls.put = vec![
        Line::Shell(format!("room_for_version {}", quoted(arn))),
        Line::Shell(format!("{version} >\"saved/$2.version\"")),
        Line::Call(put),
    ];
    let back = Call::global("iam set-default-policy-version")
        .text("policy-arn", arn)
        .with("version-id", Word::Held("version"));
    calls.restore = Some(vec![
        Line::Shell("version=$(cat \"saved/$2.version\")".to_string()),
        Line::Call(back),
    ]);
    calls
}

fn permission_set(set: &str) -> Calls {
    let call = |verb: &str| {
        Call::in_region(&format!("sso-admin {verb}"), None)
            .with("instance-arn", Word::Held("instance"))
            .with("permission-set-arn", Word::Held("set"))
    };
    let provision =
        call("provision-permission-set").text("target-type", "ALL_PROVISIONED_ACCOUNTS");
    let provision = Line::Call(provision);
    let mut calls = Calls::new(
        call("get-inline-policy-for-permission-set").answer("InlinePolicy", "text"),
        call("put-inline-policy-to-permission-set").with("inline-policy", Word::File),
        "ResourceNotFoundException",
    )
    .removed(call("delete-inline-policy-from-permission-set"));
    calls.prepare = vec![format!("permission_set {}", quoted(set))];
    calls.put.push(provision.clone());
    calls
        .remove
        .iter_mut()
        .for_each(|it| it.push(provision.clone()));
    calls
}

fn access_point(arn: &str, region: Option<&str>) -> Calls {
    let parsed = Arn::parse(arn).ok();
    let account = parsed.as_ref().map_or("", Arn::account).to_string();
    let name = arn.rsplit('/').next().unwrap_or(arn).to_string();
    let call = |verb: &str| {
        Call::in_region(&format!("s3control {verb}-access-point-policy"), region)
            .text("account-id", account.clone())
            .text("name", name.clone())
    };
    Calls::new(
        call("get").answer("Policy", "text"),
        call("put").with("policy", Word::File),
        "NoSuchAccessPointPolicy",
    )
    .removed(call("delete"))
}

fn public_access_block(of: &PublicAccessLevel, region: Option<&str>) -> Calls {
    let call = |verb: &str| match of {
        PublicAccessLevel::Bucket(name) => {
            Call::in_region(&format!("s3api {verb}-public-access-block"), region)
                .text("bucket", name)
        }
        PublicAccessLevel::Account(id) => {
            Call::in_region(&format!("s3control {verb}-public-access-block"), region)
                .text("account-id", id.to_string())
        }
    };
    Calls::new(
        call("get").answer("PublicAccessBlockConfiguration", "json"),
        call("put").with("public-access-block-configuration", Word::File),
        "NoSuchPublicAccessBlockConfiguration",
    )
    .removed(call("delete"))
}

/// An ACL, which S3 makes of a canned one's name; what was there is written back as it was read
fn acl(of: &AclOf, canned: Canned, keeper: &AccountId, region: Option<&str>) -> Calls {
    let call = |verb: &str| {
        let (noun, bucket, key) = match of {
            AclOf::Bucket(name) => ("bucket", name, None),
            AclOf::Object { bucket, key } => ("object", bucket, Some(key)),
        };
        let command = format!("s3api {verb}-{noun}-acl");
        let call = Call::in_region(&command, region).text("bucket", bucket);
        let call = match key {
            Some(key) => call.text("key", key),
            None => call,
        };
        // The writer of an object has no other hold on whose bucket it is.
        call.text("expected-bucket-owner", keeper.as_str())
    };
    let mut calls = Calls::new(
        call("get").answer("{Owner: Owner, Grants: Grants}", "json"),
        call("put").text("acl", canned.as_str()),
        "NoSuchKey",
    );
    let restore = call("put").with("access-control-policy", Word::File);
    calls.restore = Some(vec![Line::Call(restore)]);
    calls
}

/// Tags: some are given, the others stay; `old` are the keys of those that had another value before,
/// `new` those of the rest
fn tags(of: &Tagged, old: &[String], new: &[String], change: &Change) -> Calls {
    let region = change.at.region.as_deref();
    let account = change.at.account.as_ref().map_or("", AccountId::as_str);
    let one = |read: &str, give: &str, take: &str, on: &dyn Fn(&str) -> Call| {
        let given = |part| on(give).with("tags", Word::Part(part));
        let read = on(read).answer("Tags", "json");
        let mut calls = Calls::new(read, given("put"), "NoSuchTagSet");
        let back = (!old.is_empty()).then(|| given("undo"));
        let away = (!new.is_empty()).then(|| on(take).with("tag-keys", Word::Many(new.to_vec())));
        let restore = back.into_iter().chain(away).map(Line::Call);
        calls.restore = Some(restore.collect());
        calls
    };
    match of {
        Tagged::Role { role, .. } => one("list-role-tags", "tag-role", "untag-role", &|verb| {
            Call::global(&format!("iam {verb}")).text("role-name", role)
        }),
        Tagged::User { user, .. } => one("list-user-tags", "tag-user", "untag-user", &|verb| {
            Call::global(&format!("iam {verb}")).text("user-name", user)
        }),
        // Where tags of a bucket count, S3 takes them by this call only.
        Tagged::Bucket(name) => one(
            "list-tags-for-resource",
            "tag-resource",
            "untag-resource",
            &|verb| {
                Call::in_region(&format!("s3control {verb}"), region)
                    .text("account-id", account)
                    .text("resource-arn", format!("arn:aws:s3:::{name}"))
            },
        ),
        Tagged::Key(arn) => one(
            "list-resource-tags",
            "tag-resource",
            "untag-resource",
            &|verb| Call::in_region(&format!("kms {verb}"), region).text("key-id", arn),
        ),
        Tagged::Object { bucket, key } => {
            let call = |verb: &str| {
                Call::in_region(&format!("s3api {verb}-object-tagging"), region)
                    .text("bucket", bucket)
                    .text("key", key)
            };
            Calls::new(
                call("get").answer("{TagSet: TagSet}", "json"),
                call("put").with("tagging", Word::File),
                "NoSuchTagSet",
            )
        }
    }
}
