//! What shall be different of a department, as HTTP spells it.

use super::view::form;
use crate::calendars::named_calendar;
use crate::problem::Problem;
use crate::request::{Reader, present};
use crate::settings::{judged, kept, patched};
use crate::types::{Assignment, MaybeUndefined};
use domain::setting::{self, Names};
use domain::{CalendarId, Catalog, FieldError, FieldId, MemberId};
use poem_openapi::Object;
use poem_openapi::types::Example;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What shall be different of a department.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(example)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct DepartmentPatch {
    #[serde(deserialize_with = "present")]
    pub name: Option<String>,
    /// All names per language.
    #[serde(deserialize_with = "present")]
    pub names: Option<Names>,
    #[serde(deserialize_with = "present")]
    pub description: Option<String>,
    pub colour: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub order: Option<i32>,
    pub lead_id: MaybeUndefined<Uuid>,
    /// All members who belong to it.
    #[serde(deserialize_with = "present")]
    pub member_ids: Option<Vec<Uuid>>,
    #[serde(deserialize_with = "present")]
    pub show_in_navigation: Option<bool>,
    #[serde(deserialize_with = "present")]
    pub default_assignment: Option<Assignment>,
    /// null: all fields.
    pub form: MaybeUndefined<Vec<String>>,
    /// Id or key; null: that of the workspace.
    pub calendar: MaybeUndefined<String>,
    #[serde(deserialize_with = "present")]
    pub keep_assignees_on_routing: Option<bool>,
}

impl DepartmentPatch {
    pub fn applied_to(
        &self,
        now: &setting::Department,
        reader: &Reader,
    ) -> Result<setting::Department, Problem> {
        let (change, errors) = self.change(&reader.catalog);
        judged(change.applied_to(now), errors, reader)
    }

    /// The change by itself, whatever the department is like by then.
    pub fn read(&self, reader: &Reader) -> Result<Change<'_>, Vec<FieldError>> {
        let (change, errors) = self.change(&reader.catalog);
        if errors.is_empty() {
            Ok(change)
        } else {
            Err(errors)
        }
    }

    fn change(&self, catalog: &Catalog) -> (Change<'_>, Vec<FieldError>) {
        let (named, mut errors) = match &self.form {
            MaybeUndefined::Value(named) => form(Some(named), catalog),
            MaybeUndefined::Null | MaybeUndefined::Undefined => (None, Vec::new()),
        };
        let calendar = self.calendar.value().map(String::as_str);
        let change = Change {
            patch: self,
            form: named,
            calendar: named_calendar(calendar, catalog, &mut errors),
        };
        (change, errors)
    }
}

/// A patch whose form and calendar were read.
pub(crate) struct Change<'a> {
    patch: &'a DepartmentPatch,
    form: Option<Vec<FieldId>>,
    calendar: Option<CalendarId>,
}

impl Change<'_> {
    pub fn applied_to(&self, now: &setting::Department) -> setting::Department {
        let patch = self.patch;
        setting::Department {
            name: kept(patch.name.as_ref(), &now.name),
            names: kept(patch.names.as_ref(), &now.names),
            description: kept(patch.description.as_ref(), &now.description),
            colour: patched(&patch.colour, &now.colour, |colour| colour),
            order: patch.order.unwrap_or(now.order),
            lead: patched(&patch.lead_id, &now.lead, MemberId),
            show_in_navigation: patch.show_in_navigation.unwrap_or(now.show_in_navigation),
            default_assignment: (patch.default_assignment)
                .map_or(now.default_assignment, |assignment| assignment.0),
            form: match &patch.form {
                MaybeUndefined::Undefined => now.form.clone(),
                MaybeUndefined::Null | MaybeUndefined::Value(_) => self.form.clone(),
            },
            calendar: match &patch.calendar {
                MaybeUndefined::Undefined => now.calendar,
                MaybeUndefined::Null | MaybeUndefined::Value(_) => self.calendar,
            },
            keep_assignees_on_routing: (patch.keep_assignees_on_routing)
                .unwrap_or(now.keep_assignees_on_routing),
        }
    }
}

impl Example for DepartmentPatch {
    fn example() -> Self {
        Self {
            colour: MaybeUndefined::Value("blue".to_owned()),
            show_in_navigation: Some(false),
            ..Self::default()
        }
    }
}
