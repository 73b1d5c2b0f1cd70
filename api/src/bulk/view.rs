//! A bulk job and its results as the API shows them.

use super::action::BulkAction;
use crate::people::Person;
use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::tickets::seen;
use crate::types::{Moment, Nullable, described, parameter};
use domain::bulk::{Bulk, BulkFault, BulkOutcome, Job, Progress, Requested};
use domain::{BulkId, Catalog, TicketId};
use eventstore::Loaded;
use poem_openapi::registry::MetaSchema;
use poem_openapi::{Enum, Object};
use projections::BulkRow;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use uuid::Uuid;

/// Something that is done to many tickets.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct BulkJob {
    pub id: Uuid,
    pub state: BulkState,
    /// What is done to each ticket; empty where it undoes another job.
    pub actions: Vec<BulkAction>,
    /// What the tickets were found by; empty where they were named.
    pub filter: Vec<BulkFilterValue>,
    /// How many tickets there are.
    pub total: u32,
    /// With how many it is known how it went; the four numbers after this one tell how.
    pub done: u32,
    pub changed: u32,
    /// Changed, but not in all that was asked.
    pub partly: u32,
    /// They were so already.
    pub unchanged: u32,
    pub refused: u32,
    /// Whoever asked for it: changes are told as theirs.
    pub asked_by: Person,
    pub asked_at: Moment,
    /// null while it is under way.
    pub ended_at: Nullable<Moment>,
    /// The job that this one undoes.
    pub undoes: Nullable<Uuid>,
    /// The job that undoes this one.
    pub undone_by: Nullable<Uuid>,
    pub version: i32,
}

/// How far a bulk job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub(crate) enum BulkState {
    /// Nothing was done yet.
    Waiting,
    Running,
    /// It was cancelled; what is under way is finished.
    Cancelling,
    /// It ended before every ticket had its turn.
    Cancelled,
    Finished,
}

/// One parameter that the tickets were found by.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct BulkFilterValue {
    pub parameter: String,
    /// null where it holds words that somebody typed: those are not kept.
    pub value: Nullable<String>,
}

/// How it went with one ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct BulkResult {
    pub ticket_id: Uuid,
    /// null where there is no such ticket within the caller's reach.
    pub number: Nullable<i64>,
    pub result: BulkResultKind,
    /// What kind of problem it was, where it was refused.
    pub r#type: Nullable<Kind>,
    /// Where it was refused or only a part of it done: a sentence that says why.
    pub detail: Nullable<String>,
}

/// How it can go with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BulkResultKind {
    Changed,
    /// Changed, but not in all that was asked.
    Partly,
    /// It was so already.
    Unchanged,
    Refused,
}

/// A page of results.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct BulkResults {
    pub items: Vec<BulkResult>,
    /// Send it as `cursor` for the next page; null on the last. While the job is under way, more
    /// may come after the last.
    pub next_cursor: Nullable<String>,
}

/// A page of jobs, newest first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct BulkJobList {
    pub items: Vec<BulkJob>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
}

impl BulkJob {
    /// The job, if whoever reads may see it.
    pub fn of(reader: &Reader, id: BulkId, bulk: &Loaded<Bulk>) -> Result<Self, Problem> {
        let job = bulk.state.seen(&reader.principal.actor(), &reader.access)?;
        let row = row(id, bulk.version, job);
        Ok(Self::listed(&row, &reader.catalog))
    }

    /// The job as lists tell of it. Whether whoever reads may see it was asked before.
    pub fn listed(job: &BulkRow, catalog: &Catalog) -> Self {
        let asked = &job.requested;
        let actions = asked.actions.iter();
        let filter = asked.filter.iter().map(|told| BulkFilterValue {
            parameter: told.parameter.clone(),
            value: told.value.clone().into(),
        });
        Self {
            id: job.id.0,
            state: job.progress().into(),
            actions: actions.map(|a| BulkAction::of(a, catalog)).collect(),
            filter: filter.collect(),
            total: asked.tickets,
            done: job.done,
            changed: job.changed,
            partly: job.partly,
            unchanged: job.unchanged,
            refused: job.refused,
            asked_by: Person::of(&job.asked_by, catalog),
            asked_at: job.asked_at.into(),
            ended_at: job.ended_at.map(Moment::from).into(),
            undoes: asked.undoes.map(|id| id.0).into(),
            undone_by: job.undone_by.map(|id| id.0).into(),
            version: job.version,
        }
    }
}

