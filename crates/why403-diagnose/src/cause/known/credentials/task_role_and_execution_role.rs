//! ECS has two roles for a task, and the wrong one was granted.
//!
//! Source: `spec/symptoms.md` 2, row 10.

use alloc::format;

use why403_engine::Layer;
use why403_model::request::Principal;

use crate::cause::known::{Known, Likelihood, Look};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "task-role-and-execution-role",
    title: "the role of ECS itself was used, or granted, instead of the task's",
    refuses: None,
    explains: |cause, view| {
        let Principal::RoleSession { role, .. } = &view.request().principal else {
            return false;
        };
        cause.near_misses.is_empty()
            && cause.is(Layer::Identity, Denial::Implicit)
            && role.to_ascii_lowercase().contains("ecstaskexecution")
    },
    suspected: |clues| {
        let Some(Principal::RoleSession { role, session, .. }) = clues.principal else {
            return None;
        };
        let named = role.to_ascii_lowercase();
        let is_execution = named.contains("ecstaskexecution")
            || named.contains("taskexecutionrole")
            || named.contains("task-execution");
        // ECS names sessions after the task: 32 hexadecimal digits.
        let is_task = session
            .as_deref()
            .is_some_and(|it| it.len() == 32 && it.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if is_execution {
            return Some(Likelihood::Likely.since(format!("role {role} is named like an execution role, which ECS uses to start tasks, not the program in them")));
        }
        is_task.then(|| Likelihood::Possible.since(format!("the session is named after an ECS task: role {role} is its task role, and the execution role's permissions do not count")))
    },
    looks: |_| {
        alloc::vec![
        Look::at("aws ecs describe-task-definition --task-definition TASK --query 'taskDefinition.[taskRoleArn, executionRoleArn]'")
            .tells("taskRoleArn is null", "the program has no role of its own")
            .tells("the role in the message is executionRoleArn", "ECS itself was refused: env files, images, logs")
            .tells("the role in the message is taskRoleArn", "the grant has to stand on it"),
    ]
    },
};
