//! Policies prepared once for many questions.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use core::cell::RefCell;

use why403_model::policy::PolicyKind;
use why403_model::world::Document;

use crate::prepare::Prepared;

/// The policies that were prepared so far, by document and by what they are used as.
///
/// Whoever asks many questions of one world, or of worlds that share documents, keeps one.
#[derive(Debug, Default)]
pub struct Library {
    // Invariant: what is prepared keeps its document, so that no other gets the same address.
    all: RefCell<BTreeMap<(usize, PolicyKind), Arc<Prepared>>>,
}

impl Library {
    /// Empty
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn prepared(&self, document: &Arc<Document>, kind: PolicyKind) -> Arc<Prepared> {
        let place = (Arc::as_ptr(document).addr(), kind);
        let mut all = self.all.borrow_mut();
        let found = all.entry(place);
        let new = || Arc::new(Prepared::new(document.clone(), kind));
        found.or_insert_with(new).clone()
    }
}
