//! JSON that is passed on as it is.

use crate::types::described;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// JSON text that is written out unchanged: stored payloads are not parsed and spelled again.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct RawJson(Box<RawValue>);

impl RawJson {
    /// `null` when `text` is not JSON, which the log never holds.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.get()
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

described!(RawJson, "RawJson", MetaSchema::ANY);

/// The organisation's own fields of a ticket: values by the fields' keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub serde_json::Map<String, serde_json::Value>);

described!(
    Fields,
    "Fields",
    MetaSchema {
        additional_properties: Some(Box::new(MetaSchemaRef::Inline(Box::new(MetaSchema::ANY)))),
        ..MetaSchema::new("object")
    }
);
