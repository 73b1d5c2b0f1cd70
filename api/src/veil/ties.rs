//! Which of the tickets that events and histories name beside their own a reader may see.

use crate::history::Change;
use domain::ticket::{Ticket, TicketEvent};
use domain::{Access, Aggregate, Permission, Recorded, TicketId};
use eventstore::{EventStore, StoreError};
use serde_json::Value;
use std::borrow::Borrow;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Where a payload tells which ticket it was made from, with more than its id.
const SOURCE: &str = "source";
/// Lists of other tickets in the words of histories, and the one that stands alone.
const LISTS: [&str; 2] = ["links", "merged_ticket_ids"];
const ALONE: &str = "merged_into";

/// The named tickets that are out of reach, or were never there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ties {
    hidden: HashSet<Uuid>,
}

impl Ties {
    /// Looks at the tickets that `events` and `changes` name, once for all, as they are with
    /// everything up to `since` at least. Costs nothing for whoever sees every ticket.
    pub async fn among(
        store: &EventStore,
        access: &Access,
        (events, changes): (&[impl Borrow<Recorded>], &[Vec<Change>]),
        since: i64,
    ) -> Result<Self, StoreError> {
        if access.reach(Permission::ReadTickets).is_everything() {
            return Ok(Self::default());
        }
        let mut named: BTreeSet<Uuid> = BTreeSet::new();
        named.extend(events.iter().filter_map(|event| other(event.borrow())));
        let changed = events.iter().zip(changes);
        let changed = changed.filter(|(event, _)| is_of_ticket((*event).borrow()));
        named.extend(changed.flat_map(|(_, changes)| changes).flat_map(named_in));
        Self::hiding(store, access, named, since).await
    }

    /// The same of `changes` of one ticket that no single event made.
    pub async fn of_changes(
        store: &EventStore,
        access: &Access,
        changes: &[Change],
        since: i64,
    ) -> Result<Self, StoreError> {
        if access.reach(Permission::ReadTickets).is_everything() {
            return Ok(Self::default());
        }
        let named = changes.iter().flat_map(named_in).collect();
        Self::hiding(store, access, named, since).await
    }

    async fn hiding(
        store: &EventStore,
        access: &Access,
        named: BTreeSet<Uuid>,
        since: i64,
    ) -> Result<Self, StoreError> {
        let ids: Vec<_> = named.into_iter().collect();
        let found = store.load_all::<Ticket>(&ids, since).await?;
        let seen = |id: &Uuid| {
            let ticket = found.get(id);
            ticket.is_some_and(|ticket| access.seen(&ticket.state).is_some())
        };
        let hidden = ids.into_iter().filter(|id| !seen(id)).collect();
        Ok(Self { hidden })
    }

    /// The payload with null in the place of a ticket that is out of reach; `None` when it may be
    /// told as it is.
    pub fn conceal(&self, event: &Recorded) -> Option<String> {
        if self.hidden.is_empty() || !self.hidden.contains(&other(event)?) {
            return None;
        }
        let Ok(Value::Object(mut members)) = serde_json::from_str(&event.data) else {
            return Some("null".to_owned());
        };
        members.remove(SOURCE); // with the message that it tells of
        for value in members.values_mut().filter(|value| self.hides(value)) {
            *value = Value::Null;
        }
        Some(Value::Object(members).to_string())
    }

    /// The changes without tickets that are out of reach, and without what then is none.
    pub fn keep_seen(&self, event: &Recorded, changes: Vec<Change>) -> Vec<Change> {
        match is_of_ticket(event) {
            true => self.keep_seen_of_ticket(changes),
            false => changes,
        }
    }

    /// The same of changes that are known to be a ticket's.
    pub fn keep_seen_of_ticket(&self, changes: Vec<Change>) -> Vec<Change> {
        if self.hidden.is_empty() {
            return changes;
        }
        changes.into_iter().filter_map(|c| self.seen(c)).collect()
    }

    fn seen(&self, change: Change) -> Option<Change> {
        if !is_tie(&change) {
            return Some(change);
        }
        let (before, after) = (value(change.before.text()), value(change.after.text()));
        let (before, after) = (self.without(before), self.without(after));
        (before != after).then(|| Change::new(&change.path, &before, &after))
    }

    fn without(&self, value: Value) -> Value {
        match value {
            Value::Array(items) => {
                let seen = items.into_iter().filter(|item| !self.hides(named(item)));
                Value::Array(seen.collect())
            }
            alone if self.hides(&alone) => Value::Null,
            other => other,
        }
    }

    fn hides(&self, value: &Value) -> bool {
        uuid(value).is_some_and(|id| self.hidden.contains(&id))
    }
}

/// The other ticket that an event names.
fn other(event: &Recorded) -> Option<Uuid> {
    if !is_of_ticket(event) {
        return None;
    }
    let event = event.decode::<TicketEvent>().ok()?;
    event.other_ticket().map(|TicketId(id)| id)
}

fn is_of_ticket(event: &Recorded) -> bool {
    event.category == Ticket::CATEGORY
}

fn is_tie(change: &Change) -> bool {
    LISTS.contains(&change.path.as_str()) || change.path == ALONE
}

fn named_in(change: &Change) -> Vec<Uuid> {
    if !is_tie(change) {
        return vec![];
    }
    let sides = [&change.before, &change.after];
    let named_on = |side: Value| match side {
        Value::Array(items) => items.iter().filter_map(|item| uuid(named(item))).collect(),
        alone => Vec::from_iter(uuid(&alone)),
    };
    sides
        .iter()
        .flat_map(|s| named_on(value(s.text())))
        .collect()
}

/// The id within an item of a list: links say what they are besides.
fn named(item: &Value) -> &Value {
    item.get("ticket").unwrap_or(item)
}

fn uuid(value: &Value) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
