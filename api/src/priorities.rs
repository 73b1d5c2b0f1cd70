//! Priorities: how urgent a ticket is.

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Reader, present};
use crate::settings::{Record, Resource, resource};
use crate::types::Moment;
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, PriorityId};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A priority.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Priority {
    pub id: Uuid,
    /// Stable name for machines.
    pub key: String,
    pub name: String,
    pub colour: String,
    /// Higher is more urgent.
    pub order: i32,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A priority, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPriority {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// As `#rrggbb`.
    pub colour: String,
    /// Higher is more urgent.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
}

/// What shall be different of a priority.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PriorityPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub colour: Option<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
}

resource! {
    Priorities of setting::Priority, tag "Tag::Priorities", writer AdministratorWriter,
    at "/priorities" "/priorities/:id";
    /// A page of priorities, in their order.
    page PriorityList of Priority;
    /// Lists priorities.
    list "list_priorities";
    /// Makes a priority.
    create "create_priority" from NewPriority;
    /// One priority.
    get "get_priority";
    /// Replaces a priority; brings a retired one back.
    replace "replace_priority";
    /// Changes what is given and leaves the rest; brings a retired priority back.
    change "change_priority" from PriorityPatch;
    /// Retires a priority; tickets that have it keep it.
    retire "retire_priority";
    {}
}

impl Resource for setting::Priority {
    type View = Priority;
    type New = NewPriority;
    type Patch = PriorityPatch;
    type Order = (i32, String);
    const PATH: &'static str = "priorities";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.priorities
    }

    fn view(&self, record: Record, _: &Catalog) -> Priority {
        Priority {
            id: record.id,
            key: self.key.clone(),
            name: self.name.clone(),
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

    fn made(new: &NewPriority, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            key: new.key.clone(),
            name: new.name.clone(),
            colour: new.colour.clone(),
            order: new.order,
        })
    }

    fn changed(&self, patch: &PriorityPatch, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            key: self.key.clone(),
            name: patch.name.clone().unwrap_or_else(|| self.name.clone()),
            colour: (patch.colour.clone()).unwrap_or_else(|| self.colour.clone()),
            order: patch.order.unwrap_or(self.order),
        })
    }

    fn new_id(&self) -> Uuid {
        PriorityId::from_key(&self.key).0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(PriorityId::from_key(text).0)
    }
}
