//! A change, reviewed before it is made: whether it cures what was asked, what it opens, what it
//! breaks, and what nobody looked at.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::Assume;
use why403_model::pattern::Glob;
use why403_model::world::World;

use super::between::{Difference, between};
use super::exposure::{self, Access, Behind, Who};
use super::unlooked;
use crate::diagnosis::{Diagnosis, Overall, diagnose};
use crate::question::{Flags, Question, QuestionError};
use crate::symptom::Symptom;

/// A request, and how it has to be decided in the second world
#[derive(Clone, Debug)]
pub struct Wish {
    /// What people call it
    pub name: String,
    /// Who asks for what
    pub flags: Flags,
    /// The error that it got, if any
    pub symptom: Option<Symptom>,
    /// How it has to end
    pub expect: Expect,
}

/// How a request has to end
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It passes
    Allow,
    /// It is refused
    Deny,
}

/// A request, decided in both worlds
#[derive(Clone, Debug)]
pub struct Answered {
    /// What people call it
    pub name: String,
    /// How it has to end
    pub expect: Expect,
    /// In the first world; `None` where that has not who asks
    pub before: Option<Diagnosis>,
    /// In the second
    pub after: Diagnosis,
}

/// Whether something is as it has to be
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is, whatever is unknown
    Passes,
    /// It depends on what is not known, or was not looked at
    Open,
    /// It is not
    Fails,
}

/// What is let pass of what a change does, beside what the requests ask for
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// What may be opened
    pub opens: Vec<Pattern>,
    /// What may break
    pub breaks: Vec<Pattern>,
    /// Whether what nobody looked at counts for nothing
    pub unseen: bool,
}

/// Callers, actions and resources
#[derive(Clone, Debug)]
pub struct Pattern {
    who: Glob,
    action: Glob,
    resource: Glob,
}

/// One thing that a change opens or breaks, and why that is let pass
#[derive(Clone, Debug)]
pub struct Judged {
    /// What
    pub access: Access,
    /// Why it is let pass; `None`: it is not
    pub excuse: Option<Excuse>,
}

/// Why something that a change does is let pass
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excuse {
    /// A request asks for it
    Asked,
    /// A pattern allows it
    Allowed,
}

/// All that is to be said of a change
#[derive(Clone, Debug)]
pub struct Review {
    /// The requests, in the order given
    pub requests: Vec<Answered>,
    /// What differs
    pub differences: Vec<Difference>,
    /// What it opens, ordered by caller, action and resource
    pub opens: Vec<Judged>,
    /// What it breaks, in the same order
    pub breaks: Vec<Judged>,
    /// Who sends through VPC endpoints whose policies differ
    pub behind: Vec<Behind>,
    /// What differs and was not followed, as phrases
    pub unseen: Vec<String>,
    /// What all of it comes to
    pub verdict: Verdict,
}

impl Answered {
    /// Whether it ends as it has to
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.expect, self.after.decision) {
            (Expect::Allow, Overall::Allow) | (Expect::Deny, Overall::Deny) => Verdict::Passes,
            (_, Overall::Undetermined) => Verdict::Open,
            (Expect::Allow, Overall::Deny) | (Expect::Deny, Overall::Allow) => Verdict::Fails,
        }
    }
}

impl Pattern {
    /// Reads `PRINCIPAL ACTION RESOURCE`, each with `*` and `?`; `None` where it is not three words.
    ///
    /// - A principal is an ARN, a service, `anonymous`, `any-account` or `unlisted:ACCOUNT`.
    /// - A resource is an ARN or `s3://BUCKET/KEY`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let (who, action, resource) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() {
            return None;
        }
        let resource = match resource.strip_prefix("s3://") {
            Some(path) => format!("arn:aws:s3:::{path}"),
            None => resource.to_string(),
        };
        Some(Self {
            who: Glob::from_text(who),
            action: Glob::from_text(&action.to_ascii_lowercase()),
            resource: Glob::from_text(&resource),
        })
    }

    /// Whether all that an access stands for is in it
    fn holds(&self, access: &Access) -> bool {
        let mut actions = access.actions();
        self.who.matches(&name(&access.who))
            && self.resource.matches(&access.resource)
            && actions.all(|it| self.action.matches(&it.to_ascii_lowercase()))
    }
}

