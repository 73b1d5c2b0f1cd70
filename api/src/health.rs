//! For machines that watch: is it alive, is it ready, how is it doing.

use crate::app::App;
use poem::http::StatusCode;
use poem::{Body, Response};
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

/// Requests would be served. NATS being away does not count: commands and lists go on.
pub(crate) async fn ready(app: &App) -> Response {
    let head = tokio::time::timeout(PATIENCE, app.store.head()).await;
    let position = head.ok().and_then(Result::ok);
    let catalog = position.is_some_and(|head| app.catalog.position() >= head - SLACK);
    let ready = catalog && !app.stop.is_cancelled();
    let (code, status) = if ready {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    };
    let readiness = Readiness {
        status,
        postgres: position.is_some(),
        catalog,
        nats: app.store.follows_nats(),
        position,
    };
    answer(code, &readiness)
}

/// Everything measured, for Prometheus; `None` where nothing is.
pub(crate) async fn metrics(app: &App) -> Option<Response> {
    let handle = app.metrics.as_ref()?;
    gauge_positions(app).await;
    let text = handle.render();
    let response = Response::builder()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(Body::from(text));
    Some(response)
}

#[expect(clippy::cast_precision_loss, reason = "positions stay below 2^53")]
async fn gauge_positions(app: &App) {
    let head = app.store.known_head();
    metrics::gauge!("docket_log_position").set(head as f64);
    metrics::gauge!("docket_append_waiting_commands").set(app.store.waiting() as f64);
    metrics::gauge!("docket_catalog_position").set(app.catalog.position() as f64);
    metrics::gauge!("docket_nats_followed").set(f64::from(u8::from(app.store.follows_nats())));
    if let Some(published) = &app.system.published {
        let position = *published.borrow();
        metrics::gauge!("docket_relay_position").set(position as f64);
        metrics::gauge!("docket_relay_lag_events").set((head - position).max(0) as f64);
    }
    let checkpoint = app.store.checkpoint(&app.system.automation_checkpoint);
    if let Ok(Ok(Some(position))) = tokio::time::timeout(PATIENCE, checkpoint).await {
        metrics::gauge!("docket_automation_position").set(position as f64);
        metrics::gauge!("docket_automation_lag_events").set((head - position).max(0) as f64);
    }
    let projections = tokio::time::timeout(PATIENCE, app.read.projections()).await;
    for p in projections.ok().and_then(Result::ok).unwrap_or_default() {
        let labels = [
            ("projection", p.name),
            ("version", p.version.to_string()),
            ("state", p.state.as_str().to_owned()),
        ];
        metrics::gauge!("docket_projection_position", &labels).set(p.position as f64);
        let lag = (head - p.position).max(0);
        metrics::gauge!("docket_projection_lag_events", &labels).set(lag as f64);
        metrics::gauge!("docket_projection_parked_events", &labels).set(p.parked as f64);
    }
}

fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json")
        .header("Cache-Control", "no-store")
        .body(Body::from(serde_json::to_vec(body).unwrap_or_default()))
}
