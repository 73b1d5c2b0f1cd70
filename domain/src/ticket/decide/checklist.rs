//! Things to be done.

use super::Decision;
use crate::ChecklistItemId;
use crate::limits::SUBJECT_CHARS;
use crate::ticket::check::checked;
use crate::ticket::{ChecklistItem, Details, TicketCommand, TicketError, TicketEvent};

/// Most items of one checklist.
const MOST_ITEMS: usize = 100;

pub(super) fn decide(ticket: &Details, command: &TicketCommand) -> Decision {
    use TicketCommand as C;
    match command {
        C::AddChecklistItem { item, text } => add(ticket, *item, text),
        C::RewordChecklistItem { item, text } => reword(find(ticket, *item)?, text),
        C::CheckChecklistItem { item, done } => Ok(check(find(ticket, *item)?, *done)),
        C::RemoveChecklistItem { item } => {
            let there = ticket.checklist.iter().any(|i| i.id == *item);
            let event = TicketEvent::ChecklistItemRemoved { item: *item };
            Ok(there.then_some(event).into_iter().collect())
        }
        C::ReorderChecklist { items } => reorder(ticket, items),
        _ => Ok(vec![]),
    }
}

fn find(ticket: &Details, item: ChecklistItemId) -> Result<&ChecklistItem, TicketError> {
    let found = ticket.checklist.iter().find(|i| i.id == item);
    found.ok_or_else(|| TicketError::field("item", "names no item of this checklist"))
}

fn add(ticket: &Details, item: ChecklistItemId, text: &str) -> Decision {
    checked(|c| {
        c.line("text", text, SUBJECT_CHARS);
        if ticket.checklist.iter().any(|i| i.id == item) {
            c.fail("item", "is on the checklist already; give it a new id");
        }
        if ticket.checklist.len() >= MOST_ITEMS {
            c.fail("checklist", format!("must have at most {MOST_ITEMS} items"));
        }
    })?;
    let text = text.trim().to_owned();
    Ok(vec![TicketEvent::ChecklistItemAdded { item, text }])
}

fn reword(item: &ChecklistItem, text: &str) -> Decision {
    checked(|c| c.line("text", text, SUBJECT_CHARS))?;
    let (from, to) = (item.text.clone(), text.trim().to_owned());
    if from == to {
        return Ok(vec![]);
    }
    let item = item.id;
    Ok(vec![TicketEvent::ChecklistItemReworded { item, from, to }])
}

fn check(item: &ChecklistItem, done: bool) -> Vec<TicketEvent> {
    match (item.done, done) {
        (false, true) => vec![TicketEvent::ChecklistItemChecked { item: item.id }],
        (true, false) => vec![TicketEvent::ChecklistItemUnchecked { item: item.id }],
        _ => vec![],
    }
}

fn reorder(ticket: &Details, items: &[ChecklistItemId]) -> Decision {
    let now: Vec<_> = ticket.checklist.iter().map(|item| item.id).collect();
    let (mut wanted, mut there) = (items.to_vec(), now.clone());
    wanted.sort_unstable();
    there.sort_unstable();
    if wanted != there {
        let detail = "must name every item of the checklist once";
        return Err(TicketError::field("items", detail));
    }
    if now == items {
        return Ok(vec![]);
    }
    let items = items.to_vec();
    Ok(vec![TicketEvent::ChecklistReordered { items }])
}
