//! What must hold for a field or a group when it is saved.

use super::choice::find as find_choice;
use super::kind::{LONG_TEXT_CHARS, MAX_DECIMALS, TEXT_CHARS};
use super::text::{echo, some_of};
use super::value::LARGEST;
use super::{Choice, Field, FieldGroup, FieldKind};
use crate::aggregate::FieldError;
use crate::condition::Condition;
use crate::event::to_json;
use crate::limits::{Checks, NAME_CHARS};
use crate::setting::{Names, check_names};
use crate::{Catalog, DepartmentId, FieldId, locale};

mod chain;
mod choices;

/// Longest help text, in characters.
const HELP_CHARS: usize = 2_000;

pub(super) fn check(field: &Field, checks: &mut Checks, catalog: &Catalog) {
    checks.key("key", &field.key);
    checks.line("name", &field.name, NAME_CHARS);
    check_names(checks, "names", &field.names);
    check_help("help", &field.help, checks);
    check_helps(&field.helps, checks);
    check_kind(&field.kind, checks);
    choices::check(field, checks, catalog);
    let group = field.group;
    if let Some(group) = group.filter(|id| catalog.field_groups.get(id.0).is_none()) {
        checks.fail("group_id", format!("there is no group of fields {group}"));
    }
    if let Some(Err(detail)) = (field.default.as_ref()).map(|v| field.kind.accepts(v, catalog)) {
        checks.fail("default", detail);
    }
    check_conditions(field, checks, catalog);
    check_access(field, checks, catalog);
    checks.fits("kind", to_json(field).len());
}

pub(super) fn check_group(group: &FieldGroup, checks: &mut Checks) {
    checks.line("name", &group.name, NAME_CHARS);
    check_names(checks, "names", &group.names);
}

/// What may not change after the first save.
pub(super) fn frozen(before: &Field, after: &Field) -> Option<FieldError> {
    if before.key != after.key {
        let detail = "cannot be changed; make a new field instead";
        return Some(FieldError::new("key", detail));
    }
    let (was, is) = (before.kind.name(), after.kind.name());
    if was != is {
        let detail = format!("must stay {was}; make a new field for {is} and retire this one");
        return Some(FieldError::new("kind.type", detail));
    }
    let gone = lost(before.kind.choices(), after.kind.choices(), "kind.choices")?;
    Some(gone)
}

/// The first choice that is no longer there.
fn lost(before: &[Choice], after: &[Choice], at: &str) -> Option<FieldError> {
    before.iter().find_map(|was| {
        let Some(is) = find_choice(after, &was.key) else {
            let key = &was.key;
            let detail = format!("must still have {key}, since tickets may hold it; retire it");
            return Some(FieldError::new(at, detail));
        };
        lost(
            &was.choices,
            &is.choices,
            &format!("{at}.{}.choices", is.key),
        )
    })
}

fn check_help(at: &str, text: &str, checks: &mut Checks) {
    if text.chars().count() > HELP_CHARS {
        checks.fail(at, format!("must be at most {HELP_CHARS} characters"));
    } else {
        checks.text(at, text);
    }
}

fn check_helps(helps: &Names, checks: &mut Checks) {
    for (tag, text) in helps {
        if locale::language(tag).as_ref() == Some(tag) {
            check_help(&format!("helps.{tag}"), text, checks);
        } else {
            let detail = format!("{} is no language; use tags like ar, he, en", echo(tag));
            checks.fail("helps", detail);
        }
    }
}

