//! Actions against resources: an action is authorized on the types of resources it is called on.
//!
//! A statement for `s3:ListBucket` on the objects of a bucket grants nothing. IAM keeps it; S3
//! refuses it in a bucket policy ("Action does not apply to any resource(s) in statement").
//! Source: the tables of [`crate::facts`]; `spec/iam.md` A.5.6; observed for bucket policies.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::named::{Named, NamedActions};
use super::resources::{compiled, is_arn};
use super::variables::{ArnPart, Opened};
use super::{Review, form, shown};
use crate::facts::{ActionFacts, ResourceType};
use crate::pattern::ResourcePattern;
use crate::policy::{Statement, Text};

/// What is wrong between the actions and the resources of a statement
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReachProblem {
    /// An action that is never called on any of the resources
    #[error("`{action}` is never called on {resources}")]
    Action {
        /// As written
        action: String,
        /// The resource in backticks, or that there are several
        resources: String,
        /// What to write
        wanted: Wanted,
    },
    /// A resource that none of the actions is ever called on
    #[error("no action of the statement is ever called on `{resource}`")]
    Resource {
        /// As written
        resource: String,
    },
}

/// What to write in the place of a resource
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `*`, since the action is called on no resource
    Star,
    /// This ARN, the nearest of the right type
    Arn(String),
    /// An ARN of this form
    Form(String),
}

impl ReachProblem {
    /// The stable code: `validate/…`
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Action { .. } => "validate/action-not-on-resource",
            Self::Resource { .. } => "validate/resource-without-action",
        }
    }

    pub(super) fn help(&self) -> String {
        match self {
            Self::Action {
                wanted: Wanted::Star,
                ..
            } => "write `\"Resource\": \"*\"` for it, in a statement of its own".into(),
            Self::Action {
                wanted: Wanted::Arn(arn),
                ..
            } => alloc::format!("write `{arn}` for it"),
            Self::Action {
                wanted: Wanted::Form(form),
                ..
            } => {
                alloc::format!("write an ARN of the form `{form}` for it")
            }
            Self::Resource { .. } => "remove it, or add an action on it".into(),
        }
    }
}

/// What the resources of a statement can be of
struct Ground {
    /// For each form of the actions' resource types, by its text, whether a pattern meets it
    met: BTreeMap<&'static str, bool>,
    /// Whether a sixth part is `*`, which covers S3's actions without resources
    is_wide: bool,
    /// Whether a resource is no ARN, which has been told, and stands for nobody knows what
    is_vague: bool,
}

pub(super) fn review(review: &mut Review<'_>, statement: &Statement, named: &NamedActions<'_>) {
    let Some(resource) = statement.resource.as_ref().filter(|it| !it.negated) else {
        return;
    };
    let is_anything = |it: &Text| it.text == "*";
    if resource.values.is_empty() || resource.values.iter().any(is_anything) {
        return;
    }
    let forms = Forms::of(named);
    let mut ground = Ground {
        met: forms.steps.keys().map(|it| (*it, false)).collect(),
        is_wide: false,
        is_vague: false,
    };
    let mut idle = Vec::new();
    for value in &resource.values {
        let Some(pattern) = steps(review, &value.text) else {
            ground.is_vague = true;
            continue;
        };
        let is_wide = is_wide(review, &value.text);
        let mut is_reached = is_wide && forms.has_bare_action;
        for (form, steps) in &forms.steps {
            if form::meets(&pattern, steps) {
                is_reached = true;
                ground.met.insert(form, true);
            }
        }
        ground.is_wide |= is_wide;
        if !is_reached {
            idle.push(value);
        }
    }
    let mut is_certain = !named.as_slice().is_empty();
    let mut has_fitting = false;
    let mut near = None;
    for it in named.as_slice() {
        // No facts, no verdict; what does not exist or is of another service is told already.
        let actions = it.facts().filter(|it| !it.is_empty());
        let Some(actions) = actions.filter(|_| !is_foreign(review, it.action)) else {
            is_certain = false;
            continue;
        };
        if ground.is_vague || actions.iter().any(|it| ground.holds(*it)) {
            has_fitting = true;
        } else {
            let near = near.get_or_insert_with(|| Near::of(review, &resource.values, &forms));
            let problem = ReachProblem::Action {
                action: shown(&it.action.text),
                resources: words(&resource.values),
                wanted: near.wanted(&actions),
            };
            review.find(review.store.keeper.misfit, it.action.at, problem);
        }
    }
    for value in idle.into_iter().filter(|_| is_certain && has_fitting) {
        let resource = shown(&value.text);
        review.note(value.at, ReachProblem::Resource { resource });
    }
}

