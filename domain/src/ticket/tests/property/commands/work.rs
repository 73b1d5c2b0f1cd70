//! Random commands about other tickets, time spent and things to be done.

use super::*;
use crate::ticket::{LinkKind, TimeEntry};
use crate::{ChecklistItemId, MacroId, TimeEntryId};

pub fn ties() -> impl Strategy<Value = TicketCommand> {
    let tie = || (kind(), a_ticket());
    prop_oneof![
        4 => tie().prop_map(|(kind, ticket)| C::Link { kind, ticket }),
        3 => tie().prop_map(|(kind, ticket)| C::Unlink { kind, ticket }),
        1 => a_ticket().prop_map(|ticket| C::MergeInto { ticket }),
        2 => (a_ticket(), participants()).prop_map(|(ticket, cc)| C::Absorb { ticket, cc }),
        3 => a_ticket().prop_map(|ticket| C::Release { ticket }),
    ]
}

fn kind() -> impl Strategy<Value = LinkKind> {
    use LinkKind::{Blocks, ChildOf, ParentOf, RelatesTo};
    select(vec![RelatesTo, Blocks, ParentOf, ChildOf, ChildOf])
}

fn a_ticket() -> impl Strategy<Value = TicketId> {
    (1..4_u128).prop_map(other)
}

pub fn work() -> impl Strategy<Value = TicketCommand> {
    prop_oneof![
        3 => time_entry().prop_map(C::LogTime),
        1 => (1..4_u128).prop_map(|n| C::RemoveTimeEntry { entry: entry(n) }),
        3 => (an_item(), text()).prop_map(|(item, text)| C::AddChecklistItem { item, text }),
        1 => (an_item(), text()).prop_map(|(item, text)| C::RewordChecklistItem { item, text }),
        2 => (an_item(), any_bool()).prop_map(|(item, done)| C::CheckChecklistItem { item, done }),
        1 => an_item().prop_map(|item| C::RemoveChecklistItem { item }),
        2 => order().prop_map(|items| C::ReorderChecklist { items }),
        1 => Just(C::ApplyMacro { macro_id: MacroId(NOBODY), version: 1 }),
    ]
}

fn time_entry() -> impl Strategy<Value = TimeEntry> {
    let minutes = select(vec![0, 1, 90, 10_080, 10_081]);
    let note = select(vec!["", "", "On site", "nul\0"]);
    (1..4_u128, member(), minutes, note, -2..2_i64).prop_map(|(n, member, minutes, note, hour)| {
        TimeEntry {
            entry: entry(n),
            member,
            minutes,
            note: note.to_owned(),
            worked_at: in_hours(hour).unwrap(),
        }
    })
}

fn entry(n: u128) -> TimeEntryId {
    TimeEntryId(Uuid::from_u128(n))
}

fn an_item() -> impl Strategy<Value = ChecklistItemId> {
    (1..4_u128).prop_map(|n| ChecklistItemId(Uuid::from_u128(n)))
}

/// Often one of the orders of two or three items.
fn order() -> impl Strategy<Value = Vec<ChecklistItemId>> {
    let orders: [&[u128]; 6] = [&[1, 2], &[2, 1], &[1, 2, 3], &[3, 1, 2], &[2, 3], &[1, 1]];
    select(orders.to_vec()).prop_map(|ids| {
        let ids = ids.iter().map(|n| ChecklistItemId(Uuid::from_u128(*n)));
        ids.collect()
    })
}
