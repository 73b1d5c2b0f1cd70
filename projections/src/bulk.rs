//! Bulk jobs as they are listed: what was asked for, by whom, and how far each is.

mod list;

pub use list::{BulkPage, BulkQuery, BulkRow};

use crate::projection::{ApplyError, Phase, Projection};
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;
use domain::bulk::{Bulk, BulkEvent, CarriedOut, Requested};
use domain::{Actor, Aggregate, BulkId, Recorded};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

/// One row for each job. Which tickets it was about, and how it went with each, its stream tells.
#[derive(Debug)]
pub(crate) struct Bulks;

impl Projection for Bulks {
    const NAME: &'static str = "bulk";
    const VERSION: i32 = 1;
    const CATEGORIES: &'static [&'static str] = &[Bulk::CATEGORY];
    const TABLES: &'static str = TABLES;
    const INDEXES: &'static str = INDEXES;
    const ADDS_ROW: &'static [&'static str] = &["bulk.requested"];
    const ROWS: &'static str = "SELECT count(*) FROM bulk_jobs";

    async fn apply(
        tx: &Transaction<'_>,
        events: &[Arc<Recorded>],
        _: Phase,
    ) -> Result<(), ApplyError> {
        let mut drafts = load(tx, events).await?;
        for event in events {
            fold(&mut drafts, event)?;
        }
        let changed: Vec<_> = drafts.into_values().filter(|d| d.changed).collect();
        if !changed.is_empty() {
            write(tx, &changed).await?;
        }
        Ok(())
    }
}

/// One row as it will be.
struct Draft {
    row: BulkRow,
    changed: bool,
}

