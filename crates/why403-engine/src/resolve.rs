//! From a world and a request to the layers that stand between them.
//!
//! Every layer comes out known, known to be absent, or unknown with the command that closes the
//! hole. What no snapshot holds has a named default in [`Assume`], which the caller reports.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::{Fact, Gap, Reason};
use why403_model::policy::PolicyKind;
use why403_model::request::{Found, Principal, Request};
use why403_model::world::{
    Account, Bucket, Document, KeyManager, Level, PublicAccessBlock, Role, User, World,
};

use crate::layer::resource::assumes_role;
use crate::layers::{AclLayer, Exists, Grants, Layers, LevelPolicies, Levels, Policies};
use crate::prepare::Prepared;

/// What is assumed where no world can tell
#[derive(Clone, Debug, Default)]
pub struct Assume {
    /// The policies passed when the caller's session was made
    pub session: SessionPolicies,
}

/// What is known of session policies, which only the call that made the session shows
#[derive(Clone, Debug, Default)]
pub enum SessionPolicies {
    /// None were passed: the assumption
    #[default]
    AssumedNone,
    /// These were passed
    Known(Vec<Arc<Document>>),
    /// Nothing is to be assumed
    Unknown,
}

/// Finds the layers of a request.
#[must_use]
pub fn resolve(world: &World, request: &Request, assume: &Assume) -> Layers {
    let caller = request
        .principal
        .account()
        .and_then(|id| world.accounts.get(&id));
    let own = Own::of(world, request, caller);
    Layers {
        scp: scp(world, &request.principal),
        rcp: rcp(world, request),
        endpoint: endpoint(request),
        resource: resource(world, request),
        access_point: access_point(request),
        identity: own.identity,
        boundary: own.boundary,
        session: session(&request.principal, assume),
        acl: acl(world, request),
        public_access_block: public_access_block(world, request),
        grants: grants(world, request),
    }
}

/// Where a bucket stands in the world, by its name
#[must_use]
pub fn find_bucket<'w>(world: &'w World, name: &str) -> Option<(&'w Account, &'w Bucket)> {
    world
        .accounts
        .values()
        .find_map(|account| account.buckets.get(name).map(|it| (account, it)))
}

fn prepared(document: &Arc<Document>, kind: PolicyKind) -> Arc<Prepared> {
    Arc::new(Prepared::new(document.clone(), kind))
}

fn not_collected(what: String, command: Option<String>) -> Gap {
    Gap {
        what,
        why: Reason::NotCollected,
        command,
    }
}

/// Policies of which each may be known or not
fn many(found: &Fact<Vec<Fact<Arc<Document>>>>, kind: PolicyKind) -> Policies {
    match found {
        Fact::Unknown(gap) => Policies {
            exists: Exists::Yes,
            known: Vec::new(),
            gaps: alloc::vec![gap.clone()],
        },
        Fact::Known(all) => Policies {
            exists: Exists::Yes,
            known: all
                .iter()
                .filter_map(Fact::known)
                .map(|it| prepared(it, kind))
                .collect(),
            gaps: all.iter().filter_map(Fact::gap).cloned().collect(),
        },
    }
}

/// A policy that may be absent
fn optional(
    found: &Fact<Option<Arc<Document>>>,
    kind: PolicyKind,
    absent: &'static str,
) -> Policies {
    match found {
        Fact::Unknown(gap) => Policies::unknown(gap.clone()),
        Fact::Known(None) => Policies::none(absent),
        Fact::Known(Some(document)) => Policies::known(alloc::vec![prepared(document, kind)]),
    }
}

/// The caller's own policies
struct Own {
    identity: Policies,
    boundary: Policies,
}

impl Own {
    fn of(world: &World, request: &Request, account: Option<&Account>) -> Self {
        const NONE: &str = "this kind of caller has no policies of its own";
        match &request.principal {
            Principal::RoleSession {
                account: id, role, ..
            } => match account.and_then(|it| it.iam.roles.get(role)) {
                Some(role) => Self::of_role(role),
                None => Self::unseen(account, "role", role, id),
            },
            Principal::User { arn, .. } => {
                let name = arn.resource().rsplit('/').next().unwrap_or("");
                let user = account.and_then(|it| it.iam.users.get(name).map(|user| (it, user)));
                match (user, arn.account_id()) {
                    (Some((account, user)), _) => Self::of_user(account, user),
                    (None, Some(id)) => Self::unseen(account, "user", name, &id),
                    (None, None) => Self {
                        identity: Policies::none(NONE),
                        boundary: Policies::none(NONE),
                    },
                }
            }
            Principal::FederatedUser { arn } => {
                let gap = not_collected(alloc::format!("which user made the session {arn}"), None);
                Self {
                    identity: Policies::unknown(gap.clone()),
                    boundary: Policies::unknown(gap),
                }
            }
            Principal::Root { .. }
            | Principal::Anonymous
            | Principal::Service { .. }
            | Principal::Federated { .. }
            | Principal::Unstated => {
                let _ = world;
                Self {
                    identity: Policies::none(NONE),
                    boundary: Policies::none(NONE),
                }
            }
        }
    }

