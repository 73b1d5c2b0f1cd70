//! The subjects on NATS as an AsyncAPI 3 document.

use crate::golden::contracts::{self, Contract};
use serde_json::{Map, Value, json};

/// One channel per event type, each with its CloudEvents envelope.
pub fn document() -> Value {
    let contracts = contracts::all();
    let each = |entry: fn(&Contract) -> (String, Value)| -> Map<String, Value> {
        contracts.iter().map(entry).collect()
    };
    let mut schemas = each(|c| (c.name.clone(), schema(c)));
    schemas.insert("envelope".to_owned(), envelope());
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Docket events",
            "version": "1",
            "description": DESCRIPTION,
            "license": { "name": "MIT OR Apache-2.0" }
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": each(|c| (c.name.clone(), channel(c))),
        "operations": each(|c| (format!("receive.{}", c.name), operation(c))),
        "components": { "messages": each(|c| (c.name.clone(), message(c))), "schemas": schemas }
    })
}

const DESCRIPTION: &str = "\
Every event is published on the JetStream stream DOCKET_EVENTS in the order of the log, once it \
is committed. `docket.events` is the usual prefix of the subjects (nats.subject_prefix in the \
configuration). Messages are CloudEvents 1.0 in structured JSON; the headers are Nats-Msg-Id, \
which is the event's id, and Docket-Position. Positions are 1, 2, 3 without holes.";

fn channel(contract: &Contract) -> Value {
    let name = &contract.name;
    let (category, rest) = name.split_once('.').unwrap_or_default();
    json!({
        "address": format!("docket.events.{category}.{{stream_id}}.{rest}"),
        "parameters": { "stream_id": { "description": format!("Id of the {category}.") } },
        "messages": { name.clone(): { "$ref": format!("#/components/messages/{name}") } }
    })
}

fn operation(contract: &Contract) -> Value {
    let name = &contract.name;
    json!({
        "action": "receive",
        "summary": contract.description,
        "channel": { "$ref": format!("#/channels/{name}") }
    })
}

fn message(contract: &Contract) -> Value {
    let name = &contract.name;
    json!({
        "name": name,
        "summary": contract.description,
        "headers": {
            "type": "object",
            "properties": {
                "Nats-Msg-Id": { "type": "string", "format": "uuid" },
                "Docket-Position": { "type": "string", "pattern": "^[1-9][0-9]*$" }
            }
        },
        "payload": {
            "allOf": [
                { "$ref": "#/components/schemas/envelope" },
                {
                    "type": "object",
                    "properties": {
                        "type": { "const": name },
                        "data": { "$ref": format!("#/components/schemas/{name}") }
                    }
                }
            ]
        }
    })
}

/// A payload's schema, its references led to where it lies in this document.
fn schema(contract: &Contract) -> Value {
    let text = contract.payload.to_string();
    let here = format!("#/components/schemas/{}/$defs/", contract.name);
    let text = text.replace("#/$defs/", &here);
    let mut schema: Value = serde_json::from_str(&text).expect("it was JSON before");
    if let Some(map) = schema.as_object_mut() {
        map.remove("$schema");
    }
    schema
}

fn envelope() -> Value {
    let uuid = json!({ "type": "string", "format": "uuid" });
    let moment = json!({ "type": "string", "format": "date-time" });
    let number = json!({ "type": "integer", "minimum": 1 });
    json!({
        "type": "object",
        "required": [
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype",
            "position", "streamversion", "category", "schema", "recordedat", "commandid",
            "correlationid", "actor", "data"
        ],
        "properties": {
            "specversion": { "const": "1.0" },
            "id": uuid,
            "source": { "const": "docket" },
            "type": { "type": "string", "description": "Name of the event." },
            "subject": uuid,
            "time": moment,
            "datacontenttype": { "const": "application/json" },
            "position": number,
            "streamversion": number,
            "category": { "type": "string" },
            "schema": number,
            "recordedat": moment,
            "commandid": uuid,
            "causationid": uuid,
            "correlationid": uuid,
            "actor": { "type": "string", "description": "Who caused it, as JSON in a text." },
            "data": { "type": "object" }
        }
    })
}
