//! Composition: builds the parts that the roles name and runs them until told to stop.

use crate::bootstrap::bootstrap;
use crate::config::{Config, Role};
use crate::gauges;
use crate::sign_in;
use accounts::{Accounts, Issued};
use api::{App, SignInProvider, SystemFacts};
use automation::{Outbox, OutboxWorker, Worker};
use domain::Catalog;
use eventstore::{EventStore, Live, NatsOptions, Relay, RelayOptions, StoreOptions};
use metrics_exporter_prometheus::PrometheusHandle;
use projections::{ReadModels, Runner};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

mod error;
mod greeting;
mod workers;

pub use error::ServeError;
use greeting::{greet, notice_key};
use workers::{cleaner, sender, workers};

/// How long the start waits for Postgres, which may come up at the same time.
const PATIENCE: Duration = Duration::from_secs(30);

/// This start made the data directory, so that there is something to tell the person in front of it.
#[derive(Clone, Debug)]
pub struct FirstRunNotice {
    pub data_dir: PathBuf,
}

/// Runs the roles of `config` until `stop`, then stops them in order: first who takes commands in,
/// last the log.
pub async fn serve(
    config: &Config,
    first_run: Option<FirstRunNotice>,
    stop: CancellationToken,
) -> Result<(), ServeError> {
    let metrics = gauges::recorder()?;
    migrate_patiently(config, &stop).await?;
    let parts = Parts::start(config, &stop).await?;
    let made_key = bootstrap(&parts.store, config.access.bootstrap_key()).await?;
    let link = match first_run {
        Some(_) => sign_in::first_link(&parts.accounts).await?,
        None => None,
    };
    // the first request may come from the administrator who was just made
    parts
        .catalog
        .at_least(parts.store.known_head(), PATIENCE)
        .await;
    let outcome = parts
        .run(config, metrics, (first_run, made_key, link), &stop)
        .await;
    stop.cancel();
    parts.stop().await;
    outcome
}

/// Brings the schemas of the databases up to date.
pub async fn migrate(config: &Config) -> Result<(), ServeError> {
    let url = config
        .database
        .url()
        .ok_or(ServeError::NotSet("DOCKET_DATABASE_URL"))?;
    let read_url = config.database.read_url().unwrap_or(url);
    let applied = eventstore::migrate(url).await?
        + mail::migrate(url).await?
        + accounts::migrate(url).await?
        + attachments::migrate(url).await?
        + automation::migrate(url).await?;
    let read = projections::migrate(read_url).await;
    let applied = applied + read.map_err(ServeError::MigrateRead)?;
    if applied > 0 {
        tracing::info!(applied, "the database was brought up to date");
    }
    Ok(())
}

/// A store for commands that run beside, or instead of, the service.
pub async fn store(config: &Config) -> Result<EventStore, ServeError> {
    let url = config
        .database
        .url()
        .ok_or(ServeError::NotSet("DOCKET_DATABASE_URL"))?;
    let mut options = StoreOptions::new(url);
    options.writers = config.database.writer_connections.get().into();
    options.readers = config.database.pool_size.get().into();
    options.nats = nats(config).await?;
    Ok(EventStore::connect(options).await?)
}

/// Where attachments lie, for commands that run beside, or instead of, the service.
pub fn files(config: &Config) -> Result<attachments::Store, ServeError> {
    let options = config.attachments.store_options(&config.data_dir.0);
    Ok(attachments::Store::open(options)?)
}

/// The read models for commands that run beside, or instead of, the service.
pub async fn read_models(config: &Config) -> Result<ReadModels, ServeError> {
    let url = config
        .database
        .read_url()
        .ok_or(ServeError::NotSet("DOCKET_DATABASE_URL"))?;
    Ok(ReadModels::connect(url, config.database.pool_size.get().into()).await?)
}

fn outbox(config: &Config) -> Result<Outbox, ServeError> {
    let url = config
        .database
        .url()
        .ok_or(ServeError::NotSet("DOCKET_DATABASE_URL"))?;
    Ok(Outbox::connect(url)?)
}

async fn nats(config: &Config) -> Result<Option<NatsOptions>, ServeError> {
    let Some(url) = config.nats.url() else {
        return Ok(None);
    };
    Ok(Some(NatsOptions {
        client: eventstore::connect_nats(url).await?,
        stream: config.nats.stream.clone(),
        subjects: config.nats.subject_prefix.clone(),
        replicas: config.nats.replicas.get().into(),
    }))
}

async fn migrate_patiently(config: &Config, stop: &CancellationToken) -> Result<(), ServeError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let error = match migrate(config).await {
            Err(error) if error.may_pass() && Instant::now() < deadline => error,
            outcome => return outcome,
        };
        tracing::warn!(%error, "waiting for Postgres");
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            () = stop.cancelled() => return Err(error),
        }
    }
}

