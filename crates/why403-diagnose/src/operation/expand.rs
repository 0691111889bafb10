//! Puts a call's checks together.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::truth::Truth;
use why403_model::operations::{self, ActionRow, DirectoryRow, Effect, KeyRole, KmsRow, When};
use why403_model::request::{Action, Others, Request};
use why403_model::world::World;

use super::scene::Scene;
use super::{Call, On, PlannedCheck, Sent, Side, encryption, place, when};

/// Every check that a call asks for, or may ask for, in the order of the table; KMS last.
///
/// - A check whose circumstances do not hold is left out; one of which they are unknown has
///   [`Truth::Maybe`] and says what it depends on.
/// - One action on one resource is one check, however many rows ask for it.
/// - Empty where the operation asks IAM for nothing, as on a kind of bucket that lacks it.
#[must_use]
pub fn expand(call: &Call, world: &World) -> Vec<PlannedCheck> {
    let scene = Scene::of(call, world);
    let operation = call.operation;
    let is_directory = scene.target.as_ref().is_some_and(place::is_directory);
    let of_directory = is_directory && !operation.directory.is_empty();
    let mut all = Vec::new();
    if of_directory {
        for row in operation.directory {
            all.extend(directory(row, &scene));
        }
    } else {
        let rows = operation.actions.iter();
        // The other actions of S3 are not those of a directory bucket.
        let fits = |row: &&ActionRow| !is_directory || row.action.starts_with("s3express:");
        all.extend(rows.filter(fits).filter_map(|row| action(row, &scene)));
    }
    let session = "s3express:CreateSession";
    let makes_session = of_directory && all.iter().any(|it| it.action.is(session));
    for row in kms_rows(operation.kms, of_directory, makes_session) {
        all.extend(kms(row, &scene));
    }
    merged(all)
}

/// The checks of a request of which only the action is known: itself, and KMS behind it.
#[must_use]
pub fn asked(request: &Request, world: &World) -> Vec<PlannedCheck> {
    let mut all = alloc::vec![PlannedCheck {
        action: request.action.clone(),
        on: On::Known(request.resource.clone()),
        needed: Truth::Yes,
        effect: Effect::Required,
        because: "it is what is asked about".to_string(),
        when: Vec::new(),
        gaps: Vec::new(),
        side: Side::Target,
        key: None,
        note: None,
    }];
    let mut sent = Sent::new(Others::Unknown);
    sent.learn(&request.context);
    let scene = Scene::of_action(request, &sent, world);
    let rows = BEHIND.iter().filter(|(it, _)| request.action.is(it));
    for (_, row) in rows {
        // Without a word about encryption there is no key to ask about.
        all.extend(kms(row, &scene).filter(|it| it.on.arn().is_some()));
    }
    all
}

/// Actions that make S3 call KMS, whichever operation asks for them
static BEHIND: &[(&str, KmsRow)] = &[
    ("s3:GetObject", DECRYPT),
    ("s3:GetObjectVersion", DECRYPT),
    (
        "s3:PutObject",
        KmsRow {
            action: "kms:GenerateDataKey",
            key: KeyRole::Written,
            when: &When::State(operations::State::SseKms),
            ..DECRYPT
        },
    ),
];

const DECRYPT: KmsRow = KmsRow {
    action: "kms:Decrypt",
    key: KeyRole::Object,
    when: &When::State(operations::State::ObjSseKms),
    effect: Effect::Required,
    source: operations::Evidence::Documented,
    note: None,
};

fn action(row: &'static ActionRow, scene: &Scene<'_>) -> Option<PlannedCheck> {
    let needed = when::holds(row.when, scene);
    let (on, side) = place::resource(row.on, row.action, scene);
    let check = PlannedCheck {
        action: Action::parse(row.action)?,
        on,
        needed,
        effect: row.effect,
        because: because(row.when, needed, scene),
        when: alloc::vec![row.when],
        gaps: gaps(row.when, needed, scene),
        side,
        key: None,
        note: row.note,
    };
    (needed != Truth::No).then_some(check)
}

fn directory(row: &'static DirectoryRow, scene: &Scene<'_>) -> Option<PlannedCheck> {
    let (on, side) = place::resource(row.on, row.action, scene);
    // A row of the other kind: a bucket is no access point.
    let is_other = matches!(on, On::Unknown(_)) && is_formed(scene);
    let check = PlannedCheck {
        action: Action::parse(row.action)?,
        on,
        needed: Truth::Yes,
        effect: Effect::Required,
        because: "the bucket is a directory bucket".to_string(),
        when: alloc::vec![&When::Always],
        gaps: Vec::new(),
        side,
        key: None,
        note: row.note,
    };
    (!is_other).then_some(check)
}

fn is_formed(scene: &Scene<'_>) -> bool {
    scene
        .target
        .as_ref()
        .is_some_and(|it| it.service() == "s3express")
}

