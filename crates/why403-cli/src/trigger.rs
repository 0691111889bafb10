//! `why403 explain --trigger`: nothing happened, and a function should have been called.

use why403_diagnose::question::context_of;
use why403_diagnose::trigger::{Asked, Kind, Trigger, investigate};
use why403_engine::resolve::Assume;
use why403_model::redact::Redactor;
use why403_model::world::World;

use crate::asked;
use crate::failure::Failure;

/// Looks at a trigger; `redactor` where names are to be neutral.
pub(crate) fn answer(
    trigger: &str,
    asked: &asked::Asked,
    world: &World,
    redactor: Option<&mut Redactor>,
) -> Result<Trigger, Failure> {
    let kind = Kind::parse(trigger).ok_or_else(|| {
        let help =
            "write --trigger s3, events, sns, apigateway, or the twelve digits of an account";
        let message = format!("`{trigger}` is no trigger");
        Failure::new("trigger/kind", &message, Some(help.into()))
    })?;
    let function = asked.function.as_deref().ok_or_else(|| {
        let help = "add --function NAME, or --function NAME:ALIAS";
        Failure::new(
            "trigger/function",
            "nothing says which function is to be called",
            Some(help.into()),
        )
    })?;
    let context = context_of(&asked.flags()?);
    let found = investigate(
        world,
        &Asked {
            kind: &kind,
            function,
            source: asked.source.as_deref(),
            context: &context,
        },
    )?;
    let found = found.with_fixes(world, &Assume::default());
    Ok(match redactor {
        Some(redactor) => found.redacted(redactor),
        None => found,
    })
}
