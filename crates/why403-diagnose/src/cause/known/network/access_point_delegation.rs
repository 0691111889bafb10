//! The bucket policy neither allows the caller nor delegates to access points.
//!
//! Source: `spec/s3.md` C.7.

use why403_engine::Layer;

use crate::cause::known::{Known, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known = Known {
    id: "access-point-delegation",
    title: "the bucket behind the access point does not let it through",
    refuses: None,
    explains: |cause, view| {
        let is_behind = view.request().input.bucket.is_some()
            || view.request().resource.contains(":accesspoint/");
        cause.is(Layer::Resource, Denial::Implicit) && is_behind
    },
    suspected: |clues| {
        let arn = clues.resource();
        let is_point = arn
            .as_ref()
            .is_some_and(|it| it.resource().starts_with("accesspoint"));
        let told = clues.told(Layer::Resource, Denial::Implicit)?;
        is_point.then(|| {
            told.since(
                "the request names an access point, and the bucket behind it has to allow as well",
            )
        })
    },
    looks: |clues| {
        alloc::vec![
            ask::access_point(clues, "get-access-point")
                .tells("Bucket", "this bucket's policy has to allow too"),
            ask::bucket_policy(clues)
                .tells(
                    "a condition on s3:DataAccessPointAccount or s3:DataAccessPointArn",
                    "it delegates: compare the account"
                )
                .tells("nothing of the kind", "it does not delegate"),
        ]
    },
};
