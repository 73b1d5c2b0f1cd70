//! Statuses as HTTP spells them: those that they name by key.

use crate::problem::Problem;
use crate::request::{Reader, present};
use crate::settings::{Colours, Record, judged, kept, patched};
use crate::tickets::status_id;
use crate::types::{MaybeUndefined, Moment, Nullable, StatusCategory};
use domain::setting::{self, Names};
use domain::{Catalog, FieldError, StatusId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod examples;

/// A status.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Status {
    pub id: Uuid,
    /// Stable name for machines.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    /// What customers read instead of the name.
    pub customer_label: Nullable<String>,
    /// The same per language.
    pub customer_labels: Names,
    pub category: StatusCategory,
    pub colour: String,
    /// The colour as it is painted; null for one that cannot be read.
    pub colours: Nullable<Colours>,
    /// Place in lists, lowest first.
    pub order: i32,
    /// Whether customers see tickets that are in it.
    pub visible_to_customer: bool,
    /// Whether lists show tickets that are in it, unless a filter asks for statuses.
    pub in_default_lists: bool,
    /// Keys of the statuses that may follow it; null: any.
    pub next: Nullable<Vec<String>>,
    /// Keys of the roles that may set it; empty: all of the staff.
    pub set_by_roles: Vec<String>,
    /// Key of the status to which a customer's reply moves a ticket that is in this one.
    pub on_customer_reply: Nullable<String>,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A status, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStatus {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    /// What customers read instead of the name.
    pub customer_label: Option<String>,
    /// The same per language.
    #[oai(default)]
    #[serde(default)]
    pub customer_labels: Names,
    /// What it means to clocks and lists.
    pub category: StatusCategory,
    /// `#rrggbb`, or one of grey, red, orange, amber, yellow, lime, green, teal, cyan, blue, purple, pink.
    pub colour: String,
    /// Place in lists, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
    /// Whether customers see tickets that are in it; true unless told otherwise.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub visible_to_customer: bool,
    /// Whether lists show tickets that are in it; true unless told otherwise.
    #[oai(default = "yes")]
    #[serde(default = "yes")]
    pub in_default_lists: bool,
    /// Ids or keys of the statuses that may follow it; without it any.
    pub next: Option<Vec<String>>,
    /// Keys of the roles that may set it: `administrator`, `member`; empty: all of the staff.
    #[oai(default)]
    #[serde(default)]
    pub set_by_roles: Vec<String>,
    /// Id or key of the status to which a customer's reply moves a ticket that is in this one.
    pub on_customer_reply: Option<String>,
}

fn yes() -> bool {
    true
}

/// What shall be different of a status.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StatusPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    pub customer_label: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub customer_labels: Option<Names>,
    #[serde(deserialize_with = "present")]
    pub category: Option<StatusCategory>,
    #[serde(deserialize_with = "present")]
    pub colour: Option<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
    #[serde(deserialize_with = "present")]
    pub visible_to_customer: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub in_default_lists: Option<bool>,
    /// null: any may follow.
    pub next: MaybeUndefined<Vec<String>>,
    #[serde(deserialize_with = "present")]
    pub set_by_roles: Option<Vec<String>>,
    pub on_customer_reply: MaybeUndefined<String>,
}

impl NewStatus {
    pub fn to_status(&self, reader: &Reader) -> Result<setting::Status, Problem> {
        let mut naming = Naming::new(&self.key, &reader.catalog);
        let status = setting::Status {
            key: self.key.clone(),
            name: self.name.clone(),
            names: self.names.clone(),
            customer_label: self.customer_label.clone(),
            customer_labels: self.customer_labels.clone(),
            category: self.category.0,
            colour: self.colour.clone(),
            order: self.order,
            visible_to_customer: self.visible_to_customer,
            in_default_lists: self.in_default_lists,
            next: self.next.as_ref().map(|next| naming.all("next", next)),
            set_by_roles: self.set_by_roles.clone(),
            on_customer_reply: (self.on_customer_reply.as_ref())
                .and_then(|text| naming.one("on_customer_reply", text)),
        };
        judged(status, naming.errors, reader)
    }
}

impl StatusPatch {
    pub fn applied_to(
        &self,
        now: &setting::Status,
        reader: &Reader,
    ) -> Result<setting::Status, Problem> {
        let mut naming = Naming::new(&now.key, &reader.catalog);
        let reply = &self.on_customer_reply;
        let status = setting::Status {
            key: now.key.clone(),
            name: kept(self.name.as_ref(), &now.name),
            names: kept(self.names.as_ref(), &now.names),
            customer_label: patched(&self.customer_label, &now.customer_label, |l| l),
            customer_labels: kept(self.customer_labels.as_ref(), &now.customer_labels),
            category: self.category.map_or(now.category, |category| category.0),
            colour: kept(self.colour.as_ref(), &now.colour),
            order: self.order.unwrap_or(now.order),
            visible_to_customer: self.visible_to_customer.unwrap_or(now.visible_to_customer),
            in_default_lists: self.in_default_lists.unwrap_or(now.in_default_lists),
            next: match &self.next {
                MaybeUndefined::Value(next) => Some(naming.all("next", next)),
                MaybeUndefined::Null => None,
                MaybeUndefined::Undefined => now.next.clone(),
            },
            set_by_roles: kept(self.set_by_roles.as_ref(), &now.set_by_roles),
            on_customer_reply: match reply {
                MaybeUndefined::Value(text) => naming.one("on_customer_reply", text),
                MaybeUndefined::Null => None,
                MaybeUndefined::Undefined => now.on_customer_reply,
            },
        };
        judged(status, naming.errors, reader)
    }
}

/// Finds the statuses that another one names; its own key may be new.
struct Naming<'a> {
    own: &'a str,
    catalog: &'a Catalog,
    errors: Vec<FieldError>,
}

impl<'a> Naming<'a> {
    fn new(own: &'a str, catalog: &'a Catalog) -> Self {
        let errors = Vec::new();
        Self {
            own,
            catalog,
            errors,
        }
    }

    fn all(&mut self, field: &str, texts: &[String]) -> Vec<StatusId> {
        let named = texts.iter().filter_map(|text| self.one(field, text));
        named.collect()
    }

    fn one(&mut self, field: &str, text: &str) -> Option<StatusId> {
        if text == self.own {
            return Some(StatusId::from_key(text));
        }
        let found = status_id(text, self.catalog);
        let wrong = |detail| self.errors.push(FieldError::new(field, detail));
        found.map_err(wrong).ok()
    }
}

impl Status {
    pub fn of(status: &setting::Status, record: Record, catalog: &Catalog) -> Self {
        let key = |id: &StatusId| catalog.status_key(*id);
        let next = status.next.as_ref();
        Self {
            id: record.id,
            key: status.key.clone(),
            name: status.name.clone(),
            names: status.names.clone(),
            customer_label: status.customer_label.clone().into(),
            customer_labels: status.customer_labels.clone(),
            category: StatusCategory(status.category),
            colour: status.colour.clone(),
            colours: Colours::of(&status.colour).into(),
            order: status.order,
            visible_to_customer: status.visible_to_customer,
            in_default_lists: status.in_default_lists,
            next: next.map(|next| next.iter().map(key).collect()).into(),
            set_by_roles: status.set_by_roles.clone(),
            on_customer_reply: status.on_customer_reply.as_ref().map(key).into(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
