//! The function's role: whether Lambda may take it on, and whether the function may write its log.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_engine::layers::Layers;
use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::operations;
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::shell::quoted;

use super::decided::Decided;
use super::{Scene, TriggerCheck, Verdict};
use crate::cause::Cause;
use crate::idea::{self, Idea};
use crate::operation::{Call, Sent, logs};
use crate::question::owner;
use crate::symptom::Denial;

const ROLE: &str = "role";
const LOG: &str = "log";
const CREATE_GROUP: &str = "logs:CreateLogGroup";

/// Whether Lambda may take on the function's role.
///
/// Lambda sends the function's account and ARN as `aws:SourceAccount` and `aws:SourceArn`.
pub(super) fn trust(scene: &Scene<'_>) -> TriggerCheck {
    let role = match role(scene) {
        Fact::Known(role) => role,
        Fact::Unknown(gap) => {
            return unknown(ROLE, "which role the function has is not known", gap);
        }
    };
    let mut context = Context::new(Others::Unknown);
    context.set("aws:SourceVpce", Entry::Absent);
    context.set("aws:SourceArn", Entry::One(scene.plain()));
    context.set(
        "aws:SourceAccount",
        Entry::One(scene.arn.account().to_string()),
    );
    let lambda = Principal::Service {
        name: "lambda.amazonaws.com".to_string(),
    };
    let Some(request) = request(scene, lambda, "sts:AssumeRole", &role, context) else {
        return TriggerCheck::new(ROLE, Verdict::Unknown, "the role has no ARN");
    };
    let mut check = Decided::of(scene.world, request).check(ROLE);
    let name = role.name();
    check.look = Some(alloc::format!(
        "aws iam get-role --role-name {}",
        quoted(name)
    ));
    check.message = match check.verdict {
        Verdict::Passes => alloc::format!("Lambda may take on role {name}"),
        Verdict::Fails => alloc::format!(
            "Lambda may not take on role {name}: its trust policy does not let \
             lambda.amazonaws.com assume it"
        ),
        Verdict::Unknown | Verdict::Idle => {
            alloc::format!("whether Lambda may take on role {name} is not known")
        }
    };
    check
}

/// Actions on the log, with what each is on, as `WriteFunctionLog` of the table has them; of the
/// first AWS's pages and its error messages do not agree on the ARN, so both are tried
const ACTIONS: [(&str, &[&str]); 3] = [
    (CREATE_GROUP, &["", ":log-stream:"]),
    ("logs:CreateLogStream", &[":log-stream:"]),
    ("logs:PutLogEvents", &[":log-stream:STREAM"]),
];

/// Whether the function may write its log: without it there is nothing to read.
///
/// The right to make the log group counts as far as the group may be missing.
pub(super) fn log(scene: &Scene<'_>) -> TriggerCheck {
    let role = match role(scene) {
        Fact::Known(role) => role,
        Fact::Unknown(gap) => return unknown(LOG, "which role the function has is not known", gap),
    };
    let group = alloc::format!("/aws/lambda/{}", scene.name());
    let Some(arn) = log_group(scene, &group) else {
        return TriggerCheck::new(LOG, Verdict::Unknown, "the function has no ARN");
    };
    let mut worst: Option<TriggerCheck> = None;
    let mut lacking: Vec<&str> = Vec::new();
    for (action, ends) in ACTIONS {
        let decided: Vec<Decided> = ends
            .iter()
            .filter_map(|end| decided(scene, &role, action, &arn, end))
            .collect();
        let truths: Vec<Truth> = decided.iter().map(Decided::is_denied).collect();
        let denied = match truths.as_slice() {
            [first, rest @ ..] if rest.iter().all(|it| it == first) => *first,
            _ => Truth::Maybe,
        };
        let needed = match action {
            CREATE_GROUP => logs::is_missing(scene.world, &arn),
            _ => Truth::Yes,
        };
        if denied.and(needed) == Truth::No {
            continue;
        }
        lacking.extend((denied == Truth::Yes).then_some(action));
        let denied = denied.and(needed);
        let is_worse = match &worst {
            Some(worst) => denied == Truth::Yes && worst.verdict != Verdict::Fails,
            None => true,
        };
        if let (true, Some(decided)) = (is_worse, decided.into_iter().last()) {
            let mut check = decided.check_with(LOG, ideas);
            if needed == Truth::Maybe {
                check.gaps.extend(logs::gap(scene.world, &arn));
            }
            check.verdict = match denied {
                Truth::Yes => Verdict::Fails,
                Truth::Maybe | Truth::No => Verdict::Unknown,
            };
            worst = Some(check);
        }
    }
    let name = role.name();
    let Some(mut check) = worst else {
        let message = alloc::format!("role {name} may write the log {group}");
        return TriggerCheck::new(LOG, Verdict::Passes, message);
    };
    check.look = Some(alloc::format!(
        "aws iam list-attached-role-policies --role-name {}",
        quoted(name)
    ));
    check.message = match check.verdict {
        Verdict::Fails => alloc::format!(
            "role {name} lacks {}: the function may run, and writes no log {group}",
            lacking.join(", ")
        ),
        _ => alloc::format!("whether role {name} may write the log {group} is not known"),
    };
    check.call = call(scene, &role, &arn);
    check
}

