//! The log of a function: its role gets what writing it asks for, and no more.
//!
//! Three actions write a log, and a right to one of them serves nobody, so they come together.
//! Source: Lambda Developer Guide, "Sending Lambda function logs to `CloudWatch` Logs"; ARNs by the
//! Service Authorization Reference of `CloudWatch` Logs.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::condition::Rules;
use why403_engine::evaluate::evaluate;
use why403_engine::resolve::{Assume, resolve};
use why403_engine::truth::Truth;
use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::json::quoted;
use why403_model::request::{Action, Principal, Request};

use super::Scene;
use crate::fix::document::of_statement;
use crate::fix::edit::{Edit, Place};
use crate::fix::owner::{self, Owner};
use crate::fix::statement::one_or_list;
use crate::fix::verify::Fix;
use crate::idea::{escaped, new_name};
use crate::operation::logs;

/// What every function's log group is called by default
const FUNCTIONS: &str = "/aws/lambda/";

/// A new inline policy of the role for its function's log; `None` where that is not asked about
pub(super) fn fix(scene: &Scene<'_>) -> Option<Fix> {
    let request = scene.request;
    let arn = Arn::parse(&request.resource).ok()?;
    let name = logs::name(&arn).filter(|it| it.starts_with(FUNCTIONS))?;
    let Principal::RoleSession { account, role, .. } = &request.principal else {
        return None;
    };
    let owner = owner::of_caller(&request.principal)?;
    if !matches!(owner, Owner::Account(_)) {
        return None;
    }
    let group = format!(
        "arn:{}:logs:{}:{}:log-group:{name}",
        arn.partition(),
        arn.region(),
        arn.account()
    );
    let written = escaped(&group);
    // `GROUP:*` of many guides allows nothing more, and does not say what it is about.
    let streams = format!("{written}:log-stream:*");
    let lacks = |action: &str, end: &str| lacks(scene, action, &format!("{group}{end}"));
    let is_missing = logs::is_missing(scene.world, &arn);
    let makes = is_missing != Truth::No && (lacks(MAKE, "") || lacks(MAKE, ":log-stream:"));
    let made = makes.then_some(MAKE);
    let into = INTO.iter().filter(|(action, end)| lacks(action, end));
    let into = into.map(|(action, _)| *action);
    let actions: Vec<String> = made.into_iter().chain(into).map(quoted).collect();
    let mut resources = Vec::new();
    // No action on streams is about the group itself: to name both opens nothing more.
    resources.extend(makes.then(|| quoted(&written)));
    resources.push(quoted(&streams));
    if actions.is_empty() {
        return None;
    }
    let last = Request {
        action: Action::parse("logs:PutLogEvents")?,
        ..request.clone()
    };
    let policy = new_name(&scene.checked.layers, &last);
    let label = format!("inline policy {policy} of role {role}");
    let statement = format!(
        "{{\"Effect\": \"Allow\", \"Action\": {}, \"Resource\": {}}}",
        one_or_list(&actions),
        one_or_list(&resources)
    );
    let document = of_statement(&label, &statement)?;
    let mut notes = Vec::new();
    if makes && is_missing == Truth::Maybe {
        notes.push(format!(
            "{MAKE} is for the first log only: where log group {name} is there already, leave it out"
        ));
    }
    Some(Fix {
        kind: "identity/write-log",
        text: format!("let role {role} write the log {name}"),
        owner,
        world: alloc::vec![Edit::Write {
            place: Place::Role {
                account: account.clone(),
                role: role.clone(),
            },
            document,
        }],
        request: Vec::new(),
        notes,
    })
}

/// What makes the group
const MAKE: &str = "logs:CreateLogGroup";

/// What writes into it, and on what each is
static INTO: [(&str, &str); 2] = [
    ("logs:CreateLogStream", ":log-stream:"),
    ("logs:PutLogEvents", ":log-stream:STREAM"),
];

/// Whether the role's own policies may not allow an action
fn lacks(scene: &Scene<'_>, action: &str, resource: &str) -> bool {
    let Some(action) = Action::parse(action) else {
        return false;
    };
    let request = Request {
        action,
        resource: resource.to_string(),
        ..scene.request.clone()
    };
    let layers = resolve(scene.world, &request, &Assume::default());
    let found = evaluate(&layers, &request, Rules::Enforcement);
    found.outcome.may.holds(Layer::Identity)
}
