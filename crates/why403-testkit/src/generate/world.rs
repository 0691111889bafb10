//! Who calls what, in which context: the request of a case

use serde_json::{Map, Value, json};

use super::rng::Rng;

/// The accounts that meet in the cases
pub(super) const ACCOUNTS: [&str; 3] = ["111122223333", "444455556666", "777788889999"];

/// What the request is about; layers and traits differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Service {
    #[default]
    Object,
    Bucket,
    AccessPoint,
    Key,
    Trust,
    /// Queues, functions, tables
    Shared,
    /// Actions without resource policies
    Plain,
}

/// The sort of caller
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Caller {
    User,
    #[default]
    Session,
    LinkedRole,
    FederatedUser,
    Root,
    Anonymous,
    Service,
    Federated,
}

/// One request, and the names that policies may use of it
pub(super) struct World {
    pub service: Service,
    pub caller: Caller,
    /// The caller's account; empty for those without one
    pub account: String,
    pub owner: String,
    pub action: String,
    pub resource: String,
    /// The bucket's ARN behind an access point, else `resource`
    pub behind: String,
    /// ARNs, accounts and ids that name the caller, by kind of principal
    pub own_names: Vec<(&'static str, String)>,
    /// `request`
    pub request: Map<String, Value>,
}

impl World {
    /// Draws a request.
    pub(super) fn of(rng: &mut Rng) -> Self {
        let service = draw_service(rng);
        let caller = draw_caller(rng, service);
        let owner = rng.text(&ACCOUNTS);
        let has_account = !matches!(
            caller,
            Caller::Anonymous | Caller::Service | Caller::Federated
        );
        let account = match (has_account, rng.chance(62)) {
            (false, _) => String::new(),
            (true, true) => owner.clone(),
            (true, false) => rng.text(&ACCOUNTS),
        };
        let (action, resource) = draw_action(rng, service, &owner);
        let mut world = Self {
            service,
            caller,
            account,
            owner,
            action,
            behind: resource.clone(),
            resource,
            own_names: Vec::new(),
            request: Map::new(),
        };
        let principal = world.draw_principal(rng);
        let context = super::condition::context(rng, &world);
        let members = [
            ("principal", principal),
            ("action", json!(world.action)),
            ("resource", json!(world.resource)),
            ("context", context),
        ];
        world
            .request
            .extend(members.map(|(name, value)| (name.to_owned(), value)));
        if world.service == Service::AccessPoint {
            world.put_behind(rng);
        }
        let owner_is_plain = world.is_s3() || rng.chance(20);
        // Without an account of the caller nothing else would tell the owner of a bucket.
        if owner_is_plain && (rng.chance(93) || !has_account) {
            let arn = format!("arn:aws:iam::{}:root", world.owner);
            let owner = if rng.chance(6) {
                arn
            } else {
                world.owner.clone()
            };
            world.set("resourceOwner", json!(owner));
        }
        world
    }

    pub(super) fn set(&mut self, name: &str, value: Value) {
        self.request.insert(name.to_owned(), value);
    }

    pub(super) fn is_s3(&self) -> bool {
        matches!(
            self.service,
            Service::Object | Service::Bucket | Service::AccessPoint
        )
    }

    pub(super) fn is_same_account(&self) -> bool {
        self.account == self.owner
    }

    /// Whether the caller may have identity policies
    pub(super) fn has_identity(&self) -> bool {
        matches!(
            self.caller,
            Caller::User | Caller::Session | Caller::LinkedRole | Caller::FederatedUser
        )
    }

    /// Whether nothing passes without the resource side
    pub(super) fn needs_resource_side(&self) -> bool {
        !self.is_same_account() || matches!(self.service, Service::Key | Service::Trust)
    }

