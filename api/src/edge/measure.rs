//! How long requests take, by route and status.

use crate::openapi::Addresses;
use poem::http::Method;
use poem::{Error, PathPattern, Response};
use std::time::Instant;

/// Turns an error into an answer that still knows which route it came from.
pub(super) fn keep_route(error: Error, answer: impl FnOnce(Error) -> Response) -> Response {
    let route = error.data::<PathPattern>().cloned();
    let mut response = answer(error);
    if let Some(route) = route {
        response.set_data(route);
    }
    response
}

/// Counts the answer. The label is the route's template, never the path: ids would flood it.
pub(super) fn record(known: &Addresses, method: &Method, response: &Response, started: Instant) {
    let route = response.data::<PathPattern>();
    let route = route.map_or_else(|| "none".into(), |route| known.template(&route.0));
    metrics::histogram!(
        "docket_http_request_seconds",
        "method" => name(method),
        "route" => route,
        "status" => response.status().as_u16().to_string(),
    )
    .record(started.elapsed().as_secs_f64());
}

fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
