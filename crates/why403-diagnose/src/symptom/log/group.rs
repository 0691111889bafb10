//! Denials of one cause for a person, counted: who, what, where, with which code, for what reason.
//!
//! A session's name, a key and a time make no other cause; they are counted and a few are kept.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::Layer;
use why403_model::arn::Arn;
use why403_model::request::Principal;
use why403_model::value::Instant;

use super::entry::{add, may_be_same};
use super::same::{hash, sameness};
use super::{Event, time};
use crate::symptom::{Denial, Source, Symptom};

/// Denials of one cause
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The first of them
    pub symptom: Symptom,
    /// How many there were
    pub count: u64,
    /// When the first was; `None` where no line tells a time
    pub first: Option<Instant>,
    /// When the last was
    pub last: Option<Instant>,
    /// Up to five resources, in the order in which they were met
    pub resources: Vec<String>,
    /// How many different resources there were, up to [`MOST_DISTINCT`]
    pub distinct: u64,
    /// Where the first ones stand, up to ten
    pub places: Vec<Place>,
    /// The Lambda function whose log it is, where the envelope tells: its execution role asked
    pub function: Option<String>,
    /// The different symptoms, each with its count, in the order in which they were met; time,
    /// message and the request's ids make no difference
    pub cases: Vec<(Symptom, u64)>,
    /// Denials that are in no case, as there were too many different ones
    pub beyond: u64,
}

/// A line of what was read
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, where it was named
    pub file: Option<String>,
    /// Its line, from 1
    pub line: u64,
}

/// Different resources that a group counts
pub const MOST_DISTINCT: usize = 1_024;
/// Groups that are kept; denials of further ones are counted together
const MOST_GROUPS: usize = 1_000;
/// Cases that all groups keep together, and one group alone
const MOST_CASES: usize = 20_000;
const MOST_CASES_OF_ONE: usize = 500;
/// Lines between which a message and its echo can stand
const NEAR: u64 = 60;
/// Requests that are remembered by their ids
const MOST_REQUESTS: usize = 256;

/// The groups under way
#[derive(Debug, Default)]
pub(super) struct Groups {
    all: Vec<Counted>,
    index: BTreeMap<Key, usize>,
    cases: usize,
    /// Hashes of the ids of the last requests, with the group of each
    requests: VecDeque<(u64, usize)>,
    /// The last denial: its group, its line and time, and whether it told much
    last: Option<Last>,
    /// Whether the minute of a request makes another case
    by_minute: bool,
    /// Denials of groups for which there was no room
    pub(super) beyond: u64,
}

#[derive(Debug)]
struct Counted {
    group: Group,
    resources: BTreeSet<u64>,
    cases: BTreeMap<u64, usize>,
}

#[derive(Debug)]
struct Last {
    group: usize,
    line: u64,
    symptom: Symptom,
    time: Option<Instant>,
    is_debug: bool,
    /// Whether something was taken for an echo of it
    is_echoed: bool,
}

impl Last {
    /// Whether it and an event can be of one request, close to each other
    fn is_near(&self, event: &Event, place: &Place) -> bool {
        place.line.abs_diff(self.line) <= NEAR
            && is_close(self.time, event.time)
            && may_be_same(&self.symptom, &event.symptom)
    }
}

/// What makes denials one cause
type Key = ([Option<String>; 6], Vec<(Layer, Denial)>, Option<u16>);

impl Groups {
    /// Groups of which the cases are told apart by the minute
    pub(super) fn by_minute() -> Self {
        Self {
            by_minute: true,
            ..Self::default()
        }
    }

