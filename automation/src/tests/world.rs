//! A small help desk: its settings, its staff, its tickets, and a worker when one is wanted.

use super::database::Database;
use super::{ANA, BEN};
use crate::Worker;
use crate::desk::Desk;
use crate::outbox::Outbox;
use crate::react::Reactor;
use domain::automation::Rule;
use domain::setting::StatusCategory::Open;
use domain::setting::{Member, Priority, Setting, SettingCommand, SettingKind, Status};
use domain::ticket::{CreateTicket, Ticket, TicketCommand};
use domain::{
    Access, Actor, Aggregate, Catalog, MemberId, PriorityId, Recorded, StatusId, TicketId,
};
use eventstore::{EventStore, Execute, Executed, Live, StoreError, StoreOptions};
use jiff::Timestamp;
use std::borrow::Cow;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Far more than anything here takes.
pub(super) const LIMIT: Duration = Duration::from_secs(180);

pub(super) struct World {
    pub(super) store: EventStore,
    pub(super) catalog: Live<Catalog>,
    pub(super) database: Database,
}

impl World {
    /// With the usual statuses and priorities, and with Ana and Ben.
    pub(super) async fn new() -> Self {
        let database = Database::fresh().await;
        let store = EventStore::connect(StoreOptions::new(&database.url)).await;
        let store = store.unwrap();
        let catalog = Live::start(&store, CancellationToken::new()).await.unwrap();
        let world = Self {
            store,
            catalog,
            database,
        };
        for key in ["open", "pending", "closed"] {
            world.status(key).await;
        }
        for key in ["normal", "urgent"] {
            world.save(PriorityId::from_key(key).0, priority(key)).await;
        }
        world.save(ANA.0, member("Ana")).await;
        world.save(BEN.0, member("Ben")).await;
        world
    }

    pub(super) async fn status(&self, key: &str) {
        self.save(StatusId::from_key(key).0, status(key)).await;
    }

    /// Saves a rule under the id `id`, for the first time or again.
    pub(super) async fn rule(&self, id: u128, rule: Rule) {
        self.save(Uuid::from_u128(id), rule).await;
    }

    pub(super) async fn save<T: SettingKind>(&self, id: Uuid, value: T) {
        let is_new = self.store.load::<Setting<T>>(id).await.unwrap().version == 0;
        let command = if is_new {
            SettingCommand::Create(value)
        } else {
            SettingCommand::Save(value)
        };
        self.ask::<Setting<T>>(id, command).await;
    }

    pub(super) async fn retires(&self, member: MemberId) {
        self.ask::<Setting<Member>>(member.0, SettingCommand::Retire)
            .await;
    }

    pub(super) async fn ask<A: Aggregate>(&self, id: Uuid, command: A::Command) -> Executed<A> {
        let catalog = self.catalog.now();
        let now = Timestamp::now();
        let mut request = Execute::new(id, command, Actor::member(ANA.0), &catalog, now);
        request.access = Cow::Borrowed(Access::everything()); // who may do what is tested elsewhere
        self.execute(request).await
    }

    /// Once this returns, the catalog has the effect.
    pub(super) async fn execute<A: Aggregate>(&self, request: Execute<'_, A>) -> Executed<A> {
        let executed = self.store.execute::<A>(request).await.unwrap();
        let seen = self.catalog.at_least(executed.position, LIMIT).await;
        seen.expect("the catalog follows the log");
        executed
    }

    /// A new ticket; status and priority are the usual ones.
    pub(super) async fn opens(&self, subject: &str) -> TicketId {
        let (id, command) = (TicketId(Uuid::now_v7()), created(subject, "normal"));
        self.does(id, command).await;
        id
    }

    pub(super) async fn opens_urgent(&self, subject: &str) -> TicketId {
        let (id, command) = (TicketId(Uuid::now_v7()), created(subject, "urgent"));
        self.does(id, command).await;
        id
    }

    /// Ana's command to a ticket.
    pub(super) async fn does(&self, ticket: TicketId, command: TicketCommand) {
        self.ask::<Ticket>(ticket.0, command).await;
    }

    pub(super) async fn sets_status(&self, ticket: TicketId, key: &str) {
        let status = StatusId::from_key(key);
        self.does(ticket, TicketCommand::SetStatus { status }).await;
    }

