//! Other requests to a world in which something changed: drawn from what the change speaks of, and
//! from all that the world has, callers that it does not list among them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use why403_diagnose::fix::{ANY_SERVICE, Edit, Fix, Who};
use why403_model::facts::{self, Scope};
use why403_model::policy::Statement;
use why403_model::world::World;
use why403_testkit::generate::Rng;
use why403_testkit::reference::{Decision, decide, resolve};

/// Accounts that no tree has
const STRANGE: [&str; 2] = ["222233334444", "555566667777"];

/// Who asks
#[derive(Clone, Debug)]
enum Caller {
    /// A caller of which the tree tells, or that has no policies
    Told(Value),
    /// A caller of an account whose list of callers may not be whole
    Unlisted(String),
    /// A caller of an account that the tree does not have
    Strange(String),
}

/// One request
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    caller: Caller,
    /// As exposure would name the caller; the first is the narrowest name
    pub(crate) who: Vec<Who>,
    pub(crate) action: String,
    pub(crate) resource: String,
    context: Value,
}

impl Sample {
    /// Whether the request passes, in the reference; the error is a sentence about what the tree
    /// does not tell.
    pub(crate) fn passes(&self, tree: &Value) -> Result<bool, String> {
        let question = |principal: Value| {
            json!({
                "principal": principal,
                "action": self.action,
                "resource": self.resource,
                "context": self.context,
            })
        };
        let first = |question: &Value| {
            let checks = resolve::checks(tree, question)?;
            checks.into_iter().next().ok_or("no check".to_owned())
        };
        let verdict = match &self.caller {
            Caller::Told(principal) => first(&question(principal.clone()))?.decide()?,
            // Whatever such a caller may do by its own policies: it is asked for one that may all.
            Caller::Unlisted(account) => {
                let root = json!(format!("arn:aws:iam::{account}:root"));
                decide(&in_place_of(first(&question(root))?.case, account, true))?
            }
            Caller::Strange(account) => {
                let any = first(&question(json!("anonymous")))?;
                decide(&in_place_of(any.case, account, false))?
            }
        };
        Ok(verdict.decision == Decision::Allow)
    }

    /// The request on one line
    pub(crate) fn shown(&self) -> String {
        let Self {
            caller,
            action,
            resource,
            context,
            ..
        } = self;
        format!("{caller:?} {action} {resource} {context}")
    }
}

/// A flat case about a caller without a place in the tree, made of one about another caller
fn in_place_of(mut case: Value, account: &str, is_of_organization: bool) -> Value {
    let principal = format!("arn:aws:sts::{account}:assumed-role/nobody-knows/x");
    case["request"]["principal"] = json!(principal);
    case["request"]["principalRoleId"] = json!("AROANOBODYKNOWS");
    case["policies"]["identity"] = json!([{"Version": "2012-10-17", "Statement":
        {"Effect": "Allow", "Action": "*", "Resource": "*"}}]);
    let is_own = |key: &str| {
        let key = key.to_ascii_lowercase();
        let is_of_account = key.starts_with("aws:principalorg");
        let is_of_caller = key.starts_with("aws:principal") && !key.contains("tag/");
        if is_of_account {
            !is_of_organization
        } else {
            is_of_caller || key == "aws:userid" || key == "aws:username"
        }
    };
    if let Some(context) = case["request"]["context"].as_object_mut() {
        context.retain(|key, _| !is_own(key));
    }
    case
}

/// What a change speaks of
pub(crate) struct Pool {
    callers: Vec<(Caller, Vec<Who>)>,
    actions: Vec<String>,
    resources: Vec<String>,
    /// Condition keys with their values
    tests: Vec<(String, Vec<String>)>,
    context: Value,
    /// What a `*` may stand for
    fills: Vec<String>,
}

#[rustfmt::skip] // By resource.
const ACTIONS: [&str; 24] = [
    "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectAcl", "s3:PutObjectAcl",
    "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:RestoreObject", "s3:DeleteObjectVersion",
    "s3:ListBucket", "s3:ListBucketVersions", "s3:GetBucketAcl", "s3:GetBucketPolicy",
    "s3:PutBucketPolicy", "s3:PutBucketTagging", "s3:ListBucketMultipartUploads",
    "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant",
    "kms:PutKeyPolicy", "kms:ReEncryptFrom", "sts:AssumeRole",
];

