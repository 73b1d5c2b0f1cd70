//! The read models as their callers see them.

mod serving;
mod state;

pub use state::{ParkedEvent, ProjectionState, StateKind};

use crate::ReadError;
use crate::runner::Readings;
use crate::select::Select;
use crate::tickets::KnownShares;
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime,
};
use serving::Serving;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::types::ToSql;
use tokio_postgres::{NoTls, Row};

/// How often another process's progress is looked at while someone waits for it.
const POLL: Duration = Duration::from_millis(10);
/// How long a process without the runner believes what it knows of builds.
const BELIEVED: Duration = Duration::from_secs(1);

/// All read models. Cheap to clone; clones share connections and what they know of builds.
#[derive(Clone)]
pub struct ReadModels {
    url: Arc<str>,
    pool: Pool,
    /// For charts, so that they cannot keep lists waiting.
    charts: Pool,
    serving: Arc<Serving>,
    shares: Arc<KnownShares>,
    readings: Arc<Readings>,
}

impl std::fmt::Debug for ReadModels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadModels")
            .field("serving", &self.serving)
            .finish_non_exhaustive()
    }
}

impl ReadModels {
    /// Connects with up to `pool_size` connections. The tables need not be there yet: the runner
    /// makes them.
    pub async fn connect(read_url: &str, pool_size: usize) -> Result<Self, ReadError> {
        let read = Self {
            url: read_url.into(),
            pool: pool(read_url, pool_size.max(1), SESSION)?,
            charts: pool(read_url, pool_size.div_ceil(2).max(1), CHARTS)?,
            serving: Arc::default(),
            shares: Arc::default(),
            readings: Arc::default(),
        };
        drop(read.client().await?);
        Ok(read)
    }

    /// Whether the projection has everything up to `position`, waiting up to `patience` for it.
    pub async fn wait_for(
        &self,
        projection: &str,
        position: i64,
        patience: Duration,
    ) -> Result<bool, ReadError> {
        let entry = self.serving.entry(projection)?;
        if entry.reached(position) {
            return Ok(true);
        }
        let waiting = async {
            loop {
                if entry.is_my_turn(POLL) {
                    self.refresh(projection).await?;
                }
                if entry.reached_within(position, POLL).await {
                    return Ok(true);
                }
            }
        };
        tokio::time::timeout(patience, waiting)
            .await
            .unwrap_or(Ok(false))
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn serving(&self) -> &Serving {
        &self.serving
    }

    pub(crate) fn known_shares(&self) -> &KnownShares {
        &self.shares
    }

    /// What builds of this process read of the log.
    pub(crate) fn readings(&self) -> &Arc<Readings> {
        &self.readings
    }

    pub(crate) async fn client(&self) -> Result<Object, ReadError> {
        Ok(self.pool.get().await?)
    }

    /// Asks a projection's tables, wherever they stand now.
    pub(crate) async fn rows(
        &self,
        projection: &'static str,
        select: impl Fn(&str) -> Select,
    ) -> Result<Vec<Row>, ReadError> {
        self.joined(&[projection], |schemas| select(&schemas[0]))
            .await
    }

    /// Asks the tables of several projections together, wherever they stand now; `select` is told
    /// their schemas in the same order.
    pub(crate) async fn joined(
        &self,
        projections: &[&'static str],
        select: impl Fn(&[Arc<str>]) -> Select,
    ) -> Result<Vec<Row>, ReadError> {
        let building = || ReadError::Building(projections.join(" or "));
        let schemas = self.schemas(projections).await?;
        match self.ask(&select(&schemas)).await {
            Err(AskError::Gone) => {}
            done => return done.map_err(|e| e.or(building)),
        }
        // another process has switched to a new build and dropped the old one
        for projection in projections {
            self.refresh(projection).await?;
        }
        let schemas = self.schemas(projections).await?;
        self.ask(&select(&schemas))
            .await
            .map_err(|e| e.or(building))
    }

    pub(crate) async fn schemas(
        &self,
        projections: &[&'static str],
    ) -> Result<Vec<Arc<str>>, ReadError> {
        let mut schemas = Vec::with_capacity(projections.len());
        for projection in projections {
            let entry = self.serving.entry(projection)?;
            if entry.is_my_turn(BELIEVED) || entry.schema().is_none() {
                self.refresh(projection).await?;
            }
            let building = || ReadError::Building((*projection).to_owned());
            schemas.push(entry.schema().ok_or_else(building)?);
        }
        Ok(schemas)
    }

    async fn ask(&self, select: &Select) -> Result<Vec<Row>, AskError> {
        let client = match select.whole {
            true => self.charts.get().await.map_err(ReadError::from)?,
            false => self.client().await?,
        };
        let params = || {
            select
                .params
                .iter()
                .map(|(p, of)| (&**p as &(dyn ToSql + Sync), of))
        };
        let rows = if select.by_value {
            let params: Vec<_> = params().map(|(p, of)| (p, of.clone())).collect();
            client.query_typed(&select.sql, &params).await
        } else {
            let types: Vec<_> = params().map(|(_, of)| of.clone()).collect();
            let statement = client.prepare_typed_cached(&select.sql, &types).await?;
            let params: Vec<_> = params().map(|(p, _)| p).collect();
            client.query(&statement, &params).await
        };
        Ok(rows?)
    }

    /// Learns from the database which build serves, and how far it is.
    pub(crate) async fn refresh(&self, projection: &str) -> Result<(), ReadError> {
        let entry = self.serving.entry(projection)?;
        let client = self.client().await?;
        match crate::registry::live(&client, projection).await? {
            Some(live) => entry.observe(Some(live.schema), live.position),
            None => entry.observe(None, 0),
        }
        Ok(())
    }
}

/// Why tables could not be asked.
#[derive(Debug)]
pub(crate) enum AskError {
    /// The schema that was asked is no longer there.
    Gone,
    Other(ReadError),
}

impl AskError {
    pub(crate) fn or(self, gone: impl Fn() -> ReadError) -> ReadError {
        match self {
            Self::Gone => gone(),
            Self::Other(error) => error,
        }
    }
}

impl From<ReadError> for AskError {
    fn from(error: ReadError) -> Self {
        Self::Other(error)
    }
}

impl From<tokio_postgres::Error> for AskError {
    fn from(error: tokio_postgres::Error) -> Self {
        if crate::registry::is_gone(&error) {
            Self::Gone
        } else {
            Self::Other(error.into())
        }
    }
}

/// A pool whose connections all begin with the statements of `session`.
pub(crate) fn pool(url: &str, size: usize, session: &'static str) -> Result<Pool, ReadError> {
    let mut config: tokio_postgres::Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    // a server that vanished must not keep anyone waiting for ever
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(10));
    }
    if config.get_application_name().is_none() {
        config.application_name("docket read");
    }
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    Pool::builder(Manager::from_config(config, NoTls, recycling))
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(Duration::from_secs(10)))
        .create_timeout(Some(Duration::from_secs(5)))
        .post_create(Hook::async_fn(move |client, _| {
            Box::pin(async move {
                let begun = client.batch_execute(session).await;
                begun.map_err(HookError::Backend)
            })
        }))
        .build()
        .map_err(|e| ReadError::Unavailable(e.to_string()))
}

/// A plan made while a table is new and small must not stay a scan of the whole when it has grown.
/// Beginning side by side takes longer than most pages do.
const SESSION: &str = "
SET enable_seqscan = off;
SET parallel_setup_cost = 10000;
SET jit = off";

/// Charts read most of their tables, and sort what they find.
const CHARTS: &str = "
SET jit = off;
SET work_mem = '32MB'";
