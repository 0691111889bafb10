//! From the tree of answers to the world: each reader turns one kind of answer into facts.
//!
//! - [`call`]: the table of AWS's read calls
//! - [`answer`]: what stands in the place of an answer
//! - [`document`]: policy documents in all the forms they come in; [`draft`]: those of any file
//! - [`organization`], [`iam`], [`s3`], [`kms`], [`access_point`], [`network`], [`lambda`],
//!   [`events`]: the parts of the world

mod access_point;
mod acl;
mod answer;
mod call;
mod document;
mod draft;
mod events;
mod iam;
mod indented;
mod kms;
mod lambda;
mod logs;
mod network;
mod organization;
mod s3;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use self::call::{CALLS, Call};

use self::acl::Canonicals;
use self::answer::{required, scalar, unwrapped};
use self::call::{CANONICAL_USER, Scope, known_members};
use super::tree::{Cursor, FORMAT, Here, Tree, TreeProblem};
use super::{Account, World};
use crate::arn::AccountId;
use crate::known::{Fact, Reason};
use crate::nearest::nearest;

impl World {
    /// The world that a tree of answers tells.
    ///
    /// - Never fails: what cannot be read is a hole, and a problem of the result.
    /// - Problems stand in the order of their paths in the tree.
    #[must_use]
    pub fn build(tree: &Tree) -> Self {
        let mut build = Build {
            tree,
            problems: Vec::new(),
            strange: BTreeSet::new(),
        };
        build.note_leaves();
        let mut world = build.world(&tree.cursor());
        world.problems = build.problems;
        world
            .problems
            .sort_by_cached_key(|it| (it.at().path.clone(), it.at().span));
        world
    }
}

/// The tree that is read, and what was found wrong with it so far
struct Build<'t> {
    tree: &'t Tree,
    problems: Vec<TreeProblem>,
    /// The folders that hold a file which is no part of the tree
    strange: BTreeSet<&'t str>,
}

impl<'t> Build<'t> {
    fn note_leaves(&mut self) {
        self.problems.extend(self.tree.problems.iter().cloned());
        let paths = self
            .tree
            .problems
            .iter()
            .map(|problem| problem.at().path.as_str());
        self.strange.extend(
            paths
                .filter_map(|path| path.rsplit_once('/'))
                .map(|(it, _)| it),
        );
        for (path, leaf) in self.tree.leaves() {
            for problem in leaf.problems() {
                let source = Some(leaf.source().clone());
                let at = super::tree::Place {
                    path: path.clone(),
                    source,
                    span: problem.span(),
                };
                self.problems.push(TreeProblem::Unreadable {
                    at,
                    problem: problem.clone(),
                });
            }
        }
    }

    fn world(&mut self, root: &Cursor<'t>) -> World {
        self.check_members(root, "");
        self.check_format(root);
        let taken_at = root
            .get("taken-at")
            .and_then(|it| match scalar(&it, "a time, as text") {
                Ok(text) => Some(text.to_string()),
                Err(problem) => {
                    self.problems.push(problem);
                    None
                }
            });
        let places = self.account_places(root);
        let canonicals = self.canonicals(&places);
        let ids: Vec<_> = places.iter().map(|(id, _)| id.clone()).collect();
        let organization = self.organization(root, &ids);
        let accounts = places.into_iter().map(|(id, place)| {
            let account = self.account(&id, &place, &canonicals);
            (id, account)
        });
        let accounts = accounts.collect();
        World {
            taken_at,
            organization,
            accounts,
            declared: Arc::from([]),
            problems: Vec::new(),
        }
    }

