//! The catalog of known causes, held against its pages and its fixtures.
//!
//! Every known cause has a page under `docs/causes/` and a fixture under `fixtures/causes/` that
//! names it. A fixture has a text or the fields of a symptom, a world, or both. Where it asks a
//! question, the causes that evaluation finds are wanted; else what the symptom alone speaks for.
//! `WHY403_BLESS=1` writes the commands into the pages and the list into `docs/README.md`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod asked;
mod built;
mod evidence;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use asked::Asked;
use serde::Deserialize;
use why403_diagnose::cause::known::{self, Clues, Known};
use why403_diagnose::symptom::{self, Denial, Symptom};
use why403_diagnose::{Diagnosis, Question, diagnose, redacted};
use why403_engine::Layer;
use why403_engine::resolve::Assume;
use why403_model::arn::Arn;
use why403_model::operations::Part;
use why403_model::redact::Redactor;
use why403_model::request::{Action, Entry, Principal};
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    /// YAML in the form of docs/world.md
    world: Option<String>,
    /// A question fixture whose world and question are taken: `kms/s097-….toml`
    from: Option<String>,
    /// An example whose world and error are taken: the name of a folder under `examples/`
    example: Option<String>,
    question: Option<Asked>,
    /// What the person has
    text: Option<String>,
    /// What the person has, understood already
    symptom: Option<Told>,
    /// `ID CERTAINTY` in their order: of a question all causes, each once; of a symptom alone the
    /// first suspects
    want: Vec<String>,
    /// `ID CERTAINTY` in any place
    #[serde(default)]
    among: Vec<String>,
    /// Ids that must not be named
    #[serde(default)]
    not: Vec<String>,
}

/// The fields of a symptom, by their names
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
struct Told {
    client: Option<String>,
    code: Option<String>,
    message: String,
    principal: Option<String>,
    action: Option<String>,
    resource: Option<String>,
    operation: Option<String>,
    policy: Option<String>,
    status: Option<u16>,
    resource_account: Option<String>,
    context: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    /// `LAYER EFFECT` of all that the text can come from
    denied_by: Vec<String>,
}

impl Told {
    fn symptom(&self) -> Symptom {
        let one = |value: &String| Entry::One(value.clone());
        let context = self.context.iter();
        let headers = self.headers.iter();
        Symptom {
            // A client is one of a fixed list; a test may leak a few names.
            client: self.client.clone().map(|it| &*it.leak()),
            code: self.code.clone(),
            message: self.message.clone(),
            principal: self.principal.clone(),
            action: self.action.clone(),
            resource: self.resource.clone(),
            operation: self.operation.clone(),
            policy: self.policy.clone(),
            status: self.status,
            resource_account: self.resource_account.clone(),
            context: context.map(|(key, it)| (key.clone(), one(it))).collect(),
            sent: headers
                .map(|(name, it)| (Part::Header, name.clone(), one(it)))
                .collect(),
            denied_by: self.denied_by.iter().map(|it| denial(it)).collect(),
            ..Symptom::default()
        }
    }
}

fn denial(text: &str) -> (Layer, Denial) {
    let (layer, effect) = text.split_once(' ').unwrap();
    let effect = match effect {
        "implicit" => Denial::Implicit,
        "explicit" => Denial::Explicit,
        other => panic!("no such effect: {other}"),
    };
    (Layer::from_id(layer).unwrap(), effect)
}

