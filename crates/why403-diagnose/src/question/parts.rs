//! What flags and symptom tell where they make no whole question: each part, if it is told.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::arn::Arn;
use why403_model::operations::{Operation, Part};
use why403_model::request::{Action, Context, Entry, Others, Principal};
use why403_model::world::World;

use super::told as told_by;
use super::{ACTION, Flags, QuestionError, RESOURCE, arn_of, call};
use super::{find_role, joined, principal, start};
use crate::operation::Sent;
use crate::symptom::Symptom;

/// The parts of a question that are told
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// Who asked
    pub(crate) principal: Option<Principal>,
    /// For what, where an action is named
    pub(crate) action: Option<Action>,
    /// What was called: several where clients share the name; empty where nobody told
    pub(crate) operations: Vec<&'static Operation>,
    /// On what: an ARN
    pub(crate) resource: Option<Arn>,
    /// Condition keys
    pub(crate) context: Context,
    /// What the call carries
    pub(crate) sent: Sent,
}

impl Parts {
    /// Joins flags and symptom as far as they go.
    ///
    /// Fails where flags are wrong, or say another thing than the symptom. What the symptom says
    /// and nobody can use is passed over.
    pub(crate) fn of(
        flags: &Flags,
        symptom: &Symptom,
        world: &World,
    ) -> Result<Self, QuestionError> {
        let said = match (&flags.role, &flags.function) {
            (Some(name), _) => Some(find_role(world, name)?.to_string()),
            (None, Some(name)) => Some(start::session(start::function(world, name)?)?),
            (None, None) => flags.principal.clone(),
        };
        let is_said = said.is_some();
        let principal = match principal::of(said, Some(symptom), world) {
            Ok(found) => Some(found),
            Err(QuestionError::Missing { .. } | QuestionError::CallerOfAccount { .. }) => None,
            // What only the text says wrong is passed over.
            Err(QuestionError::Malformed { .. }) if !is_said => None,
            Err(problem) => return Err(problem),
        };
        let action = told(joined(
            flags.action.clone(),
            symptom.action.clone(),
            ACTION,
            str::eq_ignore_ascii_case,
        ))?;
        let operations = call::named(flags, Some(symptom))?;
        let target = flags.resource.as_deref().map(call::versioned);
        let place = target
            .as_ref()
            .map(|(place, _)| arn_of(place))
            .transpose()?;
        let place = told(joined(place, symptom.resource.clone(), RESOURCE, |a, b| {
            a == b
        }))?;
        let mut sent = Sent::new(if flags.only_sent {
            Others::Absent
        } else {
            Others::Unknown
        });
        for (part, name, entry) in &symptom.sent {
            sent.say(*part, name, entry.clone());
        }
        for (part, name, value) in &flags.sent {
            sent.say(*part, name, Entry::One(value.clone()));
        }
        if let Some((_, Some(version))) = target {
            sent.say(Part::Query, "versionId", Entry::One(version));
        }
        Ok(Self {
            principal,
            action: action.as_deref().and_then(Action::parse),
            operations,
            resource: place.and_then(|it| Arn::parse(&it).ok()),
            context: told_by::context(flags, Some(symptom))?,
            sent,
        })
    }
}

/// A part that nobody told is none
fn told(part: Result<String, QuestionError>) -> Result<Option<String>, QuestionError> {
    match part {
        Ok(text) => Ok(Some(text)),
        Err(QuestionError::Missing { .. }) => Ok(None),
        Err(problem) => Err(problem),
    }
}
