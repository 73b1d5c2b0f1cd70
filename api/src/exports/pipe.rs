//! Bytes from a thread that writes, to an answer that is sent.

use bytes::{Bytes, BytesMut};
use std::io::{self, Write};
use tokio::sync::mpsc;

/// Bytes that are sent at once.
const PIECE: usize = 64 * 1024;

/// Waits while nobody takes what was written; fails when nobody ever will.
pub(super) struct Pipe {
    pieces: mpsc::Sender<io::Result<Bytes>>,
    waiting: BytesMut,
}

impl Pipe {
    pub fn new(pieces: mpsc::Sender<io::Result<Bytes>>) -> Self {
        Self {
            pieces,
            waiting: BytesMut::with_capacity(PIECE),
        }
    }

    fn send(&mut self) -> io::Result<()> {
        let piece = self.waiting.split().freeze();
        self.waiting.reserve(PIECE);
        let sent = self.pieces.blocking_send(Ok(piece));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.waiting.is_empty() {
            true => Ok(()),
            false => self.send(),
        }
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let _ = self.flush(); // whoever took it knows from the file whether it is whole
    }
}
