//! What a ticket is marked with now, as far as charts often ask for it.

use domain::ticket::{Created, TicketEvent};
use uuid::Uuid;

/// Stands in every stay and response of the ticket, so that a chart of a time need not look up the
/// ticket of each. The department is the last of the ticket's stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    pub priority: Uuid,
    pub deleted: bool,
    pub merged: bool,
    /// Whether lists ever left it out: what it was like then its states alone tell.
    pub veiled: bool,
    /// Whether they are not what the tables say any more, the department included.
    pub moved: bool,
}

impl Marks {
    pub(super) fn of(created: &Created) -> Self {
        Self {
            priority: created.priority.0,
            deleted: false,
            merged: false,
            veiled: false,
            moved: false,
        }
    }

    pub(super) fn stored(priority: Uuid, [deleted, merged, veiled]: [bool; 3]) -> Self {
        Self {
            priority,
            deleted,
            merged,
            veiled,
            moved: false,
        }
    }

    /// Whether lists leave the ticket out.
    pub(super) fn is_hidden(&self) -> bool {
        self.deleted || self.merged
    }

    /// Only what charts ask for.
    pub(super) fn fold(&mut self, event: &TicketEvent) {
        let mut marks = *self;
        match event {
            TicketEvent::PriorityChanged { to, .. } => marks.priority = to.0,
            TicketEvent::Deleted {} => marks.deleted = true,
            TicketEvent::Restored {} => marks.deleted = false,
            TicketEvent::Merged { .. } => marks.merged = true,
            TicketEvent::Unmerged { .. } => marks.merged = false,
            _ => {}
        }
        marks.veiled |= marks.is_hidden();
        marks.moved |= marks != *self;
        *self = marks;
    }
}
