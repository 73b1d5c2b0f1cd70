//! Ticket numbers, taken from the log's sequence: one by one, or in blocks when many are wanted.

use eventstore::{EventStore, StoreError};
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Most numbers taken at once.
const MOST: i64 = 64;
/// A stock used up sooner than this was too small.
const SOON: Duration = Duration::from_millis(50);

/// Numbers in stock. What is left when the program ends is never used, so there is a stock only
/// while tickets come in quickly: people wonder about gaps.
#[derive(Debug, Default)]
pub(crate) struct Numbers(Mutex<Stock>);

#[derive(Debug, Default)]
struct Stock {
    numbers: VecDeque<i64>,
    /// When it was filled, and with how many.
    filled: Option<(Instant, i64)>,
}

impl Numbers {
    /// A number that nobody else has or will get.
    pub async fn take(&self, store: &EventStore) -> Result<i64, StoreError> {
        let mut stock = self.0.lock().await;
        loop {
            if let Some(number) = stock.numbers.pop_front() {
                return Ok(number);
            }
            let count = next_count(stock.filled.map(|(at, count)| (at.elapsed(), count)));
            let numbers = store.next_numbers(count).await?;
            stock.numbers.extend(numbers);
            stock.filled = Some((Instant::now(), count));
        }
    }
}

/// How many to take, by how long how many lasted.
fn next_count(last: Option<(Duration, i64)>) -> i64 {
    match last {
        Some((lasted, count)) if lasted < SOON => (count * 2).min(MOST),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_stock_only_while_tickets_come_in_quickly() {
        assert_eq!(next_count(None), 1);
        assert_eq!(next_count(Some((Duration::from_secs(1), 1))), 1);
        assert_eq!(next_count(Some((Duration::from_millis(1), 4))), 8);
        assert_eq!(next_count(Some((Duration::from_millis(1), MOST))), MOST);
        assert_eq!(next_count(Some((Duration::from_secs(1), MOST))), 1);
    }
}
