//! `why403/fix/v1`: proven fixes and what is not edited away, for programs; also the member
//! `fixes` of `why403/diagnosis/v1`.
//!
//! A change that breaks readers is a `v2` beside this file.

use serde::Serialize;
use serde_json::{Value, json};
use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::{Overall, Unknown};
use why403_diagnose::fix::{
    Access, AclOf, Apply, Circumstance, Edit, Fix, Holds, Managed, Owner, Plans, Proof,
    PublicAccessLevel, RequestEdit, Stopped, TakesEffect, VerifiedFix, Who, Widened,
};
use why403_model::request::Entry;
use why403_model::world::{Acl, Document, Encryption, Grantee, ObjectOwnership};

use super::v1::{GroupJson, PolicyRef, groups, reference};
use crate::groups::Log;
use crate::{change, patch, words};

/// The schema's name, the first member of every answer
pub const SCHEMA: &str = "why403/fix/v1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Root<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["why403/fix/v1"])))]
    schema: &'static str,
    #[cfg_attr(test, schemars(extend("enum" = ["allow", "deny", "undetermined"])))]
    decision: &'static str,
    operation: Option<&'d str>,
    principal: String,
    action: &'d str,
    resource: &'d str,
    /// Ways to cure it, the one that opens least first; empty where there is none to propose
    fixes: Vec<VerifiedJson<'d>>,
    /// Causes that are not edited away
    stopped: Vec<StoppedJson<'d>>,
    /// What to do for an intent that no world can prove
    advice: &'d [String],
    /// The causes of a log that has several denials, most frequent first; else empty
    groups: Vec<GroupJson<'d>>,
}

/// Steps that were evaluated together on a copy of the world, all of them needed
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(super) struct VerifiedJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["verified"])))]
    kind: &'static str,
    steps: Vec<StepJson<'d>>,
    /// Whether the operation succeeds whatever is unknown, or unless one of `dependsOn` denies it
    #[cfg_attr(test, schemars(extend("enum" = ["succeeds", "depends"])))]
    proof: &'static str,
    depends_on: Vec<&'d str>,
    /// All that is newly allowed, what was asked for among it
    opens: Vec<AccessJson<'d>>,
    /// Under which other circumstances the caller can do what was asked for, too
    widened: Vec<WidenedJson<'d>>,
    /// All that is not allowed any more
    breaks: Vec<AccessJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct WidenedJson<'d> {
    action: &'d str,
    /// An ARN
    resource: &'d str,
    /// A condition key that statements test, and the fix does not, or not as they do
    key: &'d str,
    to: Vec<CircumstanceJson<'d>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct CircumstanceJson<'d> {
    /// Whatever the key says, where the request lacks it, other values than statements name, or one
    /// that a statement names
    #[cfg_attr(test, schemars(extend("enum" = ["whatever", "without", "others", "value"])))]
    kind: &'static str,
    /// The value or pattern, as the statement writes it; null for the other kinds
    value: Option<&'d str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct StepJson<'d> {
    /// `identity/allow`, `bucket-policy/allow`, …
    kind: &'static str,
    text: &'d str,
    by: ByJson<'d>,
    edits: Vec<EditJson<'d>>,
    request: Vec<SentJson>,
    notes: &'d [String],
    /// What sets an edit by hand back, or may, in words
    managed_by: Vec<String>,
    /// The resources of Terraform that keep what is edited, as the states tell that were given
    terraform: Vec<DeclaredJson<'d>>,
    /// All that have a managed policy that is edited
    shared: &'d [String],
    #[cfg_attr(test, schemars(extend("enum" = ["next-request", "minutes", "new-session"])))]
    takes_effect: &'static str,
}

/// A resource of Terraform that keeps what is edited
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct DeclaredJson<'d> {
    /// With modules and index: `module.data["x"].aws_s3_bucket_policy.this[0]`
    address: &'d str,
    /// The state's file, as it was given
    state: &'d str,
    /// What of that resource is to be changed; null where it is all of it, or nothing
    argument: Option<&'static str>,
    /// What its next apply does with an edit by hand; `may-set-back`: if the configuration has the
    /// argument, which a state does not tell
    #[cfg_attr(test, schemars(extend("enum" = ["sets-back", "may-set-back", "leaves"])))]
    apply: &'static str,
}

/// Who has to act
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct ByJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["caller", "account", "permission-set", "organization", "unknown"])))]
    kind: &'static str,
    /// The account, or the permission set's name
    id: Option<&'d str>,
}

