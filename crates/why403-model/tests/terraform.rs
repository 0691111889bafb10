//! State fixtures: what is read of a state of Terraform, a file a case under
//! `fixtures/terraform/`.
//!
//! ```toml
//! note     = "what is expected, and why"
//! source   = "where the rule stands"
//! evidence = "documented"            # observed | documented | inferred
//! state    = '''…'''                 # without the line break before its end
//!
//! [want]                             # one of:
//! declared = [                       # the address, each attribute with its texts, or only its
//!   'aws_kms_key.k arn=… policy @111122223333',   # name, and the accounts it can be in
//! ]
//! error    = "terraform/plan"        # the code of an error, and its words
//! says     = "a plan and no state"
//! ```
//!
//! `hunter2` is a secret in every case, and never comes out.

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use why403_model::arn::AccountId;
use why403_model::terraform::{Declared, KINDS, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    state: String,
    want: Want,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Observed,
    Documented,
    Inferred,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, untagged)]
enum Want {
    Declared { declared: Vec<String> },
    Error { error: String, says: String },
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    let told = format!("{}\nsource: {}", fixture.note, fixture.source);
    match fixture.evidence {
        Evidence::Observed | Evidence::Documented | Evidence::Inferred => {}
    }
    let found = read("prod.tfstate", &fixture.state);
    let shown = format!("{found:?}");
    assert!(!shown.contains("hunter2"), "{told}\na secret: {shown}");
    match (found, fixture.want) {
        (Ok(found), Want::Declared { declared }) => {
            let lines: Option<Vec<String>> = found.iter().map(line).collect();
            let lines = lines.ok_or("a type without a row")?;
            assert_eq!(lines, declared, "{told}");
        }
        (Err(found), Want::Error { error, says }) => {
            let (code, words) = (found.code(), found.to_string());
            assert_eq!(
                (code, words.as_str()),
                (error.as_str(), says.as_str()),
                "{told}"
            );
            assert!(!found.help().is_empty());
        }
        (found, _) => return Err(format!("{told}\n{found:?}").into()),
    }
    Ok(())
}

/// A line of a fixture; `None` where the type has no row
fn line(it: &Declared) -> Option<String> {
    assert_eq!(&*it.state, "prod.tfstate");
    let row = KINDS.iter().find(|row| row.name == it.kind)?;
    let texts = [row.texts, row.lists, row.blocks].concat().into_iter();
    let texts = texts.filter(|name| it.is_given(name));
    let texts = texts.map(|name| format!("{name}={}", it.all(name).join(",")));
    let given = row.given.iter().filter(|name| it.is_given(name));
    let accounts: Vec<&str> = it.accounts.iter().map(AccountId::as_str).collect();
    let accounts = Some(accounts.join(",")).filter(|it| !it.is_empty());
    let parts = [it.address()].into_iter().chain(texts);
    let parts = parts.chain(given.map(ToString::to_string));
    let parts = parts.chain(accounts.map(|it| format!("@{it}")));
    Some(parts.collect::<Vec<String>>().join(" "))
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/terraform", pattern = r"\.toml$" },
}
