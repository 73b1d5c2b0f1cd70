//! For machines that watch: is it alive, is it ready, how is it doing.

use crate::app::App;
use poem::http::StatusCode;
use poem::{Body, Request, Response};
use serde::Serialize;
use std::time::Duration;

/// How long readiness may take to find out.
const PATIENCE: Duration = Duration::from_secs(3);
/// How far the catalog may be behind and still count as caught up: what was just appended.
const SLACK: i64 = 1000;

#[derive(Debug, Serialize)]
struct Health {
    status: &'static str,
}

#[derive(Debug, Serialize)]
struct Readiness {
    status: &'static str,
    /// Whether Postgres answers.
    postgres: bool,
    /// Whether settings and members are known up to now.
    catalog: bool,
    /// Whether events arrive over JetStream; not needed to be ready.
    nats: bool,
    /// The last position of the log; absent when Postgres does not answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<i64>,
}

/// The process is up.
pub(crate) fn alive() -> Response {
    answer(StatusCode::OK, &Health { status: "ok" })
}

/// Requests would be served. NATS being away does not count: commands and lists go on. Strangers learn
/// no more than that.
pub(crate) async fn ready(app: &App, request: &Request) -> Response {
    let head = tokio::time::timeout(PATIENCE, app.store.head()).await;
    let position = head.ok().and_then(Result::ok);
    let catalog = position.is_some_and(|head| app.catalog.position() >= head - SLACK);
    let ready = catalog && !app.stop.is_cancelled();
    let (code, status) = if ready {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    };
    if !app.edge.metrics.admits(request) {
        return answer(code, &Health { status });
    }
    let readiness = Readiness {
        status,
        postgres: position.is_some(),
        catalog,
        nats: app.store.follows_nats(),
        position,
    };
    answer(code, &readiness)
}

/// Everything measured, for Prometheus. Not there for strangers, nor where nothing is measured.
pub(crate) fn metrics(app: &App, request: &Request) -> Option<Response> {
    let handle = app.metrics.as_ref()?;
    if !app.edge.metrics.admits(request) {
        return None;
    }
    let response = Response::builder()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(Body::from(handle.render()));
    Some(response)
}

fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json")
        .header("Cache-Control", "no-store")
        .body(Body::from(serde_json::to_vec(body).unwrap_or_default()))
}
