//! The outermost layer: what holds for every request and every answer, whatever goes wrong.

pub(crate) mod address;
mod compress;
mod head;
mod headers;
mod measure;
mod options;
mod pace;
mod rate;
mod request_id;
mod watchers;

pub use options::{
    EdgeOptions, ForwardedHeader, Limits, MetricsAccess, Networks, Proxies, TlsFiles,
};
pub(crate) use pace::is_too_slow;
pub(crate) use rate::{Class, Limiter};
pub use rate::{Rate, Rates};

use crate::attachments::is_upload;
use crate::openapi::Addresses;
use crate::problem::{Kind, Problem};
use crate::request::{BODY_BYTES, drain};
use futures_util::FutureExt;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

/// Wraps everything: request id, limits, panics and errors as problems, compression, metrics,
/// headers for browsers.
#[derive(Debug)]
pub(crate) struct Edge<E> {
    inner: E,
    known: Addresses,
    options: Arc<EdgeOptions>,
    limiter: Arc<Limiter>,
}

impl<E: Endpoint> Edge<E> {
    pub fn new(
        inner: E,
        known: Addresses,
        options: Arc<EdgeOptions>,
        limiter: Arc<Limiter>,
    ) -> Self {
        Self {
            inner,
            known,
            options,
            limiter,
        }
    }

    async fn answer(&self, mut request: Request) -> poem::Result<Response> {
        head::check(&request)?;
        let client = address::of(&request, &self.options.proxies);
        let class = Class::of(request.method(), request.uri().path());
        self.limiter.address(class, client)?;
        request.extensions_mut().insert(client);
        pace::keep(&mut request, &self.options.limits);
        self.check(&mut request).await?;
        let answering = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        match answering.await {
            Ok(outcome) => outcome.map(IntoResponse::into_response),
            Err(panic) => Err(Problem::internal(&panic_text(panic.as_ref())).into()),
        }
    }

    fn add_allow(&self, path: &str, response: &mut Response) {
        let methods = self.known.methods(path).unwrap_or_else(|| "GET".to_owned());
        if let Ok(methods) = HeaderValue::try_from(methods) {
            response.headers_mut().insert(header::ALLOW, methods);
        }
    }

    async fn check(&self, request: &mut Request) -> Result<(), Problem> {
        if request.headers().contains_key(header::CONTENT_ENCODING) {
            let detail = "Send the body as it is, without Content-Encoding.";
            return Err(Problem::new(Kind::UnsupportedMediaType, detail));
        }
        let bounded = !is_upload(request.method(), request.uri().path());
        if bounded && announced(request).is_some_and(|bytes| bytes > BODY_BYTES as u64) {
            if !request.headers().contains_key(header::EXPECT) {
                drain(request.take_body()).await; // else the sender sees a broken connection
            }
            return Err(Problem::body_too_large());
        }
        let query = request.uri().query().unwrap_or_default();
        if !query.is_empty()
            && let Some(name) = self.known.unknown(request.uri().path(), query)
        {
            let name: String = name.chars().take(50).collect();
            let detail = "is not a parameter of this address";
            return Err(Problem::parameter(&name, detail));
        }
        Ok(())
    }
}

impl<E: Endpoint> Endpoint for Edge<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let id = request_id::of(&request);
        let method = request.method().clone();
        let uri = request.uri().clone();
        let compressible = compress::accepted(&request);
        let mut response = match self.answer(request).await {
            Ok(response) => response,
            Err(error) => measure::keep_route(error, |error| {
                Problem::from(error).into_response(id.as_str())
            }),
        };
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            self.add_allow(uri.path(), &mut response);
        }
        measure::record(&self.known, &method, &response, started);
        if compressible {
            response = compress::compress(response).await;
        }
        headers::add(&mut response, self.options.https);
        id.write(&mut response);
        Ok(response)
    }
}

fn announced(request: &Request) -> Option<u64> {
    let length = request.headers().get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panicked: {}", text.unwrap_or_default())
}

#[cfg(test)]
mod tests;
