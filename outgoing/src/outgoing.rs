//! The client: one place through which every request to a named address goes.

use crate::resolver::Guarded;
use crate::{Allow, OutgoingError, Resolver, SystemResolver, Target};
use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, COOKIE, LOCATION};
use http::{HeaderMap, Method, Request, Response};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};
use std::sync::Arc;
use std::time::Duration;

/// How much, and how long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connect: Duration,
    /// From the first step to the last byte, redirects included.
    pub whole: Duration,
    /// Most bytes of an answer.
    pub answer: usize,
    /// Most redirects; each is checked as the first address was.
    pub redirects: usize,
}

/// Sends requests to addresses that people name. Cheap to clone.
#[derive(Clone)]
pub struct Outgoing {
    client: Client,
    guarded: Guarded,
    limits: Limits,
}

impl Outgoing {
    /// Asks the machine's resolver. Fails when encryption cannot be had.
    pub fn try_new(allow: Allow, limits: Limits) -> Result<Self, OutgoingError> {
        Self::with_resolver(allow, limits, Arc::new(SystemResolver))
    }

    /// Asks another resolver.
    pub fn with_resolver(
        allow: Allow,
        limits: Limits,
        resolver: Arc<dyn Resolver>,
    ) -> Result<Self, OutgoingError> {
        let allow = Arc::new(allow);
        let guarded = Guarded { resolver, allow };
        let client = builder(&limits).dns_resolver(guarded.clone());
        Ok(Self {
            client: client.build().map_err(OutgoingError::Client)?,
            guarded,
            limits,
        })
    }

    /// Checks an address when it is saved, so that its owner learns at once what is wrong with it. It
    /// is checked again each time it is used.
    pub async fn check(&self, url: &str) -> Result<Target, OutgoingError> {
        let target = Target::parse(url, &self.guarded.allow)?;
        if let Some(host) = target.url.domain() {
            let found = self.guarded.addresses(host);
            let found = tokio::time::timeout(self.limits.whole, found).await;
            found.unwrap_or(Err(OutgoingError::TooSlow(self.limits.whole)))?;
        }
        Ok(target)
    }

    /// Sends the request. GET and HEAD follow redirects, without their keys where another host is
    /// asked; the others are answered with the redirect itself.
    pub async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, OutgoingError> {
        let sending = tokio::time::timeout(self.limits.whole, self.follow(request)).await;
        sending.unwrap_or(Err(OutgoingError::TooSlow(self.limits.whole)))
    }

    async fn follow(&self, request: Request<Bytes>) -> Result<Response<Bytes>, OutgoingError> {
        let (mut parts, body) = request.into_parts();
        let mut target = Target::parse(&parts.uri.to_string(), &self.guarded.allow)?;
        let follows = matches!(parts.method, Method::GET | Method::HEAD);
        for _ in 0..=self.limits.redirects {
            let request = self
                .client
                .request(parts.method.clone(), target.url.clone());
            let request = request.headers(parts.headers.clone()).body(body.clone());
            let answer = request.send().await.map_err(OutgoingError::of)?;
            if !(follows && is_redirect(answer.status())) {
                return self.read(answer).await;
            }
            let next = self.next(&target, answer.headers())?;
            if !next.is_same_place(&target) {
                parts.headers.remove(AUTHORIZATION);
                parts.headers.remove(COOKIE);
            }
            target = next;
        }
        Err(OutgoingError::Redirects(self.limits.redirects))
    }

    fn next(&self, from: &Target, headers: &HeaderMap) -> Result<Target, OutgoingError> {
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
        let location = location.ok_or(OutgoingError::NoLocation)?;
        let to = Target::of(from.url.join(location)?, &self.guarded.allow)?;
        match (from.url.scheme(), to.url.scheme()) {
            ("https", "http") => Err(OutgoingError::Downgrade),
            _ => Ok(to),
        }
    }

    async fn read(&self, mut answer: reqwest::Response) -> Result<Response<Bytes>, OutgoingError> {
        let mut whole = Response::new(Bytes::new());
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = std::mem::take(answer.headers_mut());
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(OutgoingError::of)? {
            if body.len() + chunk.len() > self.limits.answer {
                return Err(OutgoingError::TooLarge(self.limits.answer));
            }
            body.extend_from_slice(&chunk);
        }
        *whole.body_mut() = body.freeze();
        Ok(whole)
    }
}

/// No redirects but ours, no proxy of the environment, which would resolve names itself.
fn builder(limits: &Limits) -> ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default(); // once per process
    Client::builder()
        .user_agent(concat!("docket/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .connect_timeout(limits.connect)
}

fn is_redirect(status: http::StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Outgoing");
        shown.field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(20),
            answer: 1024 * 1024,
            redirects: 3,
        }
    }
}

#[cfg(test)]
mod tests;
