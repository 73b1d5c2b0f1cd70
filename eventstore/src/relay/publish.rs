//! Publishing in order with a window in flight.

use super::RelayError;
use super::target::{POSITION, Target, TargetError};
use crate::cloud_event::to_cloud_event;
use crate::read::{AFTER, recorded};
use async_nats::HeaderMap;
use async_nats::header::{
    NATS_EXPECTED_LAST_MESSAGE_ID, NATS_EXPECTED_LAST_SEQUENCE, NATS_MESSAGE_ID,
};
use async_nats::jetstream::context::PublishAckFuture;
use domain::Recorded;
use tokio::sync::watch;
use tokio_postgres::Client;
use uuid::Uuid;

/// Messages in flight before their acknowledgements are awaited.
const WINDOW: i64 = 512;

/// Publishes everything that the log holds after `target`. Returns false when JetStream refused
/// or did not answer: then only looking tells what it holds.
pub(super) async fn publish_new(
    session: &Client,
    target: &mut Target,
    published: &watch::Sender<i64>,
) -> Result<bool, RelayError> {
    loop {
        let events = read(session, target.position()).await?;
        if events.is_empty() {
            return Ok(true);
        }
        let agreed = publish_window(target, &events).await?;
        published.send_replace(target.position());
        if !agreed {
            return Ok(false);
        }
    }
}

async fn read(session: &Client, position: i64) -> Result<Vec<Recorded>, RelayError> {
    let rows = session.query(AFTER, &[&position, &WINDOW]).await?;
    Ok(rows.iter().map(recorded).collect::<Result<_, _>>()?)
}

/// Each message names the sequence and the message that it must follow, so a gap, a repetition or
/// a foreign message in between makes JetStream refuse all that come after it. The sequence alone
/// would not do: after two foreign messages it fits the third of ours again.
async fn publish_window(target: &mut Target, events: &[Recorded]) -> Result<bool, RelayError> {
    let mut acks = Vec::with_capacity(events.len());
    let mut previous = None;
    for (sequence, event) in (target.sequence..).zip(events) {
        let ack = send(target, event, (sequence, previous)).await?;
        acks.push((event.position, ack));
        previous = Some(event.id);
    }
    for (position, ack) in acks {
        match ack.await {
            Ok(ack) if ack.sequence == target.sequence + 1 && !ack.duplicate => {
                target.advance(position, ack.sequence);
            }
            Ok(_) => return Ok(false),
            Err(error) => {
                tracing::debug!(%error, position, "a publish was refused");
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Publishes an event to stand right after `last`: a sequence, and the event there if it is known.
async fn send(
    target: &Target,
    event: &Recorded,
    last: (u64, Option<Uuid>),
) -> Result<PublishAckFuture, RelayError> {
    let mut headers = HeaderMap::new();
    headers.insert(NATS_MESSAGE_ID, event.id.to_string());
    headers.insert(NATS_EXPECTED_LAST_SEQUENCE, last.0.to_string());
    if let Some(id) = last.1 {
        headers.insert(NATS_EXPECTED_LAST_MESSAGE_ID, id.to_string());
    }
    headers.insert(POSITION, event.position.to_string());
    let subject = target.nats.subject(event);
    let body = to_cloud_event(event).into();
    let sent = target
        .context
        .publish_with_headers(subject, headers, body)
        .await;
    Ok(sent.map_err(|e| TargetError::Nats(e.to_string()))?)
}
