//! Answers the requests of the workbench: what there is, and what is to be done.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stancegraph::edit::Kind;
use stancegraph::page::{self, Served};
use stancegraph::workbench::{Command, Refusal as Refused, Why};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::answer::{Answer, Refusal, page, refused, response};
use super::door::only;
use super::page_desk::{MOST_WAITING, WAIT};
use super::session::{Session, Step};

/// The largest body of a request: a text of several megabytes, escaped.
const LARGEST: usize = 32 << 20;
/// The time in which a body has to be there.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers the requests of the workbench.
pub(super) struct CodeDesk {
    session: Arc<Session>,
    served: Served,
    waiting: Semaphore,
}

/// What a front end writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The version that it has seen.
    version: String,
    #[serde(rename = "do")]
    wanted: Option<Command>,
}

impl CodeDesk {
    pub(super) fn new(session: Arc<Session>, title: &str) -> Self {
        let waiting = Semaphore::new(MOST_WAITING);
        Self { session, served: page::workbench(title), waiting }
    }

    /// Answers a request by its path behind the token.
    pub(super) async fn answer(&self, request: Request<Incoming>, path: &str) -> Answer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let answer = match (request.method(), path) {
            (&Method::GET, _) => self.read(path, &Query(query)).await,
            (&Method::POST, "api/do" | "api/undo" | "api/redo") => self.write(request, path).await,
            (&Method::POST, _) => Err(Refusal::NotFound),
            _ => Err(Refusal::Method),
        };
        answer.unwrap_or_else(refused)
    }

    async fn read(&self, path: &str, query: &Query<'_>) -> Result<Answer, Refusal> {
        if let Some(number) = path.strip_prefix("after/") {
            return self.after(number.parse().map_err(|_| Refusal::NotFound)?).await;
        }
        if let Some(id) = path.strip_prefix("api/source/") {
            let id = decoded(id).ok_or(Refusal::NotFound)?.into_owned();
            return self.ask(move |session| session.with(|bench| bench.source_text(&id))).await;
        }
        let given = |name: &str| query.get(name).map(Cow::into_owned);
        match path {
            "" => Ok(self.workbench()),
            "page" => self.page().await,
            "api/state" => self.ask(|session| session.with(|bench| Ok(bench.state()))).await,
            "api/stances" => {
                let stances = |session: &Session| {
                    session.with(|bench| {
                        Ok(json!({"version": bench.version(), "stances": bench.cards()}))
                    })
                };
                self.ask(stances).await
            }
            "api/search" => {
                let words = given("q").unwrap_or_default();
                self.ask(move |session| session.with(|bench| Ok(bench.search(&words)))).await
            }
            "api/alike" => {
                let kind = match given("kind").as_deref() {
                    Some("issue") => Kind::Issue,
                    Some("actor") => Kind::Actor,
                    _ => return Ok(told(&missing("kind is actor or issue"))),
                };
                let name = given("name").unwrap_or_default();
                self.ask(move |session| session.with(|bench| Ok(bench.likeness(kind, &name)))).await
            }
            "api/date" => {
                let text = given("text").unwrap_or_default();
                self.ask(move |session| session.with(|bench| Ok(bench.date_meant(&text)))).await
            }
            "api/label" => {
                let text = given("text").unwrap_or_default();
                let on_actor = given("on").as_deref() == Some("actor");
                let meant = move |session: &Session| {
                    session.with(|bench| Ok(bench.label_meant(&text, on_actor)))
                };
                self.ask(meant).await
            }
            "api/coders" => self.ask(|session| session.with(|bench| Ok(bench.agreement()))).await,
            "api/changes" => self.changes(&given("since").unwrap_or_default()).await,
            _ => Err(Refusal::NotFound),
        }
    }

    /// Asks the session on a thread of its own, and answers in JSON.
    async fn ask<T: Serialize>(
        &self,
        ask: impl FnOnce(&Session) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Answer, Refusal> {
        let session = Arc::clone(&self.session);
        let asked = spawn_blocking(move || match ask(&session) {
            Ok(answer) => match serde_json::to_vec(&answer) {
                Ok(json) => response(StatusCode::OK, "application/json", json),
                Err(_) => refused(Refusal::Failed),
            },
            Err(refusal) => told(&refusal),
        });
        asked.await.map_err(|_| Refusal::Failed)
    }

    fn workbench(&self) -> Answer {
        let mut answer =
            response(StatusCode::OK, "text/html; charset=utf-8", self.served.html.clone());
        let policy = format!("{}; frame-ancestors 'none'", self.served.policy);
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            answer.headers_mut().insert("content-security-policy", policy);
        }
        answer
    }

    /// The page of the map, which the workbench shows in a frame.
    async fn page(&self) -> Result<Answer, Refusal> {
        let session = Arc::clone(&self.session);
        let made = spawn_blocking(move || session.page());
        let (number, html) = made.await.map_err(|_| Refusal::Failed)?;
        let mut answer = page(number, &html);
        answer.headers_mut().insert("x-frame-options", HeaderValue::from_static("SAMEORIGIN"));
        Ok(answer)
    }

    async fn after(&self, number: u64) -> Result<Answer, Refusal> {
        let _place = self.waiting.try_acquire().map_err(|_| Refusal::Busy)?;
        let next = self.session.after(number, WAIT).await;
        Ok(response(StatusCode::OK, "text/plain", next.to_string()))
    }

    async fn changes(&self, since: &str) -> Result<Answer, Refusal> {
        let _place = self.waiting.try_acquire().map_err(|_| Refusal::Busy)?;
        let session = Arc::clone(&self.session);
        spawn_blocking(move || session.with(|_| ())).await.map_err(|_| Refusal::Failed)?;
        let version = self.session.changed_since(since, WAIT).await;
        Ok(response(StatusCode::OK, "application/json", json!({"version": version}).to_string()))
    }

    async fn write(&self, request: Request<Incoming>, path: &str) -> Result<Answer, Refusal> {
        let kind = only(request.headers(), CONTENT_TYPE.as_str()).unwrap_or_default();
        // A form of another page cannot say this without asking first.
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(Refusal::NotJson);
        }
        if request.body().size_hint().lower() > LARGEST as u64 {
            return Err(Refusal::TooLarge);
        }
        let body = Limited::new(request.into_body(), LARGEST).collect();
        let body = timeout(PATIENCE, body).await.map_err(|_| Refusal::TooSlow)?;
        let body = body.map_err(|_| Refusal::TooLarge)?.to_bytes();
        let written = match serde_json::from_slice::<Written>(&body) {
            Ok(written) => written,
            Err(error) => return Ok(told(&malformed(&format!("no command: {error}")))),
        };
        let step = match (path, written.wanted) {
            ("api/undo", None) => Step::Undo,
            ("api/redo", None) => Step::Redo,
            ("api/do", Some(command)) => Step::Do(Box::new(command)),
            _ => return Ok(told(&malformed("\"do\" says what is to be done, and only to api/do"))),
        };
        self.ask(move |session| session.act(&written.version, &step)).await
    }
}

