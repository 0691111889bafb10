//! Plan fixtures: what `why403 fix` proposes, a file a case under `fixtures/plans/`.
//!
//! ```toml
//! note     = "what is expected, and why, in a sentence or two"
//! source   = "where the rule stands"
//! evidence = "documented"            # observed | documented | inferred
//! world    = '''…'''               # YAML in the form of docs/world.md
//!
//! [question]                         # role | principal, action | operation, resource
//! role     = "reader"
//! action   = "s3:GetObject"
//! resource = "s3://logs/a/1"
//! exact    = false                   # nothing is sent that is not said
//! context  = {"aws:SourceIp" = "203.0.113.7"}
//! absent   = ["aws:SourceVpce"]      # keys that the request lacks
//! headers  = {"x-amz-acl" = "private"}   # params alike
//! session  = '''{…}'''             # a session policy, as JSON
//! symptom  = "An error occurred …"   # what AWS said
//! guardrails = true                  # --include-guardrails
//! intent   = "share-with 444455556666"
//! distribution = "arn:aws:cloudfront::…"
//! public   = true                    # --allow-public
//!
//! [want]
//! refused  = "guardrail"             # the stop rule of the first certain cause; may stand with
//!                                    # plans, which then change the request only
//! plans    = [["identity/allow"]]    # the kinds of each plan's steps, least opening first; left
//!                                    # out: there is none
//! way      = 2                       # which plan all below is about; left out: the first
//! edits    = [                       # of that plan, in order
//!   "in bucket policy of logs",      # a document that is there, by its label, then its
//!   '- {"Effect": …}',               # statements that go
//!   '+ {"Effect": …}',               # and that come
//!   "new role 111122223333 reader",  # a document where there was none, then its statements
//!   "tag role 111122223333 reader team=blue",
//!   "send s3:x-amz-acl: bucket-owner-full-control",
//! ]
//! proof    = "succeeds"              # or "depends", always on something:
//! depends  = ["words that a fact has on which it depends"]
//! opens    = ["arn:aws:iam::111122223333:role/reader s3:GetObject arn:aws:s3:::logs/a/1"]
//! widened  = ["s3:ListBucket arn:aws:s3:::logs s3:prefix: whatever"]   # or without, others, =VALUE
//! breaks   = []
//! notes    = ["words that a note of the first plan has"]
//! lacks    = ["bucket/*"]            # texts that no statement of any plan has
//! stopped  = ["guardrail"]           # all stop rules, in order; left out: not looked at
//! instead  = ["words that a sentence on what to do instead has, or an idea of an intent"]
//! managed  = ["role reader: stack app"]   # what sets edits of the first plan back
//! shared   = ["role reader"]         # who has the policies that the first plan edits
//! takes_effect = "minutes"           # or "next-request", "new-session": the last of its steps
//! ```
//!
//! Statements compare as JSON: order of members and white space do not count.
//!
//! `fixtures/managed/` asks what of Terraform keeps the places of such a plan:
//!
//! ```toml
//! plan     = "identity-lacks-an-allow"   # a fixture of plans; note, source, evidence as there
//! managed  = [                       # of its first plan
//!   "bucket policy of logs: sets-back policy of aws_s3_bucket_policy.a in prod.tfstate",
//!   "…: may-set-back policy of ADDRESS in FILE", "…: leaves ADDRESS in FILE",
//! ]
//!
//! [states]                           # by file
//! "prod.tfstate" = '''…'''
//! ```

mod access;
mod built;
mod evidence;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use why403_diagnose::cause::Certainty;
use why403_diagnose::fix::{
    AclOf, Apply, Circumstance, Declaration, Edit, Fix, Guardrails, Holds, Intent, Managed, Place,
    Plans, Proof, PublicAccessLevel, Publicness, RequestEdit, Tagged, TakesEffect, VerifiedFix,
    Wanted, Widened, plans, stop, verify,
};
use why403_diagnose::question::Flags;
use why403_diagnose::{Diagnosis, Question, diagnose, symptom};
use why403_engine::resolve::{Assume, SessionPolicies};
use why403_model::operations::Part;
use why403_model::policy::parse;
use why403_model::request::{Constraint, Entry, Principal};
use why403_model::terraform;
use why403_model::world::{Document, Encryption, World};

