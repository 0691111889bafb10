//! The terminal: how wide it is, and whether it shows colours.

use anstream::ColorChoice;
use clap::ValueEnum;
use why403_report::text::Detail;

/// When colours are shown
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// From here on, all output is coloured so
pub(crate) fn paint(color: Color) {
    let choice = match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Columns: `COLUMNS`, else the terminal's own, else 80; within what can be read
pub(crate) fn width() -> usize {
    const USUAL: usize = 80;
    const READABLE: std::ops::RangeInclusive<usize> = 40..=120;
    let said = std::env::var("COLUMNS").ok();
    let said = said.and_then(|it| it.trim().parse::<usize>().ok());
    let own = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(own)
        .unwrap_or(USUAL)
        .clamp(*READABLE.start(), *READABLE.end())
}

/// How much is shown: `--all` asks for everything
pub(crate) fn detail(all: bool) -> Detail {
    if all { Detail::All } else { Detail::Brief }
}
