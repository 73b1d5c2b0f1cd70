//! Commands that touch several streams: decided together, one append, all or nothing.

use crate::append::{Append, Outcome, StreamPart};
use crate::execute::{ExecuteError, Executed, decide_all};
use crate::load::Loaded;
use crate::store::{EventStore, StoreError};
use domain::reservation::ReservationChange;
use domain::{Actor, Aggregate, Catalog, Context};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

mod parts;
mod reserved;

pub(crate) use reserved::Reserved;

use parts::Parts;

/// How often the work is done again after a conflict.
const ATTEMPTS: usize = 5;

/// What is to be decided on several streams.
pub trait Work: Send + Sync {
    /// The aggregate that the caller is answered with.
    type Primary: Aggregate;
    type Error: std::error::Error + Send + Sync + 'static;

    /// Loads and decides. Done anew from the start when another command was quicker, so it must
    /// have no effect but on `transaction`.
    fn run(
        &self,
        transaction: &mut Transaction<'_, Self::Error>,
    ) -> impl Future<Output = Result<(), ExecuteError<Self::Error>>> + Send;
}

/// Who asks for work, when, and how it is recognised when it is asked for again.
#[derive(Clone, Debug)]
pub struct Transact<'a> {
    /// The stream of the work's primary aggregate.
    pub stream_id: Uuid,
    pub actor: Actor,
    pub catalog: &'a Catalog,
    pub now: Timestamp,
    pub command_id: Uuid,
    pub causation_id: Option<Uuid>,
    /// Defaults to the command's own id.
    pub correlation_id: Option<Uuid>,
    /// From `If-Match`: the version that the primary stream must have.
    pub expected_version: Option<i32>,
    /// A hash of what is asked: keeps the command's id, so that a repetition changes nothing.
    pub remember: Option<Vec<u8>>,
}

impl<'a> Transact<'a> {
    /// Work under a new id.
    #[must_use]
    pub fn new(stream_id: Uuid, actor: Actor, catalog: &'a Catalog, now: Timestamp) -> Self {
        Self {
            stream_id,
            actor,
            catalog,
            now,
            command_id: Uuid::now_v7(),
            causation_id: None,
            correlation_id: None,
            expected_version: None,
            remember: None,
        }
    }
}

/// Streams as they stand in the middle of the work, and the events decided so far.
pub struct Transaction<'a, E> {
    store: &'a EventStore,
    context: Context<'a>,
    append: Append,
    parts: Parts,
    reserved: Reserved,
    error: std::marker::PhantomData<fn() -> E>,
}

impl<E> std::fmt::Debug for Transaction<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transaction")
            .field("append", &self.append)
            .finish_non_exhaustive()
    }
}

impl<'a, E: std::error::Error> Transaction<'a, E> {
    /// What decisions look at.
    #[must_use]
    pub fn context(&self) -> Context<'a> {
        self.context
    }

    /// A stream as it stands with what was decided in this transaction; `version` 0 when there is
    /// none.
    pub async fn load<A: Aggregate>(&mut self, id: Uuid) -> Result<Arc<Loaded<A>>, StoreError> {
        if let Some(known) = self.parts.get::<A>(id) {
            return Ok(known);
        }
        let loaded = self.store.load::<A>(id).await?;
        self.parts.add(id, loaded.clone());
        Ok(loaded)
    }

    /// Says that a stream is new, so that it need not be looked for. Where that is wrong, the
    /// append finds out.
    pub fn begin<A: Aggregate>(&mut self, id: Uuid) {
        self.parts.add(id, Arc::new(Loaded::<A>::default()));
    }

    /// Decides commands on a stream. Every wrong field of all of them is reported at once.
    pub async fn decide<A: Aggregate>(
        &mut self,
        id: Uuid,
        commands: &[A::Command],
    ) -> Result<Arc<Loaded<A>>, ExecuteError<E>>
    where
        E: From<A::Error>,
    {
        let known = self.load::<A>(id).await?;
        let stream = self.parts.stream::<A>(id, &mut self.append);
        let target = (&mut self.append, (stream, id));
        let (after, changes) =
            decide_all(commands, &self.context, &known, target).map_err(ExecuteError::widen)?;
        let after = Arc::new(after);
        self.parts.replace(id, after.clone());
        for change in &changes {
            self.reserve::<A>(change).await?;
        }
        Ok(after)
    }

    /// Who holds a value that must be unique, within this transaction.
    pub async fn owner(
        &mut self,
        kind: &'static str,
        value: &str,
    ) -> Result<Option<Uuid>, StoreError> {
        self.reserved.owner(self.store, kind, value).await
    }

    async fn reserve<A: Aggregate>(
        &mut self,
        change: &ReservationChange,
    ) -> Result<(), ExecuteError<E>>
    where
        E: From<A::Error>,
    {
        let (append, now) = (&mut self.append, self.context.now);
        let reserved = self
            .reserved
            .change(self.store, append, change, now)
            .await?;
        reserved.map_err(|_| ExecuteError::Refused(A::taken(change).into()))
    }
}

