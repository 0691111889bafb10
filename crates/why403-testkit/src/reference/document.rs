//! From a policy member (a document, its JSON text, or a list of these) to its statements: IAM A.1, A.2

use serde_json::{Map, Value};

/// A statement and whether its document's version has policy variables
#[derive(Clone)]
pub(super) struct Statement {
    body: Map<String, Value>,
    /// True under version `2012-10-17` only: IAM A.2.
    pub variables: bool,
}

impl Statement {
    /// The element of that name (exact case: IAM A.1)
    pub(super) fn element(&self, name: &str) -> Option<&Value> {
        self.body.get(name)
    }

    /// The values of the element of that name; a lone value is a list of one
    pub(super) fn values(&self, name: &str) -> Option<Vec<String>> {
        self.element(name).map(|it| texts(Some(it)))
    }

    /// Whether the `Effect` is this one (exact case: IAM A.3)
    pub(super) fn has_effect(&self, effect: &str) -> bool {
        self.element("Effect").and_then(Value::as_str) == Some(effect)
    }

    /// All (operator, key, values) of the `Condition`
    pub(super) fn conditions(&self) -> Vec<(&str, &str, Vec<String>)> {
        let operators = self
            .element("Condition")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        operators
            .flat_map(|(operator, keys)| {
                keys.as_object()
                    .into_iter()
                    .flatten()
                    .map(move |it| (operator, it))
            })
            .map(|(operator, (key, values))| (operator.as_str(), key.as_str(), texts(Some(values))))
            .collect()
    }
}

/// All statements of a member, its documents united: IAM E.2
pub(super) fn statements(member: &Value) -> Result<Vec<Statement>, String> {
    match member {
        Value::String(text) => {
            let document =
                serde_json::from_str(text).map_err(|it| format!("unreadable policy: {it}"))?;
            statements(&document)
        }
        Value::Array(list) => Ok(list
            .iter()
            .map(statements)
            .collect::<Result<Vec<_>, _>>()?
            .concat()),
        Value::Object(document) => {
            let variables = document.get("Version").and_then(Value::as_str) == Some("2012-10-17");
            let bodies = match document.get("Statement") {
                Some(Value::Array(list)) => list.as_slice(),
                Some(one) => std::slice::from_ref(one),
                None => return Err("a policy without Statement".to_owned()),
            };
            let bodies = bodies.iter().filter_map(Value::as_object);
            Ok(bodies
                .map(|it| Statement {
                    body: it.clone(),
                    variables,
                })
                .collect())
        }
        _ => Err("a policy is a document, its text, or a list of these".to_owned()),
    }
}

/// A value or list of values in their textual form: IAM A.1
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Number(number)) => vec![number.to_string()],
        Some(Value::Bool(truth)) => vec![truth.to_string()],
        Some(Value::Array(list)) => list.iter().flat_map(|it| texts(Some(it))).collect(),
        None | Some(Value::Null | Value::Object(_)) => Vec::new(),
    }
}
