//! A member who changes something: runs their commands, exactly once where they ask for it.

use crate::app::PATIENCE;
use crate::problem::{Kind, Problem};
use crate::request::headers::{self, IfMatch};
use crate::request::reader::Reader;
use crate::request::recognised;
use crate::types::Moment;
use bytes::Bytes;
use domain::Aggregate;
use domain::ids::derived;
use eventstore::{Execute, ExecuteError, Executed, Loaded, Transact, Work};
use poem::Request;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::Deref;
use std::time::Instant;
use uuid::Uuid;

mod variants;

/// A recognised member with what their request expects.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    reader: Reader,
    if_match: IfMatch,
    key: Option<Key>,
    /// What ties the commands of one request together; without it each stands for itself.
    correlation: Option<Uuid>,
}

/// What an `Idempotency-Key` stands for.
#[derive(Clone, Debug)]
struct Key {
    command_id: Uuid,
    /// Method and path, which a key belongs to as much as to the body.
    target: String,
}

impl Deref for Writer {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

/// The id that somebody's key always stands for.
pub(crate) fn id_of(who: Uuid, key: &str) -> Uuid {
    derived("idempotency_key", &format!("{who}:{key}"))
}

impl Writer {
    async fn of(request: &Request) -> Result<Self, Problem> {
        let reader = Reader::of(request).await?;
        Self::by(reader, request)
    }

    /// Whoever was recognised, with what the request expects.
    pub(super) fn by(mut reader: Reader, request: &Request) -> Result<Self, Problem> {
        let who = reader.principal.actor().id.unwrap_or_default();
        let key = headers::idempotency_key(request)?.map(|key| Key {
            command_id: id_of(who, key),
            target: format!("{} {}", request.method(), request.original_uri().path()),
        });
        reader.command = key.as_ref().map(|key| key.command_id);
        let if_match = headers::if_match(request)?;
        Ok(Self {
            reader,
            if_match,
            key,
            correlation: None,
        })
    }

    /// Runs one of many commands by itself: neither the key nor `If-Match` is about it.
    pub async fn execute_one<A: Aggregate>(
        &self,
        id: Uuid,
        command: A::Command,
    ) -> Result<Executed<A>, ExecuteError<A::Error>> {
        let (actor, now) = (self.principal.actor(), Moment::now().0);
        let mut request = Execute::new(id, command, actor, &self.catalog, now);
        request.access = Cow::Borrowed(&self.access);
        request.correlation_id = self.correlation;
        self.state.app.store.execute(request).await
    }

    /// Runs commands that need not know the stream beforehand. When others keep changing it, it
    /// tries on for as long as a caller would wait.
    pub async fn execute<A>(
        &self,
        id: Uuid,
        commands: Vec<A::Command>,
        body: &Bytes,
    ) -> Result<Executed<A>, Problem>
    where
        A: Aggregate,
        A::Command: Clone,
        A::Error: Into<Problem>,
    {
        let _turn = self.state.turns.wait(id).await;
        let started = Instant::now();
        loop {
            let mut request = self.request(id, commands.clone(), body);
            request.expected_version = self.if_match.version();
            match self.state.app.store.execute(request).await {
                Err(ExecuteError::Conflict) if started.elapsed() < PATIENCE => {}
                outcome => return self.told(outcome).await,
            }
        }
    }

    /// Runs the command that begins a stream; a repetition is answered with the stream that the
    /// first one made.
    pub async fn create<A>(
        &self,
        id: Uuid,
        command: A::Command,
        body: &Bytes,
    ) -> Result<Executed<A>, Problem>
    where
        A: Aggregate,
        A::Error: Into<Problem>,
    {
        let mut request = self.request(id, vec![command], body);
        request.creates = true;
        request.expected_version = self.if_match.version();
        Ok(self.state.app.store.execute(request).await?)
    }

