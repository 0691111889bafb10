//! KMS grants: IAM E.9, S3 E.8, contract "kms-grant"

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::texts;
use super::facts::Facts;
use super::principal::Strength;

/// The strongest grants for the request
pub(super) struct Grants {
    /// Issued by the caller's account, or any at all for a caller of the key's account
    pub own: Option<Strength>,
    /// The others, for a caller of another account than the key's
    pub of_key_account: Option<Strength>,
}

impl Grants {
    pub(super) fn of(facts: &Facts) -> Self {
        let all = facts
            .policy("grants")
            .and_then(Value::as_array)
            .filter(|_| facts.is_of("kms"));
        let granted: Vec<(bool, Strength)> = all
            .into_iter()
            .flatten()
            .filter_map(|grant| Some((is_own(facts, grant), strength(facts, grant)?)))
            .collect();
        let strongest = |own| granted.iter().filter(|it| it.0 == own).map(|it| it.1).max();
        Self {
            own: strongest(true),
            of_key_account: strongest(false),
        }
    }
}

fn is_own(facts: &Facts, grant: &Value) -> bool {
    let issuer = grant
        .get("issuer")
        .and_then(Value::as_str)
        .or(facts.owner.as_deref());
    facts.is_same_account() || (issuer.is_some() && issuer == facts.caller.account.as_deref())
}

/// How the grant allows the request to the caller, if it does
fn strength(facts: &Facts, grant: &Value) -> Option<Strength> {
    let is_key = grant
        .get("key")
        .and_then(Value::as_str)
        .is_none_or(|it| it == facts.resource);
    if !is_key {
        return None;
    }
    let grantee = holder(facts, grant, "grantee").filter(|_| same_entity(facts, grant));
    if facts.action_is("kms:RetireGrant") {
        return holder(facts, grant, "retiring").max(grantee.filter(|_| has(grant, "RetireGrant")));
    }
    let operation = facts.action.split(':').nth(1)?;
    let covers = if facts.action_is("kms:CreateGrant") {
        may_delegate(facts, grant)
    } else {
        !is_constrained(operation) || context_fits(&facts.encryption_context(), grant)
    };
    grantee.filter(|_| has(grant, operation) && covers)
}

/// How grantee or retiring principal name the caller. `:root` is the root user only.
fn holder(facts: &Facts, grant: &Value, member: &str) -> Option<Strength> {
    let arn = grant.get(member)?.as_str()?;
    let names_one = arn.starts_with("arn:"); // no `*`, id or account
    let strength = facts
        .caller
        .strength_in(arn, None)
        .filter(|it| names_one && *it != Strength::Account)?;
    Some(strength)
}

/// A grant binds the immutable id of its grantee.
fn same_entity(facts: &Facts, grant: &Value) -> bool {
    let ids = grant
        .get("granteeRoleId")
        .and_then(Value::as_str)
        .zip(facts.role_id());
    ids.is_none_or(|(bound, own)| bound == own)
}

fn has(grant: &Value, operation: &str) -> bool {
    texts(grant.get("operations"))
        .iter()
        .any(|it| it.eq_ignore_ascii_case(operation))
}

/// The operations that constraints apply to
fn is_constrained(operation: &str) -> bool {
    let operation = operation.to_lowercase();
    let named =
        ["encrypt", "decrypt", "reencryptfrom", "reencryptto"].contains(&operation.as_str());
    named || operation.starts_with("generatedatakey")
}

/// `EncryptionContextEquals`: exactly these pairs; `EncryptionContextSubset`: at least these.
fn context_fits(context: &BTreeMap<String, String>, grant: &Value) -> bool {
    let constraints = grant.get("constraints");
    constraint(constraints, "EncryptionContextEquals").is_none_or(|it| it == *context)
        && constraint(constraints, "EncryptionContextSubset")
            .is_none_or(|it| contains(context, &it))
}

/// `CreateGrant` by a grant: it holds every operation asked for, as tight or looser than the child.
fn may_delegate(facts: &Facts, parent: &Value) -> bool {
    let child = facts.member("grantRequest").unwrap_or(&Value::Null);
    if !texts(child.get("operations"))
        .iter()
        .all(|it| has(parent, it))
    {
        return false;
    }
    let [parent, child] = [parent, child].map(|it| it.get("constraints"));
    let child_equals = constraint(child, "EncryptionContextEquals");
    let child_subset = constraint(child, "EncryptionContextSubset");
    let equals_kept = constraint(parent, "EncryptionContextEquals")
        .is_none_or(|it| child_equals.as_ref() == Some(&it));
    let subset_kept = constraint(parent, "EncryptionContextSubset").is_none_or(|it| {
        [&child_equals, &child_subset]
            .into_iter()
            .flatten()
            .any(|child| contains(child, &it))
    });
    equals_kept && subset_kept
}

fn constraint(constraints: Option<&Value>, name: &str) -> Option<BTreeMap<String, String>> {
    let pairs = constraints?.get(name)?.as_object()?;
    Some(
        pairs
            .iter()
            .map(|(key, value)| (key.clone(), texts(Some(value)).concat()))
            .collect(),
    )
}

fn contains(context: &BTreeMap<String, String>, wanted: &BTreeMap<String, String>) -> bool {
    wanted
        .iter()
        .all(|(key, value)| context.get(key) == Some(value))
}
