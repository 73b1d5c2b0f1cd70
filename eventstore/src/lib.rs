//! The log: append, load, read, relay to NATS JetStream, subscriptions, checkpoints.
//!
//! Generic: it knows streams, versions and positions, and names no ticket.

mod append;
mod batcher;
mod cache;
mod checkpoint;
mod cloud_event;
mod credential;
mod execute;
mod live;
mod load;
mod migrate;
mod nats;
mod presence;
mod read;
mod read_marks;
mod relay;
mod scratch;
mod secret;
mod store;
mod subscription;
mod tail;
mod transaction;

pub use append::{Append, AppendError, Appended, NewEvent, Origin, Outcome, Reliance, StreamPart};
pub use checkpoint::{Checkpoint, Fenced};
pub use cloud_event::to_cloud_event;
pub use credential::{Credential, NewCredential};
pub use execute::{Execute, ExecuteError, Executed};
pub use live::{Fold, Live};
pub use load::{Loaded, LoadedById};
pub use migrate::{MigrateError, Tables, migrate, migrate_tables};
pub use nats::{NatsOptions, connect as connect_nats, login as nats_login};
pub use presence::Presence;
pub use read::EventFilter;
pub use read_marks::ReadMark;
pub use relay::{Relay, RelayOptions};
pub use scratch::{SCRATCH_BYTES, Scratch, ScratchKey};
pub use secret::Secret;
pub use store::{EventStore, StoreError, StoreOptions};
pub use subscription::{Batch, Subscription};
pub use transaction::{Transact, Transaction, Work};
