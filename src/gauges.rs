//! Positions and lags as metrics, so that an operator sees who is behind.

use eventstore::EventStore;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use projections::ReadModels;
use std::time::Duration;
use tokio::sync::watch;

/// Upper bounds of request times, in seconds.
const SECONDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];
/// Upper bounds of commands or events in a batch.
const ITEMS: [f64; 12] = [
    1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0, 4096.0,
];
/// How often the figures are taken.
const EVERY: Duration = Duration::from_secs(2);

/// Starts recording metrics in this process; histograms have buckets, so that they can be summed
/// over processes.
pub fn recorder() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_batch_commands".to_owned()), &ITEMS)?
        .set_buckets_for_metric(Matcher::Suffix("_batch_events".to_owned()), &ITEMS)?
        .install_recorder()
}

/// Takes the figures until dropped.
pub async fn record(
    store: &EventStore,
    read: &ReadModels,
    published: Option<watch::Receiver<i64>>,
    recorder: &PrometheusHandle,
) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        recorder.run_upkeep(); // histograms grow until then
        let head = store.known_head();
        metrics::gauge!("docket_log_position").set(head as f64);
        metrics::gauge!("docket_append_waiting").set(store.waiting() as f64);
        metrics::gauge!("docket_follows_nats").set(f64::from(u8::from(store.follows_nats())));
        if let Some(published) = &published {
            reader("relay", head, *published.borrow());
        }
        if let Ok(Some(position)) = store.checkpoint(automation::CHECKPOINT).await {
            reader("automation", head, position);
        }
        for projection in read.projections().await.unwrap_or_default() {
            reader(&projection.name, head, projection.position);
            let parked = metrics::gauge!("docket_parked_events", "projection" => projection.name);
            parked.set(projection.parked as f64);
        }
    }
}

fn reader(name: &str, head: i64, position: i64) {
    metrics::gauge!("docket_reader_position", "reader" => name.to_owned()).set(position as f64);
    let lag = (head - position).max(0);
    metrics::gauge!("docket_reader_lag_events", "reader" => name.to_owned()).set(lag as f64);
}
