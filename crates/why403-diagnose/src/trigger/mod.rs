//! Nothing happened: why a Lambda function is not called, of which nobody sees a 403.
//!
//! A trigger is a chain of named checks, each with its verdict: something calls the function at
//! all, the function's policy (or that of the version or alias that is called) lets it, Lambda may
//! take on the function's role, and the function may write the log in which one would look.
//!
//! Source: Lambda Developer Guide, "Working with resource-based IAM policies in Lambda", "Defining
//! Lambda function permissions with an execution role"; `spec/s3.md` F.

mod decided;
mod error;
mod kind;
mod permission;
mod redact;
mod role;
mod source;

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap};
use why403_model::request::{Context, Request};
use why403_model::world::{Function, FunctionConfiguration, World};

use crate::cause::Cause;
use crate::diagnosis::{Diagnosis, Overall, diagnose};
use crate::fix::Wanted;
use crate::idea::Idea;
use crate::operation::Call;
use crate::question::{self, Question};

pub use error::TriggerError;
pub use kind::Kind;

/// What is asked of a trigger
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who should call the function
    pub kind: &'a Kind,
    /// `NAME`, `NAME:QUALIFIER`, or an ARN with or without a qualifier
    pub function: &'a str,
    /// The bucket, rule, topic or API: a name or an ARN
    pub source: Option<&'a str>,
    /// What else is said of condition keys
    pub context: &'a Context,
}

/// The answer
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Who should call the function
    pub kind: Kind,
    /// The function, with the version or alias that is called
    pub function: Arn,
    /// The ARN of the bucket, rule, topic or API, where it is known
    pub source: Option<String>,
    /// Whether the function is called and can run: [`Overall::Deny`] if a check fails that stops it
    pub decision: Overall,
    /// The checks, in the order in which a call passes them; always all five of [`CHECKS`]
    pub checks: Vec<TriggerCheck>,
}

/// The ids of the checks, in their order
pub const CHECKS: [&str; 5] = ["source", "permission", "qualifier", "role", "log"];

/// One check
#[derive(Clone, Debug)]
pub struct TriggerCheck {
    /// One of [`CHECKS`]
    pub id: &'static str,
    /// What came of it
    pub verdict: Verdict,
    /// In a sentence
    pub message: String,
    /// The request that was decided, where one was
    pub request: Option<Request>,
    /// The call that it is one check of, where it is one of several
    call: Option<Call>,
    /// Why that is denied, the most telling first
    pub causes: Vec<Cause>,
    /// What to try, each tried on a copy
    pub ideas: Vec<Idea>,
    /// The check as a question of its own, with the plans that are proven to cure it; `None` until
    /// [`Trigger::with_fixes`] looks for them, and where there are none
    pub cure: Option<Box<Diagnosis>>,
    /// What is not known, and the command that tells
    pub gaps: Vec<Gap>,
    /// The read-only command that shows what AWS has now, where one does
    pub look: Option<String>,
}

/// What came of a check
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It passes
    Passes,
    /// It depends on something unknown
    Unknown,
    /// It fails
    Fails,
    /// It does not matter here
    Idle,
}

impl Verdict {
    /// The id used in JSON
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Unknown => "unknown",
            Self::Fails => "fails",
            Self::Idle => "idle",
        }
    }
}

impl Trigger {
    /// The same with the plans that are proven to cure what fails.
    #[must_use]
    pub fn with_fixes(mut self, world: &World, assume: &Assume) -> Self {
        for check in self
            .checks
            .iter_mut()
            .filter(|it| it.verdict == Verdict::Fails)
        {
            let Some(request) = check.request.clone() else {
                continue;
            };
            let call = check.call.clone();
            let question = Question {
                request: call.as_ref().map_or(request, |it| it.request.clone()),
                symptom: None,
                call,
                ways: Vec::new(),
            };
            let found = diagnose(question, world, assume);
            let found = found.with_fixes(world, assume, &Wanted::default());
            check.cure = (!found.fixes.found.is_empty()).then(|| Box::new(found));
        }
        self
    }
}

impl TriggerCheck {
    fn new(id: &'static str, verdict: Verdict, message: impl Into<String>) -> Self {
        Self {
            id,
            verdict,
            message: message.into(),
            request: None,
            call: None,
            causes: Vec::new(),
            ideas: Vec::new(),
            cure: None,
            gaps: Vec::new(),
            look: None,
        }
    }

