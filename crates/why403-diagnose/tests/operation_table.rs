//! Every operation of the table, in every way that its circumstances may be known or not.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails; clippy's exemption ends at helper functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use why403_diagnose::operation::{Call, PlannedCheck, Sent, Source, denied, expand};
use why403_engine::truth::Truth;
use why403_model::arn::{AccountId, Arn};
use why403_model::known::Fact;
use why403_model::operations::{self, Operation, Part, State, When};
use why403_model::request::{Action, Context, Entry, Input, Others, Principal, Request};
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

/// Something that an operation's checks depend on, with the ways it may be
enum Unsettled {
    Sent(Part, &'static str, Vec<&'static str>),
    State(State),
}

impl Unsettled {
    /// How many ways there are to settle it
    fn ways(&self) -> usize {
        match self {
            // Not sent, each value that is asked for, and another one.
            Self::Sent(_, _, values) => values.len() + 2,
            Self::State(_) => 2,
        }
    }
}

/// What an operation's rows ask, each thing once
fn asked(operation: &'static Operation) -> Vec<Unsettled> {
    let mut sent: BTreeMap<(Part, &'static str), BTreeSet<&'static str>> = BTreeMap::new();
    let mut states = BTreeSet::new();
    let whens = operation.actions.iter().map(|row| row.when);
    for when in whens.chain(operation.kms.iter().map(|row| row.when)) {
        when.for_each_leaf(|leaf| match leaf {
            When::Sent(part, name, value) => {
                sent.entry((*part, name)).or_default().extend(*value);
            }
            When::State(state) => {
                states.insert(*state);
            }
            _ => {}
        });
    }
    let sent = sent
        .into_iter()
        .map(|((part, name), values)| Unsettled::Sent(part, name, values.into_iter().collect()));
    sent.chain(states.into_iter().map(Unsettled::State))
        .collect()
}

/// A call whose things are settled as told; `None` leaves a thing unknown
fn call(operation: &'static Operation, asked: &[Unsettled], ways: &[Option<usize>]) -> Call {
    let mut sent = Sent::new(Others::Unknown);
    let mut states = BTreeMap::new();
    for (it, way) in asked.iter().zip(ways) {
        match (it, way) {
            (_, None) => {}
            (Unsettled::State(state), Some(way)) => {
                states.insert(*state, *way == 1);
            }
            (Unsettled::Sent(part, name, _), Some(0)) => sent.say(*part, name, Entry::Absent),
            (Unsettled::Sent(part, name, values), Some(way)) => {
                let value = values.get(way - 1).copied().unwrap_or("another");
                sent.say(*part, name, Entry::One(value.into()));
            }
        }
    }
    let takes_key = operation
        .http
        .as_ref()
        .is_none_or(|it| it.path.contains("{Key+}"));
    let resource = if takes_key {
        "arn:aws:s3:::logs/a.txt"
    } else {
        "arn:aws:s3:::logs"
    };
    let session = Arn::parse("arn:aws:sts::111122223333:assumed-role/r/s").unwrap();
    Call {
        operation,
        request: Request {
            principal: Principal::from_arn(&session).unwrap(),
            action: Action::parse("s3:GetObject").unwrap(),
            resource: resource.into(),
            resource_owner: Fact::Known(AccountId::parse("111122223333").unwrap()),
            context: Context::new(Others::Unknown),
            input: Input::unsaid(),
        },
        source: Some(Source {
            object: Arn::parse("arn:aws:s3:::raw/in.txt").unwrap(),
            version_id: None,
        }),
        sent,
        states,
    }
}

fn world() -> World {
    World::build(&read_text("world", "{}", Form::Yaml))
}

/// A generator that gives the same numbers on every machine
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        // Source: Knuth, MMIX.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Ways to settle things that are settled, and the same with some left unknown
fn ways(asked: &[Unsettled], numbers: &mut Numbers) -> [Vec<Option<usize>>; 2] {
    let settled: Vec<_> = asked
        .iter()
        .map(|it| Some(numbers.below(it.ways())))
        .collect();
    let hide = |(it, way): (&Unsettled, &Option<usize>)| match it {
        // The source is named in every call here, and so is its version or that it has none.
        Unsettled::State(State::SrcVersion) => *way,
        Unsettled::Sent(..) | Unsettled::State(_) => way.filter(|_| numbers.below(2) == 0),
    };
    let hidden = asked.iter().zip(&settled).map(hide).collect();
    [settled, hidden]
}

type Id = (String, Option<String>, &'static str, String);

fn id(check: &PlannedCheck) -> Id {
    let on = check.on.arn().map(String::from);
    let side = format!("{:?}", check.side);
    (check.action.to_string(), on, check.effect.id(), side)
}

/// How certain each check of a plan is. A check whose resource is unknown is found by the rest.
fn certainties(plan: &[PlannedCheck]) -> BTreeMap<Id, Truth> {
    plan.iter().map(|it| (id(it), it.needed)).collect()
}

#[test]
fn what_is_left_open_holds_whatever_it_turns_out_to_be() {
    let (world, mut numbers) = (world(), Numbers(7));
    let mut settled_plans = 0_usize;
    for operation in operations::all() {
        let asked = asked(operation);
        for _ in 0..(asked.len() * 40).max(1) {
            let [settled, hidden] = ways(&asked, &mut numbers);
            let (real, open) = (
                call(operation, &asked, &settled),
                call(operation, &asked, &hidden),
            );
            let (real_plan, open_plan) = (expand(&real, &world), expand(&open, &world));
            let about = format!("{} {settled:?} {hidden:?}", operation.name);
            let (real_checks, open_checks) = (certainties(&real_plan), certainties(&open_plan));
            for (check, needed) in &real_checks {
                // A key may be named only once headers are known: then the resource differs.
                let is_key = check.0.starts_with("kms:");
                assert_ne!(*needed, Truth::No, "{about} {check:?}");
                assert!(
                    is_key || open_checks.contains_key(check),
                    "{about} {check:?}"
                );
            }
            for (check, needed) in &open_checks {
                let is_key = check.0.starts_with("kms:");
                if *needed == Truth::Yes && !is_key {
                    assert_eq!(
                        real_checks.get(check),
                        Some(&Truth::Yes),
                        "{about} {check:?}"
                    );
                }
            }
            settled_plans += usize::from(real_checks.values().all(|it| *it == Truth::Yes));
        }
    }
    assert!(
        settled_plans > 1_000,
        "the cases settle something: {settled_plans}"
    );
}

#[test]
fn a_denial_that_is_certain_stays_so() {
    let (world, mut numbers) = (world(), Numbers(11));
    let (mut certain, mut open_ones) = (0_usize, 0_usize);
    for operation in operations::all() {
        let asked = asked(operation);
        for _ in 0..asked.len() * 40 {
            let [settled, hidden] = ways(&asked, &mut numbers);
            let (real, open) = (
                call(operation, &asked, &settled),
                call(operation, &asked, &hidden),
            );
            let (real_plan, open_plan) = (expand(&real, &world), expand(&open, &world));
            // The same actions are denied in both, whatever else is known.
            let salt = numbers.below(1 << 16);
            let is_denied = |it: &PlannedCheck| {
                let sum: usize = it.action.as_str().bytes().map(usize::from).sum();
                Truth::of((sum * 31 + salt).is_multiple_of(3))
            };
            let of = |plan: &[PlannedCheck], call: &Call| {
                let checks: Vec<_> = plan.iter().map(|it| (it, is_denied(it))).collect();
                denied(call, &world, &checks)
            };
            let (real_denied, open_denied) = (of(&real_plan, &real), of(&open_plan, &open));
            let about = format!("{} {settled:?} {hidden:?}", operation.name);
            match open_denied {
                Truth::Maybe => open_ones += 1,
                certainly => {
                    certain += 1;
                    assert_eq!(real_denied, certainly, "{about}");
                }
            }
        }
    }
    assert!(
        certain > 500 && open_ones > 500,
        "{certain} certain, {open_ones} open"
    );
}

#[test]
fn a_call_denied_with_and_without_a_version_is_denied() {
    let operation = operations::named("GetObject").next().unwrap();
    let asked = asked(operation);
    let call = call(operation, &asked, &vec![None; asked.len()]);
    let plan = expand(&call, &world());
    let of = |denied_action: &dyn Fn(&str) -> bool| {
        let checks: Vec<_> = plan
            .iter()
            .map(|it| (it, Truth::of(denied_action(it.action.as_str()))))
            .collect();
        denied(&call, &world(), &checks)
    };
    let either = ["s3:GetObject", "s3:GetObjectVersion"];
    assert_eq!(of(&|it| either.contains(&it)), Truth::Yes);
    assert_eq!(of(&|it| it == "s3:GetObject"), Truth::Maybe);
    assert_eq!(of(&|_| false), Truth::No);
}

/// Names that fixtures must show at work: every kind of resource and every state of the table
#[test]
fn every_kind_and_state_has_a_fixture() {
    let mut missing = BTreeSet::new();
    let (mut kinds, mut states) = (BTreeMap::new(), BTreeMap::new());
    for operation in operations::all() {
        for row in operation.actions {
            kinds
                .entry(row.on)
                .or_insert_with(BTreeSet::new)
                .insert(row.action);
        }
        let whens = operation.actions.iter().map(|row| (row.action, row.when));
        for (action, when) in whens.chain(operation.kms.iter().map(|row| (row.action, row.when))) {
            when.for_each_leaf(|leaf| {
                if let When::State(state) = leaf {
                    let of = states.entry(*state).or_insert_with(BTreeSet::new);
                    of.insert((operation.name, action));
                }
            });
        }
    }
    let fixtures = fixtures();
    for (kind, actions) in kinds {
        let shows = |text: &String| actions.iter().any(|it| text.contains(&format!("{it} on ")));
        if !fixtures.values().any(shows) {
            missing.insert(format!("{kind:?}"));
        }
    }
    for (state, rows) in states {
        let shows = |text: &String| {
            rows.iter().any(|(operation, action)| {
                text.contains(&format!("{operation}\"\n"))
                    && text.contains(&format!("{action} on "))
            })
        };
        if !fixtures.values().any(shows) {
            missing.insert(state.name().to_string());
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

fn fixtures() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/operations");
    let families = std::fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().path());
    let files = families.flat_map(|it| std::fs::read_dir(it).unwrap());
    files
        .map(|it| it.unwrap().path())
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}
