//! What is shown of found tickets, and what is suggested while somebody types.

use super::Searched;
use super::words::words;
use crate::projection::Projection;
use crate::select::Select;
use crate::tickets::{COLUMNS, MORE_COLUMNS, Tickets};
use crate::{ReadError, ReadModels, TicketRow};
use domain::TicketId;
use domain::access::Reach;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Tags that begin so are looked through in the order of the alphabet, so many of them.
const LOOKED_AT: i32 = 50;

impl ReadModels {
    /// The tickets with these ids that are within reach now, neither deleted nor merged, in the
    /// order of the ids.
    pub async fn tickets_found(
        &self,
        ids: &[TicketId],
        reach: &Reach,
    ) -> Result<Vec<TicketRow>, ReadError> {
        if ids.is_empty() || reach.is_nothing() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let rows = self
            .rows(Tickets::NAME, |schema| {
                let mut select = Select::new(format!("SELECT {COLUMNS}, {MORE_COLUMNS}"));
                let ids = select.param(ids.clone(), Type::UUID_ARRAY);
                select.sql += &FOUND.replace("{tickets}", schema).replace("{ids}", &ids);
                select.within_reach(reach);
                select.sql += "\nORDER BY h.place";
                select
            })
            .await?;
        Ok(rows.iter().map(TicketRow::read).collect())
    }

    /// Tags of tickets within reach that begin with `text`, in the order of the alphabet.
    pub async fn tags_found(
        &self,
        text: &str,
        reach: &Reach,
        limit: u16,
    ) -> Result<Vec<String>, ReadError> {
        let begin = text.trim().to_lowercase();
        if words(&begin).next().is_none() || begin.contains('\0') || reach.is_nothing() {
            return Ok(Vec::new());
        }
        let rows = self
            .joined(&[Searched::NAME, Tickets::NAME], |schemas| {
                let mut select = Select::new(String::new());
                let begin = select.param(begin.clone(), Type::TEXT);
                select.by_value = true;
                let mut ticket = Select::new(String::new());
                std::mem::swap(&mut ticket.params, &mut select.params);
                ticket.within_reach(reach);
                select.params = ticket.params;
                select.sql = TAGS
                    .replace("{begin}", &begin)
                    .replace("{reach}", &ticket.sql)
                    .replace("{looked_at}", &LOOKED_AT.to_string())
                    .replace("{limit}", &limit.to_string())
                    .replace("{search}", &schemas[0])
                    .replace("{tickets}", &schemas[1]);
                select
            })
            .await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }
}

const FOUND: &str = "
FROM unnest({ids}) WITH ORDINALITY h(id, place)
JOIN {tickets}.tickets t ON t.id = h.id
WHERE NOT t.hidden";

/// From one tag to the next by the index, however many tickets each is on.
const TAGS: &str = "
WITH RECURSIVE tags (label, at) AS (
    (
        SELECT p.label, 1
        FROM {search}.parts p
        WHERE p.kind = 't'
          AND p.label >= {begin}
        ORDER BY p.label
        LIMIT 1
    )
    UNION ALL
    SELECT n.label, g.at + 1
    FROM tags g
    CROSS JOIN LATERAL (
        SELECT p.label
        FROM {search}.parts p
        WHERE p.kind = 't'
          AND p.label > g.label
        ORDER BY p.label
        LIMIT 1
    ) n
    WHERE g.at < {looked_at}
      AND starts_with(n.label, {begin})
)
SELECT g.label
FROM tags g
WHERE starts_with(g.label, {begin})
  AND EXISTS (
    SELECT
    FROM {search}.parts p
    JOIN {tickets}.tickets t ON t.id = p.ticket
    WHERE p.kind = 't'
      AND p.label = g.label
      AND NOT t.hidden{reach}
  )
ORDER BY g.label
LIMIT {limit}";
