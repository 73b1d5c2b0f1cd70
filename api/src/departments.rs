//! Departments: who owns tickets together.

mod patch;
mod save;
mod view;

use crate::answer::{Changed, Created};
use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer};
use crate::retire::{Place, retire};
use crate::settings::{Record, Resource, resource};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, DepartmentId};
use patch::DepartmentPatch;
use poem_openapi::param::{Path, Query};
use uuid::Uuid;
use view::{Department, NewDepartment};

resource! {
    Departments of setting::Department, tag "Tag::Departments", writer Writer,
    at "/departments" "/departments/:id" "/departments/:id/history";
    /// A page of departments, in their order.
    page DepartmentList of Department;
    /// Lists departments.
    list "list_departments";
    /// Makes a department; with `member_ids`, and says who belongs to it, in one step.
    create "create_department" from NewDepartment;
    /// One department.
    get "get_department";
    /// Replaces a department; brings a retired one back.
    replace "replace_department";
    /// Changes what is given and leaves the rest; brings a retired department back.
    change "change_department" from DepartmentPatch;
    /// What happened to a department, oldest first.
    history "department_history";
    {
        /// Retires a department. Where open tickets are in it, say with `move_tickets_to` where
        /// they go; rules and macros that name it must be changed first. A 409 names all that is
        /// in the way.
        #[oai(path = "/departments/:id", method = "delete", operation_id = "retire_department")]
        async fn retire(
            &self,
            writer: Writer,
            id: Path<String>,
            /// Id of the department that gets its open tickets.
            move_tickets_to: Query<Option<Uuid>>,
        ) -> Result<Changed<Department>, Problem> {
            let place = |id| Place::Department(DepartmentId(id));
            retire::<setting::Department>(&writer, &id.0, move_tickets_to.0, place).await
        }
    }
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

    fn view(&self, record: Record, catalog: &Catalog) -> Department {
        Department::of(self, record, catalog)
    }

    fn order(&self) -> (i32, String) {
        (self.order, self.name.clone())
    }

    fn made(new: &NewDepartment, reader: &Reader) -> Result<Self, Problem> {
        new.to_department(reader)
    }

    fn changed(&self, patch: &DepartmentPatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    async fn create(
        writer: &Writer,
        body: &Body<NewDepartment>,
    ) -> Result<Created<Department>, Problem> {
        save::create(writer, body).await
    }

    async fn replace(
        writer: &Writer,
        path: &str,
        body: &Body<NewDepartment>,
    ) -> Result<Changed<Department>, Problem> {
        save::replace(writer, path, body).await
    }

    async fn change(
        writer: &Writer,
        path: &str,
        body: &Body<DepartmentPatch>,
    ) -> Result<Changed<Department>, Problem> {
        save::change(writer, path, body).await
    }
}
