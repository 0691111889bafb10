//! A place in the tree from which one walks on, alike through folders and through files.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Branch, Leaf, LeafProblem, Place, TreeProblem};
use crate::json::{self, Node};
use crate::span::Span;

/// A place in the tree, and the path that leads to it
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'t> {
    path: String,
    here: Here<'t>,
}

/// What stands at a place
#[derive(Clone, Copy, Debug)]
pub(crate) enum Here<'t> {
    /// A folder
    Folder(&'t BTreeMap<String, Branch>),
    /// A value of a file
    Node(&'t Leaf, &'t Node),
    /// A file without a value: empty, or plain text
    Text(&'t Leaf),
    /// Something that cannot be trusted because of a problem
    Broken(&'t Leaf, &'t LeafProblem),
}

impl<'t> Cursor<'t> {
    /// The root of a tree
    pub(super) fn root(branch: &'t Branch) -> Self {
        Self {
            path: String::new(),
            here: Here::of_branch(branch),
        }
    }

    /// What stands here
    pub(crate) fn here(&self) -> Here<'t> {
        self.here
    }

    /// The path from the root: `accounts/111122223333/iam`
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The value, where there is one
    pub(crate) fn node(&self) -> Option<&'t Node> {
        match self.here {
            Here::Node(_, node) => Some(node),
            Here::Folder(_) | Here::Text(_) | Here::Broken(..) => None,
        }
    }

    /// The file, unless this is a folder
    pub(crate) fn leaf(&self) -> Option<&'t Leaf> {
        match self.here {
            Here::Folder(_) => None,
            Here::Node(leaf, _) | Here::Text(leaf) | Here::Broken(leaf, _) => Some(leaf),
        }
    }

    /// Whether this is a folder
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self.here, Here::Folder(_))
    }

    /// Whether this has members: a folder or an object
    pub(crate) fn has_members(&self) -> bool {
        self.is_folder() || self.node().is_some_and(Node::is_object)
    }

    /// Whether this is an explicit `null`
    pub(crate) fn is_null(&self) -> bool {
        self.node()
            .is_some_and(|node| node.value == json::Value::Null)
    }

    /// The member of this name; what is told twice is [`Here::Broken`].
    ///
    /// Cost: linear in the members of an object.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let here = match self.here {
            Here::Folder(members) => Here::of_branch(members.get(name)?),
            Here::Node(leaf, node) => {
                let mut found = node.members().iter().filter(|member| member.name == name);
                let first = found.next()?;
                let second = found.next();
                let twice = second.and_then(|it| leaf.problem_in(it.name_span));
                twice.map_or(Here::Node(leaf, &first.value), |it| Here::Broken(leaf, it))
            }
            Here::Text(_) | Here::Broken(..) => return None,
        };
        Some(Self {
            path: joined(&self.path, name),
            here,
        })
    }

    /// All members, each name once, in the order of their names
    pub(crate) fn members(&self) -> Vec<(&'t str, Self)> {
        let mut found: BTreeMap<&'t str, Here<'t>> = BTreeMap::new();
        match self.here {
            Here::Folder(members) => {
                found.extend(
                    members
                        .iter()
                        .map(|(name, it)| (name.as_str(), Here::of_branch(it))),
                );
            }
            Here::Node(leaf, node) => {
                for member in node.members() {
                    let twice = leaf.problem_in(member.name_span);
                    let here =
                        twice.map_or(Here::Node(leaf, &member.value), |it| Here::Broken(leaf, it));
                    found.insert(&member.name, here);
                }
            }
            Here::Text(_) | Here::Broken(..) => {}
        }
        let with_path = |(name, here)| {
            (
                name,
                Self {
                    path: joined(&self.path, name),
                    here,
                },
            )
        };
        found.into_iter().map(with_path).collect()
    }

    /// The elements of a list; `None` for anything else
    pub(crate) fn elements(&self) -> Option<Vec<Self>> {
        let Here::Node(leaf, node) = self.here else {
            return None;
        };
        let element = |(index, it): (usize, &'t Node)| Self {
            path: joined(&self.path, &index.to_string()),
            here: Here::Node(leaf, it),
        };
        node.is_array()
            .then(|| node.elements().iter().enumerate().map(element).collect())
    }

    /// The first problem that spoils the value here
    pub(crate) fn problem(&self) -> Option<&'t LeafProblem> {
        match self.here {
            Here::Node(leaf, node) => leaf.problem_in(node.span),
            Here::Broken(_, problem) => Some(problem),
            Here::Folder(_) | Here::Text(_) => None,
        }
    }

    /// Where this is, for a message
    pub(crate) fn place(&self) -> Place {
        let span = match self.here {
            Here::Node(_, node) => node.span,
            Here::Broken(_, problem) => problem.span(),
            Here::Folder(_) | Here::Text(_) => Span::default(),
        };
        let source = self.leaf().map(|leaf| leaf.source().clone());
        Place {
            path: self.path.clone(),
            source,
            span,
        }
    }

    /// Where the name of a member is written
    pub(crate) fn place_of_name(&self, name: &str) -> Place {
        let mut place = self.place();
        place.path = joined(&self.path, name);
        match self.here {
            Here::Folder(members) => {
                let leaf = match members.get(name) {
                    Some(Branch::Leaf(leaf)) => Some(leaf),
                    Some(Branch::Folder(_)) | None => None,
                };
                place.source = leaf.map(|leaf| leaf.source().clone());
                place.span = Span::default();
            }
            Here::Node(_, node) => {
                let member = node.members().iter().find(|member| member.name == name);
                place.span = member.map_or(node.span, |member| member.name_span);
            }
            Here::Text(_) | Here::Broken(..) => {}
        }
        place
    }

    /// What is here, in words: `a folder`, `an object`
    pub(crate) fn kind(&self) -> &'static str {
        match self.here {
            Here::Folder(_) => "a folder",
            Here::Node(_, node) => node.kind(),
            Here::Text(_) => "plain text",
            Here::Broken(..) => "unreadable",
        }
    }

    /// The problem that something else was wanted here
    pub(crate) fn wrong_type(&self, what: &str, wanted: &'static str) -> TreeProblem {
        let what = alloc::format!("`{what}`");
        TreeProblem::WrongType {
            at: self.place(),
            what,
            wanted,
            found: self.kind(),
        }
    }

    /// The problem that the text here means nothing
    pub(crate) fn bad_value(&self, wanted: &'static str, found: &str) -> TreeProblem {
        TreeProblem::BadValue {
            at: self.place(),
            wanted,
            found: found.to_string(),
        }
    }
}

