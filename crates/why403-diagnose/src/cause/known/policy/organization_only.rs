//! A policy turns on the organization or account of the caller or resource.
//!
//! Source: `spec/symptoms.md` 2, row 12.

use why403_engine::Layer;

use crate::cause::known::{Known, Likelihood, Look, ask};
use crate::symptom::Denial;

pub(super) static KNOWN: Known =
    Known {
        id: "organization-only",
        title: "a policy wants the caller to belong to an organization or account",
        refuses: None,
        explains: |cause, _| {
            cause.turns_on(&[
                "aws:principalorgid",
                "aws:principalorgpaths",
                "aws:principalaccount",
                "aws:resourceorgid",
                "aws:resourceorgpaths",
                "aws:resourceaccount",
                "s3:resourceaccount",
            ])
        },
        suspected: |clues| {
            let told = clues
                .told(Layer::Rcp, Denial::Explicit)
                .or_else(|| clues.told(Layer::Resource, Denial::Explicit))
                .or_else(|| clues.told(Layer::Endpoint, Denial::Implicit))
                .or_else(|| clues.told(Layer::Scp, Denial::Explicit))?;
            let is_fence = clues.told(Layer::Rcp, Denial::Explicit).is_some();
            let likelihood = if is_fence {
                Likelihood::Likely
            } else {
                Likelihood::Possible
            };
            Some(told.max(likelihood).since(
                "a fence around the organization tests the organization of caller or resource",
            ))
        },
        looks: |clues| {
            alloc::vec![
                Look::at("aws organizations describe-organization --query Organization.Id")
                    .tells(
                        "the id that the policy wants",
                        "caller's account is inside: look which account the resource is in"
                    )
                    .tells(
                        "another id, or AWSOrganizationsNotInUseException",
                        "the caller's account is outside"
                    ),
                ask::bucket_policy(clues).tells(
                    "aws:PrincipalOrgID",
                    "the caller's organization has to be that one"
                ),
            ]
        },
    };
