//! A web service that answers queries about one graph: `cargo run --example web_server`, then
//! `curl -d '{"filter": {"actors": ["china"]}}' http://127.0.0.1:8080/standings`.

use std::error::Error;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;
use stancegraph::graph::{OwnedView, Query, Side};
use stancegraph::{Format, StanceGraph};

const TEXT: &str = r#"
[actors.china]
[actors.russia]
[issues.thaad]

[[stances]]
actor = "china"
label = "opposes"
issue = "thaad"

[[stances]]
actor = "russia"
label = "opposes"
issue = "thaad"
"#;

/// The side of an actor on a target, with the ids of the stances behind it.
#[derive(Serialize)]
struct Answer {
    actor: String,
    target: String,
    side: Side,
    stances: Vec<String>,
}

/// Answers a query; one that cannot be answered is a client error that says why.
async fn standings(
    State(graph): State<Arc<StanceGraph>>,
    Json(query): Json<Query>,
) -> Result<Json<Vec<Answer>>, (StatusCode, String)> {
    let view = OwnedView::new(graph, query);
    let view = view.map_err(|error| (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))?;
    let answer = |standing: stancegraph::Standing| Answer {
        actor: standing.actor().id.to_string(),
        target: standing.target().id().to_owned(),
        side: standing.side(),
        stances: standing.deciding().map(|stance| stance.id().to_string()).collect(),
    };
    Ok(Json(view.view().standings().iter().map(answer).collect()))
}

fn app(graph: StanceGraph) -> Router {
    Router::new().route("/standings", post(standings)).with_state(Arc::new(graph))
}

/// Serves until it is stopped.
async fn serve(graph: StanceGraph, port: u16) -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/standings", listener.local_addr()?);
    Ok(axum::serve(listener, app(graph)).await?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let graph = Format::Toml.read(TEXT.as_bytes())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(serve(graph, 8080))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn ask(query: &str) -> (StatusCode, String) {
        let graph = Format::Toml.read(TEXT.as_bytes()).expect("the text is right");
        let request = Request::post("/standings").header("content-type", "application/json");
        let request = request.body(Body::from(query.to_owned())).expect("a request");
        let response = app(graph).oneshot(request).await.expect("it always answers");
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn queries_are_answered_and_wrong_ones_say_why() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let (status, body) = runtime.block_on(ask(r#"{"filter": {"actors": ["china"]}}"#));
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains(r#""actor":"china""#) && !body.contains("russia"), "{body}");
        let (status, body) = runtime.block_on(ask(r#"{"filter": {"actors": ["chin"]}}"#));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(body.contains("did you mean \"china\"?"), "{body}");
        let (status, body) = runtime.block_on(ask(r#"{"filter": {"who": []}}"#));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(body.contains("unknown field `who`"), "{body}");
    }
}