impl<'t> Here<'t> {
    fn of_branch(branch: &'t Branch) -> Self {
        match branch {
            Branch::Folder(members) => Self::Folder(members),
            Branch::Leaf(leaf) => {
                let global = leaf.problems().iter().find(|problem| !problem.is_local());
                match (global, leaf.node(), leaf.problems().first()) {
                    (Some(problem), _, _) | (None, None, Some(problem)) => {
                        Self::Broken(leaf, problem)
                    }
                    (None, Some(node), _) => Self::Node(leaf, node),
                    (None, None, None) => Self::Text(leaf),
                }
            }
        }
    }
}

impl Leaf {
    /// The first problem that starts inside a span
    fn problem_in(&self, span: Span) -> Option<&LeafProblem> {
        let after = self
            .problems()
            .partition_point(|it| it.span().start < span.start);
        self.problems()
            .get(after)
            .filter(|it| it.span().start < span.end)
    }
}

/// A path and one more name
pub(super) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_string()
    } else {
        alloc::format!("{path}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Tree;

    fn leaf(text: &str) -> Leaf {
        Leaf::json("a.json".into(), text.into())
    }

    fn folder<const N: usize>(members: [(&str, Branch); N]) -> Branch {
        Branch::Folder(
            members
                .into_iter()
                .map(|(name, it)| (name.into(), it))
                .collect(),
        )
    }

    #[test]
    fn folders_and_objects_are_walked_alike() {
        let inner = folder([("c", Branch::Leaf(leaf("[7]")))]);
        let folders = folder([("a", folder([("b", inner)]))]);
        let file = Branch::Leaf(leaf(r#"{"a": {"b": {"c": [7]}}}"#));
        let half = folder([("a", Branch::Leaf(leaf(r#"{"b": {"c": [7]}}"#)))]);
        for root in [folders, file, half] {
            let tree = Tree {
                root,
                folder: None,
                problems: Vec::new(),
            };
            let found = tree
                .cursor()
                .get("a")
                .unwrap()
                .get("b")
                .unwrap()
                .get("c")
                .unwrap();
            assert_eq!(found.path(), "a/b/c");
            let elements = found.elements().unwrap();
            assert_eq!(elements[0].node().unwrap().scalar(), Some("7"));
            assert_eq!(elements[0].path(), "a/b/c/0");
        }
    }

    #[test]
    fn a_member_that_is_told_twice_is_broken() {
        let tree = Tree::of_leaf(leaf(r#"{"a": 1, "b": 2, "a": 3}"#));
        assert!(matches!(
            tree.cursor().get("a").unwrap().here(),
            Here::Broken(..)
        ));
        assert!(tree.cursor().get("b").unwrap().problem().is_none());
        let members = tree.cursor().members();
        assert!(matches!(members[0].1.here(), Here::Broken(..)));
        assert!(matches!(members[1].1.here(), Here::Node(..)));
    }

    #[test]
    fn a_file_under_a_syntax_error_is_broken_as_a_whole() {
        let tree = Tree::of_leaf(leaf(r#"{"a": {"b": 1}, "c": }"#));
        assert!(matches!(tree.cursor().here(), Here::Broken(..)));
    }
}
