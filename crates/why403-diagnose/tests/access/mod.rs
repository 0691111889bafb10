//! What fixtures write of one thing that a caller can do.

use why403_diagnose::fix::{Access, Who};

/// `[may] WHO ACTION RESOURCE`; a `+` behind the action where it stands for others, too
pub(crate) fn line(access: &Access) -> String {
    let who = match &access.who {
        Who::Anonymous => "anonymous".to_string(),
        Who::AnyAccount => "any-account".to_string(),
        Who::Unlisted(account) => format!("unlisted:{account}"),
        Who::Service(name) => name.clone(),
        Who::Organization(id) => format!("organization:{id}"),
        Who::Federated(provider) => format!("federated:{provider}"),
        Who::Principal(arn) => arn.clone(),
    };
    let certainty = match access.certainty.id() {
        "must" => "",
        _ => "may ",
    };
    let others = if access.alike.is_empty() { "" } else { "+" };
    format!(
        "{certainty}{who} {}{others} {}",
        access.action, access.resource
    )
}
