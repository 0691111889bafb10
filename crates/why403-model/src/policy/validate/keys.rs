//! Condition keys: whether there is such a key, and which actions carry it.
//!
//! Source: the tables of [`crate::facts`]; `spec/iam.md` C.1 and C.2.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;

use super::named::NamedActions;
use super::store::Services;
use super::{Review, Severity, shown};
use crate::facts::{self, ActionFacts, ResourceType, Service};
use crate::nearest;
use crate::policy::{ConditionTest, Operator, OperatorName, Quantifier, Statement};

/// What is wrong with a condition key
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    /// A key that does not exist
    #[error("there is no condition key `{key}`, so the test is {outcome}")]
    Unknown {
        /// As written
        key: String,
        /// What the test comes to
        outcome: Outcome,
    },
    /// A key that none of the actions carries
    #[error("{who} `{key}`, so the test is {outcome}")]
    NotCarried {
        /// As written
        key: String,
        /// Which actions, with their verb
        who: String,
        /// What the test comes to
        outcome: Outcome,
    },
}

/// What a test comes to when its key is never there
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Always true
    True,
    /// Always false
    False,
}

impl core::fmt::Display for Outcome {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::True => "always true",
            Self::False => "always false",
        })
    }
}

impl KeyProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "validate/key-unknown",
            Self::NotCarried { .. } => "validate/key-not-carried",
        }
    }

    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::Unknown { key, .. } => nearest(key).map(|it| alloc::format!("write `{it}`")),
            Self::NotCarried { .. } => {
                Some("put the actions that carry the key into a statement of their own".into())
            }
        }
    }
}

pub(super) fn review(review: &mut Review<'_>, statement: &Statement, named: &NamedActions<'_>) {
    let mut without = BTreeMap::new();
    for test in &statement.conditions {
        existence(review, test, named, &mut without);
    }
}

/// Whether no request can have the key: AWS has none of this name.
///
/// Keys of services that are not known, or not whole, may exist; so may those of other identity
/// providers, whose names stand in the place of the service.
pub(super) fn cannot_be(key: &str) -> bool {
    if facts::condition_key(key).is_some() {
        return false;
    }
    match key.split_once(':') {
        Some((prefix, _)) if prefix.eq_ignore_ascii_case("aws") => true,
        Some((prefix, _)) => facts::service(prefix).is_some_and(Service::is_complete),
        None => true,
    }
}

/// The known key nearest to a misspelt one, with its variable part as written
pub(super) fn nearest(key: &str) -> Option<String> {
    let (head, tail) = match key.split_once('/') {
        Some((head, tail)) => (head, Some(tail)),
        None => (key, None),
    };
    let prefix = head.split_once(':').map_or("", |(prefix, _)| prefix);
    let of_service = facts::service(prefix).into_iter().flat_map(|service| {
        let of_actions = service.actions().flat_map(ActionFacts::condition_keys);
        let of_resources = service.resource_types();
        of_actions.chain(of_resources.flat_map(ResourceType::condition_keys))
    });
    // Most actions of a service carry the same keys: each is compared once.
    let known: BTreeSet<&str> = GLOBAL.iter().copied().chain(of_service).collect();
    let heads = known
        .into_iter()
        .filter_map(|it| match (it.split_once('/'), tail) {
            (Some((head, _)), Some(_)) => Some(head),
            (None, None) => Some(it),
            (Some(_), None) | (None, Some(_)) => None,
        });
    let found = nearest::nearest(head, heads)?;
    Some(tail.map_or_else(|| found.into(), |tail| alloc::format!("{found}/{tail}")))
}

/// The actions that do not carry a key, in words, by the key's name; they are asked for each once
type Without = BTreeMap<&'static str, Option<String>>;

