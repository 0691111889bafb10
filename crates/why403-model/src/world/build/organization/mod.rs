//! The organization: which nodes stand above an account, and what is attached to each.
//!
//! - [`parents`]: who is under whom, from `children/` and `parents/`
//! - [`attached`]: the policies at one node
//! - [`block`]: Block Public Access, where the organization sets it

mod attached;
mod block;
mod parents;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use self::attached::{Attachments, Enabled, Type};
use self::parents::{Chain, Parents};
use super::answer::{Answer, field, list, required, scalar, unwrapped};
use super::call::{ACCOUNTS, ORGANIZATION, PARENTS, ROOTS, Scope};
use super::{Build, Cursor};
use crate::arn::AccountId;
use crate::known::{Fact, Gap, Reason};
use crate::world::tree::TreeProblem;
use crate::world::{Level, Organization, PublicAccessBlock};

/// The nodes above each account
type Levels = BTreeMap<AccountId, Fact<Vec<Level>>>;

/// What the organization's S3 policies set on each account
type Blocks = BTreeMap<AccountId, Fact<PublicAccessBlock>>;

/// A node with the name that people gave it
struct Named {
    id: String,
    name: Option<String>,
}

impl<'t> Build<'t> {
    /// What is known of the organization
    ///
    /// - `ids`: the accounts of the world, each of which gets its levels or a hole.
    pub(super) fn organization(
        &mut self,
        root: &Cursor<'t>,
        ids: &[AccountId],
    ) -> Fact<Option<Organization>> {
        let scope = Scope::default();
        let hole = |build: &Self, why| Fact::Unknown(build.gap(root, &ORGANIZATION, &scope, why));
        let Some(place) = root.get("organization") else {
            return hole(self, Reason::NotCollected);
        };
        if !place.is_folder() {
            // One answer in the place of the folder: an error, or `null` for no organization.
            match self.answer_at(place.clone(), &ORGANIZATION) {
                Answer::Present(_) => {}
                Answer::Absent(_) => return Fact::Known(None),
                Answer::Unknown(why) => return hole(self, why),
            }
        }
        let told = place.get("organization");
        if told.is_none() && place.get("Organization").is_some() {
            let problem =
                place.wrong_type("organization", "a folder with `organization.json` in it");
            let why = self.unreadable(problem);
            return hole(self, why);
        }
        self.check_members(&place, "organization");
        let gap = |build: &Self, why| build.gap(&place, &ORGANIZATION, &scope, why);
        let (id, management_account, has_all_features) = match self.answer(&place, &ORGANIZATION) {
            Answer::Absent(_) => return Fact::Known(None),
            Answer::Unknown(why) => {
                let gap = gap(self, why);
                if place
                    .members()
                    .iter()
                    .all(|(name, _)| *name == "organization")
                {
                    return Fact::Unknown(gap);
                }
                (Fact::Unknown(gap.clone()), Fact::Unknown(gap), true)
            }
            Answer::Present(found) => {
                let found = unwrapped(&found, "Organization");
                let mut read = |it: Result<_, TreeProblem>| it.map_err(|it| self.unreadable(it));
                let id = read(required(&found, "Id").map(str::to_string));
                let management = management_account(&found).map_err(|it| self.unreadable(it));
                let features = field(&found, "FeatureSet").ok().flatten();
                let id = id.map_or_else(|why| Fact::Unknown(gap(self, why)), Fact::Known);
                let management =
                    management.map_or_else(|why| Fact::Unknown(gap(self, why)), Fact::Known);
                (id, management, features != Some("CONSOLIDATED_BILLING"))
            }
        };
        let (levels, public_access_blocks) = self.levels(&place, ids, has_all_features, &id);
        Fact::Known(Some(Organization {
            id,
            management_account,
            levels,
            public_access_blocks,
        }))
    }

