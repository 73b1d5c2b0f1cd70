//! Asks the log which words and files were taken away after the events that tell of them.

use domain::Recorded;
use domain::redacted::Redacted;
use eventstore::{EventStore, StoreError};
use std::borrow::Borrow;

/// What is to be known of the messages and files that `events` tell of, in one look for all.
pub(super) async fn among(
    store: &EventStore,
    events: &[impl Borrow<Recorded>],
) -> Result<Redacted, StoreError> {
    let mut redacted = Redacted::default();
    let streams = Redacted::streams(events);
    if streams.is_empty() {
        return Ok(redacted);
    }
    for event in store.read_named(&streams, &Redacted::NAMES).await? {
        redacted.learn(&event)?;
    }
    Ok(redacted)
}
