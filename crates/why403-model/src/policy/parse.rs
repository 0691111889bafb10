//! From a text to a policy: the grammar of the language, element by element.
//!
//! Comes in: any text, or a node of a world file. Goes out: the policy, where it has one
//! readable form, and every problem. A statement under a problem is left out of the policy,
//! and a policy with problems must not be evaluated: a lost `Deny` would go unseen.
//! Source: IAM User Guide, "Grammar of the IAM JSON policy language"; `spec/iam.md` A.1–A.6.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    ConditionTest, Effect, Listed, Operator, Policy, PolicyError, PrincipalElement, PrincipalKind,
    PrincipalValue, Statement, Text, Version,
};
use crate::json::{self, Member, Node, Value};
use crate::nearest::nearest;
use crate::policy::operator::OPERATORS;
use crate::span::Span;

/// What could be read of a document, and what could not
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The policy; incomplete where there are problems
    pub policy: Option<Policy>,
    /// All problems, in the order of the text
    pub problems: Vec<PolicyError>,
}

impl Parsed {
    /// The policy, if nothing is wrong with it
    pub fn sound(self) -> Result<Policy, Vec<PolicyError>> {
        match self.policy {
            Some(policy) if self.problems.is_empty() => Ok(policy),
            _ => Err(self.problems),
        }
    }
}

/// Reads a policy document from its JSON text.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let read = json::read(text);
    let mut parsed = match &read.node {
        Some(node) => parse_node(node),
        None => Parsed {
            policy: None,
            problems: Vec::new(),
        },
    };
    parsed
        .problems
        .extend(read.problems.into_iter().map(PolicyError::Json));
    parsed.problems.sort_by_key(PolicyError::at);
    parsed
}

/// Reads a policy document from a node; duplicate members are problems of the node's reader.
#[must_use]
pub fn parse_node(node: &Node) -> Parsed {
    let mut parser = Parser {
        problems: Vec::new(),
    };
    let policy = parser.document(node);
    Parsed {
        policy,
        problems: parser.problems,
    }
}

struct Parser {
    problems: Vec<PolicyError>,
}

const DOCUMENT: &[&str] = &["Version", "Id", "Statement"];
const STATEMENT: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];
const PRINCIPALS: &[(&str, PrincipalKind)] = &[
    ("AWS", PrincipalKind::Aws),
    ("Service", PrincipalKind::Service),
    ("Federated", PrincipalKind::Federated),
    ("CanonicalUser", PrincipalKind::CanonicalUser),
];

impl Parser {
    fn document(&mut self, node: &Node) -> Option<Policy> {
        if !node.is_object() {
            self.wrong_type("the document", "an object", node);
            return None;
        }
        self.unknown_members(node, DOCUMENT, "the document");
        let version = node
            .get("Version")
            .map_or(Version::V2008, |it| self.version(it));
        let id = node.get("Id").and_then(|it| self.text("Id", it));
        let statements = match node.get("Statement") {
            None => {
                let (member, place) = ("Statement", "the document");
                self.problems.push(PolicyError::Missing {
                    member,
                    place,
                    at: node.span,
                });
                Vec::new()
            }
            Some(one) if one.is_object() => self.statement(one).into_iter().collect(),
            Some(many) if many.is_array() => {
                if many.elements().is_empty() {
                    let (member, place) = ("Statement", "the list of statements");
                    self.problems.push(PolicyError::Missing {
                        member,
                        place,
                        at: many.span,
                    });
                }
                many.elements()
                    .iter()
                    .filter_map(|it| self.statement(it))
                    .collect()
            }
            Some(other) => {
                self.wrong_type("Statement", "an object or a list of objects", other);
                Vec::new()
            }
        };
        let version_at = node.get("Version").map(|it| it.span);
        Some(Policy {
            version,
            version_at,
            id,
            statements,
            at: node.span,
        })
    }