    fn open(id: &'static str, message: impl Into<String>, gap: Gap) -> Self {
        Self {
            gaps: alloc::vec![gap],
            ..Self::new(id, Verdict::Unknown, message)
        }
    }

    /// Whether it stops the call; without its log a function runs all the same
    #[must_use]
    pub fn is_decisive(&self) -> bool {
        self.id != "log"
    }
}

/// What every check is about
struct Scene<'a> {
    world: &'a World,
    kind: &'a Kind,
    /// What the world knows of the function; `None` where it knows nothing
    function: Option<&'a Function>,
    /// With its qualifier
    arn: Arn,
    qualifier: Option<String>,
    source: Option<Arn>,
    context: &'a Context,
}

/// Checks a trigger in a world.
pub fn investigate(world: &World, asked: &Asked<'_>) -> Result<Trigger, TriggerError> {
    let (base, qualifier) = function_named(asked.function);
    let named = Arn::parse(&base).ok().filter(|it| it.service() == "lambda");
    let function = match (question::function(world, &base), &named) {
        (Ok(found), _) => Some(found),
        // An ARN says enough of a function to ask about, also where nothing is known of it.
        (Err(_), Some(_)) => None,
        (Err(error), None) => return Err(TriggerError::Function(error)),
    };
    let plain = function.map(|it| it.arn.clone()).or(named);
    let plain = plain.map(|it| it.to_string()).unwrap_or_default();
    let full = match &qualifier {
        Some(qualifier) => alloc::format!("{plain}:{qualifier}"),
        None => plain,
    };
    let malformed = || TriggerError::Malformed {
        found: asked.function.to_string(),
    };
    let mut scene = Scene {
        world,
        kind: asked.kind,
        function,
        arn: Arn::parse(&full).map_err(|_| malformed())?,
        qualifier,
        source: None,
        context: asked.context,
    };
    scene.source = source::of(&scene, asked.source)?;
    let checks = alloc::vec![
        source::check(&scene),
        permission::check(&scene),
        permission::qualifier(&scene),
        role::trust(&scene),
        role::log(&scene),
    ];
    Ok(Trigger {
        kind: asked.kind.clone(),
        function: scene.arn.clone(),
        source: scene.source.as_ref().map(ToString::to_string),
        decision: decision(&checks),
        checks,
    })
}

fn decision(checks: &[TriggerCheck]) -> Overall {
    let mut all = checks.iter().filter(|it| it.is_decisive());
    let holds = |wanted: Verdict| move |it: &TriggerCheck| it.verdict == wanted;
    if all.clone().any(holds(Verdict::Fails)) {
        Overall::Deny
    } else if all.any(holds(Verdict::Unknown)) {
        Overall::Undetermined
    } else {
        Overall::Allow
    }
}

/// A function's name or ARN, and the qualifier behind it
fn function_named(text: &str) -> (String, Option<String>) {
    let (base, rest) = match Arn::parse(text) {
        Ok(arn) => {
            let mut parts = arn.resource().splitn(3, ':');
            let (kind, name) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let rest = parts.next().map(ToString::to_string);
            let base = alloc::format!(
                "arn:{}:{}:{}:{}:{kind}:{name}",
                arn.partition(),
                arn.service(),
                arn.region(),
                arn.account()
            );
            (base, rest)
        }
        Err(_) => match text.split_once(':') {
            Some((name, qualifier)) => (name.to_string(), Some(qualifier.to_string())),
            None => (text.to_string(), None),
        },
    };
    (base, rest.filter(|it| !it.is_empty()))
}

impl Scene<'_> {
    /// The function's own name
    fn name(&self) -> &str {
        self.arn.resource().split(':').nth(1).unwrap_or("")
    }

    /// As people say it: `thumbnails`, `thumbnails:live`
    fn called(&self) -> String {
        match &self.qualifier {
            Some(qualifier) => alloc::format!("{}:{qualifier}", self.name()),
            None => self.name().to_string(),
        }
    }

    /// The ARN without a qualifier
    fn plain(&self) -> String {
        alloc::format!(
            "arn:{}:lambda:{}:{}:function:{}",
            self.arn.partition(),
            self.arn.region(),
            self.arn.account(),
            self.name()
        )
    }

    /// How the function runs, where that is known
    fn configuration(&self) -> Option<&Fact<Option<FunctionConfiguration>>> {
        self.function.map(|it| &it.configuration)
    }
}
