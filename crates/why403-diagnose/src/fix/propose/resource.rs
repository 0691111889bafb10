//! Policies of buckets, keys, access points and functions: a statement that lets the caller in,
//! delegation to access points or to an account's own policies, a public statement that names its
//! caller.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::layer::public::public_statements;
use why403_engine::layers::Policies;
use why403_engine::resolve::find_bucket;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::json::quoted;
use why403_model::request::{Found, Principal};
use why403_model::span::Span;

use super::edited::keeper;
use super::{Scene, scope};
use crate::cause::caller;
use crate::fix::document::{of_statement, with_each, with_statement};
use crate::fix::edit::{Edit, Place};
use crate::fix::statement::{Allow, Named};
use crate::fix::verify::Fix;
use crate::idea::{behind, escaped, is_key_of_aws, literal};
use crate::near_miss::Missed;

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
    let mut conditions = scope::tests(request);
    conditions.extend(on_behalf(scene)?);
    let meant = scope::meant(policies(scene), request);
    let new = |it: &(_, String, _)| !conditions.iter().any(|(_, key, _)| *key == it.1);
    let meant: scope::Tests = meant.into_iter().filter(new).collect();
    conditions.extend(meant);
    let statement = Allow {
        action: request.action.to_string(),
        resource,
        principal: Some(principal),
        conditions,
    };
    let kind = match (is_key, scene.cause.layer) {
        (true, _) => "key-policy/allow",
        (false, Layer::AccessPoint) => "access-point/allow",
        (false, _) if request.action.service() == "lambda" => "function/allow",
        (false, _) => "bucket-policy/allow",
    };
    let (edit, label) = adding(scene, &statement.json())?;
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
        notes: scope::widen(request).into_iter().collect(),
    })
}

/// The bucket leaves it to the access point's policy who gets at it through there.
///
/// Source: S3 User Guide, "Delegating access control to access points".
pub(super) fn to_access_points(scene: &Scene<'_>) -> Option<Fix> {
    const KEY: &str = "s3:DataAccessPointAccount";
    let behind = behind(scene.request).filter(|_| scene.cause.layer == Layer::Resource)?;
    let account = Arn::parse(&scene.request.resource).ok()?.account_id()?;
    let known = &policies(scene).known;
    let mut tests = known.iter().flat_map(|it| &it.document.policy.statements);
    // Where it is delegated already, to whom is a value in a list.
    if tests.any(|it| {
        it.conditions
            .iter()
            .any(|it| it.key.text.eq_ignore_ascii_case(KEY))
    }) {
        return None;
    }
    let resource = match behind.split_once('/') {
        Some((bucket, _)) => format!("{bucket}/*"),
        None => behind,
    };
    let statement = Allow {
        action: scene.request.action.to_string(),
        resource,
        principal: Some(Named::Everyone),
        conditions: alloc::vec![("StringEquals", KEY.to_string(), account.to_string())],
    };
    let (edit, label) = adding(scene, &statement.json())?;
    Some(Fix {
        kind: "bucket-policy/delegate",
        text: format!(
            "in {label}, leave {} to the policies of the access points of account {account}",
            scene.request.action
        ),
        owner: keeper(scene),
        world: alloc::vec![edit],
        request: Vec::new(),
        notes: alloc::vec![format!(
            "from then on access points of account {account} decide who gets at the bucket"
        )],
    })
}

/// The key leaves it to identity policies of its account who may use it, as keys do that the
/// console makes.
///
/// Source: KMS Developer Guide, "Default key policy".
pub(super) fn to_account(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    let owner = request.resource_owner.known()?;
    let is_own = request.principal.account().as_ref() == Some(owner);
    let mut near = scene.cause.near_misses.iter();
    let is_delegated = near.any(|it| matches!(it.missed, Missed::Delegates));
    if request.action.service() != "kms"
        || !is_own
        || is_delegated
        || is_key_of_aws(&scene.checked.layers, request)
    {
        return None;
    }
    let partition = Arn::parse(&request.resource).ok()?.partition().to_string();
    let root = format!("arn:{partition}:iam::{owner}:root");
    let statement = Allow {
        action: "kms:*".to_string(),
        resource: "*".to_string(),
        principal: Some(Named::Aws(&root)),
        conditions: Vec::new(),
    };
    let (edit, label) = adding(scene, &statement.json())?;
    Some(Fix {
        kind: "key-policy/delegate",
        text: format!("in {label}, leave the key to identity policies of account {owner}"),
        owner: keeper(scene),
        world: alloc::vec![edit],
        request: Vec::new(),
        notes: alloc::vec![
            "from then on every identity policy of the account that allows kms on all keys is \
             about this one too"
                .to_string()
        ],
    })
}

fn policies<'s>(scene: &'s Scene<'_>) -> &'s Policies {
    match scene.cause.layer {
        Layer::AccessPoint => &scene.checked.layers.access_point,
        _ => &scene.checked.layers.resource,
    }
}

/// A statement added to the policy of the resource, or as its first; with the policy's name
fn adding(scene: &Scene<'_>, statement: &str) -> Option<(Edit, String)> {
    let policies = policies(scene);
    match (policies.known.as_slice(), policies.gaps.is_empty()) {
        ([one], _) => {
            let new = with_statement(&one.document, statement)?;
            let label = one.document.label.clone();
            let old = one.document.clone();
            Some((Edit::Rewrite { old, new }, label))
        }
        ([], true) => {
            let place = place(scene, behind(scene.request).as_deref())?;
            let label = match &place {
                Place::Bucket(name) => format!("a new policy of bucket {name}"),
                Place::AccessPoint(_) => "a new policy of the access point".to_string(),
                Place::Function { .. } => "a new policy of the function".to_string(),
                _ => "a new policy".to_string(),
            };
            let document = of_statement(&label, statement)?;
            Some((Edit::Write { place, document }, label))
        }
        (_, _) => None,
    }
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
    let told = match scene.request.context.find("aws:sourceaccount") {
        Found::One(account) => Some(account.to_string()),
        Found::Many(_) | Found::Absent | Found::Unknown => None,
    };
    // The ARN of a bucket does not say whose it is: one that is deleted may be anybody's next.
    let account = told.or_else(|| {
        let (_, _, source) = all.first()?;
        let arn = Arn::parse(source).ok()?;
        let (keeper, _) = find_bucket(scene.world, arn.s3_bucket()?)?;
        Some(keeper.id.to_string())
    });
    let is_bucket = all.iter().any(|(_, _, arn)| arn.contains(":s3:::"));
    if account.is_none() && is_bucket {
        return None;
    }
    all.extend(account.map(|it| ("StringEquals", "aws:SourceAccount".to_string(), it)));
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

/// The public statement names its caller in place of everybody: the policy is then not public
pub(super) fn instead(scene: &Scene<'_>) -> Option<Fix> {
    let decider = scene.cause.decider.as_ref()?;
    let caller = scene.request.principal.principal_arn()?;
    let policy = &decider.document.policy;
    let places = public_statements(policy).into_iter().map(|index| {
        let element = policy.statements.get(index)?.principal.as_ref()?;
        Some(element.at)
    });
    let places: Option<Vec<Span>> = places.collect();
    let named = format!("\"Principal\": {{\"AWS\": {}}}", quoted(&caller));
    let new = with_each(&decider.document, &places?, &named)?;
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
