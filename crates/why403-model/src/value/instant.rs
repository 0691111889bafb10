//! Instants: ISO 8601 in the W3C profile, or seconds since 1970, to the millisecond.

/// A point in time, in milliseconds since 1970-01-01 UTC
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// How a text of four digits is read; AWS's pages leave it open
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FourDigits {
    /// `2030` is the first moment of that year
    Year,
    /// `2030` is 33 minutes and 50 seconds past 1970
    EpochSeconds,
}

/// Beyond this many seconds from 1970 a text is no date (about 30,000 years)
const MAX_SECONDS: i64 = 1_000_000_000_000;

impl Instant {
    /// The instant this many milliseconds after 1970-01-01 UTC
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970-01-01 UTC
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// Reads `2030`, `2030-01`, `2030-01-01`, `2030-01-01T00:00[:00[.000]][Z|±hh:mm]`
    /// or epoch seconds; a time without a zone is UTC, digits past the millisecond are cut.
    #[must_use]
    pub fn parse(text: &str, four_digits: FourDigits) -> Option<Self> {
        let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
        let is_year = text.len() == 4 && is_digits(text) && four_digits == FourDigits::Year;
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        if !is_year && is_digits(whole) && is_digits(fraction) {
            let seconds: i64 = whole.parse().ok().filter(|it| *it <= MAX_SECONDS)?;
            let magnitude = seconds * 1000 + milliseconds(fraction)?;
            return Some(Self(if text.starts_with('-') {
                -magnitude
            } else {
                magnitude
            }));
        }
        let (date, time) = match text.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let days = days(date, time.is_some())?;
        let of_day = time.map_or(Some(0), time_of_day)?;
        Some(Self(days * 86_400_000 + of_day))
    }
}

fn field(text: &str, width: usize, range: core::ops::RangeInclusive<i64>) -> Option<i64> {
    let is_number = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        .then(|| text.parse().ok())?
        .filter(|value| range.contains(value))
}

/// Days since 1970-01-01; `whole` asks for year, month and day
fn days(date: &str, whole: bool) -> Option<i64> {
    let mut fields = date.split('-');
    let year = field(fields.next()?, 4, 0..=9999)?;
    let month = fields.next().map_or(Some(1), |it| field(it, 2, 1..=12))?;
    let day = match fields.next() {
        Some(it) => field(it, 2, 1..=length_of(year, month))?,
        None if whole => return None,
        None => 1,
    };
    if fields.next().is_some() {
        return None;
    }
    // Howard Hinnant's days_from_civil: years start in March, so leap days come last.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn length_of(year: i64, month: i64) -> i64 {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Milliseconds of the day, less the zone's offset
fn time_of_day(time: &str) -> Option<i64> {
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => {
            let (clock, zone) = time.split_at_checked(at)?;
            (clock, zone_offset(zone)?)
        }
        None => (time, 0),
    };
    let mut fields = clock.splitn(3, ':');
    let hour = field(fields.next()?, 2, 0..=23)?;
    let minute = field(fields.next()?, 2, 0..=59)?;
    let (second, fraction) = match fields.next() {
        Some(it) => it.split_once('.').unwrap_or((it, "0")),
        None => ("00", "0"),
    };
    let second = field(second, 2, 0..=59)?;
    let fraction = milliseconds(fraction)?;
    Some(((hour * 60 + minute) * 60 + second) * 1000 + fraction - offset * 60_000)
}

/// Minutes east of UTC
fn zone_offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits = zone.get(1..)?;
    let (hour, minute) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits
            .split_at_checked(2)
            .map(|(h, m)| (h, if m.is_empty() { "00" } else { m }))?,
    };
    Some(sign * (field(hour, 2, 0..=18)? * 60 + field(minute, 2, 0..=59)?))
}

/// The first three digits of a fraction
fn milliseconds(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let three: alloc::string::String = fraction.chars().chain("000".chars()).take(3).collect();
    three.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<i64> {
        Instant::parse(text, FourDigits::Year).map(|it| it.0)
    }

    #[test]
    fn spellings_of_one_instant_are_equal() {
        for text in [
            "2030-01-01T00:00:00Z",
            "1893456000",
            "+1893456000",
            "2030-01-01",
            "2030-01",
            "2030",
            "2030-01-01T00:00:00",
            "2030-01-01T02:00+02:00",
            "2029-12-31T19:00:00.0009-0500",
        ] {
            assert_eq!(at(text), Some(1_893_456_000_000), "{text}");
        }
        assert_eq!(at("2024-02-29"), Some(1_709_164_800_000));
        assert_eq!(at("1970-01-01T00:00:00.1231Z"), Some(123));
        assert_eq!(
            Instant::parse("2030", FourDigits::EpochSeconds),
            Some(Instant(2_030_000))
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "not-a-date",
            "2030-13",
            "2030-02-29",
            "2030-1-1",
            "2030-01-01T25:00Z",
            "2030-01T00:00Z",
            "2030-01-01T",
            "1e9",
            "2030-01-01-01",
            "9999999999999999999",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }
}
