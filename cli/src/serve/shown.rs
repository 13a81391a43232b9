//! The current page, with its number.

use std::sync::Arc;
use std::time::Duration;

use stancegraph::page;
use tokio::sync::watch;
use tokio::time::timeout;

use super::Made;
use crate::failure::Failure;
use crate::message;

/// The current page and its number, which lets a browser ask for the next one.
pub(super) struct Shown {
    now: watch::Sender<Numbered>,
}

struct Numbered {
    number: u64,
    page: Arc<str>,
}

impl Shown {
    pub(super) fn new(made: Made) -> Self {
        let (page, fault) = shown(made);
        report(fault.as_ref());
        let (now, _) = watch::channel(Numbered { number: 1, page: page.into() });
        Self { now }
    }

    /// The current page and its number.
    pub(super) fn page(&self) -> (u64, Arc<str>) {
        let now = self.now.borrow();
        (now.number, Arc::clone(&now.page))
    }

    /// Shows a page, if it differs from the current one.
    pub(super) fn renew(&self, made: Made) {
        let (page, fault) = shown(made);
        self.now.send_if_modified(|now| {
            if *now.page == *page {
                return false;
            }
            report(fault.as_ref());
            *now = Numbered { number: now.number + 1, page: page.into() };
            true
        });
    }

    /// Waits for a page after the one with this number; returns its number, or the old number after the time
    /// limit.
    pub(super) async fn after(&self, number: u64, at_most: Duration) -> u64 {
        let mut now = self.now.subscribe();
        let next = now.wait_for(|now| now.number != number);
        match timeout(at_most, next).await {
            Ok(Ok(next)) => next.number,
            _ => number,
        }
    }
}

/// The page, or one with the error.
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
