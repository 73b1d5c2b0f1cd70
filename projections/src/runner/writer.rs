//! Writes to one build: the effect of a batch and the checkpoint in one transaction.

use super::parking;
use crate::projection::{ApplyError, Phase, Projection};
use crate::registry::{self, Build};
use crate::{ReadError, ReadModels, read_models};
use deadpool_postgres::{Client, Transaction};
use domain::Recorded;
use std::collections::HashSet;
use std::marker::PhantomData;
use std::sync::Arc;
use uuid::Uuid;

/// A connection of its own for one build. Dropping it frees the build's lock.
pub(crate) struct Writer<P> {
    pub client: Client,
    pub build: Build,
    pub owner: Uuid,
    phase: Phase,
    /// Streams of which an event is parked: all that follows in them is parked as well.
    parked: HashSet<Uuid>,
    projection: PhantomData<fn() -> P>,
}

/// Why a batch was not written. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// Another owner, another serving build, or parked events that were tried again: what this
    /// writer knows is no longer so.
    #[error("the build has changed hands")]
    Fenced,
    #[error(transparent)]
    Apply(#[from] ApplyError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<tokio_postgres::Error> for WriteError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Read(error.into())
    }
}

/// A connection of one's own: its pool is gone at once, so it is never lent to anyone else, and it
/// closes when it is dropped.
pub(crate) async fn connection(read: &ReadModels) -> Result<Client, ReadError> {
    Ok(read_models::pool(read.url(), 1, SESSION)?.get().await?)
}

/// Lets statements find a build's tables by their bare names.
pub(crate) async fn enter(client: &Client, schema: &str) -> Result<(), ReadError> {
    client
        .batch_execute(&format!("SET search_path = {schema}"))
        .await?;
    Ok(())
}

impl<P: Projection> Writer<P> {
    /// The caller owns `build`, by a claim or because it has just begun it.
    pub(crate) async fn open(
        client: Client,
        build: Build,
        owner: Uuid,
        phase: Phase,
    ) -> Result<Self, ReadError> {
        enter(&client, &build.schema).await?;
        let parked = parking::streams(&client, &build.schema).await?;
        Ok(Self {
            client,
            build,
            owner,
            phase,
            parked,
            projection: PhantomData,
        })
    }

    /// Makes what is better made after the bulk.
    pub(crate) async fn finish_bulk(&mut self) -> Result<(), ReadError> {
        let tx = self.client.transaction().await?;
        tx.batch_execute(BULK_SESSION).await?;
        tx.batch_execute(P::INDEXES).await?;
        tx.commit().await?;
        self.phase = Phase::Live;
        Ok(())
    }

    /// Applies the events and moves the checkpoint to `position`, the place that the log was read
    /// to. An event that cannot be applied is parked, with later ones of its stream; the others
    /// go on.
    pub(crate) async fn advance(
        &mut self,
        events: &[Arc<Recorded>],
        position: i64,
    ) -> Result<(), WriteError> {
        self.apply_or_park(events, Some(position)).await
    }

    /// Applies whole streams without moving the checkpoint, as one of several writers of a build
    /// that nobody reads yet.
    pub(crate) async fn apply(&mut self, events: &[Arc<Recorded>]) -> Result<(), WriteError> {
        self.apply_or_park(events, None).await
    }

    /// Moves the checkpoint to what other writers have applied.
    pub(crate) async fn rejoin(&mut self, position: i64) -> Result<(), WriteError> {
        self.parked = parking::streams(&self.client, &self.build.schema).await?;
        self.write(&[], Some(position)).await
    }

    async fn apply_or_park(
        &mut self,
        events: &[Arc<Recorded>],
        position: Option<i64>,
    ) -> Result<(), WriteError> {
        let mut waiting = vec![(events, position)];
        while let Some((events, position)) = waiting.pop() {
            match self.write(events, position).await {
                Err(WriteError::Apply(error)) if error.is_poison() => match events {
                    [event] => self.park(event, position, &error).await?,
                    _ => {
                        let (first, second) = events.split_at(events.len() / 2);
                        waiting.push((second, position));
                        let last = first.last().map(|e| e.position);
                        waiting.push((first, position.and(last)));
                    }
                },
                done => done?,
            }
        }
        Ok(())
    }

