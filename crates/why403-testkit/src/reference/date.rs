//! Instants: the W3C profile of ISO 8601, or epoch seconds: IAM C.2, Date operators

use super::decimal::Decimal;

/// Milliseconds since 1970-01-01 UTC; finer digits are cut off (observed).
///
/// - Four digits are a year; other numbers are epoch seconds. No zone is UTC.
pub(super) fn milliseconds(text: &str) -> Option<i64> {
    let is_year = text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit());
    if let (false, Some(number)) = (is_year, Decimal::parse(text)) {
        return number.thousandths();
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let (year, month, day) = match parts.as_slice() {
        [year] => (year, "01", "01"),
        [year, month] => (year, *month, "01"),
        [year, month, day] => (year, *month, *day),
        _ => return None,
    };
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    if !(1..=12).contains(&month) || !(1..=month_length(year, month)).contains(&day) {
        return None;
    }
    let midnight = days_since_1970(year, month, day) * 86_400_000;
    match time {
        None => Some(midnight),
        Some(time) if parts.len() == 3 => Some(midnight + time_of_day(time)?),
        Some(_) => None,
    }
}

/// `hh:mm[:ss[.fraction]]` with `Z`, `±hh:mm` or nothing, in milliseconds UTC
fn time_of_day(text: &str) -> Option<i64> {
    let (clock, offset) = match (text.strip_suffix('Z'), text.find(['+', '-'])) {
        (Some(clock), _) => (clock, 0),
        (None, None) => (text, 0),
        (None, Some(at)) => {
            let (clock, zone) = text.split_at_checked(at)?;
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let minutes = bounded(hours, 23)? * 60 + bounded(minutes, 59)?;
            (
                clock,
                if zone.starts_with('-') {
                    -minutes
                } else {
                    minutes
                },
            )
        }
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (hours, minutes, "00"),
        [hours, minutes, seconds] => (hours, minutes, *seconds),
        _ => return None,
    };
    let (seconds, fraction) = match seconds.split_once('.') {
        Some((seconds, fraction)) => (seconds, thousandths(fraction)?),
        None => (seconds, 0),
    };
    let minutes = bounded(hours, 23)? * 60 + bounded(minutes, 59)? - offset;
    Some((minutes * 60 + bounded(seconds, 59)?) * 1000 + fraction)
}

/// The first three digits of a fraction
fn thousandths(fraction: &str) -> Option<i64> {
    let valid = !fraction.is_empty() && fraction.bytes().all(|it| it.is_ascii_digit());
    valid.then(|| {
        fraction
            .chars()
            .chain("000".chars())
            .take(3)
            .collect::<String>()
            .parse()
            .ok()
    })?
}

fn bounded(text: &str, most: i64) -> Option<i64> {
    digits(text, 2).filter(|it| *it <= most)
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let valid = text.len() == count && text.bytes().all(|it| it.is_ascii_digit());
    valid.then(|| text.parse().ok())?
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts years, then months, then days: slow and plain.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let length = |year| if is_leap(year) { 366 } else { 365 };
    let years: i64 = if year >= 1970 {
        (1970..year).map(length).sum()
    } else {
        -(year..1970).map(length).sum::<i64>()
    };
    years + (1..month).map(|it| month_length(year, it)).sum::<i64>() + day - 1
}
