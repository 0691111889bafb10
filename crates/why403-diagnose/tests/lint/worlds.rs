//! The walk over a world's documents, and what is found in the worlds of the examples.

use std::fs;
use std::path::Path;

use why403_diagnose::lint::placed;
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

use super::Outcome;

/// Every document has a place, in the order of the model's own walk
pub(crate) fn places_are_all_found(path: &Path) -> Outcome {
    let world = World::build(&read_text("world", &fs::read_to_string(path)?, Form::Yaml));
    let mut all = Vec::new();
    world.for_each_document(&mut |it| all.push(it.clone()));
    let found: Vec<_> = placed(&world).into_iter().map(|it| it.document).collect();
    assert_eq!(found.len(), all.len());
    for (found, wanted) in found.iter().zip(&all) {
        assert!(std::sync::Arc::ptr_eq(found, wanted), "{}", found.label);
    }
    Ok(())
}
