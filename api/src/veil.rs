//! What of an event's payload a reader may see: the one place where payloads leave the log.

mod redacted;
mod sight;

pub(crate) use redacted::Redacted;
pub(crate) use sight::Sight;

use crate::types::RawJson;
use domain::ticket::TicketEvent;
use domain::{Audience, Catalog, EventPayload, Recorded, field};
use serde_json::Value;

/// What lies between the log and whoever reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Veil<'a> {
    pub audience: &'a Audience,
    pub catalog: &'a Catalog,
    /// Of the events that are read.
    pub redacted: &'a Redacted,
}

/// The payload without the values of custom fields that the audience may not see, and without words
/// and files that were redacted; everything else byte for byte as recorded.
pub(crate) fn data(event: &Recorded, veil: Veil<'_>) -> RawJson {
    if let Some(concealed) = veil.redacted.conceal(event) {
        return RawJson::new(concealed);
    }
    let hides = |id| !field::may_see(id, veil.catalog, veil.audience);
    let veiled = match event.name.as_str() {
        "ticket.field_changed" => match event.decode() {
            Ok(TicketEvent::FieldChanged { field, .. }) if hides(field) => {
                without(&event.data, &["from", "to"])
            }
            _ => None,
        },
        "ticket.created" if event.data.contains("\"fields\"") => created(event, hides),
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

/// The payload without some of its members.
fn without(data: &str, members: &[&str]) -> Option<String> {
    let mut value: Value = serde_json::from_str(data).ok()?;
    let map = value.as_object_mut()?;
    for member in members {
        map.remove(*member);
    }
    serde_json::to_string(&value).ok()
}
