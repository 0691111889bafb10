//! The `request` of a case.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::json::{Node, Value};
use why403_model::known::{Fact, Gap, Reason};
use why403_model::policy::Policy;
use why403_model::request::{
    Action, Constraint, Context, Entry, GrantRequest, Input, Others, Principal, Request,
};

use super::CaseError;
use super::policies::document;
use super::read::{check_members, text, texts, wrong};

/// What the `request` of a case says
pub(super) struct Asked {
    pub(super) principal: Principal,
    pub(super) requests: Vec<Request>,
    pub(super) has_list: bool,
    pub(super) bucket_tags: BTreeMap<String, String>,
    pub(super) given: Vec<String>,
}

const MEMBERS: &[&str] = &[
    "principal",
    "principalRoleId",
    "action",
    "resource",
    "resourceOwner",
    "context",
    "contextUnknown",
    "contextTypes",
    "bucketTags",
    "bucketAbac",
    "api",
    "input",
    "versionId",
    "expectedBucketOwner",
    "newPolicy",
    "newAcl",
    "grantRequest",
];

pub(super) fn read(node: &Node) -> Result<Asked, CaseError> {
    check_members(node, "request", MEMBERS)?;
    let id = node
        .get("principalRoleId")
        .filter(|it| it.value != Value::Null);
    let id = id
        .map(|it| text(it, "request.principalRoleId").map(String::from))
        .transpose()?;
    let principal = principal(node.get("principal"), id)?;
    let action = node.get("action").ok_or(CaseError::Missing {
        path: "request.action",
    })?;
    let action = Action::parse(text(action, "request.action")?)
        .ok_or_else(|| wrong("request.action", "an action such as `s3:GetObject`", action))?;
    let resource = node.get("resource").ok_or(CaseError::Missing {
        path: "request.resource",
    })?;
    let resources = texts(resource, "request.resource")?;
    if resources.is_empty() {
        return Err(wrong(
            "request.resource",
            "an ARN, `*`, or a list of them",
            resource,
        ));
    }
    let (context, given) = context(node)?;
    let input = input(node)?;
    let owner = node
        .get("resourceOwner")
        .filter(|it| it.value != Value::Null);
    let owner = owner.map(owner_of).transpose()?;
    let requests = resources
        .iter()
        .map(|it| {
            if it != "*" && Arn::parse(it).is_err() {
                return Err(wrong("request.resource", "an ARN or `*`", resource));
            }
            Ok(Request {
                principal: principal.clone(),
                action: action.clone(),
                resource: it.clone(),
                resource_owner: resource_owner(owner.as_ref(), it, &principal),
                context: context.clone(),
                input: input.clone(),
            })
        })
        .collect::<Result<_, _>>()?;
    let has_list = resource.is_array();
    Ok(Asked {
        principal,
        requests,
        has_list,
        bucket_tags: bucket_tags(node)?,
        given,
    })
}

fn principal(node: Option<&Node>, id: Option<String>) -> Result<Principal, CaseError> {
    const WANTED: &str = "an ARN of a user, role, session or root, `anonymous`, \
                          {\"service\": …}, {\"federated\": …} or null";
    let Some(node) = node else {
        return Ok(Principal::Unstated);
    };
    let named = match &node.value {
        Value::Null => return Ok(Principal::Unstated),
        Value::String(it) if it == "anonymous" => return Ok(Principal::Anonymous),
        Value::Object(_) => {
            check_members(node, "request.principal", &["service", "federated"])?;
            return match (node.get("service"), node.get("federated")) {
                (Some(name), None) => Ok(Principal::Service {
                    name: text(name, "request.principal.service")?.into(),
                }),
                (None, Some(provider)) => Ok(Principal::Federated {
                    provider: text(provider, "request.principal.federated")?.into(),
                }),
                (_, _) => Err(wrong("request.principal", WANTED, node)),
            };
        }
        Value::String(it) => Arn::parse(it)
            .ok()
            .and_then(|arn| Principal::from_arn(&arn)),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    };
    let mut named = named.ok_or_else(|| wrong("request.principal", WANTED, node))?;
    if let Some(place) = named.id_mut() {
        *place = id;
    }
    Ok(named)
}

fn owner_of(node: &Node) -> Result<AccountId, CaseError> {
    let given = text(node, "request.resourceOwner")?;
    AccountId::parse(given)
        .or_else(|| Arn::parse(given).ok().and_then(|arn| arn.account_id()))
        .ok_or_else(|| {
            wrong(
                "request.resourceOwner",
                "a twelve-digit account id or an ARN",
                node,
            )
        })
}

/// The owner as given, else the account of the ARN, else the caller's account
fn resource_owner(
    given: Option<&AccountId>,
    resource: &str,
    principal: &Principal,
) -> Fact<AccountId> {
    let of_arn = || Arn::parse(resource).ok().and_then(|arn| arn.account_id());
    match given
        .cloned()
        .or_else(of_arn)
        .or_else(|| principal.account())
    {
        Some(account) => Fact::Known(account),
        None => Fact::Unknown(Gap {
            what: alloc::format!("the account that owns {resource}"),
            why: Reason::NotGiven,
            command: None,
            slot: None,
        }),
    }
}

