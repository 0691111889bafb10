//! The page that lies beside what was written.

use why403_diagnose::fix::change::{To, words};
use why403_diagnose::fix::lockout::Keeper;
use why403_diagnose::fix::{Confirmation, RequestEdit};
use why403_model::request::Entry;

use super::console;
use super::file::plain;
use super::{File, Format, Plan, cloudformation, permission, probe, terraform};
use crate::markdown::escape::{code, inline};
use crate::words;

pub(super) fn file(plan: &Plan<'_>, format: Format, files: &[File]) -> File {
    let mut out = vec![
        format!("# What this changes: {}", inline(plan.title)),
        String::new(),
    ];
    for text in plan.about {
        out.push(inline(text));
        out.push(String::new());
    }
    for edit in &plan.changes.request {
        out.push(format!("- In the request: {}", inline(&sent(edit))));
    }
    for (index, change) in plan.changes.all.iter().enumerate() {
        let is_new = matches!(&change.to, To::Document { before: None, .. });
        out.push(format!(
            "{}. {}",
            index + 1,
            inline(&words(&change.at.site))
        ));
        out.extend(change.why.iter().map(|it| format!("   - {}", inline(it))));
        for (what, by) in &change.managed {
            let beware = words::managed::beware(what, by).map(|it| format!("beware: {it}"));
            let told = beware.or_else(|| words::managed::beside(what, by));
            out.extend(told.map(|it| format!("   - {}", inline(&it))));
        }
        let account = change.at.account.as_ref();
        let account = account.map_or("nobody knows whose".to_string(), |it| {
            format!("account {it}")
        });
        let region = change.at.region.as_ref();
        let region = region.map_or(String::new(), |it| format!(", Region {it}"));
        out.push(format!("   - in: {}{}", inline(&account), inline(&region)));
        out.push(format!(
            "   - console: {}",
            inline(&console::path(&change.at.site, is_new))
        ));
        let when = words::takes_effect(change.takes_effect);
        out.push(format!("   - counts: {when}"));
        if let Some(keeper) = &change.keeper {
            out.push(format!("   - afterwards {}", inline(&kept(keeper))));
        }
        let is_function = matches!(
            change.at.site,
            why403_diagnose::fix::site::Site::FunctionPolicy { .. }
        );
        if is_function && permission::permissions(change).is_none() {
            out.push(
                "   - Lambda has no parameters for this: it is left to do by hand".to_string(),
            );
        }
    }
    out.push(String::new());
    let declared = terraform::declared(plan);
    let is_terraform = format == Format::Terraform;
    if is_terraform && declared > 0 {
        out.extend(DECLARED.iter().map(ToString::to_string));
    }
    // Of what is only named there is nothing to import.
    if !is_terraform || declared == 0 || declared < plan.changes.all.len() {
        out.extend(how(format, files).into_iter().map(String::from));
    }
    out.extend(order(plan, format, files));
    out.push(String::new());
    if format == Format::CloudFormation {
        out.extend(large(files));
        out.extend(cloudformation::commands(plan));
    }
    if let Some((confirmation, _)) = plan.confirm {
        out.push(confirming(confirmation, files));
        out.push(String::new());
    }
    if !files.is_empty() {
        out.push("Files:".to_string());
        out.push(String::new());
    }
    out.extend(files.iter().map(|it| format!("- {}", inline(&it.path))));
    plain("README.md", out.join("\n") + "\n")
}

fn kept(keeper: &Keeper) -> String {
    match keeper {
        Keeper::Someone(arn) => format!("{arn} can still edit it"),
        Keeper::Root => "the root user of the account can still edit it".to_string(),
        Keeper::Perhaps => {
            "nobody is certain to be able to edit it: the world does not tell".to_string()
        }
        Keeper::Nobody => "nobody can edit it, as before".to_string(),
    }
}

/// A change of the request as a line
fn sent(edit: &RequestEdit) -> String {
    let told = |entry: &Entry| match entry {
        Entry::One(value) => value.clone(),
        Entry::Many(values) => values.join(", "),
        Entry::Absent => "not sent".to_string(),
        Entry::Unknown => "not known".to_string(),
    };
    match edit {
        RequestEdit::Sent { name, entry, .. } => format!("{name}: {}", told(entry)),
        RequestEdit::Context { key, entry } => format!("{key}: {}", told(entry)),
        RequestEdit::Again => "send the same again".to_string(),
        RequestEdit::By(principal) => format!("ask as {}", words::asking(principal)),
        RequestEdit::Session { new, .. } => {
            format!(
                "make the session again with this {}: {}",
                new.label, new.text
            )
        }
    }
}

