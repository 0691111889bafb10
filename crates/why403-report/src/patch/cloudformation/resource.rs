//! The resources of a change that stand alone in a template.

use serde_json::{Map, Value, json};
use why403_diagnose::fix::Managed;
use why403_diagnose::fix::change::{Change, To};
use why403_diagnose::fix::site::{Entity, Site};

use super::super::content;
use super::super::permission::{Permission, permissions};
use super::import::{self, Identifier};

/// A resource, as it will be
pub(super) struct Resource {
    pub(super) kind: &'static str,
    properties: Value,
    /// How it is taken over; `None` for what is made
    pub(super) there: Option<There>,
}

/// What stands there already
pub(super) struct There {
    /// What names it
    pub(super) identifier: Identifier,
    properties: Value,
}

impl Resource {
    fn made(kind: &'static str, properties: Value) -> Self {
        Self {
            kind,
            properties,
            there: None,
        }
    }

    /// As the update writes it
    pub(super) fn written(&self) -> Value {
        written(self.kind, &self.properties, self.there.is_some())
    }

    /// As the import takes it over; `None` for what is made
    pub(super) fn taken_over(&self) -> Option<Value> {
        let there = self.there.as_ref()?;
        Some(written(self.kind, &there.properties, true))
    }

    /// As another template has it, which says itself what outlives it
    pub(super) fn plain(&self) -> Value {
        written(self.kind, &self.properties, false)
    }
}

/// An import asks for a policy of deletion; by this one the resource outlives the stack.
fn written(kind: &str, properties: &Value, is_kept: bool) -> Value {
    if is_kept {
        return json!({
            "Type": kind,
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": properties,
        });
    }
    json!({"Type": kind, "Properties": properties})
}

/// The stack that has the place already, whose template is to be changed
pub(super) fn stack(change: &Change) -> Option<&str> {
    change.managed.iter().find_map(|(_, by)| match by {
        Managed::CloudFormation(stack) => Some(stack.as_str()),
        Managed::Terraform(_) | Managed::IdentityCenter => None,
    })
}

/// The resources of a change; empty where it is a part of one, or where what stands there could
/// not be taken over
pub(super) fn resources(change: &Change) -> Vec<Resource> {
    let found = match &change.at.site {
        Site::Inline { of, name, policy } => {
            let (kind, option) = match of {
                Entity::Role => ("AWS::IAM::RolePolicy", "RoleName"),
                Entity::User => ("AWS::IAM::UserPolicy", "UserName"),
                Entity::Group => ("AWS::IAM::GroupPolicy", "GroupName"),
            };
            of_document(
                change,
                kind,
                &|document| json!({"PolicyName": policy, option: name, "PolicyDocument": document}),
            )
        }
        Site::Managed { arn, .. } => {
            let path = arn.split_once(":policy").map_or("/", |(_, path)| path);
            let (folder, own) = path.rsplit_once('/').unwrap_or(("", path));
            of_document(change, "AWS::IAM::ManagedPolicy", &|document| {
                json!({
                    "ManagedPolicyName": own,
                    "Path": format!("{folder}/"),
                    "PolicyDocument": document,
                })
            })
        }
        Site::BucketPolicy(name) => of_document(
            change,
            "AWS::S3::BucketPolicy",
            &|document| json!({"Bucket": name, "PolicyDocument": document}),
        ),
        Site::FunctionPolicy { .. } => return permitted(change),
        Site::Trail(name) => return trail(change, name).into_iter().collect(),
        Site::PermissionSet(_)
        | Site::Trust(_)
        | Site::AccessPointPolicy(_)
        | Site::KeyPolicy(_)
        | Site::EndpointPolicy(_)
        | Site::OrganizationPolicy { .. }
        | Site::PublicAccessBlock(_)
        | Site::Ownership(_)
        | Site::Acl(_)
        | Site::Encryption(_)
        | Site::Logging(_)
        | Site::Tags(_)
        | Site::Object { .. }
        | Site::Grants(_) => None,
    };
    found.into_iter().collect()
}

/// The resource that holds one document
fn of_document(
    change: &Change,
    kind: &'static str,
    properties: &dyn Fn(Value) -> Value,
) -> Option<Resource> {
    let (before, after) = content::texts(change);
    let inert = |text: String| {
        let value = serde_json::from_str(&text).ok();
        value.filter(|it| !is_alive(it))
    };
    let after = properties(inert(after?)?);
    let there = match before {
        Some(text) => {
            let properties = properties(inert(text)?);
            let identifier = import::identifier(kind, &properties, &change.at.site)?;
            Some(There {
                identifier,
                properties,
            })
        }
        None => None,
    };
    Some(Resource {
        kind,
        properties: after,
        there,
    })
}

fn trail(change: &Change, name: &str) -> Option<Resource> {
    let To::Trail { logs, below } = &change.to else {
        return None;
    };
    let properties = json!({
        "TrailName": name,
        "S3BucketName": logs,
        "IsLogging": true,
        "AdvancedEventSelectors": content::selectors(below),
    });
    Some(Resource::made("AWS::CloudTrail::Trail", properties))
}

/// Statements of a function's policy: each is a resource, and those that are there stay alone
fn permitted(change: &Change) -> Vec<Resource> {
    let all = permissions(change).unwrap_or_default();
    let one = |it: &Permission| {
        let name = match &it.qualifier {
            Some(qualifier) => format!("{}:{qualifier}", it.function),
            None => it.function.clone(),
        };
        let mut properties = Map::new();
        let mut set = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                properties.insert(name.to_string(), Value::from(value.as_str()));
            }
        };
        set("FunctionName", &Some(name));
        set("Action", &Some(it.action.clone()));
        set("Principal", &Some(it.principal.clone()));
        set("SourceArn", &it.source_arn);
        set("SourceAccount", &it.source_account);
        set("PrincipalOrgID", &it.organization);
        Resource::made("AWS::Lambda::Permission", properties.into())
    };
    all.iter().map(one).collect()
}

/// What will stand there
pub(super) fn after(change: &Change) -> Option<Value> {
    let (_, after) = content::texts(change);
    serde_json::from_str(&after?).ok()
}

/// Whether `CloudFormation` would put something else in a part's place: a dynamic reference in a text,
/// an intrinsic function by the name of a member
fn is_alive(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("{{resolve:"),
        Value::Array(all) => all.iter().any(is_alive),
        Value::Object(members) => members.iter().any(|(name, it)| {
            name == "Ref" || name.starts_with("Fn::") || name.contains("{{resolve:") || is_alive(it)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_alive;

    #[test]
    fn what_a_template_would_replace_is_alive() {
        let test = |key: &str| json!({"Statement": [{"Condition": {"StringEquals": {key: "a"}}}]});
        for key in ["Ref", "Fn::Sub", "Fn::GetAtt", "{{resolve:ssm:a}}"] {
            assert!(is_alive(&test(key)), "{key}");
        }
        assert!(is_alive(&json!(["x{{resolve:ssm:a}}"])));
        for key in ["aws:SourceArn", "Reference", "s3:Ref"] {
            assert!(!is_alive(&test(key)), "{key}");
        }
    }
}
