//! The kinds of setting: departments, statuses, priorities, members.

use super::SettingKind;
use crate::{DepartmentId, FieldId, StatusId};
use crate::access;
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use serde::{Deserialize, Serialize};

/// A colour as `#rrggbb`.
pub type Colour = String;

/// Who owns tickets together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Department {
    pub name: String,
    /// Place among departments, lowest first.
    pub order: i32,
    /// The custom fields that its tickets have, in this order; without it all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Vec<FieldId>>,
    /// Whether those who had a ticket keep it when it is routed here.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub keep_assignees_on_routing: bool,
}

impl Department {
    /// A department with nothing but a name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            order: 0,
            form: None,
            keep_assignees_on_routing: true,
        }
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_yes(yes: &bool) -> bool {
    *yes
}

impl SettingKind for Department {
    const CATEGORY: &'static str = "department";
    const SAVED: &'static str = "department.saved";
    const RETIRED: &'static str = "department.retired";

    fn check(&self, checks: &mut Checks, _: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
    }
}

/// What a status means to clocks and lists, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusCategory {
    Open,
    Pending,
    Resolved,
    Closed,
}

impl StatusCategory {
    /// Nothing more is expected of the staff.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::Resolved | Self::Closed)
    }
}

/// One step of a ticket's life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    pub category: StatusCategory,
    pub colour: Colour,
    pub order: i32,
    /// The statuses that may follow it; without it any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Vec<StatusId>>,
    /// Keys of the roles that may set it; an empty list asks for none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_by_roles: Vec<String>,
    /// To which status a customer's reply moves a ticket that is in this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_customer_reply: Option<StatusId>,
}

impl Status {
    /// Key of the status in which tickets begin unless told otherwise.
    pub const FIRST: &'static str = "open";

    /// A status that asks for nothing and leads anywhere.
    #[must_use]
    pub fn new(
        key: impl Into<String>,
        name: impl Into<String>,
        category: StatusCategory,
        colour: impl Into<Colour>,
    ) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            category,
            colour: colour.into(),
            order: 0,
            next: None,
            set_by_roles: Vec::new(),
            on_customer_reply: None,
        }
    }
}

impl SettingKind for Status {
    const CATEGORY: &'static str = "status";
    const SAVED: &'static str = "status.saved";
    const RETIRED: &'static str = "status.retired";

    fn check(&self, checks: &mut Checks, _: &Context<'_>) {
        checks.key("key", &self.key);
        checks.line("name", &self.name, NAME_CHARS);
        checks.colour("colour", &self.colour);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        frozen_key(&before.key, &self.key)
    }

    fn needed(&self) -> Option<FieldError> {
        (self.key == Self::FIRST).then(|| needed_key(&self.key))
    }
}

/// How urgent a ticket is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    pub colour: Colour,
    /// Higher is more urgent.
    pub order: i32,
}

impl Priority {
    /// Key of the priority that tickets get unless told otherwise.
    pub const USUAL: &'static str = "normal";
}

impl SettingKind for Priority {
    const CATEGORY: &'static str = "priority";
    const SAVED: &'static str = "priority.saved";
    const RETIRED: &'static str = "priority.retired";

    fn check(&self, checks: &mut Checks, _: &Context<'_>) {
        checks.key("key", &self.key);
        checks.line("name", &self.name, NAME_CHARS);
        checks.colour("colour", &self.colour);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        frozen_key(&before.key, &self.key)
    }

    fn needed(&self) -> Option<FieldError> {
        (self.key == Self::USUAL).then(|| needed_key(&self.key))
    }
}

fn frozen_key(before: &str, after: &str) -> Option<FieldError> {
    (before != after).then(|| FieldError::new("key", "cannot be changed; make a new one instead"))
}

fn needed_key(key: &str) -> FieldError {
    FieldError::new(
        "key",
        format!("{key} cannot be retired: new tickets start with it"),
    )
}

/// One of the staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    /// Unique among members, compared without regard to case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default)]
    pub department_ids: Vec<DepartmentId>,
    /// May change settings and see the system's state.
    #[serde(default)]
    pub administrator: bool,
}

impl Member {
    /// Kind under which members' addresses are reserved.
    pub const EMAIL: &'static str = "member.email";

    /// Keys of the roles that this member has.
    #[must_use]
    pub fn roles(&self) -> Vec<String> {
        let administrator = self.administrator.then_some(access::ADMINISTRATOR);
        let roles = administrator.into_iter().chain([access::MEMBER]);
        roles.map(str::to_owned).collect()
    }
}

impl SettingKind for Member {
    const CATEGORY: &'static str = "member";
    const SAVED: &'static str = "member.saved";
    const RETIRED: &'static str = "member.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        if let Some(email) = &self.email {
            checks.email("email", email);
        }
        checks.items("department_ids", self.department_ids.len());
        for id in &self.department_ids {
            if context.catalog.department(*id).is_none() {
                checks.fail("department_ids", format!("there is no department {id}"));
            }
        }
    }

    fn unique(&self) -> Option<(&'static str, &'static str, String)> {
        self.email
            .as_ref()
            .map(|email| (Self::EMAIL, "email", email.to_lowercase()))
    }
}
