//! Whether a pattern of a policy can match anything of a certain form.
//!
//! Two patterns come in: one with the wildcards of a policy, one with the placeholders of a
//! resource type or the fixed text of one ARN. They meet if there is a text that both match.
//! Every way through both is followed at once; cost: the product of the lengths.

use alloc::string::String;
use alloc::vec::Vec;

use crate::arn::Arn;
use crate::facts::ResourceType;
use crate::pattern::Part;

/// One step of a pattern: what characters it takes, and whether it takes any number of them
#[derive(Clone, Copy)]
pub(super) struct Step {
    set: Set,
    repeats: bool,
}

/// A set of UTF-16 code units
#[derive(Clone, Copy)]
enum Set {
    Only(u16),
    /// All, or all but a colon or a slash
    All {
        colon: bool,
        slash: bool,
    },
}

const EVERYTHING: Set = Set::All {
    colon: true,
    slash: true,
};
const COLON: u16 = b':' as u16;
const SLASH: u16 = b'/' as u16;

/// Whether one text can match both.
///
/// Where colons part the resource itself, a qualifier may follow, as a function's version or `:*`
/// behind a log group do. It has no slash. Buckets, keys and roles have no qualifiers, so that no
/// bucket is behind `arn:aws:s3:::*/a`.
pub(super) fn meets(pattern: &[Step], form: &[Step]) -> bool {
    have_common_text(pattern, form)
        || (takes_qualifier(form) && have_common_text(pattern, &qualified(form)))
}

/// Whether a colon is written behind the fifth one
fn takes_qualifier(form: &[Step]) -> bool {
    let is_colon = |it: &&Step| matches!(it.set, Set::Only(COLON));
    form.iter().filter(is_colon).count() > 5
}

fn qualified(form: &[Step]) -> Vec<Step> {
    let mut steps = form.to_vec();
    let no_slash = Set::All {
        colon: true,
        slash: false,
    };
    steps.extend([one(Set::Only(COLON)), any(no_slash)]);
    steps
}

/// The steps of a compiled pattern
pub(super) fn of_pattern(parts: &[Part]) -> Vec<Step> {
    let steps = parts.iter().map(|part| match part {
        Part::Unit(unit) => one(Set::Only(*unit)),
        Part::One { crosses } => one(Set::All {
            colon: *crosses,
            slash: true,
        }),
        Part::Any { crosses } => any(Set::All {
            colon: *crosses,
            slash: true,
        }),
    });
    steps.collect()
}

/// The form of a resource type's ARNs.
///
/// Which placeholders may hold a colon or a slash is asked of [`ResourceType::fits`], with an
/// example ARN for each.
pub(super) fn of_type(of: &ResourceType) -> Vec<Step> {
    let mut pieces = of.arn_pattern().split("${");
    let mut steps = of_text(pieces.next().unwrap_or_default());
    for (at, piece) in pieces.enumerate() {
        let (_, literal) = piece.split_once('}').unwrap_or((piece, ""));
        let holds = |text: &str| of.fits(&example(of.arn_pattern(), at, text));
        let set = Set::All {
            colon: holds("x:x"),
            slash: holds("x/x"),
        };
        steps.extend([one(set), any(set)]);
        steps.extend(of_text(literal));
    }
    steps
}

/// One ARN, and what is inside the thing that it names: a bucket's objects
pub(super) fn of_arn(arn: &Arn) -> [Vec<Step>; 2] {
    let thing = of_text(arn.as_str());
    let mut inside = thing.clone();
    inside.extend([one(Set::Only(SLASH)), any(EVERYTHING)]);
    [thing, inside]
}

/// The form with `x` in every placeholder, and another text in one of them
fn example(form: &str, other_at: usize, other: &str) -> String {
    let mut pieces = form.split("${");
    let mut arn = String::from(pieces.next().unwrap_or_default());
    for (at, piece) in pieces.enumerate() {
        arn.push_str(if at == other_at { other } else { "x" });
        arn.push_str(piece.split_once('}').map_or("", |(_, literal)| literal));
    }
    arn
}

fn of_text(text: &str) -> Vec<Step> {
    text.encode_utf16()
        .map(|unit| one(Set::Only(unit)))
        .collect()
}

