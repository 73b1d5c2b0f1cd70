//! What the API stands on.

use crate::Captcha;
use crate::access::Gate;
use crate::auth::{KeyCache, SessionCache};
use crate::edge::{EdgeOptions, Limiter};
use crate::exports::Rooms;
use crate::openapi::Resources;
use crate::providers::SignInProvider;
use crate::tickets::Numbers;
use crate::turns::Turns;
use domain::Catalog;
use eventstore::{EventStore, Live};
use metrics_exporter_prometheus::PrometheusHandle;
use projections::ReadModels;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// How long a request waits for a read model or the catalog to reach a position.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// The parts that the API is composed of. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub store: EventStore,
    pub catalog: Live<Catalog>,
    pub read: ReadModels,
    /// Where the bytes of attachments lie.
    pub attachments: attachments::Store,
    /// What leaves the house.
    pub outbox: automation::Outbox,
    /// A folder where exports keep what does not fit into memory; made when it is needed.
    pub exports: Arc<Path>,
    /// How members sign in.
    pub accounts: accounts::Accounts,
    /// Where else they may sign in, in the order in which people see it.
    pub providers: Arc<[SignInProvider]>,
    /// Where people reach this installation, without a slash at the end.
    pub public_url: Arc<str>,
    /// Stands in front of the public form.
    pub captcha: Option<Captcha>,
    /// Renders `/metrics`; without it there are none.
    pub metrics: Option<PrometheusHandle>,
    pub system: SystemFacts,
    /// Who is believed at the door, and how much is taken.
    pub edge: Arc<EdgeOptions>,
    /// Ends live streams and the server.
    pub stop: CancellationToken,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

/// What `/system` tells of this installation beyond what the API can find out.
#[derive(Clone, Debug)]
pub struct SystemFacts {
    /// The program's version.
    pub version: String,
    /// As configured, credentials and all: only administrators see it.
    pub nats_url: Option<String>,
    /// Name of the JetStream stream.
    pub stream: String,
    /// What subjects begin with.
    pub subjects: String,
    /// Name under which automation keeps how far it is.
    pub automation_checkpoint: String,
    /// The last position relayed to JetStream, where this process runs the relay.
    pub published: Option<watch::Receiver<i64>>,
}

/// The parts with what requests share.
#[derive(Debug)]
pub(crate) struct State {
    pub app: App,
    pub gate: Gate,
    pub keys: KeyCache,
    pub sessions: SessionCache,
    pub limiter: Arc<Limiter>,
    pub numbers: Numbers,
    pub turns: Turns,
    pub exports: Arc<Rooms>,
}

impl State {
    pub fn new(app: App) -> Self {
        Self {
            limiter: Arc::new(Limiter::new(&app.edge.rates)),
            app,
            gate: Gate::of::<Resources>("/api/v1"),
            keys: KeyCache::default(),
            sessions: SessionCache::default(),
            numbers: Numbers::default(),
            turns: Turns::default(),
            exports: Arc::default(),
        }
    }
}
