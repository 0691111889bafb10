//! Terraform: a folder an account and Region, with the documents beside the configuration.
//!
//! What stands there already is imported, so that Terraform does not make a second one; where a
//! state has it, its own resource is named instead. Source: Terraform AWS Provider 5, the pages of
//! the resources that are named here.

mod declared;
mod resource;
mod setting;

use why403_diagnose::fix::change::{Change, To};

use super::file::{line, plain};
use super::hcl::{Block, string};
use super::{File, Numbered, Plan, content};
use declared::{beside, instead, kept};
use resource::configuration;

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut all = Vec::new();
    for place in by_region(plan) {
        let folder = place.folder();
        // Of comments alone Terraform has nothing to do.
        if place.changes.iter().any(|it| kept(it.change).is_none()) {
            all.push(plain(format!("{folder}/providers.tf"), providers(&place)));
        }
        let mut text = format!("# {}\n", line(plan.title));
        for it in &place.changes {
            text.push('\n');
            for why in &it.change.why {
                text.extend(["# ", &line(why), "\n"]);
            }
            if let Some(by) = kept(it.change) {
                text.push_str(&instead(*it, by));
            } else {
                text.push_str(&beside(it.change));
                text.push_str(&configuration(*it, &place.changes));
            }
        }
        all.push(plain(format!("{folder}/main.tf"), text));
        let documents = place.changes.iter().flat_map(|it| content::files(*it));
        all.extend(documents.map(|it| File {
            path: format!("{folder}/{}", it.path),
            ..it
        }));
    }
    all
}

/// The changes of one account in one Region
pub(super) struct Placed<'p> {
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
    pub(super) changes: Vec<Numbered<'p>>,
}

impl Placed<'_> {
    /// `account-111122223333-eu-central-1`
    pub(super) fn folder(&self) -> String {
        let account = self.account.as_deref();
        let account = account.map_or("account-unknown".to_string(), |it| format!("account-{it}"));
        let plain = |it: &char| it.is_ascii_alphanumeric() || *it == '-';
        let region = self.region.as_deref().map(|it| it.chars().filter(plain));
        region.map_or(account.clone(), |it| {
            format!("{account}-{}", it.collect::<String>())
        })
    }
}

/// The changes by account and Region; what has no Region goes with the first of its account
pub(super) fn by_region<'p>(plan: &Plan<'p>) -> Vec<Placed<'p>> {
    let mut all: Vec<Placed<'p>> = Vec::new();
    for (account, changes) in super::by_account(plan) {
        let regions = changes.iter().find_map(|it| it.change.at.region.clone());
        for it in changes {
            let region = it.change.at.region.clone().or_else(|| regions.clone());
            let same = all
                .iter_mut()
                .find(|one| one.account == account && one.region == region);
            match same {
                Some(same) => same.changes.push(it),
                None => all.push(Placed {
                    account: account.clone(),
                    region,
                    changes: vec![it],
                }),
            }
        }
    }
    all
}

fn providers(place: &Placed<'_>) -> String {
    let mut provider = Block::new("provider \"aws\"");
    if let Some(region) = &place.region {
        provider = provider.text("region", region);
    }
    if let Some(account) = &place.account {
        provider = provider.with("allowed_account_ids", format!("[{}]", string(account)));
    }
    format!(
        "terraform {{\n  required_version = \">= 1.5\"\n\n  required_providers {{\n    aws = {{\n      \
         source  = \"hashicorp/aws\"\n      version = \">= 5.0\"\n    }}\n  }}\n}}\n\n{}",
        provider.written()
    )
}

/// How many changes are those of a resource that a state has
pub(super) fn declared(plan: &Plan<'_>) -> usize {
    let all = plan.changes.all.iter();
    all.filter(|it| kept(it).is_some()).count()
}

/// Whether AWS has something there that is taken over
pub(super) fn is_there(change: &Change) -> bool {
    match &change.to {
        To::Document { before, .. } => before.is_some(),
        // Every bucket and object has one.
        To::Acl { .. } => true,
        To::PublicAccessBlock { .. } | To::Ownership { .. } | To::Encryption { .. } => {
            !content::may_be_absent(change)
        }
        To::Grant(_) | To::Tag { .. } | To::Copy(_) | To::Logging(_) | To::Trail { .. } => false,
    }
}
