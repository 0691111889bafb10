//! Proven fixes for a person: what to change, who has to, what else it opens and breaks.

use similar::{ChangeTag, TextDiff};
use why403_diagnose::Diagnosis;
use why403_diagnose::fix::{
    Access, AclOf, Edit, Owner, Plans, Proof, PublicAccessLevel, RequestEdit, Tagged, VerifiedFix,
    Who,
};
use why403_model::request::{Constraint, Principal};
use why403_model::world::{
    Acl, Document, Encryption, Grantee, ObjectOwnership, Permission, PublicAccessBlock,
};

use super::page::{DENIES, OPEN, PASSES, Page, QUIET, STRONG};
use super::{Detail, Frame, header, stopped};
use crate::words;

/// The answer of `why403 fix` as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(diagnosis: &Diagnosis, plans: &Plans, frame: Frame<'_>) -> String {
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
        write(&mut page, diagnosis, plan, index);
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
    page.finish(None)
}

fn write(page: &mut Page, diagnosis: &Diagnosis, plan: &VerifiedFix, index: usize) {
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
        page.entry(QUIET, "  by   ", &owner(&step.owner));
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
    let own = own(diagnosis);
    let (intended, others): (Vec<&Access>, Vec<&Access>) =
        plan.exposure().opens.iter().partition(|it| own(it));
    exposure(page, "  opens", DENIES, &others, !intended.is_empty());
    let broken: Vec<&Access> = plan.exposure().breaks.iter().collect();
    exposure(page, " breaks", DENIES, &broken, false);
    match plan.proof() {
        Proof::Succeeds => page.entry(
            PASSES,
            "  proof",
            "on a copy of this world the operation succeeds, whatever is unknown",
        ),
        Proof::Depends(gaps) => {
            let named: Vec<&str> = gaps.iter().take(2).map(|it| it.what.as_str()).collect();
            let text = format!(
                "on a copy of this world nothing denies it any more for certain; it depends on {}",
                named.join(", and ")
            );
            page.entry(OPEN, "  proof", &text);
        }
    }
}

/// Whether an access is one of those that the operation asks for
fn own(diagnosis: &Diagnosis) -> impl Fn(&&Access) -> bool {
    let caller = diagnosis.question.request.principal.principal_arn();
    move |access: &&Access| {
        let is_caller = match &access.who {
            Who::Principal(arn) => Some(arn) == caller.as_ref(),
            Who::Service(_) | Who::Anonymous | Who::AnyAccount | Who::Unlisted(_) => false,
        };
        let mut asked = diagnosis.checks.iter().map(|it| &it.check.request);
        is_caller && asked.any(|it| it.action.is(&access.action) && it.resource == access.resource)
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

/// A document before and after: the lines that go and come
fn rewritten(page: &mut Page, old: &Document, new: &Document) {
    let place = old.file.as_deref().unwrap_or(&old.label);
    page.entry(QUIET, "  in   ", &format!("{} ({place})", old.label));
    let diff = TextDiff::from_lines(old.text.as_str(), new.text.as_str());
    for group in diff.grouped_ops(1) {
        for change in group.iter().flat_map(|it| diff.iter_changes(it)) {
            let sign = match change.tag() {
                ChangeTag::Delete => "-",
                ChangeTag::Insert => "+",
                ChangeTag::Equal => " ",
            };
            page.aligned(2, &format!("{sign} {}", change.value().trim_end()));
        }
    }
}

/// A change of the world
fn change(page: &mut Page, edit: &Edit) {
    match edit {
        Edit::Rewrite { old, new } => rewritten(page, old, new),
        Edit::Write { document, .. } => {
            page.entry(QUIET, "  new  ", &document.label);
            for line in document.text.lines() {
                page.aligned(2, &format!("+ {line}"));
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
            let text = format!("tag {key} of {} to {value}", tagged(of));
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
    let permission = |it: Permission| match it {
        Permission::Read => "READ",
        Permission::Write => "WRITE",
        Permission::ReadAcp => "READ_ACP",
        Permission::WriteAcp => "WRITE_ACP",
        Permission::FullControl => "FULL_CONTROL",
    };
    let grants = to.grants.iter();
    let grants =
        grants.map(|it| format!("{} for {}", permission(it.permission), name(&it.grantee)));
    grants.collect::<Vec<_>>().join(", ")
}

/// What has a tag, in words
fn tagged(of: &Tagged) -> String {
    match of {
        Tagged::Role { account, role } => format!("role {role} of account {account}"),
        Tagged::User { account, user } => format!("user {user} of account {account}"),
        Tagged::Bucket(name) => format!("bucket {name}"),
        Tagged::Object { bucket, key } => format!("s3://{bucket}/{key}"),
        Tagged::Key(arn) => format!("key {arn}"),
    }
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
        RequestEdit::By(principal) => format!("as {}", asking(principal)),
        RequestEdit::Sent { name, entry, .. } => format!("{name}: {}", told(entry)),
        RequestEdit::Context { key, entry } => format!("{key}: {}", told(entry)),
    };
    page.entry(QUIET, "  send ", &text);
}

/// Who asks in place of the caller
fn asking(principal: &Principal) -> String {
    let arn = principal
        .session_arn()
        .or_else(|| principal.principal_arn());
    match principal {
        Principal::Service { name } => name.clone(),
        _ => arn.unwrap_or_else(|| "somebody else".to_string()),
    }
}

/// Who has to act
fn owner(owner: &Owner) -> String {
    match owner {
        Owner::Caller => "whoever sends the request; nothing of the account changes".to_string(),
        Owner::Account(id) => format!("an administrator of account {id}"),
        Owner::PermissionSet(name) => format!(
            "who administers IAM Identity Center, in permission set {name}: an edit of the role \
             itself is set back"
        ),
        Owner::Organization => "who administers the organization".to_string(),
        Owner::Unknown => "its owner, of whom this world does not tell".to_string(),
    }
}
