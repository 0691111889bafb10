//! Whether the caller may invoke the function, and whether the permission stands where it counts.
//!
//! A function without a version or alias, each version and each alias have policies of their own:
//! what one allows, the others do not (`spec/s3.md` F.2).

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::shell::quoted;

use super::decided::Decided;
use super::{Kind, Scene, TriggerCheck, Verdict, source};
use crate::question::owner;

/// The id of the check on which permission it takes
pub(super) const PERMISSION: &str = "permission";
const QUALIFIER: &str = "qualifier";

/// Whether the caller may invoke the function or the version or alias that is called
pub(super) fn check(scene: &Scene<'_>) -> TriggerCheck {
    let Some(request) = request(scene, &scene.arn) else {
        return TriggerCheck::new(PERMISSION, Verdict::Unknown, "what is called has no ARN");
    };
    let mut check = Decided::of(scene.world, request).check(PERMISSION);
    let version = scene.qualifier.as_deref();
    let version = version.map_or(String::new(), |it| {
        alloc::format!(" --qualifier {}", quoted(it))
    });
    check.look = Some(alloc::format!(
        "aws lambda get-policy --function-name {}{version} \\\n  --region {}",
        quoted(scene.name()),
        scene.arn.region()
    ));
    let who = caller(scene);
    let called = scene.called();
    check.message = match (check.verdict, check.causes.first()) {
        (Verdict::Passes, _) => alloc::format!("{who} may invoke {called}"),
        (Verdict::Fails, Some(cause)) => cause.message.clone(),
        (Verdict::Fails, None) => alloc::format!("{who} may not invoke {called}"),
        (Verdict::Unknown | Verdict::Idle, _) => {
            alloc::format!("whether {who} may invoke {called} is not known")
        }
    };
    check
}

/// Whether the permission is on another qualifier than the one that is called
pub(super) fn qualifier(scene: &Scene<'_>) -> TriggerCheck {
    let Some(function) = scene.function else {
        let message = "the world does not have the function, nor its versions and aliases";
        return TriggerCheck::new(QUALIFIER, Verdict::Unknown, message);
    };
    let which = match &scene.qualifier {
        Some(qualifier) => alloc::format!("the policy of {qualifier} alone counts"),
        None => "the policy of the function itself counts, not those of its versions and aliases"
            .to_string(),
    };
    if denied(scene, scene.qualifier.as_deref()) != Truth::Yes {
        return TriggerCheck::new(QUALIFIER, Verdict::Passes, which);
    }
    let plain = [None].into_iter();
    let others = plain.chain(function.qualifiers.keys().map(|it| Some(it.as_str())));
    let others = others.filter(|it| *it != scene.qualifier.as_deref());
    let allowed: Vec<String> = others
        .filter(|it| denied(scene, *it) == Truth::No)
        .map(|it| in_words(scene, it))
        .collect();
    if allowed.is_empty() {
        return TriggerCheck::new(QUALIFIER, Verdict::Idle, which);
    }
    let message = alloc::format!(
        "the permission is on {}, the call is to {}: {which}",
        allowed.join(" and "),
        in_words(scene, scene.qualifier.as_deref()),
    );
    TriggerCheck::new(QUALIFIER, Verdict::Fails, message)
}

fn in_words(scene: &Scene<'_>, qualifier: Option<&str>) -> String {
    match qualifier {
        Some(qualifier) => alloc::format!("{}:{qualifier}", scene.name()),
        None => alloc::format!("{} without a qualifier", scene.name()),
    }
}

fn denied(scene: &Scene<'_>, qualifier: Option<&str>) -> Truth {
    let arn = match qualifier {
        Some(qualifier) => alloc::format!("{}:{qualifier}", scene.plain()),
        None => scene.plain(),
    };
    let request = Arn::parse(&arn).ok().and_then(|it| request(scene, &it));
    request.map_or(Truth::Maybe, |it| Decided::of(scene.world, it).is_denied())
}

/// The call as Lambda authorizes it
fn request(scene: &Scene<'_>, function: &Arn) -> Option<Request> {
    let principal = match (scene.kind, scene.kind.service()) {
        (Kind::Account(account), _) => {
            let root = alloc::format!("arn:{}:iam::{account}:root", function.partition());
            Principal::Root {
                arn: Arn::parse(&root).ok()?,
            }
        }
        (_, Some(name)) => Principal::Service { name: name.into() },
        (_, None) => return None,
    };
    let mut context = Context::new(Others::Unknown);
    for (key, entry) in scene.context.entries() {
        context.set(key, entry.clone());
    }
    // Services call over their own network, not through anybody's endpoint.
    context.set_if_unsaid("aws:SourceVpce", Entry::Absent);
    if let Some(source) = &scene.source {
        context.set_if_unsaid("aws:SourceArn", Entry::One(source.to_string()));
    }
    if let Some(account) = source::account(scene) {
        context.set_if_unsaid("aws:SourceAccount", Entry::One(account));
    }
    if let Kind::Account(_) = scene.kind {
        for key in ["aws:SourceArn", "aws:SourceAccount"] {
            context.set_if_unsaid(key, Entry::Absent);
        }
    }
    let resource = function.to_string();
    Some(Request {
        resource_owner: match function.account_id() {
            Some(account) => Fact::Known(account),
            None => owner(scene.world, &resource, &principal),
        },
        principal,
        action: Action::parse("lambda:InvokeFunction")?,
        resource,
        context,
        input: Input::none(),
    })
}

/// Who calls, in words
fn caller(scene: &Scene<'_>) -> String {
    match (scene.kind, &scene.source) {
        (Kind::Account(account), _) => alloc::format!("account {account}"),
        (kind, Some(source)) => {
            let service = kind.service().unwrap_or_default();
            alloc::format!("{service} on behalf of {source}")
        }
        (kind, None) => kind.service().unwrap_or_default().to_string(),
    }
}
