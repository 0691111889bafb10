//! Policies by the names that people give them: `bucket:logs`, `role:reader/read-logs`,
//! `policy:shared`, `scp:p-1234`.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::known::Fact;
use why403_model::nearest::nearest;
use why403_model::world::{Document, World};

use super::edit::{self, Edit, EditError, Place};
use super::spot::{self, Bearer, Holder, Spot, Standing};

/// Kinds of names, and what stands behind them
const KINDS: [&str; 13] = [
    "role:NAME/POLICY",
    "user:NAME/POLICY",
    "group:NAME/POLICY",
    "policy:NAME",
    "boundary:NAME",
    "trust:ROLE",
    "bucket:NAME",
    "key:ID",
    "access-point:NAME",
    "endpoint:ID",
    "function:NAME",
    "scp:NAME",
    "rcp:NAME",
];

/// Why a policy cannot be put in place
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// No kind of policy has such a name
    #[error("`{found}` names no kind of policy")]
    Kind {
        /// As given
        found: String,
    },
    /// The world has no policy of the name
    #[error("the world has no policy `{found}`")]
    Missing {
        /// As given
        found: String,
        /// The nearest name
        nearest: Option<String>,
        /// Names of the kind, the first few in order
        known: Vec<String>,
    },
    /// Policies of several accounts have the name
    #[error("several accounts have `{found}`")]
    Ambiguous {
        /// As given
        found: String,
        /// The names that tell them apart
        known: Vec<String>,
    },
    /// What stands there is not known, so what the change does is not, either
    #[error("the world does not tell what `{found}` is now")]
    Untold {
        /// As given
        found: String,
        /// The command that tells
        command: Option<String>,
    },
    /// It cannot be there, or cannot be gone
    #[error("`{found}` cannot be {what}")]
    Fixed {
        /// As given
        found: String,
        /// `removed`, `written where there is none`
        what: &'static str,
    },
    /// The change cannot be made
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl TargetError {
    /// The stable code
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Kind { .. } => "target/kind",
            Self::Missing { .. } => "target/missing",
            Self::Ambiguous { .. } => "target/ambiguous",
            Self::Untold { .. } => "target/untold",
            Self::Fixed { .. } => "target/fixed",
            Self::Edit(_) => "target/edit",
        }
    }

    /// What to type
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Kind { .. } => Some(format!("it can be {}", KINDS.join(", "))),
            Self::Missing {
                nearest: Some(nearest),
                ..
            } => Some(format!("did you mean {nearest}?")),
            Self::Missing { known, .. } if known.is_empty() => {
                Some("it has none of this kind: why403 world check PATH tells what it has".into())
            }
            Self::Missing { known, .. } | Self::Ambiguous { known, .. } => {
                Some(format!("it can be {}", known.join(", ")))
            }
            Self::Untold { command, .. } => {
                command.as_ref().map(|it| format!("find out first: {it}"))
            }
            Self::Fixed { .. } => Some("give the whole world as it will be: --after PATH".into()),
            Self::Edit(_) => None,
        }
    }
}

/// The world with one policy written anew, for the first time, or removed.
///
/// - `target`: a name as in `KINDS`; an ARN can stand for a name, and `ACCOUNT:NAME` tells
///   accounts apart. `role:NAME` alone is a new inline policy.
/// - `text`: the policy, read already; `None` removes the one that is there.
pub fn put(world: &World, target: &str, text: Option<Document>) -> Result<World, TargetError> {
    let found = || target.to_string();
    let all = spot::all(world);
    let meant: Vec<_> = all
        .iter()
        .filter(|(spot, at)| is_named(spot, *at, target))
        .collect();
    let accounts: BTreeSet<_> = meant.iter().map(|(spot, _)| &spot.account).collect();
    let is_shared = |spot: &Spot| matches!(spot.bearer, Bearer::Scp { .. } | Bearer::Rcp { .. });
    if accounts.len() > 1
        && !meant.iter().all(|(spot, _)| is_shared(spot))
        && !target.contains("arn:")
    {
        let known = meant.iter().filter_map(|(spot, at)| names(spot, *at).pop());
        return Err(TargetError::Ambiguous {
            found: found(),
            known: known.collect(),
        });
    }
    let Some((spot, standing)) = meant.first() else {
        return match (text, inline(world, target)) {
            (Some(document), Some(place)) => write(world, place, document),
            (_, _) => Err(missing(target, &all)),
        };
    };
    match (standing, text) {
        (Standing::Untold(gap), _) => Err(TargetError::Untold {
            found: found(),
            command: gap.command.clone(),
        }),
        (Standing::Policy(_), Some(document)) => {
            let mut edits = Vec::new();
            for old in meant.iter().filter_map(|(_, it)| it.policy()) {
                let new = Arc::new(Document {
                    label: old.label.clone(),
                    arn: old.arn.clone(),
                    ..document.clone()
                });
                let is_there = |it: &Edit| matches!(it, Edit::Rewrite { old: it, .. } if edit::is_same(it, old));
                if !edits.iter().any(is_there) {
                    edits.push(Edit::Rewrite {
                        old: old.clone(),
                        new,
                    });
                }
            }
            Ok(edit::apply(world, &edits)?)
        }
        (Standing::Nothing, Some(document)) => match place(spot) {
            Some(place) => write(world, place, document),
            None => Err(TargetError::Fixed {
                found: found(),
                what: "written where there is none",
            }),
        },
        (Standing::Policy(_), None) => removed(world, spot).ok_or(TargetError::Fixed {
            found: found(),
            what: "removed",
        }),
        (Standing::Nothing, None) => Err(missing(target, &[])),
    }
}

