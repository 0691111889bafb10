//! A call and the world around it: which states hold, and what would tell.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::resolve::{find_bucket, find_object, now};
use why403_engine::truth::Truth;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::operations::{Part, State};
use why403_model::request::{Found, Principal, Request};
use why403_model::shell::{options, quoted};
use why403_model::world::{Bucket, LockMode, Object, VersioningStatus, World};

use super::encryption::{self, Encrypted};
use super::{Call, Sent, Source, keys, logs, place};

/// All that circumstances are asked of
pub(super) struct Scene<'c> {
    pub(super) world: &'c World,
    pub(super) request: &'c Request,
    pub(super) target: Option<Arn>,
    /// What the target is in its bucket, where the target is an access point of the world
    behind: Option<Arn>,
    pub(super) source: Option<&'c Source>,
    pub(super) sent: &'c Sent,
    /// Whether an earlier call has fixed how the object gets encrypted
    pub(super) is_fixed: bool,
    states: Option<&'c BTreeMap<State, bool>>,
}

/// An object that a call is about
pub(super) struct Place<'c> {
    pub(super) arn: &'c Arn,
    pub(super) bucket: Option<&'c Bucket>,
    pub(super) version: Option<&'c str>,
    pub(super) object: Option<&'c Object>,
}

impl<'c> Scene<'c> {
    /// The scene of a call
    pub(super) fn of(call: &'c Call, world: &'c World) -> Self {
        Self {
            world,
            request: &call.request,
            target: Arn::parse(&call.request.resource).ok(),
            behind: place::behind(&call.request.resource, world),
            source: call.source.as_ref(),
            sent: &call.sent,
            is_fixed: keys::LATER_IN_UPLOAD.contains(&call.operation.name),
            states: Some(&call.states),
        }
    }

    /// The scene of a request of which the action is known and the operation is not
    pub(super) fn of_action(request: &'c Request, sent: &'c Sent, world: &'c World) -> Self {
        Self {
            world,
            request,
            target: Arn::parse(&request.resource).ok(),
            behind: place::behind(&request.resource, world),
            source: None,
            sent,
            // `s3:PutObject` is also the action of a part, which does not say how it encrypts.
            is_fixed: true,
            states: None,
        }
    }

