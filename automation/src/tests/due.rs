//! Deadlines of clocks: each fires once and by time, whatever becomes of workers and of the clock.

use super::world::{LIMIT, World};
use super::{ANA, assign, rule};
use crate::Worker;
use crate::clocks::Clocks;
use crate::deadlines::{Deadline, Deadlines};
use crate::reaction::Reaction;
use domain::automation::Rule;
use domain::sla::Applies;
use domain::ticket::TicketCommand;
use domain::{Recorded, TicketId};
use eventstore::EventFilter;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// More than are looked at at once.
const MANY: i64 = 450;

impl World {
    pub(super) fn clocks(&self) -> Clocks {
        Clocks::connect(&self.store, &self.catalog, &self.database.url).unwrap()
    }

    pub(super) async fn teller(&self) -> Worker {
        Worker::run(self.clocks(), Duration::from_millis(500))
            .await
            .unwrap()
    }

    /// Has a worker tell all that is due.
    pub(super) async fn tells(&self) {
        let worker = self.teller().await;
        self.all_is_told(&worker, SignedDuration::ZERO).await;
        worker.stop().await;
    }

    /// Waits until the worker has seen the whole log and nothing is due by a clock so far ahead.
    async fn all_is_told(&self, worker: &Worker, ahead: SignedDuration) {
        let deadlines = Deadlines::connect(&self.database.url, Clocks::CHECKPOINT).unwrap();
        let told = async {
            loop {
                self.settles(worker).await;
                let next = deadlines.next().await.unwrap();
                if next.is_none_or(|at| at > Timestamp::now() + ahead) {
                    return;
                }
            }
        };
        let told = tokio::time::timeout(LIMIT, told).await;
        told.expect("nothing is due any more");
    }

    /// What clocks came to, in the order of the log, with when it was reached.
    async fn told(&self) -> Vec<(Timestamp, Recorded)> {
        let tickets = EventFilter::categories(&["ticket"]);
        let events = self.store.read_filtered(0, 100_000, &tickets).await;
        let told = events.unwrap().into_iter();
        let told = told.filter(|event| event.name.starts_with("ticket.sla_"));
        told.map(|event| (reached_at(&event), event)).collect()
    }

    /// Each ticket was warned of once and breached once, and nothing else was told.
    async fn assert_each_once(&self, tickets: &[TicketId]) {
        let mut counts: BTreeMap<(uuid::Uuid, String), usize> = BTreeMap::new();
        for (_, event) in self.told().await {
            *counts.entry((event.stream_id, event.name)).or_default() += 1;
        }
        assert!(counts.values().all(|count| *count == 1), "{counts:?}");
        assert_eq!(counts.len(), tickets.len() * 2);
    }
}

fn reached_at(event: &Recorded) -> Timestamp {
    let data: serde_json::Value = serde_json::from_str(&event.data).unwrap();
    let at = ["reached_at", "met_at", "due_at"].map(|name| data[name].as_str());
    at.iter().flatten().next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_fell_due_in_a_day_of_downtime_is_told_once_each_and_by_time() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(3000).await;
    let mut tickets = Vec::new();
    for index in 0..MANY {
        // in no order, so that the order of the log is not that of the deadlines
        let ago = 100 + index * 613 % 1440;
        tickets.push(world.opened(ago).await.0);
    }

    world.tells().await;

    world.assert_each_once(&tickets).await;
    let at: Vec<_> = world.told().await.into_iter().map(|(at, _)| at).collect();
    assert!(at.is_sorted(), "told in another order than by time");
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_and_back_tells_nothing_twice() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(180).await;
    let (ticket, _) = world.opened(10).await;
    world.tells().await;
    assert_eq!(world.followed(ticket).await.len(), 0);

    let day = SignedDuration::from_hours(24);
    let jumped = Worker::run(world.clocks().ahead(day), Duration::from_millis(500)).await;
    let jumped = jumped.unwrap();
    world.all_is_told(&jumped, day).await;
    jumped.stop().await;
    world.assert_each_once(&[ticket]).await;

    world.tells().await;
    world.assert_each_once(&[ticket]).await;
}

/// As far as so many polls get it; whether it came to its end.
async fn cut_off(polls: usize, work: impl Future<Output = ()>) -> bool {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        work.as_mut().poll(context).map(|()| true)
    })
    .await
}

/// What a worker does about everything after `position`.
async fn work(world: &World, clocks: &Clocks, position: i64) {
    let wanted = EventFilter::categories(Clocks::CATEGORIES);
    let mut next = clocks.begin(position).await.unwrap();
    for event in world
        .store
        .read_filtered(position, 1000, &wanted)
        .await
        .unwrap()
    {
        clocks.take(&mut next, &event).await.unwrap();
    }
    clocks.fire(&mut next).await.unwrap();
}

