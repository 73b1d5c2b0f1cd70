//! The moments of a ticket's life that timers count from.

use crate::ActorKind;
use crate::aggregate::Happened;
use crate::ticket::{Details, Said, TicketEvent, Visibility};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A moment of a ticket's life that a timer counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    CreatedAt,
    /// The last event that anybody caused but rules and Docket itself.
    TouchedAt,
    DueAt,
    WindowFrom,
    WindowTo,
    SnoozedUntil,
    FirstResponseAt,
    LastCustomerMessageAt,
    LastStaffMessageAt,
    /// Since when it has been in its status.
    StatusSince,
    /// Since when it has been in its department, or in none.
    DepartmentSince,
    /// Since when nobody has it.
    UnassignedSince,
    /// Since when the customer has waited for an answer.
    WaitingSince,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreatedAt => "created_at",
            Self::TouchedAt => "touched_at",
            Self::DueAt => "due_at",
            Self::WindowFrom => "window_from",
            Self::WindowTo => "window_to",
            Self::SnoozedUntil => "snoozed_until",
            Self::FirstResponseAt => "first_response_at",
            Self::LastCustomerMessageAt => "last_customer_message_at",
            Self::LastStaffMessageAt => "last_staff_message_at",
            Self::StatusSince => "status_since",
            Self::DepartmentSince => "department_since",
            Self::UnassignedSince => "unassigned_since",
            Self::WaitingSince => "waiting_since",
        })
    }
}

/// Moments of one ticket that its state does not tell. A fold of its events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    created_at: Option<Timestamp>,
    touched_at: Option<Timestamp>,
    status_since: Option<Timestamp>,
    department_since: Option<Timestamp>,
    unassigned_since: Option<Timestamp>,
    waiting_since: Option<Timestamp>,
}

impl Moments {
    /// Takes the next event in; `after` is the ticket after it.
    pub fn see(&mut self, event: &TicketEvent, happened: &Happened, after: &Details) {
        let at = happened.at;
        if !matches!(happened.actor.kind, ActorKind::Rule | ActorKind::System) {
            self.touched_at = Some(at);
        }
        match event {
            TicketEvent::Created(created) => self.begin(created.customer.is_some(), at),
            TicketEvent::StatusChanged { .. } => self.status_since = Some(at),
            TicketEvent::Routed { .. } => self.department_since = Some(at),
            TicketEvent::MessagePosted(posted) => {
                let said = Said::of(posted, happened);
                if said.customer.is_some() {
                    self.waiting_since.get_or_insert(posted.said_at(happened));
                } else if said.visibility == Visibility::Public && said.is_by_staff() {
                    self.waiting_since = None;
                }
            }
            _ => {}
        }
        self.unassigned_since = match after.assignees.is_empty() {
            true => self.unassigned_since.or(Some(at)),
            false => None,
        };
    }

    fn begin(&mut self, asked: bool, at: Timestamp) {
        self.created_at = Some(at);
        self.touched_at = Some(at);
        self.status_since = Some(at);
        self.department_since = Some(at);
        self.waiting_since = asked.then_some(at);
    }

    /// When it was, or will be; none where the ticket has no such moment.
    #[must_use]
    pub fn at(&self, moment: Moment, ticket: &Details) -> Option<Timestamp> {
        match moment {
            Moment::CreatedAt => self.created_at,
            Moment::TouchedAt => self.touched_at,
            Moment::DueAt => ticket.due_at,
            Moment::WindowFrom => ticket.window_from,
            Moment::WindowTo => ticket.window_to,
            Moment::SnoozedUntil => ticket.snoozed_until,
            Moment::FirstResponseAt => ticket.conversation.first_response_at,
            Moment::LastCustomerMessageAt => ticket.conversation.last_customer_message_at,
            Moment::LastStaffMessageAt => ticket.conversation.last_staff_message_at,
            Moment::StatusSince => self.status_since,
            Moment::DepartmentSince => self.department_since,
            Moment::UnassignedSince => self.unassigned_since,
            Moment::WaitingSince => self.waiting_since,
        }
    }
}
