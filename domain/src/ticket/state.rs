//! A ticket as it stands: the fold of its events.

use super::{Channel, Created, Requester, TicketError, TicketEvent};
use crate::aggregate::Happened;
use crate::{DepartmentId, MemberId, PriorityId, StatusId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One ticket, or nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    pub details: Option<Box<Details>>,
    pub deleted: bool,
}

/// What a ticket holds once it was created. Messages are read from the stream, not kept here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    pub number: i64,
    pub subject: String,
    pub description: String,
    pub requester: Option<Requester>,
    pub status: StatusId,
    pub priority: PriorityId,
    pub department: Option<DepartmentId>,
    pub assignees: Vec<MemberId>,
    pub due_at: Option<Timestamp>,
    pub window_from: Option<Timestamp>,
    pub window_to: Option<Timestamp>,
    pub tags: Vec<String>,
    pub channel: Channel,
    pub messages: u32,
}

impl Ticket {
    /// The ticket, if it is there and was not deleted.
    pub fn open(&self) -> Result<&Details, TicketError> {
        let details = self.details.as_deref().ok_or(TicketError::NotFound)?;
        if self.deleted {
            Err(TicketError::Deleted)
        } else {
            Ok(details)
        }
    }

    pub(super) fn fold(&mut self, event: &TicketEvent, _happened: &Happened) {
        if let TicketEvent::Created(created) = event {
            self.details = Some(Box::new(Details::from(created.as_ref())));
            return;
        }
        match event {
            TicketEvent::Deleted {} => self.deleted = true,
            TicketEvent::Restored {} => self.deleted = false,
            _ => {}
        }
        if let Some(details) = self.details.as_deref_mut() {
            details.fold(event);
        }
    }
}

impl Details {
    fn fold(&mut self, event: &TicketEvent) {
        match event {
            TicketEvent::SubjectChanged { to, .. } => self.subject.clone_from(to),
            TicketEvent::DescriptionChanged { to, .. } => self.description.clone_from(to),
            TicketEvent::Assigned { member } => self.assignees.push(*member),
            TicketEvent::Unassigned { member } => self.assignees.retain(|m| m != member),
            TicketEvent::Routed { to, .. } => self.department = *to,
            TicketEvent::StatusChanged { to, .. } => self.status = *to,
            TicketEvent::PriorityChanged { to, .. } => self.priority = *to,
            TicketEvent::Scheduled {
                due_at,
                window_from,
                window_to,
            } => {
                self.due_at = *due_at;
                self.window_from = *window_from;
                self.window_to = *window_to;
            }
            TicketEvent::Tagged { tag } => self.tags.push(tag.clone()),
            TicketEvent::Untagged { tag } => self.tags.retain(|t| t != tag),
            TicketEvent::MessagePosted { .. } => self.messages += 1,
            TicketEvent::Created(_)
            | TicketEvent::Deleted {}
            | TicketEvent::Restored {}
            | TicketEvent::ActivityRecorded { .. }
            | TicketEvent::AutomationStopped { .. } => {}
        }
    }
}

impl From<&Created> for Details {
    fn from(c: &Created) -> Self {
        Self {
            number: c.number,
            subject: c.subject.clone(),
            description: c.description.clone(),
            requester: c.requester.clone(),
            status: c.status,
            priority: c.priority,
            department: c.department,
            assignees: c.assignees.clone(),
            due_at: c.due_at,
            window_from: c.window_from,
            window_to: c.window_to,
            tags: c.tags.clone(),
            channel: c.channel,
            messages: 0,
        }
    }
}
