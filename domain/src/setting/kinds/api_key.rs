//! API keys: how programs act, for a member or by themselves. The secret is never here.

use super::added;
use crate::access::Permissions;
use crate::aggregate::Context;
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::SettingKind;
use crate::{DepartmentId, MemberId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
    fn check_given(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let had = before.and_then(|b| b.permissions).unwrap_or_default();
        let wanted = self.permissions.unwrap_or_default().without(had);
        for permission in wanted.without(context.access.permissions()).iter() {
            let detail = format!("includes {}, which you may not do", permission.as_str());
            checks.fail("permissions", detail);
        }
    }
}

impl SettingKind for ApiKey {
    const CATEGORY: &'static str = "api_key";
    const SAVED: &'static str = "api_key.saved";
    const RETIRED: &'static str = "api_key.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        checks.items("department_ids", self.department_ids.len());
        let had = before.map(|b| b.department_ids.as_slice());
        for id in added(had, &self.department_ids) {
            if context.catalog.department(*id).is_none() {
                checks.fail("department_ids", format!("there is no department {id}"));
            }
        }
        let until = before.and_then(|b| b.expires_at);
        let new = self.expires_at.filter(|at| until != Some(*at));
        checks.moment("expires_at", new);
        if new.is_some_and(|at| at <= context.now) {
            checks.fail("expires_at", "must lie in the future");
        }
        self.check_owner(before, checks, context);
        self.check_given(before, checks, context);
    }
}