impl Pool {
    pub(crate) fn new(world: &World, question: &Value, steps: &[Fix]) -> Self {
        let mut statements: Vec<Statement> = Vec::new();
        for edit in steps.iter().flat_map(|it| &it.world) {
            match edit {
                Edit::Rewrite { old, new } => {
                    statements.extend(old.policy.statements.clone());
                    statements.extend(new.policy.statements.clone());
                }
                Edit::Write { document, .. } => {
                    statements.extend(document.policy.statements.clone());
                }
                _ => {}
            }
        }
        let mut context = question["context"].clone();
        let own: Vec<String> = context
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .filter(|it| follows(it))
            .collect();
        if let Some(context) = context.as_object_mut() {
            context.retain(|key, _| !own.contains(key));
        }
        let tests = statements.iter().flat_map(|it| &it.conditions);
        let tests = tests.filter(|it| !follows(&it.key.text)).map(|it| {
            let values = it.values.iter().map(|it| it.text.clone());
            (it.key.text.clone(), values.collect())
        });
        let actions = statements.iter().flat_map(|it| &it.action.values);
        let actions = actions
            .map(|it| it.text.clone())
            .filter(|it| it.contains(':'))
            .filter(|it| !it.contains(['*', '?']));
        let resources = statements.iter().filter_map(|it| it.resource.as_ref());
        let resources = resources
            .flat_map(|it| &it.values)
            .map(|it| it.text.clone())
            .filter(|it| it.starts_with("arn:aws:") && !it.contains("${"));
        let mut resources: Vec<String> = resources.collect();
        resources.push(question["resource"].as_str().unwrap_or("*").to_owned());
        let mut actions: Vec<String> = actions.collect();
        actions.push(question["action"].as_str().unwrap_or("*").to_owned());
        Self {
            callers: callers(world, question),
            actions,
            resources,
            tests: tests.collect(),
            context,
            fills: fills(world),
        }
    }

    /// Draws one request that can be sent.
    pub(crate) fn draw(&self, rng: &mut Rng) -> Sample {
        loop {
            let sample = self.any(rng);
            if is_about(&sample.action, &sample.resource) {
                return sample;
            }
        }
    }

    fn any(&self, rng: &mut Rng) -> Sample {
        let (caller, who) = self
            .callers
            .get(rng.below(self.callers.len()))
            .cloned()
            .unwrap();
        let action = if rng.chance(45) {
            rng.pick(&self.actions)
        } else {
            rng.text(&ACTIONS)
        };
        let pattern = if rng.chance(60) {
            rng.pick(&self.resources)
        } else if action.starts_with("kms:") {
            self.fill(rng, |it| it.starts_with("arn:aws:kms"))
        } else {
            let has_key = is_of_objects(&action);
            let name = self.fill(rng, |it| {
                !it.starts_with("arn:") && it.contains('/') == has_key
            });
            format!("arn:aws:s3:::{name}")
        };
        let resource = if pattern == "*" {
            pattern
        } else {
            self.filled(rng, &pattern)
        };
        let mut context = if rng.chance(60) {
            self.context.clone()
        } else {
            json!({})
        };
        if let Some(context) = context.as_object_mut() {
            self.vary(rng, context);
            let is_service = who.iter().any(|it| matches!(it, Who::Service(_)));
            context
                .retain(|key, _| is_carried(&action, key) && (is_service || !is_of_services(key)));
        }
        Sample {
            caller,
            who,
            action,
            resource,
            context,
        }
    }

    fn fill(&self, rng: &mut Rng, fits: impl Fn(&str) -> bool) -> String {
        let all: Vec<String> = self.fills.iter().filter(|it| fits(it)).cloned().collect();
        rng.pick(&all)
    }

    /// A text that a pattern matches
    fn filled(&self, rng: &mut Rng, pattern: &str) -> String {
        let mut out = String::new();
        let is_bucket = pattern.trim_end_matches('*').ends_with(":::");
        for letter in pattern.chars() {
            match letter {
                '*' if is_bucket => out += &self.fill(rng, |it| !it.starts_with("arn:")),
                '*' => out += &rng.text(&["", "x", "a.txt", "team/red/x", "red/y.txt", "alice/é"]),
                '?' => out += &rng.text(&["x", "a", "/"]),
                other => out.push(other),
            }
        }
        out
    }

