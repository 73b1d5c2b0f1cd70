//! What the role automation runs.

use super::ServeError;
use crate::config::Config;
use automation::{FileSink, Outbox, OutboxWorker, Worker};
use domain::Catalog;
use eventstore::{EventStore, Live};

/// Runs the rules and their timers, behind them gives out tickets that nobody has, carries bulk jobs out, tells of
/// clocks and follows what people want of deliveries. In the order in which they stop.
pub(super) async fn workers(
    store: &EventStore,
    catalog: &Live<Catalog>,
    (database_url, outbox): (&str, &Outbox),
) -> Result<Vec<Worker>, ServeError> {
    let rules = Worker::start(store, catalog, (database_url, outbox)).await?;
    let position = rules.watch_position();
    let assigning = Worker::start_assigning(store, catalog, database_url, position).await?;
    let bulk = Worker::start_bulk(store, catalog, database_url).await?;
    let clocks = Worker::start_clocks(store, catalog, database_url).await?;
    let timers = Worker::start_timers(store, catalog, (database_url, outbox)).await?;
    let orders = Worker::start_orders(store, outbox).await?;
    Ok(vec![orders, timers, clocks, bulk, assigning, rules])
}

/// Sends what the outbox holds.
pub(super) async fn sender(config: &Config, outbox: &Outbox) -> Result<OutboxWorker, ServeError> {
    let folder = config.outbox.folder(&config.data_dir.0);
    let opened = FileSink::open(&folder).await;
    let sink = opened.map_err(|error| ServeError::OutboxFolder(folder, error))?;
    Ok(OutboxWorker::start(outbox, sink))
}

/// Makes thumbnails, and removes files that nobody attached.
pub(super) fn cleaner(
    config: &Config,
    database_url: &str,
    (log, files): (&EventStore, &attachments::Store),
) -> Result<attachments::Worker, ServeError> {
    let options = attachments::WorkerOptions {
        database_url: database_url.to_owned(),
        keep_unattached: config.attachments.keep_unattached(),
    };
    Ok(attachments::Worker::start(log, files, &options)?)
}
