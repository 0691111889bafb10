//! The known name nearest to a misspelt one.

use alloc::vec::Vec;

/// The name with the fewest edits, if it is near: at most a third of the longer name.
///
/// Case counts nothing; the first of equally near names wins.
pub fn nearest<'n>(found: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lowered: Vec<u8> = found
        .bytes()
        .map(|byte| byte.to_ascii_lowercase())
        .take(100)
        .collect();
    known
        .into_iter()
        .map(|name| (edits(&lowered, name), name))
        .filter(|(edits, name)| edits * 3 <= name.len().max(lowered.len()))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// Insertions, deletions and replacements between the two, case left out
fn edits(found: &[u8], wanted: &str) -> usize {
    let mut row: Vec<usize> = (0..=found.len()).collect();
    for (done, letter) in wanted.bytes().enumerate() {
        let mut diagonal = done;
        let mut left = done + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (other, cell) in found.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(*other != letter.to_ascii_lowercase());
            diagonal = *cell;
            left = replaced.min(left + 1).min(diagonal + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["ListBucket", "GetObject", "PutObject"];
        assert_eq!(nearest("GetObjekt", known), Some("GetObject"));
        assert_eq!(nearest("listbuckets", known), Some("ListBucket"));
        assert_eq!(nearest("Frobnicate", known), None);
        assert_eq!(edits(b"kitten", "sitting"), 3);
    }
}