fn write(world: &World, place: Place, document: Document) -> Result<World, TargetError> {
    let document = Arc::new(document);
    Ok(edit::apply(world, &[Edit::Write { place, document }])?)
}

fn missing(target: &str, all: &[(Spot, Standing<'_>)]) -> TargetError {
    const SHOWN: usize = 5;
    let Some((kind, _)) = target.split_once(':') else {
        return TargetError::Kind {
            found: target.to_string(),
        };
    };
    if !KINDS.iter().any(|it| it.split(':').next() == Some(kind)) {
        return TargetError::Kind {
            found: target.to_string(),
        };
    }
    let mut known: Vec<String> = all
        .iter()
        .filter_map(|(spot, at)| names(spot, *at).into_iter().next())
        .filter(|it| it.split(':').next() == Some(kind))
        .collect();
    known.sort();
    known.dedup();
    let nearest = nearest(target, known.iter().map(String::as_str)).map(String::from);
    known.truncate(SHOWN);
    TargetError::Missing {
        found: target.to_string(),
        nearest,
        known,
    }
}

fn is_named(spot: &Spot, at: Standing<'_>, target: &str) -> bool {
    names(spot, at).iter().any(|it| it == target)
}

/// What a policy at a place can be called: first the name that is shown, last one that tells the
/// account; empty for lists
fn names(spot: &Spot, at: Standing<'_>) -> Vec<String> {
    let account = &spot.account;
    let own = |kind: &str, name: &str| {
        let all = [format!("{kind}:{name}"), format!("{kind}:{account}:{name}")];
        all.to_vec()
    };
    let by_arn = |kind: &str, arn: &str| {
        let short = arn.rsplit(['/', ':']).next().unwrap_or(arn);
        let mut all = own(kind, short);
        all.insert(1, format!("{kind}:{arn}"));
        all
    };
    match (
        &spot.bearer,
        at.policy().map(|it| (it.arn.as_deref(), it.label.as_str())),
    ) {
        (Bearer::Identity { .. }, Some((Some(arn), _))) => by_arn("policy", arn),
        (Bearer::Identity { of, .. }, Some((None, label))) => {
            let (kind, name) = entity(of);
            match inline_name(label, kind, name) {
                Some(policy) => own(kind, &format!("{name}/{policy}")),
                None => Vec::new(),
            }
        }
        (Bearer::Boundary(of), document) => {
            let mut all = own("boundary", entity(of).1);
            let managed = document.and_then(|(arn, _)| arn);
            all.extend(managed.into_iter().flat_map(|it| by_arn("policy", it)));
            all
        }
        (Bearer::Trust(role), _) => own("trust", role),
        (Bearer::Bucket(name), _) => own("bucket", name),
        (Bearer::Key(arn), _) => by_arn("key", arn),
        (Bearer::AccessPoint(arn), _) => by_arn("access-point", arn),
        (Bearer::Function { arn, qualifier }, _) => {
            let short = arn.rsplit(':').next().unwrap_or(arn);
            let behind = qualifier
                .as_ref()
                .map(|it| format!(":{it}"))
                .unwrap_or_default();
            let mut all = own("function", &format!("{short}{behind}"));
            all.insert(1, format!("function:{arn}{behind}"));
            all
        }
        (Bearer::Endpoint(id), _) => own("endpoint", id),
        (Bearer::Scp { .. }, Some((arn, label))) => organization("scp", arn, label),
        (Bearer::Rcp { .. }, Some((arn, label))) => organization("rcp", arn, label),
        (Bearer::Identity { .. } | Bearer::Scp { .. } | Bearer::Rcp { .. }, None) => Vec::new(),
    }
}

/// `SCP NAME at root r-abcd`, and the ARN where it is told
fn organization(kind: &str, arn: Option<&str>, label: &str) -> Vec<String> {
    let name = label.split_once(' ').map_or(label, |(_, rest)| rest);
    let name = name.split(" at ").next().unwrap_or(name);
    let mut all = alloc::vec![format!("{kind}:{name}")];
    if let Some(arn) = arn {
        let id = arn.rsplit('/').next().unwrap_or(arn);
        all.push(format!("{kind}:{id}"));
        all.push(format!("{kind}:{arn}"));
    }
    all
}

fn entity(of: &Holder) -> (&'static str, &str) {
    match of {
        Holder::Role(name) => ("role", name),
        Holder::User(name) => ("user", name),
        Holder::Group(name) => ("group", name),
    }
}

/// `inline policy NAME of role reader`
fn inline_name<'l>(label: &'l str, kind: &str, name: &str) -> Option<&'l str> {
    let rest = label.strip_prefix("inline policy ")?;
    rest.strip_suffix(&format!(" of {kind} {name}"))
}

