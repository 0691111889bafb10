//! The read calls whose answers make a world: where each answer stands, the AWS CLI command
//! that fills it, and what AWS's own "there is none" codes mean there.
//!
//! `docs/world.md` shows the same table; a test holds them together.
//! Source: AWS CLI Command Reference; S3, IAM, KMS and Organizations API References, section
//! "Errors" of each call.

use alloc::string::String;
use alloc::vec::Vec;

use crate::known::{Gap, Reason};
use crate::world::percent;

/// One read call of AWS
#[derive(Debug)]
pub(super) struct Call {
    /// Where the answer stands in the tree; `{…}` is filled in
    pub(super) path: &'static str,
    /// What it tells, as a phrase
    pub(super) what: &'static str,
    /// The command that asks for it
    pub(super) command: &'static str,
    /// The codes with which AWS says that there is none
    pub(super) absent: &'static [&'static str],
    /// What their absence means, in words; empty where there are no such codes.
    /// The reader of the answer says the same as a value.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the page about worlds is held against it")
    )]
    pub(super) means: &'static str,
}

macro_rules! calls {
    ($($name:ident: $path:literal, $what:literal, $command:literal, [$($code:literal),*] => $means:literal;)*) => {
        $(pub(super) static $name: Call = Call {
            path: $path, what: $what, command: $command, absent: &[$($code),*], means: $means,
        };)*
        /// Every call, in the order of `docs/world.md`
        pub(super) static CALLS: &[&Call] = &[$(&$name),*];
    };
}

