//! What lists of messages must show: a fold of the log and a filter in memory.

use super::oracle::folded;
use super::world::World;
use crate::{MessageOrder, MessageQuery, MessageRow, SaidBy, TicketRow};
use domain::ticket::{Posted, TicketEvent, Visibility};
use domain::{ActorKind, CustomerId, Recorded};
use eventstore::EventFilter;
use std::cmp::Reverse;

/// A message as the log tells it, with what it is found by.
#[derive(Debug)]
pub struct Told {
    row: MessageRow,
    customer: Option<CustomerId>,
    hidden: bool,
    said_by: Option<SaidBy>,
    visibility: Visibility,
}

/// Every message, also those of deleted tickets.
pub async fn told(world: &World) -> Vec<Told> {
    let tickets = folded(world).await;
    let all = EventFilter::categories(&["ticket"]);
    let events = world.store.read_filtered(0, 1_000_000, &all).await.unwrap();
    let mut told: Vec<Told> = Vec::new();
    for event in &events {
        match event.decode().unwrap() {
            TicketEvent::MessagePosted(posted) => {
                let ticket = tickets.iter().find(|t| t.id.0 == event.stream_id);
                told.push(posted_on(ticket.unwrap(), &posted, event));
            }
            TicketEvent::MessageEdited(edited) => {
                let row = row(&mut told, event, |row| row.message == edited.message);
                let before = row.edited.map(|at| length(&events, at)).unwrap_or_default();
                row.payload += event.data.len() as i32 - before;
                row.edited = Some(event.position);
                row.edits += 1;
            }
            TicketEvent::MessageRedacted { message, .. } => {
                row(&mut told, event, |row| row.message == message).redacted = true;
            }
            TicketEvent::MessageSplit { message, .. } => {
                row(&mut told, event, |row| row.message == message).split = Some(event.position);
            }
            _ => {}
        }
    }
    told
}

fn length(events: &[Recorded], position: i64) -> i32 {
    let event = events.iter().find(|e| e.position == position);
    event.unwrap().data.len() as i32
}

fn row<'a>(
    told: &'a mut [Told],
    event: &Recorded,
    is_it: impl Fn(&MessageRow) -> bool,
) -> &'a mut MessageRow {
    let mut rows = told.iter_mut().map(|told| &mut told.row);
    rows.find(|row| row.ticket.0 == event.stream_id && is_it(row))
        .unwrap()
}

fn posted_on(ticket: &TicketRow, posted: &Posted, event: &Recorded) -> Told {
    let (actor, at) = match posted.source {
        Some(source) => (source.author, source.at),
        None => (event.actor, event.occurred_at),
    };
    let said_by = match actor.kind {
        _ if posted.customer.is_some() => Some(SaidBy::Customer),
        ActorKind::Customer => Some(SaidBy::Customer),
        ActorKind::Member | ActorKind::ApiKey => Some(SaidBy::Staff),
        ActorKind::Rule | ActorKind::Import | ActorKind::System | ActorKind::Visitor => None,
    };
    Told {
        row: MessageRow {
            message: posted.message,
            ticket: ticket.id,
            number: ticket.number,
            subject: ticket.subject.clone(),
            created_at: at,
            position: event.position,
            edits: 0,
            edited: None,
            split: None,
            redacted: false,
            payload: event.data.len() as i32,
        },
        customer: ticket.customer,
        hidden: ticket.deleted,
        said_by,
        visibility: posted.visibility,
    }
}

/// What the query finds, in its order.
pub fn found(told: &[Told], query: &MessageQuery) -> Vec<MessageRow> {
    let wanted = |told: &&Told| {
        let asks = |customer| query.customer.contains(&customer);
        !told.hidden
            && told.customer.is_some_and(asks)
            && (query.said_by.is_none() || told.said_by == query.said_by)
            && query.visibility.is_none_or(|v| told.visibility == v)
    };
    let mut found: Vec<_> = (told.iter().filter(wanted))
        .map(|told| told.row.clone())
        .collect();
    match query.order {
        MessageOrder::NewestFirst => found.sort_by_key(|r| Reverse((r.created_at, r.position))),
        MessageOrder::OldestFirst => found.sort_by_key(|r| (r.created_at, r.position)),
    }
    found
}
