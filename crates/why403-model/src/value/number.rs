//! Decimal numbers of any size: sign, leading zeros, fraction and exponent are accepted.

use alloc::vec::Vec;
use core::cmp::Ordering;

/// An exact decimal number, compared without ever being expanded
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    negative: bool,
    /// Digits 0 to 9 without zeros at either end; empty for zero
    digits: Vec<u8>,
    /// Power of ten of the place before the first digit: 0.25 has 0, 25 has 2
    magnitude: i64,
}

/// Exponents beyond this are no numbers to AWS's arithmetic either
const MAX_EXPONENT: i64 = 2_147_483_647;

impl Number {
    /// Reads a number: `1`, `01`, `+1`, `1.`, `.5`, `1e0`; not `NaN`, ` 1` or the empty text
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if exponent.abs() > MAX_EXPONENT || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let all = whole.bytes().chain(fraction.bytes());
        let digits: Vec<u8> = all
            .map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))
            .collect::<Option<_>>()?;
        let leading = digits.iter().take_while(|digit| **digit == 0).count();
        let trailing = digits.iter().rev().take_while(|digit| **digit == 0).count();
        let kept = digits
            .get(leading..digits.len().saturating_sub(trailing))
            .unwrap_or_default();
        if kept.is_empty() {
            return Some(Self {
                negative: false,
                digits: Vec::new(),
                magnitude: 0,
            });
        }
        let places = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        Some(Self {
            negative,
            digits: kept.to_vec(),
            magnitude: places + exponent,
        })
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |it: &Self| match (it.digits.is_empty(), it.negative) {
            (true, _) => 0i8,
            (false, true) => -1,
            (false, false) => 1,
        };
        let by_size = || {
            self.magnitude
                .cmp(&other.magnitude)
                .then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => by_size(),
            _ => by_size().reverse(),
        })
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn spellings_of_one_number_are_equal() {
        for text in ["01", "+1", "1.0", "1e0", "1.", "10e-1", "0.001e3"] {
            assert_eq!(number(text), number("1"), "{text}");
        }
        assert_eq!(number("-0"), number("0e9"));
    }

    #[test]
    fn order_is_that_of_the_numbers() {
        let sorted = [
            "-1e400",
            "-2",
            "-1.5",
            "0",
            "1e-9",
            ".5",
            "9",
            "10",
            "9007199254740992",
            "9007199254740993",
            "1e400",
        ];
        for pair in sorted.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            ".",
            "NaN",
            "Infinity",
            "no-number",
            " 1",
            "1 ",
            "1e",
            "1e99999999999",
            "0x1",
            "+-1",
            "--1",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
