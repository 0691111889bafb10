//! The bucket is not the one that is meant: mistyped, or taken by another account.
//!
//! Source: `spec/symptoms.md` 2, further ones.

use alloc::format;
use alloc::string::String;

use why403_engine::layer::s3_gate::Gate;
use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::nearest::nearest;

use crate::cause::known::{Known, Likelihood, Look};

pub(super) static KNOWN: Known = Known {
    id: "bucket-of-someone-else",
    title: "the name of the bucket belongs to somebody else",
    refuses: None,
    explains: |cause, view| {
        let name = Arn::parse(&view.request().resource).ok();
        let name = name.as_ref().and_then(|it| it.s3_bucket());
        let is_listed = name.is_some_and(|it| find_bucket(view.world, it).is_some());
        let has_buckets = view
            .world
            .accounts
            .values()
            .any(|it| !it.buckets.is_empty());
        cause.gate == Some(Gate::ExpectedOwner) && has_buckets && !is_listed
    },
    suspected: |clues| {
        let name = clues.bucket?;
        if clues.is_foreign() == Some(false) || find_bucket(clues.world, name).is_some() {
            return None;
        }
        let all = || {
            clues
                .world
                .accounts
                .values()
                .flat_map(|it| it.buckets.keys())
        };
        if let Some(near) = nearest(name, all().map(String::as_str)) {
            return Some(
                Likelihood::Likely.since(format!("the world has no bucket {name}, and has {near}")),
            );
        }
        clues.bare(Likelihood::Possible, "a mistyped name is often somebody else's bucket: names are shared by all customers of AWS")
    },
    looks: |clues| {
        alloc::vec![
        Look::at(format!("aws s3api list-buckets --query 'Buckets[].Name' --output text | tr '\\t' '\\n' | grep -x {}", clues.bucket_word()))
            .tells("nothing", "this account does not own the bucket: compare the name letter by letter")
            .tells("the name", "the bucket is this account's"),
        Look::at(format!("aws s3api head-bucket --bucket {} --expected-bucket-owner {}", clues.bucket_word(), clues.account_word()))
            .tells("403", "it belongs to another account, or the caller may not list it"),
    ]
    },
};
