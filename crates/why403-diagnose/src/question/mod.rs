//! What is asked: who, which action, on what; from flags and from a symptom, joined.
//!
//! Flags fill what the symptom lacks; where both speak and differ, that is an error.

mod call;
mod error;
mod parts;
mod principal;
mod start;
pub(crate) mod told;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::network::{self, Way};
use why403_engine::resolve::find_bucket;
use why403_model::arn::{AccountId, Arn};
use why403_model::facts;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::nearest::nearest;
use why403_model::operations::{self, Part};
use why403_model::request::{Action, Input, Principal, Request};
use why403_model::shell::quoted;
use why403_model::world::World;

pub use error::QuestionError;
pub(crate) use parts::Parts;
pub(crate) use principal::completed;
pub(crate) use start::function;
pub use told::context_of;

use crate::operation::Call;
use crate::symptom::Symptom;
use crate::symptom::simulator::{Decision, Simulated};

/// What the person says on the command line
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// An ARN
    pub principal: Option<String>,
    /// A role's name, looked up in the world
    pub role: Option<String>,
    /// A function's name or ARN: its execution role asks, from the function's network
    pub function: Option<String>,
    /// The subnets from which the request starts
    pub subnets: Vec<String>,
    /// An action
    pub action: Option<String>,
    /// An ARN or `s3://bucket/key`
    pub resource: Option<String>,
    /// Condition keys with their values; a key given twice is a list
    pub context: Vec<(String, String)>,
    /// Condition keys that the request does not have
    pub context_absent: Vec<String>,
    /// An operation, in place of an action
    pub operation: Option<String>,
    /// What a copy reads: an ARN or `s3://bucket/key`, with `?versionId=…` where one is named
    pub source: Option<String>,
    /// What the call carries: headers, parameters, members of the body
    pub sent: Vec<(Part, String, String)>,
    /// Whether the call carries nothing that was not said
    pub only_sent: bool,
}

impl Flags {
    /// The flags with what the policy simulator was asked about, where they do not say it: the
    /// first result that is denied, else the first
    #[must_use]
    pub fn filled(&self, simulated: &[Simulated]) -> Self {
        let denied = |it: &&Simulated| it.decision != Decision::Allowed;
        let first = simulated.iter().find(denied).or(simulated.first());
        let mut filled = self.clone();
        let Some(first) = first.filter(|_| self.action.is_none() && self.operation.is_none())
        else {
            return filled;
        };
        filled.action = Some(first.action.clone());
        let resource = Arn::parse(&first.resource).ok();
        filled.resource = filled.resource.or(resource.map(|it| it.to_string()));
        filled
    }
}

/// A question that can be answered: the request, and what stands behind it
#[derive(Clone, Debug)]
pub struct Question {
    /// The request
    pub request: Request,
    /// The symptom, if there was one
    pub symptom: Option<Symptom>,
    /// The operation that was called, where it is known
    pub call: Option<Call>,
    /// The ways that the request can take, where it is known from where it starts
    pub ways: Vec<Way>,
}

impl Question {
    /// Joins flags and symptom into a request about this world.
    pub fn new(
        flags: &Flags,
        symptom: Option<Symptom>,
        world: &World,
    ) -> Result<Self, QuestionError> {
        let read = |of: fn(&Symptom) -> Option<&String>| symptom.as_ref().and_then(of).cloned();
        // A name that AWS does not have is told before anything of the world is asked for.
        let operations = call::named(flags, symptom.as_ref())?;
        let said = match (&flags.role, &flags.function) {
            (Some(name), _) => Some(find_role(world, name)?.to_string()),
            (None, Some(name)) => Some(start::session(start::function(world, name)?)?),
            (None, None) => flags.principal.clone(),
        };
        let principal = principal::of(said, symptom.as_ref(), world)?;
        let context = told::context(flags, symptom.as_ref())?;
        if !operations.is_empty() {
            let told = symptom.as_ref();
            let found = call::read(&operations, flags, told, &principal, &context, world);
            if let Some(mut call) = call::meant(found, flags, told, world)? {
                let ways = ways(flags, &mut call.request, world)?;
                return Ok(Self {
                    request: call.request.clone(),
                    symptom,
                    call: Some(call),
                    ways,
                });
            }
        }
        let action = joined(
            flags.action.clone(),
            read(|it| it.action.as_ref()),
            ACTION,
            str::eq_ignore_ascii_case,
        )?;
        let action = known_action(&action)?;
        let resource = flags.resource.as_deref().map(arn_of).transpose()?;
        let told = read(|it| it.resource.as_ref());
        let told = told.or_else(|| takes_none(&action).then(|| "*".to_string()));
        let resource = joined(resource, told, RESOURCE, |a, b| a == b)?;
        let resource = match flags.resource {
            Some(_) => of_kind(&action, resource)?,
            None => resource,
        };
        let mut request = Request {
            resource_owner: owner(world, &resource, &principal),
            principal,
            action,
            resource,
            context,
            input: Input::unsaid(),
        };
        told::fill_owner(&mut request, symptom.as_ref());
        let ways = ways(flags, &mut request, world)?;
        Ok(Self {
            request,
            symptom,
            call: None,
            ways,
        })
    }

