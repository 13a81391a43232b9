//! Answers to requests, with the headers that all of them have.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::HeaderValue;
use hyper::{Response, StatusCode};

/// An answer.
pub(super) type Answer = Response<Full<Bytes>>;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Forbidden,
    NotFound,
    Method,
    Busy,
    TooLarge,
    TooSlow,
    NotJson,
    Failed,
}

/// The answer to a request that is refused.
pub(super) fn refused(refusal: Refusal) -> Answer {
    let (status, text) = match refusal {
        Refusal::Forbidden => (StatusCode::FORBIDDEN, "this is not for you\n"),
        Refusal::NotFound => (StatusCode::NOT_FOUND, "there is nothing here\n"),
        Refusal::Method => (StatusCode::METHOD_NOT_ALLOWED, "this can only be read\n"),
        Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, "too many are waiting\n"),
        Refusal::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "this is too large\n"),
        Refusal::TooSlow => (StatusCode::REQUEST_TIMEOUT, "this took too long\n"),
        Refusal::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "this is not JSON\n"),
        Refusal::Failed => (StatusCode::INTERNAL_SERVER_ERROR, "this did not work\n"),
    };
    response(status, "text/plain", text)
}

/// An answer with a content.
pub(super) fn response(
    status: StatusCode,
    kind: &'static str,
    content: impl Into<Bytes>,
) -> Answer {
    let mut response = Response::new(Full::new(content.into()));
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

/// A page, with the number by which its script waits for the next one.
pub(super) fn page(number: u64, html: &str) -> Answer {
    let meta = format!("<meta name=\"stancegraph-page\" content=\"{number}\">\n</head>");
    response(StatusCode::OK, "text/html; charset=utf-8", html.replacen("</head>", &meta, 1))
}
