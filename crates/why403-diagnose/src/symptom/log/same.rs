//! When two symptoms are one case: a number stands for each, so that they need not be kept.

use core::fmt::Write;

use crate::symptom::Symptom;

/// A number that is the same for symptoms that differ in time, message and the request's ids only
pub(super) fn sameness(symptom: &Symptom, by_minute: bool) -> u64 {
    let minute = symptom.time.as_deref().filter(|_| by_minute);
    let names = [
        symptom.principal.as_deref(),
        symptom.action.as_deref(),
        symptom.resource.as_deref(),
        symptom.target.as_deref(),
        symptom.operation.as_deref(),
        symptom.policy.as_deref(),
        symptom.code.as_deref(),
        symptom.region.as_deref(),
        symptom.resource_account.as_deref(),
        symptom.access_key.as_deref(),
        minute.and_then(|it| it.get(..16)),
    ];
    let mut hash = Fnv::default();
    // Writing to a hash cannot fail.
    let _ = write!(
        hash,
        "{names:?} {:?} {:?} {:?} {:?}",
        symptom.status, symptom.context, symptom.sent, symptom.denied_by
    );
    hash.0
}

/// A number for a text that is only counted
pub(super) fn hash(text: &str) -> u64 {
    let mut hash = Fnv::default();
    hash.add(text);
    hash.0
}

/// FNV-1a, 64 bits: what is only counted is not kept
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.add(text);
        Ok(())
    }
}