fn existence(
    review: &mut Review<'_>,
    test: &ConditionTest,
    named: &NamedActions<'_>,
    without: &mut Without,
) {
    let key = shown(&test.key.text);
    let (outcome, at) = (outcome(test), test.key.at);
    let is_own = match review.store.services {
        Services::Any => false,
        Services::Only(_) => key
            .split_once(':')
            .is_some_and(|(it, _)| review.store.services.have(it)),
    };
    let severity = if is_own {
        review.store.keeper.key
    } else {
        Some(Severity::Pointless)
    };
    let Some(facts) = facts::condition_key(&test.key.text) else {
        if cannot_be(&test.key.text) {
            review.find(severity, at, KeyProblem::Unknown { key, outcome });
        }
        return;
    };
    if named.none_carries(facts) {
        let who = match named.as_slice() {
            [one] => alloc::format!("`{}` never carries", shown(&one.action.text)),
            _ => "no action of the statement carries".into(),
        };
        review.find(severity, at, KeyProblem::NotCarried { key, who, outcome });
        return;
    }
    let who = without
        .entry(facts.name)
        .or_insert_with(|| some_without(named, facts.name));
    if let Some(who) = who.clone() {
        review.pointless(at, KeyProblem::NotCarried { key, who, outcome });
    }
}

/// The actions that are written out and do not carry the key, two of them by name
fn some_without(named: &NamedActions<'_>, key: &str) -> Option<String> {
    // STS asks for its actions together, in one context: a test for one does for the others.
    let lacks = |it: &&ActionFacts| it.service().prefix() != "sts" && !it.may_carry(key);
    let mut lacking = named.written_out().iter().filter(lacks);
    let first = lacking.next()?;
    let second = lacking.next();
    Some(match (second, lacking.count()) {
        (None, _) => alloc::format!("`{first}` never carries"),
        (Some(second), 0) => alloc::format!("`{first}` and `{second}` never carry"),
        (Some(second), others) => {
            alloc::format!("`{first}`, `{second}` and {others} more never carry")
        }
    })
}

/// What a test says of requests without its key
pub(super) fn outcome(test: &ConditionTest) -> Outcome {
    let Operator {
        quantifier,
        name,
        if_exists,
    } = test.operator;
    let is_true = match quantifier {
        _ if name == OperatorName::Null => test
            .values
            .iter()
            .any(|it| it.text.eq_ignore_ascii_case("true")),
        Some(Quantifier::ForAllValues) => true,
        Some(Quantifier::ForAnyValue) => false,
        None => if_exists || name.is_negated(),
    };
    if is_true {
        Outcome::True
    } else {
        Outcome::False
    }
}

/// The global keys by name, to suggest one of them; a test holds them against [`crate::facts`].
///
/// Source: IAM User Guide, "AWS global condition context keys"; `spec/iam.md` D.1.
#[rustfmt::skip]
static GLOBAL: &[&str] = &[
    "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:CurrentTime",
    "aws:Ec2InstanceSourcePrivateIPv4", "aws:Ec2InstanceSourceVpc", "aws:EpochTime",
    "aws:FederatedProvider", "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent",
    "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalIsAWSService", "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList",
    "aws:PrincipalTag/${TagKey}", "aws:PrincipalType", "aws:RequestTag/${TagKey}",
    "aws:RequestedRegion", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths",
    "aws:ResourceTag/${TagKey}", "aws:SecureTransport", "aws:SourceAccount", "aws:SourceArn",
    "aws:SourceIdentity", "aws:SourceIp", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceVpc",
    "aws:SourceVpcArn", "aws:SourceVpce", "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent",
    "aws:ViaAWSService", "aws:VpcSourceIp", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths",
    "aws:referer", "aws:userid", "aws:username",
];

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn every_suggestion_is_a_key() {
        let unknown: Vec<_> = GLOBAL.iter().filter(|it| cannot_be(it)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn misspelt_keys_have_a_nearest_one() {
        assert_eq!(nearest("aws:SourceVPCs").as_deref(), Some("aws:SourceVpc"));
        assert_eq!(
            nearest("aws:PrincipleTag/team").as_deref(),
            Some("aws:PrincipalTag/team")
        );
        assert_eq!(nearest("s3:prefixes").as_deref(), Some("s3:prefix"));
        assert_eq!(nearest("aws:Frobnicate"), None);
    }
}
