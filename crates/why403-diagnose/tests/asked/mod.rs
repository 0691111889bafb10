//! What a question fixture asks: the flags of `why403 explain`, by their names.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;

use serde::Deserialize;
use why403_diagnose::question::Flags;
use why403_engine::resolve::SessionPolicies;
use why403_model::operations::Part;
use why403_model::policy;
use why403_model::world::Document;

/// The flags of `why403 explain`, by their names
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Asked {
    #[serde(default)]
    principal: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    function: Option<String>,
    #[serde(default)]
    operation: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    params: BTreeMap<String, String>,
    #[serde(default)]
    exact: bool,
    /// A text, or a list of texts
    #[serde(default)]
    context: BTreeMap<String, Values>,
    #[serde(default)]
    context_absent: Vec<String>,
    /// The document itself
    #[serde(default)]
    session_policy: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Values {
    One(String),
    Many(Vec<String>),
}

impl Asked {
    /// As the command line has them
    pub(crate) fn flags(&self) -> Flags {
        let mut sent = Vec::new();
        for (name, value) in &self.headers {
            sent.push((Part::Header, name.clone(), value.clone()));
        }
        // As with `explain`, nobody has to say whether a parameter stands in the query or the body.
        for (name, value) in &self.params {
            sent.push((Part::Query, name.clone(), value.clone()));
            sent.push((Part::Body, name.clone(), value.clone()));
        }
        let mut context = Vec::new();
        for (key, values) in &self.context {
            match values {
                Values::One(value) => context.push((key.clone(), value.clone())),
                Values::Many(values) => {
                    context.extend(values.iter().map(|value| (key.clone(), value.clone())));
                }
            }
        }
        Flags {
            principal: self.principal.clone(),
            role: self.role.clone(),
            function: self.function.clone(),
            subnets: Vec::new(),
            action: self.action.clone(),
            resource: self.resource.clone(),
            context,
            context_absent: self.context_absent.clone(),
            operation: self.operation.clone(),
            source: self.source.clone(),
            sent,
            only_sent: self.exact,
        }
    }

    /// The session policy, where one is given
    pub(crate) fn session(&self) -> Result<SessionPolicies, Box<dyn Error>> {
        let Some(text) = self.session_policy.as_deref() else {
            return Ok(SessionPolicies::AssumedNone);
        };
        let policy = policy::parse(text).sound();
        let document = Document {
            label: "session policy".into(),
            arn: None,
            file: None,
            line: None,
            text: text.to_string(),
            policy: policy.map_err(|errors| format!("{errors:?}"))?,
            origin: None,
        };
        Ok(SessionPolicies::Known(vec![Arc::new(document)]))
    }
}
