//! Who did something, by the name they have now.

use crate::types::Nullable;
use domain::{Actor, ActorKind, ApiKeyId, Catalog};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who did something.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Actor")]
pub(crate) struct Person {
    /// `member`, `customer`, `visitor` (whoever filled in the public form and named the customer
    /// with this id), `api_key`, `rule`, `import` or `system`.
    pub kind: String,
    pub id: Nullable<Uuid>,
    pub name: Nullable<String>,
    /// The API key that a member used; null where they came in otherwise.
    pub via: Nullable<Via>,
}

/// An API key that was used.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Via {
    pub id: Uuid,
    /// null where the key has none.
    pub name: Nullable<String>,
}

impl Person {
    /// Names are looked up here, never stored with events.
    pub fn of(actor: &Actor, catalog: &Catalog) -> Self {
        Self {
            kind: actor.kind.as_str().to_owned(),
            id: actor.id.into(),
            name: name(actor, catalog).into(),
            via: Via::of(actor, catalog).into(),
        }
    }
}

impl Via {
    /// The key that the actor used besides being somebody.
    pub fn of(actor: &Actor, catalog: &Catalog) -> Option<Self> {
        let id = actor.api_key?;
        let name = key_name(ApiKeyId(id), catalog).into();
        Some(Self { id, name })
    }
}

/// Retired keys keep their name.
fn key_name(id: ApiKeyId, catalog: &Catalog) -> Option<String> {
    let entry = catalog.api_keys.get(id.0)?;
    entry.setting.value.as_ref().map(|key| key.name.clone())
}

fn name(actor: &Actor, catalog: &Catalog) -> Option<String> {
    match actor.kind {
        ActorKind::Member => {
            let entry = catalog.members.get(actor.id?)?;
            entry.setting.value.as_ref().map(|m| m.name.clone())
        }
        ActorKind::Rule => {
            let entry = catalog.rules.get(actor.id?)?;
            entry.setting.value.as_ref().map(|r| r.name.clone())
        }
        ActorKind::System => Some("Docket".to_owned()),
        ActorKind::Import => Some("Import".to_owned()),
        ActorKind::ApiKey => key_name(ApiKeyId(actor.id?), catalog),
        ActorKind::Customer | ActorKind::Visitor => None,
    }
}
