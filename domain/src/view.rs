//! Views: ways to look at the ticket list that people keep.

use crate::aggregate::{Context, FieldError};
use crate::condition::{Condition, Path, Usage};
use crate::event::to_json;
use crate::field::{self, echo};
use crate::ids::derived;
use crate::limits::{Checks, LIST_ITEMS, NAME_CHARS};
use crate::setting::{Names, Setting, SettingKind, check_names};
use crate::{Access, Audience, Catalog, DepartmentId, FieldId, MemberId, Permission, ViewId};
use serde::{Deserialize, Serialize};

mod built_in;
mod columns;
#[cfg(test)]
mod tests;

pub use columns::{COLUMNS, SORTS};

/// A way to look at the ticket list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct View {
    /// Of one that every installation has; it never changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    pub scope: ViewScope,
    /// Which tickets it shows; without it all that lists show by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Of [`COLUMNS`] and `fields.<key>`, what is shown of each ticket; without any whoever shows
    /// it chooses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// One of [`SORTS`] or `fields.<key>`, with `-` before it for the other way; newest first
    /// without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_by: Option<ViewGroup>,
    /// Place among views, lowest first.
    pub order: i32,
}

/// Who sees a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ViewScope {
    All,
    /// The members of these departments.
    Department {
        ids: Vec<DepartmentId>,
    },
    /// This member alone.
    Private {
        member: MemberId,
    },
}

/// What the tickets of a view are shown under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ViewGroup {
    Status,
    Priority,
    Department,
    Assignee,
}

impl View {
    /// The id of a built-in view.
    #[must_use]
    pub fn built_in_id(key: &str) -> ViewId {
        ViewId(derived("view", key))
    }

    /// Whether it is not one member's alone.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        !matches!(self.scope, ViewScope::Private { .. })
    }

    /// Whether whoever has this access sees it: it is meant for them, and it asks about no field
    /// that they may not see. Whoever changes views sees those of all departments.
    #[must_use]
    pub fn is_for(&self, access: &Access, catalog: &Catalog) -> bool {
        let audience = access.audience();
        let meant = match &self.scope {
            ViewScope::All => true,
            ViewScope::Department { ids } => {
                access.allows(Permission::ChangeViews)
                    || (!ids.is_empty() && audience.in_department(ids))
            }
            ViewScope::Private { member } => access.who() == Some(*member),
        };
        let mut asked = self.fields();
        meant && asked.all(|id| field::may_see(id, catalog, audience))
    }

    /// The columns that these may see.
    #[must_use]
    pub fn columns_for(&self, audience: &Audience, catalog: &Catalog) -> Vec<String> {
        let seen = |name: &&String| {
            let field = field_of(name);
            field.is_none_or(|id| field::may_see(id, catalog, audience))
        };
        self.columns.iter().filter(seen).cloned().collect()
    }

    /// The custom fields that decide what is shown, and in which order.
    fn fields(&self) -> impl Iterator<Item = FieldId> {
        let paths = self.condition.iter().flat_map(Condition::paths);
        let asked = paths.filter_map(Path::field_id);
        asked.chain(self.sort.as_deref().map(column).and_then(field_of))
    }

    fn check_scope(&self, checks: &mut Checks, catalog: &Catalog) {
        match &self.scope {
            ViewScope::Department { ids } => {
                if ids.is_empty() {
                    checks.fail("scope.ids", "must name at least one department");
                }
                checks.items("scope.ids", ids.len());
                for id in ids.iter().take(LIST_ITEMS) {
                    if catalog.department(*id).is_none() {
                        checks.fail("scope.ids", format!("there is no department {id} in use"));
                    }
                }
            }
            ViewScope::All | ViewScope::Private { .. } => {}
        }
    }

    fn check_columns(&self, checks: &mut Checks, known: impl Fn(&str, &[&str]) -> bool) {
        if let Some(sort) = &self.sort
            && !known(column(sort), &SORTS)
        {
            checks.fail("sort", unknown(sort, &SORTS));
        }
        checks.items("columns", self.columns.len());
        for (index, name) in self.columns.iter().take(LIST_ITEMS).enumerate() {
            let at = format!("columns[{index}]");
            if !known(name, &COLUMNS) {
                checks.fail(&at, unknown(name, &COLUMNS));
            } else if self.columns[..index].contains(name) {
                checks.fail(&at, "is there twice; name each column once");
            }
        }
    }
}

impl SettingKind for View {
    const CATEGORY: &'static str = "view";
    const SAVED: &'static str = "view.saved";
    const RETIRED: &'static str = "view.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        let audience = context.access.audience();
        checks.line("name", &self.name, NAME_CHARS);
        check_names(checks, "names", &self.names);
        self.check_scope(checks, context.catalog);
        if let Some(condition) = &self.condition {
            let usage = Usage::lists(context.catalog, audience);
            condition.check_for(&usage, "condition", checks);
        }
        self.check_columns(checks, |name, names| {
            let field = field_of(name);
            names.contains(&name) || field.is_some_and(|id| is_field(id, context.catalog, audience))
        });
        checks.fits("condition", to_json(self).len());
    }

    fn frozen(&self, before: &Self) -> Option<FieldError> {
        (self.key != before.key).then(|| FieldError::new("key", "cannot be changed"))
    }

    /// One's own are one's own business; those that others see need a permission.
    fn permitted(
        before: &Setting<Self>,
        after: Option<&Self>,
        context: &Context<'_>,
    ) -> Result<(), &'static str> {
        let may = |view: &Self| match view.scope {
            ViewScope::Private { member } => context.access.who() == Some(member),
            ViewScope::All | ViewScope::Department { .. } => {
                context.access.allows(Permission::ChangeViews)
            }
        };
        let mut both = before.value.iter().chain(after);
        match context.access.is_everything() || both.all(may) {
            true => Ok(()),
            false => Err(SHARED),
        }
    }
}

const SHARED: &str = "views that are not yours alone need settings.views; make one whose scope is \
                      {\"type\": \"private\"}";

/// What an order goes by, without its direction.
fn column(sort: &str) -> &str {
    sort.strip_prefix('-').unwrap_or(sort)
}

/// The custom field that a column shows or an order goes by.
fn field_of(name: &str) -> Option<FieldId> {
    name.strip_prefix(Path::FIELDS).map(FieldId::from_key)
}

/// Whether there is such a field, retired or not, for those who look.
fn is_field(id: FieldId, catalog: &Catalog, audience: &Audience) -> bool {
    catalog.fields.get(id.0).is_some() && field::may_see(id, catalog, audience)
}

fn unknown(name: &str, names: &[&str]) -> String {
    let (name, names) = (echo(name), names.join(", "));
    format!("there is no {name}; use one of {names}, fields.<key>")
}