/// Where a new inline policy goes: `role:NAME`, `role:NAME/POLICY`
fn inline(world: &World, target: &str) -> Option<Place> {
    let (kind, rest) = target.split_once(':')?;
    let (account, rest) = match rest.split_once(':') {
        Some((account, rest)) => (Some(account), rest),
        None => (None, rest),
    };
    let name = rest.split('/').next().unwrap_or(rest).to_string();
    let mut accounts = world.accounts.values();
    accounts.find_map(|it| {
        let is_it = account.is_none_or(|wanted| it.id.as_str() == wanted);
        let (iam, account) = (&it.iam, it.id.clone());
        match kind {
            "role" if is_it && iam.roles.contains_key(&name) => Some(Place::Role {
                account,
                role: name.clone(),
            }),
            "user" if is_it && iam.users.contains_key(&name) => Some(Place::User {
                account,
                user: name.clone(),
            }),
            "group" if is_it && iam.groups.contains_key(&name) => Some(Place::Group {
                account,
                group: name.clone(),
            }),
            _ => None,
        }
    })
}

/// Where a policy can be written for the first time
fn place(spot: &Spot) -> Option<Place> {
    match &spot.bearer {
        Bearer::Bucket(name) => Some(Place::Bucket(name.clone())),
        Bearer::AccessPoint(arn) => Some(Place::AccessPoint(arn.clone())),
        Bearer::Function { arn, qualifier } => Some(Place::Function {
            arn: arn.clone(),
            qualifier: qualifier.clone(),
        }),
        Bearer::Endpoint(id) => Some(Place::Endpoint(id.clone())),
        Bearer::Identity { .. }
        | Bearer::Boundary(_)
        | Bearer::Trust(_)
        | Bearer::Key(_)
        | Bearer::Scp { .. }
        | Bearer::Rcp { .. } => None,
    }
}

/// The world without the policy at a place; `None` where one has to be
fn removed(world: &World, spot: &Spot) -> Option<World> {
    let mut copy = world.clone();
    let account = copy.accounts.get_mut(&spot.account)?;
    match &spot.bearer {
        Bearer::Bucket(name) => account.buckets.get_mut(name)?.policy = Fact::Known(None),
        Bearer::AccessPoint(arn) => {
            account.access_points.get_mut(arn)?.policy = Fact::Known(None);
        }
        Bearer::Function {
            arn,
            qualifier: None,
        } => account.functions.get_mut(arn)?.policy = Fact::Known(None),
        Bearer::Identity { of, policy } => {
            let iam = &mut account.iam;
            let list = match of {
                Holder::Role(name) => &mut iam.roles.get_mut(name)?.policies,
                Holder::User(name) => &mut iam.users.get_mut(name)?.policies,
                Holder::Group(name) => &mut iam.groups.get_mut(name)?.policies,
            };
            let Fact::Known(list) = list else {
                return None;
            };
            // A managed policy is detached from many: which is meant, nobody said.
            list.retain(|it| {
                it.known()
                    .is_none_or(|it| spot::id(it) != policy || it.arn.is_some())
            });
        }
        Bearer::Boundary(of) => {
            let iam = &mut account.iam;
            match of {
                Holder::Role(name) => iam.roles.get_mut(name)?.boundary = Fact::Known(None),
                Holder::User(name) => iam.users.get_mut(name)?.boundary = Fact::Known(None),
                Holder::Group(_) => return None,
            }
        }
        Bearer::Trust(_)
        | Bearer::Key(_)
        | Bearer::Function { .. }
        | Bearer::Endpoint(_)
        | Bearer::Scp { .. }
        | Bearer::Rcp { .. } => return None,
    }
    Some(copy)
}
