//! The newest shelves answer what most tickets say, as all of them would.

use super::super::world::*;
use super::{all, search};
use crate::SearchQuery;
use domain::TicketId;
use domain::ticket::{CreateTicket, TicketCommand as C};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use uuid::Uuid;

const TICKETS: i64 = 60;

/// One after the other, a day apart; some have the word in their subjects.
async fn lamps(world: &World, in_subject: &[i64]) -> Vec<TicketId> {
    let mut tickets = Vec::new();
    for number in 1..=TICKETS {
        let ticket = CreateTicket {
            subject: match in_subject.contains(&number) {
                true => "A lamp".to_owned(),
                false => "Broken".to_owned(),
            },
            description: "the lamp".to_owned(),
            ..new(number)
        };
        let id = Uuid::now_v7();
        let at = NOW + SignedDuration::from_hours(24 * number);
        let create = C::Create(Box::new(ticket));
        world.tries(id, at, create).await.unwrap();
        tickets.push(id.into());
    }
    world.caught_up().await;
    tickets
}

fn best(most: usize, text: &str) -> SearchQuery {
    SearchQuery {
        best: most,
        ..search(text)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_and_the_newest_by_subject_are_the_same_however_few_shelves_are_read() {
    let (world, runner) = World::running().await;
    let in_subject = [2, 3, 20, 45, 58];
    let tickets = lamps(&world, &in_subject).await;
    let of = |numbers: &mut dyn Iterator<Item = i64>| -> HashSet<TicketId> {
        numbers.map(|number| tickets[number as usize - 1]).collect()
    };
    for (most, subjects) in [
        (3, &in_subject[2..]),
        (4, &in_subject[1..]),
        (5, &in_subject),
    ] {
        let (ids, page) = all(&world, &best(most, "lamp ")).await;
        let newest = TICKETS - most as i64 + 1..=TICKETS;
        let expected = of(&mut newest.chain(subjects.iter().copied()));
        assert_eq!(ids.len(), expected.len(), "{most}");
        assert_eq!(
            ids.iter().copied().collect::<HashSet<_>>(),
            expected,
            "{most}"
        );
        assert_eq!(ids[0], tickets[subjects[subjects.len() - 1] as usize - 1]);
        assert!(!page.total_is_exact && page.total < TICKETS, "{page:?}");
    }
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_are_counted_where_that_is_asked_or_costs_nothing() {
    let (world, runner) = World::running().await;
    lamps(&world, &[2, 3]).await;
    let counted = |page: &crate::SearchPage| (page.total, page.total_is_exact);
    let few = all(&world, &best(3, "lamp ")).await;
    let (total, is_exact) = counted(&few.1);
    assert!((3..TICKETS).contains(&total) && !is_exact);
    let asked = SearchQuery {
        counts_all: true,
        ..best(3, "lamp ")
    };
    let every = all(&world, &asked).await;
    assert_eq!((counted(&every.1), every.0), ((TICKETS, true), few.0));
    let rare = SearchQuery {
        within: Some(crate::SearchIn::Subject),
        ..best(3, "lamp ")
    };
    assert_eq!(counted(&all(&world, &rare).await.1), (2, true));
    let wide = all(&world, &best(100, "lamp ")).await.1;
    assert_eq!(counted(&wide), (TICKETS, true));
    runner.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_that_came_late_are_found_on_the_shelves_of_their_numbers() {
    let (world, runner) = World::running().await;
    lamps(&world, &[]).await;
    let id = Uuid::now_v7();
    let late: Timestamp = NOW + SignedDuration::from_hours(24 * 90);
    let ticket = CreateTicket {
        description: "the lamp".to_owned(),
        ..new(4)
    };
    world
        .tries(id, late, C::Create(Box::new(ticket)))
        .await
        .unwrap();
    world.caught_up().await;
    let (ids, _) = all(&world, &best(1, "lamp ")).await;
    assert_eq!(ids, [TicketId(id)]);
    runner.stop().await;
}
