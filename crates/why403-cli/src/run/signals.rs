//! Signals while a command runs: it gets them, and this process waits for what it does with them.
//!
//! The command is in the same process group, so what a terminal sends (Ctrl-C, Ctrl-\) reaches it
//! by itself; this process only must not end before it. What is sent to this process alone (as a
//! supervisor ends what it has started) is handed on.

#[cfg(not(unix))]
pub(super) use elsewhere::Watch;
#[cfg(unix)]
pub(super) use on_unix::Watch;

#[cfg(unix)]
mod on_unix {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

    use rustix::process::{Pid, Signal, kill_process};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;

    /// Signals that are watched
    pub(in crate::run) struct Watch {
        /// The command's process; 0 while there is none
        child: Arc<AtomicU32>,
    }

    impl Watch {
        /// From here on this process outlives the signals that end others
        pub(in crate::run) fn begin() -> Self {
            let child = Arc::new(AtomicU32::new(0));
            // A handler is not inherited: the command starts with the usual ones.
            let ignored = Arc::new(AtomicBool::new(false));
            for signal in [SIGINT, SIGQUIT] {
                // Without it this process would only end earlier than the command.
                let _ = signal_hook::flag::register(signal, Arc::clone(&ignored));
            }
            if let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP]) {
                let child = Arc::clone(&child);
                std::thread::spawn(move || {
                    for signal in &mut signals {
                        let signal = if signal == SIGHUP {
                            Signal::HUP
                        } else {
                            Signal::TERM
                        };
                        hand_on(child.load(Ordering::SeqCst), signal);
                    }
                });
            }
            Self { child }
        }

        /// Signals to this process alone are handed on to this one
        pub(in crate::run) fn hand_on_to(&self, child: u32) {
            self.child.store(child, Ordering::SeqCst);
        }

        /// The command has ended, and its number may be another's
        pub(in crate::run) fn end(&self) {
            self.child.store(0, Ordering::SeqCst);
        }
    }

    fn hand_on(child: u32, signal: Signal) {
        let child = i32::try_from(child).ok().and_then(Pid::from_raw);
        if let Some(child) = child {
            // It may just have ended.
            let _ = kill_process(child, signal);
        } else {
            // Nothing runs: the signal is meant for this process.
            std::process::exit(128 + signal.as_raw());
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    /// Elsewhere the system tells both of them
    pub(in crate::run) struct Watch;

    impl Watch {
        pub(in crate::run) fn begin() -> Self {
            Self
        }

        pub(in crate::run) fn hand_on_to(&self, _: u32) {}

        pub(in crate::run) fn end(&self) {}
    }
}
