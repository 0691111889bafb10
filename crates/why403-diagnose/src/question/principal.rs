//! Who asks: from what a flag or symptom says to a caller of this world.

use alloc::string::ToString;

use why403_model::arn::Arn;
use why403_model::request::Principal;
use why403_model::world::World;

use super::{QuestionError, malformed};

/// The caller that a text names: an ARN, `anonymous`, or a service of AWS.
pub(super) fn known(text: &str, world: &World) -> Result<Principal, QuestionError> {
    if text == "anonymous" {
        return Ok(Principal::Anonymous);
    }
    if is_service(text) {
        return Ok(Principal::Service {
            name: text.to_string(),
        });
    }
    let help = "write the ARN of a user, role, assumed-role session or root, `anonymous`, or a \
                service such as events.amazonaws.com";
    let wrong = || malformed(text, "principal", help);
    let arn = Arn::parse(text).map_err(|_| wrong())?;
    let principal = Principal::from_arn(&arn).ok_or_else(wrong)?;
    Ok(completed(principal, world))
}

/// Whether a text has the form of a service principal: labels before one of AWS's own domains
fn is_service(text: &str) -> bool {
    let domains = [".amazonaws.com", ".amazonaws.com.cn"];
    let mut labels = domains.iter().filter_map(|it| text.strip_suffix(it));
    let is_label = |it: &str| {
        let mut all = it.bytes();
        !it.is_empty() && all.all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    };
    labels.any(|it| it.split('.').all(is_label))
}

/// What the world adds to a caller: its path and its immutable id
fn completed(principal: Principal, world: &World) -> Principal {
    match principal {
        Principal::RoleSession {
            partition,
            account,
            role,
            role_arn,
            session,
            id,
        } => {
            let found = world
                .accounts
                .get(&account)
                .and_then(|it| it.iam.roles.get(&role));
            let role_arn = found.map(|it| it.arn.clone()).or(role_arn);
            let id = id.or_else(|| found.and_then(|it| it.id.clone()));
            Principal::RoleSession {
                partition,
                account,
                role,
                role_arn,
                session,
                id,
            }
        }
        Principal::User { arn, id } => {
            let name = arn.name();
            let account = arn.account_id().and_then(|it| world.accounts.get(&it));
            let found = account.and_then(|it| it.iam.users.get(name));
            Principal::User {
                id: id.or_else(|| found.and_then(|it| it.id.clone())),
                arn,
            }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_told_by_its_domain() {
        for text in [
            "events.amazonaws.com",
            "logs.eu-central-1.amazonaws.com",
            "delivery.logs.amazonaws.com",
            "ec2.amazonaws.com.cn",
        ] {
            assert!(is_service(text), "{text}");
        }
        for text in [
            "amazonaws.com",
            ".amazonaws.com",
            "events.amazonaws.com.example",
            "a..amazonaws.com",
            "arn:aws:iam::111122223333:role/x.amazonaws.com",
            "anonymous",
        ] {
            assert!(!is_service(text), "{text}");
        }
    }
}