    fn draw_principal(&mut self, rng: &mut Rng) -> Value {
        let account = self.account.clone();
        let mut names = vec![("AWS", "*".to_owned())];
        let principal = match self.caller {
            Caller::User => {
                let name = rng.text(&["alice", "team/bob"]);
                let arn = format!("arn:aws:iam::{account}:user/{name}");
                names.push(("AWS", arn.clone()));
                if rng.chance(40) {
                    let id = rng.text(&["AIDAEXAMPLEALICE00000", "AIDAEXAMPLEBOB0000000"]);
                    names.push(("AWS", id.clone()));
                    self.set("principalRoleId", json!(id));
                }
                json!(arn)
            }
            Caller::Session | Caller::LinkedRole => self.draw_session(rng, &mut names),
            Caller::FederatedUser => {
                let arn = format!(
                    "arn:aws:sts::{account}:federated-user/{}",
                    rng.text(&["carol", "dave"])
                );
                names.push(("AWS", arn.clone()));
                json!(arn)
            }
            Caller::Root => json!(format!("arn:aws:iam::{account}:root")),
            Caller::Anonymous => json!("anonymous"),
            Caller::Service => {
                let name = rng.text(&["cloudtrail.amazonaws.com", "lambda.amazonaws.com"]);
                names.push(("Service", name.clone()));
                json!({"service": name})
            }
            Caller::Federated => {
                let saml = format!("arn:aws:iam::{}:saml-provider/corp", self.owner);
                let provider = rng.pick(&["accounts.google.com".to_owned(), saml]);
                names.push(("Federated", provider.clone()));
                json!({"federated": provider})
            }
        };
        if !account.is_empty() {
            names.push(("AWS", format!("arn:aws:iam::{account}:root")));
            names.push(("AWS", account));
        }
        self.own_names = names;
        principal
    }

