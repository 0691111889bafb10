//! Whom to ask about: callers that worlds list, and kinds of callers that they do not.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::policy::{PrincipalKind, Statement};
use why403_model::request::Principal;
use why403_model::world::{Account, Acl, Grantee, World};

use super::glob::generic;
use super::{ANY_SERVICE, Who};
use crate::fix::spot::Holder;

/// Callers by who they are
pub(super) type Callers = BTreeMap<Who, Principal>;

/// The caller of an ARN
pub(super) fn known(arn: &Arn) -> Option<(Who, Principal)> {
    let principal = Principal::from_arn(arn)?;
    Some((Who::Principal(arn.to_string()), principal))
}

/// The callers that an entity of IAM is: of a group, its users
pub(super) fn of_holder(world: &World, account: &AccountId, holder: &Holder) -> Callers {
    let Some(account) = world.accounts.get(account) else {
        return Callers::new();
    };
    let iam = &account.iam;
    let arns: Vec<&Arn> = match holder {
        Holder::Role(name) => iam.roles.get(name).map(|it| &it.arn).into_iter().collect(),
        Holder::User(name) => iam.users.get(name).map(|it| &it.arn).into_iter().collect(),
        Holder::Group(name) => {
            let users = iam.users.values();
            let users = users.filter(|it| it.groups.known().is_none_or(|it| it.contains(name)));
            users.map(|it| &it.arn).collect()
        }
    };
    arns.into_iter().filter_map(known).collect()
}

/// Every caller of an account, and one for those that it does not list
pub(super) fn of_account(account: &Account) -> Callers {
    let (id, iam) = (&account.id, &account.iam);
    let mut all = Callers::new();
    all.extend(iam.roles.values().filter_map(|it| known(&it.arn)));
    all.extend(iam.users.values().filter_map(|it| known(&it.arn)));
    all.extend(arn(&format!("arn:aws:iam::{id}:root")).and_then(|it| known(&it)));
    if iam.incomplete.is_some() {
        all.extend(unlisted(id).map(|it| (Who::Unlisted(id.to_string()), it)));
    }
    all
}

/// Every caller of the worlds, and one for each kind of caller that they do not list.
///
/// - `touched`: statements whose principals are among them, listed or not.
/// - `acls`: whose grantees are.
pub(super) fn everyone(worlds: [&World; 2], touched: &[Statement], acls: &[&Acl]) -> Callers {
    let mut all = Callers::new();
    let accounts = worlds.iter().flat_map(|it| it.accounts.values());
    all.extend(accounts.flat_map(of_account));
    let mut strangers: BTreeSet<String> = BTreeSet::new();
    for named in touched.iter().filter_map(|it| it.principal.as_ref()) {
        for value in &named.values {
            let text = &value.value.text;
            match value.kind {
                PrincipalKind::Service => {
                    let name = text.clone();
                    all.insert(Who::Service(name.clone()), Principal::Service { name });
                }
                PrincipalKind::Aws => {
                    strangers.extend(account_of(text));
                    all.extend(
                        arn(text)
                            .filter(|it| may_exist(worlds, it))
                            .and_then(|it| known(&it)),
                    );
                }
                PrincipalKind::Federated => {
                    let provider = text.clone();
                    all.insert(
                        Who::Federated(provider.clone()),
                        Principal::Federated { provider },
                    );
                }
                PrincipalKind::Everyone | PrincipalKind::CanonicalUser => {}
            }
        }
    }
    all.extend(touched.iter().flat_map(|it| of_conditions(worlds, it)));
    for value in touched
        .iter()
        .flat_map(|it| values(it, "aws:PrincipalAccount"))
    {
        strangers.extend(account_of(value));
    }
    let organizations = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
    let organizations = organizations.map(|key| touched.iter().flat_map(move |it| values(it, key)));
    let organizations: BTreeSet<&str> = organizations
        .into_iter()
        .flatten()
        .filter_map(|it| it.split('/').next())
        .filter(|it| it.starts_with("o-") && !it.contains(['*', '?', '$']))
        .collect();
    for grant in acls.iter().flat_map(|it| &it.grants) {
        match &grant.grantee {
            Grantee::Account(id) => {
                strangers.insert(id.to_string());
            }
            Grantee::ResourceOwner
            | Grantee::Canonical(_)
            | Grantee::AllUsers
            | Grantee::AuthenticatedUsers
            | Grantee::LogDelivery => {}
        }
    }
    let is_told = |id: &AccountId| worlds.iter().any(|it| it.accounts.contains_key(id));
    let strangers = strangers.iter().filter_map(|it| AccountId::parse(it));
    for id in strangers.filter(|it| !is_told(it)) {
        all.extend(unlisted(&id).map(|it| (Who::Unlisted(id.to_string()), it)));
    }
    let nobody_knows = (0_u64..1_000).find_map(|number| {
        let id = AccountId::parse(&format!("{:012}", 999_999_999_990 - number))?;
        (!is_told(&id)).then_some(id)
    });
    let stranger = nobody_knows.and_then(|it| unlisted(&it));
    for id in organizations {
        let who = Who::Organization(id.to_string());
        all.extend(stranger.clone().map(|it| (who, it)));
    }
    all.extend(stranger.map(|it| (Who::AnyAccount, it)));
    let name = "any-other.amazonaws.com".to_string();
    let service = Who::Service(ANY_SERVICE.to_string());
    all.insert(service, Principal::Service { name });
    all.insert(Who::Anonymous, Principal::Anonymous);
    all
}

