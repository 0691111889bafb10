//! The read calls whose answers make a world: where each answer stands, the AWS CLI command
//! that fills it, what AWS's own "there is none" codes mean there, and where the console shows
//! the same.
//!
//! `docs/world.md` shows the same table; a test holds them together.
//! Source: AWS CLI Command Reference; API References of the services, section "Errors" of each
//! call. The CLI prints nothing for an answer without fields, so calls that may have such an
//! answer ask with `--query` for something that is printed.

use super::Call;
use crate::known::Need::{Core, Special};

macro_rules! calls {
    ($($name:ident: $path:literal, $what:literal, $command:literal, [$($code:literal),*] => $means:literal, $need:ident $console:literal;)*) => {
        $(pub(in crate::world::build) static $name: Call = Call {
            path: $path, what: $what, command: $command, absent: &[$($code),*], means: $means, need: $need, console: $console,
        };)*
        /// Every read call whose answer makes a part of a world
        ///
        /// In the order of `docs/world.md`; each `path` and each `command` occurs once.
        pub static CALLS: &[&Call] = &[$(&$name),*];
    };
}

#[rustfmt::skip] // One call a row: name, place, what it tells, command, codes => meaning, need, console.
calls! {
    ORGANIZATION: "organization/organization", "the organization",
        "aws organizations describe-organization",
        ["AWSOrganizationsNotInUseException"] => "the account is in no organization", Core "AWS Organizations > Settings";
    ROOTS: "organization/roots", "the root of the organization",
        "aws organizations list-roots", [] => "", Core "AWS Organizations > AWS accounts";
    ACCOUNTS: "organization/accounts", "the accounts of the organization",
        "aws organizations list-accounts", [] => "", Special "AWS Organizations > AWS accounts";
    CHILDREN: "organization/children/{node}", "what is under {node}",
        "aws organizations list-children --parent-id {node} --child-type ACCOUNT", [] => "", Core "AWS Organizations > AWS accounts > {node} > Children";
    PARENTS: "organization/parents/{node}", "what {node} is under",
        "aws organizations list-parents --child-id {node}", [] => "", Core "AWS Organizations > AWS accounts";
    ORGANIZATION_POLICY: "organization/policies/{policy}", "the organization policy {policy}",
        "aws organizations describe-policy --policy-id {policy}", [] => "", Core "AWS Organizations > Policies";
    SCPS: "organization/targets/{node}/scp", "the service control policies at {node}",
        "aws organizations list-policies-for-target --target-id {node} --filter SERVICE_CONTROL_POLICY", [] => "",
        Core "AWS Organizations > AWS accounts > {node} > Policies";
    RCPS: "organization/targets/{node}/rcp", "the resource control policies at {node}",
        "aws organizations list-policies-for-target --target-id {node} --filter RESOURCE_CONTROL_POLICY", [] => "",
        Core "AWS Organizations > AWS accounts > {node} > Policies";
    ORGANIZATION_BLOCK: "organization/targets/{node}/s3", "the Block Public Access that the organization sets on account {node}",
        "aws organizations describe-effective-policy --policy-type S3_POLICY --target-id {node}",
        ["EffectivePolicyNotFoundException"] => "the organization sets nothing", Special "AWS Organizations > AWS accounts > {node} > Policies";

    CANONICAL_USER: "accounts/{account}/canonical-user", "the canonical user id of account {account}",
        "aws s3api list-buckets --query Owner", [] => "", Special "Security credentials";
    IAM: "accounts/{account}/iam", "the users, groups and roles of account {account}",
        "aws iam get-account-authorization-details", [] => "", Core "";
    ROLE: "accounts/{account}/iam/roles/{role}/role", "role {role}",
        "aws iam get-role --role-name {role}", ["NoSuchEntity"] => "there is no such role", Core "IAM > Roles > {role} > Trust relationships";
    ROLE_ATTACHED: "accounts/{account}/iam/roles/{role}/attached-policies", "the attached policies of role {role}",
        "aws iam list-attached-role-policies --role-name {role}", ["NoSuchEntity"] => "there is no such role, so it has no policies", Core "IAM > Roles > {role} > Permissions";
    ROLE_INLINE_NAMES: "accounts/{account}/iam/roles/{role}/inline-policies", "the inline policies of role {role}",
        "aws iam list-role-policies --role-name {role}", ["NoSuchEntity"] => "there is no such role, so it has no policies", Core "IAM > Roles > {role} > Permissions";
    ROLE_INLINE: "accounts/{account}/iam/roles/{role}/inline/{policy}", "inline policy {policy} of role {role}",
        "aws iam get-role-policy --role-name {role} --policy-name {policy}", ["NoSuchEntity"] => "there is no such policy", Core "IAM > Roles > {role} > Permissions > {policy}";
    USER: "accounts/{account}/iam/users/{user}/user", "user {user}",
        "aws iam get-user --user-name {user}", ["NoSuchEntity"] => "there is no such user", Core "IAM > Users > {user} > Permissions";
    USER_ATTACHED: "accounts/{account}/iam/users/{user}/attached-policies", "the attached policies of user {user}",
        "aws iam list-attached-user-policies --user-name {user}", ["NoSuchEntity"] => "there is no such user, so it has no policies", Core "IAM > Users > {user} > Permissions";
    USER_INLINE_NAMES: "accounts/{account}/iam/users/{user}/inline-policies", "the inline policies of user {user}",
        "aws iam list-user-policies --user-name {user}", ["NoSuchEntity"] => "there is no such user, so it has no policies", Core "IAM > Users > {user} > Permissions";
    USER_INLINE: "accounts/{account}/iam/users/{user}/inline/{policy}", "inline policy {policy} of user {user}",
        "aws iam get-user-policy --user-name {user} --policy-name {policy}", ["NoSuchEntity"] => "there is no such policy", Core "IAM > Users > {user} > Permissions > {policy}";
    USER_GROUPS: "accounts/{account}/iam/users/{user}/groups", "the groups of user {user}",
        "aws iam list-groups-for-user --user-name {user}", ["NoSuchEntity"] => "there is no such user, so it is in no group", Core "IAM > Users > {user} > Groups";
    GROUP: "accounts/{account}/iam/groups/{group}/group", "group {group}",
        "aws iam get-group --group-name {group}", ["NoSuchEntity"] => "there is no such group", Core "IAM > User groups > {group}";
    GROUP_ATTACHED: "accounts/{account}/iam/groups/{group}/attached-policies", "the attached policies of group {group}",
        "aws iam list-attached-group-policies --group-name {group}", ["NoSuchEntity"] => "there is no such group, so it has no policies", Core "IAM > User groups > {group} > Permissions";
    GROUP_INLINE_NAMES: "accounts/{account}/iam/groups/{group}/inline-policies", "the inline policies of group {group}",
        "aws iam list-group-policies --group-name {group}", ["NoSuchEntity"] => "there is no such group, so it has no policies", Core "IAM > User groups > {group} > Permissions";
    GROUP_INLINE: "accounts/{account}/iam/groups/{group}/inline/{policy}", "inline policy {policy} of group {group}",
        "aws iam get-group-policy --group-name {group} --policy-name {policy}", ["NoSuchEntity"] => "there is no such policy", Core "IAM > User groups > {group} > Permissions > {policy}";
    POLICY: "accounts/{account}/iam/policies/{policy}/policy", "managed policy {policy}",
        "aws iam get-policy --policy-arn {arn}", [] => "", Core "IAM > Policies > {policy}";
    POLICY_VERSION: "accounts/{account}/iam/policies/{policy}/version", "the document of managed policy {policy}",
        "aws iam get-policy-version --policy-arn {arn} --version-id {version}", [] => "", Core "IAM > Policies > {policy} > Permissions";

    ACCOUNT_BLOCK: "accounts/{account}/s3/public-access-block", "the Block Public Access settings of account {account}",
        "aws s3control get-public-access-block --account-id {account}",
        ["NoSuchPublicAccessBlockConfiguration"] => "all four settings are off", Core "S3 > Block Public Access settings for this account";
    BUCKET_POLICY: "accounts/{account}/s3/buckets/{bucket}/policy", "the policy of bucket {bucket}",
        "aws s3api get-bucket-policy --bucket {bucket}", ["NoSuchBucketPolicy"] => "the bucket has no policy", Core "S3 > {bucket} > Permissions > Bucket policy";
    BUCKET_ACL: "accounts/{account}/s3/buckets/{bucket}/acl", "the ACL of bucket {bucket}",
        "aws s3api get-bucket-acl --bucket {bucket}", [] => "", Core "S3 > {bucket} > Permissions > Access control list (ACL)";
    OWNERSHIP: "accounts/{account}/s3/buckets/{bucket}/ownership-controls", "the Object Ownership of bucket {bucket}",
        "aws s3api get-bucket-ownership-controls --bucket {bucket}",
        ["OwnershipControlsNotFoundError"] => "`ObjectWriter`: ACLs count", Core "S3 > {bucket} > Permissions > Object Ownership";
    BUCKET_BLOCK: "accounts/{account}/s3/buckets/{bucket}/public-access-block", "the Block Public Access settings of bucket {bucket}",
        "aws s3api get-public-access-block --bucket {bucket}",
        ["NoSuchPublicAccessBlockConfiguration"] => "all four settings are off", Core "S3 > {bucket} > Permissions > Block public access";
    ENCRYPTION: "accounts/{account}/s3/buckets/{bucket}/encryption", "the default encryption of bucket {bucket}",
        "aws s3api get-bucket-encryption --bucket {bucket}",
        ["ServerSideEncryptionConfigurationNotFoundError"] => "no default encryption is configured", Core "S3 > {bucket} > Properties > Default encryption";
    LOCATION: "accounts/{account}/s3/buckets/{bucket}/location", "the Region of bucket {bucket}",
        "aws s3api get-bucket-location --bucket {bucket}", [] => "", Core "S3 > {bucket} > Properties > Bucket overview";
    BUCKET_TAGS: "accounts/{account}/s3/buckets/{bucket}/tagging", "the tags of bucket {bucket}",
        "aws s3api get-bucket-tagging --bucket {bucket}", ["NoSuchTagSet"] => "the bucket has no tags", Core "S3 > {bucket} > Properties > Tags";
    ABAC: "accounts/{account}/s3/buckets/{bucket}/abac", "whether tags of bucket {bucket} count in authorization",
        "aws s3api get-bucket-abac --bucket {bucket}", [] => "", Core "S3 > {bucket} > Properties > Bucket ABAC";
    VERSIONING: "accounts/{account}/s3/buckets/{bucket}/versioning", "the versioning of bucket {bucket}",
        "aws s3api get-bucket-versioning --bucket {bucket} --query '{{Status:Status,MFADelete:MFADelete}}'", [] => "", Special "S3 > {bucket} > Properties > Bucket Versioning";
    OBJECT_LOCK: "accounts/{account}/s3/buckets/{bucket}/object-lock", "the Object Lock of bucket {bucket}",
        "aws s3api get-object-lock-configuration --bucket {bucket}",
        ["ObjectLockConfigurationNotFoundError"] => "Object Lock is off", Special "S3 > {bucket} > Properties > Object Lock";
    REQUEST_PAYMENT: "accounts/{account}/s3/buckets/{bucket}/request-payment", "who pays for requests to bucket {bucket}",
        "aws s3api get-bucket-request-payment --bucket {bucket}", [] => "", Core "S3 > {bucket} > Properties > Requester pays";
    LOGGING: "accounts/{account}/s3/buckets/{bucket}/logging", "where access logs of bucket {bucket} go",
        "aws s3api get-bucket-logging --bucket {bucket} --query '{{LoggingEnabled:LoggingEnabled}}'", [] => "", Special "S3 > {bucket} > Properties > Server access logging";
    WEBSITE: "accounts/{account}/s3/buckets/{bucket}/website", "the website of bucket {bucket}",
        "aws s3api get-bucket-website --bucket {bucket}", ["NoSuchWebsiteConfiguration"] => "the bucket is no website", Special "S3 > {bucket} > Properties > Static website hosting";
    NOTIFICATION: "accounts/{account}/s3/buckets/{bucket}/notification", "the event notifications of bucket {bucket}",
        "aws s3api get-bucket-notification-configuration --bucket {bucket} --query '{{TopicConfigurations:TopicConfigurations,QueueConfigurations:QueueConfigurations,LambdaFunctionConfigurations:LambdaFunctionConfigurations,EventBridgeConfiguration:EventBridgeConfiguration}}'",
        [] => "", Special "S3 > {bucket} > Properties > Event notifications";
    REPLICATION: "accounts/{account}/s3/buckets/{bucket}/replication", "the replication of bucket {bucket}",
        "aws s3api get-bucket-replication --bucket {bucket}", ["ReplicationConfigurationNotFoundError"] => "nothing is replicated", Special "S3 > {bucket} > Management > Replication rules";
    POLICY_STATUS: "accounts/{account}/s3/buckets/{bucket}/policy-status", "whether AWS takes the policy of bucket {bucket} as public",
        "aws s3api get-bucket-policy-status --bucket {bucket}", ["NoSuchBucketPolicy"] => "it has no policy, which is not public", Special "S3 > {bucket} > Permissions > Bucket policy";
    HEAD_OBJECT: "accounts/{account}/s3/buckets/{bucket}/objects/head-object", "object {key} of bucket {bucket}",
        "aws s3api head-object --bucket {bucket} --key {key}", ["404", "NoSuchKey", "NotFound", "NoSuchVersion", "405", "MethodNotAllowed"] => "the object does not exist; `405`: the version is a delete marker",
        Core "S3 > {bucket} > {key} > Properties";
    OBJECT_ACL: "accounts/{account}/s3/buckets/{bucket}/objects/get-object-acl", "the ACL of object {key} of bucket {bucket}",
        "aws s3api get-object-acl --bucket {bucket} --key {key}", [] => "", Special "S3 > {bucket} > {key} > Permissions";
    OBJECT_TAGS: "accounts/{account}/s3/buckets/{bucket}/objects/get-object-tagging", "the tags of object {key} of bucket {bucket}",
        "aws s3api get-object-tagging --bucket {bucket} --key {key}", [] => "", Core "S3 > {bucket} > {key} > Properties > Tags";
    RETENTION: "accounts/{account}/s3/buckets/{bucket}/objects/get-object-retention", "the retention of object {key} of bucket {bucket}",
        "aws s3api get-object-retention --bucket {bucket} --key {key}", ["NoSuchObjectLockConfiguration"] => "the object is not retained", Special "S3 > {bucket} > {key} > Properties > Object Lock retention";
    LEGAL_HOLD: "accounts/{account}/s3/buckets/{bucket}/objects/get-object-legal-hold", "the legal hold of object {key} of bucket {bucket}",
        "aws s3api get-object-legal-hold --bucket {bucket} --key {key}", ["NoSuchObjectLockConfiguration"] => "there is no legal hold", Special "S3 > {bucket} > {key} > Properties > Object Lock legal hold";

    KEY: "accounts/{account}/regions/{region}/kms/{key}/key", "key {key}",
        "aws kms describe-key --region {region} --key-id {key}", ["NotFoundException"] => "there is no such key", Core "KMS > Customer managed keys > {key}";
    KEY_POLICY: "accounts/{account}/regions/{region}/kms/{key}/policy", "the policy of key {key}",
        "aws kms get-key-policy --region {region} --key-id {key} --policy-name default", [] => "", Core "KMS > Customer managed keys > {key} > Key policy";
    GRANTS: "accounts/{account}/regions/{region}/kms/{key}/grants", "the grants on key {key}",
        "aws kms list-grants --region {region} --key-id {key}", [] => "", Core "";
    KEY_TAGS: "accounts/{account}/regions/{region}/kms/{key}/tags", "the tags of key {key}",
        "aws kms list-resource-tags --region {region} --key-id {key}", [] => "", Core "KMS > Customer managed keys > {key} > Tags";
    KEY_ALIASES: "accounts/{account}/regions/{region}/kms/{key}/aliases", "the aliases of key {key}",
        "aws kms list-aliases --region {region} --key-id {key}", [] => "", Special "KMS > Customer managed keys > {key} > Aliases";

    ACCESS_POINT: "accounts/{account}/regions/{region}/s3/access-points/{access-point}/access-point", "access point {access-point}",
        "aws s3control get-access-point --account-id {account} --region {region} --name {access-point}", ["NoSuchAccessPoint"] => "there is no such access point", Core "S3 > Access Points > {access-point} > Properties";
    ACCESS_POINT_POLICY: "accounts/{account}/regions/{region}/s3/access-points/{access-point}/policy", "the policy of access point {access-point}",
        "aws s3control get-access-point-policy --account-id {account} --region {region} --name {access-point}", ["NoSuchAccessPointPolicy"] => "the access point has no policy", Core "S3 > Access Points > {access-point} > Permissions";
    ACCESS_POINT_BLOCK: "accounts/{account}/regions/{region}/s3/access-points/{access-point}/public-access-block", "the Block Public Access settings of access point {access-point}",
        "aws s3control get-access-point --account-id {account} --region {region} --name {access-point} --query PublicAccessBlockConfiguration", [] => "", Core "S3 > Access Points > {access-point} > Permissions";

    FUNCTION: "accounts/{account}/regions/{region}/lambda/{function}/configuration", "function {function}",
        "aws lambda get-function-configuration --region {region} --function-name {function} --query '{{FunctionArn:FunctionArn,Role:Role,VpcConfig:VpcConfig,Version:Version,State:State}}'", ["ResourceNotFoundException"] => "there is no such function", Core "Lambda > Functions > {function} > Configuration";
    FUNCTION_POLICY: "accounts/{account}/regions/{region}/lambda/{function}/policy", "the policy of function {function}",
        "aws lambda get-policy --region {region} --function-name {function}", ["ResourceNotFoundException"] => "the function has no policy", Core "Lambda > Functions > {function} > Configuration > Permissions";
    FUNCTION_URL: "accounts/{account}/regions/{region}/lambda/{function}/url", "the URL of function {function}",
        "aws lambda get-function-url-config --region {region} --function-name {function}", ["ResourceNotFoundException"] => "the function has no URL", Special "Lambda > Functions > {function} > Configuration > Function URL";
    QUALIFIER_POLICY: "accounts/{account}/regions/{region}/lambda/{function}/qualifiers/{qualifier}/policy", "the policy of {function}:{qualifier}",
        "aws lambda get-policy --region {region} --function-name {function} --qualifier {qualifier}", ["ResourceNotFoundException"] => "the version or alias has no policy", Core "Lambda > Functions > {function}:{qualifier} > Configuration > Permissions";

    ENDPOINTS: "accounts/{account}/regions/{region}/ec2/vpc-endpoints", "the VPC endpoints of account {account} in {region}",
        "aws ec2 describe-vpc-endpoints --region {region}", [] => "", Core "VPC > Endpoints";
    ROUTE_TABLES: "accounts/{account}/regions/{region}/ec2/route-tables", "the route tables of account {account} in {region}",
        "aws ec2 describe-route-tables --region {region}", [] => "", Core "VPC > Route tables";
    SUBNETS: "accounts/{account}/regions/{region}/ec2/subnets", "the subnets of account {account} in {region}",
        "aws ec2 describe-subnets --region {region}", [] => "", Core "VPC > Subnets";

    RULES: "accounts/{account}/regions/{region}/events/rules", "the event rules of account {account} in {region}",
        "aws events list-rules --region {region}", [] => "", Special "Amazon EventBridge > Rules";
    RULE_TARGETS: "accounts/{account}/regions/{region}/events/targets/{rule}", "the targets of event rule {rule}",
        "aws events list-targets-by-rule --region {region} --rule {rule}", [] => "", Special "Amazon EventBridge > Rules > {rule} > Targets";

    LOG_GROUPS: "accounts/{account}/regions/{region}/logs/log-groups", "the log groups of account {account} in {region}",
        "aws logs describe-log-groups --region {region}", [] => "", Special "CloudWatch > Log groups";
}

/// Parts of the format that are no answers of AWS
#[rustfmt::skip] // One place a row.
pub(in crate::world::build) static RESERVED: &[&str] = &[
    "schema",
    "taken-at",
    "accounts/{account}/s3/buckets/{bucket}/objects",
    "accounts/{account}/s3/buckets/{bucket}/objects/key",
    "accounts/{account}/s3/buckets/{bucket}/objects/versionId",
];
