//! Queries that ask for so little that something smaller than the list can answer them.

use super::TicketQuery;

impl TicketQuery {
    /// Whether nothing is asked but statuses, priorities, departments, assignees and reach.
    pub(super) fn asks_shelves_alone(&self) -> bool {
        !self.include_deleted
            && !self.include_merged
            && self.also.is_none()
            && self.tag.is_empty()
            && self.customer.is_empty()
            && self.organisation.is_empty()
            && self.cc.is_empty()
            && self.watcher.is_empty()
            && self.fields.is_empty()
            && self.text.is_none()
            && self.search.is_none()
            && self.condition.is_none()
            && self.snoozed.is_none()
            && [self.created_from, self.created_to] == [None; 2]
            && [self.due_from, self.due_to] == [None; 2]
    }

    /// Whether nothing is asked but priorities, departments and a reach of keys and departments.
    pub(crate) fn asks_marks_alone(&self) -> bool {
        self.asks_shelves_alone()
            && self.status.is_empty()
            && self.not_status.is_empty()
            && self.assignee.is_empty()
            && self.unassigned.is_none()
            && self.reach.except.is_empty()
    }
}