    /// What the operation is called on, as an object or bucket of S3
    pub(super) fn target(&self) -> Option<Place<'_>> {
        let arn = self.behind.as_ref().or(self.target.as_ref())?;
        self.place(arn, self.sent.one(Part::Query, "versionId"))
    }

    /// What a copy reads
    pub(super) fn source(&self) -> Option<Place<'_>> {
        let source = self.source?;
        self.place(&source.object, source.version_id.as_deref())
    }

    fn place<'s>(&'s self, arn: &'s Arn, version: Option<&'s str>) -> Option<Place<'s>> {
        let bucket = find_bucket(self.world, arn.s3_bucket()?).map(|(_, bucket)| bucket);
        let key = arn.s3_key();
        let object = bucket.and_then(|bucket| find_object(bucket, key?, version));
        Some(Place {
            arn,
            bucket,
            version,
            object,
        })
    }

    /// Whether a state holds: by what was said, else by the world
    pub(super) fn state(&self, state: State) -> Truth {
        if let Some(said) = self.states.and_then(|it| it.get(&state)) {
            return Truth::of(*said);
        }
        match state {
            State::BucketDefaultKms => self.bucket_default_kms(),
            State::BucketUnversioned => self.bucket_unversioned(),
            State::BucketKey => match encryption::written(self) {
                Encrypted::No => Truth::No,
                Encrypted::Yes(found) => found.bucket_key,
                Encrypted::Perhaps(..) => Truth::Maybe,
            },
            State::CallerSourceIdentity => self.caller_source_identity(),
            State::KeyOtherAccountInOrg => self.key_other_account_in_org(),
            State::LogGroupMissing => self.log_group_missing(),
            State::ObjSseKms => encryption::of_object(self).is_kms(),
            State::ObjectMissing => missing(self.target()),
            State::SrcHasTags => self.src_has_tags(),
            State::SrcMissing => missing(self.source()),
            State::SrcSseKms => encryption::of_source(self).is_kms(),
            State::SrcVersion => self
                .source
                .map_or(Truth::Maybe, |it| Truth::of(it.version_id.is_some())),
            State::SseKms => encryption::written(self).is_kms(),
            State::GovernanceLocked => self.governance_locked(),
            State::ObjectLock => match self.target().and_then(|it| it.bucket) {
                Some(bucket) if bucket.object_lock == Fact::Known(None) => Truth::No,
                Some(_) | None => Truth::Maybe,
            },
            // No answer that a world holds tells these.
            State::Annotations
            | State::BatchReplication
            | State::BatchReplicationGeneratedManifest
            | State::OwnerOverride
            | State::RetentionShortened
            | State::TokenHasSourceIdentity
            | State::TokenHasTags => Truth::Maybe,
        }
    }

    fn bucket_default_kms(&self) -> Truth {
        let bucket = self.target().and_then(|it| it.bucket);
        match bucket.map(|it| &it.encryption) {
            Some(Fact::Known(found)) => Truth::of(
                found
                    .as_ref()
                    .is_some_and(|it| encryption::is_kms(&it.algorithm)),
            ),
            Some(Fact::Unknown(_)) | None => Truth::Maybe,
        }
    }

    /// A bucket whose versioning is suspended still keeps versions
    fn bucket_unversioned(&self) -> Truth {
        let bucket = self.target().and_then(|it| it.bucket);
        match bucket.map(|it| &it.versioning) {
            Some(Fact::Known(found)) => Truth::of(found.status == VersioningStatus::Off),
            Some(Fact::Unknown(_)) | None => Truth::Maybe,
        }
    }

    /// A retention that has ended locks nothing
    fn governance_locked(&self) -> Truth {
        let Some(place) = self.target() else {
            return Truth::Maybe;
        };
        if place
            .bucket
            .is_some_and(|it| it.object_lock == Fact::Known(None))
        {
            return Truth::No;
        }
        let taken = now(self.world, self.request);
        match place.object.map(|it| &it.retention) {
            Some(Fact::Known(None)) => Truth::No,
            Some(Fact::Known(Some(found))) => match (found.mode, taken) {
                (LockMode::Compliance, _) => Truth::No,
                (LockMode::Governance, Some(now)) => Truth::of(found.until > now),
                (LockMode::Governance, None) => Truth::Maybe,
            },
            Some(Fact::Unknown(_)) | None => Truth::Maybe,
        }
    }

    fn log_group_missing(&self) -> Truth {
        let target = self.target.as_ref();
        target.map_or(Truth::Maybe, |it| logs::is_missing(self.world, it))
    }

    /// Only sessions of roles carry a source identity
    fn caller_source_identity(&self) -> Truth {
        match (
            self.request.context.find("aws:sourceidentity"),
            &self.request.principal,
        ) {
            (Found::One(_) | Found::Many(_), _) => Truth::Yes,
            (Found::Absent, _) | (Found::Unknown, Principal::User { .. }) => Truth::No,
            (Found::Unknown, _) => Truth::Maybe,
        }
    }

    fn key_other_account_in_org(&self) -> Truth {
        let Some(key) = encryption::written_key(self) else {
            return Truth::Maybe;
        };
        let (Some(owner), Fact::Known(own)) = (key.account_id(), &self.request.resource_owner)
        else {
            return Truth::Maybe;
        };
        if owner == *own {
            return Truth::No;
        }
        match &self.world.organization {
            Fact::Known(None) => Truth::No,
            Fact::Known(Some(organization)) => {
                // An account that is not listed may be in it all the same.
                let levels = &organization.levels;
                let are_both = levels.contains_key(&owner) && levels.contains_key(own);
                if are_both { Truth::Yes } else { Truth::Maybe }
            }
            Fact::Unknown(_) => Truth::Maybe,
        }
    }

    fn src_has_tags(&self) -> Truth {
        match self.source().and_then(|it| it.object) {
            Some(object) if object.exists == Fact::Known(false) => Truth::No,
            Some(object) => match &object.tags {
                Fact::Known(tags) => Truth::of(!tags.is_empty()),
                Fact::Unknown(_) => Truth::Maybe,
            },
            None => Truth::Maybe,
        }
    }

    /// What would tell whether a state holds
    pub(super) fn gap(&self, state: State) -> Gap {
        match state {
            State::ObjectMissing => {
                head(self.target(), ["whether", "exists"], |it| it.exists.gap())
            }
            State::SrcMissing => head(self.source(), ["whether", "exists"], |it| it.exists.gap()),
            State::LogGroupMissing => {
                let gap = self
                    .target
                    .as_ref()
                    .and_then(|it| logs::gap(self.world, it));
                gap.unwrap_or_else(|| not_given("which log group it is"))
            }
            State::ObjSseKms => encryption::of_object(self).gap(),
            State::SrcSseKms => encryption::of_source(self).gap(),
            State::SseKms | State::BucketKey => encryption::written(self).gap(),
            State::SrcHasTags => {
                let known = self.source().and_then(|it| it.object?.tags.gap().cloned());
                known.unwrap_or_else(|| {
                    ask(self.source(), ["which tags", "has"], "get-object-tagging")
                })
            }
            State::BucketDefaultKms => {
                let bucket = self.target().and_then(|it| it.bucket);
                let known = bucket.and_then(|it| it.encryption.gap().cloned());
                known.unwrap_or_else(|| of_bucket(self.target().as_ref(), "get-bucket-encryption"))
            }
            State::BucketUnversioned => of_bucket(self.target().as_ref(), "get-bucket-versioning"),
            State::GovernanceLocked | State::ObjectLock => ask(
                self.target(),
                ["which retention", "has"],
                "get-object-retention",
            ),
            State::SrcVersion => not_given("which version of the source is copied"),
            State::KeyOtherAccountInOrg => not_given("which account the key belongs to"),
            State::CallerSourceIdentity => Gap {
                slot: None,
                what: "aws:SourceIdentity of the caller's session".to_string(),
                why: Reason::NotGiven,
                command: Some("why403 … --context aws:SourceIdentity=VALUE".to_string()),
            },
            State::Annotations => not_given("whether the object has annotations"),
            State::BatchReplication => not_given("whether a batch job replicates"),
            State::BatchReplicationGeneratedManifest => {
                not_given("whether the batch job makes its own list of objects")
            }
            State::OwnerOverride => of_bucket(self.source().as_ref(), "get-bucket-replication"),
            State::RetentionShortened => not_given("whether the new retention ends earlier"),
            State::TokenHasSourceIdentity => not_given("whether the token names a source identity"),
            State::TokenHasTags => not_given("whether the token carries session tags"),
        }
    }
}

