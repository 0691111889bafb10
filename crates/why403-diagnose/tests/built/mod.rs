//! Worlds that stand in fixtures.

use why403_model::world::World;
use why403_snapshot::{Form, read_text};

/// The world of a text in the form of docs/world.md, which has to be without problems
#[track_caller]
pub(crate) fn world(yaml: &str) -> World {
    let world = World::build(&read_text("world", yaml, Form::Yaml));
    let problems: Vec<String> = world.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:?}");
    world
}
