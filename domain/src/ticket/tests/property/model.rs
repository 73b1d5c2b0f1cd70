//! The oracle: a ticket as plain sets and values, told without events.

use super::super::*;
use super::commands::{FIELDS, Request};
use crate::field::{FieldValue, FieldValues};
use crate::given::{ANA, SALES, SUPPORT};
use crate::{DepartmentId, FieldId, MemberId};
use TicketCommand as C;
use conversation::Talk;
use people::People;
use std::collections::BTreeSet;
use work::Work;

mod conversation;
mod people;
mod work;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    there: bool,
    deleted: bool,
    merged_into: Option<TicketId>,
    subject: String,
    description: String,
    status: Option<StatusId>,
    priority: Option<PriorityId>,
    tags: BTreeSet<String>,
    dates: [Option<Timestamp>; 3],
    snoozed: Option<Timestamp>,
    fields: FieldValues,
    people: People,
    talk: Talk,
    work: Work,
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
            merged_into: t.merged_into,
            subject: t.subject.clone(),
            description: t.description.clone(),
            status: Some(t.status),
            priority: Some(t.priority),
            tags: t.tags.iter().cloned().collect(),
            dates: [t.due_at, t.window_from, t.window_to],
            snoozed: t.snoozed_until,
            fields: t.fields.clone(),
            people: People::of(t),
            talk: Talk::of(t),
            work: Work::of(t),
        }
    }

    /// Does what is asked; false when it must be refused.
    pub fn take(&mut self, (actor, command): &Request) -> bool {
        if !self.accepts(*actor, command) {
            return false;
        }
        let mut after = self.clone();
        after.perform(*actor, command);
        let accepted = self.may_become(&after, *actor);
        if accepted {
            *self = after;
        }
        accepted
    }

    fn accepts(&self, actor: Actor, command: &TicketCommand) -> bool {
        match command {
            C::Create(new) => !self.there && good_creation(new),
            C::Delete => self.there && self.merged_into.is_none(),
            C::Restore
            | C::Unmerge
            | C::RecordActivity { .. }
            | C::StopAutomation { .. }
            | C::WarnOfSla(_)
            | C::BreachSla(_)
            | C::FireRule(_)
            | C::Notify(_)
            | C::EscalateSla(_)
            | C::MeetSla(_) => self.there,
            C::RedactMessage { .. } => self.there && self.talk.accepts(actor, command),
            _ => {
                let is_open = self.there && !self.deleted && self.merged_into.is_none();
                is_open
                    && self.accepts_change(actor, command)
                    && self.people.accept(command)
                    && self.talk.accepts(actor, command)
                    && self.work.accepts(actor, command)
            }
        }
    }

    fn accepts_change(&self, actor: Actor, command: &TicketCommand) -> bool {
        match command {
            C::ChangeSubject { subject } => says_something(subject),
            C::ChangeDescription { description } => !description.contains('\0'),
            C::SetStatus { status } => self.may_step(actor, *status),
            C::SetPriority { priority: id } => {
                self.priority == Some(*id) || *id != priority("asap").0
            }
            C::Schedule {
                window_from: Some(from),
                window_to: Some(to),
                ..
            } => from <= to,
            C::Snooze { until } => *until > NOW && Some(*until) <= in_hours(24 * 366),
            C::Tag { tag } => says_something(tag),
            _ => true,
        }
    }

    /// From pending a ticket goes to open or closed.
    fn may_step(&self, actor: Actor, to: StatusId) -> bool {
        let [lost, progress] = ["lost", "in_progress"].map(|key| status(key).0);
        let barred = self.status == Some(pending()) && to == progress;
        self.status == Some(to) || to != lost && (!barred || actor == Actor::IMPORT)
    }

    /// The rules for fields: a value is new only where it is good, customers touch none, and a
    /// ticket is not left without a solution by anybody who could have told one.
    fn may_become(&self, after: &Self, actor: Actor) -> bool {
        let touched = FIELDS.map(FieldId::from_key).into_iter();
        let mut touched = touched.filter(|id| self.fields.get(id) != after.fields.get(id));
        let is_customer = actor.kind == ActorKind::Customer;
        let high = FieldValue::Integer(91);
        touched.all(|id| !is_customer && after.fields.get(&id) != Some(&high))
            && (is_customer || self.lacks_solution() || !after.lacks_solution())
    }

    fn lacks_solution(&self) -> bool {
        let is_closed = self.status == Some(status("closed").0);
        is_closed && !self.fields.contains_key(&FieldId::from_key("solution"))
    }

    fn perform(&mut self, actor: Actor, command: &TicketCommand) {
        match command {
            C::Create(new) => self.create(new),
            C::ChangeSubject { subject } => self.subject = subject.trim().to_owned(),
            C::ChangeDescription { description } => self.description.clone_from(description),
            C::SetStatus { status } => self.status = Some(*status),
            C::SetPriority { priority } => self.priority = Some(*priority),
            C::Schedule {
                due_at,
                window_from,
                window_to,
            } => self.dates = [*due_at, *window_from, *window_to],
            C::Snooze { until } => self.snoozed = Some(*until),
            C::Wake => self.snoozed = None,
            C::Tag { tag } => _ = self.tags.insert(folded(tag)),
            C::Untag { tag } => _ = self.tags.remove(&folded(tag)),
            C::SetFields { changes } => self.set_fields(changes),
            C::PostMessage(new) if new.source.is_none() && conversation::is_asked(actor, new) => {
                self.snoozed = None;
                if self.status == Some(status("closed").0) {
                    self.status = Some(open());
                }
            }
            C::MergeInto { ticket } => self.merged_into = Some(*ticket),
            C::Unmerge => self.merged_into = None,
            C::Delete => self.deleted = true,
            C::Restore => self.deleted = false,
            _ => {}
        }
        self.people.perform(command);
        self.talk.perform(actor, command);
        self.work.perform(command);
    }

    fn set_fields(&mut self, changes: &[(FieldId, Option<FieldValue>)]) {
        for (field, value) in changes {
            match value {
                Some(value) => _ = self.fields.insert(*field, value.clone()),
                None => _ = self.fields.remove(field),
            }
        }
    }

    fn create(&mut self, new: &CreateTicket) {
        *self = Self {
            there: true,
            subject: new.subject.trim().to_owned(),
            description: new.description.clone(),
            status: new.status.or(Some(open())),
            priority: new.priority.or(Some(normal())),
            tags: new.tags.iter().map(|t| folded(t)).collect(),
            ..Self::default()
        };
        self.set_fields(&new.fields);
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
        && conversation::fit(0, &new.files)
}

fn says_something(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\0')
}

/// Ben administrates; rules and imports may do everything.
fn administrates(actor: Actor) -> bool {
    matches!(actor.kind, ActorKind::Rule | ActorKind::Import) || actor == Actor::member(BEN.0)
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
