//! Decides which requests to answer, and how.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{HOST, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::Semaphore;

use super::shown::Shown;

/// How long a browser waits for the next page before it asks again.
pub(super) const WAIT: Duration = Duration::from_secs(25);
/// The largest number of browsers that wait at once.
const MOST_WAITING: usize = 32;

/// Answers requests for one page.
pub(super) struct Desk {
    host: String,
    token: String,
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

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Forbidden,
    NotFound,
    Method,
    Busy,
}

impl Desk {
    pub(super) fn new(port: u16, token: String, shown: Arc<Shown>) -> Self {
        let waiting = Semaphore::new(MOST_WAITING);
        Self { host: format!("127.0.0.1:{port}"), token, shown, waiting }
    }

    /// The address of the page.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.host, self.token)
    }

    /// Answers a request; ignores its body.
    pub(super) async fn answer<B>(&self, request: Request<B>) -> Response<Full<Bytes>> {
        let answer = match self.wish(&request) {
            Ok(Wish::Page) => Ok(self.page()),
            Ok(Wish::After(number)) => self.after(number).await,
            Err(refusal) => Err(refusal),
        };
        answer.unwrap_or_else(refused)
    }

    fn wish<B>(&self, request: &Request<B>) -> Result<Wish, Refusal> {
        let mut hosts = request.headers().get_all(HOST).iter();
        let is_asked_by_name = hosts.next().is_some_and(|host| host == self.host.as_str());
        if !is_asked_by_name || hosts.next().is_some() {
            return Err(Refusal::Forbidden);
        }
        let path = request.uri().path_and_query().map_or("", |path| path.as_str());
        let path = path.strip_prefix('/').ok_or(Refusal::NotFound)?;
        let (token, rest) = path.split_once('/').ok_or(Refusal::Forbidden)?;
        if !is_same(token.as_bytes(), self.token.as_bytes()) {
            return Err(Refusal::Forbidden);
        }
        let wish = match rest.strip_prefix("after/").map(str::parse) {
            None if rest.is_empty() => Wish::Page,
            Some(Ok(number)) => Wish::After(number),
            _ => return Err(Refusal::NotFound),
        };
        if request.method() == Method::GET { Ok(wish) } else { Err(Refusal::Method) }
    }

    fn page(&self) -> Response<Full<Bytes>> {
        let (number, page) = self.shown.page();
        let page = page.replacen("</head>", &format!("{}</head>", follow(number)), 1);
        response(StatusCode::OK, "text/html; charset=utf-8", page)
    }

    async fn after(&self, number: u64) -> Result<Response<Full<Bytes>>, Refusal> {
        let _place = self.waiting.try_acquire().map_err(|_| Refusal::Busy)?;
        let next = self.shown.after(number, WAIT).await;
        Ok(response(StatusCode::OK, "text/plain", next.to_string()))
    }
}

/// The number of a page, for the script that waits for the next one.
fn follow(number: u64) -> String {
    format!("<meta name=\"stancegraph-page\" content=\"{number}\">\n")
}

/// Compares two secrets in a time that does not depend on where they differ.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn refused(refusal: Refusal) -> Response<Full<Bytes>> {
    let (status, text) = match refusal {
        Refusal::Forbidden => (StatusCode::FORBIDDEN, "this is not for you\n"),
        Refusal::NotFound => (StatusCode::NOT_FOUND, "there is nothing here\n"),
        Refusal::Method => (StatusCode::METHOD_NOT_ALLOWED, "this can only be read\n"),
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, "too many are waiting\n"),
    };
    response(status, "text/plain", text.to_owned())
}

fn response(status: StatusCode, kind: &'static str, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    let headers = [
        ("content-type", kind),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
