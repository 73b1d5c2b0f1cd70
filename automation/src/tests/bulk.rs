//! Bulk jobs: a part that was begun before goes on where it was, and changes no ticket twice.

use super::world::{LIMIT, World};
use crate::Worker;
use commands::tickets::BulkStep;
use domain::bulk::{
    Bulk, BulkAction, BulkCommand, BulkOutcome, Job, NewBulk, Progress, item_command,
};
use domain::ticket::{Ticket, TicketCommand};
use domain::{Actor, BulkId, StatusId, TicketId};
use eventstore::{Execute, Transact};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

fn close() -> Vec<BulkAction> {
    vec![BulkAction::SetStatus {
        status: StatusId::from_key("closed"),
    }]
}

impl World {
    /// Docket itself asks, to whom nothing is refused.
    async fn asks(&self, tickets: Vec<TicketId>, undoes: Option<BulkId>) -> BulkId {
        let actions = if undoes.is_some() { vec![] } else { close() };
        let new = NewBulk {
            tickets,
            actions,
            filter: vec![],
            undoes,
        };
        let id = BulkId(Uuid::now_v7());
        let command = BulkCommand::Request(Box::new(new));
        let catalog = self.catalog.now();
        let asked = Execute::<Bulk>::new(id.0, command, Actor::SYSTEM, &catalog, Timestamp::now());
        self.execute(asked).await;
        id
    }

    async fn bulk_worker(&self) -> Worker {
        crate::migrate(&self.database.url).await.unwrap();
        Worker::start_bulk(&self.store, &self.catalog, &self.database.url)
            .await
            .unwrap()
    }

    async fn does_jobs(&self) {
        let worker = self.bulk_worker().await;
        self.settles(&worker).await;
        worker.stop().await;
    }

    async fn job(&self, id: BulkId) -> Job {
        let loaded = self.store.load::<Bulk>(id.0).await.unwrap();
        *loaded.state.job.clone().unwrap()
    }

    /// What a part does to one ticket, before the process ends and nobody is told.
    async fn did(&self, job: BulkId, ticket: TicketId) {
        let (catalog, actions) = (self.catalog.now(), close());
        let work = BulkStep {
            ticket,
            actions: &actions,
            member: None,
            seed: Uuid::nil(),
            loads: HashMap::new(),
        };
        let request = Transact {
            command_id: item_command(job, ticket),
            remember: Some(ticket.0.as_bytes().to_vec()),
            ..Transact::new(ticket.0, Actor::SYSTEM, &catalog, Timestamp::now())
        };
        self.store.transact(request, &work).await.unwrap();
    }
}

#[tokio::test]
async fn what_a_part_did_before_it_broke_off_is_not_done_again() {
    let world = World::new().await;
    let tickets = [world.opens("one").await, world.opens("two").await];
    let job = world.asks(tickets.to_vec(), None).await;
    world.did(job, tickets[0]).await;
    // somebody opens it again before the job goes on
    world.sets_status(tickets[0], "open").await;

    world.does_jobs().await;

    let done = world.job(job).await;
    assert_eq!(done.tally().changed, 2);
    assert_eq!(done.progress(), Progress::Finished);
    let story = world.story(tickets[0]).await;
    assert_eq!(story, ["status_changed", "status_changed"]);
    let now = world.store.load::<Ticket>(tickets[0].0).await.unwrap();
    let now = now.state.details.as_ref().unwrap().status;
    assert_eq!(now, StatusId::from_key("open"));
    assert_eq!(world.story(tickets[1]).await, ["status_changed"]);
}

#[tokio::test]
async fn a_job_of_many_parts_goes_to_its_end_whoever_carries_it() {
    let world = World::new().await;
    let mut tickets = Vec::new();
    for number in 0..600 {
        tickets.push(world.opens(&format!("ticket {number}")).await);
    }
    let gone = TicketId(Uuid::now_v7());
    tickets.insert(300, gone);
    let job = world.asks(tickets.clone(), None).await;

    let workers = [world.bulk_worker().await, world.bulk_worker().await];
    let ended = async {
        loop {
            let head = world.head().await;
            let job = world.job(job).await;
            if job.ended_at.is_some() {
                return job;
            }
            let mut log = world.store.watch_head();
            let _ = log.wait_for(|at| *at > head).await;
        }
    };
    let done = tokio::time::timeout(LIMIT, ended).await.unwrap();
    for worker in workers {
        worker.stop().await;
    }

    let tally = done.tally();
    assert_eq!((tally.changed, tally.refused), (600, 1));
    assert!(matches!(
        done.outcome(300),
        Some(BulkOutcome::Refused { .. })
    ));
    for ticket in tickets.into_iter().filter(|ticket| *ticket != gone) {
        assert_eq!(world.followed(ticket).await.len(), 1);
    }
}

#[tokio::test]
async fn undoing_that_broke_off_goes_on_and_tells_the_same() {
    let world = World::new().await;
    let tickets = [world.opens("one").await, world.opens("two").await];
    let job = world.asks(tickets.to_vec(), None).await;
    world.does_jobs().await;
    world.sets_status(tickets[1], "pending").await;
    let undo = world.asks(tickets.to_vec(), Some(job)).await;
    // the first was put back already, and closed by somebody after that
    let put_back = TicketCommand::SetStatus {
        status: StatusId::from_key("open"),
    };
    let catalog = world.catalog.now();
    let request = Transact {
        command_id: item_command(undo, tickets[0]),
        remember: Some(tickets[0].0.as_bytes().to_vec()),
        ..Transact::new(tickets[0].0, Actor::SYSTEM, &catalog, Timestamp::now())
    };
    let work = commands::tickets::PutBack {
        ticket: tickets[0],
        commands: &[put_back],
    };
    world.store.transact(request, &work).await.unwrap();
    world.sets_status(tickets[0], "closed").await;

    world.does_jobs().await;

    let done = world.job(undo).await;
    assert_eq!(done.outcome(0), Some(BulkOutcome::Changed {}));
    assert!(matches!(done.outcome(1), Some(BulkOutcome::Refused { .. })));
    assert_eq!(world.followed(tickets[0]).await.len(), 3);
}