use evidence::{Evidence, told};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    note: String,
    source: String,
    evidence: Evidence,
    world: String,
    question: Asked,
    want: Want,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    principal: Option<String>,
    #[serde(default)]
    operation: Option<String>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    context: BTreeMap<String, String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    params: BTreeMap<String, String>,
    #[serde(default)]
    session: Option<String>,
    #[serde(default)]
    symptom: Option<String>,
    #[serde(default)]
    guardrails: bool,
    #[serde(default)]
    intent: Option<String>,
    #[serde(default)]
    distribution: Option<String>,
    #[serde(default)]
    public: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Want {
    #[serde(default)]
    refused: Option<String>,
    #[serde(default)]
    plans: Vec<Vec<String>>,
    #[serde(default)]
    way: Option<usize>,
    #[serde(default)]
    edits: Vec<String>,
    #[serde(default)]
    proof: Option<String>,
    #[serde(default)]
    depends: Vec<String>,
    #[serde(default)]
    opens: Vec<String>,
    #[serde(default)]
    widened: Vec<String>,
    #[serde(default)]
    breaks: Vec<String>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    stopped: Option<Vec<String>>,
    #[serde(default)]
    instead: Vec<String>,
    #[serde(default)]
    managed: Vec<String>,
    #[serde(default)]
    shared: Vec<String>,
    #[serde(default)]
    takes_effect: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    note: String,
    source: String,
    evidence: Evidence,
    plan: String,
    managed: Vec<String>,
    states: BTreeMap<String, String>,
}

/// What is answered, and proposed
fn asked(
    fixture: &Fixture,
    states: &BTreeMap<String, String>,
) -> Result<(World, Diagnosis, Plans), Box<dyn Error>> {
    told(&fixture.note, &fixture.source, &fixture.evidence);
    let mut world = built::world(&fixture.world);
    let mut declared = Vec::new();
    for (file, text) in states {
        declared.extend(terraform::read(file, text)?);
    }
    world.declared = declared.into();
    let assume = assumed(fixture)?;
    let symptom = fixture.question.symptom.as_deref().map(symptom::read);
    let question = Question::new(&flags(&fixture.question), symptom.transpose()?, &world)?;
    let diagnosis = diagnose(question, &world, &assume);
    let all = plans(&diagnosis, &world, &assume, &wanted(&fixture.question)?);
    Ok((world, diagnosis, all))
}

fn assumed(fixture: &Fixture) -> Result<Assume, Box<dyn Error>> {
    Ok(Assume {
        session: match &fixture.question.session {
            None => SessionPolicies::default(),
            Some(text) => SessionPolicies::Known(vec![session(text)?]),
        },
    })
}

/// No step of several is one that the others make needless: without it they cure less, or for less
/// certain.
///
/// What is sent again was refused before any policy, and the question without it is another one;
/// a document that a later step goes on from has both changes, and is not made without the first.
#[track_caller]
fn needs_each_step(plan: &VerifiedFix, question: &Question, world: &World, assume: &Assume) {
    let kinds: Vec<&str> = plan.steps().iter().map(|it| it.kind).collect();
    for index in (0..kinds.len()).filter(|_| kinds.len() > 1) {
        let mut fewer: Vec<Fix> = plan.steps().to_vec();
        let left = fewer.remove(index);
        let made = left.world.iter().filter_map(|it| match it {
            Edit::Rewrite { new, .. } | Edit::Write { document: new, .. } => Some(new),
            _ => None,
        });
        let made: Vec<&Arc<Document>> = made.collect();
        let mut later = fewer.iter().flat_map(|it| &it.world);
        let goes_on = |it: &Edit| matches!(it, Edit::Rewrite { old, .. } if made.contains(&old));
        if left.kind == "request/again" || later.any(goes_on) {
            continue;
        }
        let Ok(rest) = verify(&fewer, question, world, assume) else {
            continue;
        };
        let is_worse = match (rest.proof(), plan.proof()) {
            (Proof::Succeeds, _) => false,
            (Proof::Depends(_), Proof::Succeeds) => true,
            (Proof::Depends(rest), Proof::Depends(all)) => rest.iter().any(|it| !all.contains(it)),
        };
        assert!(is_worse, "{kinds:?} cure as well without {}", left.kind);
    }
}

