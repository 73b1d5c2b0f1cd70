//! Who caused an event.

use crate::{ApiKeyId, CustomerId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kinds of cause an event can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    Member,
    Customer,
    ApiKey,
    Rule,
    Import,
    System,
    /// Somebody who filled in the public form.
    Visitor,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Member,
        Self::Customer,
        Self::ApiKey,
        Self::Rule,
        Self::Import,
        Self::System,
        Self::Visitor,
    ];

    /// The spelling used in events and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Customer => "customer",
            Self::ApiKey => "api_key",
            Self::Rule => "rule",
            Self::Import => "import",
            Self::System => "system",
            Self::Visitor => "visitor",
        }
    }
}

/// Who caused an event, as stored beside it. Holds ids only: names are looked up when shown, so
/// that a person's name is never frozen into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Actor {
    pub kind: ActorKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The API key that a member acted through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_key: Option<Uuid>,
    /// Which version of the rule acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_version: Option<i32>,
}

impl Actor {
    /// Docket itself, for example when it makes the built-in statuses.
    pub const SYSTEM: Self = Self::of(ActorKind::System, None);

    /// A member of the staff.
    #[must_use]
    pub const fn member(id: Uuid) -> Self {
        Self::of(ActorKind::Member, Some(id))
    }

    /// An integration, which acts by its key alone.
    #[must_use]
    pub const fn integration(key: ApiKeyId) -> Self {
        Self::of(ActorKind::ApiKey, Some(key.0))
    }

    /// A customer, in the portal.
    #[must_use]
    pub const fn customer(id: CustomerId) -> Self {
        Self::of(ActorKind::Customer, Some(id.0))
    }

    /// Somebody who filled in the public form and says that they are this customer.
    #[must_use]
    pub const fn visitor(id: CustomerId) -> Self {
        Self::of(ActorKind::Visitor, Some(id.0))
    }

    /// A rule in the version that acted.
    #[must_use]
    pub const fn rule(id: Uuid, version: i32) -> Self {
        let mut actor = Self::of(ActorKind::Rule, Some(id));
        actor.rule_version = Some(version);
        actor
    }

    /// An import from a file, when no member is named for the line.
    pub const IMPORT: Self = Self::of(ActorKind::Import, None);

    const fn of(kind: ActorKind, id: Option<Uuid>) -> Self {
        Self {
            kind,
            id,
            api_key: None,
            rule_version: None,
        }
    }
}