#[rustfmt::skip] // One call a row: name, place, what it tells, command, codes => meaning.
calls! {
    ORGANIZATION: "organization/organization", "the organization",
        "aws organizations describe-organization",
        ["AWSOrganizationsNotInUseException"] => "the account is in no organization";
    ROOTS: "organization/roots", "the root of the organization",
        "aws organizations list-roots", [] => "";
    ACCOUNTS: "organization/accounts", "the accounts of the organization",
        "aws organizations list-accounts", [] => "";
    CHILDREN: "organization/children/{node}", "what is under {node}",
        "aws organizations list-children --parent-id {node} --child-type ACCOUNT", [] => "";
    PARENTS: "organization/parents/{node}", "what {node} is under",
        "aws organizations list-parents --child-id {node}", [] => "";
    ORGANIZATION_POLICY: "organization/policies/{policy}", "the organization policy {policy}",
        "aws organizations describe-policy --policy-id {policy}", [] => "";
    SCPS: "organization/targets/{node}/scp", "the service control policies at {node}",
        "aws organizations list-policies-for-target --target-id {node} --filter SERVICE_CONTROL_POLICY", [] => "";
    RCPS: "organization/targets/{node}/rcp", "the resource control policies at {node}",
        "aws organizations list-policies-for-target --target-id {node} --filter RESOURCE_CONTROL_POLICY", [] => "";

    CANONICAL_USER: "accounts/{account}/canonical-user", "the canonical user id of account {account}",
        "aws s3api list-buckets --query Owner", [] => "";
    IAM: "accounts/{account}/iam", "the users, groups and roles of account {account}",
        "aws iam get-account-authorization-details", [] => "";
    ROLE: "accounts/{account}/iam/roles/{role}/role", "role {role}",
        "aws iam get-role --role-name {role}", ["NoSuchEntity"] => "there is no such role";
    ROLE_ATTACHED: "accounts/{account}/iam/roles/{role}/attached-policies", "the attached policies of role {role}",
        "aws iam list-attached-role-policies --role-name {role}", ["NoSuchEntity"] => "there is no such role, so it has no policies";
    ROLE_INLINE_NAMES: "accounts/{account}/iam/roles/{role}/inline-policies", "the inline policies of role {role}",
        "aws iam list-role-policies --role-name {role}", ["NoSuchEntity"] => "there is no such role, so it has no policies";
    ROLE_INLINE: "accounts/{account}/iam/roles/{role}/inline/{policy}", "inline policy {policy} of role {role}",
        "aws iam get-role-policy --role-name {role} --policy-name {policy}", ["NoSuchEntity"] => "there is no such policy";
    USER: "accounts/{account}/iam/users/{user}/user", "user {user}",
        "aws iam get-user --user-name {user}", ["NoSuchEntity"] => "there is no such user";
    USER_ATTACHED: "accounts/{account}/iam/users/{user}/attached-policies", "the attached policies of user {user}",
        "aws iam list-attached-user-policies --user-name {user}", ["NoSuchEntity"] => "there is no such user, so it has no policies";
    USER_INLINE_NAMES: "accounts/{account}/iam/users/{user}/inline-policies", "the inline policies of user {user}",
        "aws iam list-user-policies --user-name {user}", ["NoSuchEntity"] => "there is no such user, so it has no policies";
    USER_INLINE: "accounts/{account}/iam/users/{user}/inline/{policy}", "inline policy {policy} of user {user}",
        "aws iam get-user-policy --user-name {user} --policy-name {policy}", ["NoSuchEntity"] => "there is no such policy";
    USER_GROUPS: "accounts/{account}/iam/users/{user}/groups", "the groups of user {user}",
        "aws iam list-groups-for-user --user-name {user}", ["NoSuchEntity"] => "there is no such user, so it is in no group";
    GROUP: "accounts/{account}/iam/groups/{group}/group", "group {group}",
        "aws iam get-group --group-name {group}", ["NoSuchEntity"] => "there is no such group";
    GROUP_ATTACHED: "accounts/{account}/iam/groups/{group}/attached-policies", "the attached policies of group {group}",
        "aws iam list-attached-group-policies --group-name {group}", ["NoSuchEntity"] => "there is no such group, so it has no policies";
    GROUP_INLINE_NAMES: "accounts/{account}/iam/groups/{group}/inline-policies", "the inline policies of group {group}",
        "aws iam list-group-policies --group-name {group}", ["NoSuchEntity"] => "there is no such group, so it has no policies";
    GROUP_INLINE: "accounts/{account}/iam/groups/{group}/inline/{policy}", "inline policy {policy} of group {group}",
        "aws iam get-group-policy --group-name {group} --policy-name {policy}", ["NoSuchEntity"] => "there is no such policy";
    POLICY: "accounts/{account}/iam/policies/{policy}/policy", "managed policy {policy}",
        "aws iam get-policy --policy-arn {arn}", [] => "";
    POLICY_VERSION: "accounts/{account}/iam/policies/{policy}/version", "the document of managed policy {policy}",
        "aws iam get-policy-version --policy-arn {arn} --version-id {version}", [] => "";

    ACCOUNT_BLOCK: "accounts/{account}/s3/public-access-block", "the Block Public Access settings of account {account}",
        "aws s3control get-public-access-block --account-id {account}",
        ["NoSuchPublicAccessBlockConfiguration"] => "all four settings are off";
    BUCKET_POLICY: "accounts/{account}/s3/buckets/{bucket}/policy", "the policy of bucket {bucket}",
        "aws s3api get-bucket-policy --bucket {bucket}", ["NoSuchBucketPolicy"] => "the bucket has no policy";
    BUCKET_ACL: "accounts/{account}/s3/buckets/{bucket}/acl", "the ACL of bucket {bucket}",
        "aws s3api get-bucket-acl --bucket {bucket}", [] => "";
    OWNERSHIP: "accounts/{account}/s3/buckets/{bucket}/ownership-controls", "the Object Ownership of bucket {bucket}",
        "aws s3api get-bucket-ownership-controls --bucket {bucket}",
        ["OwnershipControlsNotFoundError"] => "`ObjectWriter`: ACLs count";
    BUCKET_BLOCK: "accounts/{account}/s3/buckets/{bucket}/public-access-block", "the Block Public Access settings of bucket {bucket}",
        "aws s3api get-public-access-block --bucket {bucket}",
        ["NoSuchPublicAccessBlockConfiguration"] => "all four settings are off";
    ENCRYPTION: "accounts/{account}/s3/buckets/{bucket}/encryption", "the default encryption of bucket {bucket}",
        "aws s3api get-bucket-encryption --bucket {bucket}",
        ["ServerSideEncryptionConfigurationNotFoundError"] => "no default encryption is configured";
    LOCATION: "accounts/{account}/s3/buckets/{bucket}/location", "the Region of bucket {bucket}",
        "aws s3api get-bucket-location --bucket {bucket}", [] => "";
    BUCKET_TAGS: "accounts/{account}/s3/buckets/{bucket}/tagging", "the tags of bucket {bucket}",
        "aws s3api get-bucket-tagging --bucket {bucket}", ["NoSuchTagSet"] => "the bucket has no tags";
    ABAC: "accounts/{account}/s3/buckets/{bucket}/abac", "whether tags of bucket {bucket} count in authorization",
        "aws s3api get-bucket-abac --bucket {bucket}", [] => "";
    VERSIONING: "accounts/{account}/s3/buckets/{bucket}/versioning", "the versioning of bucket {bucket}",
        "aws s3api get-bucket-versioning --bucket {bucket}", [] => "";
    REQUEST_PAYMENT: "accounts/{account}/s3/buckets/{bucket}/request-payment", "who pays for requests to bucket {bucket}",
        "aws s3api get-bucket-request-payment --bucket {bucket}", [] => "";
    HEAD_OBJECT: "accounts/{account}/s3/buckets/{bucket}/objects/head-object", "object {key} of bucket {bucket}",
        "aws s3api head-object --bucket {bucket} --key {key}", ["404", "NoSuchKey", "NotFound", "NoSuchVersion"] => "the object does not exist";
    OBJECT_ACL: "accounts/{account}/s3/buckets/{bucket}/objects/get-object-acl", "the ACL of object {key} of bucket {bucket}",
        "aws s3api get-object-acl --bucket {bucket} --key {key}", [] => "";
    OBJECT_TAGS: "accounts/{account}/s3/buckets/{bucket}/objects/get-object-tagging", "the tags of object {key} of bucket {bucket}",
        "aws s3api get-object-tagging --bucket {bucket} --key {key}", [] => "";

    KEY: "accounts/{account}/regions/{region}/kms/{key}/key", "key {key}",
        "aws kms describe-key --region {region} --key-id {key}", [] => "";
    KEY_POLICY: "accounts/{account}/regions/{region}/kms/{key}/policy", "the policy of key {key}",
        "aws kms get-key-policy --region {region} --key-id {key} --policy-name default", [] => "";
    GRANTS: "accounts/{account}/regions/{region}/kms/{key}/grants", "the grants on key {key}",
        "aws kms list-grants --region {region} --key-id {key}", [] => "";
    KEY_TAGS: "accounts/{account}/regions/{region}/kms/{key}/tags", "the tags of key {key}",
        "aws kms list-resource-tags --region {region} --key-id {key}", [] => "";
    KEY_ALIASES: "accounts/{account}/regions/{region}/kms/{key}/aliases", "the aliases of key {key}",
        "aws kms list-aliases --region {region} --key-id {key}", [] => "";
}

