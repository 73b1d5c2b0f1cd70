//! Whom an event makes responsible for a ticket.

use super::TicketEvent;
use uuid::Uuid;

impl TicketEvent {
    /// Streams of the department and the members who own the ticket because of it: none of them
    /// may have been retired when it is recorded.
    #[must_use]
    pub fn new_owners(&self) -> Vec<Uuid> {
        match self {
            Self::Created(new) => {
                let members = new.assignees.iter().map(|member| member.0);
                let department = new.department.map(|department| department.0);
                department.into_iter().chain(members).collect()
            }
            Self::Assigned { member } => vec![member.0],
            Self::Routed { to, .. } => to.iter().map(|department| department.0).collect(),
            Self::SubjectChanged { .. }
            | Self::DescriptionChanged { .. }
            | Self::RequesterChanged { .. }
            | Self::CcAdded { .. }
            | Self::CcRemoved { .. }
            | Self::Watched { .. }
            | Self::Unwatched { .. }
            | Self::Unassigned { .. }
            | Self::StatusChanged { .. }
            | Self::PriorityChanged { .. }
            | Self::Scheduled { .. }
            | Self::Snoozed { .. }
            | Self::Woken {}
            | Self::Tagged { .. }
            | Self::Untagged { .. }
            | Self::FieldChanged { .. }
            | Self::Rated(_)
            | Self::MessagePosted(_)
            | Self::MessageEdited(_)
            | Self::MessageRedacted { .. }
            | Self::MessageSplit { .. }
            | Self::FileAttached { .. }
            | Self::FileDetached { .. }
            | Self::Linked { .. }
            | Self::Unlinked { .. }
            | Self::Merged { .. }
            | Self::Unmerged { .. }
            | Self::Absorbed { .. }
            | Self::Released { .. }
            | Self::TimeLogged(_)
            | Self::TimeEntryRemoved { .. }
            | Self::ChecklistItemAdded { .. }
            | Self::ChecklistItemReworded { .. }
            | Self::ChecklistItemChecked { .. }
            | Self::ChecklistItemUnchecked { .. }
            | Self::ChecklistItemRemoved { .. }
            | Self::ChecklistReordered { .. }
            | Self::MacroApplied { .. }
            | Self::Deleted {}
            | Self::Restored {}
            | Self::ActivityRecorded { .. }
            | Self::SlaWarned(_)
            | Self::SlaBreached(_)
            | Self::RuleFired(_)
            | Self::Notified(_)
            | Self::SlaEscalated(_)
            | Self::SlaMet(_)
            | Self::AutomationStopped { .. } => Vec::new(),
        }
    }
}
