//! API keys as HTTP spells them.

use crate::permissions;
use crate::problem::Problem;
use crate::request::{Reader, present};
use crate::settings::{Record, example_record, judged, kept, patched};
use crate::types::{MaybeUndefined, Moment, Nullable};
use domain::{DepartmentId, FieldError, MemberId, Permissions, setting};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// How long the old secret works after a rotation, unless told otherwise: a day.
const OVERLAP: u32 = 24 * 60 * 60;
/// How long it may at most: thirty days.
const LONGEST_OVERLAP: u32 = 30 * OVERLAP;

/// An API key. Its secret is kept as a hash alone.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct ApiKey {
    pub id: Uuid,
    pub name: String,
    /// The member who acts through it; null: an integration, which acts by itself.
    pub owner_id: Nullable<Uuid>,
    /// What it may do at most; null: all that its owner may.
    pub permissions: Nullable<Vec<String>>,
    /// Only tickets of these departments; empty: no such limit.
    pub department_ids: Vec<Uuid>,
    /// null: good until it is retired.
    pub expires_at: Nullable<Moment>,
    /// How its newest secret begins; empty for a secret that the operator chose.
    pub prefix: String,
    /// Known to the minute; null: never.
    pub last_used_at: Nullable<Moment>,
    pub retired: bool,
    pub version: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// An API key whose secret was just made.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct ApiKeyWithSecret {
    #[oai(flatten)]
    #[serde(flatten)]
    pub key: ApiKey,
    /// Send it as `Authorization: Bearer …`. Shown only now; null in the answer to a repetition.
    pub secret: Nullable<String>,
}

/// An API key, whole.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiKey {
    pub name: String,
    /// An integration's, which acts by itself; otherwise the key is the caller's own.
    #[oai(default)]
    #[serde(default)]
    pub integration: bool,
    /// What it may do at most; left out: all that its owner may. An integration must name some.
    pub permissions: Option<Vec<String>>,
    /// Only tickets of these departments.
    #[oai(default)]
    #[serde(default)]
    pub department_ids: Vec<Uuid>,
    /// Left out: good until it is retired.
    pub expires_at: Option<Moment>,
}

/// What shall be different of an API key.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ApiKeyPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// null: all that its owner may.
    pub permissions: MaybeUndefined<Vec<String>>,
    #[serde(deserialize_with = "present")]
    pub department_ids: Option<Vec<Uuid>>,
    /// null: good until it is retired.
    pub expires_at: MaybeUndefined<Moment>,
}

/// How a secret is replaced.
#[derive(Clone, Copy, Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rotation {
    /// For how long the old secret still works: a day unless told otherwise, thirty days at most;
    /// 0 ends it at once.
    #[serde(deserialize_with = "present")]
    pub overlap_seconds: Option<u32>,
}

impl Rotation {
    pub fn overlap(self) -> Result<Duration, Problem> {
        let seconds = self.overlap_seconds.unwrap_or(OVERLAP);
        if seconds > LONGEST_OVERLAP {
            let detail = format!("must be at most {LONGEST_OVERLAP}");
            return Err(Problem::field("overlap_seconds", detail));
        }
        Ok(Duration::from_secs(seconds.into()))
    }
}

impl NewApiKey {
    /// Without the prefix of its secret.
    pub fn to_key(&self, reader: &Reader) -> Result<setting::ApiKey, Problem> {
        let (permissions, mut errors) = named(self.permissions.as_deref());
        let owner = reader.principal.member().filter(|_| !self.integration);
        if owner.is_none() && !self.integration {
            let detail = "must be true: an integration makes keys of integrations alone";
            errors.push(FieldError::new("integration", detail));
        }
        let key = setting::ApiKey {
            name: self.name.clone(),
            owner,
            permissions,
            department_ids: departments(&self.department_ids),
            expires_at: self.expires_at.map(|at| at.0),
            prefix: String::new(),
        };
        judged(key, errors, reader)
    }
}

impl ApiKeyPatch {
    pub fn applied_to(
        &self,
        now: &setting::ApiKey,
        reader: &Reader,
    ) -> Result<setting::ApiKey, Problem> {
        let (permissions, errors) = match &self.permissions {
            MaybeUndefined::Undefined => (now.permissions, Vec::new()),
            MaybeUndefined::Null => (None, Vec::new()),
            MaybeUndefined::Value(texts) => named(Some(texts)),
        };
        let ids = self.department_ids.as_deref().map(departments);
        let key = setting::ApiKey {
            name: kept(self.name.as_ref(), &now.name),
            owner: now.owner,
            permissions,
            department_ids: kept(ids.as_ref(), &now.department_ids),
            expires_at: patched(&self.expires_at, &now.expires_at, |at| at.0),
            prefix: now.prefix.clone(),
        };
        judged(key, errors, reader)
    }
}

fn named(texts: Option<&[String]>) -> (Option<Permissions>, Vec<FieldError>) {
    let Some(texts) = texts else {
        return (None, Vec::new());
    };
    let (permissions, errors) = permissions::named(texts);
    (Some(permissions), errors)
}

fn departments(ids: &[Uuid]) -> Vec<DepartmentId> {
    ids.iter().copied().map(DepartmentId).collect()
}

impl ApiKey {
    pub fn of(key: &setting::ApiKey, record: Record) -> Self {
        Self {
            id: record.id,
            name: key.name.clone(),
            owner_id: key.owner.map(|MemberId(id)| id).into(),
            permissions: key.permissions.map(permissions::spelled).into(),
            department_ids: key.department_ids.iter().map(|id| id.0).collect(),
            expires_at: key.expires_at.map(Into::into).into(),
            prefix: key.prefix.clone(),
            last_used_at: None.into(),
            retired: record.retired,
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

impl Example for NewApiKey {
    fn example() -> Self {
        let permissions = ["tickets.read", "tickets.create", "messages.reply"];
        Self {
            name: "Shop".to_owned(),
            integration: true,
            permissions: Some(permissions.map(str::to_owned).to_vec()),
            department_ids: vec![],
            expires_at: None,
        }
    }
}

impl Example for ApiKeyPatch {
    fn example() -> Self {
        Self {
            name: Some("Web shop".to_owned()),
            ..Self::default()
        }
    }
}

impl Example for Rotation {
    fn example() -> Self {
        Self {
            overlap_seconds: Some(3600),
        }
    }
}

impl Example for ApiKey {
    fn example() -> Self {
        let new = NewApiKey::example();
        let key = setting::ApiKey {
            name: new.name,
            owner: None,
            permissions: named(new.permissions.as_deref()).0,
            department_ids: Vec::new(),
            expires_at: None,
            prefix: "dk_9f86d081".to_owned(),
        };
        let id = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_00e1);
        Self::of(&key, example_record(id))
    }
}

impl Example for ApiKeyWithSecret {
    fn example() -> Self {
        let secret = "dk_9f86d081_884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08cf1c3e5d";
        Self {
            key: ApiKey::example(),
            secret: Some(secret.to_owned()).into(),
        }
    }
}
