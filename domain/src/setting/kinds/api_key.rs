//! API keys: how programs act, for a member or by themselves. The secret is never here.

use super::added;
use crate::access::{Access, Breadth, Permission, Permissions};
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::{Setting, SettingKind};
use crate::{Actor, ActorKind, ApiKeyId, DepartmentId, MemberId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a key may do and for how long. Its secrets are kept hashed beside the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ApiKey {
    pub name: String,
    /// The member who acts through it; without one it is an integration's and acts by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<MemberId>,
    /// What of its owner's permissions it leaves; without it all. An integration has these alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Permissions>,
    /// Only tickets of these departments; without any no such limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub department_ids: Vec<DepartmentId>,
    /// Good until then; without it until it is retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// How its current secret begins, so that people can tell keys apart.
    pub prefix: String,
}

impl ApiKey {
    /// Whether it is no longer good at `now`.
    #[must_use]
    pub fn has_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    fn check_owner(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let new = self
            .owner
            .filter(|id| before.and_then(|b| b.owner) != Some(*id));
        if let Some(id) = new.filter(|id| context.catalog.member(*id).is_none()) {
            checks.fail("owner_id", format!("there is no member {id} in service"));
        }
        if self.owner.is_none() && self.permissions.is_none_or(Permissions::is_empty) {
            let detail = "must name what the integration may do";
            checks.fail("permissions", detail);
        }
    }

    /// Nobody gives a key what they do not have themselves.
    fn check_permissions(&self, kept: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let all = |key: &Self| key.permissions.unwrap_or_else(Permissions::all);
        let had = kept.map_or(Permissions::NONE, all);
        let Some(wanted) = self.permissions else {
            if had != Permissions::all() && context.access.is_narrowed() {
                let detail = "must be named: the key that you use allows only some things";
                checks.fail("permissions", detail);
            }
            return;
        };
        let added = wanted.without(had);
        for permission in added.without(context.access.permissions()).iter() {
            let detail = format!("includes {}, which you may not do", permission.as_str());
            checks.fail("permissions", detail);
        }
    }

    fn check_departments(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.items("department_ids", self.department_ids.len());
        let had = before.map(|b| b.department_ids.as_slice());
        for id in added(had, &self.department_ids) {
            if context.catalog.department(*id).is_none() {
                checks.fail("department_ids", format!("there is no department {id}"));
            }
        }
    }

    /// Nor does a key reach tickets that are out of reach for whoever makes it.
    fn check_reach(&self, kept: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let same = |key: &Self| {
            key.department_ids == self.department_ids && key.permissions == self.permissions
        };
        if kept.is_some_and(same) {
            return;
        }
        let access = context.access;
        let within = |permission| match self.department_ids.as_slice() {
            [] => access.breadth(permission) == Some(Breadth::EVERYTHING),
            ids => (ids.iter()).all(|id| access.covers_department(permission, *id)),
        };
        let scoped = self.permissions.unwrap_or_default();
        let mut scoped = scoped.iter().filter(|p| p.is_scoped() && access.allows(*p));
        if self.owner.is_none() && !scoped.all(within) {
            let detail = "must name departments whose tickets are within your own reach";
            checks.fail("department_ids", detail);
        }
        let narrow = access.departments_of_key();
        let outside = |of: &BTreeSet<DepartmentId>| {
            let ids = &self.department_ids;
            ids.is_empty() || !ids.iter().all(|id| of.contains(id))
        };
        if self.owner.is_some() && narrow.is_some_and(outside) {
            let detail = "must be among the departments of the key that you use";
            checks.fail("department_ids", detail);
        }
    }

    /// A key that expires makes none that outlives it.
    fn check_expiry(&self, kept: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        if kept.is_some_and(|kept| kept.expires_at == self.expires_at) {
            return;
        }
        checks.moment("expires_at", self.expires_at);
        if self.has_expired(context.now) {
            checks.fail("expires_at", "must lie in the future");
        }
        let actor = context.actor;
        let used = match actor.kind {
            ActorKind::ApiKey => actor.id,
            _ => actor.api_key,
        };
        let used = used.and_then(|id| context.catalog.api_key(ApiKeyId(id)));
        if let Some(end) = used.and_then(|key| key.expires_at)
            && self.expires_at.is_none_or(|at| at > end)
        {
            let detail = format!("must not be later than {end}, when the key that you use expires");
            checks.fail("expires_at", detail);
        }
    }

    /// Whether whoever asks acts for the member whose key it is.
    fn is_of(&self, actor: &Actor) -> bool {
        let owner = self.owner.map(|id| id.0);
        actor.kind == ActorKind::Member && owner.is_some() && owner == actor.id
    }

    /// Whether the actor may know of the key: its owner; for those of integrations whoever manages
    /// these; and whoever manages people.
    #[must_use]
    pub fn is_for(&self, actor: &Actor, access: &Access) -> bool {
        let integrations = self.owner.is_none() && access.allows(Permission::ManageIntegrations);
        self.is_of(actor) || integrations || access.allows(Permission::ManagePeople)
    }
}

impl SettingKind for ApiKey {
    const CATEGORY: &'static str = "api_key";
    const SAVED: &'static str = "api_key.saved";
    const RETIRED: &'static str = "api_key.retired";

    const RETURNS: bool = false;

    /// Members make and change their own keys; those of others they retire at most.
    fn permitted(
        before: &Setting<Self>,
        after: Option<&Self>,
        context: &Context<'_>,
    ) -> Result<(), &'static str> {
        let (actor, access) = (&context.actor, context.access);
        let theirs = |key: &Self| key.owner.is_none() || key.is_of(actor);
        let key = before.value.as_ref();
        if access.is_everything() {
            return Ok(());
        }
        if !key
            .into_iter()
            .chain(after)
            .all(|key| key.is_for(actor, access))
        {
            return Err("this key is not yours; ask somebody with integrations.manage");
        }
        if !after.is_none_or(theirs) {
            return Err("a key for a member is made and changed by that member alone");
        }
        Ok(())
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        (before.owner != self.owner)
            .then(|| FieldError::new("owner_id", "cannot be changed; make a new key instead"))
    }

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    /// A new secret is like a new key: whoever gets it may do all that the key allows.
    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let kept = before.filter(|before| before.prefix == self.prefix);
        checks.line("name", &self.name, NAME_CHARS);
        self.check_departments(before, checks, context);
        self.check_owner(before, checks, context);
        self.check_permissions(kept, checks, context);
        self.check_reach(kept, checks, context);
        self.check_expiry(kept, checks, context);
    }
}