    fn of_role(role: &Role) -> Self {
        let is_service_linked = role.arn.resource().starts_with("role/aws-service-role/");
        Self {
            identity: many(&role.policies, PolicyKind::IdentityManaged),
            boundary: if is_service_linked {
                Policies::none("service-linked roles have no boundary")
            } else {
                optional(
                    &role.boundary,
                    PolicyKind::Boundary,
                    "the role has no boundary",
                )
            },
        }
    }

    fn of_user(account: &Account, user: &User) -> Self {
        let mut identity = many(&user.policies, PolicyKind::IdentityManaged);
        match &user.groups {
            Fact::Unknown(gap) => identity.gaps.push(gap.clone()),
            Fact::Known(groups) => {
                for name in groups {
                    match account.iam.groups.get(name) {
                        Some(group) => {
                            let more = many(&group.policies, PolicyKind::IdentityManaged);
                            identity.known.extend(more.known);
                            identity.gaps.extend(more.gaps);
                        }
                        None => identity.gaps.push(not_collected(
                            alloc::format!("the policies of group {name}"),
                            Some(alloc::format!(
                                "aws iam list-attached-group-policies --group-name {name}"
                            )),
                        )),
                    }
                }
            }
        }
        let boundary = optional(
            &user.boundary,
            PolicyKind::Boundary,
            "the user has no boundary",
        );
        Self { identity, boundary }
    }

    /// An entity that the world does not have
    fn unseen(account: Option<&Account>, kind: &str, name: &str, id: &AccountId) -> Self {
        let is_complete = account.is_some_and(|it| it.iam.incomplete.is_none());
        if is_complete {
            // Whoever it was, it is gone: nothing is granted, nothing is capped.
            return Self {
                identity: Policies::known(Vec::new()),
                boundary: Policies::none("the caller does not exist in the account"),
            };
        }
        let gap = |what: &str, command: &str| {
            not_collected(
                alloc::format!("{what} of {kind} {name} in account {id}"),
                Some(alloc::format!("aws iam {command} --{kind}-name {name}")),
            )
        };
        Self {
            identity: Policies {
                exists: Exists::Yes,
                known: Vec::new(),
                gaps: alloc::vec![gap(
                    "the policies",
                    &alloc::format!("list-attached-{kind}-policies"),
                )],
            },
            boundary: Policies::unknown(gap(
                "the permissions boundary",
                &alloc::format!("get-{kind}"),
            )),
        }
    }
}

fn session(principal: &Principal, assume: &Assume) -> Policies {
    let is_session = matches!(
        principal,
        Principal::RoleSession { .. } | Principal::FederatedUser { .. }
    );
    if !is_session {
        return Policies::none("the caller is no session");
    }
    match &assume.session {
        SessionPolicies::AssumedNone => Policies::none("assumed: no session policy"),
        SessionPolicies::Known(documents) => Policies::known(
            documents
                .iter()
                .map(|it| prepared(it, PolicyKind::Session))
                .collect(),
        ),
        SessionPolicies::Unknown => Policies::unknown(Gap {
            what: "the session policy, if the session was made with one".to_string(),
            why: Reason::NotGiven,
            command: None,
        }),
    }
}