    fn draw_session(&mut self, rng: &mut Rng, names: &mut Vec<(&'static str, String)>) -> Value {
        let account = &self.account;
        let (role, session) = match self.caller {
            Caller::LinkedRole => ("AWSServiceRoleForConfig".to_owned(), "config".to_owned()),
            _ => (rng.text(&["reader", "writer"]), rng.text(&["ci", "i-0abc"])),
        };
        let arn = format!("arn:aws:sts::{account}:assumed-role/{role}/{session}");
        let path = rng.text(&["", "", "team/"]);
        names.push(("AWS", arn.clone()));
        names.push(("AWS", format!("arn:aws:iam::{account}:role/{path}{role}")));
        if rng.chance(45) {
            let id = rng.text(&["AROAEXAMPLEREADER0000", "AROAEXAMPLEWRITER0000"]);
            names.push(("AWS", id.clone()));
            names.push(("AWS", format!("{id}:{session}")));
            self.set("principalRoleId", json!(id));
        }
        json!(arn)
    }

    fn put_behind(&mut self, rng: &mut Rng) {
        let bucket = rng.text(&["logs", "data"]);
        let key = self
            .resource
            .split_once("/object/")
            .map(|(_, key)| format!("/{key}"));
        self.behind = format!("arn:aws:s3:::{bucket}{}", key.unwrap_or_default());
        self.set("input", json!({"Bucket": bucket}));
    }
}

fn draw_service(rng: &mut Rng) -> Service {
    match rng.below(100) {
        0..32 => Service::Object,
        32..48 => Service::Bucket,
        48..57 => Service::AccessPoint,
        57..73 => Service::Key,
        73..83 => Service::Trust,
        83..93 => Service::Shared,
        _ => Service::Plain,
    }
}

fn draw_caller(rng: &mut Rng, service: Service) -> Caller {
    let federated = if service == Service::Trust { 12 } else { 0 };
    match rng.below(100 + federated) {
        0..28 => Caller::User,
        28..66 => Caller::Session,
        66..69 => Caller::LinkedRole,
        69..77 => Caller::FederatedUser,
        77..84 => Caller::Root,
        84..92 => Caller::Anonymous,
        92..100 => Caller::Service,
        _ => Caller::Federated,
    }
}

/// An action and a resource that belong together
#[expect(clippy::too_many_lines, reason = "lists of names")]
fn draw_action(rng: &mut Rng, service: Service, owner: &str) -> (String, String) {
    let bucket = rng.text(&["logs", "data"]);
    let key = rng.text(&[
        "a.txt",
        "team/red/x",
        "home/alice/é.txt",
        "folder/a:b/object",
    ]);
    let region = rng.text(&["us-east-1", "us-east-1", "eu-west-1"]);
    match service {
        Service::Object => {
            let action = rng.text(&[
                "GetObject",
                "GetObject",
                "GetObjectVersion",
                "GetObjectAcl",
                "GetObjectTagging",
                "PutObject",
                "PutObject",
                "PutObjectAcl",
                "PutObjectVersionAcl",
                "DeleteObject",
                "DeleteObjectVersion",
                "AbortMultipartUpload",
                "ListMultipartUploadParts",
                "RestoreObject",
                "ReplicateObject",
            ]);
            (
                format!("s3:{action}"),
                format!("arn:aws:s3:::{bucket}/{key}"),
            )
        }
        Service::Bucket => {
            let action = rng.text(&[
                "ListBucket",
                "ListBucket",
                "ListBucketVersions",
                "GetBucketAcl",
                "PutBucketAcl",
                "GetBucketPolicy",
                "PutBucketPolicy",
                "PutBucketPolicy",
                "DeleteBucketPolicy",
                "PutBucketTagging",
            ]);
            (format!("s3:{action}"), format!("arn:aws:s3:::{bucket}"))
        }
        Service::AccessPoint => {
            let account = if rng.chance(80) {
                owner.to_owned()
            } else {
                rng.text(&ACCOUNTS)
            };
            let point = format!("arn:aws:s3:{region}:{account}:accesspoint/web");
            if rng.chance(75) {
                (
                    format!("s3:{}", rng.text(&["GetObject", "PutObject"])),
                    format!("{point}/object/{key}"),
                )
            } else {
                ("s3:ListBucket".to_owned(), point)
            }
        }
        Service::Key => {
            let action = rng.text(&[
                "Decrypt",
                "Decrypt",
                "Encrypt",
                "GenerateDataKey",
                "GenerateDataKeyWithoutPlaintext",
                "ReEncryptFrom",
                "DescribeKey",
                "CreateGrant",
                "RetireGrant",
            ]);
            (
                format!("kms:{action}"),
                format!("arn:aws:kms:{region}:{owner}:key/1234"),
            )
        }
        Service::Trust => {
            let action = rng.text(&[
                "AssumeRole",
                "AssumeRole",
                "AssumeRole",
                "TagSession",
                "SetSourceIdentity",
                "AssumeRoleWithWebIdentity",
                "AssumeRoleWithSAML",
            ]);
            let path = rng.text(&["", "team/red/"]);
            (
                format!("sts:{action}"),
                format!("arn:aws:iam::{owner}:role/{path}target"),
            )
        }
        Service::Shared => {
            let pairs = [
                (
                    "sqs:SendMessage",
                    format!("arn:aws:sqs:{region}:{owner}:orders"),
                ),
                (
                    "sqs:ReceiveMessage",
                    format!("arn:aws:sqs:{region}:{owner}:orders"),
                ),
                (
                    "lambda:InvokeFunction",
                    format!("arn:aws:lambda:{region}:{owner}:function:fn"),
                ),
                (
                    "lambda:InvokeFunction",
                    format!("arn:aws:lambda:{region}:{owner}:function:fn:prod"),
                ),
                (
                    "dynamodb:GetItem",
                    format!("arn:aws:dynamodb:{region}:{owner}:table/users"),
                ),
            ];
            let (action, resource) = rng.pick(&pairs);
            (action.to_owned(), resource)
        }
        Service::Plain => {
            let pairs = [
                ("s3:ListAllMyBuckets", "*".to_owned()),
                ("s3:ListAllMyBuckets", "arn:aws:s3:::*".to_owned()),
                ("kms:ListKeys", "*".to_owned()),
                ("iam:GetUser", format!("arn:aws:iam::{owner}:user/team/bob")),
                ("iam:PassRole", format!("arn:aws:iam::{owner}:role/target")),
                ("sts:GetCallerIdentity", "*".to_owned()),
                (
                    "sts:GetFederationToken",
                    format!("arn:aws:sts::{owner}:federated-user/carol"),
                ),
                ("ec2:DescribeInstances", "*".to_owned()),
            ];
            let (action, resource) = rng.pick(&pairs);
            (action.to_owned(), resource)
        }
    }
}
