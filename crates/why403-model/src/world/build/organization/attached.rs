//! The policies at one node of the organization.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::known::{Fact, Reason};
use crate::policy;
use crate::world::Document;
use crate::world::build::answer::{field, list, required, scalar};
use crate::world::build::call::{Call, ORGANIZATION_BLOCK, ORGANIZATION_POLICY, RCPS, SCPS, Scope};
use crate::world::build::document::{document, inside};
use crate::world::build::{Build, Cursor};
use crate::world::tree::TreeProblem;

/// A type of policy that organizations have
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// `SERVICE_CONTROL_POLICY`
    Scp,
    /// `RESOURCE_CONTROL_POLICY`
    Rcp,
    /// `S3_POLICY`, which sets Block Public Access
    S3,
}

/// Which types of policies are on in the organization
#[derive(Clone, Copy, Debug)]
pub(super) enum Enabled {
    /// The tree does not tell: what is attached counts
    NotTold,
    /// These and no others
    Only { scp: bool, rcp: bool, s3: bool },
}

/// What the tree tells about attached policies
pub(super) struct Attachments<'t> {
    pub(super) enabled: Enabled,
    pub(super) targets: BTreeMap<&'t str, Cursor<'t>>,
    policies: BTreeMap<&'t str, Cursor<'t>>,
    /// Where files of missing answers would be read
    pub(super) folder: Option<&'t str>,
}

/// Documents at a node, each known or not; unknown where the list is
type Policies = Fact<Vec<Fact<Arc<Document>>>>;

impl Type {
    /// The type of AWS's spelling; there are others, which authorize nothing
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "SERVICE_CONTROL_POLICY" => Some(Self::Scp),
            "RESOURCE_CONTROL_POLICY" => Some(Self::Rcp),
            "S3_POLICY" => Some(Self::S3),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Scp => "SCP",
            Self::Rcp => "RCP",
            Self::S3 => "S3 policy",
        }
    }

    fn call(self) -> &'static Call {
        match self {
            Self::Scp => &SCPS,
            Self::Rcp => &RCPS,
            Self::S3 => &ORGANIZATION_BLOCK,
        }
    }
}

impl Enabled {
    /// These types, and no others
    pub(super) fn only(types: &[Type]) -> Self {
        Self::Only {
            scp: types.contains(&Type::Scp),
            rcp: types.contains(&Type::Rcp),
            s3: types.contains(&Type::S3),
        }
    }

    /// Whether nothing of this type is in force
    pub(super) fn is_off(self, kind: Type) -> bool {
        match self {
            Self::NotTold => false,
            Self::Only { scp, rcp, s3 } => !match kind {
                Type::Scp => scp,
                Type::Rcp => rcp,
                Type::S3 => s3,
            },
        }
    }
}