impl Ground {
    /// Whether the action may be called on something that a pattern matches
    fn holds(&self, action: ActionFacts) -> bool {
        if action.has_resource_types() {
            let is_met = |it: &ResourceType| self.met.get(it.arn_pattern()) == Some(&true);
            action.resource_types().any(is_met)
        } else {
            self.is_wide
        }
    }
}

fn is_foreign(review: &Review<'_>, action: &Text) -> bool {
    let prefix = action.text.split_once(':').map(|(prefix, _)| prefix);
    prefix.is_some_and(|it| !review.store.services.have(it))
}

fn is_wide(review: &Review<'_>, resource: &str) -> bool {
    let opened = Opened::new(resource, review.policy.version);
    opened.parts().get(5).is_some_and(ArnPart::is_star)
}

/// The steps of a pattern; `None` for what is no ARN, or a short one that matches nothing
fn steps(review: &Review<'_>, resource: &str) -> Option<Vec<form::Step>> {
    if !is_arn(&Opened::new(resource, review.policy.version)) {
        return None;
    }
    match compiled(review, resource) {
        ResourcePattern::Arn(glob) => Some(form::of_pattern(glob.parts())),
        ResourcePattern::Everything | ResourcePattern::Nothing => None,
    }
}

fn words(resources: &[Text]) -> String {
    match resources {
        [one] => alloc::format!("`{}`", shown(&one.text)),
        _ => "any resource of the statement".into(),
    }
}

/// The forms of all resource types that the actions are called on, each once, by its text
struct Forms {
    steps: BTreeMap<&'static str, Vec<form::Step>>,
    /// Whether an action is called on no resource
    has_bare_action: bool,
}

impl Forms {
    fn of(named: &NamedActions<'_>) -> Self {
        let mut forms = Self {
            steps: BTreeMap::new(),
            has_bare_action: false,
        };
        for action in named.as_slice().iter().filter_map(Named::facts).flatten() {
            forms.has_bare_action |= !action.has_resource_types();
            for of in action.resource_types() {
                let steps = forms.steps.entry(of.arn_pattern());
                steps.or_insert_with(|| form::of_type(of));
            }
        }
        forms
    }
}

/// The containers of what is named and what is inside of it: a bucket, its objects
struct Near {
    arns: Vec<String>,
    /// For each form the first of the ARNs that meets it
    first: BTreeMap<&'static str, usize>,
}

impl Near {
    fn of(review: &Review<'_>, resources: &[Text], forms: &Forms) -> Self {
        let arns: Vec<_> = resources
            .iter()
            .flat_map(|it| neighbours(&it.text))
            .collect();
        let mut first = BTreeMap::new();
        for (at, arn) in arns.iter().enumerate() {
            let Some(pattern) = steps(review, arn) else {
                continue;
            };
            for (form, steps) in &forms.steps {
                if !first.contains_key(form) && form::meets(&pattern, steps) {
                    first.insert(*form, at);
                }
            }
        }
        Self { arns, first }
    }

    fn wanted(&self, actions: &[ActionFacts]) -> Wanted {
        let forms = || {
            let types = actions.iter().flat_map(|it| it.resource_types());
            types.map(ResourceType::arn_pattern)
        };
        let nearest = forms().filter_map(|it| self.first.get(it)).min();
        match (nearest.and_then(|at| self.arns.get(*at)), forms().next()) {
            (_, None) => Wanted::Star,
            (Some(arn), Some(_)) => Wanted::Arn(shown(arn)),
            (None, Some(form)) => Wanted::Form(form.into()),
        }
    }
}

/// The container of what is named, and what is inside it: a bucket, its objects
fn neighbours(resource: &str) -> [String; 2] {
    let container = resource
        .split_once('/')
        .map_or(resource, |(container, _)| container);
    [
        container.into(),
        alloc::format!("{}/*", resource.trim_end_matches('/')),
    ]
}
