//! `Resource` and `NotResource`. Source: `spec/iam.md` A.5.

use why403_model::pattern::ResourcePattern;

use super::Scene;
use crate::prepare::{Expanded, PreparedResource, PreparedResources};
use crate::truth::Truth;

/// Whether the element covers the resource, and which pattern does
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceMatch {
    /// Whether the element covers it, `Not…` applied
    pub truth: Truth,
    /// The first pattern that matches, from 0
    pub by: Option<usize>,
}

/// Whether the element covers the request's resource.
///
/// A pattern whose variable has no value matches no resource, also under `NotResource`.
#[must_use]
pub fn resource_matches(resources: &PreparedResources, scene: &Scene<'_>) -> ResourceMatch {
    let mut any = Truth::No;
    let mut by = None;
    for (index, pattern) in resources.patterns.iter().enumerate() {
        let found = match pattern {
            PreparedResource::Fixed(pattern) => matches(pattern, scene.resource),
            PreparedResource::Template(template) => match template.expand(scene.context) {
                Expanded::Text(text) => {
                    let pattern = ResourcePattern::compile(&text, resources.short, true);
                    matches(&pattern, scene.resource)
                }
                Expanded::Unresolved { .. } => Truth::No,
                Expanded::Unknown { .. } => Truth::Maybe,
            },
        };
        any = any.or(found);
        if found == Truth::Yes {
            by = Some(index);
            break;
        }
    }
    ResourceMatch {
        truth: any.negated_if(resources.negated),
        by,
    }
}

fn matches(pattern: &ResourcePattern, resource: Option<&str>) -> Truth {
    match (pattern, resource) {
        (ResourcePattern::Everything, _) => Truth::Yes,
        (ResourcePattern::Nothing, _) => Truth::No,
        (ResourcePattern::Arn(_), Some(resource)) => Truth::of(pattern.matches(resource)),
        (ResourcePattern::Arn(_), None) => Truth::Maybe,
    }
}
