//! Statuses: the steps of a ticket's life.

use super::{Colour, Names, added, frozen_key, is_yes, names, needed_key, yes};
use crate::StatusId;
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::SettingKind;
use serde::{Deserialize, Serialize};

/// What a status means to clocks and lists, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusCategory {
    /// Nobody has looked at it yet.
    New,
    Open,
    /// Waits for the customer.
    Pending,
    /// Waits for somebody else.
    OnHold,
    Resolved,
    Closed,
}

impl StatusCategory {
    /// In which nothing more is expected of the staff.
    pub const DONE: [Self; 2] = [Self::Resolved, Self::Closed];

    /// Nothing more is expected of the staff.
    #[must_use]
    pub fn is_done(self) -> bool {
        Self::DONE.contains(&self)
    }

    /// A customer's reply changes what is to be done next.
    #[must_use]
    pub fn waits_for_reply(self) -> bool {
        matches!(self, Self::Pending | Self::OnHold) || self.is_done()
    }
}

/// One step of a ticket's life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Status {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// What customers read instead of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_label: Option<String>,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub customer_labels: Names,
    pub category: StatusCategory,
    pub colour: Colour,
    /// Place among statuses, lowest first.
    pub order: i32,
    /// Whether customers see tickets that are in it.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub visible_to_customer: bool,
    /// Whether lists show tickets that are in it, unless a filter asks for statuses.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub in_default_lists: bool,
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
            names: Names::new(),
            customer_label: None,
            customer_labels: Names::new(),
            category,
            colour: colour.into(),
            order: 0,
            visible_to_customer: true,
            in_default_lists: true,
            next: None,
            set_by_roles: Vec::new(),
            on_customer_reply: None,
        }
    }

    /// What a customer who reads `language` is told.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        match &self.customer_label {
            Some(label) => names::in_language(label, &self.customer_labels, language),
            None => names::in_language(&self.name, &self.names, language),
        }
    }

    fn check_texts(&self, checks: &mut Checks) {
        checks.key("key", &self.key);
        checks.line("name", &self.name, NAME_CHARS);
        names::check(checks, "names", &self.names);
        if let Some(label) = &self.customer_label {
            checks.line("customer_label", label, NAME_CHARS);
        } else if !self.customer_labels.is_empty() {
            let detail = "is required where labels per language are given";
            checks.fail("customer_label", detail);
        }
        names::check(checks, "customer_labels", &self.customer_labels);
        checks.colour("colour", &self.colour);
    }

    fn check_next(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let next = self.next.as_deref().unwrap_or_default();
        checks.items("next", next.len());
        let before = before.and_then(|b| b.next.as_deref());
        for id in added(before, next).filter(|id| !self.may_name(**id, context)) {
            checks.fail("next", format!("there is no status {id} in use"));
        }
    }

    fn check_reply(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        let Some(id) = self.on_customer_reply else {
            return;
        };
        if !self.category.waits_for_reply() {
            let detail = "is for pending, on_hold, resolved and closed statuses; leave it out";
            checks.fail("on_customer_reply", detail);
        }
        let as_before = before.is_some_and(|b| b.on_customer_reply == Some(id));
        if !as_before && !self.may_name(id, context) {
            let detail = format!("there is no status {id} in use");
            checks.fail("on_customer_reply", detail);
        }
    }

    /// The first status is built in: others may be made before it.
    fn may_name(&self, id: StatusId, context: &Context<'_>) -> bool {
        let built_in = [self.key.as_str(), Self::FIRST].map(StatusId::from_key);
        built_in.contains(&id) || context.catalog.status(id).is_some()
    }

    fn check_roles(&self, checks: &mut Checks, context: &Context<'_>) {
        let unknown = |role: &&String| context.catalog.role(role).is_none();
        for role in self.set_by_roles.iter().filter(unknown).take(10) {
            let known = context.catalog.role_keys().join(", ");
            let role: String = role.chars().take(50).collect();
            let detail = format!("there is no role {role}; use {known}");
            checks.fail("set_by_roles", detail);
        }
        checks.items("set_by_roles", self.set_by_roles.len());
    }
}

impl SettingKind for Status {
    const CATEGORY: &'static str = "status";
    const SAVED: &'static str = "status.saved";
    const RETIRED: &'static str = "status.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        self.check_texts(checks);
        self.check_next(before, checks, context);
        self.check_roles(checks, context);
        self.check_reply(before, checks, context);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        frozen_key(&before.key, &self.key)
    }

    fn needed(&self, context: &Context<'_>) -> Option<FieldError> {
        let first = context.catalog.first_status() == StatusId::from_key(&self.key);
        first.then(|| needed_key(&self.key))
    }
}