/// Parts of the format that no reader here needs yet; they are no unknown members
#[rustfmt::skip] // One place a row.
static RESERVED: &[&str] = &[
    "schema",
    "taken-at",
    "accounts/{account}/s3/buckets/{bucket}/objects",
    "accounts/{account}/s3/buckets/{bucket}/object-lock",
    "accounts/{account}/s3/buckets/{bucket}/logging",
    "accounts/{account}/s3/buckets/{bucket}/website",
    "accounts/{account}/s3/buckets/{bucket}/notification",
    "accounts/{account}/s3/buckets/{bucket}/replication",
    "accounts/{account}/s3/buckets/{bucket}/policy-status",
    "accounts/{account}/s3/buckets/{bucket}/objects/key",
    "accounts/{account}/s3/buckets/{bucket}/objects/versionId",
    "accounts/{account}/regions/{region}/lambda",
    "accounts/{account}/regions/{region}/ec2",
    "accounts/{account}/regions/{region}/s3",
    "accounts/{account}/regions/{region}/events",
];

/// The names that stand for `{…}` in a row, for one thing of the world
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    names: Vec<(&'static str, Name)>,
}

#[derive(Clone, Debug)]
enum Name {
    /// A name of the world, quoted where a shell reads it
    Plain(String),
    /// A piece of shell, put together here
    Shell(String),
}

impl Scope {
    /// The same scope and one more name
    pub(super) fn with(&self, placeholder: &'static str, name: &str) -> Self {
        let mut scope = self.clone();
        scope.names.push((placeholder, Name::Plain(name.into())));
        scope
    }

    /// The same scope and one more name, which is written into commands as it is
    pub(super) fn with_shell(&self, placeholder: &'static str, text: String) -> Self {
        let mut scope = self.clone();
        scope.names.push((placeholder, Name::Shell(text)));
        scope
    }

    /// The name that stands for a placeholder, if it is a plain one
    pub(super) fn name(&self, placeholder: &str) -> &str {
        match self.names.iter().rev().find(|(it, _)| *it == placeholder) {
            Some((_, Name::Plain(name) | Name::Shell(name))) => name,
            None => "",
        }
    }

    /// The gap that a missing answer leaves; `folder` is where a file of it would be read
    pub(super) fn gap(&self, call: &Call, why: Reason, folder: Option<&str>) -> Gap {
        Gap {
            what: self.what(call),
            why,
            command: Some(self.command(call, folder)),
        }
    }

    /// What the call tells, in words
    pub(super) fn what(&self, call: &Call) -> String {
        self.filled(call.what, |name| match name {
            Name::Plain(name) | Name::Shell(name) => name.clone(),
        })
    }

