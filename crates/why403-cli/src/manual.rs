//! What is made of the arguments themselves: completions and the manual page.

use std::io::Write;

use clap::{Args, Command};

use crate::Exit;
use crate::failure::Failure;

/// Which shell
#[derive(Args)]
#[group(skip)]
pub(crate) struct Shell {
    /// The shell that will read them
    shell: clap_complete::Shell,
}

/// Writes completions to standard output
pub(crate) fn completions(shell: &Shell, command: &mut Command) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell.shell, command, "why403", &mut text);
    put(&text)
}

/// Writes the manual page to standard output, for `man -l -`
pub(crate) fn page(command: Command) -> Exit {
    let mut text = Vec::new();
    match clap_mangen::Man::new(command).render(&mut text) {
        Ok(()) => put(&text),
        Err(error) => failed(&error),
    }
}

fn put(text: &[u8]) -> Exit {
    match std::io::stdout().lock().write_all(text) {
        Ok(()) => Exit::Answered,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Answered,
        Err(error) => failed(&error),
    }
}

fn failed(error: &std::io::Error) -> Exit {
    Failure::new("file/unwritable", error, None).print();
    Exit::Failed
}