    async fn write(
        &mut self,
        events: &[Arc<Recorded>],
        position: Option<i64>,
    ) -> Result<(), WriteError> {
        let tx = self.client.transaction().await?;
        let held = apply_free::<P>(&tx, events, &self.parked, self.phase);
        let checkpoint = advance(&tx, &self.build, self.owner, position);
        // sent together; nothing stands unless both went well
        let (held, moved) = tokio::join!(held, checkpoint);
        let held = held?;
        if !moved? {
            return Err(WriteError::Fenced);
        }
        parking::park_behind(&tx, &self.build.schema, &held).await?;
        tx.commit().await?;
        self.build.position = position.unwrap_or(self.build.position);
        Ok(())
    }

    async fn park(
        &mut self,
        event: &Recorded,
        position: Option<i64>,
        error: &ApplyError,
    ) -> Result<(), WriteError> {
        tracing::error!(projection = P::NAME, position = event.position, name = event.name, %error,
            "an event is parked, with later ones of its stream");
        metrics::counter!("docket_projection_parked_total", "projection" => P::NAME).increment(1);
        let tx = self.client.transaction().await?;
        parking::park(&tx, &self.build.schema, event, &error.to_string()).await?;
        if !advance(&tx, &self.build, self.owner, position).await? {
            return Err(WriteError::Fenced);
        }
        tx.commit().await?;
        self.build.position = position.unwrap_or(self.build.position);
        self.parked.insert(event.stream_id);
        Ok(())
    }

    /// Applies a batch within a transaction of the caller's; parked streams stay parked.
    pub(crate) async fn apply_within(
        tx: &Transaction<'_>,
        schema: &str,
        parked: &HashSet<Uuid>,
        events: &[Arc<Recorded>],
    ) -> Result<(), WriteError> {
        let held = apply_free::<P>(tx, events, parked, Phase::Live).await?;
        parking::park_behind(tx, schema, &held).await?;
        Ok(())
    }

    /// The connection for a transaction of the caller's, and the streams that are parked.
    pub(crate) fn parts(&mut self) -> (&mut Client, &HashSet<Uuid>) {
        (&mut self.client, &self.parked)
    }
}

/// Moves the checkpoint, where it is to be moved.
async fn advance(
    tx: &Transaction<'_>,
    build: &Build,
    owner: Uuid,
    position: Option<i64>,
) -> Result<bool, tokio_postgres::Error> {
    match position {
        Some(position) => registry::advance(tx, build, owner, position).await,
        None => Ok(true),
    }
}

/// Applies the events of streams that are not parked, and returns the others.
async fn apply_free<P: Projection>(
    tx: &Transaction<'_>,
    events: &[Arc<Recorded>],
    parked: &HashSet<Uuid>,
    phase: Phase,
) -> Result<Vec<Arc<Recorded>>, ApplyError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    if parked.is_empty() {
        P::apply(tx, events, phase).await?;
        return Ok(Vec::new());
    }
    let (held, free): (Vec<_>, Vec<_>) =
        (events.iter().cloned()).partition(|e| parked.contains(&e.stream_id));
    if !free.is_empty() {
        P::apply(tx, &free, phase).await?;
    }
    Ok(held)
}

/// Commits need not wait for the disk: what a crash loses, effect and checkpoint together, comes
/// again from the log. Joins always go by index, whatever the tables held when plans were made.
pub(crate) const SESSION: &str = "
SET synchronous_commit = off;
SET plan_cache_mode = force_generic_plan;
SET enable_seqscan = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET jit = off";

/// Half as much memory for indexes as the server has for pages, told in blocks of 8 kB, and 128 MB at
/// least: an index of words takes many times longer with little.
const BULK_SESSION: &str = "
SET LOCAL enable_seqscan = on;
SET LOCAL enable_hashjoin = on;
SELECT set_config('maintenance_work_mem', greatest(131072, 4 * s.setting::bigint) || 'kB', true)
FROM pg_settings s
WHERE s.name = 'shared_buffers'";
