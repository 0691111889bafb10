//! The `policies` of a case: documents as objects, as JSON text, or lists of these.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use why403_model::arn::{AccountId, Arn};
use why403_model::json::{Node, Value};
use why403_model::known::{Fact, Gap, Reason};
use why403_model::policy::{PolicyKind, parse, parse_node};
use why403_model::request::Principal;
use why403_model::world::{
    Acl, AclGrant, Document, Grant, Grantee, ObjectOwnership, Permission, PublicAccessBlock,
};

use super::CaseError;
use super::read::{check_members, text, texts, wrong};
use super::request::constraint;
use crate::layers::{AclLayer, GateFacts, Grants, Layers, LevelPolicies, Levels, Policies};
use crate::prepare::Prepared;
use crate::verdict::Layer;

const MEMBERS: &[&str] = &[
    "identity",
    "session",
    "boundary",
    "resource",
    "accessPoint",
    "endpoint",
    "scp",
    "rcp",
    "grants",
    "acl",
    "objectOwnership",
    "publicAccessBlock",
    "unknown",
];

type Texts = Vec<(Layer, usize)>;
/// Grants with the key that each is on; one without a key is on whatever is asked about
pub(super) type KeyedGrants = Vec<(Option<String>, Grant)>;

struct Reader<'n> {
    policies: Option<&'n Node>,
    texts: Option<&'n Node>,
    /// Policies whose text was given
    placed: Texts,
}

pub(super) fn read(
    case: &Node,
    principal: &Principal,
    is_s3: bool,
) -> Result<(Layers, Texts, KeyedGrants), CaseError> {
    let policies = case.get("policies");
    if let Some(node) = policies {
        check_members(node, "policies", MEMBERS)?;
    }
    let mut reader = Reader {
        policies,
        texts: case.get("policyText"),
        placed: Vec::new(),
    };
    let (is_iam, is_root) = (
        principal.is_iam() || *principal == Principal::Unstated,
        matches!(principal, Principal::Root { .. }),
    );
    let has_identity = is_iam && !is_root;
    let own = |found: Policies| {
        if has_identity {
            found
        } else {
            Policies::none("this caller has no such policies")
        }
    };
    let mut session = reader.layer("session", Layer::Session, PolicyKind::Session)?;
    if matches!(principal, Principal::FederatedUser { .. }) && reader.get("session").is_none() {
        // A federated user without session policy has no permissions of its own.
        session = Policies::known(Vec::new());
    }
    let mut layers = Layers {
        scp: reader.levels("scp", Layer::Scp, PolicyKind::Scp)?,
        rcp: reader.levels("rcp", Layer::Rcp, PolicyKind::Rcp)?,
        is_interface_endpoint: false,
        endpoint: reader.layer("endpoint", Layer::Endpoint, PolicyKind::Endpoint)?,
        resource: reader.layer("resource", Layer::Resource, PolicyKind::Resource)?,
        access_point: reader.layer("accessPoint", Layer::AccessPoint, PolicyKind::AccessPoint)?,
        identity: own(reader.layer("identity", Layer::Identity, PolicyKind::IdentityManaged)?),
        boundary: own(reader.layer("boundary", Layer::Boundary, PolicyKind::Boundary)?),
        session: own(session),
        acl: reader.acl(is_s3)?,
        public_access_block: reader.public_access_block()?.filter(|_| is_s3),
        grants: Grants::None,
        gates: GateFacts::none(),
    };
    let grants = reader.grants()?;
    if let Some(keyed) = &grants {
        let all = keyed.iter().map(|(_, grant)| grant.clone()).collect();
        layers.grants = Grants::On(Fact::Known(all));
    }
    reader.unknown(&mut layers)?;
    Ok((layers, reader.placed, grants.unwrap_or_default()))
}

/// A document, and whether its text was given so that places in it mean something
pub(super) fn document(
    node: &Node,
    given: Option<&Node>,
    path: &str,
) -> Result<(Document, bool), CaseError> {
    let text = given.and_then(Node::as_str).or_else(|| node.as_str());
    let parsed = match text {
        Some(text) => parse(text),
        None => parse_node(node),
    };
    let policy = parsed
        .sound()
        .map_err(|problems| match problems.into_iter().next() {
            Some(problem) => CaseError::Policy {
                path: path.to_string(),
                problem,
                at: node.span,
            },
            None => wrong(path, "a policy", node),
        })?;
    let document = Document {
        label: path.to_string(),
        arn: None,
        file: None,
        line: None,
        text: text.unwrap_or("").to_string(),
        policy,
        origin: None,
    };
    Ok((document, text.is_some()))
}

/// One document or a list of them
fn many(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::Array(elements) => elements.iter().collect(),
        Value::Null => Vec::new(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            alloc::vec![node]
        }
    }
}

fn nth(texts: Option<&Node>, index: usize) -> Option<&Node> {
    let texts = texts?;
    if texts.is_array() {
        texts.elements().get(index)
    } else {
        Some(texts).filter(|_| index == 0)
    }
}