/// How it is confirmed, by what is there
fn confirming(confirmation: &Confirmation, files: &[File]) -> String {
    let has = |path: &str| files.iter().any(|it| it.path == path);
    match confirmation {
        Confirmation::Send(probes) => {
            let by = if probes.iter().any(|it| probe::commands(it).is_none()) {
                "by the same request: no command sends just that."
            } else if has("confirm.sh") {
                "by `confirm.sh`: its requests ask for what was denied, and change nothing."
            } else if has("plan.json") {
                "by what `plan.json` has in `confirm`: it asks for what was denied, and changes \
                 nothing."
            } else {
                "by the requests that `why403 fix` prints without `--out`: they ask for what was \
                 denied, and change nothing."
            };
            format!("Confirm it as the caller that was denied, {by}")
        }
        Confirmation::ByAnother(principal) => {
            let told = words::as_another(principal);
            let told = told.replacen("confirm", "Confirm", 1);
            format!("{}.", inline(&told))
        }
        Confirmation::OnlyByDoing { actions } => format!(
            "It cannot be confirmed without doing it: no harmless request asks for just {}.",
            inline(&actions.join(", "))
        ),
        Confirmation::NotYours => {
            "Nobody can send this request for its caller: look at the next one that it sends."
                .to_string()
        }
    }
}

/// In which order folders or templates are applied, where there are several; scripts are numbered
fn order(plan: &Plan<'_>, format: Format, files: &[File]) -> Option<String> {
    let end = match format {
        Format::Terraform => "/",
        Format::CloudFormation => ".template.json",
        Format::Cli | Format::Json => return None,
    };
    let places = terraform::by_region(plan);
    let names = places.iter().map(|it| format!("{}{end}", it.folder()));
    let is_written = |name: &String| files.iter().any(|it| it.path.starts_with(name.as_str()));
    let written: Vec<String> = names.filter(is_written).map(|it| code(&it)).collect();
    (written.len() > 1).then(|| {
        format!(
            "In this order, each applied before the next one is, and taken back the other way \
             round: {}.",
            written.join(", ")
        )
    })
}

/// Where a template is to lie that a command does not take with it
fn large(files: &[File]) -> Option<String> {
    let all = files.iter().filter(|it| {
        let is_template = [".template.json", ".import.json"];
        is_template.iter().any(|end| it.path.ends_with(end)) && it.text.len() > LONGEST_BODY
    });
    let all: Vec<String> = all.map(|it| code(&it.path)).collect();
    (!all.is_empty()).then(|| {
        format!(
            "Longer than `--template-body` takes ({LONGEST_BODY} bytes): {}. Put it into a bucket, \
             and name it by `--template-url`.\n",
            all.join(", ")
        )
    })
}

/// What is done with the files that are there
fn how(format: Format, files: &[File]) -> Vec<&'static str> {
    let has = |is_it: fn(&str) -> bool| files.iter().any(|it| is_it(&it.path));
    let mut told: Vec<&[&str]> = Vec::new();
    match format {
        // `confirm.sh` may be the only one.
        Format::Cli
            if files
                .iter()
                .any(|it| it.is_executable && it.path != "confirm.sh") =>
        {
            told.push(&SCRIPTS);
        }
        Format::Json => told
            .push(&["`plan.json` says what becomes of each place; its form is `why403/patch/v1`."]),
        Format::Terraform if has(|it| it.ends_with("/main.tf")) => told.push(&CONFIGURATION),
        Format::CloudFormation => {
            if has(|it| it.ends_with(".template.json")) {
                told.push(&TEMPLATES);
            }
            if has(|it| it.starts_with("paste/") && !it.ends_with("txt")) {
                told.push(&PASTED);
            }
        }
        Format::Cli | Format::Terraform => {}
    }
    told.concat()
}

/// Bytes of a template that a call holds: botocore 1.43.11, `CreateChangeSet`, `TemplateBody`
const LONGEST_BODY: usize = 51_200;

const SCRIPTS: [&str; 6] = [
    "Run a script with `--check` first: it reads and compares, and writes nothing. Without it",
    "the script does that too, then keeps what is there in `saved/`, writes, and reads back;",
    "`--undo` puts back.",
    "Where several accounts have one each, run them by their numbers, and undo them backwards.",
    "`--profile`, `--region` and `--account` say with what. It needs bash, the AWS CLI, and jq or",
    "python3. AWS has no compare-and-swap here: whoever writes at the same moment is overwritten.",
];

const CONFIGURATION: [&str; 3] = [
    "A folder an account. `import` blocks take over what is there already; `terraform plan` must",
    "then show the lines above and nothing else. What Terraform keeps elsewhere belongs there: move",
    "the lines into that configuration, and leave `import` out.",
];

const TEMPLATES: [&str; 4] = [
    "A template an account and Region, for a stack of its own. What is there already can only be",
    "imported into one, as it is: `.import.json` has it so, and `.resources.json` says what names it.",
    "`.template.json` has everything as it will be. Run the commands below in this folder, and",
    "look at what they answer.",
];

const PASTED: [&str; 3] = [
    "What a template cannot hold in part, or what belongs to a stack that is named above, is under",
    "`paste/`: put it into that template. Nothing is imported for it: where no template has the",
    "resource, write `--format cli` instead.",
];

/// What comments of Terraform are about
const DECLARED: [&str; 3] = [
    "Where a state has the resource already, comments name it and say what it has to become: change it",
    "in its own configuration, with the document that lies here. A second resource for the same place",
    "would fight with it, so none is written, and nothing is imported.",
];
