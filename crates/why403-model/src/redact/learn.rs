//! What names are names of, learned from where they stand: worlds, ARNs, `s3://…`.
//!
//! A name that is never learned is mapped all the same, as `name-1`.

use alloc::string::String;

use super::vocabulary;
use super::{Kind, Manner, Redactor};
use crate::arn::Arn;
use crate::known::Fact;
use crate::world::{Account, Organization, World};

impl Redactor {
    /// Learns the names of a world, in its own order.
    pub fn learn_world(&mut self, world: &World) {
        for account in world.accounts.values() {
            self.account(account);
        }
        if let Fact::Known(Some(organization)) = &world.organization {
            self.organization(organization);
        }
    }

    fn account(&mut self, account: &Account) {
        self.learn(Kind::Name, account.id.as_str());
        for bucket in account.buckets.values() {
            self.learn(Kind::Bucket, &bucket.name);
            for object in &bucket.objects {
                self.learn(Kind::Key, &object.key);
                self.tags(&object.tags);
            }
            self.tags(&bucket.tags);
        }
        for role in account.iam.roles.values() {
            self.learn(Kind::Role, role.arn.as_str());
            self.tags(&role.tags);
        }
        for user in account.iam.users.values() {
            self.learn(Kind::User, user.arn.as_str());
            self.tags(&user.tags);
        }
        for group in account.iam.groups.values() {
            self.learn(Kind::Group, group.arn.as_str());
        }
        for arn in account.access_points.keys().chain(account.functions.keys()) {
            self.learn(Kind::Name, arn);
        }
        let rules = account.event_rules.values();
        for rule in rules.filter_map(Fact::known).flatten() {
            self.learn(Kind::Rule, rule.arn.as_str());
        }
        for group in account
            .log_groups
            .values()
            .filter_map(Fact::known)
            .flatten()
        {
            self.learn(Kind::Name, group);
        }
        for key in account.keys.values() {
            self.learn(Kind::Name, key.arn.as_str());
            self.tags(&key.tags);
        }
    }

    fn organization(&mut self, organization: &Organization) {
        if let Fact::Known(id) = &organization.id {
            self.learn(Kind::Name, id);
        }
        for levels in organization.levels.values() {
            for level in levels.known().into_iter().flatten() {
                self.learn(Kind::Name, &level.id);
                if let Some(name) = &level.name {
                    self.learn(Kind::Unit, name);
                }
            }
        }
    }

    fn tags(&mut self, tags: &Fact<alloc::collections::BTreeMap<String, String>>) {
        for (key, value) in tags.known().into_iter().flatten() {
            self.learn(Kind::Tag, &key.to_lowercase());
            self.learn(Kind::Value, value);
        }
    }

    /// Learns the names in a text, as names of this kind; those of an ARN or `s3://…` by their
    /// places in it.
    pub fn learn(&mut self, kind: Kind, text: &str) {
        if let Some(path) = text.strip_prefix("s3://") {
            return self.object(path);
        }
        let Ok(arn) = Arn::parse(text) else {
            let _ = self.scan(text, kind, Manner::Written);
            return;
        };
        let _ = self.scan(arn.account(), Kind::Name, Manner::Written);
        let resource = arn.resource();
        let (head, tail) = resource.split_once('/').unwrap_or((resource, ""));
        match (arn.service(), head) {
            ("iam", _) if arn.account() == "aws" => {
                let name = tail.rsplit('/').next().unwrap_or("");
                if !vocabulary::is_own(name) {
                    self.kept.insert(name.into());
                }
            }
            ("s3", _) if arn.account().is_empty() => self.object(resource),
            ("s3", "accesspoint") => {
                let (point, key) = tail.split_once("/object/").unwrap_or((tail, ""));
                self.each(Kind::AccessPoint, point);
                self.each(Kind::Key, key);
            }
            ("lambda", _) if resource.starts_with("function:") => {
                let name = resource.trim_start_matches("function:");
                self.each(Kind::Function, name);
            }
            ("events", "rule") => self.each(Kind::Rule, tail),
            ("iam", "role") => self.pathed(Kind::Role, tail),
            ("iam", "user") => self.pathed(Kind::User, tail),
            ("iam", "group") => self.pathed(Kind::Group, tail),
            ("iam", "policy") => self.pathed(Kind::Policy, tail),
            ("sts", "assumed-role") => {
                let (role, session) = tail.split_once('/').unwrap_or((tail, ""));
                self.each(Kind::Role, role);
                self.each(Kind::Session, session);
            }
            ("sts", "federated-user") => self.each(Kind::User, tail),
            ("organizations", _) => {
                let last = tail.rsplit('/').next().unwrap_or("");
                let _ = self.scan(last, Kind::Name, Manner::Written);
            }
            (_, _) => {
                let _ = self.scan(resource, Kind::Name, Manner::Written);
            }
        }
    }

    fn object(&mut self, path: &str) {
        let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
        self.each(Kind::Bucket, bucket);
        self.each(Kind::Key, key);
    }

    fn pathed(&mut self, kind: Kind, path: &str) {
        let (path, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.each(kind, name);
        self.each(Kind::Path, path);
    }

    fn each(&mut self, kind: Kind, text: &str) {
        let _ = self.scan(text, kind, Manner::Written);
    }
}
