//! Answers of AWS's policy simulator: `SimulatePrincipalPolicy` and `SimulateCustomPolicy`.
//!
//! They are evidence and no denial: the simulator asks a part of the layers, with the condition
//! keys that it was given. What they weigh is said in `triage/simulation.rs`.
//! Source: IAM API Reference, `SimulatePrincipalPolicy`; `spec/iam.md` G.1, G.2.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::{self, Node};

/// What the simulator says of one action on one resource
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulated {
    /// The action as it was asked about; the simulator takes any name
    pub action: String,
    /// The resource: an ARN, or `*`
    pub resource: String,
    /// What it decided
    pub decision: Decision,
    /// The policies of the statements that decided, each with its type
    pub matched: Vec<Matched>,
    /// Condition keys that its policies ask about and that it was not given
    pub missing: Vec<String>,
    /// Whether the organization allows it; `None` where the answer does not tell
    pub by_organization: Option<bool>,
    /// Whether the permissions boundary allows it; `None` where the answer does not tell
    pub by_boundary: Option<bool>,
}

/// A policy of which a statement decided
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Its name: `AdministratorAccess`, `role_reader_inline`
    pub policy: String,
    /// Its type as the simulator names it: `IAM Policy`
    pub kind: String,
}

/// What the simulator decided
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// `allowed`
    Allowed,
    /// `implicitDeny`
    ImplicitDeny,
    /// `explicitDeny`
    ExplicitDeny,
}

impl Decision {
    /// As AWS writes it
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ImplicitDeny => "implicitDeny",
            Self::ExplicitDeny => "explicitDeny",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Allowed, Self::ImplicitDeny, Self::ExplicitDeny]
            .into_iter()
            .find(|it| it.id() == text)
    }
}

/// Results that are kept; the API answers with at most as many at once
const MOST: usize = 1_000;

/// Reads an answer as the AWS CLI prints it; one result for each action and resource.
///
/// - `None` where the text is no such answer. A result that lacks its action or decision is passed
///   over; at most 1,000 are read.
#[must_use]
pub fn read(text: &str) -> Option<Vec<Simulated>> {
    const MEMBER: &str = "EvaluationResults";
    if !text.contains(MEMBER) {
        return None;
    }
    let node = json::read(text).node?;
    let results = node.get(MEMBER).filter(|it| it.is_array())?;
    let all = results.elements().iter().flat_map(one);
    Some(all.take(MOST).collect())
}

/// One result: on each of its resources, where it has several
fn one(result: &Node) -> Vec<Simulated> {
    let Some(action) = text(result, "EvalActionName") else {
        return Vec::new();
    };
    let by_organization = flag(
        result,
        "OrganizationsDecisionDetail",
        "AllowedByOrganizations",
    );
    let simulated = |of: &Node, decision: &str| {
        Some(Simulated {
            action: action.clone(),
            resource: text(of, "EvalResourceName").unwrap_or_else(|| "*".to_string()),
            decision: Decision::parse(of.get(decision)?.as_str()?)?,
            matched: matched(of),
            missing: texts(of, "MissingContextValues"),
            by_organization,
            by_boundary: boundary(of).or_else(|| boundary(result)),
        })
    };
    let of_resources = result.get("ResourceSpecificResults");
    let of_resources = of_resources.map_or(&[][..], Node::elements);
    let each: Vec<Simulated> = of_resources
        .iter()
        .filter_map(|it| simulated(it, "EvalResourceDecision"))
        .collect();
    if each.is_empty() {
        return simulated(result, "EvalDecision").into_iter().collect();
    }
    each
}

fn boundary(of: &Node) -> Option<bool> {
    flag(
        of,
        "PermissionsBoundaryDecisionDetail",
        "AllowedByPermissionsBoundary",
    )
}

fn flag(of: &Node, member: &str, inner: &str) -> Option<bool> {
    of.get(member)?.get(inner)?.as_bool()
}

fn text(of: &Node, member: &str) -> Option<String> {
    let found = of.get(member)?.as_str()?;
    (!found.is_empty()).then(|| found.to_string())
}

fn texts(of: &Node, member: &str) -> Vec<String> {
    let all = of.get(member).map_or(&[][..], Node::elements);
    all.iter()
        .filter_map(Node::as_str)
        .map(ToString::to_string)
        .collect()
}

/// The policies behind the matched statements, each once
fn matched(of: &Node) -> Vec<Matched> {
    let mut all: Vec<Matched> = Vec::new();
    let statements = of.get("MatchedStatements").map_or(&[][..], Node::elements);
    for it in statements {
        let found = Matched {
            policy: text(it, "SourcePolicyId").unwrap_or_default(),
            kind: text(it, "SourcePolicyType").unwrap_or_default(),
        };
        if !found.policy.is_empty() && !all.contains(&found) {
            all.push(found);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"{"EvaluationResults": [
      {"EvalActionName": "s3:GetObject", "EvalResourceName": "arn:aws:s3:::logs/a", "EvalDecision": "implicitDeny",
       "MatchedStatements": [], "MissingContextValues": ["aws:SourceIp"],
       "OrganizationsDecisionDetail": {"AllowedByOrganizations": false}},
      {"EvalActionName": "s3:PutObject", "EvalResourceName": "arn:aws:s3:::${BucketName}/${KeyName}", "EvalDecision": "explicitDeny",
       "OrganizationsDecisionDetail": {"AllowedByOrganizations": true},
       "ResourceSpecificResults": [
         {"EvalResourceName": "arn:aws:s3:::logs/a", "EvalResourceDecision": "allowed",
          "MatchedStatements": [{"SourcePolicyId": "p", "SourcePolicyType": "IAM Policy"}, {"SourcePolicyId": "p", "SourcePolicyType": "IAM Policy"}],
          "PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": true}},
         {"EvalResourceName": "arn:aws:s3:::logs/b", "EvalResourceDecision": "explicitDeny"}]},
      {"EvalActionName": "s3:DeleteObject"}],
      "IsTruncated": false}"#;

    #[test]
    fn every_action_and_resource_is_a_result_of_its_own() {
        let found = read(ANSWER).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.action.as_str(), it.resource.as_str(), it.decision))
            .collect();
        assert_eq!(
            told,
            [
                (
                    "s3:GetObject",
                    "arn:aws:s3:::logs/a",
                    Decision::ImplicitDeny
                ),
                ("s3:PutObject", "arn:aws:s3:::logs/a", Decision::Allowed),
                (
                    "s3:PutObject",
                    "arn:aws:s3:::logs/b",
                    Decision::ExplicitDeny
                ),
            ]
        );
        let first = found.first().unwrap();
        assert_eq!(first.by_organization, Some(false));
        assert_eq!(first.by_boundary, None);
        assert_eq!(first.missing, ["aws:SourceIp"]);
        let second = found.get(1).unwrap();
        assert_eq!(second.by_boundary, Some(true));
        assert_eq!(second.by_organization, Some(true));
        assert_eq!(second.matched.len(), 1);
    }

    #[test]
    fn other_texts_are_no_answer_of_the_simulator() {
        for text in [
            "",
            "Access Denied",
            "{\"EvaluationResults\": 3}",
            "EvaluationResults",
            "[{\"EvaluationResults\": []",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("{\"EvaluationResults\": []}"), Some(Vec::new()));
    }

    #[test]
    fn cut_answers_never_panic() {
        for (at, _) in ANSWER.char_indices() {
            let _ = read(&ANSWER[..at]);
        }
    }
}
