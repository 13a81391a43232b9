//! Who is answered, and what.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use super::shown::Shown;

/// How long a browser waits for the next page before it asks again.
const WAIT: Duration = Duration::from_secs(25);
/// The most browsers that wait at once.
const MOST_WAITING: usize = 32;

/// Answers requests for one page.
#[derive(Clone)]
pub(super) struct Desk {
    host: String,
    token: String,
    shown: Arc<Shown>,
    waiting: Arc<AtomicUsize>,
}

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Page,
    /// The number of the page after this one.
    After(u64),
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Forbidden,
    NotFound,
    Method,
}

impl Desk {
    pub(super) fn new(port: u16, token: String, shown: Arc<Shown>) -> Self {
        let waiting = Arc::new(AtomicUsize::new(0));
        Self { host: format!("127.0.0.1:{port}"), token, shown, waiting }
    }

    /// The address of the page.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.host, self.token)
    }

    /// Answers until the server ends. A browser that waits has a thread of its own.
    pub(super) fn answer_all(&self, server: &Server) {
        for request in server.incoming_requests() {
            match self.wish(&request) {
                Ok(Wish::Page) => self.show(request),
                Ok(Wish::After(number)) => self.wait(request, number),
                Err(refusal) => refuse(request, refusal),
            }
        }
    }

    fn wish(&self, request: &Request) -> Result<Wish, Refusal> {
        let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
        let is_asked_by_name = hosts.next().is_some_and(|host| host.value == self.host.as_str());
        if !is_asked_by_name || hosts.next().is_some() {
            return Err(Refusal::Forbidden);
        }
        let path = request.url().strip_prefix('/').ok_or(Refusal::NotFound)?;
        let (token, rest) = path.split_once('/').ok_or(Refusal::Forbidden)?;
        if !is_same(token.as_bytes(), self.token.as_bytes()) {
            return Err(Refusal::Forbidden);
        }
        let wish = match rest.strip_prefix("after/").map(str::parse) {
            None if rest.is_empty() => Wish::Page,
            Some(Ok(number)) => Wish::After(number),
            _ => return Err(Refusal::NotFound),
        };
        if *request.method() == Method::Get { Ok(wish) } else { Err(Refusal::Method) }
    }

    fn show(&self, request: Request) {
        let (number, page) = self.shown.page();
        let page = page.replacen("</head>", &format!("{}</head>", follow(number)), 1);
        respond(request, Response::from_string(page), "text/html; charset=utf-8");
    }

    fn wait(&self, request: Request, number: u64) {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= MOST_WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            let busy = Response::from_string("too many are waiting\n").with_status_code(503);
            return respond(request, busy, "text/plain");
        }
        let desk = self.clone();
        thread::spawn(move || {
            let next = desk.shown.after(number, WAIT);
            desk.waiting.fetch_sub(1, Ordering::Relaxed);
            respond(request, Response::from_string(next.to_string()), "text/plain");
        });
    }
}

/// The number of a page, for the script that waits for the next one.
fn follow(number: u64) -> String {
    format!("<meta name=\"stancegraph-page\" content=\"{number}\">\n")
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn refuse(request: Request, refusal: Refusal) {
    let (status, text) = match refusal {
        Refusal::Forbidden => (403, "this is not for you\n"),
        Refusal::NotFound => (404, "there is nothing here\n"),
        Refusal::Method => (405, "this can only be read\n"),
    };
    respond(request, Response::from_string(text).with_status_code(status), "text/plain");
}

type Text = Response<std::io::Cursor<Vec<u8>>>;

fn respond(request: Request, response: Text, kind: &str) {
    let headers = [
        ("Content-Type", kind),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];
    let headers = headers.map(|(name, value)| {
        Header::from_bytes(name, value).expect("names and values of our own are ASCII")
    });
    let response = headers.into_iter().fold(response, Response::with_header);
    // Where nobody listens any more, that is not worth an error.
    let _ = request.respond(response);
}
