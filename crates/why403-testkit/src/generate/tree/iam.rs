//! Users, groups, roles and managed policies of every account, as one answer or piece by piece

use serde_json::{Map, Value, json};

use super::plan::Plan;
use super::question::Asked;
use super::{each, pairs, wrapped, written_by_iam};
use crate::generate::rng::Rng;
use crate::generate::statement::{Layer, Wish, documents};
use crate::generate::world::{Caller, Service, World};

/// A user, group or role
struct Entity {
    sort: &'static Sort,
    name: String,
    path: String,
    /// (name, document)
    inline: Vec<(String, Value)>,
    /// ARNs of managed policies
    attached: Vec<String>,
    boundary: Option<String>,
    groups: Vec<String>,
    tags: Map<String, Value>,
    trust: Option<Value>,
}

/// The names of a kind of entity in AWS's answers
struct Sort {
    word: &'static str,
    upper: &'static str,
    id: &'static str,
}

static USER: Sort = Sort {
    word: "user",
    upper: "User",
    id: "AIDA",
};
static GROUP: Sort = Sort {
    word: "group",
    upper: "Group",
    id: "AGPA",
};
static ROLE: Sort = Sort {
    word: "role",
    upper: "Role",
    id: "AROA",
};

/// The IAM of one account while it is drawn
struct Folder {
    account: String,
    entities: Vec<Entity>,
    /// (ARN, document in force)
    managed: Vec<(String, Value)>,
}

/// (name, path) of what every account has
const ROLES: [(&str, &str); 3] = [
    ("reader", "/"),
    ("writer", "/team/"),
    (
        "AWSServiceRoleForConfig",
        "/aws-service-role/config.amazonaws.com/",
    ),
];
const USERS: [(&str, &str); 2] = [("alice", "/"), ("bob", "/team/")];
const GROUPS: [&str; 2] = ["readers", "staff"];

/// Draws the caller: the member of the question, and `aws:PrincipalArn` of users and roles.
pub(super) fn principal(rng: &mut Rng, world: &mut World) -> (Value, Option<String>) {
    let account = world.account.clone();
    let mut names = vec![("AWS", "*".to_owned())];
    let mut own = None;
    let principal = match world.caller {
        Caller::User => {
            let (name, path) = rng.pick(&USERS);
            let arn = format!("arn:aws:iam::{account}:user{path}{name}");
            let id = unique_id(&USER, name, &account);
            names.extend([("AWS", arn.clone()), ("AWS", id.clone())]);
            world.set("principalRoleId", json!(id));
            own = Some(arn.clone());
            json!(arn)
        }
        Caller::Session | Caller::LinkedRole => {
            let (name, path) = match world.caller {
                Caller::Session => rng.pick(ROLES.get(..2).unwrap_or(&ROLES)),
                _ => rng.pick(ROLES.get(2..).unwrap_or(&ROLES)),
            };
            let session = rng.text(&["ci", "i-0abc"]);
            let arn = format!("arn:aws:sts::{account}:assumed-role/{name}/{session}");
            let role = format!("arn:aws:iam::{account}:role{path}{name}");
            let id = unique_id(&ROLE, name, &account);
            let ids = [id.clone(), format!("{id}:{session}")];
            names.extend([arn.clone(), role.clone()].map(|it| ("AWS", it)));
            names.extend(ids.map(|it| ("AWS", it)));
            world.set("principalRoleId", json!(id));
            own = Some(role);
            json!(arn)
        }
        Caller::Root => json!(format!("arn:aws:iam::{account}:root")),
        Caller::Service => {
            let name = rng.text(&["cloudtrail.amazonaws.com", "lambda.amazonaws.com"]);
            names.push(("Service", name.clone()));
            json!({"service": name})
        }
        Caller::Federated => {
            names.push(("Federated", "accounts.google.com".to_owned()));
            json!({"federated": "accounts.google.com"})
        }
        Caller::Anonymous | Caller::FederatedUser => json!("anonymous"),
    };
    if !account.is_empty() {
        names.push(("AWS", format!("arn:aws:iam::{account}:root")));
        names.push(("AWS", account));
    }
    world.own_names = names;
    (principal, own)
}

