//! The rules of tickets: from a command to the events that it causes.

use super::check::{
    check_activity, check_department, check_member, check_priority, check_references,
    check_schedule, check_status, check_texts, checked, recorded, tag_key,
};
use super::{
    CreateTicket, Created, Details, Ticket, TicketCommand, TicketError, TicketEvent, Visibility,
};
use crate::aggregate::{Aggregate, Context, Happened};
use crate::limits::{Checks, SUBJECT_CHARS, TAG_CHARS};
use crate::reservation::ReservationChange;
use crate::setting::{Priority, Status};
use crate::{DepartmentId, MemberId, MessageId, PriorityId, StatusId};
use jiff::Timestamp;

type Decision = Result<Vec<TicketEvent>, TicketError>;

impl Aggregate for Ticket {
    const CATEGORY: &'static str = "ticket";
    const FOLD: i32 = 1;
    type Command = TicketCommand;
    type Event = TicketEvent;
    type Error = TicketError;

    fn decide(&self, command: &TicketCommand, context: &Context<'_>) -> Decision {
        use TicketCommand as C;
        match command {
            C::Create(new) => self.create(new, context),
            C::Delete => self.delete(),
            C::Restore => self.restore(),
            C::ChangeSubject { subject } => change_subject(self.open()?, subject),
            C::ChangeDescription { description } => change_description(self.open()?, description),
            C::Assign { member } => assign(self.open()?, *member, context),
            C::Unassign { member } => Ok(unassign(self.open()?, *member)),
            C::Route { department } => route(self.open()?, *department, context),
            C::SetStatus { status } => set_status(self.open()?, *status, context),
            C::SetPriority { priority } => set_priority(self.open()?, *priority, context),
            C::Schedule {
                due_at,
                window_from,
                window_to,
            } => schedule(self.open()?, *due_at, *window_from, *window_to),
            C::Tag { tag } => add_tag(self.open()?, tag),
            C::Untag { tag } => Ok(remove_tag(self.open()?, tag)),
            C::PostMessage {
                message,
                visibility,
                body,
            } => {
                self.open()?;
                post_message(*message, *visibility, body)
            }
            C::RecordActivity { .. } | C::StopAutomation { .. } => {
                self.details.as_ref().ok_or(TicketError::NotFound)?;
                record(command)
            }
        }
    }

    fn evolve(&mut self, event: &TicketEvent, happened: &Happened) {
        self.fold(event, happened);
    }

    fn together(errors: Vec<TicketError>) -> TicketError {
        TicketError::together(errors)
    }

    fn taken(_: &ReservationChange) -> TicketError {
        TicketError::Exists // tickets reserve nothing
    }
}

impl Ticket {
    fn create(&self, new: &CreateTicket, context: &Context<'_>) -> Decision {
        if self.details.is_some() {
            return Err(TicketError::Exists);
        }
        let status = new
            .status
            .unwrap_or_else(|| StatusId::from_key(Status::FIRST));
        let priority = new
            .priority
            .unwrap_or_else(|| PriorityId::from_key(Priority::USUAL));
        let mut checks = Checks::default();
        check_texts(new, &mut checks);
        check_references(new, status, priority, context, &mut checks);
        check_schedule(&mut checks, new.due_at, new.window_from, new.window_to);
        checks.finish().map_err(TicketError::Invalid)?;
        let created = Created {
            number: new.number,
            subject: new.subject.trim().to_owned(),
            description: new.description.clone(),
            requester: new.requester.clone(),
            status,
            priority,
            department: new.department,
            assignees: without_repeats(&new.assignees),
            due_at: new.due_at,
            window_from: new.window_from,
            window_to: new.window_to,
            tags: without_repeats(&new.tags.iter().map(|t| tag_key(t)).collect::<Vec<_>>()),
            channel: new.channel,
        };
        recorded("description", TicketEvent::Created(Box::new(created)))
    }

    fn delete(&self) -> Decision {
        self.details.as_ref().ok_or(TicketError::NotFound)?;
        Ok(if self.deleted {
            vec![]
        } else {
            vec![TicketEvent::Deleted {}]
        })
    }

    fn restore(&self) -> Decision {
        self.details.as_ref().ok_or(TicketError::NotFound)?;
        Ok(if self.deleted {
            vec![TicketEvent::Restored {}]
        } else {
            vec![]
        })
    }
}

