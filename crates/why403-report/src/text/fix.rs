//! Proven fixes for a person: what to change, who has to, what else it opens and breaks.

use why403_diagnose::Diagnosis;
use why403_diagnose::diagnosis::Overall;
use why403_diagnose::fix::{Access, Edit, Proof, RequestEdit, VerifiedFix};
use why403_model::world::{ObjectOwnership, PublicAccessBlock};

use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use super::{Detail, Frame, header};
use crate::{change, words};

/// The answer of `why403 fix` as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(diagnosis: &Diagnosis, plans: &[VerifiedFix], frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    header::write(&mut page, diagnosis, frame);
    let shown = match frame.detail {
        Detail::Brief => 1,
        Detail::All => usize::MAX,
    };
    page.gap();
    if plans.is_empty() {
        none(&mut page, diagnosis);
    }
    for (index, plan) in plans.iter().enumerate().take(shown) {
        page.gap();
        write(&mut page, diagnosis, plan, index);
    }
    let more = plans.len().saturating_sub(shown);
    if more > 0 {
        page.gap();
        let others = if more == 1 {
            "another way opens more or takes more people".to_string()
        } else {
            format!("{more} other ways open more or take more people")
        };
        page.indented(0, &format!("{others}: --all"));
    }
    page.finish(None)
}

/// Why there is nothing to show
fn none(page: &mut Page, diagnosis: &Diagnosis) {
    let text = match diagnosis.decision {
        Overall::Allow => "nothing is denied, so nothing is to be changed",
        Overall::Undetermined => {
            "nothing is denied for certain: first find out what is not known, with why403 explain"
        }
        Overall::Deny => {
            "no change of this world that could be proven is one to propose; why403 explain says \
             what to do instead"
        }
    };
    page.paragraph(OPEN, "no fix:", text);
}

fn write(page: &mut Page, diagnosis: &Diagnosis, plan: &VerifiedFix, index: usize) {
    let count = plan.steps().len();
    let label = if index == 0 { "fix:" } else { "or:" };
    if count > 1 {
        page.paragraph(STRONG, label, &format!("{count} steps, all of them needed"));
    }
    for (number, step) in plan.steps().iter().enumerate() {
        let label = if count > 1 {
            format!("{}.", number + 1)
        } else {
            label.to_string()
        };
        page.entry(STRONG, &label, &step.text);
        page.entry(QUIET, "  by   ", &words::owner(&step.owner));
        for edit in &step.world {
            change(page, edit);
        }
        for edit in &step.request {
            request(page, edit);
        }
    }
    let others = plan.opens_beside(diagnosis);
    let is_beside = others.len() < plan.exposure().opens.len();
    exposure(page, "  opens", DENIES, &others, is_beside);
    let broken: Vec<&Access> = plan.exposure().breaks.iter().collect();
    exposure(page, " breaks", DENIES, &broken, false);
    match plan.proof() {
        Proof::Succeeds => page.entry(
            PASSES,
            "  proof",
            "on a copy of this world the operation succeeds, whatever is unknown",
        ),
        Proof::Depends(open) => {
            let text = format!(
                "on a copy of this world nothing denies it any more for certain; it depends on {}",
                words::facts(open)
            );
            page.entry(OPEN, "  proof", &text);
        }
    }
}

fn exposure(
    page: &mut Page,
    label: &str,
    style: anstyle::Style,
    found: &[&Access],
    is_beside: bool,
) {
    const SHOWN: usize = 8;
    if found.is_empty() {
        let nothing = if is_beside { "nothing else" } else { "nothing" };
        page.entry(QUIET, label, nothing);
        return;
    }
    for (index, access) in found.iter().take(SHOWN).enumerate() {
        let label = if index == 0 { label } else { "       " };
        page.entry(style, label, &words::access(access));
    }
    let more = found.len().saturating_sub(SHOWN);
    if more > 0 {
        page.entry(style, "       ", &format!("and {more} more"));
    }
}

/// A change of the world: the lines that go and come
fn change(page: &mut Page, edit: &Edit) {
    match edit {
        Edit::Rewrite { old, .. } => {
            let place = old.file.as_deref().unwrap_or(&old.label);
            page.entry(QUIET, "  in   ", &format!("{} ({place})", old.label));
            shown(page, edit);
        }
        Edit::Write { document, .. } => {
            page.entry(QUIET, "  new  ", &document.label);
            shown(page, edit);
        }
        Edit::PublicAccessBlock { to, .. } => {
            page.entry(QUIET, "  set  ", &settings(*to));
        }
        Edit::Ownership { bucket, to } => {
            let to = match to {
                ObjectOwnership::BucketOwnerEnforced => "BucketOwnerEnforced",
                ObjectOwnership::BucketOwnerPreferred => "BucketOwnerPreferred",
                ObjectOwnership::ObjectWriter => "ObjectWriter",
            };
            let text = format!("Object Ownership of bucket {bucket} to {to}");
            page.entry(QUIET, "  set  ", &text);
        }
        Edit::Grant { key, grant } => {
            let text = format!(
                "a grant on {key}: {} for {}",
                grant.operations.join(", "),
                grant.grantee
            );
            page.entry(QUIET, "  new  ", &text);
        }
    }
}

fn shown(page: &mut Page, edit: &Edit) {
    for line in change::lines(edit) {
        page.aligned(2, &line);
    }
}

fn settings(to: PublicAccessBlock) -> String {
    let word = |is_on: bool| if is_on { "on" } else { "off" };
    format!(
        "BlockPublicAcls {}, IgnorePublicAcls {}, BlockPublicPolicy {}, RestrictPublicBuckets {}",
        word(to.block_public_acls),
        word(to.ignore_public_acls),
        word(to.block_public_policy),
        word(to.restrict_public_buckets)
    )
}

/// A change of the request, in the words of policies
fn request(page: &mut Page, edit: &RequestEdit) {
    use why403_model::request::Entry;
    let told = |entry: &Entry| match entry {
        Entry::One(value) => value.clone(),
        Entry::Many(values) => values.join(", "),
        Entry::Absent => "not sent".to_string(),
        Entry::Unknown => "not known".to_string(),
    };
    let text = match edit {
        RequestEdit::Sent { name, entry, .. } => format!("{name}: {}", told(entry)),
        RequestEdit::Context { key, entry } => format!("{key}: {}", told(entry)),
    };
    page.entry(QUIET, "  send ", &text);
}
