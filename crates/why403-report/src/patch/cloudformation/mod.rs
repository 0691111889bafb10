//! `CloudFormation`: a template an account and Region, what is imported into its stack before, and
//! what a template cannot hold in part.
//!
//! Written as JSON, in which no text of anybody can come to life. Source of types and properties: the
//! schemas of the `CloudFormation` registry, as cfn-lint 1.58.0 has them.

mod commands;
mod import;
mod pasted;
mod resource;

use serde_json::{Map, Value, json};
use why403_diagnose::fix::change::To;
use why403_diagnose::fix::site::Site;

use super::file::{line, plain, stem};
use super::terraform::{Placed, by_region};
use super::{File, Numbered, Plan, content};
use resource::{Resource, resources, stack};

pub(super) use commands::commands;

pub(super) fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut all = Vec::new();
    for place in by_region(plan) {
        let title = line(plan.title);
        all.extend(templates(&place, &title));
        all.extend(place.changes.iter().flat_map(|it| beside(*it)));
    }
    all
}

/// What is imported, how it is found, and what becomes of it; nothing where no template holds it
fn templates(place: &Placed<'_>, title: &str) -> Vec<File> {
    let own = of_place(place);
    let named = |what: &str, value: &Value| {
        let path = format!("{}.{what}.json", place.folder());
        plain(path, content::pretty(value))
    };
    let mut all = Vec::new();
    // What an import makes no template may have in it.
    let taken = own.iter().filter_map(|(name, _, it)| {
        let over = it.taken_over()?;
        Some((name.clone(), over))
    });
    let taken: Map<String, Value> = taken.collect();
    if !taken.is_empty() {
        let to_import: Vec<Value> = own
            .iter()
            .filter_map(|(name, _, it)| {
                Some(json!({
                    "ResourceType": it.kind,
                    "LogicalResourceId": name,
                    "ResourceIdentifier": it.there.as_ref()?.identifier,
                }))
            })
            .collect();
        all.push(named("import", &template(title, &taken)));
        all.push(named("resources", &Value::from(to_import)));
    }
    let written = own.iter().map(|(name, change, it)| {
        let mut written = it.written();
        let first = first(*change, place);
        if let (false, Some(own)) = (first.is_empty(), written.as_object_mut()) {
            own.insert("DependsOn".to_string(), json!(first));
        }
        (name.clone(), written)
    });
    let written: Map<String, Value> = written.collect();
    if !written.is_empty() {
        all.push(named("template", &template(title, &written)));
    }
    all
}

fn template(title: &str, resources: &Map<String, Value>) -> Value {
    // A description has 1,024 bytes at most.
    let mut title = title.to_string();
    while title.len() > 1_000 {
        title.pop();
    }
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": title,
        "Resources": resources,
    })
}

/// The resources of a place's own stack by their names; what another stack has is not among them
fn of_place<'p>(place: &Placed<'p>) -> Vec<(String, Numbered<'p>, Resource)> {
    let free = place.changes.iter().filter(|it| stack(it.change).is_none());
    free.flat_map(|it| {
        let own = resources(it.change).into_iter().enumerate();
        own.map(|(index, one)| (name(*it, index), *it, one))
    })
    .collect()
}

fn name(it: Numbered<'_>, index: usize) -> String {
    format!("Change{}N{}", it.number, index + 1)
}

/// What has to be there before: no trail is made that may not write its records
fn first(it: Numbered<'_>, place: &Placed<'_>) -> Vec<String> {
    let To::Trail { logs, .. } = &it.change.to else {
        return Vec::new();
    };
    of_place(place)
        .into_iter()
        .filter(|(_, one, _)| matches!(&one.change.at.site, Site::BucketPolicy(own) if own == logs))
        .map(|(name, _, _)| name)
        .collect()
}

/// What goes into a template that stands already
fn beside(it: Numbered<'_>) -> Vec<File> {
    let own = resources(it.change);
    if own.is_empty() {
        return pasted::pasted(it);
    }
    if stack(it.change).is_none() {
        return Vec::new();
    }
    let own = own.iter().enumerate();
    let own: Map<String, Value> = own
        .map(|(index, one)| (name(it, index), one.plain()))
        .collect();
    let text = content::pretty(&json!({"Resources": own}));
    vec![plain(format!("paste/{}.json", stem(it)), text)]
}
