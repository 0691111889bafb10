//! Proven fixes for a person: what to change, who has to, what else it opens and breaks.

use why403_diagnose::Diagnosis;
use why403_diagnose::fix::change::To;
use why403_diagnose::fix::{
    AclOf, Changes, Confirmation, Edit, Plans, Proof, PublicAccessLevel, RequestEdit, VerifiedFix,
};
use why403_model::request::Constraint;
use why403_model::shell::is_unseen;
use why403_model::world::{Acl, Document, Encryption, Grantee, ObjectOwnership, PublicAccessBlock};

use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use super::{Detail, Frame, groups, header, stopped};
use crate::groups::Log;
use crate::patch::{Format, console, probe, typed};
use crate::{change, words};

/// What a plan comes to in AWS: what is changed where, and how it is confirmed
#[derive(Clone, Debug)]
pub struct Made {
    /// Its changes, place by place
    pub changes: Changes,
    /// What shows that it worked
    pub confirmation: Confirmation,
}

/// The answer of `why403 fix` as text for a terminal, with the codes of colours in it.
///
/// - `log`: the causes of the log that it is about, shown before.
/// - `made`: asked for each plan that is shown, and for no other.
#[must_use]
pub fn render(
    diagnosis: &Diagnosis,
    plans: &Plans,
    log: Option<Log<'_>>,
    frame: Frame<'_>,
    made: &dyn Fn(&VerifiedFix) -> Made,
) -> String {
    let mut page = Page::new(frame.width);
    header::write(&mut page, diagnosis, frame);
    let shown = match frame.detail {
        Detail::Brief => 1,
        Detail::All => usize::MAX,
    };
    page.gap();
    stopped::write(&mut page, diagnosis, plans);
    for (index, plan) in plans.found.iter().enumerate().take(shown) {
        page.gap();
        write(&mut page, diagnosis, plan, index, &made(plan));
    }
    let more = plans.found.len().saturating_sub(shown);
    if more > 0 {
        page.gap();
        let others = if more == 1 {
            "another way opens more or takes more people".to_string()
        } else {
            format!("{more} other ways open more or take more people")
        };
        page.indented(0, &format!("{others}: --all"));
    }
    for advice in &plans.advice {
        page.gap();
        page.paragraph(STRONG, "idea:", advice);
    }
    let resource = &diagnosis.question.request.resource;
    let beyond = log.and_then(|it| it.beyond(resource));
    if let (Some(text), false) = (beyond, plans.found.is_empty()) {
        page.gap();
        page.paragraph(OPEN, "note:", &text);
    }
    let before = log.map(|it| groups(it, frame)).unwrap_or_default();
    format!("{before}{}", page.finish(None))
}

fn write(page: &mut Page, diagnosis: &Diagnosis, plan: &VerifiedFix, index: usize, made: &Made) {
    let count = plan.steps().len();
    let label = if index == 0 { "fix:" } else { "or:" };
    if count > 1 {
        page.paragraph(STRONG, label, &format!("{count} steps, all of them needed"));
    }
    for (number, (step, care)) in plan.steps().iter().zip(plan.care()).enumerate() {
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
        for note in &step.notes {
            page.entry(QUIET, "  note ", note);
        }
        stopped::care(page, care);
    }
    let others = plan.opens_beside(diagnosis);
    let is_beside = others.len() < plan.exposure().opens.len();
    let widened = plan.widened().iter().map(words::widened);
    let others = others.iter().map(|it| words::access(it));
    let others: Vec<String> = widened.chain(others).collect();
    exposure(page, "  opens", DENIES, &others, is_beside);
    exposure(page, " breaks", DENIES, &words::breaks(plan), false);
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
    apply(page, &made.changes);
    confirm(page, diagnosis, &made.confirmation);
}

/// Where it is made, by hand or by a command
fn apply(page: &mut Page, changes: &Changes) {
    for trouble in &changes.troubles {
        page.entry(DENIES, "  but  ", &format!("{trouble}: {}", trouble.help()));
    }
    for change in &changes.all {
        let is_new = matches!(&change.to, To::Document { before: None, .. });
        page.entry(QUIET, "  where", &console::path(&change.at.site, is_new));
    }
    if changes.all.is_empty() || !changes.troubles.is_empty() {
        return;
    }
    // What is managed is best not changed by hand.
    let lasting = match Format::fitting(changes) {
        Some((Format::Terraform, _)) => Some("Terraform"),
        Some((Format::CloudFormation, _)) => Some("CloudFormation"),
        Some((Format::Cli | Format::Json, _)) | None => None,
    };
    if let Some(lasting) = lasting {
        let text = format!("--out fix/ writes it for {lasting}; with --format cli the commands");
        page.entry(QUIET, "  how  ", &text);
        return;
    }
    let [only] = changes.all.as_slice() else {
        page.entry(
            QUIET,
            "  how  ",
            "--out fix/ writes the commands, checked and undoable",
        );
        return;
    };
    let Some(command) = typed::short(only, page.width()) else {
        page.entry(
            QUIET,
            "  how  ",
            "--out fix/ writes the commands, checked and undoable",
        );
        return;
    };
    let whose = only.at.account.as_ref();
    let whose = whose.map_or_else(String::new, |it| {
        format!("with credentials of account {it}; ")
    });
    let text = format!("{whose}--out fix/ does the same, checked and undoable:");
    page.entry(QUIET, "  how  ", &text);
    page.aligned(0, &command);
}

