//! Commands that touch several streams: decided together, one append, all or nothing.

use crate::append::Append;
use crate::execute::{ExecuteError, decide_all};
use crate::load::Loaded;
use crate::store::{EventStore, StoreError};
use domain::reservation::ReservationChange;
use domain::{Access, Actor, Aggregate, Catalog, Context};
use jiff::Timestamp;
use std::borrow::Cow;
use std::sync::Arc;
use uuid::Uuid;

mod parts;
mod reserved;
mod transact;

pub(crate) use parts::{Freshness, Parts};

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
    /// What the actor may do; as the catalog says unless told otherwise.
    pub access: Cow<'a, Access>,
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
    /// Whoever asks has just looked: it was not carried out before. Nobody looks again until it
    /// is appended.
    pub looked_up: bool,
}

impl<'a> Transact<'a> {
    /// Work under a new id.
    #[must_use]
    pub fn new(stream_id: Uuid, actor: Actor, catalog: &'a Catalog, now: Timestamp) -> Self {
        Self {
            stream_id,
            access: Cow::Owned(Access::of(&actor, catalog)),
            actor,
            catalog,
            now,
            command_id: Uuid::now_v7(),
            causation_id: None,
            correlation_id: None,
            expected_version: None,
            remember: None,
            looked_up: false,
        }
    }
}

/// Streams as they stand in the middle of the work, and the events decided so far.
pub struct Transaction<'a, E> {
    store: &'a EventStore,
    context: Context<'a>,
    append: Append,
    parts: Parts,
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

    /// From here on nothing is refused for want of a permission: what comes follows from what the
    /// actor was allowed, and is still told as theirs.
    pub fn follow_up(&mut self) {
        self.context.access = Access::everything();
    }

    /// A stream as it stands with what was decided in this transaction; `version` 0 when there is
    /// none. What is decided is appended only while a stream that is there is still as it was
    /// given here, also when nothing is appended to it.
    pub async fn load<A: Aggregate>(&mut self, id: Uuid) -> Result<Arc<Loaded<A>>, StoreError> {
        self.parts.load(self.store, id).await
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
        self.parts.owner(self.store, kind, value).await
    }

    async fn reserve<A: Aggregate>(
        &mut self,
        change: &ReservationChange,
    ) -> Result<(), ExecuteError<E>>
    where
        E: From<A::Error>,
    {
        let (append, now) = (&mut self.append, self.context.now);
        let reserving = self.parts.reserve(self.store, append, change, now);
        let reserved = reserving.await?;
        reserved.map_err(|_| ExecuteError::Refused(A::taken(change).into()))
    }
}
