//! Members: the staff.

use super::{Calendar, added};
use crate::access::{self, Permission};
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use crate::locale;
use crate::setting::{Setting, SettingKind};
use crate::{Catalog, DepartmentId, MemberId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One of the staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Member {
    pub name: String,
    /// Unique among members, compared without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default)]
    pub department_ids: Vec<DepartmentId>,
    /// May do everything.
    #[serde(default)]
    pub administrator: bool,
    /// Keys of their roles; without any they have the role `member`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// BCP 47 tag of the language that they read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When they work; without it always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Away>,
}

/// A time in which a member does not work, and who does instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Away {
    pub from: Timestamp,
    /// The first moment in which they are back.
    pub until: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<MemberId>,
}

impl Member {
    /// Kind under which members' addresses are reserved.
    pub const EMAIL: &'static str = "member.email";

    /// A member with nothing but a name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            email: None,
            department_ids: Vec::new(),
            administrator: false,
            roles: Vec::new(),
            language: None,
            calendar: None,
            away: None,
        }
    }

    /// Keys of the roles that this member has.
    #[must_use]
    pub fn roles(&self) -> Vec<String> {
        let administrator = self.administrator.then_some(access::ADMINISTRATOR);
        let usual = self.roles.is_empty().then_some(access::MEMBER);
        let named = self.roles.iter().map(String::as_str);
        let mut roles: Vec<String> = Vec::new();
        for role in administrator.into_iter().chain(named).chain(usual) {
            if !roles.iter().any(|known| known == role) {
                roles.push(role.to_owned());
            }
        }
        roles
    }

    /// Whether they may do everything, however it was said.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.administrator || self.roles.iter().any(|key| key == access::ADMINISTRATOR)
    }

    /// The same member with just these roles.
    #[must_use]
    pub fn with_roles(mut self, keys: &[String]) -> Self {
        self.administrator = keys.iter().any(|key| key == access::ADMINISTRATOR);
        let others = keys.iter().filter(|key| *key != access::ADMINISTRATOR);
        self.roles = others.cloned().collect();
        let mut known = BTreeSet::new();
        self.roles.retain(|key| known.insert(key.clone()));
        if self.roles == [access::MEMBER] {
            self.roles.clear(); // which is said by naming none
        }
        self
    }

    /// What decides what they may do, and by which address they are known.
    fn standing(&self) -> (Vec<String>, &[DepartmentId], Option<&str>) {
        (self.roles(), &self.department_ids, self.email.as_deref())
    }

    /// Their absence, if `now` lies in it.
    #[must_use]
    pub fn absence(&self, now: Timestamp) -> Option<&Away> {
        let away = self.away.as_ref();
        away.filter(|away| away.from <= now && now < away.until)
    }

    fn check_departments(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.items("department_ids", self.department_ids.len());
        let before = before.map(|b| b.department_ids.as_slice());
        for id in added(before, &self.department_ids) {
            if context.catalog.department(*id).is_none() {
                checks.fail("department_ids", format!("there is no department {id}"));
            } else if !(context.access).covers_department(Permission::ReadTickets, *id) {
                let detail = format!("includes {id}, whose tickets you may not see yourself");
                checks.fail("department_ids", detail);
            }
        }
    }

    /// Nobody gives a role that allows what they may not do themselves.
    fn check_roles(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.items("roles", self.roles.len());
        let had = before.map(Self::roles).unwrap_or_default();
        for key in added(before.map(|_| had.as_slice()), &self.roles()) {
            let Some(role) = context.catalog.role(key) else {
                let known = context.catalog.role_keys().join(", ");
                let key: String = key.chars().take(50).collect();
                checks.fail("roles", format!("there is no role {key}; use {known}"));
                continue;
            };
            if !context.access.covers_role(&role) {
                let detail = format!("includes {key}, which allows more than you may do");
                checks.fail("roles", detail);
            }
        }
    }

    fn check_away(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let Some(away) = &self.away else {
            return;
        };
        checks.moment("away.from", Some(away.from));
        checks.moment("away.until", Some(away.until));
        if away.until <= away.from {
            checks.fail("away.until", "must lie after away.from");
        }
        let before = before.and_then(|b| b.away).and_then(|b| b.substitute);
        let new = away.substitute.filter(|id| before != Some(*id));
        if let Some(id) = new.filter(|id| context.catalog.member(*id).is_none()) {
            let detail = format!("there is no member {id} in service");
            checks.fail("away.substitute_id", detail);
        }
    }
}

impl SettingKind for Member {
    const CATEGORY: &'static str = "member";
    const SAVED: &'static str = "member.saved";
    const RETIRED: &'static str = "member.retired";

    /// What a member may do is changed by those who manage people, and only for members who may
    /// not do more than they.
    fn permitted(
        before: &Setting<Self>,
        after: Option<&Self>,
        context: &Context<'_>,
    ) -> Result<(), &'static str> {
        let now = before.value.as_ref();
        let stands = now
            .zip(after)
            .map(|(now, after)| now.standing() == after.standing());
        if stands == Some(true) && !before.retired {
            return Ok(());
        }
        if !context.access.allows(Permission::ManagePeople) {
            return Err(Permission::ManagePeople.refusal());
        }
        let roles = now.map(Self::roles).unwrap_or_default();
        let mut roles = roles.iter().filter_map(|key| context.catalog.role(key));
        if roles.any(|role| !context.access.covers_role(&role)) {
            return Err("this member may do more than you; ask somebody who may do as much");
        }
        Ok(())
    }

    /// The last one who may let others in stays.
    fn stands_by(
        id: Uuid,
        before: &Self,
        after: Option<&Self>,
        catalog: &Catalog,
    ) -> Result<Option<Uuid>, FieldError> {
        if !before.is_administrator() || after.is_some_and(Self::is_administrator) {
            return Ok(None);
        }
        match catalog.another_administrator(MemberId(id)) {
            Some(other) => Ok(Some(other.0)),
            None => {
                let detail = "must stay: nobody else is an administrator";
                Err(FieldError::new("administrator", detail))
            }
        }
    }

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        if let Some(email) = &self.email {
            checks.email("email", email);
        }
        self.check_departments(before, checks, context);
        self.check_roles(before, checks, context);
        if let Some(language) = &self.language {
            let usual = locale::language(language);
            if usual.as_ref() != Some(language) {
                checks.fail("language", "must be a language tag like ar, he or en");
            }
        }
        if let Some(calendar) = &self.calendar {
            calendar.check("calendar", checks);
        }
        self.check_away(before, checks, context);
    }

    fn unique(&self) -> Option<(&'static str, &'static str, String)> {
        self.email
            .as_ref()
            .map(|email| (Self::EMAIL, "email", email.to_lowercase()))
    }
}
