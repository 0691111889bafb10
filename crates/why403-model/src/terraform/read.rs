//! A state as text: what `terraform.tfstate` and `terraform state pull` have (version 4), and what
//! `terraform show -json` prints.
//!
//! Source: Terraform, "JSON Output Format" (values representation) and `internal/states/statefile`
//! of its sources, `version4.go`; `OpenTofu` writes the same.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::kind::{self, Kind};
use super::{Declared, StateError};
use crate::arn::{AccountId, Arn};
use crate::json::{self, Node, Value, quoted};
use crate::span::Position;

/// Reads a state.
///
/// - `file`: its name, as people gave it.
/// - Returns the instances of the types of [`super::KINDS`], in the order of the file: data sources
///   and deposed objects are none of them.
/// - Errors: the first thing that no state has. Cost: linear in the text.
pub fn read(file: &str, text: &str) -> Result<Vec<Declared>, StateError> {
    let found = json::read(text);
    if let Some(problem) = found.problems.first() {
        return Err(StateError::NotJson {
            code: problem.code(),
            at: Position::of(text, problem.at().start),
        });
    }
    let root = found.node.ok_or(StateError::NotAState)?;
    let mut reader = Reader {
        text,
        found: Vec::new(),
        accounts: BTreeMap::new(),
    };
    match (root.get("version"), root.get("format_version")) {
        _ if root.get("encrypted_data").is_some() => return Err(StateError::Encrypted),
        _ if root.get("backend").is_some() => return Err(StateError::Backend),
        _ if root.get("planned_values").is_some() => return Err(StateError::Plan),
        (Some(version), _) if version.scalar() == Some("4") => reader.whole(&root)?,
        (Some(version), _) => {
            return Err(StateError::OtherVersion {
                found: number(version),
            });
        }
        (None, Some(version)) if is_known_format(version) => reader.shown(&root)?,
        (None, Some(version)) => {
            return Err(StateError::OtherFormat {
                found: number(version),
            });
        }
        (None, None) => return Err(StateError::NotAState),
    }
    Ok(reader.declared(file))
}

/// A version to be told; a text that is none may be anything
fn number(version: &Node) -> String {
    let is_plain = |it: &&str| it.len() <= 12 && it.bytes().all(|it| b"0123456789.".contains(&it));
    let found = version.scalar().filter(is_plain);
    found.unwrap_or("other").to_string()
}

fn is_known_format(version: &Node) -> bool {
    let major = version.as_str().and_then(|it| it.split('.').next());
    matches!(major, Some("0" | "1"))
}

struct Reader<'t> {
    text: &'t str,
    /// Instances, with the provider's configuration that each has
    found: Vec<(Arc<str>, Instance)>,
    /// By provider, the accounts that ARNs of its resources name
    accounts: BTreeMap<Arc<str>, BTreeSet<AccountId>>,
}

/// One instance without the accounts of its provider
struct Instance {
    kind: &'static Kind,
    resource: Arc<str>,
    key: String,
    own: Option<AccountId>,
    facts: BTreeMap<&'static str, Vec<String>>,
}

/// Where an instance stands
struct Place<'r> {
    provider: &'r Arc<str>,
    /// The address without the instance's key, or all of it
    prefix: &'r Arc<str>,
    key: String,
}

