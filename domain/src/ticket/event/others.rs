//! Which other tickets an event names: whoever may not see those must not learn of them.

use super::{TicketEvent, TicketSource};
use crate::TicketId;

impl TicketEvent {
    /// The other ticket that the event names; none names two.
    #[must_use]
    pub fn other_ticket(&self) -> Option<TicketId> {
        match self {
            Self::Created(created) => created.source.map(TicketSource::ticket),
            Self::MessagePosted(posted) => posted.source.map(|source| source.ticket),
            Self::MessageSplit { to: other, .. }
            | Self::Linked { ticket: other, .. }
            | Self::Unlinked { ticket: other, .. }
            | Self::Merged { into: other }
            | Self::Unmerged { from: other }
            | Self::Absorbed { ticket: other, .. }
            | Self::Released { ticket: other } => Some(*other),
            Self::SubjectChanged { .. }
            | Self::DescriptionChanged { .. }
            | Self::RequesterChanged { .. }
            | Self::CcAdded { .. }
            | Self::CcRemoved { .. }
            | Self::Watched { .. }
            | Self::Unwatched { .. }
            | Self::Assigned { .. }
            | Self::Unassigned { .. }
            | Self::Routed { .. }
            | Self::StatusChanged { .. }
            | Self::PriorityChanged { .. }
            | Self::Scheduled { .. }
            | Self::Snoozed { .. }
            | Self::Woken {}
            | Self::Tagged { .. }
            | Self::Untagged { .. }
            | Self::FieldChanged { .. }
            | Self::MessageEdited(_)
            | Self::MessageRedacted { .. }
            | Self::FileAttached { .. }
            | Self::FileDetached { .. }
            | Self::TimeLogged(_)
            | Self::TimeEntryRemoved { .. }
            | Self::ChecklistItemAdded { .. }
            | Self::ChecklistItemReworded { .. }
            | Self::ChecklistItemChecked { .. }
            | Self::ChecklistItemUnchecked { .. }
            | Self::ChecklistItemRemoved { .. }
            | Self::ChecklistReordered { .. }
            | Self::MacroApplied { .. }
            | Self::Rated(_)
            | Self::Deleted {}
            | Self::Restored {}
            | Self::ActivityRecorded { .. }
            | Self::SlaWarned(_)
            | Self::SlaBreached(_)
            | Self::RuleFired(_)
            | Self::Notified(_)
            | Self::SlaEscalated(_)
            | Self::SlaMet(_)
            | Self::AutomationStopped { .. } => None,
        }
    }
}

impl TicketSource {
    /// The ticket that it was made from.
    #[must_use]
    pub fn ticket(self) -> TicketId {
        match self {
            Self::Clone { ticket } | Self::Split { ticket, .. } => ticket,
        }
    }
}
