//! One connection, from its first byte to its last.

use super::Shared;
use super::busy::{BusyBody, UnderWay};
use super::watched::Watched;
use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use poem::http::uri::Scheme;
use poem::http::{HeaderValue, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

/// Longest head that is read at all; what is too long before that is told so.
const HEAD_BYTES: usize = 64 * 1024;
const HEADERS: usize = 100;
/// Requests of one HTTP/2 connection at once.
const STREAMS: u32 = 200;

pub(super) struct Connection {
    pub shared: Arc<Shared>,
    pub local: SocketAddr,
    pub peer: SocketAddr,
}

impl Connection {
    pub async fn serve(self, stream: TcpStream) {
        let Some(tls) = &self.shared.tls else {
            return self.speak(stream, Scheme::HTTP, true).await;
        };
        match tls.encrypt(stream, self.shared.options.limits.head).await {
            Ok((stream, in_turn)) => self.speak(stream, Scheme::HTTPS, in_turn).await,
            Err(error) => tracing::debug!(%error, "no encryption could be agreed on"),
        }
    }

    async fn speak<Io>(&self, io: Io, scheme: Scheme, in_turn: bool)
    where
        Io: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let under_way = Arc::new(UnderWay::default());
        let limits = self.shared.options.limits;
        let io = Watched::new(io, under_way.clone(), limits, in_turn);
        let service = service_fn(|request| {
            let busy = under_way.begin();
            let answering = self.answer(request, scheme.clone());
            async move {
                let answer = answering.await;
                Ok::<_, Infallible>(answer.map(|body| BusyBody { body, _busy: busy }))
            }
        });
        let builder = builder();
        let mut connection = std::pin::pin!(builder.serve_connection(TokioIo::new(io), service));
        tokio::select! {
            ended = connection.as_mut() => return log(ended),
            () = self.shared.stop.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        tokio::select! {
            ended = connection => log(ended),
            () = self.shared.cut.cancelled() => {}
        }
    }

    fn answer(
        &self,
        request: Request<Incoming>,
        scheme: Scheme,
    ) -> impl Future<Output = Response<BoxBody<Bytes, io::Error>>> + Send + use<> {
        let last = is_ambiguous(&request);
        let address = |address| Addr::SocketAddr(address);
        let (local, remote) = (
            LocalAddr(address(self.local)),
            RemoteAddr(address(self.peer)),
        );
        let request = poem::Request::from((request, local, remote, scheme));
        let shared = self.shared.clone();
        async move {
            let mut answer = Response::from(shared.endpoint.get_response(request).await);
            if last {
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(header::CONNECTION, close);
            }
            answer
        }
    }
}

fn builder() -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .header_read_timeout(None); // `Watched` watches
    let header_bytes = u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX);
    builder
        .http2()
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(header_bytes);
    builder
}

/// A request in chunks may have announced a length as well, which is forgotten by now. Where a proxy
/// in between believed that length, what follows is not what its sender takes it for: nothing does.
fn is_ambiguous(request: &Request<Incoming>) -> bool {
    request.version() <= Version::HTTP_11
        && request.headers().contains_key(header::TRANSFER_ENCODING)
}

fn log(ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}
