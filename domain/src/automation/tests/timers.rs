//! When timers are due.

use super::*;
use crate::business::BusinessCalendar;
use crate::given::{BEN, HAPPENED, NOW, catalog, put};
use crate::setting::{Interval, Names, TimeOfDay, Weekday, Workspace};
use crate::ticket::{Created, Details, Posted, Ticket, TicketEvent, Visibility};
use crate::{Actor, Aggregate, Catalog, CustomerId, Happened, MessageId};
use jiff::{SignedDuration, Timestamp};

/// A ticket that Ana opened, what happened to it minutes later, and its moments.
fn story(events: &[(i64, Actor, TicketEvent)]) -> (Ticket, Moments) {
    let (mut ticket, mut moments) = (Ticket::default(), Moments::default());
    let created = TicketEvent::Created(Box::new(Created::new(
        1,
        "Printer on fire",
        status("open").0,
        priority("urgent").0,
    )));
    for (minute, actor, event) in [(0, HAPPENED.actor, created)].iter().chain(events) {
        let happened = Happened {
            at: minutes(*minute),
            actor: *actor,
        };
        ticket.evolve(event, &happened);
        moments.see(event, &happened, details(&ticket));
    }
    (ticket, moments)
}

fn details(ticket: &Ticket) -> &Details {
    ticket.details.as_deref().expect("it was created")
}

fn minutes(count: i64) -> Timestamp {
    NOW + SignedDuration::from_mins(count)
}

fn said(visibility: Visibility) -> TicketEvent {
    TicketEvent::MessagePosted(Box::new(Posted::new(
        MessageId(NOBODY),
        visibility,
        "Hello",
    )))
}

fn after(moment: Moment, seconds: i64) -> Timer {
    Timer::After {
        moment,
        seconds,
        business_time: false,
    }
}

fn due(timer: &Timer, events: &[(i64, Actor, TicketEvent)]) -> Option<Timestamp> {
    let (ticket, moments) = story(events);
    timer.due(&moments, details(&ticket), &catalog())
}

const CUSTOMER: Actor = Actor::customer(CustomerId(NOBODY));
const BEN_DID: Actor = Actor::member(BEN.0);

#[test]
fn a_customer_waits_since_their_first_message_that_nobody_answered() {
    let asks = |minute| (minute, CUSTOMER, said(Visibility::Public));
    let answers = |minute| (minute, BEN_DID, said(Visibility::Public));
    let notes = |minute| (minute, BEN_DID, said(Visibility::Internal));
    let timer = after(Moment::WaitingSince, 60);
    assert_eq!(due(&timer, &[]), None);
    assert_eq!(
        due(&timer, &[asks(5), asks(9), notes(10)]),
        Some(minutes(6))
    );
    assert_eq!(due(&timer, &[asks(5), answers(7)]), None);
    assert_eq!(
        due(&timer, &[asks(5), answers(7), asks(20)]),
        Some(minutes(21))
    );
}

#[test]
fn nobody_has_a_ticket_since_the_last_one_left_it() {
    let assigned = (3, HAPPENED.actor, TicketEvent::Assigned { member: BEN });
    let left = (8, HAPPENED.actor, TicketEvent::Unassigned { member: BEN });
    let timer = after(Moment::UnassignedSince, 60);
    assert_eq!(due(&timer, &[]), Some(minutes(1)));
    assert_eq!(due(&timer, std::slice::from_ref(&assigned)), None);
    assert_eq!(due(&timer, &[assigned, left]), Some(minutes(9)));
}

#[test]
fn what_rules_and_docket_do_touches_no_ticket() {
    let tagged = || TicketEvent::Tagged {
        tag: "a".to_owned(),
    };
    let by = |actor| [(4, actor, tagged())];
    let timer = after(Moment::TouchedAt, 60);
    assert_eq!(due(&timer, &by(BEN_DID)), Some(minutes(5)));
    assert_eq!(due(&timer, &by(Actor::rule(NOBODY, 1))), Some(minutes(1)));
    assert_eq!(due(&timer, &by(Actor::SYSTEM)), Some(minutes(1)));
}

#[test]
fn a_timer_before_a_moment_moves_with_it() {
    let scheduled = TicketEvent::Scheduled {
        due_at: Some(minutes(100)),
        window_from: None,
        window_to: None,
    };
    let timer = Timer::Before {
        moment: Moment::DueAt,
        seconds: 3600,
    };
    assert_eq!(due(&timer, &[]), None);
    assert_eq!(due(&timer, &[(1, BEN_DID, scheduled)]), Some(minutes(40)));
}

