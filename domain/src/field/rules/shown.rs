//! Which fields of a ticket are shown.

use super::Sheet;
use crate::field::{Field, FieldValue, find};
use crate::{Catalog, FieldId};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// How far conditions are followed from field to field. Longer chains are refused when saved; two
/// that were saved at the same moment may make one all the same.
pub(super) const MAX_NESTED: usize = 64;

/// A ticket with what is hidden taken for missing. Every condition is asked at most once.
pub(super) struct Shown<'a> {
    pub sheet: Sheet<'a>,
    catalog: &'a Catalog,
    /// Answers so far; none while it is being found out.
    known: RefCell<HashMap<FieldId, Option<bool>>>,
    nested: Cell<usize>,
}

impl<'a> Shown<'a> {
    pub fn new(sheet: &Sheet<'a>, catalog: &'a Catalog) -> Self {
        Self {
            sheet: *sheet,
            catalog,
            known: RefCell::default(),
            nested: Cell::new(0),
        }
    }

    /// Whether the field is shown.
    pub fn is(&self, id: FieldId, field: &Field) -> bool {
        let Some(condition) = &field.shown_if else {
            return true;
        };
        if let Some(answer) = self.known.borrow().get(&id) {
            return answer.unwrap_or(false);
        }
        self.known.borrow_mut().insert(id, None);
        let nested = self.nested.replace(self.nested.get() + 1);
        let answer = nested < MAX_NESTED && condition.holds(self);
        self.nested.set(nested);
        self.known.borrow_mut().insert(id, Some(answer));
        answer
    }

    /// The value of a field that is shown.
    pub fn get(&self, id: FieldId) -> Option<&'a FieldValue> {
        let value = self.sheet.values.get(&id)?;
        let (field, _) = find(self.catalog, id)?;
        self.is(id, field).then_some(value)
    }
}
