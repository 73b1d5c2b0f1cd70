//! When a ticket was open: what a changed policy asks before it touches a ticket.

use crate::aggregate::Happened;
use crate::ticket::TicketEvent;
use crate::{Catalog, StatusId};
use jiff::Timestamp;

/// A ticket's events, oldest first, each with what its envelope tells.
pub type Story<'s> = &'s [(TicketEvent, Happened)];

/// Whether a ticket was open, from each moment on at which that changed.
#[derive(Clone, Debug)]
pub(super) struct Openness {
    pub created_at: Timestamp,
    changes: Vec<(Timestamp, bool)>,
}

#[derive(Default)]
struct Life {
    done: bool,
    deleted: bool,
    merged: bool,
}

impl Openness {
    /// `None` where the ticket was never created.
    pub fn of(story: Story<'_>, catalog: &Catalog) -> Option<Self> {
        let created_at = story.first()?.1.at;
        let (mut life, mut at, mut changes) = (Life::default(), created_at, Vec::new());
        for (event, happened) in story {
            at = at.max(happened.at);
            life.fold(event, catalog);
            changes.push((at, !(life.done || life.deleted || life.merged)));
        }
        changes.dedup_by_key(|(_, open)| *open);
        Some(Self {
            created_at,
            changes,
        })
    }

    /// Whether it was open just before what happened at `at`.
    pub fn before(&self, at: Timestamp) -> bool {
        let index = self.changes.partition_point(|(since, _)| *since < at);
        index
            .checked_sub(1)
            .is_some_and(|last| self.changes[last].1)
    }
}

impl Life {
    fn fold(&mut self, event: &TicketEvent, catalog: &Catalog) {
        match event {
            TicketEvent::Created(created) => self.done = is_done(created.status, catalog),
            TicketEvent::StatusChanged { to, .. } => self.done = is_done(*to, catalog),
            TicketEvent::Deleted {} => self.deleted = true,
            TicketEvent::Restored {} => self.deleted = false,
            TicketEvent::Merged { .. } => self.merged = true,
            TicketEvent::Unmerged { .. } => self.merged = false,
            _ => {}
        }
    }
}

fn is_done(status: StatusId, catalog: &Catalog) -> bool {
    let entry = catalog.statuses.get(status.0);
    let known = entry.and_then(|entry| entry.setting.value.as_ref());
    known.is_some_and(|status| status.category.is_done())
}
