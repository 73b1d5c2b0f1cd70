//! Statuses: the steps of a ticket's life.

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Body, Reader, present};
use crate::settings::{self, Record, Resource, Wanted};
use crate::types::{Moment, Nullable, StatusCategory};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, StatusId};
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
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

/// A page of statuses, in their order.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct StatusList {
    pub items: Vec<Status>,
    pub next_cursor: Nullable<String>,
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

pub(crate) struct Statuses;

#[OpenApi(tag = "Tag::Statuses")]
impl Statuses {
    /// Lists statuses.
    #[oai(path = "/statuses", method = "get", operation_id = "list_statuses")]
    async fn list(
        &self,
        reader: Reader,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        limit: Query<Option<Limit>>,
        cursor: Query<Option<String>>,
    ) -> Result<Shown<StatusList>, Problem> {
        let (items, next) = settings::list::<setting::Status>(
            &reader,
            &Wanted {
                include_retired: include_retired.0,
                limit: limit.0,
                cursor: cursor.0,
            },
        )?;
        let next_cursor = next.into();
        Shown::new(&StatusList { items, next_cursor })
    }

    /// Makes a status.
    #[oai(path = "/statuses", method = "post", operation_id = "create_status")]
    async fn create(
        &self,
        writer: AdministratorWriter,
        body: Body<NewStatus>,
    ) -> Result<Created<Status>, Problem> {
        let value = body.value.into_setting();
        settings::create(
            &writer,
            StatusId::from_key(&value.key).0,
            value,
            &body.bytes,
        )
        .await
    }

    /// One status.
    #[oai(path = "/statuses/:id", method = "get", operation_id = "get_status")]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Status>, Problem> {
        settings::get::<setting::Status>(&reader, &id.0)
    }

    /// Replaces a status; brings a retired one back.
    #[oai(
        path = "/statuses/:id",
        method = "put",
        operation_id = "replace_status"
    )]
    async fn replace(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<NewStatus>,
    ) -> Result<Changed<Status>, Problem> {
        let value = body.value.into_setting();
        let wanted = |_: &setting::Status| Ok(value.clone());
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Changes what is given and leaves the rest; brings a retired status back.
    #[oai(
        path = "/statuses/:id",
        method = "patch",
        operation_id = "change_status"
    )]
    async fn change(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<StatusPatch>,
    ) -> Result<Changed<Status>, Problem> {
        let patch = body.value;
        let wanted = |now: &setting::Status| {
            Ok(setting::Status {
                key: now.key.clone(),
                name: patch.name.clone().unwrap_or_else(|| now.name.clone()),
                category: patch.category.map_or(now.category, |category| category.0),
                colour: patch.colour.clone().unwrap_or_else(|| now.colour.clone()),
                order: patch.order.unwrap_or(now.order),
            })
        };
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Retires a status; tickets that have it keep it.
    #[oai(
        path = "/statuses/:id",
        method = "delete",
        operation_id = "retire_status"
    )]
    async fn retire(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
    ) -> Result<Changed<Status>, Problem> {
        settings::retire::<setting::Status>(&writer, &id.0).await
    }
}

impl NewStatus {
    fn into_setting(self) -> setting::Status {
        setting::Status {
            key: self.key,
            name: self.name,
            category: self.category.0,
            colour: self.colour,
            order: self.order,
        }
    }
}

impl Resource for setting::Status {
    type View = Status;
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

    fn by_key(text: &str) -> Option<Uuid> {
        Some(StatusId::from_key(text).0)
    }
}
