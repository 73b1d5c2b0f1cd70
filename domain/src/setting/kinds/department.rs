//! Departments: who owns tickets together.

use super::{Colour, Names, added, is_yes, names, yes};
use crate::aggregate::Context;
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::SettingKind;
use crate::{CalendarId, Catalog, FieldId, MemberId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most fields of a form.
const FORM_FIELDS: usize = 500;

/// Who owns tickets together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Department {
    pub name: String,
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// Place among departments, lowest first.
    pub order: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<MemberId>,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub show_in_navigation: bool,
    /// Who gets a ticket that comes in without anybody to do it.
    #[serde(default, skip_serializing_if = "Assignment::is_none")]
    pub default_assignment: Assignment,
    /// The custom fields that its tickets have, in this order; without it all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Vec<FieldId>>,
    /// The business calendar of its tickets; that of the workspace unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarId>,
    /// Whether those who had a ticket keep it when it is routed here.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub keep_assignees_on_routing: bool,
}

/// Who gets a ticket that comes in without anybody to do it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Assignment {
    /// Nobody: it waits until somebody takes it.
    #[default]
    None,
    /// The members take turns.
    RoundRobin,
    /// The member with the fewest open tickets.
    LeastLoaded,
}

impl Assignment {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::None
    }
}

impl Department {
    /// A department with nothing but a name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            names: Names::new(),
            description: String::new(),
            colour: None,
            order: 0,
            lead: None,
            show_in_navigation: true,
            default_assignment: Assignment::None,
            form: None,
            calendar: None,
            keep_assignees_on_routing: true,
        }
    }
}

impl SettingKind for Department {
    const CATEGORY: &'static str = "department";
    const SAVED: &'static str = "department.saved";
    const RETIRED: &'static str = "department.retired";

    fn check(&self, checks: &mut Checks, context: &Context<'_>) {
        self.check_after(None, checks, context);
    }

    fn check_after(&self, before: Option<&Self>, checks: &mut Checks, context: &Context<'_>) {
        checks.line("name", &self.name, NAME_CHARS);
        names::check(checks, "names", &self.names);
        checks.text("description", &self.description);
        if let Some(colour) = &self.colour {
            checks.colour("colour", colour);
        }
        let new_lead = self
            .lead
            .filter(|_| before.map(|b| b.lead) != Some(self.lead));
        if let Some(lead) = new_lead.filter(|id| context.catalog.member(*id).is_none()) {
            checks.fail("lead_id", format!("there is no member {lead} in service"));
        }
        let new_calendar =
            (self.calendar).filter(|_| before.map(|b| b.calendar) != Some(self.calendar));
        if let Some(id) = new_calendar.filter(|id| context.catalog.calendar(*id).is_none()) {
            checks.fail("calendar", format!("there is no calendar {id} in use"));
        }
        if let Some(form) = &self.form {
            let before = before.and_then(|b| b.form.as_deref());
            check_form(form, before, checks, context.catalog);
        }
    }
}

fn check_form(
    form: &[FieldId],
    before: Option<&[FieldId]>,
    checks: &mut Checks,
    catalog: &Catalog,
) {
    if form.len() > FORM_FIELDS {
        checks.fail("form", format!("must have at most {FORM_FIELDS} entries"));
        return;
    }
    for id in added(before, form).filter(|id| catalog.field(**id).is_none()) {
        checks.fail("form", format!("there is no field {id} in use"));
    }
    let mut seen = HashSet::new();
    if !form.iter().all(|id| seen.insert(id)) {
        checks.fail("form", "must name each field once");
    }
}
