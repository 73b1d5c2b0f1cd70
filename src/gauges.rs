//! Positions and lags as metrics, so that an operator sees who is behind.

use eventstore::EventStore;
use projections::ReadModels;
use std::time::Duration;
use tokio::sync::watch;

/// How often the figures are taken.
const EVERY: Duration = Duration::from_secs(2);

/// Takes the figures until dropped.
pub async fn record(
    store: &EventStore,
    read: &ReadModels,
    published: Option<watch::Receiver<i64>>,
) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
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
