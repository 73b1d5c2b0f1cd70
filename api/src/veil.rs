//! What of an event's payload a reader may see: the one place where payloads leave the log.

mod redacted;
mod refusals;
mod sight;
mod ties;

pub(crate) use sight::Sight;
pub(crate) use ties::Ties;

use crate::history::Change;
use crate::types::RawJson;
use domain::condition::Path;
use domain::redacted::Redacted;
use domain::ticket::TicketEvent;
use domain::{Access, Catalog, EventPayload, Recorded, field};
use eventstore::{EventStore, StoreError};
use serde_json::Value;
use std::borrow::Borrow;

/// Who looks at events, by what settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Eyes<'a> {
    pub access: &'a Access,
    pub catalog: &'a Catalog,
}

/// What lies between some events of the log and whoever reads them.
#[derive(Debug)]
pub(crate) struct Veil<'a> {
    eyes: Eyes<'a>,
    redacted: Redacted,
    ties: Ties,
}

impl<'a> Veil<'a> {
    /// The veil over `events` and what they changed. Other tickets that those name are looked at
    /// as they are with everything up to `since` at least, which must be committed.
    pub async fn over(
        store: &EventStore,
        eyes: Eyes<'a>,
        (events, changes): (&[impl Borrow<Recorded>], &[Vec<Change>]),
        since: i64,
    ) -> Result<Self, StoreError> {
        let named = (events, changes);
        Ok(Self {
            eyes,
            redacted: redacted::among(store, events).await?,
            ties: Ties::among(store, eyes.access, named, since).await?,
        })
    }

    /// By what settings it is looked at.
    pub fn catalog(&self) -> &'a Catalog {
        self.eyes.catalog
    }

    /// What an event changed, without tickets that are out of reach.
    pub fn changes(&self, event: &Recorded, changes: Vec<Change>) -> Vec<Change> {
        self.ties.keep_seen(event, changes)
    }
}

/// The payload without the values of custom fields that the audience may not see, without words
/// and files that were redacted, and without tickets that are out of reach; everything else byte
/// for byte as recorded.
pub(crate) fn data(event: &Recorded, veil: &Veil<'_>) -> RawJson {
    match veil.ties.conceal(event) {
        None => bared(event, veil),
        Some(data) => {
            let mut event = event.clone();
            event.data = data;
            bared(&event, veil)
        }
    }
}

fn bared(event: &Recorded, veil: &Veil<'_>) -> RawJson {
    if let Some(concealed) = veil.redacted.conceal(event) {
        return RawJson::new(concealed);
    }
    let (catalog, audience) = (veil.eyes.catalog, veil.eyes.access.audience());
    let hides = |id| !field::may_see(id, catalog, audience);
    let veiled = match event.name.as_str() {
        "ticket.field_changed" => match event.decode() {
            Ok(TicketEvent::FieldChanged { field, .. }) if hides(field) => {
                without(&event.data, &["from", "to"])
            }
            _ => None,
        },
        "ticket.created" if event.data.contains("\"fields\"") => created(event, hides),
        "ticket.rule_fired" => fired(event, hides),
        _ => None,
    };
    RawJson::new(veiled.unwrap_or_else(|| event.data.clone()))
}

fn created(event: &Recorded, hides: impl Fn(domain::FieldId) -> bool) -> Option<String> {
    let Ok(TicketEvent::Created(mut created)) = event.decode() else {
        return None;
    };
    let before = created.fields.len();
    created.fields.retain(|id, _| !hides(*id));
    let veiled = created.fields.len() < before;
    veiled.then(|| TicketEvent::Created(created).encode().data)
}

/// A firing without what its condition found in fields that are hidden.
fn fired(event: &Recorded, hides: impl Fn(domain::FieldId) -> bool) -> Option<String> {
    let Ok(TicketEvent::RuleFired(mut fired)) = event.decode() else {
        return None;
    };
    let field = |path: &str| Path::try_from(path.to_owned()).ok()?.field_id();
    let before = fired.matched.len();
    fired
        .matched
        .retain(|found| field(&found.path).is_none_or(|id| !hides(id)));
    let veiled = fired.matched.len() < before;
    veiled.then(|| TicketEvent::RuleFired(fired).encode().data)
}

/// The payload without some of its members.
fn without(data: &str, members: &[&str]) -> Option<String> {
    let mut value: Value = serde_json::from_str(data).ok()?;
    let map = value.as_object_mut()?;
    for member in members {
        map.remove(*member);
    }
    serde_json::to_string(&value).ok()
}
