//! `iam.json`: one answer of `get-account-authorization-details`, which lists everything.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::entity::{Common, Entity, Policies};
use super::managed::{LIST, Managed};
use super::{GROUPS, Kind, ROLES, USERS, empty};
use crate::known::{Fact, Gap, Reason};
use crate::world::Iam;
use crate::world::build::answer::{is_cut, list, required, scalar};
use crate::world::build::call::{IAM, Scope};
use crate::world::build::{Build, Cursor};
use crate::world::tree::TreeProblem;

impl<'t> Build<'t> {
    /// What `iam.json` tells; an entity that it does not list does not exist
    pub(super) fn iam_details(
        &mut self,
        found: &Cursor<'t>,
        scope: &Scope,
        folder: Option<&'t str>,
    ) -> Iam {
        let gap = |why| scope.gap(&IAM, why, folder);
        let mut managed = Managed::new(&IAM, folder);
        match list(found, LIST) {
            Ok(policies) => self.managed_details(policies.elements, &mut managed, scope),
            Err(TreeProblem::Missing { .. }) => {}
            Err(problem) => self.problems.push(problem),
        }

        let mut iam = empty(is_cut(found).then(|| gap(Reason::NotCollected)));
        for (name, it) in self.listed(found, &ROLES, &mut iam, &gap) {
            let scope = scope.with("role", &name);
            let entity = Entity {
                kind: &ROLES,
                name: &name,
                scope: &scope,
                managed: &managed,
            };
            let Some((common, policies)) = self.detail(&entity, &it, &mut iam, &gap) else {
                continue;
            };
            iam.roles.insert(name, common.role(policies));
        }
        for (name, it) in self.listed(found, &USERS, &mut iam, &gap) {
            let scope = scope.with("user", &name);
            let entity = Entity {
                kind: &USERS,
                name: &name,
                scope: &scope,
                managed: &managed,
            };
            let Some((common, policies)) = self.detail(&entity, &it, &mut iam, &gap) else {
                continue;
            };
            let groups = match names(&it, "GroupList") {
                Ok(groups) => Fact::Known(groups),
                Err(problem) => Fact::Unknown(gap(self.unreadable(problem))),
            };
            iam.users.insert(name, common.user(policies, groups));
        }
        for (name, it) in self.listed(found, &GROUPS, &mut iam, &gap) {
            let scope = scope.with("group", &name);
            let entity = Entity {
                kind: &GROUPS,
                name: &name,
                scope: &scope,
                managed: &managed,
            };
            let Some((common, policies)) = self.detail(&entity, &it, &mut iam, &gap) else {
                continue;
            };
            iam.groups.insert(name, common.group(policies));
        }
        iam
    }

    /// The entries of one list with their names; a list that is not whole makes IAM incomplete
    fn listed(
        &mut self,
        found: &Cursor<'t>,
        kind: &Kind,
        iam: &mut Iam,
        gap: &dyn Fn(Reason) -> Gap,
    ) -> Vec<(String, Cursor<'t>)> {
        let entries = match found.get(kind.details) {
            None => {
                iam.incomplete
                    .get_or_insert_with(|| gap(Reason::NotCollected));
                return Vec::new();
            }
            Some(_) => list(found, kind.details),
        };
        let mut named = Vec::new();
        match entries {
            Ok(entries) => {
                for it in entries.elements {
                    match required(&it, kind.name) {
                        Ok(name) => named.push((name.to_string(), it)),
                        Err(problem) => self.lost(problem, iam, gap),
                    }
                }
            }
            Err(problem) => self.lost(problem, iam, gap),
        }
        named
    }

    fn detail(
        &mut self,
        entity: &Entity<'_, 't>,
        found: &Cursor<'t>,
        iam: &mut Iam,
        gap: &dyn Fn(Reason) -> Gap,
    ) -> Option<(Common, Policies)> {
        match self.common(entity, found, gap) {
            Ok(common) => Some((common, self.detail_policies(entity, found, gap))),
            Err(problem) => {
                self.lost(problem, iam, gap);
                None
            }
        }
    }

    /// Inline policies, then attached ones
    fn detail_policies(
        &mut self,
        entity: &Entity<'_, 't>,
        found: &Cursor<'t>,
        gap: &dyn Fn(Reason) -> Gap,
    ) -> Policies {
        let mut policies = Vec::new();
        match list(found, entity.kind.inline_list) {
            Ok(inline) => {
                for it in &inline.elements {
                    let name = required(it, "PolicyName");
                    let at = name.and_then(|name| {
                        let missing = || TreeProblem::Missing {
                            at: it.place(),
                            member: "PolicyDocument",
                        };
                        Ok((name, it.get("PolicyDocument").ok_or_else(missing)?))
                    });
                    policies.push(match at {
                        Ok((name, at)) => {
                            self.document_fact(&at, entity.inline_label(name), None, gap)
                        }
                        Err(problem) => Fact::Unknown(gap(self.unreadable(problem))),
                    });
                }
            }
            // The CLI leaves an empty list of a user out.
            Err(TreeProblem::Missing { .. }) => {}
            Err(problem) => policies.push(Fact::Unknown(gap(self.unreadable(problem)))),
        }
        match list(found, "AttachedManagedPolicies") {
            Ok(attached) => policies.extend(self.attached(entity, &attached.elements, gap)),
            Err(TreeProblem::Missing { .. }) => {}
            Err(problem) => policies.push(Fact::Unknown(gap(self.unreadable(problem)))),
        }
        policies
    }

    /// Notes an entry that cannot be read: the lists are not whole without it
    fn lost(&mut self, problem: TreeProblem, iam: &mut Iam, gap: &dyn Fn(Reason) -> Gap) {
        let why = self.unreadable(problem);
        iam.incomplete.get_or_insert_with(|| gap(why));
    }
}

/// A list of plain names; one that is left out is empty
fn names(found: &Cursor<'_>, name: &'static str) -> Result<Vec<String>, TreeProblem> {
    match list(found, name) {
        Ok(list) => {
            let name = |it: &Cursor<'_>| scalar(it, "a name").map(str::to_string);
            list.elements.iter().map(name).collect()
        }
        Err(TreeProblem::Missing { .. }) => Ok(Vec::new()),
        Err(problem) => Err(problem),
    }
}
