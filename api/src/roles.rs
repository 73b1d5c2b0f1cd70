//! Roles: named sets of permissions.

mod view;

use crate::answer::Changed;
use crate::openapi::Tag;
use crate::problem::{Kind, Problem};
use crate::request::{Reader, Writer};
use crate::settings::{self, Record, Resource, resource};
use domain::catalog::Settings;
use domain::setting::{self, Reference, Setting};
use domain::{Catalog, FieldError, RoleId};
use uuid::Uuid;
use view::{NewRole, Role, RolePatch};

/// Most references that are told one by one.
const TOLD: usize = 20;

resource! {
    Roles of setting::Role, tag "Tag::Roles", writer Writer,
    at "/roles" "/roles/:id" "/roles/:id/history";
    /// A page of roles, in their order.
    page RoleList of Role;
    /// Lists roles.
    list "list_roles";
    /// Makes a role. It cannot allow more than whoever makes it may do.
    create "create_role" from NewRole;
    /// One role.
    get "get_role";
    /// Replaces a role; brings a retired one back.
    replace "replace_role";
    /// Changes what is given and leaves the rest; brings a retired role back.
    change "change_role" from RolePatch;
    /// What happened to a role, oldest first.
    history "role_history";
    /// Retires a role that nothing names any more; a 409 names all that is in the way.
    retire "retire_role";
    {}
}

impl Resource for setting::Role {
    type View = Role;
    type New = NewRole;
    type Patch = RolePatch;
    type Order = (usize, String);
    const PATH: &'static str = "roles";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.roles
    }

    fn view(&self, record: Record, _: &Catalog) -> Role {
        Role::of(self, record)
    }

    /// Built-in ones first.
    fn order(&self) -> (usize, String) {
        let built_in = Self::built_in();
        let place = built_in.iter().position(|role| role.key == self.key);
        (place.unwrap_or(built_in.len()), self.key.clone())
    }

    fn made(new: &NewRole, reader: &Reader) -> Result<Self, Problem> {
        new.to_role(reader)
    }

    fn changed(&self, patch: &RolePatch, reader: &Reader) -> Result<Self, Problem> {
        patch.applied_to(self, reader)
    }

    fn new_id(&self) -> Uuid {
        self.id().0
    }

    fn by_key(text: &str) -> Option<Uuid> {
        Some(RoleId::from_key(text).0)
    }

    async fn retire(writer: &Writer, path: &str) -> Result<Changed<Role>, Problem> {
        let id = settings::id::<Self>(path)?;
        let role = writer.state.app.store.load::<Setting<Self>>(id).await?;
        if let Some(role) = role.state.value.as_ref().filter(|_| !role.state.retired) {
            check_unused(&writer.catalog.references_to_role(&role.key))?;
        }
        settings::retire::<Self>(writer, path).await
    }
}

/// Who has a role that is retired may do nothing by it, so nobody shall be left with it.
fn check_unused(references: &[Reference]) -> Result<(), Problem> {
    if references.is_empty() {
        return Ok(());
    }
    let told = references.iter().take(TOLD).map(|reference| {
        let Reference { kind, id, name } = reference;
        let detail = format!("{name:?} ({id}) names it; change that first");
        FieldError::new(*kind, detail)
    });
    let detail = format!("In the way: {} that name it; see errors.", references.len());
    let mut problem = Problem::new(Kind::Conflict, detail);
    problem.errors = told.collect();
    Err(problem)
}
