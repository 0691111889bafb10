//! Edits made to the JSON of a world, apart from the model: texts are replaced where they stand in
//! the file, settings where AWS's answers have them.

mod settings;

use std::sync::Arc;

use serde_json::{Map, Value, json};
use why403_diagnose::fix::{Edit, Fix, Place, RequestEdit};
use why403_model::request::Entry;
use why403_model::span::Span;
use why403_model::world::{Document, Origin};

/// A tree as it is while edits are made to it
struct Editing {
    /// Documents of the file that are to be written anew, by where they stand
    rewritten: Vec<(Span, Arc<Document>)>,
    /// Documents where there was none
    written: Vec<(Place, Arc<Document>)>,
}

/// The tree with the edits of all steps made.
///
/// - `tree`: as its text was read: spans of documents are those of `tree.to_string()`.
pub(crate) fn edited(tree: &Value, steps: &[Fix]) -> Result<Value, String> {
    let mut editing = Editing {
        rewritten: Vec::new(),
        written: Vec::new(),
    };
    let edits = || steps.iter().flat_map(|it| &it.world);
    for edit in edits() {
        match edit {
            Edit::Rewrite { old, new } => editing.rewrite(old, new)?,
            Edit::Write { place, document } => {
                editing.written.push((place.clone(), document.clone()));
            }
            _ => {}
        }
    }
    let mut text = tree.to_string();
    editing.rewritten.sort_by_key(|it| it.0.start);
    for (at, document) in editing.rewritten.iter().rev() {
        text.replace_range(at.start..at.end, &document.text);
    }
    let mut tree: Value = serde_json::from_str(&text).map_err(|it| it.to_string())?;
    for (number, (place, document)) in editing.written.iter().enumerate() {
        write(&mut tree, place, document, number)?;
    }
    for edit in edits() {
        settings::set(&mut tree, edit)?;
    }
    Ok(tree)
}

impl Editing {
    fn rewrite(&mut self, old: &Arc<Document>, new: &Arc<Document>) -> Result<(), String> {
        let at = old.origin.as_ref().map(Origin::whole);
        let same = |it: &Arc<Document>| Arc::ptr_eq(it, old);
        let mut known = self.rewritten.iter_mut();
        let known = known.find(|it| same(&it.1) || Some(it.0) == at);
        if let Some((_, document)) = known {
            *document = new.clone();
            return Ok(());
        }
        if let Some((_, document)) = self.written.iter_mut().find(|it| same(&it.1)) {
            *document = new.clone();
            return Ok(());
        }
        let at = at.ok_or_else(|| format!("{} stands nowhere", old.label))?;
        self.rewritten.push((at, new.clone()));
        Ok(())
    }
}

/// The question with the changes of all steps made, in the form of the generator
pub(crate) fn changed(question: &Value, steps: &[Fix]) -> Result<Value, String> {
    let mut question = question.clone();
    for edit in steps.iter().flat_map(|it| &it.request) {
        let (key, entry) = match edit {
            RequestEdit::Context { key, entry } => (key, entry),
            RequestEdit::Sent { name, entry, .. } if name == "x-amz-request-payer" => {
                question["requestPayer"] = json!(*entry == Entry::One("requester".into()));
                continue;
            }
            _ => return Err(format!("a question of one action sends nothing: {edit:?}")),
        };
        let context = question["context"].as_object_mut().ok_or("no context")?;
        context.retain(|it, _| !it.eq_ignore_ascii_case(key));
        match entry {
            Entry::One(value) => {
                context.insert(key.clone(), json!(value));
            }
            Entry::Many(values) => {
                context.insert(key.clone(), json!(values));
            }
            Entry::Absent | Entry::Unknown => {}
        }
    }
    Ok(question)
}

type Folder = Map<String, Value>;

fn member<'t>(folder: &'t mut Value, path: &[&str]) -> Result<&'t mut Value, String> {
    let mut found = folder;
    for name in path {
        let next = found.get_mut(*name);
        found = next.ok_or_else(|| format!("no {name} of {path:?}"))?;
    }
    Ok(found)
}

fn folder(value: &mut Value) -> Result<&mut Folder, String> {
    value.as_object_mut().ok_or_else(|| "no folder".to_owned())
}

fn place_of_bucket<'t>(tree: &'t mut Value, name: &str) -> Result<&'t mut Folder, String> {
    let accounts = folder(member(tree, &["accounts"])?)?;
    let mut all = accounts.values_mut();
    let found = all.find_map(|it| it.pointer_mut("/s3/buckets")?.get_mut(name));
    folder(found.ok_or_else(|| format!("no bucket {name}"))?)
}

fn write(tree: &mut Value, place: &Place, of: &Document, number: usize) -> Result<(), String> {
    let document: Value = serde_json::from_str(&of.text).map_err(|it| it.to_string())?;
    let name = format!("written-{number}");
    match place {
        Place::Role { account, role } => {
            let iam = member(tree, &["accounts", account.as_str(), "iam"])?;
            add_inline(iam, ("Role", "roles"), role, (name, document))
        }
        Place::User { account, user } => {
            let iam = member(tree, &["accounts", account.as_str(), "iam"])?;
            add_inline(iam, ("User", "users"), user, (name, document))
        }
        Place::Group { account, group } => {
            let iam = member(tree, &["accounts", account.as_str(), "iam"])?;
            add_inline(iam, ("Group", "groups"), group, (name, document))
        }
        Place::Bucket(bucket) => {
            let place = place_of_bucket(tree, bucket)?;
            place.insert("policy".into(), json!({"Policy": document.to_string()}));
            Ok(())
        }
        other => Err(format!("no way to write to {other:?} in a tree")),
    }
}

/// One more inline policy, in whichever of the two forms the account's IAM stands there
fn add_inline(
    iam: &mut Value,
    (upper, places): (&str, &str),
    of: &str,
    (name, document): (String, Value),
) -> Result<(), String> {
    if let Some(all) = iam.get_mut(format!("{upper}DetailList")) {
        let all = all.as_array_mut().ok_or("no list")?;
        let found = all.iter_mut().find(|it| it[format!("{upper}Name")] == of);
        let own = folder(found.ok_or_else(|| format!("no {of}"))?)?;
        let list = own.entry(format!("{upper}PolicyList")).or_insert(json!([]));
        let list = list.as_array_mut().ok_or("no list")?;
        list.push(json!({"PolicyName": name, "PolicyDocument": document}));
        return Ok(());
    }
    let own = folder(member(iam, &[places, of])?)?;
    let inline = own.entry("inline").or_insert(json!({}));
    folder(inline)?.insert(name, document);
    Ok(())
}
