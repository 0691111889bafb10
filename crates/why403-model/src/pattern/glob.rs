//! The matcher itself: compiled parts against UTF-16 code units.

use alloc::vec::Vec;

/// One step of a compiled pattern
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Exactly this UTF-16 code unit
    Unit(u16),
    /// `?`: one code unit; `crosses` says whether it may be a colon
    One {
        /// Whether it may be a colon
        crosses: bool,
    },
    /// `*`: any run of code units, also none
    Any {
        /// Whether the run may hold colons
        crosses: bool,
    },
}

/// A compiled pattern
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    parts: Vec<Part>,
    /// Whether every wildcard crosses colons, so that the last star alone needs retrying
    is_free: bool,
    /// The literal in front of the first wildcard, for a fast refusal
    prefix: usize,
}

/// What a pattern says of a text of which only the beginning is known
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continues {
    /// It matches, however the text goes on
    Always,
    /// It depends on how the text goes on
    Perhaps,
    /// It does not match, however the text goes on
    Never,
}

const COLON: u16 = b':' as u16;

impl Glob {
    /// A pattern of these parts
    #[must_use]
    pub fn new(mut parts: Vec<Part>) -> Self {
        // Two stars in a row match what the freer one does.
        parts.dedup_by(|later, earlier| match (&*earlier, &*later) {
            (Part::Any { crosses: a }, Part::Any { crosses: b }) => {
                *earlier = Part::Any { crosses: *a || *b };
                true
            }
            _ => false,
        });
        let is_free = parts.iter().all(|part| match part {
            Part::Unit(_) => true,
            Part::One { crosses } | Part::Any { crosses } => *crosses,
        });
        let prefix = parts
            .iter()
            .take_while(|part| matches!(part, Part::Unit(_)))
            .count();
        Self {
            parts,
            is_free,
            prefix,
        }
    }

    /// A text whose `*` and `?` are wildcards, colons like any other character
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self::new(
            text.encode_utf16()
                .map(|unit| match u8::try_from(unit) {
                    Ok(b'*') => Part::Any { crosses: true },
                    Ok(b'?') => Part::One { crosses: true },
                    _ => Part::Unit(unit),
                })
                .collect(),
        )
    }

    /// The compiled steps
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether the whole text matches
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        if text.is_ascii() {
            self.run(text.as_bytes())
        } else {
            let units: Vec<u16> = text.encode_utf16().collect();
            self.run(&units)
        }
    }

    /// What it says of every text that begins so
    #[must_use]
    pub fn continues(&self, beginning: &str) -> Continues {
        let units: Vec<u16> = beginning.encode_utf16().collect();
        let places = places(&self.parts, &units);
        // Two stars never stand in a row: only the last part takes whatever comes.
        let is_open = self.parts.last() == Some(&Part::Any { crosses: true });
        let last = self.parts.len().checked_sub(1).filter(|_| is_open);
        if last.and_then(|it| places.get(it)) == Some(&true) {
            Continues::Always
        } else if places.contains(&true) {
            Continues::Perhaps
        } else {
            Continues::Never
        }
    }

    fn run<U: Copy + Into<u16>>(&self, text: &[U]) -> bool {
        let (Some(head), Some(rest)) = (text.get(..self.prefix), text.get(self.prefix..)) else {
            return false;
        };
        let (literal, pattern) = self.parts.split_at(self.prefix.min(self.parts.len()));
        let agrees = |(part, unit): (&Part, &U)| *part == Part::Unit((*unit).into());
        if !literal.iter().zip(head).all(agrees) {
            return false;
        }
        if self.is_free {
            greedy(pattern, rest)
        } else {
            every_path(pattern, rest)
        }
    }
}

fn fits(part: Part, unit: u16) -> bool {
    match part {
        Part::Unit(wanted) => wanted == unit,
        Part::One { crosses } | Part::Any { crosses } => crosses || unit != COLON,
    }
}

