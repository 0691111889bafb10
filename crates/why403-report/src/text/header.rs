//! The verdict, and who, what and where as they were understood.

use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Overall;
use why403_model::request::Request;
use why403_model::value::{FourDigits, Instant};

use super::page::{DENIES, OPEN, PASSES, Page, QUIET};
use super::{Detail, Frame};
use crate::words;

pub(super) fn write(page: &mut Page, diagnosis: &Diagnosis, frame: Frame<'_>) {
    let style = match diagnosis.decision {
        Overall::Allow => PASSES,
        Overall::Deny => DENIES,
        Overall::Undetermined => OPEN,
    };
    let verdict = format!("{}:", words::verdict(diagnosis.decision));
    page.paragraph(style, &verdict, &words::because(diagnosis));
    let request = &diagnosis.question.request;
    page.entry(QUIET, "  who  ", &words::who(&request.principal));
    page.entry(QUIET, "  what ", &words::question(diagnosis));
    let world = match age(frame) {
        Some(age) => format!("{} ({age})", frame.world),
        None => frame.world.to_string(),
    };
    page.entry(QUIET, "  world", &world);
    if let Some(symptom) = &diagnosis.question.symptom {
        // A cause says more than what the words of the error mean in general.
        let is_explained = !diagnosis.causes.is_empty() && !symptom.is_beside_policies();
        if frame.detail == Detail::All || !is_explained {
            for note in &symptom.notes {
                page.entry(OPEN, "  note ", note);
            }
        }
        if let (Detail::All, Some(ids)) = (frame.detail, words::for_support(symptom)) {
            page.entry(QUIET, "  ids  ", &ids);
        }
    }
    if let Some(warning) = apart(frame.taken, event(request)) {
        page.entry(OPEN, "  note ", &warning);
    }
    if let Some(what) = &diagnosis.contradiction {
        page.gap();
        page.paragraph(OPEN, "contradiction:", &format!("{what}."));
        page.indented(
            0,
            "Either the world lacks something or has changed since, or another principal made \
             the request, or a change has not reached every server yet. No cause is named.",
        );
    }
}

/// How old the world is, where it says when it was taken
pub(crate) fn age(frame: Frame<'_>) -> Option<String> {
    let taken = frame.taken?;
    let known = Instant::parse(taken, FourDigits::Year);
    let (Some(then), Some(now)) = (known, frame.now) else {
        return Some(format!("taken {taken}"));
    };
    let minutes = (now.milliseconds() - then.milliseconds()).div_euclid(60_000);
    Some(match minutes {
        ..0 => format!("taken {taken}, which is in the future"),
        0..60 => format!("taken {minutes} min ago"),
        60..2_880 => format!("taken {} h ago", minutes / 60),
        _ => format!("taken {} days ago", minutes / 1_440),
    })
}

/// When the request was made, where that is told
fn event(request: &Request) -> Option<Instant> {
    let time = request.context.one("aws:currenttime")?;
    Instant::parse(time, FourDigits::Year)
}

/// That world and request are from different times, where both times are told: what is shown may
/// not have been so
fn apart(taken: Option<&str>, event: Option<Instant>) -> Option<String> {
    const HOUR: i64 = 3_600_000;
    let taken = Instant::parse(taken?, FourDigits::Year)?;
    let apart = event?.milliseconds() - taken.milliseconds();
    let hours = apart.abs() / HOUR;
    if hours == 0 {
        return None;
    }
    let (word, change) = if apart > 0 {
        ("older", "what has changed before the request is not in it")
    } else {
        ("newer", "what has changed since the request is in it")
    };
    let long = if hours < 48 {
        format!("{hours} h")
    } else {
        format!("{} days", hours / 24)
    };
    Some(format!(
        "the world is {long} {word} than the request: {change}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Detail;

    #[test]
    fn the_age_of_a_world_is_told_in_the_unit_that_fits() {
        #[track_caller]
        fn check(taken: &str, now: &str, wanted: &str) {
            let frame = Frame {
                world: "w",
                taken: Some(taken),
                now: Instant::parse(now, FourDigits::Year),
                detail: Detail::Brief,
                width: 80,
            };
            assert_eq!(age(frame).unwrap(), wanted);
        }
        check(
            "2026-11-01T10:00:00Z",
            "2026-11-01T10:59:59Z",
            "taken 59 min ago",
        );
        check(
            "2026-11-01T10:00:00Z",
            "2026-11-03T09:59:00Z",
            "taken 47 h ago",
        );
        check(
            "2026-11-01T10:00:00Z",
            "2026-11-03T10:00:00Z",
            "taken 2 days ago",
        );
        check(
            "2026-11-02T10:00:00Z",
            "2026-11-01T10:00:00Z",
            "taken 2026-11-02T10:00:00Z, which is in the future",
        );
        check("yesterday", "2026-11-01T10:00:00Z", "taken yesterday");
    }

    #[test]
    fn a_world_of_another_time_than_the_request_is_told_of() {
        #[track_caller]
        fn check(taken: &str, event: &str, wanted: Option<&str>) {
            let event = Instant::parse(event, FourDigits::Year);
            let found = apart(Some(taken), event);
            let start = found.as_deref().and_then(|it| it.split(':').next());
            assert_eq!(start, wanted);
        }
        let noon = "2026-11-10T12:00:00Z";
        check(noon, "2026-11-10T12:59:00Z", None);
        check(noon, "2026-11-10T11:01:00Z", None);
        check(
            noon,
            "2026-11-10T14:30:00Z",
            Some("the world is 2 h older than the request"),
        );
        check(
            noon,
            "2026-11-01T12:00:00Z",
            Some("the world is 9 days newer than the request"),
        );
        assert_eq!(apart(None, Instant::parse(noon, FourDigits::Year)), None);
        assert_eq!(apart(Some(noon), None), None);
    }
}