    /// The command of the call, with the file to write where there is a folder to write it to
    pub(super) fn command(&self, call: &Call, folder: Option<&str>) -> String {
        let mut command = self.filled(call.command, |name| match name {
            Name::Plain(name) => quoted(name),
            Name::Shell(text) => text.clone(),
        });
        if let Some(folder) = folder {
            let file = self.filled(call.path, |name| match name {
                Name::Plain(name) | Name::Shell(name) => percent::encoded(name),
            });
            let file = quoted(&alloc::format!(
                "{}/{file}.json",
                folder.trim_end_matches('/')
            ));
            command.extend([" > ", &file, " 2>&1"]);
        }
        command
    }

    fn filled(&self, template: &str, write: impl Fn(&Name) -> String) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (placeholder, after) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            let name = self.names.iter().rev().find(|(it, _)| *it == placeholder);
            text.push_str(&name.map_or_else(String::new, |(_, name)| write(name)));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// The names that may stand in the folder of a path pattern; `None` where any name may
pub(super) fn known_members(pattern: &str) -> Option<Vec<&'static str>> {
    let mut names = Vec::new();
    let paths = CALLS
        .iter()
        .map(|call| call.path)
        .chain(RESERVED.iter().copied());
    for path in paths {
        let rest = match (pattern, path.strip_prefix(pattern)) {
            ("", _) => path,
            (_, Some(rest)) => match rest.strip_prefix('/') {
                Some(rest) => rest,
                None => continue,
            },
            (_, None) => continue,
        };
        let name = rest.split('/').next().unwrap_or(rest);
        if name.starts_with('{') {
            return None;
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names)
}

/// A word as a POSIX shell reads it back; names of a world may hold anything
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.into();
    }
    let mut text = String::from("'");
    text.push_str(&word.replace('\'', r"'\''"));
    text.push('\'');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::ROOT_MEMBERS;

    #[test]
    fn commands_are_filled_in_and_safe_to_paste() {
        let scope = Scope::default()
            .with("account", "111122223333")
            .with("bucket", "logs");
        let gap = scope.gap(&BUCKET_POLICY, Reason::NotCollected, Some("world"));
        assert_eq!(gap.what, "the policy of bucket logs");
        assert_eq!(
            gap.command.unwrap(),
            "aws s3api get-bucket-policy --bucket logs > world/accounts/111122223333/s3/buckets/logs/policy.json 2>&1"
        );
        let hostile = scope.with("key", "a'; rm -rf ~ #$(x)");
        assert_eq!(
            hostile.command(&OBJECT_ACL, None),
            r"aws s3api get-object-acl --bucket logs --key 'a'\''; rm -rf ~ #$(x)'"
        );
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn known_members_come_from_the_table() {
        assert_eq!(known_members("accounts"), None);
        assert_eq!(known_members("").unwrap(), ROOT_MEMBERS);
        let role = known_members("accounts/{account}/iam/roles/{role}").unwrap();
        assert_eq!(
            role,
            ["role", "attached-policies", "inline-policies", "inline"]
        );
        assert_eq!(
            known_members("accounts/{account}/iam/roles/{role}/inline"),
            None
        );
    }

    /// `{bucket}` is written `BUCKET` on the page
    fn shown(template: &str) -> String {
        let mut text = String::new();
        for (index, part) in template.split(['{', '}']).enumerate() {
            if index % 2 == 0 {
                text.push_str(part);
            } else {
                text.push_str(&part.to_uppercase());
            }
        }
        text
    }

    #[test]
    fn the_redactor_takes_no_word_of_the_table_for_a_name() {
        for call in CALLS {
            for template in [call.what, call.command, call.path] {
                let mut text = String::new();
                for (index, part) in template.split(['{', '}']).enumerate() {
                    text.push_str(if index % 2 == 0 { part } else { "1" });
                }
                let redacted = crate::redact::Redactor::new().text(&text);
                assert_eq!(redacted, text);
            }
        }
    }

    #[test]
    fn the_page_about_worlds_shows_every_row() {
        let page = include_str!("../../../../../docs/world.md");
        for call in CALLS {
            let command = alloc::format!("`{}`", shown(call.command));
            let row = page
                .lines()
                .find(|line| line.starts_with('|') && line.contains(&command));
            let row = row.unwrap_or_else(|| panic!("docs/world.md lacks {command}"));
            let (folder, file) = call.path.rsplit_once('/').unwrap();
            assert!(
                page.contains(&alloc::format!("`{}", shown(folder))),
                "{folder}"
            );
            assert!(
                row.contains(&alloc::format!("| `{}", shown(file))),
                "{row} lacks {file}"
            );
            for word in call.absent.iter().copied().chain([call.means]) {
                assert!(row.contains(word), "{row} lacks {word}");
            }
        }
    }
}
