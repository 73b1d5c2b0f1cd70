//! What must hold for the actions of a rule before it is saved.

use super::{Action, LinkedTicket, Recipient, RuleAction};
use crate::aggregate::Context;
use crate::limits::{Checks, LIST_ITEMS, SUBJECT_CHARS};
use crate::macros::{self, MacroAction};
use crate::setting::Assignment;

/// Longest time until a due date that a rule sets, in seconds.
const LONGEST: i64 = 10 * 366 * 24 * 60 * 60;
/// Longest address of a webhook.
const URL_CHARS: usize = 2_000;

pub(super) fn actions(actions: &[Action], checks: &mut Checks, context: &Context<'_>) {
    for (index, action) in actions.iter().take(LIST_ITEMS).enumerate() {
        let at = format!("do[{index}]");
        match action {
            Action::Common(MacroAction::AssignSelf {}) => {
                let detail = "means nobody here: a rule runs by itself; use assign with a member";
                checks.fail(&format!("{at}.type"), detail);
            }
            Action::Common(action) => macros::check_action(&at, action, checks, context),
            Action::Own(action) => own(&at, action, checks, context),
        }
    }
}

fn own(at: &str, action: &RuleAction, checks: &mut Checks, context: &Context<'_>) {
    use RuleAction as A;
    let catalog = context.catalog;
    match action {
        A::Reply { body } => macros::check_body(&format!("{at}.body"), body, checks),
        A::SetDueIn { seconds, .. } if !(1..=LONGEST).contains(seconds) => {
            let detail = format!("must lie between 1 and {LONGEST}");
            checks.fail(&format!("{at}.seconds"), detail);
        }
        A::Unassign { member } | A::Watch { member } if catalog.member(*member).is_none() => {
            unknown(&format!("{at}.member"), "member", member, checks);
        }
        A::RunMacro { macro_id } if catalog.macro_in_use(*macro_id).is_none() => {
            unknown(&format!("{at}.macro_id"), "macro", macro_id, checks);
        }
        A::CreateLinked(linked) => self::linked(at, linked, checks, context),
        A::SendMail { to, subject, body } => {
            recipients(&format!("{at}.to"), to, checks, context);
            text_line(&format!("{at}.subject"), subject, checks);
            macros::check_body(&format!("{at}.body"), body, checks);
        }
        A::CallWebhook { url } => webhook(&format!("{at}.url"), url, checks),
        A::Notify { to, text } => {
            recipients(&format!("{at}.to"), to, checks, context);
            if to.iter().any(|who| !who.is_staff()) {
                let detail = "must be members: only they are told of things here; use send_mail";
                checks.fail(&format!("{at}.to"), detail);
            }
            macros::check_body(&format!("{at}.text"), text, checks);
        }
        A::AssignByTurn {
            how: Assignment::None | Assignment::RoundRobin | Assignment::LeastLoaded,
        }
        | A::SetDueIn { .. }
        | A::ClearDue {}
        | A::AssignLead {}
        | A::AssignPrevious {}
        | A::Unassign { .. }
        | A::Watch { .. }
        | A::RunMacro { .. }
        | A::SuppressOthers {} => {}
    }
}

fn linked(at: &str, linked: &LinkedTicket, checks: &mut Checks, context: &Context<'_>) {
    text_line(&format!("{at}.subject"), &linked.subject, checks);
    if !linked.description.is_empty() {
        let field = format!("{at}.description");
        macros::check_body(&field, &linked.description, checks);
    }
    if let Some(id) = linked.department
        && context.catalog.department(id).is_none()
    {
        unknown(&format!("{at}.department"), "department", &id, checks);
    }
}

fn recipients(at: &str, to: &[Recipient], checks: &mut Checks, context: &Context<'_>) {
    if to.is_empty() {
        checks.fail(
            at,
            "must name at least one recipient, e.g. {\"type\": \"assignees\"}",
        );
    }
    checks.items(at, to.len());
    for (index, who) in to.iter().take(LIST_ITEMS).enumerate() {
        let at = format!("{at}[{index}]");
        match who {
            Recipient::Member { id } if context.catalog.member(*id).is_none() => {
                unknown(&format!("{at}.id"), "member", id, checks);
            }
            Recipient::Address { email } => checks.email(&format!("{at}.email"), email),
            _ => {}
        }
    }
}

fn webhook(at: &str, url: &str, checks: &mut Checks) {
    let plain = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    let schemed = url.starts_with("https://") || url.starts_with("http://");
    if !schemed || !plain || url.chars().count() > URL_CHARS {
        checks.fail(
            at,
            "must be an address that begins with https:// or http://",
        );
    }
}

/// A line with placeholders.
fn text_line(at: &str, line: &str, checks: &mut Checks) {
    checks.line(at, line, SUBJECT_CHARS);
    macros::check_placeholders(at, line, checks);
}

fn unknown(at: &str, what: &str, id: &dyn std::fmt::Display, checks: &mut Checks) {
    checks.fail(at, format!("there is no {what} {id} in use"));
}
