//! The rules for fields of a ticket, in the one place where they are held.
//!
//! A field is shown when its condition holds. What a hidden field holds is kept, but nobody is
//! told of it and conditions take it for missing. A ticket may keep an old fault (a value that a
//! changed limit no longer allows, a required value that was never given) but no change may give
//! it a new one.

use super::choice::{along, find as find_choice, known};
use super::form::in_form;
use super::{Field, FieldKind, FieldValue, FieldValues, find};
use crate::access::Audience;
use crate::aggregate::FieldError;
use crate::condition::{Condition, Facts, Path, Value};
use crate::{Catalog, FieldId};
use std::collections::BTreeSet;

mod defaults;
mod shown;

pub use defaults::defaults;

use shown::Shown;

/// A ticket as far as the rules for fields ask.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// Answers every path but custom fields.
    pub facts: &'a dyn Facts,
    /// What the custom fields hold, hidden ones too.
    pub values: &'a FieldValues,
    /// The fields that the ticket's department asks for; none means all.
    pub form: Option<&'a [FieldId]>,
}

impl std::fmt::Debug for Sheet<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut sheet = f.debug_struct("Sheet");
        sheet.field("values", self.values);
        sheet.field("form", &self.form).finish_non_exhaustive()
    }
}

/// What is wrong with the fields of a ticket that was right, or not there, before: all of it, as
/// `fields.<key>`. Without `before` the ticket is new. Those who see everything (rules, imports,
/// Docket itself) may fill hidden fields and those that people may not edit; they too must send
/// what the field takes, available choices and what is required.
#[must_use]
pub fn check(
    before: Option<&Sheet<'_>>,
    after: &Sheet<'_>,
    catalog: &Catalog,
    audience: &Audience,
) -> Vec<FieldError> {
    let judge = Judge {
        before: before.map(|sheet| Shown::new(sheet, catalog)),
        after: Shown::new(after, catalog),
        catalog,
        audience,
    };
    let concerned: BTreeSet<_> = (after.values.keys().copied())
        .chain(before.iter().flat_map(|sheet| sheet.values.keys().copied()))
        .chain(demanding(after, catalog))
        .collect();
    let mut errors: Vec<_> = (concerned.into_iter())
        .filter_map(|id| judge.fault(id))
        .collect();
    errors.sort_by(|a, b| a.field.cmp(&b.field));
    errors
}

/// The values that an answer may show: those of fields that are shown and that `audience` may
/// see. No form is asked and retired fields are among them: what was filled in once stays
/// readable.
#[must_use]
pub fn visible<'v>(
    facts: &dyn Facts,
    values: &'v FieldValues,
    catalog: &'v Catalog,
    audience: &Audience,
) -> Vec<(FieldId, &'v Field, &'v FieldValue)> {
    let sheet = Sheet {
        facts,
        values,
        form: None,
    };
    let shown = Shown::new(&sheet, catalog);
    let known = values.iter();
    let known = known.filter_map(|(id, value)| Some((*id, find(catalog, *id)?.0, value)));
    known
        .filter(|(id, field, _)| field.access.sees(audience) && shown.is(*id, field))
        .collect()
}

/// Whether the condition holds of a ticket, what is hidden on it taken for missing.
#[must_use]
pub fn holds(condition: &Condition, sheet: &Sheet<'_>, catalog: &Catalog) -> bool {
    condition.holds(&Shown::new(sheet, catalog))
}

/// Fields of the form that may have to be filled in.
fn demanding<'a>(sheet: &'a Sheet<'_>, catalog: &'a Catalog) -> impl Iterator<Item = FieldId> {
    let demands = |field: &Field| field.required || field.required_if.is_some();
    let fields = in_form(catalog, sheet.form, demands).into_iter();
    fields
        .map(|(id, _)| id)
        .filter(|id| !sheet.values.contains_key(id))
}

/// Holds the rules for one change of a ticket.
struct Judge<'a> {
    before: Option<Shown<'a>>,
    after: Shown<'a>,
    catalog: &'a Catalog,
    audience: &'a Audience,
}

