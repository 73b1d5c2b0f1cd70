//! The HTTP server: accepts, encrypts where it is told to, serves, and stops within its time.

mod accept;
mod busy;
mod connection;
mod doors;
mod tls;
mod watched;

pub use tls::TlsError;

use crate::app::App;
use crate::edge::EdgeOptions;
use crate::routes::routes;
use accept::Acceptor;
use connection::Connection;
use doors::Doors;
use poem::Response;
use poem::endpoint::BoxEndpoint;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tls::Tls;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What requests under way get when the program stops.
const GRACE: Duration = Duration::from_secs(8);

/// Why nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// What all connections share.
struct Shared {
    endpoint: BoxEndpoint<'static, Response>,
    options: Arc<EdgeOptions>,
    tls: Option<Tls>,
    /// No new requests.
    stop: CancellationToken,
    /// No more time for those under way.
    cut: CancellationToken,
}

/// Serves until `app.stop` is cancelled; then live streams end at once, and other requests have
/// eight seconds to finish.
pub async fn serve(listener: TcpListener, app: App) -> Result<(), ServeError> {
    let (stop, options) = (app.stop.clone(), app.edge.clone());
    let shared = Arc::new(Shared {
        endpoint: routes(&app),
        tls: options.tls.as_ref().map(Tls::load).transpose()?,
        options,
        stop: stop.clone(),
        cut: CancellationToken::new(),
    });
    let connections = TaskTracker::new();
    let watching = shared.tls.as_ref().map(|tls| tls.keep_fresh(stop.clone()));
    let accepting = accept_all(Acceptor::new(listener)?, shared.clone(), &connections);
    stop.run_until_cancelled(accepting).await;
    connections.close();
    if tokio::time::timeout(GRACE, connections.wait())
        .await
        .is_err()
    {
        shared.cut.cancel();
        connections.wait().await;
    }
    if let Some(watching) = watching {
        let _ = watching.await; // it ends with `stop`
    }
    Ok(())
}

async fn accept_all(mut acceptor: Acceptor, shared: Arc<Shared>, connections: &TaskTracker) {
    let doors = Doors::new(&shared.options);
    loop {
        let room = doors.room().await;
        let (stream, peer) = acceptor.accept().await;
        let Some(place) = doors.enter(room, peer.ip()) else {
            continue; // this address has enough of them: hung up
        };
        let connection = Connection {
            shared: shared.clone(),
            local: acceptor.local,
            peer,
        };
        connections.spawn(async move {
            connection.serve(stream).await;
            drop(place);
        });
    }
}
