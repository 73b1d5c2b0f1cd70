//! A connection that fails when the other side keeps us waiting too long.

use super::busy::UnderWay;
use crate::edge::Limits;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// Watches the time between requests, that of a request's head, and that of an answer nobody takes.
/// While requests are under way, their bodies are watched elsewhere.
pub(super) struct Watched<Io> {
    io: Io,
    under_way: Arc<UnderWay>,
    limits: Limits,
    /// Requests come one after the other, so that bytes between them begin a head.
    in_turn: bool,
    reading: Waiting,
    /// What reading waits for.
    phase: Phase,
    writing: Waiting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The end of a head that has begun.
    Head,
    /// Requests are under way.
    Busy,
    /// The first byte of the next request.
    Idle,
}

/// A deadline that is armed now and then.
#[derive(Default)]
struct Waiting {
    sleep: Option<Pin<Box<Sleep>>>,
    armed: bool,
}

impl<Io> Watched<Io> {
    /// A new connection; the first head is due. `in_turn` is false for HTTP/2.
    pub fn new(io: Io, under_way: Arc<UnderWay>, limits: Limits, in_turn: bool) -> Self {
        Self {
            io,
            under_way,
            limits,
            in_turn,
            reading: Waiting::default(),
            phase: Phase::Head,
            writing: Waiting::default(),
        }
    }

    /// Nothing to read yet.
    fn wait_to_read(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.under_way.is_idle(context) {
            self.enter(Phase::Busy);
            return Poll::Pending;
        }
        if self.phase == Phase::Busy {
            self.enter(Phase::Idle);
        }
        let patience = match self.phase {
            Phase::Head => self.limits.head,
            Phase::Busy | Phase::Idle => self.limits.idle,
        };
        self.reading.expire(patience, context)
    }

    fn came(&mut self, context: &Context<'_>) {
        if self.phase != Phase::Head && self.in_turn && self.under_way.is_idle(context) {
            self.enter(Phase::Head);
        }
    }

    fn enter(&mut self, phase: Phase) {
        if self.phase != phase {
            self.phase = phase;
            self.reading.armed = false;
        }
    }

    fn write<T>(
        &mut self,
        context: &mut Context<'_>,
        outcome: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.writing.armed = false;
            return outcome;
        }
        let overdue = self.writing.expire(self.limits.write, context);
        overdue.map(|error| Err(error.err().unwrap_or(io::ErrorKind::TimedOut.into())))
    }
}

impl Waiting {
    /// Ready, with an error, once `patience` has passed since it was armed.
    fn expire(&mut self, patience: Duration, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let deadline = || Instant::now() + patience;
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline())));
        if !self.armed {
            sleep.as_mut().reset(deadline());
            self.armed = true;
        }
        let expired = sleep.as_mut().poll(context);
        expired.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Watched<Io> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let watched = self.get_mut();
        match Pin::new(&mut watched.io).poll_read(context, buffer) {
            Poll::Pending => watched.wait_to_read(context),
            ready => {
                watched.came(context);
                ready
            }
        }
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Watched<Io> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let watched = self.get_mut();
        let written = Pin::new(&mut watched.io).poll_write(context, bytes);
        watched.write(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let watched = self.get_mut();
        let written = Pin::new(&mut watched.io).poll_write_vectored(context, slices);
        watched.write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let watched = self.get_mut();
        let flushed = Pin::new(&mut watched.io).poll_flush(context);
        watched.write(context, flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let watched = self.get_mut();
        let shut = Pin::new(&mut watched.io).poll_shutdown(context);
        watched.write(context, shut)
    }
}

#[cfg(test)]
mod tests;