impl Reader<'_> {
    /// Version 4: a list of resources, each with its instances
    fn whole(&mut self, root: &Node) -> Result<(), StateError> {
        for (index, resource) in self
            .list(root, "resources", "resources")?
            .iter()
            .enumerate()
        {
            let path = format!("resources[{index}]");
            self.object(resource, &path)?;
            let mode = self.string(resource, &path, "mode")?;
            let kind = self.string(resource, &path, "type")?;
            let name = self.string(resource, &path, "name")?;
            let provider = Arc::from(self.string(resource, &path, "provider")?);
            let module = resource.get("module").and_then(Node::as_str);
            let module = module.map_or(String::new(), |it| format!("{it}."));
            // Shared by all instances: their number times its length has no bound.
            let prefix = Arc::from(format!("{module}{kind}.{name}"));
            let within = format!("{path}.instances");
            for (index, instance) in self
                .list(resource, "instances", &within)?
                .iter()
                .enumerate()
            {
                self.object(instance, &format!("{within}[{index}]"))?;
                let values = instance.get("attributes");
                let values = values.or_else(|| instance.get("attributes_flat"));
                let Some(values) = values.filter(|_| instance.get("deposed").is_none()) else {
                    continue;
                };
                let place = Place {
                    provider: &provider,
                    prefix: &prefix,
                    key: key(instance),
                };
                let marked = marked_paths(instance);
                let is_open = |it: &str| !marked.contains(&it);
                self.instance((mode, kind), place, values, &is_open);
            }
        }
        Ok(())
    }

    /// `terraform show -json`: modules inside each other; without any state, nothing
    fn shown(&mut self, root: &Node) -> Result<(), StateError> {
        let Some(values) = root.get("values") else {
            return Ok(());
        };
        let path = "values.root_module";
        match values.get("root_module") {
            Some(module) => self.module(module, path),
            None => Ok(()),
        }
    }

    // The depth is that of the JSON, which its reader bounds.
    fn module(&mut self, module: &Node, path: &str) -> Result<(), StateError> {
        self.object(module, path)?;
        let within = format!("{path}.resources");
        for (index, it) in self.list(module, "resources", &within)?.iter().enumerate() {
            let path = format!("{within}[{index}]");
            self.object(it, &path)?;
            let mode = self.string(it, &path, "mode")?;
            let kind = self.string(it, &path, "type")?;
            let prefix = Arc::from(self.string(it, &path, "address")?);
            let provider = Arc::from(self.string(it, &path, "provider_name")?);
            let values = it.get("values");
            let Some(values) = values.filter(|_| it.get("deposed_key").is_none()) else {
                continue;
            };
            let marked = it.get("sensitive_values");
            let is_open = |it: &str| {
                let marked = marked.and_then(|marked| marked.get(it));
                !marked.is_some_and(is_marked)
            };
            let place = Place {
                provider: &provider,
                prefix: &prefix,
                key: String::new(),
            };
            self.instance((mode, kind), place, values, &is_open);
        }
        let within = format!("{path}.child_modules");
        for (index, it) in self
            .list(module, "child_modules", &within)?
            .iter()
            .enumerate()
        {
            self.module(it, &format!("{within}[{index}]"))?;
        }
        Ok(())
    }

    fn instance(
        &mut self,
        (mode, kind): (&str, &str),
        place: Place<'_>,
        values: &Node,
        is_open: &dyn Fn(&str) -> bool,
    ) {
        let text = |name: &str| {
            let open = Some(name).filter(|it| is_open(it))?;
            values.get(open)?.as_str().filter(|it| !it.is_empty())
        };
        let mut own = None;
        if mode == "data" && kind == "aws_caller_identity" {
            own = text("account_id").and_then(AccountId::parse);
        } else if mode == "managed" && kind.starts_with("aws_") {
            own = text("arn").and_then(|it| Arn::parse(it).ok()?.account_id());
        }
        if let Some(own) = &own {
            let known = self.accounts.entry(place.provider.clone()).or_default();
            known.insert(own.clone());
        }
        let Some(kind) = kind::find(kind).filter(|_| mode == "managed") else {
            return;
        };
        let mut facts: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for name in kind.texts {
            facts.extend(text(name).map(|it| (*name, Vec::from([it.to_string()]))));
        }
        let texts = |all: &mut dyn Iterator<Item = &Node>| -> Vec<String> {
            let all = all.filter_map(Node::as_str).filter(|it| !it.is_empty());
            all.map(String::from).collect()
        };
        let lists = kind.lists.iter().map(|it| (*it, None));
        let blocks = kind.blocks.iter().map(|it| (*it, Some("name")));
        for (name, member) in lists.chain(blocks) {
            if let Some(list) = values.get(name).filter(|_| is_open(name)) {
                let mut all = list.elements().iter().filter_map(|it| match member {
                    Some(member) => it.get(member),
                    None => Some(it),
                });
                facts.insert(name, texts(&mut all));
            }
        }
        // Whether it is there is no secret, whatever it is.
        for name in kind.given {
            if values.get(name).is_some_and(is_something) {
                facts.insert(name, Vec::new());
            }
        }
        let instance = Instance {
            kind,
            resource: place.prefix.clone(),
            key: place.key,
            own,
            facts,
        };
        self.found.push((place.provider.clone(), instance));
    }

    fn declared(self, file: &str) -> Vec<Declared> {
        let state: Arc<str> = Arc::from(file);
        let none = Arc::new(BTreeSet::new());
        let accounts = self.accounts.into_iter();
        let accounts: BTreeMap<Arc<str>, Arc<BTreeSet<AccountId>>> = accounts
            .map(|(provider, all)| (provider, Arc::new(all)))
            .collect();
        let all = self.found.into_iter().map(|(provider, it)| Declared {
            kind: it.kind.name,
            resource: it.resource,
            key: it.key,
            state: state.clone(),
            accounts: match it.own {
                Some(own) => Arc::new(BTreeSet::from([own])),
                None => accounts.get(&provider).unwrap_or(&none).clone(),
            },
            facts: it.facts,
        });
        all.collect()
    }

    /// The elements of a list; one that is not there, or null, has none
    fn list<'n>(&self, of: &'n Node, member: &str, path: &str) -> Result<&'n [Node], StateError> {
        match of.get(member) {
            None => Ok(&[]),
            Some(it) if it.is_array() || it.value == Value::Null => Ok(it.elements()),
            Some(it) => Err(self.shape(it, path, "a list")),
        }
    }

    fn object(&self, it: &Node, path: &str) -> Result<(), StateError> {
        if it.is_object() {
            return Ok(());
        }
        Err(self.shape(it, path, "an object"))
    }

    fn string<'n>(&self, of: &'n Node, path: &str, member: &str) -> Result<&'n str, StateError> {
        let wanted = "a string";
        let path = || format!("{path}.{member}");
        let Some(it) = of.get(member) else {
            return Err(StateError::Shape {
                path: path(),
                wanted,
                found: "not there",
                at: Position::of(self.text, of.span.start),
            });
        };
        it.as_str().ok_or_else(|| self.shape(it, &path(), wanted))
    }

    fn shape(&self, it: &Node, path: &str, wanted: &'static str) -> StateError {
        StateError::Shape {
            path: path.to_string(),
            wanted,
            found: it.kind(),
            at: Position::of(self.text, it.span.start),
        }
    }
}

/// The index of an instance, as addresses write it: `[0]`, `["eu"]`
fn key(instance: &Node) -> String {
    match instance.get("index_key").map(|it| &it.value) {
        Some(Value::Number(number)) => format!("[{number}]"),
        Some(Value::String(text)) => {
            let text = quoted(text).replace("${", "$${").replace("%{", "%%{");
            format!("[{text}]")
        }
        _ => String::new(),
    }
}

/// The attributes of an instance that are sensitive, in whole or in part: a list of paths, each
/// beginning with an attribute
fn marked_paths(instance: &Node) -> BTreeSet<&str> {
    let paths = instance.get("sensitive_attributes");
    let paths = paths.map_or(&[][..], Node::elements).iter();
    let first = paths.filter_map(|it| it.elements().first()?.get("value")?.as_str());
    first.collect()
}

/// Whether a value of `sensitive_values` marks anything
fn is_marked(it: &Node) -> bool {
    match &it.value {
        Value::Bool(is_marked) => *is_marked,
        Value::Array(all) => all.iter().any(is_marked),
        Value::Object(all) => all.iter().any(|it| is_marked(&it.value)),
        Value::Null | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether a value is neither null nor empty
fn is_something(it: &Node) -> bool {
    match &it.value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}
