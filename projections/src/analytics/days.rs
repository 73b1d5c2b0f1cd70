//! Counts how many stays in a status began in each hour, so that a chart of a year need not read them.

use super::draft::{Draft, Life};
use super::write::STATUS;
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use tokio_postgres::Row;
use uuid::Uuid;

/// The row that a stay counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Day {
    day: Date,
    department: Option<Uuid>,
    /// `None` for all priorities.
    priority: Option<Uuid>,
    veiled: bool,
    before: Option<Uuid>,
    value: Option<Uuid>,
}

/// By how much counts change, hour by hour.
#[derive(Default)]
pub(super) struct Days(HashMap<Day, [i32; 24]>);

/// What a ticket is marked with.
#[derive(Clone, Copy)]
struct Marked {
    department: Option<Uuid>,
    priority: Uuid,
    hidden: bool,
    veiled: bool,
}

impl Days {
    /// What the drafts change, once the tables have what they had before.
    pub(super) async fn changed(
        tx: &Transaction<'_>,
        drafts: &[(&Draft, &Life)],
    ) -> Result<Self, tokio_postgres::Error> {
        let mut days = Self::default();
        for (_, life) in drafts {
            for stay in &life.status.begun {
                days.add(marked(life), (stay.at, stay.before, stay.value), 1);
            }
        }
        let moved = drafts.iter().filter(|(_, life)| life.marks.moved);
        let moved: HashMap<Uuid, &Life> = moved.map(|(draft, life)| (draft.id, *life)).collect();
        if moved.is_empty() {
            return Ok(days);
        }
        let ids: Vec<_> = moved.keys().copied().collect();
        let statement = tx.prepare_cached(MOVED).await?;
        for row in tx.query(&statement, &[&ids, &STATUS]).await? {
            let stay = (row.get(1), row.get(2), row.get(3));
            days.add(stored(&row), stay, -1);
            if let Some(life) = moved.get(&row.get(0)) {
                days.add(marked(life), stay, 1);
            }
        }
        Ok(days)
    }

    fn add(
        &mut self,
        marked: Marked,
        (at, before, value): (Timestamp, Option<Uuid>, Option<Uuid>),
        by: i32,
    ) {
        if marked.hidden {
            return;
        }
        let at = at.to_zoned(TimeZone::UTC);
        let hour = usize::try_from(at.hour()).unwrap_or_default();
        for priority in [Some(marked.priority), None] {
            let day = Day {
                day: at.date(),
                department: marked.department,
                priority,
                veiled: marked.veiled,
                before,
                value,
            };
            self.0.entry(day).or_default()[hour] += by;
        }
    }

    pub(super) fn count(self, statements: &mut Statements) {
        let changed = self.0.into_iter();
        let changed: Vec<_> = changed
            .filter(|(_, by)| by.iter().any(|n| *n != 0))
            .collect();
        if changed.is_empty() {
            return;
        }
        let hours: Vec<i32> = changed.iter().flat_map(|(_, by)| *by).collect();
        let columns = vec![
            column(&changed, |(d, _)| d.day),
            column(&changed, |(d, _)| d.department),
            column(&changed, |(d, _)| d.priority),
            column(&changed, |(d, _)| d.veiled),
            column(&changed, |(d, _)| d.before),
            column(&changed, |(d, _)| d.value),
            Box::new(hours),
        ];
        statements.push(COUNT, columns);
    }
}

fn marked(life: &Life) -> Marked {
    Marked {
        department: life.department.present.0,
        priority: life.marks.priority,
        hidden: life.marks.is_hidden(),
        veiled: life.marks.veiled,
    }
}

fn stored(row: &Row) -> Marked {
    Marked {
        department: row.get(4),
        priority: row.get(5),
        hidden: row.get(6),
        veiled: row.get(7),
    }
}

const MOVED: &str = "
SELECT s.ticket, s.at, s.before, s.value, s.department, s.priority, s.hidden, s.veiled
FROM stays s
WHERE s.ticket = ANY ($1)
  AND s.kind = $2";

const COUNT: &str = "
INSERT INTO status_days AS d (day, department, priority, veiled, before, value, hours)
SELECT n.day, n.department, n.priority, n.veiled, n.before, n.value,
       ($7::int[])[n.nr * 24 - 23 : n.nr * 24]
FROM unnest($1::date[], $2::uuid[], $3::uuid[], $4::boolean[], $5::uuid[], $6::uuid[])
     WITH ORDINALITY n(day, department, priority, veiled, before, value, nr)
ON CONFLICT (day, department, priority, veiled, before, value) DO UPDATE
SET hours = ARRAY (
    SELECT h.had + h.more
    FROM unnest(d.hours, excluded.hours) WITH ORDINALITY h(had, more, nr)
    ORDER BY h.nr
)";
