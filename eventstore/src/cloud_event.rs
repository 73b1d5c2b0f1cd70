//! Events as CloudEvents 1.0 JSON: what NATS carries and integrators read.

use domain::{Actor, Recorded};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use uuid::Uuid;

/// Extension attributes must be lower-case letters and digits, and simple values.
#[derive(Serialize, Deserialize)]
struct CloudEvent<'a> {
    specversion: Cow<'a, str>,
    id: Uuid,
    source: Cow<'a, str>,
    r#type: Cow<'a, str>,
    subject: Uuid,
    time: Timestamp,
    datacontenttype: Cow<'a, str>,
    position: i64,
    streamversion: i32,
    category: Cow<'a, str>,
    schema: i16,
    recordedat: Timestamp,
    commandid: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    causationid: Option<Uuid>,
    correlationid: Uuid,
    /// JSON of the actor, as text: CloudEvents has no nested attributes.
    actor: String,
    #[serde(borrow)]
    data: Cow<'a, RawValue>,
}

/// The message body for one event. `data` is passed on byte for byte.
#[must_use]
pub fn to_cloud_event(event: &Recorded) -> Vec<u8> {
    let Ok(data) = serde_json::from_str::<&RawValue>(&event.data) else {
        return Vec::new();
    };
    let message = CloudEvent {
        specversion: "1.0".into(),
        id: event.id,
        source: "docket".into(),
        r#type: (&event.name).into(),
        subject: event.stream_id,
        time: event.occurred_at,
        datacontenttype: "application/json".into(),
        position: event.position,
        streamversion: event.version,
        category: (&event.category).into(),
        schema: event.schema,
        recordedat: event.recorded_at,
        commandid: event.command_id,
        causationid: event.causation_id,
        correlationid: event.correlation_id,
        actor: serde_json::to_string(&event.actor).unwrap_or_default(),
        data: Cow::Borrowed(data),
    };
    serde_json::to_vec(&message).unwrap_or_default()
}

/// Reads a message back; `None` when it is not one of ours.
pub(crate) fn from_cloud_event(body: &[u8]) -> Option<Recorded> {
    let event: CloudEvent<'_> = serde_json::from_slice(body).ok()?;
    let actor: Actor = serde_json::from_str(&event.actor).ok()?;
    Some(Recorded {
        position: event.position,
        stream_id: event.subject,
        version: event.streamversion,
        id: event.id,
        category: event.category.into_owned(),
        name: event.r#type.into_owned(),
        schema: event.schema,
        recorded_at: event.recordedat,
        occurred_at: event.time,
        command_id: event.commandid,
        causation_id: event.causationid,
        correlation_id: event.correlationid,
        actor,
        data: event.data.get().to_owned(),
    })
}
