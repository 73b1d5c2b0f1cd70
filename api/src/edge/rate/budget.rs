//! One budget for each of many keys, in a bounded amount of memory.

use super::Rate;
use governor::clock::{Clock, DefaultClock};
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};
use quick_cache::sync::Cache;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// Keys remembered at once; those that ask least are forgotten first, and begin anew.
const CAPACITY: usize = 50_000;

/// The generic cell rate algorithm for each key.
#[derive(Debug)]
pub(crate) struct Budget(RateLimiter<u128, Cells, DefaultClock>);

impl Budget {
    pub fn new(rate: Rate) -> Self {
        let pause = (rate.per / rate.requests.get()).max(Duration::from_nanos(1));
        // only no time at all between two requests would make no quota
        let quota = Quota::with_period(pause).unwrap_or(Quota::per_second(rate.requests));
        let quota = quota.allow_burst(rate.requests);
        Self(RateLimiter::new(
            quota,
            Cells::new(),
            DefaultClock::default(),
        ))
    }

    /// Takes one request from the key's budget, or tells how long to wait.
    pub fn spend(&self, key: u128) -> Result<(), Duration> {
        let spent = self.0.check_key(&key);
        spent.map_err(|until| until.wait_time_from(self.0.clock().now()))
    }
}

#[derive(Debug)]
struct Cells(Cache<u128, Arc<InMemoryState>>);

impl Cells {
    fn new() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl StateStore for Cells {
    type Key = u128;

    fn measure_and_replace<T, F, E>(&self, key: &u128, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let made = || Ok::<_, Infallible>(Arc::default());
        let cell: Arc<InMemoryState> = match self.0.get_or_insert_with(key, made) {
            Ok(cell) => cell,
            Err(never) => match never {},
        };
        cell.measure_and_replace(&NotKeyed::NonKey, decide)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;

    #[test]
    fn memory_stays_bounded_whoever_asks() {
        let rate = Rate::per_minute(NonZeroU32::MIN);
        let budget = Budget::new(rate);
        for key in 0..4 * CAPACITY as u128 {
            let _ = budget.spend(key);
        }
        assert!(budget.0.into_state_store().0.len() <= CAPACITY);
    }
}
