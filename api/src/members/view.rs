//! Members as HTTP spells them.

use crate::problem::Problem;
use crate::request::{optional_object, present};
use crate::settings::{Record, example_record, kept, patched};
use crate::types::{MaybeUndefined, Moment, Nullable};
use domain::access::ADMINISTRATOR;
use domain::setting;
use domain::{DepartmentId, MemberId};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod calendar;

pub(crate) use calendar::{Calendar, Time, Weekly};

/// A member.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct Member {
    pub id: Uuid,
    pub name: String,
    pub email: Nullable<String>,
    pub department_ids: Vec<Uuid>,
    /// Keys of their roles; whoever was given none has the role `member`.
    pub roles: Vec<String>,
    /// May do everything: whether `administrator` is among their roles.
    pub administrator: bool,
    /// BCP 47 tag of the language that they read.
    pub language: Nullable<String>,
    /// When they work; null: always.
    pub calendar: Nullable<Calendar>,
    pub away: Nullable<Away>,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A time in which a member does not work, and who does instead.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Away {
    pub from: Moment,
    /// The first moment in which they are back.
    pub until: Moment,
    /// The member who does their work; without one it waits.
    #[serde(default)]
    pub substitute_id: Option<Nullable<Uuid>>,
}

/// A member, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMember {
    pub name: String,
    /// Unique among members.
    pub email: Option<String>,
    #[oai(default)]
    #[serde(default)]
    pub department_ids: Vec<Uuid>,
    /// Keys of their roles; without any they have the role `member`.
    #[oai(default)]
    #[serde(default)]
    pub roles: Vec<String>,
    /// May do everything: the same as naming the role `administrator`.
    pub administrator: Option<bool>,
    /// BCP 47 tag of the language that they read, such as `ar`, `he`, `en`.
    pub language: Option<String>,
    /// When they work; without it always.
    #[serde(default, deserialize_with = "optional_object")]
    pub calendar: Option<Calendar>,
    #[serde(default, deserialize_with = "optional_object")]
    pub away: Option<Away>,
}

/// What shall be different of a member.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MemberPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    pub email: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub department_ids: Option<Vec<Uuid>>,
    /// Keys of all their roles.
    #[serde(deserialize_with = "present")]
    pub roles: Option<Vec<String>>,
    /// Gives or takes the role `administrator` and leaves the others.
    #[serde(deserialize_with = "present")]
    pub administrator: Option<bool>,
    pub language: MaybeUndefined<String>,
    /// null: they work always.
    pub calendar: MaybeUndefined<Calendar>,
    /// null: they are back.
    pub away: MaybeUndefined<Away>,
}

impl NewMember {
    pub fn to_member(&self) -> Result<setting::Member, Problem> {
        let member = setting::Member {
            email: self.email.clone(),
            department_ids: departments(&self.department_ids),
            language: self.language.clone(),
            calendar: self.calendar.clone().map(Into::into),
            away: self.away.clone().map(Into::into),
            ..setting::Member::new(&self.name)
        };
        placed(member, Some(&self.roles), self.administrator)
    }
}

impl MemberPatch {
    pub fn applied_to(&self, now: &setting::Member) -> Result<setting::Member, Problem> {
        let ids = self.department_ids.as_deref().map(departments);
        let member = setting::Member {
            name: kept(self.name.as_ref(), &now.name),
            email: patched(&self.email, &now.email, |email| email),
            department_ids: kept(ids.as_ref(), &now.department_ids),
            administrator: now.administrator,
            roles: now.roles.clone(),
            language: patched(&self.language, &now.language, |language| language),
            calendar: patched(&self.calendar, &now.calendar, Into::into),
            away: patched(&self.away, &now.away, Into::into),
        };
        placed(member, self.roles.as_deref(), self.administrator)
    }
}

/// The member with the roles that are given, as a list, by the old word for administrators, or both.
fn placed(
    mut member: setting::Member,
    roles: Option<&[String]>,
    administrator: Option<bool>,
) -> Result<setting::Member, Problem> {
    if let Some(roles) = roles {
        member = member.with_roles(roles);
        if administrator == Some(false) && member.administrator {
            let detail = "must be true or left out where roles name administrator";
            return Err(Problem::field("administrator", detail));
        }
        member.administrator |= administrator == Some(true);
    } else if let Some(administrator) = administrator {
        member.administrator = administrator;
        member.roles.retain(|key| key != ADMINISTRATOR);
    }
    Ok(member)
}

fn departments(ids: &[Uuid]) -> Vec<DepartmentId> {
    ids.iter().copied().map(DepartmentId).collect()
}

impl From<Away> for setting::Away {
    fn from(away: Away) -> Self {
        Self {
            from: away.from.0,
            until: away.until.0,
            substitute: away.substitute_id.and_then(|id| id.0).map(MemberId),
        }
    }
}

impl From<setting::Away> for Away {
    fn from(away: setting::Away) -> Self {
        Self {
            from: away.from.into(),
            until: away.until.into(),
            substitute_id: away.substitute.map(|id| Nullable(Some(id.0))),
        }
    }
}

impl Member {
    pub fn of(member: &setting::Member, record: Record) -> Self {
        Self {
            id: record.id,
            name: member.name.clone(),
            email: member.email.clone().into(),
            department_ids: member.department_ids.iter().map(|id| id.0).collect(),
            roles: member.roles(),
            administrator: member.is_administrator(),
            language: member.language.clone().into(),
            calendar: member.calendar.clone().map(Calendar::from).into(),
            away: member.away.map(Away::from).into(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl Example for NewMember {
    fn example() -> Self {
        Self {
            name: "Dana Levi".to_owned(),
            email: Some("dana@example.org".to_owned()),
            department_ids: vec![],
            roles: vec!["manager".to_owned()],
            administrator: None,
            language: Some("he".to_owned()),
            calendar: Some(Calendar::example()),
            away: None,
        }
    }
}

impl Example for MemberPatch {
    fn example() -> Self {
        let at = |second| jiff::Timestamp::constant(second, 0).into();
        let away = Away {
            from: at(1_772_357_400),
            until: at(1_772_962_200),
            substitute_id: None,
        };
        Self {
            away: MaybeUndefined::Value(away),
            ..Self::default()
        }
    }
}

impl Example for Member {
    fn example() -> Self {
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_00a1);
        let new = NewMember::example();
        let member = setting::Member {
            email: new.email,
            language: new.language,
            calendar: new.calendar.map(Into::into),
            ..setting::Member::new(new.name).with_roles(&new.roles)
        };
        Self::of(&member, example_record(id))
    }
}
