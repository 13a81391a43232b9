//! Answers requests for one page that can only be read.

use std::sync::Arc;
use std::time::Duration;

use hyper::{Method, StatusCode};
use tokio::sync::Semaphore;

use super::answer::{Answer, Refusal, page, refused, response};
use super::shown::Shown;

/// How long a browser waits for the next page before it asks again.
pub(super) const WAIT: Duration = Duration::from_secs(25);
/// The largest number of browsers that wait at once.
pub(super) const MOST_WAITING: usize = 32;

/// Answers requests for one page.
pub(super) struct PageDesk {
    shown: Arc<Shown>,
    waiting: Semaphore,
}

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Page,
    /// The next page after the one with this number.
    After(u64),
}

impl PageDesk {
    pub(super) fn new(shown: Arc<Shown>) -> Self {
        Self { shown, waiting: Semaphore::new(MOST_WAITING) }
    }

    /// Answers a request by its path behind the token.
    pub(super) async fn answer(&self, method: &Method, path: &str) -> Answer {
        let answer = match wish(method, path) {
            Ok(Wish::Page) => Ok(self.page()),
            Ok(Wish::After(number)) => self.after(number).await,
            Err(refusal) => Err(refusal),
        };
        answer.unwrap_or_else(refused)
    }

    fn page(&self) -> Answer {
        let (number, html) = self.shown.page();
        page(number, &html)
    }

    async fn after(&self, number: u64) -> Result<Answer, Refusal> {
        let _place = self.waiting.try_acquire().map_err(|_| Refusal::Busy)?;
        let next = self.shown.after(number, WAIT).await;
        Ok(response(StatusCode::OK, "text/plain", next.to_string()))
    }
}

fn wish(method: &Method, path: &str) -> Result<Wish, Refusal> {
    let wish = match path.strip_prefix("after/").map(str::parse) {
        None if path.is_empty() => Wish::Page,
        Some(Ok(number)) => Wish::After(number),
        _ => return Err(Refusal::NotFound),
    };
    if *method == Method::GET { Ok(wish) } else { Err(Refusal::Method) }
}
