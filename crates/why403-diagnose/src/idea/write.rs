//! Statements as JSON and the commands that write them, in lines that fit a terminal.

use alloc::format;
use alloc::string::{String, ToString};

use why403_engine::layers::Layers;
use why403_model::json;
use why403_model::request::{Principal, Request};
use why403_model::shell::quoted;

/// An Allow statement as indented JSON, in lines that fit a terminal where its words do
pub(super) fn allow(action: &str, resource: &str, principal: Option<&str>) -> String {
    let mut lines = alloc::vec![format!(
        "  \"Effect\": \"Allow\", \"Action\": {},",
        json::quoted(action)
    )];
    if principal == Some("*") {
        lines.push("  \"Principal\": \"*\",".to_string());
    } else if let Some(principal) = principal {
        lines.push(format!(
            "  \"Principal\": {{\"AWS\": {}}},",
            json::quoted(principal)
        ));
    }
    let resource = json::quoted(resource);
    if resource.len() > LONG {
        lines.push("  \"Resource\":".to_string());
        lines.push(resource);
    } else {
        lines.push(format!("  \"Resource\": {resource}"));
    }
    format!("{{\n{}\n}}", lines.join("\n"))
}

/// A policy of one statement
pub(super) fn policy(statement: &str) -> String {
    format!("{{\n\"Version\": \"2012-10-17\",\n\"Statement\": {statement}}}")
}

/// A value of more bytes gets a line of its own
const LONG: usize = 60;

/// The command that writes the statement as a new inline policy of the caller
pub(super) fn put_policy(layers: &Layers, request: &Request, statement: &str) -> Option<String> {
    let (command, name) = match &request.principal {
        // Such roles are written by somebody else and set back.
        Principal::RoleSession { role, .. }
            if role.starts_with("AWSReservedSSO_") || request.principal.is_service_linked() =>
        {
            return None;
        }
        Principal::RoleSession { role, .. } => ("put-role-policy --role-name", role.as_str()),
        Principal::User { arn, .. } => ("put-user-policy --user-name", arn.name()),
        Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Anonymous
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::Unstated => return None,
    };
    let document = policy(statement);
    Some(format!(
        "aws iam {command} {} \\\n  --policy-name {} --policy-document {}",
        quoted(name),
        new_name(layers, request),
        quoted(&document)
    ))
}

/// A name that no policy of the caller has: writing an inline policy replaces one of its name
pub(crate) fn new_name(layers: &Layers, request: &Request) -> String {
    let wanted = format!("allow-{}", request.action.to_string().replace(':', "-"));
    let is_taken = |name: &str| {
        let known = layers.identity.known.iter();
        let mut labels = known.map(|it| it.document.label.as_str());
        // Of what was not collected the name may be known.
        let mut gaps = layers.identity.gaps.iter().map(|it| it.what.as_str());
        labels.any(|label| label.split(' ').any(|word| word == name))
            || gaps.any(|what| what.split(' ').any(|word| word == name))
    };
    let mut name = wanted.clone();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{wanted}-{number}");
        number += 1;
    }
    name
}
