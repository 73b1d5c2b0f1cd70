//! Messages as they are asked for.

use super::cursor::Cursor;
use super::{MessageOrder, MessagePage, MessageQuery, MessageRow, Messages, SaidBy};
use crate::projection::Projection;
use crate::select::{Select, fetched};
use crate::tickets::Tickets;
use crate::{ReadError, ReadModels};
use domain::ticket::Visibility;
use domain::{MessageId, TicketId};
use tokio_postgres::{Row, types::Type};
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;

impl ReadModels {
    /// A page of messages. What is posted, edited or redacted meanwhile neither repeats nor hides
    /// messages of later pages.
    pub async fn messages(&self, query: &MessageQuery) -> Result<MessagePage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let cursor = (query.cursor.as_deref())
            .map(|c| Cursor::read(c, query.order))
            .transpose()?;
        if query.reach.is_nothing() {
            return Ok(MessagePage {
                items: Vec::new(),
                next_cursor: None,
            });
        }
        let rows = self
            .joined(&[Messages::NAME, Tickets::NAME], |schemas| {
                page(query, (&schemas[0], &schemas[1]), limit, cursor)
            })
            .await?;
        let mut items: Vec<_> = rows.iter().take(limit.into()).map(message).collect();
        items.truncate(fitting(&items, query.payload));
        let more = rows.len() > items.len();
        let last = items.last().filter(|_| more);
        let next_cursor = last.map(|row| Cursor::after(row).spell(query.order));
        Ok(MessagePage { items, next_cursor })
    }
}

/// Each customer's messages come by the index in the order that is asked for, so that no more are
/// read of anybody than the page needs. What limits them stands within, before the limit.
fn page(
    query: &MessageQuery,
    (messages, tickets): (&str, &str),
    limit: u16,
    cursor: Option<Cursor>,
) -> Select {
    let mut select = Select::new(String::new());
    let customers: Vec<Uuid> = query.customer.iter().map(|id| id.0).collect();
    let customers = select.param(customers, Type::UUID_ARRAY);
    let from = FROM
        .replace("{messages}", messages)
        .replace("{tickets}", tickets);
    select.sql = format!("SELECT p.*\nFROM unnest({customers}) c(id)\n{COLUMNS}{from}");
    match query.said_by {
        Some(SaidBy::Customer) => select.and("m.words_of IS NOT NULL"),
        Some(SaidBy::Staff) => select.and("m.by_staff"),
        None => {}
    }
    select.within_reach(&query.reach);
    select.hears(query);
    if let Some(visibility) = query.visibility {
        let visibility = spelled(visibility);
        select.and(&format!("m.visibility = '{visibility}'"));
    }
    let (way, than) = match query.order {
        MessageOrder::NewestFirst => ("DESC", "<"),
        MessageOrder::OldestFirst => ("ASC", ">"),
    };
    if let Some(cursor) = cursor {
        let at = select.param(cursor.at, Type::TIMESTAMPTZ);
        let position = select.param(cursor.position, Type::INT8);
        select.and(&format!(
            "(m.created_at, m.position) {than} ({at}, {position})"
        ));
    }
    let ordered = |of: &str| {
        let fetched = fetched(limit);
        format!("\nORDER BY {of}.created_at {way}, {of}.position {way}\nLIMIT {fetched}")
    };
    select.sql += &format!("{}\n) p{}", ordered("m"), ordered("p"));
    select
}

impl Select {
    /// Leaves out what is said among the staff, but for tickets on which it may be read.
    fn hears(&mut self, query: &MessageQuery) {
        if query.internal.is_everything() {
            return;
        }
        let public = spelled(Visibility::Public);
        let read = match query.internal.is_nothing() {
            true => String::new(),
            false => format!(" OR ({})", self.reached(&query.internal).join(" AND ")),
        };
        self.and(&format!("(m.visibility = '{public}'{read})"));
    }
}

/// How many messages do not exceed so many bytes: one at least; 0 sets no bound.
fn fitting(items: &[MessageRow], most: usize) -> usize {
    if most == 0 {
        return items.len();
    }
    let mut bytes = 0;
    let fits = |row: &&MessageRow| {
        bytes += usize::try_from(row.payload).unwrap_or_default();
        bytes <= most
    };
    items.iter().take_while(fits).count().max(1)
}

fn message(row: &Row) -> MessageRow {
    MessageRow {
        message: MessageId(row.get(0)),
        ticket: TicketId(row.get(1)),
        number: row.get(2),
        subject: row.get(3),
        created_at: row.get(4),
        position: row.get(5),
        edits: row.get(6),
        edited: row.get(7),
        split: row.get(8),
        redacted: row.get(9),
        payload: row.get(10),
    }
}

/// As the tables spell it.
pub(super) fn spelled(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Internal => "internal",
    }
}

const COLUMNS: &str = "CROSS JOIN LATERAL (
SELECT m.message, m.ticket, t.number, t.subject, m.created_at, m.position, m.edits, m.edited,
       m.split, m.redacted, m.payload + m.edited_payload";

const FROM: &str = "
FROM {messages}.messages m
JOIN {tickets}.tickets t ON t.id = m.ticket
WHERE m.customer = c.id
  AND NOT t.deleted";
