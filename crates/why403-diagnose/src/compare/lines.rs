//! Statements as lines that do not depend on how somebody laid them out, and the lines in which
//! two of them differ.

use alloc::string::String;
use alloc::vec::Vec;

use why403_model::json::{self, Node, Value};

/// One line of what differs
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// In both
    Same(String),
    /// In what works only
    Works(String),
    /// In what fails only
    Fails(String),
}

/// A JSON text in lines of one scalar each, members in the order written; the text's own lines
/// where it is no JSON.
pub(super) fn of(text: &str) -> Vec<String> {
    let Some(node) = json::read(text).node else {
        return text.lines().map(|it| String::from(it.trim())).collect();
    };
    let mut all = Vec::new();
    write(&mut all, &node, "", 0);
    all
}

/// Recursion is as deep as the value, whose reader bounds it to `json::MAX_DEPTH`.
fn write(all: &mut Vec<String>, node: &Node, before: &str, depth: usize) {
    let indent = depth * 2;
    let mut put = |text: &str| all.push(alloc::format!("{:indent$}{before}{text}", ""));
    match &node.value {
        Value::Null => put("null"),
        Value::Bool(_) | Value::Number(_) => put(node.scalar().unwrap_or_default()),
        Value::String(text) => put(&json::quoted(text)),
        Value::Array(elements) => {
            // One value and a list of it mean the same in every element of a policy.
            if let [one] = elements.as_slice() {
                return write(all, one, before, depth);
            }
            put("[");
            for it in elements {
                write(all, it, "", depth + 1);
            }
            all.push(alloc::format!("{:indent$}]", ""));
        }
        Value::Object(members) => {
            put("{");
            for it in members {
                let name = alloc::format!("{}: ", json::quoted(&it.name));
                write(all, &it.value, &name, depth + 1);
            }
            all.push(alloc::format!("{:indent$}}}", ""));
        }
    }
}

/// What it takes to come from one list of lines to the other, the common ones included.
///
/// Cost: the product of both lengths, at most [`MOST`] steps; longer ones are shown whole.
pub(super) fn difference(works: &[String], fails: &[String]) -> Vec<Line> {
    let head = works.iter().zip(fails).take_while(|(a, b)| a == b).count();
    let rest = |all: &[String]| -> Vec<String> { all.iter().skip(head).cloned().collect() };
    let (mut left, mut right) = (rest(works), rest(fails));
    let mut tail = Vec::new();
    while left.last().is_some() && left.last() == right.last() {
        tail.extend(left.pop());
        right.pop();
    }
    let mut all: Vec<Line> = works.iter().take(head).cloned().map(Line::Same).collect();
    all.extend(middle(&left, &right));
    all.extend(tail.into_iter().rev().map(Line::Same));
    all
}

/// Steps of a comparison that nobody has to wait for
const MOST: usize = 1_000_000;

/// The lines between what both begin and end with
fn middle(works: &[String], fails: &[String]) -> Vec<Line> {
    let whole = || {
        let works = works.iter().cloned().map(Line::Works);
        works
            .chain(fails.iter().cloned().map(Line::Fails))
            .collect()
    };
    if works.len().saturating_mul(fails.len()) > MOST {
        return whole();
    }
    // `longest[i]` holds, for each place of `fails`, the length of the longest common part that
    // is left from place `i` of `works` on.
    let mut longest: Vec<Vec<usize>> = alloc::vec![alloc::vec![0; fails.len() + 1]];
    for work in works.iter().rev() {
        let below = longest.last().cloned().unwrap_or_default();
        let mut row = alloc::vec![0; fails.len() + 1];
        let mut right = 0;
        for (place, fail) in fails.iter().enumerate().rev() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(0);
            let here = if work == fail {
                at(&below, place + 1) + 1
            } else {
                at(&below, place).max(right)
            };
            if let Some(cell) = row.get_mut(place) {
                *cell = here;
            }
            right = here;
        }
        longest.push(row);
    }
    longest.reverse();
    let left = |i: usize, j: usize| {
        longest
            .get(i)
            .and_then(|it| it.get(j))
            .copied()
            .unwrap_or(0)
    };
    let (mut i, mut j) = (0, 0);
    let mut all = Vec::new();
    loop {
        match (works.get(i), fails.get(j)) {
            (Some(work), Some(fail)) if work == fail => {
                all.push(Line::Same(work.clone()));
                (i, j) = (i + 1, j + 1);
            }
            (Some(work), fail) if fail.is_none() || left(i + 1, j) >= left(i, j + 1) => {
                all.push(Line::Works(work.clone()));
                i += 1;
            }
            (_, Some(fail)) => {
                all.push(Line::Fails(fail.clone()));
                j += 1;
            }
            (_, None) => return all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn letters(text: &str) -> Vec<String> {
        text.chars().map(|it| it.to_string()).collect()
    }

    #[track_caller]
    fn check(works: &str, fails: &str, wanted: &str) {
        let found = difference(&letters(works), &letters(fails));
        let found: String = found
            .iter()
            .map(|it| match it {
                Line::Same(text) => text.clone(),
                Line::Works(text) => alloc::format!("-{text}"),
                Line::Fails(text) => alloc::format!("+{text}"),
            })
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_both_have_stays() {
        check("", "", "");
        check("abc", "abc", "abc");
        check("abc", "abd", "ab-c+d");
        check("abc", "ac", "a-bc");
        check("ac", "abc", "a+bc");
        check("", "ab", "+a+b");
        check("ab", "", "-a-b");
        check("axbyc", "aybzc", "a-x-by+b+zc");
    }

    #[test]
    fn the_layout_does_not_count() {
        let one = of("{\"Action\": [\"s3:GetObject\"],\n \"Resource\": [\"a\", \"b\"]}");
        let two = of("{ \"Action\" : \"s3:GetObject\", \"Resource\": [ \"a\",\"b\" ] }");
        assert_eq!(one, two);
        assert_eq!(one.len(), 7);
        assert_eq!(of("no: json\n  at all"), ["no: json", "at all"]);
    }
}
