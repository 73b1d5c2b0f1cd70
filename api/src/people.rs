//! Who did something, by the name they have now.

use crate::types::Nullable;
use domain::{Actor, ActorKind, Catalog};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who did something.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "Actor")]
pub(crate) struct Person {
    /// `member`, `customer`, `api_key`, `rule`, `import` or `system`.
    pub kind: String,
    pub id: Nullable<Uuid>,
    pub name: Nullable<String>,
}

impl Person {
    /// Names are looked up here, never stored with events.
    pub fn of(actor: &Actor, catalog: &Catalog) -> Self {
        Self {
            kind: actor.kind.as_str().to_owned(),
            id: actor.id.into(),
            name: name(actor, catalog).into(),
        }
    }
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
        ActorKind::Customer | ActorKind::ApiKey => None,
    }
}
