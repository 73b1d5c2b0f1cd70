//! Where deliveries go.

use super::Delivery;

/// Takes deliveries out of the house.
pub trait Sink: Send + Sync + 'static {
    /// Sends it. May be asked for the same [`Delivery::key`] again, also while it still sends: it
    /// must then arrive once all the same, or be known for the same by whoever receives it.
    fn send(&self, delivery: &Delivery) -> impl Future<Output = Result<(), SinkError>> + Send;
}

/// Why a delivery was not sent, in words for whoever looks after the installation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SinkError {
    /// Another attempt may help.
    #[error("{0}")]
    Temporary(String),
    /// It will never be taken as it is.
    #[error("{0}")]
    Permanent(String),
}
