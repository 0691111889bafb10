//! The answer for a tired person: verdict, who and what, the cause in its own source lines, what
//! to type next, all layers in a line, and how much more there is.

mod cause;
pub mod compare;
pub mod evidence;
pub mod fix;
mod groups;
mod header;
mod layers;
pub mod lint;
mod next;
mod page;
pub mod preflight;
mod rest;
mod stopped;
pub mod survey;
mod trace;
mod triage;
pub mod trigger;
pub mod verify;

use why403_diagnose::Diagnosis;
use why403_model::value::Instant;

pub use groups::groups;
pub(crate) use header::{age, world};
use page::Page;
pub use triage::render as render_triage;

/// How much is shown
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The top cause, and a count of the rest: at most 24 lines where that can be
    Brief,
    /// Every cause, every unknown and the whole trace
    All,
}

/// What the answer is written for
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// How people name the world
    pub world: &'f str,
    /// When the world was taken, as it says itself
    pub taken: Option<&'f str>,
    /// The time of the answer
    pub now: Option<Instant>,
    /// The folder that answers of AWS are saved to; `None` where the world is one file
    pub folder: Option<&'f str>,
    /// How much is shown
    pub detail: Detail,
    /// Columns of the terminal
    pub width: usize,
}

/// What would tell who denies, where nothing does
const RECORD: &str = "why403 fix --evidence plans what records who denies: docs/evidence.md";

/// Lines of a terminal that nobody has made larger
const SCREEN: usize = 24;

/// The answer as text for a terminal, with the codes of colours in it.
#[must_use]
pub fn render(diagnosis: &Diagnosis, frame: Frame<'_>) -> String {
    let mut page = Page::new(frame.width);
    header::write(&mut page, diagnosis, frame);
    let shown = match frame.detail {
        Detail::Brief => 1,
        Detail::All => usize::MAX,
    };
    for cause in diagnosis.causes.iter().take(shown) {
        page.gap();
        cause::write(&mut page, diagnosis, cause, frame.detail);
    }
    page.gap();
    next::write(&mut page, diagnosis, shown, frame.folder);
    page.gap();
    match frame.detail {
        Detail::Brief => layers::write(&mut page, diagnosis),
        Detail::All => trace::write(&mut page, diagnosis),
    }
    rest::write(&mut page, diagnosis, frame.detail, shown);
    let fit = match frame.detail {
        Detail::Brief => Some(SCREEN),
        Detail::All => None,
    };
    page.finish(fit)
}