fn check_kept(path: &Path) -> Result<(), Box<dyn Error>> {
    let kept: Kept = toml::from_str(&std::fs::read_to_string(path)?)?;
    told(&kept.note, &kept.source, &kept.evidence);
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/plans");
    let plan = std::fs::read_to_string(plans.join(kept.plan).with_extension("toml"))?;
    let fixture: Fixture = toml::from_str(&plan)?;
    let (_, _, all) = asked(&fixture, &kept.states)?;
    let first = all.found.first().ok_or("no plan")?;
    let words = format!("{}\nsource: {}", kept.note, kept.source);
    assert_eq!(managed(first), kept.managed, "{words}\n{:#?}", lines(first));
    // What keeps a place is no reason to propose something else.
    let kinds: Vec<&str> = first.steps().iter().map(|it| it.kind).collect();
    assert_eq!(
        Some(&kinds),
        fixture
            .want
            .plans
            .first()
            .map(|it| it.iter().map(String::as_str).collect())
            .as_ref()
    );
    Ok(())
}

fn check(path: &Path) -> Result<(), Box<dyn Error>> {
    let fixture: Fixture = toml::from_str(&std::fs::read_to_string(path)?)?;
    let (world, diagnosis, all) = asked(&fixture, &BTreeMap::new())?;
    let found = &all.found;
    let assume = assumed(&fixture)?;
    for plan in found {
        let is_on_nothing = matches!(plan.proof(), Proof::Depends(facts) if facts.is_empty());
        assert!(!is_on_nothing, "it depends on nothing: {plan:#?}");
        needs_each_step(plan, &diagnosis.question, &world, &assume);
    }
    let kinds = |it: &VerifiedFix| it.steps().iter().map(|it| it.kind).collect::<Vec<_>>();
    let kinds: Vec<Vec<&str>> = found.iter().map(kinds).collect();
    let causes: Vec<&str> = diagnosis
        .causes
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(kinds, fixture.want.plans, "{}\n{causes:#?}", fixture.note);
    let mut certain = diagnosis.causes.iter();
    let certain = certain.find(|it| it.certainty == Certainty::Must);
    let request = certain.and_then(|it| Some(&diagnosis.checks.get(it.check)?.check.request));
    let stopped = certain
        .zip(request)
        .and_then(|(cause, request)| stop::of(cause, request, &world));
    let stopped = stopped.map(|it| it.id().to_string());
    assert_eq!(stopped, fixture.want.refused, "{causes:#?}");
    let told: Vec<String> = all.stopped.iter().map(|it| it.stop.id().into()).collect();
    if let Some(wanted) = &fixture.want.stopped {
        assert_eq!(&told, wanted, "{causes:#?}");
    }
    for words in &fixture.want.instead {
        let mut texts = all.stopped.iter().map(|it| &it.instead).chain(&all.advice);
        assert!(texts.any(|it| it.contains(words)), "{words}: {all:#?}");
    }
    for text in &fixture.want.lacks {
        for line in found.iter().flat_map(lines) {
            assert!(!line.contains(text), "{text} stands in {line}");
        }
    }
    let Some(first) = found.get(fixture.want.way.unwrap_or(1) - 1) else {
        assert_eq!(fixture.want.way, None, "no such plan");
        return Ok(());
    };
    let wanted: Vec<String> = fixture.want.edits.iter().map(|it| normal(it)).collect();
    assert_eq!(lines(first), wanted, "{}", fixture.note);
    let (proof, facts) = match first.proof() {
        Proof::Succeeds => ("succeeds", Vec::new()),
        Proof::Depends(facts) => ("depends", facts.iter().map(|it| &it.gap.what).collect()),
    };
    for words in &fixture.want.depends {
        let mut facts = facts.iter();
        assert!(facts.any(|it| it.contains(words)), "{words}: {facts:?}");
    }
    assert_eq!(Some(proof), fixture.want.proof.as_deref());
    let opens: Vec<String> = first.exposure().opens.iter().map(access::line).collect();
    assert_eq!(opens, fixture.want.opens, "opens");
    let breaks: Vec<String> = first.exposure().breaks.iter().map(access::line).collect();
    assert_eq!(breaks, fixture.want.breaks, "breaks");
    let widened: Vec<String> = first.widened().iter().map(widened).collect();
    assert_eq!(widened, fixture.want.widened, "widened");
    let notes: Vec<&String> = first.steps().iter().flat_map(|it| &it.notes).collect();
    for words in &fixture.want.notes {
        assert!(
            notes.iter().any(|it| it.contains(words)),
            "{words}: {notes:?}"
        );
    }
    let care = || first.care().iter();
    assert_eq!(managed(first), fixture.want.managed, "managed");
    let shared: Vec<String> = care().flat_map(|it| it.shared.clone()).collect();
    assert_eq!(shared, fixture.want.shared, "shared");
    if let Some(wanted) = &fixture.want.takes_effect {
        let last = care().map(|it| it.takes_effect).max();
        let last = last.map(|it| match it {
            TakesEffect::NextRequest => "next-request",
            TakesEffect::Minutes => "minutes",
            TakesEffect::NewSession => "new-session",
        });
        assert_eq!(last, Some(wanted.as_str()), "takes effect");
    }
    Ok(())
}

