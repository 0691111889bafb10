//! From a whole world, as JSON, and a question to the flat cases that decide it
//!
//! Written from the world's page (`docs/world.md`), `spec/iam.md` (IAM) and `spec/s3.md` (S3)
//! alone; shares no code with the model or the engine. The tree is the JSON of a world of one
//! file. A fact that is needed and not there is an error: the reference never guesses.

mod answer; // AWS's answers: present, absent, or not known
mod bucket; // everything of a bucket and its objects
mod encryption; // the KMS call behind an S3 one
mod iam; // roles, users, groups and their policies
mod key; // KMS keys
mod keys; // condition keys that the world determines
mod organization; // the nodes above an account

use serde_json::{Map, Value, json};

use super::principal::{Caller, Kind};
use super::{Decision, Verdict, facts};
use answer::Known;
use bucket::Bucket;
use iam::Entity;

/// One authorization behind a question, as a flat case
#[derive(Clone, Debug)]
pub struct Check {
    /// The case of kind `decision`
    pub case: Value,
    /// Whether S3 refuses beside all policies: requester pays, unsigned reads of what KMS encrypts
    pub is_refused: bool,
}

impl Check {
    /// Decides the check.
    ///
    /// # Errors
    /// As for [`super::decide`].
    pub fn decide(&self) -> Result<Verdict, String> {
        let mut verdict = super::decide(&self.case)?;
        if self.is_refused {
            verdict.decision = Decision::ExplicitDeny;
            verdict.blocked_by.push("s3-gate"); // last in report order
        }
        Ok(verdict)
    }
}

/// Finds the checks of a question: itself, and KMS's where S3 calls it for the caller.
///
/// - `question`: `{principal, action, resource, context, requestPayer?}` in the forms of a case.
///
/// # Errors
/// A sentence that names what is not in the tree, or cannot be read.
pub fn checks(tree: &Value, question: &Value) -> Result<Vec<Check>, String> {
    let world = World { tree };
    let mut all = vec![world.check(question)?];
    if let Some(inner) = encryption::call_behind(&world, question)? {
        all.push(world.check(&inner)?);
    }
    if all.len() > 1 && question.get("principal") == Some(&json!("anonymous")) {
        // S3 A.6: unsigned requests for what KMS encrypts always fail; IAM A.6.1: for KMS, `*` is
        // everybody who signs.
        let uses = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"];
        let uses = uses.map(|it| action_is(question, it));
        for check in all.iter_mut().take(1).filter(|_| uses.contains(&true)) {
            check.is_refused = true;
        }
    }
    Ok(all)
}

/// The tree, asked for what stands in it
struct World<'t> {
    tree: &'t Value,
}

