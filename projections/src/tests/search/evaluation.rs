//! How well search finds what people mean: queries over a help desk in three languages, each with
//! the tickets that whoever typed it hopes for.

use super::{World, opens, says, search};
use domain::TicketId;
use domain::ticket::{TicketCommand as C, Visibility};
use std::collections::{BTreeMap, HashMap};

const TICKETS: &str = include_str!("evaluation/tickets.tsv");
const QUERIES: &str = include_str!("evaluation/queries.tsv");

/// What the queries of one language reach together.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    queries: f64,
    recall: f64,
    reciprocal: f64,
}

impl Measure {
    fn add(&mut self, expected: &[&str], found: &[&str]) {
        let hits = expected.iter().filter(|e| found.contains(e)).count();
        let first = found.iter().position(|f| expected.contains(f));
        self.queries += 1.0;
        self.recall += hits as f64 / expected.len() as f64;
        self.reciprocal += first.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
    }

    fn means(self) -> (f64, f64) {
        (self.recall / self.queries, self.reciprocal / self.queries)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_find_what_they_mean_among_the_first_ten() {
    let (world, runner) = World::running().await;
    let names = opens_all(&world).await;
    let mut measures: BTreeMap<&str, Measure> = BTreeMap::new();
    for line in QUERIES.lines() {
        let (query, expected) = line.split_once('\t').unwrap();
        let expected: Vec<_> = expected.split(',').collect();
        let page = world.read.search(&search(query)).await.unwrap();
        let found: Vec<_> = page
            .items
            .iter()
            .take(10)
            .map(|hit| names[&hit.ticket])
            .collect();
        if expected.iter().any(|e| !found.contains(e))
            || found.first().is_none_or(|first| !expected.contains(first))
        {
            println!("{query}: hoped for {expected:?}, found {found:?}");
        }
        for group in [language(query), "all"] {
            measures.entry(group).or_default().add(&expected, &found);
        }
    }
    for (group, measure) in &measures {
        let (recall, reciprocal) = measure.means();
        let queries = measure.queries;
        println!("{group}: {queries} queries, recall@10 {recall:.3}, MRR {reciprocal:.3}");
    }
    let (recall, reciprocal) = measures["all"].means();
    assert!(measures["all"].queries >= 150.0);
    assert!(
        recall >= 0.97 && reciprocal >= 0.95,
        "{recall} {reciprocal}"
    );
    runner.stop().await;
}

fn language(query: &str) -> &'static str {
    match query.chars().find(|c| c.is_alphabetic()) {
        Some('\u{0590}'..='\u{05FF}') => "Hebrew",
        Some('\u{0600}'..='\u{06FF}') => "Arabic",
        _ => "English and codes",
    }
}

/// The tickets with their names in the file.
async fn opens_all(world: &World) -> HashMap<TicketId, &'static str> {
    let mut names = HashMap::new();
    for (number, line) in TICKETS.lines().enumerate() {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (name, subject, description, tags) = (next(), next(), next(), next());
        let ticket = opens(world, 100_000 + number as i64, subject, description).await;
        for tag in tags.split(',') {
            world
                .does(
                    ticket.0,
                    C::Tag {
                        tag: tag.to_owned(),
                    },
                )
                .await;
        }
        for body in next().split('|').filter(|body| !body.is_empty()) {
            says(world, ticket, Visibility::Public, body).await;
        }
        names.insert(ticket, name);
    }
    world.caught_up().await;
    names
}