const fn one(set: Set) -> Step {
    Step {
        set,
        repeats: false,
    }
}

const fn any(set: Set) -> Step {
    Step { set, repeats: true }
}

fn have_common_text(a: &[Step], b: &[Step]) -> bool {
    // `here` has the places in `b` that can be reached together with one place in `a`.
    let mut here = alloc::vec![false; b.len() + 1];
    let mut next = here.clone();
    mark(&mut here, 0);
    for from in a {
        next.fill(false);
        for at in 0..=b.len() {
            if !here.get(at).copied().unwrap_or(false) {
                continue;
            }
            if from.repeats {
                mark(&mut next, at);
            }
            let Some(to) = b.get(at) else { continue };
            let is_shared = overlap(from.set, to.set);
            if to.repeats || (from.repeats && is_shared) {
                mark(&mut here, at + 1);
            }
            if !from.repeats && is_shared {
                mark(&mut next, if to.repeats { at } else { at + 1 });
            }
        }
        core::mem::swap(&mut here, &mut next);
        if !here.contains(&true) {
            return false;
        }
    }
    let rest = b.iter().rev().take_while(|it| it.repeats).count();
    here.iter().rev().take(rest + 1).any(|it| *it)
}

fn mark(places: &mut [bool], at: usize) {
    if let Some(place) = places.get_mut(at) {
        *place = true;
    }
}

fn overlap(a: Set, b: Set) -> bool {
    match (a, b) {
        (Set::Only(a), Set::Only(b)) => a == b,
        (Set::Only(unit), Set::All { colon, slash })
        | (Set::All { colon, slash }, Set::Only(unit)) => {
            (colon || unit != COLON) && (slash || unit != SLASH)
        }
        (Set::All { .. }, Set::All { .. }) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::pattern::Glob;

    #[track_caller]
    fn check(service: &str, kind: &str, pattern: &str, wanted: bool) {
        let service = facts::service(service).unwrap();
        let of = service
            .resource_types()
            .find(|it| it.name() == kind)
            .unwrap();
        let pattern_steps = of_pattern(Glob::from_text(pattern).parts());
        assert_eq!(
            meets(&pattern_steps, &of_type(of)),
            wanted,
            "{kind} {pattern}"
        );
    }

    #[test]
    fn a_pattern_meets_the_forms_it_can_match() {
        check("s3", "bucket", "arn:aws:s3:::b", true);
        check("s3", "bucket", "arn:aws:s3:::b*", true);
        check("s3", "bucket", "arn:*", true);
        check("s3", "bucket", "arn:aws:s3:::b/*", false);
        // A bucket's name has no slash, and nothing follows it.
        check("s3", "bucket", "arn:aws:s3:::*/a", false);
        check("s3", "bucket", "arn:aws:s3:::b:c", false);
        check("s3", "bucket", "arn:aws:s3:::", false);
        check("s3", "object", "arn:aws:s3:::b", false);
        check("s3", "object", "arn:aws:s3:::b/", false);
        check("s3", "object", "arn:aws:s3:::b?x", true);
        check("s3", "object", "arn:aws:s3:::b*", true);
        // `*` may run over colons, but no key is behind another thing's colon and slash.
        check("kms", "key", "arn:aws:kms:*:111122223333:alias/a", false);
        check("kms", "key", "arn:aws:kms:*:111122223333:*", true);
        check(
            "lambda",
            "function",
            "arn:aws:lambda:eu-west-1:111122223333:function:f:prod",
            true,
        );
        check(
            "logs",
            "log-group",
            "arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:*",
            true,
        );
    }

    /// What fits a form meets it, and a text without wildcards meets no other form
    #[test]
    fn fitting_and_meeting_agree_on_plain_text() {
        let types: Vec<_> = facts::service("s3").unwrap().resource_types().collect();
        for arn in types
            .iter()
            .map(|it| example(it.arn_pattern(), usize::MAX, ""))
        {
            for of in &types {
                let pattern: Vec<Step> = of_text(&arn);
                assert_eq!(
                    have_common_text(&pattern, &of_type(of)),
                    of.fits(&arn),
                    "{of:?} {arn}"
                );
            }
        }
    }
}
