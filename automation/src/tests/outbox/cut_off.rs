//! A worker that is cut off at any step leaves nothing lost, nothing doubled, nothing half done.

use super::office::{Endpoint, Office, PATIENT};
use crate::outbox::Work;
use crate::{Delivery, FileSink, NewDelivery, OutboxWorker, Sink, SinkError};
use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;
use tokio_util::sync::CancellationToken;

/// Far more steps than it takes.
const ENOUGH: usize = 2000;

/// Writes files, and remembers what it was asked to.
struct Watched(FileSink, Endpoint);

impl Sink for Watched {
    async fn send(&self, delivery: &Delivery) -> Result<(), SinkError> {
        self.1.send(delivery).await?;
        self.0.send(delivery).await
    }
}

/// Runs a worker for so many steps and drops it then, unless all is sent before.
async fn runs(office: &Office, steps: usize) {
    let work = Work {
        outbox: office.outbox.clone(),
        sink: office.files().await,
        stop: CancellationToken::new(),
        patience: PATIENT,
    };
    let mut running = pin!(work.run());
    let mut left = steps;
    let cut = std::future::poll_fn(|context| {
        left = left.saturating_sub(1);
        let ended = running.as_mut().poll(context);
        match left == 0 || ended.is_ready() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    });
    tokio::select! {
        () = cut => {}
        () = office.until_sent() => {}
    }
}

async fn sent(office: &Office, new: &[NewDelivery]) -> BTreeSet<String> {
    let mut sent = BTreeSet::new();
    for delivery in new {
        let stands = office.outbox.get(delivery.id).await.unwrap().unwrap();
        if stands.state == domain::delivery::DeliveryState::Sent {
            sent.insert(stands.key());
        }
    }
    sent
}

#[tokio::test]
async fn cut_off_after_any_step_every_delivery_is_sent_once() {
    let office = Office::open().await;
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for steps in 1..ENOUGH {
        let new = [office.to("ana", 2), office.to("ben", 1)].concat();
        office.outbox.put(&new).await.unwrap();
        all.extend(new.iter().cloned());
        runs(&office, steps).await;
        let before = sent(&office, &new).await;
        let under_way = office.count("state = 'sending'").await;
        seen.insert((before.len(), under_way));

        office.time_passes().await; // the leases of the dead
        let endpoint = Endpoint::default();
        let sink = Watched(office.files().await, endpoint.clone());
        let worker = OutboxWorker::start_with(&office.outbox, sink, PATIENT);
        office.until_sent().await;
        worker.stop().await;
        let again = endpoint
            .taken()
            .into_iter()
            .filter(|key| before.contains(key));
        assert_eq!(again.count(), 0, "after {steps} steps");
        assert_eq!(
            office.written().await,
            office.expected(&all),
            "after {steps} steps"
        );
        if before.len() == new.len() {
            assert!(steps > 10, "it was cut off in between before");
            assert!(
                seen.contains(&(0, 0)) && seen.iter().any(|(_, n)| *n > 0),
                "{seen:?}"
            );
            return;
        }
    }
    panic!("it never came to its end");
}