/// The levels of an organization's policies above an account
fn levels(
    world: &World,
    account: &AccountId,
    kind: PolicyKind,
    of: fn(&Level) -> &Fact<Vec<Fact<Arc<Document>>>>,
    missing: &str,
) -> Levels {
    let organization = match &world.organization {
        Fact::Unknown(gap) => return Levels::unknown(gap.clone()),
        Fact::Known(None) => return Levels::none("the account is in no organization"),
        Fact::Known(Some(organization)) => organization,
    };
    if organization.management_account.known() == Some(account) {
        return Levels::none("the management account is exempt");
    }
    let found = match organization.levels.get(account) {
        Some(Fact::Known(levels)) => levels,
        Some(Fact::Unknown(gap)) => return Levels::unknown(gap.clone()),
        None => {
            return Levels::unknown(not_collected(
                alloc::format!("{missing} of account {account}"),
                Some(alloc::format!(
                    "aws organizations list-parents --child-id {account}"
                )),
            ));
        }
    };
    // AWS keeps one policy attached wherever the policy type is on: none means that it is off.
    let is_on = |level: &&Level| of(level).known().is_none_or(|all| !all.is_empty());
    let levels = found.iter().filter(is_on).map(|level| {
        let id = match &level.name {
            Some(name) => alloc::format!("{name} ({})", level.id),
            None => level.id.clone(),
        };
        LevelPolicies {
            id,
            policies: many(of(level), kind),
        }
    });
    Levels::known(levels.collect())
}

fn scp(world: &World, principal: &Principal) -> Levels {
    match principal.account() {
        None => Levels::none("the caller has no account"),
        Some(account) => levels(
            world,
            &account,
            PolicyKind::Scp,
            |level| &level.scps,
            "the service control policies",
        ),
    }
}

fn rcp(world: &World, request: &Request) -> Levels {
    match &request.resource_owner {
        Fact::Unknown(gap) => Levels::unknown(gap.clone()),
        Fact::Known(owner) => levels(
            world,
            owner,
            PolicyKind::Rcp,
            |level| &level.rcps,
            "the resource control policies",
        ),
    }
}

/// The endpoint, as far as the request itself tells which network path it took
fn endpoint(request: &Request) -> Policies {
    match request.context.find("aws:sourcevpce") {
        Found::Absent => Policies::none("the request does not pass a VPC endpoint"),
        Found::One(id) => Policies::unknown(not_collected(
            alloc::format!("the policy of VPC endpoint {id}"),
            Some(alloc::format!(
                "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}"
            )),
        )),
        Found::Many(_) | Found::Unknown => Policies::unknown(Gap {
            what: "whether the request passes a VPC endpoint, and the endpoint's policy"
                .to_string(),
            why: Reason::NotGiven,
            command: Some("aws ec2 describe-vpc-endpoints".to_string()),
        }),
    }
}

fn access_point(request: &Request) -> Policies {
    let is_access_point = Arn::parse(&request.resource)
        .is_ok_and(|arn| arn.service() == "s3" && arn.resource().starts_with("accesspoint/"));
    if !is_access_point {
        return Policies::none("the request names no access point");
    }
    Policies::unknown(not_collected(
        alloc::format!("the policy of {}", request.resource),
        None,
    ))
}

fn resource(world: &World, request: &Request) -> Policies {
    let Ok(arn) = Arn::parse(&request.resource) else {
        return Policies::none("the action has no resource");
    };
    if assumes_role(&request.action) {
        return trust(world, &arn);
    }
    if makes_bucket(request) {
        return Policies::none("the bucket does not exist yet");
    }
    match arn.service() {
        "s3" => match arn.s3_bucket().or(request.input.bucket.as_deref()) {
            Some(name) => bucket_policy(world, name),
            None => Policies::none("the action has no bucket"),
        },
        "kms" => key_policy(world, &arn),
        "iam" => Policies::none("IAM entities have no resource policy"),
        _ => Policies::unknown(not_collected(alloc::format!("the policy of {arn}"), None)),
    }
}

/// Whether the call makes the bucket that it names, which has nothing of its own before
fn makes_bucket(request: &Request) -> bool {
    request.action.is("s3:CreateBucket")
}

fn bucket_policy(world: &World, name: &str) -> Policies {
    match find_bucket(world, name) {
        Some((_, bucket)) => optional(
            &bucket.policy,
            PolicyKind::Bucket,
            "the bucket has no policy",
        ),
        None => Policies::unknown(not_collected(
            alloc::format!("the policy of bucket {name}"),
            Some(alloc::format!(
                "aws s3api get-bucket-policy --bucket {name}"
            )),
        )),
    }
}

fn trust(world: &World, arn: &Arn) -> Policies {
    let name = arn.resource().rsplit('/').next().unwrap_or("");
    let role = arn
        .account_id()
        .and_then(|id| world.accounts.get(&id))
        .and_then(|account| account.iam.roles.get(name));
    match role.map(|role| &role.trust) {
        Some(Fact::Known(document)) => {
            Policies::known(alloc::vec![prepared(document, PolicyKind::Trust)])
        }
        Some(Fact::Unknown(gap)) => Policies::unknown(gap.clone()),
        None => Policies::unknown(not_collected(
            alloc::format!("the trust policy of {arn}"),
            Some(alloc::format!("aws iam get-role --role-name {name}")),
        )),
    }
}

