//! Managed policies: entities name them by ARN, and their documents stand elsewhere, or nowhere.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::known::{Fact, Gap, Reason};
use crate::world::Document;
use crate::world::build::answer::{Answer, end_of, field, list, required, unwrapped};
use crate::world::build::call::{Call, POLICY, POLICY_VERSION, Scope};
use crate::world::build::document::{document, inside};
use crate::world::build::{Build, Cursor};
use crate::world::tree::TreeProblem;

/// The list of managed policies in `iam.json`
pub(super) const LIST: &str = "Policies";

/// The managed policies of which the tree tells something
pub(super) struct Managed<'t> {
    by_arn: BTreeMap<String, Fact<Document>>,
    /// Policies whose ARN the tree does not tell: a policy of AWS, or one of the account
    by_name: BTreeMap<String, Fact<Document>>,
    /// The call that closes the gap where a policy is missing
    call: &'static Call,
    folder: Option<&'t str>,
}

impl<'t> Managed<'t> {
    pub(super) fn new(call: &'static Call, folder: Option<&'t str>) -> Self {
        Self {
            by_arn: BTreeMap::new(),
            by_name: BTreeMap::new(),
            call,
            folder,
        }
    }

    /// The document in force of a managed policy, under the label of its use
    pub(super) fn labelled(&self, arn: &str, label: String, scope: &Scope) -> Fact<Arc<Document>> {
        let name = end_of(arn);
        match self.by_arn.get(arn).or_else(|| self.by_name.get(name)) {
            Some(fact) => fact.as_ref().map(|found| {
                Arc::new(Document {
                    label,
                    arn: Some(arn.to_string()),
                    ..found.clone()
                })
            }),
            None => Fact::Unknown(self.gap(&named(scope, arn, name, None), Reason::NotCollected)),
        }
    }

    fn gap(&self, scope: &Scope, why: Reason) -> Gap {
        let what = scope.what(&POLICY_VERSION);
        Gap {
            what,
            ..scope.gap(self.call, why, self.folder)
        }
    }
}

/// A policy's ARN as entities give it; people may write the name of one of the account's own
pub(super) fn policy_arn(written: &str, scope: &Scope) -> String {
    if written.starts_with("arn:") {
        return written.to_string();
    }
    let (partition, account) = (scope.name("partition"), scope.name("account"));
    alloc::format!("arn:{partition}:iam::{account}:policy/{written}")
}

/// The scope of one policy; the command looks a version up that is not known
fn named(scope: &Scope, arn: &str, name: &str, version: Option<&str>) -> Scope {
    let scope = scope.with("policy", name).with("arn", arn);
    if let Some(version) = version {
        return scope.with("version", version);
    }
    let ask = scope.command(&POLICY, None);
    let query = "--query Policy.DefaultVersionId --output text";
    scope.with_shell("version", alloc::format!("\"$({ask} {query})\""))
}

impl<'t> Build<'t> {
    /// Adds the policies of `iam.json`
    pub(super) fn managed_details(
        &mut self,
        policies: Vec<Cursor<'t>>,
        managed: &mut Managed<'t>,
        scope: &Scope,
    ) {
        for it in policies {
            let names = required(&it, "Arn").and_then(|arn| Ok((arn, default_version(&it)?)));
            match names {
                Ok((arn, version)) => {
                    let scope = named(scope, arn, end_of(arn), None);
                    let label = alloc::format!("managed policy {}", end_of(arn));
                    let fact = match document(&version, label, Some(arn)) {
                        Ok(found) => Fact::Known(found),
                        Err(problem) => {
                            Fact::Unknown(managed.gap(&scope, self.unreadable(problem)))
                        }
                    };
                    managed.by_arn.insert(arn.to_string(), fact);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    /// Adds `iam/policies/NAME/{policy,version}`, or a document right at `iam/policies/NAME`
    pub(super) fn managed_pieces(
        &mut self,
        iam: &Cursor<'t>,
        managed: &mut Managed<'t>,
        scope: &Scope,
    ) {
        for (name, place) in self.members(iam, "policies") {
            let is_document = ["Statement", "PolicyVersion", "Document"]
                .iter()
                .any(|member| place.get(member).is_some());
            let by_place = policy_arn(name, scope);
            if is_document {
                let scope = named(scope, &by_place, name, None);
                let fact = self.version(Answer::Present(place), &by_place, None, managed, &scope);
                managed.by_name.insert(name.to_string(), fact);
                continue;
            }
            self.check_members(&place, "accounts/{account}/iam/policies/{policy}");
            let answer = self.answer(&place, &POLICY);
            let told = self.settled(answer, None, |it| {
                let policy = unwrapped(it, "Policy");
                let arn = required(&policy, "Arn")?;
                if end_of(arn) != name {
                    let (wanted, found) = (name.to_string(), arn.to_string());
                    return Err(TreeProblem::Misfiled {
                        at: policy.place(),
                        wanted,
                        found,
                    });
                }
                Ok((arn, field(&policy, "DefaultVersionId")?))
            });
            let (arn, version) = told.clone().unwrap_or((&by_place, None));
            let scope = named(scope, arn, name, version);
            let answer = self.answer(&place, &POLICY_VERSION);
            let fact = self.version(answer, arn, version, managed, &scope);
            match told {
                Ok(_) => managed.by_arn.insert(arn.to_string(), fact),
                Err(_) => managed.by_name.insert(name.to_string(), fact),
            };
        }
    }

    /// The document of `get-policy-version`, if it is the version in force
    fn version(
        &mut self,
        answer: Answer<'t>,
        arn: &str,
        wanted: Option<&str>,
        managed: &Managed<'t>,
        scope: &Scope,
    ) -> Fact<Document> {
        let read = self.settled(answer, None, |it| {
            let version = unwrapped(it, "PolicyVersion");
            let found = field(&version, "VersionId")?;
            let is_default = version.get("IsDefaultVersion");
            let is_default = is_default.and_then(|it| it.node()?.as_bool()) != Some(false);
            let is_wanted = wanted.is_none() || found.is_none() || found == wanted;
            if !is_default || !is_wanted {
                return Err(TreeProblem::NotDefaultVersion {
                    at: version.place(),
                    wanted: wanted.unwrap_or("another one").to_string(),
                    found: found.unwrap_or("this one").to_string(),
                });
            }
            let label = alloc::format!("managed policy {}", end_of(arn));
            document(&inside(&version, &[&["Document"]]), label, Some(arn))
        });
        match read {
            Ok(found) => Fact::Known(found),
            Err(why) => Fact::Unknown(managed.gap(scope, why)),
        }
    }
}

/// The document of the version in force, in one entry of `Policies`
fn default_version<'t>(policy: &Cursor<'t>) -> Result<Cursor<'t>, TreeProblem> {
    let wanted = field(policy, "DefaultVersionId")?;
    for version in list(policy, "PolicyVersionList")?.elements {
        let is_marked = version
            .get("IsDefaultVersion")
            .and_then(|it| it.node()?.as_bool());
        let is_named = wanted.is_some() && field(&version, "VersionId")? == wanted;
        if is_named || (wanted.is_none() && is_marked == Some(true)) {
            let missing = || TreeProblem::Missing {
                at: version.place(),
                member: "Document",
            };
            return version.get("Document").ok_or_else(missing);
        }
    }
    Err(TreeProblem::Missing {
        at: policy.place(),
        member: "PolicyVersionList",
    })
}
