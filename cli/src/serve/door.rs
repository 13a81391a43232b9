//! Decides who is let in: who asks this machine by its number, and knows the token.

use hyper::body::Incoming;
use hyper::header::HOST;
use hyper::{HeaderMap, Request};

use super::answer::{Answer, Refusal, refused};
use super::code_desk::CodeDesk;
use super::page_desk::PageDesk;

/// What is behind the door.
pub(super) enum Desk {
    Page(PageDesk),
    Code(CodeDesk),
}

/// Lets requests in, and hands them on.
pub(super) struct Door {
    host: String,
    token: String,
    desk: Desk,
}

impl Door {
    pub(super) fn new(port: u16, token: String, desk: Desk) -> Self {
        Self { host: format!("127.0.0.1:{port}"), token, desk }
    }

    /// The address that leads in.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.host, self.token)
    }

    /// Answers a request.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Answer {
        let path = match self.path(&request) {
            Ok(path) => path.to_owned(),
            Err(refusal) => return refused(refusal),
        };
        match &self.desk {
            Desk::Page(desk) => desk.answer(request.method(), &path).await,
            Desk::Code(desk) => desk.answer(request, &path).await,
        }
    }

    /// The path behind the token.
    fn path<'r, B>(&self, request: &'r Request<B>) -> Result<&'r str, Refusal> {
        // A page of another name that leads here has that name as its host.
        if only(request.headers(), HOST.as_str()) != Some(self.host.as_str())
            || self.is_from_elsewhere(request)
        {
            return Err(Refusal::Forbidden);
        }
        let path = request.uri().path_and_query().map_or("", |path| path.as_str());
        let path = path.strip_prefix('/').ok_or(Refusal::NotFound)?;
        let (token, rest) = path.split_once('/').ok_or(Refusal::Forbidden)?;
        if !is_same(token.as_bytes(), self.token.as_bytes()) {
            return Err(Refusal::Forbidden);
        }
        Ok(rest)
    }

    /// Whether a browser says that a page of another origin asks.
    fn is_from_elsewhere<B>(&self, request: &Request<B>) -> bool {
        let headers = request.headers();
        let has_origin = headers.contains_key("origin");
        let own = format!("http://{}", self.host);
        has_origin && only(headers, "origin") != Some(own.as_str())
    }
}

/// The value of a header that is there once.
pub(super) fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Compares two secrets in a time that does not depend on where they differ.
fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}
