//! The verdict of every layer, each without knowing the others: IAM E.1 to E.4, contract "Layers"

use serde_json::Value;

use super::access_point::AccessPoint;
use super::document::{self, Statement};
use super::facts::{self, Facts};
use super::grants::Grants;
use super::matching::{Effect, PolicyKind, View};
use super::principal::{Kind, Strength};
use super::table::{self, Sides};
use super::{acl, public};

/// What the policies of one layer say together
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Some Deny matched.
    Deny,
    /// No Deny and some Allow matched; the strongest is kept.
    Allow(Strength),
    /// Nothing matched.
    Silent,
}

impl Answer {
    /// IAM E.2, the union in one layer: D before A before I
    pub(super) fn of(statements: &[Statement], view: &View) -> Self {
        let effects: Vec<Effect> = statements
            .iter()
            .filter_map(|it| view.effect_of(it))
            .collect();
        if effects.contains(&Effect::Deny) {
            Self::Deny
        } else {
            Self::of_allows(&effects)
        }
    }

    fn of_allows(effects: &[Effect]) -> Self {
        let strengths = effects.iter().filter_map(|it| match it {
            Effect::Allow(strength) => Some(*strength),
            Effect::Deny => None,
        });
        strengths.max().map_or(Self::Silent, Self::Allow)
    }

    /// None where the layer does not allow
    pub(super) fn strength(self) -> Option<Strength> {
        match self {
            Self::Allow(strength) => Some(strength),
            Self::Deny | Self::Silent => None,
        }
    }

    pub(super) fn allows(self) -> bool {
        self.strength().is_some()
    }
}

/// What every layer says of one request; a layer that is not there or does not apply allows.
pub(super) struct Found<'a> {
    facts: &'a Facts<'a>,
    authentication_denies: bool,
    scp: Answer,
    rcp: Answer,
    endpoint: Answer,
    resource: Answer,
    identity: Answer,
    boundary: Answer,
    session: Answer,
    grants: Grants,
    access_point: Option<AccessPoint>,
    /// The ACL's allow
    pub acl: Option<Strength>,
    /// The same before `IgnorePublicAcls`
    pub acl_before_bpa: Option<Strength>,
    public_access_denied: bool,
    gate_denies: bool,
}

const NOT_THERE: Answer = Answer::Allow(Strength::Direct);

impl<'a> Found<'a> {
    /// Asks every layer.
    pub(super) fn of(facts: &'a Facts<'a>) -> Result<Self, String> {
        let view = |kind| View {
            facts,
            resource: &facts.resource,
            kind,
        };
        let own = |name: &str| -> Result<Answer, String> {
            let statements = facts
                .statements(name)?
                .filter(|_| facts.caller.has_identity());
            Ok(statements.map_or(NOT_THERE, |it| Answer::of(&it, &view(PolicyKind::Identity))))
        };
        let endpoint = facts.statements("endpoint")?;
        let bucket_policy = facts.statements("resource")?.unwrap_or_default();
        let access_point = AccessPoint::of(facts)?;
        let behind = access_point
            .as_ref()
            .map_or(facts.resource.as_str(), |it| &it.bucket_arn);
        let [before_bpa, after_bpa] =
            [acl::Groups::Count, acl::Groups::Ignored].map(|it| acl::allows(facts, it));
        let identity = if facts.caller.has_identity() && facts.policy("identity").is_some() {
            own("identity")?
        } else {
            Answer::Silent
        };
        let session = match facts.caller.kind {
            // IAM E.6: without a session policy these sessions have nothing.
            Kind::FederatedUser { .. } if facts.policy("session").is_none() => Answer::Silent,
            _ => own("session")?,
        };
        Ok(Self {
            facts,
            authentication_denies: authentication_denies(facts),
            scp: scp(facts)?,
            rcp: rcp(facts)?,
            endpoint: endpoint.map_or(NOT_THERE, |it| {
                // S3 C.7: the endpoint must allow the access point's ARN and the bucket's.
                let on = |resource: &str| {
                    let view = View {
                        facts,
                        resource,
                        kind: PolicyKind::Endpoint,
                    };
                    Answer::of(&it, &view)
                };
                match (on(&facts.resource), on(behind)) {
                    (Answer::Deny, _) | (_, Answer::Deny) => Answer::Deny,
                    (Answer::Silent, _) | (_, Answer::Silent) => Answer::Silent,
                    (front, Answer::Allow(_)) => front,
                }
            }),
            resource: resource(facts, &bucket_policy, behind),
            identity,
            boundary: own("boundary")?,
            session,
            grants: Grants::of(facts),
            access_point,
            acl: if flag(facts, "IgnorePublicAcls") {
                after_bpa
            } else {
                before_bpa
            },
            acl_before_bpa: before_bpa,
            public_access_denied: public_access_denied(facts, &bucket_policy)?,
            // S3 C.0.4
            gate_denies: facts
                .text("expectedBucketOwner")
                .is_some_and(|it| Some(it) != facts.owner.as_deref()),
        })
    }

