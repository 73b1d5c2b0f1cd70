//! Deadlines of many tickets at once: made due, and moved once they were looked at.

use super::{Deadline, Deadlines};
use domain::TicketId;
use eventstore::StoreError;
use jiff::Timestamp;
use uuid::Uuid;

impl Deadlines {
    /// Makes the tickets' deadlines due at `at` unless they are due before; `why` is another each
    /// time. Each ticket has one, under its id.
    pub async fn hasten(
        &self,
        tickets: &[TicketId],
        at: Timestamp,
        why: &str,
    ) -> Result<(), StoreError> {
        let ids: Vec<Uuid> = tickets.iter().map(|ticket| ticket.0).collect();
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(HASTEN).await?;
        client
            .execute(&statement, &[&self.kind, &ids, &at, &why])
            .await?;
        Ok(())
    }

    /// Moves deadlines that were looked at, or takes them away, unless they were hastened
    /// meanwhile: those stay as they are.
    pub async fn settle(&self, moved: &[(&Deadline, Option<Timestamp>)]) -> Result<(), StoreError> {
        let keys: Vec<_> = moved.iter().map(|(due, _)| due.key.as_str()).collect();
        let whys: Vec<_> = moved.iter().map(|(due, _)| due.what.as_str()).collect();
        let next: Vec<_> = moved.iter().map(|(_, next)| *next).collect();
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(SETTLE).await?;
        client
            .execute(&statement, &[&self.kind, &keys, &whys, &next])
            .await?;
        Ok(())
    }
}

const HASTEN: &str = "
INSERT INTO automation.deadlines AS d (kind, key, at, ticket_id, what)
SELECT $1, t.id::text, $3, t.id, $4
FROM unnest($2::uuid[]) t(id)
ON CONFLICT (kind, key) DO UPDATE
SET at = least(d.at, excluded.at), what = excluded.what";

const SETTLE: &str = "
WITH looked AS (
    SELECT l.key, l.what, l.next
    FROM unnest($2::text[], $3::text[], $4::timestamptz[]) l(key, what, next)
), moved AS (
    UPDATE automation.deadlines d
    SET at = l.next
    FROM looked l
    WHERE d.kind = $1
      AND d.key = l.key
      AND d.what = l.what
      AND l.next IS NOT NULL
)
DELETE FROM automation.deadlines d
USING looked l
WHERE d.kind = $1
  AND d.key = l.key
  AND d.what = l.what
  AND l.next IS NULL";
