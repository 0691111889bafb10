//! Who is under whom: told from above by `children/ID`, or from below by `parents/ID`.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Named, named};
use crate::arn::AccountId;
use crate::known::Reason;
use crate::world::build::answer::list;
use crate::world::build::call::{CHILDREN, PARENTS};
use crate::world::build::{Build, Cursor};
use crate::world::tree::TreeProblem;

/// The parent of each node, and the names of nodes
#[derive(Default)]
pub(super) struct Parents {
    parents: BTreeMap<String, Parent>,
    names: BTreeMap<String, String>,
}

enum Parent {
    Known(String),
    Unknown(Reason),
}

/// The nodes above an account
pub(super) enum Chain {
    /// From the root down to the account itself
    Whole(Vec<String>),
    /// The parent of `at` is not known
    Cut { at: String, why: Reason },
}

impl Parents {
    /// The chain of nodes from the root down to this one
    pub(super) fn chain(&self, account: &str) -> Chain {
        let mut chain = alloc::vec![account.to_string()];
        let mut at = account;
        while !at.starts_with("r-") {
            let (parent, why) = match self.parents.get(at) {
                Some(Parent::Known(parent)) => (Some(parent), None),
                Some(Parent::Unknown(why)) => (None, Some(why.clone())),
                None => (None, None),
            };
            let Some(parent) = parent else {
                let why = why.unwrap_or(Reason::NotCollected);
                return Chain::Cut {
                    at: at.to_string(),
                    why,
                };
            };
            if chain.len() >= DEEPEST {
                let why = Reason::Unreadable("the parents of the organization form a ring".into());
                return Chain::Cut {
                    at: at.to_string(),
                    why,
                };
            }
            chain.push(parent.clone());
            at = parent;
        }
        chain.reverse();
        Chain::Whole(chain)
    }

    /// Every account that is under some node
    pub(super) fn accounts(&self) -> impl Iterator<Item = AccountId> {
        self.parents.keys().filter_map(|id| AccountId::parse(id))
    }

    /// Takes names over
    pub(super) fn name<'n>(&mut self, nodes: impl Iterator<Item = &'n Named>) {
        for node in nodes {
            if let Some(name) = &node.name {
                self.names.insert(node.id.clone(), name.clone());
            }
        }
    }

    /// The name of a node, where it is told
    pub(super) fn name_of(&self, id: &str) -> Option<String> {
        self.names.get(id).cloned()
    }
}

impl<'t> Build<'t> {
    /// Who is under whom in the organization
    pub(super) fn parents(&mut self, organization: &Cursor<'t>) -> Parents {
        let mut all = Parents::default();
        for (parent, place) in self.members(organization, "children") {
            let answer = self.answer_at(place.clone(), &CHILDREN);
            let Ok(children) = self.settled(answer, Some(Vec::new()), children) else {
                continue;
            };
            all.name(children.iter());
            for child in children {
                self.add(&mut all, &place, &child.id, parent);
            }
        }
        for (child, place) in self.members(organization, "parents") {
            let answer = self.answer_at(place.clone(), &PARENTS);
            match self.settled(answer, None, one_parent) {
                Ok(parent) => self.add(&mut all, &place, child, &parent),
                Err(why) => {
                    all.parents
                        .entry(child.to_string())
                        .or_insert(Parent::Unknown(why));
                }
            }
        }
        all
    }

    /// Adds one parent; two different ones are none
    fn add(&mut self, all: &mut Parents, place: &Cursor<'t>, child: &str, parent: &str) {
        let before = match all.parents.get(child) {
            Some(Parent::Known(before)) if before != parent => Some(before.clone()),
            Some(Parent::Known(_) | Parent::Unknown(_)) | None => None,
        };
        let told = match before {
            None => Parent::Known(parent.to_string()),
            Some(first) => Parent::Unknown(self.unreadable(TreeProblem::Contradiction {
                at: place.place(),
                what: alloc::format!("the parent of {child}"),
                first,
                second: parent.to_string(),
            })),
        };
        all.parents.insert(child.to_string(), told);
    }
}

/// What is under a node: `list-children`, or `list-accounts-for-parent` and
/// `list-organizational-units-for-parent` with names, or one list of all
fn children(found: &Cursor<'_>) -> Result<Vec<Named>, TreeProblem> {
    let mut children = Vec::new();
    let lists = ["Children", "Accounts", "OrganizationalUnits"];
    let is_wrapped = lists.iter().any(|name| found.get(name).is_some());
    let there = lists
        .iter()
        .copied()
        .filter(|name| !is_wrapped || found.get(name).is_some());
    for name in there.take(if is_wrapped { lists.len() } else { 1 }) {
        for child in list(found, name)?.elements {
            children.push(named(&child)?);
        }
    }
    Ok(children)
}

/// `list-parents`, which lists one; or the id of the parent alone
fn one_parent(found: &Cursor<'_>) -> Result<String, TreeProblem> {
    if !found.has_members() && found.elements().is_none() {
        return named(found).map(|it| it.id);
    }
    let parents = list(found, "Parents")?.elements;
    match parents.as_slice() {
        [one] => named(one).map(|it| it.id),
        _ => Err(found.wrong_type("Parents", "a list of one parent")),
    }
}

/// Nodes in a chain: a root, five levels of organizational units, the account; and room.
/// Source: AWS Organizations User Guide, "Quotas"
const DEEPEST: usize = 16;
