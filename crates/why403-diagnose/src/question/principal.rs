//! Who asks: from what a flag or symptom says to a caller of this world.

use alloc::string::{String, ToString};

use why403_model::arn::Arn;
use why403_model::request::Principal;
use why403_model::world::World;

use super::{PRINCIPAL, QuestionError, joined, malformed, told};
use crate::symptom::Symptom;

/// The caller that flags or symptom name; a record that has only an id may name one of the world.
pub(super) fn of(
    said: Option<String>,
    symptom: Option<&Symptom>,
    world: &World,
) -> Result<Principal, QuestionError> {
    let named = symptom.and_then(|it| it.principal.clone());
    let read = named.or_else(|| told::caller_of_id(symptom?, world));
    let account = symptom.and_then(told::caller_account);
    if let (None, None, Some(account)) = (&said, &read, account) {
        return Err(QuestionError::CallerOfAccount {
            account: account.to_string(),
        });
    }
    let text = joined(said, read, PRINCIPAL, same)?;
    let principal = told::completed(known(&text, world)?, symptom);
    match (principal.account(), account) {
        (Some(own), Some(account)) if own.as_str() != account => Err(QuestionError::Conflict {
            flag: "--principal",
            said: text,
            read: account.to_string(),
        }),
        (_, _) => Ok(principal),
    }
}

/// The caller that a text names: an ARN, `anonymous`, or a service of AWS.
fn known(text: &str, world: &World) -> Result<Principal, QuestionError> {
    if text == "anonymous" {
        return Ok(Principal::Anonymous);
    }
    if is_provider(text) {
        return Ok(Principal::Federated {
            provider: text.to_string(),
        });
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

/// Whether both name one caller; a role and a session of it do
fn same(said: &str, read: &str) -> bool {
    let parsed = |text: &str| {
        Arn::parse(text)
            .ok()
            .and_then(|arn| Principal::from_arn(&arn))
    };
    match (parsed(said), parsed(read)) {
        (
            Some(Principal::RoleSession {
                account,
                role,
                session,
                ..
            }),
            Some(Principal::RoleSession {
                account: other_account,
                role: other_role,
                session: other_session,
                ..
            }),
        ) => {
            account == other_account
                && role == other_role
                && (session.is_none() || other_session.is_none() || session == other_session)
        }
        (_, _) => said == read,
    }
}

/// Providers that AWS names in its documents, besides those that have an ARN in an account
static PROVIDERS: &[&str] = &[
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// Whether a text names a provider of identities: one of AWS's own names, or its ARN
fn is_provider(text: &str) -> bool {
    let kind = Arn::parse(text).ok();
    let kind = kind.as_ref().and_then(|it| it.resource().split_once('/'));
    let of_account = kind.is_some_and(|(it, _)| it == "oidc-provider" || it == "saml-provider");
    of_account || PROVIDERS.contains(&text)
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
pub(crate) fn completed(mut principal: Principal, world: &World) -> Principal {
    let account = principal.account().and_then(|it| world.accounts.get(&it));
    let Some(iam) = account.map(|it| &it.iam) else {
        return principal;
    };
    let found = match &mut principal {
        Principal::RoleSession { role, role_arn, .. } => {
            let found = iam.roles.get(role);
            *role_arn = found.map(|it| it.arn.clone()).or(role_arn.take());
            found.and_then(|it| it.id.clone())
        }
        Principal::User { arn, .. } => iam.users.get(arn.name()).and_then(|it| it.id.clone()),
        _ => None,
    };
    if let Some(place) = principal.id_mut() {
        *place = place.take().or(found);
    }
    principal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_told_by_its_arn_or_name() {
        for text in [
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/E",
            "arn:aws:iam::111122223333:saml-provider/corp",
            "accounts.google.com",
        ] {
            assert!(is_provider(text), "{text}");
        }
        for text in ["arn:aws:iam::111122223333:role/x", "sts.amazonaws.com", ""] {
            assert!(!is_provider(text), "{text}");
        }
    }

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
