//! From a JSON text to a case.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::{self, Node};
use why403_model::nearest::nearest;

use super::{Case, CaseError, Kind, policies, request, simulator};
use crate::layers::Exists;

impl Case {
    /// Reads one case; extra members at the top are passed over.
    pub fn read(text: &str) -> Result<Self, CaseError> {
        let read = json::read(text);
        if let Some(problem) = read.problems.into_iter().next() {
            return Err(CaseError::Json(problem));
        }
        let node = read.node.ok_or(CaseError::Missing { path: "request" })?;
        Self::from_node(&node)
    }

    /// Reads one case from a node whose reader had no problems.
    pub fn from_node(node: &Node) -> Result<Self, CaseError> {
        if !node.is_object() {
            return Err(wrong("the case", "an object", node));
        }
        let id = id_of(node);
        let kind = match node.get("kind").map(|it| (it, it.as_str())) {
            None | Some((_, Some("decision"))) => Kind::Decision,
            Some((_, Some("statement"))) => Kind::Statement,
            Some((_, Some("simulate"))) => Kind::Simulate,
            Some((it, _)) => {
                return Err(wrong("kind", "`decision`, `statement` or `simulate`", it));
            }
        };
        let asked = node
            .get("request")
            .ok_or(CaseError::Missing { path: "request" })?;
        let read = request::read(asked)?;
        let is_s3 = read
            .requests
            .first()
            .is_some_and(|it| it.action.service() == "s3");
        let (mut layers, texts, grants) = policies::read(node, &read.principal, is_s3)?;
        let mut requests = read.requests;
        for request in &mut requests {
            simulator::before(kind, request);
            crate::derive::fill(request);
            crate::derive::fill_bucket_tags(request, &read.bucket_tags);
        }
        if kind == Kind::Statement && layers.identity.exists != Exists::Yes {
            layers.identity = crate::layers::Policies::none("a statement alone is asked about");
        }
        let (has_list, given) = (read.has_list, read.given);
        Ok(Self {
            id,
            kind,
            layers,
            requests,
            has_list,
            given,
            texts,
            grants,
        })
    }
}

/// The id of a case that could not be read otherwise
#[must_use]
pub(super) fn id_of(node: &Node) -> Option<String> {
    node.get("id")
        .and_then(Node::scalar)
        .map(ToString::to_string)
}

impl Case {
    /// The id in a text that is no case, so that its error can be told apart from others
    #[must_use]
    pub fn id_in(text: &str) -> Option<String> {
        json::read(text).node.as_ref().and_then(id_of)
    }
}

pub(super) fn wrong(path: &str, wanted: &'static str, node: &Node) -> CaseError {
    CaseError::Wrong {
        path: path.to_string(),
        wanted,
        at: node.span,
    }
}

/// Refuses members that are not among the known ones
pub(super) fn check_members(
    node: &Node,
    path: &str,
    known: &[&'static str],
) -> Result<(), CaseError> {
    if !node.is_object() {
        return Err(wrong(path, "an object", node));
    }
    match node
        .members()
        .iter()
        .find(|it| !known.contains(&it.name.as_str()))
    {
        None => Ok(()),
        Some(member) => Err(CaseError::UnknownMember {
            path: alloc::format!("{path}.{}", member.name),
            nearest: nearest(&member.name, known.iter().copied()),
            at: member.name_span,
        }),
    }
}

/// The text of a string member
pub(super) fn text<'n>(node: &'n Node, path: &str) -> Result<&'n str, CaseError> {
    node.as_str().ok_or_else(|| wrong(path, "a string", node))
}

/// The texts of a list of strings, or of one string
pub(super) fn texts(node: &Node, path: &str) -> Result<Vec<String>, CaseError> {
    if node.is_array() {
        return node
            .elements()
            .iter()
            .map(|it| text(it, path).map(String::from))
            .collect();
    }
    text(node, path).map(|it| alloc::vec![it.to_string()])
}
