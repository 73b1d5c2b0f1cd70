//! Any condition finds in SQL the tickets of which it holds in memory.

use super::any::{self, CUSTOMERS};
use super::list::live;
use super::oracle::{folded, found};
use super::world::*;
use crate::{Runner, TicketQuery, TicketRow};
use domain::Audience;
use domain::condition::{Condition, Filter, Usage, Viewpoint};
use domain::customer::{Customer, CustomerCommand, Profile};
use domain::sla::Standing;
use domain::ticket::{Details, LinkKind, Surroundings, Ticket, TicketCommand, WholeTicket};
use domain::{Actor, CustomerId, TicketId};
use eventstore::{Execute, Loaded};
use jiff::tz::TimeZone;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::runtime::Runtime;
use uuid::Uuid;

#[test]
fn a_condition_finds_in_sql_what_it_holds_of_in_memory() {
    let runtime = Runtime::new().unwrap();
    let (world, runner) = runtime.block_on(World::running());
    let profiles = runtime.block_on(meet_customers(&world));
    let asked = (any::condition(), any::viewpoint(), any::<(bool, bool)>());
    let life = (any::steps(), vec(asked, 60), any::<bool>());
    let cases = Config {
        max_shrink_iters: 32, // each takes as long as a case
        ..Config::with_cases(24)
    };
    let checked = TestRunner::new(cases).run(&life, |(steps, asked, rebuild)| {
        runtime.block_on(async {
            live(&world, steps).await;
            if rebuild {
                let rebuilt = Runner::rebuild(&world.store, &world.read, "tickets", |_, _| {});
                rebuilt.await.unwrap();
            }
            let tickets = Tickets::of(&world, &profiles).await;
            for (json, viewpoint, hidden) in &asked {
                tickets.assert_agree(json, viewpoint, *hidden).await;
            }
        });
        Ok(())
    });
    runtime.block_on(runner.stop());
    checked.unwrap();
}

/// The customers of the random tickets; one has an address and a language, one has neither.
async fn meet_customers(world: &World) -> HashMap<CustomerId, Profile> {
    let dana = Profile {
        name: Some("Dana".to_owned()),
        emails: vec!["Dana@example.org".to_owned(), "d_d@example.com".to_owned()],
        language: Some("he".to_owned()),
        ..Profile::default()
    };
    let eli = Profile {
        name: Some("Eli".to_owned()),
        phones: vec!["+972 2 123 4567".to_owned()],
        ..Profile::default()
    };
    let mut profiles = HashMap::new();
    for (id, profile) in CUSTOMERS.into_iter().zip([dana, eli]) {
        let command = CustomerCommand::Create(Box::new(profile));
        let meet = Execute::<Customer>::new(id.0, command, Actor::SYSTEM, &world.catalog, NOW);
        world.store.execute(meet).await.unwrap();
        let met = world.store.load::<Customer>(id.0).await.unwrap();
        profiles.insert(id, *met.state.profile.clone().unwrap());
    }
    profiles
}

/// Every ticket of a world, as the log tells it.
struct Tickets<'a> {
    world: &'a World,
    profiles: &'a HashMap<CustomerId, Profile>,
    rows: Vec<TicketRow>,
    loaded: HashMap<Uuid, Loaded<Ticket>>,
    standings: HashMap<Uuid, Standing>,
}

impl<'a> Tickets<'a> {
    async fn of(world: &'a World, profiles: &'a HashMap<CustomerId, Profile>) -> Self {
        world.caught_up().await;
        let head = world.store.head().await.unwrap();
        let customers = world.read.wait_for("customers", head, PATIENCE).await;
        assert!(customers.unwrap());
        let (rows, mut loaded) = (folded(world).await, HashMap::new());
        for row in &rows {
            let ticket = world.store.load_at::<Ticket>(row.id.0, i32::MAX).await;
            loaded.insert(row.id.0, ticket.unwrap());
        }
        Self {
            world,
            profiles,
            standings: rows.iter().map(|row| (row.id.0, row.sla)).collect(),
            rows,
            loaded,
        }
    }

