//! A job is asked for, carried out part by part, cancelled, ended and undone once.

use super::*;
use crate::given::{ANA, BEN, GUS, HAPPENED, NOBODY, NOW, catalog, given, put, status};
use crate::setting::Member;
use crate::setting::SettingEvent::Saved;
use crate::{MacroId, StatusId};
use BulkOutcome::{Changed, Unchanged};
use serde_json::{Map, json};

mod requested;
mod undoing;

fn ticket(number: u128) -> TicketId {
    TicketId(Uuid::from_u128(0x7000 + number))
}

fn job(number: u128) -> BulkId {
    BulkId(Uuid::from_u128(0xb000 + number))
}

fn close() -> BulkAction {
    BulkAction::SetStatus {
        status: status("closed").0,
    }
}

fn new(tickets: u128, actions: Vec<BulkAction>) -> NewBulk {
    NewBulk {
        tickets: (0..tickets).map(ticket).collect(),
        actions,
        filter: vec![],
        undoes: None,
    }
}

fn request(tickets: u128, actions: Vec<BulkAction>) -> BulkCommand {
    BulkCommand::Request(Box::new(new(tickets, actions)))
}

/// Ana asked for three tickets to be closed.
fn requested() -> [BulkEvent; 2] {
    let requested = Requested {
        tickets: 3,
        actions: vec![close()],
        filter: vec![],
        undoes: None,
    };
    let tickets = (0..3).map(ticket).collect();
    [
        BulkEvent::Requested(requested),
        BulkEvent::Targeted { tickets },
    ]
}

fn carried(from: u32, to: u32, differing: Vec<Differing>) -> BulkEvent {
    BulkEvent::CarriedOut(CarriedOut {
        from,
        to,
        differing,
    })
}

fn carry_out(from: u32, outcomes: impl Into<Vec<BulkOutcome>>) -> BulkCommand {
    let outcomes = outcomes.into();
    BulkCommand::CarryOut { from, outcomes }
}

fn gone() -> BulkOutcome {
    BulkOutcome::refused(BulkFault::NotFound, "there is no such ticket")
}

fn ended() -> Vec<BulkEvent> {
    let tally = Tally {
        changed: 3,
        ..Tally::default()
    };
    let mut events = requested().to_vec();
    events.extend([carried(0, 3, vec![]), BulkEvent::Finished(tally)]);
    events
}

#[test]
fn a_part_is_told_once() {
    let first = carried(0, 2, vec![]);
    given::<Bulk>(requested())
        .when(carry_out(0, [Changed {}, Changed {}]))
        .then([first.clone()]);
    given::<Bulk>(requested())
        .and(HAPPENED, [first])
        .when(carry_out(0, [Changed {}, Changed {}]))
        .then([]);
}

#[test]
fn what_went_the_same_way_is_told_together_and_the_last_part_ends_the_job() {
    let differing = vec![
        Differing {
            places: vec![0, 2],
            outcome: gone(),
        },
        Differing {
            places: vec![1],
            outcome: Unchanged {},
        },
    ];
    let tally = Tally {
        unchanged: 1,
        refused: 2,
        ..Tally::default()
    };
    let events = [carried(0, 3, differing), BulkEvent::Finished(tally)];
    given::<Bulk>(requested())
        .when(carry_out(0, [gone(), Unchanged {}, gone()]))
        .then(events.clone());
    let state = given::<Bulk>(requested()).and(HAPPENED, events).state;
    let job = state.job.unwrap();
    assert_eq!(job.tally(), tally);
    assert_eq!(job.progress(), Progress::Finished);
    assert_eq!(job.outcome(2), Some(gone()));
    assert_eq!(job.outcome(3), None);
    assert!(job.changed().is_empty());
}

