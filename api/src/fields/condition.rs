//! Conditions as HTTP spells them: the JSON tree itself, so that a screen can ask the same.

use crate::request::Reader;
use domain::condition;
use domain::{Catalog, FieldError};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::borrow::Cow;

/// A condition; it is checked when it becomes part of a setting, so that every fault is told
/// with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Condition(pub Value);

impl Condition {
    /// As it is stored.
    pub fn of(condition: &condition::Condition) -> Self {
        Self(serde_json::to_value(condition).unwrap_or_default())
    }

    /// The condition that was sent as `at`; what is wrong with it is added to `errors`.
    pub fn read(
        &self,
        at: &str,
        catalog: &Catalog,
        errors: &mut Vec<FieldError>,
    ) -> Option<condition::Condition> {
        let parsed = condition::Condition::parse(&self.0, at, catalog);
        parsed.map_err(|wrong| errors.extend(wrong)).ok()
    }

    /// The same for rules to run.
    pub fn read_for_automation(
        &self,
        at: &str,
        catalog: &Catalog,
        errors: &mut Vec<FieldError>,
    ) -> Option<condition::Condition> {
        let usage = condition::Usage::automation(catalog);
        let parsed = condition::Condition::parse_for(&usage, &self.0, at);
        parsed.map_err(|wrong| errors.extend(wrong)).ok()
    }

    /// The same for finding tickets.
    pub fn read_for_lists(
        &self,
        at: &str,
        reader: &Reader,
        errors: &mut Vec<FieldError>,
    ) -> Option<condition::Condition> {
        let usage = condition::Usage::lists(&reader.catalog, reader.audience());
        let parsed = condition::Condition::parse_for(&usage, &self.0, at);
        parsed.map_err(|wrong| errors.extend(wrong)).ok()
    }
}

const NAME: &str = "Condition";

impl Type for Condition {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(NAME.to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(NAME.to_owned(), |_| MetaSchema {
            description: Some(
                "What a ticket must look like: `all`, `any` or `not` of conditions, or a leaf \
                 that compares the value at `path` with `value`. A missing value answers every \
                 leaf with no, but `ne`, `not_in` and `exists: false`. See docs/conditions.md.",
            ),
            one_of: vec![branch("all", list()), branch("any", list()), not(), leaf()],
            example: Some(json!({"all": [
                {"path": "priority", "op": "in", "value": ["high", "urgent"]},
                {"not": {"path": "fields.device", "op": "eq", "value": "phone"}},
            ]})),
            ..MetaSchema::ANY
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

fn list() -> MetaSchema {
    MetaSchema {
        items: Some(Box::new(Condition::schema_ref())),
        min_items: Some(1),
        ..MetaSchema::new("array")
    }
}

fn branch(name: &'static str, schema: MetaSchema) -> MetaSchemaRef {
    object(vec![(name, MetaSchemaRef::Inline(Box::new(schema)))])
}

fn not() -> MetaSchemaRef {
    object(vec![("not", Condition::schema_ref())])
}

fn leaf() -> MetaSchemaRef {
    let words = |words: Vec<Value>| MetaSchema {
        enum_items: words,
        ..MetaSchema::new("string")
    };
    let path = MetaSchema {
        description: Some("`status`, `priority`, `tags` …, or `fields.<key>`"),
        ..MetaSchema::new("string")
    };
    let ops = condition::Op::names().map(Value::from).collect();
    let inline = |schema: MetaSchema| MetaSchemaRef::Inline(Box::new(schema));
    object(vec![
        ("path", inline(path)),
        ("op", inline(words(ops))),
        ("value", inline(MetaSchema::ANY)),
    ])
}

fn object(properties: Vec<(&'static str, MetaSchemaRef)>) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(MetaSchema {
        required: properties.iter().map(|(name, _)| *name).collect(),
        properties,
        ..MetaSchema::new("object")
    }))
}

impl ToJSON for Condition {
    fn to_json(&self) -> Option<Value> {
        Some(self.0.clone())
    }
}

impl ParseFromJSON for Condition {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        value.map(Self).ok_or_else(ParseError::expected_input)
    }
}
