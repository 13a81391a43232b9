//! What is shown at the moment, and its number.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use stancegraph::page;

use super::Made;
use crate::failure::Failure;
use crate::message;

/// A page with its number: a browser asks for the next one.
pub(super) struct Shown {
    now: Mutex<Numbered>,
    renewed: Condvar,
}

#[derive(Clone)]
struct Numbered {
    number: u64,
    page: Arc<str>,
}

impl Shown {
    pub(super) fn new(made: Made) -> Self {
        let (page, fault) = shown(made);
        report(fault.as_ref());
        let now = Mutex::new(Numbered { number: 1, page: page.into() });
        Self { now, renewed: Condvar::new() }
    }

    /// The page, with its number.
    pub(super) fn page(&self) -> (u64, Arc<str>) {
        let now = self.lock();
        (now.number, Arc::clone(&now.page))
    }

    /// Shows another page, if it is another.
    pub(super) fn renew(&self, made: Made) {
        let (page, fault) = shown(made);
        let mut now = self.lock();
        if *now.page != *page {
            report(fault.as_ref());
            *now = Numbered { number: now.number + 1, page: page.into() };
            self.renewed.notify_all();
        }
    }

    /// Waits until another page than this one is shown; gives its number, or that of
    /// the same page when it has been long.
    pub(super) fn after(&self, number: u64, at_most: Duration) -> u64 {
        let waits = |now: &mut Numbered| now.number == number;
        let now = self.renewed.wait_timeout_while(self.lock(), at_most, waits);
        now.unwrap_or_else(PoisonError::into_inner).0.number
    }

    fn lock(&self) -> MutexGuard<'_, Numbered> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page, or one that says why there is none.
fn shown(made: Made) -> (String, Option<Failure>) {
    match made {
        Ok(page) => (page, None),
        Err(failure) => (page::faults(&message::plain(&failure)), Some(failure)),
    }
}

fn report(fault: Option<&Failure>) {
    if let Some(failure) = fault {
        message::failure(failure);
    }
}
