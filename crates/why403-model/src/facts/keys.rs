//! Condition keys by name: the type of each, and whether it has one value or many.

use super::generated::{KEY_LISTS, KEYS, TEMPLATES};
use super::{names, template};

/// What AWS says about a condition key, as a policy writes it: `aws:PrincipalTag/team`.
///
/// - A key with a variable part is found under its general name: `aws:PrincipalTag/${TagKey}`;
///   `kms:EncryptionContext:aws:s3:arn` under `kms:EncryptionContext:${EncryptionContextKey}`.
///   The part must not be empty.
/// - `None`: not a global key, nor one of a service in the tables. Other services have more, and so
///   have those that are known in part.
/// - Cost: a binary search; if that finds nothing, one look at each of some sixty general names.
#[must_use]
pub fn condition_key(name: &str) -> Option<KeyFacts> {
    names::find(KEYS, name, |it| it.name)
        .or_else(|| general_key(name))
        .copied()
}

/// What AWS says about one condition key.
///
/// Source: the IAM User Guide, "AWS global condition context keys", and AWS's Service
/// Authorization Reference, on the day that `data/iam/facts.json` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFacts {
    /// Its name as AWS writes it; the general one, if a part of it is variable
    pub name: &'static str,
    /// The type of its value, or of each of its values
    pub key_type: KeyType,
    /// Whether it has one value or many
    pub cardinality: Cardinality,
    /// Which requests may carry it
    pub scope: Scope,
}

/// The type of a condition key's value
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyType {
    /// Text
    String,
    /// An Amazon Resource Name
    Arn,
    /// A number
    Numeric,
    /// `true` or `false`
    Bool,
    /// A moment
    Date,
    /// A moment that may also be compared as a number of seconds: `aws:EpochTime`
    DateOrNumeric,
    /// An IPv4 or IPv6 address
    IpAddress,
    /// Bytes, in Base64
    Binary,
}

/// How many values a condition key has, by its declaration.
///
/// Not by its values: a key declared [`Self::Multi`] that has one value in a request is still
/// multivalued, so that an operator without `ForAllValues` or `ForAnyValue` does not match it.
/// Source: `spec/iam.md` C.1 and C.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cardinality {
    /// One value
    Single,
    /// A list of values
    Multi,
}

/// Which requests may carry a condition key
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Any request: the key tells of the caller, the session, the network or the time
    AnyRequest,
    /// Requests of actions, or on types of resources, that list it
    WhereListed,
}

/// The key whose general name this name fills; of several, the one that leaves least open
fn general_key(name: &str) -> Option<&'static KeyFacts> {
    // Invariant: TEMPLATES has the names with the longest fixed text first.
    TEMPLATES
        .iter()
        .filter_map(|at| KEYS.get(usize::from(*at)))
        .find(|it| template::is_filled(it.name, name, <[u8]>::eq_ignore_ascii_case, |_| b""))
}

/// The keys of one of the interned lists, none if there is no such list
pub(super) fn list(at: u16) -> impl Iterator<Item = &'static KeyFacts> {
    let places = KEY_LISTS.get(usize::from(at)).copied().unwrap_or_default();
    places.iter().filter_map(|it| KEYS.get(usize::from(*it)))
}

/// A row of the table of keys
pub(super) const fn key(
    name: &'static str,
    key_type: KeyType,
    cardinality: Cardinality,
    scope: Scope,
) -> KeyFacts {
    KeyFacts {
        name,
        key_type,
        cardinality,
        scope,
    }
}

/// Whether there is such a list, and all of its keys
#[cfg(test)]
pub(super) fn is_list(at: u16) -> bool {
    KEY_LISTS
        .get(usize::from(at))
        .is_some_and(|places| places.len() == list(at).count())
}

#[cfg(test)]
mod tests {
    use super::Cardinality::{Multi, Single};
    use super::*;

    #[test]
    fn every_key_is_found_in_any_case() {
        for it in KEYS {
            assert_eq!(condition_key(&it.name.to_ascii_uppercase()), Some(*it));
            assert_eq!(condition_key(&it.name.to_ascii_lowercase()), Some(*it));
        }
    }

    #[track_caller]
    fn check(name: &str, wanted: &str, key_type: KeyType, cardinality: Cardinality) {
        let found = condition_key(name).unwrap();
        assert_eq!(
            (found.name, found.key_type, found.cardinality),
            (wanted, key_type, cardinality)
        );
    }

