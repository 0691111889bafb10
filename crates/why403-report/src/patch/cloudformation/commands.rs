//! What is typed to make a template of its own stack, and to take it back.
//!
//! Change sets, so that what would be done is shown before it is. Source: the API models of
//! botocore 1.43.11, `cloudformation`; a test holds the options against them.

use super::super::Plan;
use super::super::call::{Call, Word};
use super::super::terraform::{Placed, by_region};
use super::super::typed::broken;
use super::of_place;
use crate::markdown::escape::{code, inline};

/// The part of the page that tells the commands, a line each; empty where there is no template
pub(in crate::patch) fn commands(plan: &Plan<'_>) -> Vec<String> {
    let places = by_region(plan);
    places.iter().flat_map(of).collect()
}

fn of(place: &Placed<'_>) -> Vec<String> {
    let own = of_place(place);
    if own.is_empty() {
        return Vec::new();
    }
    let taken: Vec<&String> = own
        .iter()
        .filter(|(_, _, it)| it.there.is_some())
        .map(|(name, _, _)| name)
        .collect();
    let is_iam = own.iter().any(|(_, _, it)| it.kind.starts_with("AWS::IAM"));
    let kit = Kit { place, is_iam };
    let whose = place.account.as_deref();
    let whose = whose.map_or("its account".to_string(), |it| format!("account {it}"));
    let mut out = vec![
        format!("## {}", inline(&place.folder())),
        String::new(),
        format!(
            "By credentials of {}. The stack's name is yours to choose; none may have it yet.",
            inline(&whose)
        ),
        String::new(),
    ];
    let mut say = |text: &str, all: &[Call]| {
        out.extend([text, "", "```sh"].map(String::from));
        out.extend(all.iter().filter_map(|it| kit.typed(it)));
        out.extend(["```".to_string(), String::new()]);
    };
    if taken.is_empty() {
        say(
            "Make what is new. Look at what would be done:",
            &kit.shown("CREATE", "make"),
        );
        say("Then do it:", &kit.done("make", "stack-create-complete"));
        say(
            "Undo it: what was made goes with the stack.",
            &[kit.stack("delete-stack"), kit.wait("stack-delete-complete")],
        );
        return out;
    }
    let import = code(&format!("{}.import.json", place.folder()));
    say(
        "First see that CloudFormation imports these types. Where the answer lacks one, or names it \
         by other properties, stop, and write `--format cli` instead.",
        &[kit.summary()],
    );
    say(
        &format!("Import what is there, as {import} has it. Every action has to be `Import`:"),
        &kit.shown("IMPORT", "import"),
    );
    say(
        "Then do it, which changes nothing of it:",
        &kit.done("import", "stack-import-complete"),
    );
    let drift: Vec<Call> = taken.iter().map(|name| kit.drift(name)).collect();
    say(
        "Go on where this says `IN_SYNC`. `MODIFIED` shows what somebody has changed since: then \
         delete the stack, which keeps what it imported, take the world anew, and ask again. \
         `UNSUPPORTED` or an error: compare it with the file yourself.",
        &drift,
    );
    say(
        "Make the change. Where anything stands beside `Modify` or `Add`, or a `Replacement` is \
         `True`, stop:",
        &kit.shown("UPDATE", "fix"),
    );
    say("Then do it:", &kit.done("fix", "stack-update-complete"));
    let away = if taken.len() < own.len() {
        ", and takes away what was made"
    } else {
        ""
    };
    say(
        &format!("Undo it: an update with {import} puts back what was there{away}."),
        &kit.shown("UPDATE", "undo"),
    );
    say("Then do it:", &kit.done("undo", "stack-update-complete"));
    let kept = "`aws cloudformation delete-stack` leaves what was imported, as it then is \
                (`DeletionPolicy: Retain`).";
    out.extend([kept.to_string(), String::new()]);
    out
}

/// The commands of one stack
struct Kit<'k, 'p> {
    place: &'k Placed<'p>,
    is_iam: bool,
}

impl Kit<'_, '_> {
    fn call(&self, command: &str) -> Call {
        let region = self.place.region.as_deref();
        Call::in_region(&format!("cloudformation {command}"), region)
    }

    fn stack(&self, command: &str) -> Call {
        self.call(command).text("stack-name", STACK)
    }

    fn wait(&self, until: &str) -> Call {
        self.stack(&format!("wait {until}"))
    }

    fn summary(&self) -> Call {
        let query = "ResourceIdentifierSummaries[].[ResourceType, ResourceIdentifiers]";
        self.call("get-template-summary")
            .with("template-body", Word::Part("import"))
            .answer(query, "json")
    }

    fn drift(&self, name: &str) -> Call {
        let query = "StackResourceDrift.[StackResourceDriftStatus, PropertyDifferences]";
        self.stack("detect-stack-resource-drift")
            .text("logical-resource-id", name)
            .answer(query, "json")
    }

    /// Makes a change set, and shows what it would do
    fn shown(&self, kind: &str, name: &str) -> Vec<Call> {
        let body = match name {
            "import" | "undo" => "import",
            _ => "template",
        };
        let mut make = self
            .change_set("create-change-set", name)
            .text("change-set-type", kind)
            .with("template-body", Word::Part(body));
        if kind == "IMPORT" {
            make = make.with("resources-to-import", Word::Part("resources"));
        }
        if self.is_iam {
            make = make.text("capabilities", "CAPABILITY_NAMED_IAM");
        }
        let query =
            "Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement]";
        vec![
            make,
            self.change_set("wait change-set-create-complete", name),
            self.change_set("describe-change-set", name)
                .answer(query, "text"),
        ]
    }

    /// Does what a change set says
    fn done(&self, name: &str, until: &str) -> [Call; 2] {
        [
            self.change_set("execute-change-set", name),
            self.wait(until),
        ]
    }

    fn change_set(&self, command: &str, name: &str) -> Call {
        self.stack(command).text("change-set-name", name)
    }

    /// As it is typed in the folder that the files are in
    fn typed(&self, call: &Call) -> Option<String> {
        let folder = self.place.folder();
        let pieces = call.typed(&|part| Some(format!("file://{folder}.{part}.json")))?;
        Some(broken(&pieces, WIDTH))
    }
}

/// Columns of a command
const WIDTH: usize = 100;

/// The stack that a person would see in the console
const STACK: &str = "why403-fix";
