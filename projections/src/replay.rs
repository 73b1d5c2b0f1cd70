//! Folds a part of the log into tables of its own, beside the read models and never in them.

mod scratch;
mod words;

use crate::customers::Customers;
use crate::intervals::Intervals;
use crate::messages::Messages;
use crate::projection::{ApplyError, Phase, Projection};
use crate::runner::writer::SESSION;
use crate::search::Searched;
use crate::tickets::Tickets;
use crate::{ReadError, read_models};
use deadpool_postgres::{Client, Transaction};
use domain::Recorded;
use eventstore::EventStore;
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use uuid::Uuid;

/// Events read at once at most, and how many bytes of them are aimed at.
const BATCH: usize = 5000;
const BYTES: usize = 6 * 1024 * 1024;

/// What to fold, and into what.
#[derive(Clone, Debug)]
pub struct Replay {
    /// Of the database that gets the tables; it may be another than that of the log.
    pub url: String,
    /// The Postgres schema of the tables. One that was not made by a replay is never touched.
    pub schema: String,
    /// The first and the last position, both included; the last may lie beyond the log's end.
    pub from: i64,
    pub to: i64,
    /// Streams that began earlier are left out, as those that began before `from` are.
    pub since: Option<Timestamp>,
    /// Each stream is folded up to its first event that happened later, as lists of the past are.
    pub until: Option<Timestamp>,
}

/// What was folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Where the fold ended: the last position, or the log's end.
    pub to: i64,
    pub events: u64,
    /// Streams that began before the first position, or that cannot be folded.
    pub left_out: u64,
}

/// Folds positions into a schema of their own, in place of an earlier replay into it; the read
/// models and their checkpoints stay as they are. Streams that began earlier are left out: what
/// they were is not known from these positions alone.
///
/// The tables are there once all is folded; before that, or after a failure, they are as before.
pub async fn replay(
    store: &EventStore,
    wanted: &Replay,
    mut progress: impl FnMut(i64, i64),
) -> Result<Replayed, ReadError> {
    let mut client = read_models::pool(&wanted.url, 1, SESSION)?.get().await?;
    let draft = scratch::begin(&client, &wanted.schema).await?;
    let folded = fold(store, &mut client, wanted, &mut progress).await;
    match folded {
        Ok(replayed) => {
            scratch::finish(&mut client, &draft, wanted, &replayed).await?;
            Ok(replayed)
        }
        Err(error) => {
            // best effort: the next replay into the schema clears it away
            let _ = scratch::give_up(&client, &draft).await;
            Err(error)
        }
    }
}

async fn fold(
    store: &EventStore,
    client: &mut Client,
    wanted: &Replay,
    progress: &mut impl FnMut(i64, i64),
) -> Result<Replayed, ReadError> {
    for tables in [
        Tickets::TABLES,
        Customers::TABLES,
        Messages::TABLES,
        Intervals::TABLES,
        Searched::TABLES,
    ] {
        client.batch_execute(tables).await?;
    }
    let last = store.head().await?.min(wanted.to);
    let mut folding = Folding {
        since: wanted.since,
        until: wanted.until,
        ..Folding::default()
    };
    let (mut position, mut size) = (wanted.from - 1, BATCH / 5);
    while position < last {
        let mut events = store.read_after(position, size).await?;
        position = events.last().map_or(last, |event| event.position);
        size = next_size(&events);
        events.retain(|event| event.position <= last);
        folding.add(client, events).await?;
        progress(position.min(last) - wanted.from + 1, last - wanted.from + 1);
    }
    index(client).await?;
    words::write(client, store, last).await?;
    Ok(Replayed {
        to: last,
        events: folding.events,
        left_out: folding.left_out.len() as u64,
    })
}

fn next_size(events: &[Arc<Recorded>]) -> usize {
    let bytes: usize = events.iter().map(|event| event.data.len() + 500).sum();
    let fitting = BYTES * events.len() / bytes.max(1);
    fitting.clamp(16, BATCH)
}

async fn index(client: &mut Client) -> Result<(), ReadError> {
    for indexes in [
        Tickets::INDEXES,
        Customers::INDEXES,
        Messages::INDEXES,
        Intervals::INDEXES,
        Searched::INDEXES,
    ] {
        let tx = client.transaction().await?;
        tx.batch_execute(SCANS).await?;
        tx.batch_execute(indexes).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The streams that were met.
#[derive(Default)]
struct Folding {
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    begun: HashSet<Uuid>,
    /// They have an event that happened after the end.
    ended: HashSet<Uuid>,
    left_out: HashSet<Uuid>,
    events: u64,
}

impl Folding {
    /// Folds a batch; a stream with an event that cannot be folded is left out from there on.
    async fn add(
        &mut self,
        client: &mut Client,
        events: Vec<Arc<Recorded>>,
    ) -> Result<(), ReadError> {
        let mut wanted = events;
        wanted.retain(|event| self.meet(event));
        let mut waiting = vec![wanted];
        while let Some(mut events) = waiting.pop() {
            events.retain(|event| !self.left_out.contains(&event.stream_id));
            match apply(client, &events).await {
                Ok(()) => self.events += events.len() as u64,
                Err(error) if error.is_poison() && events.len() > 1 => {
                    let second = events.split_off(events.len() / 2);
                    waiting.extend([second, events]);
                }
                Err(error) if error.is_poison() => self.leave_out(&events, &error),
                Err(ApplyError::Database(error)) => return Err(error.into()),
                Err(error) => return Err(ReadError::Refused(error.to_string())),
            }
        }
        Ok(())
    }

    /// Whether an event lies within the times that are folded.
    fn meet(&mut self, event: &Recorded) -> bool {
        let (id, at) = (event.stream_id, event.occurred_at);
        if self.until.is_some_and(|until| at > until) {
            self.ended.insert(id);
        }
        if self.ended.contains(&id) {
            return false;
        }
        if event.version == 1 && self.since.is_none_or(|since| at >= since) {
            self.begun.insert(id);
        } else if !self.begun.contains(&id) {
            self.left_out.insert(id);
        }
        true
    }

    fn leave_out(&mut self, events: &[Arc<Recorded>], error: &ApplyError) {
        for event in events {
            let (position, name) = (event.position, &event.name);
            tracing::warn!(position, name, %error, "a stream is left out from here on");
            self.left_out.insert(event.stream_id);
        }
    }
}

async fn apply(client: &mut Client, events: &[Arc<Recorded>]) -> Result<(), ApplyError> {
    let tx = client.transaction().await?;
    apply_to::<Tickets>(&tx, events).await?;
    apply_to::<Customers>(&tx, events).await?;
    apply_to::<Messages>(&tx, events).await?;
    apply_to::<Intervals>(&tx, events).await?;
    apply_to::<Searched>(&tx, events).await?;
    tx.commit().await?;
    Ok(())
}

async fn apply_to<P: Projection>(
    tx: &Transaction<'_>,
    events: &[Arc<Recorded>],
) -> Result<(), ApplyError> {
    let wanted = events.iter();
    let wanted = wanted.filter(|event| P::CATEGORIES.contains(&event.category.as_str()));
    let wanted: Vec<_> = wanted.cloned().collect();
    match wanted.is_empty() {
        true => Ok(()),
        false => P::apply(tx, &wanted, Phase::Bulk).await,
    }
}

const SCANS: &str = "
SET LOCAL enable_seqscan = on;
SET LOCAL enable_hashjoin = on;
SET LOCAL maintenance_work_mem = '128MB'";