    fn version(&mut self, node: &Node) -> Version {
        match node.scalar() {
            Some("2012-10-17") => return Version::V2012,
            Some("2008-10-17") => {}
            Some(found) => {
                let found = found.to_string();
                self.problems.push(PolicyError::BadVersion {
                    found,
                    at: node.span,
                });
            }
            None => self.wrong_type("Version", "a string", node),
        }
        Version::V2008
    }

    fn statement(&mut self, node: &Node) -> Option<Statement> {
        if !node.is_object() {
            self.wrong_type("a statement", "an object", node);
            return None;
        }
        self.unknown_members(node, STATEMENT, "the statement");
        let sid = node.get("Sid").and_then(|it| self.text("Sid", it));
        let effect = self.effect(node);
        let principal = self.either(node, "Principal", "NotPrincipal");
        let principal = principal.map(|(member, negated)| self.principal(member, negated));
        let action = self.either(node, "Action", "NotAction");
        let has_action = member(node, "Action")
            .or(member(node, "NotAction"))
            .is_some();
        if !has_action {
            let (member, place) = ("Action", "the statement");
            self.problems.push(PolicyError::Missing {
                member,
                place,
                at: node.span,
            });
        }
        let action = action.and_then(|(member, negated)| self.listed(member, negated));
        let resource = self.either(node, "Resource", "NotResource");
        let resource = resource.map(|(member, negated)| self.listed(member, negated));
        let (conditions, condition_at) = match member(node, "Condition") {
            Some(it) => (
                self.conditions(&it.value),
                Some(it.name_span.to(it.value.span)),
            ),
            None => (Some(Vec::new()), None),
        };
        let (effect, effect_at) = effect?;
        Some(Statement {
            sid,
            effect,
            effect_at,
            principal: transposed(principal)?,
            action: action?,
            resource: transposed(resource)?,
            conditions: conditions?,
            condition_at,
            at: node.span,
        })
    }

    fn effect(&mut self, node: &Node) -> Option<(Effect, Span)> {
        let Some(found) = member(node, "Effect") else {
            let (member, place) = ("Effect", "the statement");
            self.problems.push(PolicyError::Missing {
                member,
                place,
                at: node.span,
            });
            return None;
        };
        let at = found.name_span.to(found.value.span);
        match found.value.as_str() {
            Some("Allow") => Some((Effect::Allow, at)),
            Some("Deny") => Some((Effect::Deny, at)),
            Some(text) => {
                let found_text = text.to_string();
                self.problems.push(PolicyError::BadEffect {
                    found: found_text,
                    at: found.value.span,
                });
                None
            }
            None => {
                self.wrong_type("Effect", "a string", &found.value);
                None
            }
        }
    }

