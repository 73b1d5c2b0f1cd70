//! A body must come at some pace: whoever sends a byte now and then holds a place for ever.

use super::options::Limits;
use bytes::Bytes;
use futures_util::Stream;
use poem::{Body, Request};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// Has the request's body fail with [`io::ErrorKind::TimedOut`] when it keeps us waiting too long.
pub(super) fn keep(request: &mut Request, limits: &Limits) {
    let body = request.take_body();
    if body.is_empty() {
        return;
    }
    let paced = Paced {
        chunks: Box::pin(body.into_bytes_stream()),
        patience: limits.body,
        bytes_per_second: limits.body_rate.max(1),
        waiting: None,
    };
    request.set_body(Body::from_bytes_stream(paced));
}

/// Whether reading failed for this reason, which may lie below others.
pub(crate) fn is_too_slow(error: &(dyn std::error::Error + 'static)) -> bool {
    let own = error.downcast_ref::<io::Error>();
    if own.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
        return true;
    }
    // an io::Error hands down its inner error's source, not the inner error
    let inner = own.and_then(|error| error.get_ref());
    let inner = inner.map(|inner| inner as &(dyn std::error::Error + 'static));
    inner.or_else(|| error.source()).is_some_and(is_too_slow)
}

/// Counts only the time in which the sender has us wait: what we do meanwhile is not their fault.
struct Paced<S> {
    chunks: Pin<Box<S>>,
    /// What is left of it, and what has been earned since.
    patience: Duration,
    bytes_per_second: u32,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> Paced<S> {
    fn wait(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let patience = self.patience;
        let (_, sleep) = self.waiting.get_or_insert_with(|| {
            let now = Instant::now();
            (now, Box::pin(tokio::time::sleep_until(now + patience)))
        });
        match sleep.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into()))),
        }
    }

    fn came(&mut self, bytes: usize) {
        if let Some((since, _)) = self.waiting.take() {
            self.patience = self.patience.saturating_sub(since.elapsed());
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.patience += Duration::from_secs(1) * bytes / self.bytes_per_second;
    }
}

impl<S: Stream<Item = io::Result<Bytes>>> Stream for Paced<S> {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let paced = self.get_mut();
        match paced.chunks.as_mut().poll_next(context) {
            Poll::Pending => paced.wait(context),
            Poll::Ready(chunk) => {
                paced.came(
                    chunk
                        .as_ref()
                        .map_or(0, |c| c.as_ref().map_or(0, Bytes::len)),
                );
                Poll::Ready(chunk)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{StreamExt, stream};

    fn paced(body: Body, limits: &Limits) -> impl Stream<Item = io::Result<Bytes>> + use<> {
        let mut request = Request::builder().body(body);
        keep(&mut request, limits);
        request.take_body().into_bytes_stream()
    }

    fn strict() -> Limits {
        Limits {
            body: Duration::from_millis(20),
            body_rate: 1_000_000,
            ..Limits::default()
        }
    }

    #[tokio::test]
    async fn a_body_that_stops_half_way_fails() {
        let first = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"half"))]);
        let body = Body::from_bytes_stream(first.chain(stream::pending()));
        let mut chunks = Box::pin(paced(body, &strict()));
        assert_eq!(chunks.next().await.unwrap().unwrap(), "half");
        let error = chunks.next().await.unwrap().unwrap_err();
        assert!(is_too_slow(&error), "{error:?}");
    }

    #[tokio::test]
    async fn a_body_that_is_there_is_read_whole_however_long_its_reader_takes() {
        let pieces = (0..10).map(|n| Ok::<_, io::Error>(Bytes::from(vec![n; 10])));
        let limits = Limits {
            body: Duration::ZERO,
            ..strict()
        };
        let body = Body::from_bytes_stream(stream::iter(pieces));
        let chunks: Vec<_> = paced(body, &limits).collect().await;
        assert!(chunks.len() == 10 && chunks.iter().all(Result::is_ok));
    }

    #[test]
    fn the_reason_is_found_below_others() {
        let slow = io::Error::from(io::ErrorKind::TimedOut);
        let wrapped = io::Error::other(io::Error::other(slow));
        assert!(is_too_slow(&wrapped));
        assert!(!is_too_slow(&io::Error::other("broken off")));
    }
}
