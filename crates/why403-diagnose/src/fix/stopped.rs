//! The causes of a diagnosis that are not edited away, each with what to do instead.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_engine::verdict::Layer;
use why403_model::arn::Arn;
use why403_model::request::Principal;
use why403_model::world::World;

use super::instead;
use super::plan::Stopped;
use super::stop::{self, Stop};
use super::wanted::Wanted;
use crate::cause::{Cause, Certainty};
use crate::diagnosis::{Checked, Diagnosis};
use crate::idea::is_key_of_aws;
use crate::near_miss::Missed;
use crate::symptom::Denial;

/// Every certain cause that a rule stops; where nothing was found (`is_bare`) also those for which
/// there is nothing to propose.
pub(super) fn all(
    diagnosis: &Diagnosis,
    world: &World,
    wanted: &Wanted,
    is_bare: bool,
) -> Vec<Stopped> {
    let causes = diagnosis.causes.iter().enumerate();
    let certain = causes.filter(|(_, it)| it.certainty == Certainty::Must);
    let mut all: Vec<Stopped> = Vec::new();
    for (index, cause) in certain {
        let Some(checked) = diagnosis.checks.get(cause.check) else {
            continue;
        };
        let request = &checked.check.request;
        let rule = stop::of(cause, request, world);
        let rule = rule.or_else(|| unproposed(cause, checked).filter(|_| is_bare));
        let Some(stop) = rule else {
            continue;
        };
        let instead = instead::of(stop, cause, checked, world, wanted);
        // One rule may stop several checks of one call.
        if !all
            .iter()
            .any(|it| it.stop == stop && it.instead == instead)
        {
            all.push(Stopped {
                cause: Some(index),
                stop,
                instead,
            });
        }
    }
    all
}

/// Why nothing was proposed where no rule stops
fn unproposed(cause: &Cause, checked: &Checked) -> Option<Stop> {
    let first = cause.near_misses.first().map(|it| &it.missed);
    match cause.effect {
        Denial::Explicit => Some(Stop::Meant),
        Denial::Implicit if matches!(first, Some(Missed::Open { .. })) => Some(Stop::Unsaid),
        Denial::Implicit if is_key_of_aws(&checked.layers, &checked.check.request) => {
            Some(Stop::OfAws)
        }
        Denial::Implicit if cause.layer == Layer::Acl => Some(Stop::OfWriter),
        // A service is let in on behalf of one resource, a provider for one token, never for
        // whichever.
        Denial::Implicit => matches!(
            checked.check.request.principal,
            Principal::Service { .. } | Principal::Federated { .. }
        )
        .then_some(Stop::Unsaid),
    }
}

/// An object that is missing
pub(super) fn missing_key(diagnosis: &Diagnosis, world: &World) -> Stopped {
    Stopped {
        cause: None,
        stop: Stop::MissingKey,
        instead: instead::missing_key(diagnosis, world),
    }
}

/// A version in a bucket with MFA Delete, if that is what the operation is about
pub(super) fn mfa_delete(diagnosis: &Diagnosis, world: &World) -> Option<Stopped> {
    let mut requests = diagnosis.checks.iter().map(|it| &it.check.request);
    let request = requests.find(|it| instead::has_mfa_delete(it, world))?;
    let arn = Arn::parse(&request.resource).ok()?;
    Some(Stopped {
        cause: None,
        stop: Stop::Locked,
        instead: instead::mfa_delete(arn.s3_bucket()?),
    })
}

/// What would have been public
pub(super) fn public(why: &str) -> Stopped {
    let text: String = format!(
        "{why}; name who is to have access, or say that it is to be everybody: --intent \
         public-read, with --allow-public"
    );
    Stopped {
        cause: None,
        stop: Stop::Public,
        instead: text,
    }
}