impl Judge<'_> {
    /// The first thing that is newly wrong with a field.
    fn fault(&self, id: FieldId) -> Option<FieldError> {
        let Some((field, retired)) = find(self.catalog, id) else {
            let error = || FieldError::new(format!("fields.{id}"), "there is no such field");
            return self.changed(id, None).then(error);
        };
        let detail = match self.after.sheet.values.get(&id) {
            Some(value) => self.value_fault(id, field, retired, value),
            None => self.gap(id, field, retired),
        };
        detail.map(|detail| FieldError::new(format!("fields.{}", field.key), detail))
    }

    fn value_fault(
        &self,
        id: FieldId,
        field: &Field,
        retired: bool,
        value: &FieldValue,
    ) -> Option<String> {
        let changed = self.changed(id, field.default.as_ref());
        if changed && retired {
            return Some("is out of use; its value can be cleared but not changed".to_owned());
        }
        if changed && !field.access.edits(self.audience) {
            return Some(NOT_YOURS.to_owned());
        }
        let is_shown = self.after.is(id, field);
        if changed && !is_shown && *self.audience != Audience::Everything {
            let on = field.shown_if.as_ref().map(fields_and_paths);
            let on = on.unwrap_or_default();
            return Some(format!(
                "is not asked of a ticket like this (that depends on {on}); leave it out"
            ));
        }
        let accepted = match changed {
            true => field.kind.accepts(value, self.catalog).err(),
            false => None,
        };
        accepted.or_else(|| self.choice_fault(id, field, value).filter(|_| is_shown))
    }

    /// What to say of a field without value.
    fn gap(&self, id: FieldId, field: &Field, retired: bool) -> Option<String> {
        if self.changed(id, None) && !field.access.edits(self.audience) {
            return Some(NOT_YOURS.to_owned());
        }
        let demanded = !retired && field.access.edits(self.audience);
        let old = self.before.as_ref();
        let new = demanded
            && self.after.lacks(id, field)
            && !old.is_some_and(|before| before.lacks(id, field));
        let why = field.required_if.as_ref().filter(|_| !field.required);
        new.then(|| match why {
            None => "is required".to_owned(),
            Some(condition) => {
                format!(
                    "is required here, because of {}",
                    fields_and_paths(condition)
                )
            }
        })
    }

    /// A choice that cannot be chosen now and was not chosen in vain before.
    fn choice_fault(&self, id: FieldId, field: &Field, value: &FieldValue) -> Option<String> {
        let old = self.before.as_ref().map(|before| {
            let value = before
                .sheet
                .values
                .get(&id)
                .filter(|_| before.is(id, field));
            value.map_or_else(Vec::new, |value| unavailable(&field.kind, value, before))
        });
        let old = old.unwrap_or_default();
        let now = unavailable(&field.kind, value, &self.after);
        let new = now.into_iter().find(|key| !old.contains(key))?;
        let usable = (field.kind.choices().iter()).filter(|c| c.is_available(&self.after));
        let usable = match field.kind {
            FieldKind::CascadingChoice { .. } => "another".to_owned(),
            _ => format!("one of {}", known(usable)),
        };
        Some(format!("{new} cannot be chosen now; choose {usable}"))
    }

    /// Whether this change touches the field; what a new ticket has by default nobody changed.
    fn changed(&self, id: FieldId, default: Option<&FieldValue>) -> bool {
        let now = self.after.sheet.values.get(&id);
        match &self.before {
            Some(before) => before.sheet.values.get(&id) != now,
            None => now.is_some() && now != default,
        }
    }
}

const NOT_YOURS: &str = "cannot be changed by you; ask one of those who may, or leave it out";

/// Keys of chosen choices that are out of use or whose condition does not hold. Of a cascading
/// choice each is the path so far.
fn unavailable(kind: &FieldKind, value: &FieldValue, facts: &dyn Facts) -> Vec<String> {
    let choices = kind.choices();
    match (kind, value) {
        (FieldKind::CascadingChoice { .. }, FieldValue::List(keys)) => {
            let path = along(choices, keys).unwrap_or_default();
            let end = path.iter().position(|choice| !choice.is_available(facts));
            end.map(|end| keys[..=end].join(" > "))
                .into_iter()
                .collect()
        }
        (FieldKind::MultiChoice { .. }, FieldValue::List(keys)) => {
            let is_barred = |key: &&String| barred(find_choice(choices, key), facts);
            keys.iter().filter(is_barred).cloned().collect()
        }
        (FieldKind::Choice { .. }, FieldValue::Text(key)) => {
            let is_barred = barred(find_choice(choices, key), facts);
            is_barred.then(|| key.clone()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn barred(choice: Option<&super::Choice>, facts: &dyn Facts) -> bool {
    choice.is_some_and(|choice| !choice.is_available(facts))
}

/// What a condition asks about, for people.
fn fields_and_paths(condition: &Condition) -> String {
    let paths: BTreeSet<_> = (condition.paths().into_iter())
        .map(Path::to_string)
        .collect();
    let paths: Vec<_> = paths.iter().map(String::as_str).collect();
    super::text::some_of(&paths)
}

impl Shown<'_> {
    /// Whether the form asks for the field, which is in use, and has nothing in it.
    fn lacks(&self, id: FieldId, field: &Field) -> bool {
        let asked = self.sheet.form.is_none_or(|own| own.contains(&id));
        let demanded = || {
            let condition = field.required_if.as_ref();
            field.required || condition.is_some_and(|condition| condition.holds(self))
        };
        asked && !self.sheet.values.contains_key(&id) && demanded() && self.is(id, field)
    }
}

impl Facts for Shown<'_> {
    fn value(&self, path: &Path) -> Value<'_> {
        match path {
            Path::Field { id, .. } => self.get(*id).map_or(Value::Missing, Value::from),
            _ => self.sheet.facts.value(path),
        }
    }
}
