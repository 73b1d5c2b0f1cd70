//! Whether a connection has requests under way, until the last byte of the answer was handed over.

use futures_util::task::AtomicWaker;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// One connection's requests under way.
#[derive(Debug, Default)]
pub(super) struct UnderWay {
    requests: AtomicUsize,
    /// Who waits for the next bytes, and must learn when the waiting begins to count.
    reader: AtomicWaker,
}

/// One request under way.
#[derive(Debug)]
pub(super) struct Busy(Arc<UnderWay>);

/// A body that holds its request.
#[derive(Debug)]
pub(super) struct BusyBody<B> {
    pub body: B,
    pub _busy: Busy,
}

impl UnderWay {
    pub fn begin(self: &Arc<Self>) -> Busy {
        self.requests.fetch_add(1, Ordering::Relaxed);
        Busy(self.clone())
    }

    /// Whether there is none; else the reader is woken when there is none any more.
    pub fn is_idle(&self, context: &Context<'_>) -> bool {
        if self.requests.load(Ordering::Acquire) == 0 {
            return true;
        }
        self.reader.register(context.waker());
        self.requests.load(Ordering::Acquire) == 0
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        if self.0.requests.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.reader.wake();
        }
    }
}

impl<B: Body + Unpin> Body for BusyBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