impl EventStore {
    /// Does the work and appends what it decided, all or nothing; the same guarantees as
    /// [`EventStore::execute`].
    pub async fn transact<W: Work>(
        &self,
        request: Transact<'_>,
        work: &W,
    ) -> Result<Executed<W::Primary>, ExecuteError<W::Error>> {
        if let Some(fingerprint) = &request.remember
            && let Some((appended, before)) = self.command_done(request.command_id).await?
        {
            return self.repeated(appended, &before, fingerprint).await;
        }
        for _ in 0..ATTEMPTS {
            let mut transaction = self.transaction::<W>(&request).await?;
            work.run(&mut transaction).await?;
            if let Some(executed) = self.commit(&request, transaction).await? {
                return Ok(executed);
            }
        }
        Err(ExecuteError::Conflict)
    }

    async fn transaction<'a, W: Work>(
        &'a self,
        request: &Transact<'a>,
    ) -> Result<Transaction<'a, W::Error>, ExecuteError<W::Error>> {
        let context = Context {
            now: request.now,
            actor: request.actor,
            catalog: request.catalog,
        };
        let primary = StreamPart {
            id: request.stream_id,
            category: W::Primary::CATEGORY,
            expected_version: 0,
        };
        let mut append = Append::new(request.command_id, request.actor, primary);
        append.causation_id = request.causation_id;
        append.correlation_id = request.correlation_id.unwrap_or(request.command_id);
        append.remember.clone_from(&request.remember);
        let mut transaction = Transaction {
            store: self,
            context,
            append,
            parts: Parts::new(),
            reserved: Reserved::default(),
            error: std::marker::PhantomData,
        };
        if let Some(expected) = request.expected_version {
            let actual = transaction
                .load::<W::Primary>(request.stream_id)
                .await?
                .version;
            if actual != expected {
                return Err(ExecuteError::VersionMismatch { expected, actual });
            }
        }
        Ok(transaction)
    }

    /// `None` after a conflict: a stream had moved on.
    async fn commit<P: Aggregate, E: std::error::Error>(
        &self,
        request: &Transact<'_>,
        mut transaction: Transaction<'_, E>,
    ) -> Result<Option<Executed<P>>, ExecuteError<E>> {
        let stream_id = request.stream_id;
        let loaded = transaction.load::<P>(stream_id).await?;
        let Transaction {
            mut append, parts, ..
        } = transaction;
        append.streams[0].expected_version = parts.version_before(stream_id);
        if append.events.is_empty() && append.remember.is_none() {
            let position = loaded.position;
            return Ok(Some(Executed {
                loaded,
                stream_id,
                position,
                repeated: false,
            }));
        }
        match self.append(append).await? {
            Outcome::Appended { appended, .. } => {
                let position = appended.last_position;
                parts.keep(self, position);
                let loaded = self.cache.get::<P>(stream_id).unwrap_or(loaded);
                Ok(Some(Executed {
                    loaded,
                    stream_id,
                    position,
                    repeated: false,
                }))
            }
            Outcome::Conflict { .. } => Ok(None),
            Outcome::Done {
                appended,
                fingerprint,
            } => {
                let asked = request.remember.clone().unwrap_or_default();
                let before = fingerprint.unwrap_or_else(|| asked.clone());
                self.repeated(appended, &before, &asked).await.map(Some)
            }
        }
    }
}
