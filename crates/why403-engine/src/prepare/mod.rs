//! From a policy to its compiled form: parsed once, prepared once, evaluated many times.

mod template;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use template::{Expanded, Template, next_variable};
use why403_model::pattern::{Glob, Part, ResourcePattern, ShortArns};
use why403_model::policy::{
    Effect, Family, Operator, PolicyKind, PrincipalElement, PrincipalKind, Statement, Version,
};
use why403_model::world::Document;

use crate::condition::{self, Wanted};
use crate::keys::{self, UsedKey};

/// A policy, ready to be evaluated
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The document it was made of, for names and source text
    pub document: Arc<Document>,
    /// In the order of the document
    pub statements: Vec<PreparedStatement>,
    /// The condition keys that it uses
    pub keys: Arc<[UsedKey]>,
}

/// A statement, ready to be evaluated
#[derive(Clone, Debug)]
pub struct PreparedStatement {
    /// Allow or Deny
    pub effect: Effect,
    /// Which actions
    pub action: PreparedActions,
    /// Which resources; `None` where the element is left out, as in trust policies
    pub resource: Option<PreparedResources>,
    /// Who; `None` in policies without principals
    pub principal: Option<PreparedPrincipals>,
    /// Under which conditions
    pub conditions: Vec<PreparedTest>,
}

/// `Action` or `NotAction`
#[derive(Clone, Debug)]
pub struct PreparedActions {
    /// Whether it is `NotAction`
    pub negated: bool,
    /// The patterns, in the order written
    pub patterns: Vec<ActionPattern>,
}

/// One pattern of `Action`
#[derive(Clone, Debug)]
pub enum ActionPattern {
    /// `*` or `*:*`
    Everything,
    /// It can match nothing: no name behind the colon, or white space in it
    Nothing,
    /// A pattern in lower case
    Glob(Glob),
}

/// `Resource` or `NotResource`
#[derive(Clone, Debug)]
pub struct PreparedResources {
    /// Whether it is `NotResource`
    pub negated: bool,
    /// The patterns, in the order written
    pub patterns: Vec<PreparedResource>,
    /// How short ARNs are read in this kind of policy
    pub short: ShortArns,
}

/// One pattern of `Resource`
#[derive(Clone, Debug)]
pub enum PreparedResource {
    /// Without variables
    Fixed(ResourcePattern),
    /// With variables
    Template(Template),
}

/// `Principal` or `NotPrincipal`
#[derive(Clone, Debug)]
pub struct PreparedPrincipals {
    /// Whether it is `NotPrincipal`
    pub negated: bool,
    /// Who is named, in the order written
    pub named: Vec<(PrincipalKind, String)>,
}

/// One operator applied to one key
#[derive(Clone, Debug)]
pub struct PreparedTest {
    /// The operator
    pub operator: Operator,
    /// The key in lower case
    pub key: String,
    /// The values, in the order written
    pub values: Vec<PreparedValue>,
}

/// One value of a condition
#[derive(Clone, Debug)]
pub enum PreparedValue {
    /// Without variables
    Fixed(Wanted),
    /// With variables
    Template(Template),
}

impl Prepared {
    /// Compiles a document that is used as this kind of policy
    #[must_use]
    pub fn new(document: Arc<Document>, kind: PolicyKind) -> Self {
        let policy = &document.policy;
        let statements = policy
            .statements
            .iter()
            .map(|it| statement(it, policy.version, kind))
            .collect();
        Self {
            keys: keys::of_policy(policy).into(),
            document,
            statements,
        }
    }
}

fn statement(found: &Statement, version: Version, kind: PolicyKind) -> PreparedStatement {
    let short = kind.short_arns();
    PreparedStatement {
        effect: found.effect,
        action: PreparedActions {
            negated: found.action.negated,
            patterns: found
                .action
                .values
                .iter()
                .map(|it| action(&it.text))
                .collect(),
        },
        resource: found.resource.as_ref().map(|listed| PreparedResources {
            negated: listed.negated,
            patterns: listed
                .values
                .iter()
                .map(|it| resource(&it.text, version, short))
                .collect(),
            short,
        }),
        principal: found.principal.as_ref().map(principals),
        conditions: found
            .conditions
            .iter()
            .map(|test| PreparedTest {
                operator: test.operator,
                key: test.key.text.to_ascii_lowercase(),
                values: test
                    .values
                    .iter()
                    .map(|value| condition_value(&value.text, version, test.operator))
                    .collect(),
            })
            .collect(),
    }
}

/// Source: `spec/iam.md` A.4
fn action(text: &str) -> ActionPattern {
    if text == "*" || text == "*:*" {
        return ActionPattern::Everything;
    }
    let is_name = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    match text.split_once(':') {
        Some((service, name)) if is_name(name) && !service.contains(['*', '?']) => {
            ActionPattern::Glob(Glob::from_text(&text.to_ascii_lowercase()))
        }
        _ => ActionPattern::Nothing,
    }
}

fn resource(text: &str, version: Version, short: ShortArns) -> PreparedResource {
    let template = Template::new(text, version);
    match template.fixed() {
        Some(characters) => {
            PreparedResource::Fixed(ResourcePattern::compile(characters, short, false))
        }
        None => PreparedResource::Template(template),
    }
}

/// Compiles whom a statement is about and under which conditions: it takes every action on every
/// resource.
#[must_use]
pub fn of_callers(found: &Statement, version: Version) -> PreparedStatement {
    PreparedStatement {
        action: PreparedActions {
            negated: false,
            patterns: alloc::vec![ActionPattern::Everything],
        },
        resource: None,
        // What short ARNs mean counts for resources only.
        ..statement(found, version, PolicyKind::Bucket)
    }
}

fn principals(element: &PrincipalElement) -> PreparedPrincipals {
    PreparedPrincipals {
        negated: element.negated,
        named: element
            .values
            .iter()
            .map(|it| (it.kind, it.value.text.clone()))
            .collect(),
    }
}

/// Variables stand in values of String, ARN and Bool operators (X4); elsewhere `${` is text
fn condition_value(text: &str, version: Version, operator: Operator) -> PreparedValue {
    let has_variables = matches!(
        operator.name.family(),
        Family::String | Family::Arn | Family::Bool
    );
    let template = Template::new(
        text,
        if has_variables {
            version
        } else {
            Version::V2008
        },
    );
    match template.fixed() {
        Some(characters) => PreparedValue::Fixed(condition::compile(operator.name, characters)),
        None => PreparedValue::Template(template),
    }
}

/// Whether a compiled action pattern has no wildcard at all
#[must_use]
pub fn is_exact(glob: &Glob) -> bool {
    glob.parts()
        .iter()
        .all(|part| matches!(part, Part::Unit(_)))
}
