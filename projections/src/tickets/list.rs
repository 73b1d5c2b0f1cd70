//! The ticket list as it is asked for.

use super::cursor::Cursor;
use super::select;
use super::{TicketPage, TicketQuery, TicketRow, Tickets};
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::ticket::Channel;
use domain::{MemberId, PriorityId, StatusId, TicketId};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use tokio_postgres::{Row, types::Type};
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;

impl ReadModels {
    /// A page of the list. Tickets that change meanwhile neither repeat nor go missing on later
    /// pages, as long as the change does not move them in the chosen order.
    pub async fn tickets(&self, query: &TicketQuery) -> Result<TicketPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = (query.cursor.as_deref())
            .map(|c| Cursor::read(c, query.sort))
            .transpose()?;
        if is_impossible(query) {
            return Ok(TicketPage {
                items: Vec::new(),
                next_cursor: None,
            });
        }
        let rows = self
            .rows(Tickets::NAME, |s| select::page(query, s, limit, cursor))
            .await?;
        let limit = usize::from(limit);
        let items: Vec<_> = rows.iter().take(limit).map(ticket).collect();
        let more = rows.len() > limit;
        let last = items.last().filter(|_| more);
        let next_cursor = last.map(|row| Cursor::after(row, query.sort).spell(query.sort));
        Ok(TicketPage { items, next_cursor })
    }

    /// The ticket with this number, deleted or not.
    pub async fn ticket_id(&self, number: i64) -> Result<Option<TicketId>, ReadError> {
        let numbered = |schema: &str| Select {
            sql: format!("SELECT id FROM {schema}.tickets WHERE number = $1"),
            params: vec![(Box::new(number), Type::INT8)],
            by_value: false,
        };
        let rows = self.rows(Tickets::NAME, numbered).await?;
        Ok(rows.first().map(|row| TicketId(row.get(0))))
    }

    /// How many tickets the query finds on all its pages.
    pub async fn count_tickets(&self, query: &TicketQuery) -> Result<i64, ReadError> {
        if is_impossible(query) {
            return Ok(0);
        }
        let rows = self
            .rows(Tickets::NAME, |s| select::count(query, s))
            .await?;
        Ok(rows.first().map_or(0, |row| row.get(0)))
    }
}

/// No tag has a NUL, and Postgres would refuse to look for one.
fn is_impossible(query: &TicketQuery) -> bool {
    query.tag.iter().any(|tag| tag.contains('\0'))
}

fn ticket(row: &Row) -> TicketRow {
    let assignees: Vec<Uuid> = row.get(8);
    let requester: Option<&str> = row.get(16);
    TicketRow {
        id: TicketId(row.get(0)),
        version: row.get(1),
        created_at: row.get(2),
        updated_at: row.get(3),
        status: StatusId(row.get(4)),
        priority: PriorityId(row.get(5)),
        department: row.get::<_, Option<Uuid>>(6).map(Into::into),
        deleted: row.get(7),
        assignees: assignees.into_iter().map(MemberId).collect(),
        due_at: row.get(9),
        window_from: row.get(10),
        window_to: row.get(11),
        tags: row.get(12),
        messages: row.get(13),
        number: row.get(14),
        channel: channel(row.get(15)),
        requester: requester.and_then(|json| serde_json::from_str(json).ok()),
        subject: row.get(17),
        description: row.get(18),
    }
}

/// Reads the spelling that [`Channel::as_str`] gave.
fn channel(spelling: &str) -> Channel {
    let spelled = Channel::deserialize(IntoDeserializer::<Error>::into_deserializer(spelling));
    spelled.unwrap_or_default()
}
