//! `why403 lint`: what of policy documents causes 403s or opens holes.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use why403_diagnose::lint::{Reviewed, Severity, WorldReview, codes};
use why403_model::nearest::nearest;
use why403_model::policy::PolicyKind;
use why403_model::world::{Draft, Leaf, Tree, World};
use why403_report::text::lint::{Frame, render};
use why403_report::{json, sarif};
use why403_snapshot::{Form, MAX_FILE_BYTES};

use crate::failure::Failure;
use crate::files::Files;
use crate::{Exit, terminal};

/// Options of `lint`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// A policy, an answer of AWS that holds policies, a folder of such files, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Also every document of this world, each with its place
    #[arg(long, value_name = "PATH")]
    world: Option<PathBuf>,
    /// What the documents are used as [else: what is around them says so, or it is guessed]
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    kind: Option<String>,
    /// A code that is all right here, such as `lint/public`; can be given again
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// From which severity on it exits with 1
    #[arg(long, value_enum, default_value_t = Level::Warning)]
    deny: Level,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How bad something has to be
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Level {
    /// Anything
    Note,
    /// A hole, a cause of denials, something that does nothing
    Warning,
    /// What AWS would not store
    Error,
}

/// How findings are written
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: `why403/lint/v1` (docs/schema/lint-v1.json)
    Json,
    /// For code scanning
    Sarif,
}

const EXAMPLES: &str = "\
Examples:
  why403 lint bucket-policy.json
  aws s3api get-bucket-policy --bucket NAME | why403 lint -
  why403 lint --kind scp policies/
  why403 lint --world world/ --format sarif > why403.sarif

Exit codes: 0 nothing found, 1 something found (--deny says from which severity on), 2 it could not
run. Templates of CloudFormation and Terraform are not read: lint what they make.";

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(PolicyKind::ALL.map(PolicyKind::id))
}

