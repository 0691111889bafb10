//! Settings of a bucket that decide in some requests, or in what S3 does on its own.
//!
//! Source: S3 API Reference, the `GetBucket…` calls and `GetObjectLockConfiguration`.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Cursor, one_of};
use crate::arn::AccountId;
use crate::world::build::answer::{field, list, owned, required, scalar, texts, unwrapped};
use crate::world::tree::TreeProblem;
use crate::world::{
    LockMode, Logging, NotificationTarget, Notifications, ObjectLock, Replication,
    ReplicationDestination, Versioning, VersioningStatus, Website,
};

/// A bucket that never had versioning on: the answer has no field then
pub(super) const NO_VERSIONS: Versioning = Versioning {
    status: VersioningStatus::Off,
    mfa_delete: false,
};

pub(super) fn versioning(found: &Cursor<'_>) -> Result<Versioning, TreeProblem> {
    let (status, mfa_delete) = if found.has_members() {
        (field(found, "Status")?, field(found, "MFADelete")?)
    } else {
        (Some(scalar(found, "`Enabled` or `Suspended`")?), None)
    };
    let status = match status {
        None => VersioningStatus::Off,
        Some("Enabled") => VersioningStatus::Enabled,
        Some("Suspended") => VersioningStatus::Suspended,
        Some(other) => return Err(found.bad_value("`Enabled` or `Suspended`", other)),
    };
    let mfa_delete = match mfa_delete {
        None | Some("Disabled") => false,
        Some("Enabled") => true,
        Some(other) => return Err(found.bad_value("`Enabled` or `Disabled`", other)),
    };
    Ok(Versioning { status, mfa_delete })
}

pub(super) fn object_lock(found: &Cursor<'_>) -> Result<Option<ObjectLock>, TreeProblem> {
    let configuration = unwrapped(found, "ObjectLockConfiguration");
    let is_on = match configuration.get("ObjectLockEnabled") {
        Some(it) => one_of(&it, ["Enabled", "Disabled"], "`Enabled`")?,
        None => one_of(&configuration, ["Enabled", "Disabled"], "`Enabled`")?,
    };
    let rule = configuration.get("Rule");
    let retention = rule.and_then(|it| it.get("DefaultRetention"));
    let default_mode = retention.map(|it| lock_mode(&it, "Mode")).transpose()?;
    Ok(is_on.then_some(ObjectLock { default_mode }))
}

/// The mode of a retention
pub(super) fn lock_mode(
    retention: &Cursor<'_>,
    name: &'static str,
) -> Result<LockMode, TreeProblem> {
    let text = required(retention, name)?;
    let problem = || retention.bad_value("`GOVERNANCE` or `COMPLIANCE`", text);
    LockMode::parse(text).ok_or_else(problem)
}

pub(super) fn logging(found: &Cursor<'_>) -> Result<Option<Logging>, TreeProblem> {
    let Some(enabled) = found.get("LoggingEnabled").filter(|it| !it.is_null()) else {
        let problem = found.wrong_type("logging", "an object");
        return found.has_members().then_some(None).ok_or(problem);
    };
    Ok(Some(Logging {
        bucket: required(&enabled, "TargetBucket")?.to_string(),
        prefix: field(&enabled, "TargetPrefix")?.unwrap_or("").to_string(),
    }))
}

pub(super) fn website(found: &Cursor<'_>) -> Result<Option<Website>, TreeProblem> {
    if !found.has_members() {
        return Err(found.wrong_type("website", "an object"));
    }
    let inside = |name, member| match found.get(name).filter(|it| !it.is_null()) {
        Some(it) => required(&it, member).map(|it| Some(it.to_string())),
        None => Ok(None),
    };
    Ok(Some(Website {
        index: inside("IndexDocument", "Suffix")?,
        error: inside("ErrorDocument", "Key")?,
    }))
}

pub(super) fn notifications(found: &Cursor<'_>) -> Result<Notifications, TreeProblem> {
    if !found.has_members() {
        return Err(found.wrong_type("notification", "an object"));
    }
    let mut targets = Vec::new();
    for (name, arn) in [
        ("LambdaFunctionConfigurations", "LambdaFunctionArn"),
        ("QueueConfigurations", "QueueArn"),
        ("TopicConfigurations", "TopicArn"),
    ] {
        let Some(entries) = found.get(name) else {
            continue;
        };
        for it in list(&entries, name)?.elements {
            targets.push(NotificationTarget {
                arn: required(&it, arn)?.to_string(),
                events: texts(&it, "Events")?,
            });
        }
    }
    let event_bridge = found.get("EventBridgeConfiguration");
    Ok(Notifications {
        targets,
        to_event_bridge: event_bridge.is_some_and(|it| !it.is_null()),
    })
}

pub(super) fn replication(found: &Cursor<'_>) -> Result<Option<Replication>, TreeProblem> {
    let configuration = unwrapped(found, "ReplicationConfiguration");
    let role: String = required(&configuration, "Role")?.to_string();
    let rules = list(&configuration, "Rules")?.elements;
    let destinations = rules.iter().map(destination).collect::<Result<_, _>>()?;
    Ok(Some(Replication { role, destinations }))
}

fn destination(rule: &Cursor<'_>) -> Result<ReplicationDestination, TreeProblem> {
    let status = required(rule, "Status")?;
    let missing = || TreeProblem::Missing {
        at: rule.place(),
        member: "Destination",
    };
    let destination = rule.get("Destination").ok_or_else(missing)?;
    let account = field(&destination, "Account")?.map(|text| {
        let problem = || destination.bad_value("an account id of twelve digits", text);
        AccountId::parse(text).ok_or_else(problem)
    });
    let encryption = destination.get("EncryptionConfiguration");
    let kms_key = match encryption.filter(|it| !it.is_null()) {
        Some(it) => owned(field(&it, "ReplicaKmsKeyID")?),
        None => None,
    };
    Ok(ReplicationDestination {
        bucket: required(&destination, "Bucket")?.to_string(),
        account: account.transpose()?,
        kms_key,
        is_enabled: status == "Enabled",
    })
}

pub(super) fn policy_is_public(found: &Cursor<'_>) -> Result<bool, TreeProblem> {
    let status = unwrapped(&unwrapped(found, "PolicyStatus"), "IsPublic");
    let value = status.node().and_then(crate::json::Node::as_bool);
    value.ok_or_else(|| status.wrong_type("IsPublic", "true or false"))
}
