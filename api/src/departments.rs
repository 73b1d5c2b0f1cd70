//! Departments: who owns tickets together.

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Reader, present};
use crate::settings::{Record, Resource, resource};
use crate::types::Moment;
use domain::Catalog;
use domain::catalog::Settings;
use domain::setting;
use poem_openapi::Object;
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

resource! {
    Departments of setting::Department, tag "Tag::Departments", writer AdministratorWriter,
    at "/departments" "/departments/:id";
    /// A page of departments, in their order.
    page DepartmentList of Department;
    /// Lists departments.
    list "list_departments";
    /// Makes a department.
    create "create_department" from NewDepartment;
    /// One department.
    get "get_department";
    /// Replaces a department; brings a retired one back.
    replace "replace_department";
    /// Changes what is given and leaves the rest; brings a retired department back.
    change "change_department" from DepartmentPatch;
    /// Retires a department; tickets that are in it stay in it.
    retire "retire_department";
    {}
}

impl Resource for setting::Department {
    type View = Department;
    type New = NewDepartment;
    type Patch = DepartmentPatch;
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

    fn made(new: &NewDepartment, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            order: new.order,
            ..Self::new(new.name.clone())
        })
    }

    fn changed(&self, patch: &DepartmentPatch, _: &Reader) -> Result<Self, Problem> {
        Ok(Self {
            name: patch.name.clone().unwrap_or_else(|| self.name.clone()),
            order: patch.order.unwrap_or(self.order),
            ..self.clone()
        })
    }
}
