//! The model's ties to other tickets, time spent and things to be done.

use super::*;
use crate::ticket::{LinkKind, Participant, TimeEntry};
use crate::{ChecklistItemId, TimeEntryId};
use std::collections::{BTreeMap, HashSet};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    links: HashSet<(LinkKind, TicketId)>,
    absorbed: BTreeMap<TicketId, Vec<Participant>>,
    time: BTreeMap<TimeEntryId, TimeEntry>,
    /// Items in their order: text, and whether it is done.
    todo: Vec<(ChecklistItemId, String, bool)>,
}

impl Work {
    pub fn of(t: &Details) -> Self {
        let absorbed = t.absorbed.iter();
        let todo = t.checklist.iter();
        Self {
            links: t.links.iter().map(|l| (l.kind, l.ticket)).collect(),
            absorbed: absorbed.map(|a| (a.ticket, a.cc.clone())).collect(),
            time: t.time.iter().map(|e| (e.entry, e.clone())).collect(),
            todo: todo.map(|i| (i.id, i.text.clone(), i.done)).collect(),
        }
    }

    pub fn accepts(&self, actor: Actor, command: &TicketCommand) -> bool {
        match command {
            C::Link { kind, ticket } => {
                let mut kinds = self.links.iter().map(|(kind, _)| *kind);
                let has_parent = kinds.any(|kind| kind == LinkKind::ChildOf);
                let there = self.links.contains(&(*kind, *ticket));
                there || *kind != LinkKind::ChildOf || !has_parent
            }
            C::MergeInto { .. } => self.absorbed.is_empty(),
            C::LogTime(entry) => {
                !self.time.contains_key(&entry.entry)
                    && (1..=7 * 24 * 60).contains(&entry.minutes)
                    && !entry.note.contains('\0')
                    && entry.worked_at <= NOW
                    && known(entry.member)
            }
            C::RemoveTimeEntry { entry } => {
                let entry = self.time.get(entry);
                let own = |entry: &TimeEntry| actor == Actor::member(entry.member.0);
                entry.is_none_or(|entry| administrates(actor) || own(entry))
            }
            C::AddChecklistItem { item, text } => !self.has(*item) && says_something(text),
            C::RewordChecklistItem { item, text } => self.has(*item) && says_something(text),
            C::CheckChecklistItem { item, .. } => self.has(*item),
            C::ReorderChecklist { items } => {
                items.len() == self.todo.len()
                    && self.todo.iter().all(|(id, ..)| items.contains(id))
            }
            _ => true,
        }
    }

    fn has(&self, item: ChecklistItemId) -> bool {
        self.todo.iter().any(|(id, ..)| *id == item)
    }

    pub fn perform(&mut self, command: &TicketCommand) {
        match command {
            C::Link { kind, ticket } => _ = self.links.insert((*kind, *ticket)),
            C::Unlink { kind, ticket } => _ = self.links.remove(&(*kind, *ticket)),
            C::Absorb { ticket, cc } => {
                let cc = || cc.clone();
                self.absorbed.entry(*ticket).or_insert_with(cc);
            }
            C::Release { ticket } => _ = self.absorbed.remove(ticket),
            C::LogTime(entry) => _ = self.time.insert(entry.entry, entry.clone()),
            C::RemoveTimeEntry { entry } => _ = self.time.remove(entry),
            _ => self.perform_todo(command),
        }
    }

    fn perform_todo(&mut self, command: &TicketCommand) {
        match command {
            C::AddChecklistItem { item, text } => {
                self.todo.push((*item, text.trim().to_owned(), false));
            }
            C::RewordChecklistItem { item, text } => {
                let found = self.todo.iter_mut().find(|(id, ..)| id == item);
                found.unwrap().1 = text.trim().to_owned();
            }
            C::CheckChecklistItem { item, done } => {
                let found = self.todo.iter_mut().find(|(id, ..)| id == item);
                found.unwrap().2 = *done;
            }
            C::RemoveChecklistItem { item } => self.todo.retain(|(id, ..)| id != item),
            C::ReorderChecklist { items } => {
                let old = std::mem::take(&mut self.todo);
                let one = |id| old.iter().find(|(old, ..)| old == id).unwrap().clone();
                self.todo = items.iter().map(one).collect();
            }
            _ => {}
        }
    }
}