/// Under what else the same may be done, in the form of the fixtures
fn widened(it: &Widened) -> String {
    let each = it.to.iter().map(|it| match it {
        Circumstance::Whatever => "whatever".to_string(),
        Circumstance::Without => "without".to_string(),
        Circumstance::Others => "others".to_string(),
        Circumstance::Value(value) => format!("={value}"),
    });
    let each: Vec<String> = each.collect();
    format!(
        "{} {} {}: {}",
        it.action,
        it.resource,
        it.key,
        each.join(" ")
    )
}

/// What keeps the places of a plan, a line each
fn managed(plan: &VerifiedFix) -> Vec<String> {
    let all = plan.care().iter().flat_map(|it| &it.managed);
    all.map(|(what, by)| match by {
        Managed::CloudFormation(stack) => format!("{what}: stack {stack}"),
        Managed::IdentityCenter => format!("{what}: Identity Center"),
        Managed::Terraform(it) => format!("{what}: {}", kept(it)),
    })
    .collect()
}

/// What a resource of Terraform does with an edit, in the form of the fixtures
fn kept(it: &Declaration) -> String {
    let does = match it.apply {
        Apply::SetsBack => "sets-back",
        Apply::MaySetBack => "may-set-back",
        Apply::Leaves => "leaves",
    };
    let of = match it.holds {
        Holds::Argument(name) => format!(" {name} of"),
        Holds::ListedIn(name) => format!(" unless in {name} of"),
        Holds::Whole | Holds::Nothing => String::new(),
    };
    format!("{does}{of} {} in {}", it.address, it.state)
}

