//! Custom fields: what an organisation wants to know of its tickets, and the rules for it.

use crate::access::Audience;
use crate::aggregate::{Context, FieldError};
use crate::condition::Condition;
use crate::limits::Checks;
use crate::setting::{Names, SettingKind};
use crate::{Catalog, DepartmentId, FieldGroupId, FieldId};
use serde::{Deserialize, Serialize};

mod choice;
mod form;
mod kind;
mod moment;
mod read;
mod rules;
mod save;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub use choice::{Choice, MAX_LEVELS};
pub use form::form;
pub use kind::{FieldKind, Pattern};
pub(crate) use moment::{read_date, read_moment};
pub use read::parse;
pub use rules::{Sheet, check, defaults, holds, visible};
pub(crate) use text::{echo, some_of};
pub use value::{FieldValue, FieldValues};

/// One custom field of tickets. Its id is derived from its key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Field {
    /// Stable name for machines; never changes.
    pub key: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// What to fill in, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub helps: Names,
    /// Its type never changes, and no choice is ever taken away; limits may change.
    pub kind: FieldKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<FieldGroupId>,
    /// Place within its group, lowest first.
    pub order: i32,
    /// What a new ticket has unless told otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<FieldValue>,
    /// Without it the field is always shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_if: Option<Condition>,
    /// Must have a value wherever it is shown.
    #[serde(default)]
    pub required: bool,
    /// Must have a value wherever it is shown and this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<Condition>,
    #[serde(default)]
    pub access: FieldAccess,
}

/// Who sees a field and who changes it. An empty list asks nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldAccess {
    /// Keys of roles, any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub see_roles: Vec<String>,
    /// Members of any of these departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub see_departments: Vec<DepartmentId>,
    /// Of those who see it: keys of roles, any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edit_roles: Vec<String>,
    /// Of those who see it: members of any of these departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edit_departments: Vec<DepartmentId>,
    #[serde(default)]
    pub portal: Portal,
}

/// What customers may do with a field in the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Portal {
    #[default]
    Hidden,
    Visible,
    Editable,
}

/// Fields that are shown together under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldGroup {
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// Place among groups, lowest first.
    pub order: i32,
    /// Closed until somebody opens it.
    #[serde(default)]
    pub collapsed: bool,
}

impl SettingKind for Field {
    const CATEGORY: &'static str = "field";
    const SAVED: &'static str = "field.saved";
    const RETIRED: &'static str = "field.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        save::check(self, checks, context.catalog);
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        save::frozen(before, self)
    }
}

impl SettingKind for FieldGroup {
    const CATEGORY: &'static str = "field_group";
    const SAVED: &'static str = "field_group.saved";
    const RETIRED: &'static str = "field_group.retired";

    fn check(&self, checks: &mut Checks, _: &Context<'_>) {
        save::check_group(self, checks);
    }
}

impl FieldAccess {
    /// Whether they may see the field's values.
    #[must_use]
    pub fn sees(&self, audience: &Audience) -> bool {
        match audience {
            Audience::Everything => true,
            Audience::Staff { .. } => {
                audience.has_role(&self.see_roles) && audience.in_department(&self.see_departments)
            }
            Audience::Portal => self.portal != Portal::Hidden,
        }
    }

    /// Whether they may change the field's values.
    #[must_use]
    pub fn edits(&self, audience: &Audience) -> bool {
        match audience {
            Audience::Everything => true,
            Audience::Staff { .. } => {
                self.sees(audience)
                    && audience.has_role(&self.edit_roles)
                    && audience.in_department(&self.edit_departments)
            }
            Audience::Portal => self.portal == Portal::Editable,
        }
    }
}

/// Whether they may see this field's values at all, as histories and events ask, which know no
/// conditions. Nobody sees an unknown field but those who see everything.
#[must_use]
pub fn may_see(id: FieldId, catalog: &Catalog, audience: &Audience) -> bool {
    match find(catalog, id) {
        Some((field, _)) => field.access.sees(audience),
        None => *audience == Audience::Everything,
    }
}

/// Key of a field, retired or not; its id where nothing is known of it.
#[must_use]
pub fn key(id: FieldId, catalog: &Catalog) -> String {
    find(catalog, id).map_or_else(|| id.to_string(), |(field, _)| field.key.clone())
}

/// A field and whether it was retired.
fn find(catalog: &Catalog, id: FieldId) -> Option<(&Field, bool)> {
    let entry = catalog.fields.get(id.0)?;
    let value = entry.setting.value.as_ref()?;
    Some((value, entry.setting.retired))
}

/// Every field by its key, retired or not.
pub(crate) fn by_key<'a>(catalog: &'a Catalog, key: &str) -> Option<&'a Field> {
    find(catalog, FieldId::from_key(key)).map(|(field, _)| field)
}
