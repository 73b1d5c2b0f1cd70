//! What a worker does about events.

use domain::Recorded;
use eventstore::{EventStore, StoreError};
use jiff::Timestamp;
use std::time::Duration;

/// One kind of reaction, with a place in the log of its own.
pub(crate) trait Reaction: Send + Sync + 'static {
    /// Name of its checkpoint, which also tells it from others in logs and metrics.
    const CHECKPOINT: &'static str;
    /// Categories of the streams whose events it wants.
    const CATEGORIES: &'static [&'static str];
    /// What it learns on its way along the log.
    type State: Send + Sync;

    /// Where a new checkpoint begins, when the log ends at `head`: with what happens from then on.
    fn first(head: i64) -> i64 {
        head
    }

    fn store(&self) -> &EventStore;

    /// What it must know when everything up to `position` is done.
    fn begin(&self, position: i64) -> impl Future<Output = Result<Self::State, StoreError>> + Send;

    /// Reacts to the next event. Once this returns `Ok`, all that follows from it is in the log;
    /// after an error it may be called again, and does only what is missing.
    fn take(
        &self,
        state: &mut Self::State,
        event: &Recorded,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Whether the event goes to [`Reaction::take_beside`], beside events of other streams.
    fn is_taken_beside(_: &Recorded) -> bool {
        false
    }

    /// Reacts to an event without learning anything from it; those of one stream come in their order,
    /// one after the other. The same promise as of `take`.
    fn take_beside(
        &self,
        _state: &Self::State,
        _event: &Recorded,
    ) -> impl Future<Output = Result<(), StoreError>> + Send {
        async { Ok(()) }
    }

    /// When something is due by itself.
    fn next_moment(&self, _: &Self::State) -> Option<Timestamp> {
        None
    }

    /// Does what is due by itself. After an error it may be called again, and does only what is
    /// missing.
    fn fire(&self, _: &mut Self::State) -> impl Future<Output = Result<(), StoreError>> + Send {
        async { Ok(()) }
    }

    /// Whether something has been due by itself for longer than `patience`: then whoever has the
    /// checkpoint is gone, although the log stands still.
    fn is_overdue(
        &self,
        _patience: Duration,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send {
        async { Ok(false) }
    }
}
