//! How AWS compares names of actions and keys: without regard to ASCII case.

use core::cmp::Ordering;

/// The row of this name in a table that is sorted by [`order`]
pub(super) fn find<'a, T>(rows: &'a [T], name: &str, of: fn(&T) -> &'static str) -> Option<&'a T> {
    rows.binary_search_by(|it| order(of(it), name))
        .ok()
        .and_then(|at| rows.get(at))
}

/// The order of the lower-cased bytes
pub(super) fn order(a: &str, b: &str) -> Ordering {
    let lower = |it: u8| it.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

/// Whether both are the same name
pub(super) fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Whether a name begins with this text
pub(super) fn begins(name: &str, with: &str) -> bool {
    name.as_bytes()
        .get(..with.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(with.as_bytes()))
}
