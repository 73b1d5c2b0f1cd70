//! Statuses: the steps of a ticket's life.

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Reader, present};
use crate::settings::{Record, Resource, resource};
use crate::types::{Moment, StatusCategory};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, StatusId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A status.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Status {
    pub id: Uuid,
    /// Stable name for machines.
    pub key: String,
    pub name: String,
    pub category: StatusCategory,
    pub colour: String,
    /// Place in lists, lowest first.
    pub order: i32,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A status, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewStatus {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// What it means to clocks and lists.
    pub category: StatusCategory,
    /// As `#rrggbb`.
    pub colour: String,
    /// Place in lists, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
}

/// What shall be different of a status.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StatusPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub category: Option<StatusCategory>,
    #[serde(deserialize_with = "present")]
    pub colour: Option<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
}

resource! {
    Statuses of setting::Status, tag "Tag::Statuses", writer AdministratorWriter,
    at "/statuses" "/statuses/:id";
    /// A page of statuses, in their order.
    page StatusList of Status;
    /// Lists statuses.
    list "list_statuses";
    /// Makes a status.
    create "create_status" from NewStatus;
    /// One status.
    get "get_status";
    /// Replaces a status; brings a retired one back.
    replace "replace_status";
    /// Changes what is given and leaves the rest; brings a retired status back.
    change "change_status" from StatusPatch;
    /// Retires a status; tickets that have it keep it.
    retire "retire_status";
    {}
}

impl Resource for setting::Status {
    type View = Status;
    type New = NewStatus;
    type Patch = StatusPatch;
    type Order = (i32, String);
    const PATH: &'static str = "statuses";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.statuses
    }

    fn view(&self, record: Record, _: &Catalog) -> Status {
        Status {
            id: record.id,
            key: self.key.clone(),
            name: self.name.clone(),
            category: StatusCategory(self.category),
            colour: self.colour.clone(),
            order: self.order,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.key.clone())
    }

    fn made(new: &NewStatus, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            key: new.key.clone(),
            name: new.name.clone(),
            category: new.category.0,
            colour: new.colour.clone(),
            order: new.order,
            ..Self::new("", "", new.category.0, "")
        })
    }

    fn changed(&self, patch: &StatusPatch, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            key: self.key.clone(),
            name: patch.name.clone().unwrap_or_else(|| self.name.clone()),
            category: patch.category.map_or(self.category, |category| category.0),
            colour: (patch.colour.clone()).unwrap_or_else(|| self.colour.clone()),
            order: patch.order.unwrap_or(self.order),
            ..self.clone()
        })
    }

    fn new_id(&self) -> Uuid {
        StatusId::from_key(&self.key).0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(StatusId::from_key(text).0)
    }
}
