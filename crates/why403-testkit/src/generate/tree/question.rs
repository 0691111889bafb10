//! Who asks for what: the question, and the flat request that documents are fitted to

use serde_json::{Map, Value, json};

use super::encryption::Encryption;
use super::organization::Shape;
use super::{iam, s3};
use crate::generate::condition;
use crate::generate::rng::Rng;
use crate::generate::world::{Caller, Service, World};

/// The question while the tree is drawn
pub(super) struct Asked {
    /// As a flat request, with the keys that follow from the tree
    pub world: World,
    /// The KMS call behind, in the same form
    pub inner: Option<World>,
    /// How bucket and object are encrypted, where that matters
    pub encryption: Option<Encryption>,
    /// Whether SCPs reach the caller, and RCPs the resource
    pub has_scps: bool,
    pub has_rcps: bool,
    /// Path of the role that is assumed: empty, or with a slash at the end
    pub target_path: String,
    /// The caller's tags
    pub tags: Map<String, Value>,
    /// Tags of the key, of the role that is assumed
    pub resource_tags: Map<String, Value>,
    /// Tags of the object
    pub object_tags: Map<String, Value>,
    given: Map<String, Value>,
    absent: Vec<String>,
}

/// Keys that requests have and this one may lack, beside those that contexts are drawn from
const OTHERS: [&str; 5] = [
    "aws:SourceVpce",
    "kms:EncryptionContext:dept",
    "kms:EncryptionContext:project",
    "aws:SourceOrgID",
    "aws:RequestTag/team",
];