/// One change of the account
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct EditJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["rewrite", "write", "public-access-block", "ownership", "acl", "grant", "tag", "encryption", "reencrypt"])))]
    kind: &'static str,
    /// What is changed, in words, or by name
    what: String,
    /// The document that is rewritten
    policy: Option<PolicyRef<'d>>,
    /// A document's text as it is
    before: Option<&'d str>,
    /// The document's text as it will be; of what is no document, the value
    after: Value,
    /// The lines of a document that go and come, each behind its sign
    diff: Vec<String>,
}

/// One change of the request
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SentJson {
    /// `header`, `param` or `body`: what is sent; `context`: a condition key; `principal`: who
    /// asks; `session`: a session policy; `again`: the same again
    kind: &'static str,
    name: Option<String>,
    /// Empty: it is left out
    values: Vec<String>,
}

/// One thing that a caller can do
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct AccessJson<'d> {
    #[cfg_attr(test, schemars(extend("enum" = ["anonymous", "any-account", "account", "service", "organization", "federated", "principal"])))]
    who: &'static str,
    /// The account whose other callers are meant, the service, or the principal's ARN
    id: Option<&'d str>,
    action: &'d str,
    /// An ARN, or the pattern of those that are meant
    resource: &'d str,
    #[cfg_attr(test, schemars(extend("enum" = ["must", "may"])))]
    certainty: &'static str,
}

/// A cause that is not edited away
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(super) struct StoppedJson<'d> {
    /// The cause, by its place among the causes; null where it is the whole operation
    cause: Option<usize>,
    /// The rule's id
    rule: &'static str,
    reason: &'static str,
    instead: &'d str,
}

/// The answer of `why403 fix` as indented JSON, with a line break at the end.
///
/// - `log`: the causes of the log that it is about.
#[must_use]
pub fn render(diagnosis: &Diagnosis, plans: &Plans, log: Option<Log<'_>>) -> String {
    let question = &diagnosis.question;
    let root = Root {
        schema: SCHEMA,
        decision: match diagnosis.decision {
            Overall::Allow => "allow",
            Overall::Deny => "deny",
            Overall::Undetermined => "undetermined",
        },
        operation: question.call.as_ref().map(|it| it.operation.name),
        principal: question.request.principal.to_string(),
        action: question.request.action.as_str(),
        resource: &question.request.resource,
        fixes: plans.found.iter().map(verified).collect(),
        stopped: plans.stopped.iter().map(stopped).collect(),
        advice: &plans.advice,
        groups: log.as_ref().map(groups).unwrap_or_default(),
    };
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

pub(super) fn verified(found: &VerifiedFix) -> VerifiedJson<'_> {
    let (proof, open): (_, &[Unknown]) = match found.proof() {
        Proof::Succeeds => ("succeeds", &[]),
        Proof::Depends(open) => ("depends", open),
    };
    let exposure = found.exposure();
    let steps = found.steps().iter().zip(found.care());
    VerifiedJson {
        kind: "verified",
        steps: steps
            .map(|(fix, care)| StepJson {
                managed_by: managed_by(&care.managed),
                terraform: declared(&care.managed),
                shared: &care.shared,
                takes_effect: match care.takes_effect {
                    TakesEffect::NextRequest => "next-request",
                    TakesEffect::Minutes => "minutes",
                    TakesEffect::NewSession => "new-session",
                },
                ..step(fix)
            })
            .collect(),
        proof,
        depends_on: open.iter().map(|it| it.gap.what.as_str()).collect(),
        opens: exposure.opens.iter().map(access).collect(),
        widened: found.widened().iter().map(widened).collect(),
        breaks: exposure.breaks.iter().map(access).collect(),
    }
}

fn widened(found: &Widened) -> WidenedJson<'_> {
    let to = found.to.iter().map(|it| {
        let (kind, value) = match it {
            Circumstance::Whatever => ("whatever", None),
            Circumstance::Without => ("without", None),
            Circumstance::Others => ("others", None),
            Circumstance::Value(value) => ("value", Some(value.as_str())),
        };
        CircumstanceJson { kind, value }
    });
    WidenedJson {
        action: &found.action,
        resource: &found.resource,
        key: &found.key,
        to: to.collect(),
    }
}

/// What sets edits by hand back, or may, in words
pub(crate) fn managed_by(all: &[(String, Managed)]) -> Vec<String> {
    let lasts = |by: &Managed| matches!(by, Managed::Terraform(it) if it.apply == Apply::Leaves);
    let all = all.iter().filter(|(_, by)| !lasts(by));
    all.map(|(what, by)| format!("{what}: {}", words::managed::keeper(by)))
        .collect()
}