impl<'n> Reader<'n> {
    fn get(&self, name: &str) -> Option<&'n Node> {
        self.policies?
            .get(name)
            .filter(|it| it.value != Value::Null)
    }

    fn text_of(&self, name: &str) -> Option<&'n Node> {
        self.texts?.get(name)
    }

    fn layer(&mut self, name: &str, layer: Layer, kind: PolicyKind) -> Result<Policies, CaseError> {
        let Some(node) = self.get(name) else {
            return Ok(Policies::none("the case has none"));
        };
        let texts = self.text_of(name);
        let mut all = Vec::new();
        for (index, it) in many(node).into_iter().enumerate() {
            let path = alloc::format!("policies.{name}[{index}]");
            all.push(self.prepared(it, nth(texts, index), &path, (layer, index), kind)?);
        }
        Ok(Policies::known(all))
    }

    fn levels(&mut self, name: &str, layer: Layer, kind: PolicyKind) -> Result<Levels, CaseError> {
        let Some(node) = self.get(name) else {
            return Ok(Levels::none("the case has none"));
        };
        if !node.is_array() {
            return Err(wrong(
                &alloc::format!("policies.{name}"),
                "a list of levels",
                node,
            ));
        }
        let texts = self.text_of(name);
        let mut place = 0;
        let mut levels = Vec::new();
        for (depth, level) in node.elements().iter().enumerate() {
            let of_level = nth(texts, depth);
            let mut all = Vec::new();
            for (index, it) in many(level).into_iter().enumerate() {
                let path = alloc::format!("policies.{name}[{depth}][{index}]");
                let given = nth(of_level, index);
                all.push(self.prepared(it, given, &path, (layer, place), kind)?);
                place += 1;
            }
            levels.push(LevelPolicies {
                id: depth.to_string(),
                policies: Policies::known(all),
            });
        }
        Ok(Levels::known(levels))
    }

    fn prepared(
        &mut self,
        node: &Node,
        given: Option<&Node>,
        path: &str,
        place: (Layer, usize),
        kind: PolicyKind,
    ) -> Result<Arc<Prepared>, CaseError> {
        let (document, has_text) = document(node, given, path)?;
        if has_text {
            self.placed.push(place);
        }
        Ok(Arc::new(Prepared::new(Arc::new(document), kind)))
    }

    fn acl(&self, is_s3: bool) -> Result<AclLayer, CaseError> {
        let ownership = match self.get("objectOwnership") {
            None => ObjectOwnership::ObjectWriter,
            Some(node) => node
                .as_str()
                .and_then(ObjectOwnership::parse)
                .ok_or_else(|| {
                    wrong(
                        "policies.objectOwnership",
                        "`BucketOwnerEnforced`, `BucketOwnerPreferred` or `ObjectWriter`",
                        node,
                    )
                })?,
        };
        let Some(node) = self.get("acl").filter(|_| is_s3) else {
            return Ok(AclLayer::None);
        };
        check_members(node, "policies.acl", &["owner", "bucket", "object"])?;
        let owner = match node.get("owner") {
            Some(it) => grantee(it, "policies.acl.owner")?,
            None => Grantee::ResourceOwner,
        };
        let read = |name: &str| {
            let path = alloc::format!("policies.acl.{name}");
            let list = node.get(name);
            if let Some(list) = list.filter(|it| !it.is_array()) {
                return Err(wrong(&path, "a list of grants", list));
            }
            let grants = list.into_iter().flat_map(Node::elements);
            let grants = grants
                .map(|it| acl_grant(it, &path))
                .collect::<Result<_, _>>()?;
            Ok(Some(Fact::Known(Acl {
                owner: owner.clone(),
                grants,
            })))
        };
        Ok(AclLayer::Acls {
            bucket: read("bucket")?,
            object: read("object")?,
            ownership: Fact::Known(ownership),
        })
    }

    fn public_access_block(&self) -> Result<Option<Fact<PublicAccessBlock>>, CaseError> {
        let Some(node) = self.get("publicAccessBlock") else {
            return Ok(None);
        };
        let path = "policies.publicAccessBlock";
        let names = [
            "BlockPublicAcls",
            "IgnorePublicAcls",
            "BlockPublicPolicy",
            "RestrictPublicBuckets",
        ];
        check_members(node, path, &names)?;
        let flag = |name: &str| match node.get(name) {
            None => Ok(false),
            Some(it) => it
                .as_bool()
                .ok_or_else(|| wrong(path, "an object of booleans", it)),
        };
        Ok(Some(Fact::Known(PublicAccessBlock {
            block_public_acls: flag("BlockPublicAcls")?,
            ignore_public_acls: flag("IgnorePublicAcls")?,
            block_public_policy: flag("BlockPublicPolicy")?,
            restrict_public_buckets: flag("RestrictPublicBuckets")?,
        })))
    }

    fn grants(&self) -> Result<Option<KeyedGrants>, CaseError> {
        let Some(node) = self.get("grants") else {
            return Ok(None);
        };
        if !node.is_array() {
            return Err(wrong("policies.grants", "a list of grants", node));
        }
        node.elements()
            .iter()
            .map(grant)
            .collect::<Result<_, _>>()
            .map(Some)
    }

    fn unknown(&self, layers: &mut Layers) -> Result<(), CaseError> {
        let Some(node) = self.get("unknown") else {
            return Ok(());
        };
        for name in texts(node, "policies.unknown")? {
            let id = MEMBER_IDS.iter().find(|(member, _)| *member == name);
            let layer = id
                .map(|(_, layer)| *layer)
                .or_else(|| Layer::from_id(&name));
            let gap = Gap {
                what: alloc::format!("the {name} layer"),
                why: Reason::NotGiven,
                command: None,
                slot: None,
            };
            match layer {
                Some(Layer::Scp) => layers.scp = Levels::unknown(gap),
                Some(Layer::Rcp) => layers.rcp = Levels::unknown(gap),
                Some(Layer::Endpoint) => layers.endpoint = Policies::unknown(gap),
                Some(Layer::Resource) => layers.resource = Policies::unknown(gap),
                Some(Layer::AccessPoint) => layers.access_point = Policies::unknown(gap),
                Some(Layer::Identity) => layers.identity = Policies::unknown(gap),
                Some(Layer::Boundary) => layers.boundary = Policies::unknown(gap),
                Some(Layer::Session) => layers.session = Policies::unknown(gap),
                Some(Layer::Acl) => {
                    layers.acl = AclLayer::Acls {
                        bucket: Some(Fact::Unknown(gap.clone())),
                        object: Some(Fact::Unknown(gap.clone())),
                        ownership: Fact::Unknown(gap),
                    };
                }
                Some(Layer::BlockPublicAccess) => {
                    layers.public_access_block = Some(Fact::Unknown(gap));
                }
                Some(Layer::KmsGrant) => layers.grants = Grants::On(Fact::Unknown(gap)),
                Some(Layer::Authentication | Layer::S3Gate) | None => {
                    return Err(wrong(
                        "policies.unknown",
                        "a list of layers that policies make",
                        node,
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Member names that are not the layer's id
const MEMBER_IDS: &[(&str, Layer)] = &[
    ("accessPoint", Layer::AccessPoint),
    ("grants", Layer::KmsGrant),
    ("publicAccessBlock", Layer::BlockPublicAccess),
    ("objectOwnership", Layer::Acl),
];

fn grantee(node: &Node, path: &str) -> Result<Grantee, CaseError> {
    let name = text(node, path)?;
    if let Some(group) = Grantee::group(name) {
        return Ok(group);
    }
    match name.strip_prefix("canonical:") {
        Some("owner") => Ok(Grantee::ResourceOwner),
        Some(id) => Ok(AccountId::parse(id)
            .map_or_else(|| Grantee::Canonical(id.to_string()), Grantee::Account)),
        None => Err(wrong(
            path,
            "`canonical:owner`, `canonical:ID` or a group's URI",
            node,
        )),
    }
}

fn acl_grant(node: &Node, path: &str) -> Result<AclGrant, CaseError> {
    check_members(node, path, &["grantee", "permission"])?;
    let to = node
        .get("grantee")
        .ok_or_else(|| wrong(path, "a grant with `grantee`", node))?;
    let permission = node
        .get("permission")
        .and_then(Node::as_str)
        .and_then(Permission::parse)
        .ok_or_else(|| wrong(path, "a grant with an ACL permission such as `READ`", node))?;
    Ok(AclGrant {
        grantee: grantee(to, path)?,
        permission,
    })
}

fn grant(node: &Node) -> Result<(Option<String>, Grant), CaseError> {
    let path = "policies.grants";
    check_members(
        node,
        path,
        &[
            "key",
            "grantee",
            "granteeRoleId",
            "retiring",
            "operations",
            "constraints",
            "issuer",
        ],
    )?;
    let optional = |name: &str| {
        let found = node.get(name).filter(|it| it.value != Value::Null);
        found.map(|it| text(it, path).map(String::from)).transpose()
    };
    let operations = node
        .get("operations")
        .ok_or_else(|| wrong(path, "a grant with `operations`", node))?;
    let limits = node
        .get("constraints")
        .map(|it| constraint(it, path))
        .transpose()?;
    let issuer = optional("issuer")?.and_then(|it| {
        AccountId::parse(&it).or_else(|| Arn::parse(&it).ok().and_then(|arn| arn.account_id()))
    });
    let grant = Grant {
        grantee: optional("grantee")?.ok_or_else(|| wrong(path, "a grant with `grantee`", node))?,
        grantee_role_id: optional("granteeRoleId")?,
        retiring: optional("retiring")?,
        operations: texts(operations, path)?,
        constraint: limits.flatten(),
        issuer,
    };
    Ok((optional("key")?, grant))
}