/// The world and question of a question fixture; what else it has is its own affair
#[derive(Deserialize)]
struct Borrowed {
    world: String,
    question: Asked,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

fn fixtures() -> Vec<(PathBuf, Fixture)> {
    let folder = root().join("fixtures/causes");
    let entries = fs::read_dir(&folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
    paths.sort();
    let parsed = paths.into_iter().map(|path| {
        let fixture = toml::from_str(&read(&path));
        let fixture = fixture.unwrap_or_else(|it| panic!("{}: {it}", path.display()));
        (path, fixture)
    });
    parsed.collect()
}

/// What a fixture's input is named as: `ID CERTAINTY`, in order
fn named(fixture: Fixture) -> (Vec<String>, Fixture) {
    let mut fixture = fixture;
    if let Some(from) = &fixture.from {
        let path = root().join("fixtures/questions").join(from);
        let borrowed: Borrowed = toml::from_str(&read(&path)).unwrap();
        fixture.world = Some(borrowed.world);
        fixture.question = fixture.question.or(Some(borrowed.question));
    }
    if let Some(example) = &fixture.example {
        let path = root().join("examples").join(example).join("world.yaml");
        fixture.world = Some(read(&path));
        fixture.question = fixture.question.or(Some(Asked::default()));
        let text = path.with_file_name("error.txt");
        if fixture.symptom.is_none() && text.exists() {
            fixture.text = fixture.text.or(Some(read(&text)));
        }
    }
    let world = fixture
        .world
        .as_deref()
        .unwrap_or("schema: why403/world/v1");
    let world = built::world(world);
    let read = fixture.text.as_deref().map(|it| symptom::read(it).unwrap());
    let symptom = read.or_else(|| fixture.symptom.as_ref().map(Told::symptom));
    let found = match &fixture.question {
        Some(asked) => {
            let diagnosis = diagnosed(asked, symptom, &world, &fixture.note);
            assert_eq!(diagnosis.contradiction, None);
            let mut found: Vec<String> = Vec::new();
            for cause in &diagnosis.causes {
                let id = cause.known.map_or("(none)", |it| it.id);
                let one = format!("{id} {}", cause.certainty.id());
                if !found.contains(&one) {
                    found.push(one);
                }
            }
            found
        }
        None => with_clues(&symptom.unwrap(), &world, |clues| {
            let found = known::suspects(clues).into_iter();
            found
                .map(|(known, it)| format!("{} {}", known.id, it.likelihood.id()))
                .collect()
        }),
    };
    (found, fixture)
}

fn diagnosed(asked: &Asked, symptom: Option<Symptom>, world: &World, note: &str) -> Diagnosis {
    let question = Question::new(&asked.flags(), symptom, world);
    let question = question.unwrap_or_else(|it| panic!("{note}: {it}"));
    let session = asked.session().unwrap();
    diagnose(question, world, &Assume { session })
}

/// The clues of a symptom, with what its own fields tell
fn with_clues<T>(symptom: &Symptom, world: &World, ask: impl FnOnce(&Clues<'_>) -> T) -> T {
    let principal = symptom.principal.as_deref();
    let principal = principal.and_then(|it| match it {
        "anonymous" => Some(Principal::Anonymous),
        it if it.ends_with(".amazonaws.com") => Some(Principal::Service { name: it.into() }),
        it => Principal::from_arn(&Arn::parse(it).ok()?),
    });
    let action = symptom.action.as_deref().and_then(Action::parse);
    let arn = symptom.resource.as_deref();
    let arn = arn.and_then(|it| Arn::parse(it).ok());
    ask(&Clues {
        symptom,
        world,
        principal: principal.as_ref(),
        action: action.as_ref(),
        bucket: arn.as_ref().and_then(Arn::s3_bucket),
        key: arn.as_ref().and_then(Arn::s3_key),
    })
}

fn id(named: &str) -> &str {
    named.split(' ').next().unwrap()
}

#[test]
fn every_fixture_names_its_causes() {
    let mut wrong = Vec::new();
    for (path, fixture) in fixtures() {
        let (found, fixture) = named(fixture);
        told(&fixture.note, &fixture.source, &fixture.evidence);
        let is_first = match fixture.question {
            Some(_) => found == fixture.want,
            None => found.starts_with(&fixture.want),
        };
        let is_among = fixture.among.iter().all(|it| found.contains(it));
        let is_without = found
            .iter()
            .all(|it| !fixture.not.iter().any(|not| not == id(it)));
        let says_something = !fixture.want.is_empty() || !fixture.among.is_empty();
        let ids = fixture.want.iter().chain(&fixture.among).map(|it| id(it));
        let mut ids = ids.chain(fixture.not.iter().map(String::as_str));
        let is_known = ids.all(|it| known::by_id(it).is_some());
        if !(is_first && is_among && is_without && says_something && is_known) {
            wrong.push(format!(
                "{}\n  {}\n  found: {found:#?}\n  want: {:?} among: {:?} not: {:?}",
                path.display(),
                fixture.note,
                fixture.want,
                fixture.among,
                fixture.not
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_known_cause_has_a_fixture_that_names_it() {
    let named: BTreeSet<String> = fixtures()
        .iter()
        .flat_map(|(_, it)| it.want.iter().chain(&it.among))
        .map(|it| id(it).to_string())
        .collect();
    let lacking: Vec<&str> = known::all()
        .map(|it| it.id)
        .filter(|id| !named.contains(*id))
        .collect();
    assert!(lacking.is_empty(), "no fixture names: {lacking:?}");
}

#[test]
fn ids_are_unique_and_can_be_names_of_files() {
    let mut seen = BTreeSet::new();
    for known in known::all() {
        let is_plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        assert!(known.id.bytes().all(is_plain), "{}", known.id);
        assert!(seen.insert(known.id), "{} twice", known.id);
        assert!(!known.title.ends_with('.'), "{}", known.title);
        assert_eq!(known::by_id(known.id).map(|it| it.title), Some(known.title));
    }
    assert!(seen.len() >= 60, "only {} causes", seen.len());
}

/// The symptom with whose names the commands of the pages are filled in
fn of_pages() -> Symptom {
    Symptom {
        principal: Some("arn:aws:sts::111122223333:assumed-role/reader/ci".into()),
        action: Some("s3:GetObject".into()),
        resource: Some("arn:aws:s3:::acme-reports/2026/q3.csv".into()),
        ..Symptom::default()
    }
}

#[test]
fn every_look_only_reads_and_says_what_its_answers_mean() {
    const READS: [&str; 5] = ["get-", "list-", "describe-", "head-", "lookup-"];
    let world = World::build(&read_text("world", "schema: why403/world/v1", Form::Yaml));
    let hostile = Symptom {
        principal: Some("arn:aws:sts::111122223333:assumed-role/$(reboot)/ci".into()),
        resource: Some("arn:aws:s3:::acme/`reboot`'; reboot #".into()),
        ..Symptom::default()
    };
    for known in known::all() {
        let looks = with_clues(&of_pages(), &world, |clues| known.looks(clues));
        assert!(
            !looks.is_empty(),
            "{} says nothing of how to look",
            known.id
        );
        for look in looks {
            let place = format!("{}: {}", known.id, look.command);
            assert!(!look.meanings.is_empty(), "{place}");
            let mut words = look.command.split(' ');
            if words.next() == Some("aws") {
                let verb = words.nth(1).unwrap();
                let is_local = look.command == "aws configure list";
                assert!(
                    is_local || READS.iter().any(|it| verb.starts_with(it)),
                    "{place}"
                );
            }
        }
        for look in with_clues(&hostile, &world, |clues| known.looks(clues)) {
            // What a shell would run stands inside single quotes only.
            let plain = look.command.replace("'\\''", "");
            let outside: String = plain.split('\'').step_by(2).collect();
            assert!(
                !outside.contains("reboot"),
                "{}: {}",
                known.id,
                look.command
            );
        }
    }
}

#[test]
fn redaction_leaves_what_a_symptom_proves_as_it_is() {
    let path = root().join("fixtures/causes/a-skewed-clock-where-policies-allow.toml");
    let fixture: Fixture = toml::from_str(&read(&path)).unwrap();
    let world = fixture.world.as_deref().unwrap();
    let world = World::build(&read_text("world", world, Form::Yaml));
    let symptom = fixture.symptom.as_ref().map(Told::symptom);
    let asked = fixture.question.as_ref().unwrap();
    let diagnosis = diagnosed(asked, symptom, &world, &fixture.note);
    let shown = redacted(&diagnosis, &mut Redactor::new());
    let cause = shown.causes.first().unwrap();
    assert_eq!(
        cause.message,
        "the clock of the caller is wrong: AWS answers with the code RequestTimeTooSkewed"
    );
    assert_eq!(cause.known.map(|it| it.id), Some("clock-skew"));
    assert_eq!(cause.confirm, diagnosis.causes.first().unwrap().confirm);
}

#[test]
fn redaction_leaves_the_words_of_commands() {
    let world = World::build(&read_text("world", "schema: why403/world/v1", Form::Yaml));
    let mut lost = BTreeSet::new();
    for known in known::all() {
        // Without names to fill in, a command has words of its own only.
        for look in with_clues(&Symptom::default(), &world, |clues| known.looks(clues)) {
            let shown = Redactor::new().text(&look.command);
            if shown != look.command {
                lost.insert(format!("{}: {}\n  {shown}", known.id, look.command));
            }
        }
    }
    let lost: Vec<String> = lost.into_iter().collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

const SECTIONS: [&str; 7] = [
    "## What happened",
    "## Why AWS does so",
    "## How certain",
    "## What the message looks like",
    "## How to confirm",
    "## What cures it",
    "## See also",
];

/// The section of a page that tells how to confirm, as the looks have it
fn confirm(known: &Known, world: &World) -> String {
    let looks = with_clues(&of_pages(), world, |clues| known.looks(clues));
    let sections = looks.iter().map(|look| {
        let rows = look.meanings.iter();
        let rows: Vec<String> = rows
            .map(|it| format!("- {} → {}", plain(&it.answer), plain(&it.means)))
            .collect();
        format!("```sh\n{}\n```\n\n{}\n\n", look.command, rows.join("\n"))
    });
    sections.collect()
}

/// A text in which Markdown sees no marks of its own
fn plain(text: &str) -> String {
    let marks = ['<', '*', '_', '[', '`'];
    text.chars()
        .flat_map(|it| marks.contains(&it).then_some('\\').into_iter().chain([it]))
        .collect()
}

/// The text between two lines that stay, or another one in its place
fn between<'t>(page: &'t str, from: &str, to: &str) -> (&'t str, &'t str, &'t str) {
    let start = page.find(from).unwrap_or_else(|| panic!("no line {from}")) + from.len();
    let (head, rest) = page.split_at(start);
    let end = rest.find(to).unwrap_or_else(|| panic!("no line {to}"));
    let (middle, tail) = rest.split_at(end);
    (head, middle, tail)
}

fn hold(path: &Path, (head, found, tail): (&str, &str, &str), wanted: &str) {
    if std::env::var_os("WHY403_BLESS").is_some() {
        fs::write(path, format!("{head}{wanted}{tail}")).unwrap();
    } else {
        assert_eq!(
            found,
            wanted,
            "{}: WHY403_BLESS=1 writes it",
            path.display()
        );
    }
}

#[test]
fn every_known_cause_has_its_page_and_every_page_its_cause() {
    let folder = root().join("docs/causes");
    let world = World::build(&read_text("world", "schema: why403/world/v1", Form::Yaml));
    let pages = fs::read_dir(&folder).unwrap();
    let pages: BTreeSet<String> = pages
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let wanted: BTreeSet<String> = known::all().map(|it| format!("{}.md", it.id)).collect();
    assert_eq!(pages, wanted);
    for known in known::all() {
        let path = root().join(known.page());
        let page = read(&path);
        assert_eq!(
            page.lines().next(),
            Some(format!("# {}", known.title).as_str())
        );
        let headings: Vec<&str> = page.lines().filter(|it| it.starts_with("## ")).collect();
        assert_eq!(headings, SECTIONS, "{}", known.id);
        let lines = page.lines().count();
        assert!((20..=75).contains(&lines), "{}: {lines} lines", known.id);
        let parts = between(&page, "## How to confirm\n\n", "## What cures it");
        hold(&path, parts, &confirm(known, &world));
    }
}

#[test]
fn the_front_page_lists_every_known_cause() {
    let path = root().join("docs/README.md");
    let page = read(&path);
    let rows: Vec<String> = known::all()
        .map(|it| format!("- [{}](causes/{}.md)", it.title, it.id))
        .collect();
    let wanted = format!("{}\n\n", rows.join("\n"));
    let parts = between(
        &page,
        "<!-- The list is written by WHY403_BLESS=1 cargo test -p why403-diagnose --test causes -->\n\n",
        "## Words",
    );
    hold(&path, parts, &wanted);
}

#[test]
fn hostile_symptoms_are_suspected_without_harm() {
    let world = World::build(&read_text("world", "schema: why403/world/v1", Form::Yaml));
    let odd = [
        "",
        "'",
        "%",
        "%F",
        "%ff",
        "é%é",
        "\u{1b}[31m",
        "/",
        "+",
        "arn:",
        "s3:",
    ];
    for one in odd {
        for two in odd {
            let symptom = Symptom {
                code: Some(one.into()),
                message: format!("{two} {one}"),
                principal: Some(format!(
                    "arn:aws:sts::111122223333:assumed-role/{one}/{two}"
                )),
                action: Some(format!("s3:{one}")),
                resource: Some(format!("arn:aws:s3:::{one}/{two}")),
                operation: Some(two.into()),
                policy: Some(two.into()),
                resource_account: Some(one.into()),
                ..Symptom::default()
            };
            with_clues(&symptom, &world, |clues| {
                for (known, suspicion) in known::suspects(clues) {
                    assert!(!suspicion.evidence.is_empty(), "{}", known.id);
                    let _ = known.looks(clues);
                }
            });
        }
    }
}
