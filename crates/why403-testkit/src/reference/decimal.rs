//! Decimals of any precision: IAM C.2, Numeric operators

use std::cmp::Ordering;

/// A decimal number: `0.DIGITS × 10^magnitude`, its digits without zeros at either end
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    magnitude: i64,
    digits: String,
}

impl Decimal {
    /// Reads sign, digits with at most one point, and an exponent; the exponent fits 32 bits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, i64::from(exponent.parse::<i32>().ok()?)),
            None => (text, 0),
        };
        let negative = mantissa.starts_with('-');
        let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let significant = digits.trim_start_matches('0');
        let leading_zeros = digits.len() - significant.len();
        let magnitude =
            i64::try_from(whole.len()).ok()? - i64::try_from(leading_zeros).ok()? + exponent;
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                magnitude: 0,
                digits,
            }); // zero has no sign
        }
        Some(Self {
            negative,
            magnitude,
            digits,
        })
    }

    /// Thousandths, rounded towards zero, if they are few
    pub(super) fn thousandths(&self) -> Option<i64> {
        let places = usize::try_from(self.magnitude.saturating_add(3)).unwrap_or(0);
        if places > 17 {
            return None;
        }
        let kept: String = self
            .digits
            .chars()
            .chain(std::iter::repeat('0'))
            .take(places)
            .collect();
        let absolute: i64 = if kept.is_empty() {
            0
        } else {
            kept.parse().ok()?
        };
        Some(if self.negative { -absolute } else { absolute })
    }

    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        match (self.sign(), other.sign()) {
            (1, 1) => self.absolute().cmp(&other.absolute()),
            (-1, -1) => other.absolute().cmp(&self.absolute()),
            (own, others) => own.cmp(&others),
        }
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => -1,
        }
    }

    /// Orders numbers of one sign: the digits have no leading zero, so text order is right.
    fn absolute(&self) -> (i64, &str) {
        (self.magnitude, &self.digits)
    }
}