    /// The same question from one subnet
    #[must_use]
    pub fn by(&self, way: &Way) -> Self {
        let mut same = self.clone();
        same.ways = alloc::vec![way.clone()];
        network::fill(&mut same.request.context, &same.ways);
        if let Some(call) = &mut same.call {
            network::fill(&mut call.request.context, &same.ways);
        }
        same
    }
}

/// The ways that a request can take, and what they say of its condition keys
fn ways(flags: &Flags, request: &mut Request, world: &World) -> Result<Vec<Way>, QuestionError> {
    let Some(start) = start::of(flags, &request.principal, world)? else {
        return Ok(Vec::new());
    };
    if request.action.service() != "s3" {
        return Ok(Vec::new());
    }
    let region = start::bucket_region(request, world);
    let ways = network::ways(world, &start, &region);
    network::fill(&mut request.context, &ways);
    Ok(ways)
}

#[derive(Clone, Copy)]
struct Field {
    what: &'static str,
    flag: &'static str,
}

const PRINCIPAL: Field = Field {
    what: "principal",
    flag: "--role NAME, --function NAME or --principal ARN",
};
const ACTION: Field = Field {
    what: "action",
    flag: "--operation, such as --operation GetObject, or --action s3:GetObject",
};
const RESOURCE: Field = Field {
    what: "resource",
    flag: "--resource, such as --resource s3://BUCKET/KEY",
};

fn joined(
    said: Option<String>,
    read: Option<String>,
    field: Field,
    same: fn(&str, &str) -> bool,
) -> Result<String, QuestionError> {
    let Field { what, flag } = field;
    match (said, read) {
        (None, None) => Err(QuestionError::Missing { what, flag }),
        (Some(said), Some(read)) if !same(&said, &read) => {
            let flag = flag.split([' ', ',']).next().unwrap_or(flag);
            Err(QuestionError::Conflict { flag, said, read })
        }
        // The symptom's own words are the more exact: a session rather than its role.
        (_, Some(read)) => Ok(read),
        (Some(said), None) => Ok(said),
    }
}

