//! Statements to add where nothing allows, each as narrow as the request.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layers::Layers;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::facts;
use why403_model::request::{Principal, Request};
use why403_model::shell::quoted;

use super::write::{allow, policy, put_policy};
use super::{Idea, service, trial};
use crate::cause::{Cause, caller, foreign, place};
use crate::near_miss::Missed;

/// An identity policy of the caller that allows
pub(super) fn identity(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let near = cause.near_misses.first();
    let edit = near.and_then(|it| match &it.missed {
        // What stands there may serve other actions of the statement: it stays.
        Missed::BucketForObject { written, needed }
        | Missed::ObjectsForBucket { written, needed } => Some((
            format!(
                "in {}, add Resource \"{needed}\" beside \"{written}\"",
                it.document.label
            ),
            needed.clone(),
        )),
        Missed::NoSuchAction { written } => Some((
            format!(
                "in {}, write {} instead of {written}",
                it.document.label, request.action
            ),
            literal(request),
        )),
        Missed::OtherResource { .. }
        | Missed::NoValue { .. }
        | Missed::OtherAction { .. }
        | Missed::OtherPrincipal { .. }
        | Missed::Delegates
        | Missed::Open { .. }
        | Missed::Condition { .. } => None,
    });
    let resource = edit
        .as_ref()
        .map_or_else(|| literal(request), |(_, needed)| needed.clone());
    let statement = allow(&request.action.to_string(), &resource, None);
    let Some(tried) = trial::adding(layers, request, Layer::Identity, &statement, cause.layer)
    else {
        return Vec::new();
    };
    let (text, statement, command) = if let Some((text, _)) = edit {
        (text, None, None)
    } else {
        let command = put_policy(layers, request, &statement);
        (adding_to_caller(request), Some(statement), command)
    };
    alloc::vec![Idea {
        check: cause.check,
        layer: Layer::Identity,
        text,
        statement,
        command,
        tried,
    }]
}

fn adding_to_caller(request: &Request) -> String {
    let (action, who) = (&request.action, caller(&request.principal));
    match (&request.principal, foreign(request)) {
        (Principal::RoleSession { role, .. }, _) if role.starts_with("AWSReservedSSO_") => {
            format!("add this statement to the permission set behind {who}")
        }
        (_, Some(account)) => format!("in account {account}, allow {action} for {who}"),
        (_, None) => format!("allow {action} for {who} with this statement"),
    }
}

/// A statement in the policy of bucket or key, which its owner adds
pub(super) fn resource(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    if let Some(idea) = managed_by_aws(cause, layers, request) {
        return alloc::vec![idea];
    }
    let special = service::invoke(cause, layers, request);
    let special = special.or_else(|| service::trust(cause, layers, request));
    if let Some(idea) = special {
        return alloc::vec![idea];
    }
    let Some(principal) = request.principal.principal_arn() else {
        return Vec::new();
    };
    let is_key = request.action.service() == "kms";
    let behind = behind(request);
    let resource = match &behind {
        _ if is_key => "*".to_string(),
        Some(behind) => escaped(behind),
        None => literal(request),
    };
    let statement = allow(&request.action.to_string(), &resource, Some(&principal));
    let Some(tried) = trial::adding(layers, request, Layer::Resource, &statement, cause.layer)
    else {
        return Vec::new();
    };
    let owner = request.resource_owner.known();
    let who = match owner.filter(|_| behind.is_none()) {
        Some(owner) => format!("account {owner}"),
        None => "its owner".to_string(),
    };
    let bucket = Arn::parse(behind.as_ref().unwrap_or(&request.resource))
        .ok()
        .and_then(|arn| arn.s3_bucket().map(String::from));
    let what = match &bucket {
        Some(bucket) => format!("the policy of bucket {bucket}"),
        None if is_key => "the key policy".to_string(),
        None => "the resource's policy".to_string(),
    };
    // Where there is no policy yet, writing one replaces nothing.
    let is_first = layers.resource.known.is_empty() && layers.resource.gaps.is_empty();
    let command = bucket.filter(|_| is_first).map(|bucket| {
        let document = quoted(&policy(&statement));
        let bucket = quoted(&bucket);
        format!("aws s3api put-bucket-policy --bucket {bucket} --policy {document}")
    });
    alloc::vec![Idea {
        check: cause.check,
        layer: Layer::Resource,
        text: format!("{who} adds this statement to {what}"),
        statement: Some(statement),
        command,
        tried,
    }]
}

/// The object or bucket behind an access point, as the bucket's policy names it
pub(crate) fn behind(request: &Request) -> Option<String> {
    let arn = Arn::parse(&request.resource).ok()?;
    let (point, bucket) = (
        arn.resource().strip_prefix("accesspoint/")?,
        request.input.bucket.as_ref()?,
    );
    let key = point.split_once("/object/").map(|(_, key)| key);
    let key = key.map_or(String::new(), |it| format!("/{it}"));
    Some(format!("arn:{}:s3:::{bucket}{key}", arn.partition()))
}