/// What to tell the person in front of the terminal: the data, a key and a link that were made.
type Notice = (Option<FirstRunNotice>, Option<String>, Option<Issued>);

/// What runs in the background.
struct Parts {
    store: EventStore,
    catalog: Live<Catalog>,
    read: ReadModels,
    files: attachments::Store,
    accounts: Accounts,
    providers: Arc<[SignInProvider]>,
    relay: Option<Relay>,
    runner: Option<Runner>,
    /// In the order in which they stop.
    workers: Vec<Worker>,
    outbox: Outbox,
    sender: Option<OutboxWorker>,
    cleaner: Option<attachments::Worker>,
    mail: Option<mail::Worker>,
}

impl Parts {
    async fn start(config: &Config, stop: &CancellationToken) -> Result<Self, ServeError> {
        let store = store(config).await?;
        let catalog = Live::start(&store, stop.child_token()).await?;
        let read = read_models(config).await?;
        let files = files(config)?;
        let accounts = sign_in::accounts(config, &store)?;
        let providers = sign_in::providers(config)?.into();
        let has = |role| config.roles.has(role);
        let relay = match (nats(config).await?, config.database.url()) {
            (Some(nats), Some(url)) if has(Role::Relay) => {
                let database_url = url.to_owned();
                Some(Relay::start(&store, RelayOptions { database_url, nats }))
            }
            _ => None,
        };
        let runner = match has(Role::Projections) {
            true => Some(Runner::start(&store, &read).await?),
            false => None,
        };
        let outbox = outbox(config)?;
        let workers = match config.database.url() {
            Some(url) if has(Role::Automation) => workers(&store, &catalog, (url, &outbox)).await?,
            _ => vec![],
        };
        let sender = match has(Role::Automation) {
            true => Some(sender(config, &outbox).await?),
            false => None,
        };
        let cleaner = match config.database.url() {
            Some(url) if has(Role::Automation) => Some(cleaner(config, url, (&store, &files))?),
            _ => None,
        };
        let mail = match has(Role::Automation) {
            true => Some(sign_in::mail_worker(config, &accounts)?),
            false => None,
        };
        Ok(Self {
            store,
            catalog,
            read,
            files,
            accounts,
            providers,
            relay,
            runner,
            workers,
            outbox,
            sender,
            cleaner,
            mail,
        })
    }

    async fn run(
        &self,
        config: &Config,
        metrics: PrometheusHandle,
        notice: Notice,
        stop: &CancellationToken,
    ) -> Result<(), ServeError> {
        let published = self.relay.as_ref().map(Relay::watch_published);
        let gauges = gauges::record(&self.store, &self.read, published.clone(), &metrics);
        let serving = async {
            if !config.roles.has(Role::Api) {
                notice_key(&notice.1);
                stop.cancelled().await;
                return Ok(());
            }
            let at = config.http.listen;
            let listener = TcpListener::bind(at)
                .await
                .map_err(|e| ServeError::Listen(at, e))?;
            greet(config, &notice);
            let app = App {
                store: self.store.clone(),
                catalog: self.catalog.clone(),
                read: self.read.clone(),
                attachments: self.files.clone(),
                outbox: self.outbox.clone(),
                exports: config.data_dir.0.join("exports").into(),
                accounts: self.accounts.clone(),
                captcha: config.captcha.check_by(&config.outgoing)?,
                providers: self.providers.clone(),
                public_url: config.http.public_url().into(),
                metrics: Some(metrics.clone()),
                system: facts(config, published),
                edge: Arc::new(config.edge()),
                stop: stop.clone(),
            };
            Ok(api::serve(listener, app).await?)
        };
        tokio::select! {
            outcome = serving => outcome,
            () = gauges => Ok(()),
        }
    }

    async fn stop(&self) {
        for worker in &self.workers {
            worker.stop().await;
        }
        if let Some(sender) = &self.sender {
            sender.stop().await;
        }
        if let Some(cleaner) = &self.cleaner {
            cleaner.stop().await;
        }
        if let Some(mail) = &self.mail {
            mail.stop().await;
        }
        if let Some(runner) = &self.runner {
            runner.stop().await;
        }
        if let Some(relay) = &self.relay {
            relay.stop().await;
        }
        self.store.stop().await;
    }
}

fn facts(config: &Config, published: Option<tokio::sync::watch::Receiver<i64>>) -> SystemFacts {
    SystemFacts {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        nats_url: config.nats.url().map(str::to_owned),
        stream: config.nats.stream.clone(),
        subjects: config.nats.subject_prefix.clone(),
        automation_checkpoint: automation::CHECKPOINT.to_owned(),
        published,
    }
}