/// A caller in one word: an ARN, a service, `anonymous`, `any-account`, `unlisted:ACCOUNT`,
/// `organization:ID`, `federated:PROVIDER`
#[must_use]
pub fn name(who: &Who) -> String {
    match who {
        Who::Anonymous => "anonymous".to_string(),
        Who::AnyAccount => "any-account".to_string(),
        Who::Unlisted(account) => format!("unlisted:{account}"),
        Who::Service(name) => name.clone(),
        Who::Organization(id) => format!("organization:{id}"),
        Who::Federated(provider) => format!("federated:{provider}"),
        Who::Principal(arn) => arn.clone(),
    }
}

/// Reviews the change from one world to the other.
///
/// A request that the second world cannot be asked is an error; one that only the first cannot is
/// one of a caller that is new.
pub fn review(
    before: &World,
    after: &World,
    wishes: &[Wish],
    allowed: &Allowed,
    assume: &Assume,
) -> Result<Review, QuestionError> {
    let requests = wishes.iter().map(|it| answered(it, before, after, assume));
    let requests: Vec<Answered> = requests.collect::<Result<_, _>>()?;
    let differences = between(before, after);
    let exposure = exposure::of(before, after, &differences, assume);
    let judge = |access: Access, expect: Expect, patterns: &[Pattern]| {
        let is_asked = requests
            .iter()
            .any(|it| it.expect == expect && !was_so(it) && asks(it, &access));
        let excuse = if is_asked {
            Some(Excuse::Asked)
        } else {
            let mut patterns = patterns.iter();
            patterns
                .any(|it| it.holds(&access))
                .then_some(Excuse::Allowed)
        };
        Judged { access, excuse }
    };
    let opens = exposure.opens.into_iter();
    let opens: Vec<Judged> = opens
        .map(|it| judge(it, Expect::Allow, &allowed.opens))
        .collect();
    let breaks = exposure.breaks.into_iter();
    let breaks: Vec<Judged> = breaks
        .map(|it| judge(it, Expect::Deny, &allowed.breaks))
        .collect();
    let unseen = differences.iter().filter_map(|it| match it {
        Difference::Unseen(what) => Some(what.clone()),
        Difference::Policy(_) | Difference::Caller { .. } | Difference::Setting(_) => None,
    });
    let mut unseen: Vec<String> = unseen.collect();
    unseen.extend(unlooked::services(&differences));
    let is_whole = exposure.behind.iter().all(|it| it.is_whole);
    let mut verdict = requests.iter().map(Answered::verdict).max();
    if opens.iter().chain(&breaks).any(|it| it.excuse.is_none()) {
        verdict = verdict.max(Some(Verdict::Fails));
    }
    if !allowed.unseen && (!unseen.is_empty() || !is_whole) {
        verdict = verdict.max(Some(Verdict::Open));
    }
    Ok(Review {
        requests,
        differences,
        opens,
        breaks,
        behind: exposure.behind,
        unseen,
        verdict: verdict.unwrap_or(Verdict::Passes),
    })
}

fn answered(
    wish: &Wish,
    before: &World,
    after: &World,
    assume: &Assume,
) -> Result<Answered, QuestionError> {
    let ask = |world: &World| Question::new(&wish.flags, wish.symptom.clone(), world);
    // The error speaks of the first world only.
    let mut later = ask(after)?;
    later.symptom = None;
    Ok(Answered {
        name: wish.name.clone(),
        expect: wish.expect,
        before: ask(before).ok().map(|it| diagnose(it, before, assume)),
        after: diagnose(later, after, assume),
    })
}

/// Whether a request ended before as it has to: what changes then is what others of the kind may do,
/// such as from other networks, and nobody asked for that
fn was_so(answered: &Answered) -> bool {
    let before = answered.before.as_ref().map(|it| it.decision);
    match answered.expect {
        Expect::Allow => before == Some(Overall::Allow),
        Expect::Deny => before == Some(Overall::Deny),
    }
}

/// Whether an access is one that a request asks for
fn asks(answered: &Answered, access: &Access) -> bool {
    let caller = &answered.after.question.request.principal;
    let mut asked = answered.after.checks.iter().map(|it| &it.check.request);
    access.who.is(caller)
        && access.alike.is_empty()
        && asked.any(|it| it.action.is(&access.action) && it.resource == access.resource)
}
