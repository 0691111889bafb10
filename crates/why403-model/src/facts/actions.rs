//! Services and their actions by name: the level of each, what it is called on, what it carries.

use core::fmt;

use super::generated::SERVICES;
use super::keys::{self, KeyFacts, Scope, condition_key};
use super::resources::ResourceType;
use super::{names, template};

/// The service of a prefix, as it stands before the colon of an action: `s3`
#[must_use]
pub fn service(prefix: &str) -> Option<&'static Service> {
    names::find(SERVICES, prefix, |it| it.prefix)
}

/// The action of a service: `s3`, `GetObject`.
///
/// - `None` says that the action does not exist only where [`Service::is_complete`] holds.
/// - Cost: two binary searches, no allocation.
#[must_use]
pub fn action(service: &str, name: &str) -> Option<ActionFacts> {
    let service = self::service(service)?;
    let row = names::find(service.actions, name, |it| it.name)?;
    Some(ActionFacts { service, row })
}

/// Whether an action pattern, `s3:Get*`, matches one action at least.
///
/// - Rules of matching: `spec/iam.md` A.4; a pattern without wildcards matches the action it names.
/// - `None` where the tables cannot tell: a service that is unknown, or known in part and without
///   a match.
/// - Cost: linear in the actions of the service × the length of the pattern.
#[must_use]
pub fn wildcard_matches_any(pattern: &str) -> Option<bool> {
    if matches!(pattern, "*" | "*:*") {
        return Some(true);
    }
    let (prefix, wanted) = pattern.split_once(':')?;
    let service = service(prefix)?;
    let matches = service
        .actions
        .iter()
        .any(|it| template::matches_wildcards(wanted, it.name));
    (matches || service.is_complete()).then_some(matches)
}

/// What AWS says about one service.
///
/// Source: AWS's Service Authorization Reference, on the day that `data/iam/facts.json` tells.
pub struct Service {
    prefix: &'static str,
    coverage: Coverage,
    resources: &'static [ResourceType],
    // Invariant: sorted by lower-cased name.
    actions: &'static [Row],
}

impl Service {
    /// What stands before the colon of its actions, in lower case
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        self.prefix
    }

    /// Whether every action of the service is known, so that a missing one does not exist
    #[must_use]
    pub fn is_complete(&self) -> bool {
        match self.coverage {
            Coverage::Whole => true,
            Coverage::Part => false,
        }
    }

    /// Its actions, by name without regard to case
    pub fn actions(&'static self) -> impl Iterator<Item = ActionFacts> {
        self.actions
            .iter()
            .map(move |row| ActionFacts { service: self, row })
    }

    /// Its resource types, by name without regard to case; may be of other services, as roles
    /// are in `sts`
    pub fn resource_types(&self) -> impl Iterator<Item = &'static ResourceType> {
        self.resources.iter()
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

/// What AWS says about one action; its [`fmt::Display`] is `s3:GetObject`.
///
/// Source: as of [`Service`].
#[derive(Clone, Copy)]
pub struct ActionFacts {
    service: &'static Service,
    row: &'static Row,
}

impl ActionFacts {
    /// The service that it belongs to
    #[must_use]
    pub fn service(self) -> &'static Service {
        self.service
    }

    /// Its name as AWS writes it, without the prefix
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row.name
    }

    /// What kind of access it gives
    #[must_use]
    pub fn level(self) -> AccessLevel {
        self.row.level
    }

    /// The types of resources that it is called on; none if `Resource` can only be `*`
    pub fn resource_types(self) -> impl Iterator<Item = &'static ResourceType> {
        let Service { resources, .. } = self.service;
        self.row
            .resources
            .iter()
            .filter_map(|it| resources.get(usize::from(*it)))
    }

    /// Whether a `Resource` other than `*` can match it
    #[must_use]
    pub fn has_resource_types(self) -> bool {
        !self.row.resources.is_empty()
    }

    /// The condition keys that AWS lists for the action itself.
    ///
    /// Keys of its resource types and those of every request are not among them: [`Self::may_carry`].
    pub fn condition_keys(self) -> impl Iterator<Item = &'static str> {
        keys::list(self.row.keys).map(|it| it.name)
    }

    /// Whether a request of this action may have the condition key in its context.
    ///
    /// It may if AWS lists the key for the action or for one of its resource types, or if the key
    /// is one of any request. If not, an `Allow` that asks for the key never takes effect, and a
    /// `Deny` with a negated operator always does. A key that is not known is carried by no action.
    #[must_use]
    pub fn may_carry(self, key: &str) -> bool {
        condition_key(key).is_some_and(|it| self.may_carry_key(&it))
    }

    /// The same, of a key that was looked up
    #[must_use]
    pub fn may_carry_key(self, found: &KeyFacts) -> bool {
        match found.scope {
            Scope::AnyRequest => true,
            Scope::WhereListed => {
                self.condition_keys().any(|it| it == found.name)
                    || self
                        .resource_types()
                        .any(|on| on.condition_keys().any(|it| it == found.name))
            }
        }
    }
}

impl fmt::Display for ActionFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service.prefix, self.row.name)
    }
}

impl fmt::Debug for ActionFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActionFacts({self})")
    }
}

/// The kind of access that an action gives, in AWS's classes
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessLevel {
    /// Lists resources, not what is in them
    List,
    /// Reads what is in a resource
    Read,
    /// Makes, changes or deletes a resource
    Write,
    /// Changes tags only
    Tagging,
    /// Gives or takes permissions
    PermissionsManagement,
}

