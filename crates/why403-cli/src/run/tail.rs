//! A stream that passes through: every byte goes on at once, and the last of them are kept.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Bytes that are kept
const KEPT: usize = 256 * 1024;

/// How long a stream may stay open, and silent, once its command has ended: what a command leaves
/// behind may hold it for ever
const GRACE: Duration = Duration::from_millis(500);

/// Where a stream goes on to
#[derive(Clone, Copy)]
pub(super) enum Stream {
    Output,
    Error,
}

/// A stream under way
pub(super) struct Watched {
    kept: Arc<Mutex<Kept>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Kept {
    bytes: VecDeque<u8>,
    /// Whether earlier bytes were let go
    is_cut: bool,
    last: Option<Instant>,
}

impl Watched {
    /// Passes a stream on from here on; without one there is nothing to watch
    pub(super) fn of(from: Option<impl Read + Send + 'static>, to: Stream) -> Self {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let thread = from.map(|from| {
            let kept = Arc::clone(&kept);
            std::thread::spawn(move || pass(from, to, &kept))
        });
        Self { kept, thread }
    }

    /// The last of the stream as text, from the beginning of a line on
    pub(super) fn finish(self) -> String {
        let ended = Instant::now();
        if let Some(thread) = &self.thread {
            let is_silent = || {
                let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.last.unwrap_or(ended).max(ended).elapsed() > GRACE
            };
            while !thread.is_finished() && !is_silent() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_cut = kept.is_cut;
        let bytes = kept.bytes.make_contiguous();
        let start = match bytes.iter().position(|it| *it == b'\n') {
            Some(end) if is_cut => end + 1,
            _ => 0,
        };
        String::from_utf8_lossy(bytes.get(start..).unwrap_or_default()).into_owned()
    }
}

fn pass(mut from: impl Read, to: Stream, kept: &Mutex<Kept>) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return,
        };
        let bytes = buffer.get(..read).unwrap_or_default();
        let gone = match to {
            Stream::Output => put(&mut std::io::stdout().lock(), bytes),
            Stream::Error => put(&mut std::io::stderr().lock(), bytes),
        };
        keep(kept, bytes);
        // Nobody reads any more: letting go of the stream tells the command so.
        if gone.is_err() {
            return;
        }
    }
}

fn put(to: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    to.write_all(bytes)?;
    to.flush()
}

fn keep(kept: &Mutex<Kept>, bytes: &[u8]) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.bytes.extend(bytes);
    kept.last = Some(Instant::now());
    let more = kept.bytes.len().saturating_sub(KEPT);
    if more > 0 {
        kept.bytes.drain(..more);
        kept.is_cut = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bytes_are_kept_from_the_beginning_of_a_line_on() {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let line = [&b"x".repeat(99)[..], b"\n"].concat();
        for _ in 0..4_000 {
            keep(&kept, &line);
        }
        keep(&kept, b"the end");
        assert!(kept.lock().unwrap().bytes.len() <= KEPT);
        let watched = Watched { kept, thread: None };
        let text = watched.finish();
        assert!(text.starts_with('x') && text.ends_with("x\nthe end"));
        assert_eq!((text.len() - "the end".len()) % 100, 0, "whole lines only");
    }
}