fn context(node: &Node) -> Result<(Context, Vec<String>), CaseError> {
    const VALUES: &str = "a text, number or boolean, or a list of these";
    let mut context = Context::new(Others::Absent);
    let mut given = Vec::new();
    let is_list = |key: &str| {
        let declared = node.get("contextTypes").and_then(|types| types.get(key));
        declared
            .and_then(Node::as_str)
            .is_some_and(|it| it.ends_with("List"))
    };
    let scalar = |it: &Node, path: &str| {
        it.scalar()
            .map(ToString::to_string)
            .ok_or_else(|| wrong(path, VALUES, it))
    };
    if let Some(entries) = node.get("context") {
        if !entries.is_object() {
            return Err(wrong("request.context", "an object", entries));
        }
        for member in entries.members() {
            let path = alloc::format!("request.context.{}", member.name);
            let entry = if member.value.is_array() {
                let each = member.value.elements().iter().map(|it| scalar(it, &path));
                Entry::Many(each.collect::<Result<_, _>>()?)
            } else {
                let value = scalar(&member.value, &path)?;
                if is_list(&member.name) {
                    Entry::Many(alloc::vec![value])
                } else {
                    Entry::One(value)
                }
            };
            given.push(member.name.to_ascii_lowercase());
            context.set(&member.name, entry);
        }
    }
    if let Some(unknown) = node.get("contextUnknown") {
        for key in texts(unknown, "request.contextUnknown")? {
            context.set(&key, Entry::Unknown);
        }
    }
    Ok((context, given))
}

fn bucket_tags(node: &Node) -> Result<BTreeMap<String, String>, CaseError> {
    let is_enabled = node.get("bucketAbac").and_then(Node::as_str) == Some("Enabled");
    match node.get("bucketTags") {
        Some(tags) if is_enabled => pairs(tags, "request.bucketTags"),
        Some(_) | None => Ok(BTreeMap::new()),
    }
}

/// A map of texts
pub(super) fn pairs(node: &Node, path: &str) -> Result<BTreeMap<String, String>, CaseError> {
    if !node.is_object() {
        return Err(wrong(path, "an object of texts", node));
    }
    node.members()
        .iter()
        .map(|it| Ok((it.name.clone(), text(&it.value, path)?.to_string())))
        .collect()
}

fn input(node: &Node) -> Result<Input, CaseError> {
    let optional = |name: &str, path: &str| {
        let found = node.get(name).filter(|it| it.value != Value::Null);
        found.map(|it| text(it, path).map(String::from)).transpose()
    };
    let bucket = node.get("input").and_then(|it| it.get("Bucket"));
    let new_policy = node.get("newPolicy").filter(|it| it.value != Value::Null);
    let new_policy: Option<Policy> = new_policy
        .map(|it| document(it, None, "request.newPolicy").map(|it| it.0.policy))
        .transpose()?;
    let grant = node
        .get("grantRequest")
        .filter(|it| it.value != Value::Null);
    Ok(Input {
        bucket: bucket.and_then(Node::as_str).map(String::from),
        expected_bucket_owner: optional("expectedBucketOwner", "request.expectedBucketOwner")?,
        new_policy,
        new_acl: optional("newAcl", "request.newAcl")?,
        grant_request: grant.map(grant_request).transpose()?,
        ..Input::none()
    })
}

fn grant_request(node: &Node) -> Result<GrantRequest, CaseError> {
    let path = "request.grantRequest";
    check_members(
        node,
        path,
        &["grantee", "retiring", "operations", "constraints", "name"],
    )?;
    let operations = node
        .get("operations")
        .ok_or_else(|| wrong(path, "an object with `operations`", node))?;
    let constraint = node
        .get("constraints")
        .map(|it| constraint(it, path))
        .transpose()?;
    Ok(GrantRequest {
        operations: texts(operations, "request.grantRequest.operations")?,
        constraint: constraint.flatten(),
    })
}

/// `EncryptionContextEquals` or `EncryptionContextSubset`
pub(super) fn constraint(node: &Node, path: &str) -> Result<Option<Constraint>, CaseError> {
    if node.value == Value::Null {
        return Ok(None);
    }
    check_members(
        node,
        path,
        &["EncryptionContextEquals", "EncryptionContextSubset"],
    )?;
    match (
        node.get("EncryptionContextEquals"),
        node.get("EncryptionContextSubset"),
    ) {
        (Some(equals), None) => Ok(Some(Constraint::Equals(pairs(equals, path)?))),
        (None, Some(subset)) => Ok(Some(Constraint::Subset(pairs(subset, path)?))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(wrong(path, "one constraint, not two", node)),
    }
}
