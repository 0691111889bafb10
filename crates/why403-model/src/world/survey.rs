//! What a world holds and what it lacks, for people who fill it.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{
    AccessPoint, Account, Bucket, Document, Function, Iam, Key, Level, Network, Object,
    Organization, World,
};
use crate::known::{Fact, Gap};

/// What a world holds and what it lacks
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// How much was understood
    pub counts: Counts,
    /// What is not known, each hole once: the organization's first, then account by account.
    ///
    /// Only of things of which the world tells something: a bucket that it never mentions is
    /// no hole.
    pub holes: Vec<Gap>,
}

/// How many things of each kind a world tells of, those that are known to be missing left out
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Accounts
    pub accounts: usize,
    /// Roles
    pub roles: usize,
    /// Users
    pub users: usize,
    /// Groups
    pub groups: usize,
    /// Buckets
    pub buckets: usize,
    /// Objects
    pub objects: usize,
    /// KMS keys
    pub keys: usize,
    /// Access points
    pub access_points: usize,
    /// VPC endpoints
    pub endpoints: usize,
    /// Functions
    pub functions: usize,
    /// Event rules
    pub event_rules: usize,
}

impl World {
    /// What the world holds and what it lacks.
    ///
    /// - `counts` and `holes` say nothing about [`World::problems`], which stand beside them.
    /// - A hole whose `slot` is known names the file that the answer goes to.
    #[must_use]
    pub fn survey(&self) -> Survey {
        let mut counter = Counter::default();
        match &self.organization {
            Fact::Unknown(gap) => counter.hole(gap),
            Fact::Known(None) => {}
            Fact::Known(Some(organization)) => counter.organization(organization),
        }
        for account in self.accounts.values() {
            counter.account(account);
        }
        Survey {
            counts: counter.counts,
            holes: counter.holes,
        }
    }
}

#[derive(Default)]
struct Counter {
    counts: Counts,
    holes: Vec<Gap>,
    /// The same: several facts come from one answer, and one policy hangs on several roles
    seen: BTreeSet<Gap>,
}

/// A list of policies, each known or not
type Policies = Fact<Vec<Fact<Arc<Document>>>>;

impl Counter {
    fn hole(&mut self, gap: &Gap) {
        if self.seen.insert(gap.clone()) {
            self.holes.push(gap.clone());
        }
    }

    fn each<'w, T: 'w>(&mut self, all: impl Iterator<Item = &'w T>, visit: impl Fn(&mut Self, &T)) {
        for it in all {
            visit(self, it);
        }
    }

    fn fact<T>(&mut self, fact: &Fact<T>) {
        if let Fact::Unknown(gap) = fact {
            self.hole(gap);
        }
    }

    fn policies(&mut self, policies: &Policies) {
        match policies {
            Fact::Unknown(gap) => self.hole(gap),
            Fact::Known(all) => self.each(all.iter(), Self::fact),
        }
    }

    fn organization(&mut self, organization: &Organization) {
        let Organization {
            id,
            management_account,
            levels,
            public_access_blocks,
        } = organization;
        self.fact(id);
        self.fact(management_account);
        for levels in levels.values() {
            match levels {
                Fact::Unknown(gap) => self.hole(gap),
                Fact::Known(levels) => self.each(levels.iter(), Self::level),
            }
        }
        self.each(public_access_blocks.values(), Self::fact);
    }

    fn level(&mut self, level: &Level) {
        let Level {
            id: _,
            name: _,
            scps,
            rcps,
        } = level;
        self.policies(scps);
        self.policies(rcps);
    }

    fn account(&mut self, account: &Account) {
        let Account {
            id: _,
            canonical_id,
            iam,
            public_access_block,
            buckets,
            keys,
            access_points,
            functions,
            networks,
            event_rules,
            log_groups,
        } = account;
        self.counts.accounts += 1;
        self.fact(canonical_id);
        self.iam(iam);
        self.fact(public_access_block);
        self.each(buckets.values(), Self::bucket);
        self.each(keys.values(), Self::key);
        self.each(access_points.values(), Self::access_point);
        self.each(functions.values(), Self::function);
        self.each(networks.values(), Self::network);
        for rules in event_rules.values() {
            self.fact(rules);
            for rule in rules.known().into_iter().flatten() {
                self.counts.event_rules += 1;
                self.fact(&rule.targets);
            }
        }
        for groups in log_groups.values() {
            self.fact(groups);
        }
    }