/// `AROA…`: another one for every entity of every account
fn unique_id(sort: &Sort, name: &str, account: &str) -> String {
    let name: String = name.to_uppercase().chars().take(5).collect();
    format!("{}{name:X<5}{account}", sort.id)
}

/// Draws the folder `iam` of every account.
pub(super) fn draw(
    rng: &mut Rng,
    asked: &Asked,
    plan: &Plan,
    accounts: &[&str],
) -> Map<String, Value> {
    let mut all = Map::new();
    for account in accounts {
        let mut folder = Folder {
            account: (*account).to_owned(),
            entities: Vec::new(),
            managed: Vec::new(),
        };
        folder.people(rng, asked, plan);
        let drawn = if rng.chance(55) {
            folder.details(rng)
        } else {
            folder.pieces(rng)
        };
        all.insert((*account).to_owned(), drawn);
    }
    all
}

impl Folder {
    fn people(&mut self, rng: &mut Rng, asked: &Asked, plan: &Plan) {
        for (name, path) in USERS {
            let mut user = Entity::new(&USER, name, path);
            user.groups = GROUPS
                .iter()
                .filter(|_| rng.chance(40))
                .map(|it| (*it).to_owned())
                .collect();
            self.entities.push(user);
        }
        let target = format!("/{}", asked.target_path);
        for (name, path) in ROLES.into_iter().chain([("target", target.as_str())]) {
            let mut role = Entity::new(&ROLE, name, path);
            role.trust = Some(trust(rng, asked, plan, &self.account, name));
            if name == "target" && self.account == asked.world.owner {
                role.tags.clone_from(&asked.resource_tags);
            }
            self.entities.push(role);
        }
        for name in GROUPS {
            let group = Entity::new(&GROUP, name, "/");
            self.entities.push(group);
        }
        for index in 0..self.entities.len() {
            if rng.chance(25) {
                let any = documents(rng, &asked.world, Layer::Identity, Wish::Any, "*");
                // What strangers may do is nothing to the question; what the caller's groups
                // may do is.
                let is_ours = self
                    .entities
                    .get(index)
                    .is_some_and(|it| self.is_caller(it, asked));
                if !is_ours {
                    self.place(rng, index, each(any));
                }
            }
        }
        self.caller(rng, asked, plan);
    }

    fn is_caller(&self, entity: &Entity, asked: &Asked) -> bool {
        let arn = format!(
            "arn:aws:iam::{}:{}{}{}",
            self.account, entity.sort.word, entity.path, entity.name
        );
        let names = &asked.world.own_names;
        asked.world.has_identity() && names.iter().any(|it| it.1 == arn)
    }

    /// Gives the caller its policies, if it is of this account.
    fn caller(&mut self, rng: &mut Rng, asked: &Asked, plan: &Plan) {
        let found = self
            .entities
            .iter()
            .position(|it| self.is_caller(it, asked));
        let (Some(index), Some(wish)) = (found, plan.identity) else {
            return;
        };
        let world = &asked.world;
        let drawn = documents(rng, world, Layer::Identity, wish, &world.resource);
        let mut own = each(drawn);
        if let Some(inner) = &asked.inner {
            let wish = if wish == Wish::Deny {
                Wish::Allow
            } else {
                wish
            };
            let drawn = documents(rng, inner, Layer::Identity, wish, &inner.resource);
            own.extend(each(drawn));
        }
        self.place(rng, index, own);
        if let Some(entity) = self.entities.get_mut(index) {
            entity.tags.clone_from(&asked.tags);
        }
        let Some(wish) = plan.boundary else {
            return;
        };
        let boundary = if asked.inner.is_some() && wish == Wish::Allow {
            json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
        } else {
            let drawn = documents(rng, world, Layer::Boundary, wish, &world.resource);
            each(drawn).into_iter().next().unwrap_or_default()
        };
        let arn = self.manage(boundary);
        if let Some(entity) = self.entities.get_mut(index) {
            entity.boundary = Some(arn);
        }
    }

