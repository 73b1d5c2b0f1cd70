//! Timer rules: moments set rules off, once each.

use super::world::{LIMIT, World, created};
use super::*;
use crate::Worker;
use crate::reaction::Reaction;
use crate::timers::Timers;
use domain::TicketId;
use domain::automation::{Moment, Schedule, Timer};
use domain::setting::{Setting, SettingCommand, TimeOfDay};
use domain::ticket::{Ticket, TicketCommand};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// A rule that acts on open tickets an hour after they were created.
pub(super) fn hourly(actions: &[Action]) -> Rule {
    Rule {
        on: vec![],
        timer: Some(Timer::After {
            moment: Moment::CreatedAt,
            seconds: 3600,
            business_time: false,
        }),
        when: in_status("open"),
        ..rule(actions)
    }
}

/// A rule that acts on open tickets every day, at the time of an hour ago.
pub(super) fn daily_an_hour_ago(actions: &[Action]) -> Rule {
    let now = Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let past = TimeOfDay::from((now - Duration::from_secs(3600)).time());
    let schedule = Schedule {
        days: vec![],
        times: vec![past],
        time_zone: None,
    };
    Rule {
        timer: Some(Timer::Schedule(schedule)),
        ..hourly(actions)
    }
}

impl World {
    pub(super) fn timers(&self) -> Timers {
        let sent = (self.database.url.as_str(), &self.outbox());
        Timers::connect(&self.store, &self.catalog, sent).unwrap()
    }

    async fn timer_worker(&self) -> Worker {
        let patience = Duration::from_millis(500);
        Worker::run(self.timers(), patience).await.unwrap()
    }

    /// Has a worker arm and fire until nothing is due any more.
    pub(super) async fn fires(&self) {
        let worker = self.timer_worker().await;
        self.settles(&worker).await;
        worker.stop().await;
        let timers = self.timers();
        let mut next = timers.begin(self.head().await).await.unwrap();
        while timers
            .next_moment(&next)
            .is_some_and(|at| at < Timestamp::now())
        {
            timers.fire(&mut next).await.unwrap();
        }
    }

    /// Saves a rule so many minutes ago.
    pub(super) async fn had_rule(&self, ago: i64, id: u128, rule: Rule) {
        let create = SettingCommand::Create(rule);
        self.did_ago::<Setting<Rule>>(ago, Uuid::from_u128(id), create)
            .await;
    }
}

#[tokio::test]
async fn what_was_due_while_nobody_looked_fires_once_and_tells_its_moment() {
    let world = World::new().await;
    world.fires().await; // from here on
    world.had_rule(180, 1, hourly(&[note("Still open")])).await;
    let (ticket, opened) = world.opened(120).await;
    world.fires().await;
    let followed = world.all_that_followed(ticket).await;
    assert_eq!(world.notes(ticket).await, ["Still open"]);
    let told: serde_json::Value = serde_json::from_str(&followed[0].data).unwrap();
    assert_eq!(told["on"], "timer");
    let due: Timestamp = told["due_at"].as_str().unwrap().parse().unwrap();
    assert_eq!(due, opened + SignedDuration::from_hours(1));

    let forget = "TRUNCATE automation.deadlines, automation.armed";
    world.database.run(forget).await;
    world.fires().await;
    world.fires().await;
    assert_eq!(world.notes(ticket).await, ["Still open"]);
}

#[tokio::test]
async fn a_timer_fires_when_it_is_due() {
    let world = World::new().await;
    world.fires().await; // from here on
    let soon = Rule {
        timer: Some(Timer::Before {
            moment: Moment::DueAt,
            seconds: 3600,
        }),
        ..hourly(&[note("An hour left")])
    };
    world.rule(1, soon).await;
    let worker = world.timer_worker().await;
    let ticket = world.opens("Printer on fire").await;
    let due_at = Timestamp::now() + SignedDuration::from_secs(3601);
    let schedule = TicketCommand::Schedule {
        due_at: Some(due_at),
        window_from: None,
        window_to: None,
    };
    world.does(ticket, schedule).await;
    let before = world.head().await;
    let mut head = world.store.watch_head();
    let told = tokio::time::timeout(LIMIT, head.wait_for(|head| *head > before + 1)).await;
    told.expect("the timer fires").unwrap();
    worker.stop().await;
    assert_eq!(world.notes(ticket).await, ["An hour left"]);
}

#[tokio::test]
async fn a_ticket_that_looks_otherwise_when_it_is_due_is_left_alone() {
    let world = World::new().await;
    world.fires().await; // from here on
    world.had_rule(180, 1, hourly(&[note("Still open")])).await;
    let (ticket, _) = world.opened(120).await;
    world.sets_status(ticket, "pending").await;
    world.fires().await;
    assert_eq!(world.notes(ticket).await, [""; 0]);

    // it looks so again: what was due then is done now
    world.sets_status(ticket, "open").await;
    world.fires().await;
    assert_eq!(world.notes(ticket).await, ["Still open"]);
}

