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
    /// Everybody: what only filters has to name somebody
    Everyone,
}

/// An `Allow` for one action on one resource
pub(super) struct Allow<'p> {
    pub(super) action: String,
    /// As it is to stand in the document, escaped
    pub(super) resource: String,
    pub(super) principal: Option<Named<'p>>,
    /// Operator, key, value
    pub(super) conditions: Vec<(&'static str, String, String)>,
}

impl Allow<'_> {
    /// The statement as JSON on one line
    pub(super) fn json(&self) -> String {
        let mut members = alloc::vec!["\"Effect\": \"Allow\"".to_string()];
        members.extend(self.principal.as_ref().map(|it| match it {
            Named::Aws(arn) => format!("\"Principal\": {{\"AWS\": {}}}", quoted(arn)),
            Named::Service(name) => format!("\"Principal\": {{\"Service\": {}}}", quoted(name)),
            Named::Everyone => "\"Principal\": \"*\"".to_string(),
        }));
        members.push(format!("\"Action\": {}", quoted(&self.action)));
        members.push(format!("\"Resource\": {}", quoted(&self.resource)));
        if !self.conditions.is_empty() {
            let tests = self.conditions.iter().map(|(operator, key, value)| {
                format!("\"{operator}\": {{{}: {}}}", quoted(key), quoted(value))
            });
            let tests: Vec<String> = tests.collect();
            members.push(format!("\"Condition\": {{{}}}", tests.join(", ")));
        }
        format!("{{{}}}", members.join(", "))
    }
}

/// What keeps the use of a key to what S3 does with it for the caller: `kms:ViaService`, where the
/// request has it
pub(super) fn through_s3(request: &Request) -> Vec<(&'static str, String, String)> {
    match request.context.find("kms:viaservice") {
        Found::One(service) if request.action.service() == "kms" => {
            alloc::vec![(
                "StringEquals",
                "kms:ViaService".to_string(),
                service.to_string()
            )]
        }
        Found::One(_) | Found::Many(_) | Found::Absent | Found::Unknown => Vec::new(),
    }
}
