//! Lets pages of any site send the public form, without cookies; nothing else is let through.

use poem::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};

/// Where the form is sent to.
pub(crate) const FORM: &str = "/api/v1/forms/ticket";

/// For how long browsers remember that they may, in seconds.
const REMEMBERED: &str = "600";

/// Wraps everything, so that refusals can be read as well.
#[derive(Debug)]
pub(crate) struct Cors<E>(pub E);

impl<E: Endpoint> Endpoint for Cors<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if request.uri().path() != FORM {
            return Ok(self.0.call(request).await?.into_response());
        }
        if request.method() == Method::OPTIONS && is_preflight(&request) {
            return Ok(preflight());
        }
        let mut response = self.0.call(request).await?.into_response();
        put(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        put(
            &mut response,
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "retry-after",
        );
        Ok(response)
    }
}

fn is_preflight(request: &Request) -> bool {
    let asked = request.headers();
    asked.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

fn preflight() -> Response {
    let mut response = Response::builder().status(StatusCode::NO_CONTENT).finish();
    put(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(
        &mut response,
        header::ACCESS_CONTROL_ALLOW_METHODS,
        "GET, POST",
    );
    put(
        &mut response,
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "content-type",
    );
    put(&mut response, header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
    response
}

fn put(response: &mut Response, name: HeaderName, value: &'static str) {
    let headers = response.headers_mut();
    headers.insert(name, HeaderValue::from_static(value));
}
