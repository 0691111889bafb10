//! Which statements depend on tags.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use why403_model::policy::Statement;
use why403_model::world::World;

/// The statements of a world that depend on one of these tags.
///
/// - `tags`: keys of tags in lower case.
/// - A statement depends on a tag by a condition key or a policy variable such as
///   `aws:ResourceTag/team`, of whatever it is a tag.
pub(super) fn statements(tags: &[String], world: &World) -> Vec<Statement> {
    let mut found = Vec::new();
    world.for_each_document(&mut |document| {
        let own = document.policy.statements.iter();
        found.extend(own.filter(|it| depends(tags, it)).cloned());
    });
    found
}

fn depends(tags: &[String], statement: &Statement) -> bool {
    let is_key = |text: &str| {
        let text = text.to_ascii_lowercase();
        tags.iter().any(|tag| text.ends_with(&format!("tag/{tag}")))
    };
    let is_variable = |text: &str| {
        let text = text.to_ascii_lowercase();
        let names = |tag: &String| text.contains(&format!("tag/{tag}"));
        text.contains("${") && tags.iter().any(names)
    };
    let resources = statement.resource.iter().flat_map(|it| &it.values);
    let values = statement.conditions.iter().flat_map(|it| &it.values);
    let mut keys = statement.conditions.iter().map(|it| it.key.text.as_str());
    keys.any(is_key) || resources.chain(values).any(|it| is_variable(&it.text))
}
