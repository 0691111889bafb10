//! What a user, group or role has, alike in both forms of IAM's answers.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Kind;
use super::managed::{Managed, policy_arn};
use crate::arn::Arn;
use crate::known::{Fact, Gap, Reason};
use crate::world::build::answer::{end_of, field, owned, required, scalar};
use crate::world::build::call::Scope;
use crate::world::build::s3::tags;
use crate::world::build::{Build, Cursor};
use crate::world::tree::TreeProblem;
use crate::world::{Document, Group, Role, User};

/// Policies of an entity, each known or not
pub(super) type Policies = Vec<Fact<Arc<Document>>>;

/// One entity while it is read
pub(super) struct Entity<'e, 't> {
    /// What it is
    pub(super) kind: &'static Kind,
    /// Its name
    pub(super) name: &'e str,
    /// The names for its gaps
    pub(super) scope: &'e Scope,
    /// The account's managed policies
    pub(super) managed: &'e Managed<'t>,
}

/// What an entity's own answer tells
pub(super) struct Common {
    pub(super) arn: Arn,
    pub(super) id: Option<String>,
    pub(super) trust: Fact<Arc<Document>>,
    pub(super) boundary: Fact<Option<Arc<Document>>>,
    pub(super) tags: Fact<BTreeMap<String, String>>,
}

impl Common {
    /// The role that it tells of, with its policies
    pub(super) fn role(self, policies: Policies) -> Role {
        let Self {
            arn,
            id,
            trust,
            boundary,
            tags,
        } = self;
        Role {
            arn,
            id,
            trust,
            policies: Fact::Known(policies),
            boundary,
            tags,
        }
    }

    /// The user that it tells of, whom nobody assumes, with its policies and groups
    pub(super) fn user(self, policies: Policies, groups: Fact<Vec<String>>) -> User {
        let Self {
            arn,
            id,
            trust: _,
            boundary,
            tags,
        } = self;
        User {
            arn,
            id,
            policies: Fact::Known(policies),
            groups,
            boundary,
            tags,
        }
    }

    /// The group that it tells of, with its policies
    pub(super) fn group(self, policies: Policies) -> Group {
        Group {
            arn: self.arn,
            policies: Fact::Known(policies),
        }
    }
}

impl<'t> Build<'t> {
    /// Reads what `get-role` and its like tell, or an entry of `iam.json`.
    ///
    /// A field that AWS leaves out says that there is none: no boundary, no tags.
    pub(super) fn common(
        &mut self,
        entity: &Entity<'_, 't>,
        found: &Cursor<'t>,
        gap: &dyn Fn(Reason) -> Gap,
    ) -> Result<Common, TreeProblem> {
        if !found.has_members() {
            // Of a text, fields are not left out: they were never there.
            return Err(found.wrong_type(entity.kind.word, "an answer of AWS"));
        }
        let arn = entity.arn(found)?;
        let label = alloc::format!("trust policy of {}", entity.words());
        let trust = match found.get("AssumeRolePolicyDocument") {
            Some(at) => self.document_fact(&at, label, None, gap),
            None => Fact::Unknown(Gap {
                what: label,
                ..gap(Reason::NotCollected)
            }),
        };
        let tags = match found.get("Tags") {
            None => Fact::Known(BTreeMap::new()),
            Some(list) => match tags(&list, "Tags", ["Key", "Value"]) {
                Ok(tags) => Fact::Known(tags),
                Err(problem) => Fact::Unknown(gap(self.unreadable(problem))),
            },
        };
        let boundary = match entity.boundary(found) {
            Ok(None) => Fact::Known(None),
            Ok(Some(fact)) => fact.map(Some),
            Err(problem) => Fact::Unknown(gap(self.unreadable(problem))),
        };
        Ok(Common {
            arn,
            id: owned(field(found, entity.kind.id)?),
            trust,
            boundary,
            tags,
        })
    }

    /// The documents of attached policies: `{PolicyName, PolicyArn}`, an ARN or a name each
    pub(super) fn attached(
        &mut self,
        entity: &Entity<'_, 't>,
        entries: &[Cursor<'t>],
        gap: &dyn Fn(Reason) -> Gap,
    ) -> Policies {
        let mut policies = Vec::new();
        for entry in entries {
            let written = if entry.has_members() {
                required(entry, "PolicyArn")
            } else {
                scalar(entry, "the ARN of a policy")
            };
            policies.push(match written {
                Ok(written) => {
                    let arn = policy_arn(written, entity.scope);
                    let label =
                        alloc::format!("attached policy {} of {}", end_of(&arn), entity.words());
                    entity.managed.labelled(&arn, label, entity.scope)
                }
                Err(problem) => Fact::Unknown(gap(self.unreadable(problem))),
            });
        }
        policies
    }
}

impl Entity<'_, '_> {
    /// `role reader`
    pub(super) fn words(&self) -> String {
        alloc::format!("{} {}", self.kind.word, self.name)
    }

    /// The label of an inline policy
    pub(super) fn inline_label(&self, policy: &str) -> String {
        alloc::format!("inline policy {policy} of {}", self.words())
    }

    /// The ARN that follows from a path, where nothing tells the whole ARN
    pub(super) fn arn_under(&self, path: &str) -> String {
        let (partition, account) = (self.scope.name("partition"), self.scope.name("account"));
        let path = path.trim_matches('/');
        let slash = if path.is_empty() { "" } else { "/" };
        alloc::format!(
            "arn:{partition}:iam::{account}:{}{slash}{path}/{}",
            self.kind.word,
            self.name
        )
    }

    fn arn(&self, found: &Cursor<'_>) -> Result<Arn, TreeProblem> {
        let text = match field(found, "Arn")? {
            Some(told) => told.to_string(),
            None => self.arn_under(field(found, "Path")?.unwrap_or("/")),
        };
        let arn = Arn::parse(&text)
            .map_err(|_| found.bad_value("the ARN of a user, group or role", &text))?;
        let (kind, name) = (arn.resource().split('/').next(), end_of(arn.resource()));
        let is_ours = arn.account() == self.scope.name("account")
            && kind == Some(self.kind.word)
            && name.eq_ignore_ascii_case(self.name);
        if is_ours {
            return Ok(arn);
        }
        let wanted = alloc::format!("{} of account {}", self.words(), self.scope.name("account"));
        Err(TreeProblem::Misfiled {
            at: found.place(),
            wanted,
            found: text,
        })
    }

    /// The boundary's document; `None` where there is no boundary
    fn boundary(&self, found: &Cursor<'_>) -> Result<Option<Fact<Arc<Document>>>, TreeProblem> {
        let Some(boundary) = found.get("PermissionsBoundary").filter(|it| !it.is_null()) else {
            return Ok(None);
        };
        let written = if boundary.has_members() {
            required(&boundary, "PermissionsBoundaryArn")?
        } else {
            scalar(&boundary, "the ARN of a policy")?
        };
        let arn = policy_arn(written, self.scope);
        let label = alloc::format!("boundary {} of {}", end_of(&arn), self.words());
        Ok(Some(self.managed.labelled(&arn, label, self.scope)))
    }
}