    /// Runs the commands that lead from the stream as it stands to what is wanted; decided again
    /// whenever somebody else was quicker.
    pub async fn change<A>(
        &self,
        id: Uuid,
        body: &Bytes,
        lead: impl Fn(&Loaded<A>) -> Result<Vec<A::Command>, Problem>,
    ) -> Result<Executed<A>, Problem>
    where
        A: Aggregate,
        A::Command: Clone,
        A::Error: Into<Problem>,
    {
        if self.was_done().await? {
            return self.execute(id, vec![], body).await;
        }
        let store = &self.state.app.store;
        let _turn = self.state.turns.wait(id).await;
        let started = Instant::now();
        loop {
            let loaded = store.load::<A>(id).await?;
            let led = match lead(&loaded) {
                // said before its version is: nobody learns what is out of reach
                Err(problem) if problem.kind == Kind::NotFound => return Err(problem),
                led => led,
            };
            self.check_version(loaded.version)?;
            let mut request = self.request(id, led?, body);
            request.expected_version = Some(loaded.version);
            match store.execute(request).await {
                Err(ExecuteError::VersionMismatch { .. } | ExecuteError::Conflict)
                    if started.elapsed() < PATIENCE => {}
                Err(ExecuteError::VersionMismatch { .. }) => {
                    return Err(ExecuteError::<A::Error>::Conflict.into());
                }
                outcome => return self.told(outcome).await,
            }
        }
    }

    /// Does work on several streams at once; `id` is the stream of its primary aggregate. When
    /// others keep changing one of them, it tries on for as long as a caller would wait.
    pub async fn transact<W: Work>(
        &self,
        id: Uuid,
        work: &W,
        body: &Bytes,
    ) -> Result<Executed<W::Primary>, Problem>
    where
        W::Error: Into<Problem>,
    {
        let _turn = self.state.turns.wait(id).await;
        self.work(id, work, (body, self.expected_version())).await
    }

    /// Does work that begins the stream `id` with the help of others. `If-Match` is about one of
    /// those, so the work sees to [`Writer::expected_version`] itself.
    pub async fn begin<W: Work>(
        &self,
        id: Uuid,
        work: &W,
        body: &Bytes,
    ) -> Result<Executed<W::Primary>, Problem>
    where
        W::Error: Into<Problem>,
    {
        self.work(id, work, (body, None)).await
    }

    /// The version that `If-Match` names.
    pub fn expected_version(&self) -> Option<i32> {
        self.if_match.version()
    }

    async fn work<W: Work>(
        &self,
        id: Uuid,
        work: &W,
        (body, expected_version): (&Bytes, Option<i32>),
    ) -> Result<Executed<W::Primary>, Problem>
    where
        W::Error: Into<Problem>,
    {
        let started = Instant::now();
        loop {
            let request = Transact {
                command_id: self.command_id(),
                access: Cow::Borrowed(&self.access),
                expected_version,
                correlation_id: self.correlation,
                remember: self.key.as_ref().map(|key| key.fingerprint(body)),
                ..Transact::new(id, self.principal.actor(), &self.catalog, Moment::now().0)
            };
            match self.state.app.store.transact(request, work).await {
                Err(ExecuteError::Conflict) if started.elapsed() < PATIENCE => {}
                outcome => return self.told(outcome).await,
            }
        }
    }

    /// How the log is told of what happens beside it, exactly once where the caller asks for it.
    pub fn cause(&self, body: &Bytes) -> accounts::Cause {
        accounts::Cause {
            actor: self.principal.actor(),
            command_id: self.command_id(),
            remember: self.key.as_ref().map(|key| key.fingerprint(body)),
            correlation_id: self.correlation,
        }
    }

    fn command_id(&self) -> Uuid {
        let key = self.key.as_ref();
        key.map_or_else(Uuid::now_v7, |key| key.command_id)
    }

    /// Holds the request to the version that it expects.
    pub fn check_version(&self, actual: i32) -> Result<(), Problem> {
        match self.if_match.version() {
            Some(expected) if expected != actual => Err(Problem::version_mismatch(actual)),
            _ => Ok(()),
        }
    }

    fn request<A: Aggregate>(
        &self,
        id: Uuid,
        commands: Vec<A::Command>,
        body: &Bytes,
    ) -> Execute<'_, A> {
        let key = self.key.as_ref();
        Execute {
            stream_id: id,
            commands,
            actor: self.principal.actor(),
            access: Cow::Borrowed(&self.access),
            catalog: &self.catalog,
            now: Moment::now().0,
            command_id: self.command_id(),
            causation_id: None,
            correlation_id: self.correlation,
            creates: false,
            expected_version: None,
            remember: key.map(|key| key.fingerprint(body)),
        }
    }
}

impl Key {
    /// A hash of what is asked, so that a key cannot stand for two requests.
    fn fingerprint(&self, body: &Bytes) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(self.target.as_bytes());
        hash.update([0]);
        hash.update(body);
        hash.finalize().to_vec()
    }
}

recognised!(Writer);