    fn iam(&mut self, iam: &Iam) {
        let Iam {
            roles,
            users,
            groups,
            incomplete,
            absent: _,
        } = iam;
        self.counts.roles += roles.len();
        self.counts.users += users.len();
        self.counts.groups += groups.len();
        self.each(incomplete.iter(), Self::hole);
        for role in roles.values() {
            self.policies(&role.policies);
            self.fact(&role.boundary);
            self.fact(&role.tags);
            // Without the answer of `get-role` all three are missing, under one name.
            if role.boundary.known().is_some() {
                self.fact(&role.trust);
            }
        }
        for user in users.values() {
            self.policies(&user.policies);
            self.fact(&user.groups);
            self.fact(&user.boundary);
            self.fact(&user.tags);
        }
        for group in groups.values() {
            self.policies(&group.policies);
        }
    }

    fn bucket(&mut self, bucket: &Bucket) {
        let Bucket {
            name: _,
            owner: _,
            exists,
            region,
            policy,
            public_access_block,
            ownership,
            acl,
            encryption,
            blocks_sse_c,
            tags,
            abac_enabled,
            versioning,
            object_lock,
            requester_pays,
            logging,
            website,
            notifications,
            replication,
            policy_is_public,
            objects,
        } = bucket;
        if exists.known() == Some(&false) {
            return;
        }
        self.counts.buckets += 1;
        self.fact(region);
        self.fact(policy);
        self.fact(public_access_block);
        self.fact(ownership);
        self.fact(acl);
        self.fact(encryption);
        self.fact(blocks_sse_c);
        self.fact(tags);
        self.fact(abac_enabled);
        self.fact(versioning);
        self.fact(object_lock);
        self.fact(requester_pays);
        self.fact(logging);
        self.fact(website);
        self.fact(notifications);
        self.fact(replication);
        self.fact(policy_is_public);
        // The answer that tells the Region would tell this too.
        if region.known().is_some() {
            self.fact(exists);
        }
        self.each(objects.iter(), Self::object);
    }

    fn object(&mut self, object: &Object) {
        let Object {
            key: _,
            version_id: _,
            found_version: _,
            exists,
            is_delete_marker: _,
            encryption,
            is_sse_c,
            acl,
            tags,
            storage,
            retention,
            legal_hold,
        } = object;
        if exists.known() == Some(&false) {
            return;
        }
        self.counts.objects += 1;
        self.fact(exists);
        self.fact(encryption);
        self.fact(is_sse_c);
        self.fact(acl);
        self.fact(tags);
        self.fact(storage);
        self.fact(retention);
        self.fact(legal_hold);
    }

    fn key(&mut self, key: &Key) {
        let Key {
            arn: _,
            exists,
            manager,
            state,
            policy,
            grants,
            tags,
            aliases,
        } = key;
        if exists.known() == Some(&false) {
            return;
        }
        self.counts.keys += 1;
        self.fact(exists);
        self.fact(manager);
        self.fact(state);
        self.fact(policy);
        self.fact(grants);
        self.fact(tags);
        self.fact(aliases);
    }

    fn access_point(&mut self, access_point: &AccessPoint) {
        let AccessPoint {
            arn: _,
            settings,
            public_access_block,
            policy,
        } = access_point;
        if matches!(settings, Fact::Known(None)) {
            return;
        }
        self.counts.access_points += 1;
        self.fact(settings);
        self.fact(public_access_block);
        self.fact(policy);
    }

    fn function(&mut self, function: &Function) {
        let Function {
            arn: _,
            configuration,
            policy,
            qualifiers,
            url,
        } = function;
        if matches!(configuration, Fact::Known(None)) {
            return;
        }
        self.counts.functions += 1;
        self.fact(configuration);
        self.fact(policy);
        self.each(qualifiers.values(), Self::fact);
        self.fact(url);
    }

    fn network(&mut self, network: &Network) {
        let Network {
            endpoints,
            route_tables,
            subnets,
        } = network;
        self.fact(endpoints);
        for endpoint in endpoints.known().into_iter().flatten() {
            self.counts.endpoints += 1;
            self.fact(&endpoint.policy);
        }
        self.fact(route_tables);
        self.fact(subnets);
    }
}
