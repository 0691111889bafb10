//! A text that two patterns both match: a witness that stands for all that they share.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

/// What stands for the text of a `*` that no other pattern speaks of
const FRESH: &str = "any-other";

/// A text that a pattern matches, as unlike any other as can be
pub(super) fn generic(pattern: &str) -> String {
    let mut out = String::new();
    for letter in pattern.chars() {
        match letter {
            '*' => out.push_str(FRESH),
            '?' => out.push('x'),
            other => out.push(other),
        }
    }
    out
}

/// How far a walk has come in each of two patterns
type Place = (usize, usize);

/// From where each place was reached, and by which letter
type Trail = BTreeMap<Place, (Place, Option<char>)>;

/// Steps of the walk below; patterns that need more share nothing that we could name
const MOST: usize = 400_000;

/// A text that both patterns match, the shortest but for what stands for two last stars; `None`
/// where they share none.
///
/// Cost: at most the product of their lengths.
pub(super) fn shared(a: &str, b: &str) -> Option<String> {
    let shortest = shortest(a, b)?;
    // A key that ends where its prefix does is one that other patterns may not mean.
    let is_open = a.ends_with('*') && b.ends_with('*');
    Some(if is_open { shortest + FRESH } else { shortest })
}

fn shortest(a: &str, b: &str) -> Option<String> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().saturating_mul(b.len()) > MOST {
        return None;
    }
    let mut from = Trail::new();
    let mut seen = BTreeSet::from([(0, 0)]);
    let mut queue = VecDeque::from([(0, 0)]);
    let goal = (a.len(), b.len());
    while let Some(at) = queue.pop_front() {
        if at == goal {
            return Some(walked(&from, goal));
        }
        for (next, letter) in steps(&a, &b, at) {
            if seen.insert(next) {
                from.insert(next, (at, letter));
                queue.push_back(next);
            }
        }
    }
    None
}

/// Where the walk can go, and the letter that it takes on the way
fn steps(a: &[char], b: &[char], (i, j): Place) -> Vec<(Place, Option<char>)> {
    let (left, right) = (a.get(i).copied(), b.get(j).copied());
    let mut all = Vec::new();
    // A star can be over.
    if left == Some('*') {
        all.push(((i + 1, j), None));
    }
    if right == Some('*') {
        all.push(((i, j + 1), None));
    }
    let behind = |at: usize, letter: char| if letter == '*' { at } else { at + 1 };
    if let (Some(left), Some(right)) = (left, right) {
        let letter = match (left, right) {
            ('*' | '?', '*' | '?') => Some('x'),
            ('*' | '?', letter) | (letter, '*' | '?') => Some(letter),
            (one, other) => (one == other).then_some(one),
        };
        // Two stars could go on for ever and gain nothing.
        if let Some(letter) = letter.filter(|_| (left, right) != ('*', '*')) {
            all.push(((behind(i, left), behind(j, right)), Some(letter)));
        }
    }
    all
}

fn walked(from: &Trail, goal: Place) -> String {
    let mut letters = Vec::new();
    let mut at = goal;
    while let Some((before, letter)) = from.get(&at) {
        letters.extend(*letter);
        at = *before;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use why403_model::pattern::Glob;

    #[test]
    fn a_witness_is_matched_by_both() {
        for (a, b) in [
            ("logs/*", "*.txt"),
            ("logs/*", "logs/2026/*"),
            ("a?c", "*b*"),
            ("*", "x"),
            ("*a*b*", "*b*a*"),
            ("arn:aws:s3:::*", "arn:*:s3:::logs/?"),
        ] {
            let text = shared(a, b).unwrap();
            assert!(Glob::from_text(a).matches(&text), "{a}: {text}");
            assert!(Glob::from_text(b).matches(&text), "{b}: {text}");
        }
    }

    #[test]
    fn patterns_that_share_nothing_have_no_witness() {
        for (a, b) in [("logs/*", "data/*"), ("a", "b"), ("?", ""), ("*a", "*b")] {
            assert_eq!(shared(a, b), None, "{a} {b}");
        }
    }
}
