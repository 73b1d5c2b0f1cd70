//! What events change, in the words of the ticket's JSON.

use super::*;
use domain::ticket::{Channel, Created, TicketEvent};
use domain::{Aggregate, MemberId, PriorityId, StatusId};
use uuid::Uuid;

const ANA: MemberId = MemberId(Uuid::from_u128(7));

fn created() -> TicketEvent {
    let (status, priority) = (StatusId::from_key("open"), PriorityId::from_key("normal"));
    TicketEvent::Created(Box::new(Created {
        channel: Channel::Phone,
        ..Created::new(12, "rain", status, priority)
    }))
}

/// What the last of `events` changed, as `path: before -> after`.
fn changed(events: &[TicketEvent]) -> Vec<String> {
    let (last, earlier) = events.split_last().unwrap();
    let mut before = Ticket::default();
    let happened = domain::Happened {
        at: jiff::Timestamp::UNIX_EPOCH,
        actor: domain::Actor::SYSTEM,
    };
    (earlier.iter()).for_each(|event| before.evolve(event, &happened));
    let mut after = before.clone();
    after.evolve(last, &happened);
    let changes = changes(
        (&before, &after),
        &Catalog::default(),
        &Audience::Everything,
    );
    changes.iter().map(written).collect()
}

fn written(change: &Change) -> String {
    let (before, after) = (json(&change.before), json(&change.after));
    format!("{}: {before} -> {after}", change.path)
}

#[test]
fn a_new_ticket_changes_what_says_something() {
    let status = json(&StatusId::from_key("open"));
    let priority = json(&PriorityId::from_key("normal"));
    let expected = [
        "number: null -> 12".to_owned(),
        "subject: null -> \"rain\"".to_owned(),
        format!("status: null -> {status}"),
        format!("priority: null -> {priority}"),
        "channel: null -> \"phone\"".to_owned(),
    ];
    assert_eq!(changed(&[created()]), expected);
}

#[test]
fn assigning_shows_the_whole_list_before_and_after() {
    let assigned = TicketEvent::Assigned { member: ANA };
    let expected = format!("assignee_ids: [] -> [\"{ANA}\"]");
    assert_eq!(changed(&[created(), assigned.clone()]), [expected]);
    let unassigned = TicketEvent::Unassigned { member: ANA };
    let expected = format!("assignee_ids: [\"{ANA}\"] -> []");
    assert_eq!(changed(&[created(), assigned, unassigned]), [expected]);
}

#[test]
fn a_schedule_shows_only_the_ends_that_moved() {
    let scheduled = TicketEvent::Scheduled {
        due_at: "2026-03-01T09:00:00Z".parse().ok(),
        window_from: None,
        window_to: None,
    };
    let expected = ["due_at: null -> \"2026-03-01T09:00:00Z\""];
    assert_eq!(changed(&[created(), scheduled]), expected);
}

#[test]
fn deleting_and_restoring_show_the_flag() {
    let deleted = TicketEvent::Deleted {};
    assert_eq!(changed(&[created(), deleted]), ["deleted: false -> true"]);
}
