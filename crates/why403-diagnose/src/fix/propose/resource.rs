//! Policies of buckets, keys, access points and functions: a statement that lets the caller in, a
//! caller excepted from a Deny, a public statement that names its caller.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_engine::layer::public::public_statements;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::json::quoted;
use why403_model::request::{Found, Principal};
use why403_model::world::Document;

use super::Scene;
use crate::cause::caller;
use crate::fix::document::{of_statement, with_members, with_statement, with_text};
use crate::fix::edit::{Edit, Place};
use crate::fix::owner::Owner;
use crate::fix::statement::{Allow, Named, through_s3};
use crate::fix::verify::Fix;
use crate::idea::{behind, escaped, is_key_of_aws, literal};

/// A statement in the resource's own policy
pub(super) fn allow(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    if is_key_of_aws(&scene.checked.layers, request) {
        return None;
    }
    let arn = request.principal.principal_arn();
    let principal = match (&request.principal, arn.as_deref()) {
        (Principal::Service { name }, _) => Named::Service(name),
        (_, Some(arn)) => Named::Aws(arn),
        (_, None) => return None,
    };
    let is_key = request.action.service() == "kms";
    let behind = behind(request);
    let resource = match (&behind, scene.cause.layer) {
        _ if is_key => "*".to_string(),
        (Some(behind), Layer::Resource) => escaped(behind),
        (_, _) => literal(request),
    };
    let mut conditions = through_s3(request);
    conditions.extend(on_behalf(scene)?);
    let statement = Allow {
        action: request.action.to_string(),
        resource,
        principal: Some(principal),
        conditions,
    };
    let policies = match scene.cause.layer {
        Layer::AccessPoint => &scene.checked.layers.access_point,
        _ => &scene.checked.layers.resource,
    };
    let (edit, label) = match (policies.known.as_slice(), policies.gaps.is_empty()) {
        ([one], _) => {
            let new = with_statement(&one.document, &statement.json())?;
            let label = one.document.label.clone();
            let old = one.document.clone();
            (Edit::Rewrite { old, new }, label)
        }
        ([], true) => {
            let place = place(scene, behind.as_deref())?;
            let label = "its new policy".to_string();
            let document = of_statement(&label, &statement.json())?;
            (Edit::Write { place, document }, label)
        }
        (_, _) => return None,
    };
    let kind = match (is_key, scene.cause.layer) {
        (true, _) => "key-policy/allow",
        (false, Layer::AccessPoint) => "access-point/allow",
        (false, _) if request.action.service() == "lambda" => "function/allow",
        (false, _) => "bucket-policy/allow",
    };
    Some(Fix {
        kind,
        text: format!(
            "in {}, allow {} for {}",
            if is_key { "the key's policy" } else { &label },
            request.action,
            caller(&request.principal)
        ),
        owner: keeper(scene),
        world: alloc::vec![edit],
        request: Vec::new(),
        notes: Vec::new(),
    })
}

/// Who keeps the resource
fn keeper(scene: &Scene<'_>) -> Owner {
    let owner = scene.request.resource_owner.known();
    owner.map_or(Owner::Unknown, |it| Owner::Account(it.clone()))
}

/// A service is let in on behalf of one of its resources only; `None` where nobody tells which
fn on_behalf(scene: &Scene<'_>) -> Option<Vec<(&'static str, String, String)>> {
    if !matches!(scene.request.principal, Principal::Service { .. }) {
        return Some(Vec::new());
    }
    let mut all = Vec::new();
    match scene.request.context.find("aws:sourcearn") {
        Found::One(arn) if !arn.contains(['*', '?', '$']) => {
            all.push(("ArnLike", "aws:SourceArn".to_string(), arn.to_string()));
        }
        Found::One(_) | Found::Many(_) | Found::Absent | Found::Unknown => return None,
    }
    // The ARN of a bucket does not say whose it is.
    if let Found::One(account) = scene.request.context.find("aws:sourceaccount") {
        let key = "aws:SourceAccount".to_string();
        all.push(("StringEquals", key, account.to_string()));
    }
    Some(all)
}

/// Where the first policy of a resource is written
fn place(scene: &Scene<'_>, behind: Option<&str>) -> Option<Place> {
    if scene.cause.layer == Layer::AccessPoint {
        let arn = scene.request.resource.split("/object/").next()?;
        return Some(Place::AccessPoint(arn.to_string()));
    }
    let arn = Arn::parse(behind.unwrap_or(&scene.request.resource)).ok()?;
    if arn.service() == "lambda" {
        let mut parts = arn.as_str().splitn(8, ':');
        let function: Vec<&str> = parts.by_ref().take(7).collect();
        return Some(Place::Function {
            arn: function.join(":"),
            qualifier: parts.next().map(String::from),
        });
    }
    arn.s3_bucket().map(|it| Place::Bucket(it.to_string()))
}

/// `Principal "*"` and a condition on `aws:PrincipalArn` in place of a `NotPrincipal` that catches
/// the sessions of the role it lists
pub(super) fn except(scene: &Scene<'_>) -> Option<Fix> {
    let decider = scene.cause.decider.as_ref()?;
    let document = &decider.document;
    let source = document.policy.statements.get(decider.statement)?;
    let element = source.principal.as_ref().filter(|it| it.negated)?;
    let caller = scene.request.principal.principal_arn()?;
    let listed: Vec<&str> = element
        .values
        .iter()
        .map(|it| it.value.text.as_str())
        .collect();
    // For who is not listed the Deny is meant.
    if !listed.contains(&caller.as_str()) || !source.conditions.is_empty() {
        return None;
    }
    let exempt: Vec<String> = listed.iter().map(|it| quoted(it)).collect();
    let exempt = match exempt.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let condition = format!("{{\"ArnNotEquals\": {{\"aws:PrincipalArn\": {exempt}}}}}");
    let members = [("Principal", quoted("*")), ("Condition", condition)];
    let new = with_members(document, element.at, &members)?;
    Some(Fix {
        kind: "bucket-policy/except",
        text: format!(
            "in {}, except {caller} by aws:PrincipalArn in place of NotPrincipal",
            document.label
        ),
        owner: keeper(scene),
        world: alloc::vec![Edit::Rewrite {
            old: document.clone(),
            new
        }],
        request: Vec::new(),
        notes: Vec::new(),
    })
}

/// The public statement names its caller in place of everybody: the policy is then not public
pub(super) fn instead(scene: &Scene<'_>) -> Option<Fix> {
    let decider = scene.cause.decider.as_ref()?;
    let caller = scene.request.principal.principal_arn()?;
    let mut new: Arc<Document> = decider.document.clone();
    let named = format!("{{\"AWS\": {}}}", quoted(&caller));
    for _ in 0..public_statements(&decider.document.policy).len() {
        let index = *public_statements(&new.policy).first()?;
        let element = new.policy.statements.get(index)?.principal.as_ref()?;
        let at = element.at;
        new = with_text(&new, at, &format!("\"Principal\": {named}"))?;
    }
    Some(Fix {
        kind: "bucket-policy/name-caller",
        text: format!(
            "Block Public Access stays on: in {}, name {caller} in place of everybody",
            decider.document.label
        ),
        owner: keeper(scene),
        world: alloc::vec![Edit::Rewrite {
            old: decider.document.clone(),
            new
        }],
        request: Vec::new(),
        notes: Vec::new(),
    })
}
