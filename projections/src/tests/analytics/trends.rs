//! What came and went, in stretches that begin with an hour of UTC and within one.

use super::*;
use crate::TrendsQuery;

pub async fn assert_trends(world: &World, lives: &Lives, query: &TicketQuery, rows: &[TicketRow]) {
    let into_an_hour = NOW.as_second().rem_euclid(3_600); // as all that happens
    for seconds in [0, -into_an_hour, 1_200] {
        let shift = SignedDuration::from_secs(seconds);
        assert_shifted(world, lives, query, (rows, shift)).await;
    }
}

async fn assert_shifted(
    world: &World,
    lives: &Lives,
    query: &TicketQuery,
    (rows, shift): (&[TicketRow], SignedDuration),
) {
    let moments: Vec<_> = [3, 10, 11, 40].map(|h| hour(h) + shift).to_vec();
    let asked = TrendsQuery {
        tickets: query.clone(),
        moments: moments.clone(),
        done: done(),
    };
    let trends = world.read.trends(&asked).await.unwrap();
    assert_eq!(trends.len(), 3);
    for (trend, at) in trends.iter().zip(moments.windows(2)) {
        let (from, to) = (at[0], at[1]);
        let created = rows
            .iter()
            .filter(|r| r.created_at >= from && r.created_at < to);
        assert_eq!(trend.created, created.count() as i64, "{query:?}");
        let steps = lives.steps(rows, from, to);
        assert_eq!((trend.resolved, trend.reopened), steps, "{query:?}");
        assert_eq!(trend.backlog, lives.waiting(rows, to), "{at:?} {query:?}");
    }
    let arrived = world.read.arrivals(query, moments[0], moments[3]).await;
    let arrived = arrived.unwrap();
    let created: i64 = trends.iter().map(|trend| trend.created).sum();
    assert_eq!(arrived.iter().map(|(_, count)| count).sum::<i64>(), created);
}