/// The rows of all jobs that the events are about.
async fn load(
    tx: &Transaction<'_>,
    events: &[Arc<Recorded>],
) -> Result<BTreeMap<Uuid, Draft>, tokio_postgres::Error> {
    let mut ids: Vec<_> = events.iter().map(|event| event.stream_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let statement = tx.prepare_cached(LOAD).await?;
    let rows = tx.query(&statement, &[&ids]).await?;
    let known = rows.iter().map(|row| {
        let (row, changed) = (job(row), false);
        (row.id.0, Draft { row, changed })
    });
    Ok(known.collect())
}

/// Folds one event in, unless its job has it already.
fn fold(drafts: &mut BTreeMap<Uuid, Draft>, event: &Recorded) -> Result<(), ApplyError> {
    let known = drafts.get(&event.stream_id).map_or(0, |d| d.row.version);
    if event.version <= known {
        return Ok(());
    }
    if event.version != known + 1 {
        return Err(ApplyError::Gap {
            version: event.version,
        });
    }
    let payload: BulkEvent = event.decode()?;
    if let BulkEvent::Requested(requested) = &payload {
        let row = asked(event, requested.clone());
        let changed = true;
        drafts.insert(event.stream_id, Draft { row, changed });
    }
    let Some(draft) = drafts.get_mut(&event.stream_id) else {
        return Err(ApplyError::Gap {
            version: event.version,
        });
    };
    draft.changed = true;
    draft.row.version = event.version;
    draft.row.fold(&payload, event.happened().at);
    Ok(())
}

fn asked(event: &Recorded, requested: Requested) -> BulkRow {
    let happened = event.happened();
    BulkRow {
        id: BulkId(event.stream_id),
        version: event.version,
        asked_by: happened.actor,
        asked_at: happened.at,
        requested,
        done: 0,
        changed: 0,
        partly: 0,
        unchanged: 0,
        refused: 0,
        cancelled: false,
        ended_at: None,
        undone_by: None,
    }
}

impl BulkRow {
    fn fold(&mut self, event: &BulkEvent, at: Timestamp) {
        match event {
            BulkEvent::Requested(_) | BulkEvent::Targeted { .. } => {}
            BulkEvent::CarriedOut(carried) => self.count(carried),
            BulkEvent::Cancelled {} => self.cancelled = true,
            BulkEvent::Finished(_) => self.ended_at = Some(at),
            BulkEvent::Undone { by } => self.undone_by = Some(*by),
        }
    }

    fn count(&mut self, carried: &CarriedOut) {
        let tally = carried.tally();
        self.done = carried.to;
        self.changed += tally.changed;
        self.partly += tally.partly;
        self.unchanged += tally.unchanged;
        self.refused += tally.refused;
    }
}

async fn write(tx: &Transaction<'_>, drafts: &[Draft]) -> Result<(), tokio_postgres::Error> {
    let rows: Vec<&BulkRow> = drafts.iter().map(|draft| &draft.row).collect();
    let columns = vec![
        column(&rows, |r| r.id.0),
        column(&rows, |r| r.version),
        column(&rows, |r| r.asked_by.kind.as_str()),
        column(&rows, |r| r.asked_by.id),
        column(&rows, |r| r.asked_at),
        column(&rows, |r| json(&r.asked_by)),
        column(&rows, |r| json(&r.requested)),
        column(&rows, |r| number(r.done)),
        column(&rows, |r| number(r.changed)),
        column(&rows, |r| number(r.partly)),
        column(&rows, |r| number(r.unchanged)),
        column(&rows, |r| number(r.refused)),
        column(&rows, |r| r.cancelled),
        column(&rows, |r| r.ended_at),
        column(&rows, |r| r.undone_by.map(|id| id.0)),
    ];
    let mut statements = Statements::default();
    statements.push(SAVE, columns);
    statements.send(tx).await
}

/// A job's row, by the columns of [`COLUMNS`].
fn job(row: &Row) -> BulkRow {
    let actor: &str = row.get(3);
    let requested: &str = row.get(4);
    let number = |at: usize| u32::try_from(row.get::<_, i32>(at)).unwrap_or_default();
    BulkRow {
        id: BulkId(row.get(0)),
        version: row.get(1),
        asked_at: row.get(2),
        asked_by: serde_json::from_str(actor).unwrap_or(Actor::SYSTEM),
        requested: serde_json::from_str(requested).unwrap_or_default(),
        done: number(5),
        changed: number(6),
        partly: number(7),
        unchanged: number(8),
        refused: number(9),
        cancelled: row.get(10),
        ended_at: row.get(11),
        undone_by: row.get::<_, Option<Uuid>>(12).map(BulkId),
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A job has far fewer tickets.
fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// `actor` and `requested` are JSON, as the log has them.
const TABLES: &str = "
CREATE TABLE bulk_jobs (
    id         uuid        PRIMARY KEY,
    version    int         NOT NULL,
    asked_kind text        NOT NULL,
    asked_by   uuid,
    asked_at   timestamptz NOT NULL,
    actor      text        NOT NULL,
    requested  text        NOT NULL,
    done       int         NOT NULL,
    changed    int         NOT NULL,
    partly     int         NOT NULL,
    unchanged  int         NOT NULL,
    refused    int         NOT NULL,
    cancelled  boolean     NOT NULL,
    ended_at   timestamptz,
    undone_by  uuid
) WITH (fillfactor = 70);";

const INDEXES: &str = "
CREATE INDEX ON bulk_jobs (asked_at, id);
CREATE INDEX ON bulk_jobs (asked_kind, asked_by, asked_at, id);

ANALYZE bulk_jobs;";

const COLUMNS: &str = "id, version, asked_at, actor, requested, done, changed, partly, unchanged,
       refused, cancelled, ended_at, undone_by";

const LOAD: &str = "
SELECT id, version, asked_at, actor, requested, done, changed, partly, unchanged, refused,
       cancelled, ended_at, undone_by
FROM bulk_jobs
WHERE id = ANY ($1)";

const SAVE: &str = "
INSERT INTO bulk_jobs (id, version, asked_kind, asked_by, asked_at, actor, requested, done, changed,
                       partly, unchanged, refused, cancelled, ended_at, undone_by)
SELECT *
FROM unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[],
            $7::text[], $8::int[], $9::int[], $10::int[], $11::int[], $12::int[], $13::boolean[],
            $14::timestamptz[], $15::uuid[])
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, done = excluded.done, changed = excluded.changed,
    partly = excluded.partly, unchanged = excluded.unchanged, refused = excluded.refused,
    cancelled = excluded.cancelled, ended_at = excluded.ended_at, undone_by = excluded.undone_by";
