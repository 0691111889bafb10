//! Fix fixtures: one change a file, under `fixtures/fixes/`: made on a copy, asked again, with all
//! that it opens and breaks.

mod access;
mod asked;
mod built;
mod evidence;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use why403_diagnose::Question;
use why403_diagnose::fix::{
    Edit, Fix, Owner, Place, Proof, PublicAccessLevel, RequestEdit, Unverified, of_statement,
    public, verify, with_statement, with_text,
};
use why403_engine::resolve::Assume;
use why403_model::arn::AccountId;
use why403_model::operations::Part;
use why403_model::request::Entry;
use why403_model::span::Span;
use why403_model::world::{Document, PublicAccessBlock, World};

use asked::Asked;
use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    /// YAML in the form of docs/world.md
    world: String,
    question: Asked,
    #[serde(default)]
    edit: Vec<Written>,
    /// Headers that are sent in addition
    #[serde(default)]
    send: BTreeMap<String, String>,
    want: Want,
}

/// One edit, as people write it
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// `role ACCOUNT NAME`, `bucket NAME`: a statement is added to the policy, or is its first
    #[serde(default)]
    to: Option<String>,
    #[serde(default)]
    statement: Option<String>,
    /// The label of a document in which `text` becomes `with`
    #[serde(default)]
    document: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    with: Option<String>,
    /// `bucket NAME` or `account ID`, of which all four settings are off
    #[serde(default)]
    public: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Want {
    /// Words of why it is not proposed unasked; left out: it makes nothing public
    #[serde(default)]
    public: Option<String>,
    /// `succeeds`, `depends` or `denied`
    proof: String,
    /// `[may] WHO ACTION RESOURCE`
    #[serde(default)]
    opens: Vec<String>,
    #[serde(default)]
    breaks: Vec<String>,
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    told(&fixture.note, &fixture.source, &fixture.evidence);
    let world = built::world(&fixture.world);
    let session = fixture.question.session()?;
    let assume = Assume { session };
    let question = Question::new(&fixture.question.flags(), None, &world)?;
    let edits: Result<Vec<Edit>, _> = fixture.edit.iter().map(|it| edit(it, &world)).collect();
    let send = fixture.send.into_iter();
    let fix = Fix {
        kind: "fixture",
        text: fixture.note.clone(),
        owner: Owner::Unknown,
        world: edits?,
        request: send
            .map(|(name, value)| RequestEdit::Sent {
                part: Part::Header,
                name,
                entry: Entry::One(value),
            })
            .collect(),
        notes: Vec::new(),
    };
    let found = match verify(&[fix], &question, &world, &assume) {
        Ok(fix) => Want {
            public: public::refusal(&fix, &world),
            proof: match fix.proof() {
                Proof::Succeeds => "succeeds".into(),
                Proof::Depends(_) => "depends".into(),
            },
            opens: fix.exposure().opens.iter().map(access::line).collect(),
            breaks: fix.exposure().breaks.iter().map(access::line).collect(),
        },
        Err(Unverified::StillDenied(_)) => Want {
            public: None,
            proof: "denied".into(),
            opens: Vec::new(),
            breaks: Vec::new(),
        },
        Err(Unverified::Edit(error)) => return Err(error.into()),
    };
    assert_eq!(found, fixture.want, "{}", fixture.note);
    Ok(())
}

fn edit(written: &Written, world: &World) -> Result<Edit, Box<dyn Error>> {
    if let Some(public) = &written.public {
        let of = match public.split_once(' ') {
            Some(("bucket", name)) => PublicAccessLevel::Bucket(name.into()),
            Some(("account", id)) => {
                PublicAccessLevel::Account(AccountId::parse(id).ok_or("account")?)
            }
            _ => return Err("public".into()),
        };
        return Ok(Edit::PublicAccessBlock {
            of,
            to: PublicAccessBlock::default(),
        });
    }
    if let Some(label) = &written.document {
        let old = labelled(world, label).ok_or_else(|| format!("no {label}"))?;
        let text = written.text.as_deref().ok_or("text")?;
        let at = old.text.find(text).ok_or_else(|| format!("no {text}"))?;
        let with = written.with.as_deref().ok_or("with")?;
        let new = with_text(&old, Span::new(at, at + text.len()), with).ok_or("no policy")?;
        return Ok(Edit::Rewrite { old, new });
    }
    let to = written.to.as_deref().ok_or("to")?;
    let statement = written.statement.as_deref().ok_or("statement")?;
    let words: Vec<&str> = to.split(' ').collect();
    if let Some(old) = labelled(world, to) {
        let new = with_statement(&old, statement).ok_or("no policy")?;
        return Ok(Edit::Rewrite { old, new });
    }
    let place = match words.as_slice() {
        ["role", account, role] => Place::Role {
            account: AccountId::parse(account).ok_or("account")?,
            role: (*role).into(),
        },
        ["bucket", name] => Place::Bucket((*name).into()),
        _ => return Err(format!("no place {to}").into()),
    };
    let document = of_statement("the new policy", statement).ok_or("no policy")?;
    Ok(Edit::Write { place, document })
}

fn labelled(world: &World, label: &str) -> Option<Arc<Document>> {
    let mut found = None;
    world.for_each_document(&mut |document| {
        if document.label == label {
            found = Some(document.clone());
        }
    });
    found
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/fixes", pattern = r"\.toml$" },
}
