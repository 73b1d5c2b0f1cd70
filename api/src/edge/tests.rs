//! What reaches the caller, whatever happens within.

use super::*;
use crate::openapi::Resources;
use poem::endpoint::make;
use poem::error::{MethodNotAllowedError, NotFoundError};
use serde_json::Value;

async fn answer_of<E: Endpoint>(inner: E, request: Request) -> (Response, Value) {
    let known = Addresses::of::<Resources>("/api/v1");
    let limiter = Limiter::new(&Rates::default());
    let edge = Edge::new(inner, known, Arc::default(), Arc::new(limiter));
    let mut response = edge.call(request).await.unwrap();
    let body = response.take_body().into_bytes().await.unwrap();
    let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
    (response, json)
}

fn fine() -> impl Endpoint<Output = Response> {
    make(async |_| Ok::<_, poem::Error>(Response::default()))
}

#[tokio::test]
async fn an_error_becomes_a_problem_with_the_callers_request_id() {
    let inner = make(async |_| Err::<Response, poem::Error>(NotFoundError.into()));
    let request = Request::builder().header("X-Request-Id", "mine-1").finish();
    let (response, json) = answer_of(inner, request).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.content_type(), Some("application/problem+json"));
    assert_eq!(response.header("x-request-id"), Some("mine-1"));
    assert_eq!(json["request_id"], "mine-1");
    assert_eq!(json["type"], "/problems/not-found");
}

#[tokio::test]
async fn a_panic_is_a_problem_that_tells_nothing() {
    let inner = make(async |_| -> poem::Result<Response> { panic!("secret") });
    let (response, json) = answer_of(inner, Request::default()).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!json.to_string().contains("secret"));
}

#[tokio::test]
async fn an_unknown_query_parameter_is_named() {
    let uri = "/api/v1/tickets?stauts=open".parse().unwrap();
    let (response, json) = answer_of(fine(), Request::builder().uri(uri).finish()).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(json["errors"][0]["field"], "stauts");
}

#[tokio::test]
async fn a_body_that_is_announced_too_long_is_refused() {
    let length = (BODY_BYTES + 1).to_string();
    let request = Request::builder().header("Content-Length", length).finish();
    let (response, _) = answer_of(fine(), request).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_compressed_request_is_refused() {
    let request = Request::builder()
        .header("Content-Encoding", "gzip")
        .finish();
    let (response, _) = answer_of(fine(), request).await;
    assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_method_that_is_not_there_is_told_from_those_that_are() {
    let inner = make(async |_| Err::<Response, poem::Error>(MethodNotAllowedError.into()));
    let request = Request::builder().uri("/api/v1/tickets".parse().unwrap());
    let (response, _) = answer_of(inner, request.finish()).await;
    assert_eq!(response.header("allow"), Some("POST, GET"));
}

#[tokio::test]
async fn heads_that_are_too_long_are_told_so() {
    let long = format!("/api/v1/tickets?text={}", "x".repeat(8 * 1024));
    let request = Request::builder().uri(long.parse().unwrap()).finish();
    let (response, json) = answer_of(fine(), request).await;
    assert_eq!(response.status(), StatusCode::URI_TOO_LONG);
    assert_eq!(json["type"], "/problems/uri-too-long");

    let request = Request::builder().header("X-Padding", "x".repeat(33 * 1024));
    let (response, json) = answer_of(fine(), request.finish()).await;
    let too_large = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
    assert_eq!(response.status(), too_large);
    assert_eq!(json["type"], "/problems/head-too-large");
}

#[tokio::test]
async fn errors_carry_the_headers_for_browsers_too() {
    let inner = make(async |_| Err::<Response, poem::Error>(NotFoundError.into()));
    let (response, _) = answer_of(inner, Request::default()).await;
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let policy = response.header("content-security-policy");
    assert_eq!(policy, Some("default-src 'none'; frame-ancestors 'none'"));
}
