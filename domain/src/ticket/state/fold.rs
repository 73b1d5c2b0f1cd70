//! One event folded into a ticket that exists.

use super::{AbsorbedTicket, ChecklistItem, Details, Link};
use crate::aggregate::Happened;
use crate::ticket::TicketEvent;
use crate::{ChecklistItemId, FieldId, field::FieldValue};
use TicketEvent as E;

impl Details {
    /// Which part of the ticket an event is about; what is left out of all parts changes nothing.
    pub(super) fn fold(&mut self, event: &TicketEvent, happened: &Happened) {
        match event {
            E::SubjectChanged { .. }
            | E::DescriptionChanged { .. }
            | E::StatusChanged { .. }
            | E::PriorityChanged { .. }
            | E::Scheduled { .. }
            | E::Snoozed { .. }
            | E::Woken {}
            | E::Tagged { .. }
            | E::Untagged { .. }
            | E::FieldChanged { .. } => self.fold_attributes(event),
            E::RequesterChanged { .. }
            | E::CcAdded { .. }
            | E::CcRemoved { .. }
            | E::Watched { .. }
            | E::Unwatched { .. }
            | E::Assigned { .. }
            | E::Unassigned { .. }
            | E::Routed { .. } => self.fold_people(event),
            E::Rated(rating) => self.rating = Some(rating.clone()),
            E::MessagePosted(posted) => self.conversation.add(posted, happened),
            E::MessageEdited(edited) => self.conversation.mention(&edited.mentions),
            E::MessageRedacted { message, .. } => self.conversation.redact(*message),
            E::FileAttached { file } => self.files.push(file.clone()),
            E::FileDetached { attachment } => self.files.retain(|f| f.id != *attachment),
            E::Linked { .. }
            | E::Unlinked { .. }
            | E::Merged { .. }
            | E::Unmerged { .. }
            | E::Absorbed { .. }
            | E::Released { .. } => self.fold_ties(event),
            E::TimeLogged(_)
            | E::TimeEntryRemoved { .. }
            | E::ChecklistItemAdded { .. }
            | E::ChecklistItemReworded { .. }
            | E::ChecklistItemChecked { .. }
            | E::ChecklistItemUnchecked { .. }
            | E::ChecklistItemRemoved { .. }
            | E::ChecklistReordered { .. } => self.fold_work(event),
            E::Created(_)
            | E::MessageSplit { .. }
            | E::MacroApplied { .. }
            | E::Deleted {}
            | E::Restored {}
            | E::ActivityRecorded { .. }
            | E::SlaWarned(_)
            | E::SlaBreached(_)
            | E::RuleFired(_)
            | E::Notified(_)
            | E::SlaEscalated(_)
            | E::SlaMet(_)
            | E::AutomationStopped { .. } => {}
        }
    }

    fn fold_attributes(&mut self, event: &TicketEvent) {
        match event {
            E::SubjectChanged { to, .. } => self.subject.clone_from(to),
            E::DescriptionChanged { to, .. } => self.description.clone_from(to),
            E::StatusChanged { to, .. } => self.status = *to,
            E::PriorityChanged { to, .. } => self.priority = *to,
            E::Scheduled {
                due_at,
                window_from,
                window_to,
            } => {
                self.due_at = *due_at;
                self.window_from = *window_from;
                self.window_to = *window_to;
            }
            E::Snoozed { until } => self.snoozed_until = Some(*until),
            E::Woken {} => self.snoozed_until = None,
            E::Tagged { tag } => self.tags.push(tag.clone()),
            E::Untagged { tag } => self.tags.retain(|t| t != tag),
            E::FieldChanged { field, to, .. } => self.fold_field(*field, to.as_ref()),
            _ => {}
        }
    }

    fn fold_field(&mut self, field: FieldId, to: Option<&FieldValue>) {
        match to {
            Some(value) => self.fields.insert(field, value.clone()),
            None => self.fields.remove(&field),
        };
    }

    fn fold_people(&mut self, event: &TicketEvent) {
        match event {
            E::RequesterChanged {
                to, organisation, ..
            } => {
                self.customer = *to;
                self.organisation = *organisation;
                self.requester = None;
                self.unproven = false;
            }
            E::CcAdded { who } => self.cc.push(*who),
            E::CcRemoved { who } => self.cc.retain(|p| p != who),
            E::Watched { who } => self.watchers.push(*who),
            E::Unwatched { who } => self.watchers.retain(|p| p != who),
            E::Assigned { member } => self.assignees.push(*member),
            E::Unassigned { member } => self.assignees.retain(|m| m != member),
            E::Routed { to, .. } => self.department = *to,
            _ => {}
        }
    }

    fn fold_ties(&mut self, event: &TicketEvent) {
        match event {
            E::Linked { kind, ticket } => self.links.push(Link {
                kind: *kind,
                ticket: *ticket,
            }),
            E::Unlinked { kind, ticket } => {
                (self.links).retain(|l| l.kind != *kind || l.ticket != *ticket);
            }
            E::Merged { into } => self.merged_into = Some(*into),
            E::Unmerged { .. } => self.merged_into = None,
            E::Absorbed { ticket, cc } => self.absorbed.push(AbsorbedTicket {
                ticket: *ticket,
                cc: cc.clone(),
            }),
            E::Released { ticket } => self.absorbed.retain(|a| a.ticket != *ticket),
            _ => {}
        }
    }

    fn fold_work(&mut self, event: &TicketEvent) {
        match event {
            E::TimeLogged(entry) => self.time.push(entry.clone()),
            E::TimeEntryRemoved { entry } => self.time.retain(|t| t.entry != *entry),
            E::ChecklistItemAdded { item, text } => self.checklist.push(ChecklistItem {
                id: *item,
                text: text.clone(),
                done: false,
            }),
            E::ChecklistItemReworded { item, to, .. } => {
                self.on_item(*item, |i| i.text.clone_from(to));
            }
            E::ChecklistItemChecked { item } => self.on_item(*item, |i| i.done = true),
            E::ChecklistItemUnchecked { item } => self.on_item(*item, |i| i.done = false),
            E::ChecklistItemRemoved { item } => self.checklist.retain(|i| i.id != *item),
            E::ChecklistReordered { items } => {
                let place = |id| items.iter().position(|i| *i == id);
                self.checklist.sort_by_key(|item| place(item.id));
            }
            _ => {}
        }
    }

    fn on_item(&mut self, id: ChecklistItemId, change: impl FnOnce(&mut ChecklistItem)) {
        if let Some(item) = self.checklist.iter_mut().find(|item| item.id == id) {
            change(item);
        }
    }
}
