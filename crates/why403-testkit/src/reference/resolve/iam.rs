//! Roles, users and groups, from `iam.json` or piece by piece: docs/world.md

use std::collections::BTreeMap;

use serde_json::Value;

use super::World;
use super::answer::{Known, answer, document, ids, list, required, tags, text, unwrapped};

/// Where entities of a kind stand in both forms
pub(super) struct Sort {
    /// In an ARN: `role`
    word: &'static str,
    /// The folder of pieces
    folder: &'static str,
    /// The list in `iam.json`
    details: &'static str,
    /// The member with the name
    name: &'static str,
    /// The member with the id
    id: &'static str,
    /// The wrapper of the entity's own answer
    wrapper: &'static str,
    /// Inline policies in `iam.json`
    inline: &'static str,
}

pub(super) static ROLES: Sort = Sort {
    word: "role",
    folder: "roles",
    details: "RoleDetailList",
    name: "RoleName",
    id: "RoleId",
    wrapper: "Role",
    inline: "RolePolicyList",
};

pub(super) static USERS: Sort = Sort {
    word: "user",
    folder: "users",
    details: "UserDetailList",
    name: "UserName",
    id: "UserId",
    wrapper: "User",
    inline: "UserPolicyList",
};

static GROUPS: Sort = Sort {
    word: "group",
    folder: "groups",
    details: "GroupDetailList",
    name: "GroupName",
    id: "GroupId",
    wrapper: "Group",
    inline: "GroupPolicyList",
};

/// A role, user or group
#[derive(Clone, Debug, Default)]
pub(super) struct Entity {
    /// With its path; none for who does not exist
    pub arn: Option<String>,
    pub id: Option<String>,
    /// Inline, attached, and those of its groups
    pub documents: Vec<Value>,
    pub boundary: Option<Value>,
    pub trust: Option<Value>,
    pub tags: BTreeMap<String, String>,
}

impl World<'_> {
    /// An entity with all its policies; one without any for who is not listed in `iam.json`
    pub(super) fn entity(&self, account: &str, sort: &Sort, name: &str) -> Known<Entity> {
        let iam = required(self.account(account)?, "iam")?;
        let is_whole = [ROLES.details, USERS.details, GROUPS.details]
            .iter()
            .all(|it| iam.get(it).is_some());
        let place = Place { iam, account };
        let (mut entity, groups) = if is_whole {
            place.listed(sort, name)?
        } else {
            place.in_pieces(sort, name)?
        };
        for group in groups {
            let (group, _) = if is_whole {
                place.listed(&GROUPS, &group)?
            } else {
                place.in_pieces(&GROUPS, &group)?
            };
            entity.documents.extend(group.documents);
        }
        Ok(entity)
    }
}

/// The IAM of one account
struct Place<'t> {
    iam: &'t Value,
    account: &'t str,
}

/// The entity and the names of its groups
type Found = (Entity, Vec<String>);