#[tokio::test]
async fn a_rule_does_not_fire_for_what_was_due_before_it_was_there() {
    let world = World::new().await;
    world.fires().await; // from here on
    let (ticket, _) = world.opened(120).await;
    world.rule(1, hourly(&[note("Still open")])).await;
    world.fires().await;
    assert_eq!(world.notes(ticket).await, [""; 0]);
}

#[tokio::test]
async fn a_rule_that_was_switched_off_fires_no_more() {
    let world = World::new().await;
    world.fires().await; // from here on
    world.had_rule(180, 1, hourly(&[note("Still open")])).await;
    let (ticket, _) = world.opened(120).await;
    let off = Rule {
        active: false,
        ..hourly(&[note("Still open")])
    };
    world.rule(1, off).await;
    world.fires().await;
    assert_eq!(world.notes(ticket).await, [""; 0]);
}

#[tokio::test]
async fn a_moment_that_moves_on_fires_where_it_has_moved_to() {
    let world = World::new().await;
    world.fires().await; // from here on
    let waiting = Rule {
        timer: Some(Timer::After {
            moment: Moment::StatusSince,
            seconds: 3600,
            business_time: false,
        }),
        ..hourly(&[note("An hour in this status")])
    };
    world.had_rule(180, 1, waiting).await;
    let (ticket, _) = world.opened(120).await;
    let set = |key: &str| TicketCommand::SetStatus {
        status: StatusId::from_key(key),
    };
    world.did_ago::<Ticket>(50, ticket.0, set("pending")).await;
    world.did_ago::<Ticket>(40, ticket.0, set("open")).await;
    world.fires().await;
    assert_eq!(world.notes(ticket).await, [""; 0]);
}

#[tokio::test]
async fn a_day_of_downtime_fires_each_timer_once_the_earliest_first() {
    let world = World::new().await;
    world.fires().await; // from here on
    world.had_rule(3000, 1, hourly(&[note("Still open")])).await;
    let mut tickets = Vec::new();
    for ago in (100..1600).step_by(60) {
        let id = TicketId(Uuid::now_v7());
        let create = created("Fire", "normal");
        world.did_ago::<Ticket>(ago, id.0, create).await;
        tickets.push(id);
    }
    world.fires().await;
    world.fires().await;
    for ticket in &tickets {
        assert_eq!(world.notes(*ticket).await, ["Still open"]);
    }
}

#[tokio::test]
async fn a_schedule_sets_a_rule_off_on_every_ticket_that_looks_so() {
    let world = World::new().await;
    world.fires().await; // from here on
    let daily = daily_an_hour_ago(&[note("Every day")]);
    let (matches, other) = (world.opens("Open").await, world.opens("Pending").await);
    world.sets_status(other, "pending").await;
    world.had_rule(180, 1, daily).await;
    // as if it had been armed when it was saved, and nobody had looked since
    world.fires().await;
    let back = "UPDATE automation.deadlines SET at = at - interval '1 day' WHERE kind = 'timers'";
    world.database.run(back).await;
    world.fires().await;
    world.fires().await;
    assert_eq!(world.notes(matches).await, ["Every day"]);
    assert_eq!(world.notes(other).await, [""; 0]);
}

/// However far a worker comes before it is cut off, another one does exactly what is missing.
#[tokio::test]
async fn a_worker_that_is_cut_off_anywhere_leaves_nothing_out_and_nothing_twice() {
    let world = World::new().await;
    world.fires().await; // from here on
    let actions = [assign(BEN), set_status("pending"), note("Still open")];
    world.had_rule(180, 1, hourly(&actions)).await;
    let mut polls = 1;
    loop {
        let (ticket, _) = world.opened(120).await;
        let timers = world.timers();
        world.arms(&timers).await;
        let mut next = timers.begin(world.head().await).await.unwrap();
        let done = cut_off(timers.fire(&mut next), polls).await;
        world.fires().await;
        let story = world.story(ticket).await;
        let all = [
            "assigned by 1.1",
            "status_changed by 1.1",
            "message_posted by 1.1",
        ];
        assert_eq!(story, all, "after {polls} polls");
        let fired = world.all_that_followed(ticket).await;
        assert_eq!(fired.len(), 1 + all.len(), "after {polls} polls");
        if done {
            return;
        }
        polls += 1;
    }
}

impl World {
    /// Arms what the log asks for and fires nothing.
    pub(super) async fn arms(&self, timers: &Timers) {
        let head = self.head().await;
        self.catalog.at_least(head, LIMIT).await.unwrap();
        self.database.run("TRUNCATE automation.armed").await;
        timers.begin(head).await.unwrap();
    }
}

/// Polls the work so often and drops it then; whether it came to its end.
pub(super) async fn cut_off<T>(work: impl Future<Output = T>, polls: usize) -> bool {
    let mut work = Box::pin(work);
    let mut left = polls;
    std::future::poll_fn(move |context| match work.as_mut().poll(context) {
        std::task::Poll::Ready(_) => std::task::Poll::Ready(true),
        std::task::Poll::Pending => {
            left -= 1;
            match left {
                0 => std::task::Poll::Ready(false),
                _ => std::task::Poll::Pending,
            }
        }
    })
    .await
}