/// What a resource is, by its ARN and the action
enum Target<'t> {
    Bucket(Bucket<'t>),
    Key(key::Key<'t>),
    /// The role that is assumed
    Role(Entity),
    /// Nothing that has a policy of its own
    Plain,
}

impl<'t> World<'t> {
    fn account(&self, id: &str) -> Known<&'t Value> {
        let accounts = self.tree.get("accounts").ok_or("no accounts")?;
        accounts
            .get(id)
            .ok_or_else(|| format!("account {id} is not in the tree"))
    }

    fn check(&self, question: &Value) -> Known<Check> {
        let text = |name: &str| {
            let found = question.get(name).and_then(Value::as_str);
            found.ok_or_else(|| format!("the question has no {name}"))
        };
        let (action, resource) = (text("action")?, text("resource")?);
        let principal = question.get("principal").unwrap_or(&Value::Null);
        let caller = Caller::of(principal)?;
        let target = self.target(action, resource)?;
        let owner = match &target {
            Target::Bucket(bucket) => Some(bucket.account.clone()),
            _ => facts::account_in(resource).or_else(|| caller.account.clone()),
        };
        let entity = self.caller(&caller)?;

        let mut policies = Map::new();
        let mut request = Map::new();
        for name in ["principal", "action", "resource"] {
            request.insert(name.into(), question.get(name).cloned().unwrap_or_default());
        }
        request.insert("resourceOwner".into(), json!(owner));
        if let Some(entity) = &entity {
            policies.insert("identity".into(), json!(entity.documents));
            if let Some(boundary) = &entity.boundary {
                policies.insert("boundary".into(), boundary.clone());
            }
            if let Some(id) = &entity.id {
                request.insert("principalRoleId".into(), json!(id));
            }
        }
        // IAM E.3: it is the caller's account that counts; E.4: the resource owner's.
        let is_of_aws = matches!(&target, Target::Key(key) if key.is_managed_by_aws()?);
        let sides = [
            ("scp", caller.account.as_ref()),
            ("rcp", owner.as_ref().filter(|_| !is_of_aws)), // E.4: not on AWS managed keys
        ];
        for (kind, account) in sides {
            let levels = account.map(|it| self.levels(it, kind)).transpose()?;
            if let Some(levels) = levels.flatten() {
                policies.insert(kind.into(), json!(levels));
            }
        }
        match &target {
            Target::Bucket(bucket) => bucket.add_to(self, action, &mut policies, &mut request)?,
            Target::Key(key) => key.add_to(&mut policies)?,
            Target::Role(role) => {
                let trust = role.trust.clone().ok_or("the trust policy is not known")?;
                policies.insert("resource".into(), trust);
            }
            Target::Plain => {}
        }
        let derived = self.derived(&caller, entity.as_ref(), owner.as_deref(), &target, action)?;
        request.insert("context".into(), joined(question.get("context"), derived));
        let is_refused = match &target {
            Target::Bucket(bucket) => bucket.refuses_to_pay(&caller, question)?,
            _ => false,
        };
        Ok(Check {
            case: json!({"kind": "decision", "policies": policies, "request": request}),
            is_refused,
        })
    }

    /// Who calls; none for callers that have no policies of their own
    fn caller(&self, caller: &Caller) -> Known<Option<Entity>> {
        let Some(account) = &caller.account else {
            return Ok(None);
        };
        match &caller.kind {
            Kind::User { name } => self.entity(account, &iam::USERS, name).map(Some),
            Kind::Session { role, .. } => self.entity(account, &iam::ROLES, role).map(Some),
            // The tree does not tell which user asked for the session.
            Kind::FederatedUser { .. } => Err("whose session it is is not known".into()),
            _ => Ok(None),
        }
    }

    fn target(&self, action: &str, resource: &str) -> Known<Target<'t>> {
        let parts: Vec<&str> = resource.splitn(6, ':').collect();
        let [_, _, service, region, account, name] = *parts.as_slice() else {
            return Ok(Target::Plain); // `*`
        };
        let assumes = action.to_lowercase().starts_with("sts:");
        match (service, name.split_once('/')) {
            ("s3", _) if account.is_empty() => self.bucket(name).map(Target::Bucket),
            ("kms", Some(("key", id))) => self.key(account, region, id).map(Target::Key),
            ("iam", Some(("role", path))) if assumes => {
                let name = path.rsplit('/').next().unwrap_or_default();
                self.entity(account, &iam::ROLES, name).map(Target::Role)
            }
            ("iam", _) => Ok(Target::Plain),
            _ => Err(format!("what stands behind {resource} is in no tree")),
        }
    }
}

/// The context of the question and the derived keys; what the question says wins.
fn joined(given: Option<&Value>, derived: Vec<(String, Value)>) -> Value {
    let mut context = given
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    for (key, value) in derived {
        if !context.keys().any(|it| it.eq_ignore_ascii_case(&key)) {
            context.insert(key, value);
        }
    }
    Value::Object(context)
}

/// Whether the question is about this action; names have no case: IAM A.4
fn action_is(question: &Value, name: &str) -> bool {
    let action = question.get("action").and_then(Value::as_str);
    action.is_some_and(|it| it.eq_ignore_ascii_case(name))
}