#[tokio::test]
async fn a_worker_that_is_cut_off_anywhere_leaves_nothing_out_and_tells_nothing_twice() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(180).await;
    let mut tickets = Vec::new();
    for polls in 1.. {
        let position = world.head().await;
        tickets.push(world.opened(120).await.0);
        let clocks = world.clocks();
        let ended = cut_off(polls, work(&world, &clocks, position)).await;
        world.tells().await;
        if ended {
            assert!(polls > 10, "nothing was cut off");
            break;
        }
    }
    world.assert_each_once(&tickets).await;
}

#[tokio::test]
async fn workers_that_take_over_from_each_other_tell_everything_once() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(180).await;
    let mut tickets = Vec::new();
    for _ in 0..60 {
        tickets.push(world.opened(120).await.0);
    }
    let mut workers = Vec::new();
    for _ in 0..4 {
        workers.push(world.teller().await); // claims the place of the one before
    }
    world.all_is_told(&workers[3], SignedDuration::ZERO).await;
    for worker in &workers {
        worker.stop().await;
    }
    world.assert_each_once(&tickets).await;
}

#[tokio::test]
async fn a_changed_policy_moves_what_is_told_of_every_open_ticket() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(600).await;
    let mut tickets = Vec::new();
    for ago in [10, 20, 30] {
        tickets.push(world.opened(ago).await);
    }
    let worker = world.teller().await;
    world.all_is_told(&worker, SignedDuration::ZERO).await;
    for (ticket, opened) in &tickets {
        let due_at = world.standing(*ticket).await.due_at;
        assert_eq!(due_at, Some(*opened + SignedDuration::from_hours(1)));
    }

    world.resolves_within(5, Applies::OpenFromStart).await;
    world.all_is_told(&worker, SignedDuration::ZERO).await;

    for (ticket, opened) in &tickets {
        let due_at = world.standing(*ticket).await.due_at;
        assert_eq!(due_at, Some(*opened + SignedDuration::from_hours(5)));
    }
    worker.stop().await;
}

#[tokio::test]
async fn a_ticket_whose_clocks_end_stands_as_they_did() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.has_status_closed().await;
    world.promised(180).await;
    let (early, _) = world.opened(20).await;
    let (late, _) = world.opened(120).await;
    for ticket in [early, late] {
        let status = domain::StatusId::from_key("closed");
        world
            .does(ticket, TicketCommand::SetStatus { status })
            .await;
    }
    world.tells().await;

    assert_eq!(world.standing(early).await.rest.as_str(), "met");
    assert_eq!(world.standing(late).await.rest.as_str(), "missed");
    assert_eq!(world.story(early).await, ["status_changed", "sla_met"]);
}

#[tokio::test]
async fn steps_after_a_breach_are_told_and_rules_react_to_them() {
    let world = World::new().await;
    world.tells().await; // from here on
    let calls = Rule {
        on: vec!["ticket.sla_escalated".to_owned()],
        ..rule(&[assign(ANA)])
    };
    world.rule(7, calls).await;
    world.begins().await;
    world.promised(600).await;
    world.escalates_after(&[3600, 7200]).await;
    let (ticket, opened) = world.opened(150).await;

    world.tells().await;
    world.runs_rules().await;

    let story = world.story(ticket).await;
    let told = [
        "sla_warned",
        "sla_breached",
        "sla_escalated",
        "assigned by 7.1",
    ];
    assert_eq!(story, told);
    let step = &world.told().await[2];
    assert_eq!(step.0, opened + SignedDuration::from_hours(2));
}

#[tokio::test]
async fn a_deadline_that_nobody_looks_at_is_overdue() {
    let world = World::new().await;
    let (clocks, patience) = (world.clocks(), Duration::from_secs(5));
    let deadlines = Deadlines::connect(&world.database.url, Clocks::CHECKPOINT).unwrap();
    let due = |seconds: i64| Deadline {
        key: "one".to_owned(),
        at: Timestamp::from_second(Timestamp::now().as_second() - seconds).unwrap(),
        ticket: TicketId(uuid::Uuid::nil()),
        what: String::new(),
    };
    deadlines.arm(&due(60)).await.unwrap();
    assert!(!clocks.is_overdue(patience).await.unwrap(), "looked once");
    assert!(clocks.is_overdue(patience).await.unwrap());
    deadlines.arm(&due(30)).await.unwrap();
    assert!(!clocks.is_overdue(patience).await.unwrap(), "it was moved");
    deadlines.arm(&due(0)).await.unwrap();
    assert!(!clocks.is_overdue(patience).await.unwrap(), "not yet");
    assert!(!clocks.is_overdue(patience).await.unwrap(), "not yet");
}
