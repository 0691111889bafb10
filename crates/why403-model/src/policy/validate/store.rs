//! Who stores a kind of policy, and how much of it is looked at when it is stored.
//!
//! The same document is refused by one service and kept by another. These tables say for each
//! check what it means where: refused (`R`), stored but pointless (`P`), worth a note (`N`), or
//! nothing (`O`). Source: `spec/iam.md` A.7 and `fixtures/observed/validation.jsonl`.

use super::Severity;
use crate::policy::PolicyKind;

const R: Option<Severity> = Some(Severity::Refused);
const P: Option<Severity> = Some(Severity::Pointless);
const N: Option<Severity> = Some(Severity::Note);
const O: Option<Severity> = None;

/// What is checked of one kind of policy
#[derive(Clone, Copy)]
pub(super) struct Store {
    /// The checks of the service that keeps it
    pub(super) keeper: &'static Keeper,
    /// The services whose actions may stand in it
    pub(super) services: Services,
    /// An action of another service
    pub(super) foreign_action: Option<Severity>,
    /// The bare action `*`
    pub(super) star_action: Option<Severity>,
    /// A resource that is no ARN
    pub(super) no_arn: Option<Severity>,
    /// `Id`
    pub(super) id: Option<Severity>,
}

/// The services whose actions may stand in a kind of policy
#[derive(Clone, Copy)]
pub(super) enum Services {
    /// All
    Any,
    /// Those with these prefixes
    Only(&'static [&'static str]),
}

/// What a check means at one keeper of policies
pub(super) struct Keeper {
    /// A `Sid` with other characters than letters and digits
    pub(super) sid: Option<Severity>,
    /// A `Sid` that occurs twice
    pub(super) sid_twice: Option<Severity>,
    /// A character that IAM's document pattern lacks
    pub(super) script: Option<Severity>,
    /// A condition that has no values
    pub(super) no_values: Option<Severity>,
    /// A `Condition` without operators
    pub(super) no_operators: Option<Severity>,
    /// An operator without keys
    pub(super) no_keys: Option<Severity>,
    /// A value that its operator cannot read
    pub(super) literal: Option<Severity>,
    /// The same for `BinaryEquals`
    pub(super) binary: Option<Severity>,
    /// An action that does not exist
    pub(super) action: Option<Severity>,
    /// An action that none of the statement's resources can be of
    pub(super) misfit: Option<Severity>,
    /// A key of the kind's own service that does not exist or that no action carries
    pub(super) key: Option<Severity>,
    /// A resource other than the one that the policy is attached to
    pub(super) other: Option<Severity>,
    /// A `${` that is not closed
    pub(super) unclosed: Option<Severity>,
    /// A partition that AWS does not have
    pub(super) partition: Option<Severity>,
}

impl Services {
    /// Whether actions with this prefix may stand in the policy
    pub(super) fn have(self, prefix: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Only(prefixes) => prefixes.iter().any(|it| it.eq_ignore_ascii_case(prefix)),
        }
    }
}

/// What is checked of a kind.
///
/// - `Id` is for resource-based policies, by IAM's grammar page; IAM's answer is not recorded.
/// - Observed: in an RCP the bare `*` and services outside the list are refused.
/// - Documented: trust policies take actions of STS only. That S3 and SNS refuse actions of other
///   services, and that KMS, SQS and Lambda keep them, is unconfirmed (\[know\]).
/// - An API Gateway policy may shorten its ARNs (`execute-api:/stage/*`), so what is no ARN is a
///   note in policies of resources that have no kind of their own.
#[rustfmt::skip] // One kind a row, in columns.
pub(super) const fn of(kind: PolicyKind) -> Store {
    use PolicyKind as K;
    match kind {
        //                       keeper          services                 foreign star no ARN id
        K::IdentityManaged | K::IdentityInline | K::Boundary
                           => row(&IAM,           Services::Any,           O,     O,   R,     R),
        K::Session         => row(&STS,           Services::Any,           O,     O,   R,     R),
        K::Trust           => row(&IAM,           Services::Only(TRUST),   R,     R,   R,     O),
        K::Bucket          => row(&S3,            Services::Only(BUCKET),  R,     O,   R,     O),
        K::AccessPoint     => row(&S3,            Services::Only(POINT),   R,     O,   R,     O),
        K::Key             => row(&SERVICE,       Services::Only(KEY),     P,     O,   R,     O),
        K::Queue           => row(&SERVICE,       Services::Only(QUEUE),   P,     O,   R,     O),
        K::Topic           => row(&SERVICE,       Services::Only(TOPIC),   R,     O,   R,     O),
        K::Function        => row(&SERVICE,       Services::Only(LAMBDA),  P,     O,   R,     O),
        K::Resource        => row(&SERVICE,       Services::Any,           O,     O,   N,     O),
        K::Endpoint        => row(&ENDPOINT,      Services::Any,           O,     O,   R,     O),
        K::Scp             => row(&ORGANIZATIONS, Services::Any,           O,     O,   R,     O),
        K::Rcp             => row(&ORGANIZATIONS, Services::Only(RCP),     R,     R,   R,     O),
    }
}

