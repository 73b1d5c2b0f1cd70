//! Notifications as they are asked for, newest first, and how many are unread.

use super::{NotificationKind, Notifications};
use crate::projection::Projection;
use crate::select::{Select, fetched};
use crate::tickets::Tickets;
use crate::{ReadError, ReadModels};
use domain::access::Reach;
use domain::{Actor, DepartmentId, MemberId, MessageId, TicketId};
use jiff::Timestamp;
use tokio_postgres::{Row, types::Type};
use uuid::Uuid;

const USUAL_LIMIT: u16 = 50;
const MOST: u16 = 1000;
/// More unread ones are not counted.
const MOST_COUNTED: u16 = 1000;

/// Whose notifications, on which tickets.
#[derive(Clone, Debug)]
pub struct NotificationQuery {
    pub member: MemberId,
    /// Departments that are called upon in the member's stead.
    pub departments: Vec<DepartmentId>,
    /// The tickets that are told of at all.
    pub reach: Reach,
    /// Those of them whose internal messages are told of as well.
    pub internal: Reach,
    pub read: ReadMarks,
    /// Only those that are not read.
    pub unread: bool,
    /// Most of them on the page: 1 to 1000; 0 means 50.
    pub limit: u16,
    /// Only those before this position.
    pub before: Option<i64>,
}

/// What a member has read.
#[derive(Clone, Debug)]
pub struct ReadMarks {
    /// Everything up to this position.
    pub up_to: i64,
    /// And these.
    pub positions: Vec<i64>,
    /// And whatever happened before this moment.
    pub since: Timestamp,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct NotificationPage {
    pub items: Vec<NotificationRow>,
    /// Whether there are more.
    pub more: bool,
    /// How many are unread in all; 1000 where there are more.
    pub unread: i64,
}

/// One notification.
#[derive(Clone, Debug, PartialEq)]
pub struct NotificationRow {
    pub position: i64,
    pub kind: NotificationKind,
    pub ticket: TicketId,
    pub number: i64,
    pub subject: String,
    pub message: Option<MessageId>,
    pub actor: Actor,
    pub at: Timestamp,
    /// What a rule says.
    pub text: Option<String>,
    pub is_read: bool,
}

impl ReadModels {
    /// A page of the list. What happens meanwhile neither repeats nor hides those of later pages.
    pub async fn notifications(
        &self,
        query: &NotificationQuery,
    ) -> Result<NotificationPage, ReadError> {
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        if query.reach.is_nothing() {
            return Ok(NotificationPage {
                items: Vec::new(),
                more: false,
                unread: 0,
            });
        }
        let joined = [Notifications::NAME, Tickets::NAME];
        let rows = self.joined(&joined, |schemas| {
            page(query, (&schemas[0], &schemas[1]), limit)
        });
        let count = self.joined(&joined, |schemas| count(query, (&schemas[0], &schemas[1])));
        let (rows, count) = tokio::try_join!(rows, count)?;
        let items = rows.iter().take(limit.into());
        Ok(NotificationPage {
            items: items.filter_map(|row| notification(query, row)).collect(),
            more: rows.len() > limit.into(),
            unread: count.first().map_or(0, |row| row.get(0)),
        })
    }
}

/// What concerns the member and what concerns each department comes by the index, so that no more
/// is read of any than the page needs. Of what both are called upon by, one row is told.
fn page(query: &NotificationQuery, schemas: (&str, &str), limit: u16) -> Select {
    let mut select = Select::new("SELECT DISTINCT ON (p.position) p.*".to_owned());
    concerning(&mut select, query, schemas);
    if let Some(before) = query.before {
        let before = select.param(before, Type::INT8);
        select.and(&format!("n.position < {before}"));
    }
    if query.unread {
        unread(&mut select, &query.read);
    }
    let fetched = fetched(limit);
    select.sql += &format!(
        "\nORDER BY n.position DESC\nLIMIT {fetched}\n) p\nORDER BY p.position DESC, (p.kind = 'mentioned') DESC\nLIMIT {fetched}"
    );
    select
}

fn count(query: &NotificationQuery, schemas: (&str, &str)) -> Select {
    let mut select = Select::new("SELECT count(DISTINCT p.position)".to_owned());
    concerning(&mut select, query, schemas);
    unread(&mut select, &query.read);
    select.sql += &format!("\nORDER BY n.position DESC\nLIMIT {MOST_COUNTED}\n) p");
    let sql = std::mem::take(&mut select.sql);
    select.sql = format!("SELECT least(u.count, {MOST_COUNTED})\nFROM (\n{sql}\n) u");
    select
}

/// What concerns the member on tickets within reach, open at its end.
fn concerning(
    select: &mut Select,
    query: &NotificationQuery,
    (notifications, tickets): (&str, &str),
) {
    let departments = query.departments.iter().map(|id| id.0);
    let targets: Vec<Uuid> = departments.chain([query.member.0]).collect();
    let targets = select.param(targets, Type::UUID_ARRAY);
    let me = select.param(query.member.0, Type::UUID);
    select.sql += &FROM
        .replace("{targets}", &targets)
        .replace("{me}", &me)
        .replace("{notifications}", notifications)
        .replace("{tickets}", tickets);
    select.within_reach(&query.reach);
    if query.internal.is_everything() {
        return;
    }
    let read = match query.internal.is_nothing() {
        true => String::new(),
        false => format!(" OR ({})", select.reached(&query.internal).join(" AND ")),
    };
    select.and(&format!("(NOT n.internal{read})"));
}

fn unread(select: &mut Select, read: &ReadMarks) {
    let up_to = select.param(read.up_to, Type::INT8);
    let positions = select.param(read.positions.clone(), Type::INT8_ARRAY);
    let since = select.param(read.since, Type::TIMESTAMPTZ);
    select.and(&format!("n.position > {up_to}"));
    select.and(&format!("n.position <> ALL ({positions})"));
    select.and(&format!("n.at >= {since}"));
}

/// Nothing, where a newer program wrote a kind that this one has no word for.
fn notification(query: &NotificationQuery, row: &Row) -> Option<NotificationRow> {
    let (position, at): (i64, Timestamp) = (row.get(0), row.get(7));
    let actor: &str = row.get(6);
    Some(NotificationRow {
        position,
        kind: NotificationKind::parse(row.get(1))?,
        ticket: TicketId(row.get(2)),
        number: row.get(3),
        subject: row.get(4),
        message: row.get::<_, Option<Uuid>>(5).map(MessageId),
        actor: serde_json::from_str(actor).unwrap_or(Actor::SYSTEM),
        at,
        text: row.get(8),
        is_read: query.read.has(position, at),
    })
}

impl ReadMarks {
    fn has(&self, position: i64, at: Timestamp) -> bool {
        position <= self.up_to || self.positions.contains(&position) || at < self.since
    }
}

const FROM: &str = "
FROM unnest({targets}) g(id)
CROSS JOIN LATERAL (
SELECT n.position, n.kind, n.ticket, t.number, t.subject, n.message, n.actor, n.at,
       n.text
FROM {notifications}.notifications n
JOIN {tickets}.tickets t ON t.id = n.ticket
WHERE n.target = g.id
  AND n.by IS DISTINCT FROM {me}
  AND NOT t.deleted";