    fn either<'n>(
        &mut self,
        node: &'n Node,
        first: &'static str,
        second: &'static str,
    ) -> Option<(&'n Member, bool)> {
        match (member(node, first), member(node, second)) {
            (Some(_), Some(other)) => {
                self.problems.push(PolicyError::Both {
                    first,
                    second,
                    at: other.name_span,
                });
                None
            }
            (Some(found), None) => Some((found, false)),
            (None, Some(found)) => Some((found, true)),
            (None, None) => None,
        }
    }

    fn listed(&mut self, member: &Member, negated: bool) -> Option<Listed> {
        let values = self.texts(&member.name, &member.value)?;
        Some(Listed {
            negated,
            values,
            at: member.name_span.to(member.value.span),
        })
    }

    fn principal(&mut self, member: &Member, negated: bool) -> Option<PrincipalElement> {
        let at = member.name_span.to(member.value.span);
        let node = &member.value;
        let values = match &node.value {
            Value::String(text) if text == "*" => {
                let value = Text {
                    text: text.clone(),
                    at: node.span,
                };
                alloc::vec![PrincipalValue {
                    kind: PrincipalKind::Everyone,
                    value
                }]
            }
            Value::Object(kinds) => self.principal_map(kinds)?,
            Value::String(_)
            | Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_) => {
                self.wrong_type(
                    &member.name,
                    "`\"*\"` or an object such as {\"AWS\": \"…\"}",
                    node,
                );
                return None;
            }
        };
        Some(PrincipalElement {
            negated,
            values,
            at,
        })
    }

    fn principal_map(&mut self, kinds: &[Member]) -> Option<Vec<PrincipalValue>> {
        let mut all = Some(Vec::new());
        for member in kinds {
            let known = PRINCIPALS.iter().find(|(name, _)| *name == member.name);
            let Some((_, kind)) = known else {
                self.problems.push(PolicyError::UnknownPrincipalKind {
                    name: member.name.clone(),
                    at: member.name_span,
                    nearest: nearest(&member.name, PRINCIPALS.iter().map(|(name, _)| *name)),
                });
                all = None;
                continue;
            };
            match (self.texts(&member.name, &member.value), &mut all) {
                (Some(texts), Some(all)) => all.extend(
                    texts
                        .into_iter()
                        .map(|value| PrincipalValue { kind: *kind, value }),
                ),
                (None, _) => all = None,
                (Some(_), None) => {}
            }
        }
        all
    }

    fn conditions(&mut self, node: &Node) -> Option<Vec<ConditionTest>> {
        if !node.is_object() {
            self.wrong_type("Condition", "an object", node);
            return None;
        }
        let mut all = Some(Vec::new());
        for operator in node.members() {
            let read = self.operator(operator);
            match (read, &mut all) {
                (Some(tests), Some(all)) => all.extend(tests),
                (None, _) => all = None,
                (Some(_), None) => {}
            }
        }
        all
    }

    fn operator(&mut self, member: &Member) -> Option<Vec<ConditionTest>> {
        let operator = Operator::parse(&member.name);
        if operator.is_none() {
            let known = OPERATORS.iter().map(|row| row.text);
            self.problems.push(PolicyError::UnknownOperator {
                name: member.name.clone(),
                at: member.name_span,
                nearest: nearest(&member.name, known),
            });
        }
        if !member.value.is_object() {
            self.wrong_type(&member.name, "an object of keys and values", &member.value);
            return None;
        }
        let operator_text = Text {
            text: member.name.clone(),
            at: member.name_span,
        };
        let mut tests = Vec::new();
        let mut is_whole = true;
        for key in member.value.members() {
            match (self.condition_values(&key.name, &key.value), operator) {
                (Some(values), Some(operator)) => tests.push(ConditionTest {
                    operator,
                    operator_text: operator_text.clone(),
                    key: Text {
                        text: key.name.clone(),
                        at: key.name_span,
                    },
                    values,
                    at: key.name_span.to(key.value.span),
                }),
                (None, _) => is_whole = false,
                (Some(_), None) => {}
            }
        }
        (is_whole && operator.is_some()).then_some(tests)
    }

    /// Texts, numbers and booleans, each in its textual form; an empty list is kept
    fn condition_values(&mut self, member: &str, node: &Node) -> Option<Vec<Text>> {
        let one = |it: &Node| {
            it.scalar().map(|text| Text {
                text: text.into(),
                at: it.span,
            })
        };
        let values = if node.is_array() {
            node.elements().iter().map(one).collect::<Option<Vec<_>>>()
        } else {
            one(node).map(|text| alloc::vec![text])
        };
        if values.is_none() {
            self.wrong_type(
                member,
                "a string, number or boolean, or a list of these",
                node,
            );
        }
        values
    }

    fn texts(&mut self, member: &str, node: &Node) -> Option<Vec<Text>> {
        let one = |it: &Node| {
            it.as_str().map(|text| Text {
                text: text.into(),
                at: it.span,
            })
        };
        let values = if node.is_array() {
            node.elements().iter().map(one).collect::<Option<Vec<_>>>()
        } else {
            one(node).map(|text| alloc::vec![text])
        };
        if values.is_none() {
            self.wrong_type(member, "a string or a list of strings", node);
        }
        values
    }

    fn text(&mut self, member: &str, node: &Node) -> Option<Text> {
        let found = node.as_str().map(|text| Text {
            text: text.into(),
            at: node.span,
        });
        if found.is_none() {
            self.wrong_type(member, "a string", node);
        }
        found
    }

    fn wrong_type(&mut self, member: &str, wanted: &'static str, node: &Node) {
        let member = String::from(member);
        let (found, at) = (node.kind(), node.span);
        self.problems.push(PolicyError::WrongType {
            member,
            wanted,
            found,
            at,
        });
    }

    fn unknown_members(&mut self, node: &Node, known: &[&'static str], place: &'static str) {
        for member in node.members() {
            if !known.contains(&member.name.as_str()) {
                self.problems.push(PolicyError::UnknownMember {
                    name: member.name.clone(),
                    place,
                    at: member.name_span,
                    nearest: nearest(&member.name, known.iter().copied()),
                });
            }
        }
    }
}

