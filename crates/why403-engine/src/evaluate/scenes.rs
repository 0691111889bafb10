//! What statements of each layer are matched against, from the request.
//!
//! A request through an access point has two scenes: the access point, and the bucket behind it.
//! Source: `spec/s3.md` C.7.

use alloc::string::String;

use why403_model::arn::Arn;
use why403_model::request::Request;

use crate::condition::Rules;
use crate::layers::{Exists, Layers};
use crate::matching::{Accounts, Scene};
use crate::truth::Truth;

/// The scenes of one request: what statements of each layer are matched against
pub(crate) struct Scenes<'r> {
    /// The request itself
    pub(crate) request: &'r Request,
    /// As the request names the resource
    pub(crate) front: Scene<'r>,
    /// The bucket behind an access point; `None` where the request names no access point
    pub(crate) behind: Option<(Option<String>, Scene<'r>)>,
}

impl<'r> Scenes<'r> {
    pub(crate) fn new(layers: &Layers, request: &'r Request, rules: Rules) -> Self {
        let has_boundary = match layers.boundary.exists {
            Exists::Yes => Truth::Yes,
            Exists::No(_) => Truth::No,
            Exists::Unknown => Truth::Maybe,
        };
        let front = Scene {
            principal: &request.principal,
            action: &request.action,
            resource: Some(&request.resource),
            context: &request.context,
            has_boundary,
            rules,
            accounts: Accounts::Delegate,
        };
        let behind = access_point_key(&request.resource).map(|(partition, key)| {
            let arn = request.input.bucket.as_ref().map(|bucket| match key {
                Some(key) => alloc::format!("arn:{partition}:s3:::{bucket}/{key}"),
                None => alloc::format!("arn:{partition}:s3:::{bucket}"),
            });
            (
                arn,
                Scene {
                    resource: None,
                    ..front
                },
            )
        });
        Self {
            request,
            front,
            behind,
        }
    }

    /// The scene that the resource's policy sees: behind an access point, the bucket
    pub(crate) fn resource(&self) -> Scene<'_> {
        match &self.behind {
            Some((arn, scene)) => Scene {
                resource: arn.as_deref(),
                ..*scene
            },
            None => self.front,
        }
    }
}

/// Partition and key of an access point ARN; the key is none where the access point itself is meant
fn access_point_key(resource: &str) -> Option<(String, Option<String>)> {
    let arn = Arn::parse(resource)
        .ok()
        .filter(|arn| arn.service() == "s3")?;
    let rest = arn.resource().strip_prefix("accesspoint/")?;
    let key = rest.split_once("/object/").map(|(_, key)| key.into());
    Some((arn.partition().into(), key))
}
