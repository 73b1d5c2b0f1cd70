//! Accepts without spinning when it cannot.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// Pause after accepting failed, for example for want of file descriptors; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Acceptor {
    listener: TcpListener,
    pub local: SocketAddr,
    pause: Duration,
}

impl Acceptor {
    pub fn new(listener: TcpListener) -> io::Result<Self> {
        Ok(Self {
            local: listener.local_addr()?,
            listener,
            pause: FIRST_PAUSE,
        })
    }

    /// The next connection, whatever goes wrong before.
    pub async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    self.pause = FIRST_PAUSE;
                    let _ = stream.set_nodelay(true); // small answers at once; fails where nobody is left
                    return (stream, peer);
                }
                Err(error) if is_the_callers(&error) => {}
                Err(error) => self.rest(&error).await,
            }
        }
    }

    async fn rest(&mut self, error: &io::Error) {
        metrics::counter!("docket_http_accept_errors_total").increment(1);
        tracing::warn!(%error, pause = ?self.pause, "a connection could not be accepted");
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }
}

/// They left before they were let in; the next one may be there.
fn is_the_callers(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
