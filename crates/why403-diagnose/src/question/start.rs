//! From where a request starts: the function or the subnets that were named, or the function that
//! the caller's session is named after.
//!
//! Lambda names the sessions of an execution role after the function (`spec/s3.md` F.1); where the
//! world has a function of that name under that role, that is where the request came from.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::network::Start;
use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::nearest::nearest;
use why403_model::request::{Principal, Request};
use why403_model::shell::quoted;
use why403_model::world::{Function, FunctionConfiguration, World};

use super::{Flags, QuestionError};

/// The function that a name or an ARN means
pub(crate) fn function<'w>(world: &'w World, name: &str) -> Result<&'w Function, QuestionError> {
    let all = || world.accounts.values().flat_map(|it| it.functions.values());
    let is_meant = |it: &&Function| it.arn.as_str() == name || own_name(it) == name;
    let found: Vec<&Function> = all().filter(is_meant).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(QuestionError::NoSuchFunction {
            name: name.to_string(),
            nearest: nearest(name, all().map(own_name)).map(String::from),
        }),
        several => Err(QuestionError::AmbiguousFunction {
            name: name.to_string(),
            found: several.iter().map(|it| it.arn.to_string()).collect(),
        }),
    }
}

/// The ARN of the session that a function's code has: its role, with the function's name
pub(super) fn session(function: &Function) -> Result<String, QuestionError> {
    let unknown = |command: Option<String>| QuestionError::UnknownRole {
        name: own_name(function).to_string(),
        command,
    };
    let configuration = match &function.configuration {
        Fact::Known(Some(configuration)) => configuration,
        Fact::Known(None) => return Err(unknown(None)),
        Fact::Unknown(gap) => return Err(unknown(gap.command.clone())),
    };
    let role = &configuration.role;
    let account = role.account_id().ok_or_else(|| unknown(None))?;
    let name = role.name();
    Ok(alloc::format!(
        "arn:{}:sts::{account}:assumed-role/{name}/{}",
        role.partition(),
        own_name(function)
    ))
}

/// Where the request starts, as far as anything tells
pub(super) fn of(
    flags: &Flags,
    principal: &Principal,
    world: &World,
) -> Result<Option<Start>, QuestionError> {
    if !flags.subnets.is_empty() {
        return subnets(flags, world).map(Some);
    }
    let function = match &flags.function {
        Some(name) => Some(function(world, name)?),
        None => named_after(principal, world),
    };
    Ok(function.and_then(of_function))
}

/// The function that a session is named after, if the session's role is the function's
fn named_after<'w>(principal: &Principal, world: &'w World) -> Option<&'w Function> {
    let Principal::RoleSession {
        account,
        role,
        session: Some(session),
        ..
    } = principal
    else {
        return None;
    };
    let mut functions = world.accounts.get(account)?.functions.values();
    functions.find(|it| {
        let configured = configuration(it);
        let own_role = configured.map(|it| it.role.name());
        own_name(it) == session && own_role == Some(role.as_str())
    })
}

fn of_function(function: &Function) -> Option<Start> {
    let configuration = configuration(function)?;
    Some(match &configuration.vpc {
        None => Start::NoVpc,
        Some(vpc) => Start::Subnets {
            account: function.arn.account_id()?,
            region: function.arn.region().to_string(),
            subnets: vpc.subnets.clone(),
        },
    })
}

/// The subnets that were named, in the account and Region whose networks have the first
fn subnets(flags: &Flags, world: &World) -> Result<Start, QuestionError> {
    let first = flags.subnets.first().map_or("", String::as_str);
    let accounts = world.accounts.values();
    let networks = accounts.flat_map(|account| {
        let of = account.networks.iter();
        of.map(move |(region, network)| (account, region, network))
    });
    let mut having = networks.filter(|(_, _, network)| {
        let listed = network.subnets.known().into_iter().flatten();
        let tables = network.route_tables.known().into_iter().flatten();
        listed.map(|it| &it.id).any(|it| it == first)
            || tables.flat_map(|it| &it.subnets).any(|it| it == first)
    });
    match having.next() {
        Some((account, region, _)) => Ok(Start::Subnets {
            account: account.id.clone(),
            region: region.clone(),
            subnets: flags.subnets.clone(),
        }),
        None => Err(QuestionError::NoSuchSubnet {
            name: first.to_string(),
        }),
    }
}

/// The Region of the bucket that a request is about
pub(super) fn bucket_region(request: &Request, world: &World) -> Fact<String> {
    let arn = Arn::parse(&request.resource).ok();
    let access_point = arn
        .as_ref()
        .filter(|it| it.service() == "s3" && !it.region().is_empty());
    if let Some(arn) = access_point {
        return Fact::Known(arn.region().to_string());
    }
    let name = arn.as_ref().and_then(Arn::s3_bucket);
    let found = name.and_then(|it| find_bucket(world, it));
    match (found, name) {
        (Some((_, bucket)), _) => bucket.region.clone(),
        (None, name) => Fact::Unknown(Gap {
            what: alloc::format!("the Region of bucket {}", name.unwrap_or("")),
            why: Reason::NotCollected,
            command: name
                .map(|it| alloc::format!("aws s3api get-bucket-location --bucket {}", quoted(it))),
            slot: None,
        }),
    }
}

fn configuration(function: &Function) -> Option<&FunctionConfiguration> {
    function.configuration.known()?.as_ref()
}

fn own_name(function: &Function) -> &str {
    function.arn.resource().rsplit(':').next().unwrap_or("")
}
