//! An event as the API shows it.

use crate::people::Person;
use crate::types::{Moment, Nullable, RawJson};
use crate::veil::{self, Veil};
use domain::Recorded;
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that happened.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Event {
    /// Place in the log: 1, 2, 3 … without holes.
    pub position: i64,
    pub id: Uuid,
    /// Such as `ticket.assigned`.
    pub r#type: String,
    /// Place in its stream; also the version that the thing has since.
    pub version: i32,
    /// When it happened.
    pub occurred_at: Moment,
    /// When it was recorded; later for imported history.
    pub recorded_at: Moment,
    pub actor: Person,
    /// The event that this one is a consequence of.
    pub causation_id: Nullable<Uuid>,
    /// What all events of one chain of causes share.
    pub correlation_id: Uuid,
    /// What happened, as recorded.
    pub data: RawJson,
    /// What it happened to.
    pub stream_id: Uuid,
    /// What kind of thing it happened to.
    pub category: String,
}

impl Event {
    /// The event, as far as it may be seen.
    pub fn of(event: &Recorded, veil: &Veil<'_>) -> Self {
        Self {
            position: event.position,
            id: event.id,
            r#type: event.name.clone(),
            version: event.version,
            occurred_at: event.occurred_at.into(),
            recorded_at: event.recorded_at.into(),
            actor: Person::of(&event.actor, veil.catalog()),
            causation_id: event.causation_id.into(),
            correlation_id: event.correlation_id,
            data: veil::data(event, veil),
            stream_id: event.stream_id,
            category: event.category.clone(),
        }
    }
}
