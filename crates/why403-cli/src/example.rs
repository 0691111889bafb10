//! `why403 example`: the examples that are inside the program, told and answered.

use std::path::PathBuf;

use clap::{Args, Parser};
use include_dir::Dir;
use why403_model::nearest::nearest;

use crate::failure::Failure;
use crate::files::{EXAMPLES, Files};
use crate::{Exit, explain};

/// Options of `example`
#[derive(Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Which example; without a name all are listed
    name: Option<String>,
    /// Write the example's files into this folder, which must not exist yet
    #[arg(long, value_name = "DIR", requires = "name")]
    write: Option<PathBuf>,
}

/// A command of an example's page, as it would be typed
#[derive(Parser)]
#[command(no_binary_name = true)]
struct Typed {
    #[command(flatten)]
    options: explain::Options,
}

/// Lists the examples, or shows one
pub(crate) fn run(options: &Options) -> Exit {
    let done = match (&options.name, &options.write) {
        (None, _) => {
            list();
            Ok(Exit::Answered)
        }
        (Some(name), None) => find(name).and_then(show),
        (Some(name), Some(into)) => find(name).and_then(|example| write(example, into)),
    };
    done.unwrap_or_else(|failure| {
        failure.print();
        Exit::Failed
    })
}

fn all() -> impl Iterator<Item = &'static Dir<'static>> {
    EXAMPLES.dirs()
}

fn name_of(example: &Dir<'_>) -> String {
    example.path().display().to_string()
}

fn find(name: &str) -> Result<&'static Dir<'static>, Failure> {
    let names: Vec<String> = all().map(name_of).collect();
    EXAMPLES.get_dir(name).ok_or_else(|| {
        let near = nearest(name, names.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `why403 example {near}`?"),
            None => "`why403 example` lists them".to_string(),
        };
        Failure::new(
            "example/missing",
            &format!("there is no example `{name}`"),
            Some(help),
        )
    })
}

fn page(example: &Dir<'_>) -> &'static str {
    let path = example.path().join("README.md");
    let file = EXAMPLES.get_file(path);
    file.and_then(|it| it.contents_utf8()).unwrap_or_default()
}

/// The names, each with the first sentence of its story
fn list() {
    for example in all() {
        let story = story(page(example)).replace('\n', " ");
        let first = story.split_once(". ").map_or(story.as_str(), |it| it.0);
        let first = first.trim().trim_end_matches('.');
        anstream::println!("{}\n    {first}", name_of(example));
    }
}

/// What a page says between its title and its first command
fn story(page: &str) -> &str {
    let body = page.split_once('\n').map_or("", |it| it.1);
    body.split("```").next().unwrap_or_default().trim()
}

/// The commands of a page
fn commands(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("\n```sh\n").skip(1);
    blocks.filter_map(|it| it.split("\n```").next())
}

/// The story, and every command with its answer
fn show(example: &'static Dir<'static>) -> Result<Exit, Failure> {
    let page = page(example);
    anstream::println!("{}\n", story(page));
    for command in commands(page) {
        anstream::println!("$ {command}\n");
        let typed = Typed::try_parse_from(words(command))
            .map_err(|it| Failure::new("example/command", &it, None))?;
        let exit = explain::run(&typed.options, Files::Shipped);
        if exit != Exit::Answered {
            return Ok(exit);
        }
    }
    Ok(Exit::Answered)
}

/// The words of a command after `why403`, as a shell takes them apart: quotes, and lines that go
/// on
fn words(command: &str) -> Vec<String> {
    let joined = command.replace("\\\n", " ");
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for character in joined.chars() {
        match (quote, character) {
            (Some(open), it) if it == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, it) if it.is_whitespace() => words.extend(word.take()),
            (Some(_) | None, it) => word.get_or_insert_default().push(it),
        }
    }
    words.extend(word);
    words.into_iter().skip_while(|it| it == "why403").collect()
}

fn write(example: &'static Dir<'static>, into: &std::path::Path) -> Result<Exit, Failure> {
    let name = into.display().to_string();
    std::fs::create_dir_all(into.parent().unwrap_or(into))
        .and_then(|()| std::fs::create_dir(into))
        .map_err(|it| Failure::new("file/unwritable", &format!("{name}: {it}"), None))?;
    for file in example.files() {
        let path = into.join(file.path().file_name().unwrap_or_default());
        std::fs::write(&path, file.contents()).map_err(|it| {
            Failure::new(
                "file/unwritable",
                &format!("{}: {it}", path.display()),
                None,
            )
        })?;
        anstream::println!("{}", path.display());
    }
    Ok(Exit::Answered)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_command_is_taken_apart_as_a_shell_does() {
        let found = words("why403 --role r \\\n  --resource 's3://b/a key' \"x y\" ''");
        assert_eq!(
            found,
            ["--role", "r", "--resource", "s3://b/a key", "x y", ""]
        );
    }
}
