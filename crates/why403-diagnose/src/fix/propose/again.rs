//! What was refused before any policy, sent again; and who else may be the one to allow.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::Scene;
use crate::fix::instead;
use crate::fix::owner::Owner;
use crate::fix::request::RequestEdit;
use crate::fix::verify::Fix;

/// The same request, after its sender has put right what refused it: proven where the policies
/// let it pass then
pub(super) fn fix(scene: &Scene<'_>) -> Option<Fix> {
    Some(Fix {
        kind: "request/again",
        text: instead::again(scene.cause)?.to_string(),
        owner: Owner::Caller,
        world: Vec::new(),
        request: alloc::vec![RequestEdit::Again],
        notes: Vec::new(),
    })
}

/// With what to know of a role that is named like the one that only starts tasks
pub(super) fn noted(mut fix: Fix, scene: &Scene<'_>) -> Fix {
    let known = scene.cause.known.map(|it| it.id);
    if known == Some("task-role-and-execution-role") {
        fix.notes.push(
            "ECS uses its execution role only to start tasks: if the program in the task asks, \
             give the task definition a taskRoleArn, and allow that role instead"
                .to_string(),
        );
    }
    fix
}
