//! Fields as HTTP spells them.

use super::condition::Condition;
use super::kind::Kind;
use crate::problem::Problem;
use crate::request::{Reader, optional_object, present};
use crate::settings::Record;
use crate::types::{Moment, Nullable};
use domain::field;
use domain::limits::Checks;
use domain::setting::SettingKind;
use domain::{Context, FieldError, FieldGroupId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

mod access;
mod examples;

pub(crate) use access::Access;

/// A custom field of tickets.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Field {
    pub id: Uuid,
    /// Stable name for machines: `fields.<key>` of a ticket.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: BTreeMap<String, String>,
    /// What to fill in, for people.
    pub help: String,
    pub helps: BTreeMap<String, String>,
    pub kind: Kind,
    pub group_id: Nullable<Uuid>,
    /// Place within its group, lowest first.
    pub order: i32,
    /// What a new ticket has unless told otherwise.
    pub default: Value,
    /// Null: it is always shown.
    pub shown_if: Nullable<Condition>,
    /// Must be filled in wherever it is shown.
    pub required: bool,
    /// Must be filled in wherever it is shown and this holds.
    pub required_if: Nullable<Condition>,
    pub access: Access,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A custom field, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewField {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// What to fill in, for people.
    #[oai(default)]
    #[serde(default)]
    pub help: String,
    #[oai(default)]
    #[serde(default)]
    pub helps: BTreeMap<String, String>,
    /// Its type never changes.
    pub kind: Kind,
    #[serde(default)]
    pub group_id: Option<Uuid>,
    /// Place within its group, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
    /// What a new ticket has unless told otherwise.
    #[serde(default)]
    pub default: Option<Value>,
    /// Left out: it is always shown.
    #[serde(default)]
    pub shown_if: Option<Condition>,
    /// Must be filled in wherever it is shown.
    #[oai(default)]
    #[serde(default)]
    pub required: bool,
    /// Must be filled in wherever it is shown and this holds.
    #[serde(default)]
    pub required_if: Option<Condition>,
    /// Left out: all of the staff see and change it, customers do not see it.
    #[serde(default, deserialize_with = "optional_object")]
    pub access: Option<Access>,
}

/// What shall be different of a custom field. `kind` and `access` are replaced as a whole; null
/// takes a group, a default or a condition away.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct FieldPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub names: Option<BTreeMap<String, String>>,
    #[serde(deserialize_with = "present")]
    pub help: Option<String>,
    #[serde(deserialize_with = "present")]
    pub helps: Option<BTreeMap<String, String>>,
    #[serde(deserialize_with = "optional_object")]
    pub kind: Option<Kind>,
    #[serde(deserialize_with = "present")]
    pub group_id: Option<Nullable<Uuid>>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
    #[serde(deserialize_with = "present")]
    pub default: Option<Value>,
    #[serde(deserialize_with = "present")]
    pub shown_if: Option<Nullable<Condition>>,
    #[serde(deserialize_with = "present")]
    pub required: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub required_if: Option<Nullable<Condition>>,
    #[serde(deserialize_with = "optional_object")]
    pub access: Option<Access>,
}

impl Field {
    pub fn of(field: &field::Field, record: Record) -> Self {
        let condition = |condition: &Option<_>| condition.as_ref().map(Condition::of).into();
        Self {
            id: record.id,
            key: field.key.clone(),
            name: field.name.clone(),
            names: field.names.clone(),
            help: field.help.clone(),
            helps: field.helps.clone(),
            kind: Kind::of(&field.kind),
            group_id: field.group.map(|id| id.0).into(),
            order: field.order,
            default: (field.default.as_ref()).map_or(Value::Null, field::FieldValue::to_json),
            shown_if: condition(&field.shown_if),
            required: field.required,
            required_if: condition(&field.required_if),
            access: Access::of(&field.access),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl NewField {
    pub fn to_field(&self, reader: &Reader) -> Result<field::Field, Problem> {
        let mut errors = Vec::new();
        let catalog = &reader.catalog;
        let kind = self.kind.read(catalog, &mut errors);
        let default = read_default(self.default.as_ref(), &kind, reader, &mut errors);
        let shown_if = (self.shown_if.as_ref())
            .and_then(|condition| condition.read("shown_if", catalog, &mut errors));
        let required_if = (self.required_if.as_ref())
            .and_then(|condition| condition.read("required_if", catalog, &mut errors));
        let field = field::Field {
            key: self.key.clone(),
            name: self.name.clone(),
            names: self.names.clone(),
            help: self.help.clone(),
            helps: self.helps.clone(),
            kind,
            group: self.group_id.map(FieldGroupId),
            order: self.order,
            default,
            shown_if,
            required: self.required,
            required_if,
            access: self.access.as_ref().map(Access::read).unwrap_or_default(),
        };
        judged(field, errors, reader)
    }
}

impl FieldPatch {
    pub fn applied_to(&self, now: &field::Field, reader: &Reader) -> Result<field::Field, Problem> {
        let mut field = now.clone();
        let mut errors = Vec::new();
        self.texts(&mut field);
        if let Some(kind) = &self.kind {
            field.kind = kind.read(&reader.catalog, &mut errors);
        }
        if let Some(group) = &self.group_id {
            field.group = group.0.map(FieldGroupId);
        }
        if let Some(default) = &self.default {
            field.default = read_default(Some(default), &field.kind, reader, &mut errors);
        }
        let mut read = |sent: &Nullable<Condition>, at: &str| {
            let sent = sent.0.as_ref();
            sent.and_then(|condition| condition.read(at, &reader.catalog, &mut errors))
        };
        if let Some(shown_if) = &self.shown_if {
            field.shown_if = read(shown_if, "shown_if");
        }
        if let Some(required_if) = &self.required_if {
            field.required_if = read(required_if, "required_if");
        }
        if let Some(access) = &self.access {
            field.access = access.read();
        }
        field.order = self.order.unwrap_or(now.order);
        field.required = self.required.unwrap_or(now.required);
        judged(field, errors, reader)
    }

    fn texts(&self, field: &mut field::Field) {
        if let Some(name) = &self.name {
            field.name.clone_from(name);
        }
        if let Some(names) = &self.names {
            field.names.clone_from(names);
        }
        if let Some(help) = &self.help {
            field.help.clone_from(help);
        }
        if let Some(helps) = &self.helps {
            field.helps.clone_from(helps);
        }
    }
}

fn read_default(
    sent: Option<&Value>,
    kind: &field::FieldKind,
    reader: &Reader,
    errors: &mut Vec<FieldError>,
) -> Option<field::FieldValue> {
    let read = kind.read(sent?, &reader.catalog);
    let wrong = |detail: String| errors.push(FieldError::new("default", detail));
    read.map_err(wrong).ok().flatten()
}

/// The field, or everything that is wrong with it: what could not be read is told together with
/// what saving it would refuse.
fn judged(
    field: field::Field,
    mut errors: Vec<FieldError>,
    reader: &Reader,
) -> Result<field::Field, Problem> {
    if errors.is_empty() {
        return Ok(field); // saving it checks the rest
    }
    let mut checks = Checks::default();
    let context = Context {
        now: Moment::now().0,
        actor: reader.principal.actor(),
        access: &reader.access,
        catalog: &reader.catalog,
    };
    field.check(&mut checks, &context);
    errors.extend(checks.finish().err().unwrap_or_default());
    let mut seen = HashSet::new();
    errors.retain(|error| seen.insert(error.field.clone()));
    Err(Problem::fields(errors))
}