    /// The layers that deny explicitly: IAM E.2.1
    pub(super) fn explicit(&self) -> Vec<&'static str> {
        let access_point = self.access_point.as_ref();
        let identity_behind = access_point.is_some_and(|it| it.identity_on_bucket == Answer::Deny);
        let layers = [
            ("authentication", self.authentication_denies),
            ("scp", self.scp == Answer::Deny),
            ("rcp", self.rcp == Answer::Deny),
            ("endpoint", self.endpoint == Answer::Deny),
            ("resource", self.resource == Answer::Deny),
            (
                "access-point",
                access_point.is_some_and(|it| it.policy == Answer::Deny),
            ),
            ("identity", self.identity == Answer::Deny || identity_behind),
            ("boundary", self.boundary == Answer::Deny),
            ("session", self.session == Answer::Deny),
            ("block-public-access", self.public_access_denied),
            ("s3-gate", self.gate_denies),
        ];
        layers
            .into_iter()
            .filter(|(_, denies)| *denies)
            .map(|(name, _)| name)
            .collect()
    }

    /// The gates that are silent: nothing bypasses them: IAM E.6, last line
    pub(super) fn silent_gates(&self) -> Vec<&'static str> {
        let gates = [("scp", self.scp), ("endpoint", self.endpoint)];
        gates
            .into_iter()
            .filter(|(_, it)| *it == Answer::Silent)
            .map(|(name, _)| name)
            .collect()
    }

    /// The layers that fail the request in the allow table, the ACL saying this
    pub(super) fn failing(&self, acl: Option<Strength>) -> Vec<&'static str> {
        let facts = self.facts;
        // S3 C.1, object context: on a foreign object the bucket policy's Allows do not count.
        let foreign_owner = acl::foreign_owner(facts);
        let policy = match (&foreign_owner, facts.action_is("kms:RetireGrant")) {
            (None, false) => self.resource.strength(),
            _ => None, // IAM E.9: the grant decides RetireGrant.
        };
        let is_same_account = match &foreign_owner {
            Some(owner) => facts.caller.account.as_ref() == Some(owner),
            None => facts.is_same_account(),
        };
        let sides = Sides {
            is_same_account,
            resource: policy.max(acl).max(self.grants.of_key_account),
            own_grant: self.grants.own,
            identity: self.identity.allows(),
            boundary: self.boundary.allows(),
            session: self.session.allows(),
            is_key: facts.is_of("kms") && facts.resource.contains(":key/"),
            is_trust: facts.is_trust_action(),
            missing: if foreign_owner.is_some() {
                "acl"
            } else {
                "resource"
            },
        };
        match &self.access_point {
            Some(access_point) => access_point.failing(&facts.caller.kind, &sides),
            None => table::failing(&facts.caller.kind, &sides),
        }
    }
}

/// Contract, "authentication"; IAM E.6 (kinds of session), E.8 (root)
fn authentication_denies(facts: &Facts) -> bool {
    match facts.caller.kind {
        Kind::Root => facts.action_is("sts:AssumeRole"),
        Kind::FederatedUser { .. } => facts.is_of("iam") || facts.is_of("sts"),
        _ => false,
    }
}

/// IAM E.3: D at any level denies; every level must allow.
fn scp(facts: &Facts) -> Result<Answer, String> {
    let levels = level_answers(facts, "scp", PolicyKind::Scp)?;
    // Services, anonymous and federated callers have no account.
    if facts.caller.account.is_none() || facts.is_service_linked_role() {
        return Ok(NOT_THERE);
    }
    Ok(match levels {
        it if it.contains(&Answer::Deny) => Answer::Deny,
        it if it.contains(&Answer::Silent) => Answer::Silent,
        _ => NOT_THERE,
    })
}

