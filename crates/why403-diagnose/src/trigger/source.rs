//! What calls the function: which bucket, rule, topic or API, and whether it names this function.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use why403_engine::resolve::find_bucket;
use why403_model::arn::Arn;
use why403_model::known::{Fact, Gap, Reason};
use why403_model::shell::quoted;
use why403_model::world::{Bucket, EventRule};

use super::{Kind, Scene, TriggerCheck, TriggerError, Verdict};

const SOURCE: &str = "source";

/// The source that was named; else the only one in the world that calls the function.
pub(super) fn of(scene: &Scene<'_>, said: Option<&str>) -> Result<Option<Arn>, TriggerError> {
    let Some(said) = said else {
        let found = callers(scene);
        return Ok(match found.as_slice() {
            [one] => Arn::parse(one).ok(),
            _ => None,
        });
    };
    let (partition, region) = (scene.arn.partition(), scene.arn.region());
    let account = scene.arn.account();
    let (wanted, help, service, arn) = match scene.kind {
        Kind::S3 => {
            let path = said.strip_prefix("s3://").unwrap_or(said);
            let name = path.split('/').next().unwrap_or(path);
            (
                "bucket",
                "write --source BUCKET",
                "s3",
                alloc::format!("arn:{partition}:s3:::{name}"),
            )
        }
        Kind::Events => (
            "rule",
            "write --source RULE, or its ARN",
            "events",
            alloc::format!("arn:{partition}:events:{region}:{account}:rule/{said}"),
        ),
        Kind::Sns => (
            "topic",
            "write --source TOPIC, or its ARN",
            "sns",
            alloc::format!("arn:{partition}:sns:{region}:{account}:{said}"),
        ),
        Kind::ApiGateway => (
            "API method",
            "write --source arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH",
            "execute-api",
            said.to_string(),
        ),
        Kind::Account(_) => (
            "source of a call by an account",
            "leave --source out: an account calls by itself",
            "",
            said.to_string(),
        ),
    };
    let arn = if said.starts_with("arn:") { said } else { &arn };
    let parsed = Arn::parse(arn).ok().filter(|it| it.service() == service);
    let parsed = parsed.ok_or_else(|| TriggerError::Source {
        found: said.to_string(),
        wanted,
        help,
    });
    parsed.map(Some)
}

/// The account that owns the source: of an ARN, or of the bucket in the world
pub(super) fn account(scene: &Scene<'_>) -> Option<String> {
    let source = scene.source.as_ref()?;
    if let Some(account) = source.account_id() {
        return Some(account.to_string());
    }
    let (account, _) = find_bucket(scene.world, source.s3_bucket()?)?;
    Some(account.id.to_string())
}

/// Whether the source names the function and the version or alias that is called
pub(super) fn check(scene: &Scene<'_>) -> TriggerCheck {
    match scene.kind {
        Kind::S3 => bucket(scene),
        Kind::Events => rule(scene),
        Kind::Sns => {
            let topic = scene.source.as_ref();
            let command = topic.map(|it| {
                let topic = quoted(it.as_str());
                alloc::format!("aws sns list-subscriptions-by-topic --topic-arn {topic}")
            });
            unseen(scene, "whom the topic tells", command)
        }
        Kind::ApiGateway => {
            let path = scene.source.as_ref().map(Arn::resource);
            let api = path.and_then(|it| it.split('/').next());
            let command = api.map(|it| {
                alloc::format!("aws apigatewayv2 get-integrations --api-id {}", quoted(it))
            });
            unseen(scene, "which function the API calls", command)
        }
        Kind::Account(_) => TriggerCheck::new(
            SOURCE,
            Verdict::Idle,
            "callers of the account call by themselves",
        ),
    }
}

/// What no world holds
fn unseen(scene: &Scene<'_>, what: &str, command: Option<String>) -> TriggerCheck {
    let gap = Gap {
        what: what.to_string(),
        why: Reason::NotCollected,
        command,
        slot: None,
    };
    let message = alloc::format!("{what} is not known; it has to name {}", scene.called());
    TriggerCheck::open(SOURCE, message, gap)
}

/// The ARNs of the world's sources that name the function that is called
fn callers(scene: &Scene<'_>) -> Vec<String> {
    let is_called = |arn: &str| arn == scene.arn.as_str();
    let accounts = scene.world.accounts.values();
    match scene.kind {
        Kind::S3 => {
            let buckets = accounts.flat_map(|it| it.buckets.values());
            let calling = buckets.filter(|it| targets(it).iter().any(|it| is_called(it)));
            calling
                .map(|it| alloc::format!("arn:{}:s3:::{}", scene.arn.partition(), it.name))
                .collect()
        }
        Kind::Events => {
            let rules = accounts.flat_map(|it| it.event_rules.values());
            let rules = rules.filter_map(Fact::known).flatten();
            let calling = rules.filter(|it| called(it).any(is_called));
            calling.map(|it| it.arn.to_string()).collect()
        }
        Kind::Sns | Kind::ApiGateway | Kind::Account(_) => Vec::new(),
    }
}