fn find_role<'w>(world: &'w World, name: &str) -> Result<&'w Arn, QuestionError> {
    let roles = || {
        world
            .accounts
            .values()
            .flat_map(|account| account.iam.roles.iter())
    };
    let found: Vec<&Arn> = roles()
        .filter(|(role, found)| *role == name || found.arn.as_str() == name)
        .map(|(_, role)| &role.arn)
        .collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let names = roles().map(|(name, _)| name.as_str());
            let nearest = nearest(name, names).map(String::from);
            Err(QuestionError::NoSuchRole {
                name: name.to_string(),
                nearest,
            })
        }
        several => Err(QuestionError::AmbiguousRole {
            name: name.to_string(),
            found: several.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// `s3://bucket/key` as an ARN; an ARN as it is
fn arn_of(text: &str) -> Result<String, QuestionError> {
    if let Some(path) = text.strip_prefix("s3://") {
        if path.is_empty() || path.starts_with('/') {
            return Err(malformed(
                text,
                "S3 URI",
                "write s3://BUCKET or s3://BUCKET/KEY",
            ));
        }
        // `s3://bucket/` is the bucket: an object's key is never empty.
        let path = match path.split_once('/') {
            Some((bucket, "")) => bucket,
            Some(_) | None => path,
        };
        return Ok(alloc::format!("arn:aws:s3:::{path}"));
    }
    if text == "*" {
        return Ok(text.to_string());
    }
    match Arn::parse(text) {
        Ok(arn) => Ok(arn.to_string()),
        Err(error) => Err(QuestionError::Malformed {
            found: text.to_string(),
            wanted: "ARN or S3 URI",
            help: alloc::format!(
                "{error}; write s3://BUCKET/KEY, or an ARN such as arn:aws:s3:::BUCKET/KEY"
            ),
        }),
    }
}

fn malformed(found: &str, wanted: &'static str, help: &str) -> QuestionError {
    QuestionError::Malformed {
        found: found.to_string(),
        wanted,
        help: help.to_string(),
    }
}

fn known_action(text: &str) -> Result<Action, QuestionError> {
    let action = Action::parse(text).ok_or_else(|| {
        let help = match (facts::action("s3", text), operations::named(text).next()) {
            (Some(action), _) => alloc::format!("write --action {action}"),
            (None, Some(operation)) => alloc::format!("use --operation {}", operation.name),
            (None, None) => "write the service and the name, such as s3:GetObject".to_string(),
        };
        malformed(text, "action", &help)
    })?;
    let service = facts::service(action.service());
    let is_known = facts::action(action.service(), action.name()).is_some();
    match service {
        Some(service) if service.is_complete() && !is_known => {
            let meant = facts::meant_action(action.service(), action.name());
            Err(QuestionError::NoSuchAction {
                action: text.to_string(),
                meant: meant.map(|it| alloc::format!("{}:{}", it.service().prefix(), it.name())),
            })
        }
        Some(_) | None => Ok(action),
    }
}

/// Whether policies can name no resource for an action: `s3:ListAllMyBuckets`
fn takes_none(action: &Action) -> bool {
    let found = facts::action(action.service(), action.name());
    found.is_some_and(|it| it.resource_types().next().is_none())
}

/// A resource of a kind that the action is about: a bucket, or an object in one.
///
/// Where AWS's list has only the other kind, policies could never match; a person means the
/// bucket of the object, or has left the key out.
fn of_kind(action: &Action, resource: String) -> Result<String, QuestionError> {
    let Some(found) = facts::action(action.service(), action.name()) else {
        return Ok(resource);
    };
    let Some((arn, bucket)) = Arn::parse(&resource)
        .ok()
        .and_then(|arn| Some((arn.clone(), arn.s3_bucket()?.to_string())))
    else {
        return Ok(resource);
    };
    let takes = |kind: &str| found.resource_types().any(|it| it.name() == kind);
    let has_key = arn.s3_key().is_some_and(|key| !key.is_empty());
    match (has_key, takes("bucket"), takes("object")) {
        (true, true, false) => Err(malformed(
            &resource,
            "bucket",
            &alloc::format!("{action} is about buckets: use --resource s3://{bucket}"),
        )),
        (false, false, true) => Err(malformed(
            &resource,
            "object",
            &alloc::format!("{action} is about objects: use --resource s3://{bucket}/KEY"),
        )),
        (_, _, _) => Ok(resource),
    }
}

/// The account that owns the resource: by its ARN, by the bucket in the world
pub(crate) fn owner(world: &World, resource: &str, principal: &Principal) -> Fact<AccountId> {
    let arn = Arn::parse(resource).ok();
    if let Some(account) = arn.as_ref().and_then(Arn::account_id) {
        return Fact::Known(account);
    }
    match arn.as_ref().and_then(Arn::s3_bucket) {
        Some(bucket) => match find_bucket(world, bucket) {
            Some((account, _)) => Fact::Known(account.id.clone()),
            None => Fact::Unknown(Gap {
                what: alloc::format!("which account owns bucket {bucket}"),
                why: Reason::NotCollected,
                command: Some(alloc::format!(
                    "aws s3api head-bucket --bucket {} --expected-bucket-owner ACCOUNT",
                    quoted(bucket)
                )),
                slot: None,
            }),
        },
        // An action without a resource is decided in the caller's own account.
        None => match principal.account() {
            Some(account) => Fact::Known(account),
            None => Fact::Unknown(Gap {
                what: "which account the request is about".to_string(),
                why: Reason::NotGiven,
                command: None,
                slot: None,
            }),
        },
    }
}
