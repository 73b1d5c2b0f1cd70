//! One role as one member has it, and what an API key leaves of all of them.

use super::{Keys, Permissions, UNROUTED};
use crate::setting::{ApiKey, Member, Role, Scope};
use crate::{DepartmentId, MemberId};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One role's permissions and the tickets that they reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grant {
    pub permissions: Permissions,
    pub breadth: Breadth,
    pub keys: Keys,
}

/// How far a permission goes, whoever has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breadth {
    pub scope: Scope,
    /// Whether tickets that no department owns yet are among them.
    pub unrouted: bool,
}

/// What an API key leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub permissions: Permissions,
    pub within: Option<BTreeSet<DepartmentId>>,
}

impl Grant {
    /// Every ticket.
    pub fn everywhere(permissions: Permissions) -> Self {
        Self {
            permissions,
            breadth: Breadth::EVERYTHING,
            keys: Keys::Every,
        }
    }

    /// What lies under these keys, which are the actor's own.
    pub fn own(permissions: Permissions, keys: BTreeSet<Uuid>) -> Self {
        Self {
            permissions,
            breadth: Breadth::OWN,
            keys: Keys::AnyOf(keys),
        }
    }

    /// A member's role.
    pub fn of(role: &Role, id: MemberId, member: &Member) -> Self {
        let own = [id.0];
        let keys = match role.scope {
            Scope::All => Keys::Every,
            Scope::Own => Keys::AnyOf(own.into_iter().collect()),
            Scope::Department => {
                let departments = member.department_ids.iter().map(|id| id.0);
                let unrouted = role.unrouted.then_some(*UNROUTED);
                Keys::AnyOf(departments.chain(unrouted).chain(own).collect())
            }
        };
        Self {
            permissions: role.permissions,
            breadth: Breadth::of(role),
            keys,
        }
    }
}

impl Breadth {
    pub const EVERYTHING: Self = Self {
        scope: Scope::All,
        unrouted: true,
    };
    pub(super) const OWN: Self = Self {
        scope: Scope::Own,
        unrouted: false,
    };

    /// How far a role's permissions go.
    #[must_use]
    pub fn of(role: &Role) -> Self {
        let unrouted = match role.scope {
            Scope::Own => false,
            Scope::Department => role.unrouted,
            Scope::All => true,
        };
        Self {
            scope: role.scope,
            unrouted,
        }
    }

    /// Whatever the other reaches, this reaches too.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.scope >= other.scope && (self.unrouted || !other.unrouted)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            scope: self.scope.max(other.scope),
            unrouted: self.unrouted || other.unrouted,
        }
    }
}

impl Limit {
    pub fn none() -> Self {
        Self {
            permissions: Permissions::all(),
            within: None,
        }
    }

    pub fn of(key: &ApiKey) -> Self {
        let departments = key.department_ids.iter().copied().collect();
        Self {
            permissions: key.permissions.unwrap_or_else(Permissions::all),
            within: (!key.department_ids.is_empty()).then_some(departments),
        }
    }
}