/// The resources of Terraform among what keeps something
pub(crate) fn declared(all: &[(String, Managed)]) -> Vec<DeclaredJson<'_>> {
    let all = all.iter().filter_map(|(_, by)| match by {
        Managed::Terraform(it) => Some(it),
        Managed::CloudFormation(_) | Managed::IdentityCenter => None,
    });
    all.map(|it| DeclaredJson {
        address: &it.address,
        state: &it.state,
        argument: match it.holds {
            Holds::Argument(argument) | Holds::ListedIn(argument) => Some(argument),
            Holds::Whole | Holds::Nothing => None,
        },
        apply: match it.apply {
            Apply::SetsBack => "sets-back",
            Apply::MaySetBack => "may-set-back",
            Apply::Leaves => "leaves",
        },
    })
    .collect()
}

pub(super) fn stopped(found: &Stopped) -> StoppedJson<'_> {
    StoppedJson {
        cause: found.cause,
        rule: found.stop.id(),
        reason: found.stop.reason(),
        instead: &found.instead,
    }
}

/// A step without what it needs care with
fn step(fix: &Fix) -> StepJson<'_> {
    let (kind, id) = match &fix.owner {
        Owner::Caller => ("caller", None),
        Owner::Account(id) => ("account", Some(id.as_str())),
        Owner::PermissionSet(name) => ("permission-set", Some(name.as_str())),
        Owner::Organization => ("organization", None),
        Owner::Unknown => ("unknown", None),
    };
    StepJson {
        kind: fix.kind,
        text: &fix.text,
        by: ByJson { kind, id },
        edits: fix.world.iter().map(edit).collect(),
        request: fix.request.iter().map(sent).collect(),
        notes: &fix.notes,
        managed_by: Vec::new(),
        terraform: Vec::new(),
        shared: &[],
        takes_effect: "next-request",
    }
}

fn edit(found: &Edit) -> EditJson<'_> {
    let setting = |kind, what: String, after| EditJson {
        kind,
        what,
        policy: None,
        before: None,
        after,
        diff: Vec::new(),
    };
    match found {
        Edit::Rewrite { old, new } => EditJson {
            kind: "rewrite",
            what: old.label.clone(),
            policy: Some(reference(old, None)),
            before: Some(&old.text),
            after: Value::from(new.text.as_str()),
            diff: change::diff(&old.text, &new.text, 1),
        },
        Edit::Write { document, .. } => written(document),
        Edit::PublicAccessBlock { of, to } => {
            let what = match of {
                PublicAccessLevel::Bucket(name) => format!("bucket {name}"),
                PublicAccessLevel::Account(id) => format!("account {id}"),
            };
            let to = json!({
                "BlockPublicAcls": to.block_public_acls,
                "IgnorePublicAcls": to.ignore_public_acls,
                "BlockPublicPolicy": to.block_public_policy,
                "RestrictPublicBuckets": to.restrict_public_buckets,
            });
            setting("public-access-block", what, to)
        }
        Edit::Ownership { bucket, to } => {
            let to = match to {
                ObjectOwnership::BucketOwnerEnforced => "BucketOwnerEnforced",
                ObjectOwnership::BucketOwnerPreferred => "BucketOwnerPreferred",
                ObjectOwnership::ObjectWriter => "ObjectWriter",
            };
            setting("ownership", format!("bucket {bucket}"), Value::from(to))
        }
        Edit::Acl { of, to } => {
            let what = match of {
                AclOf::Bucket(name) => format!("bucket {name}"),
                AclOf::Object { bucket, key } => format!("object s3://{bucket}/{key}"),
            };
            setting("acl", what, acl(to))
        }
        Edit::Grant { key, grant } => {
            let to = json!({
                "granteePrincipal": grant.grantee,
                "operations": grant.operations,
                "constraints": patch::constraint(grant),
            });
            setting("grant", key.clone(), to)
        }
        Edit::Tag { of, key, value } => setting(
            "tag",
            words::tagged(of),
            json!({"Key": key, "Value": value}),
        ),
        Edit::Encryption { bucket, to } => {
            setting("encryption", format!("bucket {bucket}"), encryption(to))
        }
        Edit::Reencrypt { bucket, key, to } => {
            let what = format!("object s3://{bucket}/{key}");
            setting("reencrypt", what, encryption(to))
        }
    }
}