    /// Counts a denial, unless it is another print of one that was just counted.
    pub(super) fn count(&mut self, event: Event, place: &Place) {
        if self.is_told(&event, place) {
            return;
        }
        let event = self.with_beginning(event, place);
        let Event {
            symptom,
            time,
            function,
            is_debug,
            answer: _,
        } = event;
        let key = key(&symptom, function.as_deref());
        let index = match self.index.get(&key) {
            Some(index) => *index,
            None if self.all.len() >= MOST_GROUPS => {
                self.beyond += 1;
                return;
            }
            None => {
                self.index.insert(key, self.all.len());
                self.all.push(Counted::new(&symptom, function));
                self.all.len() - 1
            }
        };
        if let Some(id) = &symptom.request_id {
            self.requests.push_back((hash(id), index));
            if self.requests.len() > MOST_REQUESTS {
                self.requests.pop_front();
            }
        }
        self.last = Some(Last {
            group: index,
            line: place.line,
            symptom: symptom.clone(),
            time,
            is_debug,
            is_echoed: false,
        });
        let most = if self.by_minute {
            MOST_CASES
        } else {
            MOST_CASES_OF_ONE
        };
        let room = if self.cases < MOST_CASES { most } else { 0 };
        let same = sameness(&symptom, self.by_minute);
        if let Some(counted) = self.all.get_mut(index)
            && counted.add(symptom, time, place, same, room)
        {
            self.cases += 1;
        }
    }

    /// Whether the denial was counted already: the same request's id, what a client prints while
    /// it looks for faults, or one bare echo close behind the message
    fn is_told(&mut self, event: &Event, place: &Place) -> bool {
        let symptom = &event.symptom;
        if let Some(id) = &symptom.request_id {
            let id = hash(id);
            if let Some((_, index)) = self.requests.iter().find(|(it, _)| *it == id) {
                let known = self.all.get(*index);
                if known.is_some_and(|it| is_one_request(&it.group.symptom, symptom)) {
                    return true;
                }
            }
        }
        if is_record(symptom) {
            return false;
        }
        let Some(last) = self.last.as_mut().filter(|it| it.is_near(event, place)) else {
            return false;
        };
        let is_echo = is_thin(symptom) && !is_thin(&last.symptom) && !last.is_echoed;
        let is_told = event.is_debug || is_echo;
        last.is_echoed |= is_told;
        is_told
    }

    /// The denial with what a bare text just before it told; that text does not count by itself.
    fn with_beginning(&mut self, mut event: Event, place: &Place) -> Event {
        let Some(last) = self.last.take_if(|it| {
            let is_beginning = is_thin(&it.symptom) && !is_thin(&event.symptom);
            let is_text = !is_record(&it.symptom) && !is_record(&event.symptom);
            is_text && (is_beginning || it.is_debug) && it.is_near(&event, place)
        }) else {
            return event;
        };
        if let Some(it) = self.all.get_mut(last.group) {
            it.take_back(sameness(&last.symptom, self.by_minute));
        }
        add(&mut event.symptom, last.symptom);
        event
    }

    /// The groups, most frequent first; as frequent ones in the order in which they were met
    pub(super) fn finish(self) -> Vec<Group> {
        let mut all: Vec<Group> = self
            .all
            .into_iter()
            .map(|it| it.group)
            .filter(|it| it.count > 0)
            .collect();
        for group in &mut all {
            group.cases.retain(|it| it.1 > 0);
        }
        all.sort_by_key(|it| core::cmp::Reverse(it.count));
        all
    }
}

impl Counted {
    fn new(symptom: &Symptom, function: Option<String>) -> Self {
        let group = Group {
            symptom: symptom.clone(),
            count: 0,
            first: None,
            last: None,
            resources: Vec::new(),
            distinct: 0,
            places: Vec::new(),
            function,
            cases: Vec::new(),
            beyond: 0,
        };
        Self {
            group,
            resources: BTreeSet::new(),
            cases: BTreeMap::new(),
        }
    }

    /// Uncounts one
    fn take_back(&mut self, same: u64) {
        self.group.count = self.group.count.saturating_sub(1);
        let case = self.cases.get(&same);
        if let Some(case) = case.and_then(|at| self.group.cases.get_mut(*at)) {
            case.1 = case.1.saturating_sub(1);
        }
    }

