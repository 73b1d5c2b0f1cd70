//! Keeps every projection as new as the log, rebuilds them, and tries parked events again.

mod build;
mod follower;
mod parking;
pub(crate) mod writer;

pub(crate) use build::Readings;

use crate::analytics::Analytics;
use crate::bulk::Bulks;
use crate::customers::Customers;
use crate::intervals::Intervals;
use crate::messages::Messages;
use crate::notifications::Notifications;
use crate::projection::Projection;
use crate::search::Searched;
use crate::tickets::Tickets;
use crate::{ReadError, ReadModels};
use eventstore::EventStore;
use follower::Follower;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long a start waits for first builds. A long log takes longer; lists say so until then.
const PATIENCE: Duration = Duration::from_secs(5);

/// The running projections of this process. Several processes may run them: each projection is
/// kept by one, and another takes over when that one is gone.
#[derive(Clone, Debug)]
pub struct Runner {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Runner {
    /// Makes the tables where they are missing, and starts every projection. Those that were never
    /// built, or by an older program, are built first while the old build serves.
    pub async fn start(store: &EventStore, read: &ReadModels) -> Result<Self, ReadError> {
        crate::migrate(read.url()).await?;
        let runner = Self {
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        runner.follow::<Searched>(store, read);
        runner.follow::<Tickets>(store, read);
        runner.follow::<Customers>(store, read);
        runner.follow::<Messages>(store, read);
        runner.follow::<Intervals>(store, read);
        runner.follow::<Analytics>(store, read);
        runner.follow::<Bulks>(store, read);
        runner.follow::<Notifications>(store, read);
        runner.tasks.close();
        tokio::time::timeout(PATIENCE, until_served(read))
            .await
            .ok();
        Ok(runner)
    }

    /// Stops and waits until really stopped; another process takes over at once. May be called
    /// twice.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }

    /// Builds a projection anew beside the serving one, checks it and switches; works beside
    /// running runners. `progress` is told how many positions are done, and of how many.
    pub async fn rebuild(
        store: &EventStore,
        read: &ReadModels,
        name: &str,
        progress: impl FnMut(i64, i64),
    ) -> Result<(), ReadError> {
        crate::migrate(read.url()).await?;
        match name {
            Tickets::NAME => build::build::<Tickets>(store, read, progress).await,
            Customers::NAME => build::build::<Customers>(store, read, progress).await,
            Messages::NAME => build::build::<Messages>(store, read, progress).await,
            Intervals::NAME => build::build::<Intervals>(store, read, progress).await,
            Searched::NAME => build::build::<Searched>(store, read, progress).await,
            Analytics::NAME => build::build::<Analytics>(store, read, progress).await,
            Bulks::NAME => build::build::<Bulks>(store, read, progress).await,
            Notifications::NAME => build::build::<Notifications>(store, read, progress).await,
            _ => Err(ReadError::Unknown(name.to_owned())),
        }
    }

    /// Applies parked events again, each stream in its order up to the first that still fails.
    /// Returns how many are parked no more.
    pub async fn retry_parked(
        store: &EventStore,
        read: &ReadModels,
        name: &str,
    ) -> Result<usize, ReadError> {
        match name {
            Tickets::NAME => parking::retry::<Tickets>(store, read).await,
            Customers::NAME => parking::retry::<Customers>(store, read).await,
            Messages::NAME => parking::retry::<Messages>(store, read).await,
            Intervals::NAME => parking::retry::<Intervals>(store, read).await,
            Searched::NAME => parking::retry::<Searched>(store, read).await,
            Analytics::NAME => parking::retry::<Analytics>(store, read).await,
            Bulks::NAME => parking::retry::<Bulks>(store, read).await,
            Notifications::NAME => parking::retry::<Notifications>(store, read).await,
            _ => Err(ReadError::Unknown(name.to_owned())),
        }
    }

    fn follow<P: Projection>(&self, store: &EventStore, read: &ReadModels) {
        let follower = Follower::<P>::new(store.clone(), read.clone());
        self.tasks.spawn(follower.run_until(self.stop.clone()));
    }
}

async fn until_served(read: &ReadModels) {
    for name in [
        Tickets::NAME,
        Customers::NAME,
        Messages::NAME,
        Intervals::NAME,
        Searched::NAME,
        Analytics::NAME,
        Bulks::NAME,
        Notifications::NAME,
    ] {
        if let Ok(entry) = read.serving().entry(name) {
            entry.served().await;
        }
    }
}
