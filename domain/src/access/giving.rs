//! What somebody may give to others: never more than they have themselves.

use super::grant::Breadth;
use super::{Access, Keys, Permission, Permissions};
use crate::DepartmentId;
use crate::setting::{Role, Scope};
use std::collections::BTreeSet;

impl Access {
    /// How far a permission goes; none for one that the actor does not have.
    #[must_use]
    pub fn breadth(&self, permission: Permission) -> Option<Breadth> {
        if !self.allows(permission) {
            return None;
        }
        let grants = self.grants.iter();
        let having = grants.filter(|grant| grant.permissions.contains(permission));
        let widest = having.map(|grant| grant.breadth).reduce(Breadth::or)?;
        match &self.limit.within {
            None => Some(widest),
            Some(_) => Some(Breadth {
                scope: widest.scope.min(Scope::Department),
                unrouted: false,
            }),
        }
    }

    /// What of `permissions` goes further than the actor's own, at this breadth.
    #[must_use]
    pub fn beyond(&self, permissions: Permissions, breadth: Breadth) -> Permissions {
        let has = |permission: Permission| {
            let own = self.breadth(permission);
            own.is_some_and(|own| !permission.is_scoped() || own.covers(breadth))
        };
        permissions.iter().filter(|p| !has(*p)).collect()
    }

    /// Whether the actor may do all that the role allows, as widely.
    #[must_use]
    pub fn covers_role(&self, role: &Role) -> bool {
        self.beyond(role.permissions, Breadth::of(role)).is_empty()
    }

    /// Whether every ticket of the department is within reach of the permission.
    #[must_use]
    pub fn covers_department(&self, permission: Permission, id: DepartmentId) -> bool {
        let reach = self.reach(permission);
        let opened = match &reach.keys {
            Keys::Every => true,
            Keys::AnyOf(held) => held.contains(&id.0),
        };
        opened && reach.within.is_none_or(|of| of.contains(&id))
    }

    /// Whether an API key leaves only some of its owner's permissions.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.limit.permissions != Permissions::all()
    }

    /// The only departments in whose tickets an API key works.
    #[must_use]
    pub fn departments_of_key(&self) -> Option<&BTreeSet<DepartmentId>> {
        self.limit.within.as_ref()
    }
}
