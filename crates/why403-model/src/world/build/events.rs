//! Event rules of one Region, and whom each calls.
//!
//! `rules.json` is the answer of `list-rules`. The targets of a rule are another answer, that of
//! `list-targets-by-rule`: it stands in `targets/RULE.json`, or its `Targets` inside the rule,
//! which is the only form for rules of other buses than `default`.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::answer::{field, list, owned, required};
use super::call::{RULE_TARGETS, RULES, Scope};
use super::{Build, Cursor, partition_of};
use crate::arn::Arn;
use crate::known::{Fact, Reason};
use crate::shell::quoted;
use crate::world::tree::TreeProblem;
use crate::world::{EventRule, EventTarget};

impl<'t> Build<'t> {
    /// What stands in `events/`
    pub(super) fn events(&mut self, place: &Cursor<'t>, scope: &Scope) -> Fact<Vec<EventRule>> {
        self.check_members(place, "accounts/{account}/regions/{region}/events");
        let entries = self.fact(place, &RULES, scope, Some(Vec::new()), |it| {
            list(it, "Rules")?.whole(it)
        });
        let Fact::Known(entries) = entries else {
            return entries.map(|_| Vec::new());
        };
        let mut rules = Vec::new();
        for entry in entries {
            match rule(&entry, scope) {
                Ok(rule) => {
                    let targets = self.targets(&entry, &rule, place, scope);
                    rules.push(EventRule { targets, ..rule });
                }
                Err(problem) => {
                    let why = self.unreadable(problem);
                    return Fact::Unknown(self.gap(place, &RULES, scope, why));
                }
            }
        }
        Fact::Known(rules)
    }

    fn targets(
        &mut self,
        entry: &Cursor<'t>,
        rule: &EventRule,
        place: &Cursor<'t>,
        scope: &Scope,
    ) -> Fact<Vec<EventTarget>> {
        let scope = scope.with("rule", &rule.name);
        let is_default = rule.bus == DEFAULT_BUS;
        let apart = place.get("targets").and_then(|it| it.get(&rule.name));
        let answer = match (entry.get("Targets"), apart.filter(|_| is_default)) {
            (Some(inside), _) => self.answer_at(inside, &RULE_TARGETS),
            (None, Some(apart)) => self.answer_at(apart, &RULE_TARGETS),
            (None, None) => super::answer::Answer::Unknown(Reason::NotCollected),
        };
        let read = self.settled(answer, Some(Vec::new()), |it| {
            let targets = list(it, "Targets")?.whole(it)?;
            targets.iter().map(target).collect()
        });
        match read {
            Ok(targets) => Fact::Known(targets),
            Err(why) if is_default => Fact::Unknown(self.gap(place, &RULE_TARGETS, &scope, why)),
            Err(why) => {
                let mut gap = scope.gap(&RULE_TARGETS, why, None);
                if let Some(command) = &mut gap.command {
                    command.push_str(" --event-bus-name ");
                    command.push_str(&quoted(&rule.bus));
                }
                gap.slot = None;
                Fact::Unknown(gap)
            }
        }
    }
}

/// A rule without its targets
fn rule(found: &Cursor<'_>, scope: &Scope) -> Result<EventRule, TreeProblem> {
    let name = required(found, "Name")?;
    let bus = field(found, "EventBusName")?.unwrap_or(DEFAULT_BUS);
    let by_name = || {
        let (region, account) = (scope.name("region"), scope.name("account"));
        let path = if bus == DEFAULT_BUS {
            name.to_string()
        } else {
            alloc::format!("{bus}/{name}")
        };
        let partition = partition_of(region);
        alloc::format!("arn:{partition}:events:{region}:{account}:rule/{path}")
    };
    let arn = field(found, "Arn")?.map_or_else(by_name, str::to_string);
    let arn = Arn::parse(&arn).map_err(|_| found.bad_value("the ARN of an event rule", &arn))?;
    Ok(EventRule {
        name: name.to_string(),
        arn,
        bus: bus.to_string(),
        is_enabled: field(found, "State")?.unwrap_or("ENABLED") != "DISABLED",
        targets: Fact::Known(Vec::new()),
    })
}

fn target(found: &Cursor<'_>) -> Result<EventTarget, TreeProblem> {
    Ok(EventTarget {
        id: required(found, "Id")?.to_string(),
        arn: required(found, "Arn")?.to_string(),
        role: owned(field(found, "RoleArn")?),
    })
}

/// The bus that rules are on where nothing is said
const DEFAULT_BUS: &str = "default";