fn wanted(asked: &Asked) -> Result<Wanted, Box<dyn Error>> {
    let intent = asked.intent.as_deref().map(|it| {
        let (word, account) = it.split_once(' ').map_or((it, None), |(a, b)| (a, Some(b)));
        Intent::parse(word, account).ok_or("no intent")
    });
    Ok(Wanted {
        guardrails: if asked.guardrails {
            Guardrails::Included
        } else {
            Guardrails::Kept
        },
        intent: intent.transpose()?,
        distribution: asked.distribution.clone(),
        public: if asked.public {
            Publicness::AskedFor
        } else {
            Publicness::Refused
        },
    })
}

fn session(text: &str) -> Result<Arc<Document>, Box<dyn Error>> {
    let policy = parse(text).sound().map_err(|_| "no policy")?;
    Ok(Arc::new(Document {
        label: "session policy".into(),
        arn: None,
        file: None,
        line: None,
        text: text.into(),
        policy,
        origin: None,
    }))
}

fn flags(asked: &Asked) -> Flags {
    let headers = asked.headers.iter();
    let headers = headers.map(|(name, value)| (Part::Header, name.clone(), value.clone()));
    let params = asked.params.iter().flat_map(|(name, value)| {
        [Part::Query, Part::Body].map(|part| (part, name.clone(), value.clone()))
    });
    Flags {
        role: asked.role.clone(),
        principal: asked.principal.clone(),
        operation: asked.operation.clone(),
        action: asked.action.clone(),
        resource: asked.resource.clone(),
        only_sent: asked.exact,
        context: asked.context.clone().into_iter().collect(),
        context_absent: asked.absent.clone(),
        sent: headers.chain(params).collect(),
        ..Flags::default()
    }
}

/// All edits of a plan, a line each, in the form of the fixtures
fn lines(plan: &VerifiedFix) -> Vec<String> {
    let mut all = Vec::new();
    for step in plan.steps() {
        step.world.iter().for_each(|it| edited(it, &mut all));
        step.request.iter().for_each(|it| sent(it, &mut all));
    }
    all
}

fn edited(edit: &Edit, all: &mut Vec<String>) {
    match edit {
        Edit::Rewrite { old, new } => rewritten(old, new, all),
        Edit::Write { place, document } => {
            all.push(format!("new {}", written_at(place)));
            all.extend(statements(document).map(|it| format!("+ {it}")));
        }
        Edit::PublicAccessBlock { of, to } => {
            let of = match of {
                PublicAccessLevel::Bucket(name) => format!("bucket {name}"),
                PublicAccessLevel::Account(id) => format!("account {id}"),
            };
            let flags = [
                to.block_public_acls,
                to.ignore_public_acls,
                to.block_public_policy,
                to.restrict_public_buckets,
            ];
            let word = |it: bool| if it { "on" } else { "off" };
            all.push(format!("block {of}: {}", flags.map(word).join(" ")));
        }
        Edit::Ownership { bucket, to } => all.push(format!("own {bucket}: {to:?}")),
        Edit::Grant { key, grant } => {
            let operations = grant.operations.join(",");
            let (word, pairs) = match &grant.constraint {
                None => ("", None),
                Some(Constraint::Equals(pairs)) => (" equals", Some(pairs)),
                Some(Constraint::Subset(pairs)) => (" subset", Some(pairs)),
            };
            let pairs = pairs.into_iter().flatten();
            let pairs: Vec<String> = pairs
                .map(|(key, value)| format!(" {key}={value}"))
                .collect();
            let pairs = pairs.concat();
            let grantee = &grant.grantee;
            all.push(format!("grant {key} {operations} {grantee}{word}{pairs}"));
        }
        Edit::Acl { of, to } => {
            let of = match of {
                AclOf::Bucket(name) => format!("bucket {name}"),
                AclOf::Object { bucket, key } => format!("object {bucket}/{key}"),
            };
            let grants = to.grants.iter();
            let grants = grants.map(|it| format!(" {:?}={:?}", it.grantee, it.permission));
            all.push(format!("acl {of}:{}", grants.collect::<String>()));
        }
        Edit::Tag { of, key, value } => {
            let of = match of {
                Tagged::Role { account, role } => format!("role {account} {role}"),
                Tagged::User { account, user } => format!("user {account} {user}"),
                Tagged::Bucket(name) => format!("bucket {name}"),
                Tagged::Object { bucket, key } => format!("object {bucket}/{key}"),
                Tagged::Key(arn) => format!("key {arn}"),
            };
            all.push(format!("tag {of} {key}={value}"));
        }
        Edit::Encryption { bucket, to } => {
            all.push(format!("encrypt {bucket}: {}", encryption(to)));
        }
        Edit::Reencrypt { bucket, key, to } => {
            all.push(format!("encrypt {bucket}/{key}: {}", encryption(to)));
        }
    }
}