/// The values of a condition key in a statement
fn values<'s>(statement: &'s Statement, key: &'static str) -> impl Iterator<Item = &'s str> {
    let tests = statement.conditions.iter();
    let tests = tests.filter(move |it| it.key.text.eq_ignore_ascii_case(key));
    tests.flat_map(|it| it.values.iter().map(|it| it.text.as_str()))
}

/// Callers that a condition of a statement names, whom the worlds may have without listing them
fn of_conditions(worlds: [&World; 2], statement: &Statement) -> Callers {
    let callers = values(statement, "aws:PrincipalArn").filter_map(|value| {
        let one = generic(&of_one_account(value));
        let it = arn(&one).filter(|it| may_exist(worlds, it))?;
        let (_, principal) = known(&it)?;
        Some((Who::Principal(value.to_string()), principal))
    });
    callers.collect()
}

/// The pattern of an ARN with one account that nobody knows in place of all
fn of_one_account(pattern: &str) -> String {
    let mut parts: Vec<&str> = pattern.splitn(6, ':').collect();
    if let Some(account @ &mut "*") = parts.get_mut(4) {
        *account = "999999999980";
    }
    parts.join(":")
}

/// Whether a caller that a statement names can be one that the worlds do not list
fn may_exist(worlds: [&World; 2], arn: &Arn) -> bool {
    let Some(id) = arn.account_id() else {
        return false;
    };
    let mut accounts = worlds
        .iter()
        .filter_map(|it| it.accounts.get(&id))
        .peekable();
    // The root user of an account nobody lists stands for the account.
    let is_root = arn.resource() == "root";
    !is_root && (accounts.peek().is_none() || accounts.any(|it| it.iam.incomplete.is_some()))
}

/// A caller of an account that the world does not list
fn unlisted(account: &AccountId) -> Option<Principal> {
    let role = arn(&format!(
        "arn:aws:iam::{account}:role/not-listed-in-the-world"
    ))?;
    Principal::from_arn(&role)
}

fn arn(text: &str) -> Option<Arn> {
    Arn::parse(text).ok()
}

/// The account that a principal of a statement is or is of
fn account_of(named: &str) -> Option<String> {
    let id = AccountId::parse(named).or_else(|| arn(named)?.account_id())?;
    Some(id.to_string())
}
