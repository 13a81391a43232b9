//! The moment at which a search must stop.

#[cfg(test)]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// When a search has to answer with what it has.
#[derive(Clone, Copy, Debug)]
pub enum Deadline {
    Never,
    At(Instant),
    /// After a number of looks at it: the same on every machine.
    #[cfg(test)]
    Looks(&'static AtomicUsize),
}

impl Deadline {
    /// This much time from now. A limit beyond the clock's range is no limit.
    pub(crate) fn after(limit: Option<Duration>) -> Self {
        let end = limit.and_then(|limit| Instant::now().checked_add(limit));
        end.map_or(Self::Never, Self::At)
    }

    /// After a number of looks at it.
    #[cfg(test)]
    pub(crate) fn after_looks(looks: usize) -> Self {
        Self::Looks(Box::leak(Box::new(AtomicUsize::new(looks))))
    }

    /// The time that is left; `None` if there is no limit.
    pub(crate) fn left(self) -> Option<Duration> {
        match self {
            Self::At(end) => Some(end.saturating_duration_since(Instant::now())),
            Self::Never => None,
            #[cfg(test)]
            Self::Looks(_) => None,
        }
    }

    /// Whether there is a limit.
    pub(crate) fn is_set(self) -> bool {
        !matches!(self, Self::Never)
    }

    pub(crate) fn passed(self) -> bool {
        match self {
            Self::Never => false,
            Self::At(end) => Instant::now() >= end,
            #[cfg(test)]
            Self::Looks(left) => {
                let less = |left: usize| Some(left.saturating_sub(1));
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) == Ok(0)
            }
        }
    }
}
