//! Priorities: how urgent a ticket is.

use super::{Colour, Names, frozen_key, names, needed_key};
use crate::aggregate::{Context, FieldError};
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::SettingKind;
use serde::{Deserialize, Serialize};

/// How urgent a ticket is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Priority {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    pub colour: Colour,
    /// Higher is more urgent.
    pub order: i32,
}

impl Priority {
    /// Key of the priority that tickets get unless told otherwise.
    pub const USUAL: &'static str = "normal";

    /// A priority among others; `order` is higher the more urgent it is.
    #[must_use]
    pub fn new(
        key: impl Into<String>,
        name: impl Into<String>,
        colour: impl Into<Colour>,
        order: i32,
    ) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            names: Names::new(),
            colour: colour.into(),
            order,
        }
    }
}

impl SettingKind for Priority {
    const CATEGORY: &'static str = "priority";
    const SAVED: &'static str = "priority.saved";
    const RETIRED: &'static str = "priority.retired";

    fn check(&self, checks: &mut Checks, _: &Context<'_>) {
        checks.key("key", &self.key);
        checks.line("name", &self.name, NAME_CHARS);
        names::check(checks, "names", &self.names);
        checks.colour("colour", &self.colour);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        frozen_key(&before.key, &self.key)
    }

    fn needed(&self, _: &Context<'_>) -> Option<FieldError> {
        (self.key == Self::USUAL).then(|| needed_key(&self.key))
    }
}