/// IAM E.4: only Denies matter.
fn rcp(facts: &Facts) -> Result<Answer, String> {
    let levels = level_answers(facts, "rcp", PolicyKind::Rcp)?;
    let exempt = facts.is_service_linked_role()
        || facts.action_is("kms:RetireGrant")
        || !RCP_SERVICES.split(' ').any(|it| facts.is_of(it));
    Ok(if levels.contains(&Answer::Deny) && !exempt {
        Answer::Deny
    } else {
        NOT_THERE
    })
}

/// One answer per level of the hierarchy
fn level_answers(facts: &Facts, name: &str, kind: PolicyKind) -> Result<Vec<Answer>, String> {
    let levels = match facts.policy(name) {
        Some(Value::Array(levels)) => levels.as_slice(),
        Some(level) => std::slice::from_ref(level),
        None => &[],
    };
    let view = View {
        facts,
        resource: &facts.resource,
        kind,
    };
    levels
        .iter()
        .map(|it| document::statements(it).map(|it| Answer::of(&it, &view)))
        .collect()
}

/// Contract, "resource": the policy of the resource, or of the bucket behind an access point
fn resource(facts: &Facts, statements: &[Statement], arn: &str) -> Answer {
    let kind = if facts.is_trust_action() {
        PolicyKind::Trust
    } else {
        PolicyKind::Resource
    };
    let view = View {
        facts,
        resource: arn,
        kind,
    };
    // IAM E.12: the owner's root user can always repair a bucket policy that locks everybody out.
    let repairs = [
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
    ];
    let is_owner = facts.caller.kind == Kind::Root && facts.is_same_account();
    if is_owner && repairs.iter().any(|it| facts.action_is(it)) {
        let effects: Vec<Effect> = statements
            .iter()
            .filter_map(|it| view.effect_of(it))
            .collect();
        return Answer::of_allows(&effects);
    }
    Answer::of(statements, &view)
}

/// Whether Block Public Access refuses the request: S3 C.4
fn public_access_denied(facts: &Facts, bucket_policy: &[Statement]) -> Result<bool, String> {
    let is_other = match facts.caller.kind {
        Kind::Anonymous => true,
        _ => facts.caller.account.is_some() && !facts.is_same_account(), // services pass
    };
    // S3 C.4: the policy of the bucket or of the access point, and the accounts that own them.
    let through = facts.resource.starts_with("arn:") && facts.resource.contains(":accesspoint/");
    let owns_access_point = through && facts.caller.account == facts::account_in(&facts.resource);
    let access_point = if through {
        facts.statements("accessPoint")?
    } else {
        None
    };
    let is_public =
        public::is_public(bucket_policy) || access_point.is_some_and(|it| public::is_public(&it));
    let restricted =
        flag(facts, "RestrictPublicBuckets") && is_other && !owns_access_point && is_public;
    let new_policy = facts
        .member("newPolicy")
        .map(document::statements)
        .transpose()?
        .unwrap_or_default();
    let policy_blocked = flag(facts, "BlockPublicPolicy")
        && facts.action_is("s3:PutBucketPolicy")
        && public::is_public(&new_policy);
    let puts_acl = [
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:PutObjectVersionAcl",
        "s3:PutBucketAcl",
    ];
    let public_acls = ["public-read", "public-read-write", "authenticated-read"];
    let acl_blocked = flag(facts, "BlockPublicAcls")
        && puts_acl.iter().any(|it| facts.action_is(it))
        && facts
            .text("newAcl")
            .is_some_and(|it| public_acls.contains(&it));
    Ok(restricted || policy_blocked || acl_blocked)
}

/// A flag of `publicAccessBlock`, for requests to S3
fn flag(facts: &Facts, name: &str) -> bool {
    let flags = facts
        .policy("publicAccessBlock")
        .filter(|_| facts.is_of("s3"));
    flags.and_then(|it| it.get(name)).and_then(Value::as_bool) == Some(true)
}

/// Service prefixes under RCPs: IAM A.7.1
const RCP_SERVICES: &str = "appstream dsql clouddirectory cloudfront cloudsearch logs networkmonitor \
    cognito-identity cognito-idp comprehend comprehendmedical firehose dynamodb dax autoscaling ecr \
    ecr-public gamelift inspector-scan kendra kinesisvideo memorydb aoss personalize polly s3 swf sqs \
    textract timestream-influxdb transcribe translate workspaces appconfig autoscaling-plans budgets \
    servicediscovery cloudtrail-data codeartifact codebuild codecommit codepipeline compute-optimizer \
    cost-optimization-hub events fms fis health rolesanywhere kms opensearch pricing pca-connector-ad \
    resource-groups secretsmanager sts signin support transfer notifications wafv2 xray";