impl Place<'_> {
    fn listed(&self, sort: &Sort, name: &str) -> Known<Found> {
        let all = list(self.iam, sort.details)?;
        let Some(it) = all.into_iter().find(|it| text(it, sort.name) == Some(name)) else {
            return Ok(Found::default());
        };
        let mut entity = self.own(sort, name, it)?;
        if let Some(inline) = it.get(sort.inline) {
            for policy in list(inline, sort.inline)? {
                entity
                    .documents
                    .push(document(policy, &["PolicyDocument"])?);
            }
        }
        if let Some(attached) = it.get("AttachedManagedPolicies") {
            entity.documents.extend(self.attached(attached)?);
        }
        let groups = it.get("GroupList").map(|it| list(it, "GroupList"));
        let groups = groups.transpose()?.unwrap_or_default();
        Ok((entity, ids(&groups, "GroupName")))
    }

    fn in_pieces(&self, sort: &Sort, name: &str) -> Known<Found> {
        let place = self.iam.get(sort.folder).and_then(|it| it.get(name));
        let place = place.ok_or_else(|| format!("{} {name} is not in the tree", sort.word))?;
        let codes = ["NoSuchEntity"];
        let Some(own) = answer(place, sort.word, &codes)? else {
            return Ok(Found::default());
        };
        let mut entity = self.own(sort, name, unwrapped(own, sort.wrapper))?;
        if let Some(attached) = answer(place, "attached-policies", &codes)? {
            entity.documents.extend(self.attached(attached)?);
        }
        entity.documents.extend(inline(place)?);
        let groups = if sort.word == "user" {
            match answer(place, "groups", &codes)? {
                Some(groups) => ids(&list(groups, "Groups")?, "GroupName"),
                None => Vec::new(),
            }
        } else {
            Vec::new()
        };
        Ok((entity, groups))
    }

    /// What `get-role` and its like tell
    fn own(&self, sort: &Sort, name: &str, it: &Value) -> Known<Entity> {
        if !it.is_object() {
            return Err(format!("what is told of {} {name} is no answer", sort.word));
        }
        let path = text(it, "Path").unwrap_or("/");
        let by_path = format!("arn:aws:iam::{}:{}{path}{name}", self.account, sort.word);
        let boundary = it.get("PermissionsBoundary").filter(|it| !it.is_null());
        let boundary = boundary.map(|it| {
            let arn = text(it, "PermissionsBoundaryArn").or(it.as_str());
            self.managed(arn.ok_or("a boundary without ARN")?)
        });
        let trust = it.get("AssumeRolePolicyDocument");
        let tagged = it.get("Tags").map(|it| list(it, "Tags")).transpose()?;
        Ok(Entity {
            arn: Some(text(it, "Arn").map_or(by_path, str::to_owned)),
            id: text(it, sort.id).map(str::to_owned),
            documents: Vec::new(),
            boundary: boundary.transpose()?,
            trust: trust.map(|it| document(it, &[])).transpose()?,
            tags: tags(&tagged.unwrap_or_default(), ["Key", "Value"]),
        })
    }

    fn attached(&self, answer: &Value) -> Known<Vec<Value>> {
        let wrapper = if answer.get("AttachedPolicies").is_some() {
            "AttachedPolicies"
        } else {
            "AttachedManagedPolicies"
        };
        let arns = ids(&list(answer, wrapper)?, "PolicyArn");
        arns.iter().map(|it| self.managed(it)).collect()
    }

    /// The document in force of a managed policy, by ARN or by name
    fn managed(&self, arn: &str) -> Known<Value> {
        let name = arn.rsplit('/').next().unwrap_or_default();
        let arn = if arn.starts_with("arn:") {
            arn.to_owned()
        } else {
            format!("arn:aws:iam::{}:policy/{name}", self.account)
        };
        if let Some(Value::Array(all)) = self.iam.get("Policies") {
            let found = all.iter().find(|it| text(it, "Arn") == Some(&arn));
            let found = found.ok_or_else(|| format!("{arn} is not in the tree"))?;
            let versions = list(
                found.get("PolicyVersionList").unwrap_or(&Value::Null),
                "PolicyVersionList",
            )?;
            let default = text(found, "DefaultVersionId");
            let version = versions
                .into_iter()
                .find(|it| text(it, "VersionId") == default);
            let version = version.ok_or("the default version is not in the tree")?;
            return document(version, &["Document"]);
        }
        let place = self.iam.pointer("/policies").and_then(|it| it.get(name));
        let place = place.ok_or_else(|| format!("{arn} is not in the tree"))?;
        if place.get("Statement").is_some() {
            return Ok(place.clone());
        }
        let policy = unwrapped(required(place, "policy")?, "Policy");
        if text(policy, "Arn") != Some(&arn) {
            return Err(format!("{arn} is not in the tree"));
        }
        let version = unwrapped(required(place, "version")?, "PolicyVersion");
        if text(version, "VersionId") != text(policy, "DefaultVersionId") {
            return Err(format!("the default version of {arn} is not in the tree"));
        }
        document(version, &["Document"])
    }
}

/// The folder `inline/` is all there is, unless `inline-policies` names more.
fn inline(place: &Value) -> Known<Vec<Value>> {
    let folder = place.get("inline").and_then(Value::as_object);
    let named = match place.get("inline-policies") {
        Some(_) => match answer(place, "inline-policies", &["NoSuchEntity"])? {
            Some(found) => ids(&list(found, "PolicyNames")?, "PolicyName"),
            None => Vec::new(),
        },
        None if folder.is_none() => return Err("inline policies are not in the tree".into()),
        None => Vec::new(),
    };
    let mut documents = Vec::new();
    let folder = folder.into_iter().flatten();
    let mut missing: Vec<&String> = named.iter().collect();
    for (name, policy) in folder {
        missing.retain(|it| *it != name);
        documents.push(document(policy, &["PolicyDocument"])?);
    }
    match missing.first() {
        Some(name) => Err(format!("inline policy {name} is not in the tree")),
        None => Ok(documents),
    }
}