/// Reviews, or says why it cannot
pub(crate) fn run(options: &Options) -> Exit {
    answer(options).unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn answer(options: &Options) -> Result<Exit, Failure> {
    for code in &options.allow {
        known(code)?;
    }
    let said = options.kind.as_deref();
    let said = said.and_then(|id| PolicyKind::ALL.into_iter().find(|it| it.id() == id));
    if options.files.is_empty() && options.world.is_none() {
        let help = "write why403 lint FILE, - for standard input, or --world PATH".to_string();
        return Err(Failure::new(
            "lint/nothing",
            "there is nothing to look at",
            Some(help),
        ));
    }
    let mut found = Found {
        said,
        documents: Vec::new(),
        of_aws: 0,
    };
    for name in &options.files {
        found.argument(name)?;
    }
    if let Some(path) = &options.world {
        found.world(&Files::Disk.tree(path)?);
    }
    let Found {
        mut documents,
        of_aws,
        ..
    } = found;
    let count = |all: &[Reviewed]| all.iter().map(|it| it.findings.len()).sum::<usize>();
    let before = count(&documents);
    for document in &mut documents {
        document
            .findings
            .retain(|it| !options.allow.iter().any(|code| it.code == code));
    }
    let allowed = before - count(&documents);
    match options.format {
        Format::Text => {
            let width = terminal::width();
            let frame = Frame {
                allowed,
                of_aws,
                width,
            };
            anstream::print!("{}", render(&documents, frame));
        }
        Format::Json => anstream::print!("{}", json::lint::render(&documents, allowed, of_aws)),
        Format::Sarif => anstream::print!("{}", sarif::lint::render(&documents)),
    }
    let level = match options.deny {
        Level::Note => Severity::Note,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    };
    let worst = documents.iter().filter_map(Reviewed::worst).max();
    Ok(if worst.is_some_and(|it| it >= level) {
        Exit::Denied
    } else {
        Exit::Answered
    })
}

/// Whether there is such a code
fn known(code: &str) -> Result<(), Failure> {
    if codes::all().any(|it| it == code) {
        return Ok(());
    }
    let help = match nearest(code, codes::all()) {
        Some(near) => format!("did you mean {near}?"),
        None => "docs/lint.md and docs/validation.md list the codes".to_string(),
    };
    let message = format!("there is no code `{code}`");
    Err(Failure::new("lint/unknown-code", &message, Some(help)))
}

/// What was found so far
struct Found {
    said: Option<PolicyKind>,
    documents: Vec<Reviewed>,
    of_aws: usize,
}

impl Found {
    /// A file, a folder, a world or standard input, as the person named it
    fn argument(&mut self, name: &str) -> Result<(), Failure> {
        if name == "-" {
            let text = text("standard input", std::io::stdin().lock())?;
            return self.told("standard input", self::leaf("stdin", text));
        }
        let path = Path::new(name);
        if path.join("accounts").is_dir() || path.join("organization").is_dir() {
            self.world(&Files::Disk.tree(path)?);
            return Ok(());
        }
        if !path.is_dir() {
            return self.told(name, read(name)?);
        }
        let before = self.documents.len();
        for file in Files::Disk.inside(name)? {
            // Other files of a folder are none of ours.
            if Form::of_name(&file).is_some() {
                let leaf = read(&file)?;
                if !is_template(&leaf) {
                    self.leaf(leaf);
                }
            }
        }
        if self.documents.len() == before {
            return Err(none(name));
        }
        Ok(())
    }

    /// A file that the person named, so that it has to hold a policy
    fn told(&mut self, name: &str, leaf: Leaf) -> Result<(), Failure> {
        if is_template(&leaf) {
            let message = format!("{name} is a template, whose policies are not written out yet");
            let help =
                "lint what it makes: the policies of a deployed stack, with --world or as files";
            return Err(Failure::new("lint/template", &message, Some(help.into())));
        }
        let before = self.documents.len();
        let is_world = self.leaf(leaf);
        if self.documents.len() == before && !is_world {
            return Err(none(name));
        }
        Ok(())
    }

    /// A file's documents; whether it is a world
    fn leaf(&mut self, leaf: Leaf) -> bool {
        let has = |name: &str| leaf.node().is_some_and(|it| it.get(name).is_some());
        if has("accounts") || has("organization") {
            self.world(&Tree::of_leaf(leaf));
            return true;
        }
        let drafts = Draft::all_of(&leaf);
        let reviewed = drafts.iter().map(|it| Reviewed::of_draft(it, self.said));
        self.documents.extend(reviewed);
        false
    }

    fn world(&mut self, tree: &Tree) {
        let review = WorldReview::of(&World::build(tree));
        self.documents.extend(review.documents);
        self.of_aws += review.of_aws;
    }
}

fn read(name: &str) -> Result<Leaf, Failure> {
    let file = File::open(name).map_err(|it| Failure::unreadable(name, &it))?;
    Ok(leaf(name, text(name, file)?))
}

fn leaf(name: &str, text: String) -> Leaf {
    let form = Form::of_name(name).map_or(Form::Json, |(_, form)| form);
    form.leaf(name.to_string(), text)
}

/// The text of a file of at most [`MAX_FILE_BYTES`]
fn text(name: &str, from: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let mut from = from.take(MAX_FILE_BYTES + 1);
    from.read_to_end(&mut bytes)
        .map_err(|it| Failure::unreadable(name, &it))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let message = format!("{name} has more than {MAX_FILE_BYTES} bytes");
        return Err(Failure::new("file/too-large", &message, None));
    }
    String::from_utf8(bytes).map_err(|it| {
        let at = it.utf8_error().valid_up_to();
        let message = format!("{name} is not UTF-8 from byte {at} on");
        Failure::new("file/not-utf8", &message, Some("save it as UTF-8".into()))
    })
}

/// Whether a file is a template of `CloudFormation`, whose policies hold functions
fn is_template(leaf: &Leaf) -> bool {
    let Some(root) = leaf.node() else {
        return false;
    };
    let resources = root.get("Resources").map_or(&[][..], |it| it.members());
    let mut types = resources
        .iter()
        .filter_map(|it| it.value.get("Type")?.as_str());
    root.get("AWSTemplateFormatVersion").is_some() || types.any(|it| it.starts_with("AWS::"))
}

fn none(name: &str) -> Failure {
    let message = format!("{name} holds no policy document");
    let help = "give a policy, an answer of AWS that holds one, or a folder of such files";
    Failure::new("lint/no-policy", &message, Some(help.into()))
}
