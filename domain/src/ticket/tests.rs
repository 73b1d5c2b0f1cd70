//! The rules of tickets.

use super::TicketEvent::{self, *};
use super::{
    Channel, CreateTicket, Created, Details, NewMessage, Posted, Requester, Ticket, TicketCommand,
    TicketError, Visibility,
};
use crate::given::{Given, NOBODY, NOW, priority, status};
use crate::{MessageId, PriorityId, RuleId, StatusId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

mod changes;
mod create;
mod lifecycle;
mod messages;
mod people;
mod property;

/// A ticket to which `events` have happened.
fn given(events: impl IntoIterator<Item = TicketEvent>) -> Given<Ticket> {
    crate::given::given(events)
}

/// The facts of a small ticket: `Created` with the usual values.
fn facts() -> Created {
    Created {
        description: "Smoke on the third floor".to_owned(),
        ..Created::new(7, "Printer on fire", open(), normal())
    }
}

fn created() -> TicketEvent {
    Created(Box::new(facts()))
}

/// The command that leads to [`facts`].
fn new() -> CreateTicket {
    CreateTicket {
        number: 7,
        subject: "Printer on fire".to_owned(),
        description: "Smoke on the third floor".to_owned(),
        ..CreateTicket::default()
    }
}

fn create(new: CreateTicket) -> TicketCommand {
    TicketCommand::Create(Box::new(new))
}

fn open() -> StatusId {
    status("open").0
}

fn pending() -> StatusId {
    status("pending").0
}

fn normal() -> PriorityId {
    priority("normal").0
}

fn urgent() -> PriorityId {
    priority("urgent").0
}

fn nobody<Id: From<Uuid>>() -> Id {
    Id::from(NOBODY)
}

fn in_hours(hours: i64) -> Option<Timestamp> {
    Some(NOW + SignedDuration::from_hours(hours))
}

fn activity() -> TicketCommand {
    TicketCommand::RecordActivity {
        activity: "Take in charge ticket".to_owned(),
        source: "helpdesk.csv".to_owned(),
        line: 12,
        attributes: BTreeMap::from([("product".to_owned(), "Value 3".to_owned())]),
    }
}

fn activity_recorded() -> TicketEvent {
    ActivityRecorded {
        activity: "Take in charge ticket".to_owned(),
        source: "helpdesk.csv".to_owned(),
        line: 12,
        attributes: BTreeMap::from([("product".to_owned(), "Value 3".to_owned())]),
    }
}

fn stop() -> TicketCommand {
    TicketCommand::StopAutomation {
        rule: RuleId(NOBODY),
        rule_version: 3,
        reason: "ran 10 times for one cause".to_owned(),
    }
}

fn stopped() -> TicketEvent {
    AutomationStopped {
        rule: RuleId(NOBODY),
        rule_version: 3,
        reason: "ran 10 times for one cause".to_owned(),
    }
}

fn post(visibility: Visibility, body: &str) -> TicketCommand {
    let message = NewMessage::new(MessageId(NOBODY), visibility, body);
    TicketCommand::PostMessage(Box::new(message))
}