/// What shows on AWS that it worked
fn confirm(page: &mut Page, diagnosis: &Diagnosis, confirmation: &Confirmation) {
    let probes = match confirmation {
        Confirmation::Send(probes) => probes,
        Confirmation::OnlyByDoing { actions } => {
            let text = format!(
                "it cannot be confirmed without doing it: no harmless request asks for just {}",
                actions.join(", ")
            );
            page.entry(QUIET, "  then ", &text);
            return;
        }
        Confirmation::ByAnother(principal) => {
            page.entry(QUIET, "  then ", &words::as_another(principal));
            return;
        }
        // A service sends its requests when it has to.
        Confirmation::NotYours => return,
    };
    let who = words::who(&diagnosis.question.request.principal);
    let commands: Option<Vec<Vec<String>>> = probes.iter().map(probe::commands).collect();
    let Some(commands) = commands else {
        let text = format!("confirm it as {who} by the same request: no command sends just that");
        page.entry(QUIET, "  then ", &text);
        return;
    };
    let mut lines = commands.iter().flatten();
    if lines.any(|it| it.chars().any(is_unseen)) {
        let text = format!("confirm it on AWS as {who}, by confirm.sh of --out fix/ --format cli");
        page.entry(QUIET, "  then ", &text);
        return;
    }
    page.entry(QUIET, "  then ", &format!("confirm it on AWS as {who}:"));
    for command in commands.iter().flatten() {
        page.verbatim(2, command);
    }
    if probe::is_head(probes) {
        page.entry(QUIET, "  note ", probe::HEAD);
    }
}

fn exposure(
    page: &mut Page,
    label: &str,
    style: anstyle::Style,
    found: &[String],
    is_beside: bool,
) {
    const SHOWN: usize = 8;
    if found.is_empty() {
        let nothing = if is_beside { "nothing else" } else { "nothing" };
        page.entry(QUIET, label, nothing);
        return;
    }
    for (index, told) in found.iter().take(SHOWN).enumerate() {
        let label = if index == 0 { label } else { "       " };
        page.entry(style, label, told);
    }
    let more = found.len().saturating_sub(SHOWN);
    if more > 0 {
        page.entry(style, "       ", &format!("and {more} more"));
    }
}

/// A document before and after: the lines that go and come
fn rewritten(page: &mut Page, old: &Document, new: &Document) {
    let place = old.file.as_deref().unwrap_or(&old.label);
    page.entry(QUIET, "  in   ", &format!("{} ({place})", old.label));
    for line in change::diff(&old.text, &new.text, 1) {
        page.aligned(2, &line);
    }
}

/// A change of the world
fn change(page: &mut Page, edit: &Edit) {
    match edit {
        Edit::Rewrite { old, new } => rewritten(page, old, new),
        Edit::Write { document, .. } => {
            page.entry(QUIET, "  new  ", &document.label);
            for line in change::lines(document) {
                page.aligned(2, &line);
            }
        }
        Edit::PublicAccessBlock { of, to } => {
            let of = match of {
                PublicAccessLevel::Bucket(name) => format!("bucket {name}"),
                PublicAccessLevel::Account(id) => format!("account {id}"),
            };
            let text = format!("Block Public Access of {of}: {}", settings(*to));
            page.entry(QUIET, "  set  ", &text);
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
            if let Some(constraint) = &grant.constraint {
                let (word, pairs) = match constraint {
                    Constraint::Equals(pairs) => ("equal to", pairs),
                    Constraint::Subset(pairs) => ("with", pairs),
                };
                let pairs: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect();
                let text = format!("for an encryption context {word} {}", pairs.join(", "));
                page.entry(QUIET, "       ", &text);
            }
        }
        Edit::Acl { of, to } => {
            let of = match of {
                AclOf::Bucket(name) => format!("bucket {name}"),
                AclOf::Object { bucket, key } => format!("s3://{bucket}/{key}"),
            };
            page.entry(QUIET, "  set  ", &format!("ACL of {of}: {}", acl(to)));
        }
        Edit::Tag { of, key, value } => {
            let text = format!("tag {key} of {} to {value}", words::tagged(of));
            page.entry(QUIET, "  set  ", &text);
        }
        Edit::Encryption { bucket, to } => {
            let text = format!("default encryption of bucket {bucket} to {}", under(to));
            page.entry(QUIET, "  set  ", &text);
        }
        Edit::Reencrypt { bucket, key, to } => {
            let text = format!("copy s3://{bucket}/{key} onto itself, to {}", under(to));
            page.entry(QUIET, "  set  ", &text);
        }
    }
}

/// An ACL in words
fn acl(to: &Acl) -> String {
    let name = |it: &Grantee| match it {
        Grantee::Account(id) => format!("account {id}"),
        Grantee::ResourceOwner => "the owner".to_string(),
        Grantee::Canonical(id) => format!("canonical id {id}"),
        Grantee::AllUsers => "everybody".to_string(),
        Grantee::AuthenticatedUsers => "every caller of any account".to_string(),
        Grantee::LogDelivery => "log delivery".to_string(),
    };
    let grants = to.grants.iter();
    let grants = grants.map(|it| format!("{} for {}", it.permission.as_str(), name(&it.grantee)));
    grants.collect::<Vec<_>>().join(", ")
}

/// How something will be encrypted, in words
fn under(to: &Encryption) -> String {
    match &to.kms_key {
        Some(key) => format!("{} under {key}", to.algorithm),
        None => to.algorithm.clone(),
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
        RequestEdit::Session { old, new } => {
            rewritten(page, old, new);
            return;
        }
        RequestEdit::Again => "the same again".to_string(),
        RequestEdit::By(principal) => format!("as {}", words::asking(principal)),
        RequestEdit::Sent { name, entry, .. } => format!("{name}: {}", told(entry)),
        RequestEdit::Context { key, entry } => format!("{key}: {}", told(entry)),
    };
    page.entry(QUIET, "  send ", &text);
}
