//! Requests through an S3 access point: both its side and the bucket's must allow: S3 C.7, contract

use super::document;
use super::facts::{self, Facts};
use super::layers::Answer;
use super::matching::{PolicyKind, View};
use super::principal::{Kind, Strength};
use super::table::Sides;

/// The access point of a request and what is asked again behind it
pub(super) struct AccessPoint {
    pub policy: Answer,
    /// `arn:P:s3:::Bucket[/KEY]`
    pub bucket_arn: String,
    /// Identity policies once more, on the bucket's ARN
    pub identity_on_bucket: Answer,
    is_same_account: bool,
}

impl AccessPoint {
    /// The access point that the request's resource is, if it is one
    pub(super) fn of(facts: &Facts) -> Result<Option<Self>, String> {
        let parts: Vec<&str> = facts.resource.splitn(6, ':').collect();
        let [_, partition, "s3", _, _, name] = *parts.as_slice() else {
            return Ok(None);
        };
        let Some(name) = name.strip_prefix("accesspoint/") else {
            return Ok(None);
        };
        let bucket = facts
            .member("input")
            .and_then(|it| it.get("Bucket")?.as_str());
        let bucket = bucket.ok_or("a request through an access point without input.Bucket")?;
        let key = name
            .split_once("/object/")
            .map(|(_, key)| format!("/{key}"));
        let bucket_arn = format!("arn:{partition}:s3:::{bucket}{}", key.unwrap_or_default());
        let view = |resource, kind| View {
            facts,
            resource,
            kind,
        };
        let policy = facts.statements("accessPoint")?.unwrap_or_default();
        let identity = facts
            .policy("identity")
            .filter(|_| facts.caller.has_identity());
        let identity = identity
            .map(document::statements)
            .transpose()?
            .unwrap_or_default();
        Ok(Some(Self {
            policy: Answer::of(&policy, &view(&facts.resource, PolicyKind::Resource)),
            identity_on_bucket: Answer::of(&identity, &view(&bucket_arn, PolicyKind::Identity)),
            is_same_account: facts.caller.account == facts::account_in(&facts.resource),
            bucket_arn,
        }))
    }

    /// The layers that fail: a side whose policy (or, in its own account, identity) is missing
    /// by that side's name, ceilings of the caller by their own
    pub(super) fn failing(&self, caller: &Kind, it: &Sides) -> Vec<&'static str> {
        let bucket = Side {
            name: "resource",
            policy: it.resource,
            identity: self.identity_on_bucket.allows(),
            is_same_account: it.is_same_account,
            other: Other::NeedsPolicy,
        };
        let front = Side {
            name: "access-point",
            policy: self.policy.strength(),
            identity: it.identity,
            is_same_account: self.is_same_account,
            other: Other::NeedsBoth,
        };
        [bucket, front]
            .into_iter()
            .flat_map(|side| side.failing(caller, it))
            .collect()
    }
}

/// What a caller of another account needs on a side
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    NeedsPolicy,
    NeedsBoth,
}

/// One of the two sides
struct Side {
    name: &'static str,
    policy: Option<Strength>,
    identity: bool,
    is_same_account: bool,
    other: Other,
}

impl Side {
    fn failing(&self, caller: &Kind, it: &Sides) -> Vec<&'static str> {
        let unless = |holds: bool, name| (!holds).then_some(name);
        let ceilings = [
            unless(it.boundary, "boundary"),
            unless(it.session, "session"),
        ];
        let within = ceilings.into_iter().flatten();
        let named = |holds: bool| unless(holds, self.name).into_iter();
        match caller {
            Kind::Service { .. } | Kind::Anonymous | Kind::Federated { .. } => {
                named(self.policy == Some(Strength::Direct)).collect()
            }
            Kind::Root => named(self.is_same_account || self.policy.is_some()).collect(),
            _ if self.is_same_account => match self.policy {
                Some(Strength::Direct) => Vec::new(),
                Some(Strength::Entity) => within.collect(),
                Some(Strength::Account) | None => named(self.identity).chain(within).collect(),
            },
            _ => match self.other {
                Other::NeedsPolicy => named(self.policy.is_some()).collect(),
                Other::NeedsBoth => named(self.policy.is_some())
                    .chain(unless(self.identity, "identity"))
                    .chain(within)
                    .collect(),
            },
        }
    }
}
