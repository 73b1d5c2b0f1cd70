//! Departments: who owns tickets together.

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Body, Reader, present};
use crate::settings::{self, Record, Resource, Wanted};
use crate::types::{Moment, Nullable};
use domain::Catalog;
use domain::catalog::Settings;
use domain::setting;
use poem_openapi::param::{Path, Query};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A department.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Department {
    pub id: Uuid,
    pub name: String,
    /// Place in lists, lowest first.
    pub order: i32,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A page of departments, in their order.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct DepartmentList {
    pub items: Vec<Department>,
    pub next_cursor: Nullable<String>,
}

/// A department, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDepartment {
    pub name: String,
    /// Place in lists, lowest first.
    #[oai(default)]
    #[serde(default)]
    pub order: i32,
}

/// What shall be different of a department.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DepartmentPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
}

pub(crate) struct Departments;

#[OpenApi(tag = "Tag::Departments")]
impl Departments {
    /// Lists departments.
    #[oai(
        path = "/departments",
        method = "get",
        operation_id = "list_departments"
    )]
    async fn list(
        &self,
        reader: Reader,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        limit: Query<Option<Limit>>,
        cursor: Query<Option<String>>,
    ) -> Result<Shown<DepartmentList>, Problem> {
        let (items, next) = settings::list::<setting::Department>(
            &reader,
            &Wanted {
                include_retired: include_retired.0,
                limit: limit.0,
                cursor: cursor.0,
            },
        )?;
        let next_cursor = next.into();
        Shown::new(&DepartmentList { items, next_cursor })
    }

    /// Makes a department.
    #[oai(
        path = "/departments",
        method = "post",
        operation_id = "create_department"
    )]
    async fn create(
        &self,
        writer: AdministratorWriter,
        body: Body<NewDepartment>,
    ) -> Result<Created<Department>, Problem> {
        let value = body.value.into_setting();
        settings::create(&writer, Uuid::now_v7(), value, &body.bytes).await
    }

    /// One department.
    #[oai(
        path = "/departments/:id",
        method = "get",
        operation_id = "get_department"
    )]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Department>, Problem> {
        settings::get::<setting::Department>(&reader, &id.0)
    }

    /// Replaces a department; brings a retired one back.
    #[oai(
        path = "/departments/:id",
        method = "put",
        operation_id = "replace_department"
    )]
    async fn replace(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<NewDepartment>,
    ) -> Result<Changed<Department>, Problem> {
        let value = body.value.into_setting();
        let wanted = |_: &setting::Department| Ok(value.clone());
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Changes what is given and leaves the rest; brings a retired department back.
    #[oai(
        path = "/departments/:id",
        method = "patch",
        operation_id = "change_department"
    )]
    async fn change(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<DepartmentPatch>,
    ) -> Result<Changed<Department>, Problem> {
        let patch = body.value;
        let wanted = |now: &setting::Department| {
            Ok(setting::Department {
                name: patch.name.clone().unwrap_or_else(|| now.name.clone()),
                order: patch.order.unwrap_or(now.order),
            })
        };
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Retires a department; tickets that are in it stay in it.
    #[oai(
        path = "/departments/:id",
        method = "delete",
        operation_id = "retire_department"
    )]
    async fn retire(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
    ) -> Result<Changed<Department>, Problem> {
        settings::retire::<setting::Department>(&writer, &id.0).await
    }
}

impl NewDepartment {
    fn into_setting(self) -> setting::Department {
        setting::Department {
            name: self.name,
            order: self.order,
        }
    }
}

impl Resource for setting::Department {
    type View = Department;
    type Order = (i32, String);
    const PATH: &'static str = "departments";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.departments
    }

    fn view(&self, record: Record, _: &Catalog) -> Department {
        Department {
            id: record.id,
            name: self.name.clone(),
            order: self.order,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.name.clone())
    }
}
