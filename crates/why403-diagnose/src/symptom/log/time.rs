//! When a line was written: the time stamps that logs carry, and the form in which they go out.

use alloc::format;
use alloc::string::String;

use why403_model::value::{FourDigits, Instant};

/// Bytes of a line in which its time is looked for
const WINDOW: usize = 160;

/// The time at the very start of a line, and the bytes that it takes, brackets included.
///
/// - Forms: RFC 3339 and its like with a space (`2026-11-20 09:15:00,123`), with slashes as Go
///   writes it, and `Nov 20 09:15:00` of syslog, which names no year.
/// - The instant is `None` where the form does not tell one.
pub(super) fn leading(line: &str) -> Option<(Option<Instant>, usize)> {
    let inner = line.trim_start_matches(['[', '(']);
    let skipped = line.len() - inner.len();
    if skipped > 1 {
        return None;
    }
    let (instant, length) = date_time(inner)
        .map(|(instant, length)| (Some(instant), length))
        .or_else(|| syslog(inner).map(|length| (None, length)))?;
    let rest = inner.get(length..).unwrap_or_default();
    let closing = usize::from(rest.starts_with([']', ')']));
    Some((instant, skipped + length + closing))
}

/// The first time anywhere in the beginning of a line
pub(super) fn within(line: &str) -> Option<Instant> {
    let bytes = line.as_bytes();
    let starts = (0..line.len().min(WINDOW)).filter(|at| {
        let is_start = *at == 0 || !bytes.get(at - 1).is_some_and(u8::is_ascii_digit);
        is_start && bytes.get(*at).is_some_and(u8::is_ascii_digit)
    });
    starts.filter_map(|at| line.get(at..)).find_map(|rest| {
        date_time(rest)
            .map(|(instant, _)| instant)
            .or_else(|| epoch(rest))
    })
}

/// A time as text or as a number: milliseconds or seconds since 1970
pub(super) fn of_value(text: &str) -> Option<Instant> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    if !is_number {
        return date_time(text).map(|(instant, _)| instant);
    }
    epoch(text).or_else(|| {
        let whole = text.split('.').next().unwrap_or_default();
        (whole.len() == 10).then(|| Instant::parse(text, FourDigits::Year))?
    })
}

/// An instant as RFC 3339 in UTC; milliseconds where there are any
pub(crate) fn rfc3339(at: Instant) -> String {
    let total = at.milliseconds();
    let (days, of_day) = (total.div_euclid(86_400_000), total.rem_euclid(86_400_000));
    // Howard Hinnant's civil_from_days: years start in March, so leap days come last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (seconds, milliseconds) = (of_day / 1_000, of_day % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let fraction = match milliseconds {
        0 => String::new(),
        some => format!(".{some:03}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// `2026-11-20T09:15:00.123Z` and its like; the bytes it takes
fn date_time(text: &str) -> Option<(Instant, usize)> {
    let bytes = text.as_bytes();
    let fits = |pattern: &[u8]| {
        let shown = bytes.get(..pattern.len());
        shown.is_some_and(|shown| {
            let mut pairs = shown.iter().zip(pattern);
            pairs.all(|(found, wanted)| match wanted {
                b'd' => found.is_ascii_digit(),
                b'-' => matches!(found, b'-' | b'/'),
                b'T' => matches!(found, b'T' | b't' | b' ' | b'_'),
                other => found == other,
            })
        })
    };
    if !fits(b"dddd-dd-ddTdd:dd:dd") {
        return None;
    }
    let mut length = 19;
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|it| it.is_ascii_digit()).count()
    };
    let mut fraction = "0";
    if matches!(bytes.get(length), Some(b'.' | b',')) && digits(length + 1) > 0 {
        let count = digits(length + 1);
        fraction = text.get(length + 1..=length + count.min(3)).unwrap_or("0");
        length += 1 + count;
    }
    let zone = zone(text.get(length..).unwrap_or_default());
    let (zone, used) = zone.unwrap_or(("Z", 0));
    length += used;
    let date = text.get(..10)?.replace('/', "-");
    let clock = text.get(11..19)?;
    let whole = format!("{date}T{clock}.{fraction}{zone}");
    Instant::parse(&whole, FourDigits::Year).map(|it| (it, length))
}

