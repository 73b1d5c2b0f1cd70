//! Time spent on a ticket.

use super::{change, details, example_id, id_in_path};
use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer, present};
use crate::tickets::{Ticket, run};
use crate::types::Moment;
use bytes::Bytes;
use domain::ticket::{self, Details, TicketCommand};
use domain::{MemberId, TimeEntryId};
use eventstore::Executed;
use jiff::Timestamp;
use poem_openapi::param::Path;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Time that was spent.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTimeEntry {
    /// At most a week.
    pub minutes: u32,
    #[oai(default)]
    #[serde(default)]
    pub note: String,
    /// When the work was done; now unless told otherwise.
    #[serde(default, deserialize_with = "present")]
    pub worked_at: Option<Moment>,
    /// Who did it; whoever asks unless told otherwise.
    #[serde(default, deserialize_with = "present")]
    pub member_id: Option<Uuid>,
}

/// Time that a member spent on a ticket.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TimeEntry {
    pub id: Uuid,
    pub member_id: Uuid,
    pub minutes: u32,
    pub note: String,
    pub worked_at: Moment,
}

/// All time spent on a ticket, in the order in which it was recorded.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct TimeEntryList {
    pub items: Vec<TimeEntry>,
    pub total_minutes: i64,
}

pub(crate) struct TimeEntries;

#[OpenApi(tag = "Tag::Tickets")]
impl TimeEntries {
    /// The time spent on a ticket.
    #[oai(
        path = "/tickets/:id/time_entries",
        method = "get",
        operation_id = "list_time_entries"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Id, number or reference.
        id: Path<String>,
    ) -> Result<Shown<TimeEntryList>, Problem> {
        let (ticket, version) = details(&reader, &id.0).await?;
        let list = TimeEntryList {
            items: ticket.time.iter().map(TimeEntry::from).collect(),
            total_minutes: ticket.time.iter().map(|t| i64::from(t.minutes)).sum(),
        };
        Ok(Shown::new(&list)?.version(version))
    }

    /// Records time spent.
    #[oai(
        path = "/tickets/:id/time_entries",
        method = "post",
        operation_id = "log_time"
    )]
    async fn log(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        body: Body<NewTimeEntry>,
    ) -> Result<Created<TimeEntry>, Problem> {
        let entry = body.value.entry(writer.member()?);
        let lead = |_: &Details| Ok(vec![TicketCommand::LogTime(entry.clone()).into()]);
        let executed = change(&writer, &id.0, lead, &body.bytes).await?;
        Created::after(&executed, &last(&executed)?)
    }

    /// Removes an entry of one's own, or with `messages.moderate` any. Changes nothing when it is not
    /// there.
    #[oai(
        path = "/tickets/:id/time_entries/:entry_id",
        method = "delete",
        operation_id = "remove_time_entry"
    )]
    async fn remove(
        &self,
        writer: Writer,
        /// Id, number or reference.
        id: Path<String>,
        entry_id: Path<String>,
    ) -> Result<Changed<Ticket>, Problem> {
        let entry = TimeEntryId(id_in_path(&entry_id.0, "time entry")?);
        let command = TicketCommand::RemoveTimeEntry { entry };
        run(&writer, &id.0, command, &Bytes::new()).await
    }
}

/// The entry that was recorded, which for a repetition is the first one.
fn last(executed: &Executed<ticket::Ticket>) -> Result<TimeEntry, Problem> {
    let details = executed.loaded.state.details.as_deref();
    let entry = details.and_then(|t| t.time.last());
    entry
        .map(TimeEntry::from)
        .ok_or_else(|| Problem::internal(&"recorded time is not on its ticket"))
}

impl NewTimeEntry {
    fn entry(&self, me: MemberId) -> ticket::TimeEntry {
        ticket::TimeEntry {
            entry: TimeEntryId(Uuid::now_v7()),
            member: self.member_id.map_or(me, MemberId),
            minutes: self.minutes,
            note: self.note.clone(),
            worked_at: self.worked_at.unwrap_or_else(Moment::now).0,
        }
    }
}

impl From<&ticket::TimeEntry> for TimeEntry {
    fn from(entry: &ticket::TimeEntry) -> Self {
        Self {
            id: entry.entry.0,
            member_id: entry.member.0,
            minutes: entry.minutes,
            note: entry.note.clone(),
            worked_at: entry.worked_at.into(),
        }
    }
}

impl Example for NewTimeEntry {
    fn example() -> Self {
        Self {
            minutes: 25,
            note: "On the phone with the supplier".to_owned(),
            worked_at: Some(Timestamp::constant(1_772_357_400, 0).into()),
            member_id: None,
        }
    }
}

impl Example for TimeEntry {
    fn example() -> Self {
        Self {
            id: example_id(0x71),
            member_id: example_id(0xa1),
            minutes: 25,
            note: "On the phone with the supplier".to_owned(),
            worked_at: Timestamp::constant(1_772_357_400, 0).into(),
        }
    }
}
