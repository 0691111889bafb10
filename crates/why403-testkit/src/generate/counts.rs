//! What a run of cases covered, as a compact table

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::reference::Verdict;

/// How many cases had a decision, a layer, a deciding layer, an operator
#[derive(Clone, Debug, Default)]
pub struct Counts {
    cases: usize,
    decisions: BTreeMap<String, usize>,
    present: BTreeMap<String, usize>,
    deciding: BTreeMap<String, usize>,
    operators: BTreeMap<String, usize>,
    callers: BTreeMap<String, usize>,
}

impl Counts {
    /// Counts one case and its verdict.
    pub fn add(&mut self, case: &Value, verdict: &Verdict) {
        self.cases += 1;
        *self
            .decisions
            .entry(verdict.decision.name().to_owned())
            .or_default() += 1;
        for layer in &verdict.blocked_by {
            *self.deciding.entry((*layer).to_owned()).or_default() += 1;
        }
        let members = case
            .get("policies")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        for (name, _) in members {
            *self.present.entry(name.clone()).or_default() += 1;
        }
        *self.callers.entry(caller(case)).or_default() += 1;
        self.add_operators(case);
    }

    /// Cases with that decision, in hundredths
    #[must_use]
    pub fn percent(&self, decision: &str) -> usize {
        let count = self.decisions.get(decision).copied().unwrap_or(0);
        (count * 100).checked_div(self.cases).unwrap_or(0)
    }

    /// How often an operator was written: its name without prefix and suffix, or one of these
    #[must_use]
    pub fn operator(&self, name: &str) -> usize {
        self.operators.get(name).copied().unwrap_or(0)
    }

    /// How often a layer was among those that denied
    #[must_use]
    pub fn deciding(&self, layer: &str) -> usize {
        self.deciding.get(layer).copied().unwrap_or(0)
    }

    fn add_operators(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match (name.as_str(), member.as_object()) {
                        ("Condition", Some(operators)) => {
                            operators.keys().for_each(|it| self.add_operator(it));
                        }
                        _ => self.add_operators(member),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|it| self.add_operators(it)),
            // A policy as text
            Value::String(text) if text.starts_with('{') => {
                self.add_operators(&serde_json::from_str(text).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn add_operator(&mut self, written: &str) {
        let (prefix, rest) = written
            .split_once(':')
            .map_or(("", written), |(prefix, rest)| (prefix, rest));
        let base = rest.strip_suffix("IfExists");
        let suffix = base.map_or("", |_| "IfExists");
        for part in [prefix, base.unwrap_or(rest), suffix] {
            if !part.is_empty() {
                *self.operators.entry(part.to_owned()).or_default() += 1;
            }
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "cases: {}", self.cases)?;
        let tables = [
            ("decision", &self.decisions),
            ("caller", &self.callers),
            ("layer present", &self.present),
            ("layer that denied", &self.deciding),
            ("operator", &self.operators),
        ];
        for (title, table) in tables {
            writeln!(f, "{title}:")?;
            let cells: Vec<String> = table
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect();
            for row in cells.chunks(5) {
                writeln!(f, "  {}", row.join(" · "))?;
            }
        }
        Ok(())
    }
}

/// The sort of caller, in a word
fn caller(case: &Value) -> String {
    let principal = case.pointer("/request/principal").unwrap_or(&Value::Null);
    let word = match principal {
        Value::String(arn) => arn
            .splitn(6, ':')
            .last()
            .and_then(|it| it.split('/').next())
            .unwrap_or_default(),
        Value::Object(map) => map.keys().next().map_or("", String::as_str),
        _ => "",
    };
    word.to_owned()
}
