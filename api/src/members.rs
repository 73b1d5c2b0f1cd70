//! Members: the staff.

use crate::answer::{Changed, Created, Shown};
use crate::openapi::Tag;
use crate::page::Limit;
use crate::problem::Problem;
use crate::request::{AdministratorWriter, Body, Reader, present};
use crate::settings::{self, Record, Resource, Wanted};
use crate::types::{Moment, Nullable};
use domain::catalog::Settings;
use domain::setting;
use domain::{Catalog, DepartmentId, MemberId};
use poem_openapi::param::{Path, Query};
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Object, OpenApi};
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

/// A page of members, in their order.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct MemberList {
    pub items: Vec<Member>,
    pub next_cursor: Nullable<String>,
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

pub(crate) struct Members;

#[OpenApi(tag = "Tag::Members")]
impl Members {
    /// Lists members.
    #[oai(path = "/members", method = "get", operation_id = "list_members")]
    async fn list(
        &self,
        reader: Reader,
        /// Retired ones too.
        include_retired: Query<Option<bool>>,
        limit: Query<Option<Limit>>,
        cursor: Query<Option<String>>,
    ) -> Result<Shown<MemberList>, Problem> {
        let (items, next) = settings::list::<setting::Member>(
            &reader,
            &Wanted {
                include_retired: include_retired.0,
                limit: limit.0,
                cursor: cursor.0,
            },
        )?;
        let next_cursor = next.into();
        Shown::new(&MemberList { items, next_cursor })
    }

    /// Makes a member.
    #[oai(path = "/members", method = "post", operation_id = "create_member")]
    async fn create(
        &self,
        writer: AdministratorWriter,
        body: Body<NewMember>,
    ) -> Result<Created<Member>, Problem> {
        let value = body.value.into_setting();
        settings::create(&writer, Uuid::now_v7(), value, &body.bytes).await
    }

    /// One member.
    #[oai(path = "/members/:id", method = "get", operation_id = "get_member")]
    async fn get(&self, reader: Reader, id: Path<String>) -> Result<Shown<Member>, Problem> {
        settings::get::<setting::Member>(&reader, &id.0)
    }

    /// Replaces a member; brings a retired one back.
    #[oai(path = "/members/:id", method = "put", operation_id = "replace_member")]
    async fn replace(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<NewMember>,
    ) -> Result<Changed<Member>, Problem> {
        let value = body.value.into_setting();
        let wanted = |now: &setting::Member| {
            keep_an_administrator(now.administrator && !value.administrator, &writer)?;
            Ok(value.clone())
        };
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Changes what is given and leaves the rest; brings a retired member back.
    #[oai(
        path = "/members/:id",
        method = "patch",
        operation_id = "change_member"
    )]
    async fn change(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
        body: Body<MemberPatch>,
    ) -> Result<Changed<Member>, Problem> {
        let patch = body.value;
        let wanted = |now: &setting::Member| {
            let member = patch.applied_to(now);
            keep_an_administrator(now.administrator && !member.administrator, &writer)?;
            Ok(member)
        };
        settings::change(&writer, &id.0, &body.bytes, wanted).await
    }

    /// Retires a member; their keys stop working, their history stays.
    #[oai(
        path = "/members/:id",
        method = "delete",
        operation_id = "retire_member"
    )]
    async fn retire(
        &self,
        writer: AdministratorWriter,
        id: Path<String>,
    ) -> Result<Changed<Member>, Problem> {
        let id = Uuid::parse_str(&id.0).map_err(|_| Problem::not_found("member"))?;
        let member = writer.catalog.member(MemberId(id));
        keep_an_administrator(member.is_some_and(|m| m.administrator), &writer)?;
        settings::retire::<setting::Member>(&writer, &id.to_string()).await
    }
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

impl NewMember {
    fn into_setting(self) -> setting::Member {
        setting::Member {
            name: self.name,
            email: self.email,
            department_ids: self.department_ids.into_iter().map(DepartmentId).collect(),
            administrator: self.administrator,
        }
    }
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
}
