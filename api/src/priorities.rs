//! Priorities: how urgent a ticket is.

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Body, Reader, present};
use crate::settings::{self, Record, Resource, Wanted};
use crate::types::{Moment, Nullable};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, PriorityId};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
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

/// A page of priorities, in their order.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct PriorityList {
    pub items: Vec<Priority>,
    pub next_cursor: Nullable<String>,
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

pub(crate) struct Priorities;

#[OpenApi(tag = "Tag::Priorities")]
impl Priorities {
    /// Lists priorities.
    #[oai(path = "/priorities", method = "get", operation_id = "list_priorities")]
    async fn list(
        &self,
        reader: Reader,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        limit: Query<Option<Limit>>,
        cursor: Query<Option<String>>,
    ) -> Result<Shown<PriorityList>, Problem> {
        let (items, next) = settings::list::<setting::Priority>(
            &reader,
            &Wanted {
                include_retired: include_retired.0,
                limit: limit.0,
                cursor: cursor.0,
            },
        )?;
        let next_cursor = next.into();
        Shown::new(&PriorityList { items, next_cursor })
    }

    /// Makes a priority.
    #[oai(
        path = "/priorities",
        method = "post",
        operation_id = "create_priority"
    )]
    async fn create(
        &self,
        writer: AdministratorWriter,
        body: Body<NewPriority>,
    ) -> Result<Created<Priority>, Problem> {
        let value = body.value.into_setting();
        settings::create(
            &writer,
            PriorityId::from_key(&value.key).0,
            value,
            &body.bytes,
        )
        .await
    }

    /// One priority.
    #[oai(
        path = "/priorities/:id",
        method = "get",
        operation_id = "get_priority"
    )]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Priority>, Problem> {
        settings::get::<setting::Priority>(&reader, &id.0)
    }

    /// Replaces a priority; brings a retired one back.
    #[oai(
        path = "/priorities/:id",
        method = "put",
        operation_id = "replace_priority"
    )]
    async fn replace(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<NewPriority>,
    ) -> Result<Changed<Priority>, Problem> {
        let value = body.value.into_setting();
        let wanted = |_: &setting::Priority| Ok(value.clone());
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Changes what is given and leaves the rest; brings a retired priority back.
    #[oai(
        path = "/priorities/:id",
        method = "patch",
        operation_id = "change_priority"
    )]
    async fn change(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<PriorityPatch>,
    ) -> Result<Changed<Priority>, Problem> {
        let patch = body.value;
        let wanted = |now: &setting::Priority| {
            Ok(setting::Priority {
                key: now.key.clone(),
                name: patch.name.clone().unwrap_or_else(|| now.name.clone()),
                colour: patch.colour.clone().unwrap_or_else(|| now.colour.clone()),
                order: patch.order.unwrap_or(now.order),
            })
        };
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Retires a priority; tickets that have it keep it.
    #[oai(
        path = "/priorities/:id",
        method = "delete",
        operation_id = "retire_priority"
    )]
    async fn retire(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
    ) -> Result<Changed<Priority>, Problem> {
        settings::retire::<setting::Priority>(&writer, &id.0).await
    }
}

impl NewPriority {
    fn into_setting(self) -> setting::Priority {
        setting::Priority {
            key: self.key,
            name: self.name,
            colour: self.colour,
            order: self.order,
        }
    }
}

impl Resource for setting::Priority {
    type View = Priority;
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

    fn by_key(text: &str) -> Option<Uuid> {
        Some(PriorityId::from_key(text).0)
    }
}
