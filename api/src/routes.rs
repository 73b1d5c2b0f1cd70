//! Which address leads where.

use crate::app::{App, State};
use crate::edge::Edge;
use crate::forms::Cors;
use crate::openapi::{self, Addresses, Resources};
use crate::{console, docs, embed, health, openapi_json};
use poem::endpoint::{BoxEndpoint, make};
use poem::error::NotFoundError;
use poem::{Body, Endpoint, EndpointExt, Response, Route, get};
use std::sync::Arc;

/// Everything that the API serves.
#[must_use]
pub fn routes(app: &App) -> BoxEndpoint<'static, Response> {
    let service = openapi::service();
    let state = Arc::new(State::new(app.clone()));
    let (options, limiter) = (app.edge.clone(), state.limiter.clone());
    let routes = Route::new()
        .nest("/api/v1", service)
        .at("/api/docs", get(docs::page()))
        .at("/api/openapi.json", get(document()))
        .at(
            "/healthz",
            get(make(async |_| Ok::<_, poem::Error>(health::alive()))),
        )
        .at("/readyz", get(readiness(app.clone())))
        .at("/metrics", get(metrics(app.clone())));
    let routes = console::routes(embed::routes(routes, app));
    let known = Addresses::of::<Resources>("/api/v1");
    Cors(Edge::new(routes.data(state), known, options, limiter)).boxed()
}

fn document() -> impl Endpoint<Output = Response> {
    let document = bytes::Bytes::from(openapi_json());
    make(move |_| {
        let body = Body::from_bytes(document.clone());
        let response = Response::builder().content_type("application/json");
        std::future::ready(Ok::<_, poem::Error>(response.body(body)))
    })
}

fn readiness(app: App) -> impl Endpoint<Output = Response> {
    make(move |request| {
        let app = app.clone();
        async move { Ok::<_, poem::Error>(health::ready(&app, &request).await) }
    })
}

fn metrics(app: App) -> impl Endpoint<Output = Response> {
    make(move |request| {
        let response = health::metrics(&app, &request).ok_or(NotFoundError);
        std::future::ready(response.map_err(poem::Error::from))
    })
}