/// A statement in the policy of the access point, which its owner adds
pub(super) fn access_point(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let Some(principal) = request.principal.principal_arn() else {
        return Vec::new();
    };
    let statement = allow(
        &request.action.to_string(),
        &literal(request),
        Some(&principal),
    );
    let layer = Layer::AccessPoint;
    let Some(tried) = trial::adding(layers, request, layer, &statement, layer) else {
        return Vec::new();
    };
    let label = match layers.access_point.known.as_slice() {
        [one] => one.document.label.as_str(),
        _ => "policy of the access point",
    };
    alloc::vec![Idea {
        check: cause.check,
        layer,
        text: format!("add this statement to the {label}"),
        statement: Some(statement),
        command: None,
        tried,
    }]
}

/// Whether the request is for a key that AWS manages, whose policy nobody can change
pub(crate) fn is_key_of_aws(layers: &Layers, request: &Request) -> bool {
    let mut documents = layers.resource.known.iter().map(|it| &it.document);
    request.action.service() == "kms"
        && documents.any(|it| {
            let id = it.policy.id.as_ref();
            id.is_some_and(|it| it.text.starts_with("auto-s3"))
        })
}

/// The key that AWS manages serves its own account, and nobody can change its policy
fn managed_by_aws(cause: &Cause, layers: &Layers, request: &Request) -> Option<Idea> {
    let is_managed = is_key_of_aws(layers, request);
    let owner = request.resource_owner.known()?;
    let object = match request.context.find("kms:encryptioncontext:aws:s3:arn") {
        why403_model::request::Found::One(arn) => arn.strip_prefix("arn:aws:s3:::"),
        _ => None,
    };
    let is_read = request.action.is("kms:Decrypt");
    let who = caller(&request.principal);
    let text = match (request.principal.account(), is_read) {
        (Some(own), _) if own == *owner => "the key is aws/s3, whose policy nobody can change: \
             it serves requests through S3 of its Region only"
            .to_string(),
        (_, true) => format!(
            "the key is aws/s3, whose policy nobody can change and which serves account {owner} \
             only: {owner} encrypts the object with a key of its own that lets {who} in"
        ),
        (_, false) => format!(
            "the key is aws/s3, whose policy nobody can change and which serves account {owner} \
             only: {owner} gives the bucket a default key of its own that lets {who} in"
        ),
    };
    let is_foreign = request.principal.account().as_ref() != Some(owner);
    let command = object
        .filter(|it| it.contains('/') && is_read && is_foreign)
        .map(|object| {
            let path = quoted(&format!("s3://{object}"));
            format!("aws s3 cp {path} {path} \\\n  --sse aws:kms --sse-kms-key-id KEY-ARN")
        });
    is_managed.then_some(Idea {
        command,
        ..Idea::advice(cause, text)
    })
}

/// A ceiling that somebody else set: what would have to be in it
pub(super) fn ceiling(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    // An endpoint's policy has to name a principal, and a gateway endpoint's none but `*`.
    let principal = (cause.layer == Layer::Endpoint).then_some("*");
    let statement = allow(&request.action.to_string(), &literal(request), principal);
    let Some(tried) = trial::adding(layers, request, cause.layer, &statement, cause.layer) else {
        return Vec::new();
    };
    let text = if cause.layer == Layer::Session {
        "make the session again, with a session policy that has this statement".to_string()
    } else if cause.layer == Layer::Endpoint {
        let label = match layers.endpoint.known.as_slice() {
            [one] => one.document.label.as_str(),
            _ => "policy of the VPC endpoint",
        };
        format!("add this statement to the {label}, which lists what may pass")
    } else {
        let label = match layers.boundary.known.as_slice() {
            [one] => one.document.label.clone(),
            _ => format!("the boundary of {}", caller(&request.principal)),
        };
        format!("{label} is a ceiling: ask its owner to add this statement")
    };
    alloc::vec![Idea {
        check: cause.check,
        layer: cause.layer,
        text,
        statement: Some(statement),
        command: None,
        tried,
    }]
}

/// The bucket of the request, in words, for sentences of other ideas
#[must_use]
pub(super) fn keeper(request: &Request) -> String {
    match request.resource_owner.known() {
        Some(owner) => format!("account {owner} (owner of {})", place(request)),
        None => format!("the owner of {}", place(request)),
    }
}

/// A resource as a policy of version 2012-10-17 means it and nothing else: what is a wildcard
/// there, or starts a variable, is escaped.
///
/// Source: IAM User Guide, "IAM policy elements: variables and tags", special characters.
pub(crate) fn literal(request: &Request) -> String {
    let found = facts::action(request.action.service(), request.action.name());
    // Of some actions `Resource` can only be everything.
    if request.resource == "*" || found.is_some_and(|it| !it.has_resource_types()) {
        return "*".to_string();
    }
    escaped(&request.resource)
}

/// A text in which wildcards and variables of a policy stand for themselves
pub(crate) fn escaped(resource: &str) -> String {
    let mut text = String::new();
    for character in resource.chars() {
        match character {
            '*' | '?' | '$' => text.extend(["${", character.encode_utf8(&mut [0; 4]), "}"]),
            other => text.push(other),
        }
    }
    text
}