fn find_key<'w>(world: &'w World, arn: &Arn) -> Option<&'w why403_model::world::Key> {
    world
        .accounts
        .get(&arn.account_id()?)?
        .keys
        .get(arn.as_str())
}

fn key_policy(world: &World, arn: &Arn) -> Policies {
    match find_key(world, arn).map(|key| (&key.policy, &key.manager)) {
        Some((Fact::Known(document), _)) => {
            Policies::known(alloc::vec![prepared(document, PolicyKind::Key)])
        }
        Some((Fact::Unknown(gap), manager)) => {
            let mut gap = gap.clone();
            if manager.known() == Some(&KeyManager::Aws) {
                gap.what = alloc::format!("{} (managed by AWS)", gap.what);
            }
            Policies::unknown(gap)
        }
        None => Policies::unknown(not_collected(
            alloc::format!("the policy of key {arn}"),
            Some(alloc::format!(
                "aws kms get-key-policy --policy-name default --key-id {arn}"
            )),
        )),
    }
}

fn grants(world: &World, request: &Request) -> Grants {
    let arn = match Arn::parse(&request.resource) {
        Ok(arn) if request.action.service() == "kms" && arn.resource().starts_with("key/") => arn,
        Ok(_) | Err(_) => return Grants::None,
    };
    Grants::On(match find_key(world, &arn) {
        Some(key) => key.grants.clone(),
        None => Fact::Unknown(not_collected(
            alloc::format!("the grants on key {arn}"),
            Some(alloc::format!("aws kms list-grants --key-id {arn}")),
        )),
    })
}

fn request_bucket<'w>(world: &'w World, request: &Request) -> Option<(&'w Account, &'w Bucket)> {
    let arn = Arn::parse(&request.resource).ok()?;
    let name = arn.s3_bucket().or(request.input.bucket.as_deref())?;
    find_bucket(world, name)
}

fn acl(world: &World, request: &Request) -> AclLayer {
    let Some(arn) = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3")
    else {
        return AclLayer::None;
    };
    if makes_bucket(request) {
        return AclLayer::None;
    }
    let Some((_, bucket)) = request_bucket(world, request) else {
        let gap = |what: &str| not_collected(alloc::format!("{what} {}", request.resource), None);
        return match arn.s3_bucket() {
            None => AclLayer::None,
            Some(_) => AclLayer::Acls {
                bucket: Some(Fact::Unknown(gap("the bucket ACL for"))),
                object: arn.s3_key().map(|_| Fact::Unknown(gap("the ACL of"))),
                ownership: Fact::Unknown(gap("Object Ownership for")),
            },
        };
    };
    let object = arn.s3_key().map(|key| {
        let known = bucket.objects.iter().find(|it| it.key == key);
        known.map_or_else(
            || {
                let (name, gap) = (
                    &bucket.name,
                    alloc::format!("the ACL of {}", request.resource),
                );
                Fact::Unknown(not_collected(
                    gap,
                    Some(alloc::format!(
                        "aws s3api get-object-acl --bucket {name} --key {}",
                        quoted(key)
                    )),
                ))
            },
            |it| it.acl.clone(),
        )
    });
    AclLayer::Acls {
        bucket: Some(bucket.acl.clone()),
        object,
        ownership: bucket.ownership.clone(),
    }
}

/// A word for a shell, in quotes where it needs them
#[must_use]
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_string();
    }
    alloc::format!("'{}'", word.replace('\'', "'\\''"))
}

fn public_access_block(world: &World, request: &Request) -> Option<Fact<PublicAccessBlock>> {
    let arn = Arn::parse(&request.resource)
        .ok()
        .filter(|arn| arn.service() == "s3")?;
    let Some((account, bucket)) = request_bucket(world, request) else {
        let name = arn.s3_bucket()?;
        return Some(Fact::Unknown(not_collected(
            alloc::format!("the Block Public Access settings of bucket {name}"),
            Some(alloc::format!(
                "aws s3api get-public-access-block --bucket {name}"
            )),
        )));
    };
    Some(
        match (&account.public_access_block, &bucket.public_access_block) {
            (Fact::Known(account), Fact::Known(bucket)) => Fact::Known(account.or(*bucket)),
            (Fact::Unknown(gap), _) | (_, Fact::Unknown(gap)) => Fact::Unknown(gap.clone()),
        },
    )
}
