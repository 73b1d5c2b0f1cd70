//! The HTTP server: accepts, serves, and stops within its time.

use crate::app::App;
use crate::routes::routes;
use poem::Server;
use poem::http::uri::Scheme;
use poem::listener::{Acceptor, TcpAcceptor};
use poem::web::{LocalAddr, RemoteAddr};
use std::io;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};

/// Connections that say nothing for so long are closed.
const IDLE: Duration = Duration::from_secs(60);
/// What requests under way get when the program stops.
const GRACE: Duration = Duration::from_secs(8);
/// Pause after accepting failed, for example for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `app.stop` is cancelled; then live streams end at once, and other requests have
/// eight seconds to finish.
pub async fn serve(listener: TcpListener, app: App) -> io::Result<()> {
    let stop = app.stop.clone();
    let acceptor = Patient(TcpAcceptor::from_tokio(listener)?);
    Server::new_with_acceptor(acceptor)
        .name("docket")
        .idle_timeout(IDLE)
        .run_with_graceful_shutdown(routes(app), stop.cancelled_owned(), Some(GRACE))
        .await
}

/// Accepts without spinning when it cannot, and sends small answers at once.
struct Patient(TcpAcceptor);

impl Acceptor for Patient {
    type Io = TcpStream;

    fn local_addr(&self) -> Vec<LocalAddr> {
        self.0.local_addr()
    }

    async fn accept(&mut self) -> io::Result<(TcpStream, LocalAddr, RemoteAddr, Scheme)> {
        match self.0.accept().await {
            Ok(accepted) => {
                accepted.0.set_nodelay(true)?;
                Ok(accepted)
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(PAUSE).await;
                Err(error)
            }
        }
    }
}
