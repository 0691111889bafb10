//! What to do where the object does not exist and S3 says 403: the key is wrong, not the rights.
//!
//! Source: `spec/s3.md` A.2, F.3.

use alloc::format;
use alloc::string::ToString;

use why403_engine::resolve::{find_bucket, find_object};
use why403_model::arn::Arn;
use why403_model::known::Fact;
use why403_model::request::Request;
use why403_model::shell::quoted;
use why403_model::world::World;
use why403_model::world::percent::decoded;

use super::Idea;
use crate::cause::Cause;

/// The ideas of a cause for which a missing object shows as 403: first of all the key, then what
/// would make S3 say 404.
pub(crate) fn instead_of_missing(
    cause: &Cause,
    asked: &Request,
    world: &World,
    ideas: alloc::vec::Vec<Idea>,
) -> alloc::vec::Vec<Idea> {
    let found = encoded(asked, world);
    let text = match &found {
        Some(path) => format!(
            "ask for {}, which exists: events of S3 have keys encoded as in a URL, so decode the \
             key first, + as a space (in Python: unquote_plus)",
            quoted(path)
        ),
        None => {
            "check the key: no object has it, and all that reading one needs is allowed".to_string()
        }
    };
    let mut all = alloc::vec![Idea::advice(cause, text)];
    // Whoever has the right key needs no other answer.
    if found.is_none() {
        // A missing object is looked up without prefix, whatever the caller lists.
        let grants = ideas.into_iter().filter(|it| it.statement.is_some());
        all.extend(grants.map(|it| Idea {
            text: format!("to be told 404 next time, {}", it.text),
            ..it
        }));
    }
    all
}

/// The object that is meant where the key is URL-encoded, as in events of S3: `s3://…`
pub(crate) fn encoded(asked: &Request, world: &World) -> Option<alloc::string::String> {
    let arn = Arn::parse(&asked.resource).ok()?;
    let (name, key) = (arn.s3_bucket()?, arn.s3_key()?);
    let meant = decoded(&key.replace('+', " "))?;
    let (_, bucket) = find_bucket(world, name).filter(|_| meant != key)?;
    let object = find_object(bucket, &meant, None)?;
    let is_there = object.exists == Fact::Known(true);
    is_there.then(|| format!("s3://{name}/{meant}"))
}