    fn check_format(&mut self, root: &Cursor<'t>) {
        let Some(found) = root.get("schema") else {
            return;
        };
        match scalar(&found, "the name of the format, as text") {
            Ok(FORMAT) => {}
            Ok(other) => {
                let (at, found) = (found.place(), other.to_string());
                self.problems.push(TreeProblem::OtherFormat { at, found });
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    fn account_places(&mut self, root: &Cursor<'t>) -> Vec<(AccountId, Cursor<'t>)> {
        let mut places = Vec::new();
        for (name, place) in self.members(root, "accounts") {
            match AccountId::parse(name) {
                Some(id) => places.push((id, place)),
                None => self
                    .problems
                    .push(place.bad_value("an account id of twelve digits", name)),
            }
        }
        places
    }

    /// Canonical ids by which ACLs name accounts: told, or read off the owner of a bucket.
    ///
    /// The owner in a bucket's ACL is the account that owns the bucket.
    fn canonicals(&mut self, places: &[(AccountId, Cursor<'t>)]) -> Canonicals {
        let mut canonicals = Canonicals::default();
        for (id, place) in places {
            let scope = Scope::default().with("account", id.as_str());
            let told = self.fact(place, &CANONICAL_USER, &scope, None, canonical_id);
            let fact = match (told, owner_of_a_bucket(place)) {
                (Fact::Unknown(_), Some(owner)) => Fact::Known(owner.to_string()),
                (told, _) => told,
            };
            canonicals.add(id, fact);
        }
        canonicals
    }

    fn account(&mut self, id: &AccountId, place: &Cursor<'t>, canonicals: &Canonicals) -> Account {
        const PATTERN: &str = "accounts/{account}";
        self.check_members(place, PATTERN);
        let scope = Scope::default().with("account", id.as_str());
        let partition = partition(place);
        let iam = self.iam(place, &scope.with("partition", partition));
        let (public_access_block, buckets) = self.s3(id, place, &scope, canonicals);
        let mut account = Account {
            id: id.clone(),
            canonical_id: canonicals.of_account(id, &scope),
            iam,
            public_access_block,
            buckets,
            keys: BTreeMap::new(),
            access_points: BTreeMap::new(),
            functions: BTreeMap::new(),
            networks: BTreeMap::new(),
            event_rules: BTreeMap::new(),
            log_groups: BTreeMap::new(),
        };
        for (region, place) in self.members(place, "regions") {
            self.region(&mut account, &place, &scope.with("region", region));
        }
        account
    }

    /// Adds what an account has in one Region
    fn region(&mut self, account: &mut Account, place: &Cursor<'t>, scope: &Scope) {
        self.check_members(place, "accounts/{account}/regions/{region}");
        let region = scope.name("region");
        for (name, place) in self.members(place, "kms") {
            let key = self.key(&account.id, &place, &scope.with("key", name));
            let named = key.map(|it| (it.arn.as_str().to_string(), it));
            account.keys.extend(named);
        }
        if let Some(s3) = place.get("s3") {
            self.check_members(&s3, "accounts/{account}/regions/{region}/s3");
            for (name, place) in self.members(&s3, "access-points") {
                let found = self.access_point(&place, &scope.with("access-point", name));
                let named = found.map(|it| (it.arn.as_str().to_string(), it));
                account.access_points.extend(named);
            }
        }
        for (name, place) in self.members(place, "lambda") {
            let function = self.function(&place, &scope.with("function", name));
            let named = function.map(|it| (it.arn.as_str().to_string(), it));
            account.functions.extend(named);
        }
        if let Some(ec2) = place.get("ec2") {
            let network = self.network(&ec2, scope);
            account.networks.insert(region.to_string(), network);
        }
        if let Some(events) = place.get("events") {
            let rules = self.events(&events, scope);
            account.event_rules.insert(region.to_string(), rules);
        }
        if let Some(logs) = place.get("logs") {
            let groups = self.log_groups(&logs, scope);
            account.log_groups.insert(region.to_string(), groups);
        }
    }

    /// The members of a member that is a folder of named things; noted where it is none
    fn members(&mut self, parent: &Cursor<'t>, name: &str) -> Vec<(&'t str, Cursor<'t>)> {
        let Some(found) = parent.get(name) else {
            return Vec::new();
        };
        let is_empty_list = found.elements().is_some_and(|elements| elements.is_empty());
        let is_told = found.is_null() || is_empty_list || matches!(found.here(), Here::Broken(..));
        if !found.has_members() && !is_told {
            self.problems
                .push(found.wrong_type(name, "a folder, or an object"));
        }
        found.members()
    }

    /// What makes a folder of named things less than all there are
    fn cut_members(&self, found: &Cursor<'t>) -> Option<Reason> {
        if let Some(problem) = found.problem() {
            return Some(Reason::Unreadable(problem.to_string()));
        }
        if self.strange.contains(found.path()) {
            return Some(Reason::Unreadable(
                "a file in its folder is no part of a world".into(),
            ));
        }
        let is_empty_list = found.elements().is_some_and(|elements| elements.is_empty());
        let is_whole = found.has_members() || found.is_null() || is_empty_list;
        (!is_whole).then(|| Reason::Unreadable("it is no folder".into()))
    }

    /// Notes every member whose name the format does not have there
    fn check_members(&mut self, found: &Cursor<'t>, pattern: &str) {
        let Some(known) = known_members(pattern) else {
            return;
        };
        if !found.has_members() && !matches!(found.here(), Here::Broken(..)) {
            let name = if found.path().is_empty() {
                "the world"
            } else {
                found.path()
            };
            self.problems
                .push(found.wrong_type(name, "a folder, or an object"));
        }
        for (name, _) in found.members() {
            if !known.contains(&name) {
                self.problems.push(TreeProblem::UnknownMember {
                    at: found.place_of_name(name),
                    name: name.to_string(),
                    nearest: nearest(name, known.iter().copied()),
                });
            }
        }
    }
}

/// The canonical id in `list-buckets`' answer, in its `Owner` alone, or as plain text
fn canonical_id(found: &Cursor<'_>) -> Result<String, TreeProblem> {
    if found.node().is_some_and(|node| node.as_str().is_some()) {
        return scalar(found, "a canonical user id").map(str::to_string);
    }
    required(&unwrapped(found, "Owner"), "ID").map(str::to_string)
}

fn owner_of_a_bucket<'t>(account: &Cursor<'t>) -> Option<&'t str> {
    let buckets = account.get("s3")?.get("buckets")?.members();
    let owner = |acl: &Cursor<'t>| acl.get("Owner")?.get("ID")?.node()?.as_str();
    buckets
        .iter()
        .find_map(|(_, bucket)| owner(&bucket.get("acl")?))
}

/// The partition of an account, from the Regions it has; `aws` where it has none
fn partition(account: &Cursor<'_>) -> &'static str {
    let regions = account
        .get("regions")
        .map(|it| it.members())
        .unwrap_or_default();
    regions
        .first()
        .map_or("aws", |(region, _)| partition_of(region))
}

/// The partition of a Region. Source: AWS General Reference, "Regional endpoints"
fn partition_of(region: &str) -> &'static str {
    let row = PARTITIONS
        .iter()
        .find(|(prefix, _)| region.starts_with(prefix));
    row.map_or("aws", |(_, partition)| partition)
}

static PARTITIONS: &[(&str, &str)] = &[
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("eu-isoe-", "aws-iso-e"),
    ("us-isof-", "aws-iso-f"),
    ("eusc-", "aws-eusc"),
];
