//! Load, decide, append: one command from its arrival to the log.

use crate::append::{Appended, Outcome, Reliance};
use crate::load::Loaded;
use crate::store::{EventStore, StoreError};
use crate::transaction::{Freshness, Parts};
use domain::{Access, Actor, Aggregate, Catalog};
use jiff::Timestamp;
use std::borrow::Cow;
use std::sync::Arc;
use uuid::Uuid;

mod decided;

pub(crate) use decided::decide_all;
use decided::{Decided, decide};

/// How often a command is decided again after a conflict.
const ATTEMPTS: usize = 5;
/// A setting is changed only a few times between two looks at it.
const ALL: usize = usize::MAX >> 1;

/// One or several commands to one stream: a single append, all or nothing.
#[derive(Debug)]
pub struct Execute<'a, A: Aggregate> {
    pub stream_id: Uuid,
    pub commands: Vec<A::Command>,
    pub actor: Actor,
    /// What the actor may do; as the catalog says unless told otherwise.
    pub access: Cow<'a, Access>,
    /// What decisions may look up.
    pub catalog: &'a Catalog,
    /// When it is happening; recorded as the events' `occurred_at`.
    pub now: Timestamp,
    pub command_id: Uuid,
    pub causation_id: Option<Uuid>,
    /// Defaults to the command's own id.
    pub correlation_id: Option<Uuid>,
    /// The stream is meant to be new, so reading it first would be in vain.
    pub creates: bool,
    /// From `If-Match`: refuse instead of deciding again when the stream has moved on.
    pub expected_version: Option<i32>,
    /// A hash of what is asked: keeps the command's id, so that a repetition changes nothing.
    pub remember: Option<Vec<u8>>,
}

impl<'a, A: Aggregate> Execute<'a, A> {
    /// A single command under a new id.
    #[must_use]
    pub fn new(
        stream_id: Uuid,
        command: A::Command,
        actor: Actor,
        catalog: &'a Catalog,
        now: Timestamp,
    ) -> Self {
        Self {
            stream_id,
            commands: vec![command],
            access: Cow::Owned(Access::of(&actor, catalog)),
            actor,
            catalog,
            now,
            command_id: Uuid::now_v7(),
            causation_id: None,
            correlation_id: None,
            creates: false,
            expected_version: None,
            remember: None,
        }
    }
}

