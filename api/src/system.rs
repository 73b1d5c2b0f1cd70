//! This installation: versions, where NATS is, and how far every part has come.

use crate::answer::Shown;
use crate::app::App;
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::Reader;
use crate::types::{Moment, Nullable};
use poem_openapi::{Object, OpenApi};
use projections::ProjectionState;
use serde::{Deserialize, Serialize};

/// How things stand.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SystemState {
    /// The program's version.
    pub version: String,
    /// As configured.
    pub nats_url: Nullable<String>,
    /// Name of the JetStream stream that holds the events.
    pub nats_stream: String,
    /// What the events' subjects begin with.
    pub nats_subjects: String,
    /// Whether events arrive over JetStream now; without it they are read from Postgres.
    pub nats_followed: bool,
    /// The last position of the log.
    pub position: i64,
    /// Commands that wait to be appended.
    pub waiting_commands: i64,
    /// What departments, statuses, members and so on are known up to.
    pub catalog: Progress,
    /// What JetStream has; null where this process does not relay.
    pub relay: Nullable<Progress>,
    /// What automation has worked through; null before it first ran.
    pub automation: Nullable<Progress>,
    pub projections: Vec<Projection>,
}

/// How far a part has come.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Progress {
    pub position: i64,
    /// Events behind the log.
    pub lag: i64,
}

/// One build of a read model.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Projection {
    pub name: String,
    pub version: i32,
    /// `live`, `building` or `retired`.
    pub state: String,
    pub position: i64,
    /// Events behind the log.
    pub lag: i64,
    /// Events set aside.
    pub parked: i64,
    pub updated_at: Moment,
}

pub(crate) struct System;

#[OpenApi(tag = "Tag::System")]
impl System {
    /// How things stand. For administrators.
    #[oai(path = "/system", method = "get", operation_id = "get_system")]
    async fn get(&self, reader: Reader) -> Result<Shown<SystemState>, Problem> {
        Shown::new(&state(&reader.state.app).await?)
    }
}

async fn state(app: &App) -> Result<SystemState, Problem> {
    let facts = &app.system;
    let head = app.store.head().await?;
    let automation = app.store.checkpoint(&facts.automation_checkpoint).await?;
    let published = facts.published.as_ref().map(|watch| *watch.borrow());
    let projections = app.read.projections().await?;
    Ok(SystemState {
        version: facts.version.clone(),
        nats_url: facts.nats_url.clone().into(),
        nats_stream: facts.stream.clone(),
        nats_subjects: facts.subjects.clone(),
        nats_followed: app.store.follows_nats(),
        position: head,
        waiting_commands: i64::try_from(app.store.waiting()).unwrap_or(i64::MAX),
        catalog: Progress::at(app.catalog.position(), head),
        relay: published.map(|at| Progress::at(at, head)).into(),
        automation: automation.map(|at| Progress::at(at, head)).into(),
        projections: projections.into_iter().map(|p| shown(p, head)).collect(),
    })
}

impl Progress {
    fn at(position: i64, head: i64) -> Self {
        Self {
            position,
            lag: lag(position, head),
        }
    }
}

/// The head was asked first, so a part may be further by now.
fn lag(position: i64, head: i64) -> i64 {
    (head - position).max(0)
}

fn shown(state: ProjectionState, head: i64) -> Projection {
    Projection {
        lag: lag(state.position, head),
        name: state.name,
        version: state.version,
        state: state.state.as_str().to_owned(),
        position: state.position,
        parked: state.parked,
        updated_at: state.updated_at.into(),
    }
}
