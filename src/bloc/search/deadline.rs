//! When to stop.

use std::time::{Duration, Instant};

/// The moment at which a search has to answer with what it has.
#[derive(Clone, Copy, Debug)]
pub(in crate::bloc) struct Deadline(Option<Instant>);

impl Deadline {
    /// So much time from now; a limit beyond the clock's range is none.
    pub(in crate::bloc) fn after(limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| Instant::now().checked_add(limit)))
    }

    /// How much time is left, if that is limited.
    pub(in crate::bloc) fn left(self) -> Option<Duration> {
        self.0.map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Whether there is one.
    pub(in crate::bloc) fn is_set(self) -> bool {
        self.0.is_some()
    }

    pub(in crate::bloc) fn passed(self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }
}
