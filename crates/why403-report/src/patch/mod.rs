//! Proven changes as files that can be run or kept: commands of the AWS CLI, data, Terraform,
//! `CloudFormation`.
//!
//! What is changed and whether it may be was decided before; here it is only written. Read in this
//! order: `file` names what is written, `content` is the JSON of each place, `call` a command and
//! `place` the commands of each place, then a module a format. `typed` has what people type without
//! a script, [`probe`] the requests that confirm a fix, [`console`] where people click instead.

pub(crate) mod acl;
mod call;
mod cli;
mod cloudformation;
pub mod console;
mod content;
mod file;
mod hcl;
pub mod json;
mod permission;
mod place;
pub mod probe;
pub(crate) mod readme;
mod terraform;
pub(crate) mod typed;

use why403_diagnose::fix::change::{Change, Changes};
use why403_diagnose::fix::{Confirmation, Managed, Proof, VerifiedFix};
use why403_model::request::Principal;
use why403_model::world::Grant;

use crate::words;

/// In which form a plan is written
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scripts for the AWS CLI, with their documents
    Cli,
    /// Data, with its documents
    Json,
    /// Terraform
    Terraform,
    /// Templates of `CloudFormation`
    CloudFormation,
}

impl Format {
    /// The form that lasts, and what keeps a place that is changed, in words; `None` where nothing
    /// but people keeps them.
    #[must_use]
    pub fn fitting(changes: &Changes) -> Option<(Self, String)> {
        let managed = || changes.all.iter().flat_map(|it| &it.managed);
        let of_terraform = |it: &&(String, Managed)| matches!(it.1, Managed::Terraform(_));
        let of_stack = |it: &&(String, Managed)| matches!(it.1, Managed::CloudFormation(_));
        let terraform = managed().find(of_terraform);
        let terraform = terraform.map(|it| (Self::Terraform, it));
        let stack = || Some((Self::CloudFormation, managed().find(of_stack)?));
        let (format, (what, by)) = terraform.or_else(stack)?;
        Some((format, format!("{what}: {}", words::managed::keeper(by))))
    }

    /// The word of `--format`
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cli => "cli",
            Self::Json => "json",
            Self::Terraform => "terraform",
            Self::CloudFormation => "cloudformation",
        }
    }
}

/// What is written
#[derive(Clone, Copy, Debug)]
pub struct Plan<'p> {
    /// In one line what it is for
    pub title: &'p str,
    /// What is to be known before it is run, a paragraph each
    pub about: &'p [String],
    /// What is changed; what cannot be written is among its troubles and not here
    pub changes: &'p Changes,
    /// How it is confirmed, and as whom; `None` where nothing was denied
    pub confirm: Option<(&'p Confirmation, &'p Principal)>,
}

/// One file of a plan
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder that everything is written to: letters, digits, `-`, `.`, `/`
    pub path: String,
    /// What is in it
    pub text: String,
    /// Whether it is to be run
    pub is_executable: bool,
}

/// The files of a plan, in the order in which people read them.
#[must_use]
pub fn write(plan: &Plan<'_>, format: Format) -> Vec<File> {
    let mut all = match format {
        Format::Cli => cli::files(plan),
        Format::Json => json::files(plan),
        Format::Terraform => terraform::files(plan),
        Format::CloudFormation => cloudformation::files(plan),
    };
    all.insert(0, readme::file(plan, format, &all));
    all
}

/// What a proven fix opens and breaks, how it is proven, and its notes, a paragraph each
#[must_use]
pub fn about(fix: &VerifiedFix) -> Vec<String> {
    let list = |what: &str, told: &[String]| match told {
        [] => format!("It {what} nothing."),
        told => format!("It {what}: {}.", told.join("; ")),
    };
    let proof = match fix.proof() {
        Proof::Succeeds => {
            "On a copy of the world the operation succeeds, whatever is unknown.".to_string()
        }
        Proof::Depends(gaps) => {
            let named: Vec<&str> = gaps.iter().map(|it| it.gap.what.as_str()).collect();
            format!(
                "On a copy of the world nothing denies it any more for certain; it depends on {}.",
                named.join(", and ")
            )
        }
    };
    let mut all = vec![
        list("opens", &words::opens(fix)),
        list("breaks", &words::breaks(fix)),
        proof,
    ];
    all.extend(fix.steps().iter().flat_map(|it| it.notes.iter().cloned()));
    all
}

/// What stands at a place before and after, as JSON over lines; nothing where that is not known,
/// or where something is added that stands in no document
pub(crate) fn shown(change: &Change) -> (Option<String>, Option<String>) {
    content::texts(change)
}

/// A grant's constraint as KMS takes it; `None` where it holds for every encryption context
pub(crate) fn constraint(grant: &Grant) -> Option<serde_json::Value> {
    content::constraint(grant)
}

/// A change with its number, from 1
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbered<'p> {
    pub(crate) number: usize,
    pub(crate) change: &'p Change,
}

/// The changes by the account whose credentials they take, in the order in which accounts are
/// first needed; in each the plan's own order
pub(crate) fn by_account<'p>(plan: &Plan<'p>) -> Vec<(Option<String>, Vec<Numbered<'p>>)> {
    let mut all: Vec<(Option<String>, Vec<Numbered<'p>>)> = Vec::new();
    for (index, change) in plan.changes.all.iter().enumerate() {
        let account = change.at.account.as_ref().map(ToString::to_string);
        let number = index + 1;
        let one = Numbered { number, change };
        match all.iter_mut().find(|(it, _)| *it == account) {
            Some((_, list)) => list.push(one),
            None => all.push((account, vec![one])),
        }
    }
    all
}