    /// Puts documents where entities have them: inline, attached, or in a group of the user.
    fn place(&mut self, rng: &mut Rng, index: usize, documents: Vec<Value>) {
        for document in documents {
            let mut at = index;
            let groups = self.entities.get(index).map(|it| it.groups.clone());
            let groups = groups.unwrap_or_default();
            if !groups.is_empty() && rng.chance(40) {
                let group = rng.pick(&groups);
                let is_group = |it: &Entity| it.sort.word == "group" && it.name == group;
                at = self.entities.iter().position(is_group).unwrap_or(index);
            }
            let attached = rng.chance(50).then(|| self.manage(document.clone()));
            let Some(entity) = self.entities.get_mut(at) else {
                continue;
            };
            if let Some(arn) = attached {
                entity.attached.push(arn);
            } else {
                let name = format!("inline-{}", entity.inline.len());
                entity.inline.push((name, document));
            }
        }
    }

    /// Makes a managed policy of the account.
    fn manage(&mut self, document: Value) -> String {
        let arn = format!(
            "arn:aws:iam::{}:policy/managed-{}",
            self.account,
            self.managed.len()
        );
        self.managed.push((arn.clone(), document));
        arn
    }

    /// `iam.json`: one answer
    fn details(&self, rng: &mut Rng) -> Value {
        let mut lists = Map::new();
        for sort in [&USER, &GROUP, &ROLE] {
            let mut list = Vec::new();
            for it in self.entities.iter().filter(|it| it.sort.word == sort.word) {
                list.push(it.detail(rng, &self.account));
            }
            lists.insert(format!("{}DetailList", sort.upper), Value::Array(list));
        }
        let mut policies = Vec::new();
        for (arn, document) in &self.managed {
            // The version that was in force before denies everything.
            let old = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}});
            let mut versions = vec![
                json!({"VersionId": "v2", "IsDefaultVersion": true, "Document": written_by_iam(rng, document.clone())}),
                json!({"VersionId": "v1", "IsDefaultVersion": false, "Document": old}),
            ];
            if rng.chance(50) {
                versions.reverse();
            }
            policies.push(json!({"Arn": arn, "PolicyName": name_of(arn), "DefaultVersionId": "v2", "PolicyVersionList": versions}));
        }
        lists.insert("Policies".into(), Value::Array(policies));
        Value::Object(lists)
    }

    /// The folder `iam/`
    fn pieces(&self, rng: &mut Rng) -> Value {
        let mut folder = Map::new();
        for (sort, name) in [(&USER, "users"), (&GROUP, "groups"), (&ROLE, "roles")] {
            let mut places = Map::new();
            for it in self.entities.iter().filter(|it| it.sort.word == sort.word) {
                places.insert(it.name.clone(), it.piece(rng, &self.account));
            }
            folder.insert(name.to_owned(), Value::Object(places));
        }
        let mut policies = Map::new();
        for (arn, document) in &self.managed {
            let policy = json!({"Arn": arn, "PolicyName": name_of(arn), "DefaultVersionId": "v2"});
            let version = json!({"VersionId": "v2", "IsDefaultVersion": true, "Document": written_by_iam(rng, document.clone())});
            let place = json!({"policy": wrapped(rng, "Policy", policy), "version": wrapped(rng, "PolicyVersion", version)});
            let is_short = rng.chance(15);
            policies.insert(
                name_of(arn).to_owned(),
                if is_short { document.clone() } else { place },
            );
        }
        folder.insert("policies".into(), Value::Object(policies));
        Value::Object(folder)
    }
}

fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}

impl Entity {
    fn new(sort: &'static Sort, name: &str, path: &str) -> Self {
        Self {
            sort,
            name: name.to_owned(),
            path: path.to_owned(),
            inline: Vec::new(),
            attached: Vec::new(),
            boundary: None,
            groups: Vec::new(),
            tags: Map::new(),
            trust: None,
        }
    }

