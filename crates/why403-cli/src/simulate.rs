//! `why403 simulate --jsonl`: cases in, decisions out, line by line.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use clap::Args;
use why403_engine::case::Case;
use why403_report::json::simulate::{answer, failure};

use crate::Exit;
use crate::failure::Failure;

/// Options of `simulate`
#[derive(Args)]
pub(crate) struct Options {
    /// One case a line in, one decision a line out
    #[arg(long, required = true)]
    jsonl: bool,
    /// The file of cases; standard input where it is left out or `-`
    file: Option<PathBuf>,
}

/// A longer line is an error: nobody's case is, and memory stays bounded
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// Answers every line; failed if any line could not be answered
pub(crate) fn run(options: &Options) -> Exit {
    debug_assert!(options.jsonl);
    let input: Box<dyn Read> = match &options.file {
        Some(path) if path.as_os_str() != "-" => match std::fs::File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => {
                Failure::unreadable(&path.display().to_string(), &error).print();
                return Exit::Failed;
            }
        },
        Some(_) | None => Box::new(std::io::stdin()),
    };
    match answer_all(input) {
        Ok(exit) => exit,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Answered,
        Err(error) => {
            Failure::unreadable("the cases", &error).print();
            Exit::Failed
        }
    }
}

fn answer_all(input: Box<dyn Read>) -> std::io::Result<Exit> {
    let mut input = BufReader::new(input);
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut exit = Exit::Answered;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if input
            .by_ref()
            .take(MAX_LINE)
            .read_until(b'\n', &mut bytes)?
            == 0
        {
            break;
        }
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() {
            continue;
        }
        let answered = match Case::read(line) {
            Ok(case) => answer(&case, &case.answer()),
            Err(error) => {
                exit = Exit::Failed;
                failure(Case::id_in(line).as_deref(), line, &error)
            }
        };
        writeln!(output, "{answered}")?;
    }
    output.flush()?;
    Ok(exit)
}
