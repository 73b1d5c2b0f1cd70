//! Roles as HTTP spells them.

use crate::permissions;
use crate::problem::Problem;
use crate::request::{Reader, present};
use crate::settings::{Record, example_names, example_record, judged, kept};
use crate::types::{Moment, Scope};
use domain::setting::{self, Names};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A role: what its members may do, and to which tickets.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Role {
    pub id: Uuid,
    /// Stable name for machines; members and fields name roles by it.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    pub names: Names,
    /// Keys of permissions; `GET /permissions` lists all.
    pub permissions: Vec<String>,
    /// Which tickets they are about.
    pub scope: Scope,
    /// Whether the scope `department` also reaches tickets that no department owns yet.
    pub unrouted: bool,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A role, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRole {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    /// The name per language, such as `ar`, `he`, `en`.
    #[oai(default)]
    #[serde(default)]
    pub names: Names,
    /// Keys of permissions; `GET /permissions` lists all.
    pub permissions: Vec<String>,
    /// `own`: tickets that the member has, opened, watches, gets copies of or was mentioned on;
    /// `department`: those and the tickets of the member's departments; `all`: every ticket.
    pub scope: Scope,
    /// Whether the scope `department` also reaches tickets that no department owns yet.
    #[oai(default)]
    #[serde(default)]
    pub unrouted: bool,
}

/// What shall be different of a role.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RolePatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    /// All its permissions.
    #[serde(deserialize_with = "present")]
    pub permissions: Option<Vec<String>>,
    #[serde(deserialize_with = "present")]
    pub scope: Option<Scope>,
    #[serde(deserialize_with = "present")]
    pub unrouted: Option<bool>,
}

impl NewRole {
    pub fn to_role(&self, reader: &Reader) -> Result<setting::Role, Problem> {
        let (permissions, errors) = permissions::named(&self.permissions);
        let role = setting::Role {
            key: self.key.clone(),
            name: self.name.clone(),
            names: self.names.clone(),
            permissions,
            scope: self.scope.0,
            unrouted: self.unrouted,
        };
        judged(role, errors, reader)
    }
}

impl RolePatch {
    pub fn applied_to(
        &self,
        now: &setting::Role,
        reader: &Reader,
    ) -> Result<setting::Role, Problem> {
        let now = now.whole();
        let given = self.permissions.as_deref().map(permissions::named);
        let (permissions, errors) = given.unwrap_or((now.permissions, Vec::new()));
        let role = setting::Role {
            key: now.key.clone(),
            name: kept(self.name.as_ref(), &now.name),
            names: kept(self.names.as_ref(), &now.names),
            permissions,
            scope: self.scope.map_or(now.scope, |scope| scope.0),
            unrouted: self.unrouted.unwrap_or(now.unrouted),
        };
        judged(role, errors, reader)
    }
}

impl Role {
    pub fn of(role: &setting::Role, record: Record) -> Self {
        let role = role.whole();
        Self {
            id: record.id,
            key: role.key.clone(),
            name: role.name.clone(),
            names: role.names.clone(),
            permissions: permissions::spelled(role.permissions),
            scope: Scope(role.scope),
            unrouted: role.unrouted,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl Example for NewRole {
    fn example() -> Self {
        let permissions = ["tickets.read", "messages.read_internal", "messages.note"];
        Self {
            key: "engineer".to_owned(),
            name: "Engineer".to_owned(),
            names: example_names("مهندس", "מהנדס"),
            permissions: permissions.map(str::to_owned).to_vec(),
            scope: Scope(setting::Scope::Department),
            unrouted: false,
        }
    }
}

impl Example for RolePatch {
    fn example() -> Self {
        Self {
            unrouted: Some(true),
            ..Self::default()
        }
    }
}

impl Example for Role {
    fn example() -> Self {
        let new = NewRole::example();
        let role = setting::Role {
            key: new.key,
            name: new.name,
            names: new.names,
            permissions: permissions::named(&new.permissions).0,
            scope: new.scope.0,
            unrouted: new.unrouted,
        };
        Self::of(&role, example_record(role.id().0))
    }
}