fn malformed(text: &str) -> Refused {
    Refused::new(Why::Malformed, text)
}

fn missing(text: &str) -> Refused {
    Refused::new(Why::Missing, text)
}

/// A refusal as JSON.
fn told(refusal: &Refused) -> Answer {
    let status = match refusal.why {
        Why::Malformed => StatusCode::BAD_REQUEST,
        Why::Missing => StatusCode::NOT_FOUND,
        Why::Conflict => StatusCode::CONFLICT,
        Why::Senseless => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let json = serde_json::to_value(refusal).unwrap_or(Value::Null);
    response(status, "application/json", json.to_string())
}

/// The part of an address behind the question mark.
struct Query<'q>(&'q str);

impl<'q> Query<'q> {
    fn get(&self, name: &str) -> Option<Cow<'q, str>> {
        let mut pairs = self.0.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(known, _)| *known == name)?;
        if !value.contains('+') {
            return decoded(value);
        }
        decoded(&value.replace('+', " ")).map(|text| Cow::Owned(text.into_owned()))
    }
}

/// A part of an address without its escapes; none if it is no text.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(text.into());
    }
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_browsers_write_them() {
        let query = Query("q=a+b%20%C3%BC&empty=&bad=%zz&cut=%2");
        assert_eq!(query.get("q").as_deref(), Some("a b ü"));
        assert_eq!(query.get("empty").as_deref(), Some(""));
        assert_eq!((query.get("bad"), query.get("cut"), query.get("x")), (None, None, None));
        assert_eq!(decoded("%ff"), None);
    }
}
