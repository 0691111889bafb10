//! IAM piece by piece: an answer a file, of the entities that matter only.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::entity::{Common, Entity, Policies};
use super::managed::Managed;
use super::{GROUPS, ROLES, USERS, empty};
use crate::arn::Arn;
use crate::known::{Fact, Gap, Reason};
use crate::world::build::answer::{Answer, list, required, scalar, unwrapped};
use crate::world::build::call::{Call, IAM, POLICY_VERSION, Scope, USER_GROUPS};
use crate::world::build::document::inside;
use crate::world::build::{Build, Cursor};
use crate::world::tree::TreeProblem;
use crate::world::{Document, Iam};

impl<'t> Build<'t> {
    /// What `iam/` tells; an entity that is not there may still exist
    pub(super) fn iam_pieces(&mut self, found: &Cursor<'t>, scope: &Scope) -> Iam {
        self.check_members(found, "accounts/{account}/iam");
        let mut managed = Managed::new(&POLICY_VERSION, self.folder_of(found));
        self.managed_pieces(found, &mut managed, scope);
        // No file to write: `iam.json` beside `iam/` would be an error.
        let gap = scope.gap(&IAM, Reason::NotCollected, None);
        let mut iam = empty(Some(Gap { slot: None, ..gap }));
        for (name, place) in self.members(found, ROLES.folder) {
            let scope = scope.with("role", name);
            let entity = Entity {
                kind: &ROLES,
                name,
                scope: &scope,
                managed: &managed,
            };
            self.check_members(&place, "accounts/{account}/iam/roles/{role}");
            let Some(common) = self.piece(&entity, &place, &mut iam.absent.roles) else {
                continue;
            };
            let policies = self.piece_policies(&entity, &place);
            iam.roles.insert(name.to_string(), common.role(policies));
        }
        for (name, place) in self.members(found, USERS.folder) {
            let scope = scope.with("user", name);
            let entity = Entity {
                kind: &USERS,
                name,
                scope: &scope,
                managed: &managed,
            };
            self.check_members(&place, "accounts/{account}/iam/users/{user}");
            let Some(common) = self.piece(&entity, &place, &mut iam.absent.users) else {
                continue;
            };
            let policies = self.piece_policies(&entity, &place);
            let groups = self.fact(&place, &USER_GROUPS, &scope, Some(Vec::new()), group_names);
            let user = common.user(policies, groups);
            iam.users.insert(name.to_string(), user);
        }
        for (name, place) in self.members(found, GROUPS.folder) {
            let scope = scope.with("group", name);
            let entity = Entity {
                kind: &GROUPS,
                name,
                scope: &scope,
                managed: &managed,
            };
            self.check_members(&place, "accounts/{account}/iam/groups/{group}");
            let Some(common) = self.piece(&entity, &place, &mut iam.absent.groups) else {
                continue;
            };
            let policies = self.piece_policies(&entity, &place);
            iam.groups.insert(name.to_string(), common.group(policies));
        }
        iam
    }

    /// What `role.json` and its like tell; `None` where AWS says that there is no such entity
    fn piece(
        &mut self,
        entity: &Entity<'_, 't>,
        place: &Cursor<'t>,
        absent: &mut BTreeSet<String>,
    ) -> Option<Common> {
        let call = entity.kind.call;
        let folder = self.folder_of(place);
        let gap = |why| entity.scope.gap(call, why, folder);
        let why = match self.answer(place, call) {
            Answer::Absent(_) => {
                absent.insert(entity.name.to_string());
                return None;
            }
            Answer::Unknown(why) => why,
            Answer::Present(found) => {
                let found = unwrapped(&found, entity.kind.wrapper);
                match self.common(entity, &found, &gap) {
                    Ok(common) => return Some(common),
                    Err(problem) => self.unreadable(problem),
                }
            }
        };
        let text = entity.arn_under("/");
        let Ok(arn) = Arn::parse(&text) else {
            self.problems
                .push(place.bad_value("the name of a user, group or role", entity.name));
            return None;
        };
        self.problems.push(TreeProblem::AssumedArn {
            at: place.place(),
            arn: text,
        });
        Some(Common {
            arn,
            id: None,
            trust: Fact::Unknown(gap(why.clone())),
            boundary: Fact::Unknown(gap(why.clone())),
            tags: Fact::Unknown(gap(why)),
        })
    }

