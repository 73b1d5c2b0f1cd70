//! The oracle: a ticket as plain sets and values, told without events.

use super::super::*;
use crate::given::{ANA, BEN, SALES, SUPPORT};
use crate::{DepartmentId, MemberId};
use TicketCommand as C;
use std::collections::BTreeSet;

#[derive(Debug, Default, PartialEq)]
pub struct Model {
    there: bool,
    deleted: bool,
    subject: String,
    description: String,
    status: Option<StatusId>,
    priority: Option<PriorityId>,
    department: Option<DepartmentId>,
    assignees: BTreeSet<MemberId>,
    tags: BTreeSet<String>,
    dates: [Option<Timestamp>; 3],
    messages: usize,
}

impl Model {
    /// What the model should be for this ticket.
    pub fn of(ticket: &Ticket) -> Self {
        let Some(t) = ticket.details.as_deref() else {
            return Self::default();
        };
        Self {
            there: true,
            deleted: ticket.deleted,
            subject: t.subject.clone(),
            description: t.description.clone(),
            status: Some(t.status),
            priority: Some(t.priority),
            department: t.department,
            assignees: t.assignees.iter().copied().collect(),
            tags: t.tags.iter().cloned().collect(),
            dates: [t.due_at, t.window_from, t.window_to],
            messages: t.conversation.said.len(),
        }
    }

    /// Does what is asked; false when it must be refused.
    pub fn take(&mut self, command: &TicketCommand) -> bool {
        let accepted = self.accepts(command);
        if accepted {
            self.perform(command);
        }
        accepted
    }

    fn accepts(&self, command: &TicketCommand) -> bool {
        match command {
            C::Create(new) => !self.there && good_creation(new),
            C::Delete | C::Restore | C::RecordActivity { .. } | C::StopAutomation { .. } => {
                self.there
            }
            _ => self.there && !self.deleted && self.accepts_change(command),
        }
    }

    fn accepts_change(&self, command: &TicketCommand) -> bool {
        match command {
            C::ChangeSubject { subject } => says_something(subject),
            C::ChangeDescription { description } => !description.contains('\0'),
            C::Assign { member } => self.assignees.contains(member) || known(*member),
            C::Route { department, .. } => self.department == *department || open_for(*department),
            C::SetStatus { status: id } => self.status == Some(*id) || *id != status("lost").0,
            C::SetPriority { priority: id } => {
                self.priority == Some(*id) || *id != priority("asap").0
            }
            C::Schedule {
                window_from: Some(from),
                window_to: Some(to),
                ..
            } => from <= to,
            C::Tag { tag } => says_something(tag),
            C::PostMessage(new) => says_something(&new.body),
            _ => true,
        }
    }

    fn perform(&mut self, command: &TicketCommand) {
        match command {
            C::Create(new) => self.create(new),
            C::ChangeSubject { subject } => self.subject = subject.trim().to_owned(),
            C::ChangeDescription { description } => self.description.clone_from(description),
            C::Assign { member } => _ = self.assignees.insert(*member),
            C::Unassign { member } => _ = self.assignees.remove(member),
            C::Route { department, .. } => self.department = *department,
            C::SetStatus { status } => self.status = Some(*status),
            C::SetPriority { priority } => self.priority = Some(*priority),
            C::Schedule {
                due_at,
                window_from,
                window_to,
            } => self.dates = [*due_at, *window_from, *window_to],
            C::Tag { tag } => _ = self.tags.insert(folded(tag)),
            C::Untag { tag } => _ = self.tags.remove(&folded(tag)),
            C::PostMessage(_) => self.messages += 1,
            C::Delete => self.deleted = true,
            C::Restore => self.deleted = false,
            _ => {}
        }
    }

    fn create(&mut self, new: &CreateTicket) {
        *self = Self {
            there: true,
            subject: new.subject.trim().to_owned(),
            description: new.description.clone(),
            status: new.status.or(Some(open())),
            priority: new.priority.or(Some(normal())),
            department: new.department,
            assignees: new.assignees.iter().copied().collect(),
            tags: new.tags.iter().map(|t| folded(t)).collect(),
            ..Self::default()
        };
    }
}

fn good_creation(new: &CreateTicket) -> bool {
    says_something(&new.subject)
        && !new.description.contains('\0')
        && new.status != Some(status("lost").0)
        && new.priority != Some(priority("asap").0)
        && open_for(new.department)
        && new.assignees.iter().all(|member| known(*member))
        && new.tags.iter().all(|tag| says_something(tag))
}

fn says_something(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\0')
}

fn known(member: MemberId) -> bool {
    [ANA, BEN].contains(&member)
}

fn open_for(department: Option<DepartmentId>) -> bool {
    [None, Some(SUPPORT), Some(SALES)].contains(&department)
}

fn folded(tag: &str) -> String {
    tag.trim().to_lowercase()
}