/// A job of the log as lists have it.
fn row(id: BulkId, version: i32, job: &Job) -> BulkRow {
    let tally = job.tally();
    BulkRow {
        id,
        version,
        asked_by: job.asked_by,
        asked_at: job.asked_at,
        requested: Requested {
            tickets: job.total,
            actions: job.actions.clone(),
            filter: job.filter.clone(),
            undoes: job.undoes,
        },
        done: job.done,
        changed: tally.changed,
        partly: tally.partly,
        unchanged: tally.unchanged,
        refused: tally.refused,
        cancelled: job.cancelled,
        ended_at: job.ended_at,
        undone_by: job.undone_by,
    }
}

/// The places from `from` on at which it went so.
pub(super) fn places(
    job: &Job,
    from: u32,
    wanted: Option<BulkResultKind>,
) -> impl Iterator<Item = u32> {
    (from..job.done).filter(move |place| {
        let outcome = job.outcome(*place);
        wanted.is_none_or(|wanted| outcome.is_some_and(|o| BulkResultKind::of(&o) == wanted))
    })
}

impl BulkResult {
    /// How it went at these places.
    pub async fn at(reader: &Reader, job: &Job, places: &[u32]) -> Result<Vec<Self>, Problem> {
        let went = |place: &u32| {
            let ticket = job.tickets.get(*place as usize)?;
            Some((*ticket, job.outcome(*place)?))
        };
        let went: Vec<_> = places.iter().filter_map(went).collect();
        Self::told(reader, &went).await
    }

    /// How it went with these; tickets out of reach are as those that are not there.
    pub async fn told(
        reader: &Reader,
        went: &[(TicketId, BulkOutcome)],
    ) -> Result<Vec<Self>, Problem> {
        let tickets = seen(reader, went.iter().map(|(id, _)| *id)).await?;
        let number = |id: TicketId| {
            let details = tickets.get(&id.0)?.state.details.as_deref()?;
            Some(details.number)
        };
        let items = went.iter().map(|(id, o)| Self::of(*id, number(*id), o));
        Ok(items.collect())
    }

    fn of(id: TicketId, number: Option<i64>, outcome: &BulkOutcome) -> Self {
        let (kind, detail) = match outcome {
            BulkOutcome::Changed {} | BulkOutcome::Unchanged {} => (None, None),
            BulkOutcome::Partly { detail } => (None, Some(detail.clone())),
            BulkOutcome::Refused { fault, detail } => (Some(kind(*fault)), Some(detail.clone())),
        };
        Self {
            ticket_id: id.0,
            number: number.into(),
            result: BulkResultKind::of(outcome),
            r#type: kind.into(),
            detail: detail.into(),
        }
    }
}

fn kind(fault: BulkFault) -> Kind {
    match fault {
        BulkFault::NotFound => Kind::NotFound,
        BulkFault::Forbidden => Kind::Forbidden,
        BulkFault::Invalid => Kind::Validation,
        BulkFault::Conflict => Kind::Conflict,
    }
}

impl BulkResultKind {
    fn of(outcome: &BulkOutcome) -> Self {
        match outcome {
            BulkOutcome::Changed {} => Self::Changed,
            BulkOutcome::Partly { .. } => Self::Partly,
            BulkOutcome::Unchanged {} => Self::Unchanged,
            BulkOutcome::Refused { .. } => Self::Refused,
        }
    }
}

impl FromStr for BulkResultKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "changed" => Ok(Self::Changed),
            "partly" => Ok(Self::Partly),
            "unchanged" => Ok(Self::Unchanged),
            "refused" => Ok(Self::Refused),
            _ => Err("must be changed, partly, unchanged or refused".to_owned()),
        }
    }
}

described!(
    BulkResultKind,
    "BulkResultKind",
    MetaSchema {
        description: Some("`partly`: not in all that was asked; `unchanged`: it was so already"),
        enum_items: ["changed", "partly", "unchanged", "refused"]
            .map(Into::into)
            .into(),
        ..MetaSchema::new("string")
    }
);
parameter!(BulkResultKind);

impl From<Progress> for BulkState {
    fn from(progress: Progress) -> Self {
        match progress {
            Progress::Waiting => Self::Waiting,
            Progress::Running => Self::Running,
            Progress::Cancelling => Self::Cancelling,
            Progress::Cancelled => Self::Cancelled,
            Progress::Finished => Self::Finished,
        }
    }
}