fn targets(bucket: &Bucket) -> Vec<&str> {
    let told = bucket.notifications.known();
    let all = told.into_iter().flat_map(|it| &it.targets);
    all.map(|it| it.arn.as_str()).collect()
}

fn called(rule: &EventRule) -> impl Iterator<Item = &str> {
    let targets = rule.targets.known().into_iter().flatten();
    targets.map(|it| it.arn.as_str())
}

fn bucket(scene: &Scene<'_>) -> TriggerCheck {
    let Some(name) = scene.source.as_ref().and_then(Arn::s3_bucket) else {
        let gap = ask_source("which bucket calls the function");
        let message = "no bucket of the world names the function; say which one: --source BUCKET";
        return TriggerCheck::open(SOURCE, message, gap);
    };
    let found = find_bucket(scene.world, name).map(|(_, it)| it);
    let Some(found) = found else {
        let command = alloc::format!(
            "aws s3api get-bucket-notification-configuration --bucket {}",
            quoted(name)
        );
        return unseen(scene, "whom the bucket tells of events", Some(command));
    };
    match &found.notifications {
        Fact::Unknown(gap) => {
            let message = alloc::format!("whom bucket {name} tells of events is not known");
            TriggerCheck::open(SOURCE, message, gap.clone())
        }
        Fact::Known(notifications) => {
            let listed = targets(found);
            let who = alloc::format!("bucket {name}");
            if listed.is_empty() && notifications.to_event_bridge {
                let message = alloc::format!(
                    "{who} tells EventBridge only: a rule calls the function, ask with --trigger \
                     events"
                );
                return TriggerCheck::new(SOURCE, Verdict::Fails, message);
            }
            let look = alloc::format!(
                "aws s3api get-bucket-notification-configuration --bucket {}",
                quoted(name)
            );
            names(scene, &who, &listed, look)
        }
    }
}

fn rule(scene: &Scene<'_>) -> TriggerCheck {
    let Some(arn) = &scene.source else {
        let gap = ask_source("which rule calls the function");
        let message = "no rule of the world names the function; say which one: --source RULE";
        return TriggerCheck::open(SOURCE, message, gap);
    };
    let account = arn
        .account_id()
        .and_then(|it| scene.world.accounts.get(&it));
    let rules = account.and_then(|it| it.event_rules.get(arn.region()));
    let rules = match rules {
        Some(Fact::Known(rules)) => rules,
        Some(Fact::Unknown(gap)) => {
            let message = "the rules of the Region are not known";
            return TriggerCheck::open(SOURCE, message, gap.clone());
        }
        None => {
            let command = alloc::format!(
                "aws events list-targets-by-rule --rule {} --region {}",
                quoted(arn.name()),
                arn.region()
            );
            return unseen(scene, "whom the rule calls", Some(command));
        }
    };
    let name = arn.name();
    let Some(rule) = rules.iter().find(|it| it.arn == *arn) else {
        let message = alloc::format!("there is no rule {name}");
        return TriggerCheck::new(SOURCE, Verdict::Fails, message);
    };
    let about = alloc::format!("{} --region {}", quoted(name), quoted(arn.region()));
    if !rule.is_enabled {
        let message = alloc::format!("rule {name} is switched off");
        return TriggerCheck {
            look: Some(alloc::format!("aws events describe-rule --name {about}")),
            ..TriggerCheck::new(SOURCE, Verdict::Fails, message)
        };
    }
    let look = alloc::format!("aws events list-targets-by-rule --rule {about}");
    match &rule.targets {
        Fact::Unknown(gap) => {
            let message = alloc::format!("whom rule {name} calls is not known");
            TriggerCheck::open(SOURCE, message, gap.clone())
        }
        Fact::Known(_) => {
            let listed: Vec<&str> = called(rule).collect();
            names(scene, &alloc::format!("rule {name}"), &listed, look)
        }
    }
}

fn ask_source(what: &str) -> Gap {
    Gap {
        what: what.to_string(),
        why: Reason::NotGiven,
        command: Some("why403 explain --trigger … --source NAME".to_string()),
        slot: None,
    }
}

/// Whether a list of targets has the function, with the qualifier that is called
fn names(scene: &Scene<'_>, who: &str, listed: &[&str], look: String) -> TriggerCheck {
    let called = scene.called();
    if listed.contains(&scene.arn.as_str()) {
        let message = alloc::format!("{who} calls {called}");
        return TriggerCheck::new(SOURCE, Verdict::Passes, message);
    }
    let plain = scene.plain();
    let is_other = |it: &&str| {
        let rest = it.strip_prefix(plain.as_str());
        rest.is_some_and(|it| it.is_empty() || it.starts_with(':'))
    };
    let message = match listed.iter().copied().find(is_other) {
        Some(other) => {
            let other = other.rsplit(":function:").next().unwrap_or(other);
            alloc::format!("{who} calls {other}, not {called}: ask with --function {other}")
        }
        None => alloc::format!("{who} does not name {called}"),
    };
    TriggerCheck {
        look: Some(look),
        ..TriggerCheck::new(SOURCE, Verdict::Fails, message)
    }
}