    fn levels(
        &mut self,
        place: &Cursor<'t>,
        ids: &[AccountId],
        has_all_features: bool,
        organization: &Fact<String>,
    ) -> (Levels, Blocks) {
        let scope = Scope::default();
        let (roots, enabled) = self.roots(place, &scope, has_all_features);
        let accounts = self.fact(place, &ACCOUNTS, &scope, None, |it| {
            list(it, "Accounts")?
                .whole(it)?
                .iter()
                .map(named)
                .collect::<Result<Vec<_>, _>>()
        });
        let mut parents = self.parents(place);
        let named = accounts.known().into_iter().flatten();
        parents.name(roots.iter().chain(named));

        let listed: Option<BTreeSet<&str>> = accounts
            .known()
            .map(|all| all.iter().map(|it| it.id.as_str()).collect());
        let mut wanted: Vec<AccountId> = ids.to_vec();
        wanted.extend(
            listed
                .iter()
                .flatten()
                .filter_map(|id| AccountId::parse(id)),
        );
        wanted.extend(parents.accounts());
        wanted.sort();
        wanted.dedup();

        let attachments = self.attachments(place, enabled);
        let mut known: BTreeMap<String, Level> = BTreeMap::new();
        let (mut levels, mut blocks) = (BTreeMap::new(), BTreeMap::new());
        for account in wanted {
            let block = self.organization_block(&attachments, &account);
            let is_foreign = listed
                .as_ref()
                .is_some_and(|all| !all.contains(account.as_str()));
            let fact = match parents.chain(account.as_str()) {
                Chain::Whole(chain) => {
                    let level = |id: &String| {
                        let new = || self.level(&attachments, id, &parents);
                        known.entry(id.clone()).or_insert_with(new).clone()
                    };
                    Fact::Known(chain.iter().map(level).collect())
                }
                Chain::Cut { .. } if is_foreign => Fact::Unknown(foreign(&account, organization)),
                Chain::Cut { at, why } => {
                    let scope = scope.with("node", &at);
                    let folder = self.folder_of(place);
                    Fact::Unknown(scope.gap(&PARENTS, why, folder))
                }
            };
            let block = match (block, is_foreign) {
                (Fact::Unknown(_), true) => Fact::Unknown(foreign(&account, organization)),
                (block, _) => block,
            };
            blocks.insert(account.clone(), block);
            levels.insert(account, fact);
        }
        (levels, blocks)
    }

    /// The roots with their names, and which policy types are on
    fn roots(
        &mut self,
        place: &Cursor<'t>,
        scope: &Scope,
        has_all_features: bool,
    ) -> (Vec<Named>, Enabled) {
        let mut enabled = if has_all_features {
            Enabled::NotTold
        } else {
            Enabled::only(&[])
        };
        let roots = self.fact(place, &ROOTS, scope, None, |it| {
            let roots = list(it, "Roots")?.elements;
            if let Some(types) = roots.iter().find_map(|root| root.get("PolicyTypes")) {
                let mut on = Vec::new();
                for it in list(&types, "PolicyTypes")?.elements {
                    if required(&it, "Status")? == "ENABLED" {
                        on.extend(Type::parse(required(&it, "Type")?));
                    }
                }
                enabled = Enabled::only(&on);
            }
            roots.iter().map(named).collect::<Result<Vec<_>, _>>()
        });
        match roots {
            Fact::Known(roots) => (roots, enabled),
            Fact::Unknown(_) => (Vec::new(), enabled),
        }
    }

    fn level(&mut self, attachments: &Attachments<'t>, id: &str, parents: &Parents) -> Level {
        let words = match id {
            _ if id.starts_with("r-") => alloc::format!("root {id}"),
            _ if id.starts_with("ou-") => alloc::format!("organizational unit {id}"),
            _ => alloc::format!("account {id}"),
        };
        Level {
            id: id.to_string(),
            name: parents.name_of(id),
            scps: self.attached_to(attachments, id, &words, Type::Scp),
            rcps: self.attached_to(attachments, id, &words, Type::Rcp),
        }
    }
}

/// `{Id, Name}`, or the id alone
fn named(found: &Cursor<'_>) -> Result<Named, TreeProblem> {
    if found.has_members() {
        let name = field(found, "Name")?.map(str::to_string);
        return Ok(Named {
            id: required(found, "Id")?.to_string(),
            name,
        });
    }
    Ok(Named {
        id: scalar(found, "an id")?.to_string(),
        name: None,
    })
}

/// `MasterAccountId` is AWS's name for it to this day
fn management_account(found: &Cursor<'_>) -> Result<AccountId, TreeProblem> {
    let text = required(found, "MasterAccountId")?;
    AccountId::parse(text).ok_or_else(|| found.bad_value("an account id of twelve digits", text))
}

/// An account that `accounts.json` does not list is in another organization, or in none
fn foreign(account: &AccountId, organization: &Fact<String>) -> Gap {
    let not_in = organization
        .known()
        .map_or("this organization", String::as_str);
    let what = alloc::format!("the organization of account {account}, which is not in {not_in}");
    Gap {
        what,
        why: Reason::NotVisible,
        command: None,
        slot: None,
    }
}