const fn row(
    keeper: &'static Keeper,
    services: Services,
    foreign_action: Option<Severity>,
    star_action: Option<Severity>,
    no_arn: Option<Severity>,
    id: Option<Severity>,
) -> Store {
    Store {
        keeper,
        services,
        foreign_action,
        star_action,
        no_arn,
        id,
    }
}

/// IAM: policies of identities, boundaries, trust policies.
///
/// Literals observed. Empty lists and maps, and open variables, from a peer (\[peer\]).
const IAM: Keeper = Keeper {
    sid: R,
    sid_twice: R,
    script: R,
    no_values: R,
    no_operators: R,
    no_keys: R,
    literal: R,
    binary: R,
    action: P,
    misfit: P,
    key: P,
    other: O,
    unclosed: R,
    partition: R,
};

/// STS: session policies.
///
/// Observed: keeps every malformed literal but Base64, and an empty `Condition`.
const STS: Keeper = Keeper {
    no_operators: N,
    literal: P,
    unclosed: P,
    partition: P,
    ..IAM
};

/// Organizations: SCPs and RCPs.
///
/// Observed: keeps an RCP with an action that does not exist. The rest is inferred from IAM.
const ORGANIZATIONS: Keeper = Keeper {
    sid: O,
    sid_twice: N,
    script: O,
    unclosed: P,
    partition: P,
    ..IAM
};

/// Services that keep the policies of their resources.
///
/// Inferred from S3 where S3's answer is a matter of the language, unconfirmed elsewhere.
const SERVICE: Keeper = Keeper {
    sid: O,
    sid_twice: N,
    script: O,
    no_values: P,
    no_operators: P,
    no_keys: P,
    literal: R,
    binary: R,
    action: P,
    misfit: P,
    key: P,
    other: P,
    unclosed: P,
    partition: P,
};

/// S3: policies of buckets and access points.
///
/// Observed: refuses actions that do not exist, actions on resources they are never called on,
/// other buckets, malformed ARN literals; keeps an empty list of values. Inferred from the ARNs:
/// that other literals are refused. Unconfirmed (\[know\]): the refusal of its own keys.
const S3: Keeper = Keeper {
    action: R,
    misfit: R,
    key: R,
    other: R,
    ..SERVICE
};

/// EC2: policies of VPC endpoints, whose `Resource` is not the endpoint
const ENDPOINT: Keeper = Keeper {
    other: O,
    ..SERVICE
};

const TRUST: &[&str] = &["sts"];
const BUCKET: &[&str] = &["s3", "s3express"];
const POINT: &[&str] = &["s3", "s3express", "s3-object-lambda", "s3-outposts"];
const KEY: &[&str] = &["kms"];
const QUEUE: &[&str] = &["sqs"];
const TOPIC: &[&str] = &["sns"];
const LAMBDA: &[&str] = &["lambda"];

/// The services that RCPs reach.
///
/// Source: Organizations User Guide, "Services that support RCPs"; `spec/iam.md` A.7.1, 2026-09.
/// The list grew from 5 in November 2024 to over 60.
#[rustfmt::skip]
const RCP: &[&str] = &[
    "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets",
    "clouddirectory", "cloudfront", "cloudsearch", "cloudtrail-data", "codeartifact", "codebuild",
    "codecommit", "codepipeline", "cognito-identity", "cognito-idp", "comprehend",
    "comprehendmedical", "compute-optimizer", "cost-optimization-hub", "dax", "dsql", "dynamodb",
    "ecr", "ecr-public", "events", "firehose", "fis", "fms", "gamelift", "health",
    "inspector-scan", "kendra", "kinesisvideo", "kms", "logs", "memorydb", "networkmonitor",
    "notifications", "opensearch", "pca-connector-ad", "personalize", "polly", "pricing",
    "resource-groups", "rolesanywhere", "s3", "secretsmanager", "servicediscovery", "signin",
    "sqs", "sts", "support", "swf", "textract", "timestream-influxdb", "transcribe", "transfer",
    "translate", "wafv2", "workspaces", "xray",
];