/// `Z`, ` UTC`, `+02:00`, ` -0500`
fn zone(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix(' ').unwrap_or(text);
    let skipped = text.len() - inner.len();
    for name in ["UTC", "GMT"] {
        if inner.starts_with(name) {
            return Some(("Z", skipped + name.len()));
        }
    }
    if skipped == 0 && inner.starts_with(['Z', 'z']) {
        return Some(("Z", 1));
    }
    if !inner.starts_with(['+', '-']) {
        return None;
    }
    let rest = inner.get(1..).unwrap_or_default();
    let end = rest.find(|it: char| !it.is_ascii_digit() && it != ':');
    let offset = rest.get(..end.unwrap_or(rest.len()))?;
    let is_offset = matches!((offset.len(), offset.find(':')), (5, Some(2)) | (4, None));
    is_offset
        .then(|| inner.get(..=offset.len()))?
        .map(|it| (it, skipped + it.len()))
}

/// `Nov 20 09:15:00`
fn syslog(text: &str) -> Option<usize> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = text.get(..3)?;
    let is_month = MONTHS.find(month).is_some_and(|at| at % 3 == 0);
    let rest = text.get(3..15)?.as_bytes();
    let mut pairs = rest.iter().zip(b" pd dd:dd:dd");
    let is_time = pairs.all(|(found, wanted)| match wanted {
        b'd' => found.is_ascii_digit(),
        b'p' => found.is_ascii_digit() || *found == b' ',
        other => found == other,
    });
    (is_month && is_time).then_some(15)
}

/// Thirteen digits: milliseconds since 1970, between 2001 and 2286
fn epoch(text: &str) -> Option<Instant> {
    let end = text
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(text.len());
    let digits = text.get(..end)?;
    let is_epoch = digits.len() == 13 && digits.starts_with(['1', '2']);
    is_epoch
        .then(|| digits.parse().ok())?
        .map(Instant::from_milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_logs_are_read_and_written() {
        #[track_caller]
        fn check(line: &str, wanted: &str, length: usize) {
            let (instant, found) = leading(line).unwrap();
            assert_eq!(instant.map(rfc3339).as_deref(), Some(wanted), "{line}");
            assert_eq!(found, length, "{line}");
        }
        check("2026-11-20T09:15:00.123Z x", "2026-11-20T09:15:00.123Z", 24);
        check(
            "2026-11-20 09:15:00,123 INFO",
            "2026-11-20T09:15:00.123Z",
            23,
        );
        check("[2026-11-20 09:15:00] x", "2026-11-20T09:15:00Z", 21);
        check("2026/11/20 09:15:00 x", "2026-11-20T09:15:00Z", 19);
        check("2026-11-20T09:15:00+02:00 x", "2026-11-20T07:15:00Z", 25);
        check("2026-11-20 09:15:00 -0500 x", "2026-11-20T14:15:00Z", 25);
        check(
            "2024-02-29T23:59:59.1234567Z",
            "2024-02-29T23:59:59.123Z",
            28,
        );
        assert_eq!(leading("Nov 20 09:15:00 host app: x"), Some((None, 15)));
        assert_eq!(leading("Nop 20 09:15:00 host app: x"), None);
        assert_eq!(leading("2026-11-20"), None);
        assert_eq!(leading("[[2026-11-20T09:15:00Z"), None);
    }

    #[test]
    fn a_time_is_found_behind_a_level_and_as_a_number() {
        let found = |line: &str| within(line).map(rfc3339);
        let wanted = Some(String::from("2026-11-20T09:15:00.123Z"));
        assert_eq!(found("[ERROR]\t2026-11-20T09:15:00.123Z\tid\tx"), wanted);
        assert_eq!(found("EVENTS\t1795166100123\tx"), wanted);
        assert_eq!(of_value("1795166100123").map(rfc3339), wanted);
        assert_eq!(of_value("1795166100.123").map(rfc3339), wanted);
        assert_eq!(of_value("2026-11-20T09:15:00.123Z").map(rfc3339), wanted);
        assert_eq!(found("no time at all 12345"), None);
        assert_eq!(of_value("soon"), None);
    }
}
