//! From what a bulk job did to a ticket to the commands that put it back.
//!
//! Only what is still as the job left it is put back: what somebody changed since is theirs.

use crate::field::FieldValue;
use crate::ticket::{Details, Ticket, TicketCommand, TicketEvent};
use crate::{DepartmentId, FieldId, MemberId, PriorityId, StatusId};
use std::collections::BTreeMap;

/// What puts a ticket back, and what stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoing {
    pub commands: Vec<TicketCommand>,
    /// Whole sentences: what is not put back, and why.
    pub kept: Vec<String>,
}

/// What leads the ticket, as it is `now`, back behind `events`, which one command caused and which
/// are in order.
#[must_use]
pub fn undo(events: &[TicketEvent], now: &Ticket) -> Undoing {
    let Some(details) = now.details.as_deref() else {
        return Undoing::default();
    };
    let mut undoing = Undoing::default();
    if let Some(was) = deletion(events) {
        undoing.deletion(was, now.deleted);
        return undoing; // it stands alone
    }
    let done = Done::of(events);
    undoing.department(done.department, details);
    undoing.status(done.status, details);
    undoing.priority(done.priority, details);
    undoing.fields(&done.fields, details);
    undoing.members(&done.members, details);
    undoing.tags(&done.tags, details);
    if done.snoozed.is_some() && done.snoozed == details.snoozed_until {
        undoing.commands.push(TicketCommand::Wake);
    }
    if done.posted {
        undoing.keeps("What was said stays: a message that was read cannot be taken back.");
    }
    undoing
}

/// Whether the ticket was there before, where the events deleted it or brought it back.
fn deletion(events: &[TicketEvent]) -> Option<bool> {
    events.iter().find_map(|event| match event {
        TicketEvent::Deleted {} => Some(false),
        TicketEvent::Restored {} => Some(true),
        _ => None,
    })
}

/// What the events did, taken together: for each attribute what it was before and after.
#[derive(Debug, Default)]
struct Done<'a> {
    status: Option<(StatusId, StatusId)>,
    priority: Option<(PriorityId, PriorityId)>,
    department: Option<(Option<DepartmentId>, Option<DepartmentId>)>,
    fields: BTreeMap<FieldId, (Option<&'a FieldValue>, Option<&'a FieldValue>)>,
    /// Whether they were assigned.
    members: BTreeMap<MemberId, bool>,
    /// Whether they were put on.
    tags: BTreeMap<&'a str, bool>,
    snoozed: Option<jiff::Timestamp>,
    posted: bool,
}

impl<'a> Done<'a> {
    fn of(events: &'a [TicketEvent]) -> Self {
        let mut done = Self::default();
        for event in events {
            done.add(event);
        }
        done
    }

    /// What bulk jobs do not do is passed over.
    fn add(&mut self, event: &'a TicketEvent) {
        use TicketEvent as E;
        match event {
            E::StatusChanged { from, to } => join(&mut self.status, *from, *to),
            E::PriorityChanged { from, to } => join(&mut self.priority, *from, *to),
            E::Routed { from, to } => join(&mut self.department, *from, *to),
            E::FieldChanged { field, from, to } => {
                let known = self.fields.entry(*field);
                known.or_insert((from.as_ref(), None)).1 = to.as_ref();
            }
            E::Assigned { member } => turn(&mut self.members, *member, true),
            E::Unassigned { member } => turn(&mut self.members, *member, false),
            E::Tagged { tag } => turn(&mut self.tags, tag.as_str(), true),
            E::Untagged { tag } => turn(&mut self.tags, tag.as_str(), false),
            E::Snoozed { until } => self.snoozed = Some(*until),
            E::MessagePosted(_) => self.posted = true,
            _ => {}
        }
    }
}

fn join<T: Copy>(known: &mut Option<(T, T)>, from: T, to: T) {
    *known = Some((known.map_or(from, |(first, _)| first), to));
}

/// Put on and taken off in one step is as if nothing had been.
fn turn<K: Ord>(known: &mut BTreeMap<K, bool>, key: K, on: bool) {
    match known.get(&key) {
        Some(before) if *before != on => drop(known.remove(&key)),
        _ => drop(known.insert(key, on)),
    }
}

impl Undoing {
    fn keeps(&mut self, sentence: &str) {
        self.kept.push(sentence.to_owned());
    }

    fn deletion(&mut self, was_there: bool, deleted: bool) {
        match (was_there, deleted) {
            (false, true) => self.commands.push(TicketCommand::Restore),
            (true, false) => self.commands.push(TicketCommand::Delete),
            (false, false) => self.keeps("Somebody has brought it back already."),
            (true, true) => self.keeps("Somebody has deleted it again already."),
        }
    }

    fn status(&mut self, done: Option<(StatusId, StatusId)>, now: &Details) {
        match done {
            Some((from, to)) if now.status == to => {
                self.commands
                    .push(TicketCommand::SetStatus { status: from });
            }
            Some(_) => self.keeps("The status was changed since, and stays."),
            None => {}
        }
    }

    fn priority(&mut self, done: Option<(PriorityId, PriorityId)>, now: &Details) {
        match done {
            Some((from, to)) if now.priority == to => {
                let priority = from;
                self.commands.push(TicketCommand::SetPriority { priority });
            }
            Some(_) => self.keeps("The priority was changed since, and stays."),
            None => {}
        }
    }

    /// Those who have it keep it: whom the job took off it comes back by themselves.
    fn department(
        &mut self,
        done: Option<(Option<DepartmentId>, Option<DepartmentId>)>,
        now: &Details,
    ) {
        match done {
            Some((from, to)) if now.department == to => {
                self.commands.push(TicketCommand::Route {
                    department: from,
                    keep_assignees: Some(true),
                });
            }
            Some(_) => self.keeps("It was routed on since, and stays where it is."),
            None => {}
        }
    }

    fn fields(
        &mut self,
        done: &BTreeMap<FieldId, (Option<&FieldValue>, Option<&FieldValue>)>,
        now: &Details,
    ) {
        let (back, kept): (Vec<_>, Vec<_>) =
            (done.iter()).partition(|(field, (_, to))| now.fields.get(*field) == *to);
        let changes: Vec<_> = back
            .into_iter()
            .map(|(field, (from, _))| (*field, from.cloned()))
            .collect();
        if !changes.is_empty() {
            self.commands.push(TicketCommand::SetFields { changes });
        }
        match kept.len() {
            0 => {}
            1 => self.keeps("A custom field was changed since, and stays."),
            _ => self.keeps("Several custom fields were changed since, and stay."),
        }
    }

    fn members(&mut self, done: &BTreeMap<MemberId, bool>, now: &Details) {
        let mut differs = false;
        for (member, assigned) in done {
            let member = *member;
            match (assigned, now.assignees.contains(&member)) {
                (true, true) => self.commands.push(TicketCommand::Unassign { member }),
                (false, false) => self.commands.push(TicketCommand::Assign { member }),
                _ => differs = true,
            }
        }
        if differs {
            self.keeps("Who works on it was changed since; that stays.");
        }
    }

    fn tags(&mut self, done: &BTreeMap<&str, bool>, now: &Details) {
        let mut differs = false;
        for (tag, put_on) in done {
            let there = now.tags.iter().any(|known| known == tag);
            let tag = (*tag).to_owned();
            match (put_on, there) {
                (true, true) => self.commands.push(TicketCommand::Untag { tag }),
                (false, false) => self.commands.push(TicketCommand::Tag { tag }),
                _ => differs = true,
            }
        }
        if differs {
            self.keeps("Its tags were changed since; those stay.");
        }
    }
}
