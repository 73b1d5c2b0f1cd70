//! Roles: named sets of permissions, and which tickets they are about.

use super::frozen_key;
use super::names::{self, Names};
use crate::RoleId;
use crate::access::{ADMINISTRATOR, Breadth, MEMBER, Permission, Permissions};
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::{Setting, SettingKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A named set of permissions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Role {
    /// Never changes; the role's id is derived from it.
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    pub permissions: Permissions,
    pub scope: Scope,
    /// Whether the scope `department` also reaches tickets that no department owns yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unrouted: bool,
}

/// Which tickets a role's permissions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Those that the member has, opened, watches, gets copies of or was mentioned on.
    Own,
    /// Those and the tickets of the member's departments.
    Department,
    All,
}

/// What the smallest role may do.
const LIGHT: [Permission; 5] = [
    Permission::ReadTickets,
    Permission::CreateTickets,
    Permission::ReadInternal,
    Permission::Note,
    Permission::ReadCustomers,
];

/// What members may do besides.
const MEMBERS: [Permission; 6] = [
    Permission::ChangeTickets,
    Permission::AssignTickets,
    Permission::MergeTickets,
    Permission::Reply,
    Permission::ChangeCustomers,
    Permission::ReadAnalytics,
];

/// What managers may do besides.
const MANAGERS: [Permission; 6] = [
    Permission::DeleteTickets,
    Permission::Moderate,
    Permission::Export,
    Permission::ChangeMacros,
    Permission::ChangeViews,
    Permission::ReadAutomation,
];

/// What auditors may do.
const AUDITORS: [Permission; 8] = [
    Permission::ReadTickets,
    Permission::ReadInternal,
    Permission::ReadCustomers,
    Permission::ReadAnalytics,
    Permission::Export,
    Permission::ReadAutomation,
    Permission::ReadAudit,
    Permission::ReadSystem,
];

impl Role {
    /// Key of the built-in role that leads a team.
    pub const MANAGER: &'static str = "manager";
    /// Key of the built-in role that writes internal notes only.
    pub const LIGHT_MEMBER: &'static str = "light_member";
    /// Key of the built-in role that reads everything and changes nothing.
    pub const AUDITOR: &'static str = "auditor";

    /// The roles that every installation has, as they are until somebody changes them.
    #[must_use]
    pub fn built_in() -> [Self; 5] {
        let lights: Permissions = LIGHT.into_iter().collect();
        let members = lights.or(MEMBERS.into_iter().collect());
        let managers = members.or(MANAGERS.into_iter().collect());
        [
            Self::new(
                ADMINISTRATOR,
                "Administrator",
                Permissions::all(),
                Scope::All,
            ),
            Self::new(Self::MANAGER, "Manager", managers, Scope::All),
            Self {
                unrouted: true,
                ..Self::new(MEMBER, "Member", members, Scope::Department)
            },
            Self::new(
                Self::LIGHT_MEMBER,
                "Light member",
                lights,
                Scope::Department,
            ),
            Self::new(
                Self::AUDITOR,
                "Auditor",
                AUDITORS.into_iter().collect(),
                Scope::All,
            ),
        ]
    }

    fn new(key: &str, name: &str, permissions: Permissions, scope: Scope) -> Self {
        Self {
            key: key.to_owned(),
            name: name.to_owned(),
            names: Names::new(),
            permissions,
            scope,
            unrouted: false,
        }
    }

    /// Nobody gives away what they do not have themselves, nor as widely as they do not have it.
    fn check_given(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let breadth = Breadth::of(self);
        let kept = before.filter(|before| Breadth::of(before).covers(breadth));
        let added = (self.permissions).without(kept.map_or(Permissions::NONE, |b| b.permissions));
        for permission in context.access.beyond(added, breadth).iter() {
            let spelled = permission.as_str();
            let detail = if context.access.allows(permission) {
                format!("includes {spelled}, which you may not do to as many tickets yourself")
            } else {
                format!("includes {spelled}, which only somebody who may do that can allow")
            };
            checks.fail("permissions", detail);
        }
    }
}

impl SettingKind for Role {
    const CATEGORY: &'static str = "role";
    const SAVED: &'static str = "role.saved";
    const RETIRED: &'static str = "role.retired";

    /// Roles are what people are given, so only those who give them change them, and none that
    /// allows more than they may do.
    fn permitted(
        before: &Setting<Self>,
        _: Option<&Self>,
        context: &Context<'_>,
    ) -> Result<(), &'static str> {
        if !context.access.allows(Permission::ManagePeople) {
            return Err(Permission::ManagePeople.refusal());
        }
        match &before.value {
            Some(role) if !context.access.covers_role(role) => {
                Err("this role allows more than you may do; ask somebody who may do as much")
            }
            _ => Ok(()),
        }
    }

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.key("key", &self.key);
        checks.line("name", &self.name, NAME_CHARS);
        names::check(checks, "names", &self.names);
        if self.key == ADMINISTRATOR && !self.is_whole() {
            let detail = "of administrators must stay whole, with scope all: somebody must be able to repair";
            checks.fail("permissions", detail);
        }
        self.check_given(before, checks, context);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        frozen_key(&before.key, &self.key)
    }

    fn needed(&self, _: &Context<'_>) -> Option<FieldError> {
        let needed = [ADMINISTRATOR, MEMBER].contains(&self.key.as_str());
        needed.then(|| {
            let detail = format!("{} cannot be retired: nobody could do without it", self.key);
            FieldError::new("key", detail)
        })
    }
}

impl Role {
    fn is_whole(&self) -> bool {
        self.permissions == Permissions::all() && self.scope == Scope::All
    }

    /// The role, with permissions that came after it was saved where it is the administrators'.
    #[must_use]
    pub fn whole(&self) -> Cow<'_, Self> {
        if self.key != ADMINISTRATOR || self.is_whole() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            permissions: Permissions::all(),
            scope: Scope::All,
            ..self.clone()
        })
    }

    /// The id that a role with this key has.
    #[must_use]
    pub fn id(&self) -> RoleId {
        RoleId::from_key(&self.key)
    }
}