#[test]
fn a_cancelled_job_ends_with_what_was_under_way() {
    given::<Bulk>(requested())
        .when(BulkCommand::Cancel)
        .then([BulkEvent::Cancelled {}]);
    let cancelled = || given::<Bulk>(requested()).and(HAPPENED, [BulkEvent::Cancelled {}]);
    cancelled().when(BulkCommand::Cancel).then([]);
    let part = carried(0, 1, vec![]);
    cancelled()
        .when(carry_out(0, [Changed {}]))
        .then([part.clone()]);
    let tally = Tally {
        changed: 1,
        left: 2,
        ..Tally::default()
    };
    let finished = BulkEvent::Finished(tally);
    cancelled()
        .and(HAPPENED, [part.clone()])
        .when(BulkCommand::Finish)
        .then([finished.clone()]);
    let over = cancelled().and(HAPPENED, [part, finished]);
    let job = over.state.job.as_deref().unwrap();
    assert_eq!(job.progress(), Progress::Cancelled);
    assert_eq!(job.changed(), [ticket(0)]);
    over.when(carry_out(1, [Changed {}])).then([]);
}

#[test]
fn nobody_finishes_a_job_that_goes_on_or_cancels_one_that_ended() {
    given::<Bulk>(requested())
        .when(BulkCommand::Finish)
        .then([]);
    given::<Bulk>(ended())
        .when(BulkCommand::Cancel)
        .refused(BulkError::Ended);
}

#[test]
fn a_job_is_undone_once_and_after_its_end() {
    let undo = |by| BulkCommand::Undo { by: job(by) };
    given::<Bulk>(requested())
        .when(undo(2))
        .refused(BulkError::UnderWay);
    let undone = BulkEvent::Undone { by: job(2) };
    given::<Bulk>(ended()).when(undo(2)).then([undone.clone()]);
    given::<Bulk>(ended())
        .and(HAPPENED, [undone])
        .when(undo(3))
        .refused(BulkError::Undone { by: job(2) });
    let tally = Tally {
        refused: 3,
        ..Tally::default()
    };
    let places = vec![0, 1, 2];
    let outcome = gone();
    let nothing = [
        carried(0, 3, vec![Differing { places, outcome }]),
        BulkEvent::Finished(tally),
    ];
    given::<Bulk>(requested())
        .and(HAPPENED, nothing)
        .when(undo(2))
        .refused(BulkError::NothingToUndo);
}

#[test]
fn a_job_is_there_for_whoever_asked_and_for_auditors_alone() {
    let catalog = catalog();
    let state = given::<Bulk>(ended()).state;
    let sees = |actor: Actor| state.seen(&actor, &Access::of(&actor, &catalog)).is_ok();
    assert!(sees(HAPPENED.actor));
    assert!(!sees(Actor::member(BEN.0)));
    assert!(sees(Actor::SYSTEM));
    given::<Bulk>(requested())
        .asked_by(Actor::member(BEN.0))
        .granted()
        .when(BulkCommand::Cancel)
        .refused(BulkError::NotFound);
}

#[test]
fn the_last_changed_is_put_back_first() {
    let job = given::<Bulk>(ended()).state.job.unwrap();
    assert_eq!(job.changed(), [ticket(2), ticket(1), ticket(0)]);
    assert_eq!(job.asked_at, NOW);
}

#[test]
fn an_event_says_which_job_it_came_from() {
    let (id, closed) = (job(1), StatusId::from_key("closed"));
    let mut event = crate::given::recorded(ticket(1).0, 2, &Saved(status("closed").1));
    assert_eq!(job_of(&event), None, "{closed}");
    event.correlation_id = id.0;
    assert_eq!(job_of(&event), None, "a rule's doing because of the job");
    event.command_id = item_command(id, ticket(1));
    assert_eq!(job_of(&event), Some(id));
}

#[test]
fn a_long_reason_is_cut_between_letters() {
    let long = BulkOutcome::refused(BulkFault::Invalid, "ש".repeat(1000));
    let BulkOutcome::Refused { detail, .. } = long else {
        unreachable!()
    };
    assert!(detail.len() < 610 && detail.ends_with('…'));
}