/// The usual two-pointer walk: where all stars are free, only the last one needs retrying
fn greedy<U: Copy + Into<u16>>(pattern: &[Part], text: &[U]) -> bool {
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(unit) = text.get(from) {
        match pattern.get(at) {
            Some(Part::Any { .. }) => {
                star = Some((at, from));
                at += 1;
            }
            Some(part) if fits(*part, (*unit).into()) => {
                at += 1;
                from += 1;
            }
            _ => match star {
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    at = place + 1;
                    from = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .iter()
        .skip(at)
        .all(|part| matches!(part, Part::Any { .. }))
}

fn every_path<U: Copy + Into<u16>>(pattern: &[Part], text: &[U]) -> bool {
    places(pattern, text).last().copied().unwrap_or(false)
}

/// The places in the pattern at which a text may end, one more than it has parts: all at once, one
/// text unit at a time
fn places<U: Copy + Into<u16>>(pattern: &[Part], text: &[U]) -> Vec<bool> {
    let mut places = alloc::vec![false; pattern.len() + 1];
    if let Some(first) = places.first_mut() {
        *first = true;
    }
    pass_stars(pattern, &mut places);
    let mut next = alloc::vec![false; places.len()];
    for unit in text {
        next.fill(false);
        for (at, part) in pattern.iter().enumerate() {
            if !places.get(at).copied().unwrap_or(false) || !fits(*part, (*unit).into()) {
                continue;
            }
            let to = if matches!(part, Part::Any { .. }) {
                at
            } else {
                at + 1
            };
            if let Some(place) = next.get_mut(to) {
                *place = true;
            }
        }
        pass_stars(pattern, &mut next);
        core::mem::swap(&mut places, &mut next);
    }
    places
}

/// A star may match nothing: whoever stands before it also stands after it
fn pass_stars(pattern: &[Part], places: &mut [bool]) {
    let mut carried = false;
    for (at, place) in places.iter_mut().enumerate() {
        *place |= carried;
        carried = *place && matches!(pattern.get(at), Some(Part::Any { .. }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    /// The definition: a star takes nothing, or one unit and stays
    fn definition(pattern: &[Part], text: &[u16]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some((Part::Any { crosses }, rest)), found) => {
                definition(rest, text)
                    || found.is_some_and(|(unit, tail)| {
                        (*crosses || *unit != COLON) && definition(pattern, tail)
                    })
            }
            (Some((part, rest)), Some((unit, tail))) => {
                fits(*part, *unit) && definition(rest, tail)
            }
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    fn words(letters: &[char], longest: usize) -> Vec<String> {
        let mut all = alloc::vec![String::new()];
        let mut last = all.clone();
        for _ in 0..longest {
            last = last
                .iter()
                .flat_map(|word| letters.iter().map(move |c| alloc::format!("{word}{c}")))
                .collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    #[test]
    fn every_short_pattern_agrees_with_the_definition() {
        let texts = words(&['a', 'b', ':'], 5);
        let mut compared = 0u32;
        for pattern in words(&['a', ':', '*', '?'], 5) {
            for crosses in [true, false] {
                let parts: Vec<Part> = pattern
                    .encode_utf16()
                    .map(|unit| match u8::try_from(unit) {
                        Ok(b'*') => Part::Any { crosses },
                        Ok(b'?') => Part::One { crosses },
                        _ => Part::Unit(unit),
                    })
                    .collect();
                let glob = Glob::new(parts.clone());
                for text in &texts {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    assert_eq!(
                        glob.matches(text),
                        definition(&parts, &units),
                        "{pattern} {text}"
                    );
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 2 * 1365 * 364);
    }

    #[test]
    fn mixed_stars_agree_with_the_definition() {
        let texts = words(&['a', ':'], 7);
        // Bits of `mask` choose which of the wildcards cross colons.
        for pattern in words(&['a', ':', '*'], 5) {
            for mask in 0..8u32 {
                let mut seen = 0;
                let parts: Vec<Part> = pattern
                    .encode_utf16()
                    .map(|unit| {
                        if unit == u16::from(b'*') {
                            seen += 1;
                            Part::Any {
                                crosses: mask >> (seen % 3) & 1 == 1,
                            }
                        } else {
                            Part::Unit(unit)
                        }
                    })
                    .collect();
                let glob = Glob::new(parts.clone());
                for text in &texts {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    assert_eq!(
                        glob.matches(text),
                        definition(&parts, &units),
                        "{pattern} {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_beginning_tells_what_all_its_texts_have_in_common() {
        let begins = words(&['a', 'b', ':'], 3);
        let ends = words(&['a', 'b', ':'], 4);
        for pattern in words(&['a', ':', '*', '?'], 4) {
            for crosses in [true, false] {
                let parts = pattern.encode_utf16().map(|unit| match u8::try_from(unit) {
                    Ok(b'*') => Part::Any { crosses },
                    Ok(b'?') => Part::One { crosses },
                    _ => Part::Unit(unit),
                });
                let glob = Glob::new(parts.collect());
                for begin in &begins {
                    let texts = ends.iter().map(|end| alloc::format!("{begin}{end}"));
                    let found: Vec<bool> = texts.map(|it| glob.matches(&it)).collect();
                    let told = glob.continues(begin);
                    let (some, all) = (found.contains(&true), !found.contains(&false));
                    assert!(told != Continues::Always || all, "{pattern} {begin}");
                    assert!(told != Continues::Never || !some, "{pattern} {begin}");
                    // Four more letters are enough to tell patterns of four parts apart. With `?`,
                    // or where a star stops at colons, it may be left open in vain.
                    if crosses && !pattern.contains('?') {
                        assert_eq!(told == Continues::Always, all, "{pattern} {begin}");
                        assert_eq!(told == Continues::Never, !some, "{pattern} {begin}");
                    }
                }
            }
        }
    }

    #[test]
    fn one_is_one_utf16_unit() {
        assert!(!Glob::from_text("?").matches("\u{10400}"));
        assert!(Glob::from_text("??").matches("\u{10400}"));
        assert!(Glob::from_text("?").matches("é"));
        assert!(Glob::from_text("a*\n").matches("a[x]\\\n"));
    }

    #[test]
    fn hard_patterns_stay_cheap() {
        let pattern = "*a".repeat(2_000) + "b";
        let text = "a".repeat(20_000);
        assert!(!Glob::from_text(&pattern).matches(&text));
    }
}
