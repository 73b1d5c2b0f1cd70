//! The tags that are told are those of the tickets within reach.

use super::world::*;
use crate::{TagQuery, TicketRow};
use domain::access::Reach;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The tags of what is within reach, and of nothing else.
pub async fn assert_tags(world: &World, reach: &Reach, within: &[TicketRow]) {
    let mut uses: BTreeMap<&str, i64> = BTreeMap::new();
    for tag in within.iter().flat_map(|row| &row.tags) {
        *uses.entry(tag).or_default() += 1;
    }
    let starts = uses.keys().filter_map(|tag| tag.chars().next());
    let starts: BTreeSet<_> = starts.map(String::from).collect();
    for start in starts.into_iter().chain([String::new()]) {
        let begun = uses.iter().filter(|(tag, _)| tag.starts_with(&start));
        let mut expected: Vec<_> = begun.map(|(tag, uses)| (tag.to_string(), *uses)).collect();
        expected.sort_by_key(|(tag, uses)| (Reverse(*uses), tag.clone()));
        for limit in [100, 1] {
            let (reach, start) = (reach.clone(), start.clone());
            let query = TagQuery {
                reach,
                start,
                limit,
            };
            let told = world.read.tags(&query).await.unwrap().into_iter();
            let told: Vec<_> = told.map(|row| (row.tag, row.tickets)).collect();
            expected.truncate(limit.into());
            assert_eq!(told, expected, "{query:?}");
        }
    }
}