fn change_subject(ticket: &Details, subject: &str) -> Decision {
    checked(|c| c.line("subject", subject, SUBJECT_CHARS))?;
    let (from, to) = (ticket.subject.clone(), subject.trim().to_owned());
    Ok(if from == to {
        vec![]
    } else {
        vec![TicketEvent::SubjectChanged { from, to }]
    })
}

fn change_description(ticket: &Details, description: &str) -> Decision {
    checked(|c| c.text("description", description))?;
    let (from, to) = (ticket.description.clone(), description.to_owned());
    if from == to {
        return Ok(vec![]);
    }
    recorded("description", TicketEvent::DescriptionChanged { from, to })
}

fn assign(ticket: &Details, member: MemberId, context: &Context<'_>) -> Decision {
    if ticket.assignees.contains(&member) {
        return Ok(vec![]); // already so: nothing to record
    }
    checked(|c| {
        check_member("member", member, context, c);
        c.items("assignee_ids", ticket.assignees.len() + 1);
    })?;
    Ok(vec![TicketEvent::Assigned { member }])
}

fn unassign(ticket: &Details, member: MemberId) -> Vec<TicketEvent> {
    let assigned = ticket.assignees.contains(&member);
    if assigned {
        vec![TicketEvent::Unassigned { member }]
    } else {
        vec![]
    }
}

fn route(ticket: &Details, to: Option<DepartmentId>, context: &Context<'_>) -> Decision {
    let from = ticket.department;
    if from == to {
        return Ok(vec![]);
    }
    checked(|c| check_department(to, context, c))?;
    Ok(vec![TicketEvent::Routed { from, to }])
}

fn set_status(ticket: &Details, to: StatusId, context: &Context<'_>) -> Decision {
    let from = ticket.status;
    if from == to {
        return Ok(vec![]);
    }
    checked(|c| check_status(to, context, c))?;
    Ok(vec![TicketEvent::StatusChanged { from, to }])
}

fn set_priority(ticket: &Details, to: PriorityId, context: &Context<'_>) -> Decision {
    let from = ticket.priority;
    if from == to {
        return Ok(vec![]);
    }
    checked(|c| check_priority(to, context, c))?;
    Ok(vec![TicketEvent::PriorityChanged { from, to }])
}

fn schedule(
    ticket: &Details,
    due_at: Option<Timestamp>,
    window_from: Option<Timestamp>,
    window_to: Option<Timestamp>,
) -> Decision {
    checked(|c| check_schedule(c, due_at, window_from, window_to))?;
    if (ticket.due_at, ticket.window_from, ticket.window_to) == (due_at, window_from, window_to) {
        return Ok(vec![]);
    }
    Ok(vec![TicketEvent::Scheduled {
        due_at,
        window_from,
        window_to,
    }])
}

fn add_tag(ticket: &Details, tag: &str) -> Decision {
    let tag = tag_key(tag);
    if ticket.tags.contains(&tag) {
        return Ok(vec![]);
    }
    checked(|c| {
        c.line("tag", &tag, TAG_CHARS);
        c.items("tags", ticket.tags.len() + 1);
    })?;
    Ok(vec![TicketEvent::Tagged { tag }])
}

fn remove_tag(ticket: &Details, tag: &str) -> Vec<TicketEvent> {
    let tag = tag_key(tag);
    if ticket.tags.contains(&tag) {
        vec![TicketEvent::Untagged { tag }]
    } else {
        vec![]
    }
}

fn post_message(message: MessageId, visibility: Visibility, body: &str) -> Decision {
    checked(|c| {
        c.text("body", body);
        if body.trim().is_empty() {
            c.fail("body", "must not be empty");
        }
    })?;
    let body = body.to_owned();
    recorded(
        "body",
        TicketEvent::MessagePosted {
            message,
            visibility,
            body,
        },
    )
}

/// Facts that are recorded whatever the ticket's state, even when it was deleted.
fn record(command: &TicketCommand) -> Decision {
    match command.clone() {
        TicketCommand::RecordActivity {
            activity,
            source,
            line,
            attributes,
        } => {
            checked(|c| check_activity(&activity, &source, &attributes, c))?;
            recorded(
                "attributes",
                TicketEvent::ActivityRecorded {
                    activity,
                    source,
                    line,
                    attributes,
                },
            )
        }
        TicketCommand::StopAutomation {
            rule,
            rule_version,
            reason,
        } => Ok(vec![TicketEvent::AutomationStopped {
            rule,
            rule_version,
            reason,
        }]),
        _ => Ok(vec![]),
    }
}

fn without_repeats<T: Clone + PartialEq>(items: &[T]) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(item) {
            kept.push(item.clone());
        }
    }
    kept
}