    async fn assert_agree(&self, json: &Json, viewpoint: &Viewpoint, hidden: (bool, bool)) {
        let filter = asked(self.world, json, viewpoint);
        let query = TicketQuery {
            include_deleted: hidden.0,
            include_merged: hidden.1,
            limit: 1000,
            ..everything()
        };
        let mut expected = found(&self.rows, &query);
        expected.retain(|row| self.is(row.id.0, filter.condition()));
        let query = TicketQuery {
            condition: Some(Arc::new(filter)),
            ..query
        };
        let told = format!("{json} {viewpoint:?} {hidden:?}");
        assert_eq!(self.world.list(query.clone()).await, expected, "{told}");
        let count = self.world.read.count_tickets(&query).await.unwrap();
        assert_eq!(count, expected.len() as i64, "{told}");
    }

    fn is(&self, id: Uuid, condition: &Condition) -> bool {
        let loaded = &self.loaded[&id];
        let details = loaded.state.details.as_deref().unwrap();
        let profile = details.customer.and_then(|id| self.profiles.get(&id));
        let around = Surroundings {
            version: loaded.version,
            created_at: loaded.created_at,
            updated_at: loaded.updated_at,
            deleted: loaded.state.deleted,
            emails: profile.map_or(&[], |profile| &profile.emails),
            language: profile.and_then(|profile| profile.language.as_deref()),
            open_children: self.open_children(details),
            sla: self.standings[&id],
        };
        WholeTicket::new(details, around, &self.world.catalog).is(condition)
    }

    fn open_children(&self, details: &Details) -> u32 {
        let children = details
            .links
            .iter()
            .filter(|l| l.kind == LinkKind::ParentOf);
        let open = children.filter(|link| {
            let child = self.loaded.get(&link.ticket.0);
            let child = child.and_then(|loaded| loaded.state.open().ok());
            let status = child.and_then(|child| self.world.catalog.status(child.status));
            status.is_some_and(|status| !status.category.is_done())
        });
        open.count() as u32
    }
}

fn asked(world: &World, json: &Json, viewpoint: &Viewpoint) -> Filter {
    let usage = Usage::lists(&world.catalog, &Audience::Everything);
    let condition = Condition::parse_for(&usage, json, "condition");
    let condition = condition.unwrap_or_else(|wrong| panic!("{json}: {wrong:?}"));
    Filter::try_new(&condition, viewpoint, &world.catalog).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_of_the_work_are_counted_while_they_are_not_done() {
    let (world, runner) = World::running().await;
    let (whole, first, second) = (new(1), new(2), new(3));
    let whole = world.create(whole).await;
    let parts = [world.create(first).await, world.create(second).await];
    for part in parts {
        let link = TicketCommand::Link {
            kind: LinkKind::ParentOf,
            ticket: TicketId(part),
        };
        world.does(whole, link).await;
    }
    let status = status("closed");
    world
        .does(parts[0], TicketCommand::SetStatus { status })
        .await;
    world
        .does(
            parts[0],
            TicketCommand::Tag {
                tag: "done".to_owned(),
            },
        )
        .await;
    let profiles = HashMap::new();
    let tickets = Tickets::of(&world, &profiles).await;
    let viewpoint = Viewpoint::new(NOW, TimeZone::UTC, None);
    for (count, found) in [(0, vec![parts[1], parts[0]]), (1, vec![whole]), (2, vec![])] {
        let json = json!({"path": "open_child_count", "op": "eq", "value": count});
        tickets
            .assert_agree(&json, &viewpoint, (false, false))
            .await;
        let query = TicketQuery {
            condition: Some(Arc::new(asked(&world, &json, &viewpoint))),
            ..everything()
        };
        let rows = world.list(query).await;
        assert_eq!(rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), found);
    }
    runner.stop().await;
}
