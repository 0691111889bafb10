//! A change of what a state of Terraform has already: which resource to change, and to what.
//!
//! A second resource for the same place would fight with the first: each apply of one sets back the
//! other. So nothing is imported; what is written are comments, and the documents beside them.
//! Source: Terraform AWS Provider 5 and 6, the notes on the pages of `aws_s3_bucket_policy`,
//! `aws_iam_role` (`inline_policy`), `aws_kms_key_policy` and `aws_vpc_endpoint_policy`.

use why403_diagnose::fix::change::{Change, To, words};
use why403_diagnose::fix::site::Site;
use why403_diagnose::fix::{Apply, Declaration, Holds, Managed};

use super::super::Numbered;
use super::super::file::{line, stem};
use super::super::hcl::{Block, string};
use super::resource::{blocks, document, pasted};

/// The resource whose argument a change is, for certain or perhaps
pub(super) fn kept(change: &Change) -> Option<&Declaration> {
    let mut all = declarations(change);
    all.find(|it| match (it.apply, it.holds) {
        (Apply::Leaves, _) | (_, Holds::ListedIn(_) | Holds::Nothing) => false,
        (Apply::SetsBack | Apply::MaySetBack, Holds::Whole | Holds::Argument(_)) => true,
    })
}

/// Which resource to change in place of a new one
pub(super) fn instead(it: Numbered<'_>, by: &Declaration) -> String {
    let what = words(&it.change.at.site);
    let mut all = match by.apply {
        Apply::MaySetBack => vec![
            format!("{what} may be kept by a resource that {} has:", by.state),
            format!("  {}", by.address),
            "What a second resource makes would fight with it. Give that one:".to_string(),
        ],
        Apply::SetsBack | Apply::Leaves => vec![
            format!("{what} is kept by a resource that {} has:", by.state),
            format!("  {}", by.address),
            "A second resource would fight with it. Change that one to:".to_string(),
        ],
    };
    all.push(String::new());
    all.extend(lines(it, by).iter().map(|it| format!("  {it}")));
    commented(&all)
}

/// What else is to be done in the own configuration where a change is a resource of its own
pub(super) fn beside(change: &Change) -> String {
    let Some(by) = declarations(change).next() else {
        return String::new();
    };
    let (address, state) = (&by.address, &by.state);
    let all = match by.holds {
        Holds::ListedIn(list) => vec![
            format!("Its name has to be in {list} of {address}, which {state} has:"),
            "the next apply of that one removes what is not listed.".to_string(),
        ],
        Holds::Whole | Holds::Argument(_) | Holds::Nothing => {
            vec![format!("It belongs beside {address}, which {state} has.")]
        }
    };
    commented(&all)
}

fn declarations(change: &Change) -> impl Iterator<Item = &Declaration> {
    change.managed.iter().filter_map(|(_, by)| match by {
        Managed::Terraform(it) => Some(it),
        Managed::CloudFormation(_) | Managed::IdentityCenter => None,
    })
}

/// The arguments of that resource, as they have to be
fn lines(it: Numbered<'_>, by: &Declaration) -> Vec<String> {
    let is_inline = matches!(it.change.at.site, Site::Inline { .. });
    let of_document = matches!(it.change.to, To::Document { .. });
    let inner = || {
        let last = blocks(it).pop();
        last.map(|it| it.inside(&IDENTITY)).unwrap_or_default()
    };
    let found = match by.holds {
        Holds::Argument("inline_policy") if is_inline => inline(it),
        Holds::Argument(name) if of_document => vec![format!("{name} = {}", document(it))],
        Holds::Argument(name @ ("server_side_encryption_configuration" | "logging")) => {
            let inner = inner().into_iter().map(|it| indented(&it));
            let inner: Vec<String> = inner.collect();
            [vec![format!("{name} {{")], inner, vec!["}".to_string()]].concat()
        }
        Holds::Argument("acl") => match &it.change.to {
            To::Acl { canned, .. } => vec![format!("acl = {}", string(canned.as_str()))],
            _ => inner(),
        },
        Holds::Argument("tags" | "kms_key_id") => vec![pasted(it)],
        Holds::Argument(_) | Holds::Whole | Holds::ListedIn(_) | Holds::Nothing => inner(),
    };
    if found.is_empty() {
        let stem = stem(it);
        return vec![format!("what documents/{stem}.after.json says")];
    }
    found
}

/// A block of a role, by the name of the policy
fn inline(it: Numbered<'_>) -> Vec<String> {
    let name = match &it.change.at.site {
        Site::Inline { policy, .. } => policy.as_str(),
        _ => "why403-fix",
    };
    let block = Block::new("inline_policy")
        .text("name", name)
        .with("policy", document(it));
    block.written().lines().map(String::from).collect()
}

fn indented(line: &str) -> String {
    if line.is_empty() {
        return String::new();
    }
    format!("  {line}")
}

/// Texts as comments, a line each
fn commented(all: &[String]) -> String {
    let lines = all.iter().map(|it| format!("# {}", line(it)));
    let lines = lines.map(|it| it.trim_end().to_string() + "\n");
    lines.collect()
}

/// Arguments that say which thing of AWS it is: the resource has them
const IDENTITY: [&str; 3] = ["account_id", "bucket", "function_name"];
