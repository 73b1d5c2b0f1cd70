//! The list shows what the log says, page by page.

use super::world::*;
use crate::TicketQuery;
use domain::ticket::TicketCommand as C;

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_in_the_list_once_its_position_is_reached() {
    let (world, runner) = World::running().await;
    let ticket = world.create(new(7)).await;
    world.caught_up().await;
    let rows = world.list(TicketQuery::default()).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].id.0, ticket);
    world.does(ticket, C::Assign { member: ANA }).await;
    world.caught_up().await;
    let mine = TicketQuery {
        assignee: vec![ANA],
        ..TicketQuery::default()
    };
    assert_eq!(world.list(mine).await[0].version, 2);
    assert_eq!(world.read.ticket_id(7).await.unwrap(), Some(ticket.into()));
    runner.stop().await;
}