    #[test]
    fn a_key_has_a_type_and_a_cardinality() {
        check("aws:TagKeys", "aws:TagKeys", KeyType::String, Multi);
        check(
            "AWS:principalorgpaths",
            "aws:PrincipalOrgPaths",
            KeyType::String,
            Multi,
        );
        check("aws:PrincipalArn", "aws:PrincipalArn", KeyType::Arn, Single);
        check("aws:SourceIp", "aws:SourceIp", KeyType::IpAddress, Single);
        check(
            "aws:SecureTransport",
            "aws:SecureTransport",
            KeyType::Bool,
            Single,
        );
        check(
            "aws:EpochTime",
            "aws:EpochTime",
            KeyType::DateOrNumeric,
            Single,
        );
        check("s3:prefix", "s3:prefix", KeyType::String, Single);
        check("s3:max-keys", "s3:max-keys", KeyType::Numeric, Single);
        check(
            "s3:RequestObjectTagKeys",
            "s3:RequestObjectTagKeys",
            KeyType::String,
            Multi,
        );
        check(
            "kms:EncryptionContextKeys",
            "kms:EncryptionContextKeys",
            KeyType::String,
            Multi,
        );
        check(
            "dynamodb:LeadingKeys",
            "dynamodb:LeadingKeys",
            KeyType::String,
            Multi,
        );
        check(
            "logs:LogGeneratingResourceArns",
            "logs:LogGeneratingResourceArns",
            KeyType::Arn,
            Multi,
        );
    }

    /// IAM User Guide, read into `spec/iam.md` C.6: these global keys are lists and no others
    #[test]
    fn the_multivalued_global_keys_are_those_of_the_guide() {
        let found = KEYS
            .iter()
            .filter(|it| it.name.starts_with("aws:") && it.cardinality == Multi);
        assert!(found.map(|it| it.name).eq([
            "aws:CalledVia",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalServiceNamesList",
            "aws:ResourceOrgPaths",
            "aws:SourceOrgPaths",
            "aws:TagKeys",
            "aws:VpceOrgPaths",
        ]));
    }

    #[test]
    fn a_key_with_a_variable_part_is_found_under_its_general_name() {
        let text = KeyType::String;
        check(
            "aws:PrincipalTag/team",
            "aws:PrincipalTag/${TagKey}",
            text,
            Single,
        );
        check(
            "AWS:requesttag/Cost:Centre/x",
            "aws:RequestTag/${TagKey}",
            text,
            Single,
        );
        check(
            "s3:ExistingObjectTag/a",
            "s3:ExistingObjectTag/${TagKey}",
            text,
            Single,
        );
        check(
            "s3:RequestObjectTag/a",
            "s3:RequestObjectTag/${TagKey}",
            text,
            Single,
        );
        let context = "kms:EncryptionContext:${EncryptionContextKey}";
        check("kms:EncryptionContext:aws:s3:arn", context, text, Single);
        check(
            "events:Metadata/a",
            "events:Metadata/${MetadataKey}",
            text,
            Multi,
        );
        check(
            "events:Metadata/a/Matcher",
            "events:Metadata/${MetadataKey}/Matcher",
            text,
            Single,
        );
        let subject = "${OidcHost}.${OidcDomain}:sub";
        check(
            "oidc.eks.eu-west-1.amazonaws.com/id/0A1B:sub",
            subject,
            text,
            Single,
        );
        check(
            "example.com:amr",
            "${OidcHost}.${OidcDomain}:amr",
            text,
            Multi,
        );
        check(
            "cognito-identity.amazonaws.com:amr",
            "cognito-identity.amazonaws.com:amr",
            text,
            Multi,
        );
    }

    #[test]
    fn a_name_that_is_no_key_is_not_found() {
        for name in [
            "",
            "aws:",
            "aws:PrincipalTag/",
            "aws:PrincipalTag",
            "aws:Prefix",
            "prefix",
        ] {
            assert_eq!(condition_key(name), None, "{name}");
        }
    }

    #[test]
    fn general_names_are_tried_from_the_longest_fixed_text_on() {
        let fixed = |name: &str| -> usize {
            let holes = name.split("${").skip(1).filter_map(|it| it.split_once('}'));
            name.len()
                - holes
                    .map(|(hole, _)| hole.len() + "${}".len())
                    .sum::<usize>()
        };
        let names = TEMPLATES.iter().map(|at| KEYS[usize::from(*at)].name);
        assert!(names.clone().map(fixed).is_sorted_by(|a, b| a >= b));
        assert_eq!(
            names.count(),
            KEYS.iter().filter(|it| it.name.contains("${")).count()
        );
    }
}
