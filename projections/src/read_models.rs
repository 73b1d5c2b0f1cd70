//! The read models as their callers see them.

use crate::ReadError;
use crate::{TicketPage, TicketQuery};
use deadpool_postgres::Pool;
use domain::TicketId;
use jiff::Timestamp;
use std::time::Duration;
use uuid::Uuid;

/// All read models. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct ReadModels {
    pub(crate) pool: Option<Pool>,
}

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

#[expect(clippy::unimplemented, reason = "signatures first")]
impl ReadModels {
    /// Connects lazily.
    pub async fn connect(_read_url: &str, _pool_size: usize) -> Result<Self, ReadError> {
        unimplemented!()
    }

    /// Whether the projection has everything up to `position`, waiting up to `patience` for it.
    pub async fn wait_for(
        &self,
        _projection: &str,
        _position: i64,
        _patience: Duration,
    ) -> Result<bool, ReadError> {
        unimplemented!()
    }

    /// A page of the ticket list.
    pub async fn tickets(&self, _query: &TicketQuery) -> Result<TicketPage, ReadError> {
        unimplemented!()
    }

    /// The ticket with this number, deleted or not.
    pub async fn ticket_id(&self, _number: i64) -> Result<Option<TicketId>, ReadError> {
        unimplemented!()
    }

    /// How many tickets the query finds on all its pages.
    pub async fn count_tickets(&self, _query: &TicketQuery) -> Result<i64, ReadError> {
        unimplemented!()
    }

    /// Every build of every projection.
    pub async fn projections(&self) -> Result<Vec<ProjectionState>, ReadError> {
        unimplemented!()
    }

    /// Events set aside, of one projection or of all.
    pub async fn parked(&self, _name: Option<&str>) -> Result<Vec<ParkedEvent>, ReadError> {
        unimplemented!()
    }
}