/// All that writing the log asks for, as one call
fn call(scene: &Scene<'_>, role: &Arn, group: &Arn) -> Option<Call> {
    Some(Call {
        operation: operations::named("WriteFunctionLog").next()?,
        request: by_function(scene, role, "logs:PutLogEvents", group)?,
        source: None,
        sent: Sent::new(Others::Absent),
        states: BTreeMap::new(),
    })
}

/// The ARN of a log group beside the function
fn log_group(scene: &Scene<'_>, name: &str) -> Option<Arn> {
    let log = alloc::format!(
        "arn:{}:logs:{}:{}:log-group:{name}",
        scene.arn.partition(),
        scene.arn.region(),
        scene.arn.account()
    );
    Arn::parse(&log).ok()
}

/// A role without rights to write logs gets those of AWS's own policy
fn ideas(cause: &Cause, layers: &Layers, request: &Request) -> Vec<Idea> {
    let lacks = cause.layer == Layer::Identity && cause.effect == Denial::Implicit;
    let log = idea::log(cause, layers, request).filter(|_| lacks);
    match log {
        Some(log) => alloc::vec![log],
        None => idea::ideas(cause, layers, request),
    }
}

fn decided(scene: &Scene<'_>, role: &Arn, action: &str, group: &Arn, end: &str) -> Option<Decided> {
    let log = Arn::parse(&alloc::format!("{group}{end}")).ok()?;
    let request = by_function(scene, role, action, &log)?;
    Some(Decided::of(scene.world, request))
}

/// A request that Lambda sends for the function, with its role and from Lambda's own network
fn by_function(scene: &Scene<'_>, role: &Arn, action: &str, on: &Arn) -> Option<Request> {
    let mut context = Context::new(Others::Unknown);
    context.set("aws:SourceVpce", Entry::Absent);
    let caller = Principal::RoleSession {
        partition: role.partition().to_string(),
        account: role.account_id()?,
        role: role.name().to_string(),
        role_arn: Some(role.clone()),
        session: Some(scene.name().to_string()),
        id: None,
    };
    request(scene, caller, action, on, context)
}

fn request(
    scene: &Scene<'_>,
    principal: Principal,
    action: &str,
    on: &Arn,
    context: Context,
) -> Option<Request> {
    let resource = on.to_string();
    Some(Request {
        resource_owner: owner(scene.world, &resource, &principal),
        principal,
        action: Action::parse(action)?,
        resource,
        context,
        input: Input::none(),
    })
}

/// The function's role, or why it is not known
fn role(scene: &Scene<'_>) -> Fact<Arn> {
    match scene.configuration() {
        Some(Fact::Known(Some(configuration))) => Fact::Known(configuration.role.clone()),
        Some(Fact::Unknown(gap)) => Fact::Unknown(gap.clone()),
        Some(Fact::Known(None)) | None => Fact::Unknown(Gap {
            what: alloc::format!("how function {} runs", scene.name()),
            why: Reason::NotCollected,
            command: Some(alloc::format!(
                "aws lambda get-function-configuration --function-name {} --region {}",
                quoted(scene.name()),
                scene.arn.region()
            )),
            slot: None,
        }),
    }
}

fn unknown(id: &'static str, message: &str, gap: Gap) -> TriggerCheck {
    TriggerCheck::open(id, String::from(message), gap)
}
