//! An event store on a database of its own, and what tests ask of a log.

use super::tally::{Count, Tally, counted};
use super::{Database, show_log};
use domain::{Actor, Aggregate, Catalog};
use eventstore::{
    Append, Appended, EventStore, Execute, NatsOptions, Outcome, Relay, RelayOptions, StoreOptions,
    StreamPart,
};
use jiff::Timestamp;
use uuid::Uuid;

/// A log nobody else writes to.
#[derive(Debug)]
pub struct Log {
    pub store: EventStore,
    pub database: Database,
    pub catalog: Catalog,
}

impl Log {
    /// On a fresh database, without NATS.
    pub async fn start() -> Self {
        Self::following(None).await
    }

    /// On a fresh database; events are followed over NATS where it is given.
    pub async fn following(nats: Option<NatsOptions>) -> Self {
        show_log();
        let database = Database::fresh().await;
        let mut options = StoreOptions::new(&database.url);
        options.nats = nats;
        let store = EventStore::connect(options).await.unwrap();
        let catalog = Catalog::default();
        Self {
            store,
            database,
            catalog,
        }
    }

    /// The store as another process would have it: connections, caches and tail of its own.
    pub async fn another_process(&self) -> EventStore {
        EventStore::connect(StoreOptions::new(&self.database.url))
            .await
            .unwrap()
    }

    /// A relay to `nats`, as this process would run it.
    pub fn relay(&self, nats: &NatsOptions) -> Relay {
        let options = RelayOptions {
            database_url: self.database.url.clone(),
            nats: nats.clone(),
        };
        Relay::start(&self.store, options)
    }

    /// A request that asks something of a tally.
    pub fn count(&self, id: Uuid, count: Count) -> Execute<'_, Tally> {
        Execute::new(id, count, Actor::SYSTEM, &self.catalog, Timestamp::now())
    }

    /// Appends `events` one after the other, each to a stream of its own.
    pub async fn fill(&self, events: usize) {
        let appends = (0..events).map(|_| self.store.append(one_event(Uuid::now_v7(), 0)));
        for outcome in futures_util::future::join_all(appends).await {
            appended(&outcome.unwrap());
        }
    }
}

/// A command that appends one event to one stream.
pub fn one_event(stream_id: Uuid, expected_version: i32) -> Append {
    let part = StreamPart {
        id: stream_id,
        category: Tally::CATEGORY,
        expected_version,
    };
    let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part);
    let before = i64::from(expected_version);
    append
        .push(0, Timestamp::now(), &counted(before, before + 1))
        .unwrap();
    append
}

/// Where a command's events stand; panics when it was not appended.
pub fn appended(outcome: &Outcome) -> &Appended {
    match outcome {
        Outcome::Appended { appended, .. } => appended,
        other => panic!("not appended: {other:?}"),
    }
}
