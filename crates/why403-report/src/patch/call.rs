//! One command of the AWS CLI, as a line of a script and as a person types it.
//!
//! Source: AWS CLI Command Reference; a test holds every option against the API models of botocore.

use why403_model::shell;

/// One call: `s3api get-bucket-policy`, and its options
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    command: String,
    options: Vec<(&'static str, Word)>,
    region: Option<String>,
    is_global: bool,
}

/// What stands behind an option
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A text of anybody
    Text(String),
    /// Several
    Many(Vec<String>),
    /// A value that no text of the command line says, as JSON
    Json(String),
    /// What the shell has in a variable: `"$set"`
    Held(&'static str),
    /// The file that is written, the function's first word
    File,
    /// A further file of the change, which has the function's second word in its name
    Part(&'static str),
    /// Nothing: the option is a switch
    None,
}

/// A line of a script
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A call
    Call(Call),
    /// Something else that the shell does
    Shell(String),
}

impl Call {
    /// A call of a service that is the same in every Region
    pub(super) fn global(command: &str) -> Self {
        Self {
            command: command.to_string(),
            options: Vec::new(),
            region: None,
            is_global: true,
        }
    }

    /// A call in one Region, if that is known
    pub(super) fn in_region(command: &str, region: Option<&str>) -> Self {
        Self {
            region: region.map(String::from),
            is_global: false,
            ..Self::global(command)
        }
    }

    /// With an option of this value
    pub(super) fn text(mut self, option: &'static str, value: impl Into<String>) -> Self {
        self.options.push((option, Word::Text(value.into())));
        self
    }

    /// With another option
    pub(super) fn with(mut self, option: &'static str, word: Word) -> Self {
        self.options.push((option, word));
        self
    }

    /// With a filter of the answer, printed in this form
    pub(super) fn answer(self, query: &'static str, output: &'static str) -> Self {
        self.text("query", query).text("output", output)
    }

    /// The line of a script: `call s3api …`
    pub(super) fn line(&self) -> String {
        let held = |option: &str, word: &Word| match word {
            Word::Held(name) => Some(format!("--{option} \"${name}\"")),
            Word::File => Some(format!("--{option} \"file://$1\"")),
            Word::Part(part) => Some(format!("--{option} \"file://documents/$2.{part}.json\"")),
            Word::Text(_) | Word::Many(_) | Word::Json(_) | Word::None => None,
        };
        let mut words = vec![format!("call {}", self.command)];
        words.extend(self.pieces(&held).unwrap_or_default());
        if !self.is_global {
            words.push(match &self.region {
                Some(region) => format!("--region \"${{region:-{}}}\"", inside(region)),
                None => "${region:+--region \"$region\"}".to_string(),
            });
        }
        words.join(" ")
    }

    /// The command as a person types it, in pieces that may stand on a line each; `None` where it
    /// needs what a script has found out before.
    ///
    /// - `file`: what stands behind an option that takes a file, by the name of its part.
    pub(super) fn typed(&self, file: &dyn Fn(&str) -> Option<String>) -> Option<Vec<String>> {
        let typed = |option: &str, word: &Word| {
            let value = match word {
                Word::File => file("after")?,
                Word::Part(part) => file(part)?,
                Word::Held(_) | Word::Text(_) | Word::Many(_) | Word::Json(_) | Word::None => {
                    return None;
                }
            };
            Some(format!("--{option} {}", shell::quoted(&value)))
        };
        let mut words = vec![format!("aws {}", self.command)];
        words.extend(self.pieces(&typed)?);
        if let Some(region) = &self.region {
            words.push(format!("--region {}", inside(region)));
        }
        Some(words)
    }