    pub(super) fn reactor(&self) -> Reactor {
        Reactor {
            desk: self.desk(),
            catalog: self.catalog.clone(),
        }
    }

    pub(super) fn desk(&self) -> Desk {
        Desk::connect(&self.store, &self.database.url, &self.outbox()).unwrap()
    }

    pub(super) fn outbox(&self) -> Outbox {
        Outbox::connect(&self.database.url).unwrap()
    }

    pub(super) async fn worker(&self) -> Worker {
        let sent = (self.database.url.as_str(), &self.outbox());
        let worker = Worker::start(&self.store, &self.catalog, sent).await;
        worker.unwrap()
    }

    /// Rules act from here on, but nobody runs them yet.
    pub(super) async fn begins(&self) {
        self.worker().await.stop().await;
    }

    /// Has a worker react until nothing more happens, and stops it.
    pub(super) async fn runs_rules(&self) {
        let worker = self.worker().await;
        self.settles(&worker).await;
        worker.stop().await;
    }

    /// Waits until `worker` has reacted to everything, its own effects too.
    pub(super) async fn settles(&self, worker: &Worker) {
        let mut position = worker.watch_position();
        let mut head = self.head().await;
        loop {
            let reached = position.wait_for(|p| *p >= head);
            let reached = tokio::time::timeout(LIMIT, reached).await;
            reached.expect("the worker reaches the head").unwrap();
            let newer = self.head().await;
            if newer == head {
                return;
            }
            head = newer;
        }
    }

    pub(super) async fn head(&self) -> i64 {
        connected(|| self.store.head()).await
    }

    /// The ticket's events after its first, but for those that only tell that a rule was set off.
    pub(super) async fn followed(&self, ticket: TicketId) -> Vec<Recorded> {
        let mut events = self.all_that_followed(ticket).await;
        events.retain(|event| event.name != "ticket.rule_fired");
        events
    }

    /// The ticket's events after its first.
    pub(super) async fn all_that_followed(&self, ticket: TicketId) -> Vec<Recorded> {
        connected(|| self.store.read_stream(ticket.0, 1, 1000)).await
    }

    /// Their names without `ticket.`, with the rule and its version where one acted.
    pub(super) async fn story(&self, ticket: TicketId) -> Vec<String> {
        let events = self.followed(ticket).await;
        events.iter().map(line).collect()
    }

    /// Bodies of the ticket's notes.
    pub(super) async fn notes(&self, ticket: TicketId) -> Vec<String> {
        let events = self.followed(ticket).await;
        let posted = events.iter().filter(|e| e.name == "ticket.message_posted");
        posted.map(|e| field(e, "body")).collect()
    }
}

/// Asks again when the pool hands out a connection that was cut.
async fn connected<T, F>(ask: impl Fn() -> F) -> T
where
    F: Future<Output = Result<T, StoreError>>,
{
    let answer = async {
        loop {
            match ask().await {
                Ok(answer) => return answer,
                Err(error) => assert!(error.is_passing(), "{error}"),
            }
        }
    };
    let answer = tokio::time::timeout(LIMIT, answer).await;
    answer.expect("Postgres can be reached again")
}

fn line(event: &Recorded) -> String {
    let name = event.name.trim_start_matches("ticket.");
    match (event.actor.id, event.actor.rule_version) {
        (Some(rule), Some(version)) => format!("{name} by {}.{version}", rule.as_u128()),
        _ => name.to_owned(),
    }
}

/// A text field of an event's data.
pub(super) fn field(event: &Recorded, name: &str) -> String {
    let data: serde_json::Value = serde_json::from_str(&event.data).unwrap();
    data[name].as_str().expect("a text").to_owned()
}

pub(super) fn created(subject: &str, priority: &str) -> TicketCommand {
    TicketCommand::Create(Box::new(CreateTicket {
        number: 1,
        subject: subject.to_owned(),
        priority: Some(PriorityId::from_key(priority)),
        ..CreateTicket::default()
    }))
}

fn status(key: &str) -> Status {
    Status::new(key, key, Open, "#336699")
}

fn priority(key: &str) -> Priority {
    Priority::new(key, key, "#336699", 1)
}

fn member(name: &str) -> Member {
    Member::new(name)
}