impl<'t> Build<'t> {
    /// The lists of attached policies, and the policies
    pub(super) fn attachments(
        &mut self,
        organization: &Cursor<'t>,
        enabled: Enabled,
    ) -> Attachments<'t> {
        let targets: BTreeMap<_, _> = self.members(organization, "targets").into_iter().collect();
        let policies = self.members(organization, "policies").into_iter().collect();
        for place in targets.values() {
            self.check_members(place, "organization/targets/{node}");
        }
        Attachments {
            enabled,
            targets,
            policies,
            folder: self.folder_of(organization),
        }
    }

    /// The policies of one type at one node.
    ///
    /// - `node`: the node in words, for labels.
    /// - Known and empty where the type is off: AWS keeps at least one attached where it is on.
    pub(super) fn attached_to(
        &mut self,
        attachments: &Attachments<'t>,
        id: &str,
        node: &str,
        kind: Type,
    ) -> Policies {
        if attachments.enabled.is_off(kind) {
            return Fact::Known(Vec::new());
        }
        let scope = Scope::default().with("node", id);
        let Some(place) = attachments.targets.get(id) else {
            let gap = scope.gap(kind.call(), Reason::NotCollected, attachments.folder);
            return Fact::Unknown(gap);
        };
        let entries = self.fact(place, kind.call(), &scope, Some(Vec::new()), |it| {
            list(it, "Policies")?.whole(it)
        });
        let Fact::Known(entries) = entries else {
            return entries.map(|_| Vec::new());
        };
        let documents = entries
            .iter()
            .map(|it| self.entry(attachments, it, node, kind));
        Fact::Known(documents.collect())
    }

    /// One attached policy: `{Id, Name, Arn}`, an id alone, or a document written in place
    fn entry(
        &mut self,
        attachments: &Attachments<'t>,
        entry: &Cursor<'t>,
        node: &str,
        kind: Type,
    ) -> Fact<Arc<Document>> {
        let found = match reference(entry) {
            Ok(found) => found,
            Err(problem) => {
                let scope = Scope::default().with("policy", "of an entry that cannot be read");
                let why = self.unreadable(problem);
                return Fact::Unknown(scope.gap(&ORGANIZATION_POLICY, why, None));
            }
        };
        let label = |name: &str| alloc::format!("{} {name} at {node}", kind.word());
        let name = found.name.or(found.id).unwrap_or("without a name");
        let scope = Scope::default().with("policy", found.id.unwrap_or(name));
        if let Some(written) = found.written {
            let gap = |why| scope.gap(&ORGANIZATION_POLICY, why, None);
            return self.document_fact(&written, label(name), found.arn, gap);
        }
        let folder = attachments.folder;
        let Some(place) = attachments.policies.get(scope.name("policy")) else {
            if let Some(document) = built_in(found.id, kind, label(name)) {
                return Fact::Known(Arc::new(document));
            }
            let gap = scope.gap(&ORGANIZATION_POLICY, Reason::NotCollected, folder);
            return Fact::Unknown(gap);
        };
        let answer = self.answer_at(place.clone(), &ORGANIZATION_POLICY);
        let read = self.settled(answer, None, |it| {
            let summary = it.get("Policy").and_then(|it| it.get("PolicySummary"));
            let told = summary
                .as_ref()
                .map(|it| field(it, "Name"))
                .transpose()?
                .flatten();
            let arn = summary
                .as_ref()
                .map(|it| field(it, "Arn"))
                .transpose()?
                .flatten();
            let content = inside(it, &[&["Policy", "Content"], &["Content"]]);
            document(&content, label(told.unwrap_or(name)), arn.or(found.arn)).map(Arc::new)
        });
        match read {
            Ok(document) => Fact::Known(document),
            Err(why) => Fact::Unknown(scope.gap(&ORGANIZATION_POLICY, why, folder)),
        }
    }
}

/// What an entry of a list of attached policies says
struct Reference<'t> {
    id: Option<&'t str>,
    name: Option<&'t str>,
    arn: Option<&'t str>,
    written: Option<Cursor<'t>>,
}

fn reference<'t>(entry: &Cursor<'t>) -> Result<Reference<'t>, TreeProblem> {
    if !entry.has_members() {
        let id = Some(scalar(entry, "the id of a policy")?);
        return Ok(Reference {
            id,
            name: None,
            arn: None,
            written: None,
        });
    }
    let name = field(entry, "Name")?;
    let arn = field(entry, "Arn")?;
    if entry.get("Statement").is_some() {
        let written = Some(entry.clone());
        return Ok(Reference {
            id: field(entry, "Id")?,
            name: None,
            arn: None,
            written,
        });
    }
    if let Some(content) = entry.get("Content") {
        return Ok(Reference {
            id: field(entry, "Id")?,
            name,
            arn,
            written: Some(content),
        });
    }
    Ok(Reference {
        id: Some(required(entry, "Id")?),
        name,
        arn,
        written: None,
    })
}

/// The policies of AWS that are attached everywhere, which nobody can change.
///
/// Source: AWS Organizations User Guide, "Service control policies" and "Resource control
/// policies": the contents of `FullAWSAccess` and `RCPFullAWSAccess`
static BUILT_IN: &[(&str, Type, &str)] = &[
    (
        "p-FullAWSAccess",
        Type::Scp,
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#,
    ),
    (
        "p-RCPFullAWSAccess",
        Type::Rcp,
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
    ),
];

fn built_in(id: Option<&str>, kind: Type, label: String) -> Option<Document> {
    let row = BUILT_IN
        .iter()
        .find(|(known, of, _)| Some(*known) == id && *of == kind);
    let (_, _, text) = row?;
    let policy = policy::parse(text).sound().ok()?;
    let arn = None;
    Some(Document {
        label,
        arn,
        file: None,
        line: None,
        text: (*text).to_string(),
        policy,
        origin: None,
    })
}
