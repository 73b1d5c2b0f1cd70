//! What a ticket must look like for a rule to run, as HTTP spells it.

use crate::fields::Condition;
use crate::tickets::{priority_id, status_id};
use domain::automation::{Lists, When};
use domain::{Catalog, DepartmentId, FieldError};
use serde::Deserialize;

/// The short form: one entry of each list must fit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Short {
    status: Vec<String>,
    priority: Vec<String>,
    department: Vec<uuid::Uuid>,
}

/// The condition that was sent, or its short form; what is wrong with it is added to `errors`.
pub(super) fn read(
    sent: Option<&Condition>,
    catalog: &Catalog,
    errors: &mut Vec<FieldError>,
) -> When {
    let Some(condition) = sent else {
        return When::default();
    };
    match Short::deserialize(&condition.0) {
        Ok(short) => When::Lists(short.read(catalog, errors)),
        Err(_) => match condition.read_for_automation("when", catalog, errors) {
            Some(condition) => When::Condition(condition),
            None => When::default(),
        },
    }
}

/// As a condition, whichever way it was sent.
pub(super) fn of(when: &When, catalog: &Catalog) -> Option<Condition> {
    when.condition(catalog).as_deref().map(Condition::of)
}

impl Short {
    fn read(&self, catalog: &Catalog, errors: &mut Vec<FieldError>) -> Lists {
        let status = |text: &String| status_id(text, catalog);
        let priority = |text: &String| priority_id(text, catalog);
        Lists {
            status: known("when.status", &self.status, status, errors),
            priority: known("when.priority", &self.priority, priority, errors),
            department: self.department.iter().copied().map(DepartmentId).collect(),
        }
    }
}

fn known<T>(
    field: &str,
    texts: &[String],
    parse: impl Fn(&String) -> Result<T, String>,
    errors: &mut Vec<FieldError>,
) -> Vec<T> {
    let ids: Result<_, String> = texts.iter().map(parse).collect();
    ids.unwrap_or_else(|detail| {
        errors.push(FieldError::new(field, detail));
        Vec::new()
    })
}