fn encryption(to: &Encryption) -> String {
    let key = to.kms_key.as_deref().unwrap_or("-");
    let bucket_key = if to.bucket_key { " bucket-key" } else { "" };
    format!("{} {key}{bucket_key}", to.algorithm)
}

fn sent(edit: &RequestEdit, all: &mut Vec<String>) {
    let told = |entry: &Entry| match entry {
        Entry::One(value) => value.clone(),
        Entry::Many(values) => values.join(","),
        Entry::Absent => "-".to_string(),
        Entry::Unknown => "?".to_string(),
    };
    match edit {
        RequestEdit::Sent { name, entry, .. } => all.push(format!("send {name}: {}", told(entry))),
        RequestEdit::Context { key, entry } => all.push(format!("send {key}: {}", told(entry))),
        RequestEdit::Again => all.push("send again".into()),
        RequestEdit::By(principal) => {
            let arn = principal.principal_arn();
            let name = match principal {
                Principal::Service { name } => Some(name.clone()),
                _ => arn,
            };
            all.push(format!("as {}", name.unwrap_or_default()));
        }
        RequestEdit::Session { old, new } => rewritten(old, new, all),
    }
}

fn rewritten(old: &Document, new: &Document, all: &mut Vec<String>) {
    all.push(format!("in {}", old.label));
    let (gone, come): (Vec<_>, Vec<_>) = (statements(old).collect(), statements(new).collect());
    let lost = gone.iter().filter(|it| !come.contains(it));
    all.extend(lost.map(|it| format!("- {it}")));
    let won = come.iter().filter(|it| !gone.contains(it));
    all.extend(won.map(|it| format!("+ {it}")));
}

fn statements(document: &Document) -> impl Iterator<Item = String> + use<'_> {
    let all = document.policy.statements.iter();
    all.map(|it| json(it.at.of(&document.text)))
}

fn written_at(place: &Place) -> String {
    match place {
        Place::Role { account, role } => format!("role {account} {role}"),
        Place::User { account, user } => format!("user {account} {user}"),
        Place::Group { account, group } => format!("group {account} {group}"),
        Place::Bucket(name) => format!("bucket {name}"),
        Place::AccessPoint(arn) => format!("access-point {arn}"),
        Place::Function { arn, qualifier } => match qualifier {
            Some(qualifier) => format!("function {arn}:{qualifier}"),
            None => format!("function {arn}"),
        },
        Place::Endpoint(id) => format!("endpoint {id}"),
    }
}

/// A line of a fixture with its statement written as ours are
fn normal(line: &str) -> String {
    let sign = line.get(..2).filter(|it| ["+ ", "- "].contains(it));
    sign.map_or_else(
        || line.to_string(),
        |sign| format!("{sign}{}", json(&line[2..])),
    )
}

fn json(text: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    value.map_or_else(|_| text.to_string(), |it| it.to_string())
}

datatest_stable::harness! {
    { test = check, root = "../../fixtures/plans", pattern = r"\.toml$" },
    { test = check_kept, root = "../../fixtures/managed", pattern = r"\.toml$" },
}
