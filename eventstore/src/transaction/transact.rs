//! Work from its arrival to the log: done on what is known, and anew where that was not the newest.

use super::{Freshness, Parts, Transact, Transaction, Work};
use crate::append::{Append, Outcome, Reliance, StreamPart};
use crate::execute::{ExecuteError, Executed, names};
use crate::store::EventStore;
use domain::{Aggregate, Catalog, Context};

/// How often the work is done again after a conflict.
const ATTEMPTS: usize = 5;

/// What an attempt led to.
enum Attempt<P> {
    Done(Executed<P>),
    /// A stream had moved on, or only the newest states may say what was said.
    Stale,
    /// One of the settings that were relied on has changed.
    Outdated(Vec<Reliance>),
}

impl EventStore {
    /// Does the work and appends what it decided, all or nothing; the same guarantees as
    /// [`EventStore::execute`]. Streams in memory are first taken as they are: the append finds
    /// out, and what does not reach the append is decided again on their newest states.
    pub async fn transact<W: Work>(
        &self,
        request: Transact<'_>,
        work: &W,
    ) -> Result<Executed<W::Primary>, ExecuteError<W::Error>> {
        if let Some(fingerprint) = request.remember.as_ref().filter(|_| !request.looked_up)
            && let Some((appended, before)) = self.command_done(request.command_id).await?
        {
            return self.repeated(appended, &before, fingerprint).await;
        }
        let (mut newer, mut freshness) = (None, Freshness::Known);
        for _ in 0..ATTEMPTS {
            let catalog = newer.as_ref().unwrap_or(request.catalog);
            let transaction = self.transaction::<W>(&request, (catalog, freshness));
            match self.attempt_work(&request, transaction, work).await? {
                Attempt::Done(executed) => return Ok(executed),
                Attempt::Stale => {}
                Attempt::Outdated(relied_on) => {
                    newer = Some(self.newer(catalog, &relied_on).await?);
                }
            }
            freshness = Freshness::Newest;
        }
        Err(ExecuteError::Conflict)
    }

    /// Does the work and appends nothing: whether it would append anything, or why it would be
    /// refused. Streams in memory are taken as they are there.
    pub async fn rehearse<W: Work>(
        &self,
        request: &Transact<'_>,
        work: &W,
    ) -> Result<bool, ExecuteError<W::Error>> {
        let known = (request.catalog, Freshness::Known);
        let mut transaction = self.transaction::<W>(request, known);
        done(request, &mut transaction, work).await?;
        Ok(!transaction.append.events.is_empty())
    }

    fn transaction<'a, W: Work>(
        &'a self,
        request: &'a Transact<'a>,
        (catalog, freshness): (&'a Catalog, Freshness),
    ) -> Transaction<'a, W::Error> {
        let context = Context {
            now: request.now,
            actor: request.actor,
            access: &request.access,
            catalog,
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
        Transaction {
            store: self,
            context,
            append,
            parts: Parts::new(freshness),
            error: std::marker::PhantomData,
        }
    }

    async fn attempt_work<W: Work>(
        &self,
        request: &Transact<'_>,
        mut transaction: Transaction<'_, W::Error>,
        work: &W,
    ) -> Result<Attempt<W::Primary>, ExecuteError<W::Error>> {
        match done(request, &mut transaction, work).await {
            Ok(()) => self.commit(request, transaction).await,
            Err(ExecuteError::Refused(_) | ExecuteError::VersionMismatch { .. })
                if transaction.parts.guessed() =>
            {
                Ok(Attempt::Stale)
            }
            Err(error) => Err(error),
        }
    }

    async fn commit<P: Aggregate, E: std::error::Error>(
        &self,
        request: &Transact<'_>,
        mut transaction: Transaction<'_, E>,
    ) -> Result<Attempt<P>, ExecuteError<E>> {
        let stream_id = request.stream_id;
        let loaded = transaction.load::<P>(stream_id).await?;
        let Transaction {
            mut append, parts, ..
        } = transaction;
        append.streams[0].expected_version = parts.version_before(stream_id);
        if append.events.is_empty() && append.remember.is_none() {
            if parts.guessed() {
                return Ok(Attempt::Stale);
            }
            let position = loaded.position;
            return Ok(Attempt::Done(Executed {
                loaded,
                stream_id,
                position,
                repeated: false,
            }));
        }
        let settings = append.relies_on.clone();
        parts.rely_on_seen(&mut append);
        match self.append(append).await? {
            Outcome::Appended { appended, .. } => {
                let position = appended.last_position;
                parts.keep(self, position);
                let loaded = self.cache.get::<P>(stream_id).unwrap_or(loaded);
                Ok(Attempt::Done(Executed {
                    loaded,
                    stream_id,
                    position,
                    repeated: false,
                }))
            }
            Outcome::Conflict { stream_id, .. } if names(&settings, stream_id) => {
                Ok(Attempt::Outdated(settings))
            }
            Outcome::Conflict { .. } => Ok(Attempt::Stale),
            Outcome::Done {
                appended,
                fingerprint,
            } => {
                let asked = request.remember.clone().unwrap_or_default();
                let before = fingerprint.unwrap_or_else(|| asked.clone());
                let repeated = self.repeated(appended, &before, &asked).await?;
                Ok(Attempt::Done(repeated))
            }
        }
    }
}

/// Holds the work to the version that is expected, and does it.
async fn done<W: Work>(
    request: &Transact<'_>,
    transaction: &mut Transaction<'_, W::Error>,
    work: &W,
) -> Result<(), ExecuteError<W::Error>> {
    if let Some(expected) = request.expected_version {
        let primary = transaction.load::<W::Primary>(request.stream_id).await?;
        let actual = primary.version;
        if actual != expected {
            return Err(ExecuteError::VersionMismatch { expected, actual });
        }
    }
    work.run(transaction).await
}
