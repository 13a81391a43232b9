//! Progress messages for slow steps.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::message;

/// The time before the first message.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reports on a terminal what is going on, if it takes longer than a second.
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

    /// Begins the next step.
    pub fn next(&self, step: &'static str) {
        if let Some(steps) = &self.steps {
            // An error means that the other thread has ended.
            let _ = steps.send(step);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.steps = None;
        if let Some(watch) = self.watch.take() {
            // The thread prints one line at most.
            let _ = watch.join();
        }
    }
}