    /// Counts one more; says whether it is a new case
    fn add(
        &mut self,
        symptom: Symptom,
        at: Option<Instant>,
        place: &Place,
        same: u64,
        room: usize,
    ) -> bool {
        let group = &mut self.group;
        group.count += 1;
        group.first = [group.first, at].into_iter().flatten().min();
        group.last = group.last.max(at);
        if group.places.len() < 10 && group.places.last() != Some(place) {
            group.places.push(place.clone());
        }
        if let Some(resource) = &symptom.resource
            && self.resources.len() < MOST_DISTINCT
            && self.resources.insert(hash(resource))
        {
            group.distinct += 1;
            if group.resources.len() < 5 {
                group.resources.push(resource.clone());
            }
        }
        let known = self
            .cases
            .get(&same)
            .and_then(|at| group.cases.get_mut(*at));
        if let Some(case) = known {
            case.1 += 1;
            return false;
        }
        if group.cases.len() >= room {
            group.beyond += 1;
            return false;
        }
        self.cases.insert(same, group.cases.len());
        group.cases.push((symptom, 1));
        true
    }
}

/// Whether a symptom tells neither who, nor which action, nor on what
fn is_thin(symptom: &Symptom) -> bool {
    symptom.principal.is_none() && symptom.action.is_none() && symptom.resource.is_none()
}

/// Whether it is a record of its own, which nothing else can be an echo of
fn is_record(symptom: &Symptom) -> bool {
    matches!(symptom.source, Source::CloudTrail | Source::AccessLog)
}

/// Whether two lines can be of one moment: within five seconds, as far as they tell
fn is_close(one: Option<Instant>, other: Option<Instant>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.milliseconds().abs_diff(other.milliseconds()) <= 5_000,
        (_, _) => true,
    }
}

/// Whether two symptoms with one id are of one request: not where records tell different actions
/// of it, as one call can be refused for several
fn is_one_request(one: &Symptom, other: &Symptom) -> bool {
    let same_action = match (&one.action, &other.action) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (_, _) => true,
    };
    let same_operation = match (&one.operation, &other.operation) {
        (Some(one), Some(other)) => one == other,
        (_, _) => true,
    };
    same_action && same_operation
}

fn key(symptom: &Symptom, function: Option<&str>) -> Key {
    let who = symptom.principal.as_deref().map(role);
    let function = function.filter(|_| who.is_none()).map(ToString::to_string);
    let parts = [
        who,
        symptom.action.as_ref().map(|it| it.to_ascii_lowercase()),
        symptom.operation.clone(),
        symptom.resource.as_deref().map(bucket),
        symptom.code.clone().or(function),
        symptom.policy.clone(),
    ];
    (parts, symptom.denied_by.clone(), symptom.status)
}

/// The role of a session; any other principal as it is
fn role(principal: &str) -> String {
    let parsed = Arn::parse(principal).ok();
    match parsed.as_ref().and_then(Principal::from_arn) {
        Some(Principal::RoleSession {
            partition,
            account,
            role,
            ..
        }) => {
            alloc::format!("arn:{partition}:iam::{}:role/{role}", account.as_str())
        }
        Some(_) | None => principal.to_string(),
    }
}

/// The bucket of an object; any other resource as it is
fn bucket(resource: &str) -> String {
    let arn = Arn::parse(resource).ok();
    let bucket = arn.as_ref().and_then(Arn::s3_bucket);
    bucket.unwrap_or(resource).to_string()
}

impl Group {
    /// When the first was, as RFC 3339 in UTC
    #[must_use]
    pub fn first_time(&self) -> Option<String> {
        self.first.map(time::rfc3339)
    }

    /// When the last was, as RFC 3339 in UTC
    #[must_use]
    pub fn last_time(&self) -> Option<String> {
        self.last.map(time::rfc3339)
    }

    /// Who asked: a role rather than its session
    #[must_use]
    pub fn who(&self) -> Option<String> {
        self.symptom.principal.as_deref().map(role)
    }

    /// Where: the bucket of an object, else the resource
    #[must_use]
    pub fn bucket(&self) -> Option<String> {
        self.symptom.resource.as_deref().map(bucket)
    }
}
