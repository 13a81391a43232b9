//! Progress messages for slow steps.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::message;

/// So long nobody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

/// Says on a terminal what goes on, where it takes longer than a second.
pub struct Progress {
    steps: Option<Sender<&'static str>>,
    watch: Option<JoinHandle<()>>,
}

impl Progress {
    pub fn of(step: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { steps: None, watch: None };
        }
        let (steps, next) = channel();
        let watch = thread::spawn(move || {
            let mut step = step;
            loop {
                match next.recv_timeout(PATIENCE) {
                    Ok(other) => step = other,
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        message::note(&format!("{step} …"));
                        match next.recv() {
                            Ok(other) => step = other,
                            Err(_) => return,
                        }
                    }
                }
            }
        });
        Self { steps: Some(steps), watch: Some(watch) }
    }

    /// The next step.
    pub fn next(&self, step: &'static str) {
        if let Some(steps) = &self.steps {
            // Who does not listen any more has ended.
            let _ = steps.send(step);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(watch) = self.watch.take() {
            // It prints at most a line.
            let _ = watch.join();
        }
    }
}
