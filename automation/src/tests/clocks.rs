//! What clocks come to is told when it is due, once, with its own moment.

use super::world::{LIMIT, World, created, field};
use super::{ANA, BEN, assign, note, rule};
use crate::clocks::Clocks;
use crate::deadlines::Deadlines;
use crate::reaction::Reaction;
use domain::automation::{Rule, When};
use domain::setting::{Setting, SettingCommand, Status, StatusCategory};
use domain::sla::{Applies, SlaPolicy, Standing, Targets, TicketStanding};
use domain::ticket::{Ticket, TicketCommand};
use domain::{Access, Actor, Aggregate, Recorded, StatusId, TicketId};
use eventstore::Execute;
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;
use uuid::Uuid;

const POLICY: u128 = 0x51A;

/// An hour to resolve, with a warning half way.
fn promised() -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            resolution: Some(3600),
            ..Targets::default()
        },
        warn_at: vec![50],
        ..SlaPolicy::new("Everybody")
    }
}

impl World {
    /// Ana's command of so long ago.
    pub(super) async fn did_ago<A: Aggregate>(
        &self,
        ago: i64,
        id: Uuid,
        command: A::Command,
    ) -> Timestamp {
        let at = Timestamp::now() - SignedDuration::from_mins(ago);
        let catalog = self.catalog.now();
        let mut request = Execute::<A>::new(id, command, Actor::member(ANA.0), &catalog, at);
        request.access = Cow::Borrowed(Access::everything());
        self.execute(request).await;
        Timestamp::from_microsecond(at.as_microsecond()).unwrap() // as the log keeps it
    }

    pub(super) async fn promised(&self, ago: i64) {
        let id = Uuid::from_u128(POLICY);
        let create = SettingCommand::Create(promised());
        self.did_ago::<Setting<SlaPolicy>>(ago, id, create).await;
    }

    pub(super) async fn opened(&self, ago: i64) -> (TicketId, Timestamp) {
        let id = TicketId(Uuid::now_v7());
        let at = self
            .did_ago::<Ticket>(ago, id.0, created("Fire", "normal"))
            .await;
        (id, at)
    }

    /// The policy again, with another target in hours.
    pub(super) async fn resolves_within(&self, hours: i64, applies: Applies) {
        let targets = Targets {
            resolution: Some(hours * 3600),
            ..Targets::default()
        };
        let policy = SlaPolicy {
            targets,
            applies,
            ..promised()
        };
        self.save(Uuid::from_u128(POLICY), policy).await;
    }

    /// The policy again, with steps after a breach, for tickets that are open at any time.
    pub(super) async fn escalates_after(&self, steps: &[i64]) {
        let policy = SlaPolicy {
            escalate_after: steps.to_vec(),
            ..promised()
        };
        let (id, command) = (Uuid::from_u128(POLICY), SettingCommand::Save(policy));
        self.did_ago::<Setting<SlaPolicy>>(500, id, command).await;
    }

    pub(super) async fn has_status_closed(&self) {
        let closed = StatusCategory::Closed;
        let done = Status::new("closed", "Closed", closed, "#336699");
        self.save(StatusId::from_key("closed").0, done).await;
    }

    /// How a ticket stands as was told last.
    pub(super) async fn standing(&self, ticket: TicketId) -> Standing {
        let stream = TicketStanding::id(ticket);
        let loaded = self.store.load::<TicketStanding>(stream).await.unwrap();
        let last = loaded.state.last.as_ref();
        last.expect("something was told").standing
    }
}

fn minute_of(event: &Recorded, since: Timestamp) -> i64 {
    event.occurred_at.duration_since(since).as_mins()
}

#[tokio::test]
async fn what_fell_due_while_nobody_looked_is_told_once_with_its_moments() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(180).await;
    let (ticket, opened) = world.opened(120).await;
    world.tells().await;

    let told = world.followed(ticket).await;
    let names: Vec<_> = told.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["ticket.sla_warned", "ticket.sla_breached"]);
    let minutes: Vec<_> = told.iter().map(|event| minute_of(event, opened)).collect();
    assert_eq!(minutes, [30, 60]);
    assert_eq!(told[1].actor, Actor::SYSTEM);

    let forget = "TRUNCATE automation.deadlines, automation.armed";
    world.database.run(forget).await;
    world.tells().await;
    world.tells().await;
    assert_eq!(world.followed(ticket).await.len(), 2);
}

