//! What stands where an answer is expected: the answer, AWS's word that there is none, or a hole.
//!
//! All of "missing", "empty", "refused" and "unreadable" become holes here, each with its
//! reason, so that the readers of single answers see answers only.

use alloc::string::{String, ToString};

use super::Build;
use super::call::{Call, Scope};
use crate::json::Node;
use crate::known::{Fact, Gap, Reason};
use crate::world::tree::{AwsError, Cursor, Here, Leaf, Syntax, TreeProblem, one_line};

/// The tag by which `CloudFormation` names the stack of a resource.
///
/// Source: `CloudFormation` User Guide, "Resource tag".
pub(super) const STACK: &str = "aws:cloudformation:stack-name";

/// What stands in the place of an answer
#[derive(Clone, Debug)]
pub(super) enum Answer<'t> {
    /// An answer
    Present(Cursor<'t>),
    /// AWS, or a `null`, says that there is none
    Absent(Cursor<'t>),
    /// Not known, and why
    Unknown(Reason),
}

impl<'t> Build<'t> {
    /// The answer to `call` among the members of `parent`; its name there is the end of its path
    pub(super) fn answer(&mut self, parent: &Cursor<'t>, call: &Call) -> Answer<'t> {
        let name = call.path.rsplit('/').next().unwrap_or(call.path);
        match parent.get(name) {
            Some(found) => self.answer_at(found, call),
            None => Answer::Unknown(missing_in(parent)),
        }
    }

    /// The answer to `call` that stands here
    pub(super) fn answer_at(&mut self, found: Cursor<'t>, call: &Call) -> Answer<'t> {
        let error = match found.here() {
            Here::Folder(_) => {
                let problem = found.wrong_type(end_of(found.path()), "an answer of AWS");
                return Answer::Unknown(self.unreadable(problem));
            }
            // Problems of leaves are reported once, for the whole tree.
            Here::Broken(_, problem) => {
                return Answer::Unknown(Reason::Unreadable(problem.to_string()));
            }
            Here::Text(leaf) => match AwsError::of_text(leaf.source().text()) {
                Some(error) => error,
                None => return Answer::Unknown(self.plain_text(&found, leaf, call)),
            },
            Here::Node(_, node) => {
                if let Some(problem) = found.problem() {
                    return Answer::Unknown(Reason::Unreadable(problem.to_string()));
                }
                match AwsError::of_node(node) {
                    Some(error) => error,
                    None if found.is_null() => return Answer::Absent(found),
                    // In a world of one file, what an empty file is in a folder
                    None if node.as_str().is_some_and(|it| it.trim().is_empty()) => {
                        self.problems.push(TreeProblem::Empty { at: found.place() });
                        return Answer::Unknown(Reason::NotCollected);
                    }
                    None => return Answer::Present(found),
                }
            }
        };
        if call.absent.contains(&error.code.as_str()) {
            return Answer::Absent(found);
        }
        let is_refusal = error.is_refusal();
        Answer::Unknown(if is_refusal {
            Reason::Refused
        } else {
            Reason::Failed
        }(error.text))
    }

    /// Notes a file without an answer. A YAML file that holds comments only is empty.
    fn plain_text(&mut self, found: &Cursor<'t>, leaf: &Leaf, call: &Call) -> Reason {
        let at = found.place();
        let is_text = leaf.syntax() == Syntax::Json;
        let mut lines = leaf
            .source()
            .text()
            .lines()
            .map(str::trim)
            .filter(|_| is_text);
        let first = lines.find(|line| !line.is_empty());
        match first {
            None => {
                self.problems.push(TreeProblem::Empty { at });
                Reason::NotCollected
            }
            Some(line) => {
                let found = if call.may_hold_secrets() {
                    String::from("…")
                } else {
                    one_line(line)
                };
                self.problems.push(TreeProblem::NotAnAnswer {
                    at,
                    found: found.clone(),
                });
                Reason::Failed(found)
            }
        }
    }

    /// One fact: the answer to `call`, read by `read`.
    ///
    /// - `absent`: what it means that there is none; `None` where AWS always has one.
    pub(super) fn fact<T>(
        &mut self,
        parent: &Cursor<'t>,
        call: &Call,
        scope: &Scope,
        absent: Option<T>,
        read: impl FnOnce(&Cursor<'t>) -> Result<T, TreeProblem>,
    ) -> Fact<T> {
        let answer = self.answer(parent, call);
        let folder = self.folder_of(parent);
        match self.settled(answer, absent, read) {
            Ok(value) => Fact::Known(value),
            Err(why) => Fact::Unknown(scope.gap(call, why, folder)),
        }
    }

    /// The value of an answer, or why there is none
    pub(super) fn settled<T>(
        &mut self,
        answer: Answer<'t>,
        absent: Option<T>,
        read: impl FnOnce(&Cursor<'t>) -> Result<T, TreeProblem>,
    ) -> Result<T, Reason> {
        let read = match answer {
            Answer::Present(found) => read(&found),
            Answer::Absent(found) => match absent {
                Some(value) => Ok(value),
                None => Err(found.wrong_type(end_of(found.path()), "an answer of AWS")),
            },
            Answer::Unknown(why) => return Err(why),
        };
        read.map_err(|problem| self.unreadable(problem))
    }

    /// Notes a problem; gives the reason that it is for whatever depends on it
    pub(super) fn unreadable(&mut self, problem: TreeProblem) -> Reason {
        let why = problem.to_string();
        self.problems.push(problem);
        Reason::Unreadable(why)
    }

    /// A gap whose answer would stand beside the members of `parent`
    pub(super) fn gap(&self, parent: &Cursor<'t>, call: &Call, scope: &Scope, why: Reason) -> Gap {
        scope.gap(call, why, self.folder_of(parent))
    }

    /// The folder of the world, if a new file beside the members of `parent` would be read
    pub(super) fn folder_of(&self, parent: &Cursor<'t>) -> Option<&'t str> {
        let is_folder = parent.is_folder();
        self.tree.folder.as_deref().filter(|_| is_folder)
    }
}

/// Why a member is not there: its parent was read well, or not
fn missing_in(parent: &Cursor<'_>) -> Reason {
    if let Here::Broken(_, problem) = parent.here() {
        return Reason::Unreadable(problem.to_string());
    }
    match error_at(parent) {
        Some(error) if error.is_refusal() => Reason::Refused(error.text),
        Some(error) => Reason::Failed(error.text),
        None => Reason::NotCollected,
    }
}

/// The last name of a path
pub(super) fn end_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The text of a scalar, for a value that people write plainly
pub(super) fn scalar<'t>(found: &Cursor<'t>, wanted: &'static str) -> Result<&'t str, TreeProblem> {
    match found.node().and_then(|node| node.scalar()) {
        Some(text) => Ok(text),
        None => Err(found.wrong_type(end_of(found.path()), wanted)),
    }
}

/// The text of a field, where the field is there and not `null`
pub(super) fn field<'t>(
    of: &Cursor<'t>,
    name: &'static str,
) -> Result<Option<&'t str>, TreeProblem> {
    match of.get(name) {
        Some(found) if !found.is_null() => scalar(&found, "text").map(Some),
        Some(_) | None => Ok(None),
    }
}

/// The text of a field that AWS always gives
pub(super) fn required<'t>(of: &Cursor<'t>, name: &'static str) -> Result<&'t str, TreeProblem> {
    if !of.has_members() {
        return Err(of.wrong_type(end_of(of.path()), "an object"));
    }
    field(of, name)?.ok_or_else(|| TreeProblem::Missing {
        at: of.place(),
        member: name,
    })
}

/// Whether a field is true, where the field is there and not `null`
pub(super) fn flag(of: &Cursor<'_>, name: &'static str) -> Result<Option<bool>, TreeProblem> {
    let Some(found) = of.get(name).filter(|it| !it.is_null()) else {
        return Ok(None);
    };
    let value = found.node().and_then(Node::as_bool);
    let problem = || found.wrong_type(name, "true or false");
    value.map(Some).ok_or_else(problem)
}

/// The texts of a list; one that is left out is empty
pub(super) fn texts(
    of: &Cursor<'_>,
    name: &'static str,
) -> Result<alloc::vec::Vec<String>, TreeProblem> {
    let Some(found) = of.get(name) else {
        return Ok(alloc::vec![]);
    };
    let elements = list(&found, name)?.elements;
    let text = |it: &Cursor<'_>| scalar(it, "text").map(str::to_string);
    elements.iter().map(text).collect()
}

/// The error of AWS that stands here, if one does
pub(super) fn error_at(found: &Cursor<'_>) -> Option<AwsError> {
    match found.here() {
        Here::Text(leaf) => AwsError::of_text(leaf.source().text()),
        Here::Node(_, node) => AwsError::of_node(node),
        Here::Folder(_) | Here::Broken(..) => None,
    }
}

/// What is inside AWS's wrapper, or the answer itself where somebody left the wrapper out
pub(super) fn unwrapped<'t>(found: &Cursor<'t>, wrapper: &str) -> Cursor<'t> {
    found.get(wrapper).unwrap_or_else(|| found.clone())
}

/// The elements of AWS's list `name`, or of the answer itself where it is the list; whole or not
pub(super) fn list<'t>(found: &Cursor<'t>, name: &'static str) -> Result<List<'t>, TreeProblem> {
    let inside = found.get(name);
    if inside.is_none() && found.has_members() {
        return Err(TreeProblem::Missing {
            at: found.place(),
            member: name,
        });
    }
    let of = inside.unwrap_or_else(|| found.clone());
    match of.elements() {
        Some(elements) => Ok(List {
            elements,
            is_cut: is_cut(found),
        }),
        None if of.is_null() => Ok(List {
            elements: alloc::vec![],
            is_cut: false,
        }),
        None => Err(of.wrong_type(name, "a list")),
    }
}

/// The elements of a list answer
#[derive(Clone, Debug)]
pub(super) struct List<'t> {
    /// In the order listed
    pub(super) elements: alloc::vec::Vec<Cursor<'t>>,
    /// Whether AWS says that there are more
    pub(super) is_cut: bool,
}

impl<'t> List<'t> {
    /// The elements of a list that must be whole to mean anything
    pub(super) fn whole(
        self,
        found: &Cursor<'_>,
    ) -> Result<alloc::vec::Vec<Cursor<'t>>, TreeProblem> {
        if self.is_cut {
            return Err(TreeProblem::CutList { at: found.place() });
        }
        Ok(self.elements)
    }
}

/// Whether an answer says that it is one page of several
pub(super) fn is_cut(found: &Cursor<'_>) -> bool {
    let says = |name: &str| {
        let value = found.get(name);
        value.and_then(|it| it.node().and_then(Node::as_bool)) == Some(true)
    };
    let is_text = |name: &str| {
        let value = found.get(name);
        value
            .and_then(|it| it.node().and_then(Node::as_str))
            .is_some()
    };
    let tokens = ["NextToken", "nextToken"];
    says("IsTruncated") || says("Truncated") || tokens.into_iter().any(is_text)
}

/// An owned copy, for facts
pub(super) fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_string)
}