    /// Inline policies, then attached ones; a list that is not known is one unknown policy.
    ///
    /// One unknown policy can say whatever several can, so nothing is lost by it.
    fn piece_policies(&mut self, entity: &Entity<'_, 't>, place: &Cursor<'t>) -> Policies {
        let mut policies = self.inline_pieces(entity, place);
        let folder = self.folder_of(place);
        let gap = |why| entity.scope.gap(entity.kind.attached, why, folder);
        let answer = self.answer(place, entity.kind.attached);
        let attached = self.settled(answer, Some(None), |it| {
            list(it, "AttachedPolicies").map(Some)
        });
        match attached {
            Ok(None) => {}
            Ok(Some(found)) => {
                policies.extend(self.attached(entity, &found.elements, &gap));
                policies.extend(
                    found
                        .is_cut
                        .then(|| Fact::Unknown(gap(Reason::NotCollected))),
                );
            }
            Err(why) => policies.push(Fact::Unknown(gap(why))),
        }
        policies
    }

    /// The policies under `inline/`: all there are, unless `inline-policies` names more
    fn inline_pieces(&mut self, entity: &Entity<'_, 't>, place: &Cursor<'t>) -> Policies {
        let (inline_names, inline) = (entity.kind.inline_names, entity.kind.inline);
        let folder = self.folder_of(place);
        let gap = |why| entity.scope.gap(inline_names, why, folder);
        let cut = place.get("inline").and_then(|it| self.cut_members(&it));
        let mut policies: Vec<_> = cut.map(|why| Fact::Unknown(gap(why))).into_iter().collect();
        let there = self.members(place, "inline");
        let mut named: BTreeMap<String, Option<Cursor<'t>>> = there
            .into_iter()
            .map(|(name, at)| (name.to_string(), Some(at)))
            .collect();
        if place.get("inline-policies").is_some() || place.get("inline").is_none() {
            let answer = self.answer(place, inline_names);
            match self.settled(answer, Some(Vec::new()), policy_names) {
                Ok(told) => told.into_iter().for_each(|name| {
                    named.entry(name).or_insert(None);
                }),
                Err(why) => policies.push(Fact::Unknown(gap(why))),
            }
        }
        for (name, at) in named {
            let scope = entity.scope.with("policy", &name);
            let gap = |why| scope.gap(inline, why, folder);
            policies.extend(self.inline_piece(entity, &name, at, inline, &gap));
        }
        policies
    }

    fn inline_piece(
        &mut self,
        entity: &Entity<'_, 't>,
        name: &str,
        at: Option<Cursor<'t>>,
        call: &Call,
        gap: &dyn Fn(Reason) -> Gap,
    ) -> Option<Fact<Arc<Document>>> {
        let Some(at) = at else {
            return Some(Fact::Unknown(gap(Reason::NotCollected)));
        };
        match self.answer_at(at, call) {
            Answer::Absent(_) => None,
            Answer::Unknown(why) => Some(Fact::Unknown(gap(why))),
            Answer::Present(found) => {
                let found = inside(&found, &[&["PolicyDocument"]]);
                Some(self.document_fact(&found, entity.inline_label(name), None, gap))
            }
        }
    }
}

/// `list-role-policies` and its like: plain names
fn policy_names(found: &Cursor<'_>) -> Result<Vec<String>, TreeProblem> {
    let names = list(found, "PolicyNames")?.whole(found)?;
    names
        .iter()
        .map(|it| scalar(it, "the name of a policy").map(str::to_string))
        .collect()
}

/// `list-groups-for-user`, or plain names
fn group_names(found: &Cursor<'_>) -> Result<Vec<String>, TreeProblem> {
    let name = |it: &Cursor<'_>| {
        if it.has_members() {
            required(it, "GroupName")
        } else {
            scalar(it, "the name of a group")
        }
        .map(str::to_string)
    };
    list(found, "Groups")?
        .whole(found)?
        .iter()
        .map(name)
        .collect()
}