#[tokio::test]
async fn what_falls_due_is_told_when_it_does() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.promised(180).await;
    let (ticket, _) = world.opened(1).await;
    let worker = world.teller().await;
    let due_at = Timestamp::now() + SignedDuration::from_millis(1500);
    let schedule = TicketCommand::Schedule {
        due_at: Some(due_at),
        window_from: None,
        window_to: None,
    };
    world.does(ticket, schedule).await;

    let mut head = world.store.watch_head();
    let told = async {
        while world.followed(ticket).await.len() < 2 {
            head.changed().await.unwrap();
        }
    };
    let told = tokio::time::timeout(LIMIT, told).await;
    told.expect("the deadline fires");

    world.settles(&worker).await;
    worker.stop().await;
    let told = world.followed(ticket).await;
    let last = told.last().unwrap();
    assert_eq!(last.name, "ticket.sla_breached");
    assert_eq!(field(last, "clock"), "due_date");
    let told: Timestamp = field(last, "due_at").parse().unwrap();
    assert_eq!(told.as_microsecond(), due_at.as_microsecond());
    assert!(last.occurred_at.as_microsecond() >= told.as_microsecond());
}

#[tokio::test]
async fn a_ticket_that_was_resolved_in_time_is_told_to_have_been_and_no_more() {
    let world = World::new().await;
    world.tells().await; // from here on
    world.has_status_closed().await;
    world.promised(180).await;
    let (ticket, _) = world.opened(10).await;
    world.sets_status(ticket, "closed").await;

    world.tells().await;

    assert_eq!(world.story(ticket).await, ["status_changed", "sla_met"]);
    let deadlines = Deadlines::connect(&world.database.url, Clocks::CHECKPOINT).unwrap();
    assert_eq!(deadlines.next().await.unwrap(), None);
}

#[tokio::test]
async fn a_rule_reacts_to_a_breach() {
    let world = World::new().await;
    world.tells().await; // from here on
    let escalate = Rule {
        on: vec!["ticket.sla_breached".to_owned()],
        ..rule(&[assign(ANA)])
    };
    world.rule(7, escalate).await;
    world.begins().await;
    world.promised(180).await;
    let (ticket, _) = world.opened(120).await;

    world.tells().await;
    world.runs_rules().await;

    let story = world.story(ticket).await;
    assert_eq!(story, ["sla_warned", "sla_breached", "assigned by 7.1"]);
}

/// Half of the time: a note; the target: the lead's; an hour later: another note.
#[tokio::test]
async fn a_chain_of_escalation_is_rules_on_what_the_clocks_tell() {
    let world = World::new().await;
    world.tells().await; // from here on
    let half = serde_json::json!({"all": [
        {"path": "event.clock", "op": "eq", "value": "resolution"},
        {"path": "event.percent", "op": "eq", "value": 50},
    ]});
    let steps = [
        ("ticket.sla_warned", note("Half of the time is gone")),
        ("ticket.sla_breached", assign(BEN)),
        ("ticket.sla_escalated", note("An hour late")),
    ];
    for (id, (name, action)) in (1..).zip(steps) {
        let when = match id {
            1 => When::Condition(serde_json::from_value(half.clone()).unwrap()),
            _ => When::default(),
        };
        let step = Rule {
            on: vec![name.to_owned()],
            when,
            ..rule(&[action])
        };
        world.rule(id, step).await;
    }
    world.begins().await;
    world.promised(600).await;
    world.escalates_after(&[3600]).await;
    let (ticket, _) = world.opened(150).await;

    world.tells().await;
    world.runs_rules().await;

    let mut story = world.story(ticket).await;
    story.retain(|line| line.contains(" by "));
    let expected = [
        "message_posted by 1.1",
        "assigned by 2.1",
        "message_posted by 3.1",
    ];
    assert_eq!(story, expected);
    let notes = world.notes(ticket).await;
    assert_eq!(notes, ["Half of the time is gone", "An hour late"]);
}
