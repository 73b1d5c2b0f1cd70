//! Bulk jobs as they are asked for, newest first.

use super::{Bulks, COLUMNS, job};
use crate::customers::{Cursor, Place};
use crate::projection::Projection;
use crate::select::{Select, fetched};
use crate::{ReadError, ReadModels};
use domain::bulk::{Progress, Requested};
use domain::{Actor, ActorKind, BulkId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;
/// What cursors of this list begin with.
const LIST: u8 = b'j';

/// Which jobs.
#[derive(Clone, Debug, Default)]
pub struct BulkQuery {
    /// Those of whoever this is alone; without it everybody's.
    pub asked_by: Option<(ActorKind, Uuid)>,
    /// Most jobs on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// From the page before, asked with the same filter.
    pub cursor: Option<String>,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkPage {
    pub items: Vec<BulkRow>,
    /// Set when there are more.
    pub next_cursor: Option<String>,
}

/// One job, without its tickets.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkRow {
    pub id: BulkId,
    pub version: i32,
    pub asked_by: Actor,
    pub asked_at: Timestamp,
    pub requested: Requested,
    /// With how many tickets it is known how it went; the four after this tell how.
    pub done: u32,
    pub changed: u32,
    pub partly: u32,
    pub unchanged: u32,
    pub refused: u32,
    pub cancelled: bool,
    pub ended_at: Option<Timestamp>,
    pub undone_by: Option<BulkId>,
}

impl BulkRow {
    /// How far it is, in a word.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let seen_to = (self.done, self.requested.tickets);
        Progress::of(self.cancelled, self.ended_at.is_some(), seen_to)
    }
}

impl ReadModels {
    /// A page of the list. Jobs that begin meanwhile neither repeat nor hide those of later pages.
    pub async fn bulk_jobs(&self, query: &BulkQuery) -> Result<BulkPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = query.cursor.as_deref();
        let cursor = cursor.map(|c| Cursor::read_at(c, LIST)).transpose()?;
        let rows = self
            .rows(Bulks::NAME, |schema| {
                page(query, schema, limit, cursor.as_ref())
            })
            .await?;
        let limit = usize::from(limit);
        let items: Vec<_> = rows.iter().take(limit).map(job).collect();
        let last = items.last().filter(|_| rows.len() > limit);
        let next_cursor = last.map(|job| {
            let place = Place::At(job.asked_at);
            Cursor {
                place,
                id: job.id.0,
            }
            .spell(LIST)
        });
        Ok(BulkPage { items, next_cursor })
    }
}

fn page(query: &BulkQuery, schema: &str, limit: u16, cursor: Option<&Cursor>) -> Select {
    let mut select = Select::new(format!(
        "SELECT {COLUMNS}\nFROM {schema}.bulk_jobs\nWHERE true"
    ));
    if let Some((kind, id)) = query.asked_by {
        let kind = select.param(kind.as_str(), Type::TEXT);
        let id = select.param(id, Type::UUID);
        select.and(&format!("asked_kind = {kind}"));
        select.and(&format!("asked_by = {id}"));
    }
    if let Some(Cursor {
        place: Place::At(at),
        id,
    }) = cursor
    {
        let at = select.param(*at, Type::TIMESTAMPTZ);
        let id = select.param(*id, Type::UUID);
        select.and(&format!("(asked_at, id) < ({at}, {id})"));
    }
    let fetched = fetched(limit);
    select.sql += &format!("\nORDER BY asked_at DESC, id DESC\nLIMIT {fetched}");
    select
}
