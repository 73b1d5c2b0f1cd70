//! Keeps every projection as new as the log.

use crate::{ReadError, ReadModels};
use eventstore::EventStore;

/// The running projections of this process.
#[derive(Clone, Debug)]
pub struct Runner {}

#[expect(clippy::unimplemented, reason = "signatures first")]
impl Runner {
    /// Starts every projection.
    pub async fn start(_store: &EventStore, _read: &ReadModels) -> Result<Self, ReadError> {
        unimplemented!()
    }

    /// Stops and waits until really stopped. May be called twice.
    pub async fn stop(&self) {}

    /// Builds a projection anew beside the serving one, then switches.
    pub async fn rebuild(
        _store: &EventStore,
        _read: &ReadModels,
        _name: &str,
        _progress: impl FnMut(i64, i64) + Send,
    ) -> Result<(), ReadError> {
        unimplemented!()
    }

    /// Applies parked events again, stream by stream; returns how many are parked no more.
    pub async fn retry_parked(
        _store: &EventStore,
        _read: &ReadModels,
        _name: &str,
    ) -> Result<usize, ReadError> {
        unimplemented!()
    }
}
