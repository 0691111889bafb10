//! A question to a world, the whole way of `why403 explain`: text, tree, world, question, checks.

use serde_json::Value;
use why403_diagnose::diagnosis::Checked;
use why403_diagnose::question::Flags;
use why403_diagnose::{Question, diagnose};
use why403_engine::evaluate::Decision;
use why403_engine::resolve::Assume;
use why403_engine::verdict::Layer;
use why403_model::known::Fact;
use why403_model::request::{Entry, Principal};
use why403_model::world::World;
use why403_snapshot::{Form, read_text};

/// A number that the environment may set
pub(crate) fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(default)
}

/// Runs `check` over all seeds on two threads and gathers what it returns
pub(crate) fn over<T: Send>(seeds: u64, check: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let first = number("WHY403_SEED", 0);
    let check = &check;
    std::thread::scope(|scope| {
        let halves: Vec<_> = [0, 1]
            .into_iter()
            .map(|half| {
                let seeds = (first..first + seeds).filter(move |it| it % 2 == half);
                scope.spawn(move || seeds.map(check).collect::<Vec<_>>())
            })
            .collect();
        halves
            .into_iter()
            .flat_map(|half| half.join().unwrap())
            .collect()
    })
}

/// The word of the contract
pub(crate) fn name(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow => "allow",
        Decision::ImplicitDeny => "implicit-deny",
        Decision::ExplicitDeny => "explicit-deny",
        Decision::Undetermined => "undetermined",
    }
}

/// The world of a tree, read as a file of JSON
pub(crate) fn world_of(tree: &Value) -> World {
    World::build(&read_text("world.json", &tree.to_string(), Form::Json))
}

/// The request of a question, as `explain` makes it of its flags
pub(crate) fn question_of(question: &Value, world: &World) -> Question {
    let text = |name: &str| question[name].as_str().map(str::to_owned);
    let mut flags = Flags {
        principal: text("principal").or(Some("anonymous".into())),
        action: text("action"),
        resource: text("resource"),
        ..Flags::default()
    };
    let absent = question["contextAbsent"].as_array().unwrap();
    flags.context_absent = absent
        .iter()
        .map(|it| it.as_str().unwrap().to_owned())
        .collect();
    let mut asked = Question::new(&flags, None, world).unwrap();
    for (key, value) in question["context"].as_object().unwrap() {
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        // Flags tell a list of one from a value only for the keys that AWS declares.
        let entry = match value {
            Value::Array(values) => Entry::Many(values.iter().map(text).collect()),
            value => Entry::One(text(value)),
        };
        asked.request.context.set(key, entry);
    }
    // No flag names callers without an ARN.
    if let Some(name) = question["principal"]["service"].as_str() {
        asked.request.principal = Principal::Service { name: name.into() };
    }
    if let Some(provider) = question["principal"]["federated"].as_str() {
        asked.request.principal = Principal::Federated {
            provider: provider.into(),
        };
    }
    asked.request.input.request_payer = Fact::Known(question["requestPayer"] == true);
    // Where no version is said, the question is about the current object.
    asked
        .request
        .context
        .set_if_unsaid("s3:VersionId", Entry::Absent);
    // The question carries no policy and no ACL.
    asked.request.input.is_content_unsaid = false;
    asked
}

/// The checks behind the question, in the engine
pub(crate) fn engine(world: &World, question: &Value) -> Vec<Checked> {
    let question = question_of(question, world);
    diagnose(question, world, &Assume::default()).checks
}

/// Ids of the layers that deny for certain
pub(crate) fn blocked_by(checked: &Checked) -> Vec<&'static str> {
    let must = checked.evaluation.outcome.must;
    Layer::ALL
        .into_iter()
        .filter(|it| must.holds(*it))
        .map(Layer::id)
        .collect()
}
