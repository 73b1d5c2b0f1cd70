//! Ticket numbers, taken from the log's sequence in blocks.

use eventstore::{EventStore, StoreError};
use std::collections::VecDeque;
use tokio::sync::Mutex;

/// Numbers taken at once: opening a ticket seldom waits for one.
const BLOCK: i64 = 64;

/// Numbers in stock. What is left when the program ends is never used.
#[derive(Debug, Default)]
pub(crate) struct Numbers(Mutex<VecDeque<i64>>);

impl Numbers {
    /// A number that nobody else has or will get.
    pub async fn take(&self, store: &EventStore) -> Result<i64, StoreError> {
        let mut stock = self.0.lock().await;
        loop {
            if let Some(number) = stock.pop_front() {
                return Ok(number);
            }
            stock.extend(store.next_numbers(BLOCK).await?);
        }
    }
}
