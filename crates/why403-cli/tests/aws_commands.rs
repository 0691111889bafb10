//! Every command of the AWS CLI that anything prints exists, with these options and all that it
//! needs: in answers about the examples, in pages, in the table of reads.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aws;
mod shown;

use std::collections::BTreeSet;
use std::path::Path;

use aws::Shapes;
use shown::{Shown, commands, root, run};
use why403_diagnose::command::words;

/// Commands in a text: each starts with `aws `, and ends where a line, a quote or a pipe ends it
fn in_text(text: &str, all: &mut BTreeSet<String>) {
    let whole = text.replace("\\\n", " ");
    for line in whole.lines() {
        let line = line.trim();
        let line = line.strip_prefix("id=$(").unwrap_or(line);
        if line.starts_with("aws ") {
            all.insert(line.to_string());
        }
    }
}

/// The words behind `aws`, up to what the shell does with them; `None` for other commands
fn of(command: &str) -> Option<Vec<String>> {
    let ends = [" > ", " >", " | ", " 2>", " && ", " ; ", " >> "];
    let end = ends.iter().filter_map(|it| command.find(it)).min();
    let command = command.get(..end.unwrap_or(command.len()))?;
    // What stands for a list that somebody has to fill in, and a call inside another.
    let command = command
        .replace('…', "X")
        .replace("\"$id\"", "X")
        .replace("$(", "X");
    let command = command.trim_end_matches([')', '.', ',']);
    let words = words(command).ok()?;
    let mut words = words.into_iter().skip(1);
    // `aws s3` has its own table, which preflight is tested by; a manual page is none.
    let first = words.next()?;
    let is_other = ["s3", "configure", "login", "sso", "help"].contains(&first.as_str());
    (!is_other).then(|| std::iter::once(first).chain(words).collect())
}

#[track_caller]
fn check(all: &BTreeSet<String>, least: usize) {
    let shapes = Shapes::read();
    let known: Vec<(&String, Vec<String>)> =
        all.iter().filter_map(|it| Some((it, of(it)?))).collect();
    assert!(
        known.len() >= least,
        "only {} commands were found",
        known.len()
    );
    let wrong = known.iter().filter_map(|(command, words)| {
        let why = shapes.wrong(words)?;
        Some(format!("{why}: {command}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reads_of_the_world_are_commands_of_the_cli() {
    let mut all = BTreeSet::new();
    for call in why403_model::world::CALLS {
        let mut text = call.command.replace("{{", "\u{1}").replace("}}", "\u{2}");
        while let (Some(start), Some(end)) = (text.find('{'), text.find('}')) {
            text.replace_range(start..=end, "X");
        }
        in_text(&text.replace('\u{1}', "{").replace('\u{2}', "}"), &mut all);
    }
    check(&all, 40);
}

#[test]
fn answers_about_the_examples_print_commands_of_the_cli() {
    let mut all = BTreeSet::new();
    let folders = std::fs::read_dir(root().join("examples")).unwrap();
    for folder in folders
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
    {
        let page = std::fs::read_to_string(folder.join("README.md")).unwrap();
        let first = commands(&page).into_iter().next().unwrap();
        let is_question = first.command.starts_with("why403 --") || first.exit == 0;
        if !is_question || !first.command.starts_with("why403 -") {
            continue;
        }
        let is_trigger = first.command.contains("--trigger");
        let ways = ["--all ", "fix --all ", "fix --ask "].into_iter();
        for how in ways.take(if is_trigger { 1 } else { 3 }) {
            let command = first
                .command
                .replacen("why403 ", &format!("why403 {how}"), 1);
            in_text(&run(&Shown::of(&command)), &mut all);
        }
    }
    check(&all, 40);
}

#[test]
fn pages_print_commands_of_the_cli() {
    let mut all = BTreeSet::new();
    let mut texts = vec![root().join("README.md")];
    for folder in ["docs", "docs/layers", "docs/causes"] {
        let found = std::fs::read_dir(root().join(folder)).unwrap();
        texts.extend(found.map(|it| it.unwrap().path()).filter(|it| is_page(it)));
    }
    for path in texts {
        in_text(&std::fs::read_to_string(path).unwrap(), &mut all);
    }
    check(&all, 80);
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "md")
}
