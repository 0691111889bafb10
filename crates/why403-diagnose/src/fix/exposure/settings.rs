//! What settings that differ can reach: what is no policy decides about whom policies and ACLs
//! speak of.

use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::policy::Statement;
use why403_model::world::{Bucket, ObjectOwnership};

use super::callers::{Callers, everyone, known};
use super::contexts;
use super::patterns::{Class, Shown, of_access_point, of_bucket};
use super::reach::{Part, Reach};
use crate::fix::between::{SettingChange, Thing};
use crate::fix::mention;
use crate::fix::spot::{self, Bearer, Spot};

impl Reach<'_> {
    pub(super) fn setting(&mut self, change: &SettingChange) {
        match &change.of {
            Thing::Buckets(names) => {
                for name in names {
                    self.bucket(name, None);
                }
            }
            Thing::Object { bucket, key } => {
                let acls = self.buckets(bucket);
                let objects = acls.iter().flat_map(|it| &it.objects);
                let acls = objects
                    .filter(|it| it.key == *key)
                    .filter_map(|it| it.acl.known());
                let crowd = everyone(self.worlds, &[], &acls.collect::<Vec<_>>());
                let arn = alloc::format!("arn:aws:s3:::{bucket}/{key}");
                self.plain(crowd, [(arn.clone(), arn)].into());
            }
            Thing::Key(arn) => self.key(arn, change),
            // The key that it takes is asked for together with the object.
            Thing::Encryption { .. } => {}
            Thing::AccessPoint(arn) => self.access_point(arn),
            Thing::Caller { arn, groups } => {
                let crowd: Callers = known(arn).into_iter().collect();
                let is_group = |it: &Spot| match &it.bearer {
                    Bearer::Identity {
                        of: spot::Holder::Group(name),
                        ..
                    } => groups.contains(&(it.account.clone(), name.clone())),
                    _ => false,
                };
                let touched = self.statements(is_group);
                self.each(crowd, &touched, None);
            }
        }
        if !change.tags.is_empty() {
            self.tagged(change);
        }
    }

    /// All that is decided at a place about callers whom `RestrictPublicBuckets` cuts off
    pub(super) fn strangers(&mut self, spot: &Spot) {
        match &spot.bearer {
            Bearer::Bucket(name) => self.bucket(name, Some(&spot.account)),
            Bearer::AccessPoint(arn) => self.access_point(arn),
            _ => {}
        }
    }

    fn access_point(&mut self, arn: &str) {
        let own = of_access_point(arn);
        let places = own.iter().flat_map(|it| self.patterns.within(it)).collect();
        let bearer = Bearer::AccessPoint(arn.to_string());
        let touched = self.statements(|it| it.bearer == bearer);
        let crowd = everyone(self.worlds, &touched, &[]);
        self.each(crowd.clone(), &touched, Some(&places));
        self.plain(crowd, places);
    }

    /// What depends on tags that differ
    fn tagged(&mut self, change: &SettingChange) {
        let mut touched = Vec::new();
        for world in self.worlds {
            touched.extend(mention::statements(&change.tags, world));
        }
        let places: Option<BTreeSet<Shown>> = match &change.of {
            Thing::Buckets(names) => {
                let own = names.iter().flat_map(|it| of_bucket(it));
                Some(own.flat_map(|it| self.patterns.within(&it)).collect())
            }
            Thing::Object { bucket, key } => {
                let arn = alloc::format!("arn:aws:s3:::{bucket}/{key}");
                Some(BTreeSet::from([(arn.clone(), arn)]))
            }
            Thing::Key(arn) | Thing::AccessPoint(arn) => {
                Some(BTreeSet::from([(arn.clone(), arn.clone())]))
            }
            Thing::Caller { .. } | Thing::Encryption { .. } => None,
        };
        let crowd = match &change.of {
            Thing::Caller { arn, .. } => known(arn).into_iter().collect(),
            _ => everyone(self.worlds, &touched, &[]),
        };
        self.each(crowd, &touched, places.as_ref());
    }

    /// Statements, each on its own resources or on the given ones
    fn each(&mut self, crowd: Callers, touched: &[Statement], places: Option<&BTreeSet<Shown>>) {
        let crowd = Arc::new(crowd);
        let contexts = Arc::new(contexts::contexts(touched, &[]));
        for statement in touched {
            let own = places.map_or_else(|| self.named(statement), BTreeSet::clone);
            self.part(&crowd, statement, own, &contexts);
        }
    }

    /// Actions of S3 that no statement has to speak of
    fn plain(&mut self, crowd: Callers, resources: BTreeSet<Shown>) {
        self.parts.push(Part {
            callers: Arc::new(crowd),
            actions: self.patterns.of_s3(&resources),
            resources,
            contexts: Arc::new(contexts::plain()),
            about: None,
        });
    }

    /// What settings of a bucket decide about: its policy, and what ACLs can grant
    ///
    /// - `strangers_to`: only callers of other accounts are asked about, whom a public policy that is
    ///   restricted cuts off.
    fn bucket(&mut self, name: &str, strangers_to: Option<&AccountId>) {
        let is_of_policy = strangers_to.is_some();
        let [own, inside] = of_bucket(name);
        let mut places = self.patterns.within(&inside);
        places.insert((own.clone(), own));
        let found = self.buckets(name);
        for object in found.iter().flat_map(|it| &it.objects) {
            let one = alloc::format!("arn:aws:s3:::{name}/{}", object.key);
            places.insert((one.clone(), one));
        }
        let objects = found.iter().flat_map(|it| &it.objects);
        let acls = objects.filter_map(|it| it.acl.known());
        let acls = acls.chain(found.iter().filter_map(|it| it.acl.known()));
        let acls: Vec<_> = acls.collect();
        let bearer = Bearer::Bucket(name.to_string());
        let touched = self.statements(|it| it.bearer == bearer);
        let mut crowd = everyone(self.worlds, &touched, &acls);
        crowd.retain(|_, it| strangers_to.is_none_or(|own| it.account().as_ref() != Some(own)));
        // Where ACLs are off in both, no more is allowed than statements say.
        let is_off =
            |it: &&Bucket| it.ownership == Fact::Known(ObjectOwnership::BucketOwnerEnforced);
        if !is_of_policy || !found.iter().all(is_off) {
            self.plain(crowd.clone(), places);
        }
        let crowd = Arc::new(crowd);
        let contexts = Arc::new(contexts::contexts(&touched, &[]));
        for statement in &touched {
            let resources = self.named(statement);
            self.part(&crowd, statement, resources, &contexts);
        }
    }

    fn key(&mut self, arn: &str, change: &SettingChange) {
        let place = BTreeSet::from([(arn.to_string(), arn.to_string())]);
        for grant in &change.grants {
            let grantee = Arn::parse(&grant.grantee).ok().and_then(|it| known(&it));
            let actions = grant.operations.iter();
            let actions = actions.map(|it| Class::of(alloc::format!("kms:{it}")));
            self.parts.push(Part {
                callers: Arc::new(grantee.into_iter().collect()),
                actions: actions.collect(),
                resources: place.clone(),
                contexts: Arc::new(contexts::of_grant(grant)),
                about: None,
            });
        }
        // Tags are followed by what mentions them; of the rest only the state is left.
        if change.grants.is_empty() && change.tags.is_empty() {
            let bearer = Bearer::Key(arn.to_string());
            let touched = self.statements(|it| it.bearer == bearer);
            let crowd = everyone(self.worlds, &touched, &[]);
            self.each(crowd, &touched, Some(&place));
        }
    }

    /// The bucket of a name in either world
    fn buckets(&self, name: &str) -> Vec<&Bucket> {
        let accounts = self.worlds.iter().flat_map(|it| it.accounts.values());
        accounts.filter_map(|it| it.buckets.get(name)).collect()
    }
}
