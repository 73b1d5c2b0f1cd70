//! What must hold for a macro before it is saved.

use super::{Macro, MacroAction, MacroScope, text};
use crate::Audience;
use crate::aggregate::Context;
use crate::field;
use crate::limits::{Checks, LIST_ITEMS, TAG_CHARS};

/// Longest time for which a macro puts a ticket off: a year, in minutes.
const LONGEST_SNOOZE: u32 = 366 * 24 * 60;

pub(super) fn text(found: &Macro, checks: &mut Checks) {
    if let Some(message) = &found.text {
        body("text.body", &message.body, checks);
    } else if found.actions.is_empty() {
        checks.fail("actions", "must have at least one, or there must be a text");
    }
}

pub(super) fn actions(found: &Macro, checks: &mut Checks, context: &Context<'_>) {
    checks.items("actions", found.actions.len());
    for (index, action) in found.actions.iter().take(LIST_ITEMS).enumerate() {
        one(&format!("actions[{index}]"), action, checks, context);
    }
}

pub(super) fn scope(scope: &MacroScope, checks: &mut Checks, context: &Context<'_>) {
    match scope {
        MacroScope::All => {}
        MacroScope::Department { ids } => {
            if ids.is_empty() {
                checks.fail("scope.ids", "must name at least one department");
            }
            checks.items("scope.ids", ids.len());
            for id in ids.iter().take(LIST_ITEMS) {
                if context.catalog.department(*id).is_none() {
                    checks.fail("scope.ids", format!("there is no department {id} in use"));
                }
            }
        }
        MacroScope::Member { id } if context.catalog.member(*id).is_none() => {
            checks.fail("scope.id", format!("there is no member {id} in service"));
        }
        MacroScope::Member { .. } => {}
    }
}

pub(crate) fn one(at: &str, action: &MacroAction, checks: &mut Checks, context: &Context<'_>) {
    use MacroAction as A;
    let catalog = context.catalog;
    let mut known = |name: &str, id: &dyn std::fmt::Display, known: bool| {
        if !known {
            let detail = format!("there is no {name} {id} in use");
            checks.fail(&format!("{at}.{name}"), detail);
        }
    };
    match action {
        A::SetStatus { status } => known("status", status, catalog.status(*status).is_some()),
        A::SetPriority { priority } => {
            known("priority", priority, catalog.priority(*priority).is_some());
        }
        A::Assign { member } => known("member", member, catalog.member(*member).is_some()),
        A::Route {
            department: Some(id),
            ..
        } => known("department", id, catalog.department(*id).is_some()),
        A::Route { .. } | A::AssignSelf {} | A::UnassignAll {} => {}
        A::AddTags { tags } | A::RemoveTags { tags } => self::tags(at, tags, checks),
        A::SetFields { fields } => {
            let audience = Audience::Everything; // who applies it is asked when they do
            for error in field::parse(fields, catalog, &audience)
                .err()
                .unwrap_or_default()
            {
                checks.fail(&format!("{at}.{}", error.field), error.detail);
            }
        }
        A::SnoozeFor { minutes } if !(1..=LONGEST_SNOOZE).contains(minutes) => {
            let detail = format!("must lie between 1 and {LONGEST_SNOOZE}");
            checks.fail(&format!("{at}.minutes"), detail);
        }
        A::SnoozeFor { .. } => {}
        A::AddNote { body } => self::body(&format!("{at}.body"), body, checks),
    }
}

fn tags(at: &str, tags: &[String], checks: &mut Checks) {
    let field = format!("{at}.tags");
    if tags.is_empty() {
        checks.fail(&field, "must name at least one tag");
    }
    checks.items(&field, tags.len());
    for tag in tags.iter().take(LIST_ITEMS) {
        checks.line(&field, tag.trim(), TAG_CHARS);
    }
}

pub(crate) fn body(at: &str, body: &str, checks: &mut Checks) {
    if body.trim().is_empty() {
        checks.fail(at, "must not be empty");
        return;
    }
    checks.text(at, body);
    placeholders(at, body, checks);
}

/// That each of a text is known.
pub(crate) fn placeholders(at: &str, body: &str, checks: &mut Checks) {
    if let Some(unknown) = text::unknown_placeholder(body) {
        let known = super::PLACEHOLDERS.map(|name| format!("{{{{{name}}}}}"));
        let known = known.join(", ");
        let detail = format!("there is no placeholder {unknown}; use {known}");
        checks.fail(at, detail);
    }
}