/// On a directory bucket KMS is asked when the session is made, not for the object
fn kms_rows(
    own: &'static [KmsRow],
    of_directory: bool,
    makes_session: bool,
) -> impl Iterator<Item = &'static KmsRow> {
    let of_session = operations::named("CreateSession")
        .filter(move |_| makes_session)
        .flat_map(|it| it.kms);
    own.iter().filter(move |_| !of_directory).chain(of_session)
}

fn kms(row: &'static KmsRow, scene: &Scene<'_>) -> Option<PlannedCheck> {
    let needed = when::holds(row.when, scene);
    if needed == Truth::No {
        return None;
    }
    let (on, key) = encryption::key(row.key, scene);
    Some(PlannedCheck {
        action: Action::parse(row.action)?,
        on,
        needed,
        effect: row.effect,
        because: because(row.when, needed, scene),
        when: alloc::vec![row.when],
        gaps: gaps(row.when, needed, scene),
        side: Side::Beside,
        key,
        note: row.note,
    })
}

fn because(when: &When, needed: Truth, scene: &Scene<'_>) -> String {
    when::words(when, scene, needed).unwrap_or_else(|| "every such call asks for it".to_string())
}

fn gaps(when: &'static When, needed: Truth, scene: &Scene<'_>) -> Vec<why403_model::known::Gap> {
    match needed {
        Truth::Maybe => when::gaps(when, scene),
        Truth::Yes | Truth::No => Vec::new(),
    }
}

/// Checks of one action on one resource as one; the more certain reason wins
fn merged(all: Vec<PlannedCheck>) -> Vec<PlannedCheck> {
    let mut out: Vec<PlannedCheck> = Vec::new();
    for check in all {
        let same = out.iter_mut().find(|it| {
            it.action == check.action
                && it.on == check.on
                && it.effect == check.effect
                && it.side == check.side
        });
        let Some(same) = same else {
            out.push(check);
            continue;
        };
        match (same.needed, check.needed) {
            (Truth::Yes, _) => {}
            (_, Truth::Yes) => same.because.clone_from(&check.because),
            (_, _) => same.because = format!("{}, or {}", same.because, check.because),
        }
        same.needed = same.needed.or(check.needed);
        same.when.extend(check.when);
        match same.needed {
            Truth::Yes | Truth::No => same.gaps.clear(),
            Truth::Maybe => {
                let new = check.gaps.into_iter();
                let more: Vec<_> = new.filter(|it| !same.gaps.contains(it)).collect();
                same.gaps.extend(more);
            }
        }
    }
    out
}

/// Whether the page that a website is asked for does not exist; `No` for every other call.
///
/// Source: `spec/s3.md` 0 U7. Other reads ask for `s3:ListBucket` then; a website says 404 to all.
#[must_use]
pub fn is_missing_page(call: &Call, world: &World) -> Truth {
    if call.operation.name != "WebsiteGetObject" {
        return Truth::No;
    }
    Scene::of(call, world).state(operations::State::ObjectMissing)
}

/// Whether any of the checks denies the call, where each says whether it is denied.
///
/// A circumstance that some checks ask for and others ask against (a version that is named or
/// not) is tried both ways, so that a call that fails either way is not called open.
#[must_use]
pub fn denied(call: &Call, world: &World, checks: &[(&PlannedCheck, Truth)]) -> Truth {
    let scene = Scene::of(call, world);
    let pivots = pivots(checks, &scene);
    let ways = 1_usize << pivots.len();
    let mut found: Option<Truth> = None;
    for way in 0..ways {
        let leaf = |leaf: &When| match pivots.iter().position(|it| *it == leaf) {
            Some(at) => Truth::of(way >> at & 1 == 1),
            None => when::leaf_holds(leaf, &scene),
        };
        let denied = Truth::any(checks.iter().map(|(check, denied)| {
            let needed = check.when.iter().map(|it| when::holds_with(it, &leaf));
            Truth::any(needed).and(*denied)
        }));
        found = match found {
            Some(before) if before != denied => Some(Truth::Maybe),
            Some(_) | None => Some(denied),
        };
    }
    found.unwrap_or(Truth::No)
}

/// Unknown ends that are asked for as well as against; four at most
fn pivots(checks: &[(&PlannedCheck, Truth)], scene: &Scene<'_>) -> Vec<&'static When> {
    let mut straight: Vec<&'static When> = Vec::new();
    let mut turned: Vec<&'static When> = Vec::new();
    let whens = checks.iter().flat_map(|(check, _)| check.when.iter());
    for when in whens {
        ends(when, false, &mut |leaf, negated| {
            let list = if negated { &mut turned } else { &mut straight };
            if when::leaf_holds(leaf, scene) == Truth::Maybe && !list.contains(&leaf) {
                list.push(leaf);
            }
        });
    }
    straight.retain(|it| turned.contains(it));
    straight.truncate(4);
    straight
}

fn ends(when: &'static When, negated: bool, each: &mut dyn FnMut(&'static When, bool)) {
    match when {
        When::Always => {}
        When::Sent(..) | When::State(_) => each(when, negated),
        When::Not(inner) => ends(inner, !negated, each),
        When::All(list) | When::Any(list) => list.iter().for_each(|it| ends(it, negated, each)),
    }
}