fn check_kind(kind: &FieldKind, checks: &mut Checks) {
    match kind {
        FieldKind::Text { max_length } => check_length(*max_length, TEXT_CHARS, checks),
        FieldKind::LongText { max_length } => check_length(*max_length, LONG_TEXT_CHARS, checks),
        FieldKind::Number {
            min,
            max,
            unit,
            decimals,
        } => {
            #[expect(clippy::cast_precision_loss, reason = "2^53 - 1 is exact")]
            let outside = |n: &f64| !n.is_finite() || n.abs() > LARGEST as f64;
            check_range((*min, *max), outside, checks);
            check_unit(unit.as_deref(), checks);
            if decimals.is_some_and(|decimals| decimals > MAX_DECIMALS) {
                checks.fail("kind.decimals", format!("must be at most {MAX_DECIMALS}"));
            }
        }
        FieldKind::Integer { min, max, unit } => {
            check_range(
                (*min, *max),
                |n: &i64| n.unsigned_abs() > LARGEST.unsigned_abs(),
                checks,
            );
            check_unit(unit.as_deref(), checks);
        }
        FieldKind::Regex { pattern, hint } => {
            if let Some(fault) = pattern.fault() {
                checks.fail("kind.pattern", fault);
            }
            if let Some(hint) = hint {
                checks.line("kind.hint", hint, NAME_CHARS);
            }
        }
        FieldKind::Choice { .. }
        | FieldKind::MultiChoice { .. }
        | FieldKind::CascadingChoice { .. }
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::YesNo
        | FieldKind::Member
        | FieldKind::Customer
        | FieldKind::Url
        | FieldKind::Email
        | FieldKind::Phone => {}
    }
}

fn check_length(length: Option<u32>, most: u32, checks: &mut Checks) {
    if length.is_some_and(|length| !(1..=most).contains(&length)) {
        checks.fail("kind.max_length", format!("must be from 1 to {most}"));
    }
}

fn check_range<T: PartialOrd>(
    (min, max): (Option<T>, Option<T>),
    outside: impl Fn(&T) -> bool,
    checks: &mut Checks,
) {
    for (name, bound) in [("kind.min", &min), ("kind.max", &max)] {
        if bound.as_ref().is_some_and(&outside) {
            checks.fail(name, format!("must lie between -{LARGEST} and {LARGEST}"));
        }
    }
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        checks.fail("kind.max", "must not be below kind.min");
    }
}

fn check_unit(unit: Option<&str>, checks: &mut Checks) {
    if let Some(unit) = unit {
        checks.line("kind.unit", unit, 20);
    }
}

fn check_conditions(field: &Field, checks: &mut Checks, catalog: &Catalog) {
    if let Some(condition) = &field.required_if {
        check_condition(field, condition, "required_if", checks, catalog);
    }
    if let Some(condition) = &field.shown_if {
        check_condition(field, condition, "shown_if", checks, catalog);
        if let Err(detail) = chain::check(field, catalog) {
            checks.fail("shown_if", detail);
        }
    }
}

fn check_condition(
    field: &Field,
    condition: &Condition,
    at: &str,
    checks: &mut Checks,
    catalog: &Catalog,
) {
    let own = Some(FieldId::from_key(&field.key));
    if condition.paths().iter().any(|path| path.field_id() == own) {
        checks.fail(at, "asks about the field itself; ask about another");
    } else {
        condition.check(at, checks, catalog);
    }
}

fn check_access(field: &Field, checks: &mut Checks, catalog: &Catalog) {
    let access = &field.access;
    for (at, roles) in [
        ("access.see_roles", &access.see_roles),
        ("access.edit_roles", &access.edit_roles),
    ] {
        checks.items(at, roles.len());
        let unknown = |role: &&String| catalog.role(role).is_none();
        for role in roles.iter().filter(unknown) {
            let known = some_of(&catalog.role_keys());
            let detail = format!("there is no role {role}; use one of {known}");
            checks.fail(at, detail);
        }
    }
    for (at, departments) in [
        ("access.see_departments", &access.see_departments),
        ("access.edit_departments", &access.edit_departments),
    ] {
        checks.items(at, departments.len());
        for id in departments.iter().filter(|id| !exists(catalog, **id)) {
            checks.fail(at, format!("there is no department {id}"));
        }
    }
}

/// A department that was retired since may stay named: saving a field must not depend on that.
fn exists(catalog: &Catalog, id: DepartmentId) -> bool {
    catalog.departments.get(id.0).is_some()
}
