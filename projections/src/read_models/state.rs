//! Builds and parked events, as operators look at them.

use super::ReadModels;
use crate::ReadError;
use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

/// What a build of a projection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// It is read from.
    Live,
    /// It will take over when it has caught up.
    Building,
    /// It was replaced and will be dropped.
    Retired,
}

impl StateKind {
    /// The spelling used in tables and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Building => "building",
            Self::Retired => "retired",
        }
    }
}

/// One build of a projection and how far it is.
#[derive(Clone, Debug)]
pub struct ProjectionState {
    pub name: String,
    pub version: i32,
    /// The Postgres schema that holds its tables.
    pub schema: String,
    /// Everything up to here is applied or parked.
    pub position: i64,
    pub state: StateKind,
    /// Events set aside.
    pub parked: i64,
    pub updated_at: Timestamp,
}

/// An event that was set aside.
#[derive(Clone, Debug)]
pub struct ParkedEvent {
    pub projection: String,
    pub position: i64,
    pub stream_id: Uuid,
    /// The event's name, e.g. `ticket.created`.
    pub name: String,
    pub error: String,
    pub attempts: i32,
    pub since: Timestamp,
}

impl ReadModels {
    /// Every build of every projection, the serving one first.
    pub async fn projections(&self) -> Result<Vec<ProjectionState>, ReadError> {
        let client = self.client().await?;
        let rows = client.query(STATES, &[]).await?;
        Ok(rows.iter().map(state).collect())
    }

    /// Events set aside by serving builds, of one projection or of all, in the order of the log.
    pub async fn parked(&self, name: Option<&str>) -> Result<Vec<ParkedEvent>, ReadError> {
        let client = self.client().await?;
        let rows = client.query(PARKED, &[&name]).await?;
        Ok(rows.iter().map(parked).collect())
    }
}

fn state(row: &Row) -> ProjectionState {
    ProjectionState {
        name: row.get(0),
        version: row.get(1),
        schema: row.get(2),
        position: row.get(3),
        state: match row.get(4) {
            "live" => StateKind::Live,
            "building" => StateKind::Building,
            _ => StateKind::Retired,
        },
        parked: row.get(5),
        updated_at: row.get(6),
    }
}

fn parked(row: &Row) -> ParkedEvent {
    ParkedEvent {
        projection: row.get(0),
        position: row.get(1),
        stream_id: row.get(2),
        name: row.get(3),
        error: row.get(4),
        attempts: row.get(5),
        since: row.get(6),
    }
}

const STATES: &str = "
SELECT p.name, p.version, p.schema, p.position, p.state,
       (SELECT count(*) FROM read.parked e WHERE e.schema = p.schema), p.updated_at
FROM read.projections p
ORDER BY p.name, p.state <> 'live', p.state, p.schema";

const PARKED: &str = "
SELECT p.name, e.position, e.stream_id, e.name, e.error, e.attempts, e.since
FROM read.parked e
JOIN read.projections p ON p.schema = e.schema
WHERE p.state = 'live'
  AND ($1::text IS NULL OR p.name = $1)
ORDER BY p.name, e.position";