impl Place<'_> {
    /// ` --bucket B --key K`, as commands want it
    pub(super) fn arguments(&self) -> String {
        let mut all = alloc::vec![("bucket", self.arn.s3_bucket().unwrap_or(""))];
        all.extend(self.arn.s3_key().map(|key| ("key", key)));
        all.extend(self.version.map(|version| ("version-id", version)));
        format!(" {}", options(&all).join(" "))
    }
}

fn missing(place: Option<Place<'_>>) -> Truth {
    match place.and_then(|it| it.object).map(|it| &it.exists) {
        Some(Fact::Known(exists)) => Truth::of(!exists),
        Some(Fact::Unknown(_)) | None => Truth::Maybe,
    }
}

/// The gap of something that `head-object` tells; `what` stands around the object's name
pub(super) fn head(
    place: Option<Place<'_>>,
    what: [&str; 2],
    known: fn(&Object) -> Option<&Gap>,
) -> Gap {
    let gap = place.as_ref().and_then(|it| known(it.object?)).cloned();
    gap.unwrap_or_else(|| ask(place, what, "head-object"))
}

fn ask(place: Option<Place<'_>>, [what, is]: [&str; 2], call: &str) -> Gap {
    let Some(place) = place.filter(|it| it.arn.s3_key().is_some()) else {
        return not_given(&format!("{what} the object {is}, as none is named"));
    };
    Gap {
        slot: None,
        what: format!("{what} {} {is}", place.arn),
        why: Reason::NotCollected,
        command: Some(format!("aws s3api {call}{}", place.arguments())),
    }
}

fn of_bucket(place: Option<&Place<'_>>, call: &str) -> Gap {
    let Some(name) = place.and_then(|it| it.arn.s3_bucket()) else {
        return not_given("which bucket it is");
    };
    let what = call.trim_start_matches("get-bucket-");
    Gap {
        slot: None,
        what: format!("the {what} of bucket {name}"),
        why: Reason::NotCollected,
        command: Some(format!("aws s3api {call} --bucket {}", quoted(name))),
    }
}

fn not_given(what: &str) -> Gap {
    Gap {
        slot: None,
        what: what.to_string(),
        why: Reason::NotGiven,
        command: None,
    }
}