/// The first member of this name
fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Member> {
    node.members().iter().find(|it| it.name == name)
}

/// Absent stays absent, unreadable makes the whole unreadable
#[expect(
    clippy::option_option,
    reason = "absent and unreadable are told apart here only"
)]
fn transposed<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn codes(text: &str, wanted: &[&str]) {
        let found: Vec<_> = parse(text).problems.iter().map(PolicyError::code).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn every_element_knows_its_bytes() {
        let text = r#"{"Version": "2012-10-17", "Statement": {"Sid": "a", "Effect": "Deny",
            "Principal": {"AWS": ["111122223333", "*"]}, "NotAction": "s3:Get*",
            "Resource": ["arn:aws:s3:::b"], "Condition": {"Bool": {"aws:SecureTransport": false}}}}"#;
        let policy = parse(text).sound().unwrap();
        assert_eq!(policy.version, Version::V2012);
        let statement = &policy.statements[0];
        assert_eq!(statement.effect_at.of(text), r#""Effect": "Deny""#);
        assert_eq!(statement.action.at.of(text), r#""NotAction": "s3:Get*""#);
        assert!(statement.action.negated);
        let principal = statement.principal.as_ref().unwrap();
        assert_eq!(principal.values[1].value.at.of(text), r#""*""#);
        let tested = &statement.conditions[0];
        assert_eq!(tested.at.of(text), r#""aws:SecureTransport": false"#);
        assert_eq!(tested.values[0].text, "false");
        assert_eq!(statement.at.of(text).chars().next(), Some('{'));
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        codes(
            r#"{"Version": "2020", "Statement": [
                {"Effect": "allow", "Action": "*", "NotAction": "*", "Resource": 1},
                {"Effect": "Deny", "Actions": "*", "Principal": {"Aws": "*"}, "Resource": "*",
                 "Condition": {"StringEqual": {"a": "b"}, "Bool": {"k": {}}}}]}"#,
            &[
                "policy/bad-version",
                "policy/bad-effect",
                "policy/both-forms",
                "policy/wrong-type",
                "policy/missing",
                "policy/unknown-member",
                "policy/unknown-principal-kind",
                "policy/unknown-operator",
                "policy/wrong-type",
            ],
        );
        codes(r#"{"Statement": []}"#, &["policy/missing"]);
        codes(
            r#"{"Statement": {"Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
            &["json/duplicate-member"],
        );
        codes("[]", &["policy/wrong-type"]);
        codes("", &["json/unexpected"]);
    }

    #[test]
    fn misspelt_names_get_the_nearest_one() {
        let text = r#"{"Statement": {"Effect": "Allow", "Action": "*", "Resources": "*",
            "Condition": {"stringlike": {"a": "b"}}}}"#;
        let parsed = parse(text);
        let help: Vec<_> = parsed
            .problems
            .iter()
            .filter_map(PolicyError::help)
            .collect();
        assert_eq!(
            help,
            [
                "write `Resource`; names are case-sensitive",
                "write `StringLike`; names are case-sensitive"
            ]
        );
    }
}