impl Asked {
    pub(super) fn of(rng: &mut Rng, accounts: &[&str], shape: &Shape) -> Self {
        let service = draw_service(rng);
        let mut caller = draw_caller(rng, service);
        if service == Service::Plain && matches!(caller, Caller::Anonymous | Caller::Service) {
            // Without a resource nothing would tell whose account it is about.
            caller = Caller::User;
        }
        let owner = rng.text(accounts);
        let account = match caller {
            Caller::Anonymous | Caller::Service | Caller::Federated => String::new(),
            _ if rng.chance(62) => owner.clone(),
            _ => rng.text(accounts),
        };
        let target_path = rng.text(&["", "team/red/"]);
        let (action, resource) = draw_action(rng, service, caller, &owner, &target_path);
        let mut world = World {
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
        let (principal, arn) = iam::principal(rng, &mut world);
        let encryption = Encryption::of(rng, &world, accounts);
        let (tags, resource_tags, object_tags) = (tagged(rng), tagged(rng), tagged(rng));
        let given = given(rng, &world, encryption.is_some());
        let absent = absent(&given, &world);
        let mut asked = Self {
            inner: None,
            encryption,
            has_scps: shape.has_scps(&world.account),
            has_rcps: shape.has_rcps(&world.owner),
            target_path,
            tags,
            resource_tags,
            object_tags,
            given,
            absent,
            world,
        };
        asked.fill(principal, arn, shape);
        asked
    }

    /// Completes the flat request: what the question says, and what the tree will tell.
    fn fill(&mut self, principal: Value, arn: Option<String>, shape: &Shape) {
        let mut context = self.given.clone();
        let mut say = |key: String, value: Value| {
            context.entry(key).or_insert(value);
        };
        if let Some(arn) = arn {
            say("aws:PrincipalArn".into(), json!(arn));
        }
        for (side, account) in [
            ("Principal", &self.world.account),
            ("Resource", &self.world.owner),
        ] {
            if let Some(path) = shape.path(account) {
                say(format!("aws:{side}OrgID"), json!(Shape::ID));
                say(format!("aws:{side}OrgPaths"), json!([path]));
            }
        }
        if self.world.caller == Caller::User {
            for (tag, value) in &self.tags {
                say(format!("aws:PrincipalTag/{tag}"), value.clone());
            }
        }
        if matches!(self.world.service, Service::Key | Service::Trust) {
            for (tag, value) in &self.resource_tags {
                say(format!("aws:ResourceTag/{tag}"), value.clone());
            }
        }
        let members = [
            ("principal", principal),
            ("action", json!(self.world.action)),
            ("resource", json!(self.world.resource)),
            ("resourceOwner", json!(self.world.owner)),
            ("context", Value::Object(context)),
        ];
        let members = members.map(|(name, value)| (name.to_owned(), value));
        self.world.request.extend(members);
        let region = s3::region(&self.world.owner);
        self.inner = self
            .encryption
            .as_ref()
            .map(|it| it.call_behind(&self.world, region));
    }

    pub(super) fn question(&self) -> Value {
        let request = &self.world.request;
        json!({
            "principal": request.get("principal"),
            "action": self.world.action,
            "resource": self.world.resource,
            "context": self.given,
            "contextAbsent": self.absent,
            "requestPayer": false,
        })
    }
}

fn draw_service(rng: &mut Rng) -> Service {
    match rng.below(100) {
        0..42 => Service::Object,
        42..57 => Service::Bucket,
        57..78 => Service::Key,
        78..94 => Service::Trust,
        _ => Service::Plain,
    }
}

fn draw_caller(rng: &mut Rng, service: Service) -> Caller {
    let federated = if service == Service::Trust { 10 } else { 0 };
    match rng.below(100 + federated) {
        0..34 => Caller::User,
        34..76 => Caller::Session,
        76..79 => Caller::LinkedRole,
        79..86 => Caller::Root,
        86..94 => Caller::Anonymous,
        94..100 => Caller::Service,
        _ => Caller::Federated,
    }
}

/// An action and a resource that belong together
fn draw_action(
    rng: &mut Rng,
    service: Service,
    caller: Caller,
    owner: &str,
    path: &str,
) -> (String, String) {
    let bucket = rng.text(s3::buckets(owner));
    match service {
        Service::Object => {
            let actions = [
                "GetObject",
                "GetObject",
                "GetObject",
                "GetObjectVersion",
                "GetObjectAcl",
                "GetObjectTagging",
                "PutObject",
                "PutObject",
                "PutObjectAcl",
                "DeleteObject",
                "DeleteObjectVersion",
                "RestoreObject",
            ];
            let key = rng.text(&["a.txt", "team/red/x", "home/alice/é.txt"]);
            (
                format!("s3:{}", rng.text(&actions)),
                format!("arn:aws:s3:::{bucket}/{key}"),
            )
        }
        Service::Key => {
            let actions = [
                "Decrypt",
                "Decrypt",
                "Encrypt",
                "GenerateDataKey",
                "ReEncryptFrom",
                "DescribeKey",
                "RetireGrant",
            ];
            let key = rng.text(&super::kms::keys(owner).each_ref().map(String::as_str));
            (format!("kms:{}", rng.text(&actions)), key)
        }
        Service::Trust => {
            let action = if caller == Caller::Federated {
                "AssumeRoleWithWebIdentity".to_owned()
            } else {
                rng.text(&[
                    "AssumeRole",
                    "AssumeRole",
                    "TagSession",
                    "SetSourceIdentity",
                ])
            };
            (
                format!("sts:{action}"),
                format!("arn:aws:iam::{owner}:role/{path}target"),
            )
        }
        Service::Plain => (
            rng.text(&["s3:ListAllMyBuckets", "kms:ListKeys"]),
            "*".into(),
        ),
        Service::Bucket | Service::AccessPoint | Service::Shared => {
            let actions = [
                "ListBucket",
                "ListBucket",
                "ListBucketVersions",
                "GetBucketAcl",
                "GetBucketPolicy",
                "PutBucketTagging",
            ];
            (
                format!("s3:{}", rng.text(&actions)),
                format!("arn:aws:s3:::{bucket}"),
            )
        }
    }
}

fn tagged(rng: &mut Rng) -> Map<String, Value> {
    let mut tags = Map::new();
    for (tag, values) in [("team", ["red", "blue"]), ("env", ["dev", "prod"])] {
        if rng.chance(55) {
            tags.insert(tag.into(), json!(rng.text(&values)));
        }
    }
    tags
}

/// What the question says: no key that the tree tells, or that leads through an endpoint
fn given(rng: &mut Rng, world: &World, is_encrypted: bool) -> Map<String, Value> {
    let drawn = condition::context(rng, world);
    let drawn = drawn.as_object().cloned().unwrap_or_default();
    let is_session = matches!(world.caller, Caller::Session | Caller::LinkedRole);
    let is_said = |key: &str| {
        let key = key.to_lowercase();
        let is_of_world = is_of_world(&key) && !(is_session && key.contains("principaltag"));
        // KMS does not see the keys of S3; who calls through whom is told to it anew.
        let is_hidden = is_encrypted && (!key.starts_with("aws:") || key == "aws:calledvia");
        !is_of_world && key != "aws:sourcevpce" && !is_hidden
    };
    drawn.into_iter().filter(|(key, _)| is_said(key)).collect()
}

/// Whether the key follows from the world: `key` in lower case
fn is_of_world(key: &str) -> bool {
    let prefixes = [
        "aws:principalorg",
        "aws:principaltag/",
        "aws:principalarn",
        "aws:resource",
        "s3:buckettag/",
        "s3:existingobjecttag/",
    ];
    prefixes.iter().any(|it| key.starts_with(it))
}

fn absent(given: &Map<String, Value>, world: &World) -> Vec<String> {
    let is_session = matches!(world.caller, Caller::Session | Caller::LinkedRole);
    let tags = ["aws:PrincipalTag/team", "aws:PrincipalTag/absent"];
    let tags = tags.into_iter().filter(|_| is_session);
    // What these callers have in its place is documented by nobody.
    let is_odd = matches!(world.caller, Caller::Service | Caller::Federated);
    let userid = is_odd.then_some("aws:userid");
    let all = condition::names().filter(|it| !is_of_world(&it.to_lowercase()));
    let all = all.chain(OTHERS).chain(tags).chain(userid);
    let is_given = |key: &str| given.keys().any(|it| it.eq_ignore_ascii_case(key));
    let mut absent: Vec<String> = all.filter(|it| !is_given(it)).map(str::to_owned).collect();
    absent.sort();
    absent.dedup();
    absent
}

/// Draws another question to the same world: fewer keys, or another caller of the same kind.
///
/// Nothing that it needs is missing from a tree that [`tree`](super::tree) drew for the first.
#[must_use]
pub fn another_question(question: &Value, rng: &mut Rng) -> Value {
    let mut other = question.clone();
    let principal = question.get("principal").and_then(Value::as_str);
    let callers = [
        ("role/reader/ci", "role/reader/i-0abc"),
        ("role/writer/i-0abc", "role/writer/ci"),
        ("role/reader/", "role/writer/"),
        ("role/writer/", "role/reader/"),
        (":user/alice", ":user/team/bob"),
        (":user/team/bob", ":user/alice"),
    ];
    let (from, to) = rng.pick(&callers);
    if let Some(arn) = principal.filter(|it| !from.is_empty() && it.contains(from)) {
        if let Some(member) = other.get_mut("principal") {
            *member = json!(arn.replace(from, to));
        }
        return other;
    }
    let mut dropped = Vec::new();
    if let Some(context) = other.get_mut("context").and_then(Value::as_object_mut) {
        context.retain(|key, _| {
            let is_kept = rng.chance(55);
            if !is_kept {
                dropped.push(json!(key));
            }
            is_kept
        });
    }
    let absent = other.get_mut("contextAbsent").and_then(Value::as_array_mut);
    if let Some(absent) = absent {
        absent.extend(dropped);
    }
    other
}
