//! The organization: the nodes above an account, and what is attached to them: IAM E.3, E.4

use serde_json::{Value, json};

use super::World;
use super::answer::{Known, answer, document, ids, list, required, text, unwrapped};

/// Codes that say that there is no organization
const NONE: [&str; 1] = ["AWSOrganizationsNotInUseException"];

impl<'t> World<'t> {
    /// The organization's folder and its own answer; none where there is no organization
    fn organization(&self) -> Known<Option<(&'t Value, &'t Value)>> {
        let Some(place) = answer(self.tree, "organization", &NONE)? else {
            return Ok(None);
        };
        let own = answer(place, "organization", &NONE)?;
        Ok(own.map(|it| (place, unwrapped(it, "Organization"))))
    }

    /// The policies of `scp` or `rcp` per level, root first; none where they do not restrict
    pub(super) fn levels(&self, account: &str, kind: &str) -> Known<Option<Vec<Vec<Value>>>> {
        let Some((place, own)) = self.organization()? else {
            return Ok(None);
        };
        let is_exempt = text(own, "MasterAccountId") == Some(account); // E.3, E.4
        let is_billing = text(own, "FeatureSet") == Some("CONSOLIDATED_BILLING");
        if is_exempt || is_billing || is_off(place, kind)? {
            return Ok(None);
        }
        let mut levels = Vec::new();
        for node in chain(place, account)? {
            let target = place.get("targets").and_then(|it| it.get(&node));
            let target = target.ok_or_else(|| format!("targets of {node} are not in the tree"))?;
            let attached = list(required(target, kind)?, "Policies")?;
            let attached = attached.into_iter().map(|it| policy(place, it));
            levels.push(attached.collect::<Known<Vec<_>>>()?);
        }
        // AWS keeps one attached everywhere, so that an empty list says that the type is off.
        levels.retain(|it| !it.is_empty());
        Ok((!levels.is_empty()).then_some(levels))
    }

    /// The organization's id and the account's path in it, with a slash at the end: IAM D.1
    pub(super) fn path(&self, account: &str) -> Known<Option<(String, String)>> {
        let Some((place, own)) = self.organization()? else {
            return Ok(None);
        };
        let id = text(own, "Id").ok_or("an organization without id")?;
        let mut nodes = chain(place, account)?;
        nodes.pop();
        Ok(Some((id.to_owned(), format!("{id}/{}/", nodes.join("/")))))
    }
}

/// Whether `roots` says that the type of policy is not enabled
fn is_off(place: &Value, kind: &str) -> Known<bool> {
    let Some(roots) = place.get("roots") else {
        return Ok(false);
    };
    let wanted = match kind {
        "scp" => "SERVICE_CONTROL_POLICY",
        _ => "RESOURCE_CONTROL_POLICY",
    };
    let roots = list(roots, "Roots")?;
    let Some(types) = roots.iter().find_map(|it| it.get("PolicyTypes")) else {
        return Ok(false);
    };
    let is_on =
        |it: &&Value| text(it, "Type") == Some(wanted) && text(it, "Status") == Some("ENABLED");
    Ok(!list(types, "PolicyTypes")?.iter().any(is_on))
}

/// From the root down to the account itself
fn chain(place: &Value, account: &str) -> Known<Vec<String>> {
    let mut nodes = vec![account.to_owned()];
    let mut node = account.to_owned();
    while !node.starts_with("r-") {
        node = parent(place, &node)?;
        nodes.insert(0, node.clone());
    }
    Ok(nodes)
}

fn parent(place: &Value, node: &str) -> Known<String> {
    let told = place.get("parents").and_then(|it| it.get(node));
    if let Some(told) = told {
        let found = match told {
            Value::String(id) => Some(id.clone()),
            other => ids(&list(other, "Parents")?, "Id").into_iter().next(),
        };
        return found.ok_or_else(|| format!("{node} has no parent"));
    }
    let lists = place.get("children").and_then(Value::as_object);
    for (parent, children) in lists.into_iter().flatten() {
        if ids(&list(children, "Children")?, "Id")
            .iter()
            .any(|it| it == node)
        {
            return Ok(parent.clone());
        }
    }
    Err(format!("who is above {node} is not in the tree"))
}

/// An attached policy: an id, `{Id}`, a document, or `{Name, Content}`
fn policy(place: &Value, entry: &Value) -> Known<Value> {
    if entry.get("Statement").is_some() || entry.get("Content").is_some() {
        return document(entry, &["Content"]);
    }
    let id = entry.as_str().or_else(|| text(entry, "Id"));
    let id = id.ok_or("an attached policy without id")?;
    let told = place.get("policies").filter(|it| it.get(id).is_some());
    match (told, id) {
        (Some(policies), _) => {
            let found = unwrapped(required(policies, id)?, "Policy");
            document(found, &["Content"])
        }
        (None, "p-FullAWSAccess") => Ok(json!(
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
        )),
        // IAM E.4: it allows everything to everybody.
        (None, "p-RCPFullAWSAccess") => Ok(json!({"Version": "2012-10-17", "Statement":
            {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}})),
        (None, _) => Err(format!("policy {id} is not in the tree")),
    }
}
