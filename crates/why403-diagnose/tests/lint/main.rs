//! `fixtures/lint`: one document a file, with all that has to be found in it and where.
//!
//! `fixture` holds the findings, `codes` the pages and the fixtures against the table of codes,
//! `worlds` every document of the example worlds, `hostile` documents that nobody would write.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use why403_diagnose::lint::{Finding, guess, lint};
use why403_model::arn::Arn;
use why403_model::policy::{PolicyKind, parse};
use why403_model::span::Position;

mod codes;
mod hostile;
mod worlds;

datatest_stable::harness! {
    { test = fixture, root = "../../fixtures/lint", pattern = r"\.toml$" },
    { test = codes::have_pages_and_fixtures, root = "../../docs", pattern = r"^lint\.md$" },
    { test = codes::of_the_validator_have_rows, root = "../../docs", pattern = r"^validation\.md$" },
    { test = worlds::places_are_all_found, root = "../../examples", pattern = r"world\.yaml$" },
    { test = hostile::documents_are_survived, root = "../../docs", pattern = r"^lint\.md$" },
}

type Outcome = Result<(), Box<dyn Error>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    note: String,
    source: String,
    #[expect(dead_code, reason = "for readers")]
    evidence: Evidence,
    /// What the document is used as; the guess has to be the same unless `not_guessed`
    kind: String,
    #[serde(default)]
    not_guessed: bool,
    of: Option<String>,
    policy: String,
    /// `SEVERITY CODE @ LINE:COLUMN` of each finding, by place
    want: Vec<String>,
    /// The codes of which this is the twin that must not be found
    #[serde(default)]
    not: Vec<String>,
    /// The text under each finding
    at: Option<Vec<String>>,
    says: Option<Vec<String>>,
    help: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Observed,
    Documented,
    Inferred,
}

impl Case {
    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(toml::from_str(&fs::read_to_string(path)?)?)
    }

    fn all() -> Result<Vec<Self>, Box<dyn Error>> {
        let mut files = Vec::new();
        for folder in fs::read_dir(root().join("fixtures/lint"))? {
            for file in fs::read_dir(folder?.path())? {
                files.push(file?.path());
            }
        }
        files.sort();
        files.iter().map(|it| Self::read(it)).collect()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn fixture(path: &Path) -> Outcome {
    let case = Case::read(path)?;
    let (note, source) = (&case.note, &case.source);
    assert!(!note.is_empty() && !source.is_empty());
    let mut kinds = PolicyKind::ALL.into_iter();
    let kind = kinds
        .find(|it| it.id() == case.kind)
        .ok_or("no such kind")?;
    let of = case.of.as_deref().map(Arn::parse).transpose()?;
    let parsed = parse(&case.policy);
    let found = lint(&parsed, &case.policy, kind, of.as_ref());
    let told: Vec<String> = found
        .iter()
        .map(|it| {
            let Position { line, column } = Position::of(&case.policy, it.at.start);
            format!("{} {} @ {line}:{column}", it.severity.word(), it.code)
        })
        .collect();
    assert_eq!(told, case.want, "{note}\nsource: {source}\n{found:#?}");
    let each = |of: &dyn Fn(&Finding) -> String| found.iter().map(of).collect::<Vec<_>>();
    if let Some(wanted) = &case.at {
        assert_eq!(&each(&|it| it.at.of(&case.policy).into()), wanted, "{note}");
    }
    if let Some(wanted) = &case.says {
        assert_eq!(&each(&|it| it.message.clone()), wanted, "{note}");
    }
    if let Some(wanted) = &case.help {
        assert_eq!(
            &each(&|it| it.help.clone().unwrap_or_default()),
            wanted,
            "{note}"
        );
    }
    for code in &case.not {
        assert!(!found.iter().any(|it| it.code == code), "{code}: {note}");
    }
    if let Some(policy) = parsed.policy.as_ref().filter(|_| !case.not_guessed) {
        let guess = guess(policy).kind;
        assert_eq!(guess, kind, "guessed, left");
    }
    Ok(())
}
