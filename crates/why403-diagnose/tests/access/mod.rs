//! What fixtures write of one thing that a caller can do.

use why403_diagnose::fix::Access;
use why403_diagnose::fix::review::name;

/// `[may] WHO ACTION RESOURCE`; a `+` behind the action where it stands for others, too
pub(crate) fn line(access: &Access) -> String {
    let who = name(&access.who);
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