fn written(document: &Document) -> EditJson<'_> {
    EditJson {
        kind: "write",
        what: document.label.clone(),
        policy: None,
        before: None,
        after: Value::from(document.text.as_str()),
        diff: change::lines(document),
    }
}

fn encryption(to: &Encryption) -> Value {
    json!({
        "SSEAlgorithm": to.algorithm,
        "KMSMasterKeyID": to.kms_key,
        "BucketKeyEnabled": to.bucket_key,
    })
}

fn acl(to: &Acl) -> Value {
    let grants = to
        .grants
        .iter()
        .map(|it| json!({"grantee": grantee(&it.grantee), "permission": it.permission.as_str()}));
    json!({"owner": grantee(&to.owner), "grants": grants.collect::<Vec<Value>>()})
}

fn grantee(found: &Grantee) -> String {
    match found {
        Grantee::Account(id) => format!("account {id}"),
        Grantee::Canonical(id) => id.clone(),
        Grantee::ResourceOwner => "owner".to_string(),
        Grantee::AllUsers => "AllUsers".to_string(),
        Grantee::AuthenticatedUsers => "AuthenticatedUsers".to_string(),
        Grantee::LogDelivery => "LogDelivery".to_string(),
    }
}

fn sent(found: &RequestEdit) -> SentJson {
    let (kind, name, values) = match found {
        RequestEdit::Sent { part, name, entry } => {
            (words::part(*part), Some(name.clone()), values_of(entry))
        }
        RequestEdit::Context { key, entry } => ("context", Some(key.clone()), values_of(entry)),
        RequestEdit::Again => ("again", None, Vec::new()),
        RequestEdit::By(principal) => ("principal", None, vec![words::asking(principal)]),
        RequestEdit::Session { new, .. } => ("session", None, vec![new.text.clone()]),
    };
    SentJson { kind, name, values }
}

fn values_of(entry: &Entry) -> Vec<String> {
    match entry {
        Entry::One(value) => vec![value.clone()],
        Entry::Many(values) => values.clone(),
        Entry::Absent | Entry::Unknown => Vec::new(),
    }
}

pub(super) fn access(found: &Access) -> AccessJson<'_> {
    let (who, id) = match &found.who {
        Who::Anonymous => ("anonymous", None),
        Who::AnyAccount => ("any-account", None),
        Who::Unlisted(id) => ("account", Some(id.as_str())),
        Who::Service(name) => ("service", Some(name.as_str())),
        Who::Organization(id) => ("organization", Some(id.as_str())),
        Who::Federated(provider) => ("federated", Some(provider.as_str())),
        Who::Principal(arn) => ("principal", Some(arn.as_str())),
    };
    AccessJson {
        who,
        id,
        action: &found.action,
        resource: &found.resource,
        certainty: found.certainty.id(),
    }
}

#[cfg(test)]
mod tests {
    use why403_model::request::Constraint;
    use why403_model::world::Grant;

    use super::*;

    /// A grant with a constraint is far less than one without: KMS names the two
    /// `EncryptionContextSubset` and `EncryptionContextEquals` (API Reference, `GrantConstraints`).
    #[test]
    fn a_grant_is_told_with_its_constraints() {
        let arn = "arn:aws:s3:::acme/a";
        let pairs = || [("aws:s3:arn".to_string(), arn.to_string())].into();
        let told = |constraint| {
            let grant = Grant {
                grantee: "arn:aws:iam::111122223333:role/reader".into(),
                grantee_role_id: None,
                retiring: None,
                operations: vec!["Decrypt".into()],
                constraint,
                issuer: None,
            };
            let key = "arn:aws:kms:eu-central-1:111122223333:key/1".to_string();
            edit(&Edit::Grant { key, grant }).after
        };
        let wanted = |constraints: Value| {
            json!({
                "granteePrincipal": "arn:aws:iam::111122223333:role/reader",
                "operations": ["Decrypt"],
                "constraints": constraints,
            })
        };
        assert_eq!(
            told(Some(Constraint::Subset(pairs()))),
            wanted(json!({"EncryptionContextSubset": {"aws:s3:arn": arn}}))
        );
        assert_eq!(
            told(Some(Constraint::Equals(pairs()))),
            wanted(json!({"EncryptionContextEquals": {"aws:s3:arn": arn}}))
        );
        assert_eq!(told(None), wanted(Value::Null));
    }

    #[test]
    fn the_schema_on_disk_is_that_of_the_structs() {
        super::super::schema::hold::<Root<'static>>(SCHEMA);
    }
}
