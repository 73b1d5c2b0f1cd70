//! Who has how many open tickets: the tables say what the tickets say.

use super::{CAL, assignees, assigning, comes_in, each_has, gives_out, held_by, support};
use crate::assignment::Assigning;
use crate::tests::world::World;
use crate::tests::{ANA, BEN};
use domain::setting::Assignment;
use domain::ticket::{Ticket, TicketCommand};
use domain::{MemberId, StatusId, TicketId};
use std::collections::HashMap;

async fn loads(world: &World, assigning: &Assigning) -> HashMap<MemberId, i64> {
    let (store, catalog) = (&world.store, world.catalog.now());
    let loads = assigning.tables();
    loads.catch_up(store, world.head().await).await.unwrap();
    loads.of(&[ANA, BEN, CAL], &catalog).await.unwrap()
}

#[tokio::test]
async fn the_least_loaded_gets_the_next() {
    let world = support(Assignment::LeastLoaded).await;
    for members in [vec![ANA], vec![ANA, BEN], vec![ANA, CAL], vec![CAL]] {
        held_by(&world, members).await;
    }
    let mut tickets = Vec::new();
    for _ in 0..4 {
        tickets.push(comes_in(&world).await);
    }
    gives_out(&world).await;
    // Ana 3, Ben 1, Cal 2: Ben, then Cal who had no turn before Ben, then all are even
    assert_eq!(each_has(&world, &tickets).await, [BEN, CAL, BEN, ANA]);
}

#[tokio::test]
async fn tickets_that_are_done_deleted_or_merged_are_no_load() {
    let world = support(Assignment::LeastLoaded).await;
    let closed = held_by(&world, vec![ANA]).await;
    let deleted = held_by(&world, vec![ANA]).await;
    let merged = held_by(&world, vec![ANA]).await;
    let into = held_by(&world, vec![BEN]).await;
    world.sets_status(closed, "closed").await;
    world.does(deleted, TicketCommand::Delete).await;
    world
        .does(merged, TicketCommand::MergeInto { ticket: into })
        .await;
    let assigning = assigning(&world);
    assert_eq!(loads(&world, &assigning).await, HashMap::from([(BEN, 1)]));
    world.sets_status(closed, "pending").await;
    world.does(deleted, TicketCommand::Restore).await;
    world.does(merged, TicketCommand::Unmerge).await;
    let open = HashMap::from([(ANA, 3), (BEN, 1)]);
    assert_eq!(loads(&world, &assigning).await, open);
}

#[tokio::test]
async fn the_tables_say_what_the_tickets_say_whatever_happened() {
    let world = support(Assignment::None).await;
    let assigning = assigning(&world);
    let mut tickets = Vec::new();
    for n in 0..8_usize {
        tickets.push(held_by(&world, vec![[ANA, BEN, CAL][n % 3]]).await);
    }
    for step in 0..60_usize {
        let ticket = tickets[step * 5 % tickets.len()];
        world.does(ticket, command(step)).await;
        if step % 7 == 0 {
            let told = loads(&world, &assigning).await;
            assert_eq!(told, counted(&world, &tickets).await, "after step {step}");
        }
    }
    assert_eq!(
        loads(&world, &assigning).await,
        counted(&world, &tickets).await
    );
}

/// Something else each time, and each of them often.
fn command(step: usize) -> TicketCommand {
    let member = [ANA, BEN, CAL][step * 7 % 3];
    let status = StatusId::from_key(["open", "pending", "closed"][step * 11 % 3]);
    match step % 4 {
        0 => TicketCommand::Assign { member },
        1 => TicketCommand::Unassign { member },
        _ => TicketCommand::SetStatus { status },
    }
}

/// The slow way: every ticket is folded from its stream.
async fn counted(world: &World, tickets: &[TicketId]) -> HashMap<MemberId, i64> {
    let mut counted = HashMap::new();
    for ticket in tickets {
        let loaded = world.store.load::<Ticket>(ticket.0).await.unwrap();
        let details = loaded.state.details.as_deref().unwrap();
        if details.status != StatusId::from_key("closed") {
            for member in &details.assignees {
                *counted.entry(*member).or_default() += 1;
            }
        }
    }
    counted
}

#[tokio::test]
async fn tables_that_are_lost_fill_again() {
    let world = support(Assignment::LeastLoaded).await;
    held_by(&world, vec![ANA]).await;
    held_by(&world, vec![BEN]).await;
    gives_out(&world).await;
    world.database.run("DROP SCHEMA automation CASCADE").await;
    crate::migrate(&world.database.url).await.unwrap();
    let ticket = comes_in(&world).await;
    gives_out(&world).await;
    assert_eq!(assignees(&world, ticket).await, [CAL]);
}
