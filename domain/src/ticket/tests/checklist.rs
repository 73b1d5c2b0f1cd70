//! Things to be done.

use super::*;
use crate::ChecklistItemId;
use crate::limits::SUBJECT_CHARS;
use TicketCommand as C;

fn item(n: u128) -> ChecklistItemId {
    ChecklistItemId(Uuid::from_u128(n))
}

fn add(n: u128, text: &str) -> TicketCommand {
    C::AddChecklistItem {
        item: item(n),
        text: text.to_owned(),
    }
}

fn added(n: u128) -> TicketEvent {
    ChecklistItemAdded {
        item: item(n),
        text: "Call".to_owned(),
    }
}

fn reword(n: u128, text: &str) -> TicketCommand {
    C::RewordChecklistItem {
        item: item(n),
        text: text.to_owned(),
    }
}

fn check(n: u128, done: bool) -> TicketCommand {
    C::CheckChecklistItem {
        item: item(n),
        done,
    }
}

fn reorder(items: &[u128]) -> TicketCommand {
    let items = items.iter().map(|n| item(*n)).collect();
    C::ReorderChecklist { items }
}

fn three() -> Given<Ticket> {
    given([created(), added(1), added(2), added(3)])
}

/// Items in their order, and whether they are done.
fn list(given: Given<Ticket>) -> Vec<(ChecklistItemId, bool)> {
    let items = details(given).checklist.into_iter();
    items.map(|item| (item.id, item.done)).collect()
}

#[test]
fn an_item_is_added_at_the_end() {
    three().when(add(4, " Call ")).then([added(4)]);
    let ids = [1, 2, 3].map(|n| (item(n), false));
    assert_eq!(list(three()), ids);
}

#[test]
fn an_item_is_added_once() {
    three().when(add(2, "Call")).wrong(["item"]);
}

#[test]
fn an_item_must_say_something_on_one_line() {
    let long = "x".repeat(SUBJECT_CHARS + 1);
    for text in ["", " ", "a\nb", &long] {
        three().when(add(4, text)).wrong(["text"]);
        three().when(reword(1, text)).wrong(["text"]);
    }
}

#[test]
fn a_hundred_items_are_enough() {
    let many = || given([created()].into_iter().chain((0..100).map(added)));
    many().when(add(100, "Call")).wrong(["checklist"]);
    many().when(add(7, "")).wrong(["text", "item", "checklist"]);
}

#[test]
fn an_item_can_be_reworded() {
    three()
        .when(reword(2, " Write "))
        .then([ChecklistItemReworded {
            item: item(2),
            from: "Call".to_owned(),
            to: "Write".to_owned(),
        }]);
}

#[test]
fn the_same_words_record_nothing() {
    three().when(reword(2, "Call ")).then([]);
}

#[test]
fn a_reworded_item_is_as_done_as_it_was() {
    let reworded = ChecklistItemReworded {
        item: item(1),
        from: "Call".to_owned(),
        to: "Write".to_owned(),
    };
    let ticket = given([
        created(),
        added(1),
        ChecklistItemChecked { item: item(1) },
        reworded,
    ]);
    let ticket = details(ticket);
    let kept = &ticket.checklist[0];
    assert_eq!((kept.text.as_str(), kept.done), ("Write", true));
}

#[test]
fn an_item_can_be_checked_and_unchecked() {
    let checked = || ChecklistItemChecked { item: item(2) };
    three().when(check(2, true)).then([checked()]);
    three()
        .and(by(rule()), [checked()])
        .when(check(2, false))
        .then([ChecklistItemUnchecked { item: item(2) }]);
}

#[test]
fn an_item_that_is_as_asked_records_nothing() {
    let checked = ChecklistItemChecked { item: item(2) };
    three().when(check(2, false)).then([]);
    three()
        .and(by(rule()), [checked])
        .when(check(2, true))
        .then([]);
}

#[test]
fn only_items_that_are_there_can_be_checked_or_reworded() {
    three().when(check(4, true)).wrong(["item"]);
    three().when(reword(4, "Write")).wrong(["item"]);
}

#[test]
fn an_item_can_be_removed() {
    let gone = || ChecklistItemRemoved { item: item(2) };
    three()
        .when(C::RemoveChecklistItem { item: item(2) })
        .then([gone()]);
    let left = [1, 3].map(|n| (item(n), false));
    assert_eq!(list(three().and(by(rule()), [gone()])), left);
}

#[test]
fn removing_an_item_that_is_not_there_records_nothing() {
    three()
        .when(C::RemoveChecklistItem { item: item(4) })
        .then([]);
}

#[test]
fn the_list_can_be_put_in_another_order() {
    let reordered = || ChecklistReordered {
        items: vec![item(3), item(1), item(2)],
    };
    three().when(reorder(&[3, 1, 2])).then([reordered()]);
    let checked = ChecklistItemChecked { item: item(1) };
    let ticket = three().and(by(rule()), [checked, reordered()]);
    assert_eq!(
        list(ticket),
        [(item(3), false), (item(1), true), (item(2), false)]
    );
}

#[test]
fn the_order_that_is_there_records_nothing() {
    three().when(reorder(&[1, 2, 3])).then([]);
}

#[test]
fn an_order_names_every_item_once() {
    for items in [
        &[][..],
        &[1, 2],
        &[1, 2, 3, 3],
        &[1, 2, 2],
        &[1, 2, 4],
        &[1, 2, 3, 4],
    ] {
        three().when(reorder(items)).wrong(["items"]);
    }
}