/// Mondays, nine to five in UTC, for everybody.
fn mondays() -> Catalog {
    let mut catalog = catalog();
    let interval = Interval {
        from: TimeOfDay::of_hour(9),
        to: TimeOfDay::of_hour(17),
    };
    let calendar = BusinessCalendar {
        key: "mondays".to_owned(),
        name: "Mondays".to_owned(),
        names: Names::new(),
        time_zone: "UTC".to_owned(),
        weekly: [(Weekday::Monday, vec![interval])].into(),
        holidays: vec![],
    };
    let id = crate::CalendarId::from_key("mondays");
    put(&mut catalog, id.0, [Saved(calendar)]);
    let workspace = Workspace {
        calendar: Some(id),
        ..catalog.workspace().clone()
    };
    put(&mut catalog, Workspace::id(), [Saved(workspace)]);
    catalog
}

#[test]
fn business_time_passes_in_business_hours_alone() {
    let friday: Timestamp = "2026-01-02T12:00:00Z".parse().expect("a moment");
    let timer = Timer::After {
        moment: Moment::DueAt,
        seconds: 2 * 3600,
        business_time: true,
    };
    let scheduled = TicketEvent::Scheduled {
        due_at: Some(friday),
        window_from: None,
        window_to: None,
    };
    let (ticket, moments) = story(&[(1, BEN_DID, scheduled)]);
    let due = timer.due(&moments, details(&ticket), &mondays());
    assert_eq!(
        due.map(|at| at.to_string()),
        Some("2026-01-05T11:00:00Z".to_owned())
    );
}

fn schedule(days: &[Weekday], times: &[u16], zone: &str) -> Schedule {
    Schedule {
        days: days.to_vec(),
        times: times.iter().copied().map(TimeOfDay::of_hour).collect(),
        time_zone: Some(zone.to_owned()),
    }
}

#[track_caller]
fn next(schedule: &Schedule, at: &str, expected: &str) {
    let at: Timestamp = at.parse().expect("a moment");
    let next = schedule.next(at).map(|next| next.to_string());
    assert_eq!(next.as_deref(), Some(expected));
}

#[test]
fn a_schedule_comes_on_its_days_by_its_own_clock() {
    let mondays = schedule(&[Weekday::Monday], &[8], "Asia/Jerusalem");
    next(&mondays, "2026-01-01T00:00:00Z", "2026-01-05T06:00:00Z");
    next(&mondays, "2026-01-05T06:00:00Z", "2026-01-12T06:00:00Z");
    next(&mondays, "2026-07-01T00:00:00Z", "2026-07-06T05:00:00Z");
    let daily = schedule(&[], &[17, 9], "UTC");
    next(&daily, "2026-01-01T09:00:00Z", "2026-01-01T17:00:00Z");
    next(&daily, "2026-01-01T17:00:00Z", "2026-01-02T09:00:00Z");
}

#[test]
fn a_time_that_the_clocks_leave_out_comes_when_they_are_past_it() {
    // Jerusalem goes from 02:00 to 03:00 on this night
    let nightly = schedule(&[], &[2], "Asia/Jerusalem");
    next(&nightly, "2026-03-26T12:00:00Z", "2026-03-27T00:00:00Z");
}

#[test]
fn a_timer_that_can_never_be_due_is_refused() {
    let with = |timer| Rule {
        on: vec![],
        timer: Some(timer),
        ..rule()
    };
    refuses(with(after(Moment::CreatedAt, 0)), ["timer.seconds"]);
    refuses(
        with(after(Moment::CreatedAt, 400 * 24 * 3600)),
        ["timer.seconds"],
    );
    let before = Timer::Before {
        moment: Moment::CreatedAt,
        seconds: 60,
    };
    refuses(with(before), ["timer.moment"]);
    refuses(
        with(Timer::Schedule(schedule(&[], &[], "UTC"))),
        ["timer.times"],
    );
    refuses(
        with(Timer::Schedule(schedule(&[], &[24], "Mars/Sea"))),
        ["timer.times", "timer.time_zone"],
    );
    let both = Rule {
        on: vec!["ticket.created".to_owned()],
        ..with(after(Moment::CreatedAt, 60))
    };
    refuses(both, ["timer"]);
}
