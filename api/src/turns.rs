//! Turns on a stream: commands of this process to one stream go one after the other, instead of
//! all deciding on the same state for one of them to win.

use crate::app::PATIENCE;
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// Enough that commands to different streams seldom share one.
const PLACES: usize = 1024;

/// Queues, first come, first served. A stream always has the same one.
#[derive(Debug)]
pub(crate) struct Turns(Box<[Mutex<()>]>);

impl Default for Turns {
    fn default() -> Self {
        Self((0..PLACES).map(|_| Mutex::default()).collect())
    }
}

impl Turns {
    /// Waits for a turn, but not for ever: without one a command is decided all the same, and
    /// again when somebody else was quicker.
    pub async fn wait(&self, stream_id: Uuid) -> Option<MutexGuard<'_, ()>> {
        let place = (stream_id.as_u128() % PLACES as u128) as usize;
        tokio::time::timeout(PATIENCE, self.0[place].lock())
            .await
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn the_second_on_a_stream_waits_for_the_first() {
        let turns = Turns::default();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let first = turns.wait(one).await.unwrap();
        assert!(turns.wait(one).now_or_never().is_none());
        assert!(turns.wait(other).now_or_never().is_some());
        drop(first);
        assert!(turns.wait(one).now_or_never().is_some());
    }
}
