//! The validator against recorded answers of real AWS, and against fixtures.
//!
//! `recordings`: documents that AWS kept or refused, in `fixtures/observed/validation.jsonl`.
//! `fixture`: in `fixtures/validation` each file is one document with all its findings in order.
//! `codes`: `docs/validation.md` has a row for each code, and a fixture shows it with each severity.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use why403_model::arn::Arn;
use why403_model::policy::{Finding, PolicyKind, parse, validate};

mod codes;
mod recordings;

datatest_stable::harness! {
    { test = recordings::agree, root = "../../fixtures/observed", pattern = r"validation\.jsonl$" },
    { test = fixture, root = "../../fixtures/validation", pattern = r"\.toml$" },
    { test = codes::have_rows_and_fixtures, root = "../../docs", pattern = r"^validation\.md$" },
    { test = codes::vectors_have_fixtures, root = "../../fixtures", pattern = r"^vectors\.toml$" },
}

type Outcome = Result<(), Box<dyn Error>>;

#[rustfmt::skip] // One kind a row, in columns.
const KINDS: &[(&str, PolicyKind)] = &[
    ("identity-managed", PolicyKind::IdentityManaged),
    ("identity-inline",  PolicyKind::IdentityInline),
    ("boundary",         PolicyKind::Boundary),
    ("session",          PolicyKind::Session),
    ("trust",            PolicyKind::Trust),
    ("bucket-policy",    PolicyKind::Bucket),
    ("access-point",     PolicyKind::AccessPoint),
    ("key",              PolicyKind::Key),
    ("queue",            PolicyKind::Queue),
    ("topic",            PolicyKind::Topic),
    ("function",         PolicyKind::Function),
    ("resource",         PolicyKind::Resource),
    ("endpoint",         PolicyKind::Endpoint),
    ("scp",              PolicyKind::Scp),
    ("rcp",              PolicyKind::Rcp),
];

fn kind(name: &str) -> Result<PolicyKind, String> {
    let found = KINDS.iter().find(|it| it.0 == name);
    found
        .map(|it| it.1)
        .ok_or_else(|| format!("no kind `{name}`"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    note: String,
    source: String,
    #[expect(dead_code, reason = "for readers")]
    evidence: Evidence,
    /// The test vectors of the specification that it holds
    #[serde(default)]
    vector: Vec<String>,
    kind: String,
    /// What the policy is attached to
    of: Option<String>,
    /// Written so often into the policy's `{pad}`, for documents that are too long
    pad: Option<usize>,
    policy: String,
    /// Severity and code of each finding, by place
    want: Vec<String>,
    /// The text under the span of each finding
    at: Option<Vec<String>>,
    /// The message of each finding
    says: Option<Vec<String>>,
    /// The help of each finding, empty for none
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
    /// All of them
    fn all() -> Result<Vec<Self>, Box<dyn Error>> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/validation");
        let mut all = Vec::new();
        for family in fs::read_dir(root)? {
            for file in fs::read_dir(family?.path())? {
                all.push(Self::read(&file?.path())?);
            }
        }
        Ok(all)
    }

    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut case: Self = toml::from_str(&fs::read_to_string(path)?)?;
        if let Some(pad) = case.pad {
            case.policy = case.policy.replace("{pad}", &"x".repeat(pad));
        }
        Ok(case)
    }

    fn of(&self) -> Result<Option<Arn>, Box<dyn Error>> {
        Ok(self.of.as_deref().map(Arn::parse).transpose()?)
    }
}

fn fixture(path: &Path) -> Outcome {
    let case = Case::read(path)?;
    let (kind, of) = (kind(&case.kind)?, case.of()?);
    let told = format!("{}\nsource: {}", case.note, case.source);
    assert_eq!(
        findings(&case.policy, kind, of.as_ref()),
        case.want,
        "{told}"
    );
    let parsed = parse(&case.policy);
    let Some(policy) = parsed.policy.filter(|_| parsed.problems.is_empty()) else {
        return Ok(());
    };
    let found = validate(&policy, &case.policy, kind, of.as_ref());
    let each = |of: &dyn Fn(&Finding) -> String| found.iter().map(of).collect::<Vec<_>>();
    if let Some(at) = case.at {
        assert_eq!(
            each(&|it| it.at().of(&case.policy).to_string()),
            at,
            "{told}"
        );
    }
    if let Some(says) = case.says {
        assert_eq!(each(&ToString::to_string), says, "{told}");
    }
    if let Some(help) = case.help {
        assert_eq!(each(&|it| it.help().unwrap_or_default()), help, "{told}");
    }
    Ok(())
}

/// Severity and code of each finding; `unreadable` and the code for problems of parsing
fn findings(text: &str, kind: PolicyKind, of: Option<&Arn>) -> Vec<String> {
    match parse(text).sound() {
        Ok(policy) => {
            let found = validate(&policy, text, kind, of);
            found
                .iter()
                .map(|it| format!("{} {}", it.severity().word(), it.code()))
                .collect()
        }
        Err(problems) => problems
            .iter()
            .map(|it| format!("unreadable {}", it.code()))
            .collect(),
    }
}
