//! The connection to NATS, and where our stream and subjects lie there.

use async_nats::{Client, ConnectError, ConnectErrorKind, ConnectOptions, ServerAddr};
use std::time::Duration;
use tokio::sync::watch;

/// Oldest server that keeps what we rely on.
const MINIMUM: (i64, i64, i64) = (2, 10, 0);

/// A connection with the names that this installation uses.
#[derive(Clone, Debug)]
pub struct NatsOptions {
    pub client: Client,
    /// Name of the JetStream stream, e.g. `DOCKET_EVENTS`.
    pub stream: String,
    /// What subjects begin with, e.g. `docket.events`.
    pub subjects: String,
    /// Copies that a cluster keeps; 1 on a single node.
    pub replicas: usize,
}

impl NatsOptions {
    /// Where a hint is sent when something was appended. Not part of the stream's subjects.
    #[must_use]
    pub fn hint_subject(&self) -> String {
        format!("{}-hint.appended", self.subjects)
    }

    /// The subject of one event.
    #[must_use]
    pub fn subject(&self, event: &domain::Recorded) -> String {
        let name = event
            .name
            .split_once('.')
            .map_or(event.name.as_str(), |(_, name)| name);
        format!(
            "{}.{}.{}.{name}",
            self.subjects, event.category, event.stream_id
        )
    }
}

/// Connects to one or several servers of a cluster (comma-separated URLs). Returns at once and
/// keeps trying when none is there: Docket works without NATS and catches up later. User and
/// password, or a token, are taken from the first URL that has them.
pub async fn connect(urls: &str) -> Result<Client, ConnectError> {
    let servers = (urls.split(',').map(str::trim).filter(|url| !url.is_empty()))
        .map(str::parse)
        .collect::<Result<Vec<ServerAddr>, _>>()
        .map_err(|e| ConnectError::with_source(ConnectErrorKind::ServerParse, e))?;
    login(&servers)
        .name("docket")
        .retry_on_initial_connect()
        .connection_timeout(Duration::from_secs(2))
        .ping_interval(Duration::from_secs(5))
        .reconnect_delay_callback(|attempts| Duration::from_millis((attempts as u64 * 20).min(500)))
        .connect(servers)
        .await
}

/// Options with the user and password, or the token, of the first address that has them: the
/// client ignores what addresses say of users.
#[must_use]
pub fn login(servers: &[ServerAddr]) -> ConnectOptions {
    let options = ConnectOptions::new();
    let named = servers
        .iter()
        .find_map(|s| Some((s.username()?.to_owned(), s.password())));
    match named {
        Some((user, Some(password))) => options.user_and_password(user, password.to_owned()),
        Some((token, None)) => options.token(token),
        None => options,
    }
}

/// Tells the relay, whichever process it is in, what this process appended.
pub(crate) async fn hint(mut appended: watch::Receiver<i64>, nats: NatsOptions) {
    let subject = nats.hint_subject();
    while appended.changed().await.is_ok() {
        let position = *appended.borrow_and_update();
        if nats.client.connection_state() == async_nats::connection::State::Connected {
            let body = position.to_string().into();
            let _ = nats.client.publish(subject.clone(), body).await; // polling makes up for it
        }
        tokio::time::sleep(Duration::from_millis(5)).await; // a hint per burst is enough
    }
}

/// Whether the server that `client` is connected to is too old; `None` while not connected.
pub(crate) fn too_old(client: &Client) -> Option<String> {
    let version = client.server_info().version;
    let connected = client.connection_state() == async_nats::connection::State::Connected;
    let old = connected && !client.is_server_compatible(MINIMUM.0, MINIMUM.1, MINIMUM.2);
    old.then_some(version)
}
