//! Statements as JSON, from their parts.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_model::json::quoted;
use why403_model::request::{Found, Request};

/// Whom a statement of a resource's policy lets in
pub(super) enum Named<'p> {
    /// A user, role or account
    Aws(&'p str),
    /// A service of AWS
    Service(&'p str),
    /// An identity provider, in a trust policy
    Federated(&'p str),
    /// Everybody: what only filters has to name somebody
    Everyone,
}

/// An `Allow` for one action on one resource
pub(super) struct Allow<'p> {
    pub(super) action: String,
    /// As it is to stand in the document, escaped; empty in a trust policy, which has none
    pub(super) resource: String,
    pub(super) principal: Option<Named<'p>>,
    /// Operator, key, value; several values of one operator and key are a list
    pub(super) conditions: Vec<(&'static str, String, String)>,
}

impl Allow<'_> {
    /// The statement as JSON on one line
    pub(super) fn json(&self) -> String {
        let mut members = alloc::vec!["\"Effect\": \"Allow\"".to_string()];
        members.extend(self.principal.as_ref().map(|it| match it {
            Named::Aws(arn) => format!("\"Principal\": {{\"AWS\": {}}}", quoted(arn)),
            Named::Service(name) => format!("\"Principal\": {{\"Service\": {}}}", quoted(name)),
            Named::Federated(arn) => format!("\"Principal\": {{\"Federated\": {}}}", quoted(arn)),
            Named::Everyone => "\"Principal\": \"*\"".to_string(),
        }));
        members.push(format!("\"Action\": {}", quoted(&self.action)));
        if !self.resource.is_empty() {
            members.push(format!("\"Resource\": {}", quoted(&self.resource)));
        }
        if !self.conditions.is_empty() {
            members.push(format!("\"Condition\": {}", block(&self.conditions)));
        }
        format!("{{{}}}", members.join(", "))
    }
}

/// Tests as the value of `Condition`: an operator stands there once, with all of its keys
fn block(tests: &[(&'static str, String, String)]) -> String {
    let mut operators: Vec<&str> = Vec::new();
    for (operator, _, _) in tests {
        if !operators.contains(operator) {
            operators.push(operator);
        }
    }
    let written = operators.iter().map(|operator| {
        let own = tests.iter().filter(|(it, _, _)| it == operator);
        let mut keys: Vec<(&str, Vec<String>)> = Vec::new();
        for (_, key, value) in own {
            let value = quoted(value);
            match keys.iter_mut().find(|(it, _)| it == key) {
                Some((_, values)) => values.push(value),
                None => keys.push((key, alloc::vec![value])),
            }
        }
        let keys: Vec<String> = keys
            .iter()
            .map(|(key, values)| format!("{}: {}", quoted(key), one_or_list(values)))
            .collect();
        format!("\"{operator}\": {{{}}}", keys.join(", "))
    });
    let written: Vec<String> = written.collect();
    format!("{{{}}}", written.join(", "))
}

/// Values that are JSON already: one alone, several as a list
pub(super) fn one_or_list(values: &[String]) -> String {
    match values {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// What keeps the use of a key to what S3 does with it for the caller: `kms:ViaService`, and the
/// encryption context, each where the request is known to have it.
///
/// - With S3 asking, a key that a caller may use for one object decrypts nothing else that lies
///   under it, and no data that somebody hands to KMS directly. An `Allow` for the one object in
///   S3 has the same reach, so both are widened together.
/// - Where nobody knows whether a bucket key stands between, the context is one of two, and a test
///   for both would be proven for neither: then there is `kms:ViaService` alone.
/// - Source: S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys"; KMS Developer
///   Guide, "AWS KMS condition keys".
pub(super) fn through_s3(request: &Request) -> Vec<(&'static str, String, String)> {
    let Found::One(service) = request.context.find("kms:viaservice") else {
        return Vec::new();
    };
    if request.action.service() != "kms" {
        return Vec::new();
    }
    let via = ("kms:ViaService", service);
    let context = encryption_context(request).map(|it| (S3_ARN, it));
    let both = [Some(via), context].into_iter().flatten();
    both.map(|(key, value)| ("StringEquals", key.to_string(), value.to_string()))
        .collect()
}

/// The ARN that S3 gives as encryption context: the object's, or its bucket's under a bucket key;
/// none that a policy would read as a variable
pub(super) fn encryption_context(request: &Request) -> Option<&str> {
    match request.context.find(&S3_ARN.to_ascii_lowercase()) {
        Found::One(arn) if !arn.contains("${") => Some(arn),
        Found::One(_) | Found::Many(_) | Found::Absent | Found::Unknown => None,
    }
}

/// The key of the encryption context that S3 gives
pub(super) const S3_ARN: &str = "kms:EncryptionContext:aws:s3:arn";
