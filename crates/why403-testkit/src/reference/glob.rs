//! Wildcards over UTF-16 units, as a set of reachable places: IAM A.5.3, C.2

/// A piece of a pattern
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// This unit
    Unit(u16),
    /// `?`: any one unit; a supplementary character has two.
    One,
    /// `*`: any run of units
    Run,
}

/// Whether wildcards match colons
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Colons {
    /// They do: text
    Free,
    /// They do in the sixth part of an ARN; a `*` that ends its part does everywhere.
    ByPart,
}

const COLON: u16 = b':' as u16;

/// The pattern that a text is, its `*` and `?` taken as wildcards
pub(super) fn pattern(text: &str) -> Vec<Token> {
    let token = |unit| match u8::try_from(unit) {
        Ok(b'*') => Token::Run,
        Ok(b'?') => Token::One,
        _ => Token::Unit(unit),
    };
    text.encode_utf16().map(token).collect()
}

/// The text that a pattern is when it is not taken as a pattern
pub(super) fn plain(pattern: &[Token]) -> String {
    let unit = |token: &Token| match token {
        Token::Unit(unit) => *unit,
        Token::One => u16::from(b'?'),
        Token::Run => u16::from(b'*'),
    };
    String::from_utf16_lossy(&pattern.iter().map(unit).collect::<Vec<_>>())
}

/// Whether the pattern matches the whole text
pub(super) fn matches(pattern: &[Token], text: &str, colons: Colons) -> bool {
    let text: Vec<u16> = text.encode_utf16().collect();
    // reachable[i]: the tokens so far match the first i units.
    let mut reachable: Vec<bool> = std::iter::once(true)
        .chain(text.iter().map(|_| false))
        .collect();
    let mut colons_seen = 0;
    for (index, token) in pattern.iter().enumerate() {
        let next = pattern.get(index + 1);
        let ends_part = next.is_none_or(|it| *it == Token::Unit(COLON));
        let crosses =
            colons == Colons::Free || colons_seen >= 5 || (*token == Token::Run && ends_part);
        let passes = |unit: u16| crosses || unit != COLON;
        reachable = match *token {
            Token::Unit(wanted) => step(&reachable, &text, |unit| unit == wanted),
            Token::One => step(&reachable, &text, passes),
            Token::Run => {
                let mut running = false;
                let before = std::iter::once(None).chain(text.iter().copied().map(Some));
                let places = reachable.iter().zip(before);
                let run = places.map(|(&here, unit)| {
                    running = here || (running && unit.is_some_and(passes));
                    running
                });
                run.collect()
            }
        };
        colons_seen += usize::from(*token == Token::Unit(COLON));
    }
    reachable.last() == Some(&true)
}

/// The places that one more unit leads to
fn step(reachable: &[bool], text: &[u16], passes: impl Fn(u16) -> bool) -> Vec<bool> {
    let moved = reachable
        .iter()
        .zip(text)
        .map(|(&here, &unit)| here && passes(unit));
    std::iter::once(false).chain(moved).collect()
}
