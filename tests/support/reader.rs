//! A reader that follows the log, and what it must have seen.

use super::within;
use eventstore::{EventFilter, EventStore};

/// The positions that a subscription brings until `total`.
pub async fn follow(store: EventStore, total: i64) -> Vec<i64> {
    let mut subscription = store.subscribe(0, EventFilter::default());
    let mut seen = Vec::new();
    while subscription.position() < total {
        let batch = within("the next event", subscription.next(100)).await;
        seen.extend(batch.unwrap().events.iter().map(|e| e.position));
    }
    seen
}

/// 1, 2, 3 … `total`, or what is wrong.
pub fn seen_once_in_order(seen: &[i64], total: i64) -> Result<(), String> {
    for (expected, position) in (1..).zip(seen) {
        if *position != expected {
            return Err(format!("{position} came in the place of {expected}"));
        }
    }
    match i64::try_from(seen.len()) {
        Ok(count) if count == total => Ok(()),
        _ => Err(format!("{} of {total} came", seen.len())),
    }
}