    /// The options, each with its value; `None` where `other` has nothing for one of its words
    fn pieces(&self, other: &dyn Fn(&str, &Word) -> Option<String>) -> Option<Vec<String>> {
        let mut pieces = Vec::new();
        let mut members = Vec::new();
        for (option, word) in &self.options {
            match word {
                Word::Text(value) if shell::is_read_otherwise(value) => {
                    members.push((*option, shell::json(value)));
                }
                Word::Json(value) => members.push((*option, value.clone())),
                Word::Text(value) => pieces.push(shell::option(option, value)),
                Word::Many(values) if values.iter().any(|it| is_no_word(it)) => {
                    let values: Vec<String> = values.iter().map(|it| shell::json(it)).collect();
                    members.push((*option, format!("[{}]", values.join(", "))));
                }
                Word::Many(values) => {
                    let values: Vec<String> = values.iter().map(|it| shell::quoted(it)).collect();
                    pieces.push(format!("--{option} {}", values.join(" ")));
                }
                Word::None => pieces.push(format!("--{option}")),
                Word::Held(_) | Word::File | Word::Part(_) => pieces.push(other(option, word)?),
            }
        }
        pieces.extend(shell::input(&members));
        Some(pieces)
    }
}

impl Line {
    /// As a script has it
    pub(super) fn script(&self) -> String {
        match self {
            Self::Call(call) => call.line(),
            Self::Shell(line) => line.clone(),
        }
    }

    /// The call, if it is one
    pub(super) fn call(&self) -> Option<&Call> {
        match self {
            Self::Call(call) => Some(call),
            Self::Shell(_) => None,
        }
    }
}

/// Whether a value cannot stand among others behind an option
fn is_no_word(value: &str) -> bool {
    shell::is_read_otherwise(value) || value.starts_with(['-', '['])
}

/// A Region inside double quotes: letters, digits and hyphens, whatever the world says
fn inside(region: &str) -> String {
    let plain = |it: &char| it.is_ascii_alphanumeric() || *it == '-';
    region.chars().filter(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{Call, Word};

    fn get(key: &str) -> Call {
        Call::in_region("s3api head-object", Some("eu-central-1"))
            .text("bucket", "b")
            .text("key", key)
    }

    #[test]
    fn a_key_that_the_cli_would_read_as_a_file_stands_in_a_document() {
        for key in ["file://k", "fileb://k", "http://k", "https://k"] {
            let own = format!("--cli-input-json '{{\"Key\": \"{key}\"}}'");
            let wanted = format!("call s3api head-object --bucket b {own}");
            assert!(get(key).line().starts_with(&wanted), "{key}");
            let typed = get(key).typed(&|_| None).unwrap().join(" ");
            let wanted = format!("aws s3api head-object --bucket b {own} --region eu-central-1");
            assert_eq!(typed, wanted);
        }
    }

    #[test]
    fn a_list_is_words_where_it_can_be() {
        let untag = |keys: &[&str]| {
            let keys = keys.iter().map(ToString::to_string).collect();
            Call::global("iam untag-role")
                .with("tag-keys", Word::Many(keys))
                .line()
        };
        assert_eq!(
            untag(&["a", "b c"]),
            "call iam untag-role --tag-keys a 'b c'"
        );
        for odd in ["file://a", "-a", "[a"] {
            let own = format!("--cli-input-json '{{\"TagKeys\": [\"{odd}\", \"b\"]}}'");
            assert_eq!(untag(&[odd, "b"]), format!("call iam untag-role {own}"));
        }
    }

    #[test]
    fn what_a_script_finds_out_is_not_typed() {
        let held = get("k").with("version-id", Word::Held("version"));
        assert!(held.line().contains("--version-id \"$version\""));
        assert_eq!(held.typed(&|_| None), None);
        // A value that looks like what a script has is a value.
        let odd = get("${region:+--region \"$region\"}");
        let typed = odd.typed(&|_| None).unwrap().join(" ");
        let wanted = "aws s3api head-object --bucket b --key '${region:+--region \"$region\"}' \
                      --region eu-central-1";
        assert_eq!(typed, wanted);
    }

    #[test]
    fn files_are_named_by_who_asks() {
        let put = Call::global("iam put-role-policy").with("policy-document", Word::File);
        assert!(put.line().ends_with("--policy-document \"file://$1\""));
        let typed = put.typed(&|part| Some(format!("file://x.{part}.json")));
        let wanted = "aws iam put-role-policy --policy-document file://x.after.json";
        assert_eq!(typed.unwrap().join(" "), wanted);
    }
}
