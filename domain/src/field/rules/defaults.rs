//! What a new ticket has unless told otherwise.

use super::shown::MAX_NESTED;
use super::{Sheet, Shown, unavailable};
use crate::condition::Path;
use crate::field::form::in_form;
use crate::field::{Choice, Field, FieldValues, find};
use crate::{Catalog, FieldId};
use std::collections::HashSet;

/// The defaults of the form's fields that are shown and have no value yet. Fields come after
/// those that their conditions ask about, so one default may bring another. A default that the
/// field no longer takes, or a choice that is not available, is left out.
#[must_use]
pub fn defaults(sheet: &Sheet<'_>, catalog: &Catalog) -> FieldValues {
    let with_default = in_form(catalog, sheet.form, |field| field.default.is_some());
    let mut filling = Filling {
        sheet,
        catalog,
        values: sheet.values.clone(),
        added: FieldValues::new(),
        settled: HashSet::new(),
    };
    let ids: Vec<_> = with_default.into_iter().map(|(id, _)| id).collect();
    let wanted = ids.iter().copied().collect();
    for id in ids {
        filling.settle(id, &wanted, MAX_NESTED);
    }
    filling.added
}

struct Filling<'a> {
    sheet: &'a Sheet<'a>,
    catalog: &'a Catalog,
    values: FieldValues,
    added: FieldValues,
    settled: HashSet<FieldId>,
}

impl Filling<'_> {
    /// Settles what the field depends on, then the field.
    fn settle(&mut self, id: FieldId, wanted: &HashSet<FieldId>, steps: usize) {
        let Some((field, _)) = find(self.catalog, id).filter(|_| self.settled.insert(id)) else {
            return;
        };
        if let Some(left) = steps.checked_sub(1) {
            for other in asked_about(field) {
                self.settle(other, wanted, left);
            }
        }
        if wanted.contains(&id) && !self.values.contains_key(&id) {
            self.fill(id, field);
        }
    }

    fn fill(&mut self, id: FieldId, field: &Field) {
        let Some(value) = &field.default else {
            return;
        };
        let sheet = Sheet {
            values: &self.values,
            ..*self.sheet
        };
        let shown = Shown::new(&sheet, self.catalog);
        let fits = shown.is(id, field)
            && field.kind.accepts(value, self.catalog).is_ok()
            && unavailable(&field.kind, value, &shown).is_empty();
        drop(shown);
        if fits {
            self.values.insert(id, value.clone());
            self.added.insert(id, value.clone());
        }
    }
}

/// The fields that decide whether this one is shown and what can be chosen in it.
fn asked_about(field: &Field) -> Vec<FieldId> {
    let mut ids = Vec::new();
    let shown = field.shown_if.iter().flat_map(|c| c.paths());
    ids.extend(shown.filter_map(Path::field_id));
    let mut levels = vec![field.kind.choices()];
    while let Some(level) = levels.pop() {
        for Choice {
            available_if,
            choices,
            ..
        } in level
        {
            let paths = available_if.iter().flat_map(|c| c.paths());
            ids.extend(paths.filter_map(Path::field_id));
            levels.push(choices);
        }
    }
    ids
}
