//! Commands of the AWS CLI for each place: how it is read, written, and put back.
//!
//! Source: AWS CLI Command Reference; a test holds every option against the API models of botocore.

use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::edit::PublicAccessLevel;
use why403_diagnose::fix::site::{Entity, Site};
use why403_diagnose::fix::{AclOf, Canned, Tagged};
use why403_model::arn::{AccountId, Arn};
use why403_model::shell::quoted;

/// One call: `s3api get-bucket-policy`, and its options
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    command: String,
    options: Vec<(&'static str, Word)>,
    region: Option<String>,
    is_global: bool,
}

/// What stands behind an option
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A text of anybody
    Text(String),
    /// What the shell has in a variable: `"$set"`
    Held(&'static str),
    /// The file that is written, the function's first word
    File,
    /// A further file of the change, which has the function's second word in its name
    Part(&'static str),
    /// Nothing: the option is a switch
    None,
}

/// The commands of a place
pub(super) struct Calls {
    /// Lines that come before any of the others: they fill variables
    pub(super) prepare: Vec<String>,
    /// Prints what stands there
    pub(super) read: Vec<String>,
    /// Writes a file there
    pub(super) put: Vec<String>,
    /// Puts back what was there, where writing it again does not do that
    pub(super) restore: Option<Vec<String>>,
    /// Takes away what was written where nothing stood
    pub(super) remove: Option<Vec<String>>,
    /// The error that says that nothing stands there
    pub(super) absent: &'static str,
}

impl Call {
    /// A call of a service that is the same in every Region
    pub(super) fn global(command: &str) -> Self {
        Self {
            command: command.to_string(),
            options: Vec::new(),
            region: None,
            is_global: true,
        }
    }

    /// A call in one Region, if that is known
    pub(super) fn in_region(command: &str, region: Option<&str>) -> Self {
        Self {
            region: region.map(String::from),
            is_global: false,
            ..Self::global(command)
        }
    }

    /// With an option of this value
    pub(super) fn text(mut self, option: &'static str, value: impl Into<String>) -> Self {
        self.options.push((option, Word::Text(value.into())));
        self
    }

    /// With another option
    pub(super) fn with(mut self, option: &'static str, word: Word) -> Self {
        self.options.push((option, word));
        self
    }

    /// With a filter of the answer, printed in this form
    pub(super) fn answer(self, query: &'static str, output: &'static str) -> Self {
        self.text("query", query).text("output", output)
    }

    /// The line of a script: `call s3api …`
    pub(super) fn line(&self) -> String {
        let mut words = vec![format!("call {}", self.command)];
        for (option, word) in &self.options {
            words.push(match word {
                Word::Text(value) => valued(option, value),
                Word::Held(name) => format!("--{option} \"${name}\""),
                Word::File => format!("--{option} \"file://$1\""),
                Word::Part(part) => format!("--{option} \"file://documents/$2.{part}.json\""),
                Word::None => format!("--{option}"),
            });
        }
        if !self.is_global {
            words.push(match &self.region {
                Some(region) => format!("--region \"${{region:-{}}}\"", inside(region)),
                None => "${region:+--region \"$region\"}".to_string(),
            });
        }
        words.join(" ")
    }
}

/// A line of a script as a person types it, the document in `file`; `None` where it needs what the
/// script has found out before.
///
/// What is left out and put in are the words of [`Call::line`].
pub(super) fn typed(line: &str, file: &str) -> Option<String> {
    let command = line.strip_prefix("call ")?;
    let command = command
        .replace("\"file://$1\"", &quoted(&format!("file://{file}")))
        .replace(" ${region:+--region \"$region\"}", "");
    let command = match command.split_once(" --region \"${region:-") {
        Some((before, behind)) => {
            let (region, behind) = behind.split_once("}\"")?;
            format!("{before} --region {region}{behind}")
        }
        None => command,
    };
    let is_held = command.contains("\"$") || command.contains("$2");
    (!is_held).then(|| format!("aws {command}"))
}

/// An option and its value; a value that looks like an option is joined to it
pub(super) fn valued(option: &str, value: &str) -> String {
    if value.starts_with('-') {
        return quoted(&format!("--{option}={value}"));
    }
    format!("--{option} {}", quoted(value))
}

/// A Region inside double quotes: letters, digits and hyphens, whatever the world says
fn inside(region: &str) -> String {
    let plain = |it: &char| it.is_ascii_alphanumeric() || *it == '-';
    region.chars().filter(plain).collect()
}

/// The commands of a place that holds one document or setting; `None` for what is added to
pub(super) fn of(change: &Change) -> Option<Calls> {
    let region = change.at.region.as_deref();
    if let (Site::Tags(of), To::Tag { before, key, .. }) = (&change.at.site, &change.to) {
        return Some(tags(of, key, before.contains_key(key), change));
    }
    Some(match &change.at.site {
        Site::Inline { of, name, policy } => inline(*of, name, policy),
        Site::PermissionSet(set) => permission_set(set),
        Site::Managed { arn, .. } => managed(arn),
        Site::Trust(role) => Calls::new(
            &Call::global("iam get-role")
                .text("role-name", role)
                .answer("Role.AssumeRolePolicyDocument", "json"),
            &Call::global("iam update-assume-role-policy")
                .text("role-name", role)
                .with("policy-document", Word::File),
            "NoSuchEntity",
        ),
        Site::BucketPolicy(name) => {
            let call = |verb: &str| {
                Call::in_region(&format!("s3api {verb}-bucket-policy"), region).text("bucket", name)
            };
            Calls::new(
                &call("get").answer("Policy", "text"),
                &call("put").with("policy", Word::File),
                "NoSuchBucketPolicy",
            )
            .removed(&call("delete"))
        }
        Site::AccessPointPolicy(arn) => access_point(arn, region),
        Site::KeyPolicy(arn) => {
            let call = |verb: &str| {
                Call::in_region(&format!("kms {verb}-key-policy"), region)
                    .text("key-id", arn)
                    .text("policy-name", "default")
            };
            Calls::new(
                &call("get").answer("Policy", "text"),
                &call("put").with("policy", Word::File),
                "NotFoundException",
            )
        }
        Site::EndpointPolicy(id) => Calls::new(
            &Call::in_region("ec2 describe-vpc-endpoints", region)
                .text("vpc-endpoint-ids", id)
                .answer("VpcEndpoints[0].PolicyDocument", "text"),
            &Call::in_region("ec2 modify-vpc-endpoint", region)
                .text("vpc-endpoint-id", id)
                .with("policy-document", Word::File),
            "InvalidVpcEndpointId.NotFound",
        ),
        Site::OrganizationPolicy { id, .. } => Calls::new(
            &Call::global("organizations describe-policy")
                .text("policy-id", id)
                .answer("Policy.Content", "text"),
            &Call::global("organizations update-policy")
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
    fn new(read: &Call, put: &Call, absent: &'static str) -> Self {
        Self {
            prepare: Vec::new(),
            read: vec![read.line()],
            put: vec![put.line()],
            restore: None,
            remove: None,
            absent,
        }
    }

    fn removed(mut self, by: &Call) -> Self {
        self.remove = Some(vec![by.line()]);
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
            &call("get", "encryption").answer("ServerSideEncryptionConfiguration", "json"),
            &call("put", "encryption").with("server-side-encryption-configuration", Word::File),
            "ServerSideEncryptionConfigurationNotFoundError",
        ),
        Site::Logging(_) => {
            let query = "LoggingEnabled && {LoggingEnabled: LoggingEnabled}";
            let put = |word| call("put", "logging").with("bucket-logging-status", word);
            let read = call("get", "logging").answer(query, "json");
            let calls = Calls::new(&read, &put(Word::File), "NoSuchBucket");
            calls.removed(&put(Word::Part("undo")))
        }
        _ => Calls::new(
            &call("get", "ownership-controls").answer("OwnershipControls", "json"),
            &call("put", "ownership-controls").with("ownership-controls", Word::File),
            "OwnershipControlsNotFoundError",
        )
        .removed(&call("delete", "ownership-controls")),
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
        &call("get").answer("PolicyDocument", "json"),
        &call("put").with("policy-document", Word::File),
        "NoSuchEntity",
    )
    .removed(&call("delete"))
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
    let mut calls = Calls::new(&put, &put, "NoSuchEntity");
    calls.read = vec![format!("version=$({version}) &&"), format!("  {document}")];
    calls.put = vec![
        format!("room_for_version {}", quoted(arn)),
        format!("{version} >\"saved/$2.version\""),
        put.line(),
    ];
    calls.restore = Some(vec![
        "version=$(cat \"saved/$2.version\")".to_string(),
        Call::global("iam set-default-policy-version")
            .text("policy-arn", arn)
            .with("version-id", Word::Held("version"))
            .line(),
    ]);
    calls
}

fn permission_set(set: &str) -> Calls {
    let call = |verb: &str| {
        Call::in_region(&format!("sso-admin {verb}"), None)
            .with("instance-arn", Word::Held("instance"))
            .with("permission-set-arn", Word::Held("set"))
    };
    let provision = call("provision-permission-set")
        .text("target-type", "ALL_PROVISIONED_ACCOUNTS")
        .line();
    let mut calls = Calls::new(
        &call("get-inline-policy-for-permission-set").answer("InlinePolicy", "text"),
        &call("put-inline-policy-to-permission-set").with("inline-policy", Word::File),
        "ResourceNotFoundException",
    )
    .removed(&call("delete-inline-policy-from-permission-set"));
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
        &call("get").answer("Policy", "text"),
        &call("put").with("policy", Word::File),
        "NoSuchAccessPointPolicy",
    )
    .removed(&call("delete"))
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
        &call("get").answer("PublicAccessBlockConfiguration", "json"),
        &call("put").with("public-access-block-configuration", Word::File),
        "NoSuchPublicAccessBlockConfiguration",
    )
    .removed(&call("delete"))
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
        &call("get").answer("{Owner: Owner, Grants: Grants}", "json"),
        &call("put").text("acl", canned.as_str()),
        "NoSuchKey",
    );
    let restore = call("put").with("access-control-policy", Word::File);
    calls.restore = Some(vec![restore.line()]);
    calls
}

/// Tags: one is given, the others stay; `was` tells whether the key had a value before
fn tags(of: &Tagged, key: &str, was: bool, change: &Change) -> Calls {
    let region = change.at.region.as_deref();
    let account = change.at.account.as_ref().map_or("", AccountId::as_str);
    let one = |read: &str, give: &str, take: &str, on: &dyn Fn(&str) -> Call| {
        let given = |part| on(give).with("tags", Word::Part(part));
        let read = on(read).answer("Tags", "json");
        let mut calls = Calls::new(&read, &given("put"), "NoSuchTagSet");
        calls.restore = Some(vec![if was {
            given("undo").line()
        } else {
            on(take).text("tag-keys", key).line()
        }]);
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
                &call("get").answer("{TagSet: TagSet}", "json"),
                &call("put").with("tagging", Word::File),
                "NoSuchTagSet",
            )
        }
    }
}
