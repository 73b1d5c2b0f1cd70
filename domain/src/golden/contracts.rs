//! What each event's payload looks like, as JSON Schema, taken from the types.

use super::Golden;
use crate::account::AccountEvent;
use crate::attachment::AttachmentEvent;
use crate::automation::Rule;
use crate::bulk::BulkEvent;
use crate::business::BusinessCalendar;
use crate::customer::CustomerEvent;
use crate::delivery::DeliveryEvent;
use crate::export::ExportEvent;
use crate::field::{Field, FieldGroup};
use crate::macros::Macro;
use crate::organisation::OrganisationEvent;
use crate::portal_account::PortalAccountEvent;
use crate::reservation::ReservationEvent;
use crate::rotation::RotationEvent;
use crate::setting::{ApiKey, Department, Member, Priority, Role, SettingKind, Status, Workspace};
use crate::sla::{SlaPolicy, StandingEvent};
use crate::ticket::TicketEvent;
use crate::view::View;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// One event type in its newest schema.
pub struct Contract {
    pub name: String,
    pub description: String,
    /// Of the payload; self-contained.
    pub payload: Value,
}

impl Contract {
    /// First part of the name.
    pub fn category(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// `ticket.created.1.json`
    pub fn file_name(&self) -> String {
        format!("{}.1.json", self.name)
    }

    /// The schema as a document of its own.
    pub fn document(&self) -> Value {
        let mut document = Map::new();
        let draft = "https://json-schema.org/draft/2020-12/schema";
        document.insert("$schema".to_owned(), json!(draft));
        document.insert("title".to_owned(), json!(self.name));
        document.insert("description".to_owned(), json!(self.description));
        if let Value::Object(payload) = &self.payload {
            let more = payload.iter().filter(|(key, _)| *key != "description");
            document.extend(more.map(|(key, value)| (key.clone(), value.clone())));
        }
        Value::Object(document)
    }

    pub fn fits(&self, golden: &Golden) -> bool {
        self.name == golden.r#type && golden.schema == 1
    }
}

/// Every event type, by category and in the order of the code.
pub fn all() -> Vec<Contract> {
    let mut all = of_enum::<TicketEvent>();
    all.extend(of_enum::<CustomerEvent>());
    all.extend(of_enum::<OrganisationEvent>());
    all.extend(of_enum::<AttachmentEvent>());
    all.extend(of_setting::<Department>());
    all.extend(of_setting::<Status>());
    all.extend(of_setting::<Priority>());
    all.extend(of_setting::<Member>());
    all.extend(of_setting::<Role>());
    all.extend(of_setting::<ApiKey>());
    all.extend(of_setting::<Field>());
    all.extend(of_setting::<FieldGroup>());
    all.extend(of_setting::<BusinessCalendar>());
    all.extend(of_setting::<SlaPolicy>());
    all.extend(of_setting::<Macro>());
    all.extend(of_setting::<View>());
    all.extend(of_setting::<Rule>());
    all.extend(of_setting::<Workspace>());
    all.extend(of_enum::<AccountEvent>());
    all.extend(of_enum::<PortalAccountEvent>());
    all.extend(of_enum::<ExportEvent>());
    all.extend(of_enum::<BulkEvent>());
    all.extend(of_enum::<DeliveryEvent>());
    all.extend(of_enum::<RotationEvent>());
    all.extend(of_enum::<StandingEvent>());
    all.extend(of_enum::<ReservationEvent>());
    all
}

fn schema_of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// One contract per variant of an enum tagged by `type`, with its payload in `data`.
fn of_enum<E: JsonSchema>() -> Vec<Contract> {
    let root = schema_of::<E>();
    let variants = root["oneOf"].as_array().expect("an enum has variants");
    let contract = |variant: &Value| {
        let properties = &variant["properties"];
        let name = properties["type"]["const"].as_str().expect("a tag");
        let told = variant["description"].as_str();
        Contract {
            name: name.to_owned(),
            description: one_line(told.unwrap_or_else(|| panic!("{name} is not described"))),
            payload: with_definitions(&properties["data"], &root["$defs"]),
        }
    };
    variants.iter().map(contract).collect()
}

fn of_setting<T: SettingKind + JsonSchema>() -> [Contract; 2] {
    let what = T::CATEGORY.replace('_', " ");
    let empty = json!({ "type": "object", "properties": {}, "required": [] });
    [
        Contract {
            name: T::SAVED.to_owned(),
            description: format!("A {what} was made or changed; the payload is all of it."),
            payload: schema_of::<T>(),
        },
        Contract {
            name: T::RETIRED.to_owned(),
            description: format!("A {what} was taken out of use; what refers to it keeps it."),
            payload: empty,
        },
    ]
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The schema with those definitions that it leads to.
fn with_definitions(schema: &Value, definitions: &Value) -> Value {
    let mut schema = schema.clone();
    let (mut wanted, mut known) = (references(&schema), BTreeSet::new());
    while let Some(name) = wanted.pop() {
        if known.insert(name.clone()) {
            wanted.extend(references(&definitions[&name]));
        }
    }
    let kept = known.into_iter().map(|name| {
        let definition = definitions[&name].clone();
        (name, definition)
    });
    let kept: Map<_, _> = kept.collect();
    if !kept.is_empty() {
        schema["$defs"] = Value::Object(kept);
    }
    schema
}

/// Names of the definitions that a schema refers to.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|r| r.strip_prefix("#/$defs/"));
            let below = map.values().flat_map(references);
            own.map(str::to_owned).into_iter().chain(below).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}
