//! The causes that a log tells of: what every form says of one of them.

use why403_diagnose::symptom::Denial;
use why403_diagnose::symptom::log::{Group, MOST_DISTINCT, Tally};
use why403_model::arn::Arn;
use why403_model::request::Principal;

use crate::words;

/// What was found in a log
#[derive(Clone, Copy, Debug)]
pub struct Log<'l> {
    /// The causes, most frequent first
    pub groups: &'l [Group],
    /// The one that the answer is about, from 0
    pub picked: usize,
    /// What was read, and what was left out
    pub tally: Tally,
}

impl Log<'_> {
    /// How much there is: `41 denials of 3 causes`
    pub(crate) fn summary(&self) -> String {
        let denials: u64 = self.groups.iter().map(|it| it.count).sum();
        let causes = self.groups.len();
        let text = format!(
            "{} of {}",
            counted(denials, "denial", "denials"),
            counted(causes as u64, "cause", "causes")
        );
        match self.tally.beyond {
            0 => text,
            more => format!("{text}, and {more} more of other causes"),
        }
    }

    /// Which of several causes the answer is about, and what to type for the next one
    pub(crate) fn onward(&self) -> Option<String> {
        let count = self.groups.len();
        let next = (self.picked + 1) % count.max(1);
        (count > 1).then(|| {
            format!(
                "below is number {} of {count}; for another: --group {}",
                self.picked + 1,
                next + 1
            )
        })
    }

    /// The cause that a fix is for, in sentences for whoever has not seen the log
    ///
    /// - `resource`: what the fix was tried on, an ARN.
    #[must_use]
    pub fn cured(&self, resource: &str) -> Vec<String> {
        let Some(group) = self.groups.get(self.picked) else {
            return Vec::new();
        };
        let count = counted(group.count, "denial", "denials");
        let when = when(group).map_or_else(String::new, |it| format!(", {it}"));
        let told = format!(
            "In the log: {count} of {} by {}{when}.",
            what(group),
            who(group)
        );
        let mut all = vec![told];
        all.extend(self.beyond(resource));
        if let more @ 1.. = self.groups.len().saturating_sub(1) {
            let others = counted(more as u64, "other cause", "other causes");
            let next = (self.picked + 1) % self.groups.len();
            all.push(format!(
                "The log has {others}, which this is not about; for the next one: --group {}.",
                next + 1
            ));
        }
        all
    }

    /// What of the cause a fix for one request does not prove, if there is more
    pub(crate) fn beyond(&self, resource: &str) -> Option<String> {
        let group = self.groups.get(self.picked)?;
        let least = if group.distinct >= MOST_DISTINCT as u64 {
            "at least "
        } else {
            ""
        };
        (group.distinct > 1).then(|| {
            format!(
                "It was denied on {least}{} resources; this is proven for {}.",
                group.distinct,
                words::place(resource)
            )
        })
    }

    /// What was not read as it stands, if anything
    pub(crate) fn left_out(&self) -> Option<String> {
        let count = self.tally.cut;
        (count > 0).then(|| {
            let parts = counted(count, "line or record was", "lines or records were");
            format!("{parts} too long to be read in one piece")
        })
    }
}

/// Who asked
pub(crate) fn who(group: &Group) -> String {
    let principal = group.symptom.principal.as_deref();
    let role = group.who();
    let parsed = role.as_deref().and_then(|it| Arn::parse(it).ok());
    match (
        parsed.as_ref().and_then(Principal::from_arn),
        principal,
        &group.function,
    ) {
        (Some(known), ..) => words::who(&known),
        (None, Some(other), _) => other.to_string(),
        (None, None, Some(name)) => format!("function {name}"),
        (None, None, None) => "a caller that is not named".to_string(),
    }
}

/// What was asked for
pub(crate) fn what(group: &Group) -> String {
    let symptom = &group.symptom;
    let told = symptom.action.as_ref().or(symptom.operation.as_ref());
    match (told, &symptom.code) {
        (Some(told), _) => told.clone(),
        (None, Some(code)) => code.clone(),
        (None, None) => "access denied".to_string(),
    }
}

/// On what: the resource, or the bucket and how many resources in it
pub(crate) fn whereabouts(group: &Group) -> Option<String> {
    let bucket = group.bucket()?;
    let place = |it: &str| words::place(it);
    Some(match (group.distinct, group.resources.first()) {
        (0 | 1, Some(one)) => place(one),
        (0 | 1, None) => place(&bucket),
        (distinct, _) => {
            let more = if distinct >= MOST_DISTINCT as u64 {
                "at least "
            } else {
                ""
            };
            let name = if bucket.starts_with("arn:") {
                bucket
            } else {
                format!("s3://{bucket}")
            };
            format!("{name} ({more}{distinct} resources)")
        }
    })
}

/// The reason that AWS gave, or its code
pub(crate) fn reason(group: &Group) -> Option<String> {
    let symptom = &group.symptom;
    let of = |wanted: Denial| -> Vec<&str> {
        let all = symptom.denied_by.iter();
        let all = all.filter(|(_, denial)| *denial == wanted);
        all.map(|(layer, _)| layer.id()).collect()
    };
    let (mut implicit, explicit) = (of(Denial::Implicit), of(Denial::Explicit));
    // An old text of an SCP says a Deny for a missing Allow: both are denials.
    implicit.retain(|it| !explicit.contains(it));
    let mut reasons = Vec::new();
    if !implicit.is_empty() {
        reasons.push(format!("not allowed by {}", implicit.join(" or ")));
    }
    if !explicit.is_empty() {
        reasons.push(format!("denied by {}", explicit.join(" or ")));
    }
    match (reasons.is_empty(), &symptom.code) {
        (false, _) => Some(reasons.join(", or ")),
        (true, Some(code)) if symptom.action.is_some() || symptom.operation.is_some() => {
            Some(code.clone())
        }
        (true, _) => None,
    }
}

/// When it was: the first and the last time
pub(crate) fn when(group: &Group) -> Option<String> {
    let (first, last) = (group.first_time()?, group.last_time()?);
    Some(if first == last {
        first
    } else {
        format!("{first} to {last}")
    })
}

/// Where it stands first: `line 12`, `line 12 of app.log`
pub(crate) fn place(group: &Group) -> Option<String> {
    let place = group.places.first()?;
    Some(match &place.file {
        Some(file) => format!("line {} of {file}", place.line),
        None => format!("line {}", place.line),
    })
}

fn counted(count: u64, one: &str, many: &str) -> String {
    let word = if count == 1 { one } else { many };
    format!("{count} {word}")
}
