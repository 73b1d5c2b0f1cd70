//! Notifications as requests and answers spell them.

use crate::people::Person;
use crate::problem::Problem;
use crate::types::{Moment, Nullable};
use domain::{Catalog, FieldError};
use eventstore::ReadMark;
use poem_openapi::types::Example;
use poem_openapi::{Enum, Object};
use projections::{NotificationKind, NotificationPage, NotificationRow};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most ids that are marked at once: a page has no more.
const IDS: usize = 200;

/// Why something concerns me.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case", rename = "NotificationKind")]
pub(crate) enum Why {
    /// Somebody gave me the ticket.
    Assigned,
    /// A message calls upon me, or upon a department of mine.
    Mentioned,
    /// The customer wrote on a ticket that I have or watch.
    CustomerMessage,
    /// Another one of the staff left a note on a ticket that I have or watch.
    Note,
    /// A clock of a ticket that I have reached a warning.
    SlaWarned,
    /// A clock of a ticket that I have reached its target with nothing done.
    SlaBreached,
    /// A rule draws my attention to the ticket.
    Rule,
}

/// Something that concerns me.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Notification {
    /// Its place in the log, by which it is marked as read.
    pub id: i64,
    pub kind: Why,
    pub ticket_id: Uuid,
    pub ticket_number: i64,
    pub ticket_subject: String,
    /// The message that it is about; null where it is about none.
    pub message_id: Nullable<Uuid>,
    /// Whose doing it was.
    pub actor: Person,
    /// What a rule says; null where none does.
    pub text: Nullable<String>,
    pub at: Moment,
    /// What is older than 30 days counts as read.
    pub read: bool,
}

/// A page of what concerns me.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct NotificationList {
    pub items: Vec<Notification>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Nullable<String>,
    /// How many I have not read, on all pages; 1000 where there are more.
    pub unread: i64,
}

/// What I have read: one of the two, or both.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct NewlyRead {
    /// Everything up to the one with this id.
    pub up_to: Option<i64>,
    /// These, up to 200 at once.
    #[oai(default)]
    pub ids: Vec<i64>,
}

/// How many are left.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "UnreadNotifications")]
pub(crate) struct Unread {
    /// How many I have not read; 1000 where there are more.
    pub unread: i64,
}

impl NewlyRead {
    /// Whatever is marked must have happened: what comes is unread.
    pub fn checked(self, head: i64) -> Result<ReadMark, Problem> {
        let mut wrong = Vec::new();
        let happened = |id: &i64| (0..=head).contains(id);
        if self.up_to.is_none() && self.ids.is_empty() {
            wrong.push(FieldError::new(
                "up_to",
                "say what was read, here or in ids",
            ));
        }
        if self.up_to.is_some_and(|id| !happened(&id)) {
            wrong.push(FieldError::new("up_to", "must be the id of a notification"));
        }
        if self.ids.len() > IDS {
            let detail = format!("must have at most {IDS} entries");
            wrong.push(FieldError::new("ids", detail));
        } else if !self.ids.iter().all(happened) {
            wrong.push(FieldError::new("ids", "must be ids of notifications"));
        }
        match wrong.is_empty() {
            false => Err(Problem::fields(wrong)),
            true => Ok(ReadMark {
                up_to: self.up_to.unwrap_or_default(),
                positions: self.ids,
            }),
        }
    }
}

impl NotificationList {
    pub fn of(page: NotificationPage, catalog: &Catalog) -> Self {
        let last = page.items.last().filter(|_| page.more);
        Self {
            next_cursor: last.map(|last| spelled(last.position)).into(),
            unread: page.unread,
            items: (page.items.into_iter())
                .map(|row| Notification::of(row, catalog))
                .collect(),
        }
    }
}

impl Notification {
    fn of(row: NotificationRow, catalog: &Catalog) -> Self {
        Self {
            id: row.position,
            kind: row.kind.into(),
            ticket_id: row.ticket.0,
            ticket_number: row.number,
            ticket_subject: row.subject,
            message_id: row.message.map(|id| id.0).into(),
            actor: Person::of(&row.actor, catalog),
            text: row.text.into(),
            at: row.at.into(),
            read: row.is_read,
        }
    }
}

impl From<NotificationKind> for Why {
    fn from(kind: NotificationKind) -> Self {
        match kind {
            NotificationKind::Assigned => Self::Assigned,
            NotificationKind::Mentioned => Self::Mentioned,
            NotificationKind::CustomerMessage => Self::CustomerMessage,
            NotificationKind::Note => Self::Note,
            NotificationKind::SlaWarned => Self::SlaWarned,
            NotificationKind::SlaBreached => Self::SlaBreached,
            NotificationKind::Rule => Self::Rule,
        }
    }
}

fn spelled(position: i64) -> String {
    format!("n{position}")
}

/// The position before which a page begins.
pub(super) fn before(cursor: &str) -> Result<i64, Problem> {
    let position = cursor.strip_prefix('n').and_then(|text| text.parse().ok());
    // only as we spell it: nothing else passes for a cursor
    let position = position.filter(|position| spelled(*position) == cursor);
    position.ok_or_else(Problem::bad_cursor)
}

impl Example for NewlyRead {
    fn example() -> Self {
        Self {
            up_to: Some(4711),
            ids: vec![],
        }
    }
}