/// How much of a service the tables hold
#[derive(Clone, Copy)]
pub(super) enum Coverage {
    Whole,
    Part,
}

/// One action in the tables
pub(super) struct Row {
    name: &'static str,
    level: AccessLevel,
    /// Places in the service's list of resource types
    resources: &'static [u16],
    /// Place in the lists of keys
    keys: u16,
}

/// A row of the table of services
pub(super) const fn whole(
    prefix: &'static str,
    resources: &'static [ResourceType],
    actions: &'static [Row],
) -> Service {
    Service {
        prefix,
        coverage: Coverage::Whole,
        resources,
        actions,
    }
}

/// A row of the table of services, for one that is known in part
pub(super) const fn part(
    prefix: &'static str,
    resources: &'static [ResourceType],
    actions: &'static [Row],
) -> Service {
    Service {
        prefix,
        coverage: Coverage::Part,
        resources,
        actions,
    }
}

/// A row of the table of actions
pub(super) const fn row(
    name: &'static str,
    level: AccessLevel,
    resources: &'static [u16],
    keys: u16,
) -> Row {
    Row {
        name,
        level,
        resources,
        keys,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    #[test]
    fn every_action_is_found_in_any_case() {
        for service in SERVICES {
            for row in service.actions {
                for name in [row.name.to_ascii_lowercase(), row.name.to_ascii_uppercase()] {
                    let found = action(&service.prefix.to_ascii_uppercase(), &name);
                    assert_eq!(found.map(ActionFacts::name), Some(row.name));
                }
            }
        }
    }

    #[test]
    fn every_row_points_into_its_tables() {
        for action in SERVICES.iter().flat_map(Service::actions) {
            let targets: Vec<_> = action.resource_types().collect();
            assert_eq!(targets.len(), action.row.resources.len(), "{action}");
            assert!(keys::is_list(action.row.keys), "{action}");
            for key in action.condition_keys() {
                assert!(action.may_carry(key), "{action} {key}");
            }
        }
    }

    #[test]
    fn a_name_that_is_none_is_not_found() {
        assert!(action("s3", "ListObjects").is_none());
        assert!(action("s3", "").is_none());
        assert!(action("S3", "GETOBJECT ").is_none());
        assert!(service("s33").is_none());
        assert!(service("").is_none());
    }

    #[test]
    fn actions_have_a_level_and_a_name() {
        let check = |name: &str, level| {
            let (service, name) = name.split_once(':').unwrap();
            assert_eq!(action(service, name).unwrap().level(), level, "{name}");
        };
        check("s3:ListBucket", AccessLevel::List);
        check("s3:GetObject", AccessLevel::Read);
        check("s3:PutObject", AccessLevel::Write);
        check("s3:PutObjectTagging", AccessLevel::Tagging);
        check("s3:PutBucketPolicy", AccessLevel::PermissionsManagement);
        assert_eq!(
            action("S3", "getobject").unwrap().to_string(),
            "s3:GetObject"
        );
    }

    #[test]
    fn an_action_without_resources_says_so() {
        assert!(
            !action("s3", "ListAllMyBuckets")
                .unwrap()
                .has_resource_types()
        );
        assert!(!action("kms", "ListKeys").unwrap().has_resource_types());
        assert!(
            !action("ec2", "DescribeVpcEndpoints")
                .unwrap()
                .has_resource_types()
        );
        assert!(action("s3", "GetObject").unwrap().has_resource_types());
    }

    #[test]
    fn only_some_actions_carry_a_key() {
        #[track_caller]
        fn check(service: &str, name: &str, key: &str, carried: bool) {
            let action = action(service, name).unwrap();
            assert_eq!(action.may_carry(key), carried, "{action} {key}");
        }
        check("s3", "ListBucket", "S3:Prefix", true);
        check("s3", "GetObject", "s3:prefix", false);
        check("s3", "GetObject", "s3:ExistingObjectTag/team", true);
        check("s3", "PutObject", "s3:ExistingObjectTag/team", false);
        check("s3", "GetObject", "s3:x-amz-server-side-encryption", false);
        check("s3", "PutObject", "s3:x-amz-server-side-encryption", true);
        // Of the resource type, not of the action:
        check("s3", "GetObject", "s3:DataAccessPointArn", true);
        check("s3", "GetObject", "aws:ResourceTag/team", true);
        check("s3", "ListAllMyBuckets", "aws:ResourceTag/team", false);
        // Of every request:
        check("s3", "GetObject", "aws:SourceIp", true);
        check("s3", "GetObject", "aws:PrincipalTag/team", true);
        check("kms", "Decrypt", "lambda:SourceFunctionArn", true);
        check("kms", "Decrypt", "kms:EncryptionContext:aws:s3:arn", true);
        check(
            "kms",
            "DescribeKey",
            "kms:EncryptionContext:aws:s3:arn",
            false,
        );
        check("kms", "Decrypt", "kms:NoSuchKey", false);
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_told_from_one_that_is_not_known() {
        let check =
            |pattern, wanted| assert_eq!(wildcard_matches_any(pattern), wanted, "{pattern}");
        check("*", Some(true));
        check("*:*", Some(true));
        check("s3:*", Some(true));
        check("S3:get*", Some(true));
        check("s3:GetObject", Some(true));
        check("s3:*Object?cl", Some(true));
        check("s3:GetObject?", Some(false));
        check("s3:List*Objects*", Some(false));
        check("s3:", Some(false));
        check("ec2:DescribeVpcEndpoint?", Some(true));
        check("ec2:RunInst*", None);
        check("no-such-service:*", None);
        check("Get*", None);
    }
}
