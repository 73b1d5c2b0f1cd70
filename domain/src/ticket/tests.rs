//! The rules of tickets.

use super::TicketEvent::{self, *};
use super::{
    Channel, CreateTicket, Created, Details, NewMessage, Posted, Requester, Ticket, TicketCommand,
    TicketError, Visibility,
};
use crate::aggregate::Happened;
use crate::attachment::File;
use crate::given::{BEN, Given, NOBODY, NOW, catalog, member, priority, put, status};
use crate::setting::SettingEvent::Saved;
use crate::setting::{Member, Status};
use crate::{Actor, ActorKind, AttachmentId, Catalog, CustomerId, MessageId, PriorityId, RuleId};
use crate::{StatusId, TicketId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

mod changes;
mod checklist;
mod copies;
mod create;
mod edits;
mod fields;
mod files;
mod lifecycle;
mod links;
mod merging;
mod messages;
mod moments;
mod ownership;
mod people;
mod portal;
mod property;
mod replies;
mod routing;
mod snooze;
mod status_steps;
mod time_entries;
mod together;

const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
const ELI: CustomerId = CustomerId(Uuid::from_u128(0xC2));

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

pub(crate) fn created() -> TicketEvent {
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
    say(NewMessage::new(MessageId(NOBODY), visibility, body))
}

fn say(message: NewMessage) -> TicketCommand {
    TicketCommand::PostMessage(Box::new(message))
}

/// The ticket's message with this number.
fn message(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(0x5000 + n))
}

fn posted(n: u128, visibility: Visibility) -> TicketEvent {
    MessagePosted(Box::new(Posted::new(message(n), visibility, "Hello")))
}

/// A file of so many bytes.
fn file(n: u128, bytes: u64) -> File {
    File {
        id: AttachmentId(Uuid::from_u128(0xF000 + n)),
        name: "smoke.png".to_owned(),
        media_type: "image/png".to_owned(),
        bytes,
        sha256: "00".repeat(32),
    }
}

/// Another ticket.
fn other(n: u128) -> TicketId {
    TicketId(Uuid::from_u128(0x7000 + n))
}

fn details(given: Given<Ticket>) -> Details {
    *given.state.details.expect("the ticket was created")
}

fn customer(id: CustomerId) -> Actor {
    acting(ActorKind::Customer, Some(id.0))
}

fn acting(kind: ActorKind, id: Option<Uuid>) -> Actor {
    Actor {
        kind,
        id,
        ..Actor::SYSTEM
    }
}

/// A rule that acts.
fn rule() -> Actor {
    Actor::rule(NOBODY, 1)
}

fn by(actor: Actor) -> Happened {
    Happened { at: NOW, actor }
}

/// The usual settings, where Ben is an administrator.
fn with_administrator() -> Catalog {
    let mut catalog = catalog();
    let ben = Member {
        administrator: true,
        ..member("Ben")
    };
    put(&mut catalog, BEN.0, [Saved(ben)]);
    catalog
}

/// The usual settings with another status of this key.
fn with_status(change: impl FnOnce(Status) -> Status, key: &str) -> Catalog {
    let mut catalog = catalog();
    let (id, value) = status(key);
    put(&mut catalog, id.0, [Saved(change(value))]);
    catalog
}