    /// What AWS tells of the entity in both forms
    fn own(&self, rng: &mut Rng, account: &str) -> Map<String, Value> {
        let Sort { word, upper, .. } = self.sort;
        let mut own = Map::new();
        own.insert(format!("{upper}Name"), json!(self.name));
        own.insert(
            format!("{upper}Id"),
            json!(unique_id(self.sort, &self.name, account)),
        );
        own.insert("Path".into(), json!(self.path));
        let arn = format!("arn:aws:iam::{account}:{word}{}{}", self.path, self.name);
        own.insert("Arn".into(), json!(arn));
        if let Some(trust) = &self.trust {
            let trust = written_by_iam(rng, trust.clone());
            own.insert("AssumeRolePolicyDocument".into(), trust);
        }
        if let Some(boundary) = &self.boundary {
            let boundary =
                json!({"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary});
            own.insert("PermissionsBoundary".into(), boundary);
        }
        if self.sort.word != "group" {
            own.insert("Tags".into(), pairs(&self.tags, ["Key", "Value"]));
        }
        own
    }

    fn attached(&self) -> Value {
        let entry = |arn: &String| json!({"PolicyName": name_of(arn), "PolicyArn": arn});
        Value::Array(self.attached.iter().map(entry).collect())
    }

    fn detail(&self, rng: &mut Rng, account: &str) -> Value {
        let mut detail = self.own(rng, account);
        let mut inline = Vec::new();
        for (name, document) in &self.inline {
            let document = written_by_iam(rng, document.clone());
            inline.push(json!({"PolicyName": name, "PolicyDocument": document}));
        }
        // The CLI leaves an empty list of a user out.
        if !inline.is_empty() || self.sort.word != "user" {
            let name = format!("{}PolicyList", self.sort.upper);
            detail.insert(name, Value::Array(inline));
        }
        detail.insert("AttachedManagedPolicies".into(), self.attached());
        if self.sort.word == "user" {
            detail.insert("GroupList".into(), json!(self.groups));
        }
        Value::Object(detail)
    }

    fn piece(&self, rng: &mut Rng, account: &str) -> Value {
        let Sort { word, upper, .. } = self.sort;
        let mut place = Map::new();
        let own = Value::Object(self.own(rng, account));
        place.insert((*word).to_owned(), wrapped(rng, upper, own));
        let attached = wrapped(rng, "AttachedPolicies", self.attached());
        place.insert("attached-policies".into(), attached);
        let mut inline = Map::new();
        for (name, document) in &self.inline {
            let document = written_by_iam(rng, document.clone());
            let answer = json!({format!("{upper}Name"): self.name, "PolicyName": name, "PolicyDocument": document});
            inline.insert(name.clone(), answer);
        }
        if self.inline.is_empty() || rng.chance(50) {
            let names: Vec<&String> = self.inline.iter().map(|it| &it.0).collect();
            place.insert("inline-policies".into(), json!({"PolicyNames": names}));
        }
        if !self.inline.is_empty() {
            place.insert("inline".into(), Value::Object(inline));
        }
        if *word == "user" {
            let entry = |name: &String| json!({"GroupName": name, "Path": "/"});
            let groups = Value::Array(self.groups.iter().map(entry).collect());
            place.insert("groups".into(), wrapped(rng, "Groups", groups));
        }
        Value::Object(place)
    }
}

/// A trust policy: that of the role which is assumed as planned, others of a service
fn trust(rng: &mut Rng, asked: &Asked, plan: &Plan, account: &str, name: &str) -> Value {
    let world = &asked.world;
    let is_asked = world.service == Service::Trust && world.owner == account && name == "target";
    if !is_asked {
        return json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]});
    }
    let wish = plan.resource.unwrap_or(Wish::Silent);
    let drawn = documents(rng, world, Layer::Trust, wish, &world.resource);
    each(drawn).into_iter().next().unwrap_or_default()
}
