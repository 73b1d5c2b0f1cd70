//! Whoever asks: who they are, what they may do, and what of themselves they may change.

use crate::answer::{Changed, Shown};
use crate::members::{Away, Calendar, Member, MemberPatch};
use crate::openapi::Tag;
use crate::people::Via;
use crate::problem::Problem;
use crate::request::{Body, Reader, Writer, present};
use crate::settings;
use crate::types::{MaybeUndefined, Nullable, Scope};
use domain::{ActorKind, ApiKeyId, MemberId, Permission, setting};
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whoever asks.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Me {
    /// `member`, or `api_key` for an integration.
    pub kind: String,
    /// The member's id, or the integration's key's.
    pub id: Uuid,
    pub name: String,
    /// The API key that is used; null for one that is not.
    pub via: Nullable<Via>,
    pub email: Nullable<String>,
    pub language: Nullable<String>,
    /// Keys of roles; an integration has none.
    pub roles: Vec<String>,
    pub administrator: bool,
    pub department_ids: Vec<Uuid>,
    /// The only departments whose tickets the key reaches; null where it is not limited to some.
    pub only_department_ids: Nullable<Vec<Uuid>>,
    /// What is allowed; everything else is refused.
    pub permissions: Vec<Granted>,
}

/// One thing that is allowed.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Granted {
    /// Spelled `module.action`; `GET /permissions` says what each allows.
    pub permission: String,
    /// The tickets that it is about; null for what is about no tickets.
    pub scope: Nullable<Scope>,
    /// Whether tickets that no department owns yet are among them.
    pub unrouted: bool,
}

/// What members may change of themselves.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MePatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    pub language: MaybeUndefined<String>,
    /// null: I work always.
    pub calendar: MaybeUndefined<Calendar>,
    /// null: I am back.
    pub away: MaybeUndefined<Away>,
}

pub(crate) struct Myself;

#[OpenApi(tag = "Tag::Members")]
impl Myself {
    /// Who I am and what I may do: the first thing for any program to ask.
    #[oai(path = "/me", method = "get", operation_id = "get_me")]
    async fn get(&self, reader: Reader) -> Result<Shown<Me>, Problem> {
        Shown::new(&Me::of(&reader))
    }

    /// Changes my name, language, hours or absence; answers the member that I am.
    #[oai(path = "/me", method = "patch", operation_id = "change_me")]
    async fn change(
        &self,
        writer: Writer,
        body: Body<MePatch>,
    ) -> Result<Changed<Member>, Problem> {
        let MemberId(id) = writer.member()?;
        let patch = body.value.as_member_patch();
        let wanted = |now: &setting::Member| patch.applied_to(now);
        settings::change(&writer, &id.to_string(), &body.bytes, wanted).await
    }
}

impl MePatch {
    fn as_member_patch(&self) -> MemberPatch {
        MemberPatch {
            name: self.name.clone(),
            language: self.language.clone(),
            calendar: self.calendar.clone(),
            away: self.away.clone(),
            ..MemberPatch::default()
        }
    }
}

impl Me {
    fn of(reader: &Reader) -> Self {
        let actor = reader.principal.actor();
        let member = reader.principal.member();
        let member = member.and_then(|id| reader.catalog.member(id));
        let departments = member.map(|m| m.department_ids.as_slice());
        let only = reader.access.departments_of_key();
        Self {
            kind: actor.kind.as_str().to_owned(),
            id: reader.principal.me(),
            name: member.map_or_else(|| key_name(reader), |m| m.name.clone()),
            via: Via::of(&actor, &reader.catalog).into(),
            email: member.and_then(|m| m.email.clone()).into(),
            language: member.and_then(|m| m.language.clone()).into(),
            roles: member.map(setting::Member::roles).unwrap_or_default(),
            administrator: member.is_some_and(setting::Member::is_administrator),
            department_ids: departments
                .unwrap_or_default()
                .iter()
                .map(|d| d.0)
                .collect(),
            only_department_ids: only.map(|ids| ids.iter().map(|d| d.0).collect()).into(),
            permissions: granted(reader),
        }
    }
}

fn key_name(reader: &Reader) -> String {
    let actor = reader.principal.actor();
    let id = actor.id.filter(|_| actor.kind == ActorKind::ApiKey);
    let key = id.and_then(|id| reader.catalog.api_key(ApiKeyId(id)));
    key.map(|key| key.name.clone()).unwrap_or_default()
}

fn granted(reader: &Reader) -> Vec<Granted> {
    let all = Permission::ALL.iter().copied();
    let all = all.filter_map(|p| Some((p, reader.access.breadth(p)?)));
    all.map(|(permission, breadth)| Granted {
        permission: permission.as_str().to_owned(),
        scope: (permission.is_scoped())
            .then_some(Scope(breadth.scope))
            .into(),
        unrouted: permission.is_scoped() && breadth.unrouted,
    })
    .collect()
}
