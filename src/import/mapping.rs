//! The mapping file: what a log's columns and activities mean. `docs/import.md` explains it.

use std::{collections::BTreeMap, path::Path};

use domain::setting::StatusCategory;
use serde::Deserialize;

use super::{ImportError, column::Column, template::Template};

/// A whole mapping file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mapping {
    /// Where the log comes from. All ids are derived from it, so it must stay the same for later runs.
    pub source: String,
    #[serde(default = "comma", deserialize_with = "delimiter")]
    pub delimiter: u8,
    /// What to do with an activity that `activities` does not list.
    #[serde(default)]
    pub unlisted: Unlisted,
    pub columns: Columns,
    pub time: Time,
    pub ticket: TicketFields,
    /// Custom fields by key.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldShape>,
    #[serde(default)]
    pub values: Values,
    #[serde(default)]
    pub statuses: BTreeMap<String, StatusShape>,
    #[serde(default)]
    pub priorities: BTreeMap<String, PriorityShape>,
    #[serde(default)]
    pub activities: BTreeMap<String, Activity>,
}

/// The columns that every line is read by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    /// Lines with the same text here are one ticket.
    pub case: Column,
    pub activity: Column,
    /// The member who acts.
    pub resource: Option<Column>,
    /// Kept with every line, empty ones left out.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
}

/// A column that is kept, under its own name or another.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a column, or { column = …, name = … }")]
pub(super) enum Attribute {
    Named { column: Column, name: String },
    Plain(Column),
}

/// How times are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Time {
    pub column: Column,
    /// As strptime has it.
    pub format: String,
    /// IANA name, for times without an offset of their own.
    pub zone: Option<String>,
}

/// What the ticket of a case is made of, by its first line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketFields {
    pub subject: Template,
    pub description: Option<Template>,
    /// The requester's organisation. Followed like `department`.
    pub organisation: Option<Column>,
    /// The requester's name; the organisation's own where it is left out or empty. Followed too.
    pub requester: Option<Template>,
    /// Followed: when a later line has another, the ticket is routed there.
    pub department: Option<Column>,
    /// Followed like `department`.
    pub priority: Option<Column>,
    /// Hours from a ticket's first line until it is due, by key of its first priority.
    #[serde(default)]
    pub due_hours: BTreeMap<String, u32>,
    #[serde(default)]
    pub tags: Vec<Template>,
}

/// A custom field and where its values stand. Followed like `department`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldShape {
    pub column: Column,
    pub name: String,
    pub kind: FieldType,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FieldType {
    /// One of the values that occur in the file.
    Choice,
    /// One line of text.
    Text,
}

/// What the file's words are called here. Where a table is given, it must have every word.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Values {
    pub department: BTreeMap<String, String>,
    pub member: BTreeMap<String, String>,
    pub priority: BTreeMap<String, String>,
    pub status: BTreeMap<String, String>,
}

/// A status to make where there is none with its key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusShape {
    pub name: String,
    pub category: StatusCategory,
    pub colour: String,
    pub order: i32,
}

/// A priority to make where there is none with its key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriorityShape {
    pub name: String,
    pub colour: String,
    pub order: i32,
}

/// What an activity does to its ticket.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    /// In this order; each a table of one entry.
    #[serde(rename = "do")]
    pub actions: Vec<BTreeMap<Verb, Template>>,
}

/// What can be done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verb {
    /// To the member of that name, beside others.
    Assign,
    Unassign,
    Status,
    Priority,
    /// To the department of that name.
    Route,
    /// For the staff alone.
    Note,
    /// For the customer too.
    Message,
    Tag,
}

/// What becomes of activities that are not listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unlisted {
    /// An internal note that names the activity.
    #[default]
    Note,
    /// Kept as history alone.
    Keep,
    /// The line is bad.
    Refuse,
}

impl Mapping {
    /// Reads the file; a mistake is told with its key and place.
    pub fn load(path: &Path) -> Result<Self, ImportError> {
        let failed = |detail: String| ImportError::Mapping {
            file: path.to_owned(),
            detail,
        };
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        toml::from_str(&text).map_err(|error| failed(error.to_string().trim_end().to_owned()))
    }
}

fn comma() -> u8 {
    b','
}

fn delimiter<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.as_bytes() {
        [byte] => Ok(*byte),
        _ => Err(serde::de::Error::custom(
            "delimiter must be one ASCII character",
        )),
    }
}