/// A command that was carried out.
#[derive(Clone, Debug)]
pub struct Executed<A> {
    /// The stream after the command; for a repetition, as it was after the first time.
    pub loaded: Arc<Loaded<A>>,
    pub stream_id: Uuid,
    /// The log's position after the command: what a reader must have seen to see its effect.
    pub position: i64,
    /// The command had been carried out before; nothing was appended now.
    pub repeated: bool,
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError<E: std::error::Error> {
    /// The rules say no.
    #[error(transparent)]
    Refused(E),
    /// `expected_version` did not hold.
    #[error("the stream is at version {actual}, not {expected}")]
    VersionMismatch { expected: i32, actual: i32 },
    /// Others kept changing the stream; nothing was appended.
    #[error("the stream kept changing; try again")]
    Conflict,
    /// The command's id was used before for something else.
    #[error("this key was used before for another request")]
    KeyReused,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<E: std::error::Error> ExecuteError<E> {
    /// The same error where refusals of several aggregates meet.
    pub fn widen<F: std::error::Error + From<E>>(self) -> ExecuteError<F> {
        match self {
            Self::Refused(error) => ExecuteError::Refused(error.into()),
            Self::VersionMismatch { expected, actual } => {
                ExecuteError::VersionMismatch { expected, actual }
            }
            Self::Conflict => ExecuteError::Conflict,
            Self::KeyReused => ExecuteError::KeyReused,
            Self::Store(error) => ExecuteError::Store(error),
        }
    }
}

/// What one attempt led to.
enum Attempt<A> {
    Done(Executed<A>),
    /// A stream had moved on when the events arrived.
    Conflict,
    /// One of the settings that were relied on has changed.
    Outdated(Vec<Reliance>),
    /// What was decided on is not the newest state; this is.
    Stale(Arc<Loaded<A>>),
}

impl EventStore {
    /// Carries the commands out. Once this returns `Ok`, the events are flushed to disk. When it
    /// returns an error other than `Unavailable`, nothing was appended.
    pub async fn execute<A: Aggregate>(
        &self,
        request: Execute<'_, A>,
    ) -> Result<Executed<A>, ExecuteError<A::Error>> {
        if let Some(fingerprint) = &request.remember
            && let Some((appended, before)) = self.command_done(request.command_id).await?
        {
            return self.repeated(appended, &before, fingerprint).await;
        }
        let mut known = self.known::<A>(&request).await?;
        let mut newer = None;
        for _ in 0..ATTEMPTS {
            let catalog = newer.as_ref().unwrap_or(request.catalog);
            match self.attempt(&request, catalog, &known).await? {
                Attempt::Done(executed) => return Ok(executed),
                Attempt::Conflict => known = self.catch_up(request.stream_id, known).await?,
                Attempt::Outdated(relied_on) => {
                    newer = Some(self.newer(catalog, &relied_on).await?);
                }
                Attempt::Stale(newest) => known = newest,
            }
        }
        Err(ExecuteError::Conflict)
    }

    /// A cached state is decided on without asking Postgres whether it is the newest: the append
    /// finds out. Only what does not reach the append must be checked before (see `attempt`).
    async fn known<A: Aggregate>(
        &self,
        request: &Execute<'_, A>,
    ) -> Result<Arc<Loaded<A>>, StoreError> {
        let cached = self.cache.get::<A>(request.stream_id);
        match cached.filter(|_| request.expected_version.is_none()) {
            Some(cached) => Ok(cached),
            None if request.creates => Ok(Arc::new(Loaded::default())),
            None => self.load(request.stream_id).await,
        }
    }

    async fn attempt<A: Aggregate>(
        &self,
        request: &Execute<'_, A>,
        catalog: &Catalog,
        known: &Arc<Loaded<A>>,
    ) -> Result<Attempt<A>, ExecuteError<A::Error>> {
        if let Some(expected) = request.expected_version.filter(|v| *v != known.version) {
            return Err(ExecuteError::VersionMismatch {
                expected,
                actual: known.version,
            });
        }
        let decided = match decide(request, catalog, known) {
            Ok(decided) if !decided.append.events.is_empty() || request.remember.is_some() => {
                decided
            }
            refused_or_empty => {
                // only the newest state may say so
                let newest = self.catch_up(request.stream_id, known.clone()).await?;
                if newest.version != known.version {
                    return Ok(Attempt::Stale(newest));
                }
                refused_or_empty?;
                let (stream_id, position) = (request.stream_id, newest.position);
                let executed = Executed {
                    loaded: newest,
                    stream_id,
                    position,
                    repeated: false,
                };
                return Ok(Attempt::Done(executed));
            }
        };
        self.append_decided(request, decided).await
    }

    async fn append_decided<A: Aggregate>(
        &self,
        request: &Execute<'_, A>,
        decided: Decided<A>,
    ) -> Result<Attempt<A>, ExecuteError<A::Error>> {
        let mut append = decided.append;
        let mut reserved = Parts::new(Freshness::Newest);
        for change in &decided.reservations {
            let reserving = reserved.reserve(self, &mut append, change, request.now);
            let outcome = reserving.await?;
            outcome.map_err(|_| ExecuteError::Refused(A::taken(change)))?;
        }
        let relied_on = append.relies_on.clone();
        reserved.rely_on_seen(&mut append);
        match self.append(append).await? {
            Outcome::Appended { appended, .. } => {
                reserved.keep(self, appended.last_position);
                let mut loaded = decided.after;
                loaded.position = appended.last_position;
                let loaded = Arc::new(loaded);
                self.cache.put(request.stream_id, &loaded);
                let (stream_id, position) = (request.stream_id, appended.last_position);
                Ok(Attempt::Done(Executed {
                    loaded,
                    stream_id,
                    position,
                    repeated: false,
                }))
            }
            Outcome::Conflict { stream_id, .. } if names(&relied_on, stream_id) => {
                Ok(Attempt::Outdated(relied_on))
            }
            Outcome::Conflict { .. } => Ok(Attempt::Conflict),
            Outcome::Done {
                appended,
                fingerprint,
            } => {
                let asked = request.remember.clone().unwrap_or_default();
                let before = fingerprint.unwrap_or_else(|| asked.clone());
                self.repeated(appended, &before, &asked)
                    .await
                    .map(Attempt::Done)
            }
        }
    }

    /// The catalog with what has become of the settings that a decision relied on.
    pub(crate) async fn newer(
        &self,
        catalog: &Catalog,
        relied_on: &[Reliance],
    ) -> Result<Catalog, StoreError> {
        let mut newer = catalog.clone();
        for Reliance { stream_id, version } in relied_on {
            for event in self.read_stream(*stream_id, *version, ALL).await? {
                newer.apply(&event)?;
            }
        }
        Ok(newer)
    }

    pub(crate) async fn repeated<A: Aggregate, E: std::error::Error>(
        &self,
        appended: Appended,
        before: &[u8],
        asked: &[u8],
    ) -> Result<Executed<A>, ExecuteError<E>> {
        if before != asked {
            return Err(ExecuteError::KeyReused);
        }
        let (stream_id, position) = (appended.stream_id, appended.last_position);
        let loaded = Arc::new(self.load_at::<A>(stream_id, appended.version).await?);
        Ok(Executed {
            loaded,
            stream_id,
            position,
            repeated: true,
        })
    }
}

/// Whether it was a setting relied on that has changed, not a stream to append to.
pub(crate) fn names(relied_on: &[Reliance], stream_id: Uuid) -> bool {
    relied_on.iter().any(|r| r.stream_id == stream_id)
}