    /// Gives the keys that the change tests values that it names, others, and none.
    fn vary(&self, rng: &mut Rng, context: &mut Map<String, Value>) {
        for (key, values) in &self.tests {
            let same = |it: &str| it.eq_ignore_ascii_case(key);
            match rng.below(10) {
                0..5 => {
                    let mut value = rng.pick(values).replace('*', "x").replace('?', "y");
                    if key.to_ascii_lowercase().ends_with("ip") {
                        value.truncate(value.find('/').unwrap_or(value.len()));
                    }
                    context.retain(|it, _| !same(it));
                    if !value.contains("${") {
                        context.insert(key.clone(), json!(value));
                    }
                }
                5..7 => context.retain(|it, _| !same(it)),
                7..8 => {
                    let other = rng.text(&["true", "false", "198.51.100.7", "other", "7"]);
                    context.retain(|it, _| !same(it));
                    context.insert(key.clone(), json!(other));
                }
                _ => {}
            }
        }
    }
}

/// Whether a condition key follows from who asks, or leads where no tree that is drawn tells
fn follows(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let prefixes = [
        "aws:principal",
        "aws:resource",
        "aws:userid",
        "aws:username",
        "aws:sourcevpce",
        "s3:resourceaccount",
        "s3:buckettag",
        "s3:existingobjecttag",
        "kms:calleraccount",
    ];
    prefixes.iter().any(|it| key.starts_with(it))
}

/// Whether requests for an action can have a condition key, by AWS's lists
fn is_carried(action: &str, key: &str) -> bool {
    let found = facts_of(action);
    let is_listed = facts::condition_key(&key.to_ascii_lowercase())
        .is_some_and(|it| it.scope == Scope::WhereListed);
    !is_listed || found.is_none_or(|it| it.may_carry(&key.to_ascii_lowercase()))
}

/// Whether only what AWS's services send has a condition key
fn is_of_services(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["aws:sourcearn", "aws:sourceaccount"].contains(&key.as_str())
        || key.starts_with("aws:sourceorg")
}

/// Whether a request for an action can be about a resource
fn is_about(action: &str, resource: &str) -> bool {
    let Some(found) = facts_of(action) else {
        return true;
    };
    if !found.has_resource_types() {
        return resource == "*";
    }
    let is_place = ["arn:aws:s3:::", "arn:aws:kms:", "arn:aws:iam::"]
        .iter()
        .any(|it| resource.starts_with(it));
    is_place && found.resource_types().any(|it| it.fits(resource))
}

fn facts_of(action: &str) -> Option<facts::ActionFacts> {
    let (service, name) = action.split_once(':')?;
    facts::action(service, name)
}

fn is_of_objects(action: &str) -> bool {
    action.contains("Object") || action.contains("Multipart") && !action.contains("Bucket")
}

fn callers(world: &World, question: &Value) -> Vec<(Caller, Vec<Who>)> {
    let mut all = Vec::new();
    let told = |principal: Value, who: Who| (Caller::Told(principal), vec![who]);
    for (id, account) in &world.accounts {
        for role in account.iam.roles.values() {
            let name = role.arn.name();
            for session in ["ci", "another"] {
                let arn = format!("arn:aws:sts::{id}:assumed-role/{name}/{session}");
                all.push(told(json!(arn), Who::Principal(role.arn.to_string())));
            }
        }
        for user in account.iam.users.values() {
            let arn = user.arn.to_string();
            all.push(told(json!(arn), Who::Principal(arn.clone())));
        }
        let root = format!("arn:aws:iam::{id}:root");
        all.push(told(json!(root), Who::Principal(root.clone())));
        if account.iam.incomplete.is_some() {
            let who = Who::Unlisted(id.to_string());
            all.push((Caller::Unlisted(id.to_string()), vec![who]));
        }
    }
    for id in STRANGE {
        let who = vec![Who::Unlisted(id.to_owned()), Who::AnyAccount];
        all.push((Caller::Strange(id.to_owned()), who));
    }
    all.push(told(json!("anonymous"), Who::Anonymous));
    all.push(told(json!("anonymous"), Who::Anonymous));
    let service = question["principal"]["service"].as_str();
    for name in service.into_iter().chain(["cloudtrail.amazonaws.com"]) {
        let who = [name, ANY_SERVICE].map(|it| Who::Service(it.to_owned()));
        all.push((Caller::Told(json!({"service": name})), who.into()));
    }
    all
}

/// Names of buckets, of objects in them, and ARNs of keys
fn fills(world: &World) -> Vec<String> {
    let mut all = BTreeSet::new();
    for account in world.accounts.values() {
        for bucket in account.buckets.values() {
            let name = &bucket.name;
            all.insert(name.clone());
            for key in ["a.txt", "team/red/x", "home/alice/é.txt", "other.txt", "x"] {
                all.insert(format!("{name}/{key}"));
            }
        }
        all.extend(account.keys.keys().cloned());
    }
    all.into_iter().collect()
}
