//! Members: the staff.

use crate::openapi::Tag;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Reader, present};
use crate::settings::{Record, Resource, resource};
use crate::types::{Moment, Nullable};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, DepartmentId};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A member.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Member {
    pub id: Uuid,
    pub name: String,
    pub email: Nullable<String>,
    pub department_ids: Vec<Uuid>,
    /// May change settings and see the system's state.
    pub administrator: bool,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A member, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMember {
    pub name: String,
    /// Unique among members.
    pub email: Option<String>,
    #[oai(default)]
    #[serde(default)]
    pub department_ids: Vec<Uuid>,
    /// May change settings and see the system's state.
    #[oai(default)]
    #[serde(default)]
    pub administrator: bool,
}

/// What shall be different of a member.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MemberPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    pub email: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub department_ids: Option<Vec<Uuid>>,
    #[serde(deserialize_with = "present")]
    pub administrator: Option<bool>,
}

resource! {
    Members of setting::Member, tag "Tag::Members", writer AdministratorWriter,
    at "/members" "/members/:id";
    /// A page of members, in their order.
    page MemberList of Member;
    /// Lists members.
    list "list_members";
    /// Makes a member.
    create "create_member" from NewMember;
    /// One member.
    get "get_member";
    /// Replaces a member; brings a retired one back.
    replace "replace_member";
    /// Changes what is given and leaves the rest; brings a retired member back.
    change "change_member" from MemberPatch;
    /// Retires a member; their keys stop working, their history stays.
    retire "retire_member";
    {}
}

/// Refuses to lose the last one who may let others in.
fn keep_an_administrator(loses_one: bool, reader: &Reader) -> Result<(), Problem> {
    let members = reader.catalog.members.iter().filter_map(|e| e.active());
    if !loses_one || members.filter(|m| m.administrator).count() > 1 {
        return Ok(());
    }
    let detail = "must stay: nobody else is an administrator";
    Err(Problem::field("administrator", detail))
}

impl MemberPatch {
    fn applied_to(&self, now: &setting::Member) -> setting::Member {
        let departments = self.department_ids.as_ref();
        setting::Member {
            name: self.name.clone().unwrap_or_else(|| now.name.clone()),
            email: match &self.email {
                MaybeUndefined::Undefined => now.email.clone(),
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(email) => Some(email.clone()),
            },
            department_ids: departments.map_or_else(
                || now.department_ids.clone(),
                |ids| ids.iter().map(|id| DepartmentId(*id)).collect(),
            ),
            administrator: self.administrator.unwrap_or(now.administrator),
        }
    }
}

impl Resource for setting::Member {
    type View = Member;
    type New = NewMember;
    type Patch = MemberPatch;
    type Order = String;
    const PATH: &'static str = "members";

    fn all(catalog: &Catalog) -> &Settings<Self> {
        &catalog.members
    }

    fn view(&self, record: Record, _: &Catalog) -> Member {
        Member {
            id: record.id,
            name: self.name.clone(),
            email: self.email.clone().into(),
            department_ids: self.department_ids.iter().map(|id| id.0).collect(),
            administrator: self.administrator,
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    fn order(&self) -> String {
        self.name.to_lowercase()
    }

    fn made(new: &NewMember, _: &Reader) -> Result<Self, Problem> {
        let departments = new.department_ids.iter().copied();
        Ok(Self {
            name: new.name.clone(),
            email: new.email.clone(),
            department_ids: departments.map(DepartmentId).collect(),
            administrator: new.administrator,
        })
    }

    fn changed(&self, patch: &MemberPatch, _: &Reader) -> Result<Self, Problem> {
        Ok(patch.applied_to(self))
    }

    fn may_change(
        now: Option<&Self>,
        wanted: Option<&Self>,
        reader: &Reader,
    ) -> Result<(), Problem> {
        let administrator = |member: Option<&Self>| member.is_some_and(|m| m.administrator);
        keep_an_administrator(administrator(now) && !administrator(wanted), reader)
    }
}
